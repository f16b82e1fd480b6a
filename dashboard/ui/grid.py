"""
A table edited as a table: typed over, pasted into from a spreadsheet, told cell by cell, written in one version.

Streamlit's grid drops and clamps in silence what does not fit a typed column. So each cell holds text here, and what is
wrong with it is said by us. What many staged rows cost the grid at every run they cost no more once they stand in it.
"""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import grids
from dashboard.grids import CODE, Grid
from dashboard.models import TABLES
from dashboard.questions import calling
from dashboard.questions.scope import Scope
from dashboard.ui import cache, sheets
from dashboard.ui.say import plain

AT_ONCE = 20
"""Rows that the grid on screen holds beside what it was given, at most."""


def edit(scope: Scope, table: str) -> None:
    """Draw the grid of a table with what writing it would do."""
    grid: Grid | None = st.session_state.get("grid")
    if grid is None or (grid.negotiation, grid.table) != (scope.negotiation, table):
        codes = cache.compute(scope, calling.choices, table)
        grid = st.session_state["grid"] = grids.opened(cache.store(), scope.negotiation, table, codes)
    st.caption(
        "Type over a cell, paste a block from a spreadsheet, add rows below the last. Another row is named by its code "
        "or by what it is called. Nothing is written before you say so."
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
    if sum(len(some) for some in st.session_state[key].values()) > AT_ONCE:
        st.session_state["grid"] = replace(grid, cells=cells.reset_index(drop=True), number=grid.number + 1)
        st.rerun()
    staged = grids.staged(cache.store(), grid, cells)
    if not staged.rows:
        st.caption("Nothing was changed yet.")
        return
    sheets.decide(staged, done=_forget)
    if grids.is_met(staged):
        with st.container(horizontal=True):
            for label, mine in (("Take theirs", False), ("Keep mine", True)):
                st.button(plain(label), on_click=_settle, args=(grid, cells, mine))


def _settle(grid: Grid, cells: pd.DataFrame, mine: bool) -> None:
    st.session_state["grid"] = grids.settled(cache.store(), grid, cells, mine=mine)


def _forget() -> None:
    st.session_state.pop("grid", None)
