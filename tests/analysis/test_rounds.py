"""Which round a day belongs to."""

from collections.abc import Callable

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis import rounds as rounds_of

Day = Callable[[str], pd.Timestamp]


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("2025-06-30", None), ("2025-07-01", "r1"), ("2025-07-05", "r1"), ("2025-07-19", "r1"), ("2025-07-20", "r2")],
)
def test_the_round_of_a_day_is_the_one_under_way_else_the_last_to_have_ended(
    rounds: pd.DataFrame, day: Day, as_of: str, code: str | None
) -> None:
    found = rounds_of.round_of(rounds, day(as_of))
    assert (None if found is None else found["code"]) == code


def test_a_round_under_way_goes_before_a_later_one_that_has_ended(day: Day) -> None:
    rounds = frames.ROUNDS.frame(
        [
            {"code": "long", "rank": 1, "started_on": day("2025-07-01"), "ended_on": day("2025-07-31")},
            {"code": "short", "rank": 2, "started_on": day("2025-07-10"), "ended_on": day("2025-07-11")},
        ]
    )
    found = [rounds_of.round_of(rounds, day(text)) for text in ("2025-07-11", "2025-07-12", "2025-08-01")]
    assert [None if one is None else one["code"] for one in found] == ["short", "long", "long"]
