"""One use case is one transaction, one version and its revisions; what the analyst did not see is not overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard import spool
from dashboard.authors import Author
from dashboard.errors import Conflict, InUse, Invalid, NotFound
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from tests.people import ANA, BEN

Row = dict[str, Any]
Note = Callable[..., Row]
Everything = Callable[..., dict[str, dict[str, Row]]]


def seen(store: Store, name: str, code: str) -> Row:
    row = reads.row(store, "toy", name, code)
    assert row is not None
    return row


def save(store: Store, name: str, values: Row, before: Row | None = None, by: Author = ANA) -> None:
    edits.set_row(store, "toy", name, values, seen=before, by=by)


def test_a_new_row_raises_the_version_by_one_and_leaves_a_revision(toy: Store) -> None:
    save(toy, "party", {"code": "m", "name": "M", "short_name": "M", "role": "mediator"})
    assert reads.version(toy, "toy") == 2
    (revision,) = reads.revisions(toy, "toy", version=2).to_dict("records")
    assert (revision["number"], revision["author"], revision["action"]) == (1, "Ana", "Added")
    assert (revision["row_table"], revision["row_code"], revision["before"]) == ("party", "m", None)
    assert revision["after"]["role"] == "mediator" and revision["after"]["rank"] == 0


def test_a_changed_row_keeps_before_and_after(toy: Store) -> None:
    before = seen(toy, "party", "a")
    save(toy, "party", {**before, "name": "Republic of A"}, before)
    assert seen(toy, "party", "a") == {**before, "name": "Republic of A"}
    (revision,) = reads.revisions(toy, "toy", version=2).to_dict("records")
    assert (revision["before"]["name"], revision["after"]["name"]) == ("Country A", "Republic of A")


def test_a_form_sent_twice_saves_once(toy: Store, note: Note) -> None:
    save(toy, "annotation", note())
    save(toy, "annotation", note())
    assert reads.version(toy, "toy") == 2
    before = seen(toy, "annotation", "n1")
    for _ in range(2):
        save(toy, "annotation", {**before, "text": "Better."}, before)
    assert reads.version(toy, "toy") == 3
    for _ in range(2):
        edits.remove_row(toy, "toy", "annotation", seen={**before, "text": "Better."}, by=ANA)
    assert reads.version(toy, "toy") == 4


def test_saving_what_is_there_already_leaves_the_version(toy: Store) -> None:
    before = seen(toy, "party", "a")
    save(toy, "party", before, before)
    assert reads.version(toy, "toy") == 1
    assert len(reads.versions(toy, "toy")) == 1


def test_a_row_changed_by_another_is_a_conflict_with_both_and_nothing_is_written(
    toy: Store, everything: Everything
) -> None:
    before = seen(toy, "party", "a")
    save(toy, "party", {**before, "name": "Theirs"}, before, by=BEN)
    stood, version = everything(toy), reads.version(toy, "toy")
    with pytest.raises(Conflict) as refused:
        save(toy, "party", {**before, "name": "Mine"}, before)
    conflict = refused.value
    assert conflict.seen is not None and conflict.theirs is not None and conflict.mine is not None
    assert (conflict.seen["name"], conflict.theirs["name"], conflict.mine["name"]) == ("Country A", "Theirs", "Mine")
    assert (conflict.table, conflict.code) == ("party", "a")
    assert (everything(toy), reads.version(toy, "toy")) == (stood, version)
    save(toy, "party", {**before, "name": "Mine"}, dict(conflict.theirs))
    assert seen(toy, "party", "a")["name"] == "Mine"


def test_two_who_add_the_same_code_are_a_conflict(toy: Store, note: Note) -> None:
    save(toy, "annotation", note(text="Theirs."))
    with pytest.raises(Conflict) as refused:
        save(toy, "annotation", note(text="Mine."))
    assert refused.value.theirs is not None and refused.value.theirs["text"] == "Theirs."
    assert seen(toy, "annotation", "n1")["text"] == "Theirs."


def test_changing_a_row_that_another_removed_is_a_conflict_without_theirs(toy: Store, note: Note) -> None:
    save(toy, "annotation", note())
    before = seen(toy, "annotation", "n1")
    edits.remove_row(toy, "toy", "annotation", seen=before, by=BEN)
    with pytest.raises(Conflict) as refused:
        save(toy, "annotation", {**before, "text": "Mine."}, before)
    assert refused.value.theirs is None
    assert reads.row(toy, "toy", "annotation", "n1") is None


def test_removing_a_row_that_another_changed_is_a_conflict(toy: Store, note: Note) -> None:
    save(toy, "annotation", note())
    before = seen(toy, "annotation", "n1")
    save(toy, "annotation", {**before, "text": "Theirs."}, before, by=BEN)
    with pytest.raises(Conflict) as refused:
        edits.remove_row(toy, "toy", "annotation", seen=before, by=ANA)
    assert refused.value.mine is None
    assert seen(toy, "annotation", "n1")["text"] == "Theirs."


def test_a_reference_that_leads_nowhere_is_refused_by_column_and_code(toy: Store, everything: Everything) -> None:
    stood = everything(toy)
    before = seen(toy, "party", "f")
    with pytest.raises(Invalid) as refused:
        save(toy, "party", {**before, "part_of": "nobody"}, before)
    assert list(refused.value.problems) == ["part_of"]
    assert "'nobody'" in refused.value.problems["part_of"]
    assert (everything(toy), reads.version(toy, "toy")) == (stood, 1)


def test_a_reference_into_another_negotiation_leads_nowhere(toy: Store, fill: Callable[..., Any]) -> None:
    other = {"code": "z", "name": "Z", "short_name": "Z", "role": "observer"}
    fill(toy, {"party": [other]}, code="other")
    with pytest.raises(Invalid, match="part_of"):
        save(toy, "party", {"code": "y", "name": "Y", "short_name": "Y", "role": "faction", "part_of": "z"})


def test_a_row_that_others_refer_to_is_not_removed_and_the_refusal_says_who_refers(
    toy: Store, everything: Everything
) -> None:
    stood = everything(toy)
    with pytest.raises(InUse, match="stance s1 cannot be removed: stance_claim l_s1_A refers to it"):
        edits.remove_row(toy, "toy", "stance", seen=seen(toy, "stance", "s1"), by=ANA)
    assert (everything(toy), reads.version(toy, "toy")) == (stood, 1)
    edits.remove_row(toy, "toy", "stance_claim", seen=seen(toy, "stance_claim", "l_s1_A"), by=ANA)
    edits.remove_row(toy, "toy", "stance", seen=seen(toy, "stance", "s1"), by=ANA)
    assert reads.version(toy, "toy") == 3


def test_a_note_takes_its_replies_with_it_and_one_undo_brings_all_back(
    toy: Store, note: Note, everything: Everything
) -> None:
    save(toy, "annotation", note("n1"))
    save(toy, "annotation", note("n2") | {"reply_to": "n1"})
    save(toy, "annotation", note("n3") | {"reply_to": "n2"})
    save(toy, "annotation", note("n4"))
    stood = everything(toy)
    edits.remove_annotation(toy, "toy", seen=seen(toy, "annotation", "n1"), by=ANA)
    assert list(everything(toy)["annotation"]) == ["n4"]
    assert reads.version(toy, "toy") == 6
    assert len(reads.revisions(toy, "toy", version=6)) == 3
    history.undo(toy, "toy", 6, by=ANA)
    assert everything(toy) == stood
    assert reads.version(toy, "toy") == 7


@pytest.mark.parametrize(
    ("name", "values", "column"),
    [
        ("party", {"code": "y", "name": "Y", "short_name": "Y", "role": "king"}, "role"),
        ("party", {"code": "y", "name": "Y", "role": "observer"}, "short_name"),
        ("party", {"code": "y", "name": "Y", "short_name": "Y" * 41, "role": "observer"}, "short_name"),
        ("party", {"code": "a b", "name": "Y", "short_name": "Y", "role": "observer"}, "code"),
        ("party", {"code": "y", "name": "Y\0", "short_name": "Y", "role": "observer"}, "name"),
        ("party", {"code": "y", "name": "Y", "short_name": "Y", "role": "observer", "crown": 1}, "crown"),
        ("annotation", {"text": "  "}, "text"),
        ("annotation", {"term": None}, "term"),
    ],
)
def test_a_bad_value_is_refused_by_column_before_anything_is_written(
    file: Store, note: Note, name: str, values: Row, column: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save(file, name, {**note(), **values} if name == "annotation" else values)
    assert list(refused.value.problems) == [column]
    assert reads.version(file, "toy") == 1


@pytest.mark.parametrize("name", ["", "  ", "…", "-_-"])
def test_an_edit_by_nobody_is_refused(file: Store, note: Note, name: str) -> None:
    with pytest.raises(Invalid, match="give your name"):
        save(file, "annotation", note(), by=Author("x", name))
    assert reads.version(file, "toy") == 1


def test_an_author_is_known_from_the_first_note_on_and_only_once(toy: Store, note: Note) -> None:
    lee = Author("author_1", "أنا لي", "machine")
    save(toy, "annotation", note("n1") | {"author": lee.code}, by=lee)
    save(toy, "annotation", note("n2") | {"author": lee.code}, by=replace(lee, name="A. Lee"))
    (known,) = [row for row in reads.rows(toy, "toy", "author").to_dict("records") if row["code"] == lee.code]
    assert (known["name"], known["kind"]) == ("أنا لي", "machine")
    assert reads.revisions(toy, "toy", version=2)["row_table"].tolist() == ["author", "annotation"]


def test_whoever_changes_anything_is_known_by_name_and_so_is_nobody_who_changed_nothing(toy: Store) -> None:
    meena, muni = Author("author_1", "मीना"), Author("author_2", "मुनि")
    before = seen(toy, "party", "a")
    save(toy, "party", {**before, "name": "Republic of A"}, before, by=meena)
    save(toy, "party", seen(toy, "party", "a"), seen(toy, "party", "a"), by=muni)
    history.undo(toy, "toy", 2, by=muni)
    assert reads.versions(toy, "toy")["author"].tolist() == ["author_2", "author_1", "parley"]
    names = reads.rows(toy, "toy", "author").set_index("code")["name"]
    assert (names["author_1"], names["author_2"]) == ("मीना", "मुनि")
    assert "parley" not in names


def test_a_note_in_the_name_of_somebody_unknown_is_refused(toy: Store, note: Note) -> None:
    with pytest.raises(Invalid, match="there is no author 'Cem'"):
        save(toy, "annotation", note() | {"author": "Cem"}, by=ANA)


def test_a_negotiation_that_is_not_there_cannot_be_edited(store: Store, note: Note) -> None:
    with pytest.raises(NotFound, match="'toy'"):
        save(store, "annotation", note())
    with pytest.raises(NotFound, match="'toy'"):
        edits.remove_row(store, "toy", "annotation", seen=note(), by=ANA)


@pytest.mark.parametrize(
    ("table", "column", "code", "other", "circle"),
    [
        ("party", "part_of", "b", "b", "b → b"),  # a party of itself
        ("party", "part_of", "b", "f", "b → f → b"),  # whose wing it is
        ("proposal", "version_of", "p1", "p2", "p1 → p2 → p1"),
    ],
)
def test_a_row_does_not_lead_back_to_itself(
    toy: Store, table: str, column: str, code: str, other: str, circle: str
) -> None:
    before = seen(toy, table, code)
    with pytest.raises(Invalid) as refused:
        save(toy, table, {**before, column: other}, before)
    assert refused.value.problems == {column: f"leads round in a circle: {circle}"}
    assert seen(toy, table, code) == before and reads.version(toy, "toy") == 1


def test_a_long_chain_is_no_circle_until_its_ends_meet(toy: Store) -> None:
    usual = {"name": "P", "short_name": "P", "role": "faction"}
    above = None
    for number in range(30):
        save(toy, "party", {**usual, "code": f"x{number}", "part_of": above})
        above = f"x{number}"
    first = seen(toy, "party", "x0")
    with pytest.raises(Invalid, match="leads round in a circle: x0 → x29 → x28"):
        save(toy, "party", {**first, "part_of": "x29"}, first)
    save(toy, "party", {**first, "part_of": "a"}, first)
    assert seen(toy, "party", "x0")["part_of"] == "a"


@pytest.mark.parametrize("changed", [{"proposal": "p2"}, {"held_on": date(2025, 6, 30)}])
def test_an_answer_older_than_its_text_is_refused_and_nothing_is_written(toy: Store, changed: Row) -> None:
    before = seen(toy, "stance", "s2")  # an answer of 3 July to p1, of 1 July; p2 is of 10 July
    with pytest.raises(Invalid, match="cannot be one to a text that was tabled on") as refused:
        save(toy, "stance", {**before, **changed}, before)
    assert list(refused.value.problems) == ["answer"]
    assert (seen(toy, "stance", "s2"), reads.version(toy, "toy")) == (before, 1)
    save(toy, "stance", {**before, "held_on": date(2025, 7, 1)}, before)


def test_a_text_is_not_moved_to_after_an_answer_to_it(toy: Store) -> None:
    before = seen(toy, "proposal", "p1")
    with pytest.raises(Invalid, match="is after an answer to this text, of 2025-07-03") as refused:
        save(toy, "proposal", {**before, "tabled_on": date(2025, 7, 4)}, before)
    assert list(refused.value.problems) == ["tabled_on"]
    save(toy, "proposal", {**before, "tabled_on": date(2025, 7, 3)}, before)


def test_an_answer_of_an_earlier_format_hinders_no_edit_of_its_text_and_comes_back_by_undo(
    store: Store, fill: Callable[..., Any], rows_with: Callable[..., Any]
) -> None:
    rows = rows_with()
    rows["stance"] = [{**row, "held_on": date(2025, 6, 30)} if row["code"] == "s2" else row for row in rows["stance"]]
    fill(store, rows)
    text, early = seen(store, "proposal", "p1"), seen(store, "stance", "s2")
    save(store, "proposal", {**text, "tabled_on": date(2025, 7, 2)}, text)
    link = seen(store, "stance_claim", "l_s2_B")
    edits.remove_row(store, "toy", "stance_claim", seen=link, by=ANA)
    edits.remove_row(store, "toy", "stance", seen=early, by=ANA)
    history.undo(store, "toy", 4, by=ANA)
    assert seen(store, "stance", "s2") == early


def test_rows_and_revisions_are_handed_over_in_parts_and_all_of_them_arrive(
    store: Store, fill: Any, everything: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "AT_ONCE", 2)
    fill(store)
    found = reads.revisions(store, "toy", version=1, most=1000)
    assert sorted(found["number"]) == list(range(1, 1 + sum(map(len, everything(store).values())) + 1))
    assert history.strays(store, "toy") == []
