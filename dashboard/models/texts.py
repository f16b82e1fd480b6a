"""The texts on the table, what they say, and what of it was carried out."""

from datetime import date

from dashboard import vocabulary as words
from dashboard.models.base import About, Row
from dashboard.models.columns import day, flag, line, measure_word, number, one_of, prose, refers, whole
from dashboard.models.negotiation import PRECISION_HELP
from dashboard.models.rules import ordered, says_something


class Proposal(Row, table=True):
    """One dated version of a text."""

    about = About(
        "text",
        "texts",
        ("{title}",),
        rules=(ordered("tabled_on", "lapsed_on", "A text does not lapse before it is tabled."),),
        sought=(("tabled_on",),),
    )
    title: str = line("Title", "What tells this version from all others: whose text it is, and of when.", required=True)
    kind: words.ProposalKind | None = one_of(
        words.ProposalKind,
        "Kind",
        "What the text is and whose: a text of the mediators or of several together, one side's own offer, changes "
        "asked of another text, a map or list that completes one, an agreement on the day it was concluded, or a "
        "resolution, or a draft of one, of a body that does not negotiate itself. Empty where nobody has said: what "
        "one side tabled alone is then read as its offer, any other as the mediators' text.",
        name="kind",
        words=words.PROPOSAL_KIND_WORDS,
    )
    tabled_on: date = day(
        "Tabled",
        "The day on which the text was handed over or made public.",
        precision="precision",
        required=True,
        past=True,
    )
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    lapsed_on: date | None = day(
        "Off the table from",
        "The first day on which the text no longer stands: withdrawn, run out, or, of an agreement, no longer in "
        "force. Where the day itself is in doubt, choose one and say why in the note. Empty while it stands.",
    )
    round: str | None = refers("round", "Round", "The round in which it was tabled; empty between rounds.")
    version_of: str | None = refers(
        "proposal", "Version of", "The earlier text that this one revises or answers; empty for a new one."
    )
    confidence: words.Confidence | None = one_of(
        words.Confidence, "Confidence", "How sure you are that this text existed as described.", name="confidence"
    )
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    note: str | None = prose("Note", "What is disputed or unknown about the text, and where its wording comes from.")


class ProposalParty(Row, table=True):
    """What a party had to do with a proposal: tabled it, was addressed by it, and how it is reported to have met it."""

    __tablename__ = "proposal_party"
    about = About(
        "party to a text", "parties to texts", ("the part of {party} in {proposal}",), unique=(("proposal", "party"),)
    )
    proposal: str = refers("proposal", "Text", "The text that was tabled, received or reacted to.", required=True)
    party: str = refers("party", "Party", "The party that tabled it, was addressed, or reacted.", required=True)
    tabled: bool = flag("Tabled it", "Yes where the party put the text forward, alone or with others.")
    addressed: bool = flag("Addressed", "Yes where an answer from this party was asked for.")
    reaction: str | None = line(
        "First reaction",
        "How the party is reported to have met the text as a whole at the time, in a word; it is no coding.",
        longest=80,
    )


class Alias(Row, table=True):
    """What others call a proposal, who does, and who disputes it."""

    about = About("name of a text", "names of texts", ("the name “{name}” of {proposal}",))
    proposal: str = refers("proposal", "Text", "The text that goes by this name.", required=True)
    name: str = line("Name", "What it is called, without quotation marks.", required=True)
    used_by: str | None = line("Used by", "Who calls it so.")
    disputed_by: str | None = line("Disputed by", "Who says that the name belongs to another text, or to none.")
    source: str | None = refers("source", "Source", "Where the name was found.")


class Provision(Row, table=True):
    """What a proposal says on a term, in words."""

    about = About("provision", "provisions", ("what {proposal} says on {term}",), unique=(("proposal", "term"),))
    proposal: str = refers("proposal", "Text", "The text that contains the provision.", required=True)
    term: str = refers("term", "Term", "The issue that the provision settles or touches.", required=True)
    summary: str = prose(
        "In our words", "What the text provides, briefly and neutrally, numbers included.", required=True
    )
    seed_summary: str | None = prose(
        "In the first article", "What the document that the case started from said of it, where it said less."
    )
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    note: str | None = prose("Note", "How the wording was established, and which versions of it circulate.")


