"""What moved, whether the party or the text did, and what holds a deal up."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.questions import texts, who_moved
from dashboard.questions.scope import Scope
from dashboard.ui import cache, folds, missing, show
from dashboard.ui.pickers import pick, pick_pair, pick_since
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Movement")
    if missing.told(scope, "party", "other party", "term", "stance"):
        return
    of_pair = replace(scope, parties=pick_pair(scope))
    st.header("How far apart are they?")
    show.question(of_pair, "distance")
    st.header("Who moved?")
    _who_moved(of_pair)
    st.header("Party or text?")
    _party_or_text(scope)
    st.header("What holds it up?")
    show.question(scope, "sticking-points")
    _how_firm(scope)


@st.fragment
def _how_firm(scope: Scope) -> None:
    """Show, where somebody asks, how firm the order of the sticking points is: it is ranked once for each check."""
    with folds.unfolded("How firm is that order?", key="how_firm") as is_open:
        if is_open:
            show.question(scope, "robustness")


def _who_moved(scope: Scope) -> None:
    if missing.told(scope, "round"):
        return
    opening = cache.compute(scope, who_moved.since)
    first = cache.rows(scope, "round")["started_on"].min()
    if opening is None or pd.isna(first):
        sentence("No round had ended before the latest one began, so there is nothing to compare with.")
        return
    show.question(replace(scope, since=pick_since(scope, opening, min(opening, first.date()))), "who-moved")


def _party_or_text(scope: Scope) -> None:
    if families := cache.compute(scope, texts.families):
        default = next(iter(families))
        code = pick("Along the texts that go back to", families, key="family", default=default, what="text")
        scope = replace(scope, proposals=(code,))
    show.question(scope, "party-or-text")
