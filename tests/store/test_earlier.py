"""An earlier version read from the tables themselves: what every read gives, and what becomes of it meanwhile."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard import frames
from dashboard.errors import NotFound, ParleyError
from dashboard.store import claims, edits, history, note_days, notes, reads, removing, stances
from dashboard.store.earlier import Earlier
from dashboard.store.engine import Store
from tests.people import ANA

Note = Callable[..., dict[str, Any]]
LAST = date(2025, 8, 1)
READS: dict[str, Callable[[Any], Any]] = {
    **{name: lambda store, name=name: reads.rows(store, "toy", name) for name in frames.TABLE_FRAMES},  # type: ignore[misc]
    "own": lambda store: reads.own(store, "toy"),
    "candidates": lambda store: stances.candidates(store, "toy", [date(2025, 7, 2), LAST], min_grade="F"),
    "stances": lambda store: stances.stances(store, "toy", parties=["b"], newest=2),
    "levels": lambda store: stances.levels(store, "toy"),
    "evidence": lambda store: claims.evidence(store, "toy", most=2),
    "spoken": lambda store: claims.spoken(store, "toy"),
    "publishers": lambda store: claims.publishers(store, "toy"),
    "annotations": lambda store: reads.annotations(store, "toy", state="open"),
    "in cell": lambda store: notes.in_cell(store, "toy", "a", "aid", LAST),
    "placed": lambda store: note_days.placed(store, "toy", until=LAST),
    "counts": lambda store: {**reads.counts(store, "toy"), "revision": 0},
}


def change(store: Store, name: str, code: str, **values: Any) -> None:
    seen = reads.row(store, "toy", name, code)
    assert seen is not None
    edits.set_row(store, "toy", name, {**seen, **values}, seen=seen, by=ANA)


def plainly(found: Any) -> Any:
    """Return what a read gave so that the order of rows, which not every read promises, does not matter."""
    return sorted(map(repr, found.to_dict("records"))) if isinstance(found, pd.DataFrame) else found


def test_every_read_gives_of_an_earlier_version_what_it_gave_then(toy: Store, note: Note, fill: Any) -> None:
    edits.set_row(toy, "toy", "annotation", note("kept"), seen=None, by=ANA)
    edits.set_row(toy, "toy", "annotation", note("gone", stance="s1"), seen=None, by=ANA)
    then = {name: plainly(read(toy)) for name, read in READS.items()}
    fill(toy, code="other")
    change(toy, "stance", "s2", level="OPEN", held_on=date(2025, 7, 20), party="a")
    change(toy, "claim", "c_s1_A", attribution="reported", said_on=date(2025, 7, 3))
    change(toy, "source", "A", grade="F")
    change(toy, "party", "a", short_name="Rep. A")
    with edits.changing(toy, "toy", ANA, "Changed") as one:
        own = one.present("negotiation", "toy") or {}
        one.put("negotiation", {**own, "use_by_days": 3}, own)
    edits.remove_row(toy, "toy", "annotation", seen=reads.row(toy, "toy", "annotation", "gone") or {}, by=ANA)
    late = {"code": "late", "party": "a", "term": "aid", "held_on": LAST, "precision": "day", "level": "DEMANDS"}
    edits.set_row(toy, "toy", "stance", late, seen=None, by=ANA)
    earlier, copied = Earlier(toy, "toy", 3), history.at(toy, "toy", 3)
    for name, read in READS.items():
        assert plainly(read(earlier)) == then[name], name
        if name not in ("own", "counts"):
            assert plainly(read(copied)) == then[name], name
    assert then["stance"] != plainly(reads.rows(toy, "toy", "stance")), "it is another now"
    assert plainly(reads.rows(earlier, "other", "stance")) == plainly(reads.rows(toy, "other", "stance"))
    copied.close()


def test_what_is_changed_while_it_is_read_stays_as_it_was(toy: Store) -> None:
    change(toy, "stance", "s1", summary="Second.")
    earlier = Earlier(toy, "toy", 1)
    then = plainly(reads.rows(earlier, "toy", "stance"))
    change(toy, "stance", "s1", summary="Third.")
    change(toy, "stance", "s2", level="OPEN")
    change(toy, "party", "a", short_name="Rep. A")
    assert plainly(reads.rows(earlier, "toy", "stance")) == then
    assert "Rep. A" not in reads.rows(earlier, "toy", "party")["short_name"].tolist()


def test_nothing_of_it_reaches_the_store_and_two_versions_stand_side_by_side(toy: Store, note: Note) -> None:
    for text in ("First.", "Second.", "Third."):
        row = reads.row(toy, "toy", "annotation", "n1")
        edits.set_row(toy, "toy", "annotation", {**(row or note("n1")), "text": text}, seen=row, by=ANA)
    seen = [Earlier(toy, "toy", version) for version in (2, 3, 4)]
    for _ in range(2):
        assert [reads.annotations(one, "toy")["text"].tolist() for one in seen] == [["First."], ["Second."], ["Third."]]
    with toy.reading() as connection:
        found = sa.inspect(connection)
        assert not [name for name in (*found.get_table_names(), *found.get_view_names()) if "annotation_" in name]
    with pytest.raises((sa.exc.DBAPIError, ParleyError)):
        seen[0].fetch(sa.text("DELETE FROM stance RETURNING code"))


def test_of_a_negotiation_that_was_removed_nothing_is_read(toy: Store) -> None:
    earlier = Earlier(toy, "toy", 1)
    assert len(reads.rows(earlier, "toy", "party")) == 3
    removing.remove(toy, "toy", version=1, by=ANA)
    with pytest.raises(NotFound, match="'toy'"):
        reads.rows(earlier, "toy", "party")


def test_instants_and_flags_come_back_as_they_were(toy: Store, note: Note) -> None:
    written = datetime(2025, 7, 9, 12, 30, 15, 120, tzinfo=UTC)
    edits.set_row(toy, "toy", "annotation", note("n1") | {"written_at": written}, seen=None, by=ANA)
    change(toy, "annotation", "n1", text="Second.")
    change(toy, "party", "a", consent_required=False)
    earlier = Earlier(toy, "toy", 2)
    assert reads.annotations(earlier, "toy")["written_at"].tolist() == [pd.Timestamp(written)]
    assert reads.rows(earlier, "toy", "party").set_index("code")["consent_required"]["a"]
