"""Which terms hold a deal up, the first first."""

from collections.abc import Collection

import pandas as pd

from dashboard import frames
from dashboard.analysis.agreement import agreement, is_known
from dashboard.analysis.standings import resolved, stated
from dashboard.vocabulary import SCORES

DIGITS = 9
"""Scores are compared to this many digits, so that the order of summing decides no tie."""
UNASKED, DELIVERED = "asked for by none of them", "delivered"
"""Why a term stands apart: it is no sticking point."""


def sticking_points(
    current: pd.DataFrame,
    stances: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
    delivered: Collection[str] = (),
) -> pd.DataFrame:
    """
    Return the terms by how much they hold a deal up: mean salience × (1 − a), a = (agreement + 2)/4.

    Agreement is the minimum over the parties whose consent is required (`agreement.agreement`), the mean salience runs
    over them (salience as in Arregui, Stokman & Thomson, European Union Politics 5, 2004; `salience` says what stands
    for one that nobody coded). A score is 0 where the term is agreed and at most 1; with a level missing it may be too
    low, since agreement is then no more than an upper bound.

    Parameters
    ----------
    current
        `frames.CURRENT` as of the day.
    stances
        `frames.GRADED_STANCES` that pass the same filter, for how long a level has stood; later ones are left alone.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    delivered
        The terms whose provisions have been carried out.

    Returns
    -------
    DataFrame
        `frames.STICKING`, one row per term. `since` is the day from which the lowest level has been this one, held by
        these parties, with a level of all of them known; `days_at_level` counts from it. Ties go by it, the longest
        first, and then by the order of the terms. A collision of red lines is missing where fewer than two parties have
        one recorded. Last come the terms without a number, and those that stand `apart`: delivered, or known of all and
        neither accepted nor demanded by any.
    """
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    found = agreement(current, parties, terms)
    own = current[current["party"].isin(required)]
    weights = salience(own, required, found["term"].tolist())
    found["salience"] = found["term"].map(weights).astype("float64")
    found["score"] = (
        (found["salience"].fillna(100) / 100 * (2 - found["agreement"]) / 4).astype("float64").round(DIGITS)
    )
    asked_for = set(own.loc[(own["level_score"] == 2).fillna(False), "term"])
    unasked = is_known(found) & (found["needed"] > 0) & ~found["term"].isin(asked_for)
    found["apart"] = pd.Series(None, found.index, dtype="object").mask(unasked, UNASKED)
    found["apart"] = found["apart"].mask(found["term"].isin(delivered), DELIVERED)
    found["score"] = found["score"].where(found["apart"].isna())
    since = at_level_since(stances[stances["held_on"] <= as_of], required)
    found["since"] = pd.to_datetime(found["term"].map(since.to_dict()))
    found["days_at_level"] = (as_of - found["since"]).dt.days.astype("Int64")
    found["red_line_collision"] = [_collision(own[own["term"] == term]) for term in found["term"]]
    found = found.sort_values(["score", "days_at_level"], ascending=False, na_position="last", kind="stable")
    return found[list(frames.STICKING.columns)].astype(dict(frames.STICKING.columns)).reset_index(drop=True)


def salience(own: pd.DataFrame, required: list[str], terms: list[str]) -> pd.Series:
    """
    Return by term how much the parties care on average, 0–100; missing where nobody coded it of any of them.

    A party of which some salience is coded counts on its other terms with the median of these; one without any does not
    count, and where that is all of them every term weighs the same.
    """
    coded = own.pivot(index="term", columns="party", values="salience").astype("float64")
    coded = coded.reindex(index=terms, columns=required)
    return coded.fillna(coded.median()).mean(axis=1)


def at_level_since(stances: pd.DataFrame, required: list[str]) -> pd.Series:
    """
    Return by term the day from which the lowest level of the required parties has been what it is, held by the same.

    Counted while a level with a score is known of each of them. Terms of which that is not so at the end are left out.
    """
    words = resolved(stated(stances[stances["party"].isin(required)], "level"))
    if words.empty:
        return pd.Series(dtype=frames.DAY)
    # Mixed is a level, and none with a score: it has to end the one before.
    words["score"] = words["code"].map(SCORES).astype("float64").fillna(float("inf"))
    levels = words.pivot(index=["term", "held_on"], columns="party", values="score").groupby("term").ffill()
    levels = levels.reindex(columns=required)
    lowest = levels.min(axis=1)
    held_by = levels.eq(lowest, axis=0).astype(int).astype(str).agg("".join, axis=1)
    known = levels.notna().all(axis=1) & ~(levels == float("inf")).any(axis=1)
    state = (lowest.astype(str) + " " + held_by).where(known).rename("state").reset_index()
    begins = state["state"] != state.groupby("term")["state"].shift()
    last = state[begins].drop_duplicates("term", keep="last").set_index("term")
    return last.loc[last["state"].notna(), "held_on"]


def _collision(rows: pd.DataFrame) -> bool | None:
    """Return whether two parties hold red lines on opposite sides; None where fewer than two have one recorded."""
    if rows["red_line"].notna().sum() < 2:
        return None
    held = rows.loc[rows["red_line"].fillna(False), "level_score"]
    return bool((held > 0).any() and (held < 0).any())
