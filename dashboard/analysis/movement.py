"""What moved: how far apart a pair is from round to round, who moved, and whether the party or the text did."""

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import resolved, stated
from dashboard.vocabulary import SCORES, counted

OVERALL = "overall"
LAST = 6
"""Over how many rounds a trend looks back, those without a distance included."""


def pair(parties: pd.DataFrame, picked: Sequence[str] = ()) -> list[str]:
    """
    Return the codes of two parties of `frames.PARTIES`; fewer where there are fewer.

    Those picked come first, then those whose consent is required, then the others.
    """
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    return list(dict.fromkeys([*picked, *required, *parties["code"]]))[:2]


def distance_by_round(
    standings: pd.DataFrame, rounds: pd.DataFrame, terms: pd.DataFrame, pair: tuple[str, str]
) -> pd.DataFrame:
    """
    Return how far apart two parties stood at the end of each round, term by term and over all terms.

    Per term |x_i − x_j|/100 where both have a position, else |s_i − s_j|/4; from 0 (the same) to 1 (the two ends of the
    scale). Over all terms the mean weighted by √(w_i·w_j), w = salience/100, or 1 where nobody coded it: the weighted
    city-block distance of spatial models (Enelow & Hinich, The Spatial Theory of Voting, 1984), with the geometric
    mean of what the two care.

    Parameters
    ----------
    standings
        `frames.CURRENT` of the last day of every round; other days are left alone.
    rounds, terms
        `frames.ROUNDS`, `frames.TERMS`; terms that stand for the whole text are left out.
    pair
        Codes of the two parties; which comes first changes nothing but the name of the pair.

    Returns
    -------
    DataFrame
        `frames.DISTANCES`, by the rounds' last day, the terms in their order and then "overall". Overall is refused
        (missing) where fewer than half of the terms have a number, or where nobody cares about those that have.
    """
    codes = terms.loc[~terms["whole_text"].fillna(False), "code"].tolist()
    ended = rounds.sort_values(["ended_on", "rank", "code"])
    days = pd.Index(ended["ended_on"].unique())
    wanted = pd.MultiIndex.from_product([days, codes, pair], names=["as_of", "term", "party"])
    columns = ["position", "level_score", "salience"]
    found = standings.set_index(["as_of", "term", "party"])[columns].astype("float64").reindex(wanted)
    position, score, salience = found.to_numpy().reshape(len(days), len(codes), 2, 3).transpose(3, 2, 0, 1)
    apart = np.abs(position[0] - position[1]) / 100
    apart = np.where(np.isnan(apart), np.abs(score[0] - score[1]) / 4, apart)
    n = np.maximum(*((~np.isnan(given)).sum(axis=0) for given in (position, score)))
    cares = np.nan_to_num(salience, nan=100)
    known = ~np.isnan(apart)
    weight = np.where(known, np.sqrt(cares[0] * cares[1]), 0)
    made: list[tuple[object, ...]] = []
    for code, day, precision in zip(ended["code"], ended["ended_on"], ended["precision"], strict=True):
        at, label = days.get_loc(day), "; ".join(pair)
        made += [(code, day, precision, label, *row) for row in zip(codes, apart[at], n[at], strict=True)]
        enough = 2 * known[at].sum() >= len(codes) and weight[at].sum() > 0
        overall = float(np.nansum(apart[at] * weight[at]) / weight[at].sum()) if enough else None
        made.append((code, day, precision, label, OVERALL, overall, int(known[at].sum())))
    return frames.DISTANCES.frame(made)


class Slope(NamedTuple):
    """
    Change of a distance per round, with its 95 % interval, from n rounds; `why` says why there is no number.

    `intercept` is the height of the line on the first of the rounds looked back over.
    """

    slope: float | None
    low: float | None
    high: float | None
    n: int
    why: str | None = None
    intercept: float | None = None


