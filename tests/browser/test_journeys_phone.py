"""The workshop on a telephone, by touch and by the keyboard alone: a stance corrected, news recorded, talks begun."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
by_touch = pytest.mark.parametrize("touch", [True, False], ids=["touch", "keyboard"])
OF_SMALL = f"negotiation={SMALL}&as_of=2025-07-09"


class Thumb:
    """Who uses a page on a telephone: by touch, or with a keyboard alone."""

    def __init__(self, page: Page, touch: bool) -> None:
        self.page, self.touch = page, touch

    def press(self, name: str, most: int = 60) -> None:
        """Press what has this name; with the keyboard, what comes next of this name."""
        if self.touch:
            self.page.get_by_text(name, exact=True).locator("visible=true").first.tap()
        else:
            steps.tab_to(self.page, name, most)
            self.page.keyboard.press("Enter")

    def to(self, name: str, most: int = 60) -> None:
        """Go to the field of this name."""
        if self.touch:
            self.page.get_by_label(name, exact=True).locator("visible=true").first.tap()
        else:
            steps.tab_to(self.page, name, most)

    def says(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words, exact=True).first).to_be_visible()
        steps.settled(self.page)

    def takes_back(self) -> None:
        if self.touch:
            self.page.get_by_role("button", name="Undo", exact=True).tap()
        else:
            self.page.keyboard.press("Alt+u")
        self.says(re.compile("^Taken back: “.+”[.]$"))


def on_a_phone(open_page: OpenPage, name: str, query: str, touch: bool) -> Thumb:
    return Thumb(steps.sign(steps.opened(open_page(steps.path(name, query), phone=True), name)), touch)


@by_touch
def test_a_stance_is_corrected_where_it_stands(open_page: OpenPage, touch: bool) -> None:
    thumb = on_a_phone(open_page, "overview", f"{OF_SMALL}&party=a&term=aid", touch)
    level = steps.sentence(thumb.page, re.compile("^Level: "))
    expect(level).to_contain_text("accepts")
    thumb.page.get_by_role("combobox", name="Term", exact=True).focus()
    thumb.press("Edit or add")
    expect(thumb.page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    steps.settled(thumb.page)
    thumb.to("Level")
    thumb.page.keyboard.type("rej")
    thumb.page.keyboard.press("Tab")
    thumb.press("Save")
    thumb.says("Saved.")
    expect(level).to_contain_text("rejects")
    thumb.takes_back()
    expect(level).to_contain_text("accepts")


@by_touch
def test_a_claim_is_recorded(open_page: OpenPage, touch: bool) -> None:
    thumb = on_a_phone(open_page, "record", OF_SMALL, touch)
    expect(thumb.page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    for name, words in (("Source", "Paper"), ("Holder", "Country A"), ("Term", "Truce")):
        thumb.to(name)
        thumb.page.keyboard.type(words)
        thumb.page.keyboard.press("Enter")  # what the list leads to is taken
    thumb.to("Level")
    thumb.page.keyboard.type("x")
    thumb.to("Attribution")
    thumb.page.keyboard.type("r")
    thumb.to("In our words")
    thumb.page.keyboard.type("It refuses.")
    thumb.page.keyboard.press("Tab")
    thumb.press("Save")
    thumb.says(re.compile("^Recorded[.]"))
    thumb.takes_back()


@by_touch
def test_a_negotiation_is_begun(open_page: OpenPage, begun: str, touch: bool) -> None:
    thumb = on_a_phone(open_page, "data", OF_SMALL, touch)
    thumb.to("Code", most=120)
    thumb.page.keyboard.type(begun)
    thumb.to("Title")
    thumb.page.keyboard.type("Tram dispute")
    thumb.page.keyboard.press("Tab")
    thumb.press("Begin the negotiation")
    steps.address_has(thumb.page, f"negotiation={begun}")
    thumb.says(re.compile("^Tram dispute is begun[.]"))
