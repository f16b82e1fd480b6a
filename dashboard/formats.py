"""
The format of case packages: what stands in one, and what earlier formats called what.

A package of any earlier format loads for ever. Whatever is renamed or retired is listed here, once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

FORMAT = 2
"""The format that is written. Raise it when a table or column is renamed or retired, or when something that earlier
packages may hold is refused from then on, and say so in `SINCE`."""

Values = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """What the next format renamed and retired; columns by the name that their table has now."""

    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    retired: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Columns that are passed over, each with the reason that is told."""
    early_answers: bool = False
    """Whether answers dated before their text was tabled were taken without a word, and are refused since."""


SINCE: dict[int, Changes] = {
    0: Changes(
        tables={"analyst": "author"},
        columns={(table, "analyst"): "author" for table in ("coding", "annotation", "saved_view")},
    ),
    1: Changes(early_answers=True),
}
"""By format, what has changed since: packages without a format are of format 0."""


def table_now(name: str, written: int) -> str:
    """Return what a table of a package of this format is called now."""
    for number in range(written, FORMAT):
        name = SINCE[number].tables.get(name, name)
    return name


def column_now(table: str, name: str, written: int) -> str:
    """Return what a column of a table (by its name now) of a package of this format is called now."""
    for number in range(written, FORMAT):
        name = SINCE[number].columns.get((table, name), name)
    return name


def retired(table: str, column: str, written: int) -> str | None:
    """Return why a column of a package of this format is passed over, or None."""
    reasons = (SINCE[number].retired.get((table, column)) for number in range(written, FORMAT))
    return next((reason for reason in reasons if reason is not None), None)


def takes_early_answers(written: int) -> bool:
    """Return whether a package of this format may hold any answers that are older than their texts."""
    return any(SINCE[number].early_answers for number in range(written, FORMAT))


@dataclass(frozen=True)
class Origin:
    """The store that saved a package, at which version, and the newest version it had loaded of each other store."""

    store: str
    version: int
    known: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Package:
    """A negotiation (without its `version`) and its rows by table, every value of its column's type."""

    negotiation: Values
    rows: Mapping[str, Sequence[Values]]
    """
    Whole rows of every table that the package has; one that it does not have says nothing. Long ones are to be read in
    their order, a few at a time.
    """
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Columns by table that the package does not have: they hold their default, and say nothing."""
    origin: Origin | None = None
    """None for a package that does not say where it comes from: one of format 0."""
    edited: bool = False
    """Whether a file was changed since the package was saved: it is then based on its origin, and not the same."""
    early: Mapping[str, frozenset[str]] | None = None
    """
    Codes by table of the rows whose answers may be older than their texts, since they came from an earlier format; None
    for a package of such a format, in which any may.
    """
    told: tuple[str, ...] = ()
    """What a reader should know of how it was read, in sentences."""


def checksum(file: IO[bytes]) -> str:
    """Return the checksum of a file as a descriptor writes it."""
    return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"  # type: ignore[arg-type]
