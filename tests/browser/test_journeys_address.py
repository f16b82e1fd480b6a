"""The address in a real browser: one entry a step, back and forward exact, and what a link may ask for."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests import serving
from tests.browser import steps
from tests.browser.conftest import SMALL

OpenPage = Callable[..., Page]
CASE, OF_SMALL = "negotiation=israel-hamas", f"negotiation={SMALL}"


def looked_at(page: Page) -> tuple[str, str, str, str]:
    """Return the address and what the page says it shows: its heading, its day and its evidence."""
    steps.settled(page)
    parts = page.get_by_role("group", name="As of", exact=True).get_by_role("spinbutton").all_inner_texts()
    chip = page.get_by_role("button", name=re.compile("^Evidence: ")).inner_text().split("\n")[0]
    return page.url, page.get_by_role("heading", level=1).inner_text(), "-".join(parts), chip


def entries(page: Page) -> int:
    count: int = page.evaluate("history.length")
    return count


def test_every_step_is_one_entry_and_back_and_forward_lead_through_all_of_them(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"?{OF_SMALL}&as_of=2025-07-07"))
    steps.address_has(page, f"/?{OF_SMALL}&as_of=2025-07-07")
    begun, seen = entries(page), [looked_at(page)]

    def step(end: str) -> None:
        page.wait_for_url(re.compile(f"{re.escape(end)}$"))
        seen.append(looked_at(page))

    page.get_by_role("button", name="▶").click()
    step("as_of=2025-08-09")
    page.get_by_label(re.compile("^B on Truce:")).click()
    step("as_of=2025-08-09&party=b&term=truce")
    steps.go_to(page, "timeline")
    step(f"/timeline?{OF_SMALL}&as_of=2025-08-09")
    steps.open_evidence(page)
    steps.choose(page, "Source grade", "C or better")
    page.keyboard.press("Escape")
    step(f"/timeline?{OF_SMALL}&as_of=2025-08-09&min_grade=C")
    steps.set_day(page, "2025-07-02")
    step(f"/timeline?{OF_SMALL}&as_of=2025-07-02&min_grade=C")
    steps.go_to(page, "overview")
    step(f"/?{OF_SMALL}&as_of=2025-07-02&min_grade=C&party=b&term=truce")

    assert entries(page) == begun + len(seen) - 1
    for expected in [*seen[-2::-1]]:
        page.go_back()
        went_to(page, expected)
    for expected in seen[1:]:
        page.go_forward()
        went_to(page, expected)
    assert entries(page) == begun + len(seen) - 1


def went_to(page: Page, expected: tuple[str, str, str, str]) -> None:
    """Wait until the page shows what it showed when it was left."""
    url, heading, day, chip = expected
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    parts = page.get_by_role("group", name="As of", exact=True).get_by_role("spinbutton")
    expect(parts).to_have_text(day.split("-"))
    expect(page.get_by_role("button", name=chip, exact=True)).to_be_visible()
    page.wait_for_url(url)
    assert looked_at(page) == (url, heading, day, chip)


def test_a_choice_after_the_way_back_begins_a_new_way_forward(open_page: OpenPage) -> None:
    page = steps.opened(open_page("?as_of=2025-07-07"))
    steps.choose(page, "Party", "Hamas")
    steps.address_has(page, "party=hamas")
    page.go_back()
    steps.story(page, "Israel on Truce length")
    steps.choose(page, "Party", "Qatar")
    steps.address_has(page, "&as_of=2025-07-07&party=qatar")
    page.get_by_role("button", name="▶").click()
    steps.address_has(page, "&as_of=2025-07-25&party=qatar")
    page.go_back()
    steps.story(page, "Qatar on Truce length")
    expect(page).to_have_url(re.compile("as_of=2025-07-07&party=qatar$"))
    page.go_back()
    steps.story(page, "Israel on Truce length")
    expect(page).to_have_url(re.compile("as_of=2025-07-07$"))


def test_back_and_at_once_forward_stays_where_it_was(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"data?{OF_SMALL}&as_of=2025-07-07"), "data")
    steps.address_has(page, "as_of=2025-07-07")
    page.get_by_role("button", name="▶").click()
    steps.address_has(page, "as_of=2025-08-09")
    seen = looked_at(page)
    page.evaluate("addEventListener('popstate', () => history.forward(), { once: true }); history.back()")
    page.wait_for_function("() => !location.search.includes('went') && window.parleyAddress.number > 2")
    went_to(page, seen)
    page.go_back()
    steps.address_has(page, "as_of=2025-07-07")
    expect(page.get_by_role("spinbutton", name="day, As of")).to_have_text("07")


def test_a_step_back_that_a_drawn_page_has_swallowed_is_asked_for_again(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"data?{OF_SMALL}&as_of=2025-07-07"), "data")
    steps.address_has(page, "as_of=2025-07-07")
    page.get_by_role("button", name="▶").click()
    steps.address_has(page, "as_of=2025-08-09")
    page.evaluate(
        """() => {
          const { send } = WebSocket.prototype;
          let lost;
          WebSocket.prototype.send = function (sent) {
            const [asked] = /went=\\d+/.exec(new TextDecoder().decode(sent)) ?? [];
            lost ??= asked;
            if (!asked || asked !== lost) send.call(this, sent);
          };
        }"""
    )
    page.go_back()
    steps.address_has(page, "as_of=2025-07-07")
    expect(page.get_by_role("spinbutton", name="day, As of")).to_have_text("07")


def test_the_bare_address_becomes_one_that_names_the_day_without_an_entry_of_its_own(open_page: OpenPage) -> None:
    page = steps.opened(open_page("timeline"), "timeline")
    begun = entries(page)
    steps.address_has(page, f"/timeline?{CASE}&as_of=2025-11-30")
    steps.go_to(page, "stances")
    steps.address_has(page, f"/stances?{CASE}&as_of=2025-11-30")
    assert entries(page) == begun + 1


def test_a_page_opens_by_whatever_way_its_path_is_written(open_page: OpenPage) -> None:
    page = open_page()
    for written, name in (("Timeline", "timeline"), ("whose_word", "whose_word"), ("Overview", "overview")):
        page.goto(f"/{written}?{OF_SMALL}&as_of=2025-07-05")
        steps.opened(page, name)
        steps.address_has(page, f"/{steps.path(name)}?{OF_SMALL}&as_of=2025-07-05")


def test_what_a_link_asks_for_in_vain_is_told_until_it_is_closed(open_page: OpenPage) -> None:
    page = steps.opened(open_page("?party=![x](http://evil.example/x.png)&term=weather&as_of=1999-01-01&min_grade=Z"))
    told = page.get_by_text(re.compile("The link asks for the grade “Z”, which is not here"))
    expect(told).to_be_visible()
    expect(told).to_contain_text("the party “![x](http://evil.example/x.png)”, which is not here")
    assert told.bounding_box()["y"] < page.get_by_role("heading", level=1).bounding_box()["y"]  # type: ignore[index]
    steps.address_has(page, f"/?{CASE}&as_of=2023-11-21")
    assert "evil" not in page.url
    steps.go_to(page, "stances")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(told).to_have_count(0)


def test_a_restarted_dashboard_goes_on_from_what_the_address_bar_says(
    browser: Browser, toy_path: Path, tmp_path: Path
) -> None:
    port = serving.free_port()
    url, output = f"http://127.0.0.1:{port}", tmp_path / "output.txt"
    command = [sys.executable, "-m", "dashboard", "run", "--no-open", "--port", str(port)]
    environment = {"DATABASE_URL": f"sqlite:///{toy_path}"}
    context = browser.new_context(base_url=url)
    page = context.new_page()
    with serving.served(command, f"{url}/_stcore/health", output, environment):
        page.goto("/data?as_of=2025-07-02")
        steps.opened(page, "data")
        for day in ("2025-07-05", "2025-08-09"):
            page.get_by_role("button", name="▶").click()
            steps.address_has(page, f"as_of={day}")
        seen = looked_at(page)
    # What comes next begins another session, with the address that Streamlit has kept: that of the first opening.
    with serving.served(command, f"{url}/_stcore/health", output, environment):
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-connection-state", "CONNECTED", timeout=steps.OPENS_MS
        )
        page.get_by_role("button", name="◀").click()
        page.wait_for_function("() => window.parleyAddress.number === 2", timeout=steps.OPENS_MS)
        went_to(page, seen)
        page.get_by_role("button", name="◀").click()
        steps.address_has(page, "as_of=2025-07-05")
        page.go_back()
        went_to(page, seen)
    context.close()
