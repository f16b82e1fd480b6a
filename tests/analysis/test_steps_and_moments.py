"""Levels as steps through time, answers as marks, and everything else that has a day."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.stances import changes, steps
from dashboard.analysis.timeline import MOST_IN_LANE, level_changes, moments

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


def test_a_silence_is_a_mark_of_its_own_and_ends_no_level(graded: Frame, day: Day) -> None:
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "OPEN"},
        {"held_on": day("2025-07-10"), "level": "SILENT", "remark": False},
        {"held_on": day("2025-07-11"), "level": "SILENT", "remark": True},
    )
    made = frames.STEPS.check(steps(stances, NO_NOTES, day("2025-08-01")))
    assert made[["kind", "started_on", "code", "row"]].values.tolist() == [
        ["level", day("2025-07-01"), "OPEN", "s1"],
        ["silence", day("2025-07-10"), "SILENT", "s2"],
    ]
    assert made["ended_on"].tolist()[0] == day("2025-08-01") and pd.isna(made["ended_on"].tolist()[1])


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


def test_answers_of_one_day_to_two_texts_are_two_marks_and_no_conflict(graded: Frame, day: Day) -> None:
    on_a_day = {"held_on": day("2025-07-01")}
    made = steps(
        graded(
            on_a_day | {"answer": "ACCEPTS", "proposal": "p1"},
            on_a_day | {"answer": "REJECTS", "proposal": "p2"},
            on_a_day | {"answer": "OPEN", "proposal": "p2"},
        ),
        NO_NOTES,
        day("2025-08-01"),
    )
    # To the second text it said two things of equal standing.
    assert dict(zip(made["proposal"], made["code"], strict=True)) == {"p1": "ACCEPTS", "p2": "MIXED"}


def test_an_answer_to_another_text_changes_none(matrix: Frame) -> None:
    def answered(code: str, text: str) -> pd.DataFrame:
        return matrix({"party": "a", "term": "aid", "answer": code, "proposal": text})

    def told(before: pd.DataFrame, after: pd.DataFrame) -> list[list[object]]:
        found = frames.CHANGES.check(changes(before, after)).astype(object)
        return found.where(found.notna(), None)[["aspect", "before", "after"]].values.tolist()

    assert told(answered("REJECTS", "p1"), answered("ACCEPTS", "p1")) == [["answer", "REJECTS", "ACCEPTS"]]
    assert told(answered("REJECTS", "p1"), answered("ACCEPTS", "p2")) == [["answer", None, "ACCEPTS"]]
    assert told(answered("ACCEPTS", "p1"), answered("ACCEPTS", "p2")) == [["answer", None, "ACCEPTS"]]
    assert told(answered("ACCEPTS", "p1"), answered("ACCEPTS", "p1")) == []


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


LANES = {
    "rounds": frames.ROUNDS,
    "proposals": frames.PROPOSALS,
    "events": frames.EVENTS,
    "notes": frames.PLACED_NOTES,
    "note_days": frames.DAY_COUNTS,
    "changes": frames.LEVEL_CHANGES,
    "parties": frames.PARTIES,
    "terms": frames.TERMS,
}


def made_of(as_of: pd.Timestamp, span: Sequence[pd.Timestamp] = (), **given: pd.DataFrame) -> pd.DataFrame:
    """Return the moments of some frames; the others are empty."""
    since, until = span or (None, None)
    lanes = {name: given.get(name, contract.frame()) for name, contract in LANES.items()}
    return frames.MOMENTS.check(moments(**lanes, as_of=as_of, since=since, until=until))


def test_nothing_recorded_gives_no_moment(day: Day) -> None:
    assert made_of(day("2025-08-01")).empty


def test_a_change_is_a_level_other_than_the_one_that_stood_before(graded: Frame, day: Day) -> None:
    stances = graded(
        {"held_on": day("2025-07-01"), "level": "REJECTS"},
        {"held_on": day("2025-07-02"), "level": "REJECTS"},
        {"held_on": day("2025-07-03"), "level": "OPEN", "precision": "about"},
        {"held_on": day("2025-07-03"), "level": "ACCEPTS", "source_grade": "C"},
        {"held_on": day("2025-07-04"), "level": "OPEN"},
        {"held_on": day("2025-07-04"), "level": "RESISTS"},
        {"held_on": day("2025-07-02"), "level": "ACCEPTS", "party": "b"},
        {"held_on": day("2025-07-05"), "level": "NOT_APPLICABLE", "party": "b"},
    )
    found = frames.LEVEL_CHANGES.check(level_changes(stances))
    columns = ["party", "before", "after", "held_on", "precision", "stance_before", "stance"]
    assert found[columns].values.tolist() == [
        ["a", "REJECTS", "OPEN", day("2025-07-03"), "about", "s2", "s3"],
        ["a", "OPEN", "MIXED", day("2025-07-04"), "day", "s3", "s5"],
    ]
    assert frames.LEVEL_CHANGES.check(level_changes(stances.head(0))).empty


def events_on(days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Return `frames.EVENTS`, one a day."""
    usual = {"title": "Vote", "precision": "day", "kind": "domestic", "seed": False}
    return frames.EVENTS.frame({**usual, "code": f"e{n}", "happened_on": day} for n, day in enumerate(days))


