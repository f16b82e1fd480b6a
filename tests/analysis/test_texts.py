"""Two texts side by side, and what is released by which day."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.texts import comparison, mean_release_day, numbers, releases

Row = dict[str, Any]


def stages(*rows: Row) -> pd.DataFrame:
    usual = {"proposal": "p1", "term": "release", "what": "hostages", "unit": "people"}
    return frames.RELEASE_STAGES.frame({**usual, "code": f"g{n}", **row} for n, row in enumerate(rows))


def test_counts_add_up_by_day_from_day_0() -> None:
    made = frames.RELEASES.check(
        releases(stages({"day": 50, "count": 2}, {"day": 1, "count": 8}, {"day": 50, "count": 3}))
    )
    assert made[["day", "count", "cumulative"]].values.tolist() == [[0, 0, 0], [1, 8, 8], [50, 5, 13]]  # 2 + 3, 8 + 5


def test_a_release_on_day_0_has_no_point_before_it() -> None:
    made = releases(stages({"day": 0, "count": 3}, {"day": 7, "count": 1}))
    assert made[["day", "cumulative"]].values.tolist() == [[0, 3], [7, 4]]


def test_each_text_and_each_thing_released_has_a_curve_of_its_own() -> None:
    given = stages(
        {"day": 1, "count": 8}, {"day": 1, "count": 5, "what": "bodies"}, {"day": 1, "count": 2, "proposal": "p2"}
    )
    made = releases(given)
    last = made[made["day"] == 1]
    assert last[["proposal", "what", "cumulative"]].values.tolist() == [
        ["p1", "bodies", 5],
        ["p1", "hostages", 8],
        ["p2", "hostages", 2],
    ]


def test_a_stage_without_a_count_keeps_its_row_and_adds_nothing() -> None:
    (row,) = frames.RELEASES.rows(releases(stages({"day": 7})))
    assert row.day == 7 and pd.isna(row.count) and pd.isna(row.cumulative)
    made = releases(stages({"day": 7}, {"day": 1, "count": 8}, {"day": 9, "count": 2})).astype(object)
    assert made.where(made.notna(), None)[["day", "cumulative"]].values.tolist() == [[0, 0], [1, 8], [7, None], [9, 10]]
    assert frames.RELEASES.check(releases(stages())).empty


def test_the_words_of_a_stage_stand_with_its_day() -> None:
    given = ({"day": 7, "count": 1}, {"day": 9, "wording": "the rest"})
    made = releases(
        stages(*({"day": 1, "count": 2, "wording": words} for words in ("about", "at dawn", "about")), *given)
    ).astype(object)
    assert made.where(made.notna(), None)[["day", "count", "wording"]].values.tolist() == [
        [0, 0, None],
        [1, 6, "about; at dawn"],
        [7, 1, None],
        [9, None, "the rest"],
    ]


def mean_days(*rows: Row) -> list[list[object]]:
    made = frames.RELEASE_DAYS.check(mean_release_day(stages(*rows))).astype(object)
    return made.where(made.notna(), None)[["mean_day", "count", "n", "stages"]].values.tolist()


def test_the_mean_day_of_release_is_weighted_by_count() -> None:
    # (1·8 + 50·2) / 10 = 10.8; unweighted it would be 25.5.
    assert mean_days({"day": 1, "count": 8}, {"day": 50, "count": 2}) == [[10.8, 10, 2, 2]]
    assert mean_days({"day": 7, "count": 3}) == [[7, 3, 1, 1]]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), min_size=1, max_size=6))
def test_the_mean_day_is_also_the_days_that_one_has_still_to_wait_on_average(released: list[tuple[int, int]]) -> None:
    """By another way: E(T) = Σ P(T > t) over t = 0, 1, … for a T that is not negative; no day is weighted."""
    rows = [{"day": day, "count": float(count)} for day, count in released]
    total = sum(count for _, count in released)
    waiting = [sum(count for day, count in released if day > t) for t in range(90)]
    ((mean, in_all, _, _),) = mean_days(*rows)
    assert in_all == total and mean == pytest.approx(sum(waiting) / total)


def test_with_half_of_the_stages_counted_there_is_a_mean_day_and_with_fewer_there_is_none() -> None:
    assert mean_days({"day": 1, "count": 8}, {"day": 9}) == [[1, 8, 1, 2]]
    assert mean_days({"day": 1, "count": 8}, {"day": 9}, {"day": 20}) == [[None, None, 1, 3]]
    assert mean_days({"day": 9}) == [[None, None, 0, 1]]
    assert mean_days({"day": 9, "count": 0}) == [[None, None, 1, 1]]
    assert mean_days() == []


def test_each_text_and_thing_released_has_a_mean_day_and_its_curve_carries_it() -> None:
    given = stages({"day": 4, "count": 1}, {"day": 6, "count": 1}, {"day": 30, "count": 5, "what": "bodies"})
    assert releases(given).groupby("what")["mean_day"].first().to_dict() == {"bodies": 30, "hostages": 5}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"low": 60, "high": 60, "unit": "days"}, "truce days: 60 days"),
        ({"low": 28, "high": 42, "unit": "days"}, "truce days: 28 to 42 days"),
        ({"low": 50, "unit": "people"}, "truce days: 50 or more people"),
        ({"high": 2, "unit": "months"}, "truce days: up to 2 months"),
        ({"low": 1500, "high": 1500, "unit": "people"}, "truce days: 1,500 people"),
        ({"low": 0.5, "high": 0.5, "unit": "km"}, "truce days: 0.5 km"),
        ({"low": 0, "high": 0, "unit": "people"}, "truce days: 0 people"),
        ({"wording": "some weeks", "unit": "days"}, "truce days: some weeks"),
        ({"low": 6, "high": 6, "unit": "weeks", "wording": "six weeks"}, "truce days: 6 weeks (six weeks)"),
    ],
)
def test_a_quantity_in_words_says_no_more_than_the_text(row: Row, said: str) -> None:
    made = frames.QUANTITIES.frame([{"code": "q", "provision": "p", "measure": "truce_days", **row}])
    (quantity,) = frames.QUANTITIES.rows(made)
    assert numbers(quantity) == said


def compared(
    terms: pd.DataFrame,
    provisions: list[Row],
    quantities: list[Row] = (),
    steps: list[Row] = (),  # type: ignore[assignment]
) -> dict[str, str]:
    """Return how each term differs between the texts p1 and p2."""
    named = [{"code": f"{row['proposal']}.{row['term']}", "summary": "Words.", **row} for row in provisions]
    made = comparison(
        "p1",
        "p2",
        frames.PROVISIONS.frame(named),
        frames.QUANTITIES.frame({"unit": "days", **row} for row in quantities),
        frames.STAGES.frame({"what": "people", "unit": "people", **row} for row in steps),
        terms,
    )
    frames.COMPARISON.check(made)
    return dict(zip(made["term"], made["change"], strict=True))


P1, P2 = {"proposal": "p1", "term": "aid"}, {"proposal": "p2", "term": "aid"}


def test_a_provision_is_added_dropped_changed_or_the_same_in_the_order_of_the_terms(terms: pd.DataFrame) -> None:
    provisions = [
        {"proposal": "p2", "term": "release"},
        {"proposal": "p1", "term": "truce"},
        {"proposal": "p3", "term": "whole"},
        P1,
        P2,
    ]
    assert list(compared(terms, provisions).items()) == [("aid", "same"), ("truce", "dropped"), ("release", "added")]


def test_other_words_are_a_change(terms: pd.DataFrame) -> None:
    assert compared(terms, [P1, {**P2, "summary": "Other words."}]) == {"aid": "changed"}


def test_other_numbers_are_a_change_and_equal_ones_in_another_order_are_not(terms: pd.DataFrame) -> None:
    def quantity(code: str, provision: str, measure: str, low: float) -> Row:
        return {"code": code, "provision": provision, "measure": measure, "low": low, "high": low}

    first = [quantity("q1", "p1.aid", "days", 60), quantity("q2", "p1.aid", "lorries", 5)]
    same = [quantity("q3", "p2.aid", "lorries", 5.0), quantity("q4", "p2.aid", "days", 60.0)]
    assert compared(terms, [P1, P2], first + same) == {"aid": "same"}
    other = [quantity("q3", "p2.aid", "lorries", 6), quantity("q4", "p2.aid", "days", 60)]
    assert compared(terms, [P1, P2], first + other) == {"aid": "changed"}
    assert compared(terms, [P1, P2], first) == {"aid": "changed"}


def test_other_stages_are_a_change(terms: pd.DataFrame) -> None:
    def stage(code: str, provision: str, day: int, count: float | None) -> Row:
        return {"code": code, "provision": provision, "day": day, "count": count}

    first, same = stage("g1", "p1.aid", 1, 8), stage("g2", "p2.aid", 1, 8)
    assert compared(terms, [P1, P2], [], [first, same]) == {"aid": "same"}
    assert compared(terms, [P1, P2], [], [first, stage("g2", "p2.aid", 2, 8)]) == {"aid": "changed"}
    assert compared(terms, [P1, P2], [], [first, stage("g2", "p2.aid", 1, None)]) == {"aid": "changed"}


def test_texts_without_provisions_give_no_row(terms: pd.DataFrame) -> None:
    assert compared(terms, []) == {}


def test_the_numbers_stand_beside_the_words(terms: pd.DataFrame) -> None:
    provisions = frames.PROVISIONS.frame([{"code": "x", "proposal": "p1", "term": "aid", "summary": "Sixty days."}])
    quantities = frames.QUANTITIES.frame(
        [{"code": "q", "provision": "x", "measure": "days", "low": 60, "high": 60, "unit": "days"}]
    )
    (row,) = comparison("p1", "p2", provisions, quantities, frames.STAGES.frame(), terms).to_dict("records")
    assert (row["left"], row["left_numbers"], row["change"]) == ("Sixty days.", "days: 60 days", "dropped")
    assert pd.isna(row["right"]) and pd.isna(row["right_numbers"])
