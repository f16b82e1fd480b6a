"""
The address bar: what a page shows stands in its address, as codes, so that a copied link shows a colleague the same.

Streamlit can bind a widget to the address by itself, but it writes labels there instead of codes and drops a value it
does not know without a word. Here an unknown value gives a sentence and the nearest good view.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

_STATE = "address"
_KEPT = "kept"
"""Where the last value of every addressed widget is kept, as text: Streamlit forgets it when another page is shown."""


def begin(page: str) -> None:
    """Start the run of a page: nothing is addressed yet, nothing was refused."""
    # What an interrupted run did not come to write is still what the one before wrote.
    last = st.session_state.get(_STATE, {"page": None, "defaults": {}, "written": {}, "values": {}})
    if last["page"] == page and st.query_params.to_dict() != last["written"] and not _operated(last["values"]):
        # Another address, and nothing was operated: the reader went back or forward, and wants what it says. An address
        # that is merely late, because the browser sent something before it had ours, comes with something operated.
        for key in last["defaults"]:
            st.session_state.pop(key, None)
            st.session_state.get(_KEPT, {}).pop(key, None)
    now = {"page": page, "defaults": {}, "before": last["defaults"], "refused": []}
    st.session_state[_STATE] = {**last, **now}


def _operated(before: dict[str, str]) -> bool:
    """Return whether the reader has operated anything since: what is gone or new was not operated."""
    return any(before.get(key, value) != value for key, value in _values().items())


def _values() -> dict[str, str]:
    """Return the values of all that the reader can operate."""
    return {str(key): repr(value) for key, value in st.session_state.items() if key not in (_STATE, _KEPT, "pages")}


def start(key: str, default: Any, parse: Callable[[str], Any] = str) -> None:
    """
    Give the widget of this key its first value, from the address where that names a good one.

    Parameters
    ----------
    parse
        From the text in the address to the value. A `ValueError` carries the sentence for the reader and, as its second
        argument, the nearest good value where that is not the default.
    """
    state = st.session_state[_STATE]
    state["defaults"][key] = default
    if key in st.session_state:
        if st.session_state[key] == state["before"].get(key, default):
            st.session_state[key] = default  # what nobody chose follows its default
        return
    value = default
    asked, kept = st.query_params.get(key), st.session_state.setdefault(_KEPT, {}).get(key)
    if (text := asked or kept) is not None:
        try:
            value = parse(text)
        except ValueError as refused:
            value = refused.args[1] if len(refused.args) > 1 else default
            if asked:
                state["refused"].append(str(refused.args[0]))
    st.session_state[key] = value


def keep(key: str, text: str) -> None:
    """Set an addressed widget from outside, on this page or on the one where it is shown next."""
    st.session_state.setdefault(_KEPT, {})[key] = text
    if key in st.session_state:
        st.session_state[key] = text


def forget_all(*but: str) -> None:
    """Let every addressed widget but these begin anew with its default."""
    for key in {*st.session_state[_STATE]["defaults"], *st.session_state.get(_KEPT, {})} - {*but}:
        st.session_state.pop(key, None)
        st.session_state.setdefault(_KEPT, {}).pop(key, None)
        st.query_params.pop(key, None)


def one_of(options: Sequence[Any], what: str) -> Callable[[str], Any]:
    """Return a parser that knows these options."""

    def parse(text: str) -> Any:
        for option in options:
            if text == str(option):
                return option
        raise ValueError(f"The link asks for the {what} “{text[:60]}”, which is not here.")

    return parse


def some_of(options: Sequence[str], what: str) -> Callable[[str], list[str]]:
    """Return a parser for several of these options, with commas between them."""

    def parse(text: str) -> list[str]:
        asked = [one for one in text.split(",") if one]
        known = [one for one in asked if one in options]
        if len(known) < len(asked):
            lost = ", ".join(one[:60] for one in asked if one not in options)
            raise ValueError(f"The link asks for the {what} “{lost}”, which is not here.", known)
        return known

    return parse


def day_between(first: date, last: date) -> Callable[[str], date]:
    """Return a parser for a day of this span."""

    def parse(text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"The link asks for “{text[:30]}”, which is not a day like 2025-07-07.") from None
        if not first <= day <= last:
            nearest = min(max(day, first), last)
            raise ValueError(
                f"The link asks for {day}, but this negotiation is covered from {first} to {last}. "
                f"This is {nearest}, the nearest day.",
                nearest,
            )
        return day

    return parse


def publish() -> None:
    """End a run: say what was refused, and write to the address what differs from the defaults."""
    for sentence in st.session_state[_STATE]["refused"]:
        st.warning(sentence)
    params = {}
    for key, default in st.session_state[_STATE]["defaults"].items():
        if key not in st.session_state:
            continue
        value = st.session_state[key]
        text = ",".join(value) if isinstance(value, list) else str(value)
        kept = st.session_state.setdefault(_KEPT, {})
        kept.pop(key, None)
        if value != default:
            params[key] = kept[key] = text
    if st.query_params.to_dict() != params:
        st.query_params.from_dict(params)
    st.session_state[_STATE] |= {"written": params, "values": _values()}
