"""What changed of a record since a version, line by line: the contract that questions fill and exports write."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from dashboard.frames.contract import Contract


class ToldChange(NamedTuple):
    """
    What became of one thing, however often it was changed, and who changed it last.

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
