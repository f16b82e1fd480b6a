"""The fields of a form in a real browser, alone on a page: what each takes, offers and says while it is filled in."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.tabs import FORM, Tabs, draw
from tests.test_models import RULES

PARTIES = {"eu": "European Union", "geneve": "Ville de Genève", "ge": "Georgia"}


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return a field as a form is told of it."""
    return {"name": name, "kind": kind, "title": name.capitalize(), "help": "", "needed": False, "options": []} | more


@pytest.fixture
def page(tabs: Tabs) -> Any:
    return lambda *fields, **more: tabs.open(
        fields=list(fields), row=dict.fromkeys(one["name"] for one in fields) | more.pop("row", {}), **more
    )


def holds(page: Page, name: str, value: str) -> None:
    """Wait until the form holds this in a field."""
    page.wait_for_function(
        "([name, value]) => document.querySelector('.parley-form').held[name] === value", arg=[name, value]
    )


def offered(page: Page) -> Locator:
    return page.get_by_role("option")


def test_a_reference_is_found_by_what_its_row_is_called_and_chosen_with_keys(page: Any) -> None:
    own = page(field("party", "reference", options=PARTIES))
    box = own.get_by_role("combobox", name="Party")
    box.press_sequentially("geneve VILLE")
    expect(offered(own)).to_have_text(["Ville de Genève"])
    box.press("Enter")
    expect(box).to_have_value("Ville de Genève")
    holds(own, "party", "geneve")
    box.fill("ge")
    expect(offered(own)).to_have_text(["Ville de Genève", "Georgia"])
    box.press("ArrowDown")
    expect(own.get_by_role("option", name="Georgia", selected=True)).to_be_visible()
    box.press("Enter")
    holds(own, "party", "ge")


def test_a_reference_is_chosen_with_a_click_and_let_go_of_by_emptying_it(page: Any) -> None:
    own = page(field("party", "reference", options=PARTIES), row={"party": "eu"})
    box = own.get_by_role("combobox", name="Party")
    expect(box).to_have_value("European Union")
    box.click()
    offered(own).get_by_text("Georgia").click()
    expect(box).to_have_value("Georgia")
    holds(own, "party", "ge")
    box.fill("")
    box.press("Tab")
    holds(own, "party", "")


def test_what_is_not_chosen_from_a_list_is_no_reference(page: Any) -> None:
    own = page(field("party", "reference", options=PARTIES), row={"party": "eu"})
    box = own.get_by_role("combobox", name="Party")
    box.fill("Atlantis")
    nothing = "Nothing of this name. There is European Union, Ville de Genève, Georgia."
    expect(own.get_by_text(nothing, exact=True)).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value("European Union")
    box.fill("Atlantis")
    box.press("Tab")
    expect(box).to_have_value("European Union")
    holds(own, "party", "eu")


def test_of_a_long_list_the_first_are_offered_and_the_rest_is_counted(page: Any) -> None:
    own = page(field("source", "reference", options={f"s{n}": f"Paper {n}" for n in range(120)}))
    own.get_by_role("combobox", name="Source").click()
    expect(offered(own)).to_have_count(50)
    expect(own.get_by_text("70 more; type to narrow the list.")).to_be_visible()


NO_DAY = "A day is 2025-07-31, a month 2025-07, a year 2025."
NO_NUMBER = "A number from 0 to 100."
NO_WHOLE = "A whole number from 0 to 100."
TYPED = [
    ("day", "2025-07-31", ""),
    ("day", "2025-07", ""),
    ("day", "2025", ""),
    ("day", "31 Jul 2025", ""),
    ("day", "July 2025", ""),
    ("day", "31 July", NO_DAY),
    ("day", "31 Juli 2025", NO_DAY),
    ("day", "2025-13", NO_DAY),
    ("number", "40.5", ""),
    ("number", "0", ""),
    ("number", "101", NO_NUMBER),
    ("number", "-1", NO_NUMBER),
    ("number", "many", NO_NUMBER),
    ("whole", "40", ""),
    ("whole", "40.5", NO_WHOLE),
    ("whole", "101", NO_WHOLE),
]


