"""What is in the store, saving and loading a case, and the health of it all."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cases, frames
from dashboard.authors import PARLEY
from dashboard.errors import ParleyError
from dashboard.questions import dictionary, health
from dashboard.questions.scope import Scope
from dashboard.ui import authors, cache, show
from dashboard.ui.reading import sentence


def view(scope: Scope | None) -> None:
    """Draw the page; it works on an empty store too."""
    st.title("Data")
    if scope is None:
        sentence("The store holds no negotiation. Load a case package, or the bundled case.")
    else:
        counts = pd.Series(cache.read(scope, "counts")).rename_axis("table").reset_index(name="rows")
        kept = counts.set_index("table")["rows"]
        sentence(f"{kept['stance']:,} stances on {kept['claim']:,} claims from {kept['source']:,} sources.")
        if isinstance(caveat := cache.negotiations().set_index("code").at[scope.negotiation, "caveat"], str):
            st.text(caveat)
        st.header("Save")
        opened = cache.edition(scope).store
        st.download_button(
            "Save as package",
            data=lambda: cases.saved(opened, scope.negotiation),
            file_name=f"{scope.negotiation}_v{scope.version}.zip",
            mime="application/zip",
            on_click="ignore",
        )
    st.header("Load")
    given = st.file_uploader("Case package (zip)", type="zip", max_upload_size=256)
    if given is not None and st.button("Load", type="primary"):
        _load(given.getvalue())
    if scope is None and st.button("Load the bundled case"):
        _load(None)
    if scope is not None:
        with show.unfolded("What is in the store", key="counts") as is_open:
            if is_open:
                show.table(frames.TABLE_COUNTS, counts, ("table", "rows"))
    with show.unfolded("What every column means", key="dictionary") as is_open:
        if is_open:
            show.table(dictionary.DICTIONARY, dictionary.dictionary(), tuple(dictionary.DICTIONARY.columns))
    if st.toggle("Health", help="Checks the store; on a large one this takes a moment."):
        show.table(health.CHECKS, health.frame(cache.store()), tuple(health.CHECKS.columns))


def _move(bar: Any, done: int, total: int) -> None:
    bar.progress(done / max(total, 1), "Reading the package")


def _load(content: bytes | None) -> None:
    bar = st.progress(0.0, "Reading the package")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = cases.BUNDLED if content is None else Path(folder) / "case.zip"
            if content is not None:
                path.write_bytes(content)
            by = authors.present() or PARLEY
            # Only the reading moves the bar: no Streamlit command may come inside the transaction that follows it.
            done = cases.load(cache.store(), path, by=by, reading_progress=partial(_move, bar))
    except ParleyError as error:
        bar.empty()
        st.error("The package was refused. Nothing was changed.")
        st.text(str(error))
        return
    bar.progress(1.0, f"Loaded: {done.added} rows added, {done.changed} changed, {done.unchanged} as they were.")
