"""Notes in a real browser: signed, word for word, and once."""

import re
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from dashboard.store import reads
from dashboard.store.schema import open_store
from tests.browser import steps
from tests.browser.conftest import SMALL, App

OpenPage = Callable[..., Page]
HOSTILE = (
    "<script>document.title = 'run'</script><img src=http://evil.example/i.png onerror=\"document.title = 'run'\"> "
    "[x](http://evil.example) ![y](http://evil.example/y.png) :red[red] $x^2$ **bold** `code` =1+1"
)
HEBREW, ARABIC = "הפסקת אש קבועה", "وقف دائم لإطلاق النار"


def cell(party: str, term: str) -> str:
    """Return the address of a cell of the small case."""
    return f"?negotiation={SMALL}&as_of=2025-07-31&party={party}&term={term}"


def test_a_note_waits_for_its_writer_s_name_is_shown_word_for_word_and_nothing_in_it_runs(open_page: OpenPage) -> None:
    page = steps.opened(open_page(cell("a", "truce")))
    note = page.get_by_label("Note", exact=True).first
    page.get_by_role("button", name="Add annotation").first.click()
    note.fill(f"{HOSTILE}\n{HEBREW}\n{ARABIC}")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text(re.compile("Give your name")).first).to_be_visible()
    page.keyboard.press("Escape")
    steps.sign(page)
    page.get_by_role("button", name="Add annotation").first.click()
    expect(note).to_have_value(f"{HOSTILE}\n{HEBREW}\n{ARABIC}")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    for line in (HOSTILE, HEBREW, ARABIC):
        expect(page.get_by_text(line, exact=True)).to_be_visible()
    assert page.get_by_text(HEBREW, exact=True).evaluate("line => getComputedStyle(line).direction") == "rtl"
    for page_id in ("annotations", "history", "timeline"):
        steps.go_to(page, page_id)
        assert page.locator("a[href*='evil'], img[src*='evil']").count() == 0


def test_clicks_on_save_that_follow_one_another_make_one_note(open_page: OpenPage, app: App) -> None:
    address = f"annotations?negotiation={SMALL}&search=latclick"
    page = steps.sign(steps.opened(open_page(address), "annotations"))
    for number, wait in enumerate((0, 60, 400), start=1):
        add = page.get_by_role("button", name="Add annotation")
        expect(add).to_have_count(1)  # the one before may still be on its way out
        add.click()
        page.get_by_label("Note", exact=True).first.fill(f"latclick {wait}")
        expect(page.get_by_text("Draft of ").first).to_be_visible()  # nobody types a note within a double click
        save = page.get_by_role("button", name="Save", exact=True).first
        save.evaluate("(button, wait) => { button.click(); setTimeout(() => button.click(), wait); }", wait)
        expect(page.get_by_text(re.compile(f"^{number} notes? of "))).to_be_visible()
        steps.settled(page)
        page.keyboard.press("Escape")
    with closing(open_store(app.database_url)) as store:
        texts = reads.annotations(store, SMALL)["text"]
    assert sorted(text for text in texts if "latclick" in text) == ["latclick 0", "latclick 400", "latclick 60"]
