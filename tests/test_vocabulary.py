"""Days, spans, numbers and labels in words: one way each."""

from datetime import date

import pytest

from dashboard.vocabulary import (
    day_text,
    day_words,
    decimal,
    distinct,
    list_words,
    none_of,
    number_words,
    range_words,
    span_words,
)

DAY = date(2025, 7, 7)


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "7 July 2025"), ("about", "about 7 July 2025"), ("month", "July 2025"), ("year", "2025")],
)
def test_a_day_is_said_as_exactly_as_it_is_known(precision: str, words: str) -> None:
    assert day_words(DAY, precision) == words


@pytest.mark.parametrize(
    ("last", "precision", "words"),
    [
        (date(2025, 7, 9), "day", "7 July 2025 to 9 July 2025"),
        (date(2025, 7, 9), "about", "about 7 July 2025 to 9 July 2025"),
        (date(2025, 7, 9), "month", "July 2025"),
        (date(2025, 8, 9), "month", "July 2025 to August 2025"),
        (date(2026, 1, 1), "year", "2025 to 2026"),
        (DAY, "day", "7 July 2025"),
    ],
)
def test_a_span_is_said_once_where_its_ends_read_alike(last: date, precision: str, words: str) -> None:
    assert span_words(DAY, last, precision) == words


@pytest.mark.parametrize(
    ("low", "high", "wording", "words"),
    [
        (20, 20, None, "20"),
        (20, 23, None, "20 to 23"),
        (1200, 1200, "about", "1,200 (about)"),
        (57000, None, None, "more than 57,000"),
        (57000, None, "more than", "more than 57,000"),
        (38, None, "at least 38", "at least 38"),
        (None, 5, None, "up to 5"),
        (0, 0, None, "0"),
        (0.5, 2.5, None, "0.5 to 2.5"),
        (None, None, "a few", "a few"),
        (None, None, None, ""),
    ],
)
def test_a_range_in_words_adds_nothing_to_what_was_said(
    low: float | None, high: float | None, wording: str | None, words: str
) -> None:
    assert range_words(low, high, wording, more="more than {}") == words


def test_a_range_has_its_unit_before_the_wording() -> None:
    assert range_words(28, 42, "approximately", unit="days") == "28 to 42 days (approximately)"
    assert range_words(50, None, unit="people") == "50 or more people"
    assert range_words(None, None, "several", unit="people") == "several"


@pytest.mark.parametrize(
    ("value", "words", "with_plus"),
    [(-0.25, "−0.25", "−0.25"), (0.5, "0.50", "+0.50"), (0, "0.00", "0"), (-0.001, "0.00", "0")],
)
def test_a_number_has_a_true_minus_and_nothing_has_none(value: float, words: str, with_plus: str) -> None:
    assert (decimal(value), decimal(value, plus=True)) == (words, with_plus)


def test_labels_that_several_share_carry_their_codes() -> None:
    assert distinct({"a": "North", "b": "South", "c": "North"}) == {"a": "North (a)", "b": "South", "c": "North (c)"}
    assert distinct({}) == {}


@pytest.mark.parametrize(
    ("precision", "text"),
    [("day", "2025-07-07"), ("about", "2025-07-07 (about)"), ("month", "2025-07"), ("year", "2025")],
)
def test_a_day_in_numbers_is_as_exact_as_it_is_known(precision: str, text: str) -> None:
    assert day_text(DAY, precision) == text


def test_days_in_numbers_sort_whatever_is_known_of_them() -> None:
    days = [
        day_text(date(year, 7, day), known) for year in (41, 2025, 9999) for known in ("month", "day") for day in (1, 9)
    ]
    assert days == sorted(days)
    assert days[0] == "0041-07"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (2.5, "2.5"), (-0.25, "−0.25"), (0.1 + 0.2, "0.3"), (1234567.0, "1,234,567"), (53e9, "53,000,000,000")],
)
def test_a_number_is_said_as_it_was_recorded(value: float, words: str) -> None:
    assert number_words(value) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", ""),
        ("a", "a"),
        ("a|b", "a and b"),
        ("a|b|c", "a, b and c"),
        ("a|b and c", "a, and b and c"),
        ("b and c|a|d", "b and c, a, and d"),
        ("a|b|c|d", "a, b, c and d"),  # to count one more takes as long as to name it
        ("a|b|c|d|e", "a, b, c and 2 more"),
    ],
)
def test_a_list_is_said_as_in_a_sentence(words: str, said: str) -> None:
    assert list_words(words.split("|") if words else [], 3) == said


def test_of_two_it_is_neither_and_of_more_none() -> None:
    assert (none_of(2), none_of(3), none_of(1200)) == ("neither of the 2", "none of the 3", "none of the 1,200")


@pytest.mark.parametrize(
    ("unit", "one"),
    [("days", "1 day"), ("people", "1 person"), ("bodies", "1 body"), ("lorries a day", "1 lorry a day"), ("%", "1 %")],
)
def test_a_unit_after_one_stands_in_the_singular(unit: str, one: str) -> None:
    assert range_words(1, 1, unit=unit) == one
    assert range_words(2, 2, unit=unit) == f"2 {unit}"
