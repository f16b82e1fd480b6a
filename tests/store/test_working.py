"""
Two analysts at work on one negotiation, at random: forms, records, removals, merges, undo and redo, packages.

Beside the store stands a plain record of what was acknowledged. After every step the tables hold that and nothing else,
the revisions lead to the tables, and at the end every version on the way is known as it was.
"""

import os
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dashboard.authors import Author
from dashboard.errors import Conflict, InUse, Invalid, ParleyError
from dashboard.formats import Origin, Package
from dashboard.inputs import validate
from dashboard.models import IN_PACKAGE, TABLES
from dashboard.store import drafts, edits, hanging, history, joining, loading, reads
from dashboard.store.earlier import Earlier
from dashboard.store.engine import Store
from dashboard.store.merging import Plan, Side
from dashboard.store.rows import as_values, table
from tests.people import ANA, BEN

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
Place = tuple[str, str]

WORDS = {"party": "note", "source": "note", "claim": "summary", "stance": "note", "provision": "summary"}
"""The column that is written in each table."""
BESIDE = {"party": ("rank", 7), "source": ("grade", "E"), "claim": ("credibility", 5), "stance": ("red_line", True)}
"""Another column of it, and what somebody else puts there meanwhile."""
STRETCHES = int(os.environ.get("STRETCHES", "4"))
"""How often they begin; in `make soak` many times."""
NUMBERS = count(1)
WHO, WHICH, TEXT = st.sampled_from([ANA, BEN]), st.integers(0, 40), st.sampled_from(["one", "دو", "x'y"])


def changed(rows: Rows, changes: Mapping[Place, Row | None]) -> Rows:
    """Return rows with some of them as they are now; None where one is gone."""
    new = {name: dict(some) for name, some in rows.items()}
    for (name, code), row in changes.items():
        new.setdefault(name, {}).pop(code, None)
        if row is not None:
            new[name][code] = row
    return {name: some for name, some in new.items() if some}


def difference(before: Rows, after: Rows) -> dict[Place, tuple[Row | None, Row | None]]:
    """Return every row that is not the same in both, by place."""
    places = {(name, code) for rows in (before, after) for name, some in rows.items() for code in some}
    both = {place: (at(before, place), at(after, place)) for place in places}
    return {place: (one, other) for place, (one, other) in both.items() if one != other}


def at(rows: Rows, place: Place) -> Row | None:
    return rows.get(place[0], {}).get(place[1])


