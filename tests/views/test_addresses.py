"""What an address asks for is shown; what is not there gives a plain sentence and the nearest good view."""

import ast
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import HOME
from dashboard.store.engine import Store
from dashboard.views import PAGES
from tests.views import small_case
from tests.views.screen import Screen, as_read

UNKNOWN: dict[str, dict[str, tuple[str, str]]] = {
    "": {
        "negotiation": ("moon", "The link asks for the negotiation “moon”, which is not here."),
        "as_of": ("7 July", "The link asks for “7 July”, which is not a day like 2025-07-07."),
        "min_grade": ("Z", "The link asks for the grade “Z”, which is not here."),
        "min_confidence": ("sure", "The link asks for the confidence “sure”, which is not here."),
        "within_use_by": ("perhaps", "The link asks for “perhaps” where only yes and no can stand."),
        "only_source": ("s9", "The link asks for the source “s9”, which is not here."),
        "known_at": ("99", "The link asks for the version “99”, which is not here."),
        "party": ("nobody", "The link asks for the party “nobody”, which is not here."),
        "term": ("weather", "The link asks for the term “weather”, which is not here."),
    },
    "timeline": {"mark": ("r9", "The link asks for the mark “r9”, which is not here.")},
    "proposals": {
        "text": ("p9", "The link asks for the text “p9”, which is not here."),
        "beside": ("p8", "The link asks for the text “p8”, which is not here."),
    },
    "stances": {
        "terms": ("aid,weather", "The link asks for the term “weather”, which is not here."),
        "parties": ("nobody", "The link asks for the party “nobody”, which is not here."),
    },
    "history": {"of": ("99", "The link asks for the version “99”, which is not here.")},
}
"""By page and key, what is not here, and what is said of it, in the order in which it is told."""


@pytest.mark.parametrize("page", UNKNOWN)
def test_what_is_not_here_is_said_and_a_good_view_shown(toy: Store, page: str) -> None:
    screen = Screen(page, **{key: value for key, (value, _) in UNKNOWN[page].items()})
    assert screen.refused == [sentence for _, sentence in UNKNOWN[page].values()]
    assert not {value for value, _ in UNKNOWN[page].values()} & {*screen.address.values()}
    assert screen.texts


def test_a_link_reaches_nothing_that_a_session_keeps_but_what_stands_in_addresses(toy: Store) -> None:
    small_case.load(toy, "other", small_case.TOY | {"title": "Other talks"}, small_case.ONE_OF_EVERYTHING)
    screen = Screen("", address="x", author="x", negotiation="toy", party="b")
    assert screen.address["party"] == "b"
    screen.choose("Negotiation", "other")
    assert screen.address["negotiation"] == "other" and not {"address", "author"} & {*screen.address}
    assert "Noted." in screen.write("Noted.").notes


def test_what_was_refused_is_told_until_it_is_closed(toy: Store) -> None:
    screen = Screen("", party="nobody", term="weather").choose("Term", "truce")
    assert screen.refused == [
        "The link asks for the party “nobody”, which is not here.",
        "The link asks for the term “weather”, which is not here.",
    ]
    assert screen.open("timeline").refused == screen.open("").refused != []
    assert not screen.click("Close").refused
    assert not screen.run().refused


def test_what_was_refused_is_told_before_the_heading_and_as_text(toy: Store) -> None:
    screen = Screen("", party="![x](http://evil.example/x.png)")
    assert screen.refused == ["The link asks for the party “![x](http://evil.example/x.png)”, which is not here."]
    blocks = list(screen.test.main.children.values())
    places = [number for number, one in enumerate(blocks) if getattr(one.proto, "id", "").endswith("-refused")]
    headings = [number for number, one in enumerate(blocks) if one.type == "title"]
    assert places < headings


def test_another_link_tells_only_of_itself(toy: Store) -> None:
    screen = Screen("", party="nobody").open("timeline", mark="r9")
    assert screen.refused == ["The link asks for the mark “r9”, which is not here."]


def test_of_several_terms_the_known_ones_stay(toy: Store) -> None:
    assert Screen("stances", terms="truce,weather").field("multiselect", "Terms").value == ["truce"]


