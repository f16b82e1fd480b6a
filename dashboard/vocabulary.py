"""The words of Parley: stance scale, roles, grades and other closed lists. Nothing here computes or stores."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum, StrEnum


class Level(StrEnum):
    """Where a party stands on a term's proposition."""

    DEMANDS = "DEMANDS"
    ACCEPTS = "ACCEPTS"
    CONDITIONAL = "CONDITIONAL"
    OPEN = "OPEN"
    RESISTS = "RESISTS"
    REJECTS = "REJECTS"
    SILENT = "SILENT"
    MIXED = "MIXED"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Answer(StrEnum):
    """How a party answers the provision as written: the levels without DEMANDS and NOT_APPLICABLE."""

    ACCEPTS = "ACCEPTS"
    CONDITIONAL = "CONDITIONAL"
    OPEN = "OPEN"
    RESISTS = "RESISTS"
    REJECTS = "REJECTS"
    SILENT = "SILENT"
    MIXED = "MIXED"


SCORES: dict[str, int] = {"DEMANDS": 2, "ACCEPTS": 2, "CONDITIONAL": 1, "OPEN": 0, "RESISTS": -1, "REJECTS": -2}
"""Score of each level that has one. SILENT, MIXED, NOT_APPLICABLE and absence have none: they are never 0."""

SIGNS: dict[str, str] = {
    "DEMANDS": "+2",
    "ACCEPTS": "+2",
    "CONDITIONAL": "+1",
    "OPEN": "0",
    "RESISTS": "−1",
    "REJECTS": "−2",
    "SILENT": "…",
    "MIXED": "±",
    "NOT_APPLICABLE": "n/a",
}

LEVEL_WORDS: dict[str, str] = {
    "DEMANDS": "demands",
    "ACCEPTS": "accepts",
    "CONDITIONAL": "accepts on conditions",
    "OPEN": "open",
    "RESISTS": "resists",
    "REJECTS": "rejects",
    "SILENT": "silent",
    "MIXED": "mixed",
    "NOT_APPLICABLE": "not applicable",
}

LEVEL_MEANINGS: dict[str, str] = {
    "DEMANDS": "Asks for it itself, or insists on it as its own condition.",
    "ACCEPTS": "Agrees, without reservation. A mediator: tables it or publicly backs it.",
    "CONDITIONAL": "Agrees if a named change, order, limit or guarantee is met.",
    "OPEN": "Willing to talk; neither yes nor no.",
    "RESISTS": "Objects, or wants a clearly lesser form, while still bargaining.",
    "REJECTS": "Refuses it, or insists on its opposite.",
    "SILENT": "Took no position where one was due.",
    "MIXED": "Authoritative statements conflict.",
    "NOT_APPLICABLE": "Not this party's to give, or not spoken to.",
}

ANSWER_MEANINGS: dict[str, str] = {
    "ACCEPTS": "Says yes to the text as written. A mediator: tables it or publicly backs it.",
    "CONDITIONAL": LEVEL_MEANINGS["CONDITIONAL"],
    "OPEN": LEVEL_MEANINGS["OPEN"],
    "RESISTS": "Asks for what the text does not give, while still bargaining.",
    "REJECTS": "Refuses the text as written.",
    "SILENT": LEVEL_MEANINGS["SILENT"],
    "MIXED": LEVEL_MEANINGS["MIXED"],
}
"""What the levels mean where they answer a text."""

ANSWERS: tuple[str, ...] = tuple(Answer)
"""The levels that may be an answer to a text."""

NOT_RECORDED = "not recorded"
"""What a cell without any stance is called: absence, never neutral."""


class AuthorKind(StrEnum):
    """Who reads and writes: the agreement of machines is no agreement of people."""

    PERSON = "person"
    MACHINE = "machine"


class Role(StrEnum):
    """What a party is in the negotiation."""

    PRINCIPAL = "principal"
    FACTION = "faction"
    MEDIATOR = "mediator"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"


