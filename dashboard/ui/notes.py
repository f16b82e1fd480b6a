"""
Annotations, thread by thread, with what can be done to each: edit, reply, resolve, delete, undo.

Everything is written in callbacks, before the page runs, as in the forms.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames
from dashboard.authors import Author
from dashboard.errors import ChangedSince, Conflict, InUse, NotFound, ParleyError
from dashboard.models import TARGETS, Annotation
from dashboard.questions import revisions
from dashboard.questions.authors import names as author_names
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.questions.threads import Threaded, threads
from dashboard.settings import settings
from dashboard.store import edits, history, reads
from dashboard.store.notes import note_changes
from dashboard.store.rows import Values
from dashboard.tags import parsed
from dashboard.ui import address, authors, cache, forms, note_form
from dashboard.ui.reading import passages
from dashboard.ui.say import plain
from dashboard.vocabulary import Precision, day_words

SHOWN = 7
"""Notes that are shown at once with their buttons; the rest stand on the page of annotations, so many a screen."""


def saved() -> None:
    """Say why nothing was done, or what was done last, until the next thing is done or another page is opened."""
    if said := st.session_state.pop("refusal", None):
        st.error(plain(said))
    done, page = st.session_state.get("saved"), address.page()
    if done is None:
        return
    if done.setdefault("page", page) != page:
        del st.session_state["saved"]
        return
    with st.container(key="done", horizontal=True, vertical_alignment="center"):
        st.success(plain(done["words"]))
        own = (done["negotiation"], done["version"])
        st.button("Do it again" if done["is_back"] else "Undo", key="undo_saved", on_click=_undo, args=own)


def _undo(negotiation: str, version: int) -> None:
    with telling_refusals("Not undone."):
        if not _take_back(negotiation, version, authors.writing()):
            raise ParleyError("What it changed stands again as it was before.")


def _take_back(negotiation: str, version: int, by: Author) -> bool:
    """
    Take a version back, and leave word of what that was; to take back what took something back does it again.

    Returns whether there was something to take back. Raises `ChangedSince`, which says of what it cannot be.
    """
    # Asked first: once it is done, nothing may be refused.
    first, is_again = history.deed(cache.store(), negotiation, version)
    what = revisions.in_short(cache.edition(negotiation), first)
    stays = f"so “{what}” stays{' taken back' if is_again else ''}."
    try:
        done = history.undo(cache.store(), negotiation, version, by=by)
    except Conflict as error:
        edition = cache.edition(negotiation)
        since = revisions.changed_since(edition, error.table, error.code, version, by.code)
        raise ChangedSince(f"{since}, {stays}") from error
    except InUse as error:
        raise ChangedSince(f"Something recorded since refers to it or takes its place, {stays}") from error
    if done is None:
        return False
    words = f"Done again: “{what}”." if is_again else f"Taken back: “{what}”."
    forms.say_saved(negotiation, done, words, is_back=not is_again)
    return True


def steps(scope: Scope) -> None:
    """Offer to take back one's own last change, and to do again what was taken back, on any page and by key."""
    if settings().read_only:
        return
    _step_button(scope, "↶", "Alt+U", "Takes back your last change.", back=True)
    _step_button(scope, "↷", "Alt+Y", "Does again what you took back.", back=False)


def _step_button(scope: Scope, label: str, keys: str, why: str, *, back: bool) -> None:
    st.button(
        plain(label),
        key=f"step_{'back' if back else 'forth'}",
        help=plain(why),
        shortcut=keys,
        on_click=_step,
        args=(scope.negotiation, back),
        disabled=not scope.changeable or _is_at_end(scope, back),
    )


def _is_at_end(scope: Scope, back: bool) -> bool:
    """Return whether the reader's last step left nothing to take back, or to do again, and nothing was done since."""
    at, left = st.session_state.get("steps_left", (None, {}))
    return at == (scope.negotiation, scope.version, authors.present()) and not left[back]


def _step(negotiation: str, back: bool) -> None:
    with telling_refusals("Nothing was changed."):
        author, do = authors.writing(), "take back" if back else "do again"
        passed_over = st.session_state.setdefault("passed_over", set())
        own = history.own_steps(cache.store(), negotiation, author.code)[0 if back else 1]
        for version in own:
            try:
                if _take_back(negotiation, version, author):
                    now = st.session_state["saved"]["version"]
                    left = history.own_steps(cache.store(), negotiation, author.code)
                    st.session_state["steps_left"] = (
                        (negotiation, now, author),
                        {True: bool(left[0]), False: bool(left[1])},
                    )
                    return
            except ChangedSince as error:  # told once, before what lies behind it is touched
                if (negotiation, version) not in passed_over:
                    passed_over.add((negotiation, version))
                    further = "" if version == own[-1] else f" Click again to {do} what you did before it."
                    raise ParleyError(f"{error}{further}") from error
        raise NotFound(f"No change of yours of the last {history.STEPS:d} versions is left to {do}.")


def unsay() -> None:
    """Let go of what was said of the click before: it would be taken for what this one did."""
    st.session_state.pop("saved", None)


@contextmanager
def telling_refusals(words: str) -> Iterator[None]:
    """Leave word of why a click did nothing for the next run: what a callback raises would take the page with it."""
    forms.done()
    unsay()
    try:
        yield
    except Conflict as error:
        st.session_state["refusal"] = f"{words} {_changed_since(error)}."
    except ParleyError as error:
        st.session_state["refusal"] = f"{words} {error}"


