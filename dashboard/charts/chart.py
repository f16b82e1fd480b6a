"""What the catalogue knows of a chart."""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context


@dataclass(frozen=True)
class Chart:
    """
    A chart: its builder, and what else a page or a command must know of it.

    Attributes
    ----------
    words
        Its text alternative.
    takes
        What it can be narrowed or set by besides the day and the evidence filter: party, term, proposal, since, beside.
    csv_columns
        The columns of its frame that are downloaded; None: all of them.
    """

    id: str
    title: str
    question: str
    frame: frames.Contract
    builder: Callable[[pd.DataFrame, Context], alt.typing.ChartType]
    words: Callable[[pd.DataFrame, Context], str]
    takes: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    csv_columns: tuple[str, ...] | None = None
