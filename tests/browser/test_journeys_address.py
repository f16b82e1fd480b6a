"""The address in a real browser: one entry a step, back and forward exact, and what a link may ask for."""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
CASE, OF_SMALL = "negotiation=israel-hamas", f"negotiation={SMALL}"


class Seen(NamedTuple):
    """The address, and what the page says it shows: its heading, its day, its evidence, and the story of a cell."""

    url: str
    heading: str
    day: list[str]
    chip: str
    stories: list[str]


def looked_at(page: Page) -> Seen:
    steps.settled(page)
    chip = page.get_by_role("button", name=re.compile("^Evidence: ")).inner_text().split("\n")[0]
    heading = page.get_by_role("heading", level=1).inner_text()
    return Seen(page.url, heading, day(page).all_inner_texts(), chip, stories(page).all_inner_texts())


def day(page: Page) -> Locator:
    return page.get_by_role("group", name="As of", exact=True).get_by_role("spinbutton")


def stories(page: Page) -> Locator:
    return page.get_by_role("heading", level=3)


def entries(page: Page) -> int:
    count: int = page.evaluate("history.length")
    return count


def test_every_step_is_one_entry_and_back_and_forward_lead_through_all_of_them(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"?{OF_SMALL}&as_of=2025-07-07"))
    steps.address_has(page, f"/?{OF_SMALL}&as_of=2025-07-07")
    begun, seen = entries(page), [looked_at(page)]

    def step(end: str) -> None:
        page.wait_for_url(re.compile(f"{re.escape(end)}$"))
        seen.append(looked_at(page))

    # A step that was taken back makes room for the next.
    steps.choose(page, "Party", "Wing of B")
    steps.address_has(page, "&party=f")
    page.go_back()
    went_to(page, seen[0])
    page.get_by_role("button", name="▶").click()
    step("as_of=2025-08-09")
    page.get_by_label(re.compile("^B on Truce:")).click()
    steps.story(page, "B on Truce")
    expect(page.get_by_role("combobox", name="Party")).to_have_value("Country B")
    step("as_of=2025-08-09&party=b&term=truce")
    steps.go_to(page, "timeline")
    step(f"/timeline?{OF_SMALL}&as_of=2025-08-09")
    steps.open_evidence(page)
    steps.choose(page, "Source grade", "C or better")
    page.keyboard.press("Escape")
    step(f"/timeline?{OF_SMALL}&as_of=2025-08-09&min_grade=C")
    steps.set_day(page, "2025-07-02")
    step(f"/timeline?{OF_SMALL}&as_of=2025-07-02&min_grade=C")
    steps.go_to(page, "overview")
    step(f"/?{OF_SMALL}&as_of=2025-07-02&min_grade=C&party=b&term=truce")

    assert entries(page) == begun + len(seen) - 1
    for expected in [*seen[-2::-1]]:
        page.go_back()
        went_to(page, expected)
    for expected in seen[1:]:
        page.go_forward()
        went_to(page, expected)
    assert entries(page) == begun + len(seen) - 1


def went_to(page: Page, expected: Seen) -> None:
    """Wait until the page shows what it showed when it was left."""
    expect(page.get_by_role("heading", level=1)).to_have_text(expected.heading)
    expect(day(page)).to_have_text(expected.day)
    expect(page.get_by_role("button", name=expected.chip, exact=True)).to_be_visible()
    expect(stories(page)).to_have_text(expected.stories)
    page.wait_for_url(expected.url)
    assert looked_at(page) == expected


def test_a_step_back_is_lost_neither_to_a_step_forward_at_once_nor_to_a_page_that_is_drawn(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"data?{OF_SMALL}&as_of=2025-07-07"), "data")
    steps.address_has(page, "as_of=2025-07-07")
    page.get_by_role("button", name="▶").click()
    steps.address_has(page, "as_of=2025-08-09")
    seen = looked_at(page)
    page.evaluate("addEventListener('popstate', () => history.forward(), { once: true }); history.back()")
    page.wait_for_function("() => !location.search.includes('went') && window.parleyAddress.number > 2")
    went_to(page, seen)
    went_back(page)
    page.get_by_role("button", name="▶").click()
    steps.address_has(page, "as_of=2025-08-09")
    steps.settled(page)
    page.evaluate(LOSES_THE_FIRST_STEP)
    went_back(page)


def went_back(page: Page) -> None:
    page.go_back()
    steps.address_has(page, "as_of=2025-07-07")
    expect(page.get_by_role("spinbutton", name="day, As of")).to_have_text("07")


def test_a_click_on_a_link_is_not_lost_to_a_page_that_is_drawn(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"data?{OF_SMALL}"), "data")
    steps.address_has(page, "as_of=")  # what writes the address is there
    steps.settled(page)
    begun = entries(page)
    page.evaluate(LOSES_THE_FIRST_LINK)
    steps.go_to(page, "timeline")
    steps.address_has(page, f"/timeline?{OF_SMALL}&as_of=")
    assert page.evaluate("window.lost") == 1
    assert entries(page) == begun + 1


LOSES_THE_FIRST_LINK = """() => {
  const { send } = WebSocket.prototype;
  window.lost = 0;
  let clicked = false;
  addEventListener('click', (event) => { clicked ||= Boolean(event.target.closest('a[href*=timeline]')); }, true);
  WebSocket.prototype.send = function (sent) {
    if (clicked && !window.lost) window.lost += 1;
    else send.call(this, sent);
  };
}"""


LOSES_THE_FIRST_STEP = """() => {
  const { send } = WebSocket.prototype;
  let lost;
  WebSocket.prototype.send = function (sent) {
    const [asked] = /went=\\d+/.exec(new TextDecoder().decode(sent)) ?? [];
    lost ??= asked;
    if (!asked || asked !== lost) send.call(this, sent);
  };
}"""


def test_the_bare_address_in_any_spelling_becomes_one_that_names_the_day_without_an_entry_of_its_own(
    open_page: OpenPage,
) -> None:
    page = steps.opened(open_page("Whose_Word"), "whose_word")
    begun = entries(page)
    steps.address_has(page, f"/whose-word?{CASE}&as_of=2025-11-30")
    steps.go_to(page, "data")
    steps.address_has(page, f"/data?{CASE}&as_of=2025-11-30")
    assert entries(page) == begun + 1
