"""The workshop on a telephone, by touch and by the keyboard alone: news read and recorded, a stance corrected."""

import re
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from dashboard.store import edits, history, reads
from dashboard.store.schema import open_store
from tests.browser import steps
from tests.browser.conftest import SMALL, App
from tests.people import BO

OpenPage = Callable[..., Page]


class Thumb:
    """Who uses a page on a telephone: by touch, or with a keyboard alone."""

    def __init__(self, page: Page, touch: bool) -> None:
        self.page, self.touch, self.name = page, touch, "T. Okafor" if touch else "K. Lindqvist"
        steps.sign(page, self.name)  # nobody else's: what she has looked at is up to no other journey

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
        self.page.get_by_role("button", name="↶").tap() if self.touch else self.page.keyboard.press("Alt+u")
        self.says(re.compile("^Taken back: “.+”[.]$"))

    def does_again(self) -> None:
        self.page.get_by_role("button", name="↷").tap() if self.touch else self.page.keyboard.press("Alt+y")
        self.says(re.compile("^Done again: “.+”[.]$"))


@pytest.mark.parametrize("touch", [True, False], ids=["touch", "keyboard"])
def test_news_is_read_and_recorded_a_stance_corrected_and_a_negotiation_begun(
    open_page: OpenPage, app: App, begun: str, touch: bool
) -> None:
    path = steps.path("overview", f"negotiation={SMALL}&as_of=2025-07-09&party=a&term=aid")
    thumb = Thumb(steps.opened(open_page(path, phone=True)), touch)
    news_is_read(thumb, app)
    a_stance_is_corrected_where_it_stands(thumb)
    steps.go_to_on_a_phone(thumb.page, "record")
    a_claim_is_recorded(thumb)
    steps.go_to_on_a_phone(thumb.page, "data")
    a_negotiation_is_begun(thumb, begun)


def news_is_read(thumb: Thumb, app: App) -> None:
    """Read what a colleague changed, and mark it as read."""
    with closing(open_store(app.database_url)) as store:
        seen = reads.row(store, SMALL, "stance", "st2")
        assert seen is not None
        version = edits.set_row(store, SMALL, "stance", {**seen, "note": "Read again."}, seen=seen, by=BO)
        told = thumb.page.get_by_role("heading", name="Since you last looked")
        thumb.press("◀")
        expect(told).to_be_visible()
        expect(thumb.page.get_by_text("1 thing changed.", exact=True)).to_be_visible()
        steps.settled(thumb.page)
        thumb.page.get_by_role("button", name=thumb.name, exact=True).focus()
        thumb.press("Mark as read")
        expect(told).to_have_count(0)
        history.undo(store, SMALL, version or 0, by=BO)
    steps.settled(thumb.page)


def a_stance_is_corrected_where_it_stands(thumb: Thumb) -> None:
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
    thumb.does_again()
    expect(level).to_contain_text("rejects")
    thumb.takes_back()


def a_claim_is_recorded(thumb: Thumb) -> None:
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


def a_negotiation_is_begun(thumb: Thumb, code: str) -> None:
    thumb.to("Code", most=120)
    thumb.page.keyboard.type(code)
    thumb.to("Title")
    thumb.page.keyboard.type("Tram dispute")
    thumb.page.keyboard.press("Tab")
    thumb.press("Begin the negotiation")
    steps.address_has(thumb.page, f"negotiation={code}")
    thumb.says(re.compile("^Tram dispute is begun[.]"))
