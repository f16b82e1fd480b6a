"""
What pages share: the store of this process, the editions that they draw, and all that was worked out for them.

`Kept` keeps it, by the clocks of the tables it was read from; Streamlit's own caches are not used.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from dashboard.errors import Moved
from dashboard.exports import images
from dashboard.exports.file_kinds import FileKind
from dashboard.questions import asking, naming
from dashboard.questions.edition import TRIES, Edition
from dashboard.questions.kept import Kept
from dashboard.questions.scope import Scope
from dashboard.settings import settings
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store

T = TypeVar("T")


@cache
def _open(url: str) -> Store:
    return open_store(url)


@cache
def _kept() -> Kept:
    return Kept()


@cache
def freeze() -> None:
    """
    Freeze the heap once more, after the first page of this process: by now all that pages need is imported.

    Streamlit collects garbage after every rerun, and looks through everything that is not frozen.
    """
    gc.collect()
    gc.freeze()


def store() -> Store:
    """Return the one store of this process."""
    return _open(settings().database_url)


def edition(negotiation: str, known_at: int | None = None) -> Edition:
    """Return a negotiation as it is at this moment, or as it was at an earlier version."""
    return Edition(store(), negotiation, known_at, kept=_kept())


@contextmanager
def starting_over() -> Iterator[None]:
    """Run the page again, with new editions, where one of them moved; after several tries in a row give up."""
    try:
        yield
    except Moved:
        tried = st.session_state.get("moved", 0) + 1
        st.session_state["moved"] = tried % TRIES
        if tried == TRIES:
            raise
        st.rerun()
    st.session_state["moved"] = 0


def as_shown(scope: Scope, work: Callable[[Scope], T]) -> T:
    """Return `work(scope)` for what is asked for after the page was drawn: where it moved since, as it was then."""
    try:
        return work(scope)
    except Moved:
        return work(scope.as_it_was())


def rows(scope: Scope, table: str) -> pd.DataFrame:
    """Return a short table as its frame."""
    return scope.edition.rows(table)


def compute(scope: Scope, what: Callable[..., T], *arguments: str | date) -> T:
    """Return `what(scope, *arguments)`: one of the frames, sentences or stories that a page is made of."""
    return scope.ask(what, *arguments)


def names(scope: Scope, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by code."""
    return scope.ask(_names, table, column)


def _names(scope: Scope, table: str, column: str) -> dict[str, str]:
    return naming.names(scope.edition, table, column)


def frame(scope: Scope, question_id: str) -> pd.DataFrame:
    """Return the frame of a question: what its chart draws, what is said of it and the table behind are one thing."""
    return asking.frame(scope, question_id)


def finding(scope: Scope, question_id: str) -> tuple[str, ...]:
    """Return in sentences what the frame of a question says: worked out once, as the frame is."""
    return scope.ask(_finding, question_id)


def _finding(scope: Scope, question_id: str) -> tuple[str, ...]:
    return asking.finding(scope, question_id, frame(scope, question_id))


def details(scope: Scope, question_id: str) -> tuple[str, ...]:
    """Return what more there is to say of a finding: the sentences that it ends with."""
    return scope.ask(_details, question_id)


def _details(scope: Scope, question_id: str) -> tuple[str, ...]:
    return asking.details(scope, question_id, frame(scope, question_id))


def spec(scope: Scope, question_id: str, *, dark: bool) -> dict[str, Any]:
    """
    Return a finished chart, its data as Arrow.

    Building and validating a chart costs tens of milliseconds and every analyst would pay it at every rerun. It is kept
    as it is, not copied: whoever draws it must leave it alone.
    """
    return scope.ask(_spec, question_id, "dark" if dark else "light")


def _spec(scope: Scope, question_id: str, theme: str) -> dict[str, Any]:
    data = frame(scope, question_id)
    made = asking.spec(scope, question_id, data, dark=theme == "dark", on_page=True)
    return {**made, "datasets": {name: _arrow(some) for name, some in made["datasets"].items()}}


def file(scope: Scope, question_id: str, kind: FileKind) -> bytes:
    """Return an answer as the bytes of a file; its light specification is kept: several formats are made of it."""
    return as_shown(scope, lambda shown: _file(shown, question_id, kind))


def _file(scope: Scope, question_id: str, kind: FileKind) -> bytes:
    if kind.is_table:
        return asking.table(scope, question_id, frame(scope, question_id), kind)
    said = asking.provenance(scope, question_id, frame(scope, question_id))
    return images.export(scope.ask(_light, question_id), kind, said)


def _light(scope: Scope, question_id: str) -> dict[str, Any]:
    return asking.spec(scope, question_id, frame(scope, question_id))


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


def titles() -> dict[str, str]:
    """Return the titles of the negotiations by code, in the order of the alphabet: read at every rerun."""
    return reads.titles(store())
