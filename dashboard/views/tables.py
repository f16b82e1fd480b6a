"""Every table of the record, row by row: what stands in one, to change, add and remove."""

import streamlit as st

from dashboard.models import IN_PACKAGE, TABLES
from dashboard.questions import calling, records
from dashboard.questions.scope import Scope
from dashboard.ui import cache, editing, grid, joining
from dashboard.ui.pickers import pick
from dashboard.ui.reading import passages, sentence
from dashboard.vocabulary import counted

NEW = ""


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Tables")
    tables = {name: table.many.capitalize() for name, table in TABLES.items() if not table.is_stamped}
    name = pick("Table", tables, key="table", default=next(iter(tables)), what="table")
    table = IN_PACKAGE[name]
    count = scope.edition.counts()[name]
    there = (
        f"There {'is' if count == 1 else 'are'} {counted(count, table.one, table.many)}."
        if count
        else "Nothing is recorded yet."
    )
    sentence(f"{table.row} {there}")
    rows = cache.compute(scope, calling.choices, name)
    options = rows if not scope.changeable else {NEW: f"New {table.one}"} | rows
    if not options:
        return
    if (more := count - len(rows)) > 0:
        st.caption(f"The {len(rows):,} of the latest days are listed; {more:,} earlier not.")
    if scope.changeable and st.toggle("Edit as a table", grid.is_begun(name), key=f"as_table_{name}"):
        grid.edit(scope, name)
        return
    code = pick("Row", options, key="row", default=next(iter(options)), what="row")
    if scope.changeable:
        editing.one(scope, editing.Thing(name, code or None), key=f"table_{name}")
        if code:
            joining.offered(scope, name, code, key=f"table_{name}")
    else:
        passages(cache.compute(scope, records.in_full, name, code), key="row_in_full")
