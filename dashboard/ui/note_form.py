"""The form of a note: new, changed or in reply."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard import tags
from dashboard.authors import Author
from dashboard.questions.scope import Scope
from dashboard.settings import settings
from dashboard.store import reads
from dashboard.ui import cache, forms
from dashboard.ui.say import plain

FIELDS = ("text", "tags")
_CHANGES = "the note "


def add(scope: Scope, targets: Mapping[str, Mapping[str, Any]], *, key: str) -> None:
    """
    Offer a form for a new note.

    Parameters
    ----------
    targets
        What the note may hang on, the first the likeliest: words for it, and the columns of the annotation that say so,
        such as party and term.
    """
    target = f"a new note, {key}"
    if settings().read_only:
        return
    begun = scope.changeable and target in forms.targets()
    label = "Add annotation (draft)" if begun else "Add annotation"
    with st.popover(label, icon=":material/edit_note:", key=f"{key}_add", disabled=not scope.changeable):
        if len(targets) == 1:
            st.caption(f"On {plain(next(iter(targets)))}.")
        _form(scope, target, key=f"{key}_new", places=targets)


def answers(code: str) -> str:
    """Return what the form of a reply to a note is of."""
    return f"a reply to {code}"


def changes(code: str) -> str:
    """Return what the form of a note that stands is of."""
    return f"{_CHANGES}{code}"


def of_removed(scope: Scope) -> None:
    """Draw the forms of notes that somebody removed while the reader was changing them: their own places are gone."""
    codes = [target.removeprefix(_CHANGES) for target in forms.targets() if target.startswith(_CHANGES)]
    for code in codes if scope.changeable else ():
        if reads.row(cache.store(), scope.negotiation, "annotation", code) is None:
            change(scope, code, key=f"removed_{code}")


def answer(scope: Scope, code: str, hangs_on: Mapping[str, Any], *, key: str) -> None:
    """Draw the form of a reply, which hangs on what its note does."""
    _form(scope, answers(code), key=key, settled={**hangs_on, "reply_to": code})


def change(scope: Scope, code: str, *, key: str) -> None:
    """Draw the form of a note that stands."""
    _form(scope, changes(code), key=key, code=code)


def _form(scope: Scope, target: str, *, key: str, **what: Any) -> None:
    used = scope.edition.tags()

    def finish(typed: dict[str, Any], by: Author) -> dict[str, Any]:
        """Return the whole note: what is typed takes the place of what a new one begins with."""
        new = {"author": by.code, "written_at": datetime.now(UTC), "state": "open"}
        return {**new, **typed, "tags": tags.joined(tags.spelled(tags.parsed(typed["tags"] or ""), used))}

    forms.form(
        forms.Asked(scope.negotiation, "annotation", FIELDS, target, finish, options={"tags": used}, **what), key=key
    )
