"""
Annotations: add, edit, reply, resolve, delete, undo; and what happens when two analysts edit the same one.

Everything is written in callbacks, before the page runs, in one call to the store: no Streamlit command comes between
the beginning and the commit of a transaction, because Streamlit may interrupt a script at any of them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pandas as pd
import streamlit as st

from dashboard import frames
from dashboard.errors import Conflict, ParleyError
from dashboard.models import Annotation
from dashboard.questions.authors import names as author_names
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.store import edits, history, reads
from dashboard.ui import authors, cache, show
from dashboard.ui.reading import passages

SHOWN = 5
"""Notes that a story shows with their buttons; the rest stand on the page of annotations."""


def saved() -> None:
    """Say what the last save did, and offer to undo it; or settle a conflict, wherever its note is shown by now."""
    if open_conflict := st.session_state.get("conflict"):
        _settle(**open_conflict)
    if said := st.session_state.pop("refusal", None):
        st.error(show.plain(said))
    if (done := st.session_state.get("saved")) is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(done["words"])
            st.button("Undo", key="undo_saved", on_click=_undo, args=(done["negotiation"], done["version"]))
        st.session_state["saved"] = None


def _undo(negotiation: str, version: int) -> None:
    try:
        history.undo(cache.store(), negotiation, version, by=authors.writing())
    except ParleyError as error:
        st.session_state["refusal"] = str(error)
    else:
        _say_saved(negotiation, f"Undone: version {version} was taken back.")


def _say_saved(negotiation: str, words: str) -> None:
    version = cache.version(negotiation)
    st.session_state["saved"] = {"negotiation": negotiation, "version": version, "words": words}


def undo_button(scope: Scope, version: int, *, key: str) -> None:
    """Offer to take one version back."""
    st.button("Undo", key=key, on_click=_undo, args=(scope.negotiation, version), disabled=scope.known_at is not None)


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
        _form(scope, _new(key), None, targets, key=key)


def _new(key: str) -> dict[str, Any]:
    """Return what is settled of a new note when its form is opened, so that a form sent twice is the same note."""
    drawn = {"code": f"an_{uuid4().hex[:12]}", "state": "open"}
    note: dict[str, Any] = st.session_state.setdefault(f"{key}_new", drawn)
    return note


def _form(
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
        st.session_state.setdefault(f"{own}_tags", note.get("tags") or "")
        text, tags = st.session_state[f"{own}_text"], st.session_state[f"{own}_tags"]
        st.text_area("Note", text, key=f"{own}_text", max_chars=20_000)
        st.text_input("Tags", tags, key=f"{own}_tags", help="Separate several with semicolons.", max_chars=400)
        if len(targets) > 1:
            st.selectbox("On", list(targets), key=f"{own}_on")
        save = (scope.negotiation, dict(note), seen, dict(targets), key)
        st.form_submit_button("Save", type="primary", on_click=_save, args=save)
    if refused := st.session_state.pop(f"{key}_refused", None):
        st.error(show.plain(refused))


def _save(
    negotiation: str,
    note: Mapping[str, Any],
    seen: Mapping[str, Any] | None,
    targets: Mapping[str, Mapping[str, Any]],
    key: str,
) -> None:
    own = f"{key}_{note['code']}"
    if f"{own}_text" not in st.session_state:
        return  # the form is closed already: what it held is saved
    chosen = st.session_state.get(f"{own}_on") or next(iter(targets), None)
    tags = [tag.strip().lower() for tag in st.session_state[f"{own}_tags"].split(";") if tag.strip()]
    if not st.session_state[f"{own}_text"].strip():
        st.session_state[f"{key}_refused"] = "Write something; an empty note is not saved."
        return
    words = {"text": st.session_state[f"{own}_text"], "tags": "; ".join(dict.fromkeys(tags)) or None}
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
        _close(key, mine["code"])
        _say_saved(negotiation, "Saved.")


def _close(key: str, code: str) -> None:
    """Forget a form: the next one is of another note, or of this one as it is then."""
    st.session_state.pop("conflict", None)
    for part in ("new", "seen", f"{code}_text", f"{code}_tags", f"{code}_on", f"{code}_at"):
        st.session_state.pop(f"{key}_{part}", None)


def _settle(negotiation: str, conflict: Conflict, key: str) -> None:
    """Show both versions of a note and offer theirs, mine or both."""
    mine, theirs = dict(conflict.mine or {}), conflict.theirs
    if theirs is None:
        st.warning("Somebody removed this note while you were editing it. Yours is kept here until you choose.")
        passages([{"lead": "Mine", "text": mine["text"]}], key=f"{key}_both")
        again = (negotiation, {**mine, "code": f"{mine['code']}_again", "reply_to": None}, None, key)
        st.button("Save mine as a new note", key=f"{key}_again", on_click=_write, args=again)
        st.button("Leave it removed", key=f"{key}_theirs", on_click=_close, args=(key, mine["code"]))
        return
    st.warning("Somebody else changed this note while you were editing it. Nothing is lost: choose what to keep.")
    passages(
        [{"lead": "Theirs", "text": theirs["text"]}, {"lead": "Mine", "text": mine["text"]}],
        key=f"{key}_both",
    )
    both = {**mine, "text": f"{theirs['text']}\n\n{mine['text']}", "tags": _merged(theirs["tags"], mine["tags"])}
    with st.container(horizontal=True):
        st.button("Keep theirs", key=f"{key}_theirs", on_click=_close, args=(key, mine["code"]))
        st.button("Keep mine", key=f"{key}_mine", on_click=_write, args=(negotiation, mine, theirs, key))
        st.button("Keep both", key=f"{key}_all", on_click=_write, args=(negotiation, both, theirs, key))


def _merged(one: str | None, other: str | None) -> str | None:
    return "; ".join(dict.fromkeys(tag for tags in (one, other) if tags for tag in tags.split("; "))) or None


def listed(scope: Scope, notes: pd.DataFrame, *, key: str) -> None:
    """Show notes (`frames.ANNOTATIONS`) with what can be done to each; at most `SHOWN` of them."""
    names = cache.compute(scope, author_names)
    for note in frames.ANNOTATIONS.rows(notes.head(SHOWN)):
        _one(scope, note, names[note.author], key=f"{key}_{note.code}")
    if len(notes) > SHOWN:
        st.caption(f"{len(notes) - SHOWN} more on the page Annotations.")


def _one(scope: Scope, note: Annotation, author: str, *, key: str) -> None:
    """Show one note with its buttons, and its form while it is being edited or answered."""
    passages([_passage(note, author)], key=f"{key}_read")
    if scope.known_at is None:
        code = note.code
        with st.container(horizontal=True):
            st.button("Edit", key=f"{key}_edit", on_click=_open, args=(scope.negotiation, code, f"{key}_e"))
            with st.popover("Reply"):
                reply = {**_target(note), **_new(f"{key}_r"), "reply_to": code}
                _form(scope, reply, None, {}, key=f"{key}_r")
            turned = "Resolve" if note.state == "open" else "Reopen"
            st.button(turned, key=f"{key}_resolve", on_click=_turn, args=(scope.negotiation, code))
            st.button("Delete", key=f"{key}_delete", on_click=_delete, args=(scope.negotiation, code, note.text))
    if (seen := st.session_state.get(f"{key}_e_seen")) is not None:
        _form(scope, seen, seen, {}, key=f"{key}_e")


def _passage(note: Annotation, author: str) -> Passage:
    """Return a note as something to read."""
    meta = [f"{note.written_at:%d %b %Y %H:%M} UTC"]
    meta += [f"speaks of {note.day:%d %b %Y}"] if note.day is not None else []
    meta += [note.tags] if note.tags is not None else []
    meta += ["resolved"] if note.state == "resolved" else []
    lead = f"{author}{' replies' if note.reply_to is not None else ''}"
    passage: Passage = {"lead": lead, "text": note.text, "meta": meta, "marked": note.state == "open"}
    if note.quote is not None:
        passage["quote"] = note.quote
    return passage


def _target(note: Annotation) -> dict[str, Any]:
    columns = ("party", "term", "stance", "claim", "provision", "proposal", "round", "event", "figure")
    target = {column: value for column in columns if (value := getattr(note, column)) is not None}
    return target | ({"day": note.day} if note.day is not None else {})


def _open(negotiation: str, code: str, key: str) -> None:
    """Open a note for editing: what stands in the store now is what this analyst has seen."""
    _close(key, code)
    st.session_state[f"{key}_seen"] = reads.row(cache.store(), negotiation, "annotation", code)


def _turn(negotiation: str, code: str) -> None:
    seen = reads.row(cache.store(), negotiation, "annotation", code)
    if seen is None:
        return
    turned = {**seen, "state": "resolved" if seen["state"] == "open" else "open"}
    try:
        edits.set_row(cache.store(), negotiation, "annotation", turned, seen=seen, by=authors.writing())
    except ParleyError as error:
        st.session_state["refusal"] = f"Not saved. {error}"
    else:
        _say_saved(negotiation, "Saved.")


def _delete(negotiation: str, code: str, text: str) -> None:
    seen = reads.row(cache.store(), negotiation, "annotation", code)
    if seen is None:
        return
    if seen["text"] != text:
        st.session_state["refusal"] = "Not deleted. Somebody changed this note since; read it as it is now."
        return
    try:
        edits.remove_annotation(cache.store(), negotiation, seen=seen, by=authors.writing())
    except ParleyError as error:
        st.session_state["refusal"] = f"Not deleted. {error}"
    else:
        _say_saved(negotiation, "Deleted, with the replies to it.")
