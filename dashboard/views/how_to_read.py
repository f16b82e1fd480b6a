"""How to read what is shown here, and the codebook by which this negotiation is coded."""

import streamlit as st

from dashboard.questions import how_to_read
from dashboard.questions.scope import Scope
from dashboard.ui import cache
from dashboard.ui.reading import passages, sentence
from dashboard.ui.say import plain

NO_CODEBOOK = "This negotiation has no codebook yet. Write one: whoever codes goes by it, and readers trust it."


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("How to read this")
    st.header("Levels and answers")
    sentence(f"Level: {how_to_read.described('stance', 'level')}")
    sentence(f"Answer: {how_to_read.described('stance', 'answer')}")
    passages(how_to_read.levels(), key="levels")
    st.header("Marks in the matrix")
    passages(cache.compute(scope, how_to_read.marks), key="marks")
    st.header("How old a level is")
    sentence(cache.compute(scope, how_to_read.use_by))
    passages(how_to_read.ages(), key="ages")
    st.header("What a day means")
    sentence(how_to_read.AS_OF)
    sentence(how_to_read.OF_THE_LEVEL)
    st.header("Several records of one day")
    sentence(how_to_read.SAME_DAY)
    st.header("What else a stance says")
    passages(how_to_read.carried(), key="carried")
    st.header("Grades of sources")
    sentence(how_to_read.described("source", "grade"))
    passages(how_to_read.grades(), key="grades")
    st.header("Credibility of claims")
    sentence(how_to_read.described("claim", "credibility"))
    passages(how_to_read.credibility(), key="credibility")
    st.header("Codebook of this negotiation")
    st.caption(plain(how_to_read.described("negotiation", "codebook")))
    sentence(cache.compute(scope, how_to_read.codebook) or NO_CODEBOOK)
