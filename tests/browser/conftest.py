"""A dashboard of its own in a process of its own, and a real Chromium that looks at it."""

import re
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dashboard.store import reads, removing
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests import programs, serving
from tests.browser.tabs import Tabs
from tests.people import HADDAD
from tests.views import small_case

# How long what is expected may take. Playwright's own five seconds are too few where several suites share one core.
DRAWN_MS = 20_000
expect.set_options(timeout=DRAWN_MS)
ELSEWHERE = re.compile(r"^(?:https?|wss?|ftp)://(?!127\.0\.0\.1[:/])")
output = pytest.StashKey[Path]()
SMALL = "small"
"""The code of the small case in the store of the dashboard."""
# A journey is gone from a page before faster code for it has paid for itself: to make it is a sixth of what pages cost.
AS_THE_SCRIPTS_ARE = "--js-flags=--no-opt --no-maglev"
NO_PAGE = "/_stcore/health"
"""An address of the dashboard at which none of its scripts runs."""
WATCH = """document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy(
  `${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));"""
ASKED = """{
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (asked) {
    window.unanswered = true;
    for (const answer of ['message', 'close'])
      this.addEventListener(answer, () => { window.unanswered = false; }, { once: true });
    return send.call(this, asked);
  };
}"""
"""What notes whether the dashboard has answered what a page asked last: until then the page says that all is done."""


@dataclass(frozen=True)
class App:
    """A running dashboard: its address, its store and what it printed."""

    url: str
    database_url: str
    output: Path


class OpenPage(Protocol):
    """Open a page of the dashboard as another analyst would: with a browser session of its own."""

    def __call__(self, path: str = "", *, phone: bool = False, dark: bool = False) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = [*programs.ARGUMENTS, AS_THE_SCRIPTS_ARE]
        browser = playwright.chromium.launch(executable_path=programs.chromium(playwright), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, bundled_path: Path, request: pytest.FixtureRequest) -> Iterator[App]:
    """A dashboard with an own store: the bundled case, and a small one whose pages are drawn in half the time."""
    folder, port = tmp_path_factory.mktemp("app"), serving.free_port()
    app = App(f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'parley.db'}", folder / "output.txt")
    shutil.copy(bundled_path, folder / "parley.db")
    with closing(open_store(app.database_url)) as store:
        small_case.load(store, SMALL, small_case.TOY, small_case.ONE_OF_EVERYTHING)
    request.config.stash[output] = app.output
    command = [sys.executable, "-m", "dashboard", "run", "--no-open", "--port", str(port)]
    ready = f"{app.url}/_stcore/health"
    with serving.served(command, ready, app.output, {"DATABASE_URL": app.database_url}):
        yield app


@pytest.fixture
def begun(app: App) -> Iterator[str]:
    """The code of a negotiation that a test begins, and that is gone after it."""
    code = "ferries"
    yield code
    with closing(open_store(app.database_url)) as store:
        removing.remove(store, code, version=reads.version(store, code), by=HADDAD)


@pytest.fixture(scope="module")
def context_of_tabs(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def tabs(context_of_tabs: BrowserContext, served: Store) -> Iterator[Tabs]:
    """Tabs of one browser, before the store that keeps what is typed in them."""
    tabs = Tabs(context_of_tabs)
    yield tabs
    tabs.clear()


class Windows:
    """
    Windows of one browser, each with a session of its own, which later tests use again: what was fetched stays fetched.

    What their pages kept is thrown away between two tests. What they fetched from elsewhere, and what the dashboard's
    policy refused, is noted.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.free: dict[tuple[bool, bool], list[BrowserContext]] = {}
        self.taken: list[tuple[tuple[bool, bool], BrowserContext]] = []
        self.elsewhere: list[str] = []
        self.refused: list[str] = []

    def open(self, path: str = "", *, phone: bool = False, dark: bool = False) -> Page:
        """Return a page in a window that no other page of this test has."""
        free = self.free.setdefault((phone, dark), [])
        context = free.pop() if free else self._new(phone, dark)
        self.taken.append(((phone, dark), context))
        page = next(iter(context.pages), None) or self._page(context)
        page.goto(f"/{path.removeprefix('/')}")
        return page

    def _page(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("websocket", lambda socket: self._look_at(socket.url))
        return page

    def _new(self, phone: bool, dark: bool) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
        )
        context.on("request", lambda request: self._look_at(request.url))
        watch_policy(context, self.refused)
        context.add_init_script(ASKED)
        return context

    def _look_at(self, url: str) -> None:
        if ELSEWHERE.match(url):
            self.elsewhere.append(url)

    def clear(self) -> None:
        """
        Leave every page, and throw away what they kept: cookies, what scripts stored, and where they had been.

        The page of a window stays open for the next who opens one: to begin another takes twice the work.
        """
        for kind, context in self.taken:
            page = next(iter(context.pages), None) or self._page(context)
            for other in context.pages:
                if other is not page:
                    other.close()
            page.goto(NO_PAGE)
            page.evaluate("sessionStorage.clear()")
            session = context.new_cdp_session(page)
            session.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "all"})
            session.send("Page.resetNavigationHistory")
            session.detach()
            context.clear_cookies()
            self.free[kind].append(context)
        self.taken.clear()


@pytest.fixture(scope="session")
def windows(app: App, browser: Browser) -> Windows:
    """The windows of this run."""
    return Windows(browser, app.url)


@pytest.fixture
def open_page(windows: Windows) -> Iterator[OpenPage]:
    """
    Give a function that opens a page; every page is closed at the end.

    A request to anywhere but 127.0.0.1 leads nowhere and fails the test; so does what breaks the dashboard's policy.
    """
    windows.elsewhere.clear()
    windows.refused.clear()
    yield windows.open
    windows.clear()
    assert not windows.elsewhere, f"The dashboard called out to {', '.join(sorted(set(windows.elsewhere)))}"
    assert not windows.refused, f"The content security policy refused {', '.join(sorted(set(windows.refused)))}"


def watch_policy(context: BrowserContext, refused: list[str]) -> None:
    """Note what the content security policy refuses on the pages that will be opened."""
    context.expose_function("refusedByPolicy", lambda told: refused.append(told))
    context.add_init_script(WATCH)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and (printed := item.config.stash.get(output, None)) and printed.exists():
        report.sections.append(("what the dashboard printed", printed.read_text(errors="replace")[-8000:]))
    return report
