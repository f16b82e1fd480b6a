"""Distance, slope, who moved, and party or text, on tables worked by hand."""

import math
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from dashboard import frames
from dashboard.analysis.movement import Slope, distance_by_round, family_of, party_or_text, slope, trends, who_moved
from dashboard.vocabulary import ANSWERS, SCORES

D = pd.Timestamp
PAIR = ("north", "south")
PARTIES = frames.PARTIES.frame([{"code": code, "short_name": code.title()} for code in PAIR])
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


def stood(day: str, party: str, term: str, level: str | None = None, **more: Any) -> dict[str, Any]:
    score = SCORES.get(level or "")
    return {"day": D(day), "party": party, "term": term, "level": level, "level_score": score, **more}


def distances(*rows: dict[str, Any]) -> dict[tuple[str, str], tuple[float | None, int]]:
    found = distance_by_round(frames.STANDINGS.frame(rows), ROUNDS, TERMS, PAIR)
    assert (found["pair"] == "north; south").all()
    return {
        (row.round, row.term): (None if pd.isna(row.distance) else round(row.distance, 6), row.n)
        for row in found.itertuples()
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
        stood("2025-01-01", "north", "border", "OPEN"),
        stood("2025-01-01", "south", "border", "OPEN"),
    )
    # √(1 · 0.25) = 0.5 for the truce at distance 1; 1 for the border at 0, where nobody coded it: 0.5 / 1.5.
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
    nothing = frames.STANDINGS.frame()
    assert frames.DISTANCES.check(distance_by_round(nothing, ROUNDS.head(0), TERMS, PAIR)).empty
    assert distance_by_round(nothing, ROUNDS, TERMS, PAIR)["round"].tolist() == ["R1"] * 3 + ["R2"] * 3


@settings(max_examples=60)
@given(st.lists(st.sampled_from([None, *SCORES]), min_size=4, max_size=4), st.booleans())
def test_distance_is_symmetric_and_zero_with_oneself(levels: list[str | None], same: bool) -> None:
    rows = [
        stood("2025-01-01", party, term, level)
        for (party, term), level in zip([(p, t) for p in PAIR for t in ("truce", "border")], levels, strict=True)
    ]
    standings = frames.STANDINGS.frame(rows)
    one = distance_by_round(standings, ROUNDS, TERMS, PAIR)["distance"]
    pd.testing.assert_series_equal(one, distance_by_round(standings, ROUNDS, TERMS, PAIR[::-1])["distance"])
    assert (distance_by_round(standings, ROUNDS, TERMS, ("north", "north"))["distance"].dropna() == 0).all()


def by_round(*values: float | None) -> pd.DataFrame:
    made = [
        (f"R{n}", D("2025-01-01") + pd.Timedelta(days=n), "day", "a; b", "overall", v, 3) for n, v in enumerate(values)
    ]
    return frames.DISTANCES.frame(made)


def test_slope_is_the_median_of_the_slopes_between_any_two_rounds() -> None:
    # Slopes: −0.1, −0.1, −0.4 next to each other; −0.1, −0.25 over two; −0.2 over three. Median of six: (−0.1 − 0.2)/2.
    found = slope(by_round(0.9, 0.8, 0.7, 0.3))
    assert found.slope == pytest.approx(-0.15)
    assert (found.n, found.why) == (4, None)


def test_slope_counts_a_round_without_a_distance_as_a_step() -> None:
    assert slope(by_round(0.8, None, 0.6, 0.5)).slope == pytest.approx(-0.1)


def test_slope_looks_back_over_the_last_rounds_only_and_not_at_their_order_in_the_frame() -> None:
    values = by_round(0.0, 0.9, 0.8, 0.7)
    assert slope(values.sample(frac=1, random_state=3), last=3).slope == pytest.approx(-0.1)


def test_slope_is_refused_under_three_rounds_and_under_half_of_them() -> None:
    assert slope(by_round()) == Slope(None, None, None, 0, "no round has ended.")
    few = "a distance is known for 1 of 1 round; 3 are needed."
    assert slope(by_round(0.5)) == Slope(None, None, None, 1, few)
    assert slope(by_round(0.5, 0.4)).slope is None
    few = slope(by_round(0.5, None, None, 0.4, None, None, 0.3), last=7)
    assert (few.slope, few.n, few.why) == (None, 3, "a distance is known for only 3 of 7 rounds.")
    assert slope(by_round(0.5, None, None, 0.4, None, 0.3)).slope is not None


