"""Two negotiations, or two spans of one, on a common axis."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.questions import compare
from dashboard.questions.scope import Scope, covered
from dashboard.ui import address, cache, missing, show
from dashboard.ui.pickers import pick, pick_day
from dashboard.ui.reading import sentence
from dashboard.vocabulary import Precision, day_words, distinct


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Compare")
    if missing.told(scope, "party", "other party", "term", "round", "stance"):
        return
    titles = cache.titles()
    if scope.known_at is not None:  # an earlier version is one of its negotiation alone
        titles = {scope.negotiation: titles[scope.negotiation]}
    codes = list(titles)
    address.start("beside_case", scope.negotiation, address.one_of(codes, "negotiation"))
    if st.session_state["beside_case"] not in codes:
        st.session_state["beside_case"] = scope.negotiation
    # Of one negotiation, unless somebody chooses, the later half of the rounds beside the earlier one.
    own = st.session_state["beside_case"] == scope.negotiation
    start, until = cache.compute(scope, compare.halves) if own else (None, None)
    with st.container(horizontal=True):
        one = _pick_span(scope, "first", scope.as_of, start)
        other = _pick_other(scope, titles, until)
        unit = pick("Count in", {"round": "rounds", "day": "days"}, key="unit", default="round", what="unit")
    both = replace(one, beside=other, unit=unit)
    if any(len(cache.rows(span, "party")) < 2 for span in (one, other)):
        sentence("Distance is between two parties, and one of the two cases has fewer.")
        return
    if why := cache.compute(both, compare.without_rounds):
        sentence(why)
        return
    show.question(both, "compare")
    st.header("What holds each up")
    st.caption(
        "With n below the number of parties whose consent is required, agreement is no more than an upper bound."
    )
    for number, span in enumerate((one, other)):
        case = f"{titles[span.negotiation]}, {day_words(span.as_of, Precision.DAY)}"
        show.behind(replace(span, since=None), "sticking-points", label=case, key=f"points_{number}")


def _pick_span(scope: Scope, key: str, until: date, opening: date | None = None) -> Scope:
    first = cache.rows(scope, "round")["started_on"].min().date()
    start = min(first, until)
    label = "From" if key == "first" else "The other from"
    since = pick_day(label, key=f"{key}_since", default=opening or start, first=start, last=until)
    return replace(scope, since=since, as_of=until)


def _pick_other(scope: Scope, titles: dict[str, str], until: date | None) -> Scope:
    code = pick("Beside", distinct(titles), key="beside_case", default=scope.negotiation, what="negotiation")
    edition = scope.edition if code == scope.negotiation else scope.edition.of(code)
    rounds = edition.rows("round")
    _, last = covered(edition)
    other = replace(scope.at(last), edition=edition)
    if rounds.empty:
        return other
    first = min(rounds["started_on"].min().date(), last)
    until = pick_day("The other to", key="other_until", default=until or last, first=first, last=last)
    return _pick_span(replace(other, as_of=until), "second", until)
