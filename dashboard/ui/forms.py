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
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.authors import Author
from dashboard.errors import Alike, Conflict, Invalid, ParleyError, TypedElsewhere, Unsigned
from dashboard.inputs import from_text, validate
from dashboard.models import IN_PACKAGE, NEGOTIATION
from dashboard.settings import settings
from dashboard.store import drafts as kept
from dashboard.store import edits, reads
from dashboard.store.rows import from_json, to_json
from dashboard.ui import address, authors, cache, drafts
from dashboard.ui.fields import Options, Values, field_of

Refused = dict[str, str] | None
PLACE = "on"
"""The field that asks which of several places a new row hangs on."""
NO_ANSWER: Values = {"answered": None, "refused": None}
"""What a form is told as long as it asked for nothing."""


def script(*parts: str) -> str:
    """Return the script of a component that knows what is typed in forms: the queue, and its own parts."""
    return "".join((Path(__file__).parent / f"{part}.js").read_text("utf-8") for part in ("drafts", *parts))


PARTS = ("elements", "fields", "rules", "conflicts", "form")
"""What the script of a form is made of."""
STYLE = (Path(__file__).parent / "form.css").read_text("utf-8")
_mount = st.components.v2.component(
    "parley_form",
    html="<form class='parley-form' novalidate></form>",
    css=STYLE,
    js=script(*PARTS),
    isolate_styles=False,
)
_waiting = st.components.v2.component("parley_drafts", js=script("waiting"))


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
        What is settled of a new row before anything is typed; its fields begin with it.
    places
        Where a new row may hang, the first the likeliest: words for it, and the columns that say so.
    options
        Of a field, what is offered: words already used, or the rows that it may refer to, by code.
    finish
        Makes a row out of what was typed and the author, who is only known when it is saved.
    more
        Fields that are no columns of the table, as the browser is told of them; `write` reads them.
    write
        Writes what was sent where that is more than a row; returns what is refused, by field, or None.
    title
        What the form is called, where that is not by the row that is added or changed.
    next
        The words on a second button, which saves and goes on with another.
    besides
        Of a field, what the browser is told besides its description: what the rows that it may refer to mean, by code
        (`meanings`), the words that offer a new one (`new`, see `wanted`), and what is said of it so far (`so_far`).
    then
        Told the code of the row once it is written.
    said
        Gives what is said of the row that was written, besides that it is saved.
    """

    negotiation: str
    table: str
    fields: Sequence[str]
    target: str
    finish: Callable[[Values, Author], Values] = lambda typed, _by: typed
    code: str | None = None
    settled: Values = field(default_factory=dict)
    places: Mapping[str, Values] = field(default_factory=dict)
    options: Mapping[str, Options] = field(default_factory=dict)
    more: Sequence[Values] = ()
    write: Callable[[kept.Typed, Values], Refused] | None = None
    title: str = ""
    next: str = ""
    besides: Mapping[str, Values] = field(default_factory=dict)
    then: Callable[[str], None] = lambda _code: None
    said: Callable[[Values], str] = lambda _row: ""


def begin() -> None:
    """Start the run of a page."""
    st.session_state["forms"] = {}
    st.session_state["done"] = False


def done() -> None:
    """Say that a click did something, or was refused: the page tells of it, and what it shows may have changed."""
    st.session_state["done"] = True


def follow() -> None:
    """In a part of a page that runs by itself: run the page where a click in this part did something."""
    if st.session_state["done"]:
        st.rerun()


def end() -> None:
    """End the run of a page that was drawn whole: its forms are those to stand in where a later one is not."""
    st.session_state["forms_before"] = st.session_state["forms"]


def find(negotiation: str) -> None:
    """Find what the reader has typed in a negotiation and not saved; what arrives later is not known to this run."""
    st.session_state["drafts_read_at"] = datetime.now(UTC)
    if settings().read_only:
        st.session_state["drafts"] = []
        return
    st.session_state["drafts"] = kept.held_by(cache.store(), drafts.browser(), authors.present(), negotiation)


def stand_in() -> None:
    """Where a page could not be drawn to its end: draw its forms of before, of those in which something is typed."""
    for key, (data, asked) in st.session_state.get("forms_before", {}).items():
        if key not in st.session_state["forms"]:
            _draw(key, data | {"only_typed": True}, asked)


def send_waiting() -> None:
    """
    Let the browser send what it could not send before, whether or not a form is drawn.

    It asks for the page again where words of a form have arrived that is not on it any more.
    """
    session = st.session_state.setdefault("drafts_session", secrets.token_hex(8))
    _waiting(key="drafts_waiting", data={"session": session}, on_asked_change=lambda: None)


def targets() -> list[str]:
    """Return what the reader's drafts in this negotiation are of."""
    return [draft.form.target for draft in st.session_state["drafts"]]