@settings(max_examples=60)
@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.625, 0.7, 1.0]), min_size=3, max_size=12))
def test_slope_and_interval_agree_with_scipy(values: list[float]) -> None:
    found = slope(by_round(*values), last=12)
    theirs = theilslopes(values, range(len(values)), alpha=0.95)
    assert found[:3] == pytest.approx((theirs.slope, theirs.low_slope, theirs.high_slope))
    assert found.intercept == pytest.approx(theirs.intercept)


def test_the_line_of_a_trend_runs_over_the_last_rounds_only() -> None:
    # Eight rounds; over the last six −0.1 a round, through the medians (2.5, 0.55): 0.55 + 0.25 = 0.8 on the first.
    found = frames.TRENDS.check(trends(by_round(0.1, 0.1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)))
    assert found["trend"].isna().tolist() == [True] * 2 + [False] * 6
    assert found["trend"].tolist()[2:] == pytest.approx([0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
    assert found["slope"].tolist() == pytest.approx([-0.1] * 8)


def test_each_term_has_a_trend_of_its_own_and_too_few_rounds_have_none() -> None:
    truce = by_round(0.9, 0.8, 0.7).assign(term="truce")
    found = trends(pd.concat([by_round(0.5, 0.5), truce], ignore_index=True)).groupby("term")["slope"].first()
    assert found["truce"] == pytest.approx(-0.1) and math.isnan(found["overall"])
    assert frames.TRENDS.check(trends(by_round())).empty


def matrix(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    return frames.CURRENT.frame(
        [
            {"party": party, "term": term, "level": level, "level_score": SCORES.get(level), "position": position}
            for party, term, level, position in rows
        ]
    )


def moved(before: pd.DataFrame, after: pd.DataFrame) -> dict[tuple[str, str], tuple[float | None, str, str]]:
    found = frames.MOVES.check(who_moved(before, after, TERMS, PAIR))
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
    assert moved(before, after)["south", "truce"] == (0, "still", "position")
    later = matrix(("north", "truce", "OPEN", 50.0), ("south", "truce", "OPEN", None))
    assert moved(before, later)["north", "truce"] == (0, "still", "level")


def test_any_move_of_one_who_stood_together_with_the_other_leads_away() -> None:
    together = matrix(("north", "truce", "OPEN", None), ("south", "truce", "OPEN", None))
    apart = matrix(("north", "truce", "ACCEPTS", None), ("south", "truce", "OPEN", None))
    assert moved(together, apart)["north", "truce"] == (-2, "away", "level")
    assert moved(together, apart)["south", "truce"] == (0, "still", "level")


def test_silence_and_absence_are_not_comparable() -> None:
    before = matrix(("north", "truce", "REJECTS", None), ("south", "truce", "ACCEPTS", None))
    after = matrix(("north", "truce", "SILENT", None))
    found = moved(before, after)
    assert found["north", "truce"] == (None, "not comparable", "level")
    assert found["south", "truce"] == (None, "not comparable", "level")
    assert {row[1] for row in moved(matrix(), matrix()).values()} == {"not comparable"}


def stances(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"party": "north", "term": "truce", "held_on": D("2025-01-01"), "source_grade": "A", "confidence": "high"}
    return frames.GRADED_STANCES.frame([{"code": f"s{n}", **base, **row} for n, row in enumerate(rows)])


def shifts(*rows: dict[str, Any], chain: tuple[str, ...] = ("p1", "p2")) -> list[tuple[Any, ...]]:
    found = frames.SHIFTS.check(party_or_text(stances(*rows), PARTIES, TERMS, chain))
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


def test_a_text_passed_over_is_skipped_and_whole_texts_are_left_out() -> None:
    answered = [
        {"level": "OPEN", "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p3", "held_on": D("2025-02-01")},
        {"term": "text", "answer": "REJECTS", "proposal": "p1"},
        {"term": "text", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    ]
    # The answer rose by 4, the level by 0.
    assert shifts(*answered, chain=("p1", "p2", "p3")) == [("p1", "p3", 0, 4)]
    assert shifts(*answered, chain=("p1",)) == []
    assert shifts(chain=()) == []


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


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([None, *SCORES]), st.sampled_from(ANSWERS)), min_size=2, max_size=5))
def test_party_and_text_add_up_to_the_change_of_the_answer(said: list[tuple[str | None, str]]) -> None:
    chain = tuple(f"p{n}" for n in range(len(said)))
    rows = [
        {"level": level, "answer": answer, "proposal": text, "held_on": D("2025-01-01") + pd.Timedelta(days=n)}
        for n, (text, (level, answer)) in enumerate(zip(chain, said, strict=True))
    ]
    random.Random(len(said)).shuffle(rows)
    found = party_or_text(stances(*rows), PARTIES, TERMS, chain).dropna(subset="party_shift")
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