def test_a_day_outside_the_coverage_is_clamped_and_said_and_its_first_and_last_day_are_inside(toy: Store) -> None:
    for asked, shown in {
        "1999-01-01": "2025-07-01",
        "2025-06-30": "2025-07-01",
        "2025-07-01": "2025-07-01",
        "2025-08-31": "2025-08-31",
        "2025-09-01": "2025-08-31",
    }.items():
        screen = Screen("", as_of=asked)
        assert screen.field("date_input", "As of").value == date.fromisoformat(shown)
        told = [
            f"The link asks for {asked}, but this negotiation is covered from 2025-07-01 to 2025-08-31. "
            f"This is {shown}, the nearest day."
        ]
        assert screen.refused == (told if asked != shown else [])


def test_the_address_carries_negotiation_and_day_and_what_differs_from_the_defaults_and_nothing_else(
    toy: Store,
) -> None:
    screen = Screen("")
    assert screen.address == {"negotiation": "toy", "as_of": "2025-08-31"}
    screen.choose("Party", "b").evidence().choose("Source grade", "D")
    screen.field("date_input", "As of").set_value(date(2025, 7, 7))
    assert screen.run().address == {"negotiation": "toy", "as_of": "2025-07-07", "min_grade": "D", "party": "b"}
    assert screen.choose("Party", "a").address == {"negotiation": "toy", "as_of": "2025-07-07", "min_grade": "D"}


def test_an_address_shows_a_second_analyst_the_same(toy: Store) -> None:
    first = Screen("", as_of="2025-07-07").choose("Party", "b").evidence().choose("Source grade", "D")
    second = Screen("", **first.address)
    assert second.words == first.words
    assert second.address == first.address


def test_an_address_with_several_terms_survives(toy: Store) -> None:
    screen = Screen("stances", terms="truce,aid", parties="b")
    assert screen.field("multiselect", "Terms").value == ["truce", "aid"]
    assert screen.address == {"negotiation": "toy", "as_of": "2025-08-31", "terms": "truce,aid", "parties": "b"}


def test_a_round_that_is_chosen_is_shown_on_its_last_day(toy: Store) -> None:
    screen = Screen("", as_of="2025-07-07")
    assert screen.field("selectbox", "Round").value == "r1"
    screen.choose("Round", "r2")
    assert screen.field("date_input", "As of").value == date(2025, 8, 9)
    assert screen.texts[0].startswith("On 9 August 2025, in round 2 at Bern, ")


def test_the_arrows_step_from_the_end_of_one_round_to_that_of_another(toy: Store) -> None:
    screen = Screen("", as_of="2025-07-07")
    days = [screen.click(arrow).address["as_of"] for arrow in "▶◀"]
    assert days == ["2025-08-09", "2025-07-05"]
    assert [screen.field("button", arrow).disabled for arrow in "◀▶"] == [True, False]
    screen.open("timeline", as_of="2025-08-31")
    assert [screen.field("button", arrow).disabled for arrow in "◀▶"] == [False, True]


def test_on_a_day_before_any_round_the_header_says_so(toy: Store) -> None:
    small_case.load(toy, "toy", small_case.TOY | {"covers_from": date(2025, 6, 1)}, small_case.ONE_OF_EVERYTHING)
    screen = Screen("", as_of="2025-06-15")
    assert screen.field("selectbox", "Round").value == ""
    assert screen.click("▶").field("selectbox", "Round").value == "r1"


def test_another_page_keeps_the_day_and_the_evidence(toy: Store) -> None:
    screen = Screen("", as_of="2025-07-07", min_grade="D").open("timeline")
    assert screen.field("date_input", "As of").value == date(2025, 7, 7)
    assert screen.address == {"negotiation": "toy", "as_of": "2025-07-07", "min_grade": "D"}
    screen.open("").evidence()
    assert screen.field("date_input", "As of").value == date(2025, 7, 7)
    assert screen.field("selectbox", "Source grade").value == "D"
    assert screen.field("selectbox", "Confidence").value == "moderate"


def test_a_case_covered_from_after_its_end_is_shown_from_the_one_to_the_other(toy: Store) -> None:
    crossed = {"title": "Toy talks", "covers_from": date(2025, 8, 31), "covers_to": date(2025, 7, 1)}
    small_case.load(toy, "toy", crossed, small_case.ONE_OF_EVERYTHING)
    assert Screen().address["as_of"] == "2025-08-31"
    assert not Screen("", as_of="2025-07-07").refused


def test_a_day_is_picked_between_ends_that_stand_in_the_wrong_order() -> None:
    def page() -> None:
        from datetime import date

        from dashboard.ui.pickers import pick_day

        pick_day("Day", key="day", default=date(2025, 7, 7), first=date(2025, 8, 1), last=date(2025, 7, 1))

    shown = AppTest.from_function(page, default_timeout=600).run()
    assert not shown.exception
    assert [one.value for one in shown.date_input] == [date(2025, 7, 7)]