@pytest.mark.parametrize(("more", "shown"), [(0, MOST_IN_LANE), (1, 29)])
def test_more_of_a_kind_than_can_be_told_apart_are_counted_by_week(day: Day, more: int, shown: int) -> None:
    # 2024 begins on a Monday; 201 days are 28 weeks and 5 days.
    days = pd.date_range("2024-01-01", periods=MOST_IN_LANE + more, unit="s")
    found = made_of(day("2025-08-01"), events=events_on(days))
    assert (len(found), found["n"].sum()) == (shown, MOST_IN_LANE + more)
    if more:
        first, last = found.iloc[0], found.iloc[-1]
        assert [first["title"], first["started_on"], first["ended_on"]] == ["7 events", days[0], days[6]]
        assert [last["title"], last["started_on"], last["ended_on"]] == ["5 events", days[-5], days[-1]]
        assert found["code"].is_unique


@pytest.mark.parametrize(
    ("step", "moments"),
    [(10, 99), (40, 132), (200, 165), (2000, 165), (3000, 25)],
    ids=["by month", "by quarter", "by year", "by decade", "by century"],
)
def test_the_span_grows_with_the_time_that_there_is(day: Day, step: int, moments: int) -> None:
    days = [day("2000-01-01") + pd.Timedelta(days=step * n) for n in range(301)]
    assert len(made_of(day("9998-12-31"), events=events_on(days))) == moments


def test_notes_that_are_too_many_are_counted_from_their_days(day: Day) -> None:
    counts = frames.DAY_COUNTS.frame([(day("2025-07-07"), 1000), (day("2025-07-09"), 240), (day("2025-07-14"), 1)])
    found = made_of(day("2025-08-01"), note_days=counts, notes=placed({"code": "n1", "text": "x"}))
    assert found[["title", "started_on", "ended_on", "n"]].values.tolist() == [
        ["1,240 annotations", day("2025-07-07"), day("2025-07-09"), 1240],
        ["1 annotation", day("2025-07-14"), day("2025-07-14"), 1],
    ]


def test_of_a_span_are_told_the_rounds_that_reach_into_it_and_what_began_in_it(
    rounds: pd.DataFrame, proposals: pd.DataFrame, day: Day
) -> None:
    notes = placed(
        {"code": "n1", "text": "Before.", "written_at": datetime(2025, 7, 4, tzinfo=UTC)},
        {"code": "n2", "text": "At the end.", "placed_on": day("2025-07-10")},
    )
    span = (day("2025-07-05"), day("2025-07-10"))
    found = made_of(day("2025-08-01"), span, rounds=rounds, proposals=proposals, notes=notes)
    assert found["code"].tolist() == ["r1", "n2", "p2"]
    (round_,) = found[found["lane"] == "round"]["as_known_now"]
    assert round_ == "They met.", "it had ended by the day that is looked at"


def test_moments_are_in_order_of_day(
    rounds: pd.DataFrame,
    proposals: pd.DataFrame,
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
    changes = frames.LEVEL_CHANGES.frame(
        [("a", "aid", "REJECTS", "OPEN", day("2025-07-06"), "about", "s3", "s2", "It may talk.")]
    )
    found = {"rounds": rounds, "proposals": proposals, "events": events, "notes": notes}
    made = made_of(day("2025-08-01"), **found, changes=changes, parties=parties, terms=terms)
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
    assert by_code.loc["s3", ["as_known_now", "precision"]].tolist() == ["It may talk.", "about"]
    assert by_code.loc["r1", "ended_on"] == day("2025-07-05") and pd.isna(by_code.loc["p1", "ended_on"])
    assert len(by_code.loc["n2", "title"]) == 80 and by_code.loc["n2", "as_known_now"] == "Ana: " + "x" * 200


@pytest.mark.parametrize(
    ("as_of", "over"), [("2025-07-01", False), ("2025-07-04", False), ("2025-07-05", True), ("2025-07-06", True)]
)
def test_a_round_has_its_end_its_title_and_what_came_of_it_from_its_last_day_on(
    rounds: pd.DataFrame, day: Day, as_of: str, over: bool
) -> None:
    made = made_of(day(as_of), rounds=rounds)
    end = [day("2025-07-05"), rounds["title"].iloc[0], "They met."] if over else [None, "Round under way", None]
    shown = made[["ended_on", "title", "as_known_now"]].astype(object)
    assert shown.where(shown.notna(), None).values.tolist() == [end]
