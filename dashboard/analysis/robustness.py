"""How much the ranking of sticking points hangs on one source, one grade, one coder or the exact salience."""

from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import standings
from dashboard.analysis.sticking import DIGITS
from dashboard.frames import Progress
from dashboard.vocabulary import CONFIDENCE_ORDER, DEFAULT_GRADE, SCORES, Grade, Level


class TermRobustness(NamedTuple):
    """A term in order: its place in the ranking, and the shares of n worlds in which it keeps it and is first."""

    term: str
    place: Annotated[int, "Place"]
    keeps_place_share: Annotated[float | None, "In its place (share)"]
    first_share: Annotated[float | None, "First in (share)"]
    n: Annotated[int, "n"]


ROBUSTNESS = frames.Contract("robustness", TermRobustness)

GRADES = ("A", "B", "C")
SALIENCE_POINTS = 20
_RANKS = {str(grade): rank for rank, grade in enumerate(Grade)}
_UNGRADED = len(_RANKS)
_CODES = {str(level): number for number, level in enumerate(Level) if level != Level.NOT_APPLICABLE}
_SCORE_OF = np.array([SCORES.get(code, np.nan) for code in _CODES])
_NOTHING = -1
_HIGH = np.iinfo(np.int64).max


class _Worlds(NamedTuple):
    """One element per world: the source left out, the worst grade that counts, and whose line is taken."""

    left_out: np.ndarray
    limit: np.ndarray
    line: np.ndarray


