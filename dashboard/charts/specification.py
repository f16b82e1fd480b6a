"""From a builder and its rows to a finished Vega-Lite specification, with the finding as its text alternative."""

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from dashboard.charts import theme
from dashboard.charts.context import Context
from dashboard.errors import TooMuchToDraw
from dashboard.models.columns import unbroken

MOST_MARKS = 5000
"""More rows or marks than this make a chart slow on screen and unreadable in print."""


def _itself(part: Any, _: dict[int, Any]) -> Any:
    """Stand in for a copy of a part of a chart."""
    return part


SHARED: tuple[Any, ...] = (alt.MarkDef, alt.FacetedEncoding)
"""
The parts of charts that stand in a copy of a chart themselves.

Altair copies a chart for every layer and every column that it is put into, and again where these are put together:
it was a third of the time of drawing. Of what it copies it changes the names and the parameters, never these two.
"""
for _part in SHARED:
    _part.__deepcopy__ = _itself

Builder = Callable[[pd.DataFrame, Context], alt.typing.ChartType]


def specification(builder: Builder, data: pd.DataFrame, context: Context) -> dict[str, Any]:
    """
    Return the finished specification: the chart, its data by name, our config and its text alternative.

    Raises
    ------
    TooMuchToDraw
        When the chart would draw more than `MOST_MARKS`.
    """
    # Asked for as an inner view: at the top level Altair adds whatever theme and transformer the process has set.
    # Tests hold every chart against the schema of Vega-Lite; to do so at each drawing took half of its time.
    with debug_mode(False):
        chart = builder(data, context)
        drawn: dict[str, Any] = chart.to_dict(validate=False, context={"top_level": False, "pre_transform": False})
    marks = _marks(drawn, {name: len(rows) for name, rows in drawn["datasets"].items()})
    if marks > MOST_MARKS:
        raise TooMuchToDraw(
            f"{marks:,} marks are too many to draw; choose fewer terms or a shorter period (at most {MOST_MARKS:,})."
        )
    return {
        "$schema": alt.SCHEMA_URL,
        "description": _drawable(" ".join(context.finding)),
        "autosize": {"type": "pad", "contains": "padding"},
        "config": theme.config(context.dark),
        **_drawable(drawn),
    }


def _drawable(part: Any, *, in_encoding: bool = False) -> Any:
    """
    Return a part of a specification without what Vega and the converter stop at.

    Text of one line holds none of it, but what was stored before that was so may, and so may prose. Breaks that are
    ours, between the lines of a label, stay; but titles in an encoding become parts of expressions as they stand, and
    no break and no backslash may be in them.
    """
    match part:
        case str():
            if part.isprintable():
                return part
            return "\n".join(unbroken(line) for line in part.split("\n"))
        case dict():
            inner = {key: _drawable(value, in_encoding=in_encoding or key == "encoding") for key, value in part.items()}
            return inner | ({"title": _speakable(inner["title"])} if in_encoding and "title" in inner else {})
        case list():
            return [_drawable(one, in_encoding=in_encoding) for one in part]
    return part


def _speakable(title: Any) -> Any:
    """Return a title of an encoding, or the lines of one, as Vega-Lite can put it between quotes."""
    if isinstance(title, list):
        return [_speakable(line) for line in title]
    return unbroken(title).replace("\\", "/") if isinstance(title, str) else title


def _marks(view: Mapping[str, Any], sizes: Mapping[str, int], inherited: str = "") -> int:
    """Return how many marks a view draws: the rows of the dataset behind each of its layers."""
    name = view.get("data", {}).get("name", inherited)
    inner = [part for kind in ("layer", "hconcat", "vconcat", "concat") for part in view.get(kind, ())]
    inner += [view["spec"]] if "spec" in view else []
    return (sizes.get(name, 0) if "mark" in view else 0) + sum(_marks(part, sizes, name) for part in inner)
