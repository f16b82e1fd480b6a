"""
Editing where a thing stands: its form, what goes with it when it is removed, and what was changed of it.

Every table has its form from its description in `models`. Writing is done in callbacks, as in the forms.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from dashboard.errors import NotFound, ParleyError
from dashboard.models import IN_PACKAGE, NEGOTIATION, Kind
from dashboard.questions import calling, left_out, read_behind, records, revisions, rounds, sources, stances
from dashboard.questions.scope import Scope, covered
from dashboard.store import edits, hanging, reads
from dashboard.ui import address, authors, cache, codebook, folds, forms, pickers
from dashboard.ui.fields import Values
from dashboard.ui.notes import telling_refusals, undo_button
from dashboard.ui.reading import passages
from dashboard.ui.say import plain
from dashboard.vocabulary import counted, list_words

MOST = 12
"""Stances and claims of a cell that may be edited beside it, the latest; all of them stand on the page Tables."""
HANGS_ON = ("party", "holder", "term", "proposal", "provision")
"""Columns that say what a new row is about, where they are settled."""
_WHOSE = {"stance": "party", "claim": "holder"}
"""The column that says whose level or answer a row tells, by table."""
_DATED: dict[str, Values] = {"said_on": {"dated": True}}
"""The day on which what a source quotes was said, which is not after that of the source."""
COUNTED = {NEGOTIATION.name: ("version",)}
"""Columns that Parley fills in itself, by table."""


class Thing(NamedTuple):
    """A row that may be edited; without a code a new one, which begins with what is settled by column."""

    table: str
    code: str | None = None
    settled: tuple[tuple[str, Any], ...] = ()


def new(table: str, **settled: Any) -> Thing:
    """Return a row that may be added, and what it begins with."""
    return Thing(table, None, tuple((column, value) for column, value in settled.items() if value is not None))


def offered(
    scope: Scope, things: Callable[..., Sequence[Thing]], *arguments: str, key: str, label: str = "Edit or add"
) -> None:
    """
    Offer, folded, to edit, add and remove what stands here.

    Parameters
    ----------
    things
        Gives, of a scope and these arguments, what may be edited, the likeliest first; asked when it is needed.
    """
    if not scope.changeable:
        return
    drafts = forms.targets()
    with folds.unfolded(label, key=f"{key}_edit") as is_open:
        found = cache.compute(scope, things, *arguments) if is_open or drafts else ()
        begun = [place for place, thing in enumerate(found) if _target(thing, key) in drafts]
        if is_open and found:
            one(scope, _chosen(scope, found, begun[0] if begun else 0, key), key=key)
    if begun and not is_open:
        st.caption(f"A draft of yours stands in “{plain(label)}”.")


def _chosen(scope: Scope, things: Sequence[Thing], first: int, key: str) -> Thing:
    if len(things) == 1:
        return things[0]
    by_place = {f"{thing.table} {thing.code or ''}": thing for thing in things}
    called = cache.compute(scope, _called, *by_place)
    pickers.tell_again(f"{key}_thing", called)
    # By what it is and not by its place in the list: that shifts with every row that comes.
    chosen = st.selectbox("What", list(by_place), first, format_func=called.__getitem__, key=f"{key}_thing")
    return by_place[chosen or next(iter(by_place))]


def one(scope: Scope, thing: Thing, *, key: str) -> None:
    """Draw the form of a row and, of one that stands, the ways to remove it and to read what was changed of it."""
    table, code = IN_PACKAGE[thing.table], thing.code
    own = f"{key}_{thing.table}_{code or 'new'}"
    _form(scope, thing, key=key, own=f"{own}_form")
    if code is not None and thing.table in _WHOSE:
        _at_odds(scope, thing.table, code, key=own)
    codebook.fold(scope, thing.table, key=own)
    if code is None:
        return
    if table is not NEGOTIATION:
        _removal(scope, thing.table, code, key=own)
    with folds.unfolded("What was changed of it", key=f"{own}_changes") as is_open:
        if is_open:
            _undo(scope, thing.table, code, key=f"{own}_undo")
            passages(cache.compute(scope, revisions.of_row, thing.table, code), key=f"{own}_changed")


def _at_odds(scope: Scope, table: str, code: str, *, key: str) -> None:
    """Say where a stance and what it rests on do not say the same, and lead to the other."""
    found = cache.compute(scope, records.at_odds, table, code)
    if found is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(found.words)
            address.link("tables", f"Edit the {found.table}", key=f"{key}_odds", table=found.table, row=found.code)


def _undo(scope: Scope, table: str, code: str, *, key: str) -> None:
    """Offer to take back the last change of a row, and say what else of its version goes back with it."""
    last = cache.compute(scope, revisions.last_of_row, table, code)
    if last is None:
        return
    least = "at least " if last.rows == revisions.MOST else ""
    all_of_it = f", all of it: it changed {least}{last.rows:d} rows" if last.rows > 1 else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        undo_button(scope, last.version, key=key)
        st.text(f"Takes back the last change, version {last.version:d}{all_of_it}.")


def _form(scope: Scope, thing: Thing, *, key: str, own: str, then: Callable[[str], None] = lambda _code: None) -> None:
    """Draw the form of a row, and below it that of a new row that one of its fields is to name."""
    table = IN_PACKAGE[thing.table]
    fields = [name for name, column in table.columns.items() if _is_typed(thing, column.kind, name)]
    refers = {name: target for name, target in table.references.items() if name in fields}
    asked = forms.Asked(
        scope.negotiation,
        thing.table,
        fields,
        _target(thing, key),
        code=thing.code,
        settled=dict(thing.settled),
        options={name: _choices(scope, target, thing) for name, target in refers.items()},
        besides={name: _besides(scope, thing, name, target) for name, target in refers.items()} | _DATED,
        then=then,
        said=lambda row: not_counted(scope, [(thing.table, row)]),
    )
    forms.form(asked, key=own)
    if (wanted := forms.wanted(own)) is not None:
        target = refers[wanted]
        with st.container(border=True, key=f"{own}_for"):
            st.text(f"New {IN_PACKAGE[target].one}, for “{table.columns[wanted].title}”")
            _form(scope, new(target), key=f"{key}, for {wanted}", own=f"{own}_{target}", then=partial(forms.give, own))


def _besides(scope: Scope, thing: Thing, name: str, target: str) -> Values:
    """Return what the browser is told of a field that refers to a table, besides the description of its column."""
    besides: Values = {
        "new": f"New {IN_PACKAGE[target].one} …",
        "also": cache.compute(scope, calling.whole_names, target),
    }
    if (thing.table, target) == ("claim", "source"):
        besides["days"] = cache.compute(scope, calling.sources).days
    if target == "term":
        besides["meanings"] = cache.compute(scope, calling.propositions)
        if thing.code is None and thing.table in _WHOSE:
            besides["so_far"] = so_far(scope, _WHOSE[thing.table], name)
    return besides


def not_counted(scope: Scope, written: Sequence[tuple[str, Values]]) -> str:
    """Return what is said of rows that were just written and do not count where they were written from."""
    with suppress(ParleyError):  # they are written, whatever comes of this
        now = cache.edition(scope.negotiation)
        was_last = scope.as_of == covered(scope.edition)[1]  # the day shown moves with the last day covered
        return left_out.of_written(
            replace(scope, edition=now, as_of=covered(now)[1] if was_last else scope.as_of), written
        )
    return ""


def so_far(scope: Scope, *keys: str) -> Values:
    """Return where each party stands on each term by the day, as the browser looks it up by what fields hold."""
    found, none = cache.compute(scope, stances.so_far), cache.compute(scope, stances.nothing_so_far)
    return {"keys": keys, "of": found, "none": none}


def of_day(scope: Scope) -> list[Thing]:
    """Return what may be added on a day."""
    day = scope.as_of
    return [new("round", started_on=day, ended_on=day), new("event", happened_on=day), new("proposal", tabled_on=day)]


def of_negotiation(scope: Scope) -> list[Thing]:
    """Return the negotiation itself."""
    return [Thing(NEGOTIATION.name, scope.negotiation)]


def of_cell(scope: Scope, party: str, term: str) -> list[Thing]:
    """Return what may be edited of a cell: a new stance or claim, its latest ones and their ties, party and term."""
    edition, here = scope.edition, {"term": term, "round": rounds.present(scope)}
    stands = edition.latest("stance", most=MOST, until=scope.as_of, party=party, term=term)  # also those without claim
    said = edition.evidence(most=MOST, **stances.admitted(replace(scope, parties=(party,), terms=(term,))))
    return [
        *(Thing("stance", code) for code in stands),
        new("stance", party=party, held_on=scope.as_of, **here),
        *(new("stance_claim", stance=code) for code in stands[:1]),
        *(Thing("claim", code) for code in said["code"]),
        new("claim", holder=party, said_on=scope.as_of, **here),
        Thing("party", party),
        Thing("term", term),
        new("party"),
        new("term"),
    ]


def of_terms(scope: Scope) -> list[Thing]:
    """Return the terms, with the words in which sentences say what is agreed and what is differed on."""
    return [Thing("term", code) for code in scope.edition.rows("term")["code"]]


def of_text(scope: Scope, code: str) -> list[Thing]:
    """Return what may be edited of a text: itself, its provisions with their numbers, who had to do with it, names."""
    edition = scope.edition
    provisions = _with(scope, "provision", "proposal", code)
    numbers = [
        Thing(table, one)
        for table in ("quantity", "stage", "delivery")
        for one, provision in edition.rows(table)[["code", "provision"]].itertuples(index=False)
        if any(provision == thing.code for thing in provisions)
    ]
    about = [
        thing for table in ("proposal_party", "alias", "citation") for thing in _with(scope, table, "proposal", code)
    ]
    first = provisions[0].code if provisions else None
    added = [new(table, proposal=code) for table in ("provision", "proposal_party", "alias", "citation")]
    added += [new(table, provision=first) for table in ("quantity", "stage", "delivery") if first]
    return [Thing("proposal", code), *provisions, *numbers, *about, *added, new("proposal", tabled_on=scope.as_of)]


def of_figures(scope: Scope) -> list[Thing]:
    """Return the figures of the day and the points on which sources differ about them, each with its sides."""
    edition = scope.edition
    found = edition.rows("figure")
    figures = [Thing("figure", code) for code in found.loc[found["as_of"] <= scope.day, "code"]]
    differ = edition.rows("disagreement")
    points = [Thing("disagreement", code) for code in differ.loc[differ["figure"].notna(), "code"]]
    sides = [side for point in points for side in _with(scope, "disagreement_side", "disagreement", point.code or "")]
    return [*figures, new("figure", as_of=scope.as_of), *points, *sides, new("disagreement"), new("disagreement_side")]


def of_points(scope: Scope, *codes: str) -> list[Thing]:
    """Return points on which sources differ, each with its sides, and a new side of the first."""
    points = [[Thing("disagreement", code), *_with(scope, "disagreement_side", "disagreement", code)] for code in codes]
    return [*(thing for own in points for thing in own), new("disagreement_side", disagreement=codes[0])]


def of_cited(scope: Scope, kind: str, code: str) -> list[Thing]:
    """Return the sources that are cited for something, and that they are."""
    found = cache.compute(scope, sources.cited).get(f"{kind} {code}", [])
    return [Thing(table, code) for one in found for table, code in (("source", one.source), ("citation", one.citation))]


def of_change(scope: Scope, version: str, number: str) -> list[Thing]:
    """Return the row of a change of a version, where it stands and has a form."""
    place = cache.compute(scope, revisions.row_of, version, number)
    return [Thing(*place)] if place is not None and not IN_PACKAGE[place[0]].is_stamped else []


def of_target(scope: Scope, kind: str, *codes: str) -> list[Thing]:
    """Return what may be edited of what a note hangs on: of a cell, given its party and term, or of a row."""
    if kind == "cell":
        return of_cell(scope, *codes)
    return of_mark(scope, kind, *codes) if kind in _MARKS else [Thing(kind, codes[0])]


def of_row(scope: Scope, listed: str, number: str, *arguments: str) -> list[Thing]:
    """Return the records behind a row of an answer or a list, and below them what hangs on each."""
    found = cache.compute(scope, read_behind.of_row, listed, number, *arguments).records
    around = [thing for table, code in found if table in _MARKS for thing in of_mark(scope, table, code) if thing.code]
    return list(dict.fromkeys([*(Thing(*place) for place in found), *around]))


_ABOUT = {"round": ("participation", "citation"), "event": ("event_party", "citation"), "stance": ("stance_claim",)}
"""What hangs on a round, an event or a stance and is edited with it."""
_MARKS = ("proposal", *_ABOUT)


def of_mark(scope: Scope, table: str, code: str) -> list[Thing]:
    """Return what may be edited of a mark on the timeline: itself, and who took part in it or whom it concerns."""
    if table == "proposal":
        return of_text(scope, code)
    own = [Thing(table, code)]
    for other in _ABOUT[table]:
        own += [] if other == "stance_claim" else _with(scope, other, table, code)
    return [*own, *(new(other, **{table: code}) for other in _ABOUT[table]), new(table)]


def _with(scope: Scope, table: str, column: str, code: str) -> list[Thing]:
    found = scope.edition.rows(table)
    return [Thing(table, one) for one in found.loc[found[column] == code, "code"]]


def _is_typed(thing: Thing, kind: Kind, name: str) -> bool:
    return kind not in (Kind.CODE, Kind.INSTANT, Kind.ROW) and name not in COUNTED.get(thing.table, ())


def _choices(scope: Scope, target: str, thing: Thing) -> dict[str, str]:
    """Return the rows that a reference may name; none of its own table names itself."""
    found = cache.compute(scope, calling.choices, target)
    return {code: words for code, words in found.items() if (target, code) != (thing.table, thing.code)}


def _target(thing: Thing, key: str) -> str:
    """Return what the form of a thing is of: of one that stands the same wherever it is drawn."""
    if thing.code:
        return f"{thing.table} {thing.code}"
    # What is typed for one cell is not for the next that is looked at. The round moves with the day, and is not meant.
    named = [str(value) for column, value in thing.settled if column in HANGS_ON]
    return " ".join((f"a new {thing.table}, {key}", *named))


def _called(scope: Scope, *places: str) -> dict[str, str]:
    """Return how things are called in a list, each given as its table and code; without a code it is a new one."""
    parts = {place: place.split(" ") for place in places}
    standing = defaultdict(list)
    for table, code in parts.values():
        standing[table].append(code)
    names = {table: calling.listed(scope.edition, table, [*filter(None, codes)]) for table, codes in standing.items()}
    said = {}
    for place, (table, code) in parts.items():
        kind, words = IN_PACKAGE[table].one, names[table].get(code, "")
        named = f"New {kind}" if not code else words if kind in words.casefold() else f"{kind}: {words}"
        said[place] = f"{named[:1].upper()}{named[1:]}"
    return said


def _removal(scope: Scope, table: str, code: str, *, key: str) -> None:
    asking = f"{key}_removing"
    if not st.session_state.get(asking):
        st.button(
            f"Remove this {plain(IN_PACKAGE[table].one)}", key=f"{key}_remove", on_click=_ask, args=(asking, True)
        )
        return
    with_it = hanging.hanging(cache.store(), scope.negotiation, table, code)
    st.text(_with_it(table, with_it))
    with st.container(horizontal=True):
        seen = reads.row(cache.store(), scope.negotiation, table, code)
        st.button(
            "Remove",
            key=f"{key}_do",
            type="primary",
            on_click=_remove,
            args=(scope.negotiation, table, seen, with_it, asking),
        )
        st.button("Keep it", key=f"{key}_keep", on_click=_ask, args=(asking, False))


def _with_it(table: str, with_it: hanging.Hanging) -> str:
    """Return in sentences what goes with a row of a table."""
    words = []
    ties = [place for place in with_it.gone if place[0] == "stance_claim"]
    if gone := [place for place in with_it.gone if place not in ties]:
        words.append(f"{counts(gone)} cannot be without it and {'goes' if len(gone) == 1 else 'go'} with it.")
    if ties and table == "claim":
        rests = "rests" if len(ties) == 1 else "rest"
        words.append(f"{counted(len(ties), 'stance')} {rests} on it and would rest on it no longer.")
    if with_it.emptied:
        names = "names" if len(with_it.emptied) == 1 else "name"
        words.append(f"{counts(with_it.emptied)} {names} it and would name nothing there.")
    own = IN_PACKAGE[table].one
    if not words:
        return f"Nothing refers to this {own}. One click brings it back."
    return " ".join([*words, "One click brings all of it back."])


def counts(places: Iterable[hanging.Place]) -> str:
    """Return how many rows there are of each table: "2 claims and 1 note"."""
    found = Counter(table for table, _ in places)
    said = [counted(count, IN_PACKAGE[table].one, IN_PACKAGE[table].many) for table, count in found.items()]
    return list_words(said)


def _ask(key: str, asked: bool) -> None:
    st.session_state[key] = asked


def _remove(negotiation: str, table: str, seen: dict[str, Any] | None, with_it: hanging.Hanging, asking: str) -> None:
    st.session_state[asking] = False
    with telling_refusals("Not removed."):
        if seen is None:
            raise NotFound("Somebody removed it before.")
        done = edits.remove_row(cache.store(), negotiation, table, seen=seen, by=authors.writing(), with_it=with_it)
        forms.say_saved(negotiation, done, "Removed.")
