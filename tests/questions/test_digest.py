"""What changed since a version: one line a thing, its net change, by cause, and a load that does not take the page."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.authors import PARLEY, Author
from dashboard.questions import digest
from dashboard.questions.edition import SHORT, Edition
from dashboard.questions.scope import Scope
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from dashboard.store.merging import Side
from tests.people import ANA, BEN
from tests.views import small_case
from tests.views.test_cold_pages import asking

STANCE = {"party": "b", "term": "aid", "precision": "day", "level": "ACCEPTS"}
CLAIM = {"source": "s1", "holder": "b", "term": "aid", "said_on": date(2025, 7, 5), "precision": "day"}
CLAIM |= {"summary": "It says yes.", "attribution": "on_record"}
Put = Callable[..., None]
BEFORE, LISTED = "What was recorded before", "is listed on the page History."


@pytest.fixture
def put(elsewhere: Store) -> Put:
    """Return a function that adds a row, or changes it, as an author does."""

    def write(table: str, code: str, by: Author = BEN, **values: Any) -> None:
        seen = reads.row(elsewhere, "toy", table, code)
        edits.set_row(elsewhere, "toy", table, {**(seen or {"code": code}), **values}, seen=seen, by=by)

    return write


def looked(store: Store, since: int = 1, reader: str = "", **most: int) -> digest.Digest:
    return digest.since(Scope(Edition(store, "toy"), date(2025, 8, 31)), str(since), reader, **most)


def lines(store: Store, since: int = 1, reader: str = "") -> list[tuple[str, str]]:
    told = looked(store, since, reader).by_cause()
    return [(str(cause), row.sentence) for cause, rows in told for row in rows]


def test_where_nothing_was_recorded_since_nothing_is_told(elsewhere: Store) -> None:
    found = looked(elsewhere)
    assert (len(found.changes), found.words, found.by_cause()) == (0, "0 things changed.", [])


def test_each_thing_is_told_under_what_it_comes_from(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", level="REJECTS")
    put("stance", "new", held_on=date(2025, 7, 5), **STANCE)
    put("stance", "late", held_on=date(2025, 6, 1), **STANCE)
    put("proposal", "p1", lapsed_on=date(2025, 8, 1))
    put("source", "s2", grade="B")
    assert lines(elsewhere) == [
        ("world", "Added the stance of B on Aid: since 5 July 2025; level accepts"),
        ("text", "Changed the text First text: off the table from 1 August 2025, where nothing stood"),
        ("coding", "Added the stance of B on Aid: since 1 June 2025; level accepts"),
        ("coding", "Changed the stance of A on Aid, 2 July 2025: level accepts → rejects"),
        ("source", "Changed the source Leaflet: grade D → B"),
    ]


def test_however_often_a_thing_was_changed_it_is_one_line_of_what_became_of_it(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", level="REJECTS")
    put("stance", "st1", level="OPEN", confidence="low")
    put("stance", "new", held_on=date(2025, 7, 5), **STANCE)
    put("stance", "new", level="OPEN")
    assert [words for _, words in lines(elsewhere)] == [
        "Added the stance of B on Aid: since 5 July 2025; level open",
        "Changed the stance of A on Aid, 2 July 2025: level accepts → open; confidence high → low",
    ]


def test_what_was_undone_or_came_and_went_says_nothing(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", level="REJECTS")
    history.undo(elsewhere, "toy", reads.version(elsewhere, "toy"), by=BEN)
    put("source", "s3", title="Third", grade="C")
    seen = reads.row(elsewhere, "toy", "source", "s3")
    assert seen is not None
    edits.remove_row(elsewhere, "toy", "source", seen=seen, by=BEN)
    assert lines(elsewhere) == []


def test_what_was_read_before_is_not_told_again(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", level="REJECTS")
    put("source", "s2", grade="B")
    assert lines(elsewhere, since=2) == [("source", "Changed the source Leaflet: grade D → B")]
    assert lines(elsewhere, since=3) == []


def test_a_reader_is_told_what_others_made_of_what_she_last_saw(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", by=ANA, level="REJECTS")
    put("source", "s2", by=ANA, grade="C")
    put("source", "s2", by=BEN, grade="B")
    put("stance", "new", by=ANA, held_on=date(2025, 7, 5), **STANCE)
    put("stance", "new", by=BEN, level="OPEN")
    assert lines(elsewhere, reader=ANA.code) == [
        ("coding", "Changed the stance of B on Aid, 5 July 2025: level accepts → open"),
        ("source", "Changed the source Leaflet: grade C → B"),
    ]
    # What he went over himself he has seen.
    assert lines(elsewhere, reader=BEN.code) == [
        ("coding", "Changed the stance of A on Aid, 2 July 2025: level accepts → rejects")
    ]
    # The same where the newest changes alone are looked through.
    assert [row.sentence for _, rows in looked(elsewhere, 1, ANA.code, most=4).by_cause() for row in rows] == [
        "Changed the stance of B on Aid, 5 July 2025: level accepts → open",
        "Changed the source Leaflet: grade C → B",
    ]


def test_once_another_s_change_of_a_reader_s_row_is_taken_back_nothing_is_told(elsewhere: Store, put: Put) -> None:
    put("stance", "new", by=ANA, held_on=date(2025, 7, 5), **STANCE)
    put("stance", "new", by=BEN, level="OPEN")
    for version, by in ((3, BEN), (2, ANA)):
        history.undo(elsewhere, "toy", version, by=by)
        assert lines(elsewhere, reader=ANA.code) == []


def test_what_another_put_behind_a_reader_s_own_new_stance_is_told(elsewhere: Store, put: Put) -> None:
    put("stance", "new", by=ANA, held_on=date(2025, 7, 5), **STANCE)
    put("stance_claim", "l9", by=BEN, stance="new", claim="c1")
    ((cause, sentence),) = lines(elsewhere, reader=ANA.code)
    assert cause == "source" and "as evidence for the stance of B on Aid" in sentence


def test_each_line_says_who_changed_the_thing_and_where_it_can_be_looked_at(elsewhere: Store, put: Put) -> None:
    put("stance", "st1", by=ANA, level="OPEN")
    put("stance", "st1", by=BEN, level="REJECTS")
    put("stage", "g1", count=6)
    put("source", "s2", grade="B")
    put("event", "e1", kind="domestic")
    put("term", "aid", scope="Food too.")
    found = {row.table: row for _, rows in looked(elsewhere).by_cause() for row in rows}
    assert (found["stance"].author, found["stance"].version) == ("Ana and Ben", 3)
    assert found["source"].author == "Ben"
    assert (found["stance"].party, found["stance"].term, found["stance"].day) == ("a", "aid", date(2025, 7, 2))
    assert found["stage"].proposal == "p1"
    assert (found["event"].mark, found["event"].day) == ("e1", date(2025, 7, 6))
    assert [found["term"].party, found["term"].proposal, found["term"].mark] == [None, None, None]
    assert "author" not in found


def test_two_new_stances_of_one_cell_are_both_news(elsewhere: Store, put: Put) -> None:
    for code, day in (("new", 6), ("newer", 8)):
        put("stance", code, held_on=date(2025, 7, day), **STANCE)
    assert [(cause, words.split("; ")[0][-11:]) for cause, words in lines(elsewhere)] == [
        ("world", "8 July 2025"),
        ("world", "6 July 2025"),
    ]


def test_what_is_gone_is_told_and_leads_nowhere(elsewhere: Store, put: Put) -> None:
    put("stance", "new", held_on=date(2025, 7, 5), **STANCE)
    seen = reads.row(elsewhere, "toy", "stance", "new")
    assert seen is not None
    edits.remove_row(elsewhere, "toy", "stance", seen=seen, by=BEN)
    ((_, (row,)),) = looked(elsewhere, since=2).by_cause()
    assert row.sentence.startswith("Removed the stance of B on Aid, ")
    assert [row.party, row.term, row.day] == [None, None, None]


def test_evidence_for_a_known_stance_is_one_line_of_a_source_that_leads_to_its_cell(elsewhere: Store, put: Put) -> None:
    put("claim", "c9", **CLAIM)
    put("stance_claim", "l9", stance="st3", claim="c9")
    ((cause, (row,)),) = looked(elsewhere).by_cause()
    assert (cause, row.party, row.term) == ("source", "b", "aid")
    assert row.sentence.startswith("Added the claim of 5 July 2025 about B on Aid: source Paper;")


def test_of_more_changes_than_are_looked_through_the_newest_are_told_and_how_many_there_are(
    elsewhere: Store, put: Put
) -> None:
    put("stance", "st1", level="REJECTS")
    put("source", "s2", grade="C")
    put("source", "s2", grade="B")
    put("stance", "new", held_on=date(2025, 7, 5), **STANCE)
    put("claim", "c9", **CLAIM)
    put("stance_claim", "l9", stance="new", claim="c9")
    found = looked(elsewhere, since=2, most=1)
    # The link is a part of the stance, which is new too: that is told in its place.
    assert [row.sentence for _, rows in found.by_cause() for row in rows] == [
        "Added the stance of B on Aid: since 5 July 2025; level accepts"
    ]
    assert found.words == f"1 thing changed in the newest 1 recorded change. {BEFORE}, from version 3 on, {LISTED}"
    assert looked(elsewhere, since=2, most=4).words.startswith("2 things changed in the newest 4 recorded changes. ")
    assert looked(elsewhere, since=2, most=5).words == "2 things changed."
    # From before the last two changes of one source: it begins as it was then, not as the newest change found it.
    words = [row.sentence for _, rows in looked(elsewhere, since=2, most=4).by_cause() for row in rows]
    assert words[-1] == "Changed the source Leaflet: grade D → B"


def test_however_much_changed_each_table_is_asked_but_a_few_times(elsewhere: Store, put: Put) -> None:
    for number in range(5):
        put("claim", f"c{number}", **CLAIM | {"proposal": "p1", "round": "r1"})
        put("stance", f"n{number}", held_on=date(2025, 7, 5), **STANCE)
        put("coding", f"k{number}", stance=f"n{number}", author="Ana")
        put("citation", f"i{number}", source="s1", event="e1")
    scope = Scope(Edition(elsewhere, "toy"), date(2025, 8, 31))
    with asking() as asked:
        digest.since(scope, "1", most=10)
    # What changed, how much and since what; then rows by code, a table at once, and the last day of the cells.
    assert 3 <= len(asked) <= 10
    tables = {table for one in asked for table in re.findall(r"FROM (\w+)", one)}
    assert tables & set(SHORT) <= {"party"}, "these were read; with the parties cells begin"


def test_what_was_recorded_from_a_day_on_is_what_came_after_its_midnight(elsewhere: Store, put: Put) -> None:
    put("source", "s2", grade="B")
    edition = Edition(elsewhere, "toy")
    newest = edition.made
    assert edition.version_before(newest) == 1
    assert edition.version_before(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    file = digest.file(edition, newest.date())
    assert (file.title, file.updated, file.negotiation) == ("Toy talks", newest, "toy")
    assert digest.file(edition, date(2999, 1, 1)).words == "0 things changed."


def test_what_a_case_held_when_it_came_into_the_store_is_not_told_as_if_it_happened_then(
    elsewhere: Store, put: Put
) -> None:
    put("source", "s2", grade="B")
    file = digest.file(Edition(elsewhere, "toy"), date(2000, 1, 1))
    rows = sum(map(len, small_case.ONE_OF_EVERYTHING.values()))
    assert file.words == f"The case was loaded, version 1: {rows} rows. Besides, 1 thing changed."
    assert [len(section.changes) for section in file.sections] == [1]
    edits.begin(elsewhere, {"code": "own", "title": "Own talks"}, {}, by=BEN)
    assert digest.file(Edition(elsewhere, "own"), date(2000, 1, 1)).words == "The case was begun, version 1."


@pytest.fixture
def merge(elsewhere: Store) -> Callable[..., None]:
    """Return a function that loads a package with more events, and what else is given."""

    def load(*numbers: int, **tables: list[dict[str, Any]]) -> None:
        known = small_case.ONE_OF_EVERYTHING["event"][0]
        events = [known] + [{**known, "code": f"m{n}", "title": f"Flood {n}"} for n in numbers]
        small_case.load(elsewhere, "toy", small_case.TOY, {"event": events, **tables}, Side.PACKAGE)

    return load


def test_a_load_of_more_than_is_looked_through_is_told_as_a_number_and_what_was_done_before_it_is_found(
    elsewhere: Store, put: Put, merge: Callable[..., None]
) -> None:
    put("source", "s2", grade="C")
    merge(*range(5), source=small_case.ONE_OF_EVERYTHING["source"])  # which has the grade that it had before
    put("stance", "st1", level="REJECTS")
    found = looked(elsewhere, most=4)
    assert found.words == "A package was loaded, version 3: 6 rows. Besides, 1 thing changed."
    assert [row.sentence for _, rows in found.by_cause() for row in rows] == [
        "Changed the stance of A on Aid, 2 July 2025: level accepts → rejects",
    ]
    assert looked(elsewhere, since=3, most=4).words == "1 thing changed."
    # Whoever loaded it is not told that she did.
    assert looked(elsewhere, reader=PARLEY.code, most=4).brought == ()


def test_a_load_that_is_looked_through_is_told_by_cause_and_a_file_names_a_few_and_counts_the_rest(
    elsewhere: Store, put: Put, merge: Callable[..., None]
) -> None:
    merge(*range(5))
    put("event", "e1", kind="domestic")
    ((cause, rows), (_, others)) = looked(elsewhere).by_cause()
    assert (cause, len(rows), len(others)) == ("world", 5, 1)
    happened, corrected = digest.file(Edition(elsewhere, "toy"), date(2000, 1, 1)).sections
    assert [row.sentence.split(":")[0] for row in happened.changes] == [f"Added the event Flood {n}" for n in (4, 3, 2)]
    assert happened.more == ["2 more came with the package of version 2."]
    assert (len(corrected.changes), corrected.more) == (1, [])


def test_of_many_loads_that_are_not_looked_through_the_oldest_are_among_the_changes_that_are_counted(
    elsewhere: Store, merge: Callable[..., None]
) -> None:
    for number in range(digest.MOST_LOADS + 1):
        merge(*range(3 * number + 3))
    found = looked(elsewhere, most=1)
    assert len(found.brought) == digest.MOST_LOADS
    assert found.words.endswith(f"rows. {BEFORE}, from version 2 on, {LISTED}")