def test_what_would_be_refused_is_said_while_it_is_typed(page: Any) -> None:
    own = page(*(field(kind, kind, least=0, most=100, range="from 0 to 100") for kind in ("day", "number", "whole")))
    for kind, typed, said in TYPED:
        own.get_by_label(kind.capitalize()).fill(typed)
        holds(own, kind, typed)
        expect(own.locator(f".{kind} .hint")).to_have_text(said)


def test_a_day_that_is_after_today_or_after_that_of_its_source_is_doubted_and_an_untouched_one_follows(
    page: Any,
) -> None:
    said = field("said", "day", past=True, dated=True, begins="2025-07-31")
    own = page(
        field("source", "reference", options={"s1": "Paper"}, days={"s1": "2025-07-02"}),
        field("source.published_on", "day", past=True) | {"title": "Published"},
        field("lapses", "day"),
        {"kind": "lines", "name": "lines", "title": "Lines", "one": "Line", "fields": [said, field("on", "line")]},
        row={"source.published_on": "2025-07-31"},
    )
    day, source = own.get_by_label("Said"), own.get_by_role("combobox", name="Source")
    expect(day).to_have_value("2025-07-31")
    own.get_by_label("Published").fill("30 Jul 2025")
    expect(day).to_have_value("2025-07-30")
    source.fill("Paper")
    source.press("Enter")
    expect(day).to_have_value("2025-07-02")
    day.fill("2025-07-03")
    expect(own.locator(".lines .day .hint")).to_have_text("This is after 2025-07-02, when the source was published.")
    source.fill("")
    source.press("Tab")
    expect(own.locator(".lines .day .hint")).to_have_text("")
    expect(day).to_have_value("2025-07-03")
    for title in ("Published", "Lapses"):
        own.get_by_label(title).fill("2925-07-31")
    expect(own.get_by_text("This day is after today. Is it right?")).to_have_count(1)


def test_of_a_number_without_a_range_none_is_refused_but_an_example_is_given_of_what_is_no_number(page: Any) -> None:
    own = page(*(field(kind, kind, least=None, most=None, range="") for kind in ("number", "whole")), row={"whole": 29})
    expect(own.locator(".whole .hint")).to_have_text("")
    for kind, typed, said in [
        ("number", "-40.5", ""),
        ("number", "many", "A number, such as 40.5."),
        ("whole", "-8", ""),
        ("whole", "8.5", "A whole number, such as 40."),
    ]:
        own.get_by_label(kind.capitalize()).fill(typed)
        expect(own.locator(f".{kind} .hint")).to_have_text(said)


def test_the_line_so_far_is_of_the_party_and_the_term_that_the_form_holds(page: Any) -> None:
    so_far = {"keys": ["party", "term"], "of": {"eu aid": "So far: accepts."}, "none": "Nothing so far."}
    parties, terms = field("party", "choice", options=PARTIES), field("term", "line", so_far=so_far)
    own = page(parties, terms, row={"party": "eu", "term": "aid"})
    expect(own.locator(".so-far")).to_have_text("So far: accepts.")
    own.get_by_label("Party").select_option("ge")
    expect(own.locator(".so-far")).to_have_text("Nothing so far.")
    own.get_by_label("Term").fill("")
    expect(own.locator(".so-far")).to_have_text("")


def test_a_rule_says_the_same_in_the_browser_and_in_the_store(page: Any) -> None:
    own = page(*(field(name, "line") for name in ("low", "high", "a", "b", "other")))
    own.get_by_label("Other").fill("typed")
    for rule, row, kept in (one for one in RULES if "c" not in one[1]):
        said = {"kind": rule.kind, "columns": list(rule.columns), "hint": "Broken.", "column": rule.column}
        own.evaluate("(rule) => { document.querySelector('.parley-form').data.rules = [rule]; }", said)
        for name in ("low", "high", "a", "b"):
            given = row.get(name)
            own.get_by_label(name.capitalize(), exact=True).fill("" if given is None else str(given))
        own.get_by_label("Other").press_sequentially("!")
        expect(own.get_by_text("Broken.")).to_have_count(0 if kept else 1)


