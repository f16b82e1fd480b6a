"""What an edit may say, column by column and rule by rule."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.errors import Invalid
from dashboard.inputs import annotation_targets, cycle, from_text, validate
from dashboard.models import TABLES

Row = dict[str, Any]
DAY = date(2025, 7, 6)
NEGOTIATION = "toy"
STANCE = {"code": "s", "party": "a", "term": "t", "held_on": DAY, "precision": "day", "level": "OPEN"}
NOTE = {"code": "n", "author": "ana", "written_at": datetime(2025, 7, 6, tzinfo=UTC), "text": "x", "state": "open"}
CITATION = {"code": "c", "source": "s"}
QUANTITY = {"code": "q", "provision": "p", "measure": "days", "unit": "days"}
FIGURE = {"code": "f", "title": "F", "measure": "m", "unit": "people", "as_of": DAY, "precision": "day", "source": "s"}
CLAIM = {"code": "c", "source": "s", "holder": "a", "term": "t", "said_on": DAY, "precision": "day", "summary": "x"}


def checked(table: str, **row: Any) -> Row:
    return validate(table, {"negotiation": NEGOTIATION, **row})


def problems(table: str, **row: Any) -> Row:
    with pytest.raises(Invalid) as refused:
        checked(table, **row)
    assert refused.value.table == table
    return refused.value.problems


def test_a_valid_row_has_every_column_with_its_default_and_of_its_type() -> None:
    row = checked("stance", **STANCE | {"position": 50, "held_on": "2025-07-06"})
    assert list(row) == ["negotiation", *TABLES["stance"].columns]
    assert row["position"] == 50.0 and isinstance(row["position"], float)
    assert row["held_on"] == DAY
    assert (row["level"], row["answer"], row["red_line"], row["seed"]) == ("OPEN", None, None, False)


def test_every_problem_is_named_by_its_column() -> None:
    assert problems("stance", **STANCE | {"level": "MAYBE", "position": 101, "party": None, "mood": "bad"}).keys() == {
        "level",
        "position",
        "party",
        "mood",
    }


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"level": None}, "level", "Give a level or an answer"),
        ({"level": None, "answer": "OPEN"}, "proposal", "An answer needs the text"),
        ({"answer": "DEMANDS", "proposal": "p"}, "answer", "'DEMANDS' is not one of"),
        ({"answer": "NOT_APPLICABLE", "proposal": "p"}, "answer", "'NOT_APPLICABLE' is not one of"),
        ({"level": "demands"}, "level", "'demands' is not one of"),
        ({"position": 100.01}, "position", "should be from 0 to 100 (given: 100.01)"),
        ({"position": -0.01}, "position", "should be from 0 to 100 (given: -0.01)"),
        ({"position": float("nan")}, "position", "finite"),
        ({"salience": float("inf")}, "salience", "finite"),
        ({"position_low": 60, "position_high": 40}, "position_low", "is not above the higher end"),
        ({"held_on": "06/07/2025"}, "held_on", "should be a day of the calendar like 2025-07-31"),
        ({"held_on": None}, "held_on", "is missing"),
        ({"code": ""}, "code", "is missing"),
        ({"code": "a b"}, "code", "is not a plain code"),
        ({"code": "x" * 121}, "code", "at most 120"),
        ({"summary": "x" * 20_001}, "summary", "at most 20000"),
        ({"party": "a\x00"}, "party", "U+0000"),
        ({"summary": "\x1b[31m"}, "summary", "U+001B"),
        ({"summary": "\ud800"}, "summary", "U+D800"),
    ],
)
def test_a_stance_that_breaks_a_rule_is_refused_with_its_reason(change: Row, column: str, reason: str) -> None:
    found = problems("stance", **STANCE | change)
    assert list(found) == [column]
    assert reason in found[column]


@pytest.mark.parametrize("position", [0, 100])
def test_the_ends_of_the_scale_belong_to_it(position: int) -> None:
    assert checked("stance", **STANCE | {"position": position})["position"] == position
    edge = {"position_low": position, "position_high": position}
    assert checked("stance", **STANCE | edge)["position_low"] == position


def test_an_answer_alone_is_a_stance() -> None:
    assert checked("stance", **STANCE | {"level": None, "answer": "OPEN", "proposal": "p"})["answer"] == "OPEN"


def test_line_breaks_and_tabs_stay_as_they_were_typed_and_an_empty_text_is_missing() -> None:
    assert checked("stance", **STANCE | {"summary": "a\r\n\tב\u200f"})["summary"] == "a\r\n\tב\u200f"
    assert checked("stance", **STANCE | {"summary": ""})["summary"] is None


def test_a_missing_column_and_a_wrong_type_are_named() -> None:
    assert problems("party", code="a", name="A", short_name="A") == {"role": "is missing"}
    assert (
        "given: 'many'" in problems("party", code="a", name="A", short_name="A", role="observer", rank="many")["rank"]
    )


@pytest.mark.parametrize("rank", [-(2**31) - 1, 2**31])
def test_a_number_that_no_database_column_holds_is_refused(rank: int) -> None:
    assert list(problems("party", code="a", name="A", short_name="A", role="observer", rank=rank)) == ["rank"]


@pytest.mark.parametrize(
    ("target", "on"),
    [
        ("stance", {"stance": "s"}),
        ("claim", {"claim": "c"}),
        ("provision", {"provision": "p"}),
        ("proposal", {"proposal": "p", "day": DAY}),
        ("round", {"round": "r"}),
        ("event", {"event": "e"}),
        ("figure", {"figure": "f"}),
        ("cell", {"party": "a", "term": "t"}),
        ("cell", {"party": "a", "term": "t", "day": DAY}),
        ("day", {"day": DAY}),
    ],
)
def test_a_note_hangs_on_one_thing(target: str, on: Row) -> None:
    assert annotation_targets(checked("annotation", **NOTE | on)) == [target]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({}, "text"),
        ({"stance": "s", "round": "r"}, "text"),
        ({"stance": "s", "party": "a", "term": "t"}, "text"),
        ({"party": "a"}, "term"),
        ({"term": "t"}, "party"),
        ({"day": DAY, "text": " \n"}, "text"),
        ({"day": DAY, "quote_before": "x" * 33}, "quote_before"),
    ],
)
def test_a_note_on_nothing_on_two_things_or_without_words_is_refused(change: Row, column: str) -> None:
    assert list(problems("annotation", **NOTE | change)) == [column]


def test_a_citation_belongs_to_exactly_one_row() -> None:
    assert checked("citation", **CITATION, event="e")["event"] == "e"
    assert list(problems("citation", **CITATION)) == ["source"]
    assert list(problems("citation", **CITATION, event="e", round="r")) == ["source"]


def test_a_quantity_is_a_number_or_its_wording() -> None:
    assert checked("quantity", **QUANTITY, low=0)["low"] == 0
    assert checked("quantity", **QUANTITY, wording="some")["wording"] == "some"
    assert list(problems("quantity", **QUANTITY)) == ["low"]
    assert list(problems("quantity", **QUANTITY, low=2, high=1)) == ["low"]


def test_a_range_may_be_open_or_one_number_but_not_the_wrong_way_round() -> None:
    assert checked("figure", **FIGURE, low=20, high=20)["high"] == 20
    assert checked("figure", **FIGURE, low=20)["high"] is None
    assert problems("figure", **FIGURE, low=21, high=20) == {"low": "The lower number is not above the higher one."}
    scale = {"code": "t", "title": "T", "short_title": "T", "scale_low": 1, "scale_high": 0}
    assert list(problems("term", **scale)) == ["scale_low"]
    dates = {"code": "r", "title": "R", "precision": "day", "format": "direct"}
    assert checked("round", **dates, started_on=DAY, ended_on=DAY)["ended_on"] == DAY
    assert list(problems("round", **dates, started_on=DAY, ended_on=date(2025, 7, 5))) == ["started_on"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.example.org", "file:///etc/passwd", "HTTP//x"])
def test_an_address_that_a_browser_would_run_or_not_find_is_refused(url: str) -> None:
    assert list(problems("source", code="s", title="S", grade="A", url=url)) == ["url"]
    assert checked("source", code="s", title="S", grade="A", url="https://example.org/x")["url"]


def test_a_claim_and_a_coding_answer_only_as_an_answer_can_be() -> None:
    assert list(problems("claim", **CLAIM, attribution="on_record", answer="DEMANDS")) == ["answer"]
    coding = {"code": "c", "stance": "s", "author": "a"}
    assert list(problems("coding", **coding, answer="NOT_APPLICABLE")) == ["answer"]
    assert checked("coding", **coding, level="NOT_APPLICABLE")["unsure"] is False


def test_a_cycle_is_found_however_long_the_chain_that_leads_to_it() -> None:
    chain = {f"{number}": f"{number + 1}" for number in range(3000)}
    assert cycle(chain) == []
    assert cycle({**chain, "3000": "2998"}) == ["2998", "2999", "3000"]
    assert cycle({"a": "a"}) == ["a"]
    assert cycle({}) == []


@pytest.mark.parametrize(
    ("typed", "precision", "becomes"),
    [
        ("2025-07-09", "day", ("2025-07-09", "day")),
        ("2025-07", "day", ("2025-07-01", "month")),
        ("2025", "day", ("2025-01-01", "year")),
        ("2025", "", ("2025-01-01", "year")),
        ("2025-07", "about", ("2025-07-01", "about")),
        (" 2025-07 ", "month", ("2025-07-01", "month")),
        ("9 Jul 2025", "day", ("2025-07-09", "day")),
        ("July 9, 2025", "day", ("2025-07-09", "day")),
        ("Sept. 2025", "day", ("2025-09-01", "month")),
        ("9 July 9 2025", "day", ("9 July 9 2025", "day")),
        ("9 Juli 2025", "day", ("9 Juli 2025", "day")),
        ("July", "day", ("July", "day")),
    ],
)
def test_a_month_or_a_year_is_a_day_known_as_exactly_as_that(
    typed: str, precision: str, becomes: tuple[str, str]
) -> None:
    row = from_text("stance", {"held_on": typed, "precision": precision})
    assert (row["held_on"], row["precision"]) == becomes


def test_what_is_empty_is_missing_or_takes_the_default_of_its_column() -> None:
    assert from_text("stance", {"level": "", "remark": "", "seed": None, "summary": "", "held_on": ""}) == {
        "level": None,
        "remark": False,
        "seed": False,
        "summary": None,
        "held_on": None,
    }


def test_words_stay_as_they_were_typed() -> None:
    assert from_text("stance", {"summary": " two  words\n", "position": " 40.5 "}) == {
        "summary": " two  words\n",
        "position": "40.5",
    }
