"""Which terms are agreed, how far all parties agree, and how far the coders do."""

import streamlit as st

from dashboard.questions import coder_agreement
from dashboard.questions.scope import Scope
from dashboard.ui import cache, show
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Agreement")
    if cache.rows(scope, "party").empty or cache.rows(scope, "term").empty:
        sentence("No party and no term is recorded in this negotiation.")
        return
    show.question(scope, "agreement")
    st.header("How far do all the parties agree?")
    show.question(scope, "spread")
    st.header("How far do the coders agree?")
    show.finding(scope, "coder-agreement")
    if calls := cache.compute(scope, coder_agreement.close_calls):
        sentence(calls)
    show.chart(scope, "coder-agreement")
    show.behind(scope, "coder-agreement")
