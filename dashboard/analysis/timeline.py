"""Everything that has a day, on one axis."""

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import LEVEL_WORDS


def moments(
    rounds: pd.DataFrame,
    proposals: pd.DataFrame,
    events: pd.DataFrame,
    notes: pd.DataFrame,
    steps: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
) -> pd.DataFrame:
    """
    Return `frames.MOMENTS`: rounds, proposals, events, annotations and changes of level that began by the day.

    A note (`frames.PLACED_NOTES`) that speaks of no day stands where it was written, or on this one. A change of level
    is a step (`frames.STEPS`) that is not the first of its party and term. A round under way ends on the day, and its
    summary, which tells how it ended, is left out.
    """
    party = dict(zip(parties["code"], parties["short_name"], strict=True))
    term = dict(zip(terms["code"], terms["short_title"], strict=True))
    today = as_of.date()
    made: list[tuple[object, ...]] = [
        ("round", row.code, row.title, row.started_on, row.ended_on, row.precision, row.summary)
        if row.ended_on <= today
        else ("round", row.code, row.title, row.started_on, today, row.precision, "Under way on this day.")
        for row in frames.ROUNDS.rows(rounds)
    ]
    made += [
        ("proposal", row.code, row.title, row.tabled_on, None, row.precision, row.note)
        for row in frames.PROPOSALS.rows(proposals)
    ]
    made += [
        ("event", row.code, row.title, row.happened_on, None, row.precision, row.summary)
        for row in frames.EVENTS.rows(events)
    ]
    for note in frames.PLACED_NOTES.rows(notes):
        day = note.placed_on or min(note.written_at.date(), today)
        made.append(("annotation", note.code, note.text[:80], day, None, note.precision, f"{note.author}: {note.text}"))
    levels = steps[steps["kind"] == "level"].sort_values(["party", "term", "started_on"])
    before = levels.groupby(["party", "term"])["code"].shift()
    for step, old in zip(frames.STEPS.rows(levels), before, strict=True):
        if isinstance(old, str) and step.code is not None and old != step.code:
            title = f"{party[step.party]}, {term[step.term]}: {LEVEL_WORDS[old]} → {LEVEL_WORDS[step.code]}"
            made.append(("change", step.row, title, step.started_on, None, "day", step.text))
    found = frames.MOMENTS.frame(made).sort_values(["started_on", "lane", "code"])
    return found[found["started_on"] <= as_of].reset_index(drop=True)
