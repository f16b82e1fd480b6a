"""Levels as steps through time, answers as marks on them, and the claims behind."""

from dataclasses import replace

import streamlit as st

from dashboard import frames
from dashboard.questions import listings, stance_steps, stances
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, missing, show
from dashboard.ui.reading import sentence
from dashboard.vocabulary import distinct


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Stances")
    if missing.told(scope, "party", "term", "stance"):
        return
    parties, terms = cache.rows(scope, "party"), cache.rows(scope, "term")
    names = distinct(dict(zip(parties["code"], parties["short_name"], strict=True)))
    titles = distinct(dict(zip(terms["code"], terms["short_title"], strict=True)))
    first = frames.issues(terms)
    opening = first[:1]
    required = frames.required(parties)
    address.start("terms", opening, address.some_of(list(titles), "term"))
    address.start("parties", required, address.some_of(list(names), "party"))
    with st.container(horizontal=True):
        chosen, of_parties = st.session_state["terms"], st.session_state["parties"]
        st.multiselect("Terms", list(titles), chosen, format_func=titles.__getitem__, key="terms", max_selections=6)
        st.multiselect("Parties", list(names), of_parties, format_func=names.__getitem__, key="parties")
    picked = replace(scope, terms=tuple(st.session_state["terms"]), parties=tuple(st.session_state["parties"]))
    if not picked.terms or not picked.parties:
        sentence("Choose at least one term and one party.")
        return
    show.question(picked, "stance-steps")
    flagged = cache.compute(picked, stance_steps.notes)
    show.newest(len(flagged), 0 if flagged.empty else flagged["total"].iloc[0], "notes on these are flagged")
    _positions(picked)
    listed = len(cache.compute(picked, listings.frame, "claims"))
    if not listed:
        return
    st.header("The claims behind")
    total = scope.edition.claims(**stances.admitted(picked)) if listed == listings.MOST_CLAIMS else listed
    show.newest(listed, total, "claims are listed")
    show.listing(picked, "claims")


def _positions(scope: Scope) -> None:
    """Draw the positions on the scale of the first chosen term, where it has a scale and somebody a position."""
    whole = replace(scope, parties=(), terms=scope.terms[:1])
    if cache.frame(whole, "baseline").empty:
        return
    st.header("Positions on the term's scale")
    st.caption(
        "Where a line is drawn, it is the mean of the positions, by the compromise model weighted where a weight is "
        "coded: a reference, not a statement of what will be. It leaves out parties without a position, the order of "
        "moves, and what a party can refuse. A position is the number in a text that the party accepts as written, "
        "unless one was coded."
    )
    show.question(whole, "baseline")
