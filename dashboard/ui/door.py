"""The door: who may ask the dashboard for anything, and what a browser may do with the answer."""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import ParleyError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NAME = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
"""A host without its port, as browsers say it."""
FOREIGN_HOST = (
    "Parley does not answer under this name. Whoever runs it can allow the name in the setting PARLEY_HOSTS.\n"
)
FOREIGN_ORIGIN = "Parley answers its own pages only. This was asked by a page of another site.\n"


class Door:
    """
    Refuses what is asked by another name or by another site's page, on every route, and closes each answer behind it.

    A page of another site reaches a dashboard on the reader's own machine in two ways: it lets its own name lead there
    (DNS rebinding; the browser says that name as the host), or it asks from where it is (the browser says its origin).
    So the host must be one of ours, and the origin, where one is said, that host. A link from elsewhere says none.

    Parameters
    ----------
    hosts
        The names by which the dashboard is reached, without a port: a tunnel may lead to it from any.
    policy
        The content security policy of every answer.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], policy: str) -> None:
        self._app = app
        self._hosts = hosts
        self._headers = {
            "content-security-policy": policy,
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on and add the headers to the answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        host, origin = asked.get("host", "").lower(), asked.get("origin")

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if re.sub(r":\d+$", "", host) not in self._hosts:
            refusal = PlainTextResponse(FOREIGN_HOST, 421)
        elif origin is not None and origin.lower() not in (f"http://{host}", f"https://{host}"):
            refusal = PlainTextResponse(FOREIGN_ORIGIN, 403)
        else:
            await self._app(scope, receive, closed)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})  # a browser shows no words with it
        else:
            await refusal(scope, receive, closed)


def hosts(address: str, others: str) -> frozenset[str]:
    """Return the hosts by which a dashboard that listens on this address is reached: it, this machine, and others."""
    named = [name for name in re.split(r"[\s,]+", others.lower()) if name]
    if wrong := [name for name in named if not NAME.fullmatch(name)]:
        raise ParleyError(
            f"PARLEY_HOSTS has {wrong[0]!r}, which is no name of a host. "
            "Write names alone, without https:// and without a port: parley.example.org, parley.local"
        )
    return frozenset([*LOOPBACK, f"[{address}]" if ":" in address else address, *named])


def policy() -> str:
    """
    Return the content security policy: all that runs, is drawn or is asked comes from the dashboard itself.

    Charts need no `unsafe-eval`: Streamlit has Vega interpret its expressions. Of scripts there are its files, the one
    in its page, by its hash, and those of our own components, which it runs from blobs; its library for messages
    multiplies in WebAssembly. Styles are put into the page by Streamlit's code and cannot be told from others.
    """
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    allowed = {
        "default-src": "'self'",
        "script-src": " ".join(["'self' blob: 'wasm-unsafe-eval'", *(f"'sha256-{one}'" for one in hashes)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{what} {sources}" for what, sources in allowed.items())
