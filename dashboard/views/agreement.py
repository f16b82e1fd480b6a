"""Which terms are agreed, how far all parties agree, and how far the coders do."""

import streamlit as st

from dashboard.questions import coder_agreement, listings
from dashboard.questions.scope import Scope
from dashboard.ui import cache, editing, folds, missing, show
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Agreement")
    if missing.told(scope, "party", "other party", "term", "consent", "stance"):
        return
    show.question(scope, "agreement")
    editing.offered(scope, editing.of_terms, key="agreed", label="Edit a term and its words")
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
    _readings(scope, "readings-that-differ", "The readings that differ")  # what keeps α from 1
    _readings(scope, "close-calls", "The close calls")


@st.fragment
def _readings(scope: Scope, listed: str, label: str) -> None:
    """Show, folded, some of the readings, if there are any."""
    found = cache.as_shown(scope, lambda shown: len(cache.compute(shown, listings.frame, listed)))
    if found:
        with folds.unfolded(f"{label} ({found:,})", key=f"{listed}_fold") as is_open:
            if is_open:
                show.listing(scope, listed)
