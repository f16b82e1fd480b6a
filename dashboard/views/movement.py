"""What moved, whether the party or the text did, and what holds a deal up."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.analysis import movement_sentences
from dashboard.ui import address, cache, measures, show
from dashboard.ui.reading import sentence
from dashboard.ui.scope import Scope, distinct


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Movement")
    parties = cache.rows(scope, "party")
    if len(parties) < 2:
        sentence("Movement needs two parties; this negotiation has fewer.")
        return
    scope = replace(scope, parties=_pick_pair(scope, parties))
    _apart(scope)
    _who_moved(scope)
    _party_or_text(replace(scope, parties=()))
    _holding_up(replace(scope, parties=()))


def _pick_pair(scope: Scope, parties: pd.DataFrame) -> tuple[str, str]:
    names = distinct(dict(zip(parties["code"], parties["short_name"], strict=True)))
    first, second = cache.compute(scope, measures.pair)
    address.start("one", first, address.one_of(list(names), "party"))
    with st.container(horizontal=True):
        one = st.selectbox("One party", list(names), format_func=names.__getitem__, key="one")
        others = [code for code in names if code != one]
        address.start("other", second if second != one else first, address.one_of(others, "party"))
        if st.session_state["other"] not in others:
            st.session_state["other"] = others[0]
        other = st.selectbox("The other", others, format_func=names.__getitem__, key="other")
    return one, other


def _apart(scope: Scope) -> None:
    st.header("How far apart are they?")
    sentence(cache.compute(scope, measures.coming_closer))
    show.chart(scope, "distance", key="distance")
    show.behind(scope, "distance", {"round": "Round", "day": "Day", "term": "Term", "distance": "Distance", "n": "n"})


def _who_moved(scope: Scope) -> None:
    st.header("Who moved?")
    opening = cache.compute(scope, measures.since)
    first = cache.rows(scope, "round")["started_on"].min()
    if opening is None or pd.isna(first):
        sentence("No round had ended before the present one began, so there is nothing to compare with.")
        return
    start = min(opening, first.date())
    address.start("since", opening, address.day_between(start, scope.as_of))
    if not start <= st.session_state["since"] <= scope.as_of:
        st.session_state["since"] = opening
    since = st.date_input("Since", key="since", min_value=start, max_value=scope.as_of, format="YYYY-MM-DD")
    scope = replace(scope, since=since)
    sentence(cache.compute(scope, measures.who_moved))
    show.chart(scope, "who-moved", key="who_moved")
    columns = {
        "term": "Term",
        "party": "Party",
        "level_before": "Level before",
        "level_after": "Level after",
        "moved": "Moved",
        "m": "m",
        "measured_in": "Measured in",
    }
    show.behind(scope, "who-moved", columns)


def _party_or_text(scope: Scope) -> None:
    st.header("Party or text?")
    sentence(movement_sentences.party_or_text(cache.frame(scope, "party-or-text")))
    show.chart(scope, "party-or-text", key="party_or_text")
    columns = {
        "party": "Party",
        "term": "Term",
        "from_proposal": "From text",
        "to_proposal": "To text",
        "answer_before": "Answer before",
        "answer_after": "Answer after",
        "level_before": "Level before",
        "level_after": "Level after",
        "party_shift": "By the party",
        "text_shift": "By the text",
    }
    show.behind(scope, "party-or-text", columns)


def _holding_up(scope: Scope) -> None:
    st.header("What holds it up?")
    ranked = show.worked_out(scope, "sticking-points", f"Trying the ranking in {measures.WORLDS:,} ways")
    sentence(
        movement_sentences.holding_up(ranked, measures.WORLDS, cache.rows(scope, "party"), cache.rows(scope, "term"))
    )
    show.chart(scope, "sticking-points", key="sticking")
    columns = {
        "term": "Term",
        "agreement": "Agreement (−2 to 2)",
        "blocker": "Held by",
        "score": "Score (0 to 1)",
        "days_still": "Days still",
        "red_line_collision": "Red lines collide",
        "keeps_place_share": "In its place (share)",
        "stays_first_share": "First in (share)",
        "n": "n",
    }
    show.behind(scope, "sticking-points", columns)
