"""The stance matrix, cell by cell."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.stances import changes, current, on_the_table

Day = Callable[[str], pd.Timestamp]
Frame = Callable[..., pd.DataFrame]


def only(matrix: pd.DataFrame) -> dict[str, Any]:
    (row,) = frames.CURRENT.check(matrix).to_dict("records")
    return row


def test_no_candidates_give_an_empty_matrix(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    made = current(candidates(), proposals, day("2025-07-07"))
    assert made.empty and list(frames.CURRENT.check(made).columns) == list(frames.CURRENT.columns)


@pytest.mark.parametrize(
    ("code", "score"),
    {"DEMANDS": 2, "ACCEPTS": 2, "CONDITIONAL": 1, "OPEN": 0, "RESISTS": -1, "REJECTS": -2, "SILENT": None}.items(),
)
def test_a_level_has_its_score_and_silence_has_none(
    candidates: Frame, proposals: pd.DataFrame, day: Day, code: str, score: int | None
) -> None:
    row = only(current(candidates({"code": code}), proposals, day("2025-07-07")))
    assert row["level"] == code and not row["mixed"]
    assert pd.isna(row["level_score"]) if score is None else row["level_score"] == score
    assert pd.isna(row["answer"]) and pd.isna(row["answer_score"]) and pd.isna(row["proposal"])


def test_of_one_day_the_better_source_goes_first(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    same_day = candidates(
        {"code": "REJECTS", "source_grade": "B", "confidence": "high"},
        {"code": "OPEN", "source_grade": "A", "confidence": "low"},
    )
    row = only(current(same_day, proposals, day("2025-07-07")))
    assert (row["level"], row["level_stance"], row["source_grade"], row["confidence"]) == ("OPEN", "s2", "A", "low")


@pytest.mark.parametrize("lower", ["moderate", "low", None])
def test_of_one_day_and_grade_the_higher_confidence_goes_first(
    candidates: Frame, proposals: pd.DataFrame, day: Day, lower: str | None
) -> None:
    same_day = candidates({"code": "REJECTS", "confidence": lower}, {"code": "OPEN", "confidence": "high"})
    row = only(current(same_day, proposals, day("2025-07-07")))
    assert (row["level"], row["mixed"]) == ("OPEN", False)


def test_two_of_equal_standing_that_differ_are_mixed_and_both_are_shown(
    candidates: Frame, proposals: pd.DataFrame, day: Day
) -> None:
    row = only(current(candidates({"code": "OPEN"}, {"code": "REJECTS"}), proposals, day("2025-07-07")))
    assert (row["level"], row["level_both"], row["mixed"]) == ("MIXED", "OPEN; REJECTS", True)
    assert pd.isna(row["level_score"])


def test_two_of_equal_standing_that_agree_are_one(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    row = only(current(candidates({"code": "OPEN"}, {"code": "OPEN"}), proposals, day("2025-07-07")))
    assert (row["level"], row["mixed"], row["level_stance"]) == ("OPEN", False, "s1")


def test_a_stance_coded_mixed_is_mixed(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    row = only(current(candidates({"code": "MIXED"}), proposals, day("2025-07-07")))
    assert (row["level"], row["mixed"]) == ("MIXED", True) and pd.isna(row["level_score"])


def test_mixed_answers_to_two_texts_name_the_texts(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    same_day = candidates(
        {"aspect": "answer", "code": "ACCEPTS", "proposal": "p1"},
        {"aspect": "answer", "code": "REJECTS", "proposal": "p2"},
    )
    row = only(current(same_day, proposals, day("2025-07-10")))
    assert (row["answer"], row["answer_both"]) == ("MIXED", "ACCEPTS to p1; REJECTS to p2")


def test_level_and_answer_stand_on_their_own_and_the_cell_is_the_levels(
    candidates: Frame, proposals: pd.DataFrame, day: Day
) -> None:
    both = candidates(
        {"code": "DEMANDS", "held_on": day("2025-07-01"), "claims": 3, "position": 80.0},
        {"aspect": "answer", "code": "REJECTS", "proposal": "p1", "held_on": day("2025-07-05"), "source_grade": "A"},
    )
    row = only(current(both, proposals, day("2025-07-07")))
    assert (row["level"], row["level_score"], row["answer"], row["answer_score"]) == ("DEMANDS", 2, "REJECTS", -2)
    assert (row["held_on"], row["claims"], row["source_grade"], row["position"]) == (day("2025-07-01"), 3, "B", 80)
    assert (row["level_held_on"], row["answer_held_on"]) == (day("2025-07-01"), day("2025-07-05"))


def test_an_answer_alone_gives_the_cell_its_day(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    row = only(
        current(candidates({"aspect": "answer", "code": "OPEN", "proposal": "p1"}), proposals, day("2025-07-07"))
    )
    assert pd.isna(row["level"]) and row["held_on"] == day("2025-07-07")


@pytest.mark.parametrize(
    ("proposal", "as_of", "unconfirmed"),
    [
        ("p1", "2025-07-09", False),  # the second text comes on the 10th
        ("p1", "2025-07-10", True),
        ("p2", "2025-07-10", False),
        ("p2", "2025-07-11", True),
    ],
)
def test_an_answer_to_an_older_text_is_unconfirmed_on_the_one_on_the_table(
    candidates: Frame, proposals: pd.DataFrame, day: Day, proposal: str, as_of: str, unconfirmed: bool
) -> None:
    answer = candidates({"aspect": "answer", "code": "ACCEPTS", "proposal": proposal})
    assert only(current(answer, proposals, day(as_of)))["unconfirmed"] == unconfirmed


@pytest.mark.parametrize(("as_of", "faded"), [("2025-07-07", False), ("2025-08-06", False), ("2025-08-07", True)])
def test_a_stance_fades_after_thirty_days_not_on_the_thirtieth(
    candidates: Frame, proposals: pd.DataFrame, day: Day, as_of: str, faded: bool
) -> None:
    # 7 July + 30 days = 6 August
    assert only(current(candidates({"code": "OPEN"}), proposals, day(as_of)))["faded"] == faded


def test_a_negotiation_may_set_its_own_use_by(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    assert only(current(candidates({"code": "OPEN"}), proposals, day("2025-07-09"), use_by_days=1))["faded"]
    assert not only(current(candidates({"code": "OPEN"}), proposals, day("2025-07-09"), use_by_days=2))["faded"]


def test_a_partial_date_counts_from_its_first_day(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    july = candidates({"code": "OPEN", "held_on": day("2025-07-01"), "precision": "month"})
    assert only(current(july, proposals, day("2025-07-31")))["faded"] == False  # noqa: E712  (30 days after the first)
    assert only(current(july, proposals, day("2025-08-01")))["faded"] == True  # noqa: E712


def test_a_faction_and_its_party_have_a_cell_each(candidates: Frame, proposals: pd.DataFrame, day: Day) -> None:
    made = current(
        candidates({"party": "b", "code": "OPEN"}, {"party": "f", "code": "REJECTS"}), proposals, day("2025-07-07")
    )
    assert made[["party", "level"]].values.tolist() == [["b", "OPEN"], ["f", "REJECTS"]]


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("2025-06-30", None), ("2025-07-01", "p1"), ("2025-07-09", "p1"), ("2025-07-10", "p2"), ("2025-12-01", "p3")],
)
def test_the_text_on_the_table_is_the_latest_tabled(
    proposals: pd.DataFrame, day: Day, as_of: str, code: str | None
) -> None:
    assert on_the_table(proposals, day(as_of)) == code


def test_without_any_text_none_is_on_the_table(day: Day) -> None:
    assert on_the_table(frames.PROPOSALS.frame(), day("2025-07-01")) is None


def test_changes_are_cells_whose_code_differs_and_a_new_cell_has_no_before(matrix: Frame, day: Day) -> None:
    before = matrix(
        {"party": "a", "term": "aid", "level": "OPEN", "answer": "REJECTS"},
        {"party": "b", "term": "aid", "level": "RESISTS"},
    )
    after = matrix(
        {"party": "a", "term": "aid", "level": "OPEN", "answer": "ACCEPTS", "answer_held_on": day("2025-07-07")}
        | {"answer_stance": "s1"},
        {"party": "b", "term": "aid", "level": "RESISTS", "held_on": day("2025-07-08")},
        {"party": "b", "term": "truce", "level": "OPEN", "level_held_on": day("2025-07-06"), "level_stance": "s2"},
    )
    made = frames.CHANGES.check(changes(before, after))
    first, second = made.to_dict("records")
    assert (first["party"], first["aspect"], first["before"], first["after"]) == ("a", "answer", "REJECTS", "ACCEPTS")
    assert (first["held_on"], first["stance"]) == (day("2025-07-07"), "s1")
    assert (second["term"], second["aspect"], second["after"], second["stance"]) == ("truce", "level", "OPEN", "s2")
    assert pd.isna(second["before"])
    assert changes(before, before).empty
    assert changes(matrix(), matrix()).empty
