"""The compromise baseline and positions read from texts, by hand."""

from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.baseline import (
    BEYOND,
    COMPROMISE,
    NO_STANDING_YES,
    PLAIN,
    POSITIONS,
    TABLED_ANOTHER,
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


def found_positions(
    rows: list[dict[str, Any]],
    quantities: list[dict[str, Any]],
    own: tuple[dict[str, Any], ...] = (),
    answers: tuple[dict[str, Any], ...] = (),
) -> pd.DataFrame:
    of_own = frames.PROVISION_QUANTITIES.frame(own).assign(party=[one["party"] for one in own])
    current, numbers = frames.CURRENT.frame(rows), frames.PROVISION_QUANTITIES.frame([*quantities, *own])
    own_numbers = of_own.astype({"party": "str"})
    return positions_from_provisions(current, frames.TEXT_ANSWERS.frame(answers), numbers, TERMS, own_numbers)


def positions(rows: list[dict[str, Any]], quantities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    found = POSITIONS.check(found_positions(rows, quantities)).astype(object)
    return list(found.where(found.notna(), None)[["position", "basis", "proposal"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("answers", "passed"),
    [
        ([("2025-01-03", "p1", "ACCEPTS")], True),
        ([("2025-01-03", "p1", "OPEN")], False),
        ([("2025-01-02", "p1", "ACCEPTS")], False),  # of the day of what is coded
        ([("2025-01-03", "p2", "ACCEPTS")], False),  # 97.4 days
        ([("2025-01-03", "p3", "ACCEPTS")], True),  # 97.5 days
        ([("2025-01-03", "p1", "ACCEPTS"), ("2025-01-05", "p2", "ACCEPTS")], False),
        # A text without a number, or one that is not accepted, leaves the yes before it as it was.
        ([("2025-01-03", "p1", "ACCEPTS"), ("2025-01-05", "p4", "ACCEPTS"), ("2025-01-06", "p2", "OPEN")], True),
        ([], False),
    ],
)
def test_a_later_yes_to_a_text_with_another_number_is_passed_over(
    answers: list[tuple[str, str, str]], passed: bool
) -> None:
    # 77 on the scale of 20 to 120 days is 97 days; half a point more or less is the same number rounded.
    coded = {"level": "OPEN", "level_held_on": pd.Timestamp("2025-01-02"), "level_precision": "day", "position": 77.0}
    numbers = [quantity(days, days, proposal=text) for text, days in (("p1", 60), ("p2", 97.4), ("p3", 97.5))]
    cell = {"party": "north", "term": "truce"}
    given = [cell | {"held_on": pd.Timestamp(day), "proposal": text, "answer": answer} for day, text, answer in answers]
    elsewhere = {"held_on": pd.Timestamp("2025-01-04"), "proposal": "p1", "answer": "ACCEPTS"}
    given += [cell | elsewhere | other for other in ({"party": "south"}, {"term": "aid"})]
    found = found_positions([cell | coded], numbers, answers=tuple(given))
    assert found["passed_over"].tolist() == [passed]
    assert found["position"].tolist() == [77]


@pytest.mark.parametrize(
    ("tabled", "number", "position"),
    [
        ("2025-01-04", {"measure": "years", "low": 5, "high": 5}, None),  # which the scale does not count
        ("2025-01-04", {"low": 90, "high": 90}, None),
        ("2025-01-04", {"low": 60.4, "high": 60.4}, 40),  # 40.4 on the scale: the same, rounded
        ("2025-01-03", {"low": 90, "high": 90}, 40),  # of the day of its yes: nothing says that it came after
        ("2025-01-02", {"low": 90, "high": 90}, 40),
    ],
)
def test_once_the_party_has_tabled_another_number_the_text_accepted_before_is_not_read(
    tabled: str, number: dict[str, Any], position: float | None
) -> None:
    row = ACCEPTING | {"answer_held_on": pd.Timestamp("2025-01-03"), "answer_precision": "day"}
    own = quantity(None, None) | number | {"proposal": "own", "tabled_on": pd.Timestamp(tabled), "party": "north"}
    (found,) = found_positions([row], [quantity(60, 60)], (own,)).astype(object).itertuples()
    assert (None if pd.isna(found.position) else found.position) == position
    assert (found.unread == TABLED_ANOTHER) == (position is None)
    assert pd.isna(found.basis) == pd.isna(found.proposal) == pd.isna(found.held_on) == (position is None)
    # What somebody else tabled, or the party on another term, changes nothing.
    for other in ({"party": "south"}, {"term": "border"}):
        assert found_positions([row], [quantity(60, 60)], (own | other,))["position"].tolist() == [40]


def test_a_yes_to_an_earlier_version_puts_nothing_in() -> None:
    assert positions([{**ACCEPTING, "unconfirmed": True}], [quantity(60, 60)]) == [(None, None, None)]


@pytest.mark.parametrize(
    ("answer", "coded", "unread"),
    [
        ("ACCEPTS", None, NO_STANDING_YES),
        ("OPEN", None, None),
        ("ACCEPTS", 77.0, None),  # which stands in the way of every text
    ],
)
def test_of_a_yes_to_a_text_that_is_not_on_the_table_it_is_told_that_it_is_not_read(
    answer: str, coded: float | None, unread: str | None
) -> None:
    row = {"party": "north", "term": "truce", "level": "OPEN", "proposal": "p2", "position": coded}
    given = {"party": "north", "term": "truce", "held_on": pd.Timestamp("2025-01-03"), "proposal": "p1"}
    given |= {"answer": answer}
    (found,) = found_positions([row], [quantity(60, 60)], answers=(given,)).astype(object).itertuples()
    assert (None if pd.isna(found.unread) else found.unread) == unread
    assert (None if pd.isna(found.position) else found.position) == coded
    # One to the text on the table is read, though another was accepted later.
    accepting = ACCEPTING | {"answer_held_on": pd.Timestamp("2025-01-02"), "answer_precision": "day"}
    numbers = [quantity(60, 60), quantity(90, 90, proposal="p2")]
    (read,) = found_positions([accepting], numbers, answers=(given | {"proposal": "p2"},)).astype(object).itertuples()
    assert (read.position, pd.isna(read.unread)) == (40, True)


def test_the_age_is_that_of_what_the_position_comes_from() -> None:
    ages = {"level": "OPEN", "level_age": "overtaken", "answer_age": "old"}
    rows = [{**ACCEPTING, **ages}, {**ACCEPTING, **ages, "party": "south", "position": 10.0}]
    rows += [{"party": "east", "term": "truce", **ages}]
    made = found_positions(rows, [quantity(60, 60)])
    assert made["age"].fillna("").tolist() == ["old", "overtaken", ""]


ACCEPTING = {"party": "north", "term": "truce", "answer": "ACCEPTS", "proposal": "p1"}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (60, 60, 40),  # 100 · (60 − 20) / 100
        (50, 70, 40),  # the middle
        (70, None, 50),  # "or more" counts as the number given
        (None, 45, 25),  # and so does "up to"
        (20, 20, 0),
        (120, 120, 100),
    ],
)
def test_a_number_of_an_accepted_text_becomes_a_position(low: Any, high: Any, expected: float) -> None:
    assert positions([ACCEPTING], [quantity(low, high)]) == [(expected, "text", "p1")]


@pytest.mark.parametrize("number", [10, 500])
def test_a_number_beyond_the_ends_of_the_scale_is_not_read_as_its_end(number: float) -> None:
    made = found_positions([ACCEPTING], [quantity(number, number)])
    assert made["position"].isna().all() and list(made["unread"]) == [BEYOND]


def test_a_coded_position_goes_first() -> None:
    assert positions([{**ACCEPTING, "position": 77.0}], [quantity(60, 60)]) == [(77, "coded", None)]


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


Row = tuple[float | None, float | None, float | None]


def line(*rows: Row, term: str = "truce", ages: str = "") -> pd.DataFrame:
    """Return positions on a term from (position, salience, influence)."""
    return POSITIONS.frame(
        [
            {"party": f"party{n}", "term": term, "position": x, "salience": s, "influence": c, "age": age or None}
            for n, ((x, s, c), age) in enumerate(zip(rows, [*ages.split(), *[""] * len(rows)], strict=False))
        ]
    )


REQUIRED = ["party0", "party1"]


def test_the_baseline_is_weighted_by_influence_and_salience() -> None:
    found = compromise(line((100, 50, 2), (0, 100, 1), (20, None, 1)), "truce", REQUIRED)
    assert found.value == pytest.approx(120 / 3)  # (2·0.5·100 + 1·1·0 + 1·1·20) / (1 + 1 + 1)
    assert (found.n, found.line, found.why) == (3, COMPROMISE, None)


def test_the_median_of_a_party_s_other_terms_stands_for_a_salience_that_is_not_coded() -> None:
    elsewhere = [line((None, 20, None), (None, None, None), term=term) for term in ("border", "aid")]
    rows = pd.concat([line((100, None, None), (0, 60, None)), *elsewhere], ignore_index=True)
    assert compromise(rows, "truce", REQUIRED).value == pytest.approx(25)  # (0.2·100 + 0.6·0) / 0.8


def test_where_no_weight_is_coded_it_is_a_plain_mean() -> None:
    found = compromise(line((100, None, None), (20, None, None)), "truce", REQUIRED)
    assert (found.value, found.n, found.line) == (60, 2, PLAIN)
    assert compromise(line((100, None, 1), (20, None, 1)), "truce", REQUIRED).line == COMPROMISE


def test_how_many_are_counted_how_many_old_and_how_many_overtaken_are_three_numbers() -> None:
    rows = line((0, None, None), (30, None, None), (60, None, None), (None, None, None), ages="old old overtaken old")
    assert compromise(rows, "truce", REQUIRED)[:4] == (30, 3, 2, 1)


@pytest.mark.parametrize(
    ("rows", "n", "why"),
    [
        (((30, None, None), (None, None, None)), 1, "not every party whose consent is required has a position"),
        (
            ((30, None, None), (None, None, None), (1, 1, 1)),
            1,
            "not every party whose consent is required has a position",
        ),
        (((30, None, None), (10, None, None), (1, 1, 1)), 1, "an influence, while others have one"),
        (((30, 0, None), (10, 0, None)), 2, "every party counted has a salience or influence of 0"),
        ((), 0, "not every party whose consent is required has a position"),
    ],
)
def test_the_baseline_is_refused_unless_every_required_party_is_counted(rows: Any, n: int, why: str) -> None:
    found = compromise(line(*rows), "truce", REQUIRED)
    assert (found.value, found.n, found.line) == (None, n, None)
    assert why in str(found.why)


def test_without_a_required_party_there_is_no_line() -> None:
    assert "no party is marked" in str(compromise(line((30, None, None)), "truce", []).why)


def test_a_third_party_without_a_position_does_not_stand_in_the_way() -> None:
    assert compromise(line((30, None, None), (10, None, None), (None, None, None)), "truce", REQUIRED).value == 20
