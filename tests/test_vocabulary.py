"""Days and spans in words, as exactly as they are known and no more."""

from datetime import date

import pytest

from dashboard.vocabulary import day_words, span_words

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
