"""What came of the agreement in force: said with the matrix, and a term of which all came is no sticking point."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.analysis import sticking
from dashboard.charts.context import AnswerGiven
from dashboard.questions import agreement, asking, delivered, stance_matrix, stances, sticking_points, texts
from dashboard.questions.edition import Edition
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case

LAPSED_ON = date(2025, 8, 20)
Agreed = Callable[..., Edition]


@pytest.fixture
def agreed(elsewhere: Store) -> Agreed:
    """Return a function that gives the small case with an agreement of 10 July on five lorries, some of which came."""

    def made(*came: tuple[date, int], grade: str = "A") -> Edition:
        tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
        tables["proposal"][1] |= {"kind": "agreement", "lapsed_on": LAPSED_ON}
        shared = {"provision": "p2.aid", "what": "lorries", "unit": "lorries"}
        tables["stage"] = [{"code": "g2", "day": 7, "count": 5, **shared}]
        tables["source"][0]["grade"] = grade
        tables["delivery"] = [
            {"code": f"d{day}", "done_by": day, "day": (day - date(2025, 7, 10)).days, "total": total, "source": "s1"}
            | shared
            for day, total in came
        ]
        small_case.load(elsewhere, "agreed", small_case.TOY | {"title": "Agreed talks"}, tables)
        return Edition(elsewhere, "agreed")

    return made


def matrix(edition: Edition, day: date) -> list[str]:
    scope = Scope(edition, day)
    return stance_matrix.finding(stance_matrix.frame(scope), asking.context(scope, stance_matrix.QUESTION))


def test_what_came_by_the_day_is_said_after_the_agreement(agreed: Agreed) -> None:
    edition = agreed((date(2025, 7, 12), 2), (date(2025, 7, 17), 5))
    assert matrix(edition, date(2025, 7, 11))[1] == (
        "No delivery of it is entered by day; totals, if any, are among the figures."
    )
    assert matrix(edition, date(2025, 7, 16))[1] == (
        "Of the 5 lorries promised by day 7, 2 had been delivered by day 2."
    )
    assert matrix(edition, date(2025, 7, 17))[1:3] == [
        "All 5 lorries promised by day 7 had been delivered by day 7.",
        "All that it gives on aid has been delivered.",
    ]


@pytest.fixture
def extended(elsewhere: Store) -> Edition:
    """Return the small case with an agreement of 10 July, a yes to it of both, and a text tabled since."""
    tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
    tables["proposal"][1] |= {"kind": "agreement"}
    tables["proposal"] += [
        {"code": "p3", "title": "An extension", "tabled_on": date(2025, 7, 20), "precision": "day", "kind": "mediators"}
    ]
    yes = {"term": "whole", "held_on": date(2025, 7, 11), "precision": "day", "proposal": "p2", "answer": "ACCEPTS"}
    tables["stance"] += [{"code": f"y{party}", "party": party, **yes} for party in "ab"]
    tables["stance_claim"] += [{"code": f"ly{party}", "stance": f"y{party}", "claim": "c1"} for party in "ab"]
    small_case.load(elsewhere, "extended", small_case.TOY | {"title": "Extended talks"}, tables)
    return Edition(elsewhere, "extended")


@pytest.mark.parametrize("question", [stance_matrix.QUESTION, agreement.QUESTION])
def test_the_title_rests_on_the_answers_to_the_agreement_that_it_tells(extended: Edition, question: Question) -> None:
    def beside(scope: Scope, table: str = "stance") -> list[str]:
        found = question.rests_on(scope, question.frame(scope))
        return found.loc[(found["row"] == -1) & (found["table"] == table), "code"].tolist()

    later = Scope(extended, date(2025, 8, 31), within_use_by=True)
    assert beside(later) == ["ya", "yb"]
    assert beside(later, "delivery") == ["p2"]  # what became of the agreement, which sources may dispute
    assert asking.provenance(later, question.id, question.frame(later)).sources
    assert beside(replace(later, as_of=date(2025, 7, 9))) == []
    if "party" in question.takes:
        assert beside(replace(later, parties=("a",))) == ["ya"]
        assert beside(replace(later, parties=("a", "b"))) == ["ya", "yb"]


def test_who_stands_by_the_agreement_is_said_whatever_has_been_tabled_since(extended: Edition) -> None:
    for day in (date(2025, 7, 11), date(2025, 7, 25)):
        assert matrix(extended, day)[0].endswith(
            "agreement of 10 July 2025 stands: accepted by A (11 July 2025) and B (11 July 2025)."
        )
    later = Scope(extended, date(2025, 8, 31), within_use_by=True)
    assert stances.answers_to_agreement(later) == {
        party: {term: AnswerGiven("ACCEPTS", "11 July 2025") for term in ("whole", "aid", "truce")} for party in "ab"
    }
    assert "no answer to it from A or B" in matrix(extended, date(2025, 7, 10))[0]


def test_within_the_use_by_the_footer_says_that_the_title_tells_answers_to_the_agreement_whatever_their_age(
    agreed: Agreed,
) -> None:
    scope = Scope(agreed((date(2025, 7, 17), 5)), date(2025, 7, 18), within_use_by=True)
    words = "in the title the answers to the agreement that stands, whatever their age"
    for question in (stance_matrix.QUESTION, agreement.QUESTION):
        assert asking.evidence(scope, question)[-1] == words
        for other in (replace(scope, within_use_by=False), replace(scope, as_of=LAPSED_ON)):
            assert words not in asking.evidence(other, question)


def test_numbers_of_texts_before_the_agreement_are_past_on_what_it_provides_for(elsewhere: Store) -> None:
    tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
    tables["proposal"][0] |= {"kind": "offer"}  # of A, sixty a day
    tables["proposal"][1] |= {"kind": "agreement", "lapsed_on": LAPSED_ON}
    small_case.load(elsewhere, "settled", small_case.TOY | {"title": "Settled talks"}, tables)
    known = {
        day: texts.own_numbers(Scope(Edition(elsewhere, "settled"), day))
        for day in (date(2025, 7, 9), date(2025, 7, 10), LAPSED_ON)
    }
    assert [[number.words for number in of_day.values()] for of_day in known.values()] == [
        ["60 a day"],
        [],
        ["60 a day"],
    ]


def test_a_number_that_a_later_text_of_the_partys_own_counts_otherwise_is_no_longer_told(elsewhere: Store) -> None:
    tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
    tables["proposal"][0] |= {"kind": "offer"}  # of A, sixty a day
    later = {
        "code": "p3",
        "title": "Another offer",
        "tabled_on": date(2025, 7, 20),
        "precision": "day",
        "kind": "offer",
    }
    tables["proposal"] += [later]
    tables["proposal_party"] += [{"code": "p3.a", "proposal": "p3", "party": "a", "tabled": True}]
    tables["provision"] += [{"code": "p3.aid", "proposal": "p3", "term": "aid", "summary": "Lorries, by stage."}]
    tables["quantity"] += [
        {"code": f"p3.aid.{measure}", "provision": "p3.aid", "measure": measure, "low": n, "high": n, "unit": "lorries"}
        for measure, n in (("first_stage", 20), ("in_all", 90))
    ]
    small_case.load(elsewhere, "counted", small_case.TOY | {"title": "Counted talks"}, tables)
    known = [
        texts.own_numbers(Scope(Edition(elsewhere, "counted"), day)) for day in (date(2025, 7, 9), date(2025, 7, 20))
    ]
    assert [[number.words for number in of_day.values()] for of_day in known] == [["60 a day"], []]


def test_where_no_agreement_is_in_force_nothing_is_said_of_deliveries(agreed: Agreed) -> None:
    edition = agreed((date(2025, 7, 17), 5))
    for day in (date(2025, 7, 9), LAPSED_ON):
        assert not [line for line in matrix(edition, day) if "deliver" in line.lower()]
        assert delivered.terms(Scope(edition, day)) == ()


@pytest.mark.parametrize(("total", "apart"), [(4, False), (5, True)])
def test_a_term_of_which_all_came_stands_apart_from_the_sticking_points(
    agreed: Agreed, total: int, apart: bool
) -> None:
    found = sticking_points.frame(Scope(agreed((date(2025, 7, 17), total)), date(2025, 7, 18))).set_index("term")
    assert (found.at["aid", "apart"] == sticking.DELIVERED) is apart


def test_a_delivery_that_the_filter_does_not_admit_is_not_counted(agreed: Agreed) -> None:
    edition = agreed((date(2025, 7, 17), 5), grade="D")
    assert delivered.terms(Scope(edition, date(2025, 7, 18))) == ()
    assert delivered.terms(Scope(edition, date(2025, 7, 18), min_grade="D")) == ("aid",)