def test_a_field_says_what_to_put_there_and_that_it_is_needed(page: Any) -> None:
    own = page(field("title", "line", needed=True, help="What the text is called."))
    expect(own.get_by_label("Title", exact=True)).to_have_accessible_description("needed What the text is called.")


def test_what_somebody_else_chose_is_shown_in_words(page: Any) -> None:
    own = page(field("party", "reference", options=PARTIES), row={"party": "eu"})
    own.get_by_role("combobox", name="Party").fill("Georgia")
    own.get_by_role("combobox", name="Party").press("Enter")
    holds(own, "party", "ge")
    own.evaluate(
        "() => { const root = document.querySelector('.parley-form'); "
        "window.draw({ ...root.data, row: { ...root.data.row, party: 'geneve' } }); }"
    )
    expect(own.locator("blockquote")).to_have_text("Ville de Genève")
    own.get_by_role("button", name="Keep theirs").click()
    expect(own.get_by_role("combobox", name="Party")).to_have_value("Ville de Genève")


def test_a_new_row_begins_with_what_was_typed_for_it_and_lets_go_of_it_where_another_is_chosen(page: Any) -> None:
    free = {"words": "", "address": "url", "title": "title"}
    new = [field(name, "line", group="New") for name in ("title", "url")]
    own = page(field("source", "reference", options={"p": "A paper"}, free=free), *new)
    source, (title, url) = (
        own.get_by_role("combobox"),
        (own.get_by_label(name, exact=True) for name in ("Title", "Url")),
    )
    expect(title).to_be_hidden()
    source.fill("https://paper.example/1")
    source.press("Tab")
    expect(url).to_have_value("https://paper.example/1")
    source.fill("News of the day")
    source.press("Tab")
    expect(title).to_have_value("News of the day")
    expect(url).to_have_value("")
    holds(own, "title", "News of the day")
    title.fill("News of the day, in full")
    source.fill("A paper")
    source.press("Enter")
    expect(title).to_have_value("News of the day, in full")
    holds(own, "source", "p")


def test_what_a_chosen_row_means_stands_beside_it(page: Any) -> None:
    own = page(field("term", "reference", options={"aid": "Aid"}, meanings={"aid": "Aid enters."}))
    own.get_by_role("combobox", name="Term").fill("aid")
    own.get_by_role("combobox", name="Term").press("Enter")
    expect(own.get_by_text("Aid enters.", exact=True)).to_be_visible()


def test_what_is_refused_is_named_at_the_button_and_led_to(page: Any) -> None:
    own = page(field("title", "line"), field("grade", "line"))
    own.get_by_label("Title", exact=True).fill("News")
    own.get_by_role("button", name="Save", exact=True).click()
    own.wait_for_function("() => sent.length")
    sent = own.evaluate("() => sent.at(-1)")
    draw(
        own,
        fields=[field("title", "line"), field("grade", "line")],
        row={},
        answered=sent["number"],
        refused={"grade": "Grade is missing."},
    )
    expect(own.get_by_text("Not saved. Look again at: Grade.", exact=True)).to_be_visible()
    expect(own.get_by_label("Grade", exact=True)).to_be_focused()


def test_what_was_refused_is_said_no_longer_once_the_page_takes_it_back(page: Any) -> None:
    fields = [field("title", "line")]
    own = page(*fields)
    own.get_by_label("Title", exact=True).fill("News")
    own.keyboard.press("Control+Enter")
    own.wait_for_function("() => sent.length")
    number = own.evaluate("() => sent.at(-1).number")
    draw(own, fields=fields, row={}, answered=number, refused={"": "Nobody signs this. "}, unsigned=True)
    expect(own.get_by_role("button", name="Give your name")).to_be_focused()
    draw(own, fields=fields, row={})
    expect(own.get_by_text("Nobody signs this.")).to_have_count(0)
    expect(own.get_by_label("Title", exact=True)).to_have_value("News")


