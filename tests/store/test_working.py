"""
Two analysts at work on one negotiation, at random: forms, grids, notes, records, merges, undo and redo, packages.

Beside the store stands a plain record of what was acknowledged. After every step the tables hold that and nothing else,
the revisions lead to the tables, and at the end every version on the way is known as it was. A refusal counts as fair
only where what was asked for could not stand, or somebody else was there before.
"""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dashboard import recording, sheets
from dashboard.authors import Author
from dashboard.errors import Conflict, InUse, Invalid, ParleyError
from dashboard.formats import Origin, Package
from dashboard.inputs import validate
from dashboard.models import TABLES
from dashboard.sheets import grids
from dashboard.sheets.grids import Grid
from dashboard.store import drafts, edits, hanging, history, joining, loading, reads
from dashboard.store.earlier import Earlier
from dashboard.store.engine import Store
from dashboard.store.merging import Plan, Side
from dashboard.store.rows import to_json
from tests.people import ANA, BEN
from tests.store.acknowledged import (
    Place,
    Row,
    Rows,
    answers,
    are_whole,
    at,
    changed,
    difference,
    is_said,
    merged,
    refer,
    rows_of,
)

WORDS = {"party": "note", "source": "note", "claim": "summary", "stance": "note", "provision": "summary"}
"""The column that is written in each table."""
BESIDE = {"party": ("rank", 7), "source": ("grade", "E"), "claim": ("credibility", 5), "stance": ("red_line", True)}
"""Another column of it, and what somebody else puts there meanwhile."""
IN_FORMS = {**WORDS, "negotiation": "caveat", "annotation": "text"}
STRETCHES = int(os.environ.get("STRETCHES", "4"))
"""How often they begin; in `make soak` many times."""
NUMBERS = count(1)
WHO, WHICH, TEXT = st.sampled_from([ANA, BEN]), st.integers(0, 40), st.sampled_from(["one", "دو", "x'y"])
WRITTEN = {"written_at": datetime(2025, 7, 9, tzinfo=UTC), "state": "open"}
NOTES = [
    {"code": f"note{n}", "author": "Ana", "text": "A note.", "party": "a", "term": "aid", "tags": "draft", **WRITTEN}
    | {"reply_to": f"note{n - 1}" if n else None}
    for n in range(3)
]
"""What stands there to begin with: a note, a reply to it, and a reply to that."""
TAGS = st.sampled_from(["draft", "later"])


