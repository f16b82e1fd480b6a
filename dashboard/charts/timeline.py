"""The time axis: rounds, proposals, events, changes of level and annotations, each in a lane of its own."""

import math

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, apart, as_days, dataset, finish, json_rows, pixels, time_domain, x_day
from dashboard.charts.marks import tooltips
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import day_words, span_words

WIDTH = 980
LANE_GAP = 16
SIZE = 52
"""Square pixels of the mark of one moment."""
LANES = {
    "round": "Rounds",
    "proposal": "Proposals",
    "event": "Events",
    "change": "Changes of level",
    "annotation": "Annotations",
}
SHAPES = {"proposal": "square", "event": "circle", "change": "diamond", "annotation": "triangle-up"}
COLOURS = {
    "round": {False: "#5b6b7d", True: "#8fa1b5"},
    "proposal": {False: "#6c58b0", True: "#a896ea"},
    "event": {False: "#57606a", True: "#a9b3be"},
    "change": {False: "#a84d05", True: "#f5a54a"},
    "annotation": {False: "#1b1f24", True: "#e8eaed"},
}


def timeline(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the time axis with a lane for each kind of moment; what falls together in a lane is set below one another.

    Parameters
    ----------
    data
        `frames.MOMENTS`, n rows. The more a moment stands for, the larger is its mark.

    Returns
    -------
    LayerChart
        On a page, with the point selection `moment` on lane and code and the interval selection `span` on the
        time axis, whose bounds are `started_on_day` in milliseconds UTC.
    """
    paper = PAPERS[context.dark]
    days = [*context.rounds["started_on"], *context.rounds["ended_on"], *context.proposals["tabled_on"]]
    domain = time_domain([*days, *data["started_on"], *data["ended_on"], context.as_of])
    x = x_day("started_on_day", domain)
    datasets: dict[str, Rows] = {"lanes": [], "as_of": [{"started_on": context.as_of.strftime("%Y-%m-%d")}]}
    y = 22
    for lane, title in LANES.items():
        mine = data[data["lane"] == lane].sort_values(["started_on", "code"])
        # A round takes its days and the room of its label.
        room, step = (30, 20) if lane == "round" else (9, 13)
        # A round without an end is under way on the day.
        ends = mine["ended_on"].fillna(context.as_of if lane == "round" else mine["started_on"]) + pd.Timedelta(days=1)
        rows = apart(pixels(mine["started_on"], domain, WIDTH), room, pixels(ends, domain, WIDTH))
        datasets["lanes"].append({"title": title, "y": y, "line": y - 15})
        datasets[lane] = json_rows(
            mine[["lane", "code", "title", "as_known_now", "started_on"]].assign(
                ended_on=ends,
                label=mine["code"].map(context.round_numbers).where(mine["n"] == 1, "×" + mine["n"].astype(str)),
                size=[SIZE * (1 + 1.5 * math.log10(n)) for n in mine["n"]],
                y=[float(y + step * row) for row in rows],
                days=_days(mine),
                aloud=[f"{lane}: {title}, {days}" for title, days in zip(mine["title"], _days(mine), strict=True)],
            )
        )
        y += step * (max(rows, default=0) + 1) + LANE_GAP
    height = y - LANE_GAP // 2

    place = alt.Y("y:Q", scale=None, axis=None)
    layers = [
        dataset("lanes").mark_rule(color=paper.grid, aria=False).encode(y=alt.Y("line:Q", scale=None, axis=None)),
        dataset("lanes")
        .mark_text(align="right", baseline="middle", fontSize=12, aria=False)
        .encode(x=alt.XValue(-12), y=place, text=alt.Text("title:N")),
        as_days(dataset("as_of"), "started_on").mark_rule(color=paper.ink, strokeDash=[4, 3], aria=False).encode(x=x),
        *(_marks(lane, x, place, context) for lane in LANES),
        as_days(dataset("round"), "started_on")
        .mark_text(align="left", baseline="middle", dx=1, dy=-9, fontSize=10, color=paper.ink, aria=False)
        .encode(x=x, y=place, text=alt.Text("label:N")),
    ]
    chart = alt.LayerChart(layer=layers, width=WIDTH, height=height)
    if data.empty:
        subtitle = [f"Nothing of {context.as_of_words} or before {context.there.is_}{context.chosen}."]
    else:
        subtitle = [f"Rounds by their number. The dashed line is {context.as_of_words}."]
        if (data["n"] > 1).any():
            subtitle.append("Where there are too many of a kind a mark stands for all of a span: the larger, the more.")
    return finish(chart, context, "What happened when", subtitle, WIDTH, datasets)


def _days(moments: pd.DataFrame) -> list[str]:
    """Return the day of each moment in words, as exactly as it is known; for a span, both days."""
    return [
        f"begun {day_words(moment.started_on, moment.precision)}"
        if moment.lane == "round" and moment.ended_on is None
        else span_words(moment.started_on, moment.ended_on or moment.started_on, moment.precision)
        for moment in frames.MOMENTS.rows(moments)
    ]


def _marks(lane: str, x: alt.X, y: alt.Y, context: Context) -> alt.Chart:
    colour, paper = COLOURS[lane][context.dark], PAPERS[context.dark]
    rows = as_days(dataset(lane), "started_on", "ended_on").encode(
        x=x,
        y=y,
        description=alt.Description("aloud:N"),
        tooltip=tooltips(title=LANES[lane], days="Day", code="Code", as_known_now="As known now"),
    )
    if lane == "round":
        rows = rows.mark_rule(color=colour, strokeWidth=7).encode(x2=alt.X2("ended_on_day:T"))
        if not context.on_page:
            return rows
        # On one layer only, one with a time axis; marks of the other lanes are clicked all the same.
        span = alt.selection_interval(name="span", encodings=["x"])
        # Each click turns one mark on or off, so that a second click on the same mark is told as well.
        moment = alt.selection_point(name="moment", fields=["lane", "code"], toggle="true")
        return rows.add_params(span, moment)
    return rows.encode(size=alt.Size("size:Q", scale=None)).mark_point(
        shape=SHAPES[lane], color=colour, filled=True, opacity=1, stroke=paper.background, strokeWidth=0.8
    )
