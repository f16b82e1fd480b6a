"""Removing a negotiation on a page: its code is typed, and a package of it is kept beside the store."""

import streamlit as st

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.errors import ParleyError
from dashboard.ui import authors, cache, folds, notes
from dashboard.ui.reading import sentence


def remove_form() -> None:
    """Let a reader remove any negotiation of the store, whether its pages open or not."""
    if (kept := st.session_state.pop("removed", None)) is not None:
        sentence(kept)
    if not (titles := cache.titles()):
        return
    with folds.unfolded("Remove a negotiation", key="removal") as is_open:
        if is_open:
            _form(titles)


def _form(titles: dict[str, str]) -> None:
    st.caption("It goes with its whole history. A package of it is kept beside the store, and can be loaded again.")
    code = st.selectbox("Negotiation to remove", list(titles), format_func=lambda code: f"{titles[code]} ({code})")
    typed = st.text_input("Type its code")
    if st.button("Remove", disabled=typed != code, on_click=notes.unsay):
        try:
            kept = cases.remove(cache.store(), code, typed=typed, by=authors.present() or PARLEY)
        except (ParleyError, OSError) as error:  # the disk may be full
            st.error("Nothing was removed.")
            st.text(str(error))
            return
        st.session_state["removed"] = f"Removed {titles[code]}. It is kept as {kept}."
        st.rerun()
