"""Charts with their downloads, sentences and tables, the same on every page."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import catalogue
from dashboard.exports.forms import FORMS
from dashboard.frames import Contract
from dashboard.questions import authors, standing
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope, file_name
from dashboard.ui import cache
from dashboard.vocabulary import LEVEL_WORDS, SIGNS, day_words


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


@st.fragment
def downloads(scope: Scope, chart_id: str, *, key: str) -> None:
    """Offer a chart in every format, made on click, from the same specification as on screen but light."""
    # Filled when it is opened: five buttons for each chart at every rerun would cost more than the rest of a page.
    menu = st.popover("Download", icon=":material/download:", key=f"{key}_menu", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for form in (form for form in FORMS if form.on_screen):
            st.download_button(
                form.label,
                data=partial(cache.file, scope, chart_id, form),
                file_name=file_name(scope, chart_id, form.ending),
                mime=form.mime,
                on_click="ignore",
                key=f"{key}_{form.name}",
                width="stretch",
            )


NAMED = {
    "party": ("party", "short_name"),
    "holder": ("party", "short_name"),
    "speaker_party": ("party", "short_name"),
    "blocker": ("party", "short_name"),
    "parties": ("party", "short_name"),
    "term": ("term", "short_title"),
    "proposal": ("proposal", "title"),
    "from_proposal": ("proposal", "title"),
    "to_proposal": ("proposal", "title"),
    "one": ("proposal", "title"),
    "other": ("proposal", "title"),
}
"""Columns that hold codes, and the table and column that their readers know them by."""
WORDED = re.compile(r"(level|answer|said|later_said|before|after)(_before|_after|_one|_other)?")
"""Columns that hold levels."""


def named(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with names for codes, and signs with words for levels, as a reader wants them in a table."""
    said: dict[str, Any] = {}
    for column, values in frame.items():
        if column in NAMED or column == "author":
            names = cache.names(scope, *NAMED[str(column)]) if column in NAMED else cache.compute(scope, authors.names)
            said[str(column)] = [
                "; ".join(names.get(code, code) for code in value.split("; ")) if isinstance(value, str) else None
                for value in values
            ]
        elif WORDED.fullmatch(str(column)) and not pd.api.types.is_numeric_dtype(values):
            said[str(column)] = [level_words(value) or None for value in values]
    return frame.assign(**said)


def changes(edition: Edition, scope: Scope) -> tuple[str, pd.DataFrame] | None:
    """Return what the present is held against, in words, and the changes since, with names; None without a round."""
    found = standing.changes(edition, scope)
    if found is None:
        return None
    since, changed = found
    shown = named(scope, changed)
    shown["before"] = shown["before"].fillna("not recorded")
    return f"Against {day_words(since['ended_on'])}, the end of {since['title']}:", shown


def work_out(scope: Scope, chart_id: str, label: str) -> None:
    """Work out the frame of a chart that takes a while, the first time, with a progress bar."""
    place = st.empty()

    def move(done: int, total: int) -> None:
        place.progress(done / max(total, 1), label)

    cache.frame(scope, chart_id, move)
    place.empty()


def table(contract: Contract[Any], frame: pd.DataFrame, columns: Sequence[str], *, key: str | None = None) -> None:
    """Show some columns of a frame of a contract as one table, under its headings. Empty cells stay empty."""
    config: dict[str, Any] = {}
    headings = {name: contract.fields[name].heading for name in columns}
    for name, heading in headings.items():
        dtype = str(frame[name].dtype)
        if dtype.startswith("datetime64[s"):
            config[heading] = st.column_config.DateColumn(format="YYYY-MM-DD")
        elif dtype.endswith("UTC]"):
            config[heading] = st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")
        elif name == "url":
            config[heading] = st.column_config.LinkColumn(display_text="open")
    shown = frame[list(columns)].rename(columns=headings)
    st.dataframe(shown, hide_index=True, width="stretch", column_config=config, key=key, placeholder="")


@contextmanager
def unfolded(label: str, *, key: str) -> Iterator[bool]:
    """Give a fold to put things in, and whether it is open: what nobody reads need not be drawn at every rerun."""
    fold = st.expander(label, key=key, on_change="rerun")
    with fold:
        yield bool(fold.open)


@st.fragment
def behind(scope: Scope, chart_id: str, columns: Sequence[str]) -> None:
    """Show the table behind a chart, folded, with names for codes."""
    frame = cache.compute(scope, named_frame, chart_id)
    with unfolded(f"The table behind ({len(frame)})", key=f"{chart_id}_behind") as is_open:
        if is_open:
            table(catalogue.find(chart_id).frame, frame, columns)


def named_frame(edition: Edition, scope: Scope, chart_id: str) -> pd.DataFrame:
    """Return the frame of a chart with names for codes."""
    return named(scope, cache.frame(scope, chart_id))


def level_words(code: Any) -> str:
    """Return a level with its sign in words, or an empty text where there is none."""
    return f"{SIGNS[code]} {LEVEL_WORDS[code]}" if isinstance(code, str) else ""
