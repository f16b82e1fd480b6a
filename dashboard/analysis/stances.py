"""What changed between two days, and the steps of levels and answers through time."""

from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import resolved, stated
from dashboard.vocabulary import SCORES, Level, Precision


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.CHANGES` between two `frames.CURRENT`: one row per party, term and aspect whose code differs.

    An answer is one to its own text: it changes none to another, and has nothing before it where none to it was known;
    one to an earlier text counts for no other, so it changes nothing.
    """
    old = {(row.party, row.term): row for row in frames.CURRENT.rows(before)}
    made = []
    for row in frames.CURRENT.rows(after):
        was = old.get((row.party, row.term))
        for aspect in ("level", "answer"):
            comparable = was is not None and (aspect == "level" or was.proposal == row.proposal)
            code, earlier = getattr(row, aspect), getattr(was, aspect) if comparable else None
            if code is None or code == earlier or (aspect == "answer" and row.unconfirmed):
                continue
            own = (getattr(row, f"{aspect}_{column}") for column in ("held_on", "precision", "stance"))
            made.append((row.party, row.term, aspect, earlier, code, *own, getattr(was, f"{aspect}_stance", None)))
    return frames.CHANGES.frame(made)


def steps(stances: pd.DataFrame, notes: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """
    Return what a stance chart draws: levels as steps, answers and silences as marks, annotations as flags.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter, n rows.
    notes
        `frames.PLACED_NOTES` by that day; those on a cell of these are flagged.
    until
        The day the last step of each party and term ends.

    Returns
    -------
    DataFrame
        `frames.STEPS`; levels of one day are resolved as in `current`, so at most n steps, n answers and n silences.
    """
    made: list[dict[str, Any]] = []
    given = stances.set_index("code")[["summary", "precision"]].astype(object)
    for kind in ("level", "answer"):
        # Answers of one day to two texts do not conflict.
        cell = ("party", "term") if kind == "level" else ("party", "term", "proposal")
        spoken = resolved(stated(stances, kind), within=cell)
        for (party, term), rows in spoken.groupby(["party", "term"]):
            ends = [*rows["held_on"].iloc[1:], until]
            end_precisions = [*given["precision"].reindex(rows["stance"].iloc[1:]), Precision.DAY]
            each = zip(rows["stance"], rows["code"], rows["both"], rows["proposal"], rows["held_on"], strict=True)
            for (stance, code, both, proposal, held_on), end, end_precision in zip(
                each, ends, end_precisions, strict=True
            ):
                made.append(
                    {
                        "kind": kind,
                        "party": party,
                        "term": term,
                        "started_on": held_on,
                        "precision": given.at[stance, "precision"],
                        "ended_on": end if kind == "level" else None,
                        "ended_precision": end_precision if kind == "level" else None,
                        "code": code,
                        "score": SCORES.get(code),
                        "proposal": proposal,
                        "row": stance,
                        "text": both if pd.notna(both) else given.at[stance, "summary"],
                    }
                )
    return frames.STEPS.frame(made + _silences(stances) + _flags(stances, notes, until))


def _silences(stances: pd.DataFrame) -> list[dict[str, Any]]:
    """Return where a party said nothing though a position was due: that ends no level, and is shown beside it."""
    silent = stances[(stances["level"] == Level.SILENT) & ~stances["remark"].fillna(False).astype(bool)]
    return [
        {
            "kind": "silence",
            "party": row.party,
            "term": row.term,
            "started_on": row.held_on,
            "precision": row.precision,
            "code": row.level,
            "proposal": row.proposal,
            "row": row.code,
            "text": row.summary,
        }
        for row in frames.GRADED_STANCES.rows(silent)
    ]


def _flags(stances: pd.DataFrame, notes: pd.DataFrame, until: pd.Timestamp) -> list[dict[str, Any]]:
    cells = set(zip(stances["party"], stances["term"], strict=True))
    return [
        {
            "kind": "annotation",
            "party": note.party,
            "term": note.term,
            # What speaks of no day stands where it was written, or at the end of the span.
            "started_on": note.placed_on or min(note.written_at.date(), until.date()),
            "precision": note.precision,
            "row": note.code,
            "text": note.text,
        }
        for note in frames.PLACED_NOTES.rows(notes)
        if (note.party, note.term) in cells
    ]
