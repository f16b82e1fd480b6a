"""
Forms: what is typed in one is kept until it is saved or dropped, whatever happens to the page, the tab or the server.

A form is one component. The browser holds what stands in its fields, and posts it while it is typed (`drafts`); here is
told what is asked, and what it is saved as. Where the row was changed by somebody else since it was seen, the form asks
field by field what to keep: it compares what was seen, what stands there now and what was typed, at every run.
Everything is written in callbacks, before the page runs, in one call to the store: Streamlit may interrupt a script at
any of its commands, and none of them may come between the beginning and the commit of a transaction.
"""

import contextlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.authors import Author
from dashboard.errors import Conflict, Invalid, ParleyError
from dashboard.models import IN_PACKAGE, Column, Kind
from dashboard.store import drafts as kept
from dashboard.store import edits, reads
from dashboard.store.rows import from_json, to_json
from dashboard.ui import authors, cache, drafts

Values = dict[str, Any]
PLACE = "on"
"""The field that asks which of several places a new row hangs on."""
_KINDS = {Kind.PROSE: "text", Kind.TAGS: "tags"}

_OWN = Path(__file__).parent
_QUEUE = (_OWN / "drafts.js").read_text("utf-8")
_mount = st.components.v2.component(
    "parley_form",
    html="<form class='parley-form' novalidate></form>",
    css=(_OWN / "form.css").read_text("utf-8"),
    js=_QUEUE + (_OWN / "form.js").read_text("utf-8"),
    isolate_styles=False,
)
_waiting = st.components.v2.component("parley_drafts", js=f"{_QUEUE}export default () => {{}};")


@dataclass(frozen=True)
class Asked:
    """
    What a form asks for.

    Attributes
    ----------
    negotiation, table, fields
        Where the row stands, and the columns that are typed.
    target
        What the form is of, unlike every other form of this negotiation: drafts are found again by it.
    code
        The row that is changed; None for a new one.
    settled
        What is settled of a new row before anything is typed.
    places
        Where a new row may hang, the first the likeliest: words for it, and the columns that say so.
    options
        Of a field, what is offered.
    finish
        Makes a row out of what was typed and the author, who is only known when it is saved.
    """

    negotiation: str
    table: str
    fields: Sequence[str]
    target: str
    finish: Callable[[Values, Author], Values]
    code: str | None = None
    settled: Values = field(default_factory=dict)
    places: Mapping[str, Values] = field(default_factory=dict)
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)


def begin() -> None:
    """Start the run of a page."""
    st.session_state["forms"] = {}


def end() -> None:
    """End the run of a page that was drawn whole: its forms are those to stand in where a later one is not."""
    st.session_state["forms_before"] = st.session_state["forms"]


def find(negotiation: str) -> None:
    """Find what the reader has typed in a negotiation and not saved."""
    st.session_state["drafts"] = kept.held_by(cache.store(), drafts.browser(), negotiation)


def stand_in() -> None:
    """Where a page could not be drawn to its end: draw its forms of before, of those in which something is typed."""
    for key, (data, asked) in st.session_state.get("forms_before", {}).items():
        if key not in st.session_state["forms"]:
            _draw(key, data | {"only_typed": True}, asked)


def send_waiting() -> None:
    """Let the browser send what it could not send before, whether or not a form is drawn."""
    _waiting(key="drafts_waiting", data={})


def targets() -> list[str]:
    """Return what the reader's drafts in this negotiation are of."""
    return [draft.form.target for draft in st.session_state["drafts"]]


def form(asked: Asked, *, key: str) -> None:
    """Draw a form, with what was typed in it before."""
    own, draft = _opened(asked, key)
    table = IN_PACKAGE[asked.table]
    row = asked.code and reads.row(cache.store(), asked.negotiation, asked.table, asked.code)
    fields = [_field(table.columns[name], asked.options.get(name, ())) for name in asked.fields]
    if len(asked.places) > 1:
        places = {place: place for place in asked.places}
        fields.append({"name": PLACE, "kind": "choice", "title": "On", "options": places, "begins": next(iter(places))})
    data = {
        "form": own.code,
        "place": drafts.place(own),
        "token": drafts.token(own),
        "title": f"New {table.one}" if asked.code is None else f"Change the {table.one}",
        "what": table.one,
        "fields": fields,
        "edit": asked.code is not None,
        "row": to_json(row) if row else None,
        "held": draft and dict(draft.held),
        "seen": draft and draft.seen,
        "at": draft and draft.written_at.isoformat(),
    }
    _draw(key, data, asked)


