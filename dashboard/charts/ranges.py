"""A panel of ranges, one a line: what the provisions' numbers and the attributed figures are both drawn with."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset
from dashboard.charts.marks import tooltips
from dashboard.charts.theme import PAPERS

LINE_HEIGHT = 24


@dataclass(frozen=True)
class Range:
    """One line: its label, its numbers (an unknown end is open), and what is said to the right of it."""

    label: str
    low: float | None
    high: float | None
    said: str


def range_panel(
    name: str, title: str, axis_title: str, ranges: Sequence[Range], width: int, context: Context
) -> tuple[alt.LayerChart, dict[str, Rows]]:
    """
    Return the panel, a scale of its own, and its datasets, whose names begin with the panel's.

    Lines come in the order given. A known number is a point, two are a bar with a tick at each end, an open end is an
    arrow. Where the numbers, all above zero, lie more than a hundredfold apart, the scale is logarithmic, and its title
    says so.
    """
    numbers = [end for one in ranges for end in (one.low, one.high) if end is not None]
    wide = bool(numbers) and min(numbers) > 0 and max(numbers) > 100 * min(numbers)
    if wide:
        scale = alt.Scale(type="log", domain=[min(numbers) / 1.3, max(numbers) * 1.3], nice=False)
    else:
        scale = alt.Scale(domain=[min([0.0, *numbers]), max([0.0, *numbers]) or 1], nice=True)
    rows: Rows = [
        {"label": one.label, "low": one.low, "high": one.high, "said": one.said, "y": (place + 0.5) * LINE_HEIGHT}
        for place, one in enumerate(ranges)
    ]
    known = [row for row in rows if row["low"] is not None and row["high"] is not None]
    datasets = {
        f"{name} lines": rows,
        f"{name} bars": [row for row in known if row["low"] != row["high"]],
        f"{name} points": [row for row in known if row["low"] == row["high"]],
        f"{name} or more": [row for row in rows if row["low"] is not None and row["high"] is None],
        f"{name} up to": [row for row in rows if row["low"] is None and row["high"] is not None],
    }
    paper = PAPERS[context.dark]
    colour = "#a896ea" if context.dark else "#5b4aa3"
    y = alt.Y("y:Q", scale=None, axis=None)
    axis = None
    if numbers:
        step = 1 if all(float(one).is_integer() for one in numbers) else 0
        words = axis_title + (" (logarithmic scale)" if wide else "")
        axis = alt.Axis(title=words, grid=False, tickCount=6, labelOverlap=True, tickMinStep=step)

    def at(part: str, end: str) -> alt.Chart:
        x = alt.X(f"{end}:Q", scale=scale, axis=axis)
        tooltip = tooltips(label="What", said="Said")
        return dataset(f"{name} {part}").encode(x=x, y=y, tooltip=tooltip)

    lines = dataset(f"{name} lines").encode(y=y)
    layers = [
        lines.mark_rule(color=paper.grid, aria=False).encode(x=alt.XValue(0), x2=alt.X2Value(width)),
        at("bars", "low").mark_rule(strokeWidth=7, color=colour).encode(x2=alt.X2("high:Q")),
        at("points", "low").mark_point(shape="circle", size=80, filled=True, opacity=1, color=colour),
    ]
    # A bar may be shorter than a point is wide: with its ticks it is higher than one, at any length.
    layers += [
        at("bars", end).mark_point(
            shape="stroke", angle=90, size=225, filled=False, opacity=1, color=colour, strokeWidth=1.5, aria=False
        )
        for end in ("low", "high")
    ]
    for part, end, shape, way in (("or more", "low", "triangle-right", 1), ("up to", "high", "triangle-left", -1)):
        layers += [
            at(part, end)
            .mark_rule(strokeWidth=2, color=colour, x2Offset=way * 20, aria=False)
            .encode(x2=alt.X2(f"{end}:Q")),
            at(part, end).mark_point(shape="stroke", angle=90, size=90, filled=False, color=colour, strokeWidth=2),
            at(part, end).mark_point(
                shape=shape, size=70, filled=True, opacity=1, color=colour, xOffset=way * 20, aria=False
            ),
        ]
    layers += [
        lines.mark_text(align="right", baseline="middle", limit=420, aria=False).encode(
            x=alt.XValue(-10), text=alt.Text("label:N")
        ),
        lines.mark_text(align="left", baseline="middle", limit=480, aria=False).encode(
            x=alt.XValue(width + 28), text=alt.Text("said:N")
        ),
    ]
    panel = alt.LayerChart(
        layer=layers,
        width=width,
        height=LINE_HEIGHT * max(len(ranges), 1),
        title=alt.TitleParams(title, fontSize=13.5, offset=8, frame="group"),
    )
    return panel, datasets
