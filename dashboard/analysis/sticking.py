"""Which terms hold a deal up, the first first."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.agreement import agreement, is_known
from dashboard.analysis.salience import weights
from dashboard.analysis.standings import resolved, stated
from dashboard.vocabulary import SCORES, Precision

DIGITS = 9
"""Scores are compared to this many digits, so that the order of summing decides no tie."""
UNASKED, DELIVERED = "asked for by none of them, by their last levels", "delivered"
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
    over them (salience as in Arregui, Stokman & Thomson, European Union Politics 5, 2004; `salience.weights` says what
    stands for one that nobody coded). A score is 0 where the term is agreed and at most 1; with a level missing it may
    be too low, since agreement is then no more than an upper bound: where one is missing and the others agree, nothing
    is known, and there is no score.

    Parameters
    ----------
    current
        `frames.CURRENT` as of the day.
    stances
        `frames.LEVELS` that pass the same filter, for how long a level has stood; later ones are left alone.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    delivered
        The terms whose provisions have been carried out.

    Returns
    -------
    DataFrame
        `frames.STICKING`, one row per term. `salience` is missing where nobody coded any. `since` is the day from which
        the lowest level has been this one, held by these parties, with a level of all of them known; `days_at_level`
        counts from it. Ties go by it, the longest first, and then by the order of the terms. A collision of red lines
        is missing where fewer than two parties have one recorded. Last come the terms without a number, and those that
        stand `apart`: delivered, or known of all and neither demanded nor accepted by any, not even on conditions.
    """
    required = frames.required(parties)
    found = agreement(current, parties, terms)
    own = current[current["party"].isin(required)]
    listed = found["term"].tolist()
    coded = own.loc[own["term"].isin(listed), "salience"].notna().any()
    found["salience"] = weights(own, required, listed).mean(axis=1).to_numpy() if coded else float("nan")
    found["score"] = scores(found["agreement"], found["salience"])
    # One who accepts on conditions asks for something on the term: it would be false to say that nobody does.
    asked_for = set(own.loc[(own["level_score"] > 0).fillna(False), "term"])
    known = is_known(found)
    found["score"] = found["score"].where(known | (found["agreement"] < 2).fillna(False))
    unasked = known & (found["needed"] > 0) & ~found["term"].isin(asked_for)
    found["apart"] = pd.Series(None, found.index, dtype="object").mask(unasked, UNASKED)
    found["apart"] = found["apart"].mask(found["term"].isin(delivered), DELIVERED)
    found["score"] = found["score"].where(found["apart"].isna())
    since = at_level_since(stances, required, as_of)
    found["since"] = pd.to_datetime(found["term"].map(since["since"].to_dict()))
    found["since_precision"] = found["term"].map(since["since_precision"].to_dict())
    found[["last_on", "last_precision", "silent_since"]] = _last_words(found, own)
    found["days_at_level"] = (as_of - found["since"]).dt.days.astype("Int64")
    found["red_line_collision"] = found["term"].map(_collisions(own)).astype("boolean")
    found = found.sort_values(["score", "days_at_level"], ascending=False, na_position="last", kind="stable")
    return found[list(frames.STICKING.columns)].astype(dict(frames.STICKING.columns)).reset_index(drop=True)


def scores(agreement: pd.Series, salience: pd.Series) -> pd.Series:
    """Return salience/100 × (1 − a), a = (agreement + 2)/4, rounded; every term weighs 1 where no salience is coded."""
    return (salience.fillna(100) / 100 * (2 - agreement) / 4).astype("float64").round(DIGITS)


def at_level_since(stances: pd.DataFrame, required: list[str], as_of: pd.Timestamp) -> pd.DataFrame:
    """
    Return by term since when the lowest level of the required parties has been what it is on the day, held by the same.

    Counted while a level with a score is known of each of them. Terms of which that is not so at the end are left out.

    Returns
    -------
    DataFrame
        By term, `since` and `since_precision`: how exactly the day of the stance that began it is known.
    """
    stances = stances[stances["party"].isin(required) & (stances["held_on"] <= as_of)]
    if stances.empty:
        return pd.DataFrame(columns=["since", "since_precision"])
    words = resolved(stated(stances, "level"))
    # Mixed is a level, and none with a score: it has to end the one before.
    words["score"] = words["code"].map(SCORES).astype("float64").fillna(float("inf"))
    levels = words.pivot(index=["term", "held_on"], columns="party", values="score").groupby("term").ffill()
    levels = levels.reindex(columns=required)
    lowest = levels.min(axis=1)
    known = levels.notna().all(axis=1) & ~(levels == float("inf")).any(axis=1) & bool(required)
    # On one day several may speak; what is known least exactly of it is what can be said.
    vague = words.assign(place=words["precision"].map({code: n for n, code in enumerate(Precision)}))
    vague = vague.sort_values("place").drop_duplicates(["term", "held_on"], keep="last")
    vague = vague.set_index(["term", "held_on"])["precision"].reindex(levels.index)
    held_by = (levels.eq(lowest, axis=0) * 2.0 ** np.arange(len(required))).sum(axis=1)
    state = pd.DataFrame({"lowest": lowest.where(known), "held_by": held_by.where(known)})
    state = state.assign(since_precision=vague).reset_index().rename(columns={"held_on": "since"})
    before = state.groupby("term")[["lowest", "held_by"]].shift()
    # What is not known equals nothing, so that it begins a state of its own.
    begins = (state["lowest"] != before["lowest"]) | (state["held_by"] != before["held_by"])
    last = state[begins].drop_duplicates("term", keep="last").dropna(subset="lowest")
    return last.set_index("term")[["since", "since_precision"]]


def _last_words(found: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return of each term when those who hold it down were last recorded, how exactly that is known, and a silence."""
    columns = ("term", "party", "level_held_on", "level_precision", "silent_since")
    held = {(term, party): words for term, party, *words in zip(*(cells[name] for name in columns), strict=True)}
    made = []
    for term, blocker in zip(found["term"], found["blocker"], strict=True):
        parties = blocker.split("; ") if isinstance(blocker, str) else []
        own = sorted((held[term, party] for party in parties), key=lambda words: words[0])
        silences = [silent_since for *_, silent_since in own if pd.notna(silent_since)]
        made.append((*own[-1][:2], max(silences, default=None)) if own else (None, None, None))
    return pd.DataFrame(made, found.index, ["last_on", "last_precision", "silent_since"])


def _collisions(cells: pd.DataFrame) -> dict[str, bool]:
    """Return by term whether two parties hold red lines on opposite sides, where at least two have one recorded."""
    known = cells.dropna(subset="red_line")
    drawn: dict[str, list[float]] = {}
    for term, score, red_line in zip(known["term"], known["level_score"], known["red_line"], strict=True):
        drawn.setdefault(term, []).append(score if red_line and pd.notna(score) else 0)
    return {term: min(scores) < 0 < max(scores) for term, scores in drawn.items() if len(scores) >= 2}
