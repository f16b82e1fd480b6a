"""Notes in a real browser: word for word, once, by two at a time, and taken back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
HOSTILE = (
    "<script>document.title = 'run'</script><img src=http://evil.example/i.png onerror=\"document.title = 'run'\"> "
    "[x](http://evil.example) ![y](http://evil.example/y.png) :red[red] $x^2$ **bold** `code` =1+1"
)
HEBREW, ARABIC = "הפסקת אש קבועה", "وقف دائم لإطلاق النار"


def cell(party: str, term: str) -> str:
    """Return the address of a cell of the small case."""
    return f"?negotiation={SMALL}&as_of=2025-07-31&party={party}&term={term}"


def test_a_note_is_shown_word_for_word_and_nothing_in_it_runs_and_it_is_taken_back(open_page: OpenPage) -> None:
    page = steps.sign(steps.opened(open_page(cell("a", "truce"))))
    steps.write(page, f"{HOSTILE}\n{HEBREW}\n{ARABIC}", "hostile; words")
    for line in (HOSTILE, HEBREW, ARABIC):
        expect(page.get_by_text(line, exact=True)).to_be_visible()
    assert page.get_by_text(HEBREW, exact=True).evaluate("line => getComputedStyle(line).direction") == "rtl"
    for page_id in ("annotations", "history", "timeline"):
        steps.go_to(page, page_id)
    assert page.locator("a[href*='evil']").count() == 0
    assert page.locator("img[src*='evil']").count() == 0
    steps.go_to(page, "overview")
    steps.write(page, "Takenback at once.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text(re.compile("^Taken back: “Added a note on "))).to_be_visible()
    expect(page.get_by_text("Takenback at once.", exact=True)).to_have_count(0)
    steps.opened(page.reload() and page)
    expect(page.get_by_text(HEBREW, exact=True)).to_be_visible()
    expect(page.get_by_text("Takenback at once.", exact=True)).to_have_count(0)


def test_clicks_on_save_that_follow_one_another_make_one_note(open_page: OpenPage) -> None:
    address = f"annotations?negotiation={SMALL}&search=latclick"
    page = steps.sign(steps.opened(open_page(address), "annotations"))
    for number, wait in enumerate((0, 20, 60, 150, 400), start=1):
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
    again = steps.opened(open_page(address), "annotations")
    expect(again.get_by_text(re.compile("^5 notes of "))).to_be_visible()


def test_of_two_who_edit_one_note_the_second_is_asked_field_by_field_and_keeps_both(open_page: OpenPage) -> None:
    first = steps.sign(steps.opened(open_page(cell("b", "truce"))))
    steps.write(first, "Threeparagraphs.\n\nSecond.", "kept")
    second = steps.sign(steps.opened(open_page(cell("b", "truce"))), "N. Cohen")
    for page in (first, second):
        page.get_by_role("button", name="Edit", exact=True).click()
    mine = second.get_by_role("form", name="Change the note")
    mine.get_by_label("Note", exact=True).fill("Threeparagraphs.\n\nMine.")
    theirs = first.get_by_role("form", name="Change the note")
    theirs.get_by_label("Tags", exact=True).press_sequentially("theirs,")
    theirs.get_by_label("Note", exact=True).fill("Threeparagraphs.\n\nTheirs.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs).to_have_count(0)  # “Saved.” stands there of the note already
    mine.get_by_role("button", name="Save", exact=True).click()
    # Tags are taken over without a question: only one of the two changed them.
    expect(mine.get_by_role("button", name="Remove the tag theirs")).to_be_visible()
    expect(second.get_by_text("Theirs.", exact=True).first).to_be_visible()
    expect(mine.get_by_label("Note", exact=True)).to_have_value("Threeparagraphs.\n\nMine.")
    expect(mine.get_by_role("button", name="Keep both")).to_have_count(1)
    mine.get_by_role("button", name="Keep both").click()
    expect(mine.get_by_label("Note", exact=True)).to_have_value("Threeparagraphs.\n\nTheirs.\n\nMine.")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Saved.", exact=True)).to_be_visible()
    third = steps.opened(open_page(cell("b", "truce")))
    for words in ("Theirs.", "Mine."):
        expect(third.get_by_text(words, exact=True)).to_be_visible()
    expect(third.get_by_text(re.compile("· kept, theirs$"))).to_be_visible()


def test_a_note_without_a_name_asks_for_it_and_keeps_the_words(open_page: OpenPage) -> None:
    page = steps.opened(open_page(cell("f", "aid")))
    page.get_by_role("button", name="Add annotation").first.click()
    page.get_by_label("Note", exact=True).first.fill("Nameless words.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text(re.compile("Give your name")).first).to_be_visible()
    expect(page.get_by_label("Note", exact=True).first).to_have_value("Nameless words.")
