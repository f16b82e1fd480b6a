"""Who moved, on tables worked by hand."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.who_moved import BOTH, NEW_POSITION, NO_POSITION, OTHER_POSITION, PAST, who_moved
from tests.two_parties import OPPOSITE, PAIR, PARTIES, TERMS, D, stood, worded_both_ways


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
        # Through where the other is, to its other side: further off than before, as far, or nearer.
        (("RESISTS", "OPEN"), ("ACCEPTS", "OPEN"), (3, 0), (PAST, "nothing new")),
        (("RESISTS", "OPEN"), ("CONDITIONAL", "OPEN"), (2, 0), (PAST, "nothing new")),
        (("ACCEPTS", "OPEN"), ("RESISTS", "OPEN"), (3, 0), (PAST, "nothing new")),
        # Where it is not known where the other stands neither is called a move.
        (("RESISTS", "OPEN"), ("ACCEPTS", "MIXED"), (None, None), ("not comparable", "not comparable")),
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


@settings(max_examples=30)
@given(st.lists(st.sampled_from(sorted(OPPOSITE)), min_size=8, max_size=8))
def test_a_term_worded_the_other_way_round_changes_no_move(levels: list[str]) -> None:
    one, other = (
        who_moved(*(frames.CURRENT.frame(rows[part]) for part in (slice(4), slice(4, 8))), held(), PARTIES, TERMS, PAIR)
        for rows in worded_both_ways(levels)
    )
    assert one["m"].tolist() == other["m"].tolist()


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
    assert counts.loc[("north", "truce")].tolist() == [2, 2, 0]  # its own: where the other stands is not known
    assert counts.loc[("south", "truce")].tolist() == [2, 1, 1]  # its own is not known on the later day
    assert counts.loc[("north", "border")].tolist() == [0, 0, 0]
    # Where the other stands on the later day is counted of one that moved: its words rest on it.
    other = matrix(("south", "truce", "ACCEPTS", None), ages="old").assign(level_held_on=D("2024-11-15"))
    after = pd.concat([after, other.assign(level_precision="day")])
    found = who_moved(before, after, held({"level": "RESISTS"}), PARTIES, TERMS, PAIR).set_index(["party", "term"])
    counts = found[["n", "n_old", "n_overtaken"]].astype(int)
    assert counts.loc[("north", "truce")].tolist() == [4, 3, 1]
    assert counts.loc[("south", "truce")].tolist() == [3, 2, 1]  # nothing new of it
    # Of the other party one is overtaken: its day is none of the old ones'.
    days = found[["old_days", "overtaken_days"]]
    assert days.loc[("north", "truce")].tolist() == ["2024-10-01; 2024-12", "2024-11-01"]
