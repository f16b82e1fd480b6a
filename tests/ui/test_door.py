"""Who is let in, by which host and origin, and what every answer carries."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from dashboard.errors import ParleyError
from dashboard.ui import door

OURS = door.hosts("127.0.0.1", "parley.example.org, [2001:db8::1]")


def sent(host: str | None, origin: str | None = None, kind: str = "http") -> list[Message]:
    """Return what is sent for a request; to one that is let in, "inside"."""
    messages: list[Message] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("inside")(scope, receive, send)
        else:
            await send({"type": "websocket.accept"})

    async def keep(message: Message) -> None:
        messages.append(message)

    async def nothing() -> Message:
        return {"type": f"{kind}.request"}

    said = {"host": host, "origin": origin}
    headers = [(name.encode(), value.encode()) for name, value in said.items() if value is not None]
    scope: dict[str, Any] = {"type": kind, "path": "/any", "headers": headers}
    guarded = door.Door(inside, hosts=OURS, policy="default-src 'self'")
    # In a thread of its own: where a browser is open in this worker, a loop runs here already.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, guarded(scope, nothing, keep)).result()
    return messages


def answer(host: str | None, origin: str | None = None) -> tuple[int, str]:
    """Return the status and the words that answer a request of a browser."""
    start, body = sent(host, origin)
    return start["status"], body["body"].decode()


def opened(host: str | None, origin: str | None = None) -> list[str]:
    """Return what answers the request for a websocket."""
    return [message["type"] for message in sent(host, origin, "websocket")]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8501",
        "127.0.0.1",
        "LOCALHOST:9000",
        "[::1]:8501",
        "parley.example.org",
        "parley.example.org:8443",
        "[2001:DB8::1]:1",
    ],
)
def test_our_own_hosts_are_let_in_at_any_port(host: str) -> None:
    for origin in (None, f"http://{host}", f"https://{host}"):
        assert answer(host, origin) == (200, "inside")
        assert opened(host, origin) == ["websocket.accept"]


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        "evil.example:8501",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "evil@127.0.0.1:8501",
        "127.0.0.1:8501:8501",
        "127.0.0.1/",
        "127.0.0.2",
        "org",
        "sub.parley.example.org",
        "[::2]",
        "::1",
        "\xff",
    ],
)
def test_a_foreign_host_is_refused_in_words(host: str | None) -> None:
    assert answer(host) == (421, door.FOREIGN_HOST)
    assert opened(host) == ["websocket.close"]


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "http://localhost:3000",  # another program of the same machine
        "http://127.0.0.1:85010",
        "http://127.0.0.1",
        "http://127.0.0.1:8501.evil.example",
        "http://parley.example.org",
        "file://127.0.0.1:8501",
        "127.0.0.1:8501",
        "http://127.0.0.1:8501, http://evil.example",
    ],
)
def test_a_foreign_origin_is_refused_in_words(origin: str) -> None:
    assert answer("127.0.0.1:8501", origin) == (403, door.FOREIGN_ORIGIN)
    assert opened("127.0.0.1:8501", origin) == ["websocket.close"]


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_every_answer_is_closed_behind_a_refused_one_too(host: str) -> None:
    headers = {name.decode(): value.decode() for name, value in sent(host)[0]["headers"]}
    assert headers["content-security-policy"] == "default-src 'self'"
    assert headers["referrer-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "others", "added"),
    [
        ("127.0.0.1", "", set()),
        ("192.0.2.7", "", {"192.0.2.7"}),
        ("2001:db8::1", "", {"[2001:db8::1]"}),
        ("127.0.0.1", " Parley.example.org,b.local  c-1 ,", {"parley.example.org", "b.local", "c-1"}),
    ],
)
def test_the_hosts_are_this_machine_the_address_listened_on_and_those_set(
    address: str, others: str, added: set[str]
) -> None:
    assert door.hosts(address, others) == {"127.0.0.1", "localhost", "[::1]"} | added


@pytest.mark.parametrize(
    "wrong", ["https://parley.example.org", "parley.example.org:8443", "a/b", "*", "*.a.org", "::1"]
)
def test_a_host_that_is_no_name_is_refused_with_how_to_write_it(wrong: str) -> None:
    with pytest.raises(ParleyError, match="PARLEY_HOSTS has .* Write names alone, without https:// and without a port"):
        door.hosts("127.0.0.1", f"parley.local, {wrong}")


def test_the_policy_lets_nothing_be_made_into_code_and_nobody_frame_a_page() -> None:
    allowed = dict(one.split(" ", 1) for one in door.policy().split("; "))
    assert "'unsafe-eval'" not in door.policy() and "unsafe-inline" not in allowed["script-src"]
    assert allowed["default-src"] == "'self'" and allowed["frame-ancestors"] == "'none'"
    assert allowed["script-src"].count("'sha256-") == 1
    assert "http" not in door.policy() and "*" not in door.policy()
