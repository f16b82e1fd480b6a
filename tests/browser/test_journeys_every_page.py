"""Every page on a phone, in the dark, and for those who do not see it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from dashboard.questions.catalogue import BY_ID
from tests.browser import steps

OpenPage = Callable[..., Page]

WITHOUT_NAME = """() => {
  const visible = one => one.checkVisibility({ visibilityProperty: true }) && one.offsetParent !== null;
  const text = id => (document.getElementById(id) || {}).innerText || '';
  const name = one => one.getAttribute('aria-label') || one.getAttribute('title')
    || (one.getAttribute('aria-labelledby') || '').split(' ').map(text).join('')
    || [...(one.labels || [])].map(label => label.innerText).join('') || one.innerText;
  return [...document.querySelectorAll('input, textarea, select, button, a[href], [role=slider], [role=combobox]')]
    .filter(one => visible(one) && one.type !== 'hidden' && one.tabIndex >= 0 && !(name(one) || '').trim())
    .map(one => one.outerHTML.slice(0, 200));
}"""
IMAGES_WITHOUT_WORDS = """() => [...document.querySelectorAll('img, [role=img]')]
  .filter(one => one.offsetParent !== null && !one.closest('[aria-hidden=true]'))
  .filter(one => !(one.getAttribute('alt') || one.getAttribute('aria-label') || one.innerText || '').trim())
  .map(one => one.outerHTML.slice(0, 200))"""


def test_every_page_is_reached_on_a_phone_fits_it_is_dark_in_the_dark_has_words_and_gives_the_file_of_its_last_chart(
    open_page: OpenPage,
) -> None:
    page = steps.opened(open_page("?as_of=2025-06-07", phone=True, dark=True))
    drawn = is_as_it_should_be(page, "overview")
    leads_to_the_two_texts_of_one_name_side_by_side(page)
    drawn += is_as_it_should_be(page, "proposals")
    for name in [name for name in steps.PAGE if name not in ("overview", "proposals")]:
        drawn += is_as_it_should_be(steps.go_to_on_a_phone(page, name), name)
    assert sorted(drawn) == sorted(BY_ID)


def is_as_it_should_be(page: Page, name: str) -> list[str]:
    """Look at a page of this id, take the file of its last chart, and return the questions whose charts it draws."""
    fits_a_phone_is_dark_and_has_words(page, name)
    if name == "timeline":
        a_wide_chart_scrolls_in_its_own_place(page)
    if name == "movement":
        page.get_by_text("How firm is that order?", exact=True).click()
        expect(page.locator(".st-key-robustness_below")).to_be_attached()
        steps.settled(page)
    steps.charts_drawn(page)
    drawn: list[str] = page.get_by_role("button", name="Download", exact=True).evaluate_all(QUESTIONS)
    if drawn:
        file, content = steps.download(page, "CSV", nth=len(drawn) - 1)
        assert content and file.split("_")[1] == drawn[-1]
    return drawn


def leads_to_the_two_texts_of_one_name_side_by_side(page: Page) -> None:
    expect(page.get_by_text(re.compile(" go by one name, “Witkoff proposal”"))).to_be_visible()
    page.get_by_role("link", name="Open the two texts").click()
    steps.opened(page, "proposals")
    steps.address_has(page, "text=p_2505_bahbah_70d&beside=p_2505_witkoff_60d")
    compared = (
        "^From “Seventy-day text carried by Bishara Bahbah” to “Witkoff 60-day text”: \\d+ (added|dropped|changed)"
    )
    expect(steps.sentence(page, re.compile(compared))).to_be_visible()
    expect(page.get_by_role("combobox", name="Beside it")).to_have_value(re.compile("Witkoff 60-day text"))


def fits_a_phone_is_dark_and_has_words(page: Page, name: str) -> None:
    steps.charts_drawn(page)
    page.wait_for_function(FITS)  # a chart that has no width yet tells nothing
    has_names(page)
    ground = "one => getComputedStyle(one).backgroundColor"
    assert page.get_by_test_id("stApp").evaluate(ground) == DARK
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        assert chart.locator("svg.marks, canvas.marks").first.evaluate(ground) == DARK
        assert chart.evaluate(DESCRIBED), f"a chart of {name} has no words of its own"


def test_on_a_large_screen_in_the_light_the_page_says_where_the_talks_stand_on_white_and_all_of_it_is_our_own(
    open_page: OpenPage,
) -> None:
    page = steps.opened(open_page("?as_of=2025-07-07"))  # a request to elsewhere would fail this test
    sentence = re.compile("^On 7 July 2025, in round 24 at Doha, Israel and Hamas agree on 3 of the 11 terms")
    expect(steps.sentence(page, sentence)).to_be_visible()
    icons = page.locator("link[rel~=icon]").evaluate_all("links => links.map(link => link.href)")
    assert icons
    assert all(icon.startswith(steps.origin(page)) for icon in icons)
    steps.charts_drawn(page)
    has_names(page)
    chart = page.get_by_test_id("stVegaLiteChart").first.locator("svg, canvas").first
    assert chart.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    groups = page.get_by_test_id("stTopNavSection")
    marked = "all => all.map(one => getComputedStyle(one).boxShadow.includes('inset'))"
    assert groups.evaluate_all(marked) == [False, False, False, False]
    steps.go_to(page, "history")
    assert groups.evaluate_all(marked) == [False, False, False, True]


def has_names(page: Page) -> None:
    """Look for one first heading, no level left out below it, and a name for all that is used."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate(WITHOUT_NAME) == []
    assert page.evaluate(IMAGES_WITHOUT_WORDS) == []
    levels = page.get_by_role("main").locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False)), levels


QUESTIONS = """buttons => buttons.map(button =>
  /st-key-([a-z-]+)_below/.exec(button.closest('[class*=_below]').className)[1])"""
"""The ids of the questions below whose charts these buttons stand."""
DARK = "rgb(15, 19, 24)"
DESCRIBED = """chart => {
  const said = [...chart.querySelectorAll('[aria-label]'), chart.closest('[aria-label]')].filter(Boolean);
  return said.map(one => one.getAttribute('aria-label')).filter(words => words.length > 40).length > 0;
}"""
FITS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const spills = chart => {
    for (let box = chart; box && box !== main; box = box.parentElement) {
      const place = box.getBoundingClientRect();
      if (place.right <= innerWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return false;
    }
    return chart.getBoundingClientRect().right > innerWidth + 1;
  };
  return charts.every(chart => chart.getBoundingClientRect().width > 50) && !charts.some(spills)
    && main.scrollWidth <= main.clientWidth && document.scrollingElement.scrollWidth <= 390;
}"""


def a_wide_chart_scrolls_in_its_own_place(page: Page) -> None:
    moved = page.get_by_test_id("stVegaLiteChart").first.evaluate("""chart => {
      let box = chart;
      while (box && !(box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX === 'auto'))
        box = box.parentElement;
      if (!box) return 0;
      box.scrollLeft = 200;
      return box.scrollLeft;
    }""")
    assert moved == 200
