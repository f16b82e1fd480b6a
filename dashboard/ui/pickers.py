"""Pickers whose choice stands in the address: one of several options, a day of a span, a pair, a day to count from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

import streamlit as st

from dashboard.questions import distance, rounds
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache
from dashboard.ui.say import plain
from dashboard.vocabulary import distinct

Visibility = Literal["visible", "hidden", "collapsed"]


def pick(
    label: str,
    options: Mapping[Any, str],
    *,
    key: str,
    default: Any,
    what: str,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> Any:
    """
    Return the chosen code of options by code, and draw their labels.

    A choice that is no longer there, as on another day, gives way to the default.

    Parameters
    ----------
    what
        The word for an option in the sentence that refuses a link.
    """
    codes = list(options)
    address.start(key, default, address.one_of(codes, what))
    if st.session_state[key] not in codes:
        st.session_state[key] = default
    at = codes.index(st.session_state[key])
    name = options.__getitem__
    tell_again(key, options)
    return st.selectbox(
        plain(label), codes, at, format_func=name, key=key, help=help and plain(help), on_change=on_change
    )


def tell_again(key: str, options: Mapping[Any, str]) -> None:
    """Tell the browser again what is chosen, where an edit changed the labels: it knows a choice by its label."""
    labels = list(options.values())
    if st.session_state.get(f"{key}_labels") != labels and st.session_state.get(key) in options:
        st.session_state[key] = st.session_state[key]
    st.session_state[f"{key}_labels"] = labels


def within(key: str, *, default: date, first: date, last: date) -> date:
    """Return the day of an addressed date picker; one outside of the span gives way to the nearest day of it."""
    day: date = address.start(key, default, address.day_between(first, last))
    if not first <= day <= last:
        day = st.session_state[key] = min(max(default, first), last)
    return day


def pick_day(
    label: str, *, key: str, default: date, first: date, last: date, label_visibility: Visibility = "visible"
) -> date:
    """Return the chosen day of a span; the widget would refuse one whose ends are in the wrong order."""
    first, last = min(first, last), max(first, last)
    day = within(key, default=default, first=first, last=last)
    return st.date_input(
        plain(label),
        day,
        key=key,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        label_visibility=label_visibility,
    )


def pick_pair(scope: Scope) -> tuple[str, str]:
    """Return two different parties, the first two whose consent is required unless others are chosen."""
    parties = cache.rows(scope, "party")
    names = distinct(dict(zip(parties["code"], parties["short_name"], strict=True)))
    first, second = cache.compute(scope, distance.pair)
    with st.container(horizontal=True):
        one = pick("One party", names, key="one", default=first, what="party")
        others = {code: name for code, name in names.items() if code != one}
        default = second if second != one else first
        return one, pick("The other", others, key="other", default=default, what="party")


def pick_since(scope: Scope, opening: date, first: date) -> date:
    """Return the day to count from: the end of a round, or any day."""
    ends = cache.compute(scope, rounds.round_ends)
    at = {str(day): title for day, title in ends.items()}
    chosen = str(st.session_state.get("since", opening))
    st.session_state["since_round"] = chosen if chosen in at else ""

    def step() -> None:
        if st.session_state["since_round"]:
            st.session_state["since"] = date.fromisoformat(st.session_state["since_round"])

    with st.container(horizontal=True):
        options = ["", *at]
        st.selectbox(
            "From the end of",
            options,
            options.index(st.session_state["since_round"]),
            format_func=lambda day: at.get(day, "no round: another day"),
            key="since_round",
            on_change=step,
        )
        return pick_day("Since", key="since", default=opening, first=first, last=scope.as_of)
