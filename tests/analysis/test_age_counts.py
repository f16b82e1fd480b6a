"""How many of what is counted are old or overtaken, and of which days."""

from datetime import date

import pytest

from dashboard.analysis.age_counts import AgeCounts, age_counts, ends


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