def test_where_a_negotiation_has_no_last_day_the_address_names_today(empty: Store) -> None:
    small_case.load(empty, "toy", {"title": "Open talks"}, small_case.ONE_OF_EVERYTHING)
    assert Screen("").address == {"negotiation": "toy", "as_of": f"{date.today()}"}
    assert Screen("timeline", as_of=f"{date.today()}").address == {"negotiation": "toy", "as_of": f"{date.today()}"}


def test_what_is_set_of_the_evidence_stands_on_the_chip(toy: Store) -> None:
    Screen("", party="a", term="aid").click("Resolve")
    asked = {"min_grade": "D", "min_confidence": "low", "within_use_by": "yes", "only_source": "s1", "known_at": "1"}
    chips = {
        "Evidence: B or better": {},
        "Evidence: D or better, confidence any, within the use-by, only “Paper” (The Paper), known at version 1": asked,
    }
    for words, query in chips.items():
        assert words in [as_read(label) for label in Screen("", **query).popovers]


def test_one_source_alone_is_found_by_its_words_and_chosen(toy: Store) -> None:
    screen = Screen("", min_grade="D", as_of="2025-07-07", party="b", term="aid").evidence()
    assert list(screen.field("selectbox", "Sources").options) == [
        "all",
        "Only “Paper” (The Paper)",
        "Only “Leaflet” (A Leaflet)",
    ]
    assert "It may talk." in screen.words
    screen.field("text_input", "Find a source").set_value("paper THE")
    screen.run()
    assert list(screen.field("selectbox", "Sources").options) == ["all", "Only “Paper” (The Paper)"]
    screen.choose("Sources", "s1")
    assert screen.address["only_source"] == "s1"
    assert "It may talk." not in screen.words and "It wants less." in screen.words


def test_what_is_past_the_use_by_is_left_out_by_a_switch_that_stands_in_the_address(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").evidence()
    assert "past the use-by" in screen.words
    screen.field("toggle", "Only what was said within the use-by (30 days)").set_value(True)
    screen.run()
    assert screen.address["within_use_by"] == "yes"
    assert "Nothing of this party on this term passes the evidence filter by this day." in screen.words


def test_the_way_back_to_a_page_leads_to_the_cell_that_was_open(toy: Store) -> None:
    screen = Screen("", party="b", term="truce").open("history").open("")
    assert screen.field("selectbox", "Party").value == "b"
    assert screen.field("selectbox", "Term").value == "truce"


def test_another_negotiation_starts_at_its_own_last_day(toy: Store) -> None:
    own = small_case.TOY | {"title": "Other talks", "covers_to": small_case.TOY["covers_from"]}
    small_case.load(toy, "other", own, small_case.ONE_OF_EVERYTHING)
    screen = Screen("", negotiation="toy", as_of="2025-07-07").choose("Negotiation", "other")
    assert screen.field("date_input", "As of").value == date(2025, 7, 1)
    assert "not here" not in screen.words


def test_another_negotiation_with_other_parties_is_shown_from_its_first(toy: Store) -> None:
    rows = {
        "party": [{"code": "x", "name": "X", "short_name": "X", "role": "principal", "consent_required": True}],
        "term": [{"code": "water", "title": "Water", "short_title": "Water", "proposition": "Water flows."}],
    }
    small_case.load(toy, "other", {"title": "Other talks"}, rows)
    screen = Screen("", negotiation="toy", party="b", term="truce").choose("Negotiation", "other")
    assert screen.field("selectbox", "Party").value == "x"
    assert not screen.refused


def test_every_link_to_a_page_names_one_by_its_id() -> None:
    files = [*(HOME / "dashboard" / "views").glob("*.py"), *(HOME / "dashboard" / "ui").glob("*.py")]
    calls = [
        node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    links = [call.args[0] for call in calls if ast.unparse(call.func) == "address.link"]
    written = {link.value for link in links if isinstance(link, ast.Constant)}  # the others lead back to where one was
    assert written and written <= {page.id for page in PAGES}


def test_the_id_of_a_page_is_the_name_of_its_file() -> None:
    files = {file.stem for file in (HOME / "dashboard" / "views").glob("*.py")} - {"__init__"}
    assert [page.view.__module__ for page in PAGES] == [f"dashboard.views.{page.id}" for page in PAGES]
    assert {page.id for page in PAGES} <= files
