"""What happened beside the talks, the figures that are quoted, and where sources differ."""

from datetime import date

from dashboard import vocabulary as words
from dashboard.models.base import About, Row
from dashboard.models.columns import day, flag, line, measure_word, number, one_of, prose, refers, whole
from dashboard.models.negotiation import PRECISION_HELP
from dashboard.models.rules import ordered


class Event(Row, table=True):
    """Context: something that happened beside the talks."""

    about = About("event", "events", ("{title}",), sought=(("happened_on",),))
    title: str = line("Title", "What happened, in a few neutral words.", required=True)
    happened_on: date = day(
        "Day", "When it happened; of a longer event, its first day.", precision="precision", required=True, past=True
    )
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    kind: words.EventKind = one_of(
        words.EventKind,
        "Kind",
        "The sphere that it belongs to (public: a vote, a protest); of several, what weighed most on the talks.",
        name="kind",
        required=True,
    )
    summary: str | None = prose("Summary", "What is known of it, in one or two neutral sentences.")
    round: str | None = refers("round", "Round", "The round during which it happened.")
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    seed: bool = flag("First article", "Yes where the document that the case started from supports this row alone.")
    note: str | None = prose("Note", "What is disputed about it, and why it matters to the talks.")


class EventParty(Row, table=True):
    """A party to an event."""

    __tablename__ = "event_party"
    about = About(
        "party to an event", "parties to events", ("the part of {party} in {event}",), unique=(("event", "party"),)
    )
    event: str = refers("event", "Event", "What happened, as listed among the events.", required=True)
    party: str = refers("party", "Party", "A party that acted in it or whom it concerns.", required=True)


class Figure(Row, table=True):
    """An attributed quantity. `high` empty means "more than"."""

    about = About(
        "figure",
        "figures",
        ("{title}",),
        rules=(ordered("low", "high", "The lower number is not above the higher one."),),
        open_ended="more than {}",
    )
    title: str = line("Title", "What was counted, where and when.", required=True)
    measure: str = measure_word(
        "Measure",
        "One word that is the same for all figures of this quantity, so that they can be drawn together.",
        required=True,
    )
    low: float | None = number("From", "The number, or the lower one of a range; empty for “up to”.")
    high: float | None = number("Up to", "The number again, or the higher one of a range; empty for “more than”.")
    unit: str = line("Unit", "What one of them is: people, tonnes, dollars.", required=True, longest=40)
    as_of: date = day("As of", "The day for which the number is given.", precision="precision", required=True)
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    attributed_to: str | None = line("According to", "Whose number it is: a ministry, an army, an agency.", longest=400)
    wording: str | None = line(
        "In words",
        "How the number is hedged, or what is in it, in a few words and no quotation: about, believed, more than; "
        "empty where it is plain.",
    )
    source: str = refers("source", "Source", "The document that gives it.", required=True)
    round: str | None = refers("round", "Round", "The round in which it played a part.")
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    seed: bool = flag("First article", "Yes where the document that the case started from supports this row alone.")
    note: str | None = prose("Note", "Who counts otherwise, and what the number leaves out.")


class Disagreement(Row, table=True):
    """A point on which sources differ."""

    about = About("disagreement", "disagreements", ("the disagreement “{summary}”",))
    term: str | None = refers("term", "Term", "The issue that the disagreement touches.")
    round: str | None = refers("round", "Round", "The round that it is about.")
    proposal: str | None = refers("proposal", "Text", "The text that it is about.")
    figure: str | None = refers("figure", "Figure", "The number that is contested.")
    noted_on: date | None = day("Noted", "The day on which the versions first stood against each other.")
    summary: str = prose("About", "What the sources differ on, as a question that no side owns.", required=True)


class DisagreementSide(Row, table=True):
    """One side of a disagreement."""

    __tablename__ = "disagreement_side"
    about = About("side of a disagreement", "sides of disagreements", ("a side of {disagreement}",))
    disagreement: str = refers("disagreement", "Disagreement", "The point on which they differ.", required=True)
    rank: int = whole("Order", "Where this version stands in the list; 1 comes first.", default=0)
    summary: str = prose("Version", "Who says what, in one sentence.", required=True)
