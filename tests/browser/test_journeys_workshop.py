"""What is wide in the workshop, on a narrow screen and by the keyboard alone: sheets, merging, a table as a table."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
OF_SMALL = f"negotiation={SMALL}&as_of=2025-07-31"
DAYS = ("2025-09-01", "2025-09-02", "2025-09-03")
BLOCK = "\n".join(f"Round of {day}\t{number}\t{day}\t{day}\tday\tOslo\twritten" for number, day in enumerate(DAYS))
SHEET = b"Party,Term,Since,Level\nB,truce,2025-07-06,open\n"


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(words, exact=True)).to_be_visible()
    steps.settled(page)


def press(page: Page, name: str) -> None:
    """Go to what has this name by Tab, and press Enter there."""
    steps.tab_to(page, name)
    page.keyboard.press("Enter")


def is_dropped(page: Page) -> None:
    """Drop a sheet, and write what it holds."""
    page.get_by_role("combobox", name="Of", exact=True).focus()
    with page.expect_file_chooser() as waiting:
        press(page, "Upload")
    sheet = {"name": "stances.csv", "mimeType": "text/csv", "buffer": SHEET}
    waiting.value.set_files(sheet)  # type: ignore[arg-type]
    said(page, "1 row would be added.")
    press(page, "Add 1 row")
    said(page, "Written: 1 row added. It is not counted before a claim stands behind it.")


def is_merged(page: Page) -> None:
    """Merge the source that is open into its double."""
    page.get_by_role("combobox", name="Row", exact=True).focus()
    press(page, "Merge this source into another")
    expect(page.get_by_role("combobox", name="Merge into", exact=True)).to_be_visible()
    steps.settled(page)
    steps.tab_to(page, "Merge into")
    steps.type_choice(page, "Paper", "Paper")
    expect(page.get_by_text(re.compile("^1 claim.* over to “Paper”[.]"))).to_be_visible()
    steps.settled(page)
    press(page, "Merge")
    said(page, "Merged.")


def is_pasted(page: Page) -> None:
    """Choose another table, paste a block from a spreadsheet into its grid, and write it."""
    page.get_by_role("combobox", name="Table", exact=True).focus()
    steps.type_choice(page, "round", "Rounds")
    steps.address_has(page, "table=round")  # which the page asks for after its table has come, and is drawn anew for it
    steps.settled(page)
    steps.tab_to(page, "Edit as a table")
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile("^Type over a cell, paste a block"))).to_be_visible()
    steps.settled(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", BLOCK)
    grid = page.get_by_test_id("data-grid-canvas").first
    for _ in range(12):
        if grid.evaluate("(grid) => grid === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(grid).to_be_focused()
    for key in ("Control+ArrowDown", "ArrowDown", "Control+v"):
        page.keyboard.press(key)
    said(page, "3 rows would be added.")
    steps.opened(page.reload() and page, "tables")
    said(page, "3 rows would be added.")  # what is not written is kept
    page.get_by_role("combobox", name="Table", exact=True).focus()
    press(page, "Add 3 rows")
    said(page, "Written: 3 rows added.")


def test_at_390_px_and_by_the_keyboard_alone_a_sheet_is_dropped_a_source_merged_and_a_block_pasted(
    open_page: OpenPage,
) -> None:
    page = steps.sign(steps.opened(open_page(steps.path("data", OF_SMALL), phone=True), "data"))
    is_dropped(page)
    page.goto("/" + steps.path("tables", f"{OF_SMALL}&table=source&row=s2"))
    is_merged(steps.opened(page, "tables"))
    is_pasted(page)
    for done in ("Wrote rounds as a table: 3 rounds", "Merged: .+", "Added the stance of .+"):
        page.keyboard.press("Alt+u")
        said(page, re.compile(f"^Taken back: “({done})”[.]$"))
