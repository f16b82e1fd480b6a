"""Two negotiations, or two spans of one, from their start on a common axis: a panel for each measure."""

import altair as alt
import pandas as pd

from dashboard.charts.context import OVERTAKEN_THEN, Context
from dashboard.charts.drawing import Rows, dataset, finish, json_rows, whole_ticks
from dashboard.charts.marks import if_hollow, tooltips
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import decimal, number_words

WIDTH, HEIGHT = 720, 200
DISTANCE = "distance"
DISTANCE_WORDS = "datum.value == 0 ? 'same' : datum.value == 1 ? 'opposite ends' : '0.5'"


def comparison_of_cases(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return a panel for each measure, distance first, with a line for each case; a missing value breaks the line.

    A mark is hollow where a level behind it was old or overtaken by then.

    Parameters
    ----------
    data
        `frames.COMPARED` in one unit, n rows, of one or two cases.
    """
    if data["between"].nunique() > 1:  # the two curves of distance are not of the same pair
        data = data.assign(case=data["case"] + " (distance of " + data["between"] + ")")
    measures = _measures(data)
    datasets: dict[str, Rows] = {}
    panels = []
    for place, measure in enumerate(measures or [""]):
        # The first case comes last and so lies on top, in a smaller mark: where the two are equal both are to be seen.
        mine = data[data["measure"] == measure].sort_values("x")
        mine = mine.sort_values("case", key=lambda case: case.isin(data["case"].head(1)), kind="stable")
        words = [
            "" if pd.isna(value) else decimal(value) if measure == DISTANCE else f"{number_words(value)} of {n}"
            for value, n in zip(mine["value"], mine["n"], strict=True)
        ]
        hollow = mine["n_old"] + mine["n_overtaken"] > 0
        datasets[f"measure {place}"] = json_rows(mine[["case", "x", "value", "n"]].assign(words=words, hollow=hollow))
        title = alt.TitleParams(measure[:1].upper() + measure[1:], fontSize=13.5, offset=8, frame="group")
        panel = _panel(f"measure {place}", measure, mine, data, context)
        panel.width, panel.height, panel.title = WIDTH, HEIGHT, title
        panels.append(panel)
    shared = {"scale": {"color": "shared", "shape": "shared", "strokeDash": "shared"}}
    chart = alt.vconcat(*panels, spacing=26, resolve=shared)
    if data.empty:
        subtitle = [f"Nothing to compare {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            f"Each case is counted in {_unit(data)}s from its own start{_on_its_end(data)}. A break: too little is "
            "recorded."
            + if_hollow(
                (data.dropna(subset="value")[["n_old", "n_overtaken"]] > 0).any(axis=None),
                f"a level behind it was {'' if context.within_use_by else 'past its use-by, or '}{OVERTAKEN_THEN}",
            )
        ]
    return finish(chart, context, "Two cases side by side, each from its start", subtitle, WIDTH + 200, datasets)


def _measures(data: pd.DataFrame) -> list[str]:
    return sorted(data["measure"].unique(), key=lambda measure: (measure != DISTANCE, measure))


def _on_its_end(data: pd.DataFrame) -> str:
    """Return, of days, on which one a round counts: it may have begun before the span."""
    return ", a round on the day on which it ended" if _unit(data) == "day" else ""


def _unit(data: pd.DataFrame) -> str:
    return str(data["unit"].iloc[0])


def _panel(name: str, measure: str, mine: pd.DataFrame, data: pd.DataFrame, context: Context) -> alt.LayerChart:
    titles, paper = list(data["case"].unique()), PAPERS[context.dark]
    legend = alt.Legend(title=None, orient="top", direction="vertical", labelLimit=700) if titles else None
    # No hues: they stand for parties in every other chart.
    colour = alt.Color("case:N", legend=legend, scale=alt.Scale(domain=titles, range=[paper.ink, paper.quiet]))
    shape = alt.Shape("case:N", legend=legend, scale=alt.Scale(domain=titles, range=["circle", "square"]))
    since = f"{_unit(data).capitalize()}s since the start" if titles else ""
    longest = max(float(data["x"].max()), 1) if titles else 1.0
    x = alt.X(
        "x:Q",
        title=since,
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(format="d", values=whole_ticks(longest), grid=False),
    )
    if measure == DISTANCE:
        y_axis = alt.Axis(
            values=[0, 0.5, 1], labelExpr=DISTANCE_WORDS, title=None, ticks=False, domain=False, labelPadding=8
        )
        most = 1.0
    else:
        most = max([1.0, *mine["value"].dropna(), *mine["n"].dropna().astype(float)])
        y_axis = alt.Axis(title=None, format="d", values=whole_ticks(most), ticks=False, domain=False, labelPadding=8)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=y_axis)
    # Conditions, not scales: those of one domain share a legend, which would then dash the outlines of its symbols.
    first = alt.when(alt.datum.case == (titles[0] if titles else ""))
    dash = first.then(alt.value([1, 0])).otherwise(alt.value([7, 4]))
    size = first.then(alt.value(40)).otherwise(alt.value(90))
    rows = dataset(name).encode(x=x, y=y, color=colour)
    layers = [
        rows.mark_line(strokeWidth=2.4, invalid="break-paths-show-domains", aria=False).encode(strokeDash=dash),
        rows.mark_point(filled=True, opacity=1, stroke=paper.background, strokeWidth=0.8, invalid="filter").encode(
            shape=shape, size=size, tooltip=tooltips(case="Case", x=since, words="Value", n="n")
        ),
        dataset(name)
        .mark_point(filled=True, opacity=1, size=12, color=paper.background, invalid="filter", aria=False)
        .encode(x=x, y=y)
        .transform_filter("datum.hollow"),
    ]
    return alt.LayerChart(layer=layers)
