"""Deliveries: what of a text was carried out, beside what it promised."""

from typing import Any

import pandas as pd

from dashboard import frames, models
from dashboard.frames import Release
from dashboard.vocabulary import measure_words

PROMISED, DELIVERED = "promised", "delivered"
"""The two curves of a release."""
_CURVE = ["proposal", "what", "unit"]


def running(deliveries: pd.DataFrame) -> pd.DataFrame:
    """
    Return the deliveries with `cumulative`, how many in all by then: the total given, or the one before with the count.

    Parameters
    ----------
    deliveries
        `frames.RELEASE_DELIVERIES`, n rows, any order.

    Returns
    -------
    DataFrame
        The same n rows, by curve and day; `cumulative` is missing where neither number was ever given.
    """
    ordered = deliveries.sort_values([*_CURVE, "day", "code"]).reset_index(drop=True)
    made: list[float | None] = []
    before: tuple[object, float | None] = (None, None)
    for row in frames.RELEASE_DELIVERIES.rows(ordered):
        curve = (row.proposal, row.what, row.unit)
        last = before[1] if before[0] == curve else None
        total = row.total
        if total is None:
            total = last if row.count is None else (last or 0) + row.count
        before = (curve, total)
        made.append(total)
    return ordered.assign(cumulative=pd.Series(made, index=ordered.index, dtype="float64"))


def delivery_curves(deliveries: pd.DataFrame) -> pd.DataFrame:
    """
    Return what was delivered by day as the second curve of each release; one with a number begins with 0 on day 0.

    Parameters
    ----------
    deliveries
        `frames.RELEASE_DELIVERIES`, n rows, any order.

    Returns
    -------
    DataFrame
        `frames.RELEASES`, n rows and at most one for day 0 per curve, by curve and day; `curve` is delivered, and an
        empty `counted_by` is filled with the publisher as whose report it stands. `count` is how many more than in
        the row before it here, whatever the record counts from: its row before may be one that is left out.
    """
    made: list[Release] = []
    rest: dict[str, Any] = {"mean_day": None, "total": None, "n": 0, "stages": 0, "curve": DELIVERED}
    for curve, some in running(deliveries).groupby(_CURVE, sort=True):
        named = dict(zip(_CURVE, curve, strict=True))
        if some["day"].min() > 0 and some["cumulative"].notna().any():
            made.append(
                Release(**named, day=0, count=0.0, cumulative=0.0, counted_by=None, source=None, wording=None, **rest)
            )
        before = 0.0
        for row in some.astype(object).where(some.notna(), None).itertuples():
            counted_by = row.counted_by or f"as reported by {row.publisher}"
            # Where neither number is given, what stands before it stands on, and how many came is not known.
            known = row.cumulative is not None and not (row.count is None and row.total is None)
            own = {"day": row.day, "count": row.cumulative - before if known else None, "cumulative": row.cumulative}
            before = row.cumulative if known else before
            made.append(Release(**named, **own, counted_by=counted_by, source=row.source, wording=row.wording, **rest))
    return frames.RELEASES.frame(made)


def fully_delivered(
    provisions: pd.DataFrame, quantities: pd.DataFrame, stages: pd.DataFrame, deliveries: pd.DataFrame
) -> set[str]:
    """
    Return the provisions of which everything that they count was delivered, in that number.

    What a stage or a quantity counts is held against the deliveries of that name (the measure `night_trains` counts
    "night trains"). A quantity of another name, in a unit that was delivered or is promised in stages, counts
    everything that the provision gives ("48 trains": 20 by night and 28 by day). Units that nothing comes in (hours,
    shares) are conditions, not things to deliver. Where a number is not known, nothing is known to be complete.

    Parameters
    ----------
    provisions, quantities, stages
        `frames.PROVISIONS`, `frames.QUANTITIES`, `frames.STAGES`.
    deliveries
        `frames.RELEASE_DELIVERIES` up to a day.
    """
    came = running(deliveries)
    return {
        code
        for code in provisions["code"]
        if _complete(
            [one for one in frames.QUANTITIES.rows(quantities) if one.provision == code],
            stages[stages["provision"] == code],
            came[came["provision"] == code],
        )
    }


def _complete(quantities: list[models.Quantity], stages: pd.DataFrame, came: pd.DataFrame) -> bool:
    if came.empty or stages["count"].isna().any():
        return False
    by_thing = came.groupby("what")["cumulative"].max()
    wanted: dict[str, float] = stages.groupby("what")["count"].sum().to_dict()
    things, units = {*by_thing.index, *wanted}, {*came["unit"], *stages["unit"]}
    in_all = [0.0]
    for one in quantities:
        number = one.high if one.low is None else one.low
        thing = measure_words(one.measure)
        if thing not in things and one.unit not in units:
            continue
        if number is None:
            return False
        if thing in things:
            wanted[thing] = max(wanted.get(thing, 0), number)
        else:
            in_all.append(number)
    promised = bool(wanted) or max(in_all) > 0
    return (
        promised
        and all(by_thing.get(thing, 0) >= number for thing, number in wanted.items())
        and by_thing.sum() >= max(in_all)
    )
