"""What analysts write beside the record, and the views they keep."""

from datetime import date, datetime

from dashboard import vocabulary as words
from dashboard.models.base import About, Row
from dashboard.models.columns import day, instant, line, one_of, prose, refers, tags
from dashboard.models.rules import needs, one_target

TARGETS = ("stance", "claim", "provision", "proposal", "round", "event", "figure")
"""What an annotation may hang on by code; besides, a cell (party and term) or a day."""


class Annotation(Row, table=True):
    """An analyst's note on a cell (party and term), a row, or a day; or in reply to another."""

    about = About(
        "note",
        "notes",
        (
            "a note on {party} and {term}",
            *(f"a note on {{{target}}}" for target in TARGETS),
            "a note on {day}",
        ),
        rules=(
            needs("party", "term", "A cell needs both a party and a term."),
            needs("term", "party", "A cell needs both a party and a term."),
            one_target(("party", *TARGETS), "A note hangs on exactly one thing.", column="text", otherwise="day"),
        ),
        sought=(("written_at",),),
    )
    author: str = refers("author", "Author", "Who wrote the note.", required=True)
    written_at: datetime = instant("Written", "When the note was first saved; Parley fills it in.")
    text: str = prose("Note", "What you want to remember or to tell your colleagues.", required=True)
    tags: str | None = tags("Tags", "Words to find the note by, separated by commas or semicolons.")
    state: words.State = one_of(
        words.State,
        "State",
        "Open while the note asks for something, resolved when it no longer does.",
        name="state",
        required=True,
    )
    reply_to: str | None = refers("annotation", "Reply to", "The note that this one answers.")
    party: str | None = refers("party", "Party", "With a term: the cell of the matrix that the note is on.")
    term: str | None = refers("term", "Term", "With a party: the cell of the matrix that the note is on.")
    stance: str | None = refers("stance", "Stance", "The stance that the note is on.")
    claim: str | None = refers("claim", "Claim", "The piece of evidence that the note is on.")
    provision: str | None = refers("provision", "Provision", "The provision that the note is on.")
    proposal: str | None = refers("proposal", "On the text", "The proposal that the note is on.")
    round: str | None = refers("round", "Round", "The meeting that the note is on.")
    event: str | None = refers("event", "Event", "What happened, where the note is on that.")
    figure: str | None = refers("figure", "Figure", "The quantity that the note is on.")
    day: date | None = day("Day", "The day that the note speaks of; it stands there on charts.")
    quote: str | None = prose(
        "Quoted words", "The words that the note is on, exactly as they stand there.", longest=2000
    )
    quote_before: str | None = prose(
        "Before the quote", "Up to 32 characters before those words, by which they are found again.", longest=32
    )
    quote_after: str | None = prose(
        "After the quote", "Up to 32 characters after those words, by which they are found again.", longest=32
    )


class SavedView(Row, table=True):
    """A page with its filters, under a name."""

    __tablename__ = "saved_view"
    about = About("saved view", "saved views", ("the view “{title}”",))
    title: str = line("Title", "What you want to find the view by.", required=True)
    query: str = line("Filters", "The page and its filters, as they stand in the address.", required=True, longest=2000)
    author: str = refers("author", "Author", "Who saved the view.", required=True)
    saved_at: datetime = instant("Saved", "When it was saved; Parley fills it in.")
