"""The current stance by SQL and pandas is the one that the rule gives, read naively."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.standings import current
from dashboard.store import reads, stances
from dashboard.store.engine import Store
from dashboard.store.merging import Plan
from dashboard.vocabulary import ANSWERS, Level
from tests.views import small_case

Row = dict[str, Any]
Rows = Callable[..., dict[str, list[Row]]]
AS_OF = date(2025, 8, 15)
CONFIDENCES = [None, "low", "moderate", "high"]
DAYS = [AS_OF + timedelta(days) for days in (-40, -31, -30, -1, 0, 1)]
TABLED = {"p1": date(2025, 7, 1), "p2": date(2025, 7, 10)}
SHOWN = [
    *("level", "level_stance", "level_held_on", "silent_since", "answer", "answer_stance", "answer_held_on"),
    *("held_on", "level_age", "unconfirmed", "claims"),
]
WORDS = {"on_record": 0, "reported": 1, "anonymous": 2}
numbers = itertools.count(1)


@st.composite
def coded(draw: st.DrawFn) -> Row:
    level = draw(st.sampled_from([None, *Level]))
    held_on = draw(st.sampled_from(DAYS))
    texts = [text for text, day in TABLED.items() if day <= held_on]
    proposal = draw(st.sampled_from([None, *texts])) if level else draw(st.sampled_from(texts))
    answers = [answer for answer in ANSWERS if answer != "MIXED"]
    answer = draw(st.sampled_from([None, *answers] if level else answers)) if proposal else None
    return {
        "party": draw(st.sampled_from("ab")),
        "term": draw(st.sampled_from(["aid", "aid", "truce"])),
        "held_on": held_on,
        "level": level and str(level),
        "answer": answer,
        "proposal": proposal,
        "remark": draw(st.sampled_from([False, False, True])),
        "confidence": draw(st.sampled_from(CONFIDENCES)),
        "grade": draw(st.sampled_from(["A", "B", "C", "BC", "AF", ""])),
        "attribution": draw(st.sampled_from([*WORDS])),
    }


def expected(stances: list[Row], min_grade: str, min_confidence: str) -> dict[tuple[str, str], Row]:
    """Return what the rule of the standing stance says, word by word: the reference."""
    cells: dict[tuple[str, str], Row] = {}
    for party, term in itertools.product("ab", ["aid", "truce"]):
        passing = [
            one
            for one in stances
            if (one["party"], one["term"]) == (party, term)
            and one["held_on"] <= AS_OF
            and not one["remark"]
            and one["grade"]
            and min(one["grade"]) <= min_grade
            and (
                CONFIDENCES.index(one["confidence"]) >= CONFIDENCES.index(min_confidence)
                or (one["confidence"] is None and min_confidence != "high")
            )
        ]
        silent = [one for one in passing if one["level"] == "SILENT"]
        heard = [one for one in passing if one["level"] not in (None, "NOT_APPLICABLE", "SILENT")] or silent
        last = [one for one in passing if one["held_on"] == max(other["held_on"] for other in passing)]
        heard = heard or [one for one in last if one["level"] == "NOT_APPLICABLE" and one["answer"] is None]
        to = {
            text: [one for one in passing if one["proposal"] == text and one["answer"] not in (None, "SILENT")]
            for text in TABLED
        }
        found: Row = {}
        for aspect, some in (("level", heard), ("answer", to["p2"] or to["p1"])):
            if not some:
                continue
            latest = [one for one in some if one["held_on"] == max(other["held_on"] for other in some)]
            said = [
                one
                for one in latest
                if WORDS[one["attribution"]] == min(WORDS[other["attribution"]] for other in latest)
            ]
            graded = [one for one in said if min(one["grade"]) == min(min(other["grade"]) for other in said)]
            surest = max(CONFIDENCES.index(one["confidence"]) for one in graded)
            best = [one for one in graded if CONFIDENCES.index(one["confidence"]) == surest]
            codes = {one[aspect] for one in best}
            first = min(best, key=lambda one: one["code"])
            found[aspect] = codes.pop() if len(codes) == 1 else "MIXED"
            found[f"{aspect}_stance"], found[f"{aspect}_held_on"] = first["code"], first["held_on"]
            if "held_on" not in found or found["level"] == "NOT_APPLICABLE":
                found["held_on"], found["claims"] = first["held_on"], len(first["grade"])
        if "level" in found:
            found["level_age"] = "old" if (AS_OF - found["level_held_on"]).days > 30 else "current"
            later = [one["held_on"] for one in silent if one["held_on"] > found["level_held_on"]]
            found |= {"silent_since": max(later)} if later else {}
        if found:
            cells[party, term] = {"unconfirmed": bool("answer" in found and not to["p2"]), **found}
    return cells


def agrees(store: Store, given: list[Row], min_grade: str, min_confidence: str, fill: Any, rows_with: Rows) -> None:
    code = f"n{next(numbers)}"
    given = [{**one, "code": f"s{number}"} for number, one in enumerate(given)]
    fill(store, rows_with(given), code=code)
    found = stances.candidates(store, code, [AS_OF], TABLED.items(), min_grade=min_grade, min_confidence=min_confidence)
    proposals, provisions, terms = (reads.rows(store, code, name) for name in ("proposal", "provision", "term"))
    made = current(found, proposals.assign(kind="mediators").astype(proposals.dtypes), provisions, terms)
    got = {}
    for row in made.to_dict("records"):
        shown = {column: row[column] for column in SHOWN if not pd.isna(row[column])}
        days = {column: day.date() for column, day in shown.items() if column.endswith(("held_on", "since"))}
        got[row["party"], row["term"]] = {**shown, **days}
    assert got == expected(given, min_grade, min_confidence)


FILTER = {
    "given": st.lists(coded(), max_size=14),
    "min_grade": st.sampled_from("ABCF"),
    "min_confidence": st.sampled_from(["low", "moderate", "high"]),
}


@settings(max_examples=60)
@drawn(**FILTER)
def test_the_current_stance_is_the_one_that_the_rule_gives(
    shared_file: Store, fill: Any, rows_with: Rows, given: list[Row], min_grade: str, min_confidence: str
) -> None:
    agrees(shared_file, given, min_grade, min_confidence, fill, rows_with)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@drawn(**FILTER)
def test_a_server_gives_the_same_current_stance(
    store: Store, fill: Any, rows_with: Rows, given: list[Row], min_grade: str, min_confidence: str
) -> None:
    agrees(store, given, min_grade, min_confidence, fill, rows_with)


def test_candidates_of_the_small_case_follow_the_filter(toy: Store) -> None:
    def levels(as_of: date, **filters: str) -> dict[str, str]:
        found = stances.candidates(toy, "toy", [as_of], **filters)
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
    stances.candidates(file, "toy", [AS_OF])
    sa.event.remove(file.reader, "before_cursor_execute", keep)
    ((statement, parameters),) = [one for one in asked if "stance" in one[0]]
    with file.reading() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert not [step for step in plan if step.startswith("SCAN") and "stance" in step]
    seeks = [step for step in plan if "ix_stance_negotiation_party_term_held_on" in step]
    assert len(seeks) == 4, plan  # per aspect: the latest day of a cell, and the stances of that day
    assert all("negotiation=? AND party=? AND term=?" in step for step in seeks)


@pytest.mark.parametrize(
    ("published", "told_on"),
    [
        ((date(2025, 8, 2), date(2025, 7, 30)), date(2025, 7, 30)),
        ((date(2025, 8, 2), None), None),  # it may be older than the other
        ((date(2025, 8, 2),), date(2025, 8, 2)),
        ((AS_OF,), AS_OF),
        ((date(2025, 8, 16),), date(2025, 8, 16)),
    ],
)
def test_a_stance_is_told_of_from_the_day_on_which_its_first_source_was_published(
    store: Store, published: tuple[date | None, ...], told_on: date | None
) -> None:
    rows = {name: small_case.ONE_OF_EVERYTHING[name] for name in ("party", "term", "claim", "proposal")}
    pages = small_case.ONE_OF_EVERYTHING["source"]
    rows["source"] = [
        {**page, "published_on": day, "precision": day and "day"}
        for page, day in zip(pages, (*published, None), strict=False)
    ]
    rows["stance"] = small_case.ONE_OF_EVERYTHING["stance"][:1]
    claims = ("c1", "c3")[: len(published)]
    rows["stance_claim"] = [{"code": claim, "stance": "st1", "claim": claim} for claim in claims]
    rows["proposal"] = [text | {"round": None} for text in rows["proposal"]]
    small_case.load(store, "told", small_case.TOY, rows)
    (found,) = frames.CANDIDATES.rows(stances.candidates(store, "told", [AS_OF]))
    assert found.told_on == told_on
    by_then = stances.candidates(store, "told", [AS_OF], published=True)
    assert len(by_then) == (told_on is None or told_on <= AS_OF)


def test_only_the_asked_negotiation_counts(toy: Store, fill: Callable[..., Plan], rows_with: Rows) -> None:
    other = {"code": "s9", "party": "a", "term": "aid", "held_on": date(2025, 7, 20), "level": "REJECTS", "grade": "A"}
    before = stances.candidates(toy, "toy", [AS_OF])
    fill(toy, rows_with([other]), code="other")
    pd.testing.assert_frame_equal(stances.candidates(toy, "toy", [AS_OF]), before)
