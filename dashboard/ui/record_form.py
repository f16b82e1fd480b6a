"""The form in which what happened is recorded: a source, what it belongs to, and line by line who said what."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import recording
from dashboard.errors import Alike, Invalid
from dashboard.models import IN_PACKAGE
from dashboard.questions import calling, sources
from dashboard.questions.scope import Scope, covered
from dashboard.store import drafts as kept
from dashboard.store import edits, reads
from dashboard.ui import authors, cache, editing, forms
from dashboard.ui.fields import Values, field_of
from dashboard.vocabulary import LEVEL_WORDS, Level

TARGET = "a new record"
BELONGS = ("round", "proposal")
"""What a record may belong to: columns of a claim, each by the name of the table that it refers to."""
CARRIED = "record_carried"
"""Where the round and the text of the last record stand, for the next one."""
KEYS = {
    "d": Level.DEMANDS,
    "a": Level.ACCEPTS,
    "c": Level.CONDITIONAL,
    "o": Level.OPEN,
    "r": Level.RESISTS,
    "x": Level.REJECTS,
    "s": Level.SILENT,
    "m": Level.MIXED,
    "n": Level.NOT_APPLICABLE,
}
"""One key a level, in the list of levels."""
COPIED = ("holder", "speaker_party", "speaker", "said_on", "attribution", "credibility")
"""What a further line begins with: one statement speaks of several terms."""
FOLLOWING = ("speaker_party", "speaker", "credibility")
"""What it lets go of again where its holder is another: whose own word the last was speaks for the one alone."""


def form(scope: Scope) -> None:
    """Draw the form."""
    forms.form(
        forms.Asked(
            scope.negotiation,
            "claim",
            (),
            TARGET,
            more=_fields(scope),
            write=partial(_write, scope),
            title="Record",
            next="Save and next source",
        ),
        key="record_form",
    )


def _fields(scope: Scope) -> list[dict[str, Any]]:
    day = date.today() if scope.as_of == covered(scope.edition)[1] else scope.as_of
    choices = {table: cache.compute(scope, calling.choices, table) for table in ("party", "term", "round", "proposal")}
    whole_names = {table: cache.compute(scope, calling.whole_names, table) for table in calling.WHOLE}
    offered = cache.compute(scope, calling.sources)
    propositions = cache.compute(scope, calling.propositions)
    carried: Mapping[str, str] = st.session_state.get(CARRIED, {})

    def of(table: str, *names: str, group: str = "", **begins: Any) -> list[dict[str, Any]]:
        prefix = f"{table}." if group else ""
        refers = {name: IN_PACKAGE[table].columns[name].refers or "" for name in names}
        return [
            field_of(
                table,
                name,
                options=choices.get(refers[name], {}),
                also=whole_names.get(refers[name], {}),
                begins=begins.get(name),
                **({"name": f"{prefix}{name}", "group": group} if group else {}),
                **({"meanings": propositions} if name == "term" else {}),
            )
            for name in names
        ]

    found = {
        **field_of("claim", "source", options=offered.called),
        "also": offered.addresses,
        "days": offered.days,
        "free": {
            "words": "give its grade and what else is known of it below.",
            "address": "source.url",
            "title": "source.title",
        },
        "help": "Paste an address or type a title; what is known already is found.",
    }
    belongs = [{**field_of("claim", name, options=choices[name]), "begins": carried.get(name, "")} for name in BELONGS]
    provisions = {
        "kind": "lines",
        "name": recording.PROVISIONS,
        "title": "What it provides",
        "one": "Provision",
        "group": "A new text",
        "fields": [
            *of("provision", *recording.PROVISION),
            *({**one, "needed": False} for one in of("quantity", *recording.QUANTITY)),
        ],
    }
    lines = {
        "kind": "lines",
        "name": recording.LINES,
        "title": "What was said",
        "one": "Line",
        "copied": COPIED,
        "follow": {"of": "holder", "names": FOLLOWING},
        "fields": [
            {
                **field,
                **(_keys(field) if field["name"] in ("level", "answer") else {}),
                **({"dated": True} if field["name"] == "said_on" else {}),
                **({"so_far": editing.so_far(scope, "holder", "term")} if field["name"] == "term" else {}),
            }
            for field in (
                *of("claim", *recording.CLAIM, said_on=day),
                *of("stance", *recording.CODED),
            )
        ],
    }
    tabled_by = field_of("proposal_party", "party", options=choices["party"], also=whole_names["party"])
    text = of("proposal", *recording.TEXT, group="A new text", tabled_on=day)
    return [
        found,
        *of("source", *recording.SOURCE, group="A new source", published_on=day),
        *belongs,
        *of("round", *recording.ROUND, group="A new round", started_on=day),
        *text,
        {**tabled_by, "name": "tabled_by", "title": "Tabled by", "needed": False, "group": "A new text"},
        provisions,
        lines,
    ]


def _keys(field: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list of levels is told of its keys."""
    keys = {key: level for key, level in KEYS.items() if level in field["options"]}
    said = ", ".join(f"{key} {LEVEL_WORDS[level]}" for key, level in keys.items())
    return {"keys": keys, "help": f"{field['help']} One key: {said}."}


def _write(scope: Scope, typed: kept.Typed, message: Mapping[str, Any]) -> dict[str, str] | None:
    by = authors.writing()
    try:
        recorded = recording.rows(scope.negotiation, typed.form.code, typed.held, _known(scope, typed.held))
        _ask_of_source(scope, recorded, message.get("offered"))
        covers = recording.last_day(recorded)
        version = edits.record(cache.store(), scope.negotiation, recorded, by=by, form=typed, covers=covers)
    except recording.Refused as refused:
        return refused.by_field
    except Invalid as invalid:
        return {"": f"Not saved: {invalid}"}
    if version is not None:
        forms.say_saved(scope.negotiation, version, f"Recorded. {editing.not_counted(scope, recorded)}".rstrip())
    made = {name: str(row["code"]) for name, row in recorded if name in BELONGS}
    carried = {name: made.get(name) or typed.held.get(name, "") for name in BELONGS}
    st.session_state[CARRIED] = carried if message.get("next") else {}
    return None


def _ask_of_source(scope: Scope, recorded: list[tuple[str, Values]], seen: str | None) -> None:
    """Ask whether a new source is one that is known; what was `seen` and is saved again is another."""
    for new in [row for table, row in recorded if table == "source"]:
        near = [{name: [value]} for name in ("published_on", "url") if (value := new[name]) is not None]
        others = [row for like in near for row in reads.rows_like(cache.store(), scope.negotiation, "source", like)]
        found = recording.alike(new, others)
        if found is not None and found["code"] not in (seen, new["code"]):
            name = sources.in_words(scope.edition, found["code"])
            raise Alike("source", found["code"], found["title"], f"Is it {name}? Take it, or save again as a new one.")


def _known(scope: Scope, held: Mapping[str, str]) -> recording.Known:
    """Return what is known now, whatever it was when the form was drawn."""
    store, negotiation = cache.store(), scope.negotiation
    spoken = recording.cells(held)
    parties, terms = ({one[side] for one in spoken} for side in (0, 1))
    found = reads.rows_like(store, negotiation, "stance", {"party": parties, "term": terms})
    same = {tuple(row[name] for name in recording.SAME): str(row["code"]) for row in found}
    named = held.get("source", "").strip()
    return recording.Known(reads.source_named(store, negotiation, named), same, len(scope.edition.rows("round")))
