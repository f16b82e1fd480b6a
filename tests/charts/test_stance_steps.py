from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.stance_steps import NO_SCORE
from dashboard.vocabulary import SCORES
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]


@pytest.fixture
def datasets(rows: Rows, context: Context) -> dict[str, Any]:
    return spec("stance-steps", rows["stance-steps"], context)["datasets"]


def test_steps_that_meet_are_one_line_and_its_corners_fall_on_the_days(datasets: dict[str, Any]) -> None:
    north = [point for point in datasets["levels truce"] if point["party"] == "North"]
    assert len({point["run"] for point in north}) == 1
    assert [point["started_on"] for point in north] == ["2025-01-10", "2025-02-01", "2025-02-01", "2025-04-01"]
    low, high = north[0]["height"], north[2]["height"]
    assert high - low == pytest.approx(1)  # from -1 to 0, with the party's own offset on both


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("DEMANDS", "ACCEPTS"), "; “accepts” and “demands” stand at one height. "),
        (("ACCEPTS", "ACCEPTS"), ". "),
        (("CONDITIONAL", "ACCEPTS"), ". "),
    ],
)
def test_a_change_that_moves_no_line_is_told(codes: tuple[str, str], said: str, rows: Rows, context: Context) -> None:
    data = rows["stance-steps"].copy()
    data.loc[[0, 1], "code"] = codes
    data.loc[[0, 1], "score"] = [SCORES[code] for code in codes]
    drawn = spec("stance-steps", data.iloc[::-1], context)
    assert f"Lines: the level on the term{said}Large marks" in " ".join(drawn["title"]["subtitle"])


def test_a_gap_breaks_the_line(rows: Rows, context: Context) -> None:
    data = rows["stance-steps"].copy()
    data.loc[0, "ended_on"] = pd.Timestamp("2025-01-20")
    points = spec("stance-steps", data, context)["datasets"]["levels truce"]
    assert len({point["run"] for point in points if point["party"] == "North"}) == 2


def test_a_level_without_a_score_lies_under_the_scale_and_is_never_neutral(rows: Rows, context: Context) -> None:
    data = rows["stance-steps"].copy()
    data.loc[2, "party"] = "north"
    data.loc[2, ["started_on", "ended_on"]] = [pd.Timestamp("2025-04-01"), pd.Timestamp("2025-04-02")]
    points = spec("stance-steps", data, context)["datasets"]["levels truce"]
    mixed = points[-2:]
    assert all(abs(point["height"] - NO_SCORE) < 0.5 for point in mixed)
    assert mixed[0]["run"] != points[0]["run"]


def test_a_silence_is_named_under_the_scale_and_breaks_no_line(rows: Rows, context: Context) -> None:
    data = rows["stance-steps"]
    of_north = data.iloc[[1]].assign(kind="silence", started_on=pd.Timestamp("2025-03-01"), code="SILENT", score=pd.NA)
    both = pd.concat([data, of_north]).astype(dict(frames.STEPS.columns))
    without, drawn = (spec("stance-steps", one, context) for one in (data, both))
    (silence,) = drawn["datasets"]["silences truce"]
    assert (silence["party"], silence["word"], silence["started_on"]) == ("North", "silent", "2025-03-01")
    assert abs(silence["height"] - NO_SCORE) < 0.5
    assert drawn["datasets"]["levels truce"] == without["datasets"]["levels truce"]
    told = [" Silent: where a position was due;" in " ".join(one["title"]["subtitle"]) for one in (without, drawn)]
    assert told == [False, True]


def test_parties_on_one_level_are_drawn_apart_but_on_that_level(rows: Rows, context: Context) -> None:
    data = rows["stance-steps"].assign(score=0).astype({"score": "Int64"})
    heights = {
        point["party"]: point["height"] for point in spec("stance-steps", data, context)["datasets"]["levels truce"]
    }
    assert heights["North"] > heights["South"]
    assert all(abs(height) < 0.5 for height in heights.values())


def test_panels_stand_in_order_of_terms_and_only_for_terms_with_rows(rows: Rows, context: Context) -> None:
    drawn = spec("stance-steps", rows["stance-steps"], context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Truce", "Border"]


def test_an_answer_names_its_text_and_an_annotation_has_no_level(datasets: dict[str, Any]) -> None:
    (answer,) = datasets["answers border"]
    assert (answer["proposal"], answer["word"]) == ("Second draft", "rejects")
    (flag,) = datasets["annotations border"]
    assert (flag["word"], flag["text"]) == ("", "look again")


def test_a_round_of_one_day_is_a_day_wide(datasets: dict[str, Any]) -> None:
    assert [one["number"] for one in datasets["rounds"]] == ["1", "2"]
    assert [(one["started_on"], one["ended_on"]) for one in datasets["rounds"]] == [
        ("2025-01-10", "2025-01-13"),
        ("2025-03-01", "2025-03-02"),
    ]
