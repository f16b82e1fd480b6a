"""The compromise baseline and positions read from texts, by hand."""

from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.baseline import (
    POSITIONS,
    compromise,
    positions_from_provisions,
)

TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "scale_measure": "days", "scale_low": 20.0, "scale_high": 120.0},
        {"code": "border", "scale_measure": "km"},
        {"code": "aid"},
    ]
)


def quantity(low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    return {"proposal": "p1", "term": "truce", "measure": "days", "low": low, "high": high, **more}


def positions(rows: list[dict[str, Any]], quantities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    made = positions_from_provisions(frames.CURRENT.frame(rows), frames.PROVISION_QUANTITIES.frame(quantities), TERMS)
    found = POSITIONS.check(made).astype(object)
    return list(found.where(found.notna(), None)[["position", "basis", "proposal"]].itertuples(index=False, name=None))


ACCEPTING = {"party": "north", "term": "truce", "answer": "ACCEPTS", "proposal": "p1"}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (60, 60, 40),  # 100 · (60 − 20) / 100
        (50, 70, 40),  # the middle
        (70, None, 50),  # "or more" counts as the number given
        (None, 45, 25),  # and so does "up to"
        (20, 20, 0),
        (10, 10, 0),
        (500, 500, 100),
    ],
)
def test_a_number_of_an_accepted_text_becomes_a_position(low: Any, high: Any, expected: float) -> None:
    assert positions([ACCEPTING], [quantity(low, high)]) == [(expected, "text", "p1")]


def test_an_analysts_position_goes_first() -> None:
    assert positions([{**ACCEPTING, "position": 77.0}], [quantity(60, 60)]) == [(77, "analyst", None)]


@pytest.mark.parametrize(
    "stance", [{"answer": "CONDITIONAL"}, {"answer": "REJECTS"}, {"answer": None}, {"proposal": "p2"}, {"term": "aid"}]
)
def test_without_an_accepted_text_and_a_scale_nothing_is_put_in(stance: dict[str, Any]) -> None:
    assert positions([{**ACCEPTING, **stance}], [quantity(60, 60)]) == [(None, None, None)]


def test_other_measures_numbers_in_words_and_scales_without_ends_give_no_position() -> None:
    nothing = [(None, None, None)]
    assert positions([ACCEPTING], [quantity(60, 60, measure="phases")]) == nothing
    assert positions([ACCEPTING], [quantity(None, None, wording="some weeks")]) == nothing
    assert positions([{**ACCEPTING, "term": "border"}], [quantity(3, 3, term="border", measure="km")]) == nothing
    assert positions([ACCEPTING], []) == nothing
    assert positions([], [quantity(60, 60)]) == []


def line(*rows: tuple[float | None, float | None, float | None]) -> pd.DataFrame:
    """Return positions on the truce from (position, salience, influence)."""
    return POSITIONS.frame(
        [
            {"party": f"party{n}", "term": "truce", "position": x, "salience": s, "influence": c}
            for n, (x, s, c) in enumerate(rows)
        ]
    )


def test_the_baseline_is_weighted_by_influence_and_salience() -> None:
    found = compromise(line((100, 50, 2), (0, 100, 1), (20, None, 1)), "truce")
    assert found.value == pytest.approx(120 / 3)  # (2·0.5·100 + 1·1·0 + 1·1·20) / (1 + 1 + 1)
    assert (found.n, found.why) == (3, None)


def test_without_influence_all_weigh_the_same_and_with_some_the_others_are_left_out() -> None:
    assert compromise(line((100, None, None), (0, None, None)), "truce")[:2] == (50, 2)
    assert compromise(line((100, None, 3), (0, None, None)), "truce")[:2] == (100, 1)


def test_the_baseline_is_refused_with_fewer_than_half_of_the_positions() -> None:
    assert compromise(line((30, None, None), (None, None, None)), "truce")[:2] == (30, 1)
    refused = compromise(line((30, None, None), (None, None, None), (None, None, None)), "truce")
    assert refused == (None, 1, "1 of 3 parties with a stance have what is needed; half are needed.")
    assert compromise(line(), "truce")[:2] == (None, 0)
    assert compromise(line((30, None, None)), "border")[:2] == (None, 0)


def test_the_baseline_is_refused_where_nothing_weighs_anything() -> None:
    assert compromise(line((30, 0, None)), "truce")[:2] == (None, 1)
