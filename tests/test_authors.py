"""Names: whole ones are kept whole, the same one is found again, and one that may be meant is a reason to ask."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.authors import Author, alike, namesakes, newcomer, whole_name
from dashboard.errors import Invalid
from dashboard.inputs import validate

HADDAD = Author("author_1", "R. Haddad")


def asks(name: str, other: str) -> bool:
    return alike(name, [Author("author_1", other)]) != []


@pytest.mark.parametrize(
    ("typed", "kept"),
    {
        "Ana": "Ana",
        "  Ana \u00a0 Lee ": "Ana Lee",
        unicodedata.normalize("NFD", "José"): "José",
        "मीना": "मीना",
        "رنا حداد": "رنا حداد",
        "李雷": "李雷",
        "7": "7",
        "x" * 200: "x" * 200,
    }.items(),
)
def test_a_name_is_kept_whole_in_one_form_of_unicode(typed: str, kept: str) -> None:
    assert whole_name(typed) == kept


@pytest.mark.parametrize("name", ["", "  ", "-", "…", "🙂", "@", "\u200b"])
def test_a_name_without_letters_is_nobody(name: str) -> None:
    with pytest.raises(Invalid, match="give your name"):
        whole_name(name)


def test_a_name_of_201_characters_is_refused_with_their_number() -> None:
    with pytest.raises(Invalid, match="at most 200 characters; this name has 201"):
        whole_name("x" * 201)


@pytest.mark.parametrize("name", ["Ana\nLee", "Ana\u2028Lee", "Ana\u0085Lee", "Ana\x07Lee", "Ana\\Lee", "Ana\u202eLee"])
def test_a_name_of_two_lines_or_with_a_control_character_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="in one line of plain characters"):
        whole_name(name)


def test_each_newcomer_has_a_code_of_her_own_even_under_one_name() -> None:
    assert newcomer("Ana").code != newcomer("Ana").code


@given(st.text(st.characters(categories=["L", "M", "Nd", "P", "Zs"]), max_size=250))
def test_whatever_the_name_its_author_is_one_that_a_row_may_have(name: str) -> None:
    try:
        author = newcomer(name)
    except Invalid:
        return
    row = validate("author", {"negotiation": "x", "code": author.code, "name": author.name, "kind": author.kind})
    assert row["name"] == author.name


@pytest.mark.parametrize(
    "name", ["R. Haddad", "r. haddad", " R.   HADDAD ", "R.\u00a0Haddad", unicodedata.normalize("NFD", "R. Haddad")]
)
def test_an_author_is_found_again_by_the_whole_name_whatever_its_case_spaces_and_form(name: str) -> None:
    assert namesakes(name, [HADDAD, Author("author_2", "B. Other")]) == [HADDAD]


@pytest.mark.parametrize("name", ["R Haddad", "R. Ḥaddad", "R.Haddad", "R. Hadad", "Haddad", ""])
def test_no_other_name_makes_somebody_that_author(name: str) -> None:
    assert namesakes(name, [HADDAD]) == []


@pytest.mark.parametrize(("one", "other"), [("मीना", "मुनि"), ("แม", "แม่"), ("かき", "がき")])
def test_letters_that_are_written_as_marks_tell_names_apart(one: str, other: str) -> None:
    assert namesakes(one, [Author("author_1", other)]) == []
    assert not asks(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("r. haddad", "R. Haddad"),  # the whole name
        ("R Haddad", "R. Haddad"),  # punctuation
        ("Haddad, R.", "R. Haddad"),  # order
        ("R.Haddad", "R. Haddad"),  # a space left out
        ("R. Ḥaddād", "R. Haddad"),  # marks
        ("Rana Haddad", "R. Haddad"),  # an initial
        ("R. Hadad", "R. Haddad"),  # a letter left out
        ("R. Hadadd", "R. Haddad"),  # two letters swapped
        ("أنا لي", "انا لي"),  # Arabic letter forms
        ("Jørgen O'Neill", "Jorgen O’Neill"),  # letters that are no letter with a mark; apostrophes
        ("Anna-Lena Meyer", "Anna Lena Meier"),  # a hyphen, and a slip
    ],
)
def test_a_name_that_may_be_meant_is_asked_about_from_both_sides(one: str, other: str) -> None:
    assert asks(one, other)
    assert asks(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Ann"),  # a slip in a short name is another name
        ("李雷", "李磊"),
        ("Rana Haddad", "Omar Haddad"),
        ("A. Lee", "B. Lee"),
        ("R. H.", "Rana Haddad"),  # no whole word in common
        ("Rana Haddad", "Rana"),
        ("Rana Haddad", "Salim Haddad"),
    ],
)
def test_names_of_two_people_are_not_asked_about(one: str, other: str) -> None:
    assert not asks(one, other)
    assert not asks(other, one)


def test_the_likeliest_is_offered_first() -> None:
    known = [Author("3", "R. Hadad"), Author("2", "Rana Haddad"), Author("1", "R Haddad"), Author("0", "r. haddad")]
    assert [author.code for author in alike("R. Haddad", known)] == ["0", "1", "2", "3"]
