"""What was said, where, by whom; and what the team makes of it."""

from datetime import date

from dashboard import vocabulary as words
from dashboard.models.base import About, Row
from dashboard.models.columns import address, day, flag, line, number, one_of, prose, refers, whole
from dashboard.models.negotiation import PRECISION_HELP
from dashboard.models.rules import needs, one_target, ordered, says_something


class Source(Row, table=True):
    """A document."""

    about = About("source", "sources", ("{title}",), sought=(("grade",),))
    title: str = line("Title", "The headline or name of the document.", required=True, longest=600)
    title_basis: str | None = line(
        "Title from",
        "How the title is known: page where it was read, slug where it was made from the address.",
        longest=40,
    )
    publisher: str | None = line("Publisher", "The house that put it out: a newspaper, a ministry, an agency.")
    published_on: date | None = day("Published", "The day on which it appeared.", precision="precision", past=True)
    precision: words.Precision | None = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision")
    url: str | None = address("Address", "Where it can be read, beginning with http:// or https://.")
    origin: str | None = line("Taken from", "The agency or body whose report the document repeats, where it names one.")
    grade: words.Grade = one_of(
        words.Grade,
        "Grade",
        "How reliable this document is, from A (completely) to E (unreliable), or F where that cannot be judged; of "
        "the document, not of the house that printed it.",
        name="grade",
        required=True,
    )
    note: str | None = prose("Note", "Why it has its grade, and what was or was not read of it.")


class Citation(Row, table=True):
    """A source behind a round, proposal, event, figure or disagreement: exactly one of them."""

    about = About(
        "citation",
        "citations",
        (
            "“{source}” as a source of {round}",
            "“{source}” as a source of {proposal}",
            "“{source}” as a source of {event}",
            "“{source}” as a source of {figure}",
            "“{source}” as a source of {disagreement}",
        ),
        rules=(
            one_target(
                ("round", "proposal", "event", "figure", "disagreement"),
                "A citation belongs to exactly one row.",
                column="source",
            ),
        ),
    )
    source: str = refers("source", "Source", "The document that supports the row.", required=True)
    round: str | None = refers("round", "Round", "The round that it supports.")
    proposal: str | None = refers("proposal", "Text", "The text that it documents.")
    event: str | None = refers("event", "Event", "The event that it reports.")
    figure: str | None = refers("figure", "Figure", "The quantity that it gives.")
    disagreement: str | None = refers("disagreement", "Disagreement", "The point of dispute that it shows.")


