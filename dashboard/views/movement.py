"""What moved, whether the party or the text did, and what holds a deal up."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.questions import measures, movement_sentences
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.ui import cache, show
from dashboard.ui.pickers import pick, pick_pair, pick_since
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Movement")
    parties = cache.rows(scope, "party")
    if len(parties) < 2:
        sentence("Movement needs two parties; this negotiation has fewer.")
        return
    scope = replace(scope, parties=pick_pair(scope))
    _apart(scope)
    _who_moved(scope)
    _party_or_text(replace(scope, parties=()))
    _holding_up(replace(scope, parties=()))


def _apart(scope: Scope) -> None:
    st.header("How far apart are they?")
    sentence(cache.compute(scope, measures.coming_closer))
    show.chart(scope, "distance", key="distance")
    columns = ("round", "day", "term", "distance", "n", "slope", "slope_low", "slope_high")
    show.behind(scope, "distance", columns)


def _who_moved(scope: Scope) -> None:
    st.header("Who moved?")
    opening = cache.compute(scope, measures.since)
    first = cache.rows(scope, "round")["started_on"].min()
    if opening is None or pd.isna(first):
        sentence("No round had ended before the present one began, so there is nothing to compare with.")
        return
    scope = replace(scope, since=pick_since(scope, opening, min(opening, first.date())))
    sentence(cache.compute(scope, measures.who_moved))
    show.chart(scope, "who-moved", key="who_moved")
    columns = ("term", "party", "level_before", "level_after", "moved", "m", "measured_in")
    show.behind(scope, "who-moved", columns)


def _party_or_text(scope: Scope) -> None:
    st.header("Party or text?")
    families = cache.compute(scope, measures.families)
    if families:
        default = next(iter(families))
        code = pick("Along the texts that go back to", families, key="family", default=default, what="text")
        scope = replace(scope, proposals=(code,))
    sentence(cache.told(scope, "party-or-text", movement_sentences.party_or_text))
    show.chart(scope, "party-or-text", key="party_or_text")
    columns = (
        "party",
        "term",
        "from_proposal",
        "to_proposal",
        "answer_before",
        "answer_after",
        "level_before",
        "level_after",
        "party_shift",
        "text_shift",
    )
    show.behind(scope, "party-or-text", columns)


def _holding_up(scope: Scope) -> None:
    st.header("What holds it up?")
    show.work_out(scope, "sticking-points", f"Trying the ranking in {measures.WORLDS:,} ways")
    sentence(cache.compute(scope, _held))
    show.chart(scope, "sticking-points", key="sticking")
    columns = (
        "term",
        "agreement",
        "blocker",
        "score",
        "days_still",
        "red_line_collision",
        "keeps_place_share",
        "stays_first_share",
        "n",
    )
    show.behind(scope, "sticking-points", columns)


def _held(_edition: Edition, scope: Scope) -> str:
    parties, terms = cache.rows(scope, "party"), cache.rows(scope, "term")
    return movement_sentences.holding_up(cache.frame(scope, "sticking-points"), measures.WORLDS, parties, terms)
