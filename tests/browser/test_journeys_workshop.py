"""The workshop in a real browser by other ways than a mouse on a desk: by the keyboard alone, and on a telephone."""

import re
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from dashboard.store import edits, history, reads
from dashboard.store.schema import open_store
from tests.browser import steps
from tests.browser.conftest import App
from tests.people import BO

OpenPage = Callable[..., Page]
CASE = "israel-hamas"
STANCE, CELL = "st_20250702_hamas_permanent_end_1", "?as_of=2025-07-07&party=hamas&term=permanent_end"
OWN, TITLE = "s_ywn_231225", "CIA boss delivered new plan for Gaza ceasefire: report"
ROUND = "Round of a day\t99\t2025-09-01\t2025-09-01\tday\tOslo\twritten"
SHEET = b"Party,Term,Since,Level\nHamas,truce_duration,2025-07-06,open\n"


TAKEN_BACK = re.compile("^Taken back: “.+”[.]$")


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(words, exact=True)).to_be_visible()
    steps.settled(page)


def test_a_stance_is_corrected_where_it_stands_and_taken_back_and_done_again_by_the_keyboard_alone(
    open_page: OpenPage,
) -> None:
    page = steps.sign(steps.opened(open_page(CELL)))
    level = steps.sentence(page, re.compile("^Level: "))
    before = level.inner_text()
    page.get_by_role("combobox", name="Term", exact=True).focus()
    steps.tab_to(page, "Edit or add")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    steps.settled(page)
    steps.tab_to(page, "Level")
    page.keyboard.type("rej")
    page.keyboard.press("Control+Enter")
    said(page, "Saved.")
    expect(level).not_to_have_text(before)
    after = level.inner_text()
    page.keyboard.press("Alt+u")
    said(page, TAKEN_BACK)
    expect(level).to_have_text(before)
    page.keyboard.press("Alt+y")
    said(page, re.compile("^Done again: “.+”[.]$"))
    expect(level).to_have_text(after)
    page.keyboard.press("Alt+u")
    said(page, TAKEN_BACK)


def press(page: Page, name: str) -> None:
    """Go to what has this name by Tab, and press Enter there."""
    steps.tab_to(page, name)
    page.keyboard.press("Enter")


def is_read(page: Page, app: App) -> None:
    """Read what a colleague changed, and mark it as read."""
    with closing(open_store(app.database_url)) as store:
        seen = reads.row(store, CASE, "stance", STANCE)
        assert seen is not None
        version = edits.set_row(store, CASE, "stance", {**seen, "note": "Read again."}, seen=seen, by=BO)
        page.get_by_role("combobox", name="Term", exact=True).focus()
        steps.type_choice(page, "Truce", "Truce length and extension")
        expect(page.get_by_role("heading", name="Since you last looked")).to_be_visible()
        expect(page.get_by_text("1 thing changed.", exact=True)).to_be_visible()
        page.get_by_role("button", name="R. Haddad", exact=True).focus()
        press(page, "Mark as read")
        expect(page.get_by_role("heading", name="Since you last looked")).to_have_count(0)
        history.undo(store, CASE, version or 0, by=BO)


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
    steps.type_choice(page, "CIA boss delivered", TITLE)
    expect(page.get_by_text(re.compile(f"^3 claims.* go over to “{TITLE}”[.]"))).to_be_visible()
    steps.settled(page)
    press(page, "Merge")
    said(page, "Merged.")


def is_pasted(page: Page) -> None:
    """Paste a row into the grid of the table that is open, and write it."""
    page.get_by_role("combobox", name="Table", exact=True).focus()
    steps.tab_to(page, "Edit as a table")
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile("^Type over a cell, paste a block"))).to_be_visible()
    steps.settled(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", ROUND)
    grid = page.get_by_test_id("data-grid-canvas").first
    for _ in range(12):
        if grid.evaluate("(grid) => grid === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(grid).to_be_focused()
    for key in ("Control+ArrowDown", "ArrowDown", "Control+v"):
        page.keyboard.press(key)
    said(page, "1 row would be added.")
    press(page, "Add 1 row")
    said(page, "Written: 1 row added.")


def test_at_390_px_and_by_the_keyboard_alone_news_is_read_a_sheet_dropped_a_source_merged_and_a_row_pasted(
    open_page: OpenPage, app: App
) -> None:
    page = steps.sign(steps.opened(open_page(CELL, phone=True)))
    is_read(page, app)
    page.goto("/data?as_of=2025-07-07")
    is_dropped(steps.opened(page, "data"))
    page.goto(f"/tables?table=source&row={OWN}&as_of=2025-07-07")
    is_merged(steps.opened(page, "tables"))
    page.goto("/tables?table=round&as_of=2025-07-07")
    is_pasted(steps.opened(page, "tables"))
    for done in ("Wrote rounds as a table: 1 round|Added .*Round of a day.*", "Merged: .+", "Added the stance of .+"):
        page.keyboard.press("Alt+u")
        said(page, re.compile(f"^Taken back: “({done})”[.]$"))
