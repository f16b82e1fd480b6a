"""Who speaks for whom, and whether the party's own words then said the same."""

import pandas as pd
import streamlit as st

from dashboard.analysis import whose_word
from dashboard.charts.whose_word import OUTCOMES
from dashboard.questions.scope import Scope
from dashboard.ui import cache, missing, show

TOTALS = ("speaker", "speaker_party", "claims", "same", "otherwise", "none_yet", "none_within")


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Whose word")
    if missing.told(scope, "party", "term", "stance"):
        return
    show.finding(scope, "whose-word")
    if cache.frame(scope, "whose-word").empty:
        return
    show.chart(scope, "whose-word")
    totals, claims = cache.compute(scope, _tables)
    st.header("By speaker")
    show.table(whose_word.TOTALS, totals, TOTALS, key="totals")
    st.header("Claim by claim")
    show.rows(scope, "whose-word", claims)


def _tables(scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    ledger = cache.frame(scope, "whose-word").fillna({"speaker": "speaker not named"})
    totals = show.named(scope, whose_word.totals(ledger))
    return totals, show.named(scope, ledger.assign(outcome=ledger["outcome"].map(OUTCOMES)))
