"""Notes: written, refused, changed, answered, resolved, removed and taken back."""

import shutil
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.inputs import validate
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.ui.say import plain
from tests.people import ANA, HADDAD
from tests.views.screen import Screen, as_read, held


def notes_in(store: Store) -> pd.DataFrame:
    return reads.annotations(store, "toy")


def test_a_note_is_saved_with_its_author_its_tags_and_its_cell(toy: Store) -> None:
    screen = Screen("", party="b", term="truce", as_of="2025-07-07").write("Is this so?", "To check; b;  b")
    assert plain("Saved.") in [element.value for element in screen.test.success]
    assert "Is this so?" in screen.notes
    (note,) = notes_in(toy).query("party == 'b'").to_dict("records")
    assert (note["text"], note["tags"], note["author"]) == ("Is this so?", "to check; b", HADDAD.code)
    assert (note["term"], f"{note['day']:%Y-%m-%d}", note["state"]) == ("truce", "2025-07-07", "open")


def test_the_form_is_empty_again_after_a_save(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("Is this so?", "b")
    assert held(screen.form()) == {"text": "", "tags": ""}


def test_two_notes_in_a_row_are_two_notes(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("One.").write("Two.")
    assert {"One.", "Two."} <= set(screen.notes)
    assert len(notes_in(toy)) == 4


def test_a_note_without_a_name_is_refused_and_stays_in_the_form(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").sign("").write("Is this so?")
    assert screen.errors == [
        "Not saved. Give your name, so that the history can say who wrote this: "
        "at the top of the page, under “Your name”."
    ]
    assert screen.form(over="Is this so?")["at"], "it is a draft"
    assert reads.version(toy, "toy") == 1
    assert screen.sign("Cem").write("Is this so?", over="Is this so?").notes == ["Is this so?"]


@pytest.mark.parametrize(("text", "why"), [("", "is missing"), ("   ", "is blank"), ("\n", "is blank")])
def test_a_note_without_words_is_refused_beside_its_field(toy: Store, text: str, why: str) -> None:
    screen = Screen("", party="b", term="truce").write(text)
    assert screen.form(over=text)["refused"]["text"].startswith(f"Note {why}")
    assert reads.version(toy, "toy") == 1


@pytest.mark.parametrize("happens", ["deleted", "replaced", "read-only"])
def test_a_database_file_taken_away_under_a_form_is_said_and_not_saved_to(toy: Store, happens: str) -> None:
    screen = Screen("", party="b", term="truce")
    assert toy.path is not None
    if happens == "read-only":
        toy.path.chmod(0o400)
    else:
        copy = shutil.copy(toy.path, toy.path.with_name("copy.db"))
        toy.path.unlink()
        if happens == "replaced":
            copy.rename(toy.path)
    token = screen.form()["token"]
    screen.write("Is this kept?")
    (said,) = screen.errors
    assert toy.path.name in said and "Nothing was saved." in said
    assert not screen.test.success
    assert screen.form()["token"] == token, "the browser keeps its form, and the words in it"


def test_words_are_shown_as_they_were_written(toy: Store) -> None:
    words = "<script>alert(1)</script> [x](http://evil.example) :red[$x$] **b** `c` שלום مرحبا"
    assert words in Screen("", party="b", term="truce").write(words).notes


def test_the_second_half_of_a_double_click_saves_nothing(toy: Store) -> None:
    screen = Screen("", party="b", term="truce")
    form = screen.form()
    typed = {**held(form), "text": "Only once."}
    # What a browser sends whose second click was on its way before it knew of the first save.
    screen.send(form, "save", held=typed).send(screen.form(), "save", token=form["token"], held=typed)
    assert notes_in(toy)["text"].tolist().count("Only once.") == 1
    assert not screen.errors


def test_what_another_window_typed_in_a_form_that_is_saved_goes_on_in_a_new_one(toy: Store) -> None:
    screen = Screen("", party="b", term="truce")
    form = screen.form()
    screen.send(form, "save", held={**held(form), "text": "Mine."})
    screen.send(screen.form(), "save", token=form["token"], held={**held(form), "text": "Mine, and more."})
    assert notes_in(toy)["text"].tolist().count("Mine, and more.") == 0
    (said,) = screen.errors
    assert "in another window" in said
    assert screen.form()["form"] != form["form"]


def test_a_note_hangs_on_the_claim_that_was_chosen(toy: Store) -> None:
    screen = Screen("", party="a", term="aid")
    (on,) = [field for field in screen.form()["fields"] if field["name"] == "on"]
    assert list(on["options"]) == [
        "this cell",
        "the stance of 2 July 2025: accepts",
        "the claim of 2 July 2025: accepts (The Paper)",
    ]
    screen.write("Who is she?", on="the claim of 2 July 2025: accepts (The Paper)")
    (note,) = notes_in(toy).query("text == 'Who is she?'").to_dict("records")
    assert note["claim"] == "c1"
    assert pd.isna(note["party"])
    assert "Who is she?" in screen.notes


@pytest.mark.parametrize(
    ("page", "query", "column", "value"),
    [
        ("proposals", {"text": "p2"}, "proposal", "p2"),
        ("timeline", {}, "day", pd.Timestamp("2025-08-31")),
        ("annotations", {}, "day", pd.Timestamp("2025-08-31")),
    ],
)
def test_a_note_is_written_from_other_pages_too(
    toy: Store, page: str, query: dict[str, str], column: str, value: object
) -> None:
    Screen(page, **query).write("From here.")
    (note,) = notes_in(toy).query("text == 'From here.'").to_dict("records")
    assert note[column] == value


def test_a_note_is_changed(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Edit").write("Look again.", over="Look at this cell.")
    assert screen.notes == ["Look again."]
    note = notes_in(toy).set_index("code").loc["n1"]
    assert (note["text"], note["tags"], note["author"]) == ("Look again.", "to check", "Ana")


def test_a_note_is_answered_and_the_answer_hangs_on_the_same_cell(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Reply").write("I did.", nth=1)
    answers = notes_in(toy).query("reply_to == 'n1'").to_dict("records")
    assert [(note["text"], note["party"], note["term"]) for note in answers] == [("I did.", "a", "aid")]
    assert "R. Haddad replies" in [item.get("lead") for item in screen.passages]


def test_a_note_is_resolved_and_opened_again(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Resolve")
    assert notes_in(toy).set_index("code").loc["n1", "state"] == "resolved"
    assert any("resolved" in item.get("meta", ()) for item in screen.passages)
    screen.click("Reopen")
    assert notes_in(toy).set_index("code").loc["n1", "state"] == "open"


def test_a_note_is_deleted_and_the_deletion_taken_back(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Delete")
    assert screen.notes == []
    assert "n1" not in set(notes_in(toy)["code"])
    assert screen.click("Undo").notes == ["Look at this cell."]
    assert "n1" in set(notes_in(toy)["code"])


def test_a_save_is_taken_back(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("Not so.").click("Undo")
    assert screen.notes == []
    assert said(screen) == ["Taken back: “Added a note on B and Truce”."]
    assert "Not so." not in set(notes_in(toy)["text"])


def test_undo_is_offered_until_another_page_is_opened(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("Is this so?").choose("Term", "aid")
    assert "Undo" in screen.labels("button")
    assert "Undo" not in screen.open("timeline").labels("button")


def test_a_change_without_a_name_is_refused(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").sign("").click("Delete")
    assert len(screen.errors) == 1
    assert "Give your name" in screen.errors[0]
    assert reads.version(toy, "toy") == 1


def test_resolving_without_a_name_is_refused_aloud(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").sign("").click("Resolve")
    assert len(screen.errors) == 1
    assert "Give your name" in screen.errors[0]


def test_a_long_list_shows_the_newest_and_says_how_many_more(toy: Store) -> None:
    write(toy, 9)
    screen = Screen("", party="b", term="truce")
    assert screen.notes == [f"Note {number}." for number in range(8, 1, -1)]
    assert "2 more on the page Annotations." in screen.texts


def write(store: Store, notes: int, **more: Any) -> None:
    """Write so many notes on B and truce as Ana, a minute apart."""
    on = {"author": "Ana", "state": "open", "party": "b", "term": "truce"} | more
    with edits.changing(store, "toy", ANA, "Added") as change:
        for n in range(notes):
            at = datetime(2025, 7, 20, 12, n, tzinfo=UTC)
            own = {"negotiation": "toy", "code": f"w{n}", "text": f"Note {n}.", "written_at": at}
            change.put("annotation", validate("annotation", {**own, **on}), None)


def test_replies_stand_below_their_note_oldest_first(toy: Store) -> None:
    write(toy, 1)
    screen = Screen("", party="b", term="truce")
    screen.click("Reply").write("First reply.", nth=1)
    screen.field("button", "Reply").click()
    screen.run().write("Second reply.", nth=1)
    assert screen.notes == ["Note 0.", "First reply.", "Second reply."]
    assert [item["lead"] for item in screen.passages][:3] == ["Ana", "R. Haddad replies", "R. Haddad replies"]


def test_only_the_first_note_of_a_thread_is_resolved_and_the_thread_with_it(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").click("Reply").write("I did.", nth=1)
    assert screen.labels("button").count("Resolve") == 1
    marked = [item["marked"] for item in screen.click("Resolve").passages if item["text"] in screen.notes]
    assert marked == [False, False]


def test_a_note_changed_by_another_says_who_and_when(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Hers now.", over="Look at this cell.")
    screen = Screen("", party="a", term="aid")
    (note,) = [item for item in screen.passages if item.get("text") == "Hers now."]
    at = reads.versions(toy, "toy")["at"].iloc[0]
    assert note["lead"] == "Ana"
    assert f"changed by R. Haddad, {at.day} {at:%B %Y, %H:%M} UTC" in note["meta"]


def test_a_note_changed_by_its_writer_or_only_resolved_by_another_says_nothing_of_it(toy: Store) -> None:
    seen = reads.row(toy, "toy", "annotation", "n1")
    assert seen is not None
    edits.set_row(toy, "toy", "annotation", {**seen, "text": "Mine still."}, seen=seen, by=ANA)
    screen = Screen("", party="a", term="aid").click("Resolve")
    (note,) = [item for item in screen.passages if item.get("text") == "Mine still."]
    assert not any("changed by" in part for part in note["meta"])


def test_as_known_at_an_earlier_version_a_note_says_who_had_changed_it_by_then(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Edit").write("Hers now.", over="Look at this cell.")
    Screen("", party="b", term="truce").write("Something else.")
    then = {number: Screen("", party="a", term="aid", known_at=number).passages for number in ("1", "2")}
    said = {
        number: any("changed by" in part for one in some for part in one.get("meta", ()))
        for number, some in then.items()
    }
    assert said == {"1": False, "2": True}


def test_tags_in_use_are_offered_and_a_new_one_takes_their_spelling(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("First.", "état، هدنة")
    (tags,) = [field for field in screen.form()["fields"] if field["name"] == "tags"]
    assert tags["options"] == ["to check", "état", "هدنة"]
    screen.write("Second.", "to check; ETAT; new one")
    assert notes_in(toy).set_index("text").loc["Second.", "tags"] == "to check; état; new one"


def test_own_changes_are_taken_back_and_done_again_one_by_one_from_any_page(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("One.").write("Two.")
    both, one = {"One.", "Two."}, {"One."}

    def left() -> set[str]:
        return set(reads.annotations(toy, "toy")["text"]) & both

    screen.open("timeline").click("↶")
    assert left() == one
    screen.click("↶")
    assert left() == set()
    assert grey(screen) == {"↶"}
    screen.click("↷")
    assert left() == one
    screen.click("↷")
    assert left() == both
    assert grey(screen) == {"↷"}
    screen.click("↶").open("", party="b", term="truce").write("Three.")
    assert not grey(screen), "what was done since is not known to be the last"
    screen.click("↷")
    assert screen.errors == ["Nothing was changed. No change of yours of the last 200 versions is left to do again."]


def grey(screen: Screen) -> set[str]:
    """Return which of the two steps is not offered."""
    return {label for label in ("↶", "↷") if screen.field("button", label).disabled}


def said(screen: Screen) -> list[str]:
    return [as_read(one.value) for one in screen.test.success]


def test_what_is_taken_back_is_named_and_to_take_that_back_does_it_again(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("One.").click("↶")
    (back,) = said(screen)
    assert back == "Taken back: “Added a note on B and Truce”."
    assert said(screen.click("Do it again")) == [back.replace("Taken back", "Done again")]
    assert said(screen.click("Undo")) == [back]
    assert said(screen.click("↷")) == [back.replace("Taken back", "Done again")]


def test_what_was_said_of_a_click_goes_with_the_next_and_with_the_page(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("One.")
    assert (len(said(screen)), len(screen.click("↷").errors), said(screen)) == (1, 1, [])
    screen.click("↶")
    assert said(screen) and not said(screen.open("timeline"))
    assert not said(screen.open("", party="b", term="truce"))


def test_what_another_has_gone_over_is_passed_over_once_that_is_told(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").write("One.").write("Two.")
    seen = next(
        row
        for code in reads.annotations(toy, "toy")["code"]
        if (row := reads.row(toy, "toy", "annotation", code) or {})["text"] == "Two."
    )
    edits.set_row(toy, "toy", "annotation", {**seen, "text": "Theirs."}, seen=seen, by=ANA)
    screen.click("↶")
    assert screen.errors == [
        "Nothing was changed. A note on B and Truce was changed since by Ana, so “Added a note on B and Truce” stays. "
        "Click again to take back what you did before it."
    ]
    assert said(screen.click("↶")) == ["Taken back: “Added a note on B and Truce”."]
    assert {"One.", "Two.", "Theirs."} & {*reads.annotations(toy, "toy")["text"]} == {"Theirs."}
    screen.click("↶")
    assert screen.errors == ["Nothing was changed. No change of yours of the last 200 versions is left to take back."]
    assert said(screen.click("↷")) == ["Done again: “Added a note on B and Truce”."]


def test_another_s_change_is_no_step_of_one_s_own(toy: Store) -> None:
    seen = reads.row(toy, "toy", "party", "a")
    assert seen is not None
    edits.set_row(toy, "toy", "party", {**seen, "short_name": "Aa"}, seen=seen, by=ANA)
    assert len(Screen("").click("↶").errors) == 1
    assert reads.row(toy, "toy", "party", "a")["short_name"] == "Aa"  # type: ignore[index]
