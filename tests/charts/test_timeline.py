import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import apart
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]


def test_lanes_stand_in_a_fixed_order_whatever_is_in_them(rows: Rows, context: Context) -> None:
    for data in (rows["timeline"], rows["timeline"].iloc[:0], rows["timeline"].iloc[::-1]):
        lanes = spec("timeline", data, context)["datasets"]["lanes"]
        assert [lane["title"] for lane in lanes] == [
            "Rounds",
            "Proposals",
            "Events",
            "Changes of level",
            "Annotations",
        ]
        assert [lane["y"] for lane in lanes] == sorted(lane["y"] for lane in lanes)


def test_moments_of_one_day_do_not_hide_each_other(rows: Rows, context: Context) -> None:
    first, second = spec("timeline", rows["timeline"], context)["datasets"]["change"]
    assert first["started_on"] == second["started_on"] and first["y"] != second["y"]


def test_a_day_is_said_as_exactly_as_it_is_known(rows: Rows, context: Context) -> None:
    datasets = spec("timeline", rows["timeline"], context)["datasets"]
    assert datasets["round"][0]["days"] == "10 January 2025 to 12 January 2025"
    assert datasets["event"][0]["days"] == "February 2025"
    assert datasets["change"][0]["days"] == "about 1 February 2025"


def test_a_mark_that_stands_for_many_is_larger_and_a_round_then_shows_how_many(rows: Rows, context: Context) -> None:
    data = rows["timeline"].assign(n=pd.array([3, 1, 100, 1, 1, 1], dtype="Int64"))
    datasets = spec("timeline", data, context)["datasets"]
    # 52 · (1 + 1.5 · log10 100)
    assert [datasets[lane][0]["size"] for lane in ("event", "annotation")] == [208, 52]
    assert datasets["round"][0]["label"] == "×3"
    assert spec("timeline", rows["timeline"], context)["datasets"]["round"][0]["label"] == "1"


def test_places_with_room_share_a_lane() -> None:
    assert apart([], 10) == []
    assert apart([0, 10, 19, 21], 10) == [0, 0, 1, 0]


def test_a_span_takes_its_lane_up_to_its_end() -> None:
    assert apart([0, 10, 30], 10, ends=[30, 12, 31]) == [0, 1, 0]
