"""Limits that are told, and levels in words."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.questions.naming import signed_level
from dashboard.ui import show
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


@pytest.mark.parametrize("opened", [True, False])
def test_a_fold_stays_as_it_is_when_its_label_says_another_count(opened: bool) -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.ui import show

        with show.unfolded(f"Rows ({st.session_state.get('count', 1)})", key="rows") as is_open:
            st.text(f"open: {is_open}")

    screen = AppTest.from_function(page).run()
    screen.session_state["rows"] = opened
    screen.run()
    screen.session_state["count"] = 2
    screen.run()
    assert [fold.label for fold in screen.expander] == ["Rows \\(2\\)"]
    assert screen.text[0].value == f"open: {opened}"


def test_every_fold_is_one_of_these() -> None:
    """So all of them stay as they are."""
    house = Path(show.__file__).parents[1]
    own = [file.name for file in house.rglob("*.py") if re.search(r"\.(expander|status)\(", file.read_text("utf-8"))]
    assert own == ["show.py"]