class Format(StrEnum):
    """How the parties met in a round."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    SHUTTLE = "shuttle"
    WRITTEN = "written"


class Outcome(StrEnum):
    """How a round ended."""

    AGREEMENT = "agreement"
    NO_DEAL = "no_deal"
    TEXT_PASSED_ON = "text_passed_on"
    SUSPENDED = "suspended"
    COLLAPSED = "collapsed"


OUTCOME_WORDS: dict[str, str] = {
    Outcome.AGREEMENT: "an agreement",
    Outcome.NO_DEAL: "no deal",
    Outcome.TEXT_PASSED_ON: "a text passed on",
    Outcome.SUSPENDED: "suspended",
    Outcome.COLLAPSED: "collapsed",
}


class Part(StrEnum):
    """As what a party took part in a round."""

    DELEGATE = "delegate"
    MEDIATOR = "mediator"
    HOST = "host"


class ProposalKind(StrEnum):
    """What a text is, and whose."""

    MEDIATORS = "mediators"
    OFFER = "offer"
    REPLY = "reply"
    ANNEX = "annex"
    AGREEMENT = "agreement"
    RESOLUTION = "resolution"


PROPOSAL_KIND_WORDS: dict[str, str] = {
    ProposalKind.MEDIATORS: "mediators’ text",
    ProposalKind.OFFER: "one side’s own offer",
    ProposalKind.REPLY: "reply to a text",
    ProposalKind.ANNEX: "annex to a text",
    ProposalKind.AGREEMENT: "agreement",
    ProposalKind.RESOLUTION: "resolution or draft for a body that does not negotiate",
}


class Precision(StrEnum):
    """How exactly a day is known. A partial date counts from its first day."""

    DAY = "day"
    ABOUT = "about"
    MONTH = "month"
    YEAR = "year"


class Grade(StrEnum):
    """Reliability of a source on the Admiralty scale, A (completely reliable) to F (cannot be judged)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


GRADE_MEANINGS: dict[str, str] = {
    Grade.A: "Completely reliable.",
    Grade.B: "Usually reliable.",
    Grade.C: "Fairly reliable.",
    Grade.D: "Not usually reliable.",
    Grade.E: "Unreliable.",
    Grade.F: "Its reliability cannot be judged.",
}

CREDIBILITY_MEANINGS: dict[int, str] = {
    1: "Confirmed by other sources.",
    2: "Probably true.",
    3: "Possibly true.",
    4: "Doubtful.",
    5: "Improbable.",
    6: "Its truth cannot be judged.",
}
"""How credible a claim is, whatever its source, on the Admiralty scale."""


class Confidence(StrEnum):
    """An analyst's confidence in a judgement."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


CONFIDENCE_ORDER: dict[str, int] = {"low": 1, "moderate": 2, "high": 3}


class Word(IntEnum):
    """On whose word a stance rests, the best first: the holder's own, what others report, somebody unnamed."""

    OWN = 0
    REPORTED = 1
    UNNAMED = 2


class Age(StrEnum):
    """How old a level is: within the use-by, past it, or older than an agreement that stands, on the same term."""

    CURRENT = "current"
    OLD = "old"
    OVERTAKEN = "overtaken"


AGE_MEANINGS: dict[str, str] = {
    Age.CURRENT: "Recorded within the use-by of the negotiation.",
    Age.OLD: "Older than that. It is still the last that counts, and its age is said with it.",
    Age.OVERTAKEN: "An agreement that stands (concluded, and not lapsed) has a provision on the term, and nothing "
    "that passes the evidence filter is recorded of the party on it since that was concluded.",
}


class Attribution(StrEnum):
    """How a claim is attributed in its source."""

    ON_RECORD = "on_record"
    STATEMENT = "statement"
    ANONYMOUS = "anonymous"
    REPORTED = "reported"


class QuoteOf(StrEnum):
    """Whose words a quote is: the speaker's, or the page's own."""

    SPEAKER = "speaker"
    PAGE = "page"


class LastCheck(StrEnum):
    """How recently a claim's page was looked at."""

    PAGE_REREAD = "page_reread"
    SUBSTANCE_RECONFIRMED = "substance_reconfirmed"
    FROM_NOTES = "from_notes"


class State(StrEnum):
    """Whether an annotation still asks for something."""

    OPEN = "open"
    RESOLVED = "resolved"


class EventKind(StrEnum):
    """What kind of context an event is."""

    MILITARY = "military"
    DIPLOMATIC = "diplomatic"
    INSTITUTIONAL = "institutional"
    DOMESTIC = "domestic"
    HUMANITARIAN = "humanitarian"
    ECONOMIC = "economic"
    LEGAL = "legal"
    PUBLIC = "public"


