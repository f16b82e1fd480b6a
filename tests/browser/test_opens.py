"""The dashboard opens in a real browser."""

import re

from playwright.sync_api import Page, expect


def test_the_dashboard_opens_under_its_name(page: Page) -> None:
    expect(page).to_have_title(re.compile("Parley"), timeout=30_000)


def test_the_dashboard_opens_on_a_phone(phone: Page) -> None:
    expect(phone).to_have_title(re.compile("Parley"), timeout=30_000)
