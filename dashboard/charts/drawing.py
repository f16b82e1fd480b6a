"""What the builders share: rows as plain values, the time scale, and data put in under their names."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from dashboard.charts import theme
from dashboard.charts.context import Context

Rows = list[dict[str, Any]]
MOST_TITLE_LINES = 5
IN_BRACKETS = re.compile(r" \([^()]*\)")
LEFT_TO_RIGHT = "\u200e"
"""A mark that takes no room."""

Many = TypeVar("Many", alt.LayerChart, alt.VConcatChart)


def json_rows(frame: pd.DataFrame) -> Rows:
    """Return the rows as plain values that JSON can hold: days as ISO strings, unknown values as None."""
    columns = []
    for name in frame:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d")
        columns.append(column.astype(object).where(column.notna(), None).tolist())
    return [dict(zip(frame, values, strict=True)) for values in zip(*columns, strict=True)]


def dataset(name: str) -> alt.Chart:
    """Return an empty chart on the dataset of this name, which `finish` puts in."""
    return alt.Chart(alt.NamedData(name))


def finish(
    chart: Many, context: Context, subject: str, notes: Iterable[str], width: int, datasets: Mapping[str, Rows]
) -> Many:
    """
    Return the chart with its data, its title and its subtitle, both broken to the width in pixels.

    The title is the first sentence of the finding, in files; a page says it itself, in text that wraps on a phone.
    Under it stands what the chart shows, then how to read it; and, where its words say "recorded", what that means.
    """
    said = [subject, *notes]
    if context.narrowed and _say_recorded(said, datasets):
        said.append("Here “recorded” is only what passes the evidence filter.")
    below = [line for words in said for line in textwrap.wrap(words, max(width * 2 // 13, 40))]
    subtitle = _from_the_left(below)
    if context.on_page:
        title = alt.TitleParams(subtitle, **theme.as_subtitle(context.dark))
    else:
        first = _title(context.finding[0], max(width // 9, 30))
        title = alt.TitleParams(_from_the_left(first) or [""], subtitle=subtitle)
    # Set, not by `properties`, which copies all of a chart, and each of its layers several times.
    chart.title, chart.datasets = title, dict(datasets)
    return chart


def _title(said: str, width: int) -> list[str]:
    """Return a sentence in lines; where it has too many, what stands in brackets goes before its end is cut."""
    if len(textwrap.wrap(said, width)) > MOST_TITLE_LINES:
        said = IN_BRACKETS.sub("", said)
    return textwrap.wrap(said, width, max_lines=MOST_TITLE_LINES, placeholder=" …")


def _say_recorded(said: Iterable[str], datasets: Mapping[str, Rows]) -> bool:
    drawn = (value for rows in datasets.values() for row in rows for value in row.values() if isinstance(value, str))
    return any("recorded" in words for words in (*said, *drawn))


def wrapped(text: str, width: int, lines: int) -> str:
    """Return the text broken into at most so many lines of so many characters; what is cut ends in an ellipsis."""
    shown = textwrap.wrap(text, width, max_lines=lines, placeholder="…", break_on_hyphens=False)
    return "\n".join(_from_the_left(shown))


def _from_the_left(lines: Iterable[str]) -> list[str]:
    """Return the lines; those with right-to-left letters say that they run from the left, or resvg misplaces them."""
    return [
        LEFT_TO_RIGHT + line if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line) else line
        for line in lines
    ]


def time_domain(days: Iterable[pd.Timestamp]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return first and last day, of one or more, with a margin."""
    known = [day for day in days if not pd.isna(day)]
    first, last = min(known), max(known)
    margin = max((last - first) * 0.015, pd.Timedelta(days=1))
    return first - margin, last + margin


def x_day(field: str, domain: tuple[pd.Timestamp, pd.Timestamp]) -> alt.X:
    """
    Return a time axis over the domain, in UTC so that no reader's time zone moves a day.

    The field is one that `as_days` made: data that arrive after the chart is drawn, as Streamlit sends them, are not
    parsed by Vega-Lite itself.
    """
    first, last = domain
    axis = alt.Axis(
        format="%b %Y" if last - first > pd.Timedelta(days=120) else "%-d %b %Y",
        tickCount="day" if last - first <= pd.Timedelta(days=8) else 8,  # or hours would repeat the name of their day
        labelFlush=False,
        labelOverlap=True,
        title=None,
    )
    # As expressions, which Vega-Lite leaves as they are; days it would convert in `x` but not in `x2`.
    ends = [alt.ExprRef(f"utc({day.year}, {day.month - 1}, {day.day})") for day in domain]
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc", domain=ends, nice=False), axis=axis)


def whole_ticks(most: float) -> list[int]:
    """
    Return whole numbers from 0 on for an axis that ends at `most`, at most thirteen of them.

    Vega's own `tickMinStep` puts halves between them on a short axis, and rounded they read 0, 1, 1, 2, 2.
    """
    steps = (step for power in count() for step in (10**power, 2 * 10**power, 5 * 10**power))
    return list(range(0, int(most) + 1, next(step for step in steps if most / step <= 12)))


def pixels(days: pd.Series, domain: tuple[pd.Timestamp, pd.Timestamp], width: int) -> list[float]:
    """Return where each day falls on a time axis of this width."""
    return [float(share) * width for share in (days - domain[0]) / (domain[1] - domain[0])]


def apart(starts: Iterable[float], room: float, ends: Iterable[float] | None = None) -> list[int]:
    """
    Return a lane for each place, in ascending order, so that two in one lane have this much room between starts.

    With `ends`, a place is taken up to its end besides.
    """
    free: list[float] = []
    lanes = []
    starts = list(starts)
    for start, end in zip(starts, starts if ends is None else ends, strict=True):
        lane = next((i for i, since in enumerate(free) if start >= since), len(free))
        free[lane : lane + 1] = [max(start + room, end)]
        lanes.append(lane)
    return lanes


def as_days(chart: alt.Chart, *fields: str) -> alt.Chart:
    """Return the chart with the ISO strings of these fields read as days into `<field>_day`."""
    return chart.transform_calculate(**{f"{field}_day": f"toDate(datum.{field})" for field in fields})
