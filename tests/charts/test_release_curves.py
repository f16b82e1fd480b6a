from dataclasses import replace

import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]


def test_each_kind_of_release_has_a_panel(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"], context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Captives", "Trucks"]


def test_what_is_noted_of_a_point_is_in_its_tooltip(rows: Rows, context: Context) -> None:
    data = rows["release-curves"]
    promised = data["curve"] == "promised"
    drawn = spec(
        "release-curves", data.assign(wording=data["wording"].mask(promised & (data["day"] == 7), "about")), context
    )
    noted = [row["noted"] for name in ("curves 0", "delivered 0") for row in drawn["datasets"][name]]
    assert noted == ["", "about", "", "so"]
    points = [one for one in drawn["vconcat"][0]["layer"] if "shape" in one["encoding"]]
    assert [point["encoding"]["tooltip"][-1]["field"] for point in points] == ["noted", "noted"]


def test_an_unknown_count_is_not_drawn_and_is_said(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"], context)
    # Of p2's captives only the start on day 0 is known: no curve.
    assert [(row["line"], row["day"]) for row in drawn["datasets"]["curves 0"]] == [("p1", 0), ("p1", 7)]
    assert "Not drawn, as no number is entered: 1 stage (Second draft)." in drawn["title"]["subtitle"]


def test_where_every_count_is_known_nothing_is_said_to_be_missing(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"].iloc[:2], context)
    assert not any("no number" in line for line in drawn["title"]["subtitle"])


def test_a_proposal_keeps_its_style_when_others_are_filtered_out(rows: Rows, context: Context) -> None:
    data = rows["release-curves"]
    whole, part = (spec("release-curves", one, context) for one in (data, data[data["proposal"] == "p2"]))
    for channel in ("color", "shape"):
        scales = [drawn["vconcat"][0]["layer"][1]["encoding"][channel]["scale"] for drawn in (whole, part)]
        assert scales[0] == scales[1]
        assert scales[0]["domain"] == ["First draft", "Second draft"]


def test_the_mean_day_of_release_stands_at_the_foot_of_its_curve(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"], context)
    means = [(row["line"], row["mean_day"], row["said"]) for row in drawn["datasets"]["means 0"]]
    assert means == [("p1", 7, "day 7.0")]


def test_what_was_delivered_is_drawn_on_what_was_promised(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"], context)
    came = drawn["datasets"]["delivered 0"]
    assert [(row["line"], row["day"], row["cumulative"], row["said"]) for row in came] == [
        ("p1", 0, 0, None),
        ("p1", 8, 6, "delivered: First draft"),
    ]
    assert drawn["datasets"]["delivered 1"] == []
    assert any("what was delivered" in line for line in drawn["title"]["subtitle"])
    # The days of what came belong to the axis: a delivery may come late.
    assert drawn["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 8]


def test_of_one_text_alone_the_delivered_curve_needs_no_name_and_its_word_stays_in_the_panel(
    rows: Rows, context: Context
) -> None:
    data = rows["release-curves"]
    drawn = spec("release-curves", data[data["proposal"] == "p1"], context)
    (end,) = (row for row in drawn["datasets"]["delivered 0"] if row["said"] is not None)
    assert (end["said"], end["late"]) == ("delivered", True)
    aligned = {
        layer["transform"][0]["filter"]: layer["mark"]["align"]
        for layer in drawn["vconcat"][0]["layer"]
        if layer["mark"]["type"] == "text"
    }
    assert aligned == {
        "datum.said != null && !datum.late": "left",
        "datum.said != null && datum.late": "right",
    }


def test_where_the_filter_leaves_out_deliveries_no_line_tells_of_the_days_between(rows: Rows, context: Context) -> None:
    def delivered(narrowed: bool) -> tuple[list[str], list[int], list[str], str]:
        drawn = spec("release-curves", rows["release-curves"], replace(context, narrowed=narrowed))
        layers = [one for one in drawn["vconcat"][0]["layer"] if one["data"]["name"] == "delivered 0"]
        (point,) = (one for one in layers if one["mark"]["type"] == "point")
        return (
            [layer["mark"]["type"] for layer in layers],
            [row["day"] for row in drawn["datasets"]["delivered 0"]],
            [one["title"] for one in point["encoding"]["tooltip"]],
            next(line for line in drawn["title"]["subtitle"] if "what was delivered" in line),
        )

    marks, days, said, words = delivered(narrowed=False)
    assert (marks, days, words) == (
        ["line", "point", "text", "text"],
        [0, 8],
        "Wide and pale, with hollow points: what was delivered.",
    )
    assert said[2] == "Since the point before"
    marks, days, said, words = delivered(narrowed=True)
    assert (marks, days, words) == (
        ["point", "text", "text"],
        [8],
        "Hollow points without a line: what was delivered, by what passes the evidence filter.",
    )
    assert not any("before" in title for title in said)


def test_without_a_delivery_no_curve_is_explained(rows: Rows, context: Context) -> None:
    promised = rows["release-curves"][rows["release-curves"]["curve"] == "promised"]
    drawn = spec("release-curves", promised, context)
    assert not any("delivered" in line for line in drawn["title"]["subtitle"])


def test_what_was_delivered_and_never_promised_by_a_day_has_a_panel(rows: Rows, context: Context) -> None:
    delivered = rows["release-curves"][rows["release-curves"]["curve"] == "delivered"]
    drawn = spec("release-curves", delivered, context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Captives"]


def test_without_a_stage_the_subtitle_says_that_none_is_entered(rows: Rows, context: Context) -> None:
    drawn = spec("release-curves", rows["release-curves"].iloc[:0], context)
    assert drawn["title"]["subtitle"][1:] == ["No stage of a release is entered with its day."]


def test_a_kind_of_which_no_count_is_known_has_no_panel(rows: Rows, context: Context) -> None:
    unknown = rows["release-curves"].assign(count=None, cumulative=None, mean_day=None)
    unknown = unknown.astype(dict(frames.RELEASES.columns))
    drawn = spec("release-curves", unknown, context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == [""]
    assert any("Not drawn, as no number is entered: 5 stages" in line for line in drawn["title"]["subtitle"])
