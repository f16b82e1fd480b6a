"""What a page of another site can do to an open dashboard, and what the dashboard's own pages may do."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import streamlit
from playwright.sync_api import Browser, Page, expect

from dashboard.authors import PARLEY
from dashboard.store import reads, removing
from dashboard.store.schema import open_store
from dashboard.ui import door
from tests import odd_cases
from tests.browser import steps
from tests.browser.conftest import NO_PAGE, SMALL, App, OpenPage, watch_policy

TRIES = """async ([app, script]) => {
  const at = (path) => app + path;
  const asked = async (path, options) => {
    try { return (await fetch(at(path), options)).status; } catch { return 'nothing'; }
  };
  const loaded = (tag, path) => new Promise((done) => {
    const one = document.createElement(tag);
    one.onload = () => done('loaded');
    one.onerror = () => done('nothing');
    one.src = at(path);
    document.body.append(one);
  });
  const stream = () => new Promise((done) => {
    const socket = new WebSocket(at('/_stcore/stream').replace('http', 'ws'));
    socket.onopen = () => done('open');
    socket.onerror = () => done('nothing');
  });
  return {
    read: await asked('/_stcore/health'),
    sent: await asked('/_stcore/upload_file/a/b', { method: 'POST', body: 'x' }),
    picture: await loaded('img', '/favicon.png'),
    script: await loaded('script', script),
    stream: await stream(),
  };
}"""
SCRIPT = next(Path(streamlit.__file__).parent.glob("static/static/js/index.*.js"))
NOTHING = dict.fromkeys(("read", "sent", "picture", "script", "stream"), "nothing")


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site: an empty page, and one that frames what its query names."""

    def do_GET(self) -> None:
        framed = urlsplit(self.path).query
        body = f'<iframe src="{framed}"></iframe>' if framed else ""
        content = f"<!doctype html><title>Elsewhere</title><body>{body}</body>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another site on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """A page in a browser that may go anywhere."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def tried(page: Page, url: str) -> dict[str, object]:
    """Return what a page gets when it asks a dashboard for this and that."""
    found: dict[str, object] = page.evaluate(TRIES, [url, f"/static/js/{SCRIPT.name}"])
    return found


def test_a_page_of_the_dashboard_gets_all_of_it(app: App, stranger: Page) -> None:
    """What strangers are refused below is there to be had."""
    stranger.goto(app.url)
    assert tried(stranger, app.url) == {
        "read": 200,
        "sent": 405,  # it came in, and is no way to send a file
        "picture": "loaded",
        "script": "loaded",
        "stream": "open",
    }


def test_a_name_of_another_site_that_leads_here_finds_nothing(app: App, stranger: Page) -> None:
    """DNS rebinding: for the browser it is one site with the page that asks."""
    there = app.url.replace("127.0.0.1", "evil.example")
    answer = stranger.goto(there)
    assert answer is not None and (answer.status, answer.text()) == (421, door.FOREIGN_HOST)
    assert tried(stranger, there) == NOTHING | {"read": 421, "sent": 421}


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "evil.example"])
def test_a_page_of_another_site_can_neither_read_nor_write_nor_load(
    app: App, stranger: Page, elsewhere: int, name: str
) -> None:
    stranger.goto(f"http://{name}:{elsewhere}/")
    assert tried(stranger, app.url) == NOTHING


def test_a_page_of_another_site_cannot_frame_the_dashboard(app: App, stranger: Page, elsewhere: int) -> None:
    stranger.goto(f"http://127.0.0.1:{elsewhere}/?http://127.0.0.1:{elsewhere}/")
    assert stranger.frames[1].title() == "Elsewhere"
    stranger.goto(f"http://127.0.0.1:{elsewhere}/?{app.url}/")
    assert stranger.frames[1].url.startswith("chrome-error:")


def test_a_link_from_another_site_opens_the_dashboard(app: App, stranger: Page, elsewhere: int) -> None:
    stranger.goto(f"http://evil.example:{elsewhere}/")
    stranger.evaluate("there => { location.href = there; }", f"{app.url}/{steps.path('data', f'negotiation={SMALL}')}")
    steps.opened(stranger, "data")


BREAK = """() => new Promise((done) => {
  document.addEventListener('securitypolicyviolation', done, { once: true });
  new Image().src = 'http://evil.example/picture';
}).then(() => null)"""


def test_what_breaks_the_policy_is_noted(app: App, stranger: Page) -> None:
    """No other journey may; the fixture that opens their pages says so."""
    refused: list[str] = []
    watch_policy(stranger.context, refused)
    stranger.goto(app.url)
    stranger.evaluate(BREAK)
    assert [one.split()[1:3] for one in refused] == [["img-src", "http://evil.example/picture"]]


def test_what_a_table_offers_keeps_to_the_policy_and_is_no_file_that_would_run_formulas(open_page: OpenPage) -> None:
    """Folds, popovers, lists, the calendar and a refused package are opened by other journeys, under the same watch."""
    page = steps.opened(open_page(f"stances?negotiation={SMALL}&as_of=2025-07-05"), "stances")
    steps.table_rows(page)
    offered = page.get_by_test_id("stElementToolbarButton").get_by_role("button")
    names = offered.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert names and not [name for name in names if "CSV" in name]
    for button in offered.all()[:4]:
        button.dispatch_event("click")  # shown while the mouse is over the table, and the header may lie over it
        page.keyboard.press("Escape")


PICTURE = "![x](http://evil.example/p)"


@pytest.fixture
def hostile(app: App) -> Iterator[str]:
    """The code of a negotiation, for a while, in which every name, title, measure and note is a picture elsewhere."""
    store = open_store(app.database_url)
    rows = odd_cases.rows_of_all((PICTURE, f"{PICTURE} <img src=//evil.example/q>"))
    odd_cases.OddCase({"title": PICTURE, "caveat": PICTURE}, rows).load(store, "hostile")
    yield "hostile"
    removing.remove(store, "hostile", version=reads.version(store, "hostile"), by=PARLEY)
    store.close()


def test_no_name_or_note_and_no_value_of_a_link_is_made_into_a_picture_or_a_link(
    open_page: OpenPage, hostile: str
) -> None:
    page = open_page(NO_PAGE)
    value = quote(PICTURE)
    for name, query in (("overview", "party=a&term=t"), ("proposals", f"text={value}"), ("annotations", f"by={value}")):
        page.goto("/" + steps.path(name, f"negotiation={hostile}&{query}"))
        steps.opened(page, name)
        if value in query:
            expect(page.get_by_text(f"“{PICTURE}”, which is not here.")).to_be_visible()
            page.wait_for_url(lambda url: "evil" not in url)
        for fold in page.locator("summary").all():
            fold.click()
            steps.settled(page)
        expect(page.get_by_text(PICTURE).first).to_be_visible()
        expect(page.locator("main img[src*='evil'], main a[href*='//evil']")).to_have_count(0)
