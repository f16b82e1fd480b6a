"""The current stance by SQL and pandas is the one that the rule gives, read naively."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.analysis.stances import current
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.merging import Plan
from dashboard.vocabulary import ANSWERS, Level

Row = dict[str, Any]
Rows = Callable[..., dict[str, list[Row]]]
AS_OF = date(2025, 8, 15)
CONFIDENCES = [None, "low", "moderate", "high"]
DAYS = [AS_OF + timedelta(days) for days in (-40, -31, -30, -1, 0, 1)]
TABLED = {"p1": date(2025, 7, 1), "p2": date(2025, 7, 10)}
SHOWN = [
    "level",
    "level_stance",
    "level_held_on",
    "answer",
    "answer_stance",
    "held_on",
    "faded",
    "unconfirmed",
    "claims",
]
numbers = itertools.count(1)


@st.composite
def coded(draw: st.DrawFn) -> Row:
    level = draw(st.sampled_from([None, *Level]))
    proposal = draw(st.sampled_from([None, "p1", "p2"])) if level else draw(st.sampled_from(["p1", "p2"]))
    answers = [answer for answer in ANSWERS if answer != "MIXED"]
    answer = draw(st.sampled_from([None, *answers] if level else answers)) if proposal else None
    return {
        "party": draw(st.sampled_from("ab")),
        "term": draw(st.sampled_from(["aid", "aid", "truce"])),
        "held_on": draw(st.sampled_from(DAYS)),
        "level": level and str(level),
        "answer": answer,
        "proposal": proposal,
        "confidence": draw(st.sampled_from(CONFIDENCES)),
        "grade": draw(st.sampled_from(["A", "B", "C", "BC", "AF", ""])),
    }


def expected(stances: list[Row], min_grade: str, min_confidence: str) -> dict[tuple[str, str], Row]:
    """Return what the rule of the current stance says, word by word: the reference."""
    cells: dict[tuple[str, str], Row] = {}
    for party, term in itertools.product("ab", ["aid", "truce"]):
        found: Row = {}
        for aspect in ("level", "answer"):
            passing = [
                one
                for one in stances
                if (one["party"], one["term"]) == (party, term)
                and one["held_on"] <= AS_OF
                and one[aspect] not in (None, "NOT_APPLICABLE")
                and one["grade"]
                and min(one["grade"]) <= min_grade
                and (
                    CONFIDENCES.index(one["confidence"]) >= CONFIDENCES.index(min_confidence)
                    or (one["confidence"] is None and min_confidence != "high")
                )
            ]
            if not passing:
                continue
            latest = [one for one in passing if one["held_on"] == max(other["held_on"] for other in passing)]
            graded = [one for one in latest if min(one["grade"]) == min(min(other["grade"]) for other in latest)]
            surest = max(CONFIDENCES.index(one["confidence"]) for one in graded)
            best = [one for one in graded if CONFIDENCES.index(one["confidence"]) == surest]
            codes = {one[aspect] for one in best}
            first = min(best, key=lambda one: one["code"])
            found[aspect] = codes.pop() if len(codes) == 1 else "MIXED"
            found[f"{aspect}_stance"], found[f"{aspect}_held_on"] = first["code"], first["held_on"]
            if "held_on" not in found:
                found["held_on"], found["claims"] = first["held_on"], len(first["grade"])
            if aspect == "answer":
                found["unconfirmed"] = TABLED[first["proposal"]] < TABLED["p2"]
        if found:
            found["faded"] = (AS_OF - found["held_on"]).days > 30
            cells[party, term] = {"unconfirmed": False, **found}
    return cells


def agrees(store: Store, stances: list[Row], min_grade: str, min_confidence: str, fill: Any, rows_with: Rows) -> None:
    code = f"n{next(numbers)}"
    stances = [{**one, "code": f"s{number}"} for number, one in enumerate(stances)]
    fill(store, rows_with(stances), code=code)
    found = reads.candidates(store, code, [AS_OF], min_grade=min_grade, min_confidence=min_confidence)
    made = current(found, reads.rows(store, code, "proposal"), pd.Timestamp(AS_OF).as_unit("s"))
    got = {}
    for row in made.to_dict("records"):
        shown = {column: row[column] for column in SHOWN if not pd.isna(row[column])}
        days = {column: day.date() for column, day in shown.items() if column.endswith("held_on")}
        got[row["party"], row["term"]] = {**shown, **days}
    wanted = expected(stances, min_grade, min_confidence)
    for cell in wanted.values():
        cell.pop("answer_held_on", None)
    assert got == wanted


FILTER = {
    "stances": st.lists(coded(), max_size=14),
    "min_grade": st.sampled_from("ABCF"),
    "min_confidence": st.sampled_from(["low", "moderate", "high"]),
}


@settings(max_examples=60)
@given(**FILTER)
def test_the_current_stance_is_the_one_that_the_rule_gives(
    shared_file: Store, fill: Any, rows_with: Rows, stances: list[Row], min_grade: str, min_confidence: str
) -> None:
    agrees(shared_file, stances, min_grade, min_confidence, fill, rows_with)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(**FILTER)
def test_a_server_gives_the_same_current_stance(
    store: Store, fill: Any, rows_with: Rows, stances: list[Row], min_grade: str, min_confidence: str
) -> None:
    agrees(store, stances, min_grade, min_confidence, fill, rows_with)


def test_candidates_of_the_small_case_follow_the_filter(toy: Store) -> None:
    def levels(as_of: date, **filters: str) -> dict[str, str]:
        found = reads.candidates(toy, "toy", [as_of], **filters)
        found = found[found["aspect"] == "level"]
        return dict(zip(found["party"], found["code"], strict=True))

    assert levels(date(2025, 7, 1)) == {}
    assert levels(date(2025, 7, 2)) == {"a": "ACCEPTS"}
    assert levels(date(2025, 7, 12)) == {"a": "ACCEPTS", "b": "RESISTS"}  # of the 12th there is only grade C
    assert levels(date(2025, 7, 12), min_grade="C") == {"a": "ACCEPTS", "b": "OPEN"}
    assert levels(date(2025, 7, 12), min_grade="A") == {"a": "ACCEPTS"}
    assert levels(date(2025, 7, 12), min_confidence="high") == {}  # none says how confident it is


def test_on_sqlite_no_stance_is_scanned_for_the_current_ones(file: Store) -> None:
    asked: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    sa.event.listen(file.reader, "before_cursor_execute", keep)
    reads.candidates(file, "toy", [AS_OF])
    sa.event.remove(file.reader, "before_cursor_execute", keep)
    ((statement, parameters),) = [one for one in asked if "stance" in one[0]]
    with file.reading() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert not [step for step in plan if step.startswith("SCAN") and "stance" in step]
    seeks = [step for step in plan if "ix_stance_negotiation_party_term_held_on" in step]
    assert len(seeks) == 4, plan  # per aspect: the latest day of a cell, and the stances of that day
    assert all("negotiation=? AND party=? AND term=?" in step for step in seeks)


def test_only_the_asked_negotiation_counts(toy: Store, fill: Callable[..., Plan], rows_with: Rows) -> None:
    other = {"code": "s9", "party": "a", "term": "aid", "held_on": date(2025, 7, 20), "level": "REJECTS", "grade": "A"}
    before = reads.candidates(toy, "toy", [AS_OF])
    fill(toy, rows_with([other]), code="other")
    pd.testing.assert_frame_equal(reads.candidates(toy, "toy", [AS_OF]), before)
