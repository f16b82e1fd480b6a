"""
A table edited as a table: typed over, pasted into from a spreadsheet, told cell by cell, written in one version.

Streamlit's grid drops and clamps in silence what does not fit a typed column. So each cell holds text here, and what is
wrong with it is said by us. What many staged rows cost the grid at every run they cost no more once they stand in it.
"""

import secrets
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.errors import ParleyError
from dashboard.models import TABLES
from dashboard.questions import calling
from dashboard.questions.scope import Scope
from dashboard.sheets import Staged, grids
from dashboard.sheets.grids import CODE, Grid
from dashboard.store import drafts as kept
from dashboard.ui import address, authors, cache, drafts, forms, sheets
from dashboard.ui.notes import telling_refusals
from dashboard.ui.say import plain

AT_ONCE = 20
"""Rows that the grid on screen holds beside what it was given, at most."""


def edit(scope: Scope, table: str) -> None:
    """Draw the grid of a table with what writing it would do."""
    grid: Grid | None = st.session_state.get("grid")
    if grid is None or (grid.negotiation, grid.table) != (scope.negotiation, table):
        grid = st.session_state["grid"] = _opened(scope, table)
    st.caption(
        "Type over a cell, paste a block from a spreadsheet, add rows below the last. Another row is named by its code "
        "or by what it is called. What stands in a cell is kept as a draft; nothing is written before you say so."
    )
    key = f"grid_{table}_{grid.number}"
    columns = TABLES[table].columns
    headings = {
        name: st.column_config.TextColumn(plain(column.title), help=plain(column.help), disabled=name == CODE)
        for name, column in columns.items()
    }
    cells: pd.DataFrame = st.data_editor(
        grid.cells, key=key, num_rows="dynamic", hide_index=True, width="stretch", column_config=headings
    )
    is_block = bool(cells.apply(lambda column: column.str.contains("\t").any()).any())
    if is_block or sum(len(some) for some in st.session_state[key].values()) > AT_ONCE:
        st.session_state["grid"] = replace(grid, cells=grids.spread(cells), number=grid.number + 1)
        st.rerun()
    staged = _staged(scope, grid, cells)
    if not staged.rows:
        st.caption("Nothing was changed yet.")
        return
    forget = partial(_forget, scope, table)
    sheets.decide(scope, staged, done=forget)
    with st.container(horizontal=True):
        for label, mine in (("Take theirs", False), ("Keep mine", True)) if grids.is_met(staged) else ():
            st.button(plain(label), on_click=_settle, args=(grid, cells, mine))
        st.button("Drop what is not written", on_click=forget)


def _staged(scope: Scope, grid: Grid, cells: pd.DataFrame) -> Staged:
    """Return what writing the grid would do, and keep its draft; worked out again only where something is new."""
    of = (grid.number, grid.table, scope.negotiation, scope.version)
    found = st.session_state.get("grid_staged")
    if found is None or found[0] != of or not cells.equals(found[1]):
        _keep(scope, grid, cells)
        found = st.session_state["grid_staged"] = (of, cells, grids.staged(cache.store(), grid, cells))
    staged: Staged = found[2]
    return staged


def _settle(grid: Grid, cells: pd.DataFrame, mine: bool) -> None:
    st.session_state["grid"] = grids.settled(cache.store(), grid, cells, mine=mine)


def _target(table: str) -> str:
    return f"the table {table}"


def is_begun(table: str) -> bool:
    """Return whether something stands in the grid of a table that is not written."""
    return _draft(table) is not None


def _draft(table: str) -> kept.Draft | None:
    """Return the newest draft of the grid of a table."""
    found = (draft for draft in st.session_state["drafts"] if draft.form.target == _target(table))
    return next(found, None)


def _opened(scope: Scope, table: str) -> Grid:
    codes = cache.compute(scope, calling.choices, table)
    draft = _draft(table)
    seen = {} if draft is None else draft.seen or {}
    grid = grids.opened(cache.store(), scope.negotiation, table, dict.fromkeys([*codes, *seen]))
    return grid if draft is None else grids.from_draft(grid, draft.held, seen)


def _keep(scope: Scope, grid: Grid, cells: pd.DataFrame) -> None:
    """Keep what stands in a grid as a draft, where it is not what the draft holds."""
    held, seen = grids.to_draft(grid, cells)
    draft = _draft(grid.table)
    if held == (dict.fromkeys(held, "") if draft is None else draft.held):
        return
    many, by = TABLES[grid.table].many, authors.present()
    where = (drafts.browser(), scope.negotiation, _target(grid.table), f"The table of {many}", address.here(), by)
    form = kept.Form(secrets.token_hex(16), *where) if draft is None else draft.form
    upon = [] if draft is None else [draft.held]
    try:
        kept.keep(cache.store(), kept.Typed(form, held, seen, tab=secrets.token_hex(16), upon=upon))
    except ParleyError:
        st.caption("No draft of this is kept: the table is being edited in another tab too, or the store is away.")
    forms.find(scope.negotiation)


def _forget(scope: Scope, table: str) -> None:
    """Let go of the grid and of its draft."""
    with telling_refusals("Not dropped."):
        if (draft := _draft(table)) is not None:
            kept.drop(cache.store(), kept.Typed(draft.form, draft.held, draft.seen, tab="", upon=[draft.held]))
            forms.find(scope.negotiation)
        st.session_state.pop("grid", None)