def _changed_since(error: Conflict) -> str:
    """Return what was changed meanwhile, and by whom, by its name."""
    row = error.theirs or error.seen or error.mine or {}
    return revisions.changed_since(cache.edition(row.get("negotiation", error.code)), error.table, error.code)


def undo_button(scope: Scope, version: int, *, key: str) -> None:
    """Offer to take one version back."""
    if not settings().read_only:
        own = (scope.negotiation, version)
        st.button("Undo", key=key, on_click=_undo, args=own, disabled=not scope.changeable)


def on(scope: Scope, found: pd.DataFrame, *, key: str) -> None:
    """Show the newest threads of the notes (`frames.ANNOTATIONS`) on something, such as a cell."""
    threaded = threads(found)
    listed(scope, threaded[:SHOWN], key=key)
    if len(threaded) > SHOWN:
        st.caption(f"{len(threaded) - SHOWN:d} more on the page Annotations.")


def listed(scope: Scope, threaded: Sequence[Threaded], *, key: str) -> None:
    """Show notes with what can be done to each."""
    if not threaded:
        return
    names = cache.compute(scope, author_names)
    codes = [one.note.code for one in threaded]
    # Asked of the store as it is now, up to the version shown: a store as it was holds no history.
    found = note_changes(cache.store(), scope.negotiation, codes, scope.version)
    changes = {row.code: row for row in frames.NOTE_CHANGES.rows(found)}
    for one in threaded:
        note, change = one.note, changes.get(one.note.code)
        words = ""
        if change is not None and change.author != note.author:
            by, day = names.get(change.author, change.author), day_words(change.at, Precision.DAY)
            words = f"changed by {by}, {day}, {change.at:%H:%M} UTC"
        with st.container(key=f"{'reply' if one.reply else 'note'}_{key}_{note.code}"):
            _one(scope, one, _passage(one, names[note.author], words), key=f"{key}_{note.code}")


def _one(scope: Scope, threaded: Threaded, passage: Passage, *, key: str) -> None:
    """Show one note with its buttons, and its form while it is being edited or answered."""
    passages([passage], key=f"{key}_read")
    note, edit, answer = threaded.note, f"{key}_e", f"{key}_r"
    if scope.changeable:
        own = (scope.negotiation, note.code)
        with st.container(horizontal=True):
            st.button("Edit", key=f"{key}_edit", on_click=_open, args=(edit,))
            st.button("Reply", key=f"{key}_reply", on_click=_open, args=(answer,))
            if threaded.state is not None and not threaded.reply:
                turned = "Resolve" if threaded.state == "open" else "Reopen"
                st.button(turned, key=f"{key}_resolve", on_click=_turn, args=own)
            st.button("Delete", key=f"{key}_delete", on_click=_delete, args=(*own, note.text))
        if _is_open(edit, note_form.changes(note.code)):
            note_form.change(scope, note.code, key=edit)
        if _is_open(answer, note_form.answers(note.code)):
            note_form.answer(scope, note.code, _target(note), key=answer)


def _passage(threaded: Threaded, author: str, changed: str) -> Passage:
    """Return a note as something to read."""
    note = threaded.note
    meta = [f"{note.written_at:%d %b %Y %H:%M} UTC"]
    meta += [changed] if changed else []
    meta += [f"speaks of {note.day:%d %b %Y}"] if note.day is not None else []
    meta += [", ".join(parsed(note.tags))] if note.tags is not None else []
    meta += ["resolved"] if threaded.state == "resolved" and not threaded.reply else []
    lead = f"{author}{' replies' if note.reply_to is not None else ''}"
    passage: Passage = {"lead": lead, "text": note.text, "meta": meta, "marked": threaded.state == "open"}
    if note.quote is not None:
        passage["quote"] = note.quote
    return passage


def _target(note: Annotation) -> dict[str, Any]:
    columns = ("party", "term", *TARGETS, "day")
    return {column: value for column in columns if (value := getattr(note, column)) is not None}


def _open(key: str) -> None:
    """Open or close a form; what stands in it is kept, and one in which something was typed stays open."""
    st.session_state[f"{key}_open"] = not st.session_state.get(f"{key}_open")


def _is_open(key: str, target: str) -> bool:
    return bool(st.session_state.get(f"{key}_open")) or target in forms.targets()


def _turn(negotiation: str, code: str) -> None:
    with telling_refusals("Not saved."):
        seen = _seen(negotiation, code)
        turned = {**seen, "state": "resolved" if seen["state"] == "open" else "open"}
        done = edits.set_row(cache.store(), negotiation, "annotation", turned, seen=seen, by=authors.writing())
        if done is not None:
            forms.say_saved(negotiation, done, "Saved.")


def _delete(negotiation: str, code: str, text: str) -> None:
    with telling_refusals("Not deleted."):
        seen = _seen(negotiation, code)
        if seen["text"] != text:
            raise ParleyError("Somebody changed this note since; read it as it is now.")
        done = edits.remove_annotation(cache.store(), negotiation, seen=seen, by=authors.writing())
        forms.say_saved(negotiation, done, "Deleted, with the replies to it.")


def _seen(negotiation: str, code: str) -> Values:
    if (seen := reads.row(cache.store(), negotiation, "annotation", code)) is None:
        raise NotFound("Somebody removed this note since.")
    return seen
