"""From a click to the new text on screen, in a real Chromium, against the same page in Dash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.store import reads
from dashboard.store.schema import open_store
from dashboard.vocabulary import day_words
from tests import programs
from tests.benchmarks import servers
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, compare, interleaved
from tests.benchmarks.storing import DAY

DAYS = [DAY.replace(day=8), DAY]
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
SETTLES_WITHIN_MS = 400

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
    """Yield the time from a click to the new text on Overview, for a cell and for a day, both warm, against Dash."""
    opened = open_store(database_url)
    try:
        parties, terms = (reads.rows(opened, NEGOTIATION, name) for name in ("party", "term"))
    finally:
        opened.close()
    names, titles = parties["short_name"].tolist(), terms["short_title"].tolist()
    with servers.dashboard(database_url) as ours, servers.dash(database_url) as theirs, _chromium() as browser:
        here, there = _page(browser, f"{ours.url}/?as_of={DAY}"), _page(browser, theirs.url)
        cells = [(names[1], titles[2]), (names[0], titles[3]), (names[0], titles[0])]  # the last one is shown already
        for what, one, other in (
            (
                "Click on a cell until its story is there",
                (_click_ours(here, *cell) for cell in cycle(cells)),
                (_click_theirs(there, *cell, names, titles) for cell in cycle(cells)),
            ),
            (
                "Another day until the sentence is there",
                (_day_ours(here, day) for day in cycle(DAYS)),
                (_day_theirs(there, day) for day in cycle(DAYS)),
            ),
        ):
            for _ in range(len(cells)):
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
    box = cell.bounding_box()
    assert box is not None
    return _clicked(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, f"{party} on {term}")


def _click_theirs(page: Page, party: str, term: str, parties: list[str], terms: list[str]) -> float:
    box = page.locator(".nsewdrag").bounding_box()
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
    page.evaluate(WATCH, [selector, f"On {day_words(day)}"])
    page.locator("h1").click()
    return _took(page)


def _took(page: Page) -> float:
    """Return the milliseconds until the text was on screen, when the page has come to rest."""
    took: float = page.evaluate(TOOK)
    page.wait_for_timeout(SETTLES_WITHIN_MS)
    return took
