"""Who stands where: the current stance of every party on every term, what changed, and the steps through time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import CONFIDENCE_ORDER, SCORES, USE_BY_DAYS, Precision


class Resolved(NamedTuple):
    """What one aspect (level or answer) of a cell comes to: its code, both codes where they differ, and its stance."""

    code: str
    both: str | None
    stance: frames.Candidate


def resolve(same_day: Iterable[frames.Candidate]) -> Resolved:
    """
    Return the code that stands among the stances (at least one) of one party, term and day, in one aspect.

    The better source grade precedes, then the higher confidence. If stances of equal precedence still differ, the code
    is MIXED and both are kept.
    """
    ordered = sorted(same_day, key=lambda row: (*_precedence(row), row.stance))
    best = [row for row in ordered if _precedence(row) == _precedence(ordered[0])]
    if len({row.code for row in best}) == 1:
        return Resolved(best[0].code, None, best[0])
    texts = {row.proposal for row in best} if best[0].aspect == "answer" else {None}
    shown = [row.code if len(texts) == 1 else f"{row.code} to {row.proposal}" for row in best]
    return Resolved("MIXED", "; ".join(dict.fromkeys(shown)), best[0])


def _precedence(row: frames.Candidate) -> tuple[bool, str, int]:
    return row.source_grade is None, row.source_grade or "", -CONFIDENCE_ORDER.get(row.confidence or "", 0)


def on_the_table(proposals: pd.DataFrame, as_of: pd.Timestamp) -> str | None:
    """Return the code of the latest proposal (`frames.PROPOSALS`) tabled on or before the day; of one day, the last."""
    return _latest(_days(proposals), as_of)


def _days(proposals: pd.DataFrame) -> dict[str, date]:
    return {row.code: row.tabled_on for row in frames.PROPOSALS.rows(proposals)}


def _latest(tabled_on: dict[str, date], as_of: pd.Timestamp) -> str | None:
    return max(((day, code) for code, day in tabled_on.items() if day <= as_of.date()), default=(None, None))[1]


def current(
    candidates: pd.DataFrame, proposals: pd.DataFrame, as_of: pd.Timestamp, use_by_days: int = USE_BY_DAYS
) -> pd.DataFrame:
    """
    Return the stance matrix as of a day.

    Level and answer are resolved separately: a record without one leaves the earlier one standing. An answer to an
    older text than the one on the table is unconfirmed; a stance older than the use-by is faded.

    Parameters
    ----------
    candidates
        `frames.CANDIDATES`, the stances that may be current on that day.
    proposals
        `frames.PROPOSALS`, all of them.

    Returns
    -------
    DataFrame
        `frames.CURRENT`, one row per party and term that has a stance.
    """
    cells: dict[tuple[str, str], dict[str, list[frames.Candidate]]] = defaultdict(lambda: defaultdict(list))
    for row in frames.CANDIDATES.rows(candidates):
        cells[row.party, row.term][row.aspect].append(row)
    tabled_on = _days(proposals)
    table = _latest(tabled_on, as_of)
    made = []
    for (party, term), aspects in sorted(cells.items()):
        level = resolve(aspects["level"]) if "level" in aspects else None
        answer = resolve(aspects["answer"]) if "answer" in aspects else None
        main = (level or answer).stance  # type: ignore[union-attr]
        text = answer.stance.proposal if answer else None
        made.append(
            {
                "party": party,
                "term": term,
                "level": level and level.code,
                "level_score": SCORES.get(level.code) if level else None,
                "answer": answer and answer.code,
                "answer_score": SCORES.get(answer.code) if answer else None,
                "proposal": text,
                "held_on": main.held_on,
                "precision": main.precision,
                "unconfirmed": bool(text and table and tabled_on[text] < tabled_on[table]),
                "faded": (as_of.date() - main.held_on).days > use_by_days,
                "mixed": "MIXED" in (level and level.code, answer and answer.code),
                "claims": main.claims,
                "source_grade": main.source_grade,
                "confidence": main.confidence,
                "level_stance": level and level.stance.stance,
                "level_held_on": level and level.stance.held_on,
                "level_precision": level and level.stance.precision,
                "level_both": level and level.both,
                "answer_stance": answer and answer.stance.stance,
                "answer_held_on": answer and answer.stance.held_on,
                "answer_precision": answer and answer.stance.precision,
                "answer_both": answer and answer.both,
                **{
                    column: getattr(main, column)
                    for column in ("red_line", "position", "position_low", "position_high", "salience", "influence")
                },
            }
        )
    return frames.CURRENT.frame(made)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.CHANGES` between two `frames.CURRENT`: one row per party, term and aspect whose code differs."""
    old = {(row.party, row.term): row for row in frames.CURRENT.rows(before)}
    made = []
    for row in frames.CURRENT.rows(after):
        was = old.get((row.party, row.term))
        for aspect in ("level", "answer"):
            code, earlier = getattr(row, aspect), getattr(was, aspect, None)
            if code is None or code == earlier:
                continue
            own = (getattr(row, f"{aspect}_{column}") for column in ("held_on", "precision", "stance"))
            made.append((row.party, row.term, aspect, earlier, code, *own))
    return frames.CHANGES.frame(made)


def steps(stances: pd.DataFrame, notes: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """
    Return what a stance chart draws: levels as steps, answers as marks, annotations as flags.

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
        `frames.STEPS`; levels of one day are resolved as in `current`, so at most n steps and n answers.
    """
    made: list[dict[str, Any]] = []
    summaries = dict(zip(stances["code"], stances["summary"].astype(object), strict=True))
    for kind in ("level", "answer"):
        for (party, term), days in _spoken(stances, kind).items():
            found_on = [resolve(rows) for _, rows in sorted(days.items())]
            ends = [(found.stance.held_on, found.stance.precision) for found in found_on[1:]]
            for found, (end, end_precision) in zip(found_on, [*ends, (until, Precision.DAY)], strict=True):
                made.append(
                    {
                        "kind": kind,
                        "party": party,
                        "term": term,
                        "started_on": found.stance.held_on,
                        "precision": found.stance.precision,
                        "ended_on": end if kind == "level" else None,
                        "ended_precision": end_precision if kind == "level" else None,
                        "code": found.code,
                        "score": SCORES.get(found.code),
                        "proposal": found.stance.proposal,
                        "row": found.stance.stance,
                        "text": found.both or summaries[found.stance.stance],
                    }
                )
    return frames.STEPS.frame(made + _flags(stances, notes, until))


def _spoken(stances: pd.DataFrame, aspect: str) -> dict[tuple[str, str], dict[date, list[frames.Candidate]]]:
    """Return what was said by party and term, in order, and by day."""
    spoken = stances[stances[aspect].notna() & (stances[aspect] != "NOT_APPLICABLE")].sort_values(["party", "term"])
    spoken = spoken.rename(columns={"code": "stance"}).assign(
        code=spoken[aspect], aspect=aspect, as_of=spoken["held_on"]
    )
    cells: dict[tuple[str, str], dict[date, list[frames.Candidate]]] = defaultdict(lambda: defaultdict(list))
    for row in frames.CANDIDATES.rows(spoken):
        cells[row.party, row.term][row.held_on].append(row)
    return cells


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
