"""
The column contracts that join the siblings: what `store` hands out and `analysis`, `charts` and `exports` take in.

A contract names its columns and their dtypes in order; a row means what the contract's comment says. Days are naive
`datetime64[s]`, instants UTC; what can be unknown is a missing value.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd
from pandas.api.types import pandas_dtype

from dashboard.models import NEGOTIATION, REVISION, TABLES, Kind, Table

TEXT, DAY, INSTANT = "str", "datetime64[s]", "datetime64[us, UTC]"
NUMBER, WHOLE, FLAG = "float64", "Int64", "boolean"


@dataclass(frozen=True)
class Contract:
    """The columns of a frame, in order, with their dtypes."""

    name: str
    columns: Mapping[str, str]

    def frame(self, rows: Iterable[Sequence[Any] | Mapping[str, Any]] = ()) -> pd.DataFrame:
        """Return the rows (tuples in column order, or mappings) as a frame of this contract; none gives it empty."""
        rows = list(rows)
        if rows and isinstance(rows[0], Mapping):
            rows = [tuple(row.get(column) for column in self.columns) for row in rows]  # type: ignore[union-attr]
        by_column = zip(*rows, strict=True) if rows else ([] for _ in self.columns)
        return pd.DataFrame(
            {
                column: pd.array(list(values), dtype=dtype)
                for (column, dtype), values in zip(self._dtypes.items(), by_column, strict=True)
            },
            copy=False,
        )

    @cached_property
    def _dtypes(self) -> dict[str, Any]:
        """The dtypes as objects: looking one up by name costs more than making the column."""
        return {column: pandas_dtype(dtype) for column, dtype in self.columns.items()}

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """
        Return the frame as it is when it has this contract's columns (it may have more).

        Raises
        ------
        ValueError
            When a column is missing or has another dtype: a fault of the caller, not of the data.
        """
        for column, dtype in self.columns.items():
            if column not in frame:
                raise ValueError(f"{self.name}: column {column} is missing")
            if str(frame[column].dtype) != dtype:
                raise ValueError(f"{self.name}: column {column} is {frame[column].dtype}, expected {dtype}")
        return frame


Progress = Callable[[int, int], None]
"""What long work tells of itself: how much is done, of how much."""


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Return the rows of a frame as named tuples: what `itertuples` gives, several times faster for text."""
    if not len(frame):  # most often there is no note beside a cell: taking no row out of each column is dear
        return []
    row = _row_type(tuple(frame.columns))
    columns = (frame[column].array.to_numpy(dtype=object) for column in frame.columns)
    return list(map(row._make, zip(*columns, strict=True)))


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)


_DTYPES = {
    Kind.DAY: DAY,
    Kind.INSTANT: INSTANT,
    Kind.NUMBER: NUMBER,
    Kind.WHOLE: WHOLE,
    Kind.FLAG: FLAG,
    Kind.ROW: "object",
}


def _of_table(table: Table) -> Contract:
    return Contract(table.name, {name: _DTYPES.get(column.kind, TEXT) for name, column in table.columns.items()})


TABLE_FRAMES: dict[str, Contract] = {name: _of_table(table) for name, table in TABLES.items()}
"""The frame of every table of a negotiation, in the order of a package; `negotiation` is left out."""

AUTHORS = TABLE_FRAMES["author"]
PARTIES = TABLE_FRAMES["party"]
TERMS = TABLE_FRAMES["term"]
ROUNDS = TABLE_FRAMES["round"]
PARTICIPATIONS = TABLE_FRAMES["participation"]
PROPOSALS = TABLE_FRAMES["proposal"]
PROPOSAL_PARTIES = TABLE_FRAMES["proposal_party"]
ALIASES = TABLE_FRAMES["alias"]
PROVISIONS = TABLE_FRAMES["provision"]
QUANTITIES = TABLE_FRAMES["quantity"]
STAGES = TABLE_FRAMES["stage"]
SOURCES = TABLE_FRAMES["source"]
CITATIONS = TABLE_FRAMES["citation"]
CLAIMS = TABLE_FRAMES["claim"]
STANCES = TABLE_FRAMES["stance"]
STANCE_CLAIMS = TABLE_FRAMES["stance_claim"]
CODINGS = TABLE_FRAMES["coding"]
EVENTS = TABLE_FRAMES["event"]
EVENT_PARTIES = TABLE_FRAMES["event_party"]
FIGURES = TABLE_FRAMES["figure"]
DISAGREEMENTS = TABLE_FRAMES["disagreement"]
DISAGREEMENT_SIDES = TABLE_FRAMES["disagreement_side"]
ANNOTATIONS = TABLE_FRAMES["annotation"]
SAVED_VIEWS = TABLE_FRAMES["saved_view"]
REVISIONS = _of_table(REVISION)

