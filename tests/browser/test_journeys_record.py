"""Recording news in a real browser, with the keys and clicks counted that are no text; and nothing lost on the way."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps

OpenPage = Callable[..., Page]
MOST_OF_A_ROUND, MOST_OF_A_CLAIM, MOST_OF_A_BEGINNING = 40, 12, 120


class Hand:
    """Who records: every click, and every key that is not part of a text, is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.counted = page, 0

    def click(self, where: Locator) -> "Hand":
        where.click()
        self.counted += 1
        return self

    def press(self, *keys: str) -> "Hand":
        for key in keys:
            self.page.keyboard.press(key)
            self.counted += 1
        return self

    def type(self, text: str) -> "Hand":
        if text:  # nothing, put in, would take out what is marked
            self.page.keyboard.insert_text(text)
        return self


def opened(open_page: OpenPage, query: str = "as_of=2025-07-09") -> Page:
    page = steps.sign(steps.opened(open_page(f"record?{query}"), "record"))
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    steps.settled(page)
    return page


def recorded(page: Page) -> None:
    expect(page.get_by_text("Recorded.", exact=True)).to_be_visible()
    steps.settled(page)


def test_a_round_a_text_a_claim_and_its_denial_are_recorded_by_hand_and_taken_back_by_one_click(
    open_page: OpenPage,
) -> None:
    page = opened(open_page)
    hand = Hand(page)
    hand.click(page.get_by_role("combobox", name="Source")).type("https://paper.example/news-of-9-july")
    hand.press("Tab")  # an address that is not known opens what else is asked of a new source, and stands in it
    expect(page.get_by_label("Address", exact=True)).to_have_value("https://paper.example/news-of-9-july")
    hand.click(page.get_by_label("Grade")).press("b")
    hand.click(page.get_by_text("A new round", exact=True))
    hand.click(page.get_by_role("group").get_by_label("Title", exact=True).nth(1)).type("Cairo, 8 July 2025")
    hand.press("Tab", "i")
    hand.click(page.get_by_text("A new text", exact=True))
    hand.click(page.get_by_role("group").get_by_label("Title", exact=True).nth(2)).type("45-day text")
    hand.press("Tab", "m").click(page.get_by_role("combobox", name="Tabled by")).type("Egypt")
    hand.press("Tab").type("Truce").press("Tab").type("Fighting pauses for 45 days.")
    hand.press("Tab").type("truce_days").press("Tab").type("45").press("Tab").type("45").press("Tab").type("days")
    said = page.get_by_role("group", name="What was said")
    hand.click(said.get_by_role("combobox", name="Holder")).type("Hamas").press("Tab").type("Truce")
    hand.press("Tab", "a", "Tab", "a", "Tab").type("Egypt").press("Tab", "s", "Tab").type("Egypt says Hamas agrees.")
    hand.press("Alt+Enter", "Tab").type("Truce").press("Tab", "x", "Tab", "x", "Tab").type("Hamas")
    hand.press("Tab", "Tab").type("Hamas denies it.").press("Control+Enter")
    recorded(page)
    assert hand.counted <= MOST_OF_A_ROUND, hand.counted
    steps.go_to(page, "overview")
    page.get_by_role("button", name="↶").click()
    expect(page.get_by_text("Taken back: ")).to_be_visible()


def test_what_stands_in_a_tab_that_is_closed_in_the_middle_is_found_again_and_one_claim_takes_few_keys(
    open_page: OpenPage,
) -> None:
    page = opened(open_page)
    page.get_by_role("combobox", name="Source").fill("A paper")
    line = page.get_by_role("group", name="What was said")
    line.get_by_role("combobox", name="Holder").fill("Egypt")
    line.get_by_role("combobox", name="Holder").press("Tab")
    line.get_by_label("In our words", exact=True).fill("Words in the middle of a morning.")
    expect(page.get_by_text(re.compile(r"^Draft of \d"))).to_be_visible()
    page.close()
    again = opened(open_page)
    line = again.get_by_role("group", name="What was said")
    expect(line.get_by_label("In our words", exact=True)).to_have_value("Words in the middle of a morning.")
    expect(line.get_by_role("combobox", name="Holder")).to_have_value("Egypt")
    expect(again.get_by_role("combobox", name="Source")).to_have_value("A paper")
    again.get_by_role("button", name="Drop this draft").click()
    expect(line.get_by_label("In our words", exact=True)).to_have_value("")

    hand = Hand(again)
    hand.click(again.get_by_role("combobox", name="Source")).type("hopeful 60-day gaza agreed").press("Enter")
    hand.click(again.get_by_role("combobox", name="Holder")).type("Hamas").press("Tab").type("Withdrawal")
    hand.press("Tab", "x", "Tab", "Tab", "Tab", "s", "Tab").type("It refuses.")
    hand.press("Control+Enter")
    recorded(again)
    assert hand.counted <= MOST_OF_A_CLAIM, hand.counted
    again.get_by_role("button", name="Undo", exact=True).click()
    expect(again.get_by_text("Taken back: ")).to_be_visible()


def test_a_negotiation_is_begun_and_its_first_sourced_matrix_filled_with_few_clicks_and_keys(
    open_page: OpenPage, begun: str
) -> None:
    page = steps.sign(steps.opened(open_page("data"), "data"))
    hand = Hand(page)
    hand.counted = len(["the name's button", "Enter", "Escape"])
    hand.click(page.get_by_label("Code", exact=True)).type(begun)
    hand.click(page.get_by_label("Title", exact=True)).type("Ferry dispute")
    hand.click(page.get_by_role("combobox", name="Template"))
    steps.type_choice(page, "lab", "Labour dispute")
    hand.counted += len(["Enter"])
    hand.click(page.get_by_role("button", name="Begin the negotiation"))
    steps.address_has(page, f"negotiation={begun}")
    steps.settled(page)
    hand.click(page.get_by_role("navigation").get_by_role("button", name=steps.PAGE["record"].group, exact=True))
    hand.click(page.get_by_role("menuitem", name=steps.PAGE["record"].title, exact=True))
    steps.opened(page, "record")
    hand.click(page.get_by_role("combobox", name="Source")).type("https://paper.example/strike")
    hand.press("Tab").click(page.get_by_label("Grade")).press("b")
    said = page.get_by_role("group", name="What was said")
    hand.click(said.get_by_role("combobox", name="Holder"))
    terms = ("Wages", "Allowances", "Duration", "Working time", "Scheduling")
    lines = [
        (party, *line)
        for party, keys in (("Union", "dadco"), ("Employer", "xrxro"))
        for line in zip(terms, keys, strict=True)
    ]
    for number, (party, term, level) in enumerate(lines):
        is_first_of_party = term == terms[0]
        if number:
            hand.press("Alt+Enter")  # the next line begins with the holder and the speaker of the last
        hand.type(party if is_first_of_party else "").press("Tab").type(term).press("Tab", level, "Tab", "Tab")
        hand.type(party if is_first_of_party else "").press("Tab", *(() if number else "s"))
        hand.press("Tab").type(f"{party} on {term}.").press("Tab").type("We say so.")
    hand.press("Control+Enter")
    recorded(page)
    assert hand.counted < MOST_OF_A_BEGINNING, hand.counted
    steps.go_to(page, "overview")
    filled = re.compile("^(Union|Employer) on .*: level (demands|accepts|accepts on conditions|open|resists|rejects)")
    expect(page.get_by_label(filled)).to_have_count(10)
