"""Limits that are told, and levels in words."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.questions.naming import signed_level
from dashboard.vocabulary import LEVEL_WORDS, SIGNS


@pytest.mark.parametrize(
    ("shown", "total", "told"),
    [(500, 1240, ["The newest 500 of 1,240 notes are listed."]), (3, 3, []), (0, 0, [])],
)
def test_a_limit_is_told_where_there_is_more(shown: int, total: int, told: list[str]) -> None:
    def page(shown: int, total: int) -> None:
        from dashboard.ui import show

        show.newest(shown, total, "notes are listed")

    assert [one.value for one in AppTest.from_function(page, args=(shown, total)).run().caption] == told


def test_every_level_is_said_with_its_sign() -> None:
    assert {signed_level(code) for code in LEVEL_WORDS} == {
        f"{SIGNS[code]} {LEVEL_WORDS[code]}" for code in LEVEL_WORDS
    }


def test_a_missing_level_is_no_words() -> None:
    assert signed_level(None) == signed_level(float("nan")) == ""
