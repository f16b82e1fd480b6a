"""From a click to the new text on screen, in a real Chromium, against the same page in Dash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.questions import stances
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.schema import open_store
from dashboard.vocabulary import day_words
from tests import programs
from tests.benchmarks import servers
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, compare, interleaved
from tests.benchmarks.storing import DAY

DAYS = [DAY.replace(day=day) for day in range(1, 32) if day != DAY.day]
"""Of one month, so that a new day is two keys in our field; each is chosen once."""
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
SETTLES_WITHIN_MS = 400
UNCOUNTED = 3
"""Samples at the start, in which code runs for the first time."""

TOOK = """
() => Promise.race([
  window.took,
  new Promise((_, no) => setTimeout(() => no(Error('The text did not come within 30 seconds.')), 30_000)),
])
"""
WATCH = """
([selector, text]) => {
  window.took = new Promise((done) => {
    let started;
    const look = () => {
      if (started === undefined) return;
      if (![...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text))) return;
      watcher.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
    addEventListener('pointerdown', () => { started = performance.now(); }, { once: true, capture: true });
  });
}
"""
"""Starts the clock at the press of the button, stops it when the text has been painted, and leaves `window.took`."""


def clicks(database_url: str, store: str, repeats: int) -> Iterator[Figure]:
    """Yield the time from a click to the new text on Overview, for cells and days never seen, against Dash."""
    opened = open_store(database_url)
    try:
        edition = Edition(opened, NEGOTIATION)
        parties, terms = (edition.rows(name).set_index("code") for name in ("party", "term"))
        found = stances.current(Scope(edition, DAY))
    finally:
        opened.close()
    names, titles = parties["short_name"], terms["short_title"]
    shown = [
        (names[row.party], titles[row.term])
        for row in found[found["level"].notna()].drop_duplicates(["party", "term"]).itertuples()
        if (row.party, row.term) != (names.index[0], titles.index[0])  # its story is there from the start
    ]
    Random(1).shuffle(shown)
    with servers.dashboard(database_url) as ours, servers.dash(database_url) as theirs, _chromium() as browser:
        here, there = _page(browser, f"{ours.url}/?as_of={DAY}"), _page(browser, theirs.url)
        for what, one, other in (
            (
                "Click on a cell not seen before until its story is there",
                (_click_ours(here, *cell) for cell in shown),
                (_click_theirs(there, *cell, names.tolist(), titles.tolist()) for cell in shown),
            ),
            (
                "A day not seen before until its sentence is there",
                (_day_ours(here, day) for day in DAYS),
                (_day_theirs(there, day) for day in DAYS),
            ),
        ):
            for _ in range(UNCOUNTED):
                next(one), next(other)
            pairs = interleaved(lambda: next(one), lambda: next(other), repeats)  # noqa: B023
            yield compare(f"{what}, {store}, against Dash", "ms", pairs, 1.3)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(playwright), args=programs.ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def _page(browser: Browser, url: str) -> Page:
    """Return the page with its matrix drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 1100}, base_url=url)
    page.goto(url)
    page.locator("[aria-label*=': level '], .nsewdrag").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    return page


def _click_ours(page: Page, party: str, term: str) -> float:
    page.locator(AT_REST).wait_for()
    cell = page.locator(f"[aria-label^='{party} on {term}: level ']")
    cell.evaluate("cell => cell.scrollIntoView({ block: 'center' })")  # at the edge it may lie under the navigation
    box = cell.bounding_box()
    assert box is not None
    return _clicked(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, f"{party} on {term}")


def _click_theirs(page: Page, party: str, term: str, parties: list[str], terms: list[str]) -> float:
    cells = page.locator(".nsewdrag")
    cells.scroll_into_view_if_needed()
    box = cells.bounding_box()
    assert box is not None
    x = box["x"] + box["width"] * (parties.index(party) + 0.5) / len(parties)
    y = box["y"] + box["height"] * (terms.index(term) + 0.5) / len(terms)
    return _clicked(page, x, y, f"{party} on {term}")


def _clicked(page: Page, x: float, y: float, text: str) -> float:
    page.bring_to_front()
    page.mouse.move(x, y)
    page.wait_for_timeout(SETTLES_WITHIN_MS)  # Plotly only takes a click where it has seen the pointer rest
    page.evaluate(WATCH, ["h3", text])
    page.mouse.click(x, y)
    return _took(page)


def _day_ours(page: Page, day: date) -> float:
    page.bring_to_front()
    page.locator(AT_REST).wait_for()
    page.locator("[data-testid=stDateInput] [data-type=day]").press_sequentially(f"{day:%d}")
    return _left(page, "[data-testid=stText]", day)


def _day_theirs(page: Page, day: date) -> float:
    page.bring_to_front()
    page.locator("#as_of").fill(day.isoformat())
    return _left(page, "#sentence", day)


def _left(page: Page, selector: str, day: date) -> float:
    """Return what it took from leaving the field of the day, which is when both take it over."""
    page.wait_for_timeout(SETTLES_WITHIN_MS)
    page.evaluate(WATCH, [selector, f"On {day_words(day, 'day')}"])
    page.locator("h1").click()
    return _took(page)


def _took(page: Page) -> float:
    """Return the milliseconds until the text was on screen, when the page has come to rest."""
    took: float = page.evaluate(TOOK)
    page.wait_for_timeout(SETTLES_WITHIN_MS)
    return took
