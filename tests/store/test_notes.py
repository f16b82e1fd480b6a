"""Notes in the store: those on a place with all replies, who changed the words last, and replies in any number."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard import frames
from dashboard.inputs import validate
from dashboard.store import edits, history, note_days, notes, reads
from dashboard.store.engine import Store
from dashboard.store.rows import table
from tests.people import ANA, BEN

Note = Callable[..., dict[str, Any]]
Everything = Callable[..., dict[str, dict[str, Any]]]


def write(store: Store, *rows: dict[str, Any], by: Any = ANA) -> None:
    with edits.changing(store, "toy", by, "Added") as change:
        for row in rows:
            change.put("annotation", validate("annotation", {**row, "negotiation": "toy"}), None)


def change(store: Store, code: str, by: Any = BEN, **own: Any) -> None:
    seen = reads.row(store, "toy", "annotation", code)
    assert seen is not None
    edits.set_row(store, "toy", "annotation", {**seen, **own}, seen=seen, by=by)


def on(store: Store, *places: dict[str, list[str]], **asked: Any) -> list[str]:
    return notes.notes_on(store, "toy", *places, **asked)["code"].tolist()


def chain(note: Note, length: int) -> list[dict[str, Any]]:
    """Return so many notes, each a reply to the one before."""
    return [note(f"n{n}", day=date(2025, 7, 2)) | ({"reply_to": f"n{n - 1}"} if n else {}) for n in range(length)]


def test_the_notes_of_a_place_come_with_all_replies_wherever_these_hang(toy: Store, note: Note) -> None:
    write(toy, note("cell"), note("stance", stance="s2"), note("elsewhere", party="b", term="truce"))
    write(toy, note("reply", day=date(2025, 7, 2)) | {"reply_to": "cell"})
    write(toy, note("reply_to_it", day=date(2025, 7, 3)) | {"reply_to": "reply"})
    cell = {"party": ["a"], "term": ["aid"]}
    assert sorted(on(toy, cell)) == ["cell", "reply", "reply_to_it"]
    assert sorted(on(toy, cell, {"stance": ["s1", "s2"]})) == ["cell", "reply", "reply_to_it", "stance"]
    assert on(toy, {"stance": []}) == []


def test_an_old_note_of_a_place_is_found_after_any_number_of_newer_ones_elsewhere(toy: Store, note: Note) -> None:
    write(toy, note("old"))
    later = datetime(2025, 8, 1, tzinfo=UTC)
    write(toy, *(note(f"f{n}", proposal="p1") | {"written_at": later + timedelta(seconds=n)} for n in range(3)))
    assert "old" not in set(reads.annotations(toy, "toy", most=3)["code"])
    assert on(toy, {"party": ["a"], "term": ["aid"]}, most=3) == ["old"]


def test_every_note_of_a_cell_is_in_its_story_whatever_was_written_elsewhere(toy: Store, note: Note) -> None:
    write(toy, note("cell"), note("stance", stance="s1"), note("claim", claim="c_s1_A"), note("other", stance="s2"))
    write(toy, note("reply", day=date(2025, 7, 2)) | {"reply_to": "stance"})
    later = datetime(2025, 8, 1, tzinfo=UTC)
    write(toy, *(note(f"f{n}", proposal="p1") | {"written_at": later} for n in range(5)))

    def found(until: date, most: int) -> list[str]:
        return sorted(notes.in_cell(toy, "toy", "a", "aid", until, most=most)["code"])

    assert found(date(2025, 7, 2), 4) == ["cell", "claim", "reply", "stance"]
    assert found(date(2025, 7, 1), 4) == ["cell"], "nothing was said on the cell by then"
    assert len(found(date(2025, 7, 2), 2)) == 2


@pytest.mark.parametrize(
    ("on", "placed_on", "precision", "cell"),
    [
        ({"party": "a", "term": "aid"}, None, "day", ["a", "aid"]),
        ({"party": "a", "term": "aid", "day": date(2025, 7, 5)}, date(2025, 7, 5), "day", ["a", "aid"]),
        ({"stance": "s1"}, date(2025, 7, 2), "day", ["a", "aid"]),
        ({"claim": "c_s1_A"}, date(2025, 7, 2), "day", ["a", "aid"]),
        ({"stance": "s1", "day": date(2025, 7, 6)}, date(2025, 7, 6), "day", ["a", "aid"]),
        ({"round": "r1"}, date(2025, 7, 1), "day", [None, None]),
        ({"proposal": "p1"}, date(2025, 7, 1), "about", [None, None]),
        ({"provision": "p2.aid"}, date(2025, 7, 10), "day", [None, None]),
        ({"day": date(2025, 7, 4)}, date(2025, 7, 4), "day", [None, None]),
    ],
)
def test_a_note_stands_on_its_own_day_or_on_that_of_what_it_is_on(
    toy: Store, note: Note, on: dict[str, Any], placed_on: date | None, precision: str, cell: list[str | None]
) -> None:
    seen = reads.row(toy, "toy", "proposal", "p1")
    assert seen is not None
    edits.set_row(toy, "toy", "proposal", {**seen, "precision": "about"}, seen=seen, by=ANA)
    write(toy, note("n1", **on))
    (row,) = frames.PLACED_NOTES.rows(note_days.placed(toy, "toy", until=date(2025, 7, 31)))
    assert (row.placed_on, row.precision, [row.party, row.term]) == (placed_on, precision, cell)
    if placed_on is not None:
        assert note_days.placed(toy, "toy", until=placed_on - timedelta(days=1)).empty
        assert note_days.by_day(toy, "toy", until=placed_on).to_numpy().tolist() == [[pd.Timestamp(placed_on), 1]]


def test_notes_are_placed_after_the_filter_and_counted_before_the_limit(toy: Store, note: Note) -> None:
    write(toy, note("old"), note("on_text", proposal="p1"))
    later = datetime(2025, 8, 1, tzinfo=UTC)
    write(toy, *(note(f"f{n}", proposal="p1") | {"written_at": later} for n in range(3)))

    def found(**asked: Any) -> tuple[list[str], list[int]]:
        placed = note_days.placed(toy, "toy", until=date(2025, 7, 31), **asked)
        return placed["code"].tolist(), placed["total"].unique().tolist()

    assert found(parties=["a"], terms=["aid"], most=2) == (["old"], [1])
    assert found(most=2) == (["f0", "f1"], [5])
    assert found(parties=["b"]) == ([], [])
    assert note_days.by_day(toy, "toy", until=date(2025, 7, 31))["n"].tolist() == [4], "the one of no day is none"


def test_notes_are_counted_under_every_filter_and_by_author(toy: Store, note: Note) -> None:
    write(toy, note("n1"), note("n2", proposal="p1") | {"author": "Ben", "tags": "b"})
    counted = [
        reads.count_annotations(toy, "toy", **one) for one in ({}, {"tag": "b"}, {"author": "Ana"}, {"on": "day"})
    ]
    assert counted == [2, 1, 1, 0]
    assert notes.writers(toy, "toy") == {"Ana": 1, "Ben": 1}


def test_a_reply_is_found_in_the_state_of_its_thread(toy: Store, note: Note) -> None:
    write(toy, note("n1") | {"state": "resolved"}, note("n2"))
    write(toy, note("a1") | {"reply_to": "n1", "state": "open"}, note("a2") | {"reply_to": "n2", "state": "resolved"})

    def found(state: str) -> set[str]:
        return set(reads.annotations(toy, "toy", state=state)["code"])

    assert (found("resolved"), found("open")) == ({"n1", "a1"}, {"n2", "a2"})


@pytest.mark.parametrize(
    ("kind", "code"), [("cell", "on_cell"), ("proposal", "on_proposal"), ("day", "on_day"), ("event", None)]
)
def test_notes_are_found_by_what_they_hang_on(toy: Store, note: Note, kind: str, code: str | None) -> None:
    write(toy, note("on_cell"), note("on_proposal", proposal="p1"), note("on_day", day=date(2025, 7, 2)))
    assert reads.annotations(toy, "toy", on=kind)["code"].tolist() == ([code] if code else [])


def test_who_last_changed_the_words_of_a_note_is_found_and_other_changes_are_none(toy: Store, note: Note) -> None:
    write(toy, note("n1"), note("n2"), note("n3"))
    change(toy, "n1", text="By Ben.")
    change(toy, "n1", state="resolved", by=ANA)
    change(toy, "n2", tags="b")
    now = reads.version(toy, "toy")
    (found,) = notes.note_changes(toy, "toy", ["n1", "n2", "n3"], now).to_dict("records")
    assert (found["code"], found["author"]) == ("n1", "Ben")
    assert notes.note_changes(toy, "toy", ["n1"], 2).empty  # before Ben
    change(toy, "n1", text="By Ana again.", by=ANA)
    assert notes.note_changes(toy, "toy", ["n1"], now + 1)["author"].tolist() == ["Ana"]
    assert notes.note_changes(toy, "toy", [], now).empty


def test_tags_in_use_are_each_listed_once(toy: Store, note: Note) -> None:
    assert notes.tags(toy, "toy") == []
    write(toy, note("n1") | {"tags": "b, Aid"}, note("n2") | {"tags": "aid; état"}, note("n3"))
    assert notes.tags(toy, "toy") == ["aid", "b", "état"]


def test_a_chain_of_more_replies_than_functions_may_call_one_another_is_removed_whole_and_one_undo_brings_it_back(
    file: Store, note: Note, everything: Everything, shallow: int
) -> None:
    most = shallow + 100
    write(file, *chain(note, most))
    stood = everything(file)
    first = stood["annotation"]["n0"]
    edits.remove_annotation(file, "toy", seen=first, by=ANA)
    assert "annotation" not in everything(file)
    assert len(reads.revisions(file, "toy", version=3, most=5000)) == most
    history.undo(file, "toy", 3, by=ANA)
    assert everything(file) == stood


def test_a_circle_of_replies_is_removed_and_read_without_end(toy: Store, note: Note) -> None:
    write(toy, *chain(note, 3))
    columns = table("annotation").c
    with toy.writing() as connection:  # no edit makes a circle; a damaged store may hold one
        connection.execute(sa.update(table("annotation")).where(columns.code == "n0").values(reply_to="n2"))
    seen = reads.row(toy, "toy", "annotation", "n1")
    assert seen is not None
    edits.remove_annotation(toy, "toy", seen=seen, by=ANA)
    assert reads.annotations(toy, "toy").empty
