"""
The form of a note: new, changed or in reply; and what happens when two authors change the same one.

Everything is written in callbacks, before the page runs, in one call to the store: no Streamlit command comes between
the beginning and the commit of a transaction, because Streamlit may interrupt a script at any of them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard import tags
from dashboard.errors import Conflict, ParleyError
from dashboard.questions.scope import Scope
from dashboard.store import edits
from dashboard.ui import authors, cache, show
from dashboard.ui.reading import passages


def add(scope: Scope, targets: Mapping[str, Mapping[str, Any]], *, key: str) -> None:
    """
    Offer a form for a new note.

    Parameters
    ----------
    targets
        What the note may hang on, the first the likeliest: words for it, and the columns of the annotation that say so,
        such as party and term.
    """
    with st.popover("Add annotation", icon=":material/edit_note:", disabled=scope.known_at is not None):
        form(scope, new(key), None, targets, key=key)


def new(key: str) -> dict[str, Any]:
    """Return what is settled of a new note when its form is opened, so that a form sent twice is the same note."""
    drawn = {"code": f"an_{uuid4().hex[:12]}", "state": "open"}
    note: dict[str, Any] = st.session_state.setdefault(f"{key}_new", drawn)
    return note


def form(
    scope: Scope,
    note: Mapping[str, Any],
    seen: Mapping[str, Any] | None,
    targets: Mapping[str, Mapping[str, Any]],
    *,
    key: str,
) -> None:
    """
    Show the form of a new note, or of one the analyst saw as `seen`; a new one may hang on any of the targets.

    The widgets carry the note's code: a second click that was meant for the form of a note already saved finds it gone,
    and does not save what stands in it as another note.
    """
    own = f"{key}_{note['code']}"
    with st.form(f"{own}_form", border=False):
        st.session_state.setdefault(f"{own}_text", note.get("text") or "")
        st.text_area("Note", st.session_state[f"{own}_text"], key=f"{own}_text", max_chars=20_000)
        _tag_fields(scope, tags.parsed(note.get("tags") or ""), own)
        if len(targets) > 1:
            st.selectbox("On", list(targets), key=f"{own}_on")
        save = (scope.negotiation, dict(note), seen, dict(targets), scope.edition.tags(), key)
        st.form_submit_button("Save", type="primary", on_click=_save, args=save)
    if refused := st.session_state.pop(f"{key}_refused", None):
        st.error(show.plain(refused))


def _tag_fields(scope: Scope, given: list[str], own: str) -> None:
    """Show the tags of a note as chips, offer those in use, and take new ones: nothing that is typed is dropped."""
    used = scope.edition.tags()
    options = [*used, *(tag for tag in given if tag not in used)]
    if options:
        st.session_state.setdefault(f"{own}_tags", given)
        held = [tag for tag in st.session_state[f"{own}_tags"] if tag in options]
        st.multiselect("Tags", options, held, key=f"{own}_tags", placeholder="Choose tags in use")
    st.session_state.setdefault(f"{own}_new_tags", "")
    why = "Separate several with commas."
    st.text_input("New tags", st.session_state[f"{own}_new_tags"], key=f"{own}_new_tags", help=why, max_chars=400)


def _save(
    negotiation: str,
    note: Mapping[str, Any],
    seen: Mapping[str, Any] | None,
    targets: Mapping[str, Mapping[str, Any]],
    known: list[str],
    key: str,
) -> None:
    own = f"{key}_{note['code']}"
    if f"{own}_text" not in st.session_state:
        return  # the form is closed already: what it held is saved
    chosen = st.session_state.get(f"{own}_on") or next(iter(targets), None)
    chosen_tags = st.session_state.get(f"{own}_tags", [])
    all_tags = tags.spelled([*chosen_tags, *tags.parsed(st.session_state[f"{own}_new_tags"])], known)
    if not st.session_state[f"{own}_text"].strip():
        st.session_state[f"{key}_refused"] = "Write something; an empty note is not saved."
        return
    words = {"text": st.session_state[f"{own}_text"], "tags": tags.joined(all_tags)}
    # Written when it is first saved, and then for good: a try after a refusal is the same note.
    now = datetime.now(UTC).replace(microsecond=0)
    written = {"written_at": note.get("written_at") or st.session_state.setdefault(f"{own}_at", now)}
    _write(negotiation, {**note, **written, **(targets[chosen] if chosen else {}), **words}, seen, key)


def _write(negotiation: str, mine: Mapping[str, Any], seen: Mapping[str, Any] | None, key: str) -> None:
    """Save a note as its analyst left it; what is refused stays in the form, with the reason."""
    try:
        by = authors.writing()
        author = seen["author"] if seen else by.code
        edits.set_row(cache.store(), negotiation, "annotation", {**mine, "author": author}, seen=seen, by=by)
    except Conflict as conflict:
        st.session_state["conflict"] = {"negotiation": negotiation, "conflict": conflict, "key": key}
    except ParleyError as error:
        st.session_state[f"{key}_refused"] = f"Not saved. {error}"
    else:
        close(key, mine["code"])
        say_saved(negotiation, "Saved.")


def say_saved(negotiation: str, words: str) -> None:
    """Leave word of what was done for the next run, which offers to undo it."""
    version = cache.version(negotiation)
    st.session_state["saved"] = {"negotiation": negotiation, "version": version, "words": words}


def close(key: str, code: str) -> None:
    """Forget a form: the next one is of another note, or of this one as it is then."""
    st.session_state.pop("conflict", None)
    for part in ("new", "seen", "open", *(f"{code}_{part}" for part in ("text", "tags", "new_tags", "on", "at"))):
        st.session_state.pop(f"{key}_{part}", None)


def settle(negotiation: str, conflict: Conflict, key: str) -> None:
    """Show both versions of a note and offer theirs, mine or both."""
    mine, theirs = dict(conflict.mine or {}), conflict.theirs
    if theirs is None:
        st.warning("Somebody removed this note while you were editing it. Yours is kept here until you choose.")
        passages([{"lead": "Mine", "text": mine["text"]}], key=f"{key}_both")
        again = (negotiation, {**mine, "code": f"{mine['code']}_again", "reply_to": None}, None, key)
        st.button("Save mine as a new note", key=f"{key}_again", on_click=_write, args=again)
        st.button("Leave it removed", key=f"{key}_theirs", on_click=close, args=(key, mine["code"]))
        return
    st.warning("Somebody else changed this note while you were editing it. Nothing is lost: choose what to keep.")
    passages(
        [{"lead": "Theirs", "text": theirs["text"]}, {"lead": "Mine", "text": mine["text"]}],
        key=f"{key}_both",
    )
    both = {**mine, "text": f"{theirs['text']}\n\n{mine['text']}", "tags": _merged(theirs["tags"], mine["tags"])}
    with st.container(horizontal=True):
        st.button("Keep theirs", key=f"{key}_theirs", on_click=close, args=(key, mine["code"]))
        st.button("Keep mine", key=f"{key}_mine", on_click=_write, args=(negotiation, mine, theirs, key))
        st.button("Keep both", key=f"{key}_all", on_click=_write, args=(negotiation, both, theirs, key))


def _merged(one: str | None, other: str | None) -> str | None:
    return tags.joined(tags.parsed(f"{one or ''};{other or ''}"))
