"""What stands twice, made one: rows are merged with all that refers to them, tags are renamed on every note."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.errors import InUse, Invalid, NotFound, ParleyError
from dashboard.inputs import validate
from dashboard.store import edits, history, joining, reads
from dashboard.store.engine import Store
from dashboard.store.joining import Joining
from tests.people import ANA
from tests.views.small_case import WRITTEN_AT

Everything = Callable[..., Any]


def add(store: Store, table: str, code: str, **row: Any) -> None:
    edits.set_row(store, "toy", table, {"code": code, **row}, seen=None, by=ANA)


def told(store: Store, table: str, code: str, into: str) -> tuple[set[str], set[str], list[tuple[str, str]]]:
    """Return the codes of what moves, of what goes, and of what clashes."""
    found = joining.joining(store, "toy", table, code, into)
    return {of for _, of in found.moved}, {of for _, of in found.gone}, [(a, b) for (_, a), (_, b) in found.clashing]


def join(store: Store, table: str, code: str, into: str, told: Joining | None = None) -> int:
    seen = reads.row(store, "toy", table, code)
    assert seen is not None
    told = told or joining.joining(store, "toy", table, code, into)
    return joining.join(store, "toy", table, seen=seen, into=into, by=ANA, told=told)


def row(store: Store, table: str, code: str) -> dict[str, Any]:
    found = reads.row(store, "toy", table, code)
    assert found is not None
    return found


def without_authors(rows: dict[str, Any]) -> dict[str, Any]:
    """Return rows without the authors: who has written once stays known."""
    return {table: some for table, some in rows.items() if table != "author"}


@pytest.mark.parametrize(
    ("table", "code", "into", "moved"),
    [
        ("party", "f", "a", set()),
        ("party", "b", "a", {"c2", "c3", "st2", "st3", "f"}),
        ("party", "a", "b", {"r1.a", "p1.a", "c1", "st1", "e1.a", "n1"}),
        ("term", "truce", "whole", {"p2.truce"}),
        ("source", "s2", "s1", {"c3"}),
        ("source", "s1", "s2", {"dl1", "c1", "c2", "f1", "ci1"}),
    ],
)
def test_whatever_refers_to_a_row_refers_to_the_other_and_the_row_is_gone(
    served: Store, table: str, code: str, into: str, moved: set[str]
) -> None:
    assert told(served, table, code, into) == (moved, set(), [])
    join(served, table, code, into)
    assert reads.row(served, "toy", table, code) is None
    assert history.strays(served, "toy") == []


def test_it_is_one_version_and_one_undo_parts_them_again(served: Store, everything: Everything) -> None:
    before, version = without_authors(everything(served)), reads.version(served, "toy")
    assert join(served, "party", "b", "a") == version + 1 == reads.version(served, "toy")
    assert {row(served, "stance", code)["party"] for code in ("st1", "st2", "st3")} == {"a"}
    history.undo(served, "toy", version + 1, by=ANA)
    assert without_authors(everything(served)) == before


def test_a_party_merged_into_its_own_part_is_part_of_nothing(served: Store) -> None:
    join(served, "party", "b", "f")
    assert row(served, "party", "f")["part_of"] is None
    assert row(served, "stance", "st2")["party"] == "f"


def test_a_part_between_the_two_would_lead_round_in_a_circle_and_that_is_refused(served: Store) -> None:
    own = {"short_name": "G", "role": "faction"}
    add(served, "party", "g", name="Group of the wing", part_of="f", **own)
    with pytest.raises(Invalid, match="leads round in a circle"):
        join(served, "party", "b", "g")
    assert reads.row(served, "toy", "party", "b") is not None


def test_two_rows_for_which_there_is_one_place_become_one_where_nothing_is_lost(served: Store) -> None:
    add(served, "proposal_party", "p1.b", proposal="p1", party="b")  # neither tabled it nor anything else
    assert told(served, "party", "b", "a")[1:] == ({"p1.b"}, [])
    join(served, "party", "b", "a")
    assert row(served, "proposal_party", "p1.a")["tabled"]
    assert reads.row(served, "toy", "proposal_party", "p1.b") is None


def test_of_two_that_each_say_something_one_has_to_be_changed_first(served: Store, everything: Everything) -> None:
    add(served, "proposal_party", "p1.b", proposal="p1", party="b", reaction="welcomed")
    assert told(served, "party", "b", "a")[2] == [("p1.b", "p1.a")]
    assert told(served, "term", "aid", "truce")[2] == [("p2.aid", "p2.truce")]
    before = everything(served)
    with pytest.raises(InUse, match=r"proposal_party p1\.b and proposal_party p1\.a cannot stand beside each other"):
        join(served, "party", "b", "a")
    assert everything(served) == before


def test_a_provision_of_the_same_words_stays_where_numbers_hang_on_it(served: Store) -> None:
    same = {"proposal": "p1", "summary": "Sixty lorries a day."}
    add(served, "provision", "p1.truce", term="truce", **same)
    assert told(served, "term", "truce", "aid")[1:] == ({"p1.truce"}, [("p2.truce", "p2.aid")])
    add(served, "quantity", "q2", provision="p1.truce", measure="days", low=10, high=10, unit="days")
    assert told(served, "term", "truce", "aid")[1:] == (set(), [("p1.truce", "p1.aid"), ("p2.truce", "p2.aid")])


def test_the_same_citation_of_a_doubled_source_is_one(served: Store) -> None:
    add(served, "citation", "ci2", source="s2", round="r1")
    add(served, "citation", "ci3", source="s2", proposal="p1")
    assert told(served, "source", "s2", "s1") == ({"c3", "ci3"}, {"ci2"}, [])
    join(served, "source", "s2", "s1")
    assert set(reads.rows(served, "toy", "citation")["code"]) == {"ci1", "ci3"}


def test_who_spoke_for_another_speaks_for_itself_when_these_two_are_one(served: Store) -> None:
    seen = row(served, "claim", "c2")
    edits.set_row(served, "toy", "claim", {**seen, "speaker_party": "f"}, seen=seen, by=ANA)
    join(served, "party", "f", "b")
    after = row(served, "claim", "c2")
    assert (after["holder"], after["speaker_party"], after["speaker_is_holder"]) == ("b", "b", True)


def test_what_was_changed_since_it_was_told_is_not_merged(served: Store) -> None:
    with_it = joining.joining(served, "toy", "source", "s2", "s1")
    seen = row(served, "claim", "c3")
    edits.set_row(served, "toy", "claim", {**seen, "summary": "It will not talk."}, seen=seen, by=ANA)
    with pytest.raises(ParleyError, match="was changed since"):
        join(served, "source", "s2", "s1", with_it)
    assert row(served, "claim", "c3")["source"] == "s2"


@pytest.mark.parametrize(("code", "into"), [("s1", "s1"), ("s1", "gone"), ("gone", "s1")])
def test_a_row_is_merged_into_another_that_is_there(served: Store, code: str, into: str) -> None:
    with pytest.raises(NotFound, match="not two sources"):
        joining.joining(served, "toy", "source", code, into)


def test_what_too_much_refers_to_is_not_merged(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST", 5)
    assert len(joining.joining(served, "toy", "party", "b", "a").moved) == 5
    monkeypatch.setattr(joining, "MOST", 4)
    with pytest.raises(ParleyError, match="More than 4 rows refer to this one"):
        joining.joining(served, "toy", "party", "b", "a")


def tagged(store: Store, **tags: str) -> None:
    """Write notes with these tags, by code."""
    with edits.changing(store, "toy", ANA, "Added") as change:
        for code, own in tags.items():
            own_row = {"negotiation": "toy", "code": code, "author": "Ana", "written_at": WRITTEN_AT, "text": code}
            on = {"state": "open", "day": WRITTEN_AT.date(), "tags": own}
            change.put("annotation", validate("annotation", {**own_row, **on}), None)


def tags_of(store: Store) -> dict[str, str]:
    return {code: row(store, "annotation", code)["tags"] for code in ("n1", "x", "y")}


@pytest.mark.parametrize(
    ("tag", "new", "becomes"),
    [
        ("to check", "Checked", {"n1": "checked", "x": "checked; aïd", "y": "maps"}),
        # Letters are compared without marks, case and hyphens: two spellings are one tag, and both are renamed.
        ("TO-CHECK", "checked", {"n1": "checked", "x": "checked; aïd", "y": "maps"}),
        ("to check", "to-check", {"n1": "to-check", "x": "to-check; aïd", "y": "maps"}),
        # Another's name makes them one, spelled as that, once on each note.
        ("to check", "aid", {"n1": "aïd", "x": "aïd", "y": "maps"}),
        ("maps", "to check", {"n1": "to check", "x": "to-check; aïd", "y": "to check"}),
    ],
)
def test_a_tag_is_renamed_on_every_note_in_one_version(
    served: Store, tag: str, new: str, becomes: dict[str, str]
) -> None:
    tagged(served, x="to-check; aïd", y="maps")
    before, version = tags_of(served), reads.version(served, "toy")
    assert joining.rename_tag(served, "toy", tag, new, by=ANA) == version + 1
    assert tags_of(served) == becomes
    history.undo(served, "toy", version + 1, by=ANA)
    assert tags_of(served) == before


def test_a_tag_that_no_note_has_and_one_that_is_called_so_make_no_version(served: Store) -> None:
    assert joining.rename_tag(served, "toy", "moon", "sun", by=ANA) is None
    assert joining.rename_tag(served, "toy", "to check", "To check", by=ANA) is None
    assert reads.version(served, "toy") == 1


@pytest.mark.parametrize("new", ["", " ; ", "one; two", "one، two"])
def test_a_tag_is_renamed_to_one_tag(served: Store, new: str) -> None:
    with pytest.raises(ParleyError, match="Write one tag"):
        joining.rename_tag(served, "toy", "to check", new, by=ANA)
