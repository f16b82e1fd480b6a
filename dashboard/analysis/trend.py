"""Whether a distance falls or grows from round to round, and how surely."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis.distance import OVERALL
from dashboard.vocabulary import counted

LAST, NEEDED = 6, 5
"""Over how many rounds a trend looks back, those without a distance included, and how many need one."""
SAME = 1e-9
"""A change below this comes from the order of summing."""
SURE = 0.95
"""The least share of cases that an interval is to cover, where there is one that covers as much."""


class Line(NamedTuple):
    """The line of Theil and Sen through n points, the interval of its slope, and the share of cases this covers."""

    slope: float
    low: float
    high: float
    coverage: float
    intercept: float


class Slope(NamedTuple):
    """The line of a distance over the last rounds, of which n have one; `why` says why there is none."""

    line: Line | None
    n: int
    why: str = ""


def theil_sen(x: np.ndarray, y: np.ndarray) -> Line:
    """
    Return the median of the slopes between any two points, with its interval.

    The line (Theil, Proc. Kon. Ned. Akad. Wetensch. 53, 1950) leaves as many points above it as below; one odd point
    does not pull it. The interval (Sen, J. Am. Stat. Assoc. 63, 1968) lies between the k-th slope from below and from
    above. It misses the true slope where fewer than k of the pairs are out of order, or fewer than k in order, once
    that slope is taken away: exactly 2·P(D < k), where D counts the inversions of a random order (Kendall, Biometrika
    30, 1938). k is the largest with which at least 95 % are covered, or 1. Ties only widen what is covered. All this
    takes the points as independent of each other.

    Parameters
    ----------
    x, y
        Two points or more, no two with the same x.
    """
    i, j = np.triu_indices(len(x), 1)
    slopes = (y[j] - y[i]) / (x[j] - x[i])
    slopes = np.sort(np.where(np.abs(slopes) < SAME, 0, slopes))
    below = np.cumsum(inversions(len(x))) / math.factorial(len(x))
    coverage = 1 - 2 * below[: max(len(slopes) // 2, 1)]
    k = max(int((coverage >= SURE).sum()), 1)
    middle = float(np.median(slopes))
    intercept = float(np.median(y - middle * x))
    return Line(middle, float(slopes[k - 1]), float(slopes[-k]), float(coverage[k - 1]), intercept)


def percent(coverage: float) -> str:
    """Return a coverage in words, rounded down: an interval is never said to cover more than it does."""
    return f"{math.floor(100 * coverage)} %"


def inversions(n: int) -> np.ndarray:
    """Return how many of the n! orders of n things have no pair out of order, one, two, and so on."""
    found = np.ones(1)
    for size in range(2, n + 1):
        found = np.convolve(found, np.ones(size))
    return found


def slope(distances: pd.DataFrame, term: str = OVERALL) -> Slope:
    """
    Return by how much the distance changed per round over the last rounds: below 0, the two came closer.

    Refused where fewer than five of the last six rounds have a distance. A round without one counts as a step.

    Parameters
    ----------
    distances
        `frames.DISTANCES` of one pair, any order.
    """
    rounds = distances[distances["term"] == term].sort_values(["day", "round"], kind="stable").tail(LAST)
    y = rounds["distance"].to_numpy()
    x = np.flatnonzero(~np.isnan(y))
    if len(x) < NEEDED:
        of = f"the last {LAST} rounds" if len(rounds) == LAST else counted(len(rounds), "round")
        known = f"a distance is known for {len(x)} of {of}"
        if len(x) == 0:
            known = f"no distance is known for {'the one round' if len(rounds) == 1 else f'any of {of}'}"
        return Slope(None, len(x), f"{known}; {NEEDED} are needed" if len(rounds) else "no round had begun")
    return Slope(theil_sen(x, y[x]), len(x))


def trends(distances: pd.DataFrame) -> pd.DataFrame:
    """
    Return the distances with the trend of each term (`slope`), and its line over the last rounds that have one.

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
    for column in ("trend", "slope", "slope_low", "slope_high", "slope_coverage"):
        found[column] = np.nan
    for term, rows in found.groupby("term"):
        line = slope(rows, str(term)).line
        if line is None:
            continue
        window = rows.tail(LAST)
        first, *_, last = np.flatnonzero(window["distance"].notna())  # no line reaches back to a round without a number
        found.loc[window.index[first : last + 1], "trend"] = line.intercept + line.slope * np.arange(first, last + 1)
        found.loc[rows.index, ["slope", "slope_low", "slope_high", "slope_coverage"]] = line[:4]
    return found
