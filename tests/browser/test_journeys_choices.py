"""Two controls of one choice say the same: cell and pickers, mark and picker, brush and table."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps

OpenPage = Callable[..., Page]
OUTLINED = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] path[stroke-width="3"][aria-label]')]
  .map((cell) => cell.getAttribute('aria-label').split(':')[0])"""


def click_on(page: Page, label: str) -> None:
    """Click on what a chart reads aloud with these words first."""
    steps.charts_drawn(page)
    page.mouse.click(*steps.middle(page.get_by_label(re.compile(f"^{label}")).first))


def outlined(page: Page, cell: str) -> None:
    """Wait until this cell of the matrix is outlined, and no other."""
    page.wait_for_function(f"(cell) => JSON.stringify(({OUTLINED})()) === JSON.stringify([cell])", arg=cell)


def test_the_outlined_cell_is_the_one_whose_story_is_shown_whichever_control_chose_it(open_page: OpenPage) -> None:
    page = steps.opened(open_page("?as_of=2025-07-07&party=egypt&term=withdrawal"))
    outlined(page, "Egypt on Withdrawal")
    click_on(page, "United States on Hostage releases")
    steps.story(page, "United States on Hostage releases")
    outlined(page, "United States on Hostage releases")
    steps.choose(page, "Party", "Qatar")
    outlined(page, "Qatar on Hostage releases")
    click_on(page, "United States on Hostage releases")
    steps.story(page, "United States on Hostage releases")
    outlined(page, "United States on Hostage releases")
    chart = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert chart is not None
    page.mouse.click(chart["x"] + 5, chart["y"] + 5)  # beside the cells
    steps.go_to(page, "timeline")
    steps.go_to(page, "overview")
    outlined(page, "United States on Hostage releases")


def test_a_mark_clicked_again_after_another_was_picked_is_shown_again(open_page: OpenPage) -> None:
    page = steps.opened(open_page("timeline?as_of=2025-07-07"), "timeline")
    picker = page.get_by_role("combobox", name="Mark", exact=True)
    click_on(page, "round: Rome, ")
    expect(picker).to_have_value(re.compile("round: Rome"))
    steps.settled(page)
    picker.focus()
    steps.type_choice(page, "none", "none: the day itself")  # the list is long, and only what is near is drawn
    expect(picker).to_have_value("none: the day itself")
    click_on(page, "round: Rome, ")
    expect(picker).to_have_value(re.compile("round: Rome"))
