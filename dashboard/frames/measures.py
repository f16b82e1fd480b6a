"""
The contracts of what is measured.

Of the n that a measure counts `n_old` and `n_overtaken` say how many are old and overtaken, and `old_days` on which
days the first and the last of these were held, as `vocabulary.day_text` has it, with "; " between.
"""

from datetime import date
from typing import Annotated, NamedTuple

from dashboard.frames.contract import Contract


class Distance(NamedTuple):
    """
    The distance of a pair at a round, one row a term; of all terms, whose `term` is "overall".

    `distance` is missing where too little is coded. n counts, of a term, the parties whose number is known (2 are
    needed), overall the terms with a distance; of these so many rest on an old or overtaken level, as of the round's
    last day. `same_terms_change` is the change since the round before, like with like: of a term in positions or else
    in levels at both ends, overall of the terms of which that is known, with the weights of the later round.
    `salience_coded` counts, of the two saliences of each term counted, those that are coded. `mixed` names those of the
    pair, by code, whose level on the term is mixed: it is no number, and not missing either.
    """

    round: str
    day: Annotated[date, "Day", "precision"]
    precision: str
    pair: Annotated[str, "Between"]
    term: str
    distance: Annotated[float | None, "Distance"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    same_terms_change: Annotated[float | None, "Change, like with like"]
    salience_coded: Annotated[int, "Salience coded"]
    mixed: Annotated[str | None, "Mixed"]


class Trend(NamedTuple):
    """
    A distance with the trend of its term.

    `slope` per round with its interval and the share of cases that it covers, the same on each row of a term, and
    `trend`, the height of its line, on the last rounds only. Missing where too few rounds have a distance.
    """

    round: str
    day: Annotated[date, "Day", "precision"]
    precision: str
    pair: Annotated[str, "Between"]
    term: str
    distance: Annotated[float | None, "Distance"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    same_terms_change: Annotated[float | None, "Change, like with like"]
    salience_coded: Annotated[int, "Salience coded"]
    mixed: Annotated[str | None, "Mixed"]
    trend: Annotated[float | None, "Trend"]
    slope: Annotated[float | None, "Trend a round"]
    slope_low: Annotated[float | None, "Interval from"]
    slope_high: Annotated[float | None, "to"]
    slope_coverage: Annotated[float | None, "Its coverage"]


class Move(NamedTuple):
    """
    Who moved between two days: a party of the pair on a term.

    `moved` is a word of `analysis.who_moved.MOVED`; `m` is > 0 towards the other side; measured in position or level.
    n counts the numbers that are compared and known: its own on both days, the other's on the first, which make m, and
    of one that moved also the other's on the second, on which the word rests; its own alone where it changed and the
    other's is missing. Of these so many were old or overtaken on
    their day, and of which days these are is told apart.
    """

    party: str
    term: str
    level_before: Annotated[str | None, "Level before"]
    level_after: Annotated[str | None, "Level after"]
    before: Annotated[float | None, "Before"]
    after: Annotated[float | None, "After"]
    m: Annotated[float | None, "m"]
    moved: Annotated[str, "Moved"]
    measured_in: Annotated[str | None, "Measured in"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of the old"]
    overtaken_days: Annotated[str | None, "Days of the overtaken"]


class Position(NamedTuple):
    """
    Where a party stands on a term's 0–100 scale; `position_low` and `position_high` bound what it would accept.

    `basis` is coded, text (the number in a text the party accepts), or missing as the position is, and `age` is that of
    the stance it comes from. `passed_over` marks one coded before the party accepted a text that gives another number;
    `unread` says why none is read from a text it accepted (a word of `analysis.baseline`). The
    rest is of the term, the same on each of its rows: `baseline` is the mean of n positions, of which so many are old
    or overtaken, `line` says which mean (compromise model, or plain where no weight is coded), and `why` why there is
    none.
    """

    party: str
    term: str
    position: float | None
    basis: Annotated[str | None, "Position from"]
    position_low: float | None
    position_high: float | None
    salience: float | None
    influence: float | None
    age: Annotated[str | None, "Age"]
    baseline: Annotated[float | None, "Baseline"]
    line: Annotated[str | None, "Which mean"]
    why: Annotated[str | None, "Why there is none"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    passed_over: Annotated[bool, "A later text is passed over"]
    unread: Annotated[str | None, "Why no text is read"]


class ComparedValue(NamedTuple):
    """
    A measure of one of two negotiations, or of two spans of one, from their start.

    x counts days or rounds (`unit` is day or round). `measure` is distance (0–1) or agreed terms (how many of n); a
    missing value is a gap. n counts terms; of these so many rest on an old or overtaken level, as of the round's last
    day by then. `between` names the parties of the distance and `measured_on` what it is between, level or position;
    `in_force` is the day of the agreement in force on that `day`; `under_way` is a round that went on after it.
    """

    case: Annotated[str, "Case"]
    x: Annotated[float, "x"]
    unit: Annotated[str, "Unit"]
    measure: Annotated[str, "Measure"]
    value: Annotated[float | None, "Value"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    between: Annotated[str, "Between"]
    in_force: Annotated[str | None, "Agreement that stands"]
    day: Annotated[date, "Day", "precision"]
    precision: str
    under_way: Annotated[bool, "Under way"]
    measured_on: Annotated[str, "Measured on"]


class TextAnswer(NamedTuple):
    """What a party answers on a term to a text, given to it or to the whole of it; MIXED where statements conflict."""

    party: str
    term: str
    proposal: str
    held_on: Annotated[date, "Answered", "precision"]
    precision: str
    answer: str
    stance: Annotated[str, "Answer's stance"]


class Shift(NamedTuple):
    """
    From a text to one that revises it, of a party on a term: what of the change in the answer was whose.

    `own_text`: the party tabled one of the two, to which a yes is the rule, and `own_yes` is whether it gave one.
    `at_end`: one of its answers and levels stands at −2 or +2, where a further move does not show. n counts the answers
    and levels known, of four; of these so many were old or overtaken on the day of the answer, when an answer itself is
    neither, and of which days these are is told apart. Without an answer before, the earlier text was answered only
    later. The columns after `n_overtaken` are not in the chart's CSV; the last four name the stances behind a row.
    """

    party: str
    term: str
    from_proposal: Annotated[str, "From text"]
    to_proposal: Annotated[str, "To text"]
    answer_before: Annotated[str | None, "Answer before"]
    answer_after: Annotated[str, "Answer after"]
    level_before: Annotated[str | None, "Level before"]
    level_after: Annotated[str | None, "Level after"]
    party_shift: Annotated[float | None, "By the party"]
    text_shift: Annotated[float | None, "By the text"]
    own_text: Annotated[bool, "Own text"]
    at_end: Annotated[bool, "At an end"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of the old"]
    overtaken_days: Annotated[str | None, "Days of the overtaken"]
    own_yes: Annotated[bool | None, "A yes to its own text"]
    answer_stance_before: Annotated[str | None, "Answer's stance before"]
    answer_stance_after: Annotated[str, "Answer's stance after"]
    level_stance_before: Annotated[str | None, "Level's stance before"]
    level_stance_after: Annotated[str | None, "Level's stance after"]


class Agreement(NamedTuple):
    """
    Whether a term is agreed, in one aspect (level: the issue; answer: the text on the table).

    The minimum over the parties whose consent is required, n of which have a score. Missing where fewer than half of
    the `needed` have one.
    """

    term: str
    aspect: Annotated[str, "Of"]
    agreement: Annotated[int | None, "Least (−2 to 2)"]
    blocker: Annotated[str | None, "Held by"]
    n: Annotated[int, "n"]
    needed: Annotated[int, "Needed"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]


class Spread(NamedTuple):
    """
    The parties that stand at one score (−2 to 2) of a term, codes joined by "; "; `old` are those with an old level.

    `spread` is van der Eijk's A of the term (1 all the same, −1 two ends), the same on each of its rows; missing where
    fewer than three parties have a score, fewer than half of those with any level on the term, or fewer than half of
    those with a score on any term. n counts the parties with a score; an overtaken level is old here too.
    """

    term: str
    score: Annotated[int, "Score"]
    parties: Annotated[str | None, "Parties there"]
    old: Annotated[str | None, "With an old level"]
    levels: Annotated[int, "With a level"]
    spread: Annotated[float | None, "A (−1 to 1)"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]


class CoderAgreement(NamedTuple):
    """
    How far the coders agree, in one aspect (level, answer, position) and measurement (ordinal, interval, nominal).

    n codings of `units` records with two or more, by `readers` (persons, machines, or both); `why` says why there is no
    alpha. Of `in_part` records some readers give one and others none. Readings have no age: they are of a record,
    whatever the day.
    """

    aspect: Annotated[str, "Of"]
    measurement: Annotated[str, "Measured as"]
    alpha: Annotated[float | None, "α"]
    low: Annotated[float | None, "95 % from"]
    high: Annotated[float | None, "to"]
    n: Annotated[int, "Readings (n)"]
    units: Annotated[int, "Records"]
    readers: Annotated[str | None, "Read by"]
    why: Annotated[str | None, "Why there is none"]
    in_part: Annotated[int, "Records given one by some alone"]


class DifferingReadings(NamedTuple):
    """
    Two coders' readings of one record that differ in an aspect: level, answer or position.

    A reading is missing where one of the two gives none. `apart` counts steps of the scale, or points of a position;
    missing where one of the two has no score. `unsure` is whether one of the two marked a close call.
    """

    aspect: Annotated[str, "Of"]
    stance: Annotated[str, "Record"]
    party: str
    term: str
    held_on: date
    precision: str
    coder: Annotated[str, "Read by"]
    reading: Annotated[str | None, "One reading"]
    other_coder: Annotated[str, "And by"]
    other_reading: Annotated[str | None, "The other reading"]
    apart: Annotated[float | None, "Apart"]
    unsure: Annotated[bool, "Close call"]


class AnswersToTwo(NamedTuple):
    """
    Different answers of a party on a term to two texts under one name: n answers, of which so many are old.

    Where a text is not answered as a whole, its answer is each that is given on terms of it, joined by "; ", and
    `terms_one` or `terms_other` says on how many.
    """

    name: Annotated[str, "Name"]
    one: Annotated[str, "First text"]
    other: Annotated[str, "Second text"]
    party: str
    term: str
    answer_one: Annotated[str, "Answer to the first"]
    answer_other: Annotated[str, "Answer to the second"]
    terms_one: Annotated[int | None, "On terms of the first"]
    terms_other: Annotated[int | None, "On terms of the second"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    disputed_one: Annotated[str | None, "Name of the first disputed by"]
    disputed_other: Annotated[str | None, "Name of the second disputed by"]


class StickingPoint(NamedTuple):
    """
    A term by how much it holds a deal up, the first first. The columns up to `n_overtaken` are the chart's CSV.

    n counts the parties with a score among those whose consent is required. `apart` says why a term is not ranked.
    `since` is the day from which a level of each of them counts and the lowest has been this one, held by the same: no
    day of a party's own. `days_at_level` counts from it.
    `last_on` is the latest day for which the lowest level is recorded of one of those that hold it, `silent_since` that
    on which one of them was silent after its level.
    """

    term: str
    agreement: Annotated[int | None, "Agreement (−2 to 2)"]
    blocker: Annotated[str | None, "Held by"]
    salience: float | None
    score: Annotated[float | None, "Score (0 to 1)"]
    since: Annotated[date | None, "Lowest of all since", "since_precision"]
    days_at_level: Annotated[int | None, "Days since then"]
    red_line_collision: Annotated[bool | None, "Red lines collide"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]
    last_on: Annotated[date | None, "Last recorded", "last_precision"]
    apart: Annotated[str | None, "Apart"]
    since_precision: Annotated[str | None, "How exactly known"]
    last_precision: Annotated[str | None, "How exactly the last"]
    silent_since: Annotated[date | None, "Silent since"]


class SpokenFor(NamedTuple):
    """
    A claim in which somebody else speaks for the holder, and what the holder itself said within 30 days.

    `outcome` is same, otherwise, none_yet (the 30 days are not over) or none_within; n counts the holder's own claims
    within them, of which the first day's decide, and `n_elsewhere` those on the term that are on another text or none.
    `page_on` and `later_page_on` are days, as `vocabulary.day_text` has them, of pages published after the as-of day.
    """

    claim: Annotated[str, "Claim"]
    said_on: Annotated[date, "Day", "precision"]
    precision: str
    speaker: Annotated[str | None, "Speaker"]
    speaker_party: Annotated[str | None, "Of"]
    holder: Annotated[str, "Speaks for"]
    term: str
    proposal: str | None
    said: Annotated[str | None, "Said"]
    outcome: Annotated[str, "The holder’s own words"]
    later_claim: Annotated[str | None, "Later claim"]
    later_on: Annotated[date | None, "Own words on", "later_precision"]
    later_precision: Annotated[str | None, "How exactly"]
    later_said: Annotated[str | None, "Own words"]
    source: Annotated[str, "Source"]
    source_grade: Annotated[str, "Grade"]
    n: Annotated[int, "Own claims within 30 days (n)"]
    n_elsewhere: Annotated[int, "On another text or none"]
    page_on: Annotated[str | None, "Published later, on"]
    later_page_on: Annotated[str | None, "Own words published later, on"]


class Namesake(NamedTuple):
    """Two texts under one name that are answered differently."""

    name: Annotated[str, "Name"]
    one: Annotated[str, "First text"]
    other: Annotated[str, "Second text"]
    terms: Annotated[str | None, "Terms"]
    answers: Annotated[str | None, "Answers"]
    used_by: Annotated[str | None, "Used by"]
    disputed_one: Annotated[str | None, "Disputed of the first by"]
    disputed_other: Annotated[str | None, "Disputed of the second by"]


DISTANCES = Contract("distances", Distance)
TRENDS = Contract("trends", Trend)
MOVES = Contract("moves", Move)
POSITIONS = Contract("positions", Position)
COMPARED = Contract("compared", ComparedValue)
TEXT_ANSWERS = Contract("text_answers", TextAnswer)
SHIFTS = Contract("shifts", Shift)
AGREEMENTS = Contract("agreements", Agreement)
SPREADS = Contract("spreads", Spread)
CODER_AGREEMENT = Contract("coder_agreement", CoderAgreement)
DIFFERING = Contract("differing", DifferingReadings)
TWO_TEXTS = Contract("two_texts", AnswersToTwo)
STICKING = Contract("sticking", StickingPoint)
LEDGER = Contract("ledger", SpokenFor)
NAMESAKES = Contract("namesakes", Namesake)
