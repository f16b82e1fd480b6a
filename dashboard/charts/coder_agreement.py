"""How far the coders agree: Krippendorff's α of each kind of coding with its interval, or why there is none."""

from math import floor
from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import lifted, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import counted, decimal, inside, list_words

WIDTH, LINE = 350, 34
LABEL, WORDS, WORDS_WIDTH = -220, WIDTH + 20, 345

PERSONS = "persons"
SUBJECTS = {("persons",): "the coders", ("machines",): "the machines that read the records"}
ASPECTS = {"level": "Levels", "answer": "Answers", "position": "Positions"}
MEASUREMENTS = {"ordinal": "in order", "interval": "by distance", "nominal": "code by code"}
# Of readings by persons: from .800 on, Krippendorff relies on values; from .667 on he draws tentative conclusions only.
THRESHOLDS = (
    (0, "0: as chance would have it"),
    (0.667, "0.667: tentative conclusions from here"),
    (0.8, "0.8: to be relied on from here"),
)


def coder_agreement(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return a line for each row of the data: a mark at α, a bar over its interval, and both in words with their n.

    The axis begins at 0, or at the tenth below the lowest interval, but never below −1; what lies further is drawn
    there. A row without α has no mark and says why. The marks at 0.667 and 0.8 are drawn for persons only.

    Parameters
    ----------
    data
        `frames.CODER_AGREEMENT`, n rows, drawn in their order.

    References
    ----------
    K. Krippendorff, Content Analysis, 4th ed. 2019, ch. 12: the thresholds 0.667 and 0.8.
    """
    numbers = data[["alpha", "low"]].min().min()
    least = 0.0 if pd.isna(numbers) else max(min(floor(numbers * 10) / 10, 0.0), -1.0)
    rows = [_row(row, (place + 0.5) * LINE, least) for place, row in enumerate(frames.CODER_AGREEMENT.rows(data))]
    height = LINE * max(len(rows), 1)
    readers = data["readers"].dropna().unique()
    shown = THRESHOLDS if [*readers] == [PERSONS] else THRESHOLDS[:1]
    datasets: dict[str, Rows] = {
        "rows": rows,
        "known": [row for row in rows if row["alpha"] is not None],
        "intervals": [row for row in rows if row["low"] is not None],
        # Each in a lane of its own, the leftmost highest: none runs into another, or over its line, on any axis.
        "thresholds": [
            {"alpha": at, "words": words, "y": -14 - 17 * (len(shown) - 1 - lane), "bottom": height}
            for lane, (at, words) in enumerate(shown)
        ],
    }
    if data.empty:
        subtitle = [f"No coding is recorded{context.chosen}."]
    else:
        subtitle = [
            "Krippendorff's α is 1 where coders who read the same records always agree, and 0 where they agree as "
            "chance would have it. The bar holds 95 % of 1,000 resamples of the records.",
            f"Read by {list_words([*readers]) or 'nobody of whom it is recorded whether a person'}."
            + ("" if shown == THRESHOLDS else " The usual marks for relying on α are for readings by persons alone."),
        ]
    chart = _draw(context, least)
    chart.width, chart.height = WIDTH, height
    subject = f"How far {SUBJECTS.get(tuple(readers), 'the coders')} agree"
    checked = [context.caveat] if context.caveat else []
    return finish(chart, context, subject, [*checked, *subtitle], WIDTH + 500, datasets)


def _number(row: frames.CoderAgreement) -> str:
    """Return α with its interval, or why there is none."""
    if row.alpha is None:
        return f"none: {inside((row.why or '').rstrip('.'))}"
    if row.low is None or row.high is None:
        return decimal(row.alpha)
    return f"{decimal(row.alpha)} ({decimal(row.low)} to {decimal(row.high)})"


def _row(row: frames.CoderAgreement, y: float, least: float) -> dict[str, Any]:
    alpha, low, high = (None if number is None else max(number, least) for number in (row.alpha, row.low, row.high))
    n = f"{counted(row.units, 'record')}, {counted(row.n, 'coding')}"
    words = f"{_number(row)} (compared: {n})" if alpha is None else f"{_number(row)}, {n}"
    lines = wrapped(words, 62, 2)
    bounded = alpha is not None and low is not None and high is not None
    return {
        "what": f"{ASPECTS[row.aspect]}, {MEASUREMENTS[row.measurement]} ({row.measurement})",
        "alpha": alpha,
        "low": low if bounded else None,
        "high": high if bounded else None,
        "words": words,
        "lines": lines,
        "y": y,
        "lines_y": lifted(y, lines),
        "rule_y": y + LINE / 2,
    }


def _draw(context: Context, least: float) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    axis = alt.Axis(
        values=[tenths / 10 for tenths in range(-10, 11, 2)],
        format=".1~f",
        title=None,
        domain=False,
        ticks=False,
        labelPadding=8,
        labelFlush=False,
        labelOverlap=False,
    )
    scale = alt.Scale(domain=[least, 1], nice=False)

    def at(name: str, field: str = "alpha") -> alt.Chart:
        return dataset(name).encode(x=alt.X(f"{field}:Q", scale=scale, axis=axis), y=y_pixel())

    return alt.LayerChart(
        layer=[
            dataset("rows")
            .mark_rule(color=paper.grid, aria=False)
            .encode(x=alt.XValue(LABEL), x2=alt.X2Value(WORDS + WORDS_WIDTH), y=y_pixel("rule_y")),
            at("thresholds").mark_rule(color=paper.faint, strokeDash=[4, 3], aria=False).encode(y2=alt.Y2("bottom:Q")),
            at("thresholds")
            .mark_text(align="left", baseline="middle", dx=5, dy=5, fontSize=10.5, color=paper.quiet, aria=False)
            .encode(text=alt.Text("words:N")),
            at("intervals", "low")
            .mark_rule(strokeWidth=12, color=paper.quiet, opacity=0.6, aria=False)
            .encode(x2=alt.X2("high:Q")),
            at("known")
            .mark_point(size=45, filled=True, opacity=1, color=paper.ink, stroke=paper.background, strokeWidth=0.8)
            .encode(tooltip=tooltips(what="Compared", words="α and its interval")),
            words_at("rows", LABEL, context, "what", fontSize=12),
            words_at("rows", WORDS, context, "lines", lineBreak="\n").encode(y=y_pixel("lines_y")),
        ]
    )
