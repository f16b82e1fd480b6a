"""Party or text, on tables worked by hand."""

import math
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.party_or_text import answered_later, family_of, party_or_text
from dashboard.analysis.standings import answers_by_text, current
from dashboard.vocabulary import ANSWERS, SCORES
from tests.candidates import candidates
from tests.two_parties import PAIR, PARTIES, TERMS, D

TEXTS = frames.PROPOSALS.frame(
    [
        {"code": code, "title": code, "tabled_on": D(day), "precision": "day", "version_of": of, "kind": "mediators"}
        for code, day, of in (
            ("p1", "2025-01-01", None),
            ("p2", "2025-01-02", "p1"),
            ("p3", "2025-01-03", "p2"),
            ("beside", "2025-01-04", "p1"),
        )
    ]
)
PROVISIONS = frames.PROVISIONS.frame(
    [{"code": f"{text} {term}", "proposal": text, "term": term} for text in TEXTS["code"] for term in TERMS["code"][:2]]
)


def stances(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"party": "north", "term": "truce", "held_on": D("2025-01-01"), "precision": "day", "source_grade": "A"}
    base |= {"confidence": "high", "word": 0, "claims": 1, "remark": False}
    return frames.GRADED_STANCES.frame([{"code": f"s{n}", **base, **row} for n, row in enumerate(rows)])


def split(*rows: dict[str, Any], own: tuple[tuple[str, str], ...] = (), texts: pd.DataFrame = TEXTS) -> pd.DataFrame:
    said = stances(*rows)
    tabled_on = dict(zip(texts["code"], texts["tabled_on"], strict=True))
    *days, last = sorted({*said["held_on"], D("2025-12-31")})
    answers, *former = (answers_by_text(candidates(said, [day], tabled_on), PROVISIONS, TERMS) for day in (last, *days))
    by_day = {day.date(): some for day, some in zip(days, former, strict=True)}
    stood_then = current(candidates(said, days), texts, PROVISIONS, TERMS)
    tabled_by = frames.PROPOSAL_PARTIES.frame([{"party": who, "proposal": text, "tabled": True} for who, text in own])
    return frames.SHIFTS.check(party_or_text(answers, by_day, stood_then, texts, tabled_by, PARTIES, TERMS))