# What is read or computed for a screen or a chart.

# One row per negotiation.
NEGOTIATIONS = _of_table(NEGOTIATION)
# One row per stance with the evidence it rests on: the number of its claims and the best grade among their sources.
GRADED_STANCES = Contract("graded_stances", {**STANCES.columns, "claims": WHOLE, "source_grade": TEXT})
# One row per version of a negotiation: who made it, when, by which use case, and how many rows it changed.
VERSIONS = Contract("versions", {"version": WHOLE, "at": INSTANT, "author": TEXT, "action": TEXT, "changes": WHOLE})
# The stances that may be current: per party, term and aspect ("level" or "answer"), those of the latest day that pass
# the filter. Several on that day are several rows.
CANDIDATES = Contract(
    "candidates",
    {
        "aspect": TEXT,
        "party": TEXT,
        "term": TEXT,
        "stance": TEXT,
        "code": TEXT,  # the level or the answer
        "proposal": TEXT,
        "held_on": DAY,
        "precision": TEXT,
        "confidence": TEXT,
        "red_line": FLAG,
        "position": NUMBER,
        "position_low": NUMBER,
        "position_high": NUMBER,
        "salience": NUMBER,
        "influence": NUMBER,
        "claims": WHOLE,
        "source_grade": TEXT,
    },
)
# The stance matrix: one row per party and term that has a stance as of the day. The first fourteen columns are the
# chart's CSV. `held_on`, `claims`, `source_grade` and `confidence` are the level's, or the answer's where there is no
# level. A MIXED aspect lists both codes in `level_both` or `answer_both`.
CURRENT = Contract(
    "current",
    {
        "party": TEXT,
        "term": TEXT,
        "level": TEXT,
        "level_score": WHOLE,
        "answer": TEXT,
        "answer_score": WHOLE,
        "proposal": TEXT,  # the text answered
        "held_on": DAY,
        "unconfirmed": FLAG,
        "faded": FLAG,
        "mixed": FLAG,
        "claims": WHOLE,
        "source_grade": TEXT,
        "confidence": TEXT,
        "level_stance": TEXT,
        "level_held_on": DAY,
        "level_both": TEXT,
        "answer_stance": TEXT,
        "answer_held_on": DAY,
        "answer_both": TEXT,
        "red_line": FLAG,
        "position": NUMBER,
        "position_low": NUMBER,
        "position_high": NUMBER,
        "salience": NUMBER,
        "influence": NUMBER,
    },
)
MATRIX_CSV = tuple(CURRENT.columns)[:14]
# One row per party, term and aspect whose code differs between two days; `before` missing: newly recorded.
CHANGES = Contract(
    "changes",
    {"party": TEXT, "term": TEXT, "aspect": TEXT, "before": TEXT, "after": TEXT, "held_on": DAY, "stance": TEXT},
)
# Claims with what is needed to show them, one row per claim, newest first.
EVIDENCE = Contract(
    "evidence",
    {
        **CLAIMS.columns,
        "stance": TEXT,
        "source_title": TEXT,
        "publisher": TEXT,
        "published_on": DAY,
        "url": TEXT,
        "origin": TEXT,
        "source_grade": TEXT,
    },
)
# What a stance chart draws, one row a mark, party by party and term by term. `kind` is level (a step from `started_on`
# to `ended_on`, the day the next level begins or the as-of day), answer (a mark on the day, to `proposal`) or
# annotation (a flag on the day; `code` and `score` are missing).
STEPS = Contract(
    "steps",
    {
        "kind": TEXT,
        "party": TEXT,
        "term": TEXT,
        "started_on": DAY,
        "ended_on": DAY,
        "code": TEXT,
        "score": WHOLE,
        "proposal": TEXT,
        "row": TEXT,  # the stance or annotation
        "text": TEXT,
    },
)
# Stages with the proposal and term they belong to.
RELEASE_STAGES = Contract("release_stages", {"proposal": TEXT, "term": TEXT, **STAGES.columns})
# Cumulative count by day, one row per proposal, what is released and day, starting from day 0; a stage whose count is
# unknown has a row without one. `mean_day` is that of `RELEASE_DAYS`, the same on each row of a proposal and what.
RELEASES = Contract(
    "releases",
    {
        "proposal": TEXT,
        "what": TEXT,
        "unit": TEXT,
        "day": WHOLE,
        "count": NUMBER,
        "cumulative": NUMBER,
        "mean_day": NUMBER,
    },
)
# Mean day of release weighted by count, one row per proposal and what is released. `count` is what is released in all,
# in n of `stages` whose count is known; missing where these are fewer than half.
RELEASE_DAYS = Contract(
    "release_days",
    {"proposal": TEXT, "what": TEXT, "unit": TEXT, "mean_day": NUMBER, "count": NUMBER, "n": WHOLE, "stages": WHOLE},
)
# Quantities with the proposal, its day and the term they belong to.
PROVISION_QUANTITIES = Contract(
    "provision_quantities", {"proposal": TEXT, "tabled_on": DAY, "term": TEXT, **QUANTITIES.columns}
)
# Provision by provision between two texts; `change` is added, dropped, changed or same.
COMPARISON = Contract(
    "comparison",
    {"term": TEXT, "left": TEXT, "right": TEXT, "change": TEXT, "left_numbers": TEXT, "right_numbers": TEXT},
)
# Everything on the time axis; `lane` is round, proposal, event, annotation or change; `ended_on` only for rounds.
MOMENTS = Contract(
    "moments",
    {"lane": TEXT, "code": TEXT, "title": TEXT, "started_on": DAY, "ended_on": DAY, "precision": TEXT, "detail": TEXT},
)

