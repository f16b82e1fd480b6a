import json

import pandas as pd
import pytest

from dashboard.charts.context import Context
from dashboard.charts.provision_quantities import MOST_MEASURES
from dashboard.charts.ranges import Range, range_panel
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]


def test_each_kind_of_range_has_a_mark_of_its_own(context: Context) -> None:
    ranges = [
        Range("a", 1, 2, ""),
        Range("b", 1, 1, ""),
        Range("c", 1, None, ""),
        Range("d", None, 2, ""),
        Range("e", None, None, "few"),
    ]
    _, datasets = range_panel("p", "P", "people", ranges, 300, context)
    assert {name: [row["label"] for row in rows] for name, rows in datasets.items()} == {
        "p lines": ["a", "b", "c", "d", "e"],
        "p bars": ["a"],
        "p points": ["b"],
        "p or more": ["c"],
        "p up to": ["d"],
    }


def test_a_range_has_a_tick_at_both_its_ends_however_near_these_are(context: Context) -> None:
    layers = range_panel("p", "P", "people", [Range("a", 97, 101, "")], 300, context)[0].to_dict()["layer"]
    (point,) = (layer["mark"] for layer in layers if layer["data"]["name"] == "p points")
    bar, *ticks = (layer for layer in layers if layer["data"]["name"] == "p bars")
    assert [tick["encoding"]["x"]["field"] for tick in ticks] == ["low", "high"]
    # Two that lie on each other are still no dot; and the bar itself does not go beyond them.
    assert all(tick["mark"]["size"] > 2 * point["size"] and tick["mark"]["shape"] == "stroke" for tick in ticks)
    assert "strokeCap" not in bar["mark"]


@pytest.mark.parametrize("chart", ["provision-quantities", "figures"])
def test_what_a_range_looks_like_is_said(chart: str, rows: Rows, context: Context) -> None:
    assert "Two ticks and the bar between them: a range." in " ".join(
        spec(chart, rows[chart], context)["title"]["subtitle"]
    )


@pytest.mark.parametrize(("highest", "kind"), [(100.0, None), (101.0, "log")])
def test_numbers_more_than_a_hundredfold_apart_get_a_logarithmic_scale(
    highest: float, kind: str | None, context: Context
) -> None:
    panel, _ = range_panel("p", "P", "people", [Range("a", 1, highest, "")], 300, context)
    x = panel.to_dict()["layer"][1]["encoding"]["x"]
    assert x["scale"].get("type") == kind
    assert ("logarithmic" in x["axis"]["title"]) == (kind == "log")


def test_zero_keeps_the_scale_linear(context: Context) -> None:
    panel, _ = range_panel("p", "P", "people", [Range("a", 0, 5000, "")], 300, context)
    assert "type" not in panel.to_dict()["layer"][1]["encoding"]["x"]["scale"]


def test_quantities_stand_in_order_of_day_under_the_most_frequent_measure_first(rows: Rows, context: Context) -> None:
    drawn = spec("provision-quantities", rows["provision-quantities"], context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Length", "Posts", "Width"]
    assert [row["label"] for row in drawn["datasets"]["measure 0 lines"]] == [
        "First draft, 11 January 2025",
        "Second draft, about 1 March 2025",
    ]
    assert [row["said"] for row in drawn["datasets"]["measure 0 lines"]] == ["30 or more", "40 to 60"]


def test_what_is_entered_of_the_texts_is_not_said_to_be_all_that_they_say(rows: Rows, context: Context) -> None:
    data = rows["provision-quantities"]
    subject, *reading = spec("provision-quantities", data, context)["title"]["subtitle"]
    assert subject == "Numbers of the texts, as entered" and "Arrow: that end is open." in " ".join(reading)
    none = spec("provision-quantities", data.iloc[:0], context)["title"]["subtitle"]
    assert none == [subject, "Stages aside, no number of a text is entered."]


def test_measures_beyond_the_eighth_are_named_as_left_out(rows: Rows, context: Context) -> None:
    one = rows["provision-quantities"].iloc[[0]]
    for count in (MOST_MEASURES, MOST_MEASURES + 1):
        data = pd.concat([one.assign(measure=f"m{n}") for n in range(count)], ignore_index=True)
        data["measure"] = data["measure"].astype("str")
        drawn = spec("provision-quantities", data, context)
        assert len(drawn["vconcat"]) == MOST_MEASURES
        assert ("Left out here, in the data: m8." in drawn["title"]["subtitle"]) == (count > MOST_MEASURES)


def test_a_figure_says_who_gives_it_and_as_of_when(rows: Rows, context: Context) -> None:
    drawn = spec("figures", rows["figures"], context)
    assert [row["said"] for row in drawn["datasets"]["unit 0 lines"]] == [
        "1 February 2025, 20 to 23, North; noted: about",
        "1 March 2025, more than 57,000",
    ]


def test_what_the_record_says_of_a_figure_is_no_quotation(rows: Rows, context: Context) -> None:
    drawn = json.dumps(spec("figures", rows["figures"], context), ensure_ascii=False)
    assert "noted: about" in drawn and "“" not in drawn


def test_whose_words_stand_beside_the_numbers_of_texts_is_said_where_any_do(rows: Rows, context: Context) -> None:
    data = rows["provision-quantities"]
    for wording, said in ((None, False), ("about", True)):
        worded = data.assign(wording=pd.array([wording] * len(data), dtype=data["wording"].dtype))
        drawn = json.dumps(spec("provision-quantities", worded, context), ensure_ascii=False)
        assert ("Beside a number" in drawn) == said
