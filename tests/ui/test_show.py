"""Text that Markdown shows as it stands, and levels in words."""

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.questions.naming import signed_level
from dashboard.ui.show import plain
from dashboard.vocabulary import LEVEL_WORDS, SIGNS

texts = st.text(st.one_of(st.sampled_from(string.punctuation), st.characters(exclude_categories=["Cs"])))


def unescaped(text: str) -> str:
    """Read Markdown that has backslashes only before punctuation (CommonMark 2.4: the character itself is meant)."""
    return re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", text)


@given(texts)
@example(string.punctuation)
def test_every_ascii_punctuation_is_escaped(text: str) -> None:
    assert not re.search(rf"[{re.escape(string.punctuation)}]", re.sub(r"\\.", "", plain(text)))


@given(texts)
def test_what_markdown_reads_is_what_was_written_on_one_line(text: str) -> None:
    assert unescaped(plain(text)) == " ".join(text.split())


def test_a_link_a_colour_and_a_formula_stay_words() -> None:
    assert plain("[x](http://evil) :red[a] $b$") == r"\[x\]\(http\:\/\/evil\) \:red\[a\] \$b\$"


def test_letters_of_other_scripts_stay_as_they_are() -> None:
    assert plain("שלום مرحبا é") == "שלום مرحبا é"


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