def close(key: str) -> None:
    """Forget a form: the next one at its place is another."""
    for part in ("open", "opened", "answer"):
        st.session_state.pop(f"{key}_{part}", None)


def say_saved(negotiation: str, version: int, words: str) -> None:
    """Leave word of what was done for the next run, which offers to undo it."""
    st.session_state["saved"] = {"negotiation": negotiation, "version": version, "words": words}


def _draw(key: str, data: Values, asked: Asked) -> None:
    st.session_state["forms"][key] = (data, asked)
    data = data | st.session_state.get(f"{key}_answer", {"answered": None, "refused": None})
    _mount(key=key, data=data, on_save_change=partial(_save, asked, key), on_drop_change=partial(_drop, key))


def _opened(asked: Asked, key: str) -> tuple[kept.Form, kept.Draft | None]:
    """Return the form that is open here, and its draft: the newest of this browser, or else a form of its own."""
    here = {draft.form.code: draft for draft in st.session_state["drafts"] if draft.form.target == asked.target}
    code, known = st.session_state.get(f"{key}_opened", (None, True))
    if known and code not in here:  # not opened yet, or ended by another tab
        code = next(iter(here), None) or secrets.token_hex(16)
    st.session_state[f"{key}_opened"] = (code, code in here)
    return kept.Form(code, drafts.browser(), asked.negotiation, asked.target), here.get(code)


def _field(column: Column, options: Sequence[str]) -> Values:
    own = {"name": column.name, "kind": _KINDS[column.kind], "title": column.title, "help": column.help}
    return {**own, "options": list(options)}


def _save(asked: Asked, key: str) -> None:
    """Save what a form sent; what is refused stays in the form, with the reason."""
    message = st.session_state[key].save
    if message is None:
        return  # a run that was cut short took it; the form sends it again
    sent = drafts.sent(message)
    refused: dict[str, str] | None
    if sent is None:
        refused = {"": "Not saved. This form was opened before the store was replaced; open the page again."}
    else:
        refused = _written(asked, sent, again=bool(message.get("again")))
        if refused is None:
            close(key)
        elif any(sent.held.get(name) for name in asked.fields):
            with contextlib.suppress(ParleyError):  # the browser keeps it too
                if kept.keep(cache.store(), *sent) is None:
                    st.session_state.pop(f"{key}_opened", None)
    st.session_state[f"{key}_answer"] = {"answered": message.get("number"), "refused": refused}


def _written(asked: Asked, sent: drafts.Sent, *, again: bool) -> dict[str, str] | None:
    """
    Write what a form sent; return None where that is done, else why not, by field or, under "", as a whole.

    `again` makes a new row of one that was removed meanwhile; what it followed may be gone with it.
    """
    form, held = sent.form, dict(sent.held)
    table, places = IN_PACKAGE[asked.table], list(asked.places.values())
    place = asked.places.get(held.pop(PLACE, ""), places[0] if places else {})
    seen = from_json(table.name, asked.negotiation, sent.seen) if sent.seen is not None else None
    begun = {**(seen or asked.settled), **place}
    if seen is None or again:
        begun |= {"code": f"{table.name}_{form.code[:12]}"}
    if again:
        begun, seen = begun | dict.fromkeys(table.cycles), None
    try:
        by = authors.writing()
        row = asked.finish({**begun, **held}, by)
        version = edits.set_row(cache.store(), asked.negotiation, table.name, row, seen=seen, by=by, form=form)
        if version is None:
            return _nothing_written(asked, form, row)
        say_saved(asked.negotiation, version, "Saved.")
    except Conflict:
        return {}  # the form asks what to keep
    except Invalid as invalid:
        said = {name: f"{table.columns[name].title} {why}." for name, why in invalid.problems.items()}
        return {name if name in asked.fields else "": words for name, words in said.items()}
    except ParleyError as error:
        return {"": f"Not saved. {error}"}
    return None


def _nothing_written(asked: Asked, form: kept.Form, row: Values) -> dict[str, str] | None:
    """Tell a form sent twice from one that another window has ended; what that one holds goes on in a new one."""
    there = reads.row(cache.store(), asked.negotiation, asked.table, row["code"])
    kept.drop(cache.store(), form)
    if there is not None and all(there[name] == (row[name] or None) for name in asked.fields):
        return None
    return {"": "Not saved: this form was saved or dropped in another window. Save again to keep this as well."}


def _drop(key: str) -> None:
    """Let go of what was typed."""
    sent = drafts.sent(st.session_state[key].drop)
    if sent is not None:
        kept.drop(cache.store(), sent.form)
        close(key)
