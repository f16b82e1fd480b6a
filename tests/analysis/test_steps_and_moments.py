"""Levels as steps through time, answers as marks, and everything else that has a day."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.stances import steps
from dashboard.analysis.timeline import moments

Day = Callable[[str], pd.Timestamp]
Frame = Callable[..., pd.DataFrame]
NO_NOTES = frames.PLACED_NOTES.frame()


def test_nothing_coded_gives_no_step(graded: Frame, day: Day) -> None:
    assert frames.STEPS.check(steps(graded(), NO_NOTES, day("2025-08-01"))).empty


def test_a_level_holds_until_the_next_one_and_the_last_until_the_end(graded: Frame, day: Day) -> None:
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "REJECTS"},
        {"held_on": day("2025-07-10"), "level": "OPEN"},
        {"held_on": day("2025-07-10"), "level": "ACCEPTS", "party": "b"},
    )
    made = frames.STEPS.check(steps(stances, NO_NOTES, day("2025-08-01")))
    assert made[["party", "started_on", "ended_on", "code", "score", "row"]].values.tolist() == [
        ["a", day("2025-07-01"), day("2025-07-10"), "REJECTS", -2, "s1"],
        ["a", day("2025-07-10"), day("2025-08-01"), "OPEN", 0, "s2"],
        ["b", day("2025-07-10"), day("2025-08-01"), "ACCEPTS", 2, "s3"],
    ]


def test_what_is_not_this_partys_to_give_leaves_the_earlier_level_standing(graded: Frame, day: Day) -> None:
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "OPEN"},
        {"held_on": day("2025-07-10"), "level": "NOT_APPLICABLE"},
        {"held_on": day("2025-07-11"), "answer": "ACCEPTS", "proposal": "p2"},
    )
    made = steps(stances, NO_NOTES, day("2025-08-01"))
    assert made[["kind", "started_on", "code"]].values.tolist() == [
        ["level", day("2025-07-01"), "OPEN"],
        ["answer", day("2025-07-11"), "ACCEPTS"],
    ]
    assert made["ended_on"].tolist()[0] == day("2025-08-01") and pd.isna(made["ended_on"].tolist()[1])
    assert made["proposal"].tolist()[1] == "p2"


def test_levels_of_one_day_are_one_step_by_the_rule_of_the_matrix(graded: Frame, day: Day) -> None:
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "REJECTS"},
        {"held_on": day("2025-07-01"), "level": "OPEN"},
        {"held_on": day("2025-07-02"), "level": "REJECTS"},
        {"held_on": day("2025-07-02"), "level": "OPEN", "source_grade": "A"},
    )
    made = steps(stances, NO_NOTES, day("2025-08-01"))
    assert made["code"].tolist() == ["MIXED", "OPEN"]
    assert made["text"].tolist()[0] == "REJECTS; OPEN"
    assert pd.isna(made["score"].tolist()[0]) and made["score"].tolist()[1] == 0


def placed(*notes: dict[str, object]) -> pd.DataFrame:
    """Return `frames.PLACED_NOTES`, written on 1 September 2025 unless told else."""
    usual = {"author": "Ana", "written_at": datetime(2025, 9, 1, tzinfo=UTC), "precision": "day", "total": len(notes)}
    return frames.PLACED_NOTES.frame({**usual, **note} for note in notes)


def test_a_note_flags_its_cell_on_its_day_or_at_the_end(graded: Frame, day: Day) -> None:
    stances = graded({"held_on": day("2025-07-01"), "level": "OPEN"})
    notes = placed(
        {"code": "n1", "text": "Of a day.", "party": "a", "term": "aid", "placed_on": day("2025-07-01")},
        {"code": "n2", "text": "Of no day.", "party": "a", "term": "aid"}
        | {"written_at": datetime(2025, 7, 3, 23, 59, tzinfo=UTC)},
        {"code": "n3", "text": "Of no day, written later.", "party": "a", "term": "aid"},
        {"code": "n4", "text": "On another cell.", "party": "b", "term": "aid"},
        {"code": "n5", "text": "On a text.", "placed_on": day("2025-07-01")},
    )
    made = steps(stances, notes, day("2025-08-01"))
    flags = made[made["kind"] == "annotation"]
    assert flags[["row", "started_on"]].values.tolist() == [
        ["n1", day("2025-07-01")],
        ["n2", day("2025-07-03")],
        ["n3", day("2025-08-01")],
    ]
    assert flags["score"].isna().all() and flags["code"].isna().all()


def test_nothing_recorded_gives_no_moment(parties: pd.DataFrame, terms: pd.DataFrame, day: Day) -> None:
    empty = [contract.frame() for contract in (frames.ROUNDS, frames.PROPOSALS, frames.EVENTS)]
    made = moments(*empty, NO_NOTES, frames.STEPS.frame(), parties, terms, day("2025-08-01"))
    assert frames.MOMENTS.check(made).empty


def test_moments_are_in_order_of_day_and_a_first_level_is_no_change(
    rounds: pd.DataFrame,
    proposals: pd.DataFrame,
    graded: Frame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    day: Day,
) -> None:
    events = frames.EVENTS.frame(
        [
            {"code": "e1", "title": "Vote", "happened_on": day("2025-07-03"), "precision": "day"}
            | {"kind": "domestic", "seed": False}
        ]
    )
    notes = placed(
        {"code": "n1", "text": "Of a day.", "placed_on": day("2025-07-02")},
        {"code": "n2", "text": "x" * 200, "written_at": datetime(2025, 7, 4, 23, 59, tzinfo=UTC)},
    )
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "REJECTS"},
        {"held_on": day("2025-07-05"), "level": "REJECTS"},
        {"held_on": day("2025-07-06"), "level": "OPEN", "summary": "It may talk."},
    )
    end = day("2025-08-01")
    made = frames.MOMENTS.check(
        moments(rounds, proposals, events, notes, steps(stances, NO_NOTES, end), parties, terms, end)
    )
    assert made[["lane", "code", "started_on"]].values.tolist() == [
        ["proposal", "p1", day("2025-07-01")],
        ["round", "r1", day("2025-07-01")],
        ["annotation", "n1", day("2025-07-02")],
        ["event", "e1", day("2025-07-03")],
        ["annotation", "n2", day("2025-07-04")],
        ["change", "s3", day("2025-07-06")],
        ["proposal", "p2", day("2025-07-10")],
        ["proposal", "p3", day("2025-07-11")],
        ["round", "r2", day("2025-07-20")],
    ]
    by_code = made.set_index("code")
    assert by_code.loc["s3", "title"] == "A, Aid: rejects → open"
    assert by_code.loc["s3", "detail"] == "It may talk."
    assert by_code.loc["r1", "ended_on"] == day("2025-07-05") and pd.isna(by_code.loc["p1", "ended_on"])
    assert len(by_code.loc["n2", "title"]) == 80 and by_code.loc["n2", "detail"] == "Ana: " + "x" * 200


@pytest.mark.parametrize(
    ("as_of", "ended_on", "detail"),
    [("2025-07-01", "2025-07-01", "Under way on this day."), ("2025-07-04", "2025-07-04", "Under way on this day.")]
    + [("2025-07-05", "2025-07-05", "They met."), ("2025-07-06", "2025-07-05", "They met.")],
)
def test_a_round_tells_how_it_ended_from_its_last_day_on(
    rounds: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, day: Day, as_of: str, ended_on: str, detail: str
) -> None:
    others = [contract.frame() for contract in (frames.PROPOSALS, frames.EVENTS)]
    made = moments(rounds, *others, NO_NOTES, frames.STEPS.frame(), parties, terms, day(as_of))
    assert made[["code", "ended_on", "detail"]].values.tolist() == [["r1", day(ended_on), detail]]
