"""Drafts that no form of the page shows: told on Annotations, with their words, the way back and a button to drop."""

import json

import pytest

from dashboard.store import drafts, edits, reads
from dashboard.store.engine import Store
from dashboard.ui import cache
from tests.people import BO
from tests.views.screen import Screen, held
from tests.views.test_drafts_on_pages import types
from tests.views.test_record_page import LINE


def remove(store: Store, code: str) -> None:
    seen = reads.row(store, "toy", "annotation", code)
    assert seen is not None
    edits.remove_annotation(store, "toy", seen=seen, by=BO)


def a_reply_to_a_note_that_was_removed(store: Store) -> Screen:
    """Return the page of annotations after somebody removed a note to which a reply was being typed."""
    screen = Screen("", party="a", term="aid").click("Reply")
    types(store, screen, of="a reply to n1", text="Because it is so.", tags="b")
    remove(store, "n1")
    return Screen("annotations")


def words(screen: Screen) -> list[str]:
    return [element.value for element in screen.test.code]


def test_a_reply_to_a_note_that_was_removed_is_told_with_its_words(toy: Store) -> None:
    screen = a_reply_to_a_note_that_was_removed(toy)
    assert "1 unsent draft" in screen.folds
    assert words(screen.unfold()) == ["Because it is so.\n\nb"]


def test_it_is_dropped_there(toy: Store) -> None:
    screen = a_reply_to_a_note_that_was_removed(toy).unfold().click("Drop this draft")
    assert not any("unsent" in fold for fold in screen.folds)
    assert drafts.held_by(toy, Screen.browser, None, "toy") == []


def test_where_nothing_is_left_nothing_is_told(toy: Store) -> None:
    screen = Screen("annotations")
    assert not any("unsent" in fold for fold in screen.folds)
    types(toy, screen, text="In the form of this page.")
    assert not any("unsent" in fold for fold in screen.run().folds)


def test_what_no_form_takes_any_more_is_listed_by_the_browser_for_who_the_reader_is(toy: Store) -> None:
    screen = Screen("annotations").sign("Ana Lee")
    listed = [one.proto for one in screen.test.get("bidi_component") if one.proto.id.endswith("-unsent_in_browser")]
    assert [json.loads(one.json) for one in listed] == [
        {"author": screen.test.session_state["author"].code, "words": {}}
    ]


def test_every_draft_of_another_page_is_told_and_leads_back_to_its_form(toy: Store) -> None:
    types(toy, Screen("", party="b", term="truce", as_of="2025-07-07"), text="On the cell.")
    types(toy, Screen("timeline"), text="On the timeline.")
    screen = Screen("annotations")
    assert "2 unsent drafts" in screen.folds
    assert words(screen.unfold()) == ["On the timeline.", "On the cell."]
    links = [link.proto for link in screen.test.get("page_link") if link.label == "Go there"]
    assert ["party=b" in link.query_string for link in links] == [False, True]
    cell = screen.open("", **dict(part.split("=") for part in links[1].query_string.split("&")))
    assert cell.form(over="On the cell.")
    assert cell.address["as_of"] == "2025-07-07"


def test_the_older_of_two_drafts_at_one_place_is_told(toy: Store) -> None:
    first, second = Screen("annotations"), Screen("annotations")
    types(toy, first, text="First.")
    types(toy, second, text="Second.")
    screen = Screen("annotations")
    assert screen.form(over="Second.")
    assert words(screen.unfold()) == ["First."]
    assert words(screen.click("Go there")) == ["First."], "it is here already, below the newer one"


def test_a_draft_that_was_gone_on_with_since_it_was_listed_is_not_dropped(toy: Store) -> None:
    other = types(toy, Screen("timeline"), text="One")
    screen = Screen("annotations").unfold()
    types(toy, other, text="One, two")
    screen.click("Drop this draft")
    assert screen.errors[0].startswith("Not dropped. This draft was changed in another tab")
    assert words(screen) == ["One, two"]


def test_a_drop_while_the_store_does_not_answer_is_said_and_drops_nothing(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(toy, Screen("timeline"), text="One")
    screen = Screen("annotations").unfold()
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    with monkeypatch.context() as patch:
        patch.setattr(cache, "store", lambda: gone)
        screen.click("Drop this draft")
    gone.close()
    assert screen.run().errors[0].startswith("Not dropped. The database")
    assert words(screen.unfold()) == ["One"]


def test_a_record_goes_by_what_its_page_calls_it_and_its_lines_are_told_in_words(toy: Store) -> None:
    screen = Screen("record")
    assert screen.only(screen.forms)["title"] == "Record"
    types(toy, screen, source="News", lines=json.dumps([LINE, {"holder": "", "remark": "false"}]))
    screen = Screen("annotations").unfold()
    assert any(text.startswith("Record, draft of") for text in screen.texts)
    (told,) = words(screen)
    assert told.startswith("Source: News\n\n")
    assert told.endswith(
        "Holder: B\nTerm: Truce\nLevel: accepts\nSpeaker's party: B\nAttribution: statement\nIn our words: It says yes."
        "\nSaid on: 2025-09-02\nRemark: no"
    )


def test_what_stands_in_the_form_of_a_row_is_told_under_the_titles_of_its_fields_and_by_the_names_of_things(
    toy: Store,
) -> None:
    screen = Screen("tables", table="stance", row="st2")
    types(toy, screen, of="stance st2", level="OPEN", term="truce", note="")
    (told,) = words(Screen("annotations").unfold())
    assert {"Party: B", "Term: Truce", "To text: First text", "Level: open"} <= set(told.split("\n\n"))


def test_what_only_the_browser_keeps_is_told_by_the_names_of_things_once_it_has_said_what_that_is(toy: Store) -> None:
    screen = Screen("annotations")
    left = {"form": "f", "place": "0f toy a new stance, cell b truce", "held": {"party": "b", "level": "OPEN"}}
    other = {**left, "form": "g", "place": "0f other a new stance, cell b truce"}
    (drawn,) = [one.proto for one in screen.test.get("bidi_component") if "unsent_in_browser" in one.proto.id]
    states = screen.test._tree.get_widget_states()
    states.widgets.add(id=drawn.id).json_value = json.dumps({"left": [left, other]})
    screen.run(states)
    (drawn,) = [one.proto for one in screen.test.get("bidi_component") if "unsent_in_browser" in one.proto.id]
    assert json.loads(drawn.json)["words"] == {"f": "Party: B\n\nLevel: open"}


def test_a_draft_of_a_row_that_was_chosen_in_a_list_leads_to_its_form(toy: Store) -> None:
    screen = Screen("stances", as_of="2025-08-31").pick_row("Attribution", 0).unfold()
    types(toy, screen, of="claim c2", summary="Half a sent")
    screen = Screen("annotations").unfold().follow("Go there")
    assert [held(form)["summary"] for form in screen.forms] == ["Half a sent"]
