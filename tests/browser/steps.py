"""What a reader does on a page, by its id and the words on it; and what a page must keep to."""

import csv
import io
import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from dashboard.views import PAGES

OPENS_MS = 60_000
SOON_MS = 5_000
PAGE = {page.id: page for page in PAGES}
SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return !window.unanswered && app && app.dataset.testScriptState === 'notRunning';
}"""


def path(name: str, query: str = "") -> str:
    """Return the address of the page of this id, below that of the dashboard."""
    return f"{PAGE[name].path}?{query}" if query else PAGE[name].path


def opened(page: Page, name: str = "overview") -> Page:
    """Return the page once it stands still as the one of this id."""
    title = page.get_by_role("heading", name=re.compile(f"^{PAGE[name].title}"), level=1)
    expect(title).to_be_visible(timeout=OPENS_MS)
    expect(page).to_have_title(re.compile("Parley"))
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{PAGE[name].path}")
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the dashboard has answered what was asked and has nothing more to send."""
    page.wait_for_function(SETTLED, polling=50, timeout=OPENS_MS)


def go_to(page: Page, name: str) -> Page:
    """Go to the page of this id by the navigation on top."""
    own, navigation = PAGE[name], page.get_by_role("navigation")
    if own.group:
        navigation.get_by_role("button", name=own.group, exact=True).click()
        page.get_by_role("menuitem", name=own.title, exact=True).click()
    else:
        navigation.get_by_role("link", name=own.title, exact=True).click()
    return opened(page, name)


def go_to_on_a_phone(page: Page, name: str) -> Page:
    """Go to the page of this id by the list of pages, which closes behind it."""
    navigation = page.get_by_role("navigation")
    page.get_by_test_id("stExpandSidebarButton").click()
    navigation.get_by_role("link", name=PAGE[name].title, exact=True).click()
    opened(page, name)
    expect(navigation).not_to_be_in_viewport()
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list."""
    opener, wanted = (
        page.get_by_role("combobox", name=label, exact=True),
        page.get_by_role("option", name=option, exact=True),
    )
    opener.click()
    try:
        expect(wanted).to_be_visible(timeout=SOON_MS)
    except AssertionError:
        opener.click()  # a page that is still scrolling to it closes the list: who sees that opens it again
    wanted.click()
    settled(page)


def type_choice(page: Page, typed: str, option: str) -> None:
    """In the list that has the focus, choose by the keyboard alone: type, wait until the option is led to, Enter."""
    led_to = page.get_by_role("option", name=option, exact=True).and_(page.locator("[data-focused=true]"))
    page.keyboard.type(typed)
    try:
        expect(led_to).to_be_visible(timeout=SOON_MS)  # what is typed narrows the list some time after the key
    except AssertionError:
        # A key that meets the list while it takes in the last answer is lost: who sees that types the word again.
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        expect(led_to).to_be_visible()
    page.keyboard.press("Enter")
    settled(page)


def sign(page: Page, name: str = "R. Haddad") -> Page:
    """Give the name that stands beside what is written, where the browser does not remember it; say yes where asked."""
    if page.get_by_role("button", name=name, exact=True).count():
        return page
    page.get_by_role("button", name="Your name", exact=True).click()
    field = page.get_by_role("textbox", name="Your name", exact=True)
    field.fill(name)
    field.press("Enter")
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    if (yes := page.get_by_role("button", name=re.compile("^Yes"))).count():  # of several of one name, any will do
        yes.first.click()
        expect(yes).to_have_count(0)
        settled(page)
    return page


def open_evidence(page: Page) -> Page:
    """Open the chip that says what is set of the evidence, and what it was known at."""
    page.get_by_role("button", name=re.compile("^Evidence: ")).click()
    expect(page.get_by_role("combobox", name="Source grade")).to_be_visible()
    settled(page)
    return page


def write(page: Page, text: str, tags: str = "") -> None:
    """Write a note with the first form of the page."""
    page.get_by_role("button", name="Add annotation").first.click()
    page.get_by_label("Note", exact=True).last.fill(text)
    if tags:
        page.get_by_label("Tags", exact=True).last.fill(tags)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)


def set_day(page: Page, day: str) -> None:
    """Type the day into the header, part by part, as its field asks for it."""
    parts, wanted = page.get_by_role("group", name="As of", exact=True).get_by_role("spinbutton"), day.split("-")

    def type_parts() -> None:
        for number, digits in enumerate(wanted):
            parts.nth(number).focus()
            page.keyboard.type(digits)

    type_parts()
    try:
        expect(parts).to_have_text(wanted, timeout=SOON_MS)
    except AssertionError:
        type_parts()  # a field that was drawn anew meanwhile has lost keys: who sees that types the day again
        expect(parts).to_have_text(wanted)
    page.get_by_role("heading", level=1).click()  # the field sends its day when it is left
    address_has(page, f"as_of={day}")
    settled(page)


def story(page: Page, heading: str) -> Locator:
    """Return the heading of the story of a cell, once it is there."""
    found = page.get_by_role("heading", name=heading, level=3)
    expect(found).to_be_visible()
    settled(page)
    return found


def sentence(page: Page, words: re.Pattern[str]) -> Locator:
    """Return what a page says itself: a chart may have the same words in its title."""
    return page.get_by_test_id("stText").filter(has_text=words)


def address_has(page: Page, part: str) -> None:
    page.wait_for_url(re.compile(re.escape(part)))


def download(page: Page, form: str, *, nth: int = 0) -> tuple[str, bytes]:
    """Return the name and the content of a chart's file."""
    (file,) = downloads(page, form, nth=nth)
    return file


