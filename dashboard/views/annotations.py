"""Every annotation: find, filter, read, change."""

import streamlit as st

from dashboard import frames
from dashboard.inputs import annotation_targets
from dashboard.questions import authors
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, notes, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Annotations")
    everything = cache.read(scope, "annotations")
    names = cache.compute(scope, authors.names)
    address.start("search", "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", st.session_state["search"], key="search", max_chars=200)
        by = _pick("Author", "by", sorted(everything["author"].unique()), names)
        tag = _pick("Tag", "tag", sorted({tag for some in everything["tags"].dropna() for tag in some.split("; ")}))
        kind = _pick("On", "on", sorted({_kind(row) for row in everything.to_dict("records")}))
        state = _pick("State", "state", ["open", "resolved"])
    found = cache.read(scope, "annotations", search=search, author=by or None, tag=tag, state=state or None)
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
    columns = ("written_at", "author", "text", "tags", "on", "state")
    show.table(frames.LISTED_NOTES, shown, columns, key="notes")
    st.header("Read and change")
    notes.listed(scope, found, key="list")


def _pick(label: str, key: str, codes: list[str], names: dict[str, str] | None = None) -> str:
    """Return the chosen code, or nothing for any."""
    options = {"": "any"} | {code: (names or {}).get(code, code) for code in codes}
    chosen: str = pick(label, options, key=key, default="", what=label.lower())
    return chosen


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
