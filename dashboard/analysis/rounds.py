"""Which round a day belongs to, which one came before it, and where the rounds begun by a day fall in two."""

from datetime import date

import pandas as pd


def round_of(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series | None:
    """
    Return the round (a row of `frames.ROUNDS`) that the day falls in, else the last to have ended, or None.

    Of several that the day falls in it is the latest begun.
    """
    found = under_way(rounds, as_of)
    if found.empty:
        found = rounds[rounds["started_on"] <= as_of].sort_values(["ended_on", "rank"])
    return None if found.empty else found.iloc[-1]


def under_way(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the rounds (rows of `frames.ROUNDS`) that the day falls in, in the order in which they began."""
    found = rounds[(rounds["started_on"] <= as_of) & (rounds["ended_on"] >= as_of)]
    return found.sort_values(["started_on", "rank"])


def round_before(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series | None:
    """Return the last round that had ended before the present one (`round_of`) began, or None."""
    present = round_of(rounds, as_of)
    if present is None:
        return None
    ended = rounds[rounds["ended_on"] < present["started_on"]].sort_values(["ended_on", "rank"])
    return None if ended.empty else ended.iloc[-1]


def last_end(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Timestamp | None:
    """Return the day on which the round before the present one (`round_before`) ended, or None."""
    earlier = round_before(rounds, as_of)
    return None if earlier is None else earlier["ended_on"]


def begun(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the rounds (`frames.ROUNDS`) begun by the day, in order; the one under way ends on the day."""
    found = rounds[rounds["started_on"] <= as_of].sort_values(["started_on", "rank"], ignore_index=True)
    return found.assign(ended_on=found["ended_on"].clip(upper=as_of))


def halves(rounds: pd.DataFrame, as_of: pd.Timestamp) -> tuple[date, date]:
    """Return the day on which the later half of the rounds `begun` by the day began, and the earlier one's last day."""
    found = begun(rounds, as_of)
    middle = len(found) // 2
    if middle == 0:
        return found["started_on"].min().date() if len(found) else as_of.date(), as_of.date()
    return found["started_on"].iloc[middle].date(), found["ended_on"].iloc[:middle].max().date()