class Claim(Row, table=True):
    """Evidence: in this source, this speaker says that this holder takes this line on this term (of this proposal)."""

    about = About(
        "claim",
        "claims",
        ("the claim of {said_on} about {holder} on {term}",),
        apart=("{level}", "{answer}", "{attribution}"),
        sought=(("holder", "term", "said_on"),),
    )
    source: str = refers("source", "Source", "The document in which it stands.", required=True)
    holder: str = refers(
        "party", "Holder", "The party whose line is reported; often not the one who speaks.", required=True
    )
    term: str = refers("term", "Term", "The issue that is spoken of.", required=True)
    proposal: str | None = refers("proposal", "To text", "The text that is spoken of, where one is named.")
    round: str | None = refers("round", "Round", "The round to which the words belong.")
    said_on: date = day(
        "Said on",
        "The day on which it was said, not the day of the report.",
        precision="precision",
        required=True,
        past=True,
    )
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    level: words.Level | None = one_of(
        words.Level,
        "Level",
        "Where these words put the holder on the term's proposition.",
        name="level",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    answer: words.Answer | None = one_of(
        words.Answer,
        "Answer",
        "What these words answer to the provision as written; empty where no text is spoken of.",
        name="answer",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    summary: str = prose("In our words", "What is claimed, in one neutral sentence.", required=True)
    quote: str | None = prose("Quote", "The decisive words, letter for letter, without quotation marks.", longest=2000)
    quote_of: words.QuoteOf | None = one_of(
        words.QuoteOf, "Quote of", "Whether the quoted words are the speaker's or the page's own.", name="quote_of"
    )
    attribution: words.Attribution = one_of(
        words.Attribution,
        "Attribution",
        "How the source attributes it: to a named speaker on record, to a statement, to somebody unnamed, or as a "
        "report without a speaker of the party.",
        name="attribution",
        required=True,
    )
    speaker: str | None = line("Speaker", "Who said it, by name and office; empty where nobody is named.")
    speaker_basis: str | None = line(
        "Speaker from",
        "How the speaker is known: page where the name was read there, notes where it was not checked.",
        longest=40,
    )
    speaker_party: str | None = refers("party", "Speaker's party", "The party that the speaker belongs to.")
    speaker_is_holder: bool | None = flag(
        "Own word", "Yes where the holder speaks for itself, no where somebody else announces its line.", default=None
    )
    credibility: int | None = whole(
        "Credibility",
        "How likely it is that this was said and meant so, from 1 (confirmed elsewhere) to 5 (improbable), or 6 where "
        "that cannot be judged.",
        least=1,
        most=6,
    )
    checked: words.LastCheck | None = one_of(
        words.LastCheck,
        "Checked",
        "How it was last checked: the page read again, its substance found again elsewhere, or from notes only.",
        name="checked",
    )
    verified: bool | None = flag("Verified", "Yes where a page that was read supports this row.", default=None)
    seed: bool = flag("First article", "Yes where the document that the case started from supports this row alone.")
    note: str | None = prose("Note", "What is doubtful about the words, their date or their translation.")


class Stance(Row, table=True):
    """Judgement: the team's coding of a party on a term (of a proposal) from a day on."""

    about = About(
        "stance",
        "stances",
        ("the stance of {party} on {term}",),
        apart=("{held_on}", "{level}", "{answer}"),
        rules=(
            says_something(
                ("level", "answer"), "Give a level or an answer; a stance that says neither is not recorded."
            ),
            needs("answer", "proposal", "An answer needs the text that it answers."),
            ordered(
                "position_low", "position_high", "The lower end of what is acceptable is not above the higher end."
            ),
        ),
        sought=(("party", "term", "held_on"),),
    )
    party: str = refers("party", "Party", "The party that takes the stance.", required=True)
    term: str = refers("term", "Term", "The issue on which it takes it.", required=True)
    proposal: str | None = refers("proposal", "To text", "The text that the answer is to.")
    round: str | None = refers("round", "Round", "The round under which the record is filed.")
    held_on: date = day(
        "Since",
        "The day of these words or deeds, from which on the party is known to stand there. Said again later, it is a "
        "record of its own with its own day: only so is it known that nothing has changed.",
        precision="precision",
        required=True,
        past=True,
    )
    precision: words.Precision = one_of(words.Precision, "Precision", PRECISION_HELP, name="precision", required=True)
    level: words.Level | None = one_of(
        words.Level,
        "Level",
        "Where the party stands on the term's proposition, the same sentence through all rounds.",
        name="level",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    answer: words.Answer | None = one_of(
        words.Answer,
        "Answer",
        "How the party answers the provision as written in the text; empty where there is none.",
        name="answer",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    summary: str | None = prose("In our words", "Where the party stands, in one neutral sentence.")
    confidence: words.Confidence | None = one_of(
        words.Confidence, "Confidence", "How sure you are of this coding, given its evidence.", name="confidence"
    )
    red_line: bool | None = flag(
        "Red line", "Yes where the party says that it will not go beyond this; empty where nobody asked.", default=None
    )
    position: float | None = number(
        "Position",
        "Where it stands on the term's scale, from 0 (the low end) to 100 (the high end).",
        least=0,
        most=100,
    )
    position_low: float | None = number(
        "Acceptable from", "The lowest point on the scale that the party would accept.", least=0, most=100
    )
    position_high: float | None = number(
        "Acceptable to", "The highest point on the scale that the party would accept.", least=0, most=100
    )
    salience: float | None = number(
        "Salience",
        "How much the party cares about the term, from 0 (not at all) to 100 (above all else).",
        least=0,
        most=100,
    )
    influence: float | None = number(
        "Influence", "The party's weight on this term against that of the others, on any scale from 0 up.", least=0
    )
    remark: bool = flag(
        "Remark",
        "Yes for words that are noted and do not move the party's line: a remark on the mood of the talks, a hope.",
    )
    rule: str | None = prose("Coding rule", "The rule of the codebook that decided the coding, where one did.")
    in_round_window: bool | None = flag(
        "Within the round", "No where the words fall outside the dates of the round they are filed under.", default=None
    )
    seed: bool = flag("First article", "Yes where the document that the case started from supports this row alone.")
    note: str | None = prose("Note", "Why it was coded so, and what spoke against it.")


class StanceClaim(Row, table=True):
    """A claim that a stance rests on."""

    __tablename__ = "stance_claim"
    about = About(
        "claim behind a stance",
        "claims behind stances",
        ("{claim} as evidence for {stance}",),
        unique=(("stance", "claim"),),
    )
    stance: str = refers("stance", "Stance", "The judgement that rests on the claim.", required=True)
    claim: str = refers("claim", "Claim", "The evidence that it rests on.", required=True)


class Coding(Row, table=True):
    """One analyst's own reading of a stance's record; the stance is the team's line."""

    about = About("reading", "readings", ("the reading of {stance} by {author}",), unique=(("stance", "author"),))
    stance: str = refers("stance", "Stance", "The record that was read.", required=True)
    author: str = refers("author", "Author", "Who read it, without sight of the other readings.", required=True)
    level: words.Level | None = one_of(
        words.Level,
        "Level",
        "Where this reader puts the party on the term's proposition.",
        name="level",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    answer: words.Answer | None = one_of(
        words.Answer,
        "Answer",
        "How this reader takes the party's answer to the provision as written.",
        name="answer",
        words=words.LEVEL_WORDS,
        meanings=words.LEVEL_MEANINGS,
    )
    position: float | None = number(
        "Position", "Where this reader puts the party on the term's scale, from 0 to 100.", least=0, most=100
    )
    unsure: bool = flag("Close call", "Yes where the reader hesitated between two codes.")
    note: str | None = prose("Note", "What made this reader decide.")
