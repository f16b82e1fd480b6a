"""A negotiation, who takes part in it, when they met, and what they negotiate on."""

from datetime import date

from dashboard import vocabulary as words
from dashboard.models.base import About, Base, Row
from dashboard.models.columns import code, day, flag, line, measure_word, number, one_of, prose, refers, whole
from dashboard.models.rules import ordered

PRECISION_HELP = (
    "How exactly the day is known: the day itself, about that day, only the month, or only the year. A month or a year "
    "is given as its first day."
)


class Negotiation(Base, table=True):
    """One process of negotiation. Its version is raised by every change."""

    about = About("negotiation", "negotiations", ("{title}",))
    code: str = code(
        "Code",
        "A short name for the negotiation that never changes; it stands in links and in names of files.",
        longest=80,
    )
    title: str = line("Title", "What the talks are about, between whom, and when, as a heading says it.", required=True)
    summary: str | None = prose(
        "Summary", "In two or three sentences: who talks, through whom, on what, and which period the case covers."
    )
    covers_from: date | None = day(
        "Covered from", "The first day that was looked at. Nothing before it means that nobody looked."
    )
    covers_to: date | None = day(
        "Covered to", "The last day that was looked at; leave it empty while the case is kept up to date."
    )
    use_by_days: int = whole(
        "Use-by (days)",
        "After how many days without a newer record a level counts as old and is drawn hollow.",
        default=words.USE_BY_DAYS,
        least=1,
        most=3660,
    )
    citation: str | None = prose("How to cite", "The reference that others should give when they use this case.")
    licence: str | None = line("Licence", "Under which terms others may use the case, such as CC BY 4.0.")
    caveat: str | None = prose(
        "Caveat",
        "Who coded the case, who has checked it, and what a reader must not conclude from it.",
    )
    codebook: str | None = prose(
        "Codebook",
        "How levels and answers are decided here: whose word counts as a party's, what is coded and what is left out, "
        "and what was settled in doubtful cases. Whoever codes or reads the case goes by it.",
    )
    version: int = whole(
        "Version", "How many changes this store has seen; Parley counts it, nobody types it.", default=0
    )


class Author(Row, table=True):
    """A person, or a machine, whose work stands in the case."""

    about = About("author", "authors", ("{name}",))
    name: str = line("Name", "The whole name as its bearer writes it.", required=True)
    kind: words.AuthorKind = one_of(
        words.AuthorKind,
        "Kind",
        "Whether this is a person or a program: two programs that agree are not two people who agree.",
        name="kind",
        default=words.AuthorKind.PERSON,
    )
    note: str | None = prose("Note", "What else a reader should know of this author: office, method, languages read.")


class Party(Row, table=True):
    """An actor."""

    about = About("party", "parties", ("{short_name}",))
    name: str = line("Name", "The full name, as the party would accept it.", required=True)
    short_name: str = line(
        "Short name",
        "What charts and tables call the party, and sentences too where it has no other name there; keep it to one or "
        "two words.",
        required=True,
        longest=40,
    )
    name_inside: str | None = line(
        "Name in a sentence",
        "The short name as it stands inside a sentence, with its article, such as the Northern Union. Empty where it "
        "is the short name.",
        longest=44,
    )
    role: words.Role = one_of(
        words.Role,
        "Role",
        "What the party is in these talks: one of the sides, a part of a side, a mediator, a guarantor or an observer.",
        name="role",
        required=True,
    )
    also: str | None = line("Also", "Other parts it plays beside its role, separated by semicolons, such as host.")
    part_of: str | None = refers("party", "Part of", "The party that this one is a faction of.")
    consent_required: bool = flag(
        "Consent required", "Yes for each party without whom there is no deal; agreement is measured over these."
    )
    rank: int = whole("Order", "Where it stands in lists and charts; 1 comes first.", default=0)
    note: str | None = prose("Note", "Who speaks for the party, and what was counted as its word.")


