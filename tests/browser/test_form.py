"""A form in a real browser, alone on a page: what it asks where words stand elsewhere too, and what it then holds."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dashboard.store import drafts as kept
from dashboard.store.engine import Store
from dashboard.ui import drafts
from tests.browser.tabs import FORM, ROW, SENT, Tabs, draw, held, last_sent, note, says
from tests.people import ANA, BO


@pytest.mark.parametrize(
    ("choice", "text", "tags"),
    [
        ("Keep theirs", "First.\n\nTheirs.", "b; theirs"),
        ("Keep mine", "First.\n\nMine.", "a; b; mine"),
        ("Keep both", "First.\n\nTheirs.\n\nMine.", "b; theirs; a; mine"),
    ],
)
def test_what_both_changed_is_asked_field_by_field_and_the_choice_is_saved_over_what_was_read(
    tabs: Tabs, choice: str, text: str, tags: str
) -> None:
    page = tabs.open()
    note(page).fill("First.\n\nMine.")
    page.get_by_label("Tags", exact=True).fill("mine,")
    theirs = ROW | {"text": "First.\n\nTheirs.", "tags": "b; theirs"}
    draw(page, row=theirs)
    says(page, "Somebody else changed this while you were editing it.")
    for left in (1, 0):
        page.get_by_role("button", name=choice).first.click()
        expect(page.get_by_role("button", name=choice)).to_have_count(left)
    expect(note(page)).to_have_value(text)
    page.get_by_role("button", name="Save", exact=True).click()
    sent = last_sent(page)
    assert (sent["what"], sent["held"], sent["seen"]) == ("save", {"text": text, "tags": tags}, theirs)


@pytest.mark.parametrize("choice", ["Keep mine", "Keep both"])
def test_what_was_chosen_is_said_not_to_be_saved_yet_and_is_saved_from_its_field(tabs: Tabs, choice: str) -> None:
    page = tabs.open()
    note(page).fill("Mine.")
    draw(page, row=ROW | {"text": "Theirs."}, changed={"by": "Lena Okafor", "at": "2026-01-02T03:04:00+00:00"})
    says(page, "Note, as Lena Okafor saved it, ")
    page.get_by_role("button", name=choice).click()
    expect(note(page)).to_be_focused()
    page.wait_for_function(SENT)
    says(page, "Kept in this form and not saved yet")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => sent.length")
    assert last_sent(page)["held"]["text"].endswith("Mine.")


def test_where_theirs_is_kept_nothing_is_said_to_be_left_to_save(tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("Mine.")
    draw(page, row=ROW | {"text": "Theirs."})
    page.get_by_role("button", name="Keep theirs").click()
    expect(note(page)).to_be_focused()
    expect(note(page)).to_have_value("Theirs.")
    expect(page.get_by_text("not saved yet")).to_have_count(0)


def test_what_is_asked_stays_where_it_is_while_words_cannot_be_sent(tabs: Tabs) -> None:
    page = tabs.open()
    tabs.answers = False
    note(page).fill("Mine.")
    draw(page, row=ROW | {"text": "Theirs."})
    page.get_by_role("button", name="Keep mine").focus()
    page.evaluate("() => parleyForms.flush()")
    expect(page.get_by_role("button", name="Keep mine")).to_be_focused()


def test_nothing_is_saved_before_it_is_chosen(tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("Mine.")
    draw(page, row=ROW | {"text": "Theirs."})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Keep theirs")).to_be_focused()
    assert page.evaluate("() => sent.length") == 0


def test_what_only_they_changed_is_taken_and_what_only_i_changed_stays(tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("Mine.")
    draw(page, row=ROW | {"tags": "theirs"})
    expect(page.get_by_role("button", name="Remove the tag theirs")).to_be_visible()
    expect(note(page)).to_have_value("Mine.")
    expect(page.get_by_role("button", name="Keep theirs")).to_have_count(0)


@pytest.mark.parametrize(
    ("choice", "text"),
    [("Keep theirs", "One, two."), ("Keep both", "One, two.\n\nOne, three.")],
)
def test_the_second_of_two_tabs_that_go_on_with_one_draft_is_asked_what_to_keep(
    served: Store, tabs: Tabs, choice: str, text: str
) -> None:
    first = tabs.open()
    note(first).fill("One")
    first.wait_for_function(SENT)
    second = tabs.open()
    expect(note(second)).to_have_value("One")
    note(first).fill("One, two.")
    first.wait_for_function(SENT)
    note(second).fill("One, three.")
    says(second, "This draft was also changed in another tab or browser.")
    says(second, "One, two.")
    assert held(served)["text"] == "One, two.", "it is not written over"
    second.get_by_role("button", name=choice).click()
    second.wait_for_function(SENT)
    assert held(served)["text"] == text
    note(first).press("End")
    note(first).type(" And on.")
    if choice != "Keep theirs":  # else the first tab goes on with its own words
        says(first, "This draft was also changed in another tab or browser.")
        assert held(served)["text"] == text


def test_words_of_which_nobody_has_chosen_yet_outlive_their_tab(served: Store, tabs: Tabs) -> None:
    first = tabs.open()
    note(first).fill("One")
    first.wait_for_function(SENT)
    second = tabs.open()
    note(first).fill("One, two.")
    first.wait_for_function(SENT)
    note(second).fill("One, three.")
    says(second, "This draft was also changed in another tab or browser.")
    note(first).fill("One, two, four.")
    first.wait_for_function(SENT)
    second.close()
    third = tabs.open()
    expect(note(third)).to_have_value("One, three.")
    note(third).fill("One, three, five.")
    says(third, "This draft was also changed in another tab or browser.")
    third.get_by_role("button", name="Keep both").click()
    third.wait_for_function(SENT)
    assert held(served)["text"] == "One, two, four.\n\nOne, three, five."


def test_what_two_tabs_type_in_two_fields_of_one_draft_is_joined_without_a_question(served: Store, tabs: Tabs) -> None:
    first = tabs.open()
    note(first).fill("One")
    first.wait_for_function(SENT)
    second = tabs.open()
    note(first).fill("One, two.")
    first.wait_for_function(SENT)
    second.get_by_label("Tags", exact=True).fill("c,")
    expect(note(second)).to_have_value("One, two.")
    second.wait_for_function(SENT)
    assert held(served) == {"text": "One, two.", "tags": "a; b; c"}


def test_a_tab_that_learns_at_save_that_its_draft_went_on_elsewhere_asks(served: Store, tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("One")
    page.wait_for_function(SENT)
    page.get_by_role("button", name="Save", exact=True).click()
    theirs = {"held": {"text": "One, two.", "tags": "a; b"}, "at": "2026-11-26T14:05:00+00:00"}
    draw(page, answered=last_sent(page)["number"], refused={}, theirs=theirs)
    expect(note(page)).to_have_value("One, two.")  # only they went on
    page.get_by_role("button", name="Save", exact=True).click()
    assert last_sent(page)["held"]["text"] == "One, two."
    assert theirs["held"] in last_sent(page)["upon"]


@pytest.mark.parametrize("late", [False, True])
def test_unsent_words_of_a_closed_tab_are_gone_on_with_though_they_arrive_late(
    served: Store, tabs: Tabs, late: bool
) -> None:
    first = tabs.open()
    note(first).fill("One")
    first.wait_for_function(SENT)
    tabs.answers = False
    note(first).fill("One, two")
    sent = drafts.typed(first.evaluate("() => parleyForms.message(parleyForms.kept.get('f1'))"))
    first.close()
    second = tabs.open()
    expect(note(second)).to_have_value("One, two")
    if late and sent is not None:
        kept.keep(served, sent)
    note(second).fill("One, two, three")
    tabs.answers = True
    second.wait_for_function(SENT)
    assert held(served)["text"] == "One, two, three"


def test_unsent_words_of_a_closed_tab_stay_in_the_form_once_they_are_sent_though_the_page_began_another(
    served: Store, tabs: Tabs
) -> None:
    tabs.answers = False
    first = tabs.open()
    note(first).fill("One")
    first.close()
    second = tabs.open(replace(FORM, code="f2"))
    expect(note(second)).to_have_value("One")
    tabs.answers = True
    note(second).fill("One, two")
    second.wait_for_function(SENT)
    assert held(served)["text"] == "One, two"
    expect(note(second)).to_have_value("One, two")
    draw(second, replace(FORM, code="f3"))  # another tab has saved or dropped it since
    expect(note(second)).to_have_value(ROW["text"])


def test_what_a_closed_tab_sent_to_be_saved_is_shown_once_it_is_known_that_it_was_not(tabs: Tabs) -> None:
    tabs.answers = False
    first = tabs.open()
    note(first).fill("One")
    first.get_by_role("button", name="Save", exact=True).click()
    first.close()
    second = tabs.open(replace(FORM, code="f2"))
    expect(note(second)).to_have_value(ROW["text"])
    tabs.answers = True
    expect(note(second)).to_have_value("One")


def test_a_form_with_unsent_words_of_another_tab_keeps_the_cursor_while_they_wait(tabs: Tabs) -> None:
    tabs.answers = False
    first = tabs.open()
    note(first).fill("One")
    second = tabs.open()
    note(second).focus()
    note(first).fill("One, two")
    expect(note(second)).to_have_value("One, two")
    expect(note(second)).to_be_focused()
    first.close()
    second.evaluate("() => parleyForms.flush()")
    second.keyboard.press("Control+End")
    second.keyboard.type(", three")
    expect(note(second)).to_have_value("One, two, three")


def test_of_two_tabs_with_the_same_unsent_words_one_is_kept_and_the_other_asked(served: Store, tabs: Tabs) -> None:
    tabs.answers = False
    first = tabs.open()
    note(first).fill("One")
    second = tabs.open()
    expect(note(second)).to_have_value("One")
    note(second).fill("One, three")
    note(first).fill("One, two")
    tabs.answers = True
    asked = "() => [...parleyForms.kept.values()].some((one) => one.theirs)"
    settled = f"() => ({SENT})() || ({asked})()"
    for page in (first, second):
        page.wait_for_function(settled)
    assert sorted(page.evaluate(asked) for page in (first, second)) == [False, True]
    assert {note(page).input_value() for page in (first, second)} == {"One, two", "One, three"}


def test_a_tab_shows_what_another_goes_on_to_type_until_it_is_typed_in_itself(tabs: Tabs) -> None:
    tabs.answers = False
    first = tabs.open()
    note(first).fill("One")
    second = tabs.open()
    note(first).fill("One, two")
    expect(note(second)).to_have_value("One, two")


def test_unsent_words_are_shown_to_nobody_but_their_author_and_reach_her(served: Store, tabs: Tabs) -> None:
    hers = replace(FORM, author=ANA)
    tabs.answers = False
    page = tabs.open(hers)
    note(page).fill("Ana's.")
    page.close()
    another = tabs.open(replace(FORM, code="f2", author=BO))
    expect(note(another)).to_have_value(ROW["text"])
    another.close()
    tabs.answers = True
    page = tabs.open(hers)
    expect(note(page)).to_have_value("Ana's.")
    page.wait_for_function(SENT)
    assert held(served, hers)["text"] == "Ana's."


def test_a_draft_says_when_it_was_typed_and_that_it_was_elsewhere(served: Store, tabs: Tabs) -> None:
    other = replace(FORM, browser="c" * 32)
    kept.keep(served, kept.Typed(other, {"text": "There.", "tags": ""}, ROW, "7" * 32, ()))
    page = tabs.open(other, elsewhere=True)
    says(page, "from another browser")
    note(page).fill("Here.")
    expect(page.get_by_text("from another browser")).to_have_count(0)


def test_a_form_that_is_gone_when_its_words_arrive_is_asked_for_and_saves_from_its_new_place(tabs: Tabs) -> None:
    tabs.answers = False
    page = tabs.open()
    page.evaluate("() => (parleyForms.askForPage = () => (window.asked = true))")
    note(page).fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.evaluate("() => { document.querySelector('form').remove(); parleyForms.session = 'of a restarted server'; }")
    tabs.answers = True
    page.wait_for_function("() => window.asked")
    page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('form'), { className: 'parley-form' }))"
    )
    draw(page)
    page.wait_for_function("() => sent.length > 1")
    assert last_sent(page)["held"]["text"] == "Mine."


def test_a_form_that_is_folded_under_a_click_on_save_is_asked_for_too(tabs: Tabs) -> None:
    page = tabs.open()
    page.evaluate("() => (parleyForms.askForPage = () => (window.asked = true))")
    note(page).fill("Mine.")
    page.wait_for_function(SENT)
    page.evaluate("() => { window.asked = false; }")
    page.get_by_role("button", name="Save", exact=True).click()
    page.evaluate("() => document.querySelector('form').remove()")
    page.wait_for_function("() => window.asked")


@pytest.mark.parametrize(
    "shown",
    ["history.pushState(null, '', '/timeline'); parleyForms.session = 'of a restarted server'", "'the same session'"],
)
def test_a_form_that_its_reader_closed_or_left_for_another_page_is_not_asked_for(tabs: Tabs, shown: str) -> None:
    tabs.answers = False
    page = tabs.open()
    page.evaluate("() => (parleyForms.askForPage = () => (window.asked = true))")
    note(page).fill("Mine.")
    page.evaluate(f"() => {{ document.querySelector('form').remove(); {shown}; }}")
    tabs.answers = True
    page.wait_for_function(SENT)
    assert page.evaluate("() => window.asked") is None


def test_a_drop_that_is_refused_drops_nothing(served: Store, tabs: Tabs) -> None:
    tabs.answers = False
    page = tabs.open()
    note(page).fill("Mine.")
    page.get_by_role("button", name="Drop this draft").click()
    number = last_sent(page)["number"]
    draw(page, answered=number, refused={"": "Not dropped. The database did not answer."})
    says(page, "Not dropped. The database did not answer.")
    expect(note(page)).to_have_value("Mine.")
    page.get_by_role("button", name="Drop this draft").click()
    kept.drop(served, drafts.typed(last_sent(page)))  # type: ignore[arg-type]
    draw(page, replace(FORM, code="f2"), answered=last_sent(page)["number"])
    expect(note(page)).to_have_value(ROW["text"])


def test_a_click_on_save_counts_though_the_form_moves_under_it(tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).hover()
    page.mouse.down()
    page.evaluate("document.body.prepend(Object.assign(document.createElement('p'), { style: 'height: 300px' }))")
    page.mouse.up()
    page.wait_for_function("() => sent.length")
    assert last_sent(page)["what"] == "save"


def test_a_form_that_was_saved_saves_again_though_the_clock_was_set_back_since(tabs: Tabs) -> None:
    page = tabs.open()
    note(page).fill("One.")
    page.get_by_role("button", name="Save", exact=True).click()
    draw(page, replace(FORM, code="f2"), answered=last_sent(page)["number"])
    page.evaluate(
        """() => {
          const [wall, passed] = [Date.now(), performance.now()];
          Date.now = () => wall - 3_600_000;
          performance.now = () => passed + 1000;
        }"""
    )
    note(page).fill("Two.")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.evaluate("() => sent.map((one) => one.held.text)") == ["One.", "Two."]


def test_what_is_typed_arrives_while_typing_goes_on(served: Store, tabs: Tabs) -> None:
    page = tabs.open()
    for _ in range(2000):
        note(page).press("x")
        if kept.held_by(served, FORM.browser, FORM.author, FORM.negotiation):
            break
    assert "x" in held(served)["text"]
