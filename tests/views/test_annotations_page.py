"""The page of annotations: found by word, analyst, tag, what they hang on, and state."""

from datetime import UTC, datetime

import pytest

from dashboard.inputs import validate
from dashboard.store import edits, joining
from dashboard.store.engine import Store
from dashboard.store.notes import tags
from tests.people import ANA
from tests.views.screen import Screen

BOTH = {"Look at this cell.", "Look at this text."}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, BOTH),
        ({"search": "CELL"}, {"Look at this cell."}),
        ({"search": "moon"}, set()),
        ({"search": "100%"}, set()),
        ({"by": "Ana"}, BOTH),
        ({"tag": "to check"}, {"Look at this cell."}),
        ({"on": "proposal"}, {"Look at this text."}),
        ({"on": "cell"}, {"Look at this cell."}),
        ({"state": "open"}, {"Look at this cell."}),
        ({"state": "resolved"}, {"Look at this text."}),
        ({"state": "open", "on": "proposal"}, set()),
    ],
)
def test_a_filter_keeps_what_it_names(toy: Store, query: dict[str, str], found: set[str]) -> None:
    screen = Screen("annotations", **query)
    assert set(screen.notes) == found
    counted = "1 note" if len(found) == 1 else f"{len(found)} notes"
    assert screen.texts[0] == f"{counted} of 2, newest first."
    assert screen.address == {"negotiation": "toy", "as_of": "2025-08-31", **query}


def test_notes_stand_newest_first(toy: Store) -> None:
    assert Screen("annotations").table("Note")["Note"].tolist() == ["Look at this text.", "Look at this cell."]


def test_the_table_says_what_each_note_hangs_on(toy: Store) -> None:
    assert Screen("annotations").table("Note")["On"].tolist() == ["proposal First text", "A on Aid"]


def test_a_filter_chosen_on_the_page_stands_in_the_address(toy: Store) -> None:
    screen = Screen("annotations").choose("State", "open").choose("Tag", "to check")
    assert screen.address == {"negotiation": "toy", "as_of": "2025-08-31", "state": "open", "tag": "to check"}


def test_a_note_is_resolved_under_a_filter_that_it_then_leaves(toy: Store) -> None:
    screen = Screen("annotations", state="open").click("Resolve")
    assert screen.notes == []
    assert "Undo" in screen.labels("button")


def test_a_tag_that_another_analyst_removed_does_not_break_the_page(toy: Store) -> None:
    screen = Screen("annotations", tag="to check").click("Edit")
    screen.write("Look at this cell.", "", over="Look at this cell.")
    assert "note" in screen.texts[0]


def test_every_note_listed_can_be_changed_there_screen_by_screen(toy: Store) -> None:
    with edits.changing(toy, "toy", ANA, "Added") as change:
        for n in range(7):
            at = datetime(2025, 7, 20, 12, n, tzinfo=UTC)
            own = {"negotiation": "toy", "code": f"w{n}", "text": f"Note {n}.", "written_at": at, "author": "Ana"}
            change.put("annotation", validate("annotation", {**own, "state": "open", "day": at.date()}), None)
    screen = Screen("annotations")
    assert screen.notes == [f"Note {n}." for n in range(6, -1, -1)]
    assert screen.labels("button").count("Edit") == 7
    screen.choose("Notes", 8)
    assert screen.notes == ["Look at this text.", "Look at this cell."]
    assert screen.labels("button").count("Edit") == 2
    assert not any("more on the page" in text for text in screen.texts)


def test_a_tag_is_renamed_on_every_note_and_back_with_one_click(toy: Store) -> None:
    screen = Screen("annotations").unfold()
    assert "1 note has this tag. Under the name of another tag, both become one." in screen.texts
    screen.field("text_input", "To").set_value("Checked")
    screen.click("Rename")
    assert (screen.errors, tags(toy, "toy")) == ([], ["checked"])
    screen.click("Undo")
    assert tags(toy, "toy") == ["to check"]
    screen.field("text_input", "To").set_value("one; two")
    assert screen.click("Rename").errors == ["Not renamed. Write one tag, without commas and semicolons."]


def test_no_tag_is_renamed_where_there_is_none_or_an_earlier_version_is_shown(toy: Store) -> None:
    assert "Rename a tag" in Screen("annotations").folds
    joining.rename_tag(toy, "toy", "to check", "checked", by=ANA)
    assert "Rename a tag" not in Screen("annotations", known_at="1").folds
    with edits.changing(toy, "toy", ANA, "Changed") as change:
        seen = change.present("annotation", "n1")
        change.put("annotation", {**(seen or {}), "tags": None}, seen)
    assert "Rename a tag" not in Screen("annotations").folds
