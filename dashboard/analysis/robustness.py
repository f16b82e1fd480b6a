"""How much the ranking of sticking points hangs on one source, one grade, one coder or the exact salience."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import pandas as pd

from dashboard import frames

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


PLACES = frames.Contract("places", TermPlace)


def places(checks: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """
    Return the place of each term under each check, one by one: a sensitivity analysis that changes one thing at a time.

    What is left out each time is left out whole (the delete-one jackknife: Efron, The Jackknife, the Bootstrap and
    Other Resampling Plans, 1982); nothing is drawn at random, so that every place can be worked out by hand.

    Parameters
    ----------
    checks
        By what was changed, `frames.STICKING` of the same day. The first is the ranking as it stands.

    Returns
    -------
    DataFrame
        `PLACES`, check by check, the terms by place and then in their order there.
    """
    made: list[tuple[Any, ...]] = []
    for check, ranking in checks.items():
        place = ranking["score"].rank(method="min", ascending=False).astype("Int64")
        columns = (ranking[name] for name in ("term", "score", "n", "n_old", "n_overtaken"))
        made += [(check, *row) for row in zip(place, *columns, strict=True)]
    return PLACES.frame(made)


def with_salience_moved(current: pd.DataFrame, points: float) -> pd.DataFrame:
    """Return `frames.CURRENT` with every coded salience moved by so many points, kept within 0 to 100."""
    return current.assign(salience=(current["salience"] + points).clip(0, 100))
