"""Who took part, whom it concerns, who met a text how, and everything that is recorded of a row."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.questions import coder_agreement, records
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case

DAY = date(2025, 8, 31)


@pytest.fixture
def other(elsewhere: Store) -> Edition:
    """The small case with two who took part in the round, two parties to the event and two reactions to a text."""
    tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
    tables["participation"] = [
        {"code": "1", "round": "r1", "party": "a", "part": "delegate", "delegation": "the minister"},
        {"code": "2", "round": "r1", "party": "b", "part": "delegate"},
        {"code": "3", "round": "r1", "party": "f", "part": "host"},
    ]
    tables["event_party"] = [{"code": f"e1.{party}", "event": "e1", "party": party} for party in "ab"]
    tables["proposal_party"] = [
        {"code": "1", "proposal": "p1", "party": "a", "tabled": True, "reaction": "accepts-with-conditions"},
        {"code": "2", "proposal": "p1", "party": "b", "addressed": True, "reaction": "votes-13-0-2"},
    ]
    tables["coding"][0]["unsure"] = True
    tables["proposal"][0] |= {"kind": "offer", "lapsed_on": date(2025, 8, 20)}
    tables["proposal"][1] |= {"note": "Never published."}
    small_case.load(elsewhere, "other", small_case.TOY | {"title": "Other talks"}, tables)
    return Edition(elsewhere, "other")


def test_a_round_tells_who_took_part_and_as_what(other: Edition) -> None:
    assert records.around(Scope(other, DAY), "round", "r1") == ["Took part: A (the minister); B.", "Hosted: F."]


def test_an_event_tells_whom_it_concerns(other: Edition, toy: Edition) -> None:
    assert records.around(Scope(other, DAY), "event", "e1") == ["Concerns A and B."]
    assert records.around(Scope(toy, DAY), "event", "e1") == ["Concerns A."]


def test_a_text_tells_who_tabled_it_and_who_met_it_how(other: Edition) -> None:
    known = ["Tabled by: A.", "Addressed to: B."]
    # A reaction has no day: B is recorded as answering on 3 July, A never.
    assert records.around(Scope(other, date(2025, 7, 2)), "proposal", "p1") == known
    reacted = "First reactions as reported, which are no codings: B: votes 13-0-2."
    assert records.around(Scope(other, date(2025, 7, 3)), "proposal", "p1") == [*known, reacted]


def test_where_nothing_is_recorded_nothing_is_said(other: Edition) -> None:
    for table, code in (("round", "none"), ("event", "none"), ("proposal", "p2"), ("stance", "st1")):
        assert records.around(Scope(other, DAY), table, code) == []


def test_a_row_in_full_has_its_headings_names_and_nothing_that_is_empty(toy: Edition) -> None:
    said = {item["lead"]: item["text"] for item in records.in_full(Scope(toy, DAY), "stance", "st2")}
    assert said["Party"] == "B" and said["Term"] == "Aid" and said["To text"] == "First text"
    assert (said["Level"], said["Answer"], said["Red line"]) == ("resists", "rejects", "yes")
    assert said["Since"] == "3 July 2025" and "Position" not in said
    assert records.in_full(Scope(toy, DAY), "stance", "none") == []


def test_a_note_is_said_to_be_of_no_day(other: Edition) -> None:
    said = {item["lead"]: item["text"] for item in records.in_full(Scope(other, DAY), "proposal", "p2")}
    assert said["Note (of no day, it may tell of later ones)"] == "Never published."


def test_a_round_under_way_does_not_tell_how_it_ended(toy: Edition) -> None:
    ended = next(row["ended_on"] for row in small_case.ONE_OF_EVERYTHING["round"] if row["code"] == "r1")
    known = {item["lead"] for item in records.in_full(Scope(toy, ended), "round", "r1")}
    before = {item["lead"] for item in records.in_full(Scope(toy, ended - timedelta(1)), "round", "r1")}
    assert "To" in known and "To" not in before and "From" in before


def test_a_text_that_stands_does_not_tell_when_it_lapsed(other: Edition) -> None:
    lapsed_on = date(2025, 8, 20)
    known = {item["lead"]: item["text"] for item in records.in_full(Scope(other, lapsed_on), "proposal", "p1")}
    before = {item["lead"] for item in records.in_full(Scope(other, lapsed_on - timedelta(1)), "proposal", "p1")}
    assert (known["Off the table from"], known["Kind"]) == ("20 August 2025", "one side’s own offer")
    assert "Off the table from" not in before and "Kind" in before


def test_close_calls_are_counted(other: Edition, toy: Edition, elsewhere: Store) -> None:
    assert coder_agreement.close_calls(Scope(other, DAY)) == "1 close call among 1 reading."
    assert coder_agreement.close_calls(Scope(toy, DAY)) == "0 close calls among 1 reading."
    tables = deepcopy(small_case.ONE_OF_EVERYTHING) | {"coding": []}
    small_case.load(elsewhere, "bare", small_case.TOY | {"title": "Bare"}, tables)
    bare = Edition(elsewhere, "bare")
    assert coder_agreement.close_calls(Scope(bare, DAY)) == ""
