"""Stores that work on one case apart and hand it to each other: nothing that only one of them changed is lost."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import cases, spool
from dashboard.authors import PARLEY
from dashboard.errors import InConflict
from dashboard.formats import Origin, Package
from dashboard.imports import package
from dashboard.inputs import validate
from dashboard.models import TABLES
from dashboard.store import edits, history, loading, origins, reads
from dashboard.store.engine import Store
from dashboard.store.merging import Plan, Side
from dashboard.store.schema import open_store

Row = dict[str, Any]


class Desk:
    """A store, and what its analyst does with the notes of parties: nothing else in the case changes."""

    def __init__(self, store: Store, case: str) -> None:
        self.store, self.case = store, case

    def write(self, code: str, note: str | None) -> None:
        """Change the note of a party, or add a party of this code."""
        seen = reads.row(self.store, self.case, "party", code)
        row = seen or {"code": code, "name": code, "short_name": code, "role": "observer"}
        edits.set_row(self.store, self.case, "party", {**row, "note": note}, seen=seen, by=PARLEY)

    def remove(self, code: str) -> None:
        if (seen := reads.row(self.store, self.case, "party", code)) is not None:
            edits.remove_row(self.store, self.case, "party", seen=seen, by=PARLEY)

    def save(self) -> Package:
        """Return what another store reads of a package saved here now."""
        own = reads.row(self.store, "", "negotiation", self.case) or {}
        rows = {name: _plain(self.store, self.case, name) for name in TABLES}
        case = {column: value for column, value in own.items() if column != "version"}
        return Package(case, rows, origin=origins.origin(self.store, self.case))

    def load(self, given: Package, side: Side | None = None) -> Plan:
        return loading.load(self.store, given, by=PARLEY, sides=side)

    @property
    def notes(self) -> dict[str, str | None]:
        rows = reads.rows(self.store, self.case, "party")
        return {row.code: row.note if isinstance(row.note, str) else None for row in rows.itertuples()}


def _plain(store: Store, case: str, name: str) -> list[Row]:
    codes = reads.rows(store, case, name)["code"]
    return [row for code in codes if (row := reads.row(store, case, name, code)) is not None]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[list[Store]]:
    """Three stores, one made before and two new; each test, and each example of a property, takes its own case."""
    folder = tmp_path_factory.mktemp("stores")
    shutil.copy(migrated_file, folder / "one.db")
    made = [open_store(f"sqlite:///{folder / name}.db") for name in ("one", "two", "three")]
    yield made
    for store in made:
        store.close()


@pytest.fixture
def desks(stores: list[Store]) -> "Desks":
    """Three stores: the first has the case with parties a, b and c, the others have nothing."""
    case = f"case-{next(NUMBERS)}"
    one, two, three = (Desk(store, case) for store in stores)
    begin(one)
    return one, two, three


def begin(desk: Desk) -> None:
    case = validate("negotiation", {"code": desk.case, "title": "Toy talks"})
    del case["version"]
    rows = [{"code": code, "name": code, "short_name": code, "role": "observer"} for code in "abc"]
    party = [validate("party", {**row, "negotiation": desk.case}) for row in rows]
    loading.load(desk.store, Package(case, {"party": party}), by=PARLEY)


Desks = tuple[Desk, Desk, Desk]
NUMBERS = count()


def test_what_the_other_store_changed_comes_back_and_what_was_changed_here_meanwhile_stays(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.write("a", "theirs")
    two.write("d", "new")
    two.remove("c")
    one.write("b", "ours")
    done = one.load(two.save())
    assert done.sentence == "1 new, 1 changed, 1 removed, 1 newer here and kept."
    assert one.notes == {"a": "theirs", "b": "ours", "d": "new"}


def test_a_package_that_has_seen_less_of_a_third_store_reverts_nothing(desks: Desks) -> None:
    one, two, three = desks
    three.load(one.save())
    two.load(one.save())
    for note in ("first", "second"):
        one.write("a", note)
    two.load(one.save())
    assert two.load(three.save()).sentence == "1 newer here and kept."
    assert two.notes["a"] == "second"


def test_loading_the_same_again_changes_nothing_and_makes_no_version(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.write("a", "theirs")
    given = two.save()
    one.load(given)
    version = reads.version(one.store, one.case)
    assert one.load(given).sentence == "Nothing changes; 3 rows are the same."
    assert reads.version(one.store, one.case) == version


def test_a_row_deleted_here_does_not_come_back_and_one_deleted_and_changed_is_a_conflict(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    one.remove("a")
    one.remove("b")
    two.write("b", "theirs")
    assert one.load(two.save(), Side.STORE).sentence == "2 newer here and kept."
    assert one.notes == {"c": None}
    assert one.load(two.save()).sentence == "2 newer here and kept."  # decided once, not asked again
    two.write("b", "theirs again")
    assert one.load(two.save(), Side.PACKAGE).sentence == "1 new, 1 newer here and kept."
    assert one.notes == {"b": "theirs again", "c": None}


def test_a_row_removed_there_and_changed_here_is_a_conflict(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.remove("a")
    one.write("a", "ours")
    assert one.load(two.save(), Side.STORE).sentence == "1 newer here and kept."
    assert one.load(two.save()).sentence == "1 newer here and kept."
    assert one.notes["a"] == "ours"


def test_what_was_kept_here_at_the_last_load_is_not_reverted_by_the_next(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    one.write("a", "ours")
    two.write("b", "theirs")
    one.load(two.save())
    two.write("c", "more")  # and has never seen what was written on a
    assert one.load(two.save()).sentence == "1 changed, 1 newer here and kept."
    assert one.notes == {"a": "ours", "b": "theirs", "c": "more"}


def test_a_change_there_after_the_last_load_is_a_change_and_no_conflict(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    for note in ("first", "second"):
        two.write("a", note)
        assert one.load(two.save()).sentence == "1 changed."
    assert one.notes["a"] == "second"


def test_an_older_package_of_a_store_brings_nothing_back(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.write("a", "first")
    older = two.save()
    two.write("a", "second")
    one.load(two.save())
    assert one.load(older).sentence == "1 newer here and kept."
    one.write("a", "third")
    assert one.load(older).sentence == "1 newer here and kept."
    assert one.load(two.save()).sentence == "1 newer here and kept."
    assert one.notes["a"] == "third"


def test_two_stores_that_began_with_one_package_share_it(desks: Desks) -> None:
    one, two, three = desks
    given = one.save()
    two.load(given)
    three.load(given)
    two.write("a", "two")
    two.remove("c")
    three.write("b", "three")
    assert three.load(two.save()).sentence == "1 changed, 1 removed, 1 newer here and kept."
    assert three.notes == {"a": "two", "b": "three"}


def test_what_a_third_store_passed_on_comes_back_without_a_conflict(desks: Desks) -> None:
    one, two, three = desks
    two.load(one.save())
    two.write("a", "two")
    three.load(two.save())
    three.write("b", "three")
    one.write("c", "one")
    assert one.load(three.save()).sentence == "2 changed, 1 newer here and kept."
    assert one.notes == {"a": "two", "b": "three", "c": "one"}


def test_a_package_edited_by_hand_is_based_on_what_it_was_and_two_of_them_do_not_undo_each_other(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    given = two.save()

    def by_hand(code: str, note: str) -> Package:
        rows = [{**row, "note": note} if row["code"] == code else row for row in given.rows["party"]]
        return Package(given.negotiation, {**given.rows, "party": rows}, origin=given.origin, edited=True)

    assert one.load(by_hand("a", "first hand")).sentence == "1 changed."
    assert one.load(by_hand("b", "second hand")).sentence == "1 changed, 1 newer here and kept."
    assert one.notes == {"a": "first hand", "b": "second hand", "c": None}


def a_part(desk: Desk, code: str, whole: str) -> None:
    """Add a party that is part of another."""
    row = {"code": code, "name": code, "short_name": code, "role": "faction", "part_of": whole}
    edits.set_row(desk.store, desk.case, "party", row, seen=None, by=PARLEY)


@pytest.fixture
def by_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make of every row a part of its own."""
    monkeypatch.setattr(spool, "AT_ONCE", 1)


