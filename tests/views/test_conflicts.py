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


def test_the_form_has_what_was_seen_what_stands_there_now_and_mine_and_nothing_is_written_yet(toy: Store) -> None:
    form = mine_beside_theirs(toy).form(over="Mine.")
    versions = [(form[each]["text"], form[each]["tags"]) for each in ("seen", "row", "held")]
    assert versions == [("Look at this cell.", "to check"), ("Theirs.", "theirs"), ("Mine.", "mine")]
    assert form["refused"] == {}
    assert note(toy) == ("Theirs.", "theirs")


def test_what_is_chosen_is_written_over_what_was_read_when_choosing(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    form = screen.form(over="Mine.")
    screen.send(form, "save", seen=form["row"], held={"text": "Mine.", "tags": "theirs; mine"})
    assert note(toy) == ("Mine.", "theirs; mine")
    assert screen.notes == ["Mine."]
    assert not [form for form in screen.forms if form["edit"]], "the form is closed"


def test_a_third_change_meanwhile_is_asked_about_again(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    form = screen.form(over="Mine.")
    change(toy, "Theirs, later.")
    screen.send(form, "save", seen=form["row"], held={"text": "Mine.", "tags": "mine"})
    assert note(toy) == ("Theirs, later.", "to check")
    assert screen.form(over="Mine.")["row"]["text"] == "Theirs, later."


def test_nothing_chosen_but_theirs_writes_nothing_and_closes_the_form(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    form = screen.form(over="Mine.")
    screen.send(form, "save", seen=form["row"], held={"text": "Theirs.", "tags": "theirs"})
    assert reads.version(toy, "toy") == 2
    assert "Undo" not in screen.labels("button"), "what another saved is not offered to be undone"
    assert not [form for form in screen.forms if form["edit"]]


def test_a_draft_that_is_dropped_leaves_the_note_as_it_is(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    screen.send(screen.form(over="Mine."), "drop", held={})
    assert screen.notes == ["Theirs."]
    assert not [form for form in screen.forms if form["edit"]]


def test_what_was_lost_to_the_other_stands_in_the_history(toy: Store) -> None:
    screen = mine_beside_theirs(toy)
    form = screen.form(over="Mine.")
    screen.send(form, "save", seen=form["row"])
    befores = reads.revisions(toy, "toy", code="n1")["before"].dropna()
    assert befores.iloc[0]["text"] == "Theirs."


def removed_meanwhile(store: Store) -> Screen:
    screen = Screen("", party="a", term="aid").click("Edit")
    remove(store)
    return screen.write("Mine.", over="Look at this cell.")


def test_a_draft_of_a_note_that_the_other_removed_stays_until_a_choice_is_made(toy: Store) -> None:
    form = removed_meanwhile(toy).form(over="Mine.")
    assert (form["edit"], form["row"], form["seen"]["text"]) == (True, None, "Look at this cell.")


def test_mine_is_saved_as_a_new_note_where_the_other_removed_it(toy: Store) -> None:
    screen = removed_meanwhile(toy)
    screen.send(screen.form(over="Mine."), "save", held={"text": "Mine.", "tags": ""}, again=True)
    assert screen.notes == ["Mine."]
    assert note(toy) is None


def test_a_note_that_the_other_removed_stays_removed(toy: Store) -> None:
    screen = removed_meanwhile(toy)
    screen.send(screen.form(over="Mine."), "drop", held={})
    assert screen.notes == []
    assert not [form for form in screen.forms if form["edit"]]


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
    assert screen.errors == [
        "Not undone. A note on A and Aid was changed since by Bo, "
        "so “Changed a note on A and Aid: note Look at this cell. → Mine.” stays."
    ]
    assert note(toy) == ("Theirs.", "to check")


def test_what_another_saved_is_seen_at_the_next_step(toy: Store) -> None:
    screen = Screen("", party="a", term="aid")
    change(toy, "Theirs.")
    assert screen.run().notes == ["Theirs."]
