"""Every chart there is: what it answers, what it takes in, and the finished specification of each."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts import (
    agreement,
    coder_agreement,
    figures_with_ranges,
    provision_quantities,
    release_curves,
    spread,
    stance_matrix,
    stance_steps,
    theme,
    timeline,
    two_texts,
)
from dashboard.charts.chart import Chart
from dashboard.charts.context import Context
from dashboard.charts.movement_catalogue import MOVEMENT
from dashboard.errors import NotFound, TooMuchToDraw

MOST_MARKS = 5000
"""More rows or marks than this make a chart slow on screen and unreadable in print."""


CATALOGUE: dict[str, Chart] = {
    chart.id: chart
    for chart in (
        Chart(
            "stance-matrix",
            "Stance matrix",
            "Who stands where on each term, and how does each party answer the text on the table?",
            frames.CURRENT,
            stance_matrix.stance_matrix,
            stance_matrix.describe,
            takes=("party", "term"),
            selections=("cell",),
            csv_columns=frames.MATRIX_CSV,
        ),
        Chart(
            "stance-steps",
            "Stances over time",
            "What moved, and when: the party's level, or its answers to the texts?",
            frames.STEPS,
            stance_steps.stance_steps,
            stance_steps.describe,
            takes=("party", "term"),
        ),
        Chart(
            "timeline",
            "Timeline",
            "What happened when, and what changed around it?",
            frames.MOMENTS,
            timeline.timeline,
            timeline.describe,
            selections=("span", "moment"),
        ),
        Chart(
            "agreement",
            "Agreement by term",
            "Is each term agreed, on the issue and in the text on the table, and who is least willing?",
            frames.AGREEMENTS,
            agreement.agreement,
            agreement.describe,
            takes=("term",),
        ),
        Chart(
            "spread",
            "Spread of the parties",
            "Where do all parties stand on each term, and how far do they agree?",
            frames.SPREADS,
            spread.spread,
            spread.describe,
            takes=("term",),
        ),
        Chart(
            "two-texts",
            "Two texts, one name",
            "Which texts go by one name, and who answers them differently on which terms?",
            frames.TWO_TEXTS,
            two_texts.two_texts,
            two_texts.describe,
            takes=("party", "term"),
        ),
        Chart(
            "release-curves",
            "Staged releases",
            "How many would be released by which day under each proposal?",
            frames.RELEASES,
            release_curves.release_curves,
            release_curves.describe,
            takes=("term", "proposal"),
        ),
        Chart(
            "provision-quantities",
            "Numbers in the texts",
            "How did the numbers change from text to text?",
            frames.PROVISION_QUANTITIES,
            provision_quantities.provision_quantities,
            provision_quantities.describe,
            takes=("term", "proposal"),
        ),
        Chart(
            "figures",
            "Figures with ranges",
            "How many, who says so, and how far apart are they?",
            frames.FIGURES,
            figures_with_ranges.figures_with_ranges,
            figures_with_ranges.describe,
        ),
        Chart(
            "coder-agreement",
            "Agreement of the coders",
            "How far do analysts who read the same records agree?",
            frames.CODER_AGREEMENT,
            coder_agreement.coder_agreement,
            coder_agreement.describe,
        ),
    )
} | MOVEMENT
"""Every chart by id."""


def find(chart_id: str) -> Chart:
    """Return the chart of this id; `NotFound` when there is none."""
    if chart_id not in CATALOGUE:
        raise NotFound(f"There is no chart {chart_id!r}. The charts are: {', '.join(CATALOGUE)}.")
    return CATALOGUE[chart_id]


def spec(chart_id: str, data: pd.DataFrame, context: Context) -> dict[str, Any]:
    """
    Return the finished Vega-Lite specification: the chart, its data by name, our config and its text alternative.

    Parameters
    ----------
    data
        Of the chart's frame contract.

    Raises
    ------
    NotFound
        When there is no such chart.
    ValueError
        When the data break the contract, or the chart would draw more than `MOST_MARKS`.
    """
    return finished(find(chart_id), data, context)


def finished(chart: Chart, data: pd.DataFrame, context: Context) -> dict[str, Any]:
    """Return what `spec` returns, of the chart itself; raises its `ValueError`."""
    checked = chart.frame.check(data)
    # Asked for as an inner view: at the top level Altair adds whatever theme and transformer the process has set.
    drawn: dict[str, Any] = chart.builder(checked, context).to_dict(
        context={"top_level": False, "pre_transform": False}
    )
    marks = _marks(drawn, {name: len(rows) for name, rows in drawn["datasets"].items()})
    if marks > MOST_MARKS:
        raise TooMuchToDraw(
            f"{chart.title}: {marks:,} marks are too many to draw; choose fewer terms or a shorter period "
            f"(at most {MOST_MARKS:,})"
        )
    return {
        "$schema": alt.SCHEMA_URL,
        "description": chart.words(checked, context),
        "autosize": {"type": "pad", "contains": "padding"},
        "config": theme.config(context.dark),
        **drawn,
    }


def describe(chart_id: str, data: pd.DataFrame, context: Context) -> str:
    """Return the chart's text alternative: one to three plain sentences from the data."""
    chart = find(chart_id)
    return chart.words(chart.frame.check(data), context)


def _marks(view: Mapping[str, Any], sizes: Mapping[str, int], inherited: str = "") -> int:
    """Return how many marks a view draws: the rows of the dataset behind each of its layers."""
    name = view.get("data", {}).get("name", inherited)
    inner = [part for kind in ("layer", "hconcat", "vconcat", "concat") for part in view.get(kind, ())]
    inner += [view["spec"]] if "spec" in view else []
    return (sizes.get(name, 0) if "mark" in view else 0) + sum(_marks(part, sizes, name) for part in inner)
