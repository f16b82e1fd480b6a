"""How far apart a pair stands: term by term and over all, from round to round."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import ends, of_column, old_days
from dashboard.analysis.salience import weights
from dashboard.vocabulary import Age, Level

OVERALL = "overall"
AGES = {Age.CURRENT: 0, Age.OLD: 1, Age.OVERTAKEN: 2}


def pair(parties: pd.DataFrame, picked: Sequence[str] = ()) -> list[str]:
    """
    Return the codes of two parties of `frames.PARTIES`; fewer where there are fewer.

    Those picked come first, then those whose consent is required, then the others.
    """
    required = frames.required(parties)
    return list(dict.fromkeys([*picked, *required, *parties["code"]]))[:2]


def on_levels(parties: pd.DataFrame, pair: Sequence[str]) -> bool:
    """Return whether a pair may be held against each other by levels: the consent of both is required."""
    return set(pair) <= set(frames.required(parties))


def distance_by_round(
    current: pd.DataFrame, rounds: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, pair: tuple[str, str]
) -> pd.DataFrame:
    """
    Return how far apart two parties stood at the end of each round, term by term and over all terms.

    Per term |x_i − x_j|/100 where both have a position, else |s_i − s_j|/4; from 0 (the same) to 1 (the two ends of the
    scale). Over all terms the mean weighted by √(w_i·w_j), w = salience/100: the weighted city-block distance of
    spatial models (Enelow & Hinich, The Spatial Theory of Voting, 1984), with the geometric mean of what the two care.
    `salience.weights` says what stands for a salience that nobody coded.

    Parameters
    ----------
    current
        `frames.CURRENT` as of the last day of every round; other days are left alone.
    rounds, parties, terms
        `frames.ROUNDS`, `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    pair
        Codes of the two parties; which comes first changes nothing but the name of the pair. Where the consent of one
        is not required there is no distance on levels: whoever tables a compromise would look like one side's ally.

    Returns
    -------
    DataFrame
        `frames.DISTANCES`, by the rounds' last day, the terms in their order and then "overall". Overall is refused
        (missing) where fewer than half of the terms have a number, or where nobody cares about those that have. Its
        change like with like is the mean of the changes of the terms known at both ends, of each in positions or else
        in levels at both, weighted as the later distance is, refused alike. A
        term counts as overtaken where a number of either party is, else as old where one is, and its days are those of
        the numbers for which it counts so.
    """
    codes = frames.issues(terms)
    ended = rounds.sort_values(["ended_on", "rank", "code"])
    days = pd.Index(ended["ended_on"].unique())
    wanted = pd.MultiIndex.from_product([days, codes, pair], names=["as_of", "term", "party"])
    columns = ["position", "level_score", "salience", "level_age"]
    of_cell = current.set_index(["as_of", "term", "party"])
    found = of_cell.assign(level_age=of_cell["level_age"].map(AGES))[columns]
    shaped = found.astype("float64").reindex(wanted).to_numpy().reshape(len(days), len(codes), 2, 4)
    position, score, salience, age = shaped.transpose(3, 2, 0, 1)
    of_old = pd.Series([old_days([held]) for held in of_column(current, "level")], of_cell.index, dtype="object")
    old_on = of_old.reindex(wanted).to_numpy(copy=True).reshape(len(days), len(codes), 2).transpose(2, 0, 1)
    conflict = of_cell["level"].eq(Level.MIXED).reindex(wanted, fill_value=False).to_numpy()
    conflict = conflict.reshape(len(days), len(codes), 2)
    if not on_levels(parties, pair):
        score = np.full_like(score, np.nan)
    in_positions, in_levels = np.abs(position[0] - position[1]) / 100, np.abs(score[0] - score[1]) / 4
    by_position = ~np.isnan(in_positions)
    apart = np.where(by_position, in_positions, in_levels)
    numbered = np.where(by_position | np.isnan(score).all(axis=0), ~np.isnan(position), ~np.isnan(score))
    known = ~np.isnan(apart)
    old_on[~numbered] = None
    counts = [(numbered & at).sum(axis=0) for at in (True, age == AGES[Age.OLD], age == AGES[Age.OVERTAKEN])]
    overtaken = known & (counts[2] > 0)
    all_counts = [some.sum(axis=1) for some in (known, known & (counts[1] > 0) & ~overtaken, overtaken)]
    coded = ~np.isnan(salience)
    weight = np.where(known, np.sqrt(np.prod(_cares(salience, codes), axis=0)), 0)
    made: list[tuple[object, ...]] = []
    # Of two rounds of one day neither changed anything for the other: both are held against an earlier day. A term
    # with positions at one end only is held against itself by levels: another yardstick is no change.
    changes, by_levels = (np.diff(some, axis=0, prepend=np.nan) for some in (in_positions, in_levels))
    changes = np.where(np.isnan(changes), by_levels, changes)
    for code, day, precision in zip(ended["code"], ended["ended_on"], ended["precision"], strict=True):
        at = days.get_loc(day)
        change = changes[at]
        of_round = (code, day, precision, "; ".join(pair))
        own = [some[at] for some in (apart, *counts)]
        mixed = ["; ".join(np.array(pair)[some]) or None for some in conflict[at]]
        of_terms = (*own, map(ends, old_on[:, at].T), change, coded[:, at].sum(axis=0), mixed)
        made += [(*of_round, *row) for row in zip(codes, *of_terms, strict=True)]
        all_coded = int(coded[:, at][:, known[at]].sum())
        means = [_mean(values, weight[at]) for values in (apart[at], change)]
        counting = known[at] & ~(overtaken[at] & (age[:, at] != AGES[Age.OVERTAKEN]))
        of_all = (*(int(some[at]) for some in all_counts), ends(old_on[:, at][counting]))
        made.append((*of_round, OVERALL, means[0], *of_all, means[1], all_coded, None))
    return frames.DISTANCES.frame(made)


def _cares(salience: np.ndarray, terms: list[str]) -> np.ndarray:
    """Return how much each party of each day cares about each term, 0–100."""
    columns = [str(number) for number in range(salience.shape[0] * salience.shape[1])]
    place = [(column, term) for column in columns for term in terms]
    cells = pd.DataFrame(place, columns=["party", "term"]).assign(salience=salience.ravel())
    return weights(cells, columns, terms).to_numpy().T.reshape(salience.shape)


def _mean(values: np.ndarray, weight: np.ndarray) -> float | None:
    """Return the weighted mean of what is known; None where that is fewer than half, or weighs nothing."""
    known = ~np.isnan(values)
    enough = 2 * known.sum() >= len(values) and weight[known].sum() > 0
    return float((values[known] * weight[known]).sum() / weight[known].sum()) if enough else None