class Quantity(Row, table=True):
    """A number in a provision, with its measure and unit. `high` empty means "or more"; `low` empty, "up to"."""

    about = About(
        "quantity",
        "quantities",
        ("a number of {provision}",),
        apart=("{measure}",),
        unique=(("provision", "measure"),),
        rules=(
            ordered("low", "high", "The lower number is not above the higher one."),
            says_something(("low", "high", "wording"), "Give a number or its wording."),
        ),
        open_ended="{} or more",
    )
    provision: str = refers("provision", "Provision", "The provision that gives the number.", required=True)
    measure: str = measure_word(
        "Measure", "What is counted, in one word that is the same in every text, such as weekly_hours.", required=True
    )
    low: float | None = number("From", "The number, or the lower one of a range; empty for “up to”.")
    high: float | None = number("Up to", "The number again, or the higher one of a range; empty for “or more”.")
    unit: str = line("Unit", "What one of them is: people, days, hours a week.", required=True, longest=40)
    wording: str | None = line(
        "In words",
        "How the number is hedged, or what is in it, in a few words and no quotation: about, at least, by report.",
        longest=400,
    )


class Stage(Row, table=True):
    """A step of a provision: on this day from entry into force, so many of what. An unknown count stays empty."""

    about = About("stage", "stages", ("day {day} of {provision}",), apart=("{count} {unit}", "{what}"))
    provision: str = refers("provision", "Provision", "The provision that is carried out in steps.", required=True)
    day: int = whole(
        "Day",
        "Counted from entry into force, which is day 0; within 72 hours is day 3.",
        required=True,
        least=0,
        most=36_600,
    )
    count: float | None = number("Count", "How many on that day; empty where the text gives no number.", least=0)
    what: str = line(
        "What",
        "What is handed over, paid or cut, in a word or two: payments, posts, areas.",
        required=True,
        longest=80,
    )
    unit: str = line("Unit", "What one of them is: people, areas, dollars.", required=True, longest=40)
    wording: str | None = line("In words", "What the step is, in a few words and no quotation.", longest=400)


class Delivery(Row, table=True):
    """What of a provision was carried out by a day, and on whose count. An unknown number stays empty."""

    about = About(
        "delivery",
        "deliveries",
        ("what was delivered of {provision} by {done_by}",),
        apart=("{count} {unit}", "{what}"),
        rules=(
            ordered("count", "total", "What came since the row before is not more than the total."),
            says_something(("count", "total", "wording"), "Give a number or its wording."),
        ),
    )
    provision: str = refers(
        "provision", "Provision", "The provision that was carried out, or a part of it.", required=True
    )
    done_by: date = day(
        "Done by", "The day by which so much had been carried out, as the source counts.", required=True, past=True
    )
    day: int = whole(
        "Day",
        "The same day counted from entry into force, which is day 0, so that it stands beside the stages promised.",
        required=True,
        least=0,
        most=36_600,
    )
    count: float | None = number(
        "Count", "How many since the row before of the same kind; empty where unknown.", least=0
    )
    total: float | None = number("Total", "How many in all up to that day; empty where no source says so.", least=0)
    what: str = line(
        "What", "What was released, withdrawn or paid, in the words of the stages promised.", required=True, longest=80
    )
    unit: str = line(
        "Unit", "What one of them is, in the word of the stages: people, bodies, areas.", required=True, longest=40
    )
    source: str = refers("source", "Source", "The document that reports it.", required=True)
    counted_by: str | None = line(
        "Counted by", "Whose count it is, where the source says so; empty for a count as reported by its publisher."
    )
    wording: str | None = line(
        "In words",
        "How the number is hedged or was counted, in a few words and no quotation: about, said to be.",
        longest=400,
    )
