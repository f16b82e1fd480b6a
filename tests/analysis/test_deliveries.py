"""What was delivered, beside what was promised; small tables worked by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.deliveries import delivery_curves, fully_delivered, running

Row = dict[str, Any]

PROVISIONS = frames.PROVISIONS.frame([{"code": "v", "proposal": "p1", "term": "release", "summary": "Captives go."}])


def deliveries(*rows: Row) -> pd.DataFrame:
    usual = {"proposal": "p1", "term": "release", "provision": "v", "what": "captives", "unit": "people"}
    usual |= {"done_by": date(2025, 1, 1), "source": "s", "publisher": "The Paper", "source_grade": "A"}
    return frames.RELEASE_DELIVERIES.frame({**usual, "code": f"d{n}", **row} for n, row in enumerate(rows))


def quantities(**numbers: float | None) -> pd.DataFrame:
    return frames.QUANTITIES.frame(
        {"code": name, "provision": "v", "measure": name, "low": number, "high": number, "unit": "people"}
        for name, number in numbers.items()
    )


def stages(*rows: Row) -> pd.DataFrame:
    usual = {"provision": "v", "what": "captives", "unit": "people", "day": 3}
    return frames.STAGES.frame({**usual, "code": f"g{n}", **row} for n, row in enumerate(rows))


NONE = deliveries()


def test_a_total_that_is_given_stands_and_one_that_is_not_is_counted_on() -> None:
    found = running(
        deliveries({"day": 9, "count": 3}, {"day": 4, "count": 4, "total": 4}, {"day": 20}, {"day": 30, "total": 12})
    )
    assert found["cumulative"].tolist() == [4, 7, 7, 12]  # 4; 4 + 3; nothing new is known; as given
    assert running(NONE).empty
    assert running(deliveries({"day": 1, "wording": "some"}))["cumulative"].isna().all()


def test_each_thing_has_a_curve_that_begins_with_nothing() -> None:
    found = frames.RELEASES.check(
        delivery_curves(
            deliveries(
                {"day": 3, "count": 20, "total": 20, "wording": "by bus"},
                {"day": 4, "count": 4, "total": 4, "what": "bodies", "unit": "bodies", "counted_by": "a ministry"},
                {"day": 0, "count": 2, "total": 2, "what": "lorries", "unit": "lorries"},
            )
        )
    )
    assert found[["what", "day", "cumulative"]].values.tolist() == [
        ["bodies", 0, 0],
        ["bodies", 4, 4],
        ["captives", 0, 0],
        ["captives", 3, 20],
        ["lorries", 0, 2],
    ]
    assert set(found["curve"]) == {"delivered"}
    assert found.dropna(subset="wording")[["what", "day", "wording"]].values.tolist() == [["captives", 3, "by bus"]]
    said = dict(zip(found["what"], found["counted_by"], strict=True))  # the last of each
    assert said == {
        "bodies": "a ministry",
        "captives": "as reported by The Paper",
        "lorries": "as reported by The Paper",
    }
    assert delivery_curves(NONE).empty


def test_how_many_came_is_counted_from_the_row_that_stands_before() -> None:
    found = delivery_curves(
        # Of day 8 and day 20 the record counts from rows that are not here.
        deliveries(
            {"day": 8, "count": 2, "total": 12},
            {"day": 9},
            {"day": 20, "count": 1, "total": 17},
            {"day": 21, "count": 4},
        )
    ).astype(object)
    assert found.where(found.notna(), None)[["day", "count", "cumulative"]].values.tolist() == [
        [0, 0, 0],
        [8, 12, 12],
        [9, None, 12],
        [20, 5, 17],
        [21, 4, 21],
    ]


def test_what_came_without_a_number_has_its_row_and_no_curve() -> None:
    found = delivery_curves(deliveries({"day": 3, "wording": "some"}))
    assert found["day"].tolist() == [3] and found["cumulative"].isna().all()


@pytest.mark.parametrize(("delivered", "complete"), [(19, False), (20, True), (21, True)])
def test_a_provision_is_delivered_when_what_its_stages_promise_has_come(delivered: int, complete: bool) -> None:
    came = deliveries({"day": 3, "total": delivered})
    promised = stages({"count": 12}, {"count": 8, "day": 9})  # 12 + 8 = 20
    assert fully_delivered(PROVISIONS, quantities(), promised, came) == ({"v"} if complete else set())


@pytest.mark.parametrize(("bodies", "complete"), [(26, False), (27, False), (28, True)])
def test_a_number_of_another_name_counts_everything_that_the_provision_gives(bodies: int, complete: bool) -> None:
    came = deliveries({"day": 3, "total": 20}, {"day": 47, "total": bodies, "what": "bodies", "unit": "bodies"})
    numbers = quantities(captives=20, hostages=48)  # 20 + 28 = 48
    hours = numbers.iloc[:1].assign(code="h", measure="within_hours", low=72.0, high=72.0, unit="hours")
    found = fully_delivered(PROVISIONS, pd.concat([numbers, hours], ignore_index=True), stages({"count": 20}), came)
    assert found == ({"v"} if complete else set())


def test_of_a_number_that_is_not_known_nothing_is_known_to_be_complete() -> None:
    came = deliveries({"day": 3, "total": 20})
    assert fully_delivered(PROVISIONS, quantities(), stages({"count": 20}, {"day": 9}), came) == set()
    assert fully_delivered(PROVISIONS, quantities(captives=None), stages(), came) == set()
    assert fully_delivered(PROVISIONS, quantities(captives=20), stages(), came) == {"v"}


def test_what_counts_nothing_or_of_which_nothing_came_is_not_delivered() -> None:
    assert fully_delivered(PROVISIONS, quantities(), stages(), deliveries({"day": 3, "total": 20})) == set()
    assert fully_delivered(PROVISIONS, quantities(captives=20), stages(), NONE) == set()
    assert fully_delivered(frames.PROVISIONS.frame(), quantities(), stages(), NONE) == set()
