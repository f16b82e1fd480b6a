"""What a chart needs to know besides its frame: the whole negotiation, the day, and where it is shown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import USE_BY_DAYS, Precision, counted, day_words, distinct, inside, list_words

OVERTAKEN_THEN = "older than what the agreement then standing said on the same term"
"""What is said of a level that was overtaken on a day of its own."""


class There(NamedTuple):
    """
    How it is said that something is there, or is not.

    Attributes
    ----------
    is_, are
        What is said or denied of one thing and of several: "no level is recorded".
    that, those
        What goes on after a thing, and after several.
    by
        What goes on after the day where nothing else can tell what is meant.
    counts
        What goes on after things that are counted.
    """

    is_: str
    are: str
    that: str = ""
    those: str = ""
    by: str = ""
    counts: str = ""


THERE = {
    False: There("is recorded", "are recorded"),
    True: There(
        "passes the evidence filter",
        "pass the evidence filter",
        " that passes the evidence filter",
        " that pass the evidence filter",
        ", by what passes the evidence filter",
        " that counts",
    ),
}
"""How it is said that something is there, by whether the evidence filter leaves out anything: "recorded" says more."""


class AnswerGiven(NamedTuple):
    """An answer to a text, the day in words on which it was given, and whether the text says anything on the term."""

    answer: str
    day: str
    provided: bool = True


class OwnNumber(NamedTuple):
    """
    A number that a party gave in a text of its own, and the day of the text, in words; what it counts, and its bounds.

    A bound that is missing is open: "500 or more" has no upper one.
    """

    words: str
    day: str
    unit: str
    low: float | None
    high: float | None


class Placed(NamedTuple):
    """
    Where a party stands on a term's scale of 0 to 100, and the ends of what it would accept, or itself.

    Where it is `passed_over` the party has accepted a text with another number since.
    """

    at: float
    low: float
    high: float
    passed_over: bool = False


@dataclass(frozen=True)
class Context:
    """
    The frames that fix names, order, colours and scales, and how the chart is to be drawn.

    Attributes
    ----------
    parties, terms, rounds, proposals
        `frames.PARTIES`, `TERMS`, `ROUNDS`, `PROPOSALS`, always whole, whatever the chart's own frame is filtered to.
    as_of, since
        The day the chart speaks of, and the one from which moves are counted, if any.
    on_the_table, beside, in_force
        The codes of the texts on the table on that day and of those that stand beside them, and of the agreement in
        force, if any: which these are, is for a measure to say.
    answers_to_it
        By party and term, its answer to the agreement in force, where one is known.
    came, delivered
        What came by that day of what the agreement in force gives, in a sentence; and the codes of the terms on which
        all of it came.
    deliveries_left_out
        The texts and terms, by code, of which the evidence filter leaves out any delivery by that day.
    use_by_days
        After how many days a level is old.
    own_numbers
        By party and term, the number on the term's scale in the latest text of the party's own.
    positions
        By party and term, where the party stands on the term's scale of 0 to 100, as the reference line has it.
    differ
        In a sentence, on which points sources differ that the chart's own frame rests on, where its finding names rows.
    narrowed
        Whether the evidence filter leaves out anything that could have counted: what is there may be recorded.
    one_source
        Whether the evidence filter lets one source alone count.
    caveat
        Who coded the negotiation and who has checked it, in a line; empty where it is not said.
    finding
        What the frame says, in sentences: the first is the chart's title, all of them are its text alternative.
    on_page
        Whether the chart is drawn on a page: with its selections, and without its title, which the page says in text.
    within_use_by
        Whether only what was said within the use-by counts.
    mixed
        By aspect (level, answer) and term, the names of the parties whose consent is required and of whom what is
        recorded conflicts: it is no score, and not nothing either.
    counted_text
        By term, where several texts are on the table, the code of the one whose answers are counted.
    told_later, shown_before
        By aspect (level, answer), party and term, the day (as `vocabulary.day_text` has it) of the page that first told
        of the record that holds on the day that the chart speaks of, where that was published later; and of which of
        these an earlier record shows the same.
    may_be_later
        By the same three the day, as far as it is known, of the record that holds, where that is a month or a year
        which is not over on the day that the chart speaks of.
    only_parties, only_terms, only_proposals
        The codes that the chart's frame is filtered to; none: it is not. Without them a chart could not tell what was
        left out from what was never recorded.
    """

    parties: pd.DataFrame
    terms: pd.DataFrame
    rounds: pd.DataFrame
    proposals: pd.DataFrame
    as_of: pd.Timestamp
    on_the_table: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    in_force: str | None = None
    answers_to_it: Mapping[str, Mapping[str, AnswerGiven]] = field(default_factory=dict)
    came: str = ""
    delivered: tuple[str, ...] = ()
    deliveries_left_out: Collection[tuple[str, str]] = ()
    use_by_days: int = USE_BY_DAYS
    own_numbers: Mapping[tuple[str, str], OwnNumber] = field(default_factory=dict)
    positions: Mapping[tuple[str, str], Placed] = field(default_factory=dict)
    differ: tuple[str, ...] = ()
    narrowed: bool = False
    within_use_by: bool = False
    one_source: bool = False
    mixed: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    counted_text: Mapping[str, str] = field(default_factory=dict)
    told_later: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    shown_before: Collection[tuple[str, str, str]] = ()
    may_be_later: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    caveat: str = ""
    finding: tuple[str, ...] = ("",)
    dark: bool = False
    on_page: bool = False
    since: pd.Timestamp | None = None
    only_parties: tuple[str, ...] = ()
    only_terms: tuple[str, ...] = ()
    only_proposals: tuple[str, ...] = ()

    @property
    def there(self) -> There:
        """How it is said that something is there, or is not."""
        return THERE[self.narrowed]

    @property
    def chosen(self) -> str:
        """What goes on after a denial where some parties, terms or texts were chosen: of others it says nothing."""
        return " for this choice" if self.only_parties or self.only_terms or self.only_proposals else ""

    @cached_property
    def as_of_words(self) -> str:
        """The day in words: one that was chosen is exactly known."""
        return day_words(self.as_of, Precision.DAY)

    @property
    def on_the_day(self) -> str:
        """The words that a sentence of the day begins with; where only some terms were chosen they say so."""
        return f"On {self.as_of_words}, {self.of_chosen}" if self.only_terms else f"On {self.as_of_words}"

    @property
    def of_chosen(self) -> str:
        """Of how many terms chosen a sentence is."""
        return f"of the {'one term' if len(self.only_terms) == 1 else f'{len(self.only_terms)} terms'} chosen"

    @cached_property
    def since_words(self) -> str:
        """The earlier day in words, no more exactly than that of the round that ended on it."""
        if self.since is None:
            return "the first day"
        ended = self.rounds.loc[self.rounds["ended_on"] == self.since, "precision"]
        return day_words(self.since, ended.iloc[-1] if len(ended) else Precision.DAY)

    @cached_property
    def party_names(self) -> dict[str, str]:
        """The short name of each party by code, in order of rank."""
        return _labels(self.parties.sort_values(["rank", "code"]), "short_name")

    @cached_property
    def parties_inside(self) -> dict[str, str]:
        """The name of each party by code as it stands inside a sentence, with its article, in order of rank."""
        return distinct({**self.party_names, **names_inside(self.parties)})

    @cached_property
    def round_numbers(self) -> dict[str, str]:
        """The number of each round by code, as the header counts them."""
        return dict(zip(self.rounds["code"], self.rounds["rank"].astype("str"), strict=True))

    @cached_property
    def term_names(self) -> dict[str, str]:
        """The short title of each term by code, in order of rank, those on the text as a whole last."""
        return _labels(self.terms.sort_values(["whole_text", "rank", "code"]), "short_title")

    @cached_property
    def terms_inside(self) -> dict[str, str]:
        """The short title of each term by code, as `titles_inside`."""
        return titles_inside(self.terms, self.term_names)

    def counted_terms(self, codes: Iterable[str]) -> str:
        """Return how many terms these are; the text as a whole is no issue of its own, and is named beside them."""
        shown, wholes = set(codes), set(frames.whole_texts(self.terms))
        issues = len(shown - wholes)
        named = [title for code, title in self.terms_inside.items() if code in shown & wholes]
        return list_words([*([counted(issues, "term")] if issues or not named else []), *named])

    @cached_property
    def required(self) -> list[str]:
        """The codes of the parties whose consent is required, in order of rank."""
        return frames.required(self.parties.sort_values(["rank", "code"]))

    @cached_property
    def texts_on_the_table(self) -> str:
        """The titles of the texts on the table, quoted, as they stand inside a sentence; empty where there is none."""
        return list_words([f"“{self.proposal_names[code]}”" for code in self.on_the_table])

    @cached_property
    def letters(self) -> dict[str, str]:
        """By code the letter of each text on the table where there are several: it tells to which an answer is."""
        return dict(zip(self.on_the_table, ascii_lowercase, strict=False)) if len(self.on_the_table) > 1 else {}

    def lettered(self, code: str, words: str) -> str:
        """Return words for a text, or of it, after its letter, where there are several on the table."""
        return f"({self.letters[code]}) {words}" if code in self.letters else words

    @cached_property
    def in_force_since(self) -> str:
        """The day in words on which the agreement in force was concluded; empty where there is none."""
        if self.in_force is None:
            return ""
        text = self.proposals.set_index("code").loc[self.in_force]
        return day_words(text["tabled_on"], text["precision"])

    @cached_property
    def old_words(self) -> str:
        """What is said of a level that is old."""
        return f"older than {counted(self.use_by_days, 'day')}"

    @cached_property
    def overtaken_words(self) -> str:
        """What is said of a level that is overtaken: one on a term of which the agreement says nothing is not."""
        return f"older than what the agreement of {self.in_force_since} says on the same term"

    @property
    def hollow_words(self) -> str:
        """What is said of a mark that is hollow: its level is old or, while an agreement is in force, overtaken."""
        if not self.in_force:
            return self.old_words
        return self.overtaken_words if self.within_use_by else f"{self.old_words}, or {self.overtaken_words}"

    def hollow_then(self, day: str) -> str:
        """Return what is said of a mark that is hollow where its level was old or overtaken on a day of its own."""
        old = f"more than {counted(self.use_by_days, 'day')} old {day}"
        return OVERTAKEN_THEN if self.within_use_by else f"{old}, or {OVERTAKEN_THEN}"

    @cached_property
    def proposal_names(self) -> dict[str, str]:
        """The title of each proposal by code, in order of day."""
        return _labels(self.proposals.sort_values(["tabled_on", "code"]), "title")


def names_inside(parties: pd.DataFrame) -> dict[str, str]:
    """Return what parties are called inside a sentence, where that is not their short name."""
    own = parties.dropna(subset="name_inside")
    return dict(zip(own["code"], own["name_inside"], strict=True))


def titles_inside(terms: pd.DataFrame, titles: Mapping[str, str]) -> dict[str, str]:
    """
    Return the titles of terms as they stand inside a sentence: names in them keep their capitals.

    There is one whole text, so that a term on it has an article; issues have none.
    """
    whole = frames.whole_texts(terms)
    return {
        code: f"the {inside(title).removeprefix('the ')}" if code in whole else inside(title)
        for code, title in titles.items()
    }


def _labels(frame: pd.DataFrame, column: str) -> dict[str, str]:
    return distinct(dict(zip(frame["code"], frame[column], strict=True)))
