"""Which terms hold a deal up, the first first."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.agreement import agreement
from dashboard.analysis.standings import resolved
from dashboard.vocabulary import SCORES

DIGITS = 9
"""Scores are compared to this many digits, so that the order of summing decides no tie."""


def sticking_points(
    current: pd.DataFrame, stances: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    """
    Return the terms by how much they hold a deal up: mean salience × (1 − a), a = (agreement + 2)/4.

    Agreement is the minimum over the parties whose consent is required (`agreement.agreement`), the mean salience runs
    over those of them for whom it was coded (salience as in Arregui, Stokman & Thomson, European Union Politics 5,
    2004). A score is 0 where the term is agreed and at most 1; with a level missing it may be too low, since agreement
    is then no more than an upper bound.

    Parameters
    ----------
    current
        `frames.CURRENT` as of the day.
    stances
        `frames.GRADED_STANCES` that pass the same filter, for the days without improvement; later ones are left alone.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.

    Returns
    -------
    DataFrame
        `frames.STICKING`, one row per term. `salience` is the mean (0–100), missing where nobody coded it: the term
        then weighs 1. `days_still` counts the days since the minimum last rose, or since it was first known; a party's
        falling silent is no rise. Ties go by it, the longest first, and then by the order of the terms. A collision of
        red lines is missing where fewer than two parties have one recorded. Terms without a number for agreement come
        last, without a score. n counts parties with a score. The two shares of worlds are left to `robustness.worlds`.
    """
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    found = agreement(current, parties, terms)
    own = current[current["party"].isin(required)]
    salience = own.groupby("term")["salience"].mean()
    found["salience"] = found["term"].map(salience).astype("float64")
    found["score"] = (
        (found["salience"].fillna(100) / 100 * (2 - found["agreement"]) / 4).astype("float64").round(DIGITS)
    )
    since = improved_on(stances[stances["held_on"] <= as_of], required)
    still = (as_of - since.reindex(found["term"])).dt.days.astype("Int64").reset_index(drop=True)
    found["days_still"] = still.where(found["agreement"].notna())
    found["red_line_collision"] = [_collision(own[own["term"] == term]) for term in found["term"]]
    found["stays_first_share"] = found["keeps_place_share"] = None
    found = found.sort_values(["score", "days_still"], ascending=False, na_position="last", kind="stable")
    return found[list(frames.STICKING.columns)].astype(dict(frames.STICKING.columns)).reset_index(drop=True)


def improved_on(stances: pd.DataFrame, required: list[str]) -> pd.Series:
    """
    Return by term the day on which the minimum of the levels of the required parties last rose, or was first known.

    Each party counts with its last scored level: falling silent moves nothing. Terms on which fewer than half of them
    ever had one are left out.
    """
    words = resolved(stances[stances["party"].isin(required)], "level")
    words["score"] = words["code"].map(SCORES).astype("float64")
    levels = words.pivot(index=["term", "held_on"], columns="party", values="score").groupby("term").ffill()
    lowest = levels.min(axis=1)[2 * levels.notna().sum(axis=1) >= max(len(required), 1)]
    before = lowest.groupby("term").shift()
    rose = before.isna() | (lowest > before)
    return rose[rose].reset_index().groupby("term")["held_on"].max()


def _collision(rows: pd.DataFrame) -> bool | None:
    """Return whether two parties hold red lines on opposite sides; None where fewer than two have one recorded."""
    if rows["red_line"].notna().sum() < 2:
        return None
    held = rows.loc[rows["red_line"].fillna(False), "level_score"]
    return bool((held > 0).any() and (held < 0).any())
