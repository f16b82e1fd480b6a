"""What arrives at the route of drafts, from whom, and what of it is kept."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from dashboard.store import drafts as kept
from dashboard.store.drafts import Form
from dashboard.store.engine import Store
from dashboard.ui import cache, drafts
from tests.people import HADDAD

FORM = Form("f1", "b" * 32, "toy", "a new note, cell_b_truce", "New note", "overview?party=b&term=truce", HADDAD)
TAB = "7" * 32


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """Ask a dashboard, as it were, that serves nothing but drafts, a page and a file."""
    page = Route("/", lambda _request: HTMLResponse("<p>"))
    file = Route("/file", lambda _request: PlainTextResponse("x"))
    app = Starlette(routes=[drafts.ROUTE, page, file], middleware=[Middleware(drafts.KnowsBrowsers)])
    sent: list[Message] = []
    arriving = [body[start : start + 65_536] for start in range(0, len(body), 65_536)] or [b""]

    async def receive() -> Message:
        return {"type": "http.request", "body": arriving.pop(0), "more_body": bool(arriving)}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "scheme": "http", "path": path, "query_string": b""}
    named = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    # In a thread of its own: where a browser is open in this worker, a loop runs here already.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app({**scope, "headers": named}, receive, send)).result()
    given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], given, b"".join(message["body"] for message in sent[1:]))


def post(message: Any) -> Answer:
    return ask("POST", drafts.PATH, json.dumps(message, ensure_ascii=False).encode())


def message(**more: Any) -> dict[str, Any]:
    sent = {"token": drafts.token(FORM), "held": {"text": "Three words, שלום."}, "seen": None, "tab": TAB, "upon": []}
    return sent | more


def held(store: Store) -> list[dict[str, str]]:
    return [dict(draft.held) for draft in kept.held_by(store, FORM.browser, HADDAD, FORM.negotiation)]


def test_what_a_form_sends_is_kept_and_the_answer_says_when(served: Store) -> None:
    answer = post(message())
    (draft,) = kept.held_by(served, FORM.browser, HADDAD, "toy")
    assert (answer.status, json.loads(answer.body)) == (200, {"at": draft.written_at.isoformat()})
    assert (draft.form, draft.held, draft.seen) == (FORM, {"text": "Three words, שלום."}, None)


def test_a_form_that_has_ended_is_told_so(served: Store) -> None:
    kept.drop(served, kept.Typed(FORM, {}, None, TAB, ()))
    assert post(message()).status == 410


def test_a_tab_is_told_what_its_draft_holds_where_another_went_on_with_it(served: Store) -> None:
    post(message(held={"text": "One"}))
    on = post(message(held={"text": "One, two"}, tab="8" * 32, upon=[{"text": "One"}]))
    answer = post(message(held={"text": "One, three"}))
    assert answer.status == 409
    assert json.loads(answer.body) == {"held": {"text": "One, two"}} | json.loads(on.body)
    assert held(served) == [{"text": "One, two"}]


def forged() -> Iterator[Any]:
    """Yield what no form of ours sends."""
    said, signature = "WyJmMSIsICJiIiwgInRveSIsICJ4Il0=", "0" * 64
    yield from ({}, [], "x", None, {"token": "", "held": {}, "seen": None, "tab": TAB, "upon": []})
    for token in (f"{said}.{signature}", f"{said}.", ".", said, "é.é", 7, None):
        yield {"token": token, "held": {"text": "forged"}, "seen": None, "tab": TAB, "upon": []}


@pytest.mark.parametrize("forgery", list(forged()), ids=repr)
def test_what_no_form_of_this_store_sent_is_refused(served: Store, forgery: Any) -> None:
    assert post(forgery).status == 403
    assert held(served) == []


@pytest.mark.parametrize(
    "own",
    [
        {"held": {"text": 7}},
        {"held": ["x"]},
        {"held": None},
        {"seen": "x"},
        {"tab": "7"},
        {"tab": None},
        {"upon": {"text": "x"}},
        {"upon": ["x"]},
        {"upon": [{"text": 7}]},
    ],
    ids=repr,
)
def test_what_our_token_goes_with_must_be_fields_a_row_and_a_tab(served: Store, own: dict[str, Any]) -> None:
    assert post(message(**own)).status == 403
    assert held(served) == []


def test_a_token_of_another_form_does_not_fit(served: Store) -> None:
    said, signature = drafts.token(FORM).split(".")
    other = drafts.token(replace(FORM, code="f2"))
    assert drafts.form_of(f"{other.split('.')[0]}.{signature}") is None
    assert drafts.form_of(f"{said}.{signature}") == FORM
    nameless = replace(FORM, author=None)
    assert drafts.form_of(drafts.token(nameless)) == nameless


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"token": "\\ud800", "held": {}, "seen": null}', b"[" * 200_000],
    ids=["nothing", "half", "bytes", "half a character", "lists in lists"],
)
def test_what_is_no_json_is_refused(served: Store, body: bytes) -> None:
    assert ask("POST", drafts.PATH, body).status in (400, 403)


def test_what_is_too_large_is_refused_before_it_is_read_to_its_end(served: Store) -> None:
    longest = drafts.LARGEST - len(json.dumps(message(held={"text": ""})))
    assert post(message(held={"text": "x" * longest})).status == 200
    assert post(message(held={"text": "x" * (longest + 1)})).status == 413
    assert held(served) == [{"text": "x" * longest}]


def test_a_store_that_does_not_answer_is_told_from_a_refusal(monkeypatch: pytest.MonkeyPatch, served: Store) -> None:
    sent = message()
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setattr(cache, "store", lambda: gone)
    monkeypatch.setattr(drafts, "form_of", lambda _token: FORM)
    assert post(sent).status == 503
    gone.close()


def test_a_browser_is_given_a_code_with_its_first_page_and_keeps_it() -> None:
    cookie = ask("GET", "/").headers["set-cookie"]
    code = re.match(f"{drafts.COOKIE}=([0-9a-f]{{32}}); ", cookie)
    assert code, cookie
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "set-cookie" not in ask("GET", "/", headers={"cookie": f"a=b; {drafts.COOKIE}={code[1]}"}).headers


def test_a_code_that_we_did_not_draw_is_replaced() -> None:
    assert drafts.COOKIE in ask("GET", "/", headers={"cookie": f"{drafts.COOKIE}=x"}).headers["set-cookie"]


def test_no_code_goes_with_a_file() -> None:
    assert "set-cookie" not in ask("GET", "/file").headers
