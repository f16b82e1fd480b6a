"""Limits that are told, and levels in words."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.questions.naming import signed_level
from dashboard.ui.show import Drawing, drawn_with
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


CELL, OTHER = {"party": "a", "term": "aid"}, {"party": "b", "term": "aid"}


@pytest.mark.parametrize(
    ("drawing", "clicked", "picked", "drawn"),
    [
        (Drawing(), [], None, Drawing()),
        (Drawing(), [], CELL, Drawing(1, CELL)),
        (Drawing(1, CELL), [], CELL, Drawing(1, CELL)),
        (Drawing(1, CELL), [OTHER], OTHER, Drawing(1, CELL)),
        (Drawing(1, CELL), [OTHER], CELL, Drawing(2, CELL)),
        (Drawing(1, CELL), [], OTHER, Drawing(2, OTHER)),
    ],
    ids=["nothing picked", "first", "as begun", "as clicked", "picked after a click", "picked"],
)
def test_a_chart_is_drawn_again_where_it_would_show_another_choice_than_its_pickers(
    drawing: Drawing, clicked: list[dict[str, str]], picked: dict[str, str] | None, drawn: Drawing
) -> None:
    assert drawn_with(drawing, clicked, picked) == drawn
