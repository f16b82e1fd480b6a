"""What every page but Data shows of a store without a negotiation: begin one, look at the bundled case, or load one."""

import streamlit as st

from dashboard.settings import settings
from dashboard.ui import beginning, packages
from dashboard.ui.reading import sentence


def view() -> None:
    """Draw the page."""
    st.title("Parley")
    if settings().read_only:
        sentence("This store holds no negotiation yet, and this Parley is read-only.")
        return
    sentence("This store holds no negotiation yet. Begin one of your own, look at the bundled case, or load a case.")
    st.header("Begin a negotiation")
    beginning.form()
    st.header("Look at the bundled case")
    sentence("A whole case with its sources, to see what the pages are for. It can be removed again on the page Data.")
    if st.button("Load the bundled case"):
        packages.bundled()
    st.header("Load a case")
    packages.load_form()
