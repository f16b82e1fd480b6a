"""The first look: how the day moves, what a cell tells, and what a copied address shows."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
OF_SMALL = f"negotiation={SMALL}"


def test_rounds_are_stepped_through_and_a_cell_is_reached_and_annotated_with_the_keyboard_alone(
    open_page: OpenPage,
) -> None:
    page = steps.sign(steps.opened(open_page(f"?{OF_SMALL}&as_of=2025-08-05")))
    page.get_by_role("button", name="◀").focus()
    page.keyboard.press("Enter")
    expect(steps.sentence(page, re.compile("^On 5 July 2025, in round 1 at Oslo, "))).to_be_visible()
    steps.address_has(page, "as_of=2025-07-05")
    page.get_by_role("button", name="▶").focus()
    page.keyboard.press("Enter")
    expect(steps.sentence(page, re.compile("^On 9 August 2025, in round 2 at Bern, "))).to_be_visible()
    steps.address_has(page, "as_of=2025-08-09")
    page.get_by_role("combobox", name="Party", exact=True).focus()
    steps.type_choice(page, "Wing", "Wing of B")
    steps.story(page, "F on Aid")
    steps.tab_to(page, "Term")
    steps.type_choice(page, "Truce", "Truce")
    steps.story(page, "F on Truce")
    steps.tab_to(page, "Add annotation")
    page.keyboard.press("Enter")
    steps.tab_to(page, "Note")
    page.keyboard.type("Typed without a mouse.")
    steps.tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("paragraph").filter(has_text="Typed without a mouse.")).to_be_visible()


def test_a_copied_address_shows_a_colleague_the_same_and_the_evidence_stays_open_while_it_is_chosen(
    open_page: OpenPage,
) -> None:
    mine = steps.opened(open_page(f"?{OF_SMALL}&as_of=2025-07-04&min_grade=C"))
    steps.choose(mine, "Party", "Country B")
    steps.story(mine, "B on Aid")
    steps.address_has(mine, "party=b")
    theirs = steps.opened(open_page(mine.url.removeprefix(steps.origin(mine))))
    steps.story(theirs, "B on Aid")
    for page in (mine, theirs):
        expect(steps.sentence(page, re.compile("^On 4 July 2025, in round 1 at Oslo"))).to_be_visible()
    standing = mine.get_by_text(re.compile("^Level: ")).inner_text()
    expect(theirs.get_by_text(standing, exact=True)).to_be_visible()
    steps.open_evidence(theirs)
    expect(theirs.get_by_role("combobox", name="Source grade")).to_have_value("C or better")
    for confidence in ("high only", "not low"):
        steps.choose(theirs, "Confidence", confidence)  # the chip says it, and stays open
        steps.address_has(theirs, "min_confidence=high" if confidence == "high only" else "min_grade=C")
