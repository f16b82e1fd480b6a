"""The arithmetic of the benchmark, on numbers made by hand; and each measure that needs no server, once."""

import shutil
from pathlib import Path

import pytest

from tests.benchmarks import cases, drawn, first_looks, statements, storing
from tests.benchmarks.measuring import compare, interleaved, percentile, table


def test_the_ratio_is_the_median_of_the_pairs_own_ratios() -> None:
    # Ratios 2, 3 and 1; the ratio of the medians, 20 / 8, would be another.
    figure = compare("a", "ms", [(20, 10), (24, 8), (5, 5)], aim=2)
    assert (figure.ours, figure.theirs, figure.ratio, figure.pairs) == (20, 8, 2, 3)
    assert figure.quartiles == (1.5, 2.5)


def test_one_disturbed_pair_does_not_move_the_ratio() -> None:
    assert compare("a", "ms", [(2, 1), (2, 1), (900, 1)], aim=2).ratio == 2


def test_one_pair_is_a_figure_and_none_is_not() -> None:
    assert compare("a", "ms", [(3, 2)], aim=2).quartiles == (1.5, 1.5)
    with pytest.raises(ValueError):
        compare("a", "ms", [], aim=2)


@pytest.mark.parametrize(("ours", "met"), [(3, True), (4, True), (5, False)])
def test_an_aim_is_met_up_to_and_with_itself(ours: float, met: bool) -> None:
    assert compare("a", "ms", [(ours, 2)], aim=2).met is met


def test_both_sides_are_measured_in_turn() -> None:
    order: list[str] = []

    def side(name: str, took: float) -> float:
        order.append(name)
        return took

    assert interleaved(lambda: side("ours", 2), lambda: side("theirs", 1), 2) == [(2, 1), (2, 1)]
    assert order == ["ours", "theirs", "ours", "theirs"]


@pytest.mark.parametrize(("share", "expected"), [(0.95, 19), (1, 20), (0.5, 10), (0, 1)])
def test_the_percentile_is_a_sample_that_was_measured(share: float, expected: float) -> None:
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_the_percentile_of_one_sample_is_that_sample() -> None:
    assert percentile([7], 0.95) == 7


def test_the_table_says_for_each_figure_whether_its_aim_is_met() -> None:
    shown = table([compare("Short", "ms", [(1, 2)], 1.3), compare("Longer name", "ms CPU", [(80, 8)], 8)])
    assert shown.splitlines() == [
        "| figure      | unit   |  ours | theirs |  ratio |    aim | met |",
        "|-------------|--------|------:|-------:|-------:|-------:|----:|",
        "| Short       | ms     |  1.00 |   2.00 |  0.50× | ≤ 1.3× | yes |",
        "| Longer name | ms CPU | 80.00 |   8.00 | 10.00× |   ≤ 8× |  no |",
    ]


@pytest.fixture
def bundled_url(bundled_path: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(bundled_path, tmp_path / 'parley.db')}"


def test_what_is_measured_on_a_store_can_be_measured(
    bundled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cases.make(tmp_path / "made.db").removeprefix("sqlite:///")
    monkeypatch.setattr(cases, "make", lambda path: f"sqlite:///{shutil.copy(made, path)}")
    figures = [
        storing.current_stances(bundled_url, "bundled case", 1),
        storing.growth(bundled_url, bundled_url, "against itself", 1),
        storing.save(bundled_url, 1),
        storing.record(bundled_url, 1),
        *drawn.png(bundled_url, 1),
        *first_looks.of_many(bundled_url, 1),
        storing.load(tmp_path, 10),
        storing.load_memory(tmp_path, 20, 10),
        storing.digest(bundled_url, tmp_path, 1),
    ]
    assert all(one.ours > 0 and one.theirs > 0 for one in figures)
    with storing.measures(bundled_url) as measures:
        assert all(measure() is not None for measure in measures.values())


def test_the_statements_of_a_cold_page_are_counted(bundled_url: str) -> None:
    figure = next(statements.cold_pages(bundled_url))
    assert figure.name.startswith("Cold Overview")
    assert figure.ours == int(figure.ours) > 0