# Where every party stood on every term on each of several days; an aspect without a code on that day is missing.
STANDINGS = Contract(
    "standings",
    {
        "day": DAY,
        "party": TEXT,
        "term": TEXT,
        "level": TEXT,
        "level_score": WHOLE,
        "level_held_on": DAY,
        "level_stance": TEXT,
        "answer": TEXT,
        "answer_score": WHOLE,
        "answer_held_on": DAY,
        "answer_stance": TEXT,
        "proposal": TEXT,
        "red_line": FLAG,
        "position": NUMBER,
        "salience": NUMBER,
        "influence": NUMBER,
    },
)
# Distance of a pair by round: one row per round and term, and one per round for all terms, whose `term` is "overall".
# `distance` is missing where too little is coded; n counts parties with a score (2 are needed), overall the terms.
DISTANCES = Contract(
    "distances", {"round": TEXT, "day": DAY, "pair": TEXT, "term": TEXT, "distance": NUMBER, "n": WHOLE}
)
# Distances with the trend of each term: `slope` per round with its 95 % interval, the same on each row of a term, and
# `trend`, the height of its line, on the last rounds only. Missing where too few rounds have a distance.
TRENDS = Contract(
    "trends", {**DISTANCES.columns, "trend": NUMBER, "slope": NUMBER, "slope_low": NUMBER, "slope_high": NUMBER}
)
# Who moved between two days, one row per party of the pair and term. `moved` is towards, away, still or
# not comparable; `m` is > 0 towards the other side.
MOVES = Contract(
    "moves",
    {
        "party": TEXT,
        "term": TEXT,
        "level_before": TEXT,
        "level_after": TEXT,
        "before": NUMBER,
        "after": NUMBER,
        "m": NUMBER,
        "moved": TEXT,
        "measured_in": TEXT,  # position or level
    },
)
# Where each party stands on a term's 0–100 scale, one row per party and term; `position_low` and `position_high` bound
# what it would accept. `baseline` is the compromise model's number for the term, the same on each of its rows.
POSITIONS = Contract(
    "positions",
    {
        "party": TEXT,
        "term": TEXT,
        "position": NUMBER,
        "basis": TEXT,  # analyst, text (the number in a text the party accepts), or missing as the position is
        "position_low": NUMBER,
        "position_high": NUMBER,
        "salience": NUMBER,
        "influence": NUMBER,
        "baseline": NUMBER,
    },
)
# Two negotiations, or two spans of one, from their start: one row per case, measure and x, which counts days or rounds
# (`unit` is day or round). `measure` is distance (0–1) or agreed terms (how many of n); a missing value is a gap.
COMPARED = Contract(
    "compared",
    {"case": TEXT, "x": NUMBER, "unit": TEXT, "measure": TEXT, "value": NUMBER, "n": WHOLE},
)
# From one text to the next, per party and term: what of the change in the answer the party did, and what the text did.
SHIFTS = Contract(
    "shifts",
    {
        "party": TEXT,
        "term": TEXT,
        "from_proposal": TEXT,
        "to_proposal": TEXT,
        "answer_before": TEXT,
        "answer_after": TEXT,
        "level_before": TEXT,
        "level_after": TEXT,
        "party_shift": NUMBER,
        "text_shift": NUMBER,
    },
)
# Whether each term is agreed, one row per term and `aspect` (level: the issue; answer: the text on the table): the
# minimum over the parties whose consent is required. Missing where fewer than half of the `needed` have a score.
AGREEMENTS = Contract(
    "agreements",
    {"term": TEXT, "aspect": TEXT, "agreement": WHOLE, "blocker": TEXT, "n": WHOLE, "needed": WHOLE},
)
# How the levels of all parties spread over a term: one row per term and score from −2 to 2, with the parties that stand
# there (codes joined by "; "). `spread` is van der Eijk's A of the term (1 all the same, −1 two ends), the same on each
# of its rows; missing where fewer than three of the n parties with a level have a score, or fewer than half.
SPREADS = Contract(
    "spreads",
    {"term": TEXT, "score": WHOLE, "parties": TEXT, "scored": WHOLE, "n": WHOLE, "spread": NUMBER},
)
# How far the coders agree: one row per aspect (level, answer or position) and measurement (ordinal, interval, nominal).
# n codings of `units` records with two or more; `why` says why there is no alpha.
CODER_AGREEMENT = Contract(
    "coder_agreement",
    {
        "aspect": TEXT,
        "measurement": TEXT,
        "alpha": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "n": WHOLE,
        "units": WHOLE,
        "why": TEXT,
    },
)
# The different answers to two texts under one alias, one row per name, pair of texts, party and term.
TWO_TEXTS = Contract(
    "two_texts",
    {
        "name": TEXT,
        "one": TEXT,
        "other": TEXT,
        "party": TEXT,
        "term": TEXT,
        "answer_one": TEXT,
        "answer_other": TEXT,
    },
)
# Terms by how much they hold a deal up, the first first. The first nine columns are the chart's CSV.
STICKING = Contract(
    "sticking",
    {
        "term": TEXT,
        "agreement": WHOLE,
        "blocker": TEXT,
        "salience": NUMBER,
        "score": NUMBER,
        "days_still": WHOLE,
        "red_line_collision": FLAG,
        "stays_first_share": NUMBER,
        "n": WHOLE,
        "keeps_place_share": NUMBER,
    },
)
STICKING_CSV = tuple(STICKING.columns)[:9]
# Claims in which the speaker is not the holder; `outcome` is borne out, contradicted or never came.
LEDGER = Contract(
    "ledger",
    {
        "claim": TEXT,
        "said_on": DAY,
        "speaker": TEXT,
        "speaker_party": TEXT,
        "holder": TEXT,
        "term": TEXT,
        "proposal": TEXT,
        "said": TEXT,
        "outcome": TEXT,
        "later_claim": TEXT,
        "later_on": DAY,
        "later_said": TEXT,
        "source": TEXT,
        "source_grade": TEXT,
    },
)
# Two texts under one alias that are answered differently.
NAMESAKES = Contract(
    "namesakes",
    {"name": TEXT, "one": TEXT, "other": TEXT, "terms": TEXT, "answers": TEXT, "used_by": TEXT, "disputed_by": TEXT},
)