class Work(RuleBasedStateMachine):
    """The store, and beside it what was acknowledged, now and at every version."""

    def __init__(self, store: Store, fill: Callable[..., Plan], everything: Callable[..., Rows]) -> None:
        super().__init__()
        self.store, self.everything, self.case = store, everything, f"w{next(NUMBERS)}"
        fill(store, code=self.case)
        self.rows = everything(store, self.case)
        self.stood = {1: self.rows}
        self.first = Earlier(store, self.case, 1)

    def tried(self, do: Callable[[], object], becomes: Rows, *refusals: type[ParleyError]) -> bool:
        """Do something that either makes the rows to this, as one version, or is refused and changes nothing."""
        try:
            do()
        except refusals:
            return False
        if becomes != self.rows:
            self.stood[max(self.stood) + 1] = self.rows = becomes
        return True

    def chosen(self, name: str, which: int) -> Row | None:
        """Return one of the rows that stand in a table."""
        some = self.rows.get(name, {})
        return some[sorted(some)[which % len(some)]] if some else None

    def version(self, which: int) -> int:
        return sorted(self.stood)[which % len(self.stood)]

    def set_row(self, name: str, row: Row, seen: Row | None, by: Author) -> Callable[[], object]:
        return lambda: edits.set_row(self.store, self.case, name, row, seen=seen, by=by)

    @rule(name=st.sampled_from(list(WORDS)), which=WHICH, text=TEXT, by=WHO)
    def a_form_is_saved(self, name: str, which: int, text: str, by: Author) -> None:
        if (seen := self.chosen(name, which)) is not None:
            row = {**seen, WORDS[name]: text}
            assert self.tried(self.set_row(name, row, seen, by), changed(self.rows, {(name, row["code"]): row}))

    @rule(which=WHICH, text=TEXT, by=WHO)
    def a_party_is_added_as_part_of_another(self, which: int, text: str, by: Author) -> None:
        part_of = (self.chosen("party", which) or {"code": None})["code"]
        own = {"code": f"n{next(NUMBERS)}", "name": text, "short_name": text, "role": "faction", "part_of": part_of}
        row = validate("party", {**own, "negotiation": self.case})
        assert self.tried(self.set_row("party", row, None, by), changed(self.rows, {("party", row["code"]): row}))

    @rule(text=WHICH, party=WHICH, tabled=st.booleans(), by=WHO)
    def a_party_to_a_text_is_added_unless_it_is_there(self, text: int, party: int, tabled: bool, by: Author) -> None:
        one, other = self.chosen("proposal", text), self.chosen("party", party)
        if one is None or other is None:
            return
        own = {"code": f"n{next(NUMBERS)}", "proposal": one["code"], "party": other["code"], "tabled": tabled}
        row = validate("proposal_party", {**own, "negotiation": self.case})
        there = [(its["proposal"], its["party"]) for its in self.rows.get("proposal_party", {}).values()]
        becomes = changed(self.rows, {("proposal_party", row["code"]): row})
        done = self.tried(self.set_row("proposal_party", row, None, by), becomes, InUse)
        assert done == ((one["code"], other["code"]) not in there)

    @rule(name=st.sampled_from(list(WORDS)), which=WHICH, when=WHICH, text=TEXT, by=WHO)
    def a_form_that_was_opened_long_ago_is_saved(self, name: str, which: int, when: int, text: str, by: Author) -> None:
        some = self.stood[self.version(when)].get(name, {})
        if not some:
            return
        seen = some[sorted(some)[which % len(some)]]
        row, now = {**seen, WORDS[name]: text}, at(self.rows, (name, seen["code"]))
        done = self.tried(self.set_row(name, row, seen, by), changed(self.rows, {(name, row["code"]): row}), Conflict)
        assert done == (now in (seen, row)), "a conflict is told exactly where there is one"

    @rule(name=st.sampled_from(list(BESIDE)), which=WHICH, text=TEXT)
    def two_forms_are_saved_against_each_other(self, name: str, which: int, text: str) -> None:
        seen = self.chosen(name, which)
        if seen is None:
            return
        (column, value), place = BESIDE[name], (name, seen["code"])
        first = {**seen, WORDS[name]: f"{text} {next(NUMBERS)}"}
        assert self.tried(self.set_row(name, first, seen, ANA), changed(self.rows, {place: first}))
        try:
            edits.set_row(self.store, self.case, name, {**seen, column: value}, seen=seen, by=BEN)
        except Conflict as conflict:
            theirs = dict(conflict.theirs or {})
            both = {**theirs, column: value}
            assert self.tried(self.set_row(name, both, theirs, BEN), changed(self.rows, {place: both}))
        assert at(self.rows, place) == {**first, column: value}, "neither column is lost"

    @rule(holder=WHICH, term=WHICH, by=WHO, again=st.booleans())
    def news_is_recorded_and_sent_twice(self, holder: int, term: int, by: Author, again: bool) -> None:
        party, on = self.chosen("party", holder), self.chosen("term", term)
        if party is None or on is None:
            return
        code, day = f"n{next(NUMBERS)}", {"precision": "day"}
        cell = {"term": on["code"], "level": "OPEN"}
        said = {"holder": party["code"], "said_on": date(2025, 7, 20), "summary": "It may.", "attribution": "statement"}
        made = [
            ("source", {"title": "News", "grade": "B"}),
            ("claim", {"source": code, **said, **cell, **day}),
            ("stance", {"party": party["code"], "held_on": date(2025, 7, 20), **cell, **day}),
            ("stance_claim", {"stance": code, "claim": code}),
        ]
        rows = [(name, validate(name, {**row, "code": code, "negotiation": self.case})) for name, row in made]
        form = drafts.Form(f"f{code}{self.case}", "browser", self.case, "record", "", "", by)
        typed = drafts.Typed(form, {}, None, "tab", ())
        for _ in range(1 + again):
            self.tried(
                lambda: edits.record(self.store, self.case, rows, by=by, form=typed),
                changed(self.rows, {(name, code): row for name, row in rows}),
            )

    @rule(name=st.sampled_from([*WORDS, "proposal", "round", "term"]), which=WHICH, by=WHO)
    def a_row_is_removed_with_what_was_told(self, name: str, which: int, by: Author) -> None:
        seen = self.chosen(name, which)
        if seen is None:
            return
        with_it = hanging.hanging(self.store, self.case, name, seen["code"])
        gone: dict[Place, Row | None] = {(name, seen["code"]): None, **dict.fromkeys(with_it.gone)}
        emptied = {place: after for place, (_, after) in with_it.emptied.items()}
        do = lambda: edits.remove_row(self.store, self.case, name, seen=seen, by=by, with_it=with_it)  # noqa: E731
        assert self.tried(do, changed(self.rows, {**gone, **emptied}))

    @rule(name=st.sampled_from(joining.JOINED), which=WHICH, other=WHICH, by=WHO)
    def a_row_is_merged_into_another(self, name: str, which: int, other: int, by: Author) -> None:
        seen, stays = self.chosen(name, which), self.chosen(name, other)
        if seen is None or stays is None or seen is stays:
            return
        code, into = seen["code"], stays["code"]
        told = joining.joining(self.store, self.case, name, code, into)
        becomes = changed(self.rows, {(name, code): None, **dict.fromkeys(told.gone)})
        becomes = {
            table: {own: merged(table, row, name, code, into) for own, row in some.items()}
            for table, some in becomes.items()
        }
        do = lambda: joining.join(self.store, self.case, name, seen=seen, into=into, by=by, told=told)  # noqa: E731
        done = self.tried(do, becomes, InUse, Invalid)
        assert not (done and told.clashing)
        assert done or told.clashing or name == "party", "parts of parties alone may lead round in a circle"

    @rule(which=WHICH, by=WHO)
    def a_version_is_undone(self, which: int, by: Author) -> None:
        self.undo(self.version(which), by)

    @rule(by=WHO, forth=st.booleans())
    def an_own_last_change_is_taken_back_or_done_again(self, by: Author, forth: bool) -> None:
        version = history.own_steps(self.store, self.case, by.code)[forth]
        if version is not None and self.undo(version, by):
            assert history.own_steps(self.store, self.case, by.code)[not forth] == max(self.stood)

    def undo(self, version: int, by: Author) -> bool:
        """Undo a version; return whether that made another."""
        before = max(self.stood)
        of_it = difference(self.stood.get(version - 1, {}), self.stood[version])
        fits = all(at(self.rows, place) in states for place, states in of_it.items())
        becomes = changed(self.rows, {place: was for place, (was, _) in of_it.items()})
        do = lambda: history.undo(self.store, self.case, version, by=by)  # noqa: E731
        done = self.tried(do, becomes, ParleyError)
        assert fits or not done, "what was changed since is not overwritten"
        return done and max(self.stood) > before

    @rule(when=WHICH, which=WHICH, text=TEXT)
    def a_package_of_an_earlier_version_comes_back_with_a_change(self, when: int, which: int, text: str) -> None:
        version = self.version(when)
        base = self.stood[version]
        some = base.get("party", {})
        if not some:
            return
        row = {**some[sorted(some)[which % len(some)]], "note": text}
        place = "party", row["code"]
        given = changed(base, {place: row})
        own = reads.row(self.store, self.case, "negotiation", self.case) or {}
        package = Package(
            {column: value for column, value in own.items() if column != "version"},
            {name: list(given.get(name, {}).values()) for name in TABLES},
            origin=Origin(drafts.mark(self.store).code, version, {}),
            edited=True,
            early={},
        )
        taken = at(self.rows, place) == at(base, place)
        assert self.tried(
            lambda: loading.load(self.store, package, by=BEN, sides=Side.STORE),
            changed(self.rows, {place: row}) if taken else self.rows,
        )

    @invariant()
    def the_tables_hold_what_was_acknowledged_and_the_revisions_lead_to_it(self) -> None:
        assert reads.version(self.store, self.case) == max(self.stood)
        assert self.everything(self.store, self.case) == self.rows
        assert history.strays(self.store, self.case) == []
        assert seen_by(self.first, self.case) == self.stood[1]

    def teardown(self) -> None:
        for version, rows in self.stood.items():
            then = history.at(self.store, self.case, version)
            assert self.everything(then, self.case) == rows, f"version {version} is known otherwise than it was"
            then.close()


def merged(name: str, row: Row, target: str, code: str, into: str) -> Row:
    """Return a row with what referred to one of its rows referring to another, and never to itself."""
    new = None if (name, row["code"]) == (target, into) else into
    columns = [column for column, of in IN_PACKAGE[name].references.items() if of == target and row[column] == code]
    return {**row, **dict.fromkeys(columns, new)}


def seen_by(earlier: Earlier, case: str) -> Rows:
    """Return every row as a view of an earlier version shows it, tables without rows left out."""
    found: Rows = {}
    for name in TABLES:
        keys = table(name).c.keys()
        rows = earlier.fetch(table(name).select().where(table(name).c.negotiation == case))
        if rows:
            found[name] = {row["code"]: row for row in (as_values(dict(zip(keys, one, strict=True))) for one in rows)}
    return found


def test_whatever_two_analysts_do_nothing_acknowledged_is_lost(
    store: Store, fill: Callable[..., Plan], everything: Callable[..., Rows]
) -> None:
    examples = STRETCHES if store.is_sqlite else (STRETCHES + 1) // 2
    run_state_machine_as_test(
        lambda: Work(store, fill, everything), settings=settings(max_examples=examples, stateful_step_count=12)
    )
