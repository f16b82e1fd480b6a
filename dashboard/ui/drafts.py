"""
Drafts on their way from the browser to the store: which browser it is, what a form sends, and where it arrives.

A form posts what is typed to a route of the same app: Streamlit itself would send nothing before a field is left. With
it goes a token that names the form, signed with the store's secret: any process that serves this store can check one,
and nobody else can make one.
"""

import hmac
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import astuple
from functools import cache as once
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.authors import Author
from dashboard.errors import ParleyError, TypedElsewhere
from dashboard.store import drafts
from dashboard.store.drafts import Form, Typed
from dashboard.store.engine import Store
from dashboard.ui import cache

PATH = "/parley/draft"
LARGEST = 512 * 1024
"""Bytes of what a form may send: a text of 20,000 characters of at most four bytes, thrice, for what was seen of it and
what it was typed upon."""
COOKIE = "parley_browser"
_DRAWN = re.compile("[0-9a-f]{32}")


def browser() -> str:
    """Return the code of the reader's browser; one that keeps no cookies is another at each visit."""
    kept = st.context.cookies.get(COOKIE, "")
    drawn: str = kept if _DRAWN.fullmatch(kept) else st.session_state.setdefault("browser", secrets.token_hex(16))
    return drawn


class KnowsBrowsers:
    """Gives a browser that asks for a page a code to keep, where it has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and add the code to the answer where that is a page."""
        if scope["type"] != "http" or _DRAWN.fullmatch(Request(scope).cookies.get(COOKIE, "")):
            await self._app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            if headers.get("content-type", "").startswith("text/html"):
                secure = "; Secure" if scope["scheme"] == "https" else ""
                year = 365 * 24 * 60 * 60
                kept = f"Path=/; Max-Age={year}; HttpOnly; SameSite=Lax{secure}"
                headers.append("set-cookie", f"{COOKIE}={secrets.token_hex(16)}; {kept}")
            await send(message)

        await self._app(scope, receive, named)


@once
def _mark(store: Store) -> drafts.Mark:
    return drafts.mark(store)


def place(form: Form) -> str:
    """Return what tells where a form stands from all others that the browser may know of, in whatever store."""
    return f"{_mark(cache.store()).code} {form.negotiation} {form.target}"


def token(form: Form) -> str:
    """
    Return a form as its page sends it back.

    It never expires: a laptop that was closed for months still has words to send. Whoever has one can write into the
    draft of this one form and into nothing else: saving takes a session, and a draft is no edit. A restored store draws
    another secret, and the browser lists what was typed before on the page Annotations, to be copied.
    """
    said = urlsafe_b64encode(json.dumps(astuple(form)).encode()).decode()
    return f"{said}.{_signature(said)}"


def form_of(token: str) -> Form | None:
    """Return the form that a token names; None where we did not sign it."""
    said, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(said).encode()):
        return None
    code, browser, negotiation, target, title, address, author = json.loads(urlsafe_b64decode(said))
    return Form(code, browser, negotiation, target, title, address, author and Author(*author))


def _signature(said: str) -> str:
    return hmac.digest(_mark(cache.store()).secret.encode(), said.encode(), "sha256").hex()


def typed(message: Any) -> Typed | None:
    """Return what a form sent; None where it is not as our forms send it."""
    match message:
        case {
            "token": str(signed),
            "held": dict(held),
            "seen": dict() | None as seen,
            "tab": str(tab),
            "upon": list(upon),
        }:
            form = form_of(signed)
            if form is not None and _DRAWN.fullmatch(tab) and all(map(_is_held, (held, *upon))):
                return Typed(form, held, seen, tab, upon)
    return None


def _is_held(fields: Any) -> bool:
    return isinstance(fields, dict) and all(isinstance(value, str) for value in fields.values())


async def _keep(request: Request) -> Response:
    """
    Keep what a form holds, and say when.

    409, with what the draft holds, where it was gone on with elsewhere; 410 where the form has ended; 503 where the
    store does not answer.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return Response(status_code=413)
    try:
        message = typed(json.loads(body))
        if message is None:
            return Response(status_code=403)
        at = await run_in_threadpool(drafts.keep, cache.store(), message)
    except (ValueError, RecursionError):  # no JSON, or lists in lists without end
        return Response(status_code=400)
    except TypedElsewhere as other:
        return JSONResponse(theirs(other), status_code=409)
    except ParleyError:
        return Response(status_code=503)
    return Response(status_code=410) if at is None else JSONResponse({"at": at.isoformat()})


def theirs(error: TypedElsewhere) -> dict[str, Any]:
    """Return what a form is told of its draft that was gone on with elsewhere."""
    return {"held": error.held, "at": error.at.isoformat()}


ROUTE = Route(PATH, _keep, methods=["POST"])
