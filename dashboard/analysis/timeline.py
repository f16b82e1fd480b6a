"""Everything that has a day, on one axis."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import resolved, stated
from dashboard.vocabulary import LEVEL_WORDS, counted

MOST_IN_LANE = 200
"""Moments of a kind that stand one by one; more of them are counted by week, by month, or by longer spans."""

COUNTED = {
    "round": ("round", "rounds"),
    "proposal": ("proposal", "proposals"),
    "event": ("event", "events"),
    "change": ("change of level", "changes of level"),
    "annotation": ("annotation", "annotations"),
}
"""What the moments of a lane are called, one and many."""

Moments = list[tuple[Any, ...]]


def level_changes(levels: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.LEVEL_CHANGES`, by day: where the level of a party on a term is another than the one before.

    Of the levels of one day the one stands that `standings.resolved` gives; the first of all is no change.

    Parameters
    ----------
    levels
        `frames.LEVELS` that pass the filter, n rows, any order.
    """
    found = resolved(stated(levels, "level"))
    earlier = found.groupby(["party", "term"])
    found = found.assign(before=earlier["code"].shift(), after=found["code"], stance_before=earlier["stance"].shift())
    found = found[found["before"].notna() & (found["before"] != found["after"])]
    precision = levels.set_index("code")["precision"].reindex(found["stance"])
    found = found.assign(precision=precision.to_numpy(), said=found["both"])
    return found[list(frames.LEVEL_CHANGES.columns)].astype(dict(frames.LEVEL_CHANGES.columns)).reset_index(drop=True)


def moments(
    rounds: pd.DataFrame,
    proposals: pd.DataFrame,
    events: pd.DataFrame,
    notes: pd.DataFrame,
    note_days: pd.DataFrame,
    changes: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
    since: pd.Timestamp | None = None,
    until: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """
    Return `frames.MOMENTS`: rounds, proposals, events, annotations and changes of level that began by the day.

    A note that speaks of no day stands where it was written, or on this one. A round under way has no end, and its
    title and summary, which may tell how it went on, are left out. More of a kind than `MOST_IN_LANE` are counted: a
    moment then stands for n of them, from the first day to the last of a span.

    Parameters
    ----------
    notes, note_days
        `frames.PLACED_NOTES`, and `frames.DAY_COUNTS` of all of them where there are more.
    changes
        `frames.LEVEL_CHANGES`.
    since, until
        What ended before the one or began after the other is left out.
    """
    until = as_of if until is None else until

    def within(found: pd.DataFrame, starts: str, ends: str) -> pd.DataFrame:
        return found[(found[starts] <= until) & (True if since is None else found[ends] >= since)]

    rounds = within(rounds, "started_on", "ended_on")
    proposals = within(proposals, "tabled_on", "tabled_on")
    events = within(events, "happened_on", "happened_on")
    changes = within(changes, "held_on", "held_on")
    made = [
        *_lane("round", rounds["started_on"], lambda: _rounds(rounds, as_of)),
        *_lane("proposal", proposals["tabled_on"], lambda: _proposals(proposals)),
        *_lane("event", events["happened_on"], lambda: _events(events)),
        *_lane("change", changes["held_on"], lambda: _changes(changes, parties, terms)),
    ]
    if len(note_days):
        made += _counted("annotation", note_days["day"], note_days["n"].to_numpy(dtype=np.int64))
    else:
        made += [note for note in _notes(notes, as_of) if since is None or note[3] >= since.date()]
    found = frames.MOMENTS.frame(made).sort_values(["started_on", "lane", "code"])
    return found.reset_index(drop=True)


def _lane(lane: str, days: pd.Series, rows: Callable[[], Moments]) -> Moments:
    return rows() if len(days) <= MOST_IN_LANE else _counted(lane, days, np.ones(len(days), dtype=np.int64))


def _counted(lane: str, days: pd.Series, n: np.ndarray) -> Moments:
    """Return the moments of a lane counted by the shortest span of which there are few enough."""
    made: Moments = []
    for span in _spans(days):
        if len(np.unique(span)) <= MOST_IN_LANE:
            break
    for _, part in pd.DataFrame({"day": days.to_numpy(), "n": n}).groupby(np.asarray(span)):
        first, last, total = part["day"].min(), part["day"].max(), int(part["n"].sum())
        code = f"{lane} {first:%Y-%m-%d}"
        made.append((lane, code, counted(total, *COUNTED[lane]), first, last, "day", None, total))
    return made


def _spans(days: pd.Series) -> Iterator[np.ndarray]:
    """Yield for each day the number of its week (from Monday), month, quarter, year, decade and century."""
    year, month = days.dt.year.to_numpy(), days.dt.month.to_numpy()
    yield (days.to_numpy().astype("datetime64[D]").astype(np.int64) + 3) // 7
    yield year * 12 + month
    yield year * 4 + (month - 1) // 3
    yield from (year // years for years in (1, 10, 100))


def _rounds(rounds: pd.DataFrame, as_of: pd.Timestamp) -> Moments:
    today = as_of.date()
    return [
        ("round", row.code, row.title, row.started_on, row.ended_on, row.precision, row.summary, 1)
        if row.ended_on <= today
        else ("round", row.code, "Round under way", row.started_on, None, row.precision, None, 1)
        for row in frames.ROUNDS.rows(rounds)
    ]


def _proposals(proposals: pd.DataFrame) -> Moments:
    return [
        ("proposal", row.code, row.title, row.tabled_on, None, row.precision, row.note, 1)
        for row in frames.PROPOSALS.rows(proposals)
    ]


def _events(events: pd.DataFrame) -> Moments:
    return [
        ("event", row.code, row.title, row.happened_on, None, row.precision, row.summary, 1)
        for row in frames.EVENTS.rows(events)
    ]


def _changes(changes: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame) -> Moments:
    party = dict(zip(parties["code"], parties["short_name"], strict=True))
    term = dict(zip(terms["code"], terms["short_title"], strict=True))
    return [
        (
            "change",
            row.stance,
            f"{party[row.party]}, {term[row.term]}: {LEVEL_WORDS[row.before]} → {LEVEL_WORDS[row.after]}",
            row.held_on,
            None,
            row.precision,
            row.said,
            1,
        )
        for row in frames.LEVEL_CHANGES.rows(changes)
    ]


def _notes(notes: pd.DataFrame, as_of: pd.Timestamp) -> Moments:
    made: Moments = []
    for note in frames.PLACED_NOTES.rows(notes):
        day = note.placed_on or min(note.written_at.date(), as_of.date())
        words = f"{note.author}: {note.text}"
        made.append(("annotation", note.code, note.text[:80], day, None, note.precision, words, 1))
    return made