def worlds(
    stances: pd.DataFrame,
    evidence: pd.DataFrame,
    codings: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
    n: int = 1000,
    seed: int = 1,
    min_grade: str = DEFAULT_GRADE,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """
    Return in how many of n worlds each term keeps its place among the sticking points, and in how many it is first.

    Each world leaves out one source drawn from those that count (the delete-one jackknife: Efron, The Jackknife, the
    Bootstrap and Other Resampling Plans, 1982), lets grade A, B or C pass, takes the team's line or one coder's
    readings, and moves each coded salience by up to 20 points, evenly drawn and kept within 0 to 100 (a global
    sensitivity analysis: Saltelli et al., Global Sensitivity Analysis: The Primer, 2008). Salience that nobody coded
    stays 1 in every world: there is nothing to vary. The ranking is that of `sticking.sticking_points`.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` of every source grade that pass the other filters.
    evidence
        `frames.EVIDENCE`, which sources the stances rest on.
    codings
        `frames.CODINGS`; where a coder did not read a stance, the team's line stands in.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    min_grade
        The worst source grade that counts in the ranking as it stands.
    progress
        Called with how many terms are done, of how many.

    Returns
    -------
    DataFrame
        `ROBUSTNESS`. The order of the rows of a frame changes nothing; the same seed gives the same worlds.
    """
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    counted = terms.loc[~terms["whole_text"].fillna(False), "code"].tolist()
    own = stances[(stances["held_on"] <= as_of) & stances["party"].isin(required) & stances["term"].isin(counted)]
    own = own.sort_values(["held_on", "code"], ignore_index=True)
    lines = _lines(own, codings)
    own, lines = own[(lines != _NOTHING).any(axis=0)], lines[:, (lines != _NOTHING).any(axis=0)]
    grades, sources = _grades(own, evidence)

    random = np.random.default_rng(seed)
    # The first world is the case as it stands.
    drawn = _Worlds(
        left_out=np.append(_NOTHING, random.integers(len(sources), size=n) if sources else np.full(n, _NOTHING)),
        limit=np.append(_RANKS[min_grade], random.choice([_RANKS[grade] for grade in GRADES], n)),
        line=np.append(0, random.integers(len(lines), size=n)),
    )
    moves = random.uniform(-SALIENCE_POINTS, SALIENCE_POINTS, (n + 1, len(counted), len(required)))
    moves[0] = 0
    weights = _weights(own[own["source_grade"] <= min_grade], required, counted, as_of, moves)

    scores = np.full((n + 1, len(counted)), np.nan)
    since = np.full((n + 1, len(counted)), np.nan)
    for number, term in enumerate(counted):
        cells = []
        for party in required:
            at = np.flatnonzero((own["term"] == term) & (own["party"] == party))
            days = own["held_on"].to_numpy().astype("datetime64[D]").astype(np.int64)[at]
            cells.append(_levels(days, _strength(own)[at], lines[:, at], grades[:, at], drawn))
        agreement, since[:, number] = _minimum(cells)
        scores[:, number] = (weights[:, number] * (2 - agreement) / 4).round(DIGITS)
        if progress is not None:
            progress(number + 1, len(counted))
    # Days without improvement, the longest first, are first days, the earliest first.
    place = np.lexsort((since, -scores), axis=-1).argsort(axis=-1).astype(float)
    place[np.isnan(scores)] = np.nan
    known = ~np.isnan(place[0])
    keeps = np.where(known, (place[1:] == place[0]).mean(axis=0), np.nan) if n else np.full(len(counted), np.nan)
    first = (place[1:] == 0).mean(axis=0) if n else np.full(len(counted), np.nan)
    placed = [int(one) + 1 if sure else None for one, sure in zip(np.nan_to_num(place[0]), known, strict=True)]
    return ROBUSTNESS.frame(zip(counted, placed, keeps, first, [n] * len(counted), strict=True))


def _lines(stances: pd.DataFrame, codings: pd.DataFrame) -> np.ndarray:
    """Return the level of each stance as a number: a row for the team's line, then one per coder by code."""

    def numbers(levels: pd.Series) -> np.ndarray:
        return levels.map(_CODES).astype("float64").fillna(_NOTHING).to_numpy(dtype=np.int64)

    team = numbers(stances["level"])
    made = [team]
    for _, readings in codings.sort_values("author").groupby("author"):
        level = readings.set_index("stance")["level"].reindex(stances["code"])
        made.append(np.where(stances["code"].isin(readings["stance"]), numbers(level), team))
    return np.array(made)


def _grades(stances: pd.DataFrame, evidence: pd.DataFrame) -> tuple[np.ndarray, list[str]]:
    """Return per stance the rank of its best grade, the source that gives it, the rank without it; and the sources."""
    rests = evidence.loc[evidence["stance"].isin(stances["code"]), ["stance", "source", "source_grade"]]
    sources = sorted(rests["source"].unique())
    rests = rests.assign(rank=rests["source_grade"].map(_RANKS).astype("float64").fillna(_UNGRADED)).drop_duplicates(
        ["stance", "source"]
    )
    rests = rests.sort_values(["stance", "rank", "source"])
    order = rests.groupby("stance").cumcount()
    best, second = (rests[order == place].set_index("stance").reindex(stances["code"]) for place in (0, 1))
    number = best["source"].map({source: number for number, source in enumerate(sources)}).astype("float64")
    ranks = [best["rank"].fillna(_UNGRADED), number.fillna(_NOTHING - 1), second["rank"].fillna(_UNGRADED)]
    return np.array([column.to_numpy(dtype=np.int64) for column in ranks]), sources


def _strength(stances: pd.DataFrame) -> np.ndarray:
    """Return a number lower for the higher confidence, for stances of the same grade."""
    order = stances["confidence"].map(CONFIDENCE_ORDER).astype("float64").fillna(0)
    return (max(CONFIDENCE_ORDER.values()) - order).to_numpy(dtype=np.int64)


def _weights(
    stances: pd.DataFrame, required: list[str], counted: list[str], as_of: pd.Timestamp, moves: np.ndarray
) -> np.ndarray:
    """Return the mean salience of each term in each world, from 0 to 1; 1 where nobody coded it."""
    now = standings(stances, [as_of]).set_index(["term", "party"])["salience"]
    coded = now.reindex(pd.MultiIndex.from_product([counted, required])).to_numpy(dtype=float)
    moved = (coded.reshape(len(counted), len(required)) + moves).clip(0, 100)
    known = ~np.isnan(moved)
    total, n = np.where(known, moved, 0).sum(axis=-1), known.sum(axis=-1)
    return np.where(n > 0, total / np.maximum(n, 1), 100) / 100


def _levels(
    days: np.ndarray, strength: np.ndarray, lines: np.ndarray, grades: np.ndarray, drawn: _Worlds
) -> tuple[np.ndarray, np.ndarray]:
    """
    Return the days on which a party spoke on a term, and its score from each on: a row per world.

    The first column is the score before the first day: none. `stances.resolve`, for all worlds at once.
    """
    worlds_n = len(drawn.line)
    if not len(days):
        return days, np.full((worlds_n, 1), np.nan)
    best, best_source, second = grades
    grade = np.where(drawn.left_out[:, None] == best_source, second, best)
    code = lines[drawn.line]
    passes = (grade <= drawn.limit[:, None]) & (code != _NOTHING)
    precedence = np.where(passes, grade * 10 + strength, _HIGH)
    spoke_on, starts, day = np.unique(days, return_index=True, return_inverse=True)
    top = passes & (precedence == np.minimum.reduceat(precedence, starts, axis=1)[:, day])
    lowest = np.minimum.reduceat(np.where(top, code, _HIGH), starts, axis=1)
    highest = np.maximum.reduceat(np.where(top, code, _NOTHING), starts, axis=1)
    said = np.where(lowest == highest, highest, _CODES["MIXED"])
    spoke = highest != _NOTHING
    latest = np.maximum.accumulate(np.where(spoke, np.arange(1, len(spoke_on) + 1), 0), axis=1)
    scores = np.column_stack([np.full(worlds_n, np.nan), _SCORE_OF[said]])
    return spoke_on, np.column_stack([scores[:, 0], np.take_along_axis(scores, latest, axis=1)])


def _minimum(cells: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return per world a term's agreement, and the day since which it has not risen (`sticking.improved_on`)."""
    if not cells:
        return np.array(np.nan), np.array(np.nan)
    scores = np.full((len(cells), len(cells[0][1])), np.nan)
    last, known, since = scores.copy(), scores[0].copy(), scores[0].copy()
    for day in np.unique(np.concatenate([days for days, _ in cells])):
        scores = np.array([score[:, np.searchsorted(days, day, side="right")] for days, score in cells])
        last = np.where(np.isnan(scores), last, scores)
        lowest = _lowest(last)
        rose = ~np.isnan(lowest) & (np.isnan(known) | (lowest > known))
        since[rose] = day
        known = np.where(np.isnan(lowest), known, lowest)
    agreement = _lowest(scores)
    return agreement, np.where(np.isnan(agreement), np.nan, since)


def _lowest(scores: np.ndarray) -> np.ndarray:
    """Return the minimum over the parties (rows) in each world, missing where fewer than half have a score."""
    n = (~np.isnan(scores)).sum(axis=0)
    enough = (n > 0) & (2 * n >= len(scores))
    return np.where(enough, np.where(np.isnan(scores), np.inf, scores).min(axis=0), np.nan)
