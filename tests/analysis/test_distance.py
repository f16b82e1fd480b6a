"""Distance, on tables worked by hand."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.distance import distance_by_round, on_levels
from dashboard.vocabulary import SCORES
from tests.two_parties import OPPOSITE, PAIR, PARTIES, TERMS, D, stood, worded_both_ways

ROUNDS = frames.ROUNDS.frame(
    [
        {"code": "R2", "rank": 2, "ended_on": D("2025-02-01")},
        {"code": "R1", "rank": 1, "ended_on": D("2025-01-01")},
    ]
)


def by_round(*rows: dict[str, Any], terms: pd.DataFrame = TERMS, pair: tuple[str, str] = PAIR) -> pd.DataFrame:
    found = distance_by_round(frames.CURRENT.frame(rows), ROUNDS, PARTIES, terms, pair)
    assert (found["pair"] == "; ".join(pair)).all()
    return frames.DISTANCES.check(found).set_index(["round", "term"])


def distances(*rows: dict[str, Any], pair: tuple[str, str] = PAIR) -> dict[tuple[str, str], tuple[float | None, int]]:
    return {
        row.Index: (None if pd.isna(row.distance) else round(row.distance, 6), row.n)
        for row in by_round(*rows, pair=pair).itertuples()
    }


def test_distance_is_by_position_where_both_have_one_else_by_level() -> None:
    found = distances(
        stood("2025-01-01", "north", "truce", "REJECTS", position=10.0),
        stood("2025-01-01", "south", "truce", "REJECTS", position=40.0),
        stood("2025-01-01", "north", "border", "REJECTS", position=10.0),
        stood("2025-01-01", "south", "border", "CONDITIONAL"),
    )
    assert found["R1", "truce"] == (0.3, 2)  # |10 − 40| / 100, though the levels are the same
    assert found["R1", "border"] == (0.75, 2)  # |−2 − 1| / 4
    assert found["R1", "overall"] == (0.525, 2)  # (0.3 + 0.75) / 2, both weigh 1
    assert found["R2", "truce"] == (None, 0)


def test_overall_is_weighted_by_the_geometric_mean_of_both_saliences() -> None:
    found = distances(
        stood("2025-01-01", "north", "truce", "REJECTS", salience=100.0),
        stood("2025-01-01", "south", "truce", "ACCEPTS", salience=25.0),
        stood("2025-01-01", "north", "border", "OPEN", salience=100.0),
        stood("2025-01-01", "south", "border", "OPEN", salience=100.0),
    )
    # √(1 · 0.25) = 0.5 for the truce at distance 1; 1 for the border at 0: 0.5 / 1.5.
    assert found["R1", "overall"] == (round(1 / 3, 6), 2)


def test_half_of_the_terms_are_enough_and_a_whole_text_is_no_term() -> None:
    found = distances(
        stood("2025-01-01", "north", "truce", "DEMANDS"),
        stood("2025-01-01", "south", "truce", "ACCEPTS"),
        stood("2025-02-01", "north", "truce", "DEMANDS"),
        stood("2025-02-01", "south", "text", "REJECTS"),
    )
    assert found["R1", "overall"] == (0.0, 1)
    assert found["R2", "overall"] == (None, 0)
    assert found["R2", "truce"] == (None, 1)
    assert ("R1", "text") not in found


def test_silence_is_no_score() -> None:
    found = distances(
        stood("2025-01-01", "north", "truce", "SILENT"),
        stood("2025-01-01", "south", "truce", "SILENT"),
        stood("2025-01-01", "north", "border", "SILENT"),
        stood("2025-01-01", "south", "border", "ACCEPTS"),
    )
    assert found["R1", "truce"] == (None, 0)
    assert found["R1", "overall"] == (None, 0)


def test_no_round_gives_an_empty_frame_and_rounds_come_by_their_last_day() -> None:
    nothing = frames.CURRENT.frame()
    assert frames.DISTANCES.check(distance_by_round(nothing, ROUNDS.head(0), PARTIES, TERMS, PAIR)).empty
    assert distance_by_round(nothing, ROUNDS, PARTIES, TERMS, PAIR)["round"].tolist() == ["R1"] * 3 + ["R2"] * 3
    no_term = distance_by_round(nothing, ROUNDS, PARTIES, TERMS.tail(1), PAIR)
    assert no_term["distance"].isna().all() and no_term["term"].tolist() == ["overall"] * 2


@settings(max_examples=30)
@given(st.lists(st.sampled_from([None, *SCORES]), min_size=4, max_size=4))
def test_distance_is_symmetric_and_zero_with_oneself(levels: list[str | None]) -> None:
    cells = [(party, term) for party in PAIR for term in ("truce", "border")]
    rows = [stood("2025-01-01", *cell, level) for cell, level in zip(cells, levels, strict=True)]
    other_way = by_round(*rows, pair=PAIR[::-1])
    pd.testing.assert_frame_equal(by_round(*rows).drop(columns="pair"), other_way.drop(columns="pair"))
    assert (by_round(*rows, pair=("north", "north"))["distance"].dropna() == 0).all()


def test_two_rounds_of_one_day_are_both_held_against_an_earlier_one() -> None:
    both = [stood(day, party, "truce", level) for day, party, level in TWO_DAYS]
    held_then = pd.concat([ROUNDS, frames.ROUNDS.frame([{"code": "R3", "rank": 3, "ended_on": D("2025-02-01")}])])
    found = distance_by_round(frames.CURRENT.frame(both), held_then, PARTIES, TERMS, PAIR)
    changes = found[found["term"] == "truce"].set_index("round")["same_terms_change"]
    assert pd.isna(changes["R1"]) and changes[["R2", "R3"]].tolist() == [-0.5, -0.5]  # |0 − 2|/4 after |−2 − 2|/4


TWO_DAYS = [
    ("2025-01-01", "north", "REJECTS"),
    ("2025-01-01", "south", "ACCEPTS"),
    ("2025-02-01", "north", "OPEN"),
    ("2025-02-01", "south", "ACCEPTS"),
]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(sorted(OPPOSITE)), min_size=8, max_size=8))
def test_a_term_worded_the_other_way_round_changes_no_distance(levels: list[str]) -> None:
    one, other = worded_both_ways(levels)
    pd.testing.assert_frame_equal(by_round(*one), by_round(*other))


def test_with_a_mediator_there_is_no_distance_on_levels_but_one_where_both_have_positions() -> None:
    rows = [
        stood("2025-01-01", "north", "truce", "REJECTS", position=10.0),
        stood("2025-01-01", "host", "truce", "ACCEPTS", position=40.0),
        stood("2025-01-01", "north", "border", "REJECTS"),
        stood("2025-01-01", "host", "border", "ACCEPTS"),
    ]
    found = distances(*rows, pair=("north", "host"))
    assert found["R1", "truce"] == (0.3, 2)
    assert found["R1", "border"] == (None, 0)
    assert found["R1", "overall"] == (0.3, 1)
    assert on_levels(PARTIES, PAIR) and not on_levels(PARTIES, ("north", "host"))


def six_terms() -> pd.DataFrame:
    return frames.TERMS.frame([{"code": f"t{n}", "whole_text": False} for n in range(6)])


def test_of_the_terms_counted_those_are_told_that_rest_on_old_or_overtaken_levels() -> None:
    # north and south: two are current, one is old of one, one of both, one is overtaken of one and old of the other;
    # on the last only one has a level, which is old.
    ages = ["current current", "current current", "current old", "old old", "overtaken old"]
    rows = [
        stood("2025-01-01", party, f"t{n}", "OPEN", level_age=age, level_held_on=D(f"2024-0{n + 1}-0{first + 1}"))
        for n, both in enumerate(ages)
        for first, (party, age) in enumerate(zip(PAIR, both.split(), strict=True))
    ]
    last = stood("2025-01-01", "north", "t5", "OPEN", level_age="old", level_held_on=D("2023-01-01"))
    found = by_round(*rows, last, terms=six_terms())
    counts = found.loc["R1", ["n", "n_old", "n_overtaken"]].astype(int)
    assert counts.loc["overall"].tolist() == [5, 2, 1]
    assert counts.loc["t4"].tolist() == [2, 1, 1]
    assert counts.loc["t5"].tolist() == [1, 1, 0]
    days = found.loc["R1", "old_days"]
    assert found["mixed"].isna().all()
    assert days["t2"] == "2024-03-02" and days["t4"] == "2024-05-01; 2024-05-02" and days[["t0", "t1"]].isna().all()
    # What is known of one alone counts in no distance of all terms, and t4 counts by its overtaken level alone.
    assert (days["t5"], days["overall"]) == ("2023-01-01", "2024-03-02; 2024-05-01")


def test_the_change_on_the_same_terms_leaves_out_what_is_known_at_one_end_only() -> None:
    first = {"t0": ("ACCEPTS", "REJECTS"), "t1": ("OPEN", "OPEN"), "t2": ("OPEN", "OPEN")}
    second = {"t0": ("OPEN", "REJECTS"), "t1": ("OPEN", "RESISTS"), "t2": ("OPEN", "OPEN")}
    second["t3"] = ("ACCEPTS", "REJECTS")
    rows = [
        stood(day, party, term, level)
        for day, said in (("2025-01-01", first), ("2025-02-01", second))
        for term, both in said.items()
        for party, level in zip(PAIR, both, strict=True)
    ]
    found = by_round(*rows, terms=six_terms())
    change = found["same_terms_change"]
    assert change.loc["R1"].isna().all()
    assert change.loc["R2"].dropna().to_dict() == pytest.approx(
        {"t0": -0.5, "t1": 0.25, "t2": 0, "overall": -0.25 / 3}  # over the three known twice
    )
    # Over all that is known the distance grew: from (1 + 0 + 0) / 3 to (0.5 + 0.25 + 0 + 1) / 4.
    assert found.loc[("R2", "overall"), "distance"] - found.loc[("R1", "overall"), "distance"] > 0.1


def test_another_yardstick_is_no_change_like_with_like() -> None:
    # t0 is measured in positions first and in levels then, t1 in positions both times, t2 in levels both times.
    levels = {"t0": ("OPEN", "ACCEPTS"), "t1": ("OPEN", "OPEN"), "t2": ("OPEN", "REJECTS")}
    first, second = {"t0": (40.0, 100.0), "t1": (0.0, 50.0)}, {"t0": (None, 100.0), "t1": (0.0, 75.0)}
    rows = [
        stood(day, party, term, level, position=numbers.get(term, (None, None))[place])
        for day, numbers in (("2025-01-01", first), ("2025-02-01", second))
        for term, both in levels.items()
        for place, (party, level) in enumerate(zip(PAIR, both, strict=True))
    ]
    found = by_round(*rows, terms=six_terms())
    apart = found["distance"].unstack("term")
    assert apart["t0"].tolist() == [0.6, 0.5]  # |40 − 100|/100, then |0 − 2|/4
    assert found["same_terms_change"]["R2"].dropna().to_dict() == pytest.approx(
        {"t0": 0, "t1": 0.25, "t2": 0, "overall": 0.25 / 3}
    )


def test_a_change_over_fewer_than_half_of_the_terms_is_refused() -> None:
    rows = [stood(day, party, "t0", "OPEN") for day in ("2025-01-01", "2025-02-01") for party in PAIR]
    change = by_round(*rows, terms=six_terms())["same_terms_change"]
    assert change["R2", "t0"] == 0 and math.isnan(change["R2", "overall"])


def test_of_whom_a_level_is_mixed_is_told_term_by_term() -> None:
    rows = [stood("2025-01-01", "north", "t0", "OPEN"), stood("2025-01-01", "south", "t0", "MIXED")]
    rows += [stood("2025-01-01", party, "t1", "MIXED") for party in PAIR]
    found = by_round(*rows, terms=six_terms().head(3)).loc["R1"]
    assert found["mixed"].fillna("").to_dict() == {"t0": "south", "t1": "north; south", "t2": "", "overall": ""}
    assert found["distance"].isna().all()


def test_a_salience_that_nobody_coded_is_the_median_of_that_party_s_coded_ones() -> None:
    apart = {"t0": 100.0, "t1": 25.0, "t2": None, "t3": 81.0}
    rows = [stood("2025-01-01", "north", term, "ACCEPTS", salience=salience) for term, salience in apart.items()]
    rows += [stood("2025-01-01", "south", term, "REJECTS" if term == "t2" else "ACCEPTS") for term in apart]
    found = by_round(*rows, terms=six_terms().head(4)).loc[("R1", "overall")]
    # √(w·1) of north's 100, 25, 81 in place of the missing one, and 81: 1, 0.5, 0.9, 0.9; only the third is apart.
    assert found["distance"] == pytest.approx(0.9 / 3.3)
    assert found["salience_coded"] == 3  # of eight
