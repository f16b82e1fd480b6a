"""Who speaks for whom, and whether the party's own words later bore it out."""

import pandas as pd
import streamlit as st

from dashboard.analysis import whose_word
from dashboard.questions import movement_sentences
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.ui import cache, show
from dashboard.ui.reading import sentence

CLAIMS = {
    "said_on": "Day",
    "speaker": "Speaker",
    "speaker_party": "Of",
    "holder": "Speaks for",
    "term": "Term",
    "said": "Said",
    "outcome": "What came of it",
    "later_on": "Own words on",
    "later_said": "Own words",
    "source_grade": "Grade",
    "claim": "Claim",
}
TOTALS = {
    "speaker": "Speaker",
    "speaker_party": "Of",
    "claims": "Claims (n)",
    "borne_out": "Borne out",
    "contradicted": "Contradicted",
    "never_came": "Never came",
}


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Whose word")
    ledger = cache.frame(scope, "whose-word")
    sentence(cache.told(scope, "whose-word", movement_sentences.whose_word))
    if ledger.empty:
        return
    show.chart(scope, "whose-word", key="whose_word")
    totals, claims = cache.compute(scope, _tables)
    st.header("By speaker")
    show.table(totals, TOTALS, key="totals")
    st.header("Claim by claim")
    show.table(claims, CLAIMS, key="ledger")


def _tables(edition: Edition, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    ledger = cache.frame(scope, "whose-word").fillna({"speaker": "speaker not named"})
    return show.named(scope, whose_word.totals(ledger)), show.named(scope, ledger)
