"""How many of what is counted are old or overtaken, and of which days."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.age_counts import AgeCounts, age_counts, ends, of_terms
from tests.analysis.conftest import Frame, Row

Day = Callable[[str], pd.Timestamp]


def test_the_days_are_those_of_the_old_and_the_overtaken_and_of_no_other() -> None:
    held = [
        ("current", date(2025, 7, 7), "day"),
        ("old", date(2024, 8, 1), "month"),
        ("overtaken", date(2025, 3, 2), "about"),
        ("old", date(2024, 9, 5), "day"),
    ]
    assert age_counts(held) == AgeCounts(4, 2, 1, "2024-08; 2025-03-02 (about)")
    assert age_counts(held[:1]) == AgeCounts(1, 0, 0, None)
    assert age_counts([]) == AgeCounts(0, 0, 0, None)


def test_a_term_counts_once_and_by_the_days_of_the_levels_for_which_it_counts_so(matrix: Frame, day: Day) -> None:
    def cell(term: str, age: str, held_on: str) -> Row:
        return {
            "term": term,
            "level": "OPEN",
            "level_age": age,
            "level_held_on": day(held_on),
            "level_precision": "day",
        }

    both = [cell("aid", "overtaken", "2025-03-02"), cell("aid", "old", "2025-01-01")]
    old = [cell("truce", "old", "2025-03-05"), cell("truce", "current", "2025-07-05")]
    current = [cell("release", "current", "2025-07-06")]
    assert of_terms(matrix(*both, *old, *current)) == AgeCounts(3, 1, 1, "2025-03-02; 2025-03-05")
    assert of_terms(matrix(*current)) == AgeCounts(1, 0, 0, None)
    assert of_terms(matrix()) == AgeCounts(0, 0, 0, None)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], None),
        ([None], None),
        (["2025-03-02"], "2025-03-02"),
        (["2025-03-02", None, "2025-03-02"], "2025-03-02"),
        (["2025-03-02; 2025-04-01", "2024-08; 2025-03-09"], "2024-08; 2025-04-01"),
    ],
)
def test_the_ends_of_several_spans_are_the_first_and_the_last_day(days: list[str | None], found: str | None) -> None:
    assert ends(days) == found
