"""What was changed and when, how it was known earlier, and what is in the store."""

import re
import shutil
from pathlib import Path

import pytest

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.people import ANA, HADDAD
from tests.views import small_case
from tests.views.screen import Screen

WRITERS = {"Edit", "Reply", "Resolve", "Reopen", "Delete", "Undo"}


def test_history_lists_every_version_with_who_and_what(toy: Store) -> None:
    Screen("", party="b", term="truce").write("Is this so?")
    screen = Screen("history")
    versions = screen.table("Who")
    assert versions["Version"].tolist() == [2, 1]
    assert versions["Who"].tolist() == ["R. Haddad", "Parley"]
    assert versions["What"].tolist() == ["Added a note on B and Truce", "Loaded case"]
    assert screen.texts[0].startswith("Version 2, by R. Haddad on ")


def test_history_shows_what_a_version_changed(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Look again.", over="Look at this cell.")
    (change,) = Screen("history", of="2").table("What was changed").to_dict("records")
    assert change["What was changed"] == "Changed a note on A and Aid: note Look at this cell. → Look again."
    assert change["Code"] == "n1"
    (made,) = Screen("history", of="1").table("What was changed").query("Code == 'n1'").to_dict("records")
    assert made["What was changed"].startswith("Added a note on A and Aid: author ")
    assert "note Look at this cell." in made["What was changed"] and "nothing" not in made["What was changed"]


def test_a_version_that_is_picked_is_opened_and_a_change_read_before_and_after(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Look again.", over="Look at this cell.")
    screen = Screen("history")
    assert {"lead": "Note", "sides": [["Look at this cell."], ["Look again."]]} in screen.pick_row(
        "What was changed", 0
    ).passages
    assert Screen("history").pick_row("Who", 1).field("selectbox", "Version").value == 1


def test_history_takes_a_version_back(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Look again.", over="Look at this cell.")
    screen = Screen("history", of="2").click("Undo")
    assert not screen.errors
    row = reads.row(toy, "toy", "annotation", "n1")
    assert row is not None
    assert row["text"] == "Look at this cell."
    assert reads.version(toy, "toy") == 3


def test_the_load_that_created_the_case_is_not_taken_back(toy: Store) -> None:
    screen = Screen("history", of="1").click("Undo")
    assert screen.errors == [
        "Not undone. Version 1 began this negotiation and cannot be taken back. The page Data removes a negotiation."
    ]
    assert reads.version(toy, "toy") == 1


def test_a_reload_of_the_same_case_makes_no_version(bundled: Store) -> None:
    assert reads.version(bundled, "israel-hamas") == 1


def test_an_earlier_version_shows_the_earlier_notes(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Look again.", over="Look at this cell.")
    screen = Screen("", party="a", term="aid", known_at="1")
    assert screen.notes == ["Look at this cell."]
    assert screen.evidence().choose("Known at", 0).notes == ["Look again."]


def test_an_earlier_version_has_no_button_that_writes_and_is_said_to_be_one(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Resolve")
    for page in ("", "timeline", "proposals", "annotations", "history"):
        screen = Screen(page, known_at="1")
        assert not [one.label for one in screen.test.button if one.label in WRITERS and not one.disabled], page
        assert all(popover.proto.popover.disabled for popover in screen.test.get("popover") if _writes(popover)), page
        infos = [element.value for element in screen.test.info]
        assert "Everything is shown as it was recorded at version 1. Notes cannot be changed here." in infos, page


def _writes(popover: object) -> bool:
    return popover.proto.popover.label == "Add annotation"  # type: ignore[attr-defined]


def test_data_counts_what_is_in_the_store(toy: Store) -> None:
    screen = Screen("data")
    assert screen.texts[0] == "3 stances on 3 claims; 2 sources."
    counts = screen.table("Rows").set_index("Table")["Rows"]
    assert (counts["Stances"], counts["Notes"], counts["Parties"]) == (3, 2, 3)


def test_a_count_on_the_page_data_leads_to_what_is_counted(toy: Store) -> None:
    screen = Screen("data")
    assert {"Go to the stances", "Go to the claims", "Go to the sources"} <= {*screen.labels("page_link")}
    tables = screen.table("Rows")["Table"].tolist()
    for table, label in (("Parties", "Go to the parties"), ("Changes", "Go to the page History")):
        assert label in screen.pick_row("Rows", tables.index(table)).labels("page_link")


def test_data_shows_the_health_of_the_store(toy: Store) -> None:
    screen = Screen("data")
    screen.field("toggle", "Health").set_value(True)
    health = screen.run().table("Found").set_index("What")
    assert health.loc["Integrity", "Found"] == "ok"
    assert health.loc["References that lead nowhere", "Good"] == "yes"
    assert "parley.db" in health.loc["Store", "Found"]


def test_the_bundled_case_is_loaded_into_an_empty_store(empty: Store) -> None:
    Screen().click("Load the bundled case")
    assert Screen("").title == "Overview"
    assert reads.counts(empty, "israel-hamas")["stance"] > 500


def choose(screen: Screen, content: bytes) -> Screen:
    """Give a package to the page, which compares it with what is there."""
    screen.field("file_uploader", "Case package (zip)").upload("toy.zip", content, "application/zip")
    return screen.run()


@pytest.fixture(scope="module")
def made_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of another store, with a code of its own; tests copy it."""
    path = tmp_path_factory.mktemp("elsewhere") / "parley.db"
    open_store(f"sqlite:///{path}").close()
    return path


def saved_elsewhere(store: Store, made_elsewhere: Path, tmp_path: Path, *names: str) -> bytes:
    """Return the case as another store saves it, with parties of these names more."""
    (tmp_path / "toy.zip").write_bytes(cases.zipped(store, "toy"))
    other = open_store(f"sqlite:///{shutil.copy(made_elsewhere, tmp_path / 'other.db')}")
    cases.load(other, tmp_path / "toy.zip")
    for name in names:
        row = {"code": name, "name": name, "short_name": name, "role": "observer"}
        edits.set_row(other, "toy", "party", row, seen=None, by=PARLEY)
    seen = reads.row(other, "toy", "term", "aid")
    edits.set_row(other, "toy", "term", {**(seen or {}), "title": "Theirs"}, seen=seen, by=PARLEY)
    content = cases.zipped(other, "toy")
    other.close()
    return content


def test_a_package_that_is_there_already_changes_nothing(toy: Store) -> None:
    saved = cases.zipped(toy, "toy")
    assert saved.startswith(b"PK")
    screen = choose(Screen("data"), saved)
    assert re.search(r"Nothing changes; \d+ rows are the same\.", screen.words)
    screen.click("Load")
    assert not screen.errors
    assert reads.version(toy, "toy") == 1


def test_what_is_no_package_is_refused_and_nothing_changed(toy: Store) -> None:
    screen = choose(Screen("data"), b"This is no zip.")
    assert screen.errors == ["The package was refused. Nothing was changed."]
    assert "Load" not in screen.labels("button")
    assert reads.version(toy, "toy") == 1


def test_what_a_package_would_do_is_shown_before_anything_is_written(
    toy: Store, made_elsewhere: Path, tmp_path: Path
) -> None:
    screen = choose(Screen("data"), saved_elsewhere(toy, made_elsewhere, tmp_path, "g", "h"))
    assert "2 new, 1 changed." in screen.words
    rows = screen.table("What becomes of it")
    assert rows.fillna("").values.tolist() == [
        ["new", "party", "g", "", "", "is there", "g"],
        ["new", "party", "h", "", "", "is there", "h"],
        ["changed", "term", "Aid", "Title", "Aid and its ways", "Theirs", "aid"],
    ]
    assert reads.version(toy, "toy") == 1
    screen.click("Load")
    assert "Loaded “Toy talks”: 2 new, 1 changed." in screen.words
    assert reads.versions(toy, "toy").iloc[0][["version", "author"]].tolist() == [2, HADDAD.code]


def test_what_was_loaded_is_named_and_shown_from_its_own_last_day(toy: Store, tmp_path: Path) -> None:
    small_case.load(toy, "other", {"title": "Other talks"}, small_case.ONE_OF_EVERYTHING)
    content = cases.zipped(toy, "toy")
    screen = choose(Screen("data", negotiation="other", as_of="2025-07-02", only_source="s1"), content)
    screen.click("Load").follow("See it on Overview")
    assert (screen.address["negotiation"], screen.address["as_of"]) == ("toy", "2025-08-31")
    assert not screen.refused


@pytest.mark.parametrize(("choice", "title"), [("Take the package's", "Theirs"), ("Keep what is here", "Ours")])
def test_a_conflict_is_decided_by_the_reader_before_the_load(
    toy: Store, made_elsewhere: Path, tmp_path: Path, choice: str, title: str
) -> None:
    content = saved_elsewhere(toy, made_elsewhere, tmp_path)
    seen = reads.row(toy, "toy", "term", "aid")
    edits.set_row(toy, "toy", "term", {**(seen or {}), "title": "Ours"}, seen=seen, by=ANA)
    screen = choose(Screen("data"), content)
    assert "1 in conflict." in screen.words
    assert screen.field("button", "Load").disabled
    screen.field("radio", "Where both changed a row").set_value(choice)
    screen.run().click("Load")
    assert (reads.row(toy, "toy", "term", "aid") or {})["title"] == title


def test_conflicts_may_be_decided_row_by_row(toy: Store, made_elsewhere: Path, tmp_path: Path) -> None:
    content = saved_elsewhere(toy, made_elsewhere, tmp_path)
    seen = reads.row(toy, "toy", "term", "aid")
    edits.set_row(toy, "toy", "term", {**(seen or {}), "title": "Ours"}, seen=seen, by=ANA)
    screen = choose(Screen("data"), content)
    screen.field("radio", "Where both changed a row").set_value("Decide row by row")
    rows = screen.run().table("Whose stands")
    assert rows.fillna("").values.tolist() == [["in conflict", "term", "Aid", "Title", "Ours", "Theirs", "aid", ""]]
    assert "Choices last only while you stay on this page." in screen.words
    assert screen.field("button", "Load").disabled


def test_a_row_in_conflict_is_named_and_told_in_words(toy: Store, made_elsewhere: Path, tmp_path: Path) -> None:
    content = saved_elsewhere(toy, made_elsewhere, tmp_path)
    theirs = reads.row(toy, "toy", "stance", "st1") or {}
    edits.set_row(toy, "toy", "stance", {**theirs, "level": "CONDITIONAL", "red_line": True}, seen=theirs, by=ANA)
    (tmp_path / "changed.zip").write_bytes(content)
    planned = cases.plan(toy, tmp_path / "changed.zip")
    (row,) = [one for one in cases.lines(toy, planned) if one.column == "Level"]
    assert row.called == "2 July 2025, accepts on conditions: the stance of A on Aid"
    assert (row.kind, row.here, row.package) == ("stance", "accepts on conditions", "accepts")


def test_a_negotiation_for_whose_package_a_disk_has_no_room_is_not_removed(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.cases.save", full)
    screen = Screen("data").unfold()
    screen.field("text_input", "Type its code").set_value("toy")
    screen.run().click("Remove")
    assert screen.errors == ["Nothing was removed."] and "No space left on device" in screen.words
    assert not reads.negotiations(toy).empty


def test_a_negotiation_is_removed_when_its_code_is_typed(toy: Store) -> None:
    screen = Screen("data").unfold()
    assert screen.field("button", "Remove").disabled
    screen.field("text_input", "Type its code").set_value("toy")
    screen.run().click("Remove")
    assert reads.negotiations(toy).empty
    assert "Removed Toy talks. It is kept as " in screen.words
