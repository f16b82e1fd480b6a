"""Whose word a claim is, and what became of it."""

from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.whose_word import PRESS, TOTALS, ledger, totals

D = pd.Timestamp


def claim(code: str, day: int, own: bool, **more: Any) -> dict[str, Any]:
    """Return a claim on north and the truce: by north itself, or by an envoy of the host."""
    base = {"code": code, "said_on": D(f"2025-01-{day:02}"), "holder": "north", "term": "truce", "source_grade": "A"}
    by = {"speaker_party": "north" if own else "host", "speaker": "Spokesman" if own else "Envoy"}
    return {**base, **by, "speaker_is_holder": own, "attribution": "on_record", "source": "s", **more}


def outcomes(*claims: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = frames.LEDGER.check(ledger(frames.SPOKEN.frame(claims)))
    return [
        (row.claim, row.outcome, row.later_claim if isinstance(row.later_claim, str) else None)
        for row in found.itertuples()
    ]


def test_the_holders_own_next_words_bear_a_claim_out_or_contradict_it() -> None:
    said = claim("c1", 1, False, level="ACCEPTS")
    assert outcomes(said, claim("c2", 5, True, level="CONDITIONAL")) == [("c1", "borne out", "c2")]
    assert outcomes(said, claim("c2", 5, True, level="RESISTS")) == [("c1", "contradicted", "c2")]
    assert outcomes(said) == [("c1", "never came", None)]


def test_the_first_words_decide_and_earlier_ones_do_not_count() -> None:
    claims = [
        claim("c0", 1, True, level="REJECTS"),
        claim("c1", 2, False, level="ACCEPTS"),
        claim("c3", 9, True, level="REJECTS"),
        claim("c2", 5, True, level="ACCEPTS"),
    ]
    assert outcomes(*claims) == [("c1", "borne out", "c2")]


def test_words_of_the_same_day_count() -> None:
    assert outcomes(claim("c1", 1, False, level="ACCEPTS"), claim("c2", 1, True, level="ACCEPTS"))[0][1] == "borne out"


@pytest.mark.parametrize("level", ["OPEN", "SILENT", "MIXED", "NOT_APPLICABLE", None])
def test_words_that_say_neither_yes_nor_no_settle_nothing(level: str | None) -> None:
    said, open_first = claim("c1", 1, False, level="ACCEPTS"), claim("c2", 2, True, level=level)
    assert outcomes(said, open_first) == [("c1", "never came", None)]
    assert outcomes(said, open_first, claim("c3", 3, True, level="REJECTS")) == [("c1", "contradicted", "c3")]


def test_that_a_party_is_open_is_borne_out_by_its_being_open() -> None:
    said = claim("c1", 1, False, level="OPEN")
    assert outcomes(said, claim("c2", 2, True, level="OPEN")) == [("c1", "borne out", "c2")]
    assert outcomes(said, claim("c2", 2, True, level="REJECTS")) == [("c1", "never came", None)]


def test_a_claim_on_a_text_is_settled_by_answers_to_that_text_only() -> None:
    said = claim("c1", 1, False, level="DEMANDS", answer="ACCEPTS", proposal="p1")
    other = claim("c2", 2, True, level="DEMANDS", answer="REJECTS", proposal="p2")
    assert outcomes(said, other) == [("c1", "never came", None)]
    same = claim("c3", 3, True, level="DEMANDS", answer="REJECTS", proposal="p1")
    assert outcomes(said, other, same) == [("c1", "contradicted", "c3")]


def test_another_term_or_holder_settles_nothing() -> None:
    said = claim("c1", 1, False, level="ACCEPTS")
    others = [claim("c2", 2, True, level="ACCEPTS", term="border"), claim("c3", 3, True, level="ACCEPTS")]
    others[1] |= {"holder": "south", "speaker_party": "south"}
    assert outcomes(said, *others) == [("c1", "never came", None)]


def test_a_press_report_is_somebody_elses_word_and_settles_nothing() -> None:
    report = claim("c1", 1, True, level="ACCEPTS", attribution="reported", speaker=None)
    again = {**report, "code": "c2", "said_on": D("2025-01-03")}
    found = ledger(frames.SPOKEN.frame([report, again]))
    assert found["claim"].tolist() == ["c2", "c1"]
    assert found["outcome"].tolist() == ["never came", "never came"]
    assert found["speaker"].tolist() == [PRESS, PRESS]
    assert found["speaker_party"].isna().all()


def test_one_of_the_holders_own_whom_only_the_press_reports_is_not_counted_with_what_that_person_said() -> None:
    said = claim("c1", 1, False, level="ACCEPTS", speaker="A. Smith", speaker_party="south")
    report = claim("c2", 1, True, level="ACCEPTS", attribution="reported", speaker="A. Smith")
    found = ledger(frames.SPOKEN.frame([said, report])).set_index("claim")["speaker"]
    assert found.to_dict() == {"c1": "A. Smith", "c2": "press report: A. Smith"}


def test_a_speaker_of_another_party_is_somebody_else_whatever_else_is_recorded() -> None:
    assert outcomes(claim("c1", 1, False, level="ACCEPTS", speaker_is_holder=None)) == [("c1", "never came", None)]
    assert outcomes(claim("c1", 1, False, level="ACCEPTS", speaker_party=None, speaker=None))[0][0] == "c1"


def test_a_speaker_of_whom_nothing_is_recorded_is_neither() -> None:
    unknown = claim("c1", 1, True, level="ACCEPTS", speaker_is_holder=None, speaker_party=None)
    assert outcomes(unknown) == []
    assert outcomes(claim("c0", 1, False, level="ACCEPTS"), unknown)[0][1] == "never came"


def test_a_claim_without_a_score_and_own_words_alone_are_not_in_the_ledger() -> None:
    assert outcomes() == []
    assert outcomes(claim("c1", 1, True, level="ACCEPTS")) == []
    assert outcomes(claim("c1", 1, False, level="SILENT"), claim("c2", 2, False)) == []


def test_totals_count_by_speaker_and_an_unnamed_one_stays_unnamed() -> None:
    claims = [
        claim("c1", 1, False, level="ACCEPTS"),
        claim("c2", 2, False, level="REJECTS"),
        claim("c3", 3, True, level="ACCEPTS"),
        claim("c4", 4, False, level="ACCEPTS", speaker=None),
    ]
    found = TOTALS.check(totals(ledger(frames.SPOKEN.frame(claims))))
    assert found["speaker"].fillna("").tolist() == ["Envoy", ""]
    counts = ["claims", "borne_out", "contradicted", "never_came"]
    assert found[counts].values.tolist() == [[2, 1, 1, 0], [1, 0, 0, 1]]
    assert TOTALS.check(totals(frames.LEDGER.frame())).empty
