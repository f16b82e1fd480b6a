"""Words that no form takes any more, in a real browser: told on the page Annotations, to be copied or dropped."""

from dataclasses import replace

from playwright.sync_api import expect

from dashboard.store.drafts import Form
from dashboard.store.engine import Store
from tests.browser.tabs import FORM, SENT, Tabs, held, note
from tests.people import ANA, BO


def leave(tabs: Tabs, words: str, form: Form = FORM) -> None:
    """Leave words unsent, long ago, in a form that the store before this one has signed."""
    tabs.answers = False
    page = tabs.open(form, token="signed.before")
    note(page).fill(words)
    page.evaluate("() => parleyForms.kept.forEach((one) => parleyForms.store(Object.assign(one, { touched: 0 })))")
    page.close()
    tabs.answers = True


def test_words_of_a_store_that_was_replaced_are_listed_copied_and_dropped(tabs: Tabs) -> None:
    leave(tabs, "Old <b>words</b>.")
    page = tabs.unsent()
    words = page.get_by_label("Typed")
    expect(words).to_have_value("Old <b>words</b>.\n\na; b")
    page.get_by_role("button", name="Copy").click()
    page.get_by_label("Elsewhere").press("Control+V")
    expect(page.get_by_label("Elsewhere")).to_have_value("Old <b>words</b>.\n\na; b")
    page.get_by_role("button", name="Drop these words").click()
    expect(words).to_have_count(0)
    assert page.evaluate("() => localStorage.length") == 0


def test_what_is_listed_is_told_to_the_dashboard_and_shown_in_the_words_it_gives(tabs: Tabs) -> None:
    leave(tabs, "b")
    page = tabs.unsent()
    expect(page.get_by_label("Typed")).to_have_value("b\n\na; b")
    (left,) = page.evaluate("() => told.left")
    assert (left["form"], left["held"]) == (FORM.code, {"text": "b", "tags": "a; b"})
    assert left["place"].endswith(f" {FORM.negotiation} {FORM.target}")
    page.evaluate("(words) => window.draw({ author: null, words })", {FORM.code: "Party: B"})
    expect(page.get_by_label("Typed")).to_have_value("Party: B")


def test_words_of_a_store_that_was_replaced_are_listed_to_nobody_but_their_author(tabs: Tabs) -> None:
    leave(tabs, "Ana's.", replace(FORM, author=ANA))
    another = tabs.unsent(BO.code)
    another.wait_for_function("() => [...parleyForms.kept.values()].every((one) => one.refused)")
    expect(another.get_by_label("Typed")).to_have_count(0)
    expect(tabs.unsent(ANA.code).get_by_label("Typed")).to_have_value("Ana's.\n\na; b")


def test_words_that_a_form_still_takes_are_not_listed_beside_it(tabs: Tabs) -> None:
    tabs.answers = False
    page = tabs.open()
    note(page).fill("On their way.")
    page.close()
    page = tabs.unsent()
    page.evaluate("() => parleyForms.flush()")
    expect(page.get_by_label("Typed")).to_have_count(0)


def test_unsent_words_reach_the_store_though_the_clock_was_set_back_since(served: Store, tabs: Tabs) -> None:
    tabs.answers = False
    page = tabs.open()
    note(page).fill("Typed tomorrow.")
    later = "Object.assign(one, { touched: Date.now() + 24 * 60 * 60 * 1000 })"
    page.evaluate(f"() => parleyForms.kept.forEach((one) => parleyForms.store({later}))")
    page.close()
    tabs.answers = True
    tabs.unsent().wait_for_function(SENT)
    assert held(served)["text"] == "Typed tomorrow."
