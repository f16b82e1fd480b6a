"""Distance, who moved, and party or text, on tables worked by hand."""

import math
import random
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.movement import (
    BOTH,
    NEW_POSITION,
    NO_POSITION,
    OTHER_POSITION,
    PAST,
    answered_later,
    distance_by_round,
    family_of,
    on_levels,
    party_or_text,
    who_moved,
)
from dashboard.analysis.standings import answers_by_text, current
from dashboard.vocabulary import ANSWERS, SCORES
from tests.candidates import candidates

D = pd.Timestamp
PAIR = ("north", "south")
PARTIES = frames.PARTIES.frame(
    [{"code": code, "short_name": code.title(), "consent_required": code in PAIR} for code in (*PAIR, "host")]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "whole_text": False},
        {"code": "border", "whole_text": False},
        {"code": "text", "whole_text": True},
    ]
)
ROUNDS = frames.ROUNDS.frame(
    [
        {"code": "R2", "rank": 2, "ended_on": D("2025-02-01")},
        {"code": "R1", "rank": 1, "ended_on": D("2025-01-01")},
    ]
)
USUAL = {"precision": "day", "claims": 1, "level_age": "current"}
USUAL |= dict.fromkeys(("unconfirmed", "faded", "mixed", "with_whole"), False)


def stood(day: str, party: str, term: str, level: str | None = None, **more: Any) -> dict[str, Any]:
    cell = {"as_of": D(day), "held_on": D(day), "party": party, "term": term, "level": level}
    return {**USUAL, **cell, "level_score": SCORES.get(level or ""), **more}


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
@given(st.lists(st.sampled_from(["CONDITIONAL", "OPEN", "RESISTS", "REJECTS", "ACCEPTS"]), min_size=8, max_size=8))
def test_a_term_worded_the_other_way_round_changes_no_distance_and_no_move(levels: list[str]) -> None:
    opposite = {"ACCEPTS": "REJECTS", "CONDITIONAL": "RESISTS", "OPEN": "OPEN"}
    opposite |= {after: before for before, after in opposite.items()}
    cells = [(day, *cell) for day in ("2025-01-01", "2025-02-01") for cell in product(PAIR, ("truce", "border"))]
    said = dict(zip(cells, levels, strict=True))
    turned = {cell: opposite[level] if cell[2] == "truce" else level for cell, level in said.items()}
    one, other = ([stood(*cell, level) for cell, level in some.items()] for some in (said, turned))
    pd.testing.assert_frame_equal(by_round(*one), by_round(*other))
    moves = [
        who_moved(*(frames.CURRENT.frame(rows[part]) for part in (slice(4), slice(4, 8))), held(), PARTIES, TERMS, PAIR)
        for rows in (one, other)
    ]
    assert moves[0]["m"].tolist() == moves[1]["m"].tolist()


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


def matrix(*rows: tuple[str, str, str, float | None], ages: str = "") -> pd.DataFrame:
    ages = ages or " ".join(["current"] * len(rows))
    return frames.CURRENT.frame(
        [
            stood("2025-01-01", *row[:3], position=row[3], level_age=age)
            for row, age in zip(rows, ages.split(), strict=True)
        ]
    )


