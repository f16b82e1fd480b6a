"""A table edited as a table in a real browser: a block pasted from a spreadsheet, told, written, taken back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
DAYS = ("2025-09-01", "2025-09-02", "2025-09-03")
BLOCK = "\n".join(f"Round of {day}\t{number}\t{day}\t{day}\tday\tOslo\twritten" for number, day in enumerate(DAYS))


def opened(open_page: OpenPage, table: str) -> Page:
    page = steps.sign(steps.opened(open_page(f"tables?negotiation={SMALL}&table={table}&as_of=2025-07-09"), "tables"))
    page.get_by_text("Edit as a table", exact=True).click()
    expect(page.get_by_text(re.compile("^Type over a cell, paste a block"))).to_be_visible()
    steps.settled(page)
    return page


def paste(page: Page, block: str) -> None:
    """Paste a block into the first cell of the row below the last."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", block)
    grid = page.get_by_test_id("stDataFrame").first
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 120, box["y"] + 55)
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")


def test_a_block_from_a_spreadsheet_is_told_row_by_row_written_in_one_version_and_taken_back(
    open_page: OpenPage,
) -> None:
    page = opened(open_page, "round")
    paste(page, BLOCK)
    expect(page.get_by_text("3 rows would be added.", exact=True)).to_be_visible()
    page.reload()
    steps.sign(steps.opened(page, "tables"))
    expect(page.get_by_text("3 rows would be added.", exact=True)).to_be_visible()  # what is not written is kept
    page.get_by_role("button", name="Add 3 rows").click()
    expect(page.get_by_text("Written: 3 rows added.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text(re.compile("^Taken back: “Wrote rounds as a table: 3 rounds”"))).to_be_visible()
