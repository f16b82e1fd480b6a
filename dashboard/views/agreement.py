"""Which terms are agreed, how far all parties agree, and how far the coders do."""

import streamlit as st

from dashboard.questions import coder_agreement
from dashboard.questions.scope import Scope
from dashboard.ui import cache, missing, show
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Agreement")
    if missing.told(scope, "party", "other party", "term", "consent", "stance"):
        return
    show.question(scope, "agreement")
    if len(cache.rows(scope, "party")) > 2:
        st.header("How far do all the parties agree?")
        show.question(scope, "spread")
    st.header("How far do the coders agree?")
    if not scope.edition.ever_had("coding"):
        sentence("No reading of a second coder is recorded yet, so this cannot be told.")
        return
    show.finding(scope, "coder-agreement")
    if calls := cache.compute(scope, coder_agreement.close_calls):
        sentence(calls)
    show.chart(scope, "coder-agreement")
    show.behind(scope, "coder-agreement")
