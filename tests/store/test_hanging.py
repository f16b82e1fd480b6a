"""What goes with a row that is removed: told before, removed in one version, and brought back in one."""

from typing import Any

import pytest

from dashboard.errors import InUse, ParleyError
from dashboard.store import edits, hanging, history, reads
from dashboard.store.engine import Store
from tests.people import ANA

TABLES = ("proposal", "provision", "quantity", "stage", "delivery", "stance", "claim", "annotation", "alias")


def told(store: Store, table: str, code: str) -> tuple[set[str], set[str]]:
    """Return the codes of what goes with a row, and of what is emptied."""
    found = hanging.hanging(store, "toy", table, code)
    return {of for _, of in found.gone}, {of for _, of in found.emptied}


def rows(store: Store) -> dict[str, Any]:
    return {table: reads.rows(store, "toy", table).to_csv() for table in TABLES}


def remove(store: Store, table: str, code: str, with_it: hanging.Hanging) -> int:
    seen = reads.row(store, "toy", table, code)
    assert seen is not None
    return edits.remove_row(store, "toy", table, seen=seen, by=ANA, with_it=with_it)


@pytest.mark.parametrize(
    ("table", "code", "gone", "emptied"),
    [
        ("figure", "f1", set(), set()),
        ("provision", "p1.aid", {"q1", "g1", "dl1"}, set()),
        # Of the stance and the claim that answer the text, a level is left; an answer alone would need its text.
        ("round", "r1", {"r1.a", "ci1"}, {"p1"}),
        ("stance", "st1", {"l1", "cod"}, set()),
        ("term", "truce", {"p2.truce"}, set()),
    ],
)
def test_what_cannot_be_without_a_row_goes_with_it_and_what_only_names_it_stays(
    served: Store, table: str, code: str, gone: set[str], emptied: set[str]
) -> None:
    assert told(served, table, code) == (gone, emptied)


def test_all_of_it_is_one_version_and_one_undo_brings_it_back(served: Store) -> None:
    before = rows(served)
    version = remove(served, "proposal", "p1", hanging.hanging(served, "toy", "proposal", "p1"))
    left = {code for table in TABLES for code in reads.rows(served, "toy", table)["code"]}
    assert not left & {"p1", "p1.aid", "q1", "g1", "dl1", "al", "n2", "st2"}
    assert reads.row(served, "toy", "proposal", "p2")["version_of"] is None  # type: ignore[index]
    history.undo(served, "toy", version, by=ANA)
    assert rows(served) == before


def test_a_row_that_something_hangs_on_is_not_removed_alone(served: Store) -> None:
    with pytest.raises(InUse):
        remove(served, "provision", "p1.aid", hanging.Hanging())
    assert reads.row(served, "toy", "provision", "p1.aid") is not None


def test_what_was_changed_since_it_was_told_is_not_removed(served: Store) -> None:
    with_it = hanging.hanging(served, "toy", "provision", "p1.aid")
    seen = reads.row(served, "toy", "stage", "g1")
    assert seen is not None
    edits.set_row(served, "toy", "stage", {**seen, "count": 6.0}, seen=seen, by=ANA)
    with pytest.raises(ParleyError, match="was changed since"):
        remove(served, "provision", "p1.aid", with_it)
    assert reads.row(served, "toy", "provision", "p1.aid") is not None


def test_what_too_much_hangs_on_is_not_removed(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanging, "MOST", 2)
    with pytest.raises(ParleyError, match="More than 2 rows refer to this one"):
        hanging.hanging(served, "toy", "provision", "p1.aid")


def test_the_negotiation_itself_is_edited_as_any_row(served: Store) -> None:
    seen = reads.row(served, "toy", "negotiation", "toy")
    assert seen is not None
    version = edits.set_row(served, "toy", "negotiation", {**seen, "title": "Talks"}, seen=seen, by=ANA)
    now = reads.row(served, "toy", "negotiation", "toy")
    assert now == {**seen, "title": "Talks", "version": version}
    history.undo(served, "toy", version or 0, by=ANA)
    assert reads.titles(served)["toy"] == "Toy talks"
