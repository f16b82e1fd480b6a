"""The contracts of what an answer rests on: rows of the record, and their sources."""

from typing import Annotated, NamedTuple

from dashboard.frames.contract import Contract


class RestsOn(NamedTuple):
    """
    That a row of an answer rests on a row of the record.

    `row` is the number of the answer's row in its frame, from 0, or −1 for what its title alone says; `beside` whether
    the record's is of the negotiation, or the span, that the answer sets beside the first; `term` the one that the
    answer's row is of, if it is of one. A delivery goes by the code of its text: all that came of that text.
    """

    row: Annotated[int, "Row"]
    table: Annotated[str, "Table"]
    code: Annotated[str, "Code"]
    beside: Annotated[bool, "Of the other"]
    term: Annotated[str | None, "Term"]


class Sourced(NamedTuple):
    """
    The same with a source that counts for the record's row; several are several rows.

    `later_on` is the day on which the source was published, as `vocabulary.day_text` has it, where that was after the
    day asked for; it is missing where it was not, or where it is not known when.
    """

    row: Annotated[int, "Row"]
    table: Annotated[str, "Table"]
    code: Annotated[str, "Code"]
    source: Annotated[str, "Source"]
    title: Annotated[str, "Source's title"]
    publisher: Annotated[str | None, "Publisher"]
    url: Annotated[str | None, "Address"]
    later_on: Annotated[str | None, "Published later, on"]


RESTS_ON = Contract("rests_on", RestsOn)
SOURCED = Contract("sourced", Sourced)
