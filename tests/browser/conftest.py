"""A dashboard of its own in a process of its own, and a real Chromium that looks at it."""

import re
import sys
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, WebSocket, expect, sync_playwright

from tests import programs, serving

# How long what is expected may take. Playwright's own five seconds are too few where several suites share one core.
DRAWN_MS = 20_000
expect.set_options(timeout=DRAWN_MS)
ELSEWHERE = re.compile(r"^(?:https?|wss?|ftp)://(?!127\.0\.0\.1[:/])")
output = pytest.StashKey[Path]()
WATCH = """document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy(
  `${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));"""


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
        browser = playwright.chromium.launch(executable_path=programs.chromium(playwright), args=programs.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[App]:
    """A dashboard with an own store, into which the start loads the bundled case."""
    folder, port = tmp_path_factory.mktemp("app"), serving.free_port()
    app = App(f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'parley.db'}", folder / "output.txt")
    request.config.stash[output] = app.output
    command = [sys.executable, "-m", "dashboard", "run", "--no-open", "--port", str(port)]
    ready = f"{app.url}/_stcore/health"
    with serving.served(command, ready, app.output, {"DATABASE_URL": app.database_url}):
        yield app


@pytest.fixture
def open_page(app: App, browser: Browser) -> Iterator[OpenPage]:
    """
    Give a function that opens a page; every page is closed at the end.

    A request to anywhere but 127.0.0.1 is stopped and fails the test, and so does what breaks the dashboard's policy.
    """
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    refused: list[str] = []

    def stop(route: Route) -> None:
        elsewhere.append(route.request.url)
        route.abort()

    def look_at(web_socket: WebSocket) -> None:
        if ELSEWHERE.match(web_socket.url):
            elsewhere.append(web_socket.url)

    def open_page(path: str = "", *, phone: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=app.url,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        context.route(ELSEWHERE, stop)
        watch_policy(context, refused)
        page = context.new_page()
        page.on("websocket", look_at)
        page.goto(f"/{path.removeprefix('/')}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not elsewhere, f"The dashboard called out to {', '.join(sorted(set(elsewhere)))}"
    assert not refused, f"The content security policy refused {', '.join(sorted(set(refused)))}"


def watch_policy(context: BrowserContext, refused: list[str]) -> None:
    """Note what the content security policy refuses on the pages that will be opened."""
    context.expose_function("refusedByPolicy", lambda told: refused.append(told))
    context.add_init_script(WATCH)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The first page, on a large screen."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """The first page, on a phone."""
    return open_page(phone=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and (printed := item.config.stash.get(output, None)) and printed.exists():
        report.sections.append(("what the dashboard printed", printed.read_text(errors="replace")[-8000:]))
    return report
