"""Errors named as facts. Each message says what, where and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class ParleyError(Exception):
    """Anything Parley refuses, with a message for the person who asked."""


class Unsigned(ParleyError):
    """A change by nobody knows whom: no name was given yet, or it is not said whose it is."""


class NotFound(ParleyError):
    """A negotiation, row, version or chart that does not exist."""


class Invalid(ParleyError):
    """An edit whose values break a rule; `problems` maps each column to its reason."""

    def __init__(self, table: str, problems: Mapping[str, str]) -> None:
        self.table = table
        self.problems = dict(problems)
        super().__init__("; ".join(f"{column}: {reason}" for column, reason in self.problems.items()))


class Conflict(ParleyError):
    """A row that is no longer what the analyst saw; carries both versions, and nothing was written."""

    def __init__(
        self,
        table: str,
        code: str,
        seen: Mapping[str, Any] | None,
        theirs: Mapping[str, Any] | None,
        mine: Mapping[str, Any] | None,
    ) -> None:
        self.table, self.code = table, code
        self.seen, self.theirs, self.mine = seen, theirs, mine
        super().__init__(f"{table} {code} was changed by somebody else meanwhile. Nothing was saved.")


class ChangedSince(ParleyError):
    """A change that cannot be taken back, because of what was recorded since; nothing was written."""


class Alike(ParleyError):
    """A new row that may be one that stands; carries its field, code and name, and nothing was written."""

    def __init__(self, field: str, code: str, name: str, words: str) -> None:
        self.field, self.code, self.name = field, code, name
        super().__init__(words)


class TypedElsewhere(ParleyError):
    """A draft that was gone on with in another tab or browser; carries what it holds there, and nothing was written."""

    def __init__(self, held: Mapping[str, str], at: datetime) -> None:
        self.held, self.at = dict(held), at
        super().__init__("This draft was changed in another tab or browser. Choose what to keep, then save again.")


class InConflict(ParleyError):
    """Rows changed both in a package and here, of which nobody has said whose stand; nothing was written."""

    def __init__(self, sentence: str, conflicts: int) -> None:
        self.conflicts = conflicts
        rows = "1 row was" if conflicts == 1 else f"{conflicts:,} rows were"
        super().__init__(
            f"{sentence}\n{rows} changed both here and in the package. Nothing was loaded: say whose stand."
        )


class Moved(ParleyError):
    """A negotiation that changed while it was read: what was read belongs to a version of before; read it again."""


class InUse(ParleyError):
    """A row that others refer to and so cannot be removed, or a reference that leads nowhere."""


class TooMuchToDraw(ParleyError, ValueError):
    """More marks than a chart can show."""


class NotAStore(ParleyError):
    """A database that is empty or belongs to something else."""


class OlderStore(ParleyError):
    """A server store that must be migrated by hand first."""


class NewerStore(ParleyError):
    """A store written by a newer Parley."""


class ReadOnly(ParleyError):
    """What is here may be read and not written."""


class Unreachable(ParleyError):
    """A database that does not answer."""


class TimedOut(ParleyError):
    """A question that the database was told to stop answering, because it took too long."""


class NotWritable(ParleyError):
    """A database file that was deleted, replaced or made read-only while it was open; nothing was written."""


class OpenElsewhere(ParleyError):
    """A store that other processes have open, or that one of them is restoring."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a package: file, row (the header is row 1) and column where they are known, and the reason."""

    file: str
    reason: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.reason}"


class _Refused(ParleyError):
    """A stranger's file that was refused whole, with every problem found."""

    said = ""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        shown = "\n".join(f"  {problem}" for problem in self.problems[:20])
        more = f"\n  and {len(self.problems) - 20} more" if len(self.problems) > 20 else ""
        super().__init__(f"{self.said}\n{shown}{more}")


class BadPackage(_Refused):
    """A case package that was refused whole, with every problem found."""

    said = "The package was not loaded; the store is as it was."


class BadSheet(_Refused):
    """A sheet that was refused whole, with every problem found."""

    said = "Nothing was written: the sheet is not right yet."
