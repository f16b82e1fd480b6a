"""What is being looked at: the negotiation, the day, the evidence filter, the version, and what was picked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by code; those that several share carry the code, or a picker would take one for another."""
    shared = Counter(labels.values())
    return {code: f"{label} ({code})" if shared[label] > 1 else label for code, label in labels.items()}


@dataclass(frozen=True)
class Scope:
    """
    A question to the store. With the store's address it is the key of everything cached.

    `version` is the version shown: the present one, or the earlier one that `known_at` names. `beside` is what this
    one is compared with, counted in `unit`: round or day.
    """

    negotiation: str
    version: int
    as_of: date
    min_grade: str = "B"
    min_confidence: str = "moderate"
    known_at: int | None = None
    parties: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    since: date | None = None
    beside: "Scope | None" = None
    unit: str = "round"

    @property
    def day(self) -> pd.Timestamp:
        """The as-of day as frames have it."""
        return pd.Timestamp(self.as_of).as_unit("s")
