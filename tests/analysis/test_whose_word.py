"""Whose word a claim is, and what became of it."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.whose_word import PRESS, TOTALS, ledger, totals
from dashboard.vocabulary import Word

D = pd.Timestamp


AS_OF = D("2025-06-01")


def claim(code: str, day: int, own: bool, **more: Any) -> dict[str, Any]:
    """Return a claim on north and the truce, so many days after the last of December: by north itself, or an envoy."""
    on = D("2024-12-31") + pd.Timedelta(days=day)
    base = {"code": code, "said_on": on, "holder": "north", "term": "truce", "source_grade": "A", "source": "s"}
    by = {"speaker_party": "north" if own else "host", "speaker": "Spokesman" if own else "Envoy"}
    word = {"by_another": not own, "word": Word.OWN if own else Word.REPORTED, "attribution": "on_record"}
    return {**base, **by, **word, **more}


def outcomes(*claims: dict[str, Any], as_of: pd.Timestamp = AS_OF) -> list[tuple[Any, ...]]:
    found = frames.LEDGER.check(ledger(frames.SPOKEN.frame(claims), as_of))
    return [
        (row.claim, row.outcome, row.later_claim if isinstance(row.later_claim, str) else None, row.n)
        for row in found.itertuples()
    ]


SAID = claim("c1", 1, False, level="ACCEPTS")


def test_the_holders_own_next_words_say_the_same_or_otherwise_or_there_are_none() -> None:
    assert outcomes(SAID, claim("c2", 5, True, level="CONDITIONAL")) == [("c1", "same", "c2", 1)]
    assert outcomes(SAID, claim("c2", 5, True, level="RESISTS")) == [("c1", "otherwise", "c2", 1)]
    assert outcomes(SAID, claim("c2", 5, True, level="OPEN")) == [("c1", "otherwise", "c2", 1)]
    assert outcomes(SAID) == [("c1", "none_within", None, 0)]


@pytest.mark.parametrize(("after", "expected"), [(0, "same"), (30, "same"), (31, "none_within")])
def test_words_of_the_same_day_up_to_the_thirtieth_after_count(after: int, expected: str) -> None:
    assert outcomes(SAID, claim("c2", 1 + after, True, level="ACCEPTS"))[0][1] == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "none_yet"), (30, "none_yet"), (31, "none_within")])
def test_none_yet_until_the_thirty_days_are_over(days: int, expected: str) -> None:
    assert outcomes(SAID, as_of=SAID["said_on"] + pd.Timedelta(days=days))[0][1] == expected


@pytest.mark.parametrize(
    ("precision", "as_of", "expected"),
    [("month", "2025-03-02", "none_yet"), ("month", "2025-03-03", "none_within"), ("year", "2026-01-30", "none_yet")],
)
def test_of_a_claim_of_a_month_or_a_year_the_days_are_counted_from_the_last_of_it(
    precision: str, as_of: str, expected: str
) -> None:
    assert outcomes(SAID | {"precision": precision}, as_of=D(as_of))[0][1] == expected


def test_of_a_page_published_after_the_day_its_day_is_told() -> None:
    page = {"published_on": AS_OF + pd.Timedelta(days=9), "published_precision": "about"}
    by_then = {"published_on": AS_OF, "published_precision": "day"}
    for said, own, told in (
        (page, by_then, ["2025-06-10 (about)", None]),
        (by_then, page, [None, "2025-06-10 (about)"]),
    ):
        claims = [SAID | said, claim("c2", 5, True, level="ACCEPTS", **own)]
        found = frames.LEDGER.check(ledger(frames.SPOKEN.frame(claims), AS_OF))
        row = (
            found[["page_on", "later_page_on"]].astype(object).where(found[["page_on", "later_page_on"]].notna(), None)
        )
        assert row.iloc[0].tolist() == told


def test_the_first_words_decide_earlier_ones_do_not_and_all_within_the_days_are_counted() -> None:
    claims = [
        claim("c0", 1, True, level="REJECTS"),
        claim("c1", 2, False, level="ACCEPTS"),
        claim("c4", 40, True, level="REJECTS"),
        claim("c3", 9, True, level="REJECTS"),
        claim("c2", 5, True, level="ACCEPTS"),
    ]
    assert outcomes(*claims) == [("c1", "same", "c2", 2)]


def test_own_words_on_another_text_or_none_settle_nothing_and_are_counted_apart() -> None:
    on_text = claim("c1", 1, False, answer="ACCEPTS", proposal="p1", level="ACCEPTS")
    own = [
        claim("c2", 5, True, answer="ACCEPTS", proposal="p2", level="OPEN"),  # another text: once, not by each coding
        claim("c3", 6, True, level="REJECTS"),
        claim("c4", 32, True, level="REJECTS"),  # too late
        claim("c5", 6, True, level="REJECTS", term="border"),
        claim("c6", 6, True, level="REJECTS", holder="south"),
    ]
    found = frames.LEDGER.check(ledger(frames.SPOKEN.frame([on_text, *own]), AS_OF))
    assert found[["outcome", "n", "n_elsewhere"]].values.tolist() == [["none_within", 0, 2]]
    settled = ledger(frames.SPOKEN.frame([on_text, *own, claim("c7", 7, True, answer="OPEN", proposal="p1")]), AS_OF)
    assert settled[["outcome", "n", "n_elsewhere"]].values.tolist() == [["otherwise", 1, 2]]


def test_own_words_of_one_day_that_part_are_mixed_and_so_not_the_same() -> None:
    yes, no = (claim(f"c{level}", 5, True, level=level) for level in ("ACCEPTS", "REJECTS"))
    found = ledger(frames.SPOKEN.frame([SAID, yes, no]), AS_OF)
    assert found[["outcome", "later_said", "n"]].values.tolist() == [["otherwise", "MIXED", 2]]
    assert outcomes(SAID, yes, {**yes, "code": "again", "level": "CONDITIONAL"})[0][1:] == ("same", "again", 2)


@pytest.mark.parametrize("level", ["SILENT", "MIXED", "NOT_APPLICABLE", None])
def test_words_without_a_score_are_none(level: str | None) -> None:
    said = claim("c2", 2, True, level=level)
    assert outcomes(SAID, said) == [("c1", "none_within", None, 0)]
    assert outcomes(SAID, said, claim("c3", 3, True, level="REJECTS")) == [("c1", "otherwise", "c3", 1)]


def test_that_a_party_is_open_is_said_again_by_its_being_open() -> None:
    said = claim("c1", 1, False, level="OPEN")
    assert outcomes(said, claim("c2", 2, True, level="OPEN"))[0][1] == "same"
    assert outcomes(said, claim("c2", 2, True, level="REJECTS"))[0][1] == "otherwise"


def test_an_answer_is_held_against_answers_to_that_text_and_a_level_against_levels_whatever_the_text() -> None:
    said = claim("c1", 1, False, level="DEMANDS", answer="ACCEPTS", proposal="p1")
    other = claim("c2", 2, True, level="DEMANDS", answer="REJECTS", proposal="p2")
    assert outcomes(said, other) == [("c1", "none_within", None, 0)]
    same = claim("c3", 3, True, level="DEMANDS", answer="REJECTS", proposal="p1")
    assert outcomes(said, other, same) == [("c1", "otherwise", "c3", 1)]
    level = claim("c1", 1, False, level="DEMANDS", proposal="p1")
    assert outcomes(level, other) == [("c1", "same", "c2", 1)]


def test_another_term_or_holder_says_nothing_of_it() -> None:
    others = [claim("c2", 2, True, level="ACCEPTS", term="border"), claim("c3", 3, True, level="ACCEPTS")]
    others[1] |= {"holder": "south", "speaker_party": "south"}
    assert outcomes(SAID, *others) == [("c1", "none_within", None, 0)]


def test_a_press_report_is_somebody_elses_word() -> None:
    report = claim("c1", 1, False, level="ACCEPTS", attribution="reported", speaker=None, speaker_party="north")
    again = {**report, "code": "c2", "said_on": D("2025-01-03")}
    found = ledger(frames.SPOKEN.frame([report, again]), AS_OF)
    assert found["claim"].tolist() == ["c2", "c1"]
    assert found["outcome"].tolist() == ["none_within", "none_within"]
    assert found["speaker"].tolist() == [PRESS, PRESS]
    assert found["speaker_party"].isna().all()


def test_one_of_the_holders_own_whom_only_the_press_reports_is_not_counted_with_what_that_person_said() -> None:
    said = claim("c1", 1, False, level="ACCEPTS", speaker="A. Smith", speaker_party="south")
    report = claim("c2", 1, False, level="ACCEPTS", attribution="reported", speaker="A. Smith", speaker_party="north")
    found = ledger(frames.SPOKEN.frame([said, report]), AS_OF).set_index("claim")["speaker"]
    assert found.to_dict() == {"c1": "A. Smith", "c2": "press report: A. Smith"}


def test_an_unnamed_official_of_the_holders_is_neither_another_nor_its_own_word() -> None:
    unnamed = claim("c2", 2, True, level="ACCEPTS", word=Word.UNNAMED, attribution="anonymous")
    assert outcomes(unnamed) == []
    assert outcomes(SAID, unnamed) == [("c1", "none_within", None, 0)]


def test_a_claim_without_a_score_and_own_words_alone_are_not_in_the_ledger() -> None:
    assert outcomes() == []
    assert outcomes(claim("c1", 1, True, level="ACCEPTS")) == []
    assert outcomes(claim("c1", 1, False, level="SILENT"), claim("c2", 2, False)) == []


def test_totals_count_by_speaker_and_an_unnamed_one_stays_unnamed() -> None:
    claims = [
        claim("c1", 1, False, level="ACCEPTS"),
        claim("c2", 2, False, level="REJECTS"),
        claim("c3", 3, True, level="ACCEPTS"),
        claim("c4", 140, False, level="ACCEPTS", speaker=None),
    ]
    found = TOTALS.check(totals(ledger(frames.SPOKEN.frame(claims), AS_OF)))
    assert found["speaker"].fillna("").tolist() == ["Envoy", ""]
    counts = ["claims", "same", "otherwise", "none_yet", "none_within"]
    assert found[counts].values.tolist() == [[2, 1, 1, 0, 0], [1, 0, 0, 1, 0]]
    assert TOTALS.check(totals(frames.LEDGER.frame())).empty


CLAIMS = st.lists(
    st.builds(
        claim,
        st.uuids().map(str),
        st.integers(1, 80),
        st.booleans(),
        level=st.sampled_from(["ACCEPTS", "OPEN", "REJECTS", None]),
        answer=st.sampled_from(["ACCEPTS", "REJECTS", None]),
        proposal=st.sampled_from(["p1", "p2", None]),
        term=st.sampled_from(["truce", "border"]),
    ),
    max_size=12,
)
SIDE = {"ACCEPTS": 1, "CONDITIONAL": 1, "OPEN": 0, "REJECTS": -1}


def plainly(said: dict[str, Any], claims: list[dict[str, Any]], as_of: pd.Timestamp) -> tuple[str, int] | None:
    """Return the outcome and n of one claim, looked up day after day."""
    aspect = "answer" if said["proposal"] and said["answer"] else "level"
    if not said["by_another"] or said[aspect] is None:
        return None
    own = [c for c in claims if c["word"] == Word.OWN and c["term"] == said["term"] and c[aspect] is not None]
    own = [c for c in own if aspect == "level" or c["proposal"] == said["proposal"]]
    heard = []
    for day in range(31):
        on = said["said_on"] + pd.Timedelta(days=day)
        heard.append([SIDE[c[aspect]] for c in own if c["said_on"] == on])
    n = sum(map(len, heard))
    for sides in filter(None, heard):
        return ("same" if set(sides) == {SIDE[said[aspect]]} else "otherwise"), n
    return ("none_yet" if (as_of - said["said_on"]).days <= 30 else "none_within"), n


@settings(max_examples=25)
@given(CLAIMS)
def test_the_ledger_is_what_one_finds_by_looking_day_after_day(claims: list[dict[str, Any]]) -> None:
    as_of = D("2025-03-20")
    expected = {c["code"]: found for c in claims if (found := plainly(c, claims, as_of)) is not None}
    assert {code: (outcome, n) for code, outcome, _, n in outcomes(*claims, as_of=as_of)} == expected
