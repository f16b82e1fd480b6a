"""From the text of an address to a value: what is not known is refused with a sentence and the nearest good value."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.address import day_between, one_of, some_of

FIRST, LAST = date(2025, 7, 1), date(2025, 8, 31)


def test_one_of_the_options_is_given_back_as_it_is() -> None:
    assert one_of([0, 3, 12], "version")("3") == 3


@pytest.mark.parametrize("text", ["", "4", "03", "3 ", "None"])
def test_anything_but_an_option_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="The link asks for the version “.*”, which is not here"):
        one_of([0, 3, 12], "version")(text)


def test_no_options_refuse_everything() -> None:
    with pytest.raises(ValueError, match="which is not here"):
        one_of([], "party")("a")


def test_a_very_long_text_is_cut_in_the_sentence() -> None:
    with pytest.raises(ValueError, match="which is not here") as refused:
        one_of(["a"], "party")("x" * 5000)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("parse", [one_of(["a"], "party"), some_of(["a"], "term"), day_between(FIRST, LAST)])
def test_what_a_link_says_neither_breaks_its_refusal_nor_turns_it_around(parse: Callable[[str], Any]) -> None:
    with pytest.raises(ValueError, match="The link asks for .*“�x�y�z�") as refused:
        parse("\u202ex\ny\x1bz\u2066" + ",\u202e" * 5000)
    assert str(refused.value.args[0]).isprintable() and len(str(refused.value.args[0])) < 200


@pytest.mark.parametrize(("text", "some"), [("", []), ("b", ["b"]), ("b,a", ["b", "a"]), ("b,,a,", ["b", "a"])])
def test_some_of_the_options_come_back_in_the_order_asked_for(text: str, some: list[str]) -> None:
    assert some_of(["a", "b", "c"], "term")(text) == some


def test_of_several_the_unknown_are_named_and_the_known_kept() -> None:
    with pytest.raises(ValueError, match="which is not here") as refused:
        some_of(["a", "b"], "term")("a,x,b,y")
    assert refused.value.args == ("The link asks for the term “x, y”, which is not here.", ["a", "b"])


@given(st.dates(min_value=FIRST, max_value=LAST))
def test_a_day_inside_is_given_back(day: date) -> None:
    assert day_between(FIRST, LAST)(day.isoformat()) == day


@given(st.dates().filter(lambda day: not FIRST <= day <= LAST))
def test_a_day_outside_is_refused_with_the_nearer_end(day: date) -> None:
    with pytest.raises(ValueError, match="the nearest day") as refused:
        day_between(FIRST, LAST)(day.isoformat())
    assert refused.value.args[1] == (FIRST if day < FIRST else LAST)


@given(st.text())
def test_any_text_gives_a_day_inside_or_a_sentence(text: str) -> None:
    try:
        assert FIRST <= day_between(FIRST, LAST)(text) <= LAST
    except ValueError as refused:
        assert str(refused.args[0]).startswith("The link asks for ")


def test_a_coverage_of_one_day_has_that_day_alone() -> None:
    parse = day_between(FIRST, FIRST)
    assert parse("2025-07-01") == FIRST
    with pytest.raises(ValueError, match="the nearest day") as refused:
        parse("2025-07-02")
    assert refused.value.args[1] == FIRST
