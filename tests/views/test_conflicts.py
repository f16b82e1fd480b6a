"""Two analysts at one note: nothing is lost, and the one who comes second chooses."""

from dashboard.store import edits, reads
from dashboard.store.engine import Store
from tests.people import BO
from tests.views.screen import Screen


def change(store: Store, text: str, tags: str | None = "to check") -> None:
    """Change the note as another analyst, in another process."""
    seen = reads.row(store, "toy", "annotation", "n1")
    assert seen is not None
    edits.set_row(store, "toy", "annotation", {**seen, "text": text, "tags": tags}, seen=seen, by=BO)


def remove(store: Store) -> None:
    seen = reads.row(store, "toy", "annotation", "n1")
    assert seen is not None
    edits.remove_annotation(store, "toy", seen=seen, by=BO)


def note(store: Store) -> tuple[str, str] | None:
    row = reads.row(store, "toy", "annotation", "n1")
    return None if row is None else (row["text"], row["tags"])


def mine_beside_theirs(store: Store) -> Screen:
    """Return the screen of an analyst who sent a change just after another had saved one."""
    screen = Screen("", party="a", term="aid").click("Edit")
    change(store, "Theirs.", "theirs")
    return screen.write("Mine.", "mine", over="Look at this cell.")


def test_both_versions_are_shown_and_nothing_is_written_yet(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    assert {("Theirs", "Theirs."), ("Mine", "Mine.")} <= {(i.get("lead"), i.get("text")) for i in screen.passages}
    assert len(screen.warnings) == 1
    assert note(toy) == ("Theirs.", "theirs")


def test_keep_theirs_leaves_the_store_as_it_is(toy: Store) -> None:
    screen = mine_beside_theirs(toy).click("Keep theirs")
    assert note(toy) == ("Theirs.", "theirs")
    assert screen.notes == ["Theirs."]
    assert not screen.warnings
    assert reads.version(toy, "toy") == 2


def test_keep_mine_writes_mine_over_theirs(toy: Store) -> None:
    screen = mine_beside_theirs(toy).click("Keep mine")
    assert note(toy) == ("Mine.", "mine")
    assert screen.notes == ["Mine."]
    assert not screen.warnings


def test_keep_both_joins_the_words_and_the_tags(toy: Store) -> None:
    screen = mine_beside_theirs(toy).click("Keep both")
    assert note(toy) == ("Theirs.\n\nMine.", "theirs; mine")
    assert screen.notes == ["Theirs.\n\nMine."]


def test_a_third_change_meanwhile_is_shown_again(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    change(toy, "Theirs, later.")
    screen.click("Keep mine")
    assert note(toy) == ("Theirs, later.", "to check")
    assert "Theirs, later." in screen.words
    assert screen.click("Keep both").notes == ["Theirs, later.\n\nMine."]


def test_what_was_lost_to_the_other_stands_in_the_history(toy: Store) -> None:
    mine_beside_theirs(toy).click("Keep mine")
    befores = reads.revisions(toy, "toy", code="n1")["before"].dropna()
    assert befores.iloc[0]["text"] == "Theirs."


def removed_meanwhile(store: Store) -> Screen:
    screen = Screen("", party="a", term="aid").click("Edit")
    remove(store)
    return screen.write("Mine.", over="Look at this cell.")


def test_a_note_that_the_other_removed_is_kept_until_a_choice_is_made(toy: Store) -> None:
    screen = removed_meanwhile(toy)
    assert ("Mine", "Mine.") in {(item.get("lead"), item.get("text")) for item in screen.passages}
    assert {"Save mine as a new note", "Leave it removed"} <= set(screen.labels("button"))


def test_mine_is_saved_as_a_new_note_where_the_other_removed_it(toy: Store) -> None:
    screen = removed_meanwhile(toy).click("Save mine as a new note")
    assert screen.notes == ["Mine."]
    assert note(toy) is None


def test_a_note_that_the_other_removed_stays_removed(toy: Store) -> None:
    screen = removed_meanwhile(toy).click("Leave it removed")
    assert screen.notes == []
    assert not screen.warnings


def test_a_note_that_was_changed_is_not_deleted_by_someone_who_saw_the_old_words(toy: Store) -> None:
    screen = Screen("", party="a", term="aid")
    change(toy, "Theirs.")
    screen.click("Delete")
    assert screen.errors == ["Not deleted. Somebody changed this note since; read it as it is now."]
    assert screen.notes == ["Theirs."]


def test_a_deletion_takes_the_answers_along_and_undo_brings_all_back(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Reply").write("I did.", nth=1)
    (delete,) = [b for b in screen.test.button if b.label == "Delete" and b.key.startswith("cell_n1")]
    delete.click()
    assert screen.run().notes == []
    assert sorted(screen.click("Undo").notes) == ["I did.", "Look at this cell."]


def test_an_undo_is_refused_where_another_changed_the_note_since(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Edit").write("Mine.", over="Look at this cell.")
    change(toy, "Theirs.")
    screen.click("Undo")
    assert len(screen.errors) == 1
    assert "was changed by somebody else" in screen.errors[0]
    assert note(toy) == ("Theirs.", "to check")


def test_what_another_saved_is_seen_at_the_next_step(toy: Store) -> None:
    screen = Screen("", party="a", term="aid")
    change(toy, "Theirs.")
    assert screen.run().notes == ["Theirs."]
