"""Whose word a claim is, and whether the holder's own words later bore it out."""

from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import in_order
from dashboard.vocabulary import SCORES, Attribution

PRESS = "press report"

_WORDS = ["code", "said_on", "precision", "holder", "term", "proposal", "level", "answer"]
_OUTCOMES = ("borne out", "contradicted", "never came")


class SpeakerTotal(NamedTuple):
    """A speaker who spoke for a party that it is not, the busiest first. `claims` is the n of the counts."""

    speaker: Annotated[str, "Speaker"]
    speaker_party: Annotated[str | None, "Of"]
    claims: Annotated[int, "Claims (n)"]
    borne_out: Annotated[int, "Borne out"]
    contradicted: Annotated[int, "Contradicted"]
    never_came: Annotated[int, "Never came"]


TOTALS = frames.Contract("totals", SpeakerTotal)


def ledger(claims: pd.DataFrame) -> pd.DataFrame:
    """
    Return the claims in which somebody else speaks for the holder, each with what the holder itself said next.

    Somebody else's word is a claim whose speaker is not the holder or belongs to another party, and every claim
    that is `reported`: a press report, in which nobody of the party speaks. Such a speaker is "press report" where
    none is named, and "press report: …" where the press names one of the holder's own. The holder's own words are
    claims by itself on the same term, and on the same text where the claim names one, of the same day or later:
    days are all that is known. The answer is compared where the claim has one on a text, else the level. The first
    words with the same sign bear it out, with the opposite sign contradict it; words of neither (yes or no against
    "open", silence) settle nothing, and the next are looked at. What comes of it is the track record that a
    source's reliability on the Admiralty scale rests on (US Army FM 2-22.3, 2006, app. B).

    Parameters
    ----------
    claims
        `frames.SPOKEN`, any order.

    Returns
    -------
    DataFrame
        `frames.LEDGER`, newest first, one row per claim. Claims without a score, which nothing could bear out, are left
        out. "never came": no own words of the holder settled it.
    """
    reported = claims["attribution"] == Attribution.REPORTED
    of_holder = claims["speaker_party"] == claims["holder"]
    is_holder = claims["speaker_is_holder"].fillna(of_holder).astype(bool)
    of_another = claims["speaker_party"].notna() & ~of_holder
    others = claims[reported | of_another | ~claims["speaker_is_holder"].fillna(True).astype(bool)]
    of_text = others["proposal"].notna() & others["answer"].isin(list(SCORES))
    said = pd.concat([_spoken(others[of_text], "answer"), _spoken(others[~of_text], "level")])
    own = claims.loc[is_holder & ~of_another & ~reported, _WORDS]
    own = pd.concat([_spoken(own, "answer"), _spoken(own, "level")], ignore_index=True)
    cell = own.groupby(["holder", "term"]).ngroup().to_numpy()
    own = own.iloc[in_order(own["claim"], own["said_on"].to_numpy(), cell)]
    made = pd.concat(
        [
            _first_words(said[said["proposal"].isna()], own, []),
            _first_words(said[said["proposal"].notna()], own, ["proposal"]),
        ]
    ).sort_values(["said_on", "claim"], ascending=False)
    came = made["later_claim"].notna()
    made["outcome"] = np.select([came & (made["later_sign"] == made["sign"]), came], _OUTCOMES[:2], _OUTCOMES[2])
    press, own_party = made["attribution"] == Attribution.REPORTED, made["speaker_party"] == made["holder"]
    made["speaker"] = made["speaker"].mask(press & own_party, PRESS + ": " + made["speaker"])
    made["speaker"] = made["speaker"].mask(press & made["speaker"].isna(), PRESS)
    made["speaker_party"] = made["speaker_party"].mask(own_party)
    return made[list(frames.LEDGER.columns)].astype(dict(frames.LEDGER.columns)).reset_index(drop=True)


def _spoken(claims: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """Return the claims with a scored level or answer, which is `said`, its `sign`, and whether it `leans` anywhere."""
    given = claims[aspect].astype("category").cat
    # A missing code is −1 and so takes the last element.
    sign = np.array([np.sign(SCORES.get(code, np.nan)) for code in given.categories] + [np.nan])[given.codes]
    scored = claims[~np.isnan(sign)]
    sign = sign[~np.isnan(sign)]
    made = scored.assign(is_answer=aspect == "answer", said=scored[aspect], sign=sign, leans=sign != 0)
    return made.rename(columns={"code": "claim"})


def _first_words(said: pd.DataFrame, own: pd.DataFrame, also: list[str]) -> pd.DataFrame:
    """Return what was said with the holder's own next words that settle it: of those that lean, or that do not, too."""
    by = ["holder", "term", "is_answer", "leans", *also]
    words = ["precision", "claim", "said", "sign"]
    later = own[[*by, "said_on", *words]].assign(later_on=own["said_on"]).dropna(subset=also)
    later = later.rename(columns={name: f"later_{name}" for name in words})
    return pd.merge_asof(said.sort_values("said_on"), later, on="said_on", by=by, direction="forward")


def totals(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return `TOTALS` of a `frames.LEDGER`: counts, not shares, since most speakers have spoken a few times only."""
    made: list[tuple[Any, ...]] = [
        (speaker, party, len(rows), *((rows["outcome"] == outcome).sum() for outcome in _OUTCOMES))
        for (speaker, party), rows in ledger.groupby(["speaker", "speaker_party"], dropna=False)
    ]
    made.sort(key=lambda row: (-row[2], str(row[0]), str(row[1])))
    return TOTALS.frame(made)
