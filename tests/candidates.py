"""What may be current on a day, found among stances at hand: what the store finds is held against it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import Level

READ = ["party", "term", "held_on", "level", "answer", "proposal"]
NO_ANSWER = (None, Level.SILENT, Level.NOT_APPLICABLE)


def candidates(
    stances: pd.DataFrame, days: Sequence[pd.Timestamp], texts: Mapping[str, pd.Timestamp] | None = None
) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` as of each of the days, among stances at hand, as `store.stances` finds them.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter.
    texts
        The day tabled of each text whose answers are asked for.
    """
    told = stances[~stances["remark"].fillna(False).astype(bool)].rename(columns={"code": "stance"})
    rows = list(told[READ].astype(object).where(told[READ].notna(), None).reset_index(drop=True).itertuples())
    made: list[tuple[Any, ...]] = []
    for day in days:
        known = [row for row in rows if row.held_on <= day]
        heard = [row for row in known if row.level not in (None, Level.NOT_APPLICABLE)]
        position_on = _latest(row for row in heard if row.level != Level.SILENT)
        heard_on, recorded_on = _latest(heard), _latest(known)
        for row in known:
            cell = row.party, row.term
            alone = cell not in heard_on and row.held_on == recorded_on[cell] and row.answer is None
            if row.level == Level.NOT_APPLICABLE and alone:
                made.append((row.Index, "level", row.level, day, None, recorded_on[cell]))
        for row in heard:
            cell = row.party, row.term
            silent_only = cell not in position_on
            if (row.level == Level.SILENT) == silent_only and row.held_on == (position_on.get(cell) or heard_on[cell]):
                made.append((row.Index, "level", row.level, day, heard_on[cell], recorded_on[cell]))
        for text, tabled_on in (texts or {}).items():
            given = [row for row in known if row.proposal == text and row.held_on >= tabled_on]
            given = [row for row in given if row.answer not in NO_ANSWER]
            answered_on = _latest(given)
            last = [row for row in given if row.held_on == answered_on[row.party, row.term]]
            made += [(row.Index, "answer", row.answer, day, None, None) for row in last]
    if not made:
        return frames.CANDIDATES.frame()
    place, *found = zip(*made, strict=True)
    found = dict(zip(("aspect", "code", "as_of", "heard_on", "recorded_on"), found, strict=True))
    columns = dict(frames.CANDIDATES.columns)
    return told.iloc[list(place)].reset_index(drop=True).assign(**found).reindex(columns=list(columns)).astype(columns)


def _latest(rows: Iterable[Any]) -> dict[tuple[str, str], pd.Timestamp]:
    """Return the last day of each party and term."""
    last: dict[tuple[str, str], pd.Timestamp] = {}
    for row in rows:
        cell = row.party, row.term
        last[cell] = max(last.get(cell, row.held_on), row.held_on)
    return last
