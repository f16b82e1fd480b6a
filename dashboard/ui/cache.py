"""
The only user of Streamlit's caches. Nothing is ever cleared.

Everything is keyed by the store's address and a scope, and a scope carries the version: after a save the version is
another one, in this process and in every other. The version is read before the rows, so that a row written in between
can only be cached under a version that nobody will ask for again.

What is cached is handed out as it is: copying every frame at every rerun costs more than the rest of a page. Nothing
that is built on frames changes one in place. Keys are plain text, which Streamlit hashes many times faster than values.
"""

import gc
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from dashboard.exports import images
from dashboard.exports.forms import Form
from dashboard.frames import Progress
from dashboard.questions import asking, naming
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.settings import settings
from dashboard.store import history, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store

T = TypeVar("T")


@cache
def _open(url: str) -> Store:
    return open_store(url)


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """
    Freeze the heap once more, after the first page of this process: by now all that pages need is imported.

    Streamlit collects garbage after every rerun, and looks through everything that is not frozen.
    """
    gc.collect()
    gc.freeze()


def store() -> Store:
    """Return the one store of this process."""
    return _open(settings().database_url)


@st.cache_resource(show_spinner=False, max_entries=4, on_release=lambda earlier: earlier.close())
def _earlier(_store: Store, name: str, negotiation: str, version: int) -> Store:
    return history.at(_store, negotiation, version)


def edition(scope: Scope) -> Edition:
    """Return the negotiation as it is now, or as it was at the version the scope names."""
    if scope.known_at is None:
        return Edition(store(), scope.negotiation)
    return Edition(_earlier(store(), store().name, scope.negotiation, scope.known_at), scope.negotiation)


def read(scope: Scope, name: str, /, **arguments: Any) -> Any:
    """Return what `reads.<name>` gives for the scope's negotiation and version."""
    key = repr((store().name, scope.negotiation, scope.version, name, sorted(arguments.items())))
    return _read(key, scope, name, arguments)


def rows(scope: Scope, table: str) -> pd.DataFrame:
    """Return a whole table as its frame."""
    return read(scope, "rows", name=table)


@st.cache_resource(show_spinner=False, max_entries=2000)
def _read(key: str, _scope: Scope, _name: str, _arguments: dict[str, Any]) -> Any:
    return getattr(reads, _name)(edition(_scope).store, _scope.negotiation, **_arguments)


def compute(scope: Scope, what: Callable[..., T], *arguments: str | date) -> T:
    """Return `what(edition, scope, *arguments)`: one of the frames, sentences or stories that a page is made of."""
    key = repr((store().name, scope, what.__module__, what.__qualname__, arguments))
    found: T = _compute(key, scope, what, arguments)
    return found


@st.cache_resource(show_spinner=False, max_entries=2000)
def _compute(key: str, _scope: Scope, _what: Callable[..., Any], _arguments: tuple[str | date, ...]) -> Any:
    return _what(edition(_scope), _scope, *_arguments)


def names(scope: Scope, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by code."""
    return compute(scope, _names, table, column)


def _names(edition: Edition, _scope: Scope, table: str, column: str) -> dict[str, str]:
    return naming.names(edition, table, column)


def frame(scope: Scope, question_id: str, progress: Progress | None = None) -> pd.DataFrame:
    """
    Return the frame of a question: what its chart draws, the table behind it and what is said of it are one thing.

    It is worked out outside the cache, inside which Streamlit allows nothing to be drawn, not even a progress bar.
    Whoever asks while it is under way works it out too; the answers are the same.
    """
    slot = _slot(repr((store().name, scope, question_id)))
    if not slot:
        slot.append(asking.frame(edition(scope), scope, question_id, progress))
    return slot[0]


def finding(scope: Scope, question_id: str) -> tuple[str, ...]:
    """Return in sentences what the frame of a question says: worked out once, as the frame is."""
    return _finding(repr((store().name, scope, question_id)), scope, question_id)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _finding(key: str, _scope: Scope, _question_id: str) -> tuple[str, ...]:
    return asking.finding(edition(_scope), _scope, _question_id, frame(_scope, _question_id))


@st.cache_resource(show_spinner=False, max_entries=1000)
def _slot(key: str) -> list[pd.DataFrame]:
    return []


def spec(scope: Scope, question_id: str, *, dark: bool, interactive: bool) -> dict[str, Any]:
    """
    Return a finished chart, its data as Arrow.

    Building and validating a chart costs tens of milliseconds and every analyst would pay it at every rerun. It is kept
    as it is, not copied: whoever draws it must leave it alone.
    """
    return _spec(repr((store().name, scope, question_id, dark, interactive)), scope, question_id, dark, interactive)


@st.cache_resource(show_spinner=False, max_entries=500)
def _spec(key: str, _scope: Scope, _question_id: str, _dark: bool, _interactive: bool) -> dict[str, Any]:
    data = frame(_scope, _question_id)
    made = asking.spec(edition(_scope), _scope, _question_id, data, dark=_dark, interactive=_interactive)
    return {**made, "datasets": {name: _arrow(some) for name, some in made["datasets"].items()}}


def file(scope: Scope, question_id: str, form: Form) -> bytes:
    """Return an answer as the bytes of a file; its light specification is kept: several formats are made of it."""
    if form.is_table:
        return asking.table(question_id, frame(scope, question_id), form)
    kept = _light(repr((store().name, scope, question_id)), scope, question_id)
    return images.export(kept, form, asking.provenance(edition(scope), scope, question_id))


@st.cache_resource(show_spinner=False, max_entries=200)
def _light(key: str, _scope: Scope, _question_id: str) -> dict[str, Any]:
    return asking.spec(edition(_scope), _scope, _question_id, frame(_scope, _question_id))


def _arrow(records: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa

    table = pa.Table.from_pylist(records)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def version(negotiation: str) -> int:
    """Return the negotiation's version as it is now: read at every rerun, never cached."""
    return reads.version(store(), negotiation)


def negotiations() -> pd.DataFrame:
    """Return `frames.NEGOTIATIONS` as they are now, one row a negotiation: their versions are read at every rerun."""
    return _negotiations(repr((store().name, reads.clocks(store()))))


@st.cache_resource(show_spinner=False, max_entries=10)
def _negotiations(key: str) -> pd.DataFrame:
    return reads.negotiations(store())
