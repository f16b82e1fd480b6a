"""Folds: what stands in one is drawn when it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.ui.say import plain


@contextmanager
def unfolded(label: str, *, key: str) -> Iterator[bool]:
    """Give a fold to put things in, and whether it is open: what nobody reads need not be drawn at every rerun."""
    # Streamlit knows a fold by its label: one that says another count would be another fold, and closed.
    st.session_state[key] = st.session_state.get(key, False)
    fold = st.expander(plain(label), key=key, on_change="rerun")
    with fold:
        yield bool(fold.open)
