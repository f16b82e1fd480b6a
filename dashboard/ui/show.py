"""Charts with their downloads, sentences and tables, the same on every page."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard.ui import cache, drawing
from dashboard.ui.scope import Scope
from dashboard.vocabulary import LEVEL_WORDS, SIGNS

FORMS = {
    "PNG": ("png", "png", "image/png"),
    "SVG": ("svg", "svg", "image/svg+xml"),
    "PDF": ("pdf", "pdf", "application/pdf"),
    "Vega-Lite": ("vega-lite", "vl.json", "application/json"),
    "CSV": ("sheet", "csv", "text/csv"),
}


def plain(text: str) -> str:
    """Return text that Markdown shows as it stands. For names in headings; longer text goes through `reading`."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def dark() -> bool:
    """Return whether the reader has the dark theme on."""
    return st.context.theme.type == "dark"


def chart(scope: Scope, chart_id: str, *, key: str, on_select: Callable[[], None] | None = None) -> None:
    """Draw a chart of the catalogue at its own size, as it is downloaded; `on_select` runs after a click."""
    spec = cache.spec(scope, chart_id, dark=dark(), interactive=on_select is not None)
    options: dict[str, Any] = {"on_select": on_select} if on_select else {}
    st.vega_lite_chart(None, spec, theme=None, key=key, width="content", **options)
    downloads(scope, chart_id, key=f"{key}_download")


def downloads(scope: Scope, chart_id: str, *, key: str) -> None:
    """Offer a chart in every format, made on click, from the same specification as on screen but light."""
    opened = cache.shown_store(scope)
    stem = f"{scope.negotiation}_{chart_id}_{scope.as_of}_v{scope.version}"

    # Filled when it is opened: five buttons for each chart at every rerun would be the dearest part of a page.
    menu = st.popover("Download", icon=":material/download:", key=f"{key}_menu", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for label, (form, ending, mime) in FORMS.items():
            st.download_button(
                label,
                data=partial(drawing.file, opened, chart_id, scope, form),
                file_name=f"{stem}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"{key}_{form}",
                width="stretch",
            )


def table(
    frame: pd.DataFrame, columns: dict[str, str], *, key: str | None = None, height: int | Literal["auto"] = "auto"
) -> None:
    """Show some columns of a frame as one table, under plain headings. Empty cells stay empty."""
    shown = frame[list(columns)]
    texts = shown.select_dtypes(["str", "object"]).columns
    shown = shown.assign(**{column: shown[column].fillna("") for column in texts}).rename(columns=columns)
    config = {
        columns[name]: st.column_config.DateColumn(format="YYYY-MM-DD")
        for name in columns
        if str(frame[name].dtype).startswith("datetime64[s")
    }
    config |= {
        columns[name]: st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")
        for name in columns
        if str(frame[name].dtype).endswith("UTC]")
    }
    if "url" in columns:
        config[columns["url"]] = st.column_config.LinkColumn(display_text="open")
    st.dataframe(shown, hide_index=True, width="stretch", column_config=config, key=key, height=height)


def behind(frame: pd.DataFrame, columns: dict[str, str]) -> None:
    """Show the table behind a chart, folded."""
    with st.expander(f"The table behind ({len(frame)})"):
        table(frame, columns)


def level_words(code: Any) -> str:
    """Return a level with its sign in words, or an empty text where there is none."""
    return f"{SIGNS[code]} {LEVEL_WORDS[code]}" if isinstance(code, str) else ""
