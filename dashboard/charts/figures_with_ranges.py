"""Attributed quantities with their ranges: who says how many, as of which day, grouped by unit."""

from collections.abc import Hashable
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, finish
from dashboard.charts.ranges import Range, number, range_panel
from dashboard.vocabulary import day_words, range_words

WIDTH = 280


def figures_with_ranges(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the figures as points and ranges, a panel with a scale of its own for each unit, in order of day.

    Parameters
    ----------
    data
        `frames.FIGURES`, n rows; a missing `high` means "more than".
    """
    datasets: dict[str, Rows] = {}
    panels = []
    units = data["unit"].value_counts(sort=True).index.tolist()
    for place, unit in enumerate(units or [""]):
        mine = data[data["unit"] == unit].sort_values(["measure", "as_of", "code"])
        ranges = [_range(row) for row in mine.to_dict("records")]
        panel, rows = range_panel(f"unit {place}", unit[:1].upper() + unit[1:], unit, ranges, WIDTH, context)
        panels.append(panel)
        datasets |= rows
    if data.empty:
        subtitle = ["No figure is recorded."]
    else:
        subtitle = [
            "Dot: one number. Bar: a range. Arrow: more than, or up to. To the right: who says so, and as of when."
        ]
    return finish(
        alt.vconcat(*panels, spacing=26), context, "Figures, and who gives them", subtitle, WIDTH + 560, datasets
    )


def _range(row: dict[Hashable, Any]) -> Range:
    low, high = number(row["low"]), number(row["high"])
    said = [range_words(low, high, None if pd.isna(row["wording"]) else row["wording"], more="more than {}")]
    if not pd.isna(row["attributed_to"]):
        said.append(str(row["attributed_to"]))
    said.append(day_words(row["as_of"], row["precision"]))
    return Range(row["title"], low, high, ", ".join(part for part in said if part))
