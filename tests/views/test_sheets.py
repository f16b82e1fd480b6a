"""A sheet dropped on the page Data: shown row by row, written once confirmed, refused whole."""

import pytest

from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.ui import sheets
from tests.people import BO
from tests.views.screen import Screen, as_read

SHEET = b"Party,Term,Since,Level\nB,Truce,2025-07-08,open\n"


def drop(content: bytes, name: str = "stances.csv", mime: str = "text/csv") -> Screen:
    screen = Screen("data")
    screen.field("file_uploader", "Sheet (CSV, TSV or XLSX)").upload(name, content, mime)
    return screen.run()


def test_a_dropped_sheet_is_told_and_written_once_confirmed_and_can_be_undone(toy: Store) -> None:
    screen = drop(SHEET)
    assert "1 row would be added." in screen.texts
    (row,) = screen.table("Would be").to_dict("records")
    assert (row["Row"], row["Would be"]) == (2, "added")
    assert row["What"] == "the stance of B on Truce: since 8 July 2025; level open"
    assert reads.version(toy, "toy") == 1
    screen.click("Add 1 row")
    assert not screen.errors
    assert reads.version(toy, "toy") == 2
    (done,) = screen.test.success
    assert as_read(done.value) == "Written: 1 row added. It is not counted before a claim stands behind it."
    assert not any(text.startswith("1 row ") for text in screen.texts), "the field is empty again"
    screen.click("Undo")
    assert reads.version(toy, "toy") == 3


def test_a_wrong_row_is_told_by_its_column_and_there_is_nothing_to_write_with(toy: Store) -> None:
    screen = drop(SHEET + b"B,Truce,2025-07-09,perhaps\n")
    told = screen.table("Would be").to_dict("records")
    assert [(row["Row"], row["Would be"], row["Column"]) for row in told][0] == (3, "wrong", "Level")
    assert not [label for label in screen.labels("button") if label.startswith("Add 1")]
    assert any("a heading" in text or "is no column" in text for text in drop(b"Mood\nx\n").texts)


def test_of_a_long_sheet_the_first_rows_are_told_and_that_they_are_and_all_are_written(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    screen = drop(SHEET + b"B,Truce,2025-07-09,rejects\n")
    assert len(screen.table("Would be")) == 1
    assert "The first 1 of 2." in [caption.value for caption in screen.test.caption]
    screen.click("Add 2 rows")
    assert len(reads.rows_like(toy, "toy", "stance", {"party": ["b"], "term": ["truce"]})) == 2


def test_what_was_changed_meanwhile_is_shown_anew_and_not_written_over(toy: Store) -> None:
    screen = drop(b"code,Level\nst1,rejects\n")
    seen = reads.row(toy, "toy", "stance", "st1")
    assert seen is not None
    edits.set_row(toy, "toy", "stance", {**seen, "note": "A colleague's."}, seen=seen, by=BO)
    screen.click("Change 1 row")
    assert screen.errors == ["Not written. The stance of A on Aid was changed since by Bo."]
    screen.click("Change 1 row")
    assert (reads.row(toy, "toy", "stance", "st1") or {})["note"] == "A colleague's."
    assert reads.version(toy, "toy") == 3


def test_no_sheet_is_dropped_on_an_earlier_version(toy: Store) -> None:
    drop(SHEET).click("Add 1 row")
    assert "Sheet (CSV, TSV or XLSX)" not in Screen("data", known_at="1").labels("file_uploader")
