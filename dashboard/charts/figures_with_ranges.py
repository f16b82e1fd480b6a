"""Attributed quantities with their ranges: who says how many, as of which day, grouped by unit."""

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, finish
from dashboard.charts.ranges import Range, range_panel
from dashboard.models import Figure
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
        ranges = [_range(row) for row in frames.FIGURES.rows(mine)]
        panel, rows = range_panel(f"unit {place}", unit[:1].upper() + unit[1:], unit, ranges, WIDTH, context)
        panels.append(panel)
        datasets |= rows
    if data.empty:
        subtitle = [f"No figure {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            "Dot: one number. Two ticks and the bar between them: a range. Arrow: more than, or up to. To the right: "
            "as of when, how many, who says so, and, noted in the record’s own words, how it is hedged or what is in "
            "it."
        ]
    return finish(
        alt.vconcat(*panels, spacing=26), context, "Figures, and who gives them", subtitle, WIDTH + 560, datasets
    )


def _range(row: Figure) -> Range:
    number, words = (range_words(row.low, row.high, said, more="more than {}") for said in (None, row.wording))
    hedged = words == f"{number} ({row.wording})"
    # What is cut off is what comes last: how it is hedged, which stands in the table. It is no quotation.
    said = (day_words(row.as_of, row.precision), number if hedged else words, row.attributed_to)
    noted = f"; noted: {row.wording}" if hedged else ""
    return Range(row.title, row.low, row.high, ", ".join(part for part in said if part) + noted)
