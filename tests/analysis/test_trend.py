"""The trend of a distance: the line of Theil and Sen, and what its interval covers."""

import math
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from dashboard import frames
from dashboard.analysis.trend import Slope, inversions, percent, slope, theil_sen, trends

D = pd.Timestamp


def by_round(*values: float | None) -> pd.DataFrame:
    made = [
        (f"R{n}", D("2025-01-01") + pd.Timedelta(days=n), "day", "a; b", "overall", v, 3, 0, 0, None, None, 0, None)
        for n, v in enumerate(values)
    ]
    return frames.DISTANCES.frame(made)


def test_a_slope_that_comes_from_the_order_of_summing_is_none() -> None:
    line = theil_sen(np.arange(5), np.array([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3]))
    assert line[:3] == (0, 0, 0)


def test_slope_is_the_median_of_the_slopes_between_any_two_rounds() -> None:
    # Next to each other −0.1, −0.1, −0.4, −0.1; over two −0.1, −0.25, −0.25; over three −0.2, −0.2; over four −0.175.
    found = slope(by_round(0.9, 0.8, 0.7, 0.3, 0.2))
    assert found.line is not None and found.line.slope == pytest.approx((-0.175 - 0.2) / 2)
    # The narrowest interval would leave out one slope at each end and cover 1 − 2·(1 + 4)/120 = 92 %: all are taken.
    assert (found.line.low, found.line.high) == pytest.approx((-0.4, -0.1))
    assert found.line.coverage == pytest.approx(1 - 2 / 120) and found.n == 5


def test_of_six_rounds_one_slope_at_each_end_is_left_out() -> None:
    # Of the fifteen slopes the lowest is −0.4 and the highest +0.5, both over one round; 1 − 2·(1 + 5)/720 are covered.
    line = theil_sen(np.arange(6), np.array([0.9, 0.5, 0.6, 0.5, 0.4, 0.9]))
    i, j = np.triu_indices(6, 1)
    y = np.array([0.9, 0.5, 0.6, 0.5, 0.4, 0.9])
    slopes = sorted((y[j] - y[i]) / (j - i))
    assert (line.low, line.high) == pytest.approx((slopes[1], slopes[-2]))
    assert line.coverage == pytest.approx(1 - 12 / 720)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_the_inversions_of_every_order_are_counted(n: int) -> None:
    pairs = list(combinations(range(n), 2))
    every = [sum(order[i] > order[j] for i, j in pairs) for order in permutations(range(n))]
    assert inversions(n).tolist() == np.bincount(every).tolist()


@pytest.mark.parametrize("n", [5, 6])
def test_an_interval_covers_a_slope_of_nothing_in_exactly_the_share_of_all_orders_that_it_says(n: int) -> None:
    # If the true slope is 0, every order of the distances is as likely as any other. Spread out, so that none tie.
    x, values = np.arange(n), 2.0 ** np.arange(n)
    lines = [theil_sen(x, np.array(order)) for order in permutations(values)]
    covered = sum(line.low <= 0 <= line.high for line in lines)
    assert lines[0].coverage == pytest.approx(covered / math.factorial(n))
    assert lines[0].coverage >= 0.95