def downloads(page: Page, *forms: str, nth: int = 0) -> list[tuple[str, bytes]]:
    """
    Return the names and the contents of a chart's files, from one opening of its menu.

    Ask once for all files of a chart: a menu that is closed and opened again at once shows, until the dashboard has
    answered, the buttons of before, and what they would make is gone.
    """
    charts_drawn(page)
    page.get_by_role("button", name="Download", exact=True).nth(nth).click()
    files = []
    for form in forms:
        button = page.get_by_role("button", name=form, exact=True)
        expect(button).to_be_visible()
        settled(page)
        with page.expect_download(timeout=OPENS_MS) as waiting:
            button.press("Enter")  # it may stand below the edge of the screen
        files.append((waiting.value.suggested_filename, waiting.value.path().read_bytes()))
    page.keyboard.press("Escape")
    expect(button).to_have_count(0)  # the menu is emptied when it is closed
    return files


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a chart's CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def origin(page: Page) -> str:
    return re.match(r"https?://[^/]+", page.url)[0]  # type: ignore[index]


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab does not reach {name} within {most} steps")


FOCUSED = """() => {
  const focused = document.activeElement;
  if (focused.querySelector('button, input')) return '';  // what others stand within has all their words, not its own
  const label = focused.labels && focused.labels.length ? focused.labels[0].innerText : '';
  return [focused.getAttribute('aria-label') || '', label, focused.innerText || ''].join(' ');
}"""


def form_with(page: Page, words: str) -> Locator:
    """Return the form that was opened on a note of these words."""
    return page.get_by_role("form", name="Change the note").filter(has=page.locator("textarea", has_text=words))


def send(page: Page, before: str, after: str) -> None:
    """Put other words into the form that was opened on a note, and send it."""
    note = form_with(page, before).get_by_label("Note", exact=True)
    note.fill(after)
    note.press("Control+Enter")


def charts_drawn(page: Page) -> None:
    """Wait until every chart of the page has been drawn."""
    charts = page.get_by_test_id("stVegaLiteChart")
    for number in range(charts.count()):
        expect(charts.nth(number).locator("svg.marks, canvas.marks").first).to_be_attached()


def middle(mark: Locator) -> tuple[float, float]:
    """Return the middle of a mark of a chart: a line has no height, and so cannot be clicked as such."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def table_rows(page: Page) -> Locator:
    """Return the last table of the page; its attribute aria-rowcount counts the rows, its head among them."""
    page.get_by_test_id("stDataFrame").last.scroll_into_view_if_needed()
    table = page.get_by_test_id("stDataFrame").last.locator("[role=grid]")
    expect(table).to_be_attached()
    return table
