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


# Tables, one row a table row. `negotiation` is left out: a frame is of one negotiation.
AUTHORS = Contract("author", {"code": TEXT, "name": TEXT, "kind": TEXT, "note": TEXT})
PARTIES = Contract(
    "party",
    {
        "code": TEXT,
        "name": TEXT,
        "short_name": TEXT,
        "role": TEXT,
        "also": TEXT,
        "part_of": TEXT,
        "consent_required": FLAG,
        "rank": WHOLE,
        "note": TEXT,
    },
)
TERMS = Contract(
    "term",
    {
        "code": TEXT,
        "title": TEXT,
        "short_title": TEXT,
        "proposition": TEXT,
        "scope": TEXT,
        "whole_text": FLAG,
        "rank": WHOLE,
        "scale_low_words": TEXT,
        "scale_high_words": TEXT,
        "scale_measure": TEXT,
        "scale_low": NUMBER,
        "scale_high": NUMBER,
    },
)
ROUNDS = Contract(
    "round",
    {
        "code": TEXT,
        "title": TEXT,
        "rank": WHOLE,
        "started_on": DAY,
        "ended_on": DAY,
        "precision": TEXT,
        "venue": TEXT,
        "format": TEXT,
        "outcome": TEXT,
        "summary": TEXT,
        "confidence": TEXT,
        "verified": FLAG,
        "note": TEXT,
    },
)
PARTICIPATIONS = Contract(
    "participation", {"code": TEXT, "round": TEXT, "party": TEXT, "part": TEXT, "delegation": TEXT}
)
PROPOSALS = Contract(
    "proposal",
    {
        "code": TEXT,
        "title": TEXT,
        "tabled_on": DAY,
        "precision": TEXT,
        "round": TEXT,
        "version_of": TEXT,
        "confidence": TEXT,
        "verified": FLAG,
        "note": TEXT,
    },
)
PROPOSAL_PARTIES = Contract(
    "proposal_party",
    {"code": TEXT, "proposal": TEXT, "party": TEXT, "tabled": FLAG, "addressed": FLAG, "reaction": TEXT},
)
ALIASES = Contract(
    "alias",
    {"code": TEXT, "proposal": TEXT, "name": TEXT, "used_by": TEXT, "disputed_by": TEXT, "source": TEXT},
)
PROVISIONS = Contract(
    "provision",
    {
        "code": TEXT,
        "proposal": TEXT,
        "term": TEXT,
        "summary": TEXT,
        "seed_summary": TEXT,
        "verified": FLAG,
        "note": TEXT,
    },
)
QUANTITIES = Contract(
    "quantity",
    {
        "code": TEXT,
        "provision": TEXT,
        "measure": TEXT,
        "low": NUMBER,
        "high": NUMBER,
        "unit": TEXT,
        "wording": TEXT,
    },
)
STAGES = Contract(
    "stage",
    {
        "code": TEXT,
        "provision": TEXT,
        "day": WHOLE,
        "count": NUMBER,
        "what": TEXT,
        "unit": TEXT,
        "wording": TEXT,
    },
)
SOURCES = Contract(
    "source",
    {
        "code": TEXT,
        "title": TEXT,
        "title_basis": TEXT,
        "publisher": TEXT,
        "published_on": DAY,
        "precision": TEXT,
        "url": TEXT,
        "origin": TEXT,
        "grade": TEXT,
        "note": TEXT,
    },
)
CITATIONS = Contract(
    "citation",
    {
        "code": TEXT,
        "source": TEXT,
        "round": TEXT,
        "proposal": TEXT,
        "event": TEXT,
        "figure": TEXT,
        "disagreement": TEXT,
    },
)
CLAIMS = Contract(
    "claim",
    {
        "code": TEXT,
        "source": TEXT,
        "holder": TEXT,
        "term": TEXT,
        "proposal": TEXT,
        "round": TEXT,
        "said_on": DAY,
        "precision": TEXT,
        "level": TEXT,
        "answer": TEXT,
        "summary": TEXT,
        "quote": TEXT,
        "quote_of": TEXT,
        "attribution": TEXT,
        "speaker": TEXT,
        "speaker_basis": TEXT,
        "speaker_party": TEXT,
        "speaker_is_holder": FLAG,
        "credibility": WHOLE,
        "checked": TEXT,
        "verified": FLAG,
        "seed": FLAG,
        "note": TEXT,
    },
)
STANCES = Contract(
    "stance",
    {
        "code": TEXT,
        "party": TEXT,
        "term": TEXT,
        "proposal": TEXT,
        "round": TEXT,
        "held_on": DAY,
        "precision": TEXT,
        "level": TEXT,
        "answer": TEXT,
        "summary": TEXT,
        "confidence": TEXT,
        "red_line": FLAG,
        "position": NUMBER,
        "position_low": NUMBER,
        "position_high": NUMBER,
        "salience": NUMBER,
        "influence": NUMBER,
        "rule": TEXT,
        "in_round_window": FLAG,
        "seed": FLAG,
        "note": TEXT,
    },
)
STANCE_CLAIMS = Contract("stance_claim", {"code": TEXT, "stance": TEXT, "claim": TEXT})
CODINGS = Contract(
    "coding",
    {
        "code": TEXT,
        "stance": TEXT,
        "author": TEXT,
        "level": TEXT,
        "answer": TEXT,
        "position": NUMBER,
        "unsure": FLAG,
        "note": TEXT,
    },
)
EVENTS = Contract(
    "event",
    {
        "code": TEXT,
        "title": TEXT,
        "happened_on": DAY,
        "precision": TEXT,
        "kind": TEXT,
        "summary": TEXT,
        "round": TEXT,
        "verified": FLAG,
        "seed": FLAG,
        "note": TEXT,
    },
)
EVENT_PARTIES = Contract("event_party", {"code": TEXT, "event": TEXT, "party": TEXT})
FIGURES = Contract(
    "figure",
    {
        "code": TEXT,
        "title": TEXT,
        "measure": TEXT,
        "low": NUMBER,
        "high": NUMBER,
        "unit": TEXT,
        "as_of": DAY,
        "precision": TEXT,
        "attributed_to": TEXT,
        "wording": TEXT,
        "source": TEXT,
        "round": TEXT,
        "verified": FLAG,
        "seed": FLAG,
        "note": TEXT,
    },
)
DISAGREEMENTS = Contract(
    "disagreement",
    {
        "code": TEXT,
        "term": TEXT,
        "round": TEXT,
        "proposal": TEXT,
        "figure": TEXT,
        "noted_on": DAY,
        "summary": TEXT,
    },
)
DISAGREEMENT_SIDES = Contract("disagreement_side", {"code": TEXT, "disagreement": TEXT, "rank": WHOLE, "summary": TEXT})
ANNOTATIONS = Contract(
    "annotation",
    {
        "code": TEXT,
        "author": TEXT,
        "written_at": INSTANT,
        "text": TEXT,
        "tags": TEXT,
        "state": TEXT,
        "reply_to": TEXT,
        "party": TEXT,
        "term": TEXT,
        "stance": TEXT,
        "claim": TEXT,
        "provision": TEXT,
        "proposal": TEXT,
        "round": TEXT,
        "event": TEXT,
        "figure": TEXT,
        "day": DAY,
        "quote": TEXT,
        "quote_before": TEXT,
        "quote_after": TEXT,
    },
)
SAVED_VIEWS = Contract("saved_view", {"code": TEXT, "title": TEXT, "query": TEXT, "author": TEXT, "saved_at": INSTANT})
REVISIONS = Contract(
    "revision",
    {
        "version": WHOLE,
        "number": WHOLE,
        "at": INSTANT,
        "author": TEXT,
        "action": TEXT,
        "row_table": TEXT,
        "row_code": TEXT,
        "before": "object",
        "after": "object",
    },
)

# What is read or computed for a screen or a chart.

# One row per negotiation.
NEGOTIATIONS = Contract(
    "negotiations",
    {
        "code": TEXT,
        "title": TEXT,
        "summary": TEXT,
        "covers_from": DAY,
        "covers_to": DAY,
        "use_by_days": WHOLE,
        "citation": TEXT,
        "licence": TEXT,
        "caveat": TEXT,
        "version": WHOLE,
    },
)
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

TABLE_FRAMES: dict[str, Contract] = {
    contract.name: contract
    for contract in (
        AUTHORS,
        PARTIES,
        TERMS,
        SOURCES,
        ROUNDS,
        PARTICIPATIONS,
        PROPOSALS,
        PROPOSAL_PARTIES,
        ALIASES,
        PROVISIONS,
        QUANTITIES,
        STAGES,
        CLAIMS,
        STANCES,
        STANCE_CLAIMS,
        CODINGS,
        EVENTS,
        EVENT_PARTIES,
        FIGURES,
        DISAGREEMENTS,
        DISAGREEMENT_SIDES,
        CITATIONS,
        ANNOTATIONS,
        SAVED_VIEWS,
    )
}
"""The frame of every table of a negotiation, in the order of a package."""
