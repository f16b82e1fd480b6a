"""A negotiation as a reader has it: the one gate through which questions read the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.store import reads
from dashboard.store.engine import Store


@dataclass(frozen=True)
class Edition:
    """A negotiation at a version: the store that holds it as it was then, and what is asked of it."""

    store: Store
    negotiation: str

    def of(self, negotiation: str) -> "Edition":
        """Return the edition of another negotiation in the same store: what this one is compared with."""
        return Edition(self.store, negotiation)

    def own(self) -> pd.Series:
        """Return the negotiation's own row of `frames.NEGOTIATIONS`."""
        return reads.negotiations(self.store).set_index("code", drop=False).loc[self.negotiation]

    def rows(self, table: str) -> pd.DataFrame:
        """Return a whole table as its frame in `frames.TABLE_FRAMES`, by rank where it has one."""
        return reads.rows(self.store, self.negotiation, table)

    def candidates(self, as_of: date, **evidence: Any) -> pd.DataFrame:
        """Return `frames.CANDIDATES`: per party, term and aspect the stances of the latest day that pass the filter."""
        return reads.candidates(self.store, self.negotiation, as_of, **evidence)

    def stances(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.GRADED_STANCES` that pass the filter, by day."""
        return reads.stances(self.store, self.negotiation, **asked)

    def evidence(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.EVIDENCE`, newest first."""
        return reads.evidence(self.store, self.negotiation, **asked)

    def annotations(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.ANNOTATIONS`, newest first."""
        return reads.annotations(self.store, self.negotiation, **asked)

    def revisions(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.REVISIONS` of one version or of one row, newest first."""
        return reads.revisions(self.store, self.negotiation, **asked)

    def rows_by_code(self, table: str, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return these rows of a table by code, as history keeps them; without those that are there no longer."""
        return reads.rows_by_code(self.store, self.negotiation, table, codes)

    def release_stages(self) -> pd.DataFrame:
        """Return `frames.RELEASE_STAGES`, by proposal and day."""
        return reads.release_stages(self.store, self.negotiation)

    def provision_quantities(self) -> pd.DataFrame:
        """Return `frames.PROVISION_QUANTITIES`, by day."""
        return reads.provision_quantities(self.store, self.negotiation)
