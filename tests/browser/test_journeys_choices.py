"""Two controls of one choice say the same: cell and pickers, mark and picker, brush and table."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

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
    page = steps.opened(open_page(f"?negotiation={SMALL}&as_of=2025-08-09&party=b&term=truce"))
    outlined(page, "B on Truce")
    click_on(page, "A on Aid")
    steps.story(page, "A on Aid")
    outlined(page, "A on Aid")
    steps.choose(page, "Party", "Country B")
    outlined(page, "B on Aid")
    click_on(page, "A on Aid")
    steps.story(page, "A on Aid")
    outlined(page, "A on Aid")
    chart = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert chart is not None
    page.mouse.click(chart["x"] + 5, chart["y"] + 5)  # beside the cells
    steps.go_to(page, "data")
    steps.go_to(page, "overview")
    outlined(page, "A on Aid")


def test_the_timeline_shows_what_was_clicked_or_picked_last_and_a_brush_narrows_its_table(open_page: OpenPage) -> None:
    page = steps.opened(open_page("timeline?as_of=2025-07-07"), "timeline")
    steps.charts_drawn(page)
    whole = int(steps.table_rows(page).get_attribute("aria-rowcount") or 0)
    last, height = steps.middle(page.get_by_label(re.compile("^round: Rome, ")))
    first, _ = steps.middle(page.get_by_label(re.compile("^round: Cairo, late April")))
    page.mouse.move(first, height - 14)  # above the marks, where nothing is clicked
    page.mouse.down()
    page.mouse.move(last, height - 14, steps=8)
    page.mouse.up()
    expect(steps.table_rows(page)).not_to_have_attribute("aria-rowcount", str(whole))
    steps.settled(page)
    assert 1 < int(steps.table_rows(page).get_attribute("aria-rowcount") or 0) < whole / 2
    # With the chart the brush goes, and what it narrowed is whole again.
    steps.go_to(page, "data")
    steps.go_to(page, "timeline")
    steps.charts_drawn(page)
    expect(steps.table_rows(page)).to_have_attribute("aria-rowcount", str(whole))

    picker = page.get_by_role("combobox", name="Mark", exact=True)
    click_on(page, "round: Rome, ")
    expect(picker).to_have_value(re.compile("round: Rome"))
    steps.address_has(page, "mark=R12")
    steps.settled(page)
    picker.focus()
    steps.type_choice(page, "none", "none: the day itself")  # the list is long, and only what is near is drawn
    expect(picker).to_have_value("none: the day itself")
    click_on(page, "round: Rome, ")
    expect(picker).to_have_value(re.compile("round: Rome"))
    told = "Israel handed over clarifications to the May text; Hamas said they were new conditions."
    expect(page.get_by_text(told, exact=True).first).to_be_visible()  # the table of all that is recorded has it too
    steps.write(steps.sign(page), "On the Rome round.")
    expect(page.get_by_text("On the Rome round.", exact=True)).to_be_visible()
    steps.go_to(page, "annotations")
    read = page.get_by_role("paragraph").filter(has_text="On the Rome round.")  # the table has it too, once it is drawn
    expect(read).to_be_visible()
