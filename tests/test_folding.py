"""Text made comparable, and the words of a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.folding import folded, sought


@pytest.mark.parametrize(
    ("text", "fold"),
    {
        "État": "etat",
        "الأنفاق": "الانفاق",
        "هُدْنة": "هدنه",
        "שָׁלוֹם": "שלומ",
        "cease-fire": "cease fire",
        "cease\u2011fire": "cease fire",
        "Sana\u02bda": "sanaa",
        "Straße": "strasse",
        "ﬁre": "fire",
        "मीना": "मीना",
        "がき": "がき",
    }.items(),
)
def test_text_is_folded_where_its_spellings_are_many_and_left_where_marks_are_letters(text: str, fold: str) -> None:
    assert folded(text) == fold


@given(st.text(max_size=60))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("", []),
        (" \u00a0\u3000\n", []),
        ("Genève", ["geneve"]),
        ("Ceasefire,  then (hostages)", ["ceasefire", "then", "hostages"]),
        ("cease-fire", ["cease", "fire"]),
        ("l’accord d'Oslo", ["laccord", "doslo"]),
        ("人质，停火、撤军；援助", ["人质", "停火", "撤军", "援助"]),
        ("رهائن؛ هُدنة، أسرى", ["رهاين", "هدنه", "اسري"]),
        ("मीना। मुनि", ["मीना", "मुनि"]),
        ("1,000 or 60% of A/B", ["1,000", "or", "60", "of", "a/b"]),
        ("%", ["%"]),
        ("?!", ["?!"]),
    ],
)
def test_the_words_of_a_search_are_folded_and_without_the_punctuation_around_them(
    search: str, words: list[str]
) -> None:
    assert sought(search) == words
