"""Everything that has a day, on one axis."""

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import LEVEL_WORDS


def moments(
    rounds: pd.DataFrame,
    proposals: pd.DataFrame,
    events: pd.DataFrame,
    annotations: pd.DataFrame,
    steps: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
) -> pd.DataFrame:
    """
    Return `frames.MOMENTS`: rounds, proposals, events, annotations and changes of level that began by the day.

    An annotation stands on the day it speaks of, or on the day it was written. A change of level is a step
    (`frames.STEPS`) that is not the first of its party and term. A round under way ends on the day, and its summary,
    which tells how it ended, is left out.
    """
    party = dict(zip(parties["code"], parties["short_name"], strict=True))
    term = dict(zip(terms["code"], terms["short_title"], strict=True))
    made = [
        ("round", row.code, row.title, row.started_on, row.ended_on, row.precision, row.summary)
        if row.ended_on <= as_of
        else ("round", row.code, row.title, row.started_on, as_of, row.precision, "Under way on this day.")
        for row in rounds.itertuples(index=False)
    ]
    made += [
        ("proposal", row.code, row.title, row.tabled_on, None, row.precision, row.note)
        for row in proposals.itertuples(index=False)
    ]
    made += [
        ("event", row.code, row.title, row.happened_on, None, row.precision, row.summary)
        for row in events.itertuples(index=False)
    ]
    for row in annotations.itertuples(index=False):
        day = row.day if pd.notna(row.day) else row.written_at.tz_localize(None).normalize()
        made.append(("annotation", row.code, row.text[:80], day, None, "day", f"{row.author}: {row.text}"))
    levels = steps[steps["kind"] == "level"].sort_values(["party", "term", "started_on"])
    before = levels.groupby(["party", "term"])["code"].shift()
    for row, old in zip(levels.itertuples(index=False), before, strict=True):
        if isinstance(old, str) and old != row.code:
            title = f"{party[row.party]}, {term[row.term]}: {LEVEL_WORDS[old]} → {LEVEL_WORDS[row.code]}"
            made.append(("change", row.row, title, row.started_on, None, "day", row.text))
    found = frames.MOMENTS.frame(made).sort_values(["started_on", "lane", "code"])
    return found[found["started_on"] <= as_of].reset_index(drop=True)
