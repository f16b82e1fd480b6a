"""The contracts of what is read of the record for a screen or a chart, and of what stands on a day."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from dashboard import models
from dashboard.frames.contract import Contract


class Version(NamedTuple):
    """One version of a negotiation: who made it, when, by which use case, and how many rows it changed."""

    version: Annotated[int, "Version"]
    at: Annotated[datetime, "When (UTC)"]
    author: Annotated[str, "Who"]
    action: Annotated[str, "What"]
    changes: Annotated[int, "Rows"]


class NoteChange(NamedTuple):
    """Who last changed the words of a note, and when."""

    code: Annotated[str, "Note"]
    author: Annotated[str, "Changed by"]
    at: Annotated[datetime, "Changed (UTC)"]


class RecordedChange(NamedTuple):
    """What a version did to one row, in a sentence."""

    sentence: Annotated[str, "What was changed"]
    code: Annotated[str, "Code"]


class TableCount(NamedTuple):
    """How many rows a table of a negotiation has."""

    table: Annotated[str, "Table"]
    rows: Annotated[int, "Rows"]


class GradedStance(models.Stance):
    """A stance with the evidence it rests on: how many claims, on whose word at best, the best grade of a source."""

    claims: Annotated[int, "Claims (n)"]
    word: Annotated[int | None, "On whose word"]
    source_grade: Annotated[str | None, "Grade"]


class Candidate(NamedTuple):
    """
    A stance that may be current on the day `as_of`.

    Per party, term and aspect, those of the latest day by then that pass the filter; several on that day are several
    rows. "level" is one that is a position, or where there never was one, silence; beside it stand the latest days on
    which any level or silence was heard, and on which anything was recorded. "answer" is one to a text that was asked
    for, from the day on which it was tabled. `word` is `vocabulary.Word`. On `told_on` the first of the pages that
    tell of the stance was published; it is missing where that is not known of one of them.
    """

    as_of: Annotated[date, "As of"]
    aspect: Annotated[str, "What"]
    party: str
    term: str
    stance: Annotated[str, "Stance"]
    code: Annotated[str, "Level or answer"]
    proposal: str | None
    held_on: date
    precision: str
    confidence: str | None
    red_line: bool | None
    position: float | None
    position_low: float | None
    position_high: float | None
    salience: float | None
    influence: float | None
    claims: Annotated[int, "Claims (n)"]
    word: Annotated[int | None, "On whose word"]
    source_grade: Annotated[str | None, "Grade"]
    heard_on: Annotated[date | None, "Last heard"]
    recorded_on: Annotated[date | None, "Last recorded"]
    told_on: Annotated[date | None, "First published"]


class Cell(NamedTuple):
    """
    A cell of the stance matrix: a party and a term that have a stance as of the day.

    The first fifteen columns are the chart's CSV. `held_on`, `precision`, `claims`, `source_grade` and `confidence`
    are the level's, or the answer's where there is no level or it is NOT_APPLICABLE; so is what `faded` says: not
    current. The answer is one to
    the text on the table, or `unconfirmed`: to an earlier version of it. `with_whole` marks one that was given to the
    whole text. `silent_since` is the day of a silence after the level. A MIXED aspect lists both codes in `level_both`
    or `answer_both`; what stances of the same day but of lower standing say instead is listed in `level_otherwise` or
    `answer_otherwise`. Ages are `vocabulary.Age`. `level_told_on` and `answer_told_on` are as in a candidate.
    """

    party: str
    term: str
    level: str | None
    level_score: Annotated[int | None, "Level's score"]
    answer: str | None
    answer_score: Annotated[int | None, "Answer's score"]
    proposal: str | None
    held_on: date
    precision: str
    unconfirmed: Annotated[bool, "To an earlier version"]
    faded: Annotated[bool, "Faded"]
    mixed: Annotated[bool, "Mixed"]
    claims: Annotated[int, "Claims (n)"]
    source_grade: Annotated[str | None, "Grade"]
    confidence: str | None
    level_age: Annotated[str | None, "Age of the level"]
    answer_age: Annotated[str | None, "Age of the answer"]
    with_whole: Annotated[bool, "With the whole text"]
    silent_since: Annotated[date | None, "Silent since"]
    level_stance: Annotated[str | None, "Level's stance"]
    level_held_on: Annotated[date | None, "Level since", "level_precision"]
    level_precision: Annotated[str | None, "How exactly known"]
    level_both: Annotated[str | None, "Both levels"]
    level_otherwise: Annotated[str | None, "Same day otherwise"]
    answer_stance: Annotated[str | None, "Answer's stance"]
    answer_held_on: Annotated[date | None, "Answer since", "answer_precision"]
    answer_precision: Annotated[str | None, "How exactly the answer's"]
    answer_both: Annotated[str | None, "Both answers"]
    answer_otherwise: Annotated[str | None, "Answered otherwise the same day"]
    level_told_on: Annotated[date | None, "Level first published"]
    answer_told_on: Annotated[date | None, "Answer first published"]
    red_line: bool | None
    position: float | None
    position_low: float | None
    position_high: float | None
    salience: float | None
    influence: float | None
    as_of: Annotated[date, "As of"]


class ListedNote(models.Annotation):
    """A note with what it is on, in words."""

    on: Annotated[str, "On"]


class PlacedNote(NamedTuple):
    """
    A note where it stands on charts: its day, if it has one, and the cell that it is on, if it is on one.

    `total` is how many there are in all of those asked for, the same on each row.
    """

    code: Annotated[str, "Code"]
    author: Annotated[str, "Author"]
    text: Annotated[str, "Note"]
    written_at: Annotated[datetime, "Written"]
    placed_on: Annotated[date | None, "Day", "precision"]
    precision: str
    party: str | None
    term: str | None
    total: Annotated[int, "In all"]


class DayCount(NamedTuple):
    """How many there are of a day."""

    day: Annotated[date, "Day"]
    n: Annotated[int, "How many"]


class ChangedStance(NamedTuple):
    """A party, term and aspect whose code differs between two days; what is missing before is newly recorded."""

    party: str
    term: str
    aspect: Annotated[str, "What"]
    before: Annotated[str | None, "Before"]
    after: Annotated[str, "Now"]
    held_on: date
    precision: str
    stance: Annotated[str, "Stance"]
    stance_before: Annotated[str | None, "Stance before"]


class Evidence(models.Claim):
    """A claim with what is needed to show it."""

    stance: Annotated[str | None, "Stance"]
    source_title: Annotated[str, "Source's title"]
    publisher: Annotated[str | None, "Publisher"]
    published_on: Annotated[date | None, "Published", "published_precision"]
    published_precision: Annotated[str | None, "How exactly published"]
    url: Annotated[str | None, "Address"]
    origin: Annotated[str | None, "Taken from"]
    source_grade: Annotated[str, "Grade"]


class Spoken(NamedTuple):
    """
    A claim with a score, as far as it takes to tell whose word it is and what the holder itself said next.

    `by_another` is whether somebody else speaks for the holder; `word` is `vocabulary.Word`.
    """

    code: Annotated[str, "Claim"]
    said_on: Annotated[date, "Day", "precision"]
    precision: str
    holder: Annotated[str, "Holder"]
    term: str
    proposal: str | None
    level: str | None
    answer: str | None
    attribution: Annotated[str, "Attribution"]
    speaker: Annotated[str | None, "Speaker"]
    speaker_party: Annotated[str | None, "Of"]
    by_another: Annotated[bool, "Somebody else’s word"]
    word: Annotated[int, "On whose word"]
    source: Annotated[str, "Source"]
    source_grade: Annotated[str, "Grade"]
    published_on: Annotated[date | None, "Published", "published_precision"]
    published_precision: Annotated[str | None, "How exactly published"]


class Step(NamedTuple):
    """
    A mark of a stance chart, party by party and term by term.

    `kind` is level (a step from `started_on` to `ended_on`, the day the next level begins or the as-of day), answer (a
    mark on the day, to `proposal`), silence (a mark on the day, where a level was due) or annotation (a flag on the
    day; `code` and `score` are missing). `row` is the stance or annotation. `age` is that of the level that stands at
    the end, on the as-of day.
    """

    kind: Annotated[str, "What"]
    party: str
    term: str
    started_on: Annotated[date, "From", "precision"]
    precision: str
    ended_on: Annotated[date | None, "To", "ended_precision"]
    ended_precision: Annotated[str | None, "How exactly its end"]
    code: Annotated[str | None, "Level or answer"]
    score: Annotated[int | None, "Score"]
    proposal: str | None
    row: Annotated[str, "Code"]
    text: Annotated[str | None, "In words"]
    age: Annotated[str | None, "Age"]


class ReleaseStage(models.Stage):
    """A stage with the proposal and term it belongs to."""

    proposal: Annotated[str, "Text"]
    term: Annotated[str, "Term"]


class ReleaseDelivery(models.Delivery):
    """A delivery with the proposal and term whose provision was carried out, and the source that reports it."""

    proposal: Annotated[str, "Text"]
    term: Annotated[str, "Term"]
    publisher: Annotated[str | None, "Publisher"]
    source_grade: Annotated[str, "Grade"]


class ProvisionQuantity(models.Quantity):
    """A quantity with the proposal, its day and the term it belongs to."""

    proposal: Annotated[str, "Text"]
    tabled_on: Annotated[date, "Tabled", "precision"]
    precision: str
    term: Annotated[str, "Term"]


class Release(NamedTuple):
    """
    The cumulative count of a proposal and what is released by a day, starting from day 0.

    `curve` is promised (by the text) or delivered (in fact). A stage whose count is unknown has a row without one.
    `mean_day`, `total` (its count), `n` and `stages` are those of `RELEASE_DAYS`, the same on each row of a proposal
    and what; what was delivered has none of them, but says whose count it is and in which source. `count` is how many
    more than in the row before it of the same curve.
    """

    proposal: Annotated[str, "Text"]
    what: Annotated[str, "What"]
    unit: Annotated[str, "Unit"]
    day: Annotated[int, "Day"]
    count: Annotated[float | None, "Since the row before"]  # type: ignore[assignment]  # a tuple has a method of this name
    cumulative: Annotated[float | None, "In all by then"]
    mean_day: Annotated[float | None, "Mean day"]
    total: Annotated[float | None, "Released in all"]
    n: Annotated[int, "n"]
    stages: Annotated[int, "Stages"]
    curve: Annotated[str, "Promised or delivered"]
    counted_by: Annotated[str | None, "Counted by"]
    source: Annotated[str | None, "Source"]
    wording: Annotated[str | None, "In words"]


class ReleaseDay(NamedTuple):
    """
    The mean day of release of a proposal and what is released, weighted by count.

    `count` is what is released in all, in n of `stages` whose count is known; missing where these are fewer than half.
    """

    proposal: Annotated[str, "Text"]
    what: Annotated[str, "What"]
    unit: Annotated[str, "Unit"]
    mean_day: Annotated[float | None, "Mean day"]
    count: Annotated[float | None, "Count"]  # type: ignore[assignment]  # a tuple has a method of this name
    n: Annotated[int, "n"]
    stages: Annotated[int, "Stages"]


class ComparedProvision(NamedTuple):
    """A provision in two texts; `change` is added, dropped, changed or same."""

    term: str
    left: Annotated[str | None, "First text"]
    right: Annotated[str | None, "Second text"]
    change: Annotated[str, "Change"]
    left_numbers: Annotated[str | None, "Numbers in the first"]
    right_numbers: Annotated[str | None, "Numbers in the second"]


class RecordedLevel(NamedTuple):
    """The level that a stance gives, and what tells whether it stands beside others of its day."""

    code: Annotated[str, "Code"]
    party: str
    term: str
    held_on: date
    precision: str
    level: str
    confidence: str | None
    word: Annotated[int | None, "On whose word"]
    source_grade: Annotated[str, "Grade"]


class LevelChange(NamedTuple):
    """A day on which the level of a party on a term became another; `said` is what the stance says of it."""

    party: str
    term: str
    before: Annotated[str, "Before"]
    after: Annotated[str, "Now"]
    held_on: date
    precision: str
    stance: Annotated[str, "Stance"]
    stance_before: Annotated[str, "Stance before"]
    said: Annotated[str | None, "In words"]


class Moment(NamedTuple):
    """
    Something on the time axis: its `lane` is round, proposal, event, annotation or change.

    Only rounds have `ended_on`, and those under way none. `as_known_now` may tell of later days. Where there are too
    many of a kind one stands for `n`, from its first day to its last.
    """

    lane: Annotated[str, "What"]
    code: Annotated[str, "Code"]
    title: Annotated[str, "Title"]
    started_on: Annotated[date, "From", "precision"]
    ended_on: Annotated[date | None, "To", "precision"]
    precision: str
    as_known_now: Annotated[str | None, "As known now"]
    n: Annotated[int, "How many"]


VERSIONS = Contract("versions", Version)
NOTE_CHANGES = Contract("note_changes", NoteChange)
GRADED_STANCES = Contract("graded_stances", GradedStance)
RECORDED_CHANGES = Contract("recorded_changes", RecordedChange)
TABLE_COUNTS = Contract("table_counts", TableCount)
LISTED_NOTES = Contract("listed_notes", ListedNote)
CANDIDATES = Contract("candidates", Candidate)
CURRENT = Contract("current", Cell)
PLACED_NOTES = Contract("placed_notes", PlacedNote)
DAY_COUNTS = Contract("day_counts", DayCount)
CHANGES = Contract("changes", ChangedStance)
EVIDENCE = Contract("evidence", Evidence)
SPOKEN = Contract("spoken", Spoken)
STEPS = Contract("steps", Step)
RELEASE_STAGES = Contract("release_stages", ReleaseStage, first=("proposal", "term"))
RELEASE_DELIVERIES = Contract("release_deliveries", ReleaseDelivery, first=("proposal", "term"))
PROVISION_QUANTITIES = Contract(
    "provision_quantities", ProvisionQuantity, first=("proposal", "tabled_on", "precision", "term")
)
RELEASES = Contract("releases", Release)
RELEASE_DAYS = Contract("release_days", ReleaseDay)
COMPARISON = Contract("comparison", ComparedProvision)
LEVELS = Contract("levels", RecordedLevel)
LEVEL_CHANGES = Contract("level_changes", LevelChange)
MOMENTS = Contract("moments", Moment)