def shifts(*rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = split(*rows)
    return list(found[["from_proposal", "to_proposal", "party_shift", "text_shift"]].itertuples(index=False, name=None))


def test_a_level_that_stays_means_that_the_text_moved() -> None:
    assert shifts(
        {"level": "DEMANDS", "answer": "REJECTS", "proposal": "p1"},
        {"answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    ) == [("p1", "p2", 0, 4)]


def test_a_level_that_changes_as_the_answer_does_means_that_the_party_moved() -> None:
    assert shifts(
        {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-01")},
    ) == [("p1", "p2", 2, 0)]


def test_the_latest_answer_to_each_text_counts_with_the_level_of_its_day() -> None:
    assert shifts(
        {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"},
        {"answer": "RESISTS", "proposal": "p1", "held_on": D("2025-01-05")},
        {"level": "RESISTS", "answer": "CONDITIONAL", "proposal": "p2", "held_on": D("2025-02-01")},
        {"level": "ACCEPTS", "held_on": D("2025-03-01")},
    ) == [("p1", "p2", 1, 1)]  # answer −1 → 1; level −2 → −1, and what came in March changes nothing


def test_beside_an_answer_stands_the_last_to_the_older_text_by_its_day() -> None:
    first = {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1"}
    newer = {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    again = {"level": "DEMANDS", "answer": "RESISTS", "proposal": "p1", "held_on": D("2025-02-02")}
    assert shifts(first, newer, again) == shifts(first, newer) == [("p1", "p2", 2, 2)]
    # On one day the order is not known.
    assert shifts(first, newer, {**again, "level": None, "held_on": D("2025-02-01")}) == [("p1", "p2", 0, 3)]
    whole = {"term": "text", "answer": "ACCEPTS", "proposal": "p1", "held_on": D("2025-01-20")}
    assert shifts(first, whole, newer, again) == [("p1", "p2", 2, -2)]
    # A yes to the whole that was taken back by then is none, whatever it was before.
    back = whole | {"answer": "RESISTS", "held_on": D("2025-01-25")}
    early = {"term": "border", "level": "OPEN", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-01-22")}
    assert shifts(whole, back, early | {"held_on": D("2025-01-27")}) == []


def test_where_the_older_text_was_answered_only_later_nothing_is_split_and_no_answer_stands_before() -> None:
    newer = {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    later = {"level": "DEMANDS", "answer": "RESISTS", "proposal": "p1", "held_on": D("2025-02-02")}
    for own in ((), (("north", "p1"),)):
        (row,) = frames.SHIFTS.rows(split(newer, later, own=own))
        assert (row.from_proposal, row.answer_before, row.answer_after) == ("p1", None, "ACCEPTS")
        assert (row.level_before, row.party_shift, row.text_shift) == (None, None, None)
        assert (row.answer_stance_before, row.answer_stance_after, row.n) == (None, "s0", 2)
        assert (row.own_text, row.own_yes) == (bool(own), None)


def test_the_days_to_look_back_from_are_those_of_answers_before_one_to_an_earlier_text() -> None:
    def answered(**days: str) -> tuple[list[Any], list[str]]:
        rows = [("north", "truce", text, D(day), "day", "OPEN", text) for text, day in days.items()]
        return answered_later(frames.TEXT_ANSWERS.frame(rows), TEXTS)

    assert answered(p1="2025-02-01", p2="2025-02-01", p3="2025-02-03") == ([], [])
    assert answered(p1="2025-02-02", p2="2025-02-01", p3="2025-02-03") == ([D("2025-02-01").date()], ["p1"])
    assert answered(p1="2025-02-04", p3="2025-02-03", beside="2025-02-05") == ([D("2025-02-03").date()], ["p1"])


def test_a_text_passed_over_is_skipped_and_whole_texts_are_left_out() -> None:
    answered = [
        {"level": "OPEN", "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p3", "held_on": D("2025-02-01")},
        {"term": "text", "answer": "REJECTS", "proposal": "p1"},
        {"term": "text", "answer": "RESISTS", "proposal": "p2", "held_on": D("2025-02-01")},
    ]
    # The answer rose by 4, the level by 0.
    assert shifts(*answered) == [("p1", "p3", 0, 4)]
    assert shifts(answered[0]) == []
    assert shifts() == []


def test_two_texts_of_which_neither_revises_the_other_are_not_compared() -> None:
    answered = [
        {"level": "OPEN", "answer": "REJECTS", "proposal": text, "held_on": D("2025-02-01") + pd.Timedelta(days=n)}
        for n, text in enumerate(("p1", "p2", "beside"))
    ]
    assert [row[:2] for row in shifts(*answered)] == [("p1", "p2"), ("p1", "beside")]


def test_an_answer_dated_before_its_text_does_not_count() -> None:
    early = {"level": "OPEN", "answer": "REJECTS", "proposal": "p2", "held_on": D("2025-01-01")}
    first, on_the_day = early | {"proposal": "p1"}, early | {"held_on": D("2025-01-02")}
    assert shifts(first, early) == []
    assert shifts(first, on_the_day) == [("p1", "p2", 0, 0)]


def test_a_yes_to_the_whole_text_answers_each_provision_but_one_answered_otherwise_that_day_or_later() -> None:
    whole = {"term": "text", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")}
    first = {"level": "OPEN", "answer": "RESISTS", "proposal": "p1"}
    assert shifts(first, first | {"term": "border"}, whole) == [("p1", "p2", 0, 3), ("p1", "p2", 0, 3)]
    otherwise = {"term": "border", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-01")}
    assert shifts(first, first | {"term": "border"}, whole, otherwise) == [("p1", "p2", 0, 3), ("p1", "p2", 0, 1)]
    resisted = whole | {"answer": "RESISTS"}
    assert shifts(first, first | {"term": "border"}, resisted) == []


def test_an_answer_to_a_party_s_own_text_stands_apart() -> None:
    rows = [{"level": "OPEN", "answer": "OPEN", "proposal": "p1", "party": party} for party in PAIR] + [
        {"level": "OPEN", "answer": "OPEN", "proposal": "p2", "party": party, "held_on": D("2025-02-01")}
        for party in PAIR
    ]
    for text in ("p1", "p2"):
        assert split(*rows, own=(("north", text),)).set_index("party")["own_text"].to_dict() == {
            "north": True,
            "south": False,
        }
    yes = [row | {"answer": "ACCEPTS"} if row["proposal"] == "p1" else row for row in rows]
    for text, answered, own_yes in (("p1", yes, True), ("p1", rows, False), ("p2", yes, False)):
        found = split(*answered, own=(("north", text),)).set_index("party")["own_yes"]
        assert found["north"] == own_yes and pd.isna(found["south"])
    assert not split(*rows, own=(("north", "p3"),))["own_text"].any()


@pytest.mark.parametrize(
    ("first", "second", "at_end"),
    [
        (("OPEN", "RESISTS"), ("CONDITIONAL", "OPEN"), False),
        (("REJECTS", "RESISTS"), ("CONDITIONAL", "OPEN"), True),
        (("OPEN", "DEMANDS"), ("CONDITIONAL", "OPEN"), True),
        (("OPEN", "RESISTS"), ("ACCEPTS", "OPEN"), True),
        (("OPEN", "RESISTS"), ("OPEN", "REJECTS"), True),
        (("OPEN", None), ("OPEN", None), False),
    ],
)
def test_a_row_is_marked_where_an_answer_or_level_is_at_an_end_of_the_scale(
    first: tuple[str, str | None], second: tuple[str, str | None], at_end: bool
) -> None:
    rows = [
        {"answer": answer, "level": level, "proposal": text, "held_on": D("2025-01-05") + pd.Timedelta(days=n)}
        for n, (text, (answer, level)) in enumerate((("p1", first), ("p2", second)))
    ]
    assert split(*rows)["at_end"].tolist() == [at_end]


def test_a_shift_counts_answers_and_levels_and_how_old_these_were_on_the_day_of_the_answer() -> None:
    # The agreement of 1 March has a provision on the truce: on the border the level of January is old by the answer of
    # 5 March, and so it is by that of 20 February; of the truce the later one is recorded with the answer, and current.
    agreed = TEXTS.assign(kind=["mediators", "mediators", "agreement", "mediators"])
    agreed.loc[agreed["code"] == "p3", "tabled_on"] = D("2025-03-01")
    level = {"level": "OPEN", "held_on": D("2025-01-01")}
    found = split(
        level,
        {"answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"answer": "ACCEPTS", "level": "ACCEPTS", "proposal": "p3", "held_on": D("2025-03-05")},
        {**level, "term": "border"},
        {"term": "border", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"term": "border", "answer": "OPEN", "proposal": "p3", "held_on": D("2025-03-05")},
        {"party": "south", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-02-20")},
        {"party": "south", "answer": "OPEN", "proposal": "p3", "held_on": D("2025-03-05")},
        texts=agreed,
    )
    counts = found[["party", "term", "n", "n_old", "n_overtaken"]].itertuples(index=False, name=None)
    assert list(counts) == [("north", "truce", 4, 1, 0), ("north", "border", 4, 2, 0), ("south", "truce", 2, 0, 0)]


def test_a_level_older_than_the_agreement_in_force_on_the_day_of_the_answer_is_overtaken() -> None:
    # The answer to the offer, given after the agreement, is an answer on another day than any word on the agreement.
    agreed = TEXTS.assign(kind=["offer", "agreement", "reply", "mediators"])
    rows = [
        {"level": "OPEN", "answer": "OPEN", "proposal": "p1"},
        {"party": "south", "answer": "OPEN", "proposal": "p2", "held_on": D("2025-01-20")},
    ]
    stood_then = current(candidates(stances(*rows), [D("2025-01-20")]), agreed, PROVISIONS, TERMS)
    assert stood_then.set_index("party")["level_age"].to_dict() == {"north": "overtaken"}
    answers = frames.TEXT_ANSWERS.frame(
        [("north", "truce", text, D("2025-01-20"), "day", "OPEN", text) for text in ("p1", "p2")]
    )
    tabled_by = frames.PROPOSAL_PARTIES.frame()
    (row,) = party_or_text(answers, {}, stood_then, agreed, tabled_by, PARTIES, TERMS).itertuples()
    assert (row.n, row.n_old, row.n_overtaken) == (4, 0, 2)


@pytest.mark.parametrize("level", [None, "SILENT", "NOT_APPLICABLE"])
def test_without_a_scored_level_the_change_is_not_split(level: str | None) -> None:
    (row,) = shifts(
        {"level": level, "answer": "REJECTS", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    )
    assert math.isnan(row[2]) and math.isnan(row[3])


def test_an_answer_without_a_score_gives_no_row() -> None:
    assert not shifts(
        {"level": "OPEN", "answer": "SILENT", "proposal": "p1"},
        {"level": "OPEN", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-02-01")},
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([None, *SCORES]), st.sampled_from(ANSWERS)), min_size=2, max_size=3))
def test_party_and_text_add_up_to_the_change_of_the_answer(said: list[tuple[str | None, str]]) -> None:
    rows = [
        {"level": level, "answer": answer, "proposal": f"p{n}", "held_on": D("2025-01-05") + pd.Timedelta(days=n)}
        for n, (level, answer) in enumerate(said, start=1)
    ]
    random.Random(len(said)).shuffle(rows)
    found = split(*rows).dropna(subset="party_shift")
    change = found["answer_after"].map(SCORES).astype(float) - found["answer_before"].map(SCORES).astype(float)
    assert (found["party_shift"] + found["text_shift"] == change).all()


def test_a_family_holds_all_that_revise_one_another_whoever_of_it_is_asked() -> None:
    # D and B revise A, and C revises B; the other stands alone. By day, and by code on one day.
    revised = {"a": None, "b": "a", "c": "b", "d": "a", "other": None}
    texts = frames.PROPOSALS.frame([{"code": code, "version_of": of} for code, of in revised.items()])
    for code in "abcd":
        assert family_of(texts, code) == ["a", "b", "c", "d"]
    assert family_of(texts, "other") == ["other"]


def test_a_circle_of_texts_is_a_family() -> None:
    circle = frames.PROPOSALS.frame([{"code": "a", "version_of": "b"}, {"code": "b", "version_of": "a"}])
    assert family_of(circle, "a") == family_of(circle, "b") == ["a", "b"]
