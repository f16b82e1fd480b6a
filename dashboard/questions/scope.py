"""What is looked at: of which edition, as of which day, by which evidence, and what was picked."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

import pandas as pd

from dashboard.questions.edition import Edition
from dashboard.questions.kept import Reading
from dashboard.settings import settings

T = TypeVar("T")

LONGEST_PICKS = 60
"""Characters in the name of a file that say what was picked."""


@dataclass(frozen=True)
class Scope:
    """
    What is looked at, of one edition.

    The evidence filter is the worst source grade and the least confidence that count, whether only what was said within
    the use-by does, and the one source that does, if any. `beside` is what this one is compared with, counted in
    `unit`: round or day.
    """

    edition: Edition = field(repr=False)
    as_of: date
    min_grade: str = "B"
    min_confidence: str = "moderate"
    within_use_by: bool = False
    only_source: str | None = None
    parties: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    since: date | None = None
    beside: "Scope | None" = field(default=None, repr=False)
    unit: str = "round"

    @property
    def day(self) -> pd.Timestamp:
        """The as-of day as frames have it."""
        return pd.Timestamp(self.as_of).as_unit("s")

    @property
    def changeable(self) -> bool:
        """Whether what is shown may be changed: it is the present, and this Parley is not read-only."""
        return self.known_at is None and not settings().read_only

    @property
    def negotiation(self) -> str:
        """The code of the negotiation."""
        return self.edition.negotiation

    @property
    def version(self) -> int:
        """The version shown."""
        return self.edition.version

    @property
    def known_at(self) -> int | None:
        """The version shown, where it is an earlier one that was asked for."""
        return self.edition.known_at

    def at(self, as_of: date) -> "Scope":
        """Return the same edition and evidence filter on a day, whatever was picked."""
        return Scope(self.edition, as_of, self.min_grade, self.min_confidence, self.within_use_by, self.only_source)

    def as_it_was(self) -> "Scope":
        """Return the same of the same version as an earlier one: it can be read however much has changed since."""
        beside = self.beside and self.beside.as_it_was()
        return replace(self, edition=self.edition.as_it_was(), beside=beside)

    def ask(self, what: Callable[..., T], *arguments: str | date) -> T:
        """Return `what(scope, *arguments)`, worked out once for as long as what it reads stays the same."""
        return self.edition.kept.get(
            f"{what.__module__}.{what.__qualname__}{arguments} {self._key}",
            self._clock,
            lambda: what(self, *arguments),
        )

    @cached_property
    def _key(self) -> str:
        """All that an answer depends on, but for what it reads."""
        beside = f" beside {self.beside._key}" if self.beside else ""
        return f"{self.edition.name} {self}{beside}"

    def _clock(self, reading: Reading) -> int | None:
        found = self.edition.clock(reading)
        return self.beside._clock(reading) if found is None and self.beside else found


def picked(found: pd.DataFrame, **picks: tuple[str, ...]) -> pd.DataFrame:
    """Keep the rows whose columns have one of the picked values; an empty pick keeps all."""
    for column, some in picks.items():
        if some:
            found = found[found[column].isin(some)]
    return found.reset_index(drop=True)


def covered(edition: Edition) -> tuple[date, date]:
    """
    Return the first and the last day that can be shown of a negotiation.

    They are as its row of `frames.NEGOTIATIONS` gives them, else from the first day on which anything is recorded to
    the last day of a round or today. A case may give them in the wrong order.
    """
    own, today = edition.own(), date.today()
    first = own["covers_from"].date() if pd.notna(own["covers_from"]) else edition.first_day() or today
    ends = [day.date() for day in edition.rows("round")["ended_on"]]
    last = own["covers_to"].date() if pd.notna(own["covers_to"]) else max([*ends, today])
    return min(first, last), max(first, last)


def file_name(scope: Scope, what: str, ending: str) -> str:
    """
    Return the name of a download, such as `ferry-2026_stance-matrix_2026-03-09_v12.png`.

    Where more than the day was chosen, the name goes on with it, as far as there is room, and ends in a check sum of
    all of it: two downloads that differ in anything have two names.
    """
    parts = [_plain(scope.negotiation), what, scope.as_of.isoformat(), f"v{scope.version}"]
    if _chosen(scope) or parts[0] != scope.negotiation:
        picks = "-".join(_words(scope))
        parts += [_plain(picks)[:LONGEST_PICKS].strip(".-"), sha256(repr(_whole(scope)).encode()).hexdigest()[:8]]
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def _chosen(scope: Scope) -> dict[str, Any]:
    """Return what differs from what is shown of a day unasked."""
    given = {one.name: (getattr(scope, one.name), one.default) for one in fields(scope)} | {
        "known_at": (scope.known_at, None)
    }
    return {name: value for name, (value, usual) in given.items() if usual is not MISSING and value != usual}


def _words(scope: Scope) -> Iterator[str]:
    """Yield what was chosen, the picks first."""
    yield from (*scope.parties, *scope.terms, *scope.proposals)
    shown = {"min_grade": "grade", "min_confidence": "confidence", "since": "since"}
    yield from (f"{shown[name]}-{value}" for name, value in _chosen(scope).items() if name in shown)
    if scope.within_use_by:
        yield "within-use-by"
    if scope.only_source is not None:
        yield f"only-{scope.only_source}"
    if scope.beside is not None:
        yield f"beside-{scope.beside.negotiation}-{scope.beside.as_of}"


def _whole(scope: Scope) -> tuple[Any, ...]:
    """Return all that tells one scope from another, as plain values."""
    beside = None if scope.beside is None else _whole(scope.beside)
    return scope.negotiation, scope.version, scope.known_at, scope.as_of, {**_chosen(scope), "beside": beside}


def _plain(code: str) -> str:
    """Return what every file system and shell takes as it stands, and none takes for another by its capitals."""
    letters = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.-]+", "-", letters).strip(".-")