def slope(distances: pd.DataFrame, term: str = OVERALL, last: int = LAST) -> Slope:
    """
    Return by how much the distance changed per round over the last rounds: below 0, the two came closer.

    The median of the slopes between any two rounds (Theil, Proc. Kon. Ned. Akad. Wetensch. 53, 1950), which one odd
    round does not pull, with the interval of Sen (J. Am. Stat. Assoc. 63, 1968). With three rounds the interval is
    the range of all slopes, which covers 67 %; with four, 92 %. Refused under three rounds with a distance, or where
    fewer than half of the rounds have one. The line runs through the medians of the rounds and of the distances.

    Parameters
    ----------
    distances
        `frames.DISTANCES` of one pair, any order.
    last
        How many rounds to look back over, those without a distance included.
    """
    rounds = distances[distances["term"] == term].sort_values(["day", "round"], kind="stable").tail(last)
    y = rounds["distance"].to_numpy()
    x = np.flatnonzero(~np.isnan(y))
    y = y[x]
    n = len(x)
    if n < 3:
        why = f"a distance is known for {n} of {counted(len(rounds), 'round')}; 3 are needed."
        return Slope(None, None, None, n, why if len(rounds) else "no round has ended.")
    if 2 * n < len(rounds):
        return Slope(None, None, None, n, f"a distance is known for only {n} of {len(rounds)} rounds.")
    i, j = np.triu_indices(n, 1)
    slopes = np.sort((y[j] - y[i]) / (x[j] - x[i]))
    ties = np.unique(y, return_counts=True)[1]
    spread = math.sqrt((n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18)
    reach = NormalDist().inv_cdf(0.975) * spread
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    middle = float(np.median(slopes))
    intercept = float(np.median(y) - middle * np.median(x))
    return Slope(middle, float(slopes[low]), float(slopes[high]), n, intercept=intercept)


def trends(distances: pd.DataFrame) -> pd.DataFrame:
    """
    Return the distances with the trend of each term (`slope`), and its line over the last rounds.

    Parameters
    ----------
    distances
        `frames.DISTANCES` of one pair, n rows.

    Returns
    -------
    DataFrame
        `frames.TRENDS`, n rows, by day.
    """
    found = distances.sort_values(["day", "round"], kind="stable", ignore_index=True)
    for column in ("trend", "slope", "slope_low", "slope_high"):
        found[column] = np.nan
    for term, rows in found.groupby("term"):
        of_term = slope(rows, str(term))
        if of_term.slope is None or of_term.intercept is None:
            continue
        window = rows.index[-LAST:]
        found.loc[window, "trend"] = of_term.intercept + of_term.slope * np.arange(len(window))
        found.loc[rows.index, ["slope", "slope_low", "slope_high"]] = of_term[:3]
    return found


def who_moved(before: pd.DataFrame, after: pd.DataFrame, terms: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """
    Return for each party of a pair and each term whether it moved towards the other, away, or not at all.

    m_i = sign(x_j,before − x_i,before)·(x_i,after − x_i,before) (Arregui, Stokman & Thomson, Bargaining in the European
    Union and shifts in actors' policy positions, European Union Politics 5, 2004). Where the two stood together before,
    the sign is 0 and any move leads away: m_i = −|x_i,after − x_i,before|.

    Parameters
    ----------
    before, after
        `frames.CURRENT` of the two days.
    terms
        `frames.TERMS`; terms that stand for the whole text are left out.
    pair
        Codes of the two parties.

    Returns
    -------
    DataFrame
        `frames.MOVES`, one row per term in order and party of the pair. In positions (0–100) where both have one on
        both days, else in scores of the level (−2 to 2); "not comparable" where a number that m needs is missing.
    """
    then, now = (frame.set_index(["party", "term"]) for frame in (before, after))
    made = []
    for term in terms.loc[~terms["whole_text"].fillna(False), "code"]:
        keys = [(party, term) for party in pair]
        numbers = {
            unit: [[_number(frame, key, column) for frame in (then, now)] for key in keys]
            for unit, column in (("position", "position"), ("level", "level_score"))
        }
        unit = "level" if any(value is None for both in numbers["position"] for value in both) else "position"
        for key, (x, x_after), (other, _) in zip(keys, numbers[unit], reversed(numbers[unit]), strict=True):
            m, moved = _move(x, x_after, other)
            levels = [str(frame.loc[key, "level"]) if _has_level(frame, key) else None for frame in (then, now)]
            made.append((*key, *levels, x, x_after, m, moved, unit))
    return frames.MOVES.frame(made)


def _number(frame: pd.DataFrame, key: tuple[str, str], column: str) -> float | None:
    value = frame.at[key, column] if key in frame.index else pd.NA
    return None if pd.isna(value) else float(value)


def _has_level(frame: pd.DataFrame, key: tuple[str, str]) -> bool:
    return key in frame.index and bool(pd.notna(frame.at[key, "level"]))


def _move(x: float | None, x_after: float | None, other: float | None) -> tuple[float | None, str]:
    if x is None or x_after is None or other is None:
        return None, "not comparable"
    if x_after == x:
        return 0.0, "still"
    m = math.copysign(1, other - x) * (x_after - x) if other != x else -abs(x_after - x)
    return m, "towards" if m > 0 else "away"


def families(proposals: pd.DataFrame) -> list[list[str]]:
    """Return the texts of `frames.PROPOSALS` by the day tabled, those that are tied by `version_of` together."""
    known = proposals.sort_values(["tabled_on", "code"])
    tied = defaultdict[str, list[str]](list)
    for one, other in known.loc[known["version_of"].isin(known["code"]), ["code", "version_of"]].to_numpy().tolist():
        tied[one].append(other)
        tied[other].append(one)
    oldest: dict[str, str] = {}
    for code in known["code"]:
        reached = [] if code in oldest else [code]
        for one in reached:  # which grows meanwhile
            if one not in oldest:
                oldest[one] = code
                reached += tied[one]
    made = defaultdict[str, list[str]](list)
    for code in known["code"]:
        made[oldest[code]].append(code)
    return list(made.values())


def family_of(proposals: pd.DataFrame, code: str) -> list[str]:
    """Return the family of a text of `frames.PROPOSALS`; nothing where it is not among them."""
    return next((family for family in families(proposals) if code in family), [])


def party_or_text(
    stances: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, chain: Sequence[str]
) -> pd.DataFrame:
    """
    Return from one text of a chain to the next what of the change in each answer the party did, and what the text did.

    Δanswer = Δparty + Δtext, where Δparty = Δlevel, since the level is held against a sentence that stays the same, and
    Δtext = Δanswer − Δlevel: an identity, not an estimate (the codebook's two quantities make it so). In scores.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter, any order.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    chain
        Codes of texts from the oldest on, as from `family_of`.

    Returns
    -------
    DataFrame
        `frames.SHIFTS`, by text, party and term: one row for each answer of a party on a term to a text of the chain
        and its next one, to the next text that it answered; of several answers to one text the latest. The level is the
        one standing on the day of that answer; where one of the two is missing or has no score, so are the shifts.
    """
    given = stated(stances[stances["proposal"].isin(list(chain))], "answer")
    answers = resolved(given, within=("party", "term", "proposal"))
    answers = answers.drop_duplicates(["party", "term", "proposal"], keep="last")
    answers = answers.loc[answers["code"].isin(list(SCORES)), ["party", "term", "proposal", "held_on", "code"]]
    levels = resolved(stated(stances, "level"))[["party", "term", "held_on", "code"]].rename(columns={"code": "level"})
    found = pd.merge_asof(answers, levels, on="held_on", by=["party", "term"])
    place = {text: number for number, text in enumerate(chain)}
    levels_then = found["level"].astype(object).where(found["level"].notna(), None)
    columns = (found[name] for name in ("party", "term", "proposal", "code"))
    cells = defaultdict[tuple[str, str], list[tuple[int, str, str, str | None]]](list)
    for party, term, text, answer, level in zip(*columns, levels_then, strict=True):
        cells[party, term].append((place[text], text, answer, level))
    made = []
    for party in parties["code"]:
        for term in terms.loc[~terms["whole_text"].fillna(False), "code"]:
            for (_, older, answer, was), (_, newer, later, now) in pairwise(sorted(cells[party, term])):
                before, after = SCORES.get(was or ""), SCORES.get(now or "")
                by_party = None if before is None or after is None else after - before
                by_text = None if by_party is None else SCORES[later] - SCORES[answer] - by_party
                made.append((party, term, older, newer, answer, later, was, now, by_party, by_text))
    made.sort(key=lambda row: (place[row[3]], place[row[2]]))
    return frames.SHIFTS.frame(made)
