"""The names of downloads: short, safe everywhere, and never the same for two that differ."""

from dataclasses import fields, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.questions.scope import LONGEST_PICKS, Scope, file_name

DAY = date(2025, 7, 7)


def of(negotiation: str = "toy", version: int = 12, known_at: int | None = None) -> Any:
    """Return what a name takes of an edition."""
    return SimpleNamespace(negotiation=negotiation, version=version, known_at=known_at)


USUAL = Scope(of(), DAY)
EDITIONS = [of("Toy"), of(version=13), of(known_at=12)]
OTHERWISE: dict[str, Any] = {
    "within_use_by": True,
    "only_source": "s_seed",
    "edition": EDITIONS[0],
    "as_of": date(2025, 7, 8),
    "min_grade": "F",
    "min_confidence": "low",
    "parties": ("hamas",),
    "terms": ("withdrawal",),
    "proposals": ("p_2507",),
    "since": date(2025, 5, 1),
    "beside": Scope(of(), date(2024, 1, 1)),
    "unit": "day",
}


def test_of_a_day_as_it_is_shown_unasked_the_name_says_it_all() -> None:
    assert file_name(USUAL, "stance-matrix", "png") == "toy_stance-matrix_2025-07-07_v12.png"


def test_what_was_picked_is_read_in_the_name() -> None:
    picked = replace(USUAL, terms=("withdrawal", "aid"), min_grade="F")
    name = file_name(picked, "stance-steps", "csv")
    assert name.startswith("toy_stance-steps_2025-07-07_v12_withdrawal-aid-grade-f_")
    beside = replace(USUAL, since=date(2025, 5, 1), beside=OTHERWISE["beside"])
    assert "_since-2025-05-01-beside-toy-2024-01-01_" in file_name(beside, "compare", "csv")


def test_a_name_holds_what_every_file_system_takes() -> None:
    assert file_name(replace(USUAL, edition=of("../Żółw@a:b/c")), "x", "csv").startswith("zow-a-b-c_x_2025-07-07_v12_")
    assert file_name(replace(USUAL, edition=of("谈判")), "x", "csv").startswith("x_2025-07-07_v12_")


def test_whatever_is_chosen_otherwise_gives_another_name() -> None:
    assert OTHERWISE.keys() == {field.name for field in fields(Scope)}, "a choice that no name is tried with"
    names = [file_name(replace(USUAL, **{kind: value}), "x", "csv") for kind, value in OTHERWISE.items()]
    names += [file_name(replace(USUAL, edition=other), "x", "csv") for other in EDITIONS[1:]]
    later = replace(USUAL, beside=replace(OTHERWISE["beside"], min_grade="F"))
    names += [file_name(USUAL, "x", "csv"), file_name(USUAL, "y", "csv"), file_name(later, "x", "csv")]
    assert len({name.lower() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("a-b",)),
        (("a_b",), ("a-b",)),
        (("A",), ("a",)),
        (("هدنة",), ("停火",)),
        (("x" * 200 + "a",), ("x" * 200 + "b",)),
    ],
)
def test_picks_that_read_alike_have_two_names(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    names = {file_name(replace(USUAL, terms=some), "x", "csv").lower() for some in (one, other)}
    assert len(names) == 2


@given(st.lists(st.text(min_size=1), max_size=30), st.lists(st.text(min_size=1), max_size=30))
def test_the_same_picks_have_one_name_and_no_name_is_long(terms: list[str], parties: list[str]) -> None:
    scope = replace(USUAL, terms=tuple(terms), parties=tuple(parties))
    name = file_name(scope, "provision-quantities", "vl.json")
    assert name == file_name(replace(scope), "provision-quantities", "vl.json")
    assert name.isascii() and len(name) <= LONGEST_PICKS + 70
