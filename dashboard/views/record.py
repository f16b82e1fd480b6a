"""What happened, recorded: a source, what it belongs to, and line by line who said what."""

import streamlit as st

from dashboard.questions.scope import Scope
from dashboard.ui import cache, codebook, record_form
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Record")
    if not scope.changeable:
        why = "This Parley is read-only." if scope.known_at is None else "An earlier version is shown."
        sentence(f"{why} Nothing can be recorded here.")
        return
    if cache.rows(scope, "party").empty or cache.rows(scope, "term").empty:
        sentence("Add the parties and the terms first, on the page Tables: each line is somebody’s word on a term.")
        return
    sentence("One source at a time: what it is, what it belongs to, and line by line who said what.")
    st.caption(
        "Ctrl and Enter saves, Alt and Enter adds a line. Everything is one version, and one click takes it back."
    )
    record_form.form(scope)
    codebook.fold(scope, "stance", key="record")