def test_a_row_that_a_new_one_may_be_is_taken_with_one_click_or_left_by_saving_again(page: Any) -> None:
    free = {"words": "give its grade.", "address": "url", "title": "title"}
    fields = [field("source", "reference", options={}, free=free), field("title", "line", group="A new source")]
    fields.append(field("url", "line", group="A new source"))
    own = page(*fields)
    own.get_by_role("combobox", name="Source").fill("News")
    own.keyboard.press("Tab")
    for _ in range(2):
        own.get_by_role("button", name="Save", exact=True).click()
        own.wait_for_function("() => sent.length")
        told = own.evaluate("() => sent.splice(0).at(-1)")
        asked = {"refused": {"source": "Is it “Old news”?"}, "offered": {"source": {"code": "s1", "words": "Old news"}}}
        draw(own, fields=fields, row={}, answered=told["number"], **asked)
        expect(own.get_by_text("Is it “Old news”?")).to_be_visible()
    assert told["offered"] == "s1", "it was seen, and what was written is another"
    own.get_by_role("button", name="Take it", exact=True).click()
    holds(own, "source", "s1")
    holds(own, "title", "")
    expect(own.get_by_role("combobox", name="Source")).to_have_value("Old news")


def test_where_one_record_follows_another_the_cursor_is_in_the_first_field_however_it_was_saved(page: Any) -> None:
    fields = [field("title", "line"), field("grade", "line")]
    own = page(*fields, next="Save and next")
    own.get_by_label("Grade", exact=True).fill("C")
    own.keyboard.press("Control+Enter")
    own.wait_for_function("() => sent.length")
    number = own.evaluate("() => sent.at(-1).number")
    draw(own, replace(FORM, code="f2"), fields=fields, row={}, next="Save and next", answered=number)
    expect(own.get_by_label("Title", exact=True)).to_be_focused()


def test_a_form_in_which_nothing_was_typed_follows_the_page_and_one_that_was_begun_stays(page: Any) -> None:
    def begins(day: str) -> dict[str, Any]:
        return {"fields": [field("day", "day", begins=day), field("title", "line")], "row": {}, "edit": False}

    own = page()
    day = own.get_by_label("Day", exact=True)
    for shown in ("2025-07-07", "2025-07-25"):
        draw(own, **begins(shown))
        expect(day).to_have_value(shown)
    own.get_by_label("Title", exact=True).fill("Begun")
    draw(own, **begins("2025-08-01"))
    expect(day).to_have_value("2025-07-25")
    expect(own.get_by_label("Title", exact=True)).to_have_value("Begun")


def test_what_is_typed_over_a_chosen_row_takes_its_place_and_a_word_for_none_is_told(page: Any) -> None:
    own = page(field("party", "reference", options=PARTIES), row={"party": "eu"})
    box = own.get_by_role("combobox", name="Party")
    box.focus()
    own.get_by_text("Party", exact=True).first.click()
    box.click()
    own.keyboard.type("Georgia")
    own.keyboard.press("Tab")
    holds(own, "party", "ge")
    box.fill("Atlantis")
    own.keyboard.press("Tab")
    expect(own.get_by_text("Nothing is called “Atlantis”; “Georgia” stands.", exact=True)).to_be_visible()
    expect(box).to_have_value("Georgia")


def test_a_further_line_lets_go_of_who_spoke_for_another_holder(page: Any) -> None:
    fields = [field("holder", "reference", options=PARTIES), field("speaker", "line"), field("said", "line")]
    lines = field("lines", "lines", one="Line", fields=fields, copied=["holder", "speaker", "said"])
    own = page(lines | {"follow": {"of": "holder", "names": ["speaker"]}})
    own.get_by_role("combobox", name="Holder").fill("Georgia")
    own.get_by_role("combobox", name="Holder").press("Enter")
    own.get_by_label("Speaker", exact=True).fill("A minister")
    own.get_by_label("Said", exact=True).fill("today")
    own.get_by_role("button", name="Add line").click()
    second = own.get_by_role("group", name="Line 2")
    expect(second.get_by_label("Speaker", exact=True)).to_have_value("A minister")
    second.get_by_role("combobox").fill("European")
    second.get_by_role("combobox").press("Enter")
    expect(second.get_by_label("Speaker", exact=True)).to_have_value("")
    expect(second.get_by_label("Said", exact=True)).to_have_value("today")
