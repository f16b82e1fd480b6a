"""A sheet dropped on a page: what each of its rows would do is shown first, and written once it is confirmed."""

from collections.abc import Callable

import streamlit as st

from dashboard import sheets
from dashboard.errors import ParleyError
from dashboard.imports import sheet as reading
from dashboard.questions.scope import Scope
from dashboard.sheets import TOLD_ROWS, Effect, Staged
from dashboard.ui import authors, cache, editing, forms, show
from dashboard.ui.notes import telling_refusals
from dashboard.ui.reading import sentence
from dashboard.ui.say import plain

MOST_ROWS = 500
"""Rows that are told one by one."""
_FIRST = "stance"
CHOSEN = "sheet_of"
"""Where the table stands that the next sheet is of."""


def drop(scope: Scope) -> None:
    """Let a reader drop a sheet on a table, see what it would do, and write it, where that may be done."""
    if not scope.changeable:
        return
    st.header("Add a sheet")
    st.caption("One table, with its columns' titles or names over them. Rows without a code are new.")
    names = {name: table.many.capitalize() for name, table in sheets.WRITTEN_SO.items()}
    table = st.selectbox("Of", list(names), list(names).index(_FIRST), format_func=names.__getitem__, key=CHOSEN)
    # Another key after each writing, so that the field is empty again.
    key = f"sheet_{st.session_state.setdefault('sheets', 0)}"
    given = st.file_uploader(
        "Sheet (CSV, TSV or XLSX)", type=["csv", "tsv", "txt", "xlsx"], max_upload_size=16, key=key
    )
    if given is None:
        return
    seen = (given.file_id, table, scope.version)
    if st.session_state.get("staged", (None,))[0] != seen:
        st.session_state["staged"] = (seen, _staged(scope, table, given.name, given.getvalue()))
    staged = st.session_state["staged"][1]
    if isinstance(staged, Staged):
        decide(scope, staged, done=_next)
    else:
        st.text(staged)


def _staged(scope: Scope, table: str, file: str, content: bytes) -> Staged | str:
    try:
        rows = sheets.by_column(table, reading.of(file, content, named=table))
        return sheets.stage(cache.store(), scope.negotiation, table, rows)
    except ParleyError as error:
        return str(error)


def decide(scope: Scope, staged: Staged, *, done: Callable[[], None]) -> None:
    """
    Tell what writing these rows would do, and offer to write them where none is wrong.

    Parameters
    ----------
    done
        Called once they are written.
    """
    sentence(staged.would)
    rows = sheets.told(staged)
    if len(rows):
        if len(rows) > MOST_ROWS:
            st.caption(f"The first {MOST_ROWS:d} of {len(rows):,}.")
        show.table(TOLD_ROWS, rows.head(MOST_ROWS), tuple(TOLD_ROWS.columns), key="staged_rows")
    wrong, new = staged.of(Effect.WRONG), staged.of(Effect.ADDED, Effect.CHANGED, Effect.REMOVED)
    if wrong:
        st.caption("Nothing is written until every row is right.")
    elif new:
        st.button(plain(staged.deed), type="primary", key="sheet_write", on_click=_write, args=(scope, staged, done))


def _write(scope: Scope, staged: Staged, done: Callable[[], None]) -> None:
    with telling_refusals("Not written."):
        version = sheets.write(cache.store(), staged, by=authors.writing())
        done()
        if version is not None:
            rows = [(staged.table, row.values) for row in staged.of(Effect.ADDED, Effect.CHANGED) if row.values]
            said = f"Written: {staged.words} {editing.not_counted(scope, rows)}"
            forms.say_saved(staged.negotiation, version, said.rstrip())


def _next() -> None:
    """Forget the sheet that was written: the field is empty again."""
    st.session_state["sheets"] += 1
    st.session_state.pop("staged", None)
