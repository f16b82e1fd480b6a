"""What is refused before anything is served, and how the options of our own file reach Streamlit."""

import asyncio
import socket
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from dashboard.errors import ParleyError
from dashboard.settings import HOME
from dashboard.ui import serve
from dashboard.views import PAGES, Page


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ParleyError, match=f"Port {port} on 127.0.0.1 cannot be used: .* Choose another with"):
            serve.serve("127.0.0.1", port, open_browser=False)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(ParleyError, match="on 192.0.2.1 cannot be used"):
        serve.serve("192.0.2.1", 8501, open_browser=False)


def asked(path: str) -> str:
    """Return where a request for this path and query is sent to, or an empty text where it is answered."""
    sent: list[Message] = []

    async def answer(_scope: Scope, _receive: Receive, _send: Send) -> None:
        pass

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {"type": "http.request"}

    where, _, query = path.partition("?")
    scope = {"type": "http", "path": where, "query_string": query.encode()}
    # In a thread of its own: where a browser is open in this worker, a loop runs here already.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, serve.OneSpelling(answer)(scope, nothing, keep)).result()
    return dict(sent[0]["headers"])[b"location"].decode() if sent else ""


@pytest.mark.parametrize("page", PAGES, ids=[page.id for page in PAGES])
def test_a_page_is_reached_by_every_way_of_writing_its_path(page: Page) -> None:
    assert asked(f"/{page.path}") == ""
    for written in (page.id.upper(), page.id.title(), f"{page.id}/", page.id.replace("_", "-").upper()):
        assert asked(f"/{written}?as_of=2025-07-07&text=a%20b") == f"/{page.path}?as_of=2025-07-07&text=a%20b"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/static/js/Index.js", "/Favicon.png", "/media/A_b", "/9"])
def test_what_is_no_page_is_left_as_it_is(path: str) -> None:
    assert asked(path) == ""


@pytest.mark.parametrize(
    ("options", "flat"),
    [
        ({}, {}),
        ({"server": {"port": 1}}, {"server.port": 1}),
        ({"theme": {"base": "light", "dark": {"font": "x"}}}, {"theme.base": "light", "theme.dark.font": "x"}),
        ({"a": {"b": {"c": {"d": 1}}}}, {"a.b.c.d": 1}),
    ],
)
def test_options_go_by_their_full_names(options: dict[str, object], flat: dict[str, object]) -> None:
    assert serve._flat(options) == flat


def test_every_option_of_our_file_is_one_that_streamlit_knows() -> None:
    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    assert options
    assert not options.keys() - config._config_options_template.keys()


def test_our_file_keeps_the_dashboard_to_itself() -> None:
    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    assert options["server.address"] == "127.0.0.1"
    assert options["browser.gatherUsageStats"] is False
    assert options["client.showErrorDetails"] == "none"
    assert options["client.disableDataExport"] is True
    assert options["client.allowedOrigins"] == [], "no page of Streamlit's cloud may steer a session"


def test_streamlit_lays_no_offer_of_its_own_over_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.web import skills

    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    ours = options | {"server.headless": False}  # as it is when a browser is opened
    monkeypatch.setattr(config, "get_option", ours.get)
    assert skills.nudge_suppression_reason(str(HOME / "dashboard")) == "welcome_hidden"


def test_nothing_is_sent_as_what_a_browser_may_have_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.forward_msg_cache import populate_hash_if_needed

    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    monkeypatch.setattr(config, "get_option", options.get)
    chart = ForwardMsg()
    chart.delta.new_element.text.body = "x" * 10_000_000
    populate_hash_if_needed(chart)
    assert not chart.metadata.cacheable
