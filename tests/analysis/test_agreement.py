"""One who must consent is enough to stop a deal; and how far apart two parties are."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.agreement import DISTANCE, agreement, distance
from dashboard.vocabulary import SCORES

Frame = Callable[..., pd.DataFrame]


def cell(party: str, level: str, term: str = "aid", **more: object) -> dict[str, object]:
    return {"party": party, "term": term, "level": level, "level_score": SCORES.get(level), **more}


def on_aid(matrix: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame) -> list[object]:
    """Return the agreement, blocker, n and needed of aid, with None for what is missing."""
    row = frames.AGREEMENTS.check(agreement(matrix, parties, terms)).set_index("term").loc["aid"]
    return [None if pd.isna(value) else value for value in row[["agreement", "blocker", "n", "needed"]]]


def test_the_least_willing_of_those_who_must_consent_decides(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    # min(2, -1) = -1; the mean, 0.5, would hide B
    assert on_aid(matrix(cell("a", "ACCEPTS"), cell("b", "RESISTS")), parties, terms) == [-1, "b", 2, 2]


def test_two_who_hold_it_down_alike_are_both_named(matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    assert on_aid(matrix(cell("a", "REJECTS"), cell("b", "REJECTS")), parties, terms) == [-2, "a; b", 2, 2]


def test_a_term_that_all_accept_or_demand_has_no_blocker(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    assert on_aid(matrix(cell("a", "ACCEPTS"), cell("b", "DEMANDS")), parties, terms) == [2, None, 2, 2]


def test_a_faction_and_a_mediator_do_not_block(matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    cells = [cell("a", "ACCEPTS"), cell("b", "ACCEPTS"), cell("f", "REJECTS"), cell("m", "REJECTS")]
    assert on_aid(matrix(*cells), parties, terms) == [2, None, 2, 2]


def test_with_half_of_them_coded_the_number_is_an_upper_bound(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    assert on_aid(matrix(cell("a", "CONDITIONAL")), parties, terms) == [1, "a", 1, 2]
    assert on_aid(matrix(cell("a", "CONDITIONAL"), cell("b", "SILENT")), parties, terms) == [1, "a", 1, 2]
    assert on_aid(matrix(cell("a", "ACCEPTS"), cell("b", "MIXED")), parties, terms) == [2, None, 1, 2]


def test_with_less_than_half_coded_there_is_no_number(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    three = parties.assign(consent_required=pd.array([True, True, True, False], dtype="boolean"))
    assert on_aid(matrix(cell("a", "REJECTS")), three, terms) == [None, None, 1, 3]  # 1 of 3 is less than half
    assert on_aid(matrix(cell("a", "REJECTS"), cell("f", "OPEN")), three, terms) == [-2, "a", 2, 3]


def test_silence_of_all_and_nothing_recorded_are_no_zero(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    assert on_aid(matrix(cell("a", "SILENT"), cell("b", "SILENT")), parties, terms) == [None, None, 0, 2]
    assert on_aid(matrix(), parties, terms) == [None, None, 0, 2]


def on_text(matrix: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame) -> dict[str, list[object]]:
    found = frames.AGREEMENTS.check(agreement(matrix, parties, terms, "answer")).astype(object)
    found = found.where(found.notna(), None).set_index("term")[["agreement", "blocker", "n", "needed"]]
    return dict(zip(found.index, found.to_numpy().tolist(), strict=True))


def answer(party: str, code: str, term: str = "aid", **more: object) -> dict[str, object]:
    return {"party": party, "term": term, "answer": code, "answer_score": SCORES.get(code), "proposal": "p"} | more


def test_the_text_on_the_table_is_agreed_by_its_answers_and_as_a_whole(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    # Levels are another quantity: B demands aid and refuses what this text says on it, so min(2, -2) = -2.
    cells = [answer("a", "ACCEPTS", level="REJECTS", level_score=-2), answer("b", "REJECTS", level="DEMANDS")]
    cells += [answer("a", "ACCEPTS", "whole"), answer("b", "ACCEPTS", "whole")]
    found = on_text(matrix(*cells), parties, terms)
    assert found["aid"] == [-2, "b", 2, 2]
    assert found["whole"] == [2, None, 2, 2]
    assert found["truce"] == [None, None, 0, 2]


def test_an_answer_to_an_older_text_says_nothing_of_the_one_on_the_table(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    cells = [answer("a", "ACCEPTS"), answer("b", "REJECTS", unconfirmed=True)]
    assert on_text(matrix(*cells), parties, terms)["aid"] == [2, None, 1, 2]


def test_a_yes_to_one_text_and_a_yes_to_another_are_no_agreement(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    to_two = [answer("a", "ACCEPTS", proposal="p1"), answer("b", "ACCEPTS", proposal="p2")]
    assert on_text(matrix(*to_two), parties, terms)["aid"] == [2, None, 1, 2]
    to_one = [answer("a", "ACCEPTS", proposal="p2"), answer("b", "ACCEPTS", proposal="p2")]
    assert on_text(matrix(*to_one), parties, terms)["aid"] == [2, None, 2, 2]
    three = parties.assign(consent_required=pd.array([True] * 3 + [False], dtype="boolean"))
    most = [*to_one, answer("f", "REJECTS", proposal="p1")]
    assert on_text(matrix(*most), three, terms)["aid"] == [2, None, 2, 3]  # of p2, which two of the three answer


FROM_THE_LEAST_WILLING = [["REJECTS"], ["RESISTS"], ["OPEN"], ["CONDITIONAL"], ["ACCEPTS", "DEMANDS"]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["", "SILENT", "MIXED", *sum(FROM_THE_LEAST_WILLING, [])]), min_size=3, max_size=3))
def test_the_minimum_is_also_the_first_word_from_the_least_willing_that_anybody_says(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame, levels: list[str]
) -> None:
    """By another way: no score, no minimum; the words are looked through in their order, for the first that is held."""
    three = parties.assign(consent_required=pd.array([True] * 3 + [False], dtype="boolean"))
    said = {party: level for party, level in zip("abf", levels, strict=True) if level}
    known = [party for party, level in said.items() if level in sum(FROM_THE_LEAST_WILLING, [])]
    expected: list[object] = [None, None, len(known), 3]
    for place, words in enumerate(FROM_THE_LEAST_WILLING):
        if len(known) >= 2 and (held_by := [party for party in known if said[party] in words]):
            expected[:2] = [place - 2, None if place == 4 else "; ".join(held_by)]
            break
    assert on_aid(matrix(*(cell(party, level) for party, level in said.items())), three, terms)[2:] == expected[2:]
    if len(known) >= 2:
        found = on_aid(matrix(*(cell(party, level) for party, level in said.items())), three, terms)
        assert found == expected


def test_of_the_levels_counted_the_old_and_the_overtaken_are_told_apart(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    three = parties.assign(consent_required=pd.array([True] * 3 + [False], dtype="boolean"))
    cells = matrix(
        cell("a", "ACCEPTS", level_age="old"),
        cell("b", "OPEN", level_age="overtaken"),
        cell("f", "RESISTS", level_age="current"),
        cell("a", "SILENT", "truce", level_age="old"),  # no score, and so not counted
        cell("m", "REJECTS", "truce", level_age="old"),  # nobody needs its consent
    )
    found = agreement(cells, three, terms).set_index("term")
    assert found.loc["aid", ["n", "n_old", "n_overtaken"]].tolist() == [3, 1, 1]
    assert found.loc["truce", ["n", "n_old", "n_overtaken"]].tolist() == [0, 0, 0]
    answered = matrix(answer("a", "ACCEPTS", answer_age="old"), answer("b", "REJECTS"))
    of_text = agreement(answered, parties, terms, "answer").set_index("term")
    assert of_text.loc["aid", ["n", "n_old", "n_overtaken"]].tolist() == [2, 1, 0]
    between = distance(cells, terms, "a", "b").set_index("term")
    assert between.loc["aid", ["n", "n_old", "n_overtaken"]].tolist() == [2, 1, 1]


def test_one_party_alone_agrees_with_itself(matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    alone = parties[parties["code"] == "a"]
    assert on_aid(matrix(cell("a", "OPEN"), cell("b", "REJECTS")), alone, terms) == [0, "a", 1, 1]


def test_where_nobody_must_consent_nothing_can_be_told(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    nobody = parties.assign(consent_required=pd.array([False] * 3 + [None], dtype="boolean"))
    assert on_aid(matrix(cell("a", "OPEN")), nobody, terms) == [None, None, 0, 0]


def test_terms_come_in_order_without_those_for_the_whole_text(
    matrix: Frame, parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    assert agreement(matrix(), parties, terms)["term"].tolist() == ["aid", "truce", "release"]
    assert distance(matrix(), terms, "a", "b")["term"].tolist() == ["aid", "truce", "release"]


def apart(matrix: pd.DataFrame, terms: pd.DataFrame, one: str = "a", other: str = "b") -> tuple[float | None, int]:
    row = DISTANCE.check(distance(matrix, terms, one, other)).set_index("term").loc["aid"]
    return (None if pd.isna(row["distance"]) else float(row["distance"]), int(row["n"]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("DEMANDS", "REJECTS", 1.0),  # |2 − (−2)| / 4
        ("ACCEPTS", "RESISTS", 0.75),  # |2 − (−1)| / 4
        ("OPEN", "CONDITIONAL", 0.25),  # |0 − 1| / 4
        ("DEMANDS", "ACCEPTS", 0.0),  # both 2
    ],
)
def test_levels_are_apart_by_a_quarter_for_each_step_from_either_side(
    matrix: Frame, terms: pd.DataFrame, one: str, other: str, expected: float
) -> None:
    cells = matrix(cell("a", one), cell("b", other))
    assert apart(cells, terms) == apart(cells, terms, "b", "a") == (expected, 2)


def test_positions_go_before_levels(matrix: Frame, terms: pd.DataFrame) -> None:
    cells = matrix(cell("a", "ACCEPTS", position=80.0), cell("b", "REJECTS", position=55.0))
    assert apart(cells, terms) == (pytest.approx(0.25), 2)  # |80 − 55| / 100


def test_where_one_has_no_position_the_levels_are_compared(matrix: Frame, terms: pd.DataFrame) -> None:
    assert apart(matrix(cell("a", "ACCEPTS", position=80.0), cell("b", "OPEN")), terms) == (0.5, 2)  # |2 − 0| / 4


def test_nobody_is_apart_from_oneself(matrix: Frame, terms: pd.DataFrame) -> None:
    assert apart(matrix(cell("a", "RESISTS")), terms, "a", "a") == (0.0, 2)


def test_where_one_or_both_are_missing_there_is_no_distance(matrix: Frame, terms: pd.DataFrame) -> None:
    assert apart(matrix(cell("a", "ACCEPTS")), terms) == (None, 1)
    assert apart(matrix(cell("a", "ACCEPTS"), cell("b", "SILENT")), terms) == (None, 1)
    assert apart(matrix(cell("b", "MIXED")), terms) == (None, 0)
    assert apart(matrix(), terms) == (None, 0)
