"""What an address asks for is shown; what is not there gives a plain sentence and the nearest good view."""

from datetime import date

import pytest

from dashboard.store.engine import Store
from tests.views import small_case
from tests.views.screen import Screen

UNKNOWN = [
    ("", "negotiation", "moon", "The link asks for the negotiation “moon”, which is not here."),
    ("", "party", "nobody", "The link asks for the party “nobody”, which is not here."),
    ("", "term", "weather", "The link asks for the term “weather”, which is not here."),
    ("", "min_grade", "Z", "The link asks for the grade “Z”, which is not here."),
    ("", "min_confidence", "sure", "The link asks for the confidence “sure”, which is not here."),
    ("", "known_at", "99", "The link asks for the version “99”, which is not here."),
    ("", "as_of", "7 July", "The link asks for “7 July”, which is not a day like 2025-07-07."),
    ("timeline", "mark", "r9", "The link asks for the mark “r9”, which is not here."),
    ("proposals", "text", "p9", "The link asks for the text “p9”, which is not here."),
    ("proposals", "beside", "p9", "The link asks for the text “p9”, which is not here."),
    ("stances", "terms", "aid,weather", "The link asks for the term “weather”, which is not here."),
    ("stances", "parties", "nobody", "The link asks for the party “nobody”, which is not here."),
    ("history", "of", "99", "The link asks for the version “99”, which is not here."),
]


@pytest.mark.parametrize(("page", "key", "value", "sentence"), UNKNOWN)
def test_what_is_not_here_is_said_and_a_good_view_shown(
    toy: Store, page: str, key: str, value: str, sentence: str
) -> None:
    screen = Screen(page, **{key: value})
    assert screen.warnings == [sentence]
    assert value not in screen.address.values()
    assert screen.texts


def test_the_warning_goes_with_the_next_step(toy: Store) -> None:
    assert not Screen("", party="nobody").choose("Term", "truce").warnings


def test_of_several_terms_the_known_ones_stay(toy: Store) -> None:
    assert Screen("stances", terms="truce,weather").field("multiselect", "Terms").value == ["truce"]


@pytest.mark.parametrize(
    ("asked", "shown"), [("2025-06-30", "2025-07-01"), ("1999-01-01", "2025-07-01"), ("2025-09-01", "2025-08-31")]
)
def test_a_day_outside_the_coverage_is_clamped_and_said(toy: Store, asked: str, shown: str) -> None:
    screen = Screen("", as_of=asked)
    assert screen.field("date_input", "As of").value == date.fromisoformat(shown)
    assert screen.warnings == [
        f"The link asks for {asked}, but this negotiation is covered from 2025-07-01 to 2025-08-31. "
        f"This is {shown}, the nearest day."
    ]


@pytest.mark.parametrize("edge", ["2025-07-01", "2025-08-31"])
def test_the_first_and_the_last_day_are_inside(toy: Store, edge: str) -> None:
    screen = Screen("", as_of=edge)
    assert screen.field("date_input", "As of").value == date.fromisoformat(edge)
    assert not screen.warnings


def test_the_address_carries_what_differs_from_the_defaults_and_nothing_else(toy: Store) -> None:
    screen = Screen("")
    assert screen.address == {}
    screen.choose("Party", "b").choose("Source grade", "D")
    screen.field("date_input", "As of").set_value(date(2025, 7, 7))
    assert screen.run().address == {"party": "b", "min_grade": "D", "as_of": "2025-07-07"}
    assert screen.choose("Party", "a").address == {"min_grade": "D", "as_of": "2025-07-07"}


def test_an_address_shows_a_second_analyst_the_same(toy: Store) -> None:
    first = Screen("", as_of="2025-07-07").choose("Party", "b").choose("Source grade", "D")
    second = Screen("", **first.address)
    assert second.words == first.words
    assert second.address == first.address


def test_an_address_with_several_terms_survives(toy: Store) -> None:
    screen = Screen("stances", terms="truce,aid", parties="b")
    assert screen.field("multiselect", "Terms").value == ["truce", "aid"]
    assert screen.address == {"terms": "truce,aid", "parties": "b"}


def test_the_round_steps_the_day(toy: Store) -> None:
    screen = Screen("", as_of="2025-07-07")
    assert screen.field("select_slider", "Round").value == "r1"
    screen.field("select_slider", "Round").set_value("r2")
    assert screen.run().field("date_input", "As of").value == date(2025, 8, 9)
    assert screen.texts[0].startswith("On 9 August 2025, in round 2 at Bern, ")


def test_another_page_keeps_the_day_and_the_evidence(toy: Store) -> None:
    screen = Screen("", as_of="2025-07-07", min_grade="D").open("timeline")
    assert screen.field("date_input", "As of").value == date(2025, 7, 7)
    assert screen.field("selectbox", "Source grade").value == "D"
    assert screen.field("selectbox", "Confidence").value == "moderate"
    screen.open("")
    assert screen.field("date_input", "As of").value == date(2025, 7, 7)
    assert screen.field("selectbox", "Source grade").value == "D"


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
    assert not screen.warnings
