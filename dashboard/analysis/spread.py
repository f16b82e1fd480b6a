"""How the levels of all parties spread over a term: van der Eijk's A, not a standard deviation."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import age_counts, of_column
from dashboard.vocabulary import SCORES, Age, Level

SCALE = sorted(set(SCORES.values()))


def spreads(current: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """
    Return which parties stand at which score on each term, and how far they agree (`consensus`).

    Parameters
    ----------
    current
        `frames.CURRENT`.
    terms
        `frames.TERMS`; terms that stand for the whole text are left out.

    Returns
    -------
    DataFrame
        `frames.SPREADS`, five rows a term (−2 to 2), the terms in order. A party whose level has no score (silent,
        mixed) counts in `levels` and stands nowhere; one to which the term does not apply is left out. A is missing
        too where fewer than half of the parties that stand somewhere on any term stand somewhere on this.
    """
    issues = frames.issues(terms)
    current = current[current["level"].notna() & current["level"].ne(Level.NOT_APPLICABLE)]
    standing = current.loc[current["term"].isin(issues) & current["level_score"].notna(), "party"].nunique()
    made: list[tuple[object, ...]] = []
    for term in issues:
        own = current[current["term"] == term]
        scored = own[own["level_score"].notna()]
        old = scored["level_age"].isin([Age.OLD, Age.OVERTAKEN])
        agreed = consensus(own["level"]) if 2 * len(scored) >= standing else None
        of_term = (len(own), agreed, *age_counts(of_column(scored, "level")))
        for score in SCALE:
            here = scored["level_score"] == score
            parties, of_these_old = (scored.loc[some, "party"] for some in (here, here & old))
            made.append((term, score, "; ".join(parties) or None, "; ".join(of_these_old) or None, *of_term))
    return frames.SPREADS.frame(made)


def consensus(levels: pd.Series) -> float | None:
    """
    Return how far three or more levels agree: van der Eijk's A, 1 where all are the same, −1 where two ends face.

    Codes without a score (silent, mixed) are not counted. Refused (None) under three scores, or where fewer than half
    of the levels given have one; `agreement_in_ratings` says how A is made.
    """
    scores = levels.map(SCORES).dropna()
    if len(scores) < 3 or 2 * len(scores) < len(levels):
        return None
    return agreement_in_ratings([int((scores == score).sum()) for score in SCALE])


def agreement_in_ratings(counts: Sequence[int]) -> float:
    """
    Return van der Eijk's A of the number of ratings in each of K ordered categories (K at least 3, one rating or more).

    The counts are taken apart into layers, each with the same count in some categories. A layer with S of them has
    A = U·(1 − (S − 1)/(K − 1)), where U = ((K − 2)·TU − (K − 1)·TDU)/((K − 2)·(TU + TDU)) counts triples of categories
    that rise or fall (TU: 110, 011) or have a gap (TDU: 101), and is 1 without any. A is the mean over the layers,
    weighted by their share of the ratings (van der Eijk, Measuring agreement in ordered rating scales, Quality &
    Quantity 35, 2001).
    """
    left = np.array(counts)
    total, k = left.sum(), len(left)
    value = 0.0
    while left.any():
        filled = left > 0
        height, wide = left[filled].min(), int(filled.sum())
        value += height * wide / total * _unimodality(filled) * (1 - (wide - 1) / (k - 1))
        left = left - height * filled
    return float(value)


def _unimodality(filled: np.ndarray) -> float:
    k = len(filled)
    before, after = np.cumsum(filled) - filled, filled[::-1].cumsum()[::-1] - filled
    empty_before, empty_after = np.arange(k) - before, np.arange(k)[::-1] - after
    gaps = int((before * after)[~filled].sum())
    slopes = int((before * empty_after + empty_before * after)[filled].sum())
    return 1.0 if gaps + slopes == 0 else ((k - 2) * slopes - (k - 1) * gaps) / ((k - 2) * (slopes + gaps))
