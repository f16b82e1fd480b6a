"""Serving the dashboard: imports first, then a frozen heap, then Streamlit."""

import asyncio
import gc
import importlib
import re
import socket
import tomllib
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.errors import ParleyError
from dashboard.settings import HOME
from dashboard.ui import door
from dashboard.ui.address import path

HEAVY = (
    "dashboard.questions.asking",
    "dashboard.cases",
    "pyarrow",
    "streamlit.dataframe_util",
    "streamlit.web.bootstrap",
)


PAGE = re.compile(r"/([a-zA-Z][\w-]*)/?")
"""What may be the path of a page: Streamlit's own begin otherwise, and files have an ending."""


def serve(address: str, port: int, *, hosts: str = "", open_browser: bool) -> None:
    """
    Serve until stopped.

    Streamlit collects garbage after every rerun; with everything imported and then frozen, that costs a thirteenth.

    Parameters
    ----------
    hosts
        By which other names it is reached, with commas between them.
    """
    reached_by = door.hosts(address, hosts)
    _refuse_taken(address, port)
    for name in HEAVY:
        importlib.import_module(name)
    import streamlit as st

    from dashboard.exports import converter
    from dashboard.ui import cache, drafts

    converter.warm()
    own = _flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    own |= {"server.address": address, "server.port": port, "server.headless": not open_browser}
    url = f"http://{f'[{address}]' if ':' in address else address}:{port}"

    @asynccontextmanager
    async def started(_app: Any) -> AsyncIterator[None]:
        store = cache.store()
        print(f"Parley is at {url} (stop with Ctrl+C).", flush=True)  # noqa: T201
        if open_browser:
            await asyncio.to_thread(webbrowser.open, url)
        yield
        await asyncio.to_thread(store.close)  # also after SIGINT and SIGTERM, which end the process behind this

    guarded = Middleware(door.Door, hosts=reached_by, policy=door.policy())
    middleware = [guarded, Middleware(OneSpelling), Middleware(drafts.KnowsBrowsers)]
    app = st.App(HOME / "dashboard" / "app.py", lifespan=started, middleware=middleware, routes=[drafts.ROUTE])
    gc.collect()
    gc.freeze()
    app.run(config=own)


class OneSpelling:
    """
    Leads to a page by whatever way its path is written: /Timeline, /whose_word, /overview.

    Streamlit knows a page by one spelling alone, and the first page not even by that.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page's own address, or hand on what is at it already."""
        asked = PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        right = f"/{path(asked[1])}" if asked else scope.get("path")
        if right == scope.get("path"):
            await self._app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        await RedirectResponse(f"{right}?{query}" if query else str(right))(scope, receive, send)


def _flat(options: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return options by their full names: Streamlit itself looks for the file only where it is run."""
    flat: dict[str, Any] = {}
    for name, value in options.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return flat


def _refuse_taken(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise ParleyError(
                f"Port {port} on {address} cannot be used: {error.strerror}. Choose another with --port or PARLEY_PORT."
            ) from None
