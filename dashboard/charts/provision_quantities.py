"""The numbers in the texts: for each measure, what is entered of every proposal, in order of day."""

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, finish
from dashboard.charts.ranges import Range, range_panel
from dashboard.vocabulary import day_words, measure_words, range_words

WIDTH = 380
MOST_MEASURES = 8


def provision_quantities(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the quantities of the provisions, a panel with a scale of its own for each measure and unit.

    At most `MOST_MEASURES` panels, the most frequent measures first; the subtitle says what was left out.

    Parameters
    ----------
    data
        `frames.PROVISION_QUANTITIES`, n rows.
    """
    measures = _measures(data)
    shown, left_out = measures[:MOST_MEASURES], measures[MOST_MEASURES:]
    datasets: dict[str, Rows] = {}
    panels = []
    for place, (measure, unit) in enumerate(shown or [("", "")]):
        mine = data[(data["measure"] == measure) & (data["unit"] == unit)]
        title = _words(measure)
        ranges = _ranges(mine.sort_values(["tabled_on", "proposal", "code"]), context)
        panel, rows = range_panel(f"measure {place}", title, unit, ranges, WIDTH, context)
        panels.append(panel)
        datasets |= rows
    if data.empty:
        subtitle = [f"Stages aside, no number of a text is entered{context.chosen}."]
    else:
        marks = "Dot: one number. Two ticks and the bar between them: a range. Arrow: that end is open."
        noted = " Beside a number, in the record’s own words: how it is hedged, or what is in it."
        subtitle = [marks + (noted if data["wording"].notna().any() else ""), *_left_out(left_out)]
    return finish(
        alt.vconcat(*panels, spacing=26), context, "Numbers of the texts, as entered", subtitle, WIDTH + 480, datasets
    )


def _words(measure: str) -> str:
    said = measure_words(measure)
    return said[:1].upper() + said[1:]


def _measures(data: pd.DataFrame) -> list[tuple[str, str]]:
    """Return measure and unit, the most frequent first, equals by name."""
    counts = data.groupby(["measure", "unit"]).size()
    return [pair for pair, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _left_out(measures: list[tuple[str, str]]) -> list[str]:
    if not measures:
        return []
    named = ", ".join(measure_words(measure) for measure, _ in measures[:4])
    more = f" and {len(measures) - 4} more" if len(measures) > 4 else ""
    return [f"Left out here, in the data: {named}{more}."]


def _ranges(mine: pd.DataFrame, context: Context) -> list[Range]:
    several = mine["proposal"].duplicated(keep=False)
    ranges = []
    for row, repeated in zip(frames.PROVISION_QUANTITIES.rows(mine), several, strict=True):
        label = f"{context.proposal_names.get(row.proposal, row.proposal)}, {day_words(row.tabled_on, row.precision)}"
        if repeated:
            label += f", {context.term_names.get(row.term, row.term)}"
        ranges.append(Range(label, row.low, row.high, range_words(row.low, row.high, row.wording)))
    return ranges