class Round(Row, table=True):
    """A dated meeting or sequence of meetings."""

    about = About(
        "round",
        "rounds",
        ("{title}",),
        rules=(ordered("started_on", "ended_on", "A round does not end before it starts."),),
        sought=(("started_on",),),
    )
    title: str = line("Title", "What the round is known as: the place and the month are often enough.", required=True)
    rank: int = whole("Order", "The number of the round in the sequence; 1 is the first.", default=0)
    started_on: date = day("From", "The day on which the meetings began.", precision="precision", required=True)
    ended_on: date = day(
        "To",
        "The day on which the meetings ended; of a single day, the same as the first.",
        precision="precision",
        required=True,
    )
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    venue: str | None = line("Venue", "The city or cities where they met.")
    format: words.Format = one_of(
        words.Format,
        "Format",
        "Whether the sides met face to face, through mediators in one place, by mediators travelling, or in writing.",
        name="format",
        required=True,
    )
    outcome: words.Outcome | None = one_of(
        words.Outcome,
        "Outcome",
        "How the round ended; leave it empty while it lasts.",
        name="outcome",
        words=words.OUTCOME_WORDS,
    )
    summary: str | None = prose("Summary", "What happened in the round, in two or three neutral sentences.")
    confidence: words.Confidence | None = one_of(
        words.Confidence, "Confidence", "How sure you are of the dates and of the outcome.", name="confidence"
    )
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    note: str | None = prose("Note", "What is uncertain about the round, and why it was cut this way.")


class Participation(Row, table=True):
    """A party that took part in a round, as what, and by whom."""

    about = About("participation", "participations", ("the part of {party} in {round}",))
    round: str = refers("round", "Round", "The round in which the party took part.", required=True)
    party: str = refers("party", "Party", "The party that was present or connected.", required=True)
    part: words.Part = one_of(
        words.Part,
        "Took part as",
        "Whether the party negotiated, mediated, or gave the place.",
        name="part",
        required=True,
    )
    delegation: str | None = line(
        "Delegation", "Who came for the party, by name or office, as the sources name them.", longest=400
    )


class Term(Row, table=True):
    """A stable issue, worded as a proposition that can be accepted or rejected."""

    about = About(
        "term",
        "terms",
        ("{short_title}",),
        rules=(ordered("scale_low", "scale_high", "The scale's low end is not above its high end."),),
    )
    title: str = line("Title", "The issue in a few words, the same through all rounds.", required=True)
    short_title: str = line(
        "Short title", "What charts and sentences call the term; at most three words.", required=True, longest=60
    )
    proposition: str | None = prose(
        "Proposition",
        "One sentence that a party can accept or reject, worded so that no side owns it. Every level is coded on it.",
    )
    agreed_words: str | None = prose(
        "When agreed",
        "What all accept when the term is agreed, as a clause that goes on from “all accept that”.",
    )
    opposed_words: str | None = prose(
        "When opposed",
        "What the parties differ on until then, as a clause that goes on from “they differ on” and takes no side.",
    )
    scope: str | None = prose("Scope", "What belongs to the term, and what belongs to another one.")
    whole_text: bool = flag(
        "Whole text", "Yes for the one entry that holds reactions to a text as a whole; it is no issue of its own."
    )
    rank: int = whole("Order", "Where it stands in lists and charts; 1 comes first.", default=0)
    scale_low_words: str | None = prose("Low end in words", "What 0 means on the term's scale of positions.")
    scale_high_words: str | None = prose("High end in words", "What 100 means on the term's scale of positions.")
    scale_measure: str | None = measure_word(
        "Scale's measure", "The measure of a quantity in texts that places them on the scale, such as weekly_hours."
    )
    scale_low: float | None = number("Quantity at 0", "The quantity of that measure that stands at the low end.")
    scale_high: float | None = number("Quantity at 100", "The quantity of that measure that stands at the high end.")
