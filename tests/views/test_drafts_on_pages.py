"""What was typed and not saved is there again: in another visit, on another page, and where a page cannot be drawn."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from dashboard.store import drafts as kept
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.ui import cache, drafts, forms, header
from tests.views.screen import Screen, held


def types(store: Store, form: dict[str, Any], **typed: str) -> None:
    """Post what is typed in a form, as a browser does."""
    sent = drafts.sent({"token": form["token"], "held": {**held(form), **typed}, "seen": form["row"]})
    assert sent is not None
    kept.keep(store, *sent)


def cell() -> Screen:
    return Screen("", party="b", term="truce", as_of="2025-07-07")


def test_what_was_typed_is_there_in_the_next_visit_of_the_same_browser_and_in_no_other(toy: Store) -> None:
    types(toy, cell().form(), text="Half a sent", tags="to ch")
    screen = cell()
    form = screen.form(over="Half a sent")
    assert (form["held"]["tags"], form["at"]) == (
        "to ch",
        kept.held_by(toy, Screen.browser, "toy")[0].written_at.isoformat(),
    )
    assert "Add annotation (draft)" in screen.popovers
    another = cell()
    another.browser = "f" * 32
    assert not any(form["held"] for form in another.open("", party="b", term="truce").forms)


def test_a_draft_is_of_its_own_cell_and_its_own_negotiation(toy: Store) -> None:
    types(toy, cell().form(), text="On b and truce.")
    assert Screen("", party="b", term="aid").form()["held"] is None
    assert Screen("timeline").form()["held"] is None
    assert cell().form(over="On b and truce.")["place"].endswith("toy a new note, cell_b_truce")


def test_the_form_of_a_note_in_which_something_was_typed_is_open_in_the_next_visit(toy: Store) -> None:
    types(toy, Screen("", party="a", term="aid").click("Edit").form(over="Look at this cell."), text="Look ag")
    form = Screen("", party="a", term="aid").form(over="Look ag")
    assert (form["edit"], form["seen"]["text"], form["row"]["text"]) == (
        True,
        "Look at this cell.",
        "Look at this cell.",
    )


def test_what_is_saved_is_no_draft_any_more_and_the_next_form_is_another(toy: Store) -> None:
    screen = cell()
    form = screen.form()
    types(toy, form, text="Whole.")
    screen.run().write("Whole.", over="Whole.")
    assert kept.held_by(toy, Screen.browser, "toy") == []
    assert screen.form()["form"] != form["form"]
    assert "Add annotation" in screen.popovers


def test_a_draft_is_dropped(toy: Store) -> None:
    screen = cell()
    types(toy, screen.form(), text="No.")
    screen.run()
    screen.send(screen.form(over="No."), "drop", held={})
    assert screen.form()["held"] is None
    assert reads.version(toy, "toy") == 1


def test_of_two_drafts_at_one_place_the_older_is_shown_when_the_newer_is_saved(toy: Store) -> None:
    first, second = cell(), cell()
    types(toy, first.form(), text="First.")
    types(toy, second.form(), text="Second.")
    screen = cell().write("Second.", over="Second.")
    assert screen.form(over="First.")["place"] == first.form()["place"]


def test_a_form_that_this_session_has_open_stays_the_same_whatever_another_tab_types(toy: Store) -> None:
    mine, other = cell(), cell()
    form = mine.form()
    types(toy, other.form(), text="Another tab's.")
    assert mine.run().form()["form"] == form["form"]


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
    assert screen.run().form() == form


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


def test_a_click_whose_words_were_taken_by_a_run_that_was_cut_short_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = {"cell_new": SimpleNamespace(save=None)}
    monkeypatch.setattr(forms.st, "session_state", session)
    asked = forms.Asked("toy", "annotation", ("text",), "a new note", lambda typed, _by: typed)
    forms._save(asked, "cell_new")
    assert list(session) == ["cell_new"], "nothing is said of it: the form sends it again"
