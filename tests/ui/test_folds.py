"""Folds: open until they are closed, whatever count stands on them."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui import folds


@pytest.mark.parametrize("opened", [True, False])
def test_a_fold_stays_as_it_is_when_its_label_says_another_count(opened: bool) -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.ui import folds

        with folds.unfolded(f"Rows ({st.session_state.get('count', 1)})", key="rows") as is_open:
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
    house = Path(folds.__file__).parents[1]
    own = [file.name for file in house.rglob("*.py") if re.search(r"\.(expander|status)\(", file.read_text("utf-8"))]
    assert own == ["folds.py"]
