"""How all parties spread over a term: van der Eijk's A against the published value and by hand."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.spread import agreement_in_ratings, consensus, spreads
from dashboard.vocabulary import SCORES

Frame = Callable[..., pd.DataFrame]


def on_aid(matrix: Frame, terms: pd.DataFrame, *levels: str | None) -> pd.DataFrame:
    """Return the rows on aid where the parties a, b, c and so on stand at these levels."""
    cells = [
        {"party": party, "term": "aid", "level": level, "level_score": SCORES.get(str(level))}
        for party, level in zip("abcdef", levels, strict=False)
    ]
    found = frames.SPREADS.check(spreads(matrix(*cells), terms))
    return found[found["term"] == "aid"].set_index("score")


def test_every_party_stands_at_its_score_and_the_spread_is_on_every_row(matrix: Frame, terms: pd.DataFrame) -> None:
    found = on_aid(matrix, terms, "DEMANDS", "ACCEPTS", "REJECTS", "SILENT", "NOT_APPLICABLE")
    assert found["parties"].dropna().to_dict() == {-2: "c", 2: "a; b"}
    assert (found["n"] == 3).all() and (found["levels"] == 4).all()
    # Counts 1 0 0 0 2: one layer 1 0 0 0 1 of 2 ratings, which has A = -1, and one of a single category with A = 1:
    # (2 * -1 + 1 * 1) / 3.
    assert found["spread"].tolist() == pytest.approx([-1 / 3] * 5)


@pytest.mark.parametrize(
    "levels", [[], ["ACCEPTS"], ["ACCEPTS", "REJECTS"], ["SILENT"] * 4, ["ACCEPTS", "OPEN", None, "SILENT"]]
)
def test_where_fewer_than_three_have_a_score_there_is_no_spread(
    matrix: Frame, terms: pd.DataFrame, levels: list[str | None]
) -> None:
    found = on_aid(matrix, terms, *levels)
    assert len(found) == 5 and found["spread"].isna().all()
    assert found["levels"].iloc[0] == sum(level is not None for level in levels)


@pytest.mark.parametrize(("elsewhere", "spread"), [("abc", 1.0), ("abcdef", 1.0), ("abcdefg", None)])
def test_on_a_term_on_which_fewer_than_half_of_those_with_any_level_stand_there_is_no_spread(
    elsewhere: str, spread: float | None, matrix: Frame, terms: pd.DataFrame
) -> None:
    on_truce = [{"party": party, "term": "truce", "level": "OPEN", "level_score": 0} for party in elsewhere]
    on_whole = {"party": "z", "term": "whole", "level": "OPEN", "level_score": 0}
    on_aid = [{"party": party, "term": "aid", "level": "ACCEPTS", "level_score": 2} for party in "abc"]
    found = spreads(matrix(*on_truce, *on_aid, on_whole), terms).drop_duplicates("term").set_index("term")
    assert (None if pd.isna(found.loc["aid", "spread"]) else found.loc["aid", "spread"]) == spread
    assert found.loc["aid", "n"] == 3


def test_how_many_are_counted_how_many_old_and_how_many_overtaken_are_three_numbers(
    matrix: Frame, terms: pd.DataFrame
) -> None:
    levels = {"a": ("ACCEPTS", "old"), "b": ("ACCEPTS", "old"), "c": ("ACCEPTS", "current"), "d": ("OPEN", "overtaken")}
    cells = [
        {"party": party, "term": "aid", "level": level, "level_score": SCORES[level], "level_age": age}
        for party, (level, age) in levels.items()
    ]
    silent = {"party": "e", "term": "aid", "level": "SILENT", "level_age": "old"}
    found = frames.SPREADS.check(spreads(matrix(*cells, silent), terms)).set_index(["term", "score"])
    assert found.loc[("aid", 2), ["n", "n_old", "n_overtaken", "levels"]].tolist() == [4, 2, 1, 5]
    assert found.loc[("aid", 2), ["parties", "old"]].tolist() == ["a; b; c", "a; b"]
    assert found.loc[("aid", 0), "old"] == "d" and pd.isna(found.loc[("aid", 1), "old"])


def test_terms_come_in_order_without_those_for_the_whole_text(matrix: Frame, terms: pd.DataFrame) -> None:
    assert spreads(matrix(), terms)["term"].unique().tolist() == ["aid", "truce", "release"]


def test_agreement_in_ratings_has_the_published_value() -> None:
    # The example of van der Eijk (2001), p. 331, as the R package agrmt gives it.
    assert agreement_in_ratings([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=5e-8)


def test_agreement_in_ratings_at_its_ends() -> None:
    assert agreement_in_ratings([0, 0, 7, 0, 0]) == 1
    assert agreement_in_ratings([4, 4, 4, 4, 4]) == pytest.approx(0)
    assert agreement_in_ratings([5, 0, 0, 0, 5]) == pytest.approx(-1)


def test_agreement_in_ratings_by_hand() -> None:
    # One layer, 1 1 0 0 0: no gap, so U = 1 and A = 1 − (2 − 1)/4.
    assert agreement_in_ratings([2, 2, 0, 0, 0]) == pytest.approx(0.75)
    # One layer, 1 0 1 0 0: 110 at the places (1, 3, 4) and (1, 3, 5), 101 at (1, 2, 3). U = (3·2 − 4·1)/(3·3) = 2/9.
    assert agreement_in_ratings([1, 0, 1, 0, 0]) == pytest.approx(2 / 9 * 0.75)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any))
def test_agreement_in_ratings_is_bounded_and_the_same_from_both_sides(counts: list[int]) -> None:
    value = agreement_in_ratings(counts)
    assert -1 - 1e-9 <= value <= 1 + 1e-9
    assert value == pytest.approx(agreement_in_ratings(counts[::-1]))


def test_consensus_counts_demands_and_accepts_as_one_and_silence_not_at_all() -> None:
    assert consensus(pd.Series(["DEMANDS", "ACCEPTS", "ACCEPTS", "SILENT"])) == 1
    assert consensus(pd.Series(["DEMANDS", "REJECTS", "ACCEPTS", "REJECTS"])) == pytest.approx(-1)


@pytest.mark.parametrize(
    "levels",
    [[], ["ACCEPTS"], ["ACCEPTS", "REJECTS"], ["SILENT"] * 5, ["ACCEPTS"] * 3 + ["SILENT"] * 4],
)
def test_consensus_is_refused_under_three_scores_and_under_half(levels: list[str]) -> None:
    assert consensus(pd.Series(levels, dtype="str")) is None
