"""How much the ranking of sticking points hangs on one source, one grade, one coder or the exact salience."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.sticking import scores

SALIENCE_POINTS = 25


class TermPlace(NamedTuple):
    """A term in the ranking under one check; those that tie share a place, and those not ranked have none."""

    check: Annotated[str, "Check"]
    place: Annotated[int | None, "Place"]
    term: str
    score: Annotated[float | None, "Score (0 to 1)"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    n_overtaken: Annotated[int, "Overtaken"]
    old_days: Annotated[str | None, "Days of these"]


PLACES = frames.Contract("places", TermPlace)


def places(checks: Mapping[str, pd.DataFrame], alone: Mapping[str, pd.DataFrame] | None = None) -> pd.DataFrame:
    """
    Return the place of each term under each check, one by one: a sensitivity analysis that changes one thing at a time.

    What is left out each time is left out whole (the delete-one jackknife: Efron, The Jackknife, the Bootstrap and
    Other Resampling Plans, 1982); nothing is drawn at random, so that every place can be worked out by hand.

    Parameters
    ----------
    checks
        By what was changed, `frames.STICKING` of the same day. The first is the ranking as it stands.
    alone
        By what was changed, the same terms with the score that each has when it alone is changed: its place is then
        that among the others as they stand.

    Returns
    -------
    DataFrame
        `PLACES`, check by check, the terms by place and then in their order there.
    """
    made: list[tuple[Any, ...]] = []
    for check, ranking in checks.items():
        made += _rows(check, ranking, ranking["score"].rank(method="min", ascending=False))
    stands = next(iter(checks.values()), None)
    for check, ranking in (alone or {}).items():
        others = {} if stands is None else dict(zip(stands["term"], stands["score"], strict=True))
        better = [
            sum(score > own for term, score in others.items() if term != of) if pd.notna(own) else None
            for of, own in zip(ranking["term"], ranking["score"], strict=True)
        ]
        place = pd.Series(better, ranking.index, dtype="Int64") + 1
        order = place.sort_values(kind="stable", na_position="last").index
        made += _rows(check, ranking.loc[order], place.loc[order])
    return PLACES.frame(made)


def _rows(check: str, ranking: pd.DataFrame, place: pd.Series) -> list[tuple[Any, ...]]:
    columns = (ranking[name] for name in ("term", "score", "n", "n_old", "n_overtaken", "old_days"))
    return [(check, *row) for row in zip(place.astype("Int64"), *columns, strict=True)]


def with_own_salience_moved(
    ranking: pd.DataFrame, current: pd.DataFrame, parties: pd.DataFrame, points: float
) -> pd.DataFrame:
    """
    Return each term with the score it has when its own coded salience alone is so many points higher.

    Term by term, because moving all of them at once leaves their order much as it is: what a reader must know is
    whether one salience that was read 25 points too low or too high would change the place of its term. A salience
    stays within 0 to 100; one that nobody coded is not moved, and a term without any has no score here.

    Parameters
    ----------
    ranking, current
        `frames.STICKING`, and `frames.CURRENT` of the same day.
    """
    required = frames.required(parties)
    coded = current[current["party"].isin(required)].dropna(subset="salience")
    moved = (coded["salience"] + points).clip(0, 100) - coded["salience"]
    rise = moved.groupby(coded["term"]).sum() / max(len(required), 1)
    of_term = ranking["term"].map(rise)
    salience = ranking["salience"] + of_term.fillna(0)
    score = scores(ranking["agreement"], salience).where(ranking["score"].notna() & of_term.notna())
    return ranking.assign(salience=salience, score=score)