@pytest.mark.parametrize("n", [5, 8, 12])
def test_the_coverage_is_that_of_kendall_s_exact_distribution(n: int) -> None:
    below = np.cumsum(inversions(n)) / math.factorial(n)
    order = list(range(n))
    for k in range(n // 2):  # so many pairs are out of order
        assert kendalltau(range(n), order, method="exact").pvalue == pytest.approx(2 * below[k])
        order[2 * k], order[2 * k + 1] = order[2 * k + 1], order[2 * k]


@pytest.mark.parametrize(("n", "coverage"), [(2, 0.0), (3, 1 - 2 / 6), (4, 1 - 2 / 24)])
def test_where_no_interval_covers_as_much_the_widest_is_taken(n: int, coverage: float) -> None:
    line = theil_sen(np.arange(n), np.arange(n) ** 2.0)
    assert line.coverage == pytest.approx(coverage)
    assert (line.low, line.high) == (1, 2 * n - 3)


def test_a_coverage_is_never_said_to_be_more_than_it_is() -> None:
    assert (percent(1 - 2 / 120), percent(0.999), percent(1 - 12 / 720)) == ("98 %", "99 %", "98 %")


def test_slope_counts_a_round_without_a_distance_as_a_step() -> None:
    line = slope(by_round(0.8, None, 0.6, 0.5, 0.4, 0.3)).line
    assert line is not None and line.slope == pytest.approx(-0.1)


def test_slope_looks_back_over_the_last_six_rounds_only_and_not_at_their_order_in_the_frame() -> None:
    values = by_round(0.0, 0.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
    line = slope(values.sample(frac=1, random_state=3)).line
    assert line is not None and line.slope == pytest.approx(-0.1)


def test_slope_is_refused_under_five_rounds_with_a_distance() -> None:
    assert slope(by_round()) == Slope(None, 0, "no round had begun")
    assert slope(by_round(None)).why == "no distance is known for the one round; 5 are needed"
    assert slope(by_round(None, None)).why == "no distance is known for any of 2 rounds; 5 are needed"
    assert slope(by_round(0.5, 0.4, None, 0.3)).why == "a distance is known for 3 of 4 rounds; 5 are needed"
    few = slope(by_round(0.5, 0.5, 0.5, 0.4, None, None, 0.4, 0.3))
    assert few == Slope(None, 4, "a distance is known for 4 of the last 6 rounds; 5 are needed")
    assert slope(by_round(0.5, 0.4, 0.3, 0.2, 0.1)).line is not None


@settings(max_examples=60)
@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.625, 0.7, 1.0]), min_size=3, max_size=12))
def test_the_line_is_that_of_scipy(values: list[float]) -> None:
    found = theil_sen(np.arange(len(values)), np.array(values))
    theirs = theilslopes(values, range(len(values)), method="joint")
    assert (found.slope, found.intercept) == pytest.approx((theirs.slope, theirs.intercept))
    assert found.low <= found.slope <= found.high


def test_the_line_of_a_trend_runs_over_the_last_rounds_only() -> None:
    # Eight rounds; over the last six −0.1 a round, through the medians (2.5, 0.55): 0.55 + 0.25 = 0.8 on the first.
    found = frames.TRENDS.check(trends(by_round(0.1, 0.1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)))
    assert found["trend"].isna().tolist() == [True] * 2 + [False] * 6
    assert found["trend"].tolist()[2:] == pytest.approx([0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
    assert found["slope"].tolist() == pytest.approx([-0.1] * 8)
    assert found["slope_coverage"].tolist() == pytest.approx([1 - 12 / 720] * 8)


def test_the_line_of_a_trend_begins_and_ends_where_there_is_a_distance() -> None:
    for known, drawn in (
        ((None, 0.8, 0.7, 0.6, 0.5, 0.4), [None, 0.8, 0.7, 0.6, 0.5, 0.4]),
        ((0.9, 0.8, None, 0.6, 0.5, 0.4), [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]),
        ((0.9, 0.8, 0.7, 0.6, 0.5, None), [0.9, 0.8, 0.7, 0.6, 0.5, None]),
    ):
        found = trends(by_round(*known))["trend"]
        assert [None if math.isnan(one) else one for one in found] == pytest.approx(drawn)


def test_each_term_has_a_trend_of_its_own_and_too_few_rounds_have_none() -> None:
    truce = by_round(0.9, 0.8, 0.7, 0.6, 0.5).assign(term="truce")
    found = trends(pd.concat([by_round(0.5, 0.5), truce], ignore_index=True)).groupby("term")["slope"].first()
    assert found["truce"] == pytest.approx(-0.1) and math.isnan(found["overall"])
    assert frames.TRENDS.check(trends(by_round())).empty
