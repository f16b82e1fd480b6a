"""Whose word a claim is, and whether the holder's own words later bore it out."""

from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import SCORES, Attribution

PRESS = "press report"

_OUTCOMES = ("borne out", "contradicted", "never came")

# One row per speaker who spoke for a party that it is not, the busiest first. `claims` is the n of the counts.
TOTALS = frames.Contract(
    "totals",
    {
        "speaker": frames.TEXT,
        "speaker_party": frames.TEXT,
        "claims": frames.WHOLE,
        "borne_out": frames.WHOLE,
        "contradicted": frames.WHOLE,
        "never_came": frames.WHOLE,
    },
)


def ledger(evidence: pd.DataFrame) -> pd.DataFrame:
    """
    Return the claims in which somebody else speaks for the holder, each with what the holder itself said next.

    Somebody else's word is a claim whose speaker is not the holder or belongs to another party, and every claim that is
    `reported`: a press report, in which nobody of the party speaks. Such a speaker is "press report" where none is
    named. The holder's own words are claims by itself on the same term, and on the same text where the claim names one,
    of the same day or later: days are all that is known. The answer is compared where the claim has one on a text, else
    the level. The first words with the same sign bear it out, with the opposite sign contradict it; words of neither
    (yes or no against "open", silence) settle nothing, and the next are looked at. What comes of it is the track record
    that a source's reliability on the Admiralty scale rests on (US Army FM 2-22.3, 2006, app. B).

    Parameters
    ----------
    evidence
        `frames.EVIDENCE`, any order.

    Returns
    -------
    DataFrame
        `frames.LEDGER`, newest first, one row per claim. Claims without a score, which nothing could bear out, are left
        out. "never came": no own words of the holder settled it.
    """
    claims = evidence.drop_duplicates("code").sort_values(["said_on", "code"])
    reported = claims["attribution"] == Attribution.REPORTED
    of_holder = claims["speaker_party"] == claims["holder"]
    is_holder = claims["speaker_is_holder"].fillna(of_holder).astype(bool)
    of_another = claims["speaker_party"].notna() & ~of_holder
    others = claims[reported | of_another | ~claims["speaker_is_holder"].fillna(True).astype(bool)]
    own = {
        key: list(rows.itertuples(index=False))
        for key, rows in claims[is_holder & ~of_another & ~reported].groupby(["holder", "term"])
    }
    made = []
    for claim in others.itertuples(index=False):
        aspect = "answer" if isinstance(claim.proposal, str) and claim.answer in SCORES else "level"
        said = getattr(claim, aspect)
        if said not in SCORES:
            continue
        outcome, later = _settled(claim, aspect, own.get((claim.holder, claim.term), []))
        speaker = PRESS if claim.attribution == Attribution.REPORTED and pd.isna(claim.speaker) else claim.speaker
        made.append(
            {
                "claim": claim.code,
                "speaker": speaker,
                "speaker_party": None if claim.speaker_party == claim.holder else claim.speaker_party,
                "said": said,
                "outcome": outcome,
                "later_claim": later and later.code,
                "later_on": later and later.said_on,
                "later_said": later and getattr(later, aspect),
                **{
                    column: getattr(claim, column)
                    for column in ("said_on", "holder", "term", "proposal", "source", "source_grade")
                },
            }
        )
    return frames.LEDGER.frame(reversed(made))


def _settled(claim: Any, aspect: str, own: list[Any]) -> tuple[str, Any]:
    """Return what became of a claim, and the holder's own words that settled it, if any did."""
    sign = _sign(SCORES[getattr(claim, aspect)])
    for words in own:
        code = getattr(words, aspect)
        if words.said_on < claim.said_on or code not in SCORES:
            continue
        if isinstance(claim.proposal, str) and words.proposal != claim.proposal:
            continue
        if _sign(SCORES[code]) == sign:
            return "borne out", words
        if _sign(SCORES[code]) == -sign:
            return "contradicted", words
    return "never came", None


def _sign(score: int) -> int:
    return (score > 0) - (score < 0)


def totals(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return `TOTALS` of a `frames.LEDGER`: counts, not shares, since most speakers have spoken a few times only."""
    made: list[tuple[Any, ...]] = [
        (speaker, party, len(rows), *((rows["outcome"] == outcome).sum() for outcome in _OUTCOMES))
        for (speaker, party), rows in ledger.groupby(["speaker", "speaker_party"], dropna=False)
    ]
    made.sort(key=lambda row: (-row[2], str(row[0]), str(row[1])))
    return TOTALS.frame(made)
