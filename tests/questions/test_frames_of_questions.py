"""The frames of the questions for a scope: which pair, from which day, along which texts, over which rounds."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.party_or_text import family_of
from dashboard.errors import ParleyError
from dashboard.questions import (
    agreement,
    asking,
    baseline,
    coder_agreement,
    compare,
    distance,
    party_or_text,
    robustness,
    rounds,
    spread,
    stance_steps,
    stances,
    texts,
    who_moved,
    whose_word,
)
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case

Rows = list[dict[str, Any]]


def shown(edition: Edition, **more: Any) -> Scope:
    """Return the last day of a case by all its evidence, with more picks."""
    return replace(Scope(edition, date(2025, 8, 31), min_grade="D", min_confidence="low"), **more)


def other(store: Store, **tables: Rows) -> Scope:
    """Load the small case with other tables in place of its own, and return its scope."""
    own = small_case.TOY | {"title": "Other talks"}
    small_case.load(store, "other", own, deepcopy(small_case.ONE_OF_EVERYTHING) | tables)
    return shown(Edition(store, "other"))


def recorded(*more: dict[str, Any]) -> dict[str, Rows]:
    """Return the stances of the small case and more, each on the claim that the first rests on (grade A)."""
    made = [{"precision": "day", "code": f"more{number}", **one} for number, one in enumerate(more)]
    rests = [{"code": f"on{number}", "stance": one["code"], "claim": "c1"} for number, one in enumerate(made)]
    case = small_case.ONE_OF_EVERYTHING
    return {"stance": [*case["stance"], *made], "stance_claim": [*case["stance_claim"], *rests]}


def days(frame: pd.DataFrame, column: str) -> list[date]:
    return frame[column].dt.date.tolist()


def test_the_pair_is_the_first_two_whose_consent_is_required(toy: Edition) -> None:
    assert distance.pair(shown(toy)) == ("a", "b")


@pytest.mark.parametrize(
    ("named", "pair"), [(("b",), ("b", "a")), (("f",), ("f", "a")), (("f", "b"), ("f", "b")), (("b", "a"), ("b", "a"))]
)
def test_named_parties_come_first_in_the_pair(toy: Edition, named: tuple[str, ...], pair: tuple[str, str]) -> None:
    assert distance.pair(shown(toy, parties=named)) == pair


@pytest.mark.parametrize(("required", "pair"), [([], ("a", "b")), (["b"], ("b", "a")), (["f"], ("f", "a"))])
def test_where_too_few_consents_are_required_the_first_parties_fill_the_pair(
    elsewhere: Store, toy: Edition, required: list[str], pair: tuple[str, str]
) -> None:
    parties = [
        party | {"consent_required": party["code"] in required} for party in small_case.ONE_OF_EVERYTHING["party"]
    ]
    scope = other(elsewhere, party=parties)
    assert distance.pair(scope) == pair
    assert distance.pair(replace(scope, parties=("b", "f"))) == ("b", "f")


@pytest.mark.parametrize("n", [0, 1])
def test_without_two_parties_there_is_no_pair_and_a_sentence_says_so(elsewhere: Store, toy: Edition, n: int) -> None:
    small_case.load(elsewhere, "few", small_case.TOY, {"party": small_case.ONE_OF_EVERYTHING["party"][:n]})
    with pytest.raises(ParleyError, match="“Toy talks” has fewer than two parties"):
        distance.pair(shown(toy.of("few")))


def test_a_round_under_way_ends_on_the_day(toy: Edition) -> None:
    found = rounds.begun(shown(toy, as_of=date(2025, 8, 4)))
    assert found["code"].tolist() == ["r1", "r2"]
    assert days(found, "ended_on") == [date(2025, 7, 5), date(2025, 8, 4)]


@pytest.mark.parametrize(
    ("day", "begun"), [(date(2025, 6, 30), []), (date(2025, 7, 1), ["r1"]), (date(2025, 8, 1), ["r1", "r2"])]
)
def test_a_round_has_begun_from_its_first_day_on(toy: Edition, day: date, begun: list[str]) -> None:
    assert rounds.begun(shown(toy, as_of=day))["code"].tolist() == begun


def test_moves_are_counted_from_the_end_of_the_round_before(toy: Edition) -> None:
    assert who_moved.since(shown(toy)) == date(2025, 7, 5)
    assert who_moved.since(shown(toy, as_of=date(2025, 8, 1))) == date(2025, 7, 5)
    assert who_moved.since(shown(toy, since=date(2025, 7, 3))) == date(2025, 7, 3)


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 31)])
def test_before_a_second_round_there_is_no_day_to_count_from(toy: Edition, day: date) -> None:
    scope = shown(toy, as_of=day)
    assert who_moved.since(scope) is None
    with pytest.raises(ParleyError, match="No earlier round had ended to count from"):
        who_moved.frame(scope)
    assert who_moved.since(replace(scope, since=date(2025, 7, 1))) == date(2025, 7, 1)


def test_a_round_that_runs_on_is_not_the_one_before(elsewhere: Store, toy: Edition) -> None:
    # The second round ran from 20 July to 9 August, the third from 1 to 3 August: before both ended the first.
    first, second = small_case.ONE_OF_EVERYTHING["round"]
    second = second | {"started_on": date(2025, 7, 20)}
    third = second | {"code": "r3", "rank": 3, "started_on": date(2025, 8, 1), "ended_on": date(2025, 8, 3)}
    scope = replace(other(elsewhere, round=[first, second, third]), as_of=date(2025, 8, 2))
    assert who_moved.since(scope) == date(2025, 7, 5)
    found = stances.changes(scope)
    assert found is not None and found[0]["code"] == "r1"


@pytest.mark.parametrize(("text", "aspects"), [("p1", []), ("p2", ["answer"])])
def test_an_answer_to_an_earlier_text_counts_for_no_other_and_is_no_change(
    elsewhere: Store, toy: Edition, text: str, aspects: list[str]
) -> None:
    # The second text, which revises the first, is on the table from 10 July; the round before ended on 5 July.
    answer = {"party": "a", "term": "aid", "held_on": date(2025, 7, 12), "answer": "OPEN", "proposal": text}
    found = stances.changes(other(elsewhere, **recorded(answer)))
    assert found is not None
    assert found[1].query("party == 'a'")["aspect"].tolist() == aspects


def test_distances_of_the_pair_run_over_the_rounds_begun(toy: Edition) -> None:
    # On aid A accepts (+2); B resists (−1) from 3 July and is open (0) from 4 July: 2/4. The truce is not recorded.
    found = distance.distances(shown(toy)).set_index(["round", "term"])["distance"]
    assert found["r1", "aid"] == found["r2", "aid"] == found["r2", "overall"] == 0.5
    assert pd.isna(found["r1", "truce"])
    graded = distance.distances(shown(toy, min_grade="A")).set_index(["round", "term"])["distance"]
    assert graded["r1", "aid"] == 0.75


def test_moves_between_two_days_are_worked_by_hand(toy: Edition) -> None:
    # From 3 to 5 July B went from −1 to 0, towards A at +2; nothing new of A.
    scope = shown(toy, since=date(2025, 7, 3))
    moved = who_moved.frame(scope).set_index(["term", "party"])
    assert (moved.at[("aid", "b"), "m"], moved.at[("aid", "b"), "moved"]) == (1, "towards")
    assert moved.at[("aid", "a"), "moved"] == "nothing new"
    assert moved.at[("truce", "a"), "moved"] == "not comparable"
    assert set(who_moved.frame(replace(scope, terms=("truce",)))["term"]) == {"truce"}


def tabled(*revisions: tuple[str, str | None]) -> pd.DataFrame:
    """Return `frames.PROPOSALS` by (code, code of the text it revises), tabled a day after each other."""
    day = pd.Timestamp("2025-07-01").as_unit("s")
    return frames.PROPOSALS.frame(
        {"code": code, "title": code, "version_of": revised, "tabled_on": day + pd.Timedelta(days=number)}
        for number, (code, revised) in enumerate(revisions)
    )


@pytest.mark.parametrize("asked", ["p1", "p2", "p3", "p4"])
def test_a_family_branches_and_is_the_same_whoever_of_it_is_asked(asked: str) -> None:
    proposals = tabled(("p1", None), ("x1", None), ("p2", "p1"), ("p3", "p1"), ("x2", "x1"), ("p4", "p2"))
    assert family_of(proposals, asked) == ["p1", "p2", "p3", "p4"]


def test_a_text_alone_is_a_family() -> None:
    assert family_of(tabled(("p1", None), ("x", None)), "p1") == ["p1"]


def test_texts_that_revise_each_other_in_a_loop_end() -> None:
    proposals = tabled(("p1", "p3"), ("p2", "p1"), ("p3", "p2"))
    assert family_of(proposals, "p3") == ["p1", "p2", "p3"]
    assert family_of(tabled(("p1", "p1")), "p1") == ["p1"]


def test_a_family_goes_by_the_day_also_where_an_answer_is_dated_before_the_text_it_revises() -> None:
    assert family_of(tabled(("p2", "p1"), ("p1", None)), "p1") == ["p2", "p1"]


def answered(store: Store) -> Scope:
    """B rejects the first text while resisting aid, and accepts the second while open to it; others are no family."""
    b = {"party": "b", "term": "aid"}
    case = small_case.ONE_OF_EVERYTHING
    alone = {"code": "x", "title": "Alone", "tabled_on": date(2025, 7, 20), "precision": "day"}
    return other(
        store,
        proposal=[*case["proposal"], alone],
        **recorded(
            {**b, "held_on": date(2025, 7, 11), "level": "OPEN", "answer": "ACCEPTS", "proposal": "p2"},
            {**b, "held_on": date(2025, 7, 21), "answer": "REJECTS", "proposal": "x"},
        ),
    )


def test_a_shift_is_split_along_the_family_of_the_picked_text(elsewhere: Store, toy: Edition) -> None:
    scope = answered(elsewhere)
    for code in ("p1", "p2"):
        (row,) = frames.SHIFTS.rows(party_or_text.frame(replace(scope, proposals=(code,))))
        assert (row.party, row.term, row.from_proposal, row.to_proposal) == ("b", "aid", "p1", "p2")
        # The answer rose by 2 − (−2) = 4, the level by 0 − (−1) = 1: the text did the other 3.
        assert (row.party_shift, row.text_shift) == (1, 3)


def test_without_a_picked_text_it_is_the_latest_that_has_a_family(elsewhere: Store, toy: Edition) -> None:
    scope = answered(elsewhere)
    # The last text stands alone; the two before it are one family.
    assert texts.families(scope) == {"p1": "First text (2 texts)"}
    assert len(party_or_text.frame(scope)) == 1
    assert party_or_text.frame(replace(scope, proposals=("p3",))).empty


def test_before_a_second_text_there_is_no_family(toy: Edition) -> None:
    assert texts.families(shown(toy, as_of=date(2025, 7, 9))) == {}


def test_rounds_that_ended_before_the_day_come_latest_first(toy: Edition) -> None:
    assert rounds.round_ends(shown(toy)) == {
        date(2025, 8, 9): "2: Round 2",
        date(2025, 7, 5): "1: Round 1",
    }
    assert rounds.round_ends(shown(toy, as_of=date(2025, 7, 5))) == {}


def test_a_text_not_yet_tabled_has_no_shift(elsewhere: Store, toy: Edition) -> None:
    scope = replace(answered(elsewhere), as_of=date(2025, 7, 9), proposals=("p1",))
    assert party_or_text.frame(scope).empty
    assert party_or_text.frame(replace(scope, as_of=date(2025, 6, 1), proposals=())).empty


def test_shifts_are_narrowed_to_parties_and_terms(elsewhere: Store, toy: Edition) -> None:
    scope = replace(answered(elsewhere), proposals=("p1",))
    assert party_or_text.frame(replace(scope, parties=("a",))).empty
    assert party_or_text.frame(replace(scope, terms=("truce",))).empty


def test_the_checks_are_worked_out_once_whatever_was_picked(toy: Edition) -> None:
    whole, picked = robustness.frame(shown(toy)), robustness.frame(shown(toy, terms=("aid",)))
    pd.testing.assert_frame_equal(picked, whole[whole["term"] == "aid"].reset_index(drop=True))
    assert shown(toy).ask(robustness._places) is shown(toy).at(shown(toy).as_of).ask(robustness._places)


def test_each_grade_the_use_by_each_publisher_and_each_coder_is_a_check(toy: Edition) -> None:
    checks = list(dict.fromkeys(robustness.frame(shown(toy))["check"]))
    # D is the filter as it stands, and no source of B, C, E or F is there.
    grades = ["grade A only, as with B and C", "grade E or better, as with every grade"]
    assert checks[:4] == [robustness.AS_IT_STANDS, *grades, "only within the use-by"]
    assert [check for check in checks[4:] if check.startswith("without ")] and checks[-1].startswith("readings: ")
    within = robustness.frame(shown(toy, within_use_by=True))["check"]
    assert "only within the use-by" not in set(within)


def test_salience_is_moved_where_it_is_coded(elsewhere: Store, toy: Edition) -> None:
    assert not robustness.frame(shown(toy))["check"].str.contains("salience").any()
    on = {"party": "a", "held_on": date(2025, 7, 3), "level": "ACCEPTS"}
    found = robustness.frame(other(elsewhere, **recorded(on | {"term": "aid", "salience": 40})))
    assert found["check"].unique().tolist()[-2:] == [
        "one term’s salience 25 points up",
        "one term’s salience 25 points down",
    ]


@pytest.mark.parametrize(
    ("cited", "only", "told", "named"),
    [
        ([], "s1", 1, {"s1"}),
        (["s2"], None, 1, {"s1", "s2"}),
        # Each end of its range may be the other page's.
        (["s2"], "s1", 0, set()),
        (["s2"], "s2", 0, set()),
    ],
)
def test_a_figure_names_all_its_pages_and_counts_for_one_source_only_where_that_is_all(
    cited: list[str], only: str | None, told: int, named: set[str], elsewhere: Store
) -> None:
    citations = [{"code": source, "source": source, "figure": "f1"} for source in cited]
    scope = replace(other(elsewhere, citation=citations), only_source=only)
    found = asking.frame(scope, "figures")
    assert len(found) == told
    assert set(asking.sourced(scope, "figures", found)["source"]) == named


SCALED = [
    term | ({"scale_measure": "lorries", "scale_low": 0, "scale_high": 120} if term["code"] == "aid" else {})
    for term in small_case.ONE_OF_EVERYTHING["term"]
]


def test_a_number_in_an_accepted_text_is_a_position(elsewhere: Store, toy: Edition) -> None:
    # A accepts the first text, which says sixty lorries of 0 to 120: 50 on the scale. B rejects it and has none, which
    # is to be seen.
    yes = {"party": "a", "term": "aid", "held_on": date(2025, 7, 3), "answer": "ACCEPTS", "proposal": "p1"}
    scope = other(elsewhere, term=SCALED, **recorded(yes))
    found = baseline.frame(replace(scope, as_of=date(2025, 7, 5)))
    assert found[["party", "term"]].to_numpy().tolist() == [["a", "aid"], ["b", "aid"]]
    assert found["position"].fillna(-1).tolist() == [50, -1]
    assert frames.POSITIONS.check(found) is found
    assert baseline.frame(scope).empty  # by then the second text is on the table, and A has not answered that


@pytest.mark.parametrize(
    ("of_text", "cited", "asked", "position"),
    [
        ({"confidence": "low"}, [], {}, 50),
        ({"confidence": "low"}, [], {"min_confidence": "moderate"}, None),
        ({}, [], {"min_confidence": "moderate"}, 50),
        ({}, [], {"min_confidence": "high"}, None),
        ({}, ["s2"], {}, 50),
        ({}, ["s2"], {"min_grade": "C"}, None),
        ({}, ["s2", "s1"], {"min_grade": "A"}, 50),
        ({}, ["s2"], {"only_source": "s1"}, None),
        ({}, ["s1"], {"only_source": "s1"}, 50),
        # Of a text with two pages the number may be that of the other one.
        ({}, ["s1", "s2"], {"only_source": "s1"}, None),
    ],
)
def test_a_position_is_read_from_a_text_only_where_the_text_passes_the_evidence_filter(
    of_text: dict[str, Any], cited: list[str], asked: dict[str, Any], position: float | None, elsewhere: Store
) -> None:
    # The yes passes itself: high confidence, on a claim in the first source (grade A); the second is of grade D.
    yes = {"party": "a", "term": "aid", "held_on": date(2025, 7, 3), "answer": "ACCEPTS", "proposal": "p1"}
    first, *others = small_case.ONE_OF_EVERYTHING["proposal"]
    rows = recorded(yes | {"confidence": "high"})
    rows["citation"] = [{"code": source, "source": source, "proposal": "p1"} for source in cited]
    scope = replace(other(elsewhere, term=SCALED, proposal=[first | of_text, *others], **rows), as_of=date(2025, 7, 5))
    found = baseline.frame(replace(scope, **asked))
    assert found.loc[found["position"].notna(), "position"].tolist() == ([] if position is None else [position])


def test_the_analyst_s_position_stands_over_the_text_s(elsewhere: Store, toy: Edition) -> None:
    yes = {"party": "a", "term": "aid", "held_on": date(2025, 7, 3), "answer": "ACCEPTS", "proposal": "p1"}
    own = {"level": "ACCEPTS", "position": 80, "position_low": 70, "position_high": 90}
    scope = other(elsewhere, term=SCALED, **recorded(yes | own))
    row, of_b = frames.POSITIONS.rows(baseline.frame(scope))
    assert pd.isna(of_b.position)
    assert (row.position, row.position_low, row.position_high) == (80, 70, 90)


def test_without_a_scale_or_a_position_there_is_none(toy: Edition) -> None:
    assert baseline.frame(shown(toy)).empty
    assert baseline.frame(shown(toy, terms=("truce",))).empty


def test_two_spans_are_compared_in_rounds(toy: Edition) -> None:
    beside = shown(toy, since=date(2025, 8, 1))
    found = compare.frame(shown(toy, beside=beside))
    apart = found[found["measure"] == "distance"]
    assert apart["case"].nunique() == 2
    assert apart[["x", "value", "n"]].to_numpy().tolist() == [[1, 0.5, 1], [2, 0.5, 1], [1, 0.5, 1]]
    agreed = found[found["measure"] == "agreed terms"]
    assert agreed[["value", "n"]].to_numpy().tolist() == [[0, 1]] * 3  # of two terms one can be told: aid, not agreed


@pytest.mark.parametrize(("since", "days"), [(date(2025, 8, 1), 8), (date(2025, 8, 4), 5), (date(2025, 7, 20), 20)])
def test_two_spans_are_compared_in_days_from_the_start_that_is_told_of_each(
    toy: Edition, since: date, days: int
) -> None:
    beside = shown(toy, since=since, unit="day")
    found = compare.frame(shown(toy, beside=beside, unit="day"))
    # From 1 July, where its first round began, to 5 July and 9 August; from the day chosen to 9 August.
    assert found.loc[found["measure"] == "distance", "x"].tolist() == [4, 39, days]
    assert found["case"].iloc[-1].startswith(f"{since.day} ")


def test_the_last_round_of_a_span_is_the_one_that_ended_last(elsewhere: Store, toy: Edition) -> None:
    """The first round runs on; by its end B accepts what A accepts, while by the end of the second B was open."""
    first, second = small_case.ONE_OF_EVERYTHING["round"]
    agreed = {"party": "b", "term": "aid", "held_on": date(2025, 8, 20), "level": "ACCEPTS"}
    scope = other(elsewhere, round=[first | {"ended_on": date(2025, 8, 25)}, second], **recorded(agreed))
    found = compare.frame(scope)
    assert found.loc[found["measure"] == "distance", "value"].tolist() == [0.5, 0.0]  # |2 − 0|/4, |2 − 2|/4
    assert found["x"].tolist() == [1, 1, 2, 2]


def test_an_old_level_of_a_party_that_need_not_agree_makes_no_agreed_term_old(elsewhere: Store) -> None:
    """A and B say again on 5 August what F, whose consent nobody needs, last said on 2 July."""
    said = [(party, date(2025, *day)) for party, day in (("f", (7, 2)), ("a", (8, 5)), ("b", (8, 5)))]
    scope = other(
        elsewhere, **recorded(*({"party": who, "term": "aid", "level": "ACCEPTS", "held_on": on} for who, on in said))
    )
    found = compare.frame(scope)
    agreed = found[found["measure"] == "agreed terms"]
    assert agreed[["value", "n", "n_old"]].to_numpy().tolist() == [[0, 1, 0], [1, 1, 0]]


@pytest.mark.parametrize(("day", "known"), [(1, ["st1", "st3"]), (2, ["st3"]), (3, ["st3"]), (4, [])])
def test_only_what_was_said_within_the_use_by_counts_where_that_is_chosen(
    toy: Edition, day: int, known: list[str]
) -> None:
    """Of A on 2 July and of B on 3 and 4 July 2025: 30 days later the last day has come on which they count."""
    scope = shown(toy, as_of=date(2025, 8, day), within_use_by=True)
    assert stances.current(scope)["level_stance"].tolist() == known
    assert {*stances.graded(scope)["code"]} - {"st2"} == {*known}
    assert {*scope.edition.evidence(**stances.admitted(scope))["code"]} - {"c2"} == {
        {"st1": "c1", "st3": "c3"}[stance] for stance in known
    }


def test_a_name_of_a_text_is_known_from_the_day_on_which_its_source_was_published(
    elsewhere: Store, toy: Edition
) -> None:
    case = small_case.ONE_OF_EVERYTHING
    sources = [row | {"published_on": date(2025, 7, 5), "precision": "day"} for row in case["source"]]
    scope = other(elsewhere, source=sources, alias=[case["alias"][0] | {"source": "s1"}])
    known = [len(texts.aliases(replace(scope, as_of=date(2025, 7, day)))) for day in (4, 5)]
    assert known == [0, 1]
    assert len(texts.aliases(replace(shown(toy), as_of=date(2025, 7, 4)))) == 1, "nobody knows since when"


def test_the_level_that_stands_at_the_end_has_its_age(toy: Edition) -> None:
    found = stance_steps.frame(shown(toy)).set_index("row")["age"]
    # Of B there are two: that of 3 July was followed by another.
    assert found[["st1", "st3"]].tolist() == ["old", "old"] and pd.isna(found[found.index == "st2"]).all()


def test_two_negotiations_are_compared(elsewhere: Store, toy: Edition) -> None:
    yes = {"party": "b", "term": "aid", "held_on": date(2025, 8, 2), "level": "ACCEPTS"}
    beside = other(elsewhere, **recorded(yes))
    found = compare.frame(shown(toy, beside=beside))
    last = found[found["x"] == 2].set_index(["case", "measure"])["value"]
    toy, others = (f"1 July 2025 to 31 August 2025, {title} talks" for title in ("Toy", "Other"))
    assert (last[toy, "distance"], last[toy, "agreed terms"]) == (0.5, 0)
    assert (last[others, "distance"], last[others, "agreed terms"]) == (0, 1)


@pytest.mark.parametrize("day", [date(2025, 7, 2), date(2025, 7, 20), date(2025, 7, 31)])
def test_two_spans_of_one_month_are_two_cases(toy: Edition, day: date) -> None:
    span = shown(toy, as_of=date(2025, 7, 31))
    found = compare.frame(replace(span, beside=replace(span, as_of=day)))
    assert found["case"].nunique() == 2


def test_a_case_is_told_of_the_last_day_of_each_round_or_of_the_day_within_it(toy: Edition) -> None:
    columns = ["day", "precision", "under_way"]
    found = compare.frame(shown(toy, as_of=date(2025, 8, 2)))[columns].drop_duplicates()
    first, second = found.assign(day=found["day"].astype("str")).to_numpy().tolist()
    assert (first, second) == (["2025-07-05", "day", False], ["2025-08-02", "day", True])


def test_where_no_term_can_be_told_the_agreed_ones_are_a_gap(toy: Edition) -> None:
    found = compare.frame(shown(toy, as_of=date(2025, 7, 2)))
    assert found["value"].isna().all() and found["n"].tolist() == [0, 0]


def test_before_the_first_round_there_is_nothing_to_compare(toy: Edition) -> None:
    assert compare.frame(shown(toy, as_of=date(2025, 6, 1))).empty


def test_a_span_that_was_chosen_and_has_no_round_is_named_and_not_left_out(toy: Edition) -> None:
    whole = shown(toy)
    july = replace(whole, since=date(2025, 7, 10), as_of=date(2025, 7, 20))  # the first round ended on the 5th
    for scope in (july, replace(whole, beside=july)):
        with pytest.raises(ParleyError, match="^From 10 July 2025 to 20 July 2025 no round of “Toy talks” was under"):
            compare.frame(scope)
    with pytest.raises(ParleyError, match="^By 1 June 2025 no round of “Toy talks” had begun. Choose a"):
        compare.frame(replace(whole, beside=replace(whole, as_of=date(2025, 6, 1))))


def test_the_parties_that_were_picked_are_those_of_both_spans_of_a_negotiation(toy: Edition) -> None:
    beside = shown(toy, since=date(2025, 8, 1))
    found = compare.frame(shown(toy, parties=("a", "f"), beside=beside))
    assert found["case"].nunique() == 2 and {*found["between"]} == {"A and F"}
    assert set(found.loc[found["measure"] == "distance", "value"].isna()) == {True}  # neither has a position


def test_only_claims_of_the_day_the_grade_and_the_choice_are_in_the_ledger(toy: Edition) -> None:
    assert whose_word.frame(shown(toy))["claim"].tolist() == ["c3", "c2"]
    assert whose_word.frame(shown(toy, min_grade="B"))["claim"].tolist() == ["c2"]
    assert whose_word.frame(shown(toy, as_of=date(2025, 7, 3)))["claim"].tolist() == ["c2"]
    assert whose_word.frame(shown(toy, parties=("a",))).empty


def test_an_earlier_version_is_compared_with_itself_and_with_another_negotiation(elsewhere: Store) -> None:
    earlier = shown(Edition(elsewhere, "toy", 1))
    assert not compare.frame(replace(earlier, beside=earlier)).empty
    beside = other(elsewhere)
    assert compare.frame(replace(earlier, beside=beside))["case"].nunique() == 2


def test_every_named_term_has_its_positions_and_line(elsewhere: Store, toy: Edition) -> None:
    on = {"party": "a", "held_on": date(2025, 7, 3), "level": "ACCEPTS"}
    placed = recorded(on | {"term": "aid", "position": 80}, on | {"term": "truce", "position": 30})
    scope = replace(other(elsewhere, **placed), terms=("aid", "truce"))
    found = baseline.frame(scope).dropna(subset="position").set_index("term")
    assert found["position"].to_dict() == {"aid": 80, "truce": 30}
    # B, whose consent is required, has no position: there is no line.
    assert found["baseline"].isna().all() and found["n"].to_dict() == {"aid": 1, "truce": 1}


@pytest.mark.parametrize(
    ("as_of", "halves"),
    [
        (date(2025, 8, 31), (date(2025, 8, 1), date(2025, 7, 5))),  # of two rounds, the second beside the first
        (date(2025, 7, 31), (date(2025, 7, 1), date(2025, 7, 31))),  # one round has no halves
        (date(2025, 6, 1), (date(2025, 6, 1), date(2025, 6, 1))),
    ],
)
def test_the_rounds_begun_fall_into_two_halves(toy: Edition, as_of: date, halves: tuple[date, date]) -> None:
    assert compare.halves(shown(toy, as_of=as_of)) == halves


def test_the_issue_and_the_text_on_the_table_are_told_apart(toy: Edition) -> None:
    found = agreement.frame(shown(toy)).set_index(["aspect", "term"])
    # On aid A accepts and B is open: min(2, 0) = 0. B answered the first text only, and the second is on the table.
    assert found.loc[("level", "aid"), ["agreement", "blocker", "n"]].tolist() == [0, "b", 2]
    assert found.loc[("answer", "aid"), "n"] == 0
    assert ("answer", "whole") in found.index and ("level", "whole") not in found.index


def test_while_it_was_on_the_table_the_first_text_had_an_answer(toy: Edition) -> None:
    found = agreement.frame(shown(toy, as_of=date(2025, 7, 5))).set_index(["aspect", "term"])
    assert found.loc[("answer", "aid"), ["agreement", "blocker", "n"]].tolist() == [-2, "b", 1]


def test_the_spread_names_who_stands_where(toy: Edition) -> None:
    found = spread.frame(shown(toy, terms=("aid",)))
    assert found.dropna(subset="parties").set_index("score")["parties"].to_dict() == {0: "b", 2: "a"}
    assert (found["n"] == 2).all() and (found["levels"] == 2).all() and found["spread"].isna().all()


def test_one_reader_alone_agrees_with_nobody(toy: Edition) -> None:
    found = coder_agreement.frame(shown(toy))
    assert found["alpha"].isna().all() and (found["units"] == 0).all()
    assert found["why"].iloc[0] == "0 of 1 coded records have two codings; half are needed."
