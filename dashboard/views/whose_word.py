"""Who speaks for whom, and whether the party's own words then said the same."""

import pandas as pd
import streamlit as st

from dashboard.charts.whose_word import OUTCOMES
from dashboard.questions import listings
from dashboard.questions.scope import Scope
from dashboard.ui import cache, missing, show


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Whose word")
    if missing.told(scope, "party", "term", "stance"):
        return
    show.finding(scope, "whose-word")
    if cache.frame(scope, "whose-word").empty:
        return
    show.chart(scope, "whose-word")
    st.header("By speaker")
    show.listing(scope, "speakers")
    st.header("Claim by claim")
    show.rows(scope, "whose-word", cache.compute(scope, _claims))


def _claims(scope: Scope) -> pd.DataFrame:
    ledger = cache.compute(scope, listings.ledger)
    return show.named(scope, ledger.assign(outcome=ledger["outcome"].map(OUTCOMES)))
