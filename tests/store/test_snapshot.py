"""A negotiation at one version: its clocks, and what becomes of a read when they move."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard.errors import Moved, NotFound
from dashboard.store import edits, history, reads, removing, stances
from dashboard.store.earlier import Earlier
from dashboard.store.engine import Store
from dashboard.store.snapshot import CLOCKED, Clocks, Snapshot, clocks, tables_of
from tests.people import ANA

Row = dict[str, Any]
Note = Callable[..., Row]


def now(store: Store, known_at: int | None = None) -> Clocks:
    with store.reading() as connection:
        return clocks(connection, "toy", known_at)


def taken(store: Store, known_at: int | None = None, **more: Any) -> Snapshot:
    earlier = None if known_at is None else Earlier(store, "toy", known_at).fetch
    return Snapshot(store, "toy", now(store, known_at), earlier=earlier, **more)


def change(store: Store, name: str, code: str, **values: Any) -> None:
    seen = reads.row(store, "toy", name, code)
    assert seen is not None
    edits.set_row(store, "toy", name, {**seen, **values}, seen=seen, by=ANA)


def moved(before: Clocks, after: Clocks) -> dict[str, int]:
    return {name: after.of[name] for name in CLOCKED if after.of[name] != before.of[name]}


def test_a_new_case_has_the_first_version_on_the_clocks_of_its_tables_and_none_on_the_empty(toy: Store) -> None:
    found = now(toy)
    assert found.version == 1
    assert found.of["negotiation"] == found.of["stance"] == 1
    assert found.of["annotation"] == found.of["coding"] == 0


def test_every_kind_of_edit_moves_the_clocks_of_the_tables_it_wrote_and_no_other(
    toy: Store, note: Note, fill: Callable[..., Any]
) -> None:
    seen = [now(toy)]

    def moves() -> dict[str, int]:
        seen.append(now(toy))
        return moved(seen[-2], seen[-1])

    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    assert moves() == {"annotation": 2}
    change(toy, "annotation", "n1", text="Again.")
    assert moves() == {"annotation": 3}
    change(toy, "stance", "s1", level="OPEN")
    assert moves() == {"stance": 4}
    history.undo(toy, "toy", 4, by=ANA)
    assert moves() == {"stance": 5}
    row = reads.row(toy, "toy", "annotation", "n1")
    assert row is not None
    edits.remove_row(toy, "toy", "annotation", seen=row, by=ANA)
    assert moves() == {"annotation": 6}
    fill(toy)
    assert moves() == {}, "a load that changed nothing"
    fill(toy, title="Toy talks, renamed")
    assert moves() == {"negotiation": 7}
    assert seen[-1].version == 7


def test_the_clocks_of_an_earlier_version_are_those_of_then(toy: Store, note: Note) -> None:
    then = [now(toy)]
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    then.append(now(toy))
    change(toy, "stance", "s1", level="OPEN")
    then.append(now(toy))
    assert [now(toy, version) for version in (1, 2, 3)] == then


@pytest.mark.parametrize("version", [0, 2])
def test_there_are_no_clocks_of_a_version_that_is_not_there(toy: Store, version: int) -> None:
    with pytest.raises(NotFound, match="toy has versions 1 to 1"):
        now(toy, version)


def test_there_are_no_clocks_of_a_negotiation_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="no negotiation 'toy'"):
        now(store)


def test_a_snapshot_reads_what_the_store_does_and_tells_from_which_tables(toy: Store) -> None:
    heard: list[str] = []
    shown = taken(toy, heard=heard.extend)
    pd.testing.assert_frame_equal(stances.stances(shown, "toy"), stances.stances(toy, "toy"))
    assert heard == ["source", "claim", "stance", "stance_claim"]
    assert reads.annotations(shown, "toy").empty, "of no row, too, one knows whether it moved"


def test_a_read_of_what_changed_since_is_refused_and_of_the_rest_is_not(toy: Store, note: Note) -> None:
    shown = taken(toy)
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    assert len(stances.stances(shown, "toy")) == 3
    with pytest.raises(Moved, match="was changed while it was read"):
        reads.annotations(shown, "toy")
    row = reads.row(toy, "toy", "annotation", "n1")
    assert row is not None
    edits.remove_row(toy, "toy", "annotation", seen=row, by=ANA)
    with pytest.raises(Moved):  # there is no row now, as there was none then; but there was one
        reads.annotations(shown, "toy")


def test_what_changes_between_the_clocks_and_the_rows_is_refused_in_the_statement_itself(
    toy: Store, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, fetch = taken(toy), toy.fetch

    def slow(*asked: Any) -> Any:
        edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
        return fetch(*asked)

    monkeypatch.setattr(toy, "fetch", slow)
    with pytest.raises(Moved):
        reads.annotations(shown, "toy")


def test_what_is_read_with_the_clocks_is_of_one_state(toy: Store, note: Note) -> None:
    with toy.reading() as connection:
        shown = Snapshot(toy, "toy", clocks(connection, "toy"))
        edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
        with shown.within(connection):
            assert reads.annotations(shown, "toy").empty


def test_an_earlier_version_reads_as_it_did_then_whatever_comes(toy: Store, note: Note) -> None:
    then = taken(toy)
    before = {name: reads.rows(then, "toy", name) for name in ("stance", "annotation", "party")}
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    change(toy, "stance", "s1", level="OPEN")
    earlier = taken(toy, 1)
    change(toy, "stance", "s2", level="OPEN")
    for name, rows in before.items():
        pd.testing.assert_frame_equal(reads.rows(earlier, "toy", name), rows)


def test_an_earlier_version_is_asked_of_the_history_only_for_tables_that_changed(toy: Store, note: Note) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    asked: list[int] = []

    def fetch(statement: Any, values: Any) -> Any:
        asked.append(1)
        return Earlier(toy, "toy", 1).fetch(statement, values)

    earlier = Snapshot(toy, "toy", now(toy, 1), earlier=fetch)
    assert len(stances.stances(earlier, "toy")) == 3 and asked == []
    assert reads.annotations(earlier, "toy").empty and asked == [1]


def test_the_tables_of_a_select_are_found_wherever_they_stand(toy: Store) -> None:
    asked: list[Any] = []

    class Listening(Store):
        def fetch(self, statement: Any, values: Any = None) -> Any:
            asked.append(statement)
            return []

    listening = Listening("sqlite://")
    stances.candidates(listening, "toy", [pd.Timestamp("2025-07-07").date()])
    reads.sources(listening, "toy")
    assert [tables_of(one) for one in asked] == [
        ["party", "term", "source", "claim", "stance", "stance_claim"],
        ["source", "alias", "delivery", "figure", "citation"],
    ]
    listening.close()


def test_no_clock_is_found_by_going_through_the_history(file: Store) -> None:
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(file.reader, "before_cursor_execute")
    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    now(file)
    now(file, 1)
    taken(file).fetch(sa.select(sa.literal(1)))
    told = [one for one in asked if "revision" in one[0]]
    assert len(told) == 4
    with file.reading() as connection:
        for statement, parameters in told:
            plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            of_revisions = [step for step in plan if "revision" in step]
            assert of_revisions and all(
                "row_table=?" in step or "version=? AND number=?" in step for step in of_revisions
            ), plan


def test_of_a_negotiation_that_was_removed_nothing_is_read_and_no_clock_comes_again(
    toy: Store, fill: Callable[..., Any]
) -> None:
    shown, before = taken(toy), now(toy)
    removing.remove(toy, "toy", version=1, by=ANA)
    for read in (stances.stances, reads.annotations):
        with pytest.raises(Moved):
            read(shown, "toy")
    fill(toy)
    after = now(toy)
    assert all(after.of[name] > before.of[name] for name in CLOCKED if before.of[name])
    with pytest.raises(Moved):
        stances.stances(shown, "toy")
    with pytest.raises(NotFound, match=f"toy has versions {after.version} to {after.version}"):
        now(toy, 1)
