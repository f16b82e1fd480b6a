"""Is a term agreed, who blocks it, and how far apart are two parties."""

from typing import Annotated, Literal, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import age_counts, of_column


class TermDistance(NamedTuple):
    """The distance of two parties on a term; missing where too little is coded."""

    term: str
    distance: Annotated[float | None, "Distance"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]


DISTANCE = frames.Contract("distance", TermDistance)


def agreement(
    current: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    aspect: Literal["level", "answer"] = "level",
) -> pd.DataFrame:
    """
    Return how far each term is agreed: the minimum of the scores over the parties whose consent is required.

    A minimum, because one of them is enough to stop a deal (a veto player: Tsebelis, Veto Players, 2002, ch. 1); a mean
    would hide it. Refused (missing) where less than half of them have a score.

    Parameters
    ----------
    current
        `frames.CURRENT` of one day.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`.
    aspect
        "level": of the levels, for the issue; terms that stand for the whole text are left out. "answer": of the
        answers to the text on the table, for the text (`of_one_text`).

    Returns
    -------
    DataFrame
        `frames.AGREEMENTS`, one row per term in order: the minimum (−2 to 2), the codes of the parties that hold it
        down (joined by "; "; none when agreed), n parties with a score of those needed, and how many of the n are old
        and overtaken, and of which days. The term is agreed at 2 with all needed; with one missing the number is no
        more than an upper bound.
    """
    required = frames.required(parties)
    counted = frames.issues(terms)
    if aspect == "answer":
        own = current[current["party"].isin(required)].dropna(subset="answer_score")
        current, counted = of_one_text(own), terms["code"].tolist()
    columns = (current[name].tolist() for name in ("term", "party", f"{aspect}_score"))
    known = {
        (term, party): (int(score), held)
        for term, party, score, held in zip(*columns, of_column(current, aspect), strict=True)
        if pd.notna(score)
    }
    made = []
    for term in counted:
        here = {party: known[term, party][0] for party in required if (term, party) in known}
        lowest = min(here.values()) if here and 2 * len(here) >= len(required) else None
        blockers = [party for party, score in here.items() if score == lowest and score < 2]
        n, *old = age_counts(known[term, party][1] for party in here)
        made.append((term, aspect, lowest, "; ".join(blockers) or None, n, len(required), *old))
    return frames.AGREEMENTS.frame(made)


def of_one_text(current: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the cells of `frames.CURRENT` whose answers may be held against each other on a term: those to one text.

    Answers to an older one (`unconfirmed`) do not count. Where several texts are on the table, a yes of one party to
    the one and of another to the other is no agreement: of a term those to the text count that has most of them, of
    equals the first by code.
    """
    own = current[~current["unconfirmed"].fillna(False).astype(bool)]
    most = own.groupby(["term", "proposal"], dropna=False).size().sort_values(ascending=False, kind="stable")
    chosen = most.reset_index().drop_duplicates("term")[["term", "proposal"]]
    return own.merge(chosen, on=["term", "proposal"])


def is_known(agreements: pd.DataFrame) -> pd.Series:
    """Return for each row of `frames.AGREEMENTS` whether all the parties needed have a score."""
    return agreements["n"] == agreements["needed"]


def is_agreed(agreements: pd.DataFrame) -> pd.Series:
    """Return for each row of `frames.AGREEMENTS` whether all the parties needed accept: with one unknown it is not."""
    return is_known(agreements) & (agreements["agreement"] == 2).fillna(False)


def distance(current: pd.DataFrame, terms: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """
    Return how far apart two parties are on each term: |x1 − x2|/100 by positions, else |s1 − s2|/4 by levels.

    Both run from 0 (the same) to 1 (the two ends of the scale). Where only one of the two is coded there is no number.

    Returns
    -------
    DataFrame
        `DISTANCE`, one row per term in order, n of the two with a number, and how many of the n are old and overtaken.
    """
    rows = {(row.term, row.party): row for row in frames.CURRENT.rows(current)}
    made = []
    for term in frames.issues(terms):
        pair = [rows[term, party] for party in (one, other) if (term, party) in rows]
        positions = [(row.position / 100, row) for row in pair if row.position is not None]
        scores = [(row.level_score / 4, row) for row in pair if row.level_score is not None]
        counted = positions if len(positions) == 2 else scores or positions
        apart = abs(counted[0][0] - counted[1][0]) if len(counted) == 2 else None
        held = ((row.level_age, row.level_held_on, row.level_precision) for _, row in counted)
        made.append((term, apart, *age_counts(held)))
    return DISTANCE.frame(made)
