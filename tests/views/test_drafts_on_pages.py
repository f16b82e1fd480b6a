"""What was typed and not saved is there again: in another visit, on another page, and where a page cannot be drawn."""

from datetime import datetime
from typing import Any

import pytest
import streamlit as st

from dashboard.store import drafts as kept
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.ui import cache, drafts, forms, header
from tests.people import ANA, BEN
from tests.views.screen import Screen, held


def types(store: Store, screen: Screen, *, of: str = "", over: str = "", **typed: str) -> Screen:
    """Post what is typed in a form, as its browser does: in the first whose target ends so and whose text reads so."""
    form = next(form for form in screen.forms if form["place"].endswith(of) and held(form).get("text", "") == over)
    sent = drafts.typed({**screen.typed(form), "held": {**held(form), **typed}})
    assert sent is not None
    kept.keep(store, sent)
    return screen


def cell() -> Screen:
    return Screen("", party="b", term="truce", as_of="2025-07-07")


def test_what_was_typed_is_there_in_the_next_visit_of_the_same_browser_and_in_no_other(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    types(toy, cell(), text="Half a sent", tags="to ch")
    screen = cell()
    form = screen.form(over="Half a sent")
    assert (form["held"]["tags"], form["at"]) == (
        "to ch",
        kept.held_by(toy, Screen.browser, None, "toy")[0].written_at.isoformat(),
    )
    assert "Add annotation (draft)" in screen.popovers
    assert not any(form["held"] for form in in_another_browser().forms)


def in_another_browser() -> Screen:
    """Return the cell as it is opened in another browser."""
    screen = cell()
    screen.browser = "f" * 32
    return screen.open("", party="b", term="truce")


def test_her_draft_is_found_from_another_browser_once_she_has_given_her_name(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    types(toy, cell().sign("Nour"), text="Half a sent")
    screen = in_another_browser()
    assert screen.form()["at"] is None, "nobody has said who she is"
    screen.sign("Nour")
    assert "Are you Nour, who has written here before?" in screen.texts
    assert screen.form()["at"] is None, "nor answered whether it is she"
    form = screen.click("Yes").form(over="Half a sent")
    assert form["elsewhere"]
    types(toy, screen, over="Half a sent", text="Half a sentence")
    assert not screen.run().form(over="Half a sentence")["elsewhere"]
    assert cell().sign("Nour").click("Yes").form(over="Half a sentence")["elsewhere"]


def test_her_own_draft_of_this_browser_comes_before_a_newer_one_of_another(toy: Store) -> None:
    elsewhere = in_another_browser()
    types(toy, cell(), text="Here.")
    types(toy, elsewhere, text="There.")
    form = cell().form(over="Here.")
    assert not form["elsewhere"]


def test_nobody_who_has_given_a_name_is_shown_another_author_s_draft(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    types(toy, cell().sign("Nour"), text="Nour's.")
    screen = cell()
    assert screen.form(over="Nour's.")["at"], "who has not said who she is sees what was typed in this browser"
    assert not any(form["held"] for form in screen.sign("Omar").forms)
    types(toy, screen, text="Omar's.")
    assert [form["held"]["text"] for form in screen.run().forms if form["held"]] == ["Omar's."]
    assert cell().sign("Nour").click("Yes").form(over="Nour's.")["author"] != screen.form(over="Omar's.")["author"]


def test_another_person_of_the_same_name_is_not_shown_her_draft(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    types(toy, cell().sign("Nour"), text="Nour's.")
    screen = in_another_browser().sign("Nour").click("No, I am another person")
    assert not any(form["held"] for form in screen.forms)


def test_what_was_typed_before_she_gave_her_name_is_hers(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    screen = types(toy, cell(), text="Nameless.")
    types(toy, screen.sign("Nour"), over="Nameless.", text="Nour's.")
    assert in_another_browser().sign("Nour").click("Yes").form(over="Nour's.")


def test_a_newcomer_is_the_same_in_every_tab_of_her_browser(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_AUTHOR", "Nour")
    one, other = cell(), cell()
    types(toy, one, text="Mine.")
    assert other.run().form()["author"] == one.form()["author"]


def test_a_draft_is_of_its_own_cell_and_its_own_negotiation(toy: Store) -> None:
    types(toy, cell(), text="On b and truce.")
    assert Screen("", party="b", term="aid").form()["held"] is None
    assert Screen("timeline").form()["held"] is None
    assert cell().form(over="On b and truce.")["place"].endswith("toy a new note, cell_b_truce")


def test_what_was_typed_for_one_cell_does_not_go_along_to_the_next_that_is_looked_at(toy: Store) -> None:
    screen = cell().unfold()
    begun = screen.choose("What", "stance ").forms
    (own,) = (form for form in begun if form["what"] == "stance")
    types(toy, screen, of=own["place"], level="REJECTS")  # it arrives once the page is drawn
    screen.choose("Party", "a")
    (other,) = (form for form in screen.forms if form["what"] == "stance")
    assert (other["form"] == own["form"], held(other)["party"], held(other)["level"]) == (False, "a", "")
    screen.choose("Party", "b")
    (again,) = (form for form in screen.forms if form["what"] == "stance")
    assert (again["form"], held(again)["level"]) == (own["form"], "REJECTS")


def test_a_form_knows_who_changed_its_row_after_it_was_seen_and_when(toy: Store) -> None:
    screen = types(toy, Screen("tables", table="party", row="a"), short_name="Mine")
    assert screen.run().forms[0]["changed"] is None
    for code, by in (("a", BEN), ("b", ANA)):
        seen = reads.row(toy, "toy", "party", code)
        assert seen is not None
        edits.set_row(toy, "toy", "party", {**seen, "short_name": "Theirs"}, seen=seen, by=by)
    changed = screen.run().forms[0]["changed"]
    assert changed["by"] == BEN.name
    assert datetime.fromisoformat(changed["at"]).tzinfo is not None


def test_the_form_of_a_note_in_which_something_was_typed_is_open_in_the_next_visit(toy: Store) -> None:
    types(toy, Screen("", party="a", term="aid").click("Edit"), over="Look at this cell.", text="Look ag")
    form = Screen("", party="a", term="aid").form(over="Look ag")
    assert (form["edit"], form["seen"]["text"], form["row"]["text"]) == (
        True,
        "Look at this cell.",
        "Look at this cell.",
    )


def test_what_is_saved_is_no_draft_any_more_and_the_next_form_is_another(toy: Store) -> None:
    screen = cell()
    form = screen.form()
    types(toy, screen, text="Whole.")
    screen.run().write("Whole.", over="Whole.")
    assert kept.held_by(toy, Screen.browser, None, "toy") == []
    assert screen.form()["form"] != form["form"]
    assert "Add annotation" in screen.popovers


def test_a_draft_is_dropped(toy: Store) -> None:
    screen = cell()
    types(toy, screen, text="No.")
    screen.run()
    screen.send(screen.form(over="No."), "drop", held={})
    assert screen.form()["held"] is None
    assert reads.version(toy, "toy") == 1


def test_a_draft_that_another_tab_went_on_with_is_neither_saved_nor_dropped_over_it(toy: Store) -> None:
    types(toy, cell(), text="One")
    mine, other = cell(), cell()
    types(toy, other, over="One", text="One, two")
    form = mine.form(over="One")
    for event in ("save", "drop"):
        mine.send(form, event, held={"text": "One, three", "tags": ""})
        told = mine.form(over="One, two")
        assert (told["refused"], told["theirs"]["held"]["text"]) == ({}, "One, two")
        assert told["form"] == form["form"]
    assert reads.version(toy, "toy") == 1
    mine.send(form, "save", held={"text": "One, two, three", "tags": ""}, upon=[told["theirs"]["held"]])
    assert mine.notes == ["One, two, three"]


def test_of_two_drafts_at_one_place_the_older_is_shown_when_the_newer_is_saved(toy: Store) -> None:
    first, second = cell(), cell()
    types(toy, first, text="First.")
    types(toy, second, text="Second.")
    screen = cell().write("Second.", over="Second.")
    assert screen.form(over="First.")["place"] == first.form()["place"]


def test_a_form_in_which_something_was_typed_stays_the_same_whatever_another_tab_types(toy: Store) -> None:
    mine, other = cell(), cell()
    types(toy, mine, text="Mine.")
    types(toy, other, text="Another tab's.")
    assert mine.run().form(over="Mine.")["place"] == other.form()["place"]


def test_what_another_tab_typed_stands_in_for_an_empty_form_until_something_is_typed_in_that(toy: Store) -> None:
    mine, other = cell(), cell()
    before = mine.form()
    types(toy, other, text="Another tab's.")
    assert mine.run().form(over="Another tab's.")["form"] == other.form()["form"]
    typed = drafts.typed({**mine.typed(before), "held": {"text": "Typed meanwhile.", "tags": ""}})
    assert typed is not None and kept.keep(toy, typed)
    assert mine.run().form(over="Typed meanwhile.")["form"] == before["form"]


def test_a_form_knows_of_which_words_its_page_did_not_know_yet(toy: Store) -> None:
    screen = cell()
    before = datetime.fromisoformat(screen.form()["read_at"])
    types(toy, screen, text="One")
    form = screen.run().form(over="One")
    assert before <= datetime.fromisoformat(form["at"]) <= datetime.fromisoformat(form["read_at"])


def test_where_a_page_cannot_be_drawn_its_forms_are_drawn_all_the_same(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = cell()
    form, address = screen.form(), screen.address
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    with monkeypatch.context() as patch:
        patch.setattr(header, "pick_scope", st.stop)  # as a run is cut short by the next click
        screen.run()
    with monkeypatch.context() as patch:
        patch.setattr(cache, "store", lambda: gone)
        for _ in range(2):
            screen.run()
            assert any("did not answer" in words for words in screen.errors)
            assert (screen.form()["token"], screen.form()["only_typed"]) == (form["token"], True)
            assert screen.address == address, "it leads to the page once that can be drawn again"
    gone.close()
    assert {**screen.run().form(), "read_at": form["read_at"]} == form


def test_a_save_while_the_store_does_not_answer_is_refused_in_the_form(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = cell()
    gone, mark = Store("postgresql://nobody@127.0.0.1:1/none"), kept.mark(toy)
    with monkeypatch.context() as patch:
        patch.setattr(cache, "store", lambda: gone)
        patch.setattr(drafts, "_mark", lambda _store: mark)
        screen.write("Kept in the browser.")
        assert any(words.startswith("Not saved. The database") for words in screen.errors)
    gone.close()
    assert screen.run().write("Kept in the browser.").notes == ["Kept in the browser."]


@pytest.mark.parametrize("session", [{"cell_new": {"save": None}}, {}], ids=["cut short", "not drawn yet"])
def test_a_click_that_a_run_was_cut_short_with_or_a_new_session_does_not_know_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, session: dict[str, Any]
) -> None:
    before = dict(session)
    monkeypatch.setattr(forms.st, "session_state", session)
    asked = forms.Asked("toy", "annotation", ("text",), "a new note", lambda typed, _by: typed)
    forms._save(asked, "cell_new")
    assert session == before, "nothing is said of it: the form sends it again"