def undrawn() -> list[kept.Draft]:
    """Return the reader's drafts in this negotiation that no form of this run shows, the newest first."""
    shown = {data["form"] for data, _ in st.session_state["forms"].values()}
    return [draft for draft in st.session_state["drafts"] if draft.form.code not in shown]


def form(asked: Asked, *, key: str) -> None:
    """Draw a form, with what was typed in it before."""
    own, draft = _opened(asked, key)
    table = IN_PACKAGE[asked.table]
    stands = asked.code and reads.row(cache.store(), asked.negotiation, asked.table, asked.code)
    row = to_json(stands) if stands else None
    fields = [
        field_of(table.name, name, options=asked.options.get(name, ()), begins=asked.settled.get(name))
        | asked.besides.get(name, {})
        for name in asked.fields
    ]
    fields += asked.more
    if len(asked.places) > 1:
        places = {place: place for place in asked.places}
        fields.append({"name": PLACE, "kind": "choice", "title": "On", "options": places, "begins": next(iter(places))})
    data = {
        "form": own.code,
        "place": drafts.place(own),
        "author": own.author and own.author.code,
        "token": drafts.token(own),
        "title": own.title,
        "what": table.one,
        "fields": fields,
        "rules": [
            {"kind": rule.kind, "columns": rule.columns, "hint": rule.hint, "column": rule.column}
            for rule in table.rules
            if {*rule.columns, rule.column} <= {*asked.fields}
        ],
        "next": asked.next,
        "given": st.session_state.get(f"{key}_given"),
        "edit": asked.code is not None,
        "row": row,
        "held": draft and dict(draft.held),
        "seen": draft and draft.seen,
        "at": draft and draft.written_at.isoformat(),
        "read_at": st.session_state["drafts_read_at"].isoformat(),
        "elsewhere": draft is not None and draft.form.browser != own.browser,
        "changed": _changed(asked, draft, row),
    }
    _draw(key, data, asked)


def _changed(asked: Asked, draft: kept.Draft | None, row: Values | None) -> Values | None:
    """Return who changed a row after it was seen for a draft, and when; None where nobody did or that is not known."""
    if asked.code is None or draft is None or draft.seen in (None, row):
        return None
    last = reads.last_change(cache.store(), asked.negotiation, asked.table, asked.code)
    return last and {"by": last[0], "at": last[1].isoformat()}


def close(key: str) -> None:
    """Forget a form: the next one at its place is another."""
    for part in ("open", "opened", "answer", "given", "wanted"):
        st.session_state.pop(f"{key}_{part}", None)


def wanted(key: str) -> str | None:
    """Return the field of this form for which a new row is wanted, until it is given one."""
    field: str | None = st.session_state.get(f"{key}_wanted")
    return field


def give(key: str, code: str) -> None:
    """Give the field that wants a new row this one."""
    field = st.session_state.pop(f"{key}_wanted", None)
    st.session_state[f"{key}_given"] = {"field": field, "code": code, "number": secrets.token_hex(8)}


def _want(key: str) -> None:
    message = st.session_state.get(key, {}).get("new") or {}
    st.session_state[f"{key}_wanted"] = message.get("field")


def say_saved(negotiation: str, version: int, words: str, *, is_back: bool = False) -> None:
    """Leave word of what was done for the next run, which offers to undo it, or to do again what was taken back."""
    done = {"negotiation": negotiation, "version": version, "words": words, "is_back": is_back}
    st.session_state["saved"] = done


def _draw(key: str, data: Values, asked: Asked) -> None:
    st.session_state["forms"][key] = (data, asked)
    answer = st.session_state.get(f"{key}_answer", NO_ANSWER)
    if answer.get("unsigned") and authors.present() is not None:  # what was refused need not be any more
        answer = st.session_state[f"{key}_answer"] = NO_ANSWER
    data = data | answer
    _mount(
        key=key,
        data=data,
        on_save_change=partial(_save, asked, key),
        on_drop_change=partial(_drop, key),
        on_new_change=partial(_want, key),
    )


def _opened(asked: Asked, key: str) -> tuple[kept.Form, kept.Draft | None]:
    """
    Return the form that is open here, and its draft.

    That is the newest draft of this browser, or else the author's newest of another one, or else a form of its own. As
    long as nothing was typed in its own, a draft that has come up since stands in for it: the words of a tab that was
    closed may arrive after the page of the next was made.
    """
    table, by, browser = IN_PACKAGE[asked.table], authors.present(), drafts.browser()
    found = [draft for draft in st.session_state["drafts"] if draft.form.target == asked.target]
    here = {draft.form.code: draft for draft in sorted(found, key=lambda draft: draft.form.browser != browser)}
    own, known, whose, target = st.session_state.get(f"{key}_opened", (None, True, by, asked.target))
    if target != asked.target:  # what was typed for one cell is not for the next that is looked at
        own, known = None, True
        for part in ("answer", "given", "wanted"):
            st.session_state.pop(f"{key}_{part}", None)
    if own not in here and (known or whose != by):  # not opened yet, ended by another tab, or another's
        own = next(iter(here), None) or secrets.token_hex(16)
    st.session_state[f"{key}_opened"] = (own, own in here, by, asked.target)
    code = own if own in here else next(iter(here), own)
    title = asked.title or (f"New {table.one}" if asked.code is None else f"Change the {table.one}")
    return kept.Form(code, browser, asked.negotiation, asked.target, title, address.here(), by), here.get(code)


