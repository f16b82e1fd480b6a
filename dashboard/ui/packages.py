"""Loading a case package on a page: what it would do is shown first, and what both changed is decided by a person."""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.errors import ParleyError
from dashboard.frames import PLANNED_ROWS
from dashboard.store.merging import Effect, Key, Plan, Side
from dashboard.ui import address, authors, cache, folds, notes, show
from dashboard.ui.reading import sentence

MOST_ROWS = 500
SIDES = {Side.PACKAGE: "Take the package's", Side.STORE: "Keep what is here"}
ROW_BY_ROW = "Decide row by row"


def load_form() -> None:
    """Let a reader choose a package, see what loading it comes to, and load it."""
    if (loaded := st.session_state.get("loaded")) is not None:
        code, title, done = loaded
        with st.container(horizontal=True, vertical_alignment="center"):
            sentence(f"Loaded “{title}”: {done}")
            address.link("overview", "See it on Overview", key="loaded_overview", negotiation=code)
    # Another key after each load, so that the field is empty again.
    uploads = st.session_state.setdefault("uploads", 0)
    given = st.file_uploader("Case package (zip)", type="zip", max_upload_size=256, key=f"package_{uploads}")
    if given is None:
        return
    st.session_state.pop("loaded", None)
    kept = st.session_state.get("plan")
    if kept is None or kept[0] != given.file_id:
        kept = st.session_state["plan"] = (given.file_id, _compared(given.getbuffer()))
    if isinstance(kept[1], Plan):
        _decide(kept[1])
    else:
        refuse(kept[1])


def bundled() -> None:
    """Load the bundled case."""
    _write(cases.plan(cache.store(), cases.BUNDLED), None)


def refuse(words: str) -> None:
    """Say why a package was refused: its words are other people's."""
    st.error("The package was refused. Nothing was changed.")
    st.text(words)


def _compared(content: memoryview) -> Plan | str:
    bar = st.progress(0.0, "Reading the package")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "case.zip"
            path.write_bytes(content)
            return cases.plan(cache.store(), path, progress=partial(_move, bar))
    except (ParleyError, OSError) as error:  # the disk may be full
        return str(error)
    finally:
        bar.empty()


def _move(bar: Any, done: int, total: int) -> None:
    bar.progress(done / max(total, 1), "Reading the package")


def _decide(planned: Plan) -> None:
    sentence(planned.sentence)
    for line in planned.package.told:
        sentence(line)
    with folds.unfolded("The rows", key="planned_rows") as is_open:
        if is_open:
            rows = cases.rows(cache.store(), planned, MOST_ROWS + 1)
            if len(rows) > MOST_ROWS:
                st.caption(f"The first {MOST_ROWS} changes; {len(planned.differences):,} rows are not the same.")
            show.table(PLANNED_ROWS, rows.head(MOST_ROWS), tuple(PLANNED_ROWS.columns))
    sides: Side | Mapping[Key, Side] | None = None
    if planned.differences.counts[Effect.CONFLICT]:
        st.caption("What was changed both here and in the package is not loaded until you say whose stands.")
        chosen = st.radio("Where both changed a row", [*SIDES.values(), ROW_BY_ROW], index=None)
        sides = _row_by_row(planned) if chosen == ROW_BY_ROW else _side(chosen)
        if not _is_decided(planned, sides):
            st.button("Load", type="primary", disabled=True)
            return
    if st.button("Load", type="primary"):
        _write(planned, sides)


def _side(words: str | None) -> Side | None:
    return next((side for side, said in SIDES.items() if said == words), None)


def _is_decided(planned: Plan, sides: Side | Mapping[Key, Side] | None) -> bool:
    return isinstance(sides, Side) or len(sides or {}) == planned.differences.counts[Effect.CONFLICT]


def _row_by_row(planned: Plan) -> dict[Key, Side]:
    st.caption("Choices last only while you stay on this page. If you leave or reload it, choose the package again.")
    keys = [one.key for one in planned.differences.of(Effect.CONFLICT)]
    found = cases.conflicts(cache.store(), planned)
    headings = {name: field.heading for name, field in PLANNED_ROWS.fields.items()}
    given = st.data_editor(
        found.assign(stands=None).rename(columns={**headings, "stands": "Whose stands"}),
        hide_index=True,
        width="stretch",
        disabled=list(headings.values()),
        column_config={"Whose stands": st.column_config.SelectboxColumn(options=list(SIDES.values()))},
        key="conflicts",
    )
    decided = zip(keys, given["Whose stands"], strict=True)
    return {key: side for key, words in decided if (side := _side(words)) is not None}


def _write(planned: Plan, sides: Side | Mapping[Key, Side] | None) -> None:
    by = authors.present() or PARLEY
    notes.unsay()
    try:
        # No Streamlit command may come inside the transaction, so no bar moves here.
        done = cases.write(cache.store(), planned, by=by, sides=sides)
    except ParleyError as error:
        refuse(str(error))
        return
    own = planned.package.negotiation
    st.session_state["loaded"] = own["code"], own["title"], done.sentence
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.session_state.pop("plan", None)
    st.rerun()
