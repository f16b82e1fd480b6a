"""The contracts of what changed of a record since a version, and of what loading a package would change."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from dashboard.frames.contract import Contract


class ToldChange(NamedTuple):
    """
    What became of one thing, however often it was changed, and who changed it; version and moment are the last.

    It can be looked at in the cell of a party and a term, as a text, or as a mark of the timeline, from a day on.
    """

    cause: Annotated[str, "Why"]
    sentence: Annotated[str, "What changed"]
    table: Annotated[str, "Table"]
    code: Annotated[str, "Code"]
    version: Annotated[int, "Version"]
    at: Annotated[datetime, "When (UTC)"]
    author: Annotated[str, "Who"]
    party: str | None
    term: str | None
    proposal: Annotated[str | None, "Text"]
    mark: Annotated[str | None, "Mark"]
    day: Annotated[date | None, "Day"]


TOLD_CHANGES = Contract("told_changes", ToldChange)


class PlannedRow(NamedTuple):
    """
    What loading a package comes to for a row, or for one column of it where the row is on both sides and differs.

    `effect` says what becomes of the row, `called` how it is called; `here` and `package` are its values in words.
    """

    effect: Annotated[str, "What becomes of it"]
    kind: Annotated[str, "Kind"]
    called: Annotated[str, "Row"]
    column: Annotated[str | None, "Column"]
    here: Annotated[str | None, "Here"]
    package: Annotated[str | None, "In the package"]
    code: Annotated[str, "Code"]


PLANNED_ROWS = Contract("planned_rows", PlannedRow)
