"""The picture in README. Its name keeps it out of the test run; `make screenshot` takes it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

PICTURE = Path(__file__).parents[2] / ".github" / "parley.png"


def test_take_the_picture(open_page: Callable[[str], Page]) -> None:
    page = open_page("?as_of=2025-07-07&party=hamas&term=permanent_end")
    page.set_viewport_size({"width": 1440, "height": 1500})
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible(timeout=60_000)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE)
