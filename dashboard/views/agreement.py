"""Which terms are agreed, how far all parties agree, and how far the coders do."""

import streamlit as st

from dashboard.questions import agreement_sentences, agreements
from dashboard.questions.scope import Scope
from dashboard.ui import cache, show
from dashboard.ui.reading import sentence

AGREED = ("term", "aspect", "agreement", "blocker", "n", "needed")
SPREAD = ("term", "score", "parties", "spread", "scored", "n")
CODERS = ("aspect", "measurement", "alpha", "low", "high", "units", "n", "why")


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Agreement")
    parties, terms = cache.rows(scope, "party"), cache.rows(scope, "term")
    if parties.empty or terms.empty:
        sentence("No party and no term is recorded in this negotiation.")
        return
    text = cache.compute(scope, agreements.on_the_table)
    sentence(agreement_sentences.agreed(cache.frame(scope, "agreement"), parties, terms, text))
    show.chart(scope, "agreement", key="agreement")
    show.behind(scope, "agreement", AGREED)
    st.header("How far do all the parties agree?")
    sentence(agreement_sentences.spread(cache.frame(scope, "spread"), terms))
    show.chart(scope, "spread", key="spread")
    show.behind(scope, "spread", SPREAD)
    st.header("How far do the coders agree?")
    for words in agreement_sentences.coders(cache.frame(scope, "coder-agreement")):
        st.text(words)
    if calls := cache.compute(scope, agreements.close_calls):
        st.text(calls)
    show.chart(scope, "coder-agreement", key="coders")
    show.behind(scope, "coder-agreement", CODERS)