def _save(asked: Asked, key: str) -> None:
    """Save what a form sent."""
    write = asked.write or (lambda typed, message: _written(asked, typed, again=bool(message.get("again"))))
    _answer(key, "save", write)


def _drop(key: str) -> None:
    """Let go of what was typed."""
    _answer(key, "drop", lambda typed, _message: kept.drop(cache.store(), typed))


def _answer(key: str, event: str, do: Callable[[kept.Typed, Values], Refused]) -> None:
    """
    Do what a form asks for, and tell it: nothing where that is done, else why not, by field or, under "", as a whole.

    What is refused stays in the form. Where its draft was gone on with elsewhere, it is told what that holds, and asks.
    """
    message = st.session_state.get(key, {}).get(event)
    if message is None:
        return  # a run that was cut short took it, or this session has not drawn the form yet: it is sent again
    done()
    words = {"save": "Not saved.", "drop": "Not dropped."}[event]
    answer: Values = {"answered": message.get("number"), "refused": None}
    typed: kept.Typed | None = None
    try:
        typed = drafts.typed(message)
        gone = {"": f"{words} This form was opened before the store was replaced; open the page again."}
        answer["refused"] = gone if typed is None else do(typed, message)
    except Alike as one:
        answer |= {"refused": {one.field: str(one)}, "offered": {one.field: {"code": one.code, "words": one.name}}}
    except TypedElsewhere as other:
        answer |= {"refused": {}, "theirs": drafts.theirs(other)}
    except ParleyError as error:
        answer |= {"refused": {"": f"{words} {error}"}, "unsigned": isinstance(error, Unsigned)}
    if event == "drop" or answer["refused"] is not None:  # a save that is sent again leaves what was said of it
        st.session_state.pop("saved", None)
    if answer["refused"] is None:
        close(key)
    else:
        if typed is not None and any(value for name, value in typed.held.items() if name != PLACE):
            with contextlib.suppress(ParleyError):  # the browser keeps it too
                if kept.keep(cache.store(), typed) is None:
                    st.session_state.pop(f"{key}_opened", None)
    st.session_state[f"{key}_answer"] = answer


def _written(asked: Asked, typed: kept.Typed, *, again: bool) -> Refused:
    """
    Write what a form sent; return None where that is done, else what is refused, by field.

    `again` makes a new row of one that was removed meanwhile; what it followed may be gone with it.
    """
    held = dict(typed.held)
    table, places = IN_PACKAGE[asked.table], list(asked.places.values())
    place = asked.places.get(held.pop(PLACE, ""), places[0] if places else {})
    seen = from_json(table.name, asked.negotiation, typed.seen) if typed.seen is not None else None
    begun = {**(seen or asked.settled), **place}
    if seen is None or again:
        begun |= {"code": f"{table.name}_{typed.form.code[:12]}"}
    if again:
        begun, seen = begun | dict.fromkeys(table.cycles), None
    by = authors.writing()
    try:
        row = asked.finish({**begun, **from_text(table.name, held)}, by)
        row = validate(table.name, row if table is NEGOTIATION else {**row, "negotiation": asked.negotiation})
        version = edits.set_row(cache.store(), asked.negotiation, table.name, row, seen=seen, by=by, form=typed)
    except Conflict:
        return {}  # the form asks what to keep
    except Invalid as invalid:
        said = {name: f"{table.columns[name].title} {why}." for name, why in invalid.problems.items()}
        return {name if name in asked.fields else "": words for name, words in said.items()}
    if version is None:
        return _nothing_written(asked, typed, row)
    say_saved(asked.negotiation, version, f"Saved. {asked.said(row)}".rstrip())
    asked.then(str(row["code"]))
    return None


def _nothing_written(asked: Asked, typed: kept.Typed, row: Values) -> Refused:
    """Tell a form sent twice from one that another window has ended; what that one holds goes on in a new one."""
    there = reads.row(cache.store(), asked.negotiation, asked.table, row["code"])
    kept.drop(cache.store(), typed)
    if there is not None and all(there[name] == row[name] for name in asked.fields):
        return None
    return {"": "Not saved: this form was saved or dropped in another window. Save again to keep this as well."}
