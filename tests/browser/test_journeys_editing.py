"""Editing in a real browser, where a thing stands: changed, taken back, removed, and by two at a time."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
OF_SMALL = f"negotiation={SMALL}&as_of=2025-07-09"
GROUND = """said => {
  let box = said;
  while (getComputedStyle(box).position !== 'sticky') box = box.parentElement;
  return getComputedStyle(box).backgroundColor;
}"""
"""The ground of what stays in sight while the page is scrolled under it."""


def unfold(page: Page, label: str = "Edit or add") -> None:
    page.get_by_text(label, exact=True).first.click()
    expect(page.get_by_role("button", name="Save", exact=True).first).to_be_visible()
    steps.settled(page)


def saved(page: Page) -> None:
    done = page.get_by_text("Saved.", exact=True)
    expect(done).to_be_in_viewport()
    assert done.evaluate(GROUND) != "rgba(0, 0, 0, 0)", "what is scrolled under it shows through"
    steps.settled(page)


def test_a_text_is_changed_where_it_stands_a_row_of_a_list_below_it_and_both_are_taken_back(
    open_page: OpenPage,
) -> None:
    page = steps.sign(steps.opened(open_page(f"proposals?{OF_SMALL}&text=p1"), "proposals"))
    unfold(page)
    page.get_by_label("Title", exact=True).fill("The text of sixty lorries")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    expect(page.get_by_text(re.compile("^“The text of sixty lorries”, tabled "))).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text(re.compile("^“First text”, tabled "))).to_be_visible()

    # Only in a browser does a list run by itself, and has the page to be told.
    steps.go_to(page, "stances")
    steps.table_rows(page)
    page.get_by_test_id("stDataFrame").last.click(position={"x": 12, "y": 53})  # the box of the first row
    unfold(page, "Edit")
    summary = page.get_by_label("In our words", exact=True)
    before = summary.input_value()
    summary.fill("It was said so.")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(summary).to_have_value(before)


def test_two_who_correct_one_stance_are_asked_field_by_field(open_page: OpenPage) -> None:
    address = f"tables?{OF_SMALL}&table=stance&row=st2"
    one, other = (steps.opened(open_page(address), "tables") for _ in range(2))
    steps.sign(one, "Ana Aaltonen")
    steps.sign(other, "Bo Brandt")
    other.get_by_label("Note", exact=True).fill("A note by Bo.")
    one.get_by_label("Note", exact=True).fill("A note by Ana.")
    one.get_by_label("Coding rule", exact=True).fill("The rule of Ana.")
    one.get_by_role("button", name="Save", exact=True).click()
    saved(one)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Somebody else changed this while you were editing it.")).to_be_visible()
    expect(other.get_by_label("Coding rule", exact=True)).to_have_value("The rule of Ana.")
    other.get_by_role("button", name="Keep both").click()
    other.get_by_role("button", name="Save", exact=True).click()
    saved(other)
    expect(other.get_by_label("Note", exact=True)).to_have_value("A note by Ana.\n\nA note by Bo.")


def test_a_round_is_added_by_the_keyboard_alone_and_removed_and_a_row_that_a_field_misses_is_added_within_its_form(
    open_page: OpenPage,
) -> None:
    page = steps.sign(steps.opened(open_page(f"tables?{OF_SMALL}&table=round"), "tables"))
    page.get_by_label("Title", exact=True).focus()
    for text in ("A round in Zurich", "99", "2025-07-08", "2025-07-09"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    steps.tab_to(page, "Format")
    page.keyboard.type("wri")
    page.keyboard.press("Control+Enter")
    saved(page)
    rows = page.get_by_role("combobox", name="Row", exact=True)
    rows.focus()
    steps.type_choice(page, "zurich", "A round in Zurich")
    page.get_by_role("button", name="Remove this round").click()
    expect(page.get_by_text("Nothing refers to this round. One click brings it back.")).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("Removed.", exact=True)).to_be_visible()
    rows.focus()
    page.keyboard.type("zurich")
    expect(page.get_by_role("option", name="A round in Zurich")).to_have_count(0)
    page.keyboard.press("Escape")
    steps.choose(page, "Table", "Parties to events")
    box = page.get_by_role("combobox", name="Party", exact=True)
    box.fill("Atlantis")
    page.get_by_role("option", name="New party …").click()
    inner = page.get_by_role("form", name="New party", exact=True)
    inner.get_by_label("Name", exact=True).fill("Atlantis, an island")
    inner.get_by_label("Short name", exact=True).fill("Atlantis")
    inner.get_by_label("Role", exact=True).select_option("observer")
    inner.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    expect(inner).to_have_count(0)
    expect(box).to_have_value("Atlantis")
    page.get_by_role("form", name="New party to an event").get_by_role("button", name="Drop this draft").click()
    expect(box).to_have_value("")
    page.get_by_role("button", name="↶").click()
    expect(page.get_by_text(re.compile("^Taken back: “.+”[.]$"))).to_be_visible()
