"""Beginning a negotiation on a page: its code, its title, and a template where one is wanted."""

import streamlit as st

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.errors import Invalid, ParleyError
from dashboard.models import NEGOTIATION
from dashboard.ui import address, authors, cache, notes
from dashboard.ui.say import plain

WITH_NOTHING = ""
JUST_BEGUN = "just_begun"
"""Where the code and the title stand of what the last click began: the second half of a double click finds it begun."""


def form() -> None:
    """Let a reader begin a negotiation, and open it."""
    code, title = (NEGOTIATION.columns[name] for name in ("code", "title"))
    labels = {WITH_NOTHING: "none"} | {name: words.negotiation["title"] for name, words in cases.templates().items()}
    with st.form("new_negotiation", border=False, enter_to_submit=False):  # a code alone begins nothing
        # What belongs in a field stands below it, as in all forms: an icon that tells it is a stop on the way by keys.
        first, second, third = st.columns(3)
        with first:
            st.text_input(plain(code.title), key="new_code", max_chars=code.longest)
            st.caption(plain(code.help))
        with second:
            st.text_input(plain(title.title), key="new_title", max_chars=title.longest)
            st.caption(plain(title.help))
        with third:
            st.selectbox("Template", list(labels), format_func=labels.__getitem__, key="new_template")
            st.caption("Terms, usual roles and a codebook to begin with. All of it can be changed.")
        st.form_submit_button("Begin the negotiation", on_click=_begin)
    if (refused := st.session_state.pop("new_refused", None)) is not None:
        st.error("Nothing was begun.")
        st.text(refused)
    if (begun := st.session_state.pop("begun", None)) is None:
        st.session_state.pop(JUST_BEGUN, None)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(plain(f"{cache.titles().get(begun, begun)} is begun."))
            address.link("overview", "See it on Overview")
            address.link("record", "Record what a source says")


def _begin() -> None:
    code, title = st.session_state["new_code"].strip(), st.session_state["new_title"].strip()
    just = st.session_state.get(JUST_BEGUN)
    if just is not None and (code, title) in (just, ("", "")):
        _say_begun(*just)
        return
    by = authors.present() or PARLEY
    notes.unsay()
    try:
        cases.new(cache.store(), code, title, st.session_state["new_template"] or None, by=by)
    except Invalid as error:
        st.session_state["new_refused"] = _words(error)
    except ParleyError as error:
        st.session_state["new_refused"] = str(error)
    else:
        # Emptied and not forgotten: a field that is forgotten keeps in the browser what was typed.
        st.session_state["new_code"] = st.session_state["new_title"] = ""
        st.session_state["new_template"] = WITH_NOTHING
        _say_begun(code, title)
        address.other_negotiation()
        st.session_state["negotiation"] = code


def _say_begun(code: str, title: str) -> None:
    """Leave word of what was begun for the next run; a store that was empty opens it on Overview, which leads on."""
    st.session_state[JUST_BEGUN] = code, title
    if address.page() == "data":
        st.session_state["begun"] = code


def _words(error: Invalid) -> str:
    """Return the refusal with the titles of the fields."""
    return "\n".join(f"{NEGOTIATION.columns[name].title}: {reason}." for name, reason in error.problems.items())
