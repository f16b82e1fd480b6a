"""Every annotation: find, filter, read, change."""

import streamlit as st

from dashboard.inputs import annotation_targets
from dashboard.ui import address, cache, notes, show
from dashboard.ui.reading import sentence
from dashboard.ui.scope import Scope


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Annotations")
    everything = cache.read(scope, "annotations")
    names = {"": "any"} | cache.names(scope, "analyst", "name")
    analysts = ["", *sorted(everything["analyst"].unique())]
    tags = ["", *sorted({tag for some in everything["tags"].dropna() for tag in some.split("; ")})]
    kinds = ["", *sorted({_kind(row) for row in everything.to_dict("records")})]
    states = ["", "open", "resolved"]
    address.start("search", "")
    for key, options in (("by", analysts), ("tag", tags), ("on", kinds), ("state", states)):
        address.start(key, "", address.one_of(options, key))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="search", max_chars=200)
        by = st.selectbox("Analyst", analysts, key="by", format_func=lambda code: names.get(code, code))
        tag = st.selectbox("Tag", tags, key="tag", format_func=_any)
        kind = st.selectbox("On", kinds, key="on", format_func=_any)
        state = st.selectbox("State", states, key="state", format_func=_any)
    found = cache.read(scope, "annotations", search=search, analyst=by or None, tag=tag, state=state or None)
    if kind:
        found = found[[_kind(row) == kind for row in found.to_dict("records")]]
    counted = "1 note" if len(found) == 1 else f"{len(found)} notes"
    if everything.empty:
        sentence("No note has been written yet. Add one here, or beside a cell, a text or a mark of the timeline.")
    else:
        sentence(f"{counted} of {len(everything)}, newest first.")
    notes.add(scope, {"this day": {"day": scope.as_of}}, key="annotations_day")
    if found.empty:
        return
    named = show.named(scope, found)
    shown = named.assign(on=[describe(row) for row in named.to_dict("records")])
    columns = {
        "written_at": "Written",
        "analyst": "Analyst",
        "text": "Note",
        "tags": "Tags",
        "on": "On",
        "state": "State",
    }
    show.table(shown, columns, key="notes")
    st.header("Read and change")
    notes.listed(scope, found, key="list")


def _any(option: str) -> str:
    return option or "any"


def _kind(row: dict[str, object]) -> str:
    return annotation_targets({column: value for column, value in row.items() if value == value and value is not None})[
        0
    ]


def describe(row: dict[str, object]) -> str:
    """Return what a note hangs on, in words."""
    kind = _kind(row)
    if kind == "cell":
        return f"{row['party']} on {row['term']}"
    return f"{kind} {row[kind]:%Y-%m-%d}" if kind == "day" else f"{kind} {row[kind]}"
