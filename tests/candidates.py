"""What may be current on a day, found among stances at hand: what the store finds is held against it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import stated
from dashboard.vocabulary import Level


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
    told = stances[~stances["remark"].fillna(False).astype(bool)]
    answers = stated(told, "answer")
    made = []
    for day in days:
        known = told[told["held_on"] <= day]
        heard = known[known["level"].notna() & (known["level"] != Level.NOT_APPLICABLE)]
        positions = heard[heard["level"] != Level.SILENT]
        cells = pd.MultiIndex.from_frame(positions[["party", "term"]])
        silent_only = ~pd.MultiIndex.from_frame(heard[["party", "term"]]).isin(cells)
        levels = _newest(pd.concat([positions, heard[silent_only]]))
        for column, rows in (("heard_on", heard), ("recorded_on", known)):
            on = rows.groupby(["party", "term"])["held_on"].max().rename(column)
            levels = levels.merge(on, on=["party", "term"], how="left")
        made.append(levels.rename(columns={"code": "stance", "level": "code"}).assign(aspect="level", as_of=day))
        for text, tabled_on in (texts or {}).items():
            given = answers[(answers["proposal"] == text) & answers["held_on"].between(tabled_on, day)]
            made.append(_newest(given).assign(aspect="answer", as_of=day))
    columns = dict(frames.CANDIDATES.columns)
    found = pd.concat(made, ignore_index=True) if made else frames.CANDIDATES.frame()
    return found.reindex(columns=list(columns)).astype(columns)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the stances of the latest day of each party and term."""
    return rows[rows["held_on"] == rows.groupby(["party", "term"])["held_on"].transform("max")]