def held(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stances that were held between the two days."""
    base = {"party": "north", "term": "truce", "held_on": D("2025-01-15"), "source_grade": "A", "confidence": "high"}
    return frames.GRADED_STANCES.frame([{"code": f"s{n}", "word": 0, **base, **row} for n, row in enumerate(rows)])


def moved(
    before: pd.DataFrame,
    after: pd.DataFrame,
    between: pd.DataFrame | None = None,
    pair: tuple[str, str] = PAIR,
) -> dict[tuple[str, str], tuple[float | None, str, str]]:
    found = frames.MOVES.check(who_moved(before, after, held() if between is None else between, PARTIES, TERMS, pair))
    return {
        (row.party, row.term): (None if pd.isna(row.m) else row.m, row.moved, row.measured_in)
        for row in found.itertuples()
    }


def test_a_move_to_the_other_side_is_positive_and_away_from_it_negative() -> None:
    before = matrix(("north", "truce", "REJECTS", None), ("south", "truce", "CONDITIONAL", None))
    after = matrix(("north", "truce", "OPEN", None), ("south", "truce", "DEMANDS", None))
    found = moved(before, after)
    assert found["north", "truce"] == (2, "towards", "level")  # sign(1 − −2)·(0 − −2)
    assert found["south", "truce"] == (-1, "away", "level")  # sign(−2 − 1)·(2 − 1)
    assert found["north", "border"] == (None, "not comparable", "level")


def test_positions_are_used_only_where_both_have_one_on_both_days() -> None:
    before = matrix(("north", "truce", "OPEN", 80.0), ("south", "truce", "OPEN", 20.0))
    after = matrix(("north", "truce", "OPEN", 50.0), ("south", "truce", "OPEN", 20.0))
    assert moved(before, after)["north", "truce"] == (30, "towards", "position")  # sign(20 − 80)·(50 − 80)
    assert moved(before, after)["south", "truce"] == (0, "nothing new", "position")
    later = matrix(("north", "truce", "OPEN", 50.0), ("south", "truce", "OPEN", None))
    assert moved(before, later, held({"level": "OPEN"}))["north", "truce"] == (0, OTHER_POSITION, "level")
    assert moved(before, later)["south", "border"] == (None, "not comparable", "level")


def test_a_move_that_parts_two_who_stood_together_leads_away() -> None:
    together = matrix(("north", "truce", "OPEN", None), ("south", "truce", "OPEN", None))
    apart = matrix(("north", "truce", "ACCEPTS", None), ("south", "truce", "OPEN", None))
    assert moved(together, apart)["north", "truce"] == (-2, "away", "level")
    assert moved(together, apart)["south", "truce"] == (0, "nothing new", "level")
    further = matrix(("north", "truce", "ACCEPTS", None), ("south", "truce", "CONDITIONAL", None))
    assert [moved(together, further)[party, "truce"][:2] for party in PAIR] == [(-2, BOTH), (-1, BOTH)]


@pytest.mark.parametrize(
    ("stood", "stands", "m", "words"),
    [
        # Each goes to where the other was: by the sign of m both move towards, and they end further apart.
        (("OPEN", "ACCEPTS"), ("ACCEPTS", "REJECTS"), (2, 4), (BOTH, BOTH)),
        # One follows the other: away from where it was, up to where it is.
        (("RESISTS", "OPEN"), ("CONDITIONAL", "CONDITIONAL"), (2, -1), (BOTH, BOTH)),
        # Further off than before, or as far on its other side; also where it is not known where the other stands.
        (("RESISTS", "OPEN"), ("ACCEPTS", "OPEN"), (3, 0), (PAST, "nothing new")),
        (("RESISTS", "OPEN"), ("CONDITIONAL", "OPEN"), (2, 0), (PAST, "nothing new")),
        (("RESISTS", "OPEN"), ("ACCEPTS", "MIXED"), (3, None), (PAST, "not comparable")),
        # Plainly towards and plainly away, though the distance grows.
        (("REJECTS", "OPEN"), ("RESISTS", "ACCEPTS"), (1, -2), ("towards", "away")),
    ],
)
def test_a_step_that_is_neither_plainly_towards_nor_away_is_called_neither(
    stood: tuple[str, str], stands: tuple[str, str], m: tuple[float, float | None], words: tuple[str, str]
) -> None:
    before, after = (
        matrix(*((party, "truce", level, None) for party, level in zip(PAIR, levels, strict=True)))
        for levels in (stood, stands)
    )
    found = moved(before, after)
    assert tuple(found[party, "truce"][0] for party in PAIR) == m
    assert tuple(found[party, "truce"][1] for party in PAIR) == words


@pytest.mark.parametrize("positions", [(None, None), (40.0, 55.0)])
def test_two_who_stood_together_and_stand_together_elsewhere_moved_together(
    positions: tuple[float | None, float | None],
) -> None:
    levels = (("CONDITIONAL", "CONDITIONAL"), ("ACCEPTS", "DEMANDS"))  # +1 of both, then +2 of both
    then, now = (
        matrix(*((party, "truce", level, position) for party, level in zip(PAIR, both, strict=True)))
        for both, position in zip(levels, positions, strict=True)
    )
    unit = "level" if positions[0] is None else "position"
    assert [moved(then, now)[party, "truce"] for party in PAIR] == [(0, "together", unit)] * 2


def test_silence_and_absence_are_not_comparable() -> None:
    before = matrix(("north", "truce", "REJECTS", None), ("south", "truce", "ACCEPTS", None))
    after = matrix(("north", "truce", "SILENT", None))
    found = moved(before, after)
    assert found["north", "truce"] == (None, "not comparable", "level")
    assert found["south", "truce"] == (None, "not comparable", "level")
    assert {row[1] for row in moved(matrix(), matrix()).values()} == {"not comparable"}


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ([], "nothing new"),
        ([{"level": "OPEN"}], "still"),
        ([{"level": "OPEN"}, {"level": "OPEN", "held_on": D("2025-01-20")}], "still"),
        # Silence, a remark and an answer say no level.
        ([{"level": "SILENT"}, {"level": "REJECTS", "remark": True}, {"answer": "REJECTS"}], "nothing new"),
        # There and back.
        ([{"level": "RESISTS"}, {"level": "OPEN", "held_on": D("2025-01-20")}], "neither way"),
        # Two of equal standing differ on one day: mixed.
        ([{"level": "RESISTS"}, {"level": "OPEN"}, {"level": "OPEN", "held_on": D("2025-01-20")}], "neither way"),
    ],
)
def test_still_is_said_only_where_a_later_record_repeats_the_level(later: list[dict[str, Any]], said: str) -> None:
    both = matrix(("north", "truce", "OPEN", None), ("south", "truce", "ACCEPTS", None))
    found = moved(both, both, held(*later))
    assert found["north", "truce"] == (0, said, "level")
    assert found["south", "truce"] == (0, "nothing new", "level")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((75.0, 42.5), OTHER_POSITION),
        ((75.0, None), NO_POSITION),
        ((75.0, 75.0), "still"),
        ((None, 42.5), NEW_POSITION),
        ((None, None), "still"),
    ],
)
def test_who_repeats_a_level_with_another_number_did_not_stand_still(
    numbers: tuple[float | None, ...], said: str
) -> None:
    # The other's number is missing on the first day: m is taken from levels.
    before, after = (
        matrix(("north", "truce", "OPEN", number), ("south", "truce", "ACCEPTS", other))
        for number, other in zip(numbers, (None, 10.0), strict=True)
    )
    found = moved(before, after, held({"level": "OPEN"}))
    assert found["north", "truce"] == (0, said, "level")
    assert found["south", "truce"] == (0, "nothing new", "level")


def test_with_a_mediator_moves_are_told_by_positions_only() -> None:
    host = [("host", "truce", "ACCEPTS", 40.0), ("host", "border", "ACCEPTS", None)]
    before = matrix(("north", "truce", "REJECTS", 10.0), ("north", "border", "REJECTS", None), *host)
    after = matrix(("north", "truce", "OPEN", 30.0), ("north", "border", "OPEN", None), *host)
    found = moved(before, after, pair=("north", "host"))
    assert found["north", "truce"] == (20, "towards", "position")  # sign(40 − 10)·(30 − 10)
    assert found["north", "border"] == (None, "not comparable", "position")


def test_another_level_of_the_same_score_moves_neither_way() -> None:
    for number in (None, 75.0):  # and whether or not a number went with the first
        before = matrix(("north", "truce", "DEMANDS", number), ("south", "truce", "OPEN", None))
        after = matrix(("north", "truce", "ACCEPTS", None), ("south", "truce", "OPEN", None))
        assert moved(before, after, held({"level": "ACCEPTS"}))["north", "truce"] == (0, "neither way", "level")


def test_a_move_counts_the_numbers_it_rests_on_and_how_old_each_was_on_its_day() -> None:
    before = matrix(("north", "truce", "OPEN", None), ("south", "truce", "ACCEPTS", None), ages="old overtaken")
    after = matrix(("north", "truce", "RESISTS", None), ages="old")
    before = before.assign(level_held_on=[D("2024-10-01"), D("2024-11-01")], level_precision="day")
    after = after.assign(level_held_on=D("2024-12-01"), level_precision="month")
    found = who_moved(before, after, held({"level": "RESISTS"}), PARTIES, TERMS, PAIR).set_index(["party", "term"])
    counts = found[["n", "n_old", "n_overtaken"]].astype(int)
    assert counts.loc[("north", "truce")].tolist() == [3, 2, 1]
    assert counts.loc[("south", "truce")].tolist() == [2, 1, 1]  # its own is not known on the later day
    assert counts.loc[("north", "border")].tolist() == [0, 0, 0]
    # The other party's is the overtaken one: its day is none of the old ones'.
    days = found[["old_days", "overtaken_days"]]
    assert days.loc[("north", "truce")].tolist() == ["2024-10-01; 2024-12", "2024-11-01"]
    # Where the other stands on the later day is counted of one that moved: its words rest on it.
    other = matrix(("south", "truce", "ACCEPTS", None), ages="old").assign(level_held_on=D("2024-11-01"))
    after = pd.concat([after, other.assign(level_precision="day")])
    found = who_moved(before, after, held({"level": "RESISTS"}), PARTIES, TERMS, PAIR).set_index(["party", "term"])
    counts = found[["n", "n_old", "n_overtaken"]].astype(int)
    assert counts.loc[("north", "truce")].tolist() == [4, 3, 1]
    assert counts.loc[("south", "truce")].tolist() == [3, 2, 1]  # nothing new of it


TEXTS = frames.PROPOSALS.frame(
    [
        {"code": code, "title": code, "tabled_on": D(day), "precision": "day", "version_of": of, "kind": "mediators"}
        for code, day, of in (
            ("p1", "2025-01-01", None),
            ("p2", "2025-01-02", "p1"),
            ("p3", "2025-01-03", "p2"),
            ("beside", "2025-01-04", "p1"),
        )
    ]
)
PROVISIONS = frames.PROVISIONS.frame(
    [{"code": f"{text} {term}", "proposal": text, "term": term} for text in TEXTS["code"] for term in TERMS["code"][:2]]
)


def stances(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"party": "north", "term": "truce", "held_on": D("2025-01-01"), "precision": "day", "source_grade": "A"}
    base |= {"confidence": "high", "word": 0, "claims": 1, "remark": False}
    return frames.GRADED_STANCES.frame([{"code": f"s{n}", **base, **row} for n, row in enumerate(rows)])


def split(*rows: dict[str, Any], own: tuple[tuple[str, str], ...] = (), texts: pd.DataFrame = TEXTS) -> pd.DataFrame:
    said = stances(*rows)
    tabled_on = dict(zip(texts["code"], texts["tabled_on"], strict=True))
    *days, last = sorted({*said["held_on"], D("2025-12-31")})
    answers, *former = (answers_by_text(candidates(said, [day], tabled_on), PROVISIONS, TERMS) for day in (last, *days))
    by_day = {day.date(): some for day, some in zip(days, former, strict=True)}
    stood_then = current(candidates(said, days), texts, PROVISIONS, TERMS)
    tabled_by = frames.PROPOSAL_PARTIES.frame([{"party": who, "proposal": text, "tabled": True} for who, text in own])
    return frames.SHIFTS.check(party_or_text(answers, by_day, stood_then, texts, tabled_by, PARTIES, TERMS))


def shifts(*rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = split(*rows)
    return list(found[["from_proposal", "to_proposal", "party_shift", "text_shift"]].itertuples(index=False, name=None))


def test_a_level_that_stays_means_that_the_text_moved() -> None:
    assert shifts(
        {"level": "DEMANDS", "answer": "REJECTS", "proposal": "p1"},
        {"answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    ) == [("p1", "p2", 0, 4)]


def test_a_level_that_changes_as_the_answer_does_means_that_the_party_moved() -> None:
    assert shifts(
        {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-01")},
    ) == [("p1", "p2", 2, 0)]


def test_the_latest_answer_to_each_text_counts_with_the_level_of_its_day() -> None:
    assert shifts(
        {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"},
        {"answer": "RESISTS", "proposal": "p1", "held_on": D("2025-01-05")},
        {"level": "RESISTS", "answer": "CONDITIONAL", "proposal": "p2", "held_on": D("2025-02-01")},
        {"level": "ACCEPTS", "held_on": D("2025-03-01")},
    ) == [("p1", "p2", 1, 1)]  # answer −1 → 1; level −2 → −1, and what came in March changes nothing


def test_beside_an_answer_stands_the_last_to_the_older_text_by_its_day() -> None:
    first = {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"}
    newer = {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    again = {"level": "DEMANDS", "answer": "RESISTS", "proposal": "p1", "held_on": D("2025-02-02")}
    assert shifts(first, newer, again) == shifts(first, newer) == [("p1", "p2", 2, 2)]
    # On one day the order is not known.
    assert shifts(first, newer, {**again, "level": None, "held_on": D("2025-02-01")}) == [("p1", "p2", 0, 3)]
    whole = {"term": "text", "answer": "ACCEPTS", "proposal": "p1", "held_on": D("2025-01-20")}
    assert shifts(first, whole, newer, again) == [("p1", "p2", 2, -2)]
    # A yes to the whole that was taken back by then is none, whatever it was before.
    back = whole | {"answer": "RESISTS", "held_on": D("2025-01-25")}
    early = {"term": "border", "level": "OPEN", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-01-22")}
    assert shifts(whole, back, early | {"held_on": D("2025-01-27")}) == []


def test_where_the_older_text_was_answered_only_later_nothing_is_split_and_no_answer_stands_before() -> None:
    newer = {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    later = {"level": "DEMANDS", "answer": "RESISTS", "proposal": "p1", "held_on": D("2025-02-02")}
    for own in ((), (("north", "p1"),)):
        (row,) = frames.SHIFTS.rows(split(newer, later, own=own))
        assert (row.from_proposal, row.answer_before, row.answer_after) == ("p1", None, "ACCEPTS")
        assert (row.level_before, row.party_shift, row.text_shift) == (None, None, None)
        assert (row.answer_stance_before, row.answer_stance_after, row.n) == (None, "s0", 2)
        assert (row.own_text, row.own_yes) == (bool(own), None)


def test_the_days_to_look_back_from_are_those_of_answers_before_one_to_an_earlier_text() -> None:
    def answered(**days: str) -> tuple[list[Any], list[str]]:
        rows = [("north", "truce", text, D(day), "day", "OPEN", text) for text, day in days.items()]
        return answered_later(frames.TEXT_ANSWERS.frame(rows), TEXTS)

    assert answered(p1="2025-02-01", p2="2025-02-01", p3="2025-02-03") == ([], [])
    assert answered(p1="2025-02-02", p2="2025-02-01", p3="2025-02-03") == ([D("2025-02-01").date()], ["p1"])
    assert answered(p1="2025-02-04", p3="2025-02-03", beside="2025-02-05") == ([D("2025-02-03").date()], ["p1"])


def test_a_text_passed_over_is_skipped_and_whole_texts_are_left_out() -> None:
    answered = [
        {"level": "OPEN", "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p3", "held_on": D("2025-02-01")},
        {"term": "text", "answer": "REJECTS", "proposal": "p1"},
        {"term": "text", "answer": "RESISTS", "proposal": "p2", "held_on": D("2025-02-01")},
    ]
    # The answer rose by 4, the level by 0.
    assert shifts(*answered) == [("p1", "p3", 0, 4)]
    assert shifts(answered[0]) == []
    assert shifts() == []


def test_two_texts_of_which_neither_revises_the_other_are_not_compared() -> None:
    answered = [
        {"level": "OPEN", "answer": "REJECTS", "proposal": text, "held_on": D("2025-02-01") + pd.Timedelta(days=n)}
        for n, text in enumerate(("p1", "p2", "beside"))
    ]
    assert [row[:2] for row in shifts(*answered)] == [("p1", "p2"), ("p1", "beside")]


def test_an_answer_dated_before_its_text_does_not_count() -> None:
    early = {"level": "OPEN", "answer": "REJECTS", "proposal": "p2", "held_on": D("2025-01-01")}
    first, on_the_day = early | {"proposal": "p1"}, early | {"held_on": D("2025-01-02")}
    assert shifts(first, early) == []
    assert shifts(first, on_the_day) == [("p1", "p2", 0, 0)]


def test_a_yes_to_the_whole_text_answers_each_provision_but_one_answered_otherwise_that_day_or_later() -> None:
    whole = {"term": "text", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    first = {"level": "OPEN", "answer": "RESISTS", "proposal": "p1"}
    assert shifts(first, first | {"term": "border"}, whole) == [("p1", "p2", 0, 3), ("p1", "p2", 0, 3)]
    otherwise = {"term": "border", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-01")}
    assert shifts(first, first | {"term": "border"}, whole, otherwise) == [("p1", "p2", 0, 3), ("p1", "p2", 0, 1)]
    resisted = whole | {"answer": "RESISTS"}
    assert shifts(first, first | {"term": "border"}, resisted) == []


def test_an_answer_to_a_party_s_own_text_stands_apart() -> None:
    rows = [{"level": "OPEN", "answer": "OPEN", "proposal": "p1", "party": party} for party in PAIR] + [
        {"level": "OPEN", "answer": "OPEN", "proposal": "p2", "party": party, "held_on": D("2025-02-01")}
        for party in PAIR
    ]
    for text in ("p1", "p2"):
        assert split(*rows, own=(("north", text),)).set_index("party")["own_text"].to_dict() == {
            "north": True,
            "south": False,
        }
    yes = [row | {"answer": "ACCEPTS"} if row["proposal"] == "p1" else row for row in rows]
    for text, answered, own_yes in (("p1", yes, True), ("p1", rows, False), ("p2", yes, False)):
        found = split(*answered, own=(("north", text),)).set_index("party")["own_yes"]
        assert found["north"] == own_yes and pd.isna(found["south"])
    assert not split(*rows, own=(("north", "p3"),))["own_text"].any()


@pytest.mark.parametrize(
    ("first", "second", "at_end"),
    [
        (("OPEN", "RESISTS"), ("CONDITIONAL", "OPEN"), False),
        (("REJECTS", "RESISTS"), ("CONDITIONAL", "OPEN"), True),
        (("OPEN", "DEMANDS"), ("CONDITIONAL", "OPEN"), True),
        (("OPEN", "RESISTS"), ("ACCEPTS", "OPEN"), True),
        (("OPEN", "RESISTS"), ("OPEN", "REJECTS"), True),
        (("OPEN", None), ("OPEN", None), False),
    ],
)
def test_a_row_is_marked_where_an_answer_or_level_is_at_an_end_of_the_scale(
    first: tuple[str, str | None], second: tuple[str, str | None], at_end: bool
) -> None:
    rows = [
        {"answer": answer, "level": level, "proposal": text, "held_on": D("2025-01-05") + pd.Timedelta(days=n)}
        for n, (text, (answer, level)) in enumerate((("p1", first), ("p2", second)))
    ]
    assert split(*rows)["at_end"].tolist() == [at_end]


def test_a_shift_counts_answers_and_levels_and_how_old_these_were_on_the_day_of_the_answer() -> None:
    # The agreement of 1 March has a provision on the truce: on the border the level of January is old by the answer of
    # 5 March, and so it is by that of 20 February; of the truce the later one is recorded with the answer, and current.
    agreed = TEXTS.assign(kind=["mediators", "mediators", "agreement", "mediators"])
    agreed.loc[agreed["code"] == "p3", "tabled_on"] = D("2025-03-01")
    level = {"level": "OPEN", "held_on": D("2025-01-01")}
    found = split(
        level,
        {"answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"answer": "ACCEPTS", "level": "ACCEPTS", "proposal": "p3", "held_on": D("2025-03-05")},
        {**level, "term": "border"},
        {"term": "border", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"term": "border", "answer": "OPEN", "proposal": "p3", "held_on": D("2025-03-05")},
        {"party": "south", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"party": "south", "answer": "OPEN", "proposal": "p3", "held_on": D("2025-03-05")},
        texts=agreed,
    )
    counts = found[["party", "term", "n", "n_old", "n_overtaken"]].itertuples(index=False, name=None)
    assert list(counts) == [("north", "truce", 4, 1, 0), ("north", "border", 4, 2, 0), ("south", "truce", 2, 0, 0)]


def test_a_level_older_than_the_agreement_in_force_on_the_day_of_the_answer_is_overtaken() -> None:
    # The answer to the offer, given after the agreement, is an answer on another day than any word on the agreement.
    agreed = TEXTS.assign(kind=["offer", "agreement", "reply", "mediators"])
    rows = [
        {"level": "OPEN", "answer": "OPEN", "proposal": "p1"},
        {"party": "south", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-01-20")},
    ]
    stood_then = current(candidates(stances(*rows), [D("2025-01-20")]), agreed, PROVISIONS, TERMS)
    assert stood_then.set_index("party")["level_age"].to_dict() == {"north": "overtaken"}
    answers = frames.TEXT_ANSWERS.frame(
        [("north", "truce", text, D("2025-01-20"), "day", "OPEN", text) for text in ("p1", "p2")]
    )
    tabled_by = frames.PROPOSAL_PARTIES.frame()
    (row,) = party_or_text(answers, {}, stood_then, agreed, tabled_by, PARTIES, TERMS).itertuples()
    assert (row.n, row.n_old, row.n_overtaken) == (4, 0, 2)


@pytest.mark.parametrize("level", [None, "SILENT", "NOT_APPLICABLE"])
def test_without_a_scored_level_the_change_is_not_split(level: str | None) -> None:
    (row,) = shifts(
        {"level": level, "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    )
    assert math.isnan(row[2]) and math.isnan(row[3])


def test_an_answer_without_a_score_gives_no_row() -> None:
    assert not shifts(
        {"level": "OPEN", "answer": "SILENT", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([None, *SCORES]), st.sampled_from(ANSWERS)), min_size=2, max_size=3))
def test_party_and_text_add_up_to_the_change_of_the_answer(said: list[tuple[str | None, str]]) -> None:
    rows = [
        {"level": level, "answer": answer, "proposal": f"p{n}", "held_on": D("2025-01-05") + pd.Timedelta(days=n)}
        for n, (level, answer) in enumerate(said, start=1)
    ]
    random.Random(len(said)).shuffle(rows)
    found = split(*rows).dropna(subset="party_shift")
    change = found["answer_after"].map(SCORES).astype(float) - found["answer_before"].map(SCORES).astype(float)
    assert (found["party_shift"] + found["text_shift"] == change).all()


def test_a_family_holds_all_that_revise_one_another_whoever_of_it_is_asked() -> None:
    # D and B revise A, and C revises B; the other stands alone. By day, and by code on one day.
    revised = {"a": None, "b": "a", "c": "b", "d": "a", "other": None}
    texts = frames.PROPOSALS.frame([{"code": code, "version_of": of} for code, of in revised.items()])
    for code in "abcd":
        assert family_of(texts, code) == ["a", "b", "c", "d"]
    assert family_of(texts, "other") == ["other"]


def test_a_circle_of_texts_is_a_family() -> None:
    circle = frames.PROPOSALS.frame([{"code": "a", "version_of": "b"}, {"code": "b", "version_of": "a"}])
    assert family_of(circle, "a") == family_of(circle, "b") == ["a", "b"]