class Work(RuleBasedStateMachine):
    """The store, and beside it what was acknowledged, now and at every version."""

    def __init__(self, store: Store, fill: Callable[..., Plan], rows: Mapping[str, list[Row]]) -> None:
        super().__init__()
        self.store, self.case = store, f"w{next(NUMBERS)}"
        fill(store, {**rows, "annotation": NOTES}, code=self.case)
        self.rows = rows_of(store, self.case)
        self.stood = {1: self.rows}
        self.first = Earlier(store, self.case, 1)
        self.grids = {name: self.grid(name) for name in WORDS}

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

    def added(self, name: str, /, **own: Any) -> Row:
        """Return a new row."""
        return validate(name, {**own, "code": f"n{next(NUMBERS)}", "negotiation": self.case})

    def grid(self, name: str) -> Grid:
        return grids.opened(self.store, self.case, name, sorted(self.rows.get(name, {})))

    def write(self, grid: Grid, cells: pd.DataFrame, by: Author) -> Callable[[], object]:
        return lambda: sheets.write(self.store, grids.staged(self.store, grid, cells), by=by)

    @rule(name=st.sampled_from(list(IN_FORMS)), which=WHICH, text=TEXT, by=WHO)
    def a_form_is_saved(self, name: str, which: int, text: str, by: Author) -> None:
        if (seen := self.chosen(name, which)) is not None:
            row = {**seen, IN_FORMS[name]: text}
            assert self.tried(self.set_row(name, row, seen, by), changed(self.rows, {(name, row["code"]): row}))

    @rule(which=WHICH, text=TEXT, by=WHO)
    def a_party_is_added_as_part_of_another(self, which: int, text: str, by: Author) -> None:
        part_of = (self.chosen("party", which) or {"code": None})["code"]
        row = self.added("party", name=text, short_name=text, role="faction", part_of=part_of)
        assert self.tried(self.set_row("party", row, None, by), changed(self.rows, {("party", row["code"]): row}))

    @rule(text=WHICH, party=WHICH, tabled=st.booleans(), by=WHO)
    def a_party_to_a_text_is_added_unless_it_is_there(self, text: int, party: int, tabled: bool, by: Author) -> None:
        one, other = self.chosen("proposal", text), self.chosen("party", party)
        if one is not None and other is not None:
            row = self.added("proposal_party", proposal=one["code"], party=other["code"], tabled=tabled)
            becomes = changed(self.rows, {("proposal_party", row["code"]): row})
            done = self.tried(self.set_row("proposal_party", row, None, by), becomes, InUse)
            assert done == are_whole(becomes)

    @rule(text=WHICH, which=WHICH, other=WHICH, tabled=st.booleans(), by=WHO)
    def two_parties_to_one_text_are_merged(self, text: int, which: int, other: int, tabled: bool, by: Author) -> None:
        self.a_party_to_a_text_is_added_unless_it_is_there(text, which, tabled, by)
        self.a_party_to_a_text_is_added_unless_it_is_there(text, other, not tabled, by)
        self.a_row_is_merged_into_another("party", which, other, by)

    @rule(name=st.sampled_from(list(IN_FORMS)), which=WHICH, when=WHICH, text=TEXT, by=WHO)
    def a_form_that_was_opened_long_ago_is_saved(self, name: str, which: int, when: int, text: str, by: Author) -> None:
        some = self.stood[self.version(when)].get(name, {})
        if not some:
            return
        seen = some[sorted(some)[which % len(some)]]
        row, now = {**seen, IN_FORMS[name]: text}, at(self.rows, (name, seen["code"]))
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

    @rule(name=st.sampled_from(joining.JOINED), which=WHICH, other=WHICH, merging=st.booleans())
    def what_was_changed_since_it_was_seen_is_not_removed(
        self, name: str, which: int, other: int, merging: bool
    ) -> None:
        seen, stays = self.chosen(name, which), self.chosen(name, other)
        if seen is None or stays is None or (merging and seen is stays):
            return
        code, into = seen["code"], stays["code"]
        with_it = hanging.hanging(self.store, self.case, name, code)
        told = joining.joining(self.store, self.case, name, code, into) if merging else joining.Joining()
        row = {**seen, "short_title" if name == "term" else "note": f"{next(NUMBERS)}"}
        assert self.tried(self.set_row(name, row, seen, ANA), changed(self.rows, {(name, code): row}))
        remove = lambda: edits.remove_row(self.store, self.case, name, seen=seen, by=BEN, with_it=with_it)  # noqa: E731
        join = lambda: joining.join(self.store, self.case, name, seen=seen, into=into, by=BEN, told=told)  # noqa: E731
        assert not self.tried(join if merging else remove, self.rows, ParleyError)

    @rule(name=st.sampled_from(list(WORDS)), which=WHICH, leaves=WHICH, text=TEXT, by=WHO, remove=st.booleans())
    def a_grid_is_written(self, name: str, which: int, leaves: int, text: str, by: Author, remove: bool) -> None:
        changes: dict[Place, Row | None] = {}
        grid, seen, gone = self.grid(name), self.chosen(name, which), self.chosen(name, leaves)
        cells = grid.cells
        if seen is not None:
            changes[name, seen["code"]] = {**seen, WORDS[name]: text}
            cells = typed(cells, seen["code"], WORDS[name], text)
        if gone is not None and remove:
            changes[name, gone["code"]] = None
            cells = cells[cells["code"] != gone["code"]].reset_index(drop=True)
        if name == "party":
            row = self.added("party", name=text, short_name=text, role="observer")
            changes[name, row["code"]] = row
            cells.loc[len(cells)] = {column: row[column] or "" for column in cells.columns} | {"consent_required": "no"}
        becomes = changed(self.rows, changes)
        assert self.tried(self.write(grid, cells, by), becomes, InUse) == are_whole(becomes)

    @rule(name=st.sampled_from(list(WORDS)), which=WHICH, text=TEXT, by=WHO, mine=st.booleans())
    def a_grid_that_was_opened_long_ago_is_written(
        self, name: str, which: int, text: str, by: Author, mine: bool
    ) -> None:
        grid = self.grids[name]
        if not grid.seen:
            return
        code, column = sorted(grid.seen)[which % len(grid.seen)], WORDS[name]
        seen, now = grid.seen[code], at(self.rows, (name, code))
        cells = typed(grid.cells, code, column, text)
        met = seen[column] != text and (now is None or now[column] != seen[column])
        assert grids.is_met(grids.staged(self.store, grid, cells)) == met, "who met whom is told exactly where it is so"
        if met:
            grid = grids.settled(self.store, grid, cells, mine=mine)
            cells = grid.cells
        stays = now is None or seen[column] == text or (met and not mine)
        becomes = self.rows if stays else changed(self.rows, {(name, code): {**now, column: text}})
        assert self.tried(self.write(grid, cells, by), becomes)
        self.grids[name] = self.grid(name)

    @rule(name=st.sampled_from(list(BESIDE)), which=WHICH, other=WHICH, text=TEXT, mine=st.booleans())
    def two_grids_are_written_against_each_other(
        self, name: str, which: int, other: int, text: str, mine: bool
    ) -> None:
        one, two = self.chosen(name, which), self.chosen(name, other)
        if one is None or two is None:
            return
        (column, value), words = BESIDE[name], WORDS[name]
        anas, bens = f"{text} {next(NUMBERS)}", f"{text} {next(NUMBERS)}"
        hers, his = self.grid(name), self.grid(name)
        becomes = changed(self.rows, {(name, one["code"]): {**one, words: anas}})
        assert self.tried(self.write(hers, typed(hers.cells, one["code"], words, anas), ANA), becomes)
        cells = typed(typed(his.cells, two["code"], words, bens), one["code"], column, value)
        if one is two:
            assert not self.tried(self.write(his, cells, BEN), self.rows, ParleyError), "what both changed is asked"
            his = grids.settled(self.store, his, cells, mine=mine)
            cells = his.cells
        first = {**one, words: bens if one is two and mine else anas, column: value}
        both = {(name, two["code"]): {**two, words: bens}} | {(name, one["code"]): first}
        assert self.tried(self.write(his, cells, BEN), changed(self.rows, both)), "no cell is lost"

    @rule(on=st.sampled_from(["party", "stance", "annotation"]), which=WHICH, term=WHICH, text=TEXT, tag=TAGS, by=WHO)
    def a_note_is_written_and_answered(self, on: str, which: int, term: int, text: str, tag: str, by: Author) -> None:
        one, other = self.chosen(on, which), self.chosen("term", term)
        if one is None or other is None:
            return
        where = {"stance": one["code"]} if on == "stance" else {"party": one["code"], "term": other["code"]}
        if on == "annotation":
            where = {column: one[column] for column in ("stance", "party", "term")} | {"reply_to": one["code"]}
        own = {"author": by.code, "tags": tag, **WRITTEN}
        for _ in range(2):
            row = self.added("annotation", text=text, **own, **where)
            becomes = changed(self.rows, {("annotation", row["code"]): row})
            assert self.tried(self.set_row("annotation", row, None, by), becomes)
            where |= {"reply_to": row["code"]}

    @rule(which=WHICH, by=WHO)
    def a_note_is_removed_with_the_replies_to_it(self, which: int, by: Author) -> None:
        if (seen := self.chosen("annotation", which)) is not None:
            gone = answers(self.rows["annotation"], seen["code"])
            becomes = changed(self.rows, {("annotation", code): None for code in gone})
            assert self.tried(lambda: edits.remove_annotation(self.store, self.case, seen=seen, by=by), becomes)

    @rule(tag=TAGS, new=st.sampled_from(["later", "done"]), by=WHO)
    def a_tag_is_renamed(self, tag: str, new: str, by: Author) -> None:
        notes = self.rows.get("annotation", {}).items()
        becomes = changed(
            self.rows, {("annotation", c): {**row, "tags": new} for c, row in notes if row["tags"] == tag}
        )
        assert self.tried(lambda: joining.rename_tag(self.store, self.case, tag, new, by=by), becomes)

    @rule(holder=WHICH, term=WHICH, days=st.integers(0, 60), lines=st.integers(1, 2), by=WHO, again=st.booleans())
    def news_is_recorded_and_sent_twice(
        self, holder: int, term: int, days: int, lines: int, by: Author, again: bool
    ) -> None:
        party, on = self.chosen("party", holder), self.chosen("term", term)
        if party is None or on is None:
            return
        day = date.fromordinal(date(2025, 7, 20).toordinal() + days)
        said = {"holder": party["code"], "term": on["code"], "said_on": day.isoformat(), "attribution": "statement"}
        line = {**said, "level": "OPEN", "summary": "It may."}
        held = {"source": "News", "source.grade": "B", "lines": json.dumps([line] * lines)}
        stances = (to_json(row) for row in self.rows.get("stance", {}).values())
        same = {tuple(row[name] for name in recording.SAME): row["code"] for row in stances}
        code = f"f{next(NUMBERS)}"
        rows = recording.rows(self.case, code, held, recording.Known(stances=same))
        form = drafts.Form(f"{code}{self.case}", "browser", self.case, "record", "", "", by)
        own = self.rows["negotiation"][self.case]
        covers = {**own, "covers_to": max(own["covers_to"], day)}
        becomes = changed(
            self.rows, {("negotiation", self.case): covers} | {(name, row["code"]): row for name, row in rows}
        )
        send = lambda: edits.record(  # noqa: E731
            self.store, self.case, rows, by=by, form=drafts.Typed(form, {}, None, "tab", ()), covers=day
        )
        assert self.tried(send, becomes)
        if again:
            assert self.undo(max(self.stood), by)
            assert self.tried(send, self.rows), "what was recorded once is not recorded again by what was sent late"

    @rule(name=st.sampled_from([*WORDS, "proposal", "round", "term"]), which=WHICH, by=WHO)
    def a_row_is_removed_with_what_was_told(self, name: str, which: int, by: Author) -> None:
        seen = self.chosen(name, which)
        if seen is None:
            return
        with_it = hanging.hanging(self.store, self.case, name, seen["code"])
        gone: dict[Place, Row | None] = {(name, seen["code"]): None, **dict.fromkeys(with_it.gone)}
        assert all(refer(stands, other, gone) for (other, _), stands in with_it.gone.items()), "nothing else goes"
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
        moved = merged(self.rows, name, code, into)
        becomes = changed(moved, dict.fromkeys(told.gone))
        assert all(is_said(becomes, table, moved[table][own]) for table, own in told.gone), "nothing is lost"
        do = lambda: joining.join(self.store, self.case, name, seen=seen, into=into, by=by, told=told)  # noqa: E731
        done = self.tried(do, becomes, InUse, Invalid)
        assert done == are_whole(becomes), "what can stand merged is merged: nothing was changed since it was seen"

    @rule(which=WHICH, by=WHO)
    def a_version_is_undone(self, which: int, by: Author) -> None:
        self.undo(self.version(which), by)

    @rule(by=WHO, forth=st.booleans())
    def an_own_last_change_is_taken_back_or_done_again(self, by: Author, forth: bool) -> None:
        steps = history.own_steps(self.store, self.case, by.code)[forth]
        if steps and self.undo(steps[0], by):
            assert history.own_steps(self.store, self.case, by.code)[not forth][0] == max(self.stood)

    def undo(self, version: int, by: Author) -> bool:
        """Undo a version; return whether that made another."""
        before = max(self.stood)
        of_it = difference(self.stood.get(version - 1, {}), self.stood[version])
        becomes = changed(self.rows, {place: was for place, (was, _) in of_it.items()})
        fits = version > 1 and all(at(self.rows, place) in states for place, states in of_it.items())
        do = lambda: history.undo(self.store, self.case, version, by=by)  # noqa: E731
        done = self.tried(do, becomes, ParleyError)
        assert done == (fits and are_whole(becomes)), "what can be undone is, and what was changed since stays"
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
        package = Package(
            given["negotiation"][self.case],
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
        assert rows_of(self.store, self.case) == self.rows
        assert history.strays(self.store, self.case) == []
        assert rows_of(self.first, self.case) == self.stood[1]

    def teardown(self) -> None:
        for version, rows in self.stood.items():
            then = history.at(self.store, self.case, version)
            assert rows_of(then, self.case) == rows, f"version {version} is known otherwise than it was"
            then.close()


def typed(cells: pd.DataFrame, code: str, column: str, value: object) -> pd.DataFrame:
    """Return the cells of a grid with one of them typed over."""
    now = cells.copy()
    now.loc[now["code"] == code, column] = "yes" if value is True else str(value)
    return now


def test_whatever_two_analysts_do_nothing_acknowledged_is_lost(
    store: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    examples = STRETCHES if store.is_sqlite else (STRETCHES + 1) // 2
    run_state_machine_as_test(
        lambda: Work(store, fill, rows_with()), settings=settings(max_examples=examples, stateful_step_count=12)
    )