@pytest.mark.usefixtures("by_ones")
def test_what_the_other_store_removed_stays_where_a_row_here_refers_to_it(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    for code in "bc":
        two.remove(code)
    a_part(one, "d", "c")
    assert one.load(two.save()).sentence == "1 removed, 2 newer here and kept."
    assert set(one.notes) == {"a", "c", "d"}


@pytest.mark.usefixtures("by_ones")
def test_what_refers_to_a_row_that_was_removed_here_is_in_conflict_with_that_and_so_on(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    for code, whole in ("da", "ed", "fb"):
        a_part(two, code, whole)
    one.remove("a")
    with pytest.raises(InConflict, match="^1 new, 3 in conflict"):
        one.load(two.save())
    assert one.load(two.save(), Side.PACKAGE).sentence == "4 new."
    assert set(one.notes) == set("abcdef")


def test_a_package_tells_of_this_store_and_of_those_it_knows(desks: Desks) -> None:
    one, two, three = desks
    first = one.save().origin
    assert first is not None
    two.load(one.save())
    two.write("a", "theirs")
    second = two.save().origin
    assert second is not None and second.version == 2
    assert second.known == {first.store: 1}
    three.load(two.save())
    third = three.save().origin
    assert third is not None and third.known == {first.store: 1, second.store: 2}


def test_a_package_saved_at_an_earlier_version_says_that_version(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.write("a", "theirs")
    earlier = history.at(two.store, two.case, 1)
    now = origins.origin(two.store, two.case)
    assert origins.origin(earlier, two.case) == Origin(now.store, 1, now.known)
    earlier.close()


def test_what_is_known_of_other_stores_is_kept_where_a_load_writes_nothing_too(desks: Desks) -> None:
    one, two, _ = desks
    two.load(one.save())
    two.write("a", "same")
    one.write("a", "same")
    given = two.save()
    assert one.load(given).sentence == "Nothing changes; 3 rows are the same."
    assert given.origin is not None
    assert origins.origin(one.store, one.case).known == {given.origin.store: 2}


def test_a_store_restored_from_before_it_saved_a_package_shares_nothing_by_that(desks: Desks) -> None:
    one, two, _ = desks
    origin = origins.origin(one.store, one.case)
    later = Origin("elsewhere", 5, {origin.store: 99})
    rows = {"party": [row for row in one.save().rows["party"] if row["code"] != "c"]}
    done = one.load(Package(one.save().negotiation, rows, origin=later))
    assert done.sentence == "1 here only and left alone."
    assert not done.base_known


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.sampled_from("abcd")),
        st.tuples(st.just("write"), st.integers(0, 2), st.sampled_from("abcd")),
        st.tuples(st.just("remove"), st.integers(0, 2), st.sampled_from("abcd")),
        st.tuples(st.just("carry"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("carry"), st.integers(0, 2), st.integers(0, 2)),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=15)
@given(steps=STEPS)
def test_no_load_overwrites_what_the_package_had_not_seen(
    stores: list[Store], steps: list[tuple[str, int, Any]]
) -> None:
    """
    Every note is a number that is written once, and each desk has a list of what it has seen.

    A load may put another state in the place of one here only where the package's store had seen that one.
    """
    case = f"case-{next(NUMBERS)}"
    all_desks = [Desk(store, case) for store in stores]
    begin(all_desks[0])
    first = all_desks[0].save()
    for desk in all_desks[1:]:
        desk.load(first)
    seen: list[dict[str, set[str | None]]] = [{code: {_state(desk, code)} for code in "abcd"} for desk in all_desks]
    for number, (what, at, which) in enumerate(steps):
        desk = all_desks[at]
        if what == "carry":
            other = all_desks[which]
            if other is desk:
                continue
            before = {code: _state(desk, code) for code in "abcd"}
            desk.load(other.save(), Side.STORE)
            for code in "abcd":
                if before[code] != _state(desk, code):
                    assert before[code] in seen[which][code], (code, before[code])
                seen[at][code] |= seen[which][code]
        else:
            if what == "write":
                desk.write(which, f"{number}")
            else:
                desk.remove(which)
            seen[at][which].add(_state(desk, which))


def _state(desk: Desk, code: str) -> str | None:
    """Return the note of a party; an absence counts as seen by whoever has seen the party before it."""
    notes = desk.notes
    return notes.get(code) if code in notes else "absent"


def test_a_saved_folder_read_again_is_the_package_that_the_store_describes(desks: Desks, tmp_path: Path) -> None:
    one, _, _ = desks
    assert package.read(cases.save(one.store, one.case, tmp_path / "toy")) == Package(
        one.save().negotiation,
        one.save().rows,
        {name: frozenset() for name in ("negotiation", *TABLES)},
        origins.origin(one.store, one.case),
        early={},
    )
