"""Reads give frames of their contracts, on a store with everything and on one with nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.authors import Author
from dashboard.errors import NotFound
from dashboard.models import TABLES
from dashboard.store import claims, edits, history, reads, stances
from dashboard.store.engine import Store
from tests.people import ANA, BEN, BO

Row = dict[str, Any]
Note = Callable[..., Row]
READS: dict[str, tuple[frames.Contract, Callable[[Store], pd.DataFrame]]] = {
    **{
        name: (contract, lambda store, name=name: reads.rows(store, "toy", name))  # type: ignore[misc]
        for name, contract in frames.TABLE_FRAMES.items()
    },
    "negotiations": (frames.NEGOTIATIONS, reads.negotiations),
    "candidates": (frames.CANDIDATES, lambda store: stances.candidates(store, "toy", [date(2025, 8, 1)])),
    "stances": (frames.GRADED_STANCES, lambda store: stances.stances(store, "toy")),
    "evidence": (frames.EVIDENCE, lambda store: claims.evidence(store, "toy")),
    "annotations": (frames.ANNOTATIONS, lambda store: reads.annotations(store, "toy", search="x")),
    "revisions": (frames.REVISIONS, lambda store: reads.revisions(store, "toy")),
    "versions": (frames.VERSIONS, lambda store: reads.versions(store, "toy")),
}


def write(store: Store, *notes: Row, by: Author = ANA) -> None:
    for one in notes:
        edits.set_row(store, "toy", "annotation", one, seen=None, by=by)


def test_every_read_of_an_empty_negotiation_is_an_empty_frame_of_its_contract(store: Store, fill: Any) -> None:
    fill(store, {}, code="toy")
    for name, (contract, read) in READS.items():
        found = contract.check(read(store))
        assert list(found.columns) == list(contract.columns), name
        # The load that made the negotiation is one version with one revision.
        assert len(found) == (1 if name in ("negotiations", "revisions", "versions") else 0), name
    assert reads.counts(store, "toy") == dict.fromkeys(TABLES, 0) | {"revision": 1}
    assert reads.row(store, "toy", "party", "a") is None


def test_every_read_of_a_case_is_a_frame_of_its_contract_now_and_at_an_earlier_version(toy: Store, note: Note) -> None:
    write(toy, note(text="x"))
    earlier = history.at(toy, "toy", 1)
    for name, (contract, read) in READS.items():
        assert list(contract.check(read(toy)).columns) == list(contract.columns), name
        contract.check(read(earlier))
    assert reads.annotations(earlier, "toy").empty
    earlier.close()


def test_a_store_without_negotiations_says_which_one_is_missing(store: Store) -> None:
    assert reads.negotiations(store).empty
    with pytest.raises(NotFound, match="no negotiation 'toy'"):
        reads.version(store, "toy")


def test_rows_come_by_rank_and_then_by_code(toy: Store) -> None:
    assert reads.rows(toy, "toy", "party")["code"].tolist() == ["a", "b", "f"]
    first = {"code": "z", "name": "Z", "short_name": "Z", "role": "observer", "rank": 0}
    edits.set_row(toy, "toy", "party", first, seen=None, by=ANA)
    assert reads.rows(toy, "toy", "party")["code"].tolist() == ["z", "a", "b", "f"]
    assert reads.rows(toy, "toy", "source")["code"].tolist() == list("ABCDEF")


def test_a_row_read_for_editing_has_days_as_dates_and_instants_in_utc(toy: Store, note: Note) -> None:
    write(toy, note())
    row = reads.row(toy, "toy", "annotation", "n1")
    assert row is not None
    assert row["written_at"] == datetime(2025, 7, 9, 12, 0, 0, 120, tzinfo=UTC)
    assert row["written_at"].tzinfo is UTC
    assert (reads.row(toy, "toy", "stance", "s1") or {})["held_on"] == date(2025, 7, 2)


def test_stances_are_filtered_by_grade_day_party_and_term(toy: Store) -> None:
    def codes(**filters: Any) -> list[str]:
        return stances.stances(toy, "toy", **filters)["code"].tolist()

    assert codes() == ["s1", "s2", "s3"]
    assert codes(min_grade="B") == ["s1", "s2"]
    assert codes(until=date(2025, 7, 3)) == ["s1", "s2"]
    assert codes(until=date(2025, 7, 2)) == ["s1"]
    assert codes(parties=["b"]) == ["s2", "s3"]
    assert codes(terms=["truce"]) == []
    assert codes(min_confidence="high") == []


def test_a_stance_counts_by_its_best_source_and_one_without_claims_passes_no_filter(
    store: Store, fill: Any, rows_with: Any
) -> None:
    one = {"party": "a", "term": "aid", "held_on": date(2025, 7, 2), "level": "OPEN"}
    fill(store, rows_with([{**one, "code": "s1", "grade": "CAF"}, {**one, "code": "s2", "grade": ""}]))
    found = stances.stances(store, "toy")
    assert found[["code", "claims", "source_grade"]].values.tolist() == [["s1", 3, "A"]]


def test_evidence_is_newest_first_with_its_source_and_stance(toy: Store) -> None:
    found = claims.evidence(toy, "toy")
    assert found[["code", "stance", "source_title", "source_grade"]].values.tolist() == [
        ["c_s3_C", "s3", "Paper C", "C"],
        ["c_s2_B", "s2", "Paper B", "B"],
        ["c_s1_A", "s1", "Paper A", "A"],
    ]
    assert claims.evidence(toy, "toy", holders=["b"], min_grade="B")["code"].tolist() == ["c_s2_B"]
    assert claims.evidence(toy, "toy", until=date(2025, 7, 2))["code"].tolist() == ["c_s1_A"]


def test_a_claim_is_shown_once_whatever_rests_on_it(toy: Store) -> None:
    link = {"code": "second", "stance": "s2", "claim": "c_s1_A"}
    edits.set_row(toy, "toy", "stance_claim", link, seen=None, by=ANA)
    found = claims.evidence(toy, "toy")
    assert found["code"].tolist() == ["c_s3_C", "c_s2_B", "c_s1_A"]
    assert found["stance"].tolist() == ["s3", "s2", "s1"]


def test_a_search_finds_text_in_any_script_and_takes_every_character_as_it_is(toy: Store, note: Note) -> None:
    texts = {
        "he": "שחרור חטופים בשלב א׳",
        "ar": "وقف إطلاق النار",
        "zh": "停火六十天，第一天释放八人",
        "ru": "Вывод ВОЙСК из коридора",
        "el": "Η ΕΚΕΧΕΙΡΙΑ αρχίζει",
        "pct": "100% of the _list_",
        "quote": """They said "later" and 'never' \\ maybe""",
    }
    write(toy, *(note(code, text) for code, text in texts.items()))

    def found(search: str) -> list[str]:
        return sorted(reads.annotations(toy, "toy", search=search)["code"])

    assert found("חטופים") == ["he"]
    assert found("إطلاق") == ["ar"]
    assert found("释放") == ["zh"]
    assert found("войск") == found("ВЫВОД") == ["ru"]
    assert found("εκεχειρια") == found("ΑΡΧΊΖΕΙ") == ["el"]
    assert found("100%") == found("_LIST_") == ["pct"]
    assert found("%") == found("_") == ["pct"]
    assert found('"later"') == found("'never'") == found("\\") == ["quote"]
    assert found('a" OR "b') == found("x' --") == found("foo:bar*") == []
    assert found("  ") == sorted(texts)


def test_annotations_are_found_by_writer_tag_state_and_target_newest_first(toy: Store, note: Note) -> None:
    def at(day: int) -> Row:
        return {"written_at": datetime(2025, 7, day, tzinfo=UTC)}

    write(toy, note("n1") | at(1) | {"tags": "aid; red line"}, note("n2", stance="s1") | at(3) | {"state": "resolved"})
    write(toy, note("n3", day=date(2025, 7, 2)) | at(2) | {"author": "Ben", "tags": "aid talks"}, by=BEN)

    def found(**filters: Any) -> list[str]:
        return reads.annotations(toy, "toy", **filters)["code"].tolist()

    assert found() == ["n2", "n3", "n1"]
    assert found(most=2) == ["n2", "n3"]
    assert found(author="Ben") == ["n3"]
    assert found(tag="aid") == ["n1"] and found(tag="red line") == ["n1"] and found(tag="line") == []
    assert found(state="resolved") == ["n2"]
    assert found(stance="s1") == ["n2"] and found(party="a", term="aid") == ["n1"]


def test_versions_say_who_did_what_and_to_how_many_rows(toy: Store, note: Note) -> None:
    write(toy, note())
    made = reads.versions(toy, "toy")
    assert made[["version", "author", "action", "changes"]].values.tolist()[0] == [2, "Ana", "Added", 1]
    assert made["version"].tolist() == [2, 1]
    assert reads.versions(toy, "toy", most=1)["version"].tolist() == [2]
    assert reads.revisions(toy, "toy", code="n1")["row_table"].tolist() == ["annotation"]


def test_a_read_that_is_open_sees_one_state_and_does_not_hold_up_a_writer(toy: Store, note: Note) -> None:
    count = "SELECT count(*) FROM annotation"
    with toy.reading() as connection:
        assert connection.exec_driver_sql(count).scalar_one() == 0
        write(toy, note())
        assert connection.exec_driver_sql(count).scalar_one() == 0
    with toy.reading() as connection:
        assert connection.exec_driver_sql(count).scalar_one() == 1


def test_a_row_is_given_as_it_was_before_it_was_first_changed_since_a_version(toy: Store) -> None:
    for note_of_it in ("once", "twice"):
        seen = reads.row(toy, "toy", "source", "B") or {}
        edits.set_row(toy, "toy", "source", {**seen, "note": note_of_it}, seen=seen, by=ANA)
    new = {"code": "s3", "title": "Third", "grade": "C"}
    edits.set_row(toy, "toy", "source", new, seen=None, by=ANA)
    asked = {"keys": [("source", "B"), ("source", "s3"), ("source", "A"), ("party", "B")], "until": 4}
    found = reads.first_before(toy, "toy", since=1, **asked)
    rows = {key: row for key, (row, _) in found.items()}
    assert {key: row and row["note"] for key, row in rows.items()} == {("source", "B"): None, ("source", "s3"): None}
    assert (rows["source", "B"] is not None, rows["source", "s3"]) == (True, None)
    assert (reads.first_before(toy, "toy", since=2, **asked)["source", "B"][0] or {})["note"] == "once"
    assert reads.first_before(toy, "toy", since=4, **asked) == {}


def test_to_a_reader_a_row_is_given_as_her_own_last_change_left_it_and_who_changed_it_since(toy: Store) -> None:
    for by in (ANA, BEN, ANA, BEN, BO, BEN):
        seen = reads.row(toy, "toy", "source", "B") or {}
        edits.set_row(toy, "toy", "source", {**seen, "note": f"{seen['note']} {by.code}"}, seen=seen, by=by)
    asked = {"keys": [("source", "B")], "since": 1, "until": 7}
    (row, by_whom) = reads.first_before(toy, "toy", reader=ANA.code, **asked)["source", "B"]
    assert ((row or {})["note"], by_whom) == ("None Ana Ben Ana", ["Ben", "Bo"])
    assert reads.first_before(toy, "toy", reader=BEN.code, **asked) == {}, "the last change was his own"


def test_the_last_day_of_a_cell_is_that_of_what_is_not_left_out(toy: Store) -> None:
    # B on aid: s2 of 3 July and s3 of 12 July; A on aid: s1 of 2 July.
    cells = [("a", "aid"), ("b", "aid"), ("b", "truce")]
    days = {"stance": ("s3", date(2025, 7, 12)), "claim": ("c_s3_C", date(2025, 7, 12))}
    for table, (last, day) in days.items():
        assert reads.last_days(toy, "toy", table, cells, [])["b", "aid"] == day
        assert reads.last_days(toy, "toy", table, cells, [last]) == {
            ("a", "aid"): date(2025, 7, 2),
            ("b", "aid"): date(2025, 7, 3),
        }