class Unit(StrEnum):
    """What a comparison of two cases counts in."""

    ROUND = "round"
    DAY = "day"


DEFAULT_GRADE = Grade.B
DEFAULT_CONFIDENCE = Confidence.MODERATE
USE_BY_DAYS = 30
"""Days after which a stance fades, unless the negotiation sets its own."""


def day_words(day: date, precision: str) -> str:
    """Return a day as a person writes it: "7 July 2025", "about 7 July 2025", "July 2025", "2025"."""
    if precision == Precision.YEAR:
        return f"{day:%Y}"
    if precision == Precision.MONTH:
        return f"{day:%B %Y}"
    return f"{'about ' if precision == Precision.ABOUT else ''}{day.day} {day:%B %Y}"


def day_text(day: date, precision: str) -> str:
    """Return a day as far as it is known, so that days sort: "2025-07-07", "2025-07-07 (about)", "2025-07", "2025"."""
    if precision == Precision.YEAR:
        return f"{day.year:04}"
    if precision == Precision.MONTH:
        return f"{day.year:04}-{day.month:02}"
    return f"{day.isoformat()[:10]}{' (about)' if precision == Precision.ABOUT else ''}"


def span_words(first: date, last: date, precision: str) -> str:
    """Return a span as a person writes it: "7 July 2025 to 9 July 2025"; one day or month or year is said once."""
    begins, ends = day_words(first, precision), day_words(last, precision)
    return begins if begins == ends else f"{begins} to {ends.removeprefix('about ')}"


def list_words(words: Sequence[str], most: int | None = None) -> str:
    """
    Return words as a list in a sentence: "a", "a and b", "a, b and c"; beyond `most`, "a, b and 3 more".

    Of one that has an "and" of its own it stays plain where it ends: "a, and b and c". One more is named, not counted.
    """
    if most is not None and len(words) > most + 1:
        words = [*words[:most], f"{len(words) - most} more"]
    last = ", and " if any(" and " in word for word in words) else " and "
    return last.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return "1 round", "3 rounds"; `many` where the plural is not the singular with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def none_of(number: int) -> str:
    """Return "neither of the 2" or "none of the 3"; of a number above one."""
    return f"{'neither' if number == 2 else 'none'} of the {number:,}"


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence; names in it keep their capitals."""
    return title[:1].lower() + title[1:]


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by code; those that several share carry the code, or one would be taken for another."""
    shared = Counter(labels.values())
    return {code: f"{label} ({code})" if shared[label] > 1 else label for code, label in labels.items()}


def number_words(value: float) -> str:
    """Return a number as it was recorded, "2.5", "1,200", "−0.25", with a true minus sign."""
    return f"{value:,.15g}".replace("-", "−")


def measure_words(measure: str) -> str:
    """Return what is counted in words: "weekly hours" for `weekly_hours`."""
    return measure.replace("_", " ")


def decimal(value: float, digits: int = 2, *, plus: bool = False) -> str:
    """Return a number with a true minus sign, "−0.25"; with a plus sign where asked, "+0.25", or then just "0"."""
    value = round(value, digits) + 0.0  # never as minus nothing
    if plus and not value:
        return "0"
    return f"{value:{'+' if plus else ''}.{digits}f}".replace("-", "−")


def _of_one(unit: str) -> str:
    """Return a unit as it stands after a 1: "lorry a day" for "lorries a day"."""
    first, *more = unit.split(" ")
    one = {"people": "person"}.get(first) or re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", first))
    return " ".join([one, *more])


def range_words(
    low: float | None, high: float | None, wording: str | None = None, *, unit: str = "", more: str = "{} or more"
) -> str:
    """
    Return "20 to 23", "20", "up to 23" or, where the upper end is open, `more` with its number; then the unit.

    The recorded wording follows in brackets unless it says the same; of an open range with its number in it, and where
    there is no number, it stands alone.
    """
    said = wording or ""
    if high is None:
        if low is None or number_words(low) in said:
            return said
        words = more.format(number_words(low))
    elif low is None:
        words = f"up to {number_words(high)}"
    else:
        words = number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"
    words = f"{words} {_of_one(unit) if words == '1' else unit}".rstrip()
    return words if not said or said in words else f"{words} ({said})"
