"""Whose word a claim is, and whether the holder's own words then said the same."""

from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import in_order
from dashboard.vocabulary import SCORES, Attribution, Level, Precision, Word, day_text

WINDOW_DAYS = 30
"""
Within how many days own words settle a claim. The same for every negotiation, whatever its use-by: how long a level may
be leaned on is for analysts to say, but what became of somebody's word must be comparable from case to case.
"""
PRESS = "press report"


class Outcome(StrEnum):
    """What the holder's own words said within the window: none yet while it is open, none within it afterwards."""

    SAME = "same"
    OTHERWISE = "otherwise"
    NONE_YET = "none_yet"
    NONE_WITHIN = "none_within"


class SpeakerTotal(NamedTuple):
    """A speaker who spoke for a party that it is not, the busiest first. `claims` is the n of the counts."""

    speaker: Annotated[str, "Speaker"]
    speaker_party: Annotated[str | None, "Of"]
    claims: Annotated[int, "Claims (n)"]
    same: Annotated[int, "Own words the same"]
    otherwise: Annotated[int, "Otherwise"]
    none_yet: Annotated[int, "None yet"]
    none_within: Annotated[int, "None within 30 days"]


TOTALS = frames.Contract("totals", SpeakerTotal)


def ledger(claims: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """
    Return the claims in which somebody else speaks for the holder, each with what the holder itself said next.

    The holder's own words are claims that it makes itself, on record or in a statement, on the same term, and of an
    answer on the same text, of the same day or up to `WINDOW_DAYS` later: days are all that is known, and a partial one
    counts from its first; they are over that many days after its last. The answer is compared where the claim has one
    on a text, else the level. The first day with own words decides: they say the same where all of them are on the same
    side (for, against, or neither), else otherwise. What comes of it is the track record that a source's reliability on
    the Admiralty scale rests on (US Army FM 2-22.3, 2006, app. B).

    Parameters
    ----------
    claims
        `frames.SPOKEN` up to the day, any order.

    Returns
    -------
    DataFrame
        `frames.LEDGER`, newest first, one row per claim of another's. Claims without a score, which nothing could be
        held against, are left out. A speaker is "press report" where the press names none, and "press report: …" where
        it names one of the holder's own. Where own words of one day part, they are MIXED.
    """
    of_text = claims["proposal"].notna() & claims["answer"].isin(list(SCORES))
    others = claims["by_another"]
    said = pd.concat([_spoken(claims[others & of_text], "answer"), _spoken(claims[others & ~of_text], "level")])
    own = claims[~others & (claims["word"] == Word.OWN)]
    own = pd.concat([_spoken(own[own["proposal"].notna()], "answer"), _spoken(own, "level")], ignore_index=True)
    made = _with_own_words(said, own).sort_values(["said_on", "claim"], ascending=False)
    open_still = _last_days(made["said_on"], made["precision"]) + pd.Timedelta(days=WINDOW_DAYS) >= as_of
    made["outcome"] = np.select(
        [made["later_sign"] == made["sign"], made["later_claim"].notna(), open_still],
        [Outcome.SAME, Outcome.OTHERWISE, Outcome.NONE_YET],
        Outcome.NONE_WITHIN,
    )
    press, own_party = made["attribution"] == Attribution.REPORTED, made["speaker_party"] == made["holder"]
    made["speaker"] = made["speaker"].mask(press & own_party, PRESS + ": " + made["speaker"])
    made["speaker"] = made["speaker"].mask(press & made["speaker"].isna(), PRESS)
    made["speaker_party"] = made["speaker_party"].mask(own_party)
    for whose in ("", "later_"):
        made[f"{whose}page_on"] = _published_after(
            as_of, made[f"{whose}published_on"], made[f"{whose}published_precision"]
        )
    return made[list(frames.LEDGER.columns)].astype(dict(frames.LEDGER.columns)).reset_index(drop=True)


def _last_days(days: pd.Series, precision: pd.Series) -> pd.Series:
    """Return the days; of those known to their month or year alone, the last of it."""
    months = days.mask(precision == Precision.MONTH, days + pd.offsets.MonthEnd(0))
    return months.mask(precision == Precision.YEAR, days + pd.offsets.YearEnd(0))


def _published_after(as_of: pd.Timestamp, published_on: pd.Series, precision: pd.Series) -> pd.Series:
    """Return, as `day_text`, of which day pages are that were published after the day; missing of all others."""
    later = published_on[published_on > as_of]
    days = [day_text(day, precision[row] or Precision.DAY) for row, day in later.items()]
    return pd.Series(days, later.index, dtype=frames.TEXT).reindex(published_on.index)


def _spoken(claims: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """Return the claims with a scored level or answer, which is `said`, its `sign`, and `on`: the text answered."""
    given = claims[aspect].astype("category").cat
    # A missing code is −1 and so takes the last element.
    sign = np.array([np.sign(SCORES.get(code, np.nan)) for code in given.categories] + [np.nan])[given.codes]
    scored = claims[~np.isnan(sign)]
    on = scored["proposal"] if aspect == "answer" else ""
    made = scored.assign(said=scored[aspect], sign=sign[~np.isnan(sign)], aspect=aspect, on=on)
    return made.rename(columns={"code": "claim"}).astype({"on": "str"})


_CELL = ["holder", "term", "aspect", "on"]


def _with_own_words(said: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return what was said with the holder's own words of the first day within the window, and how many there are."""
    cell = own.groupby(_CELL).ngroup().to_numpy()
    own = own.iloc[in_order(own["claim"], own["said_on"].to_numpy(), cell)]
    days = own.groupby([*_CELL, "said_on"], sort=False)
    first = days.head(1).assign(parts=days["sign"].nunique().to_numpy() > 1)
    first["said"] = first["said"].mask(first["parts"], str(Level.MIXED))
    first["sign"] = first["sign"].mask(first["parts"])
    first = first.sort_values("said_on", kind="stable")
    words = ["precision", "claim", "said", "sign", "published_on", "published_precision"]
    later = first[[*_CELL, "said_on", *words]].rename(columns={name: f"later_{name}" for name in words})
    later["later_on"] = later["said_on"]
    made = pd.merge_asof(
        said.sort_values("said_on"), later, on="said_on", by=_CELL, direction="forward", tolerance=_days(WINDOW_DAYS)
    )
    n = _within(made, own, _CELL)
    return made.assign(n=n, n_elsewhere=_within(made, own.drop_duplicates("claim"), ["holder", "term"]) - n)


def _within(said: pd.DataFrame, own: pd.DataFrame, cell: list[str]) -> np.ndarray:
    """Return of each thing said how many of the holder's own words of its cell fall within the window."""
    counts = own.sort_values("said_on", kind="stable")
    counts = counts[cell].assign(until=counts["said_on"], spoken=counts.groupby(cell).cumcount() + 1)
    within = []
    for until in (said["said_on"] + _days(WINDOW_DAYS), said["said_on"] - _days(1)):
        asked = said[cell].assign(until=until)
        within.append(pd.merge_asof(asked, counts, on="until", by=cell)["spoken"].fillna(0).to_numpy())
    return within[0] - within[1]


def _days(number: int) -> pd.Timedelta:
    return pd.Timedelta(days=number).as_unit("s")


def totals(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return `TOTALS` of a `frames.LEDGER`: counts, not shares, since most speakers have spoken a few times only."""
    made: list[tuple[Any, ...]] = [
        (speaker, party, len(rows), *((rows["outcome"] == outcome).sum() for outcome in Outcome))
        for (speaker, party), rows in ledger.groupby(["speaker", "speaker_party"], dropna=False)
    ]
    made.sort(key=lambda row: (-row[2], str(row[0]), str(row[1])))
    return TOTALS.frame(made)
