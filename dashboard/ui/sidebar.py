"""The sidebar: on every page, what negotiation, which day, which evidence, and as known when."""

from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import frames
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope, distinct
from dashboard.ui import address, authors, cache, show
from dashboard.ui.pickers import pick
from dashboard.vocabulary import DEFAULT_CONFIDENCE, DEFAULT_GRADE, day_words

NOW = 0
"""The choice that stands for the present version; a selectbox would show None as an empty field."""
GRADES = {
    "A": "A only",
    "B": "B or better",
    "C": "C or better",
    "D": "D or better",
    "F": "every grade",
}
CONFIDENCES = {"low": "any", "moderate": "moderate or high", "high": "high only"}


def pick_scope() -> Scope | None:
    """Draw the sidebar and return what it says to look at; None where the store holds no negotiation."""
    negotiations = cache.negotiations()
    with st.sidebar:
        if negotiations.empty:
            return None
        own = _pick_negotiation(negotiations)
        now = int(own["version"])
        probe = Scope(own["code"], now, date.today())
        as_of = _pick_day(probe, own)
        with st.expander("Evidence", expanded=False):
            least, sure = DEFAULT_GRADE.value, DEFAULT_CONFIDENCE.value
            grade = pick("Source grade", GRADES, key="min_grade", default=least, what="grade")
            confidence = pick("Confidence", CONFIDENCES, key="min_confidence", default=sure, what="confidence")
        known_at = _pick_version(probe, now)
        authors.name_field()
    return Scope(own["code"], known_at or now, as_of, grade, confidence, known_at)


def _pick_negotiation(negotiations: pd.DataFrame) -> pd.Series:
    titles = distinct(dict(zip(negotiations["code"], negotiations["title"], strict=True)))
    first, other = next(iter(titles)), _other_negotiation
    chosen = pick("Negotiation", titles, key="negotiation", default=first, what="negotiation", on_change=other)
    return negotiations.set_index("code", drop=False).loc[chosen]


def _other_negotiation() -> None:
    """Begin anew: another negotiation has other days, parties, terms and texts."""
    address.forget_all("negotiation", "min_grade", "min_confidence")


def _pick_day(scope: Scope, own: pd.Series) -> date:
    rounds = cache.compute(scope, _rounds)
    days = [day for one in rounds for day in (one.first, one.last)]
    first = own["covers_from"].date() if pd.notna(own["covers_from"]) else min(days, default=date.today())
    last = own["covers_to"].date() if pd.notna(own["covers_to"]) else max([*days, date.today()])
    address.start("as_of", last, address.day_between(first, last))
    if rounds:
        ends = {one.code: min(max(one.last, first), last) for one in rounds}
        begun = [one.code for one in rounds if one.first <= st.session_state["as_of"]]
        st.session_state["round_step"] = begun[-1] if begun else rounds[0].code
        labels = {one.code: one.label for one in rounds}

        def step() -> None:
            st.session_state["as_of"] = ends[st.session_state["round_step"]]

        st.select_slider(
            "Round",
            list(labels),
            format_func=labels.__getitem__,
            key="round_step",
            on_change=step,
            help="Steps to the last day of a round.",
        )
    st.date_input(
        "As of",
        st.session_state["as_of"],
        min_value=first,
        max_value=last,
        key="as_of",
        format="YYYY-MM-DD",
        help=f"Any day from {day_words(first)} to {day_words(last)}.",
    )
    chosen = st.session_state["as_of"]
    return chosen if isinstance(chosen, date) else last


class _Round(NamedTuple):
    """A step of the slider: a round with its first and last day."""

    code: str
    label: str
    first: date
    last: date


def _rounds(edition: Edition, scope: Scope) -> list[_Round]:
    """Return the rounds in the order in which they began."""
    rounds = edition.rows("round").sort_values(["started_on", "rank"])
    return [
        _Round(row.code, f"{row.rank} · {row.started_on:%b %Y}", row.started_on.date(), row.ended_on.date())
        for row in frames.rows_of(rounds)
    ]


def _pick_version(scope: Scope, now: int) -> int | None:
    versions = show.named(scope, cache.read(scope, "versions"))
    titles = {
        int(row.version): f"version {row.version}, {row.at:%d %b %Y %H:%M}, {row.author}"
        for row in frames.rows_of(versions)
        if row.version < now
    }
    told = "Shows everything as it was recorded at an earlier version."
    known_at: int = pick("Known at", {NOW: "now"} | titles, key="known_at", default=NOW, what="version", help=told)
    if known_at == NOW:
        return None
    st.info("You are looking at an earlier version. Notes cannot be changed here.")
    return known_at
