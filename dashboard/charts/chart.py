"""What the catalogue knows of a chart."""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context


@dataclass(frozen=True)
class Chart:
    """A chart: its builder, the words for it, and its frame's columns that are downloaded (None: all of them)."""

    id: str
    title: str
    question: str
    frame: frames.Contract
    builder: Callable[[pd.DataFrame, Context], alt.typing.ChartType]
    words: Callable[[pd.DataFrame, Context], str]
    selections: tuple[str, ...] = ()
    csv_columns: tuple[str, ...] | None = None
