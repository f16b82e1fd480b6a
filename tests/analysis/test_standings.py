"""The stance matrix, cell by cell: which stance stands, how old it is, and what answers the text."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.standings import current, resolved, stated
from dashboard.vocabulary import Word
from tests.candidates import candidates

D = pd.Timestamp
PROPOSALS = frames.PROPOSALS.frame(
    {
        "title": code,
        "precision": "day",
        "code": code,
        "kind": kind,
        "tabled_on": D(day),
        "version_of": of,
        "lapsed_on": till,
    }
    for code, kind, day, of, till in [
        ("p1", "mediators", "2025-07-01", None, None),
        ("p2", "mediators", "2025-07-10", "p1", None),
        ("deal", "agreement", "2025-09-01", "p2", D("2025-12-01")),
    ]
)
PROVISIONS = frames.PROVISIONS.frame(
    {"code": f"{text}.{term}", "proposal": text, "term": term, "summary": "S"}
    for text, term in [("p1", "aid"), ("p2", "aid"), ("p2", "truce"), ("deal", "truce")]
)
TERMS = frames.TERMS.frame(
    {"code": code, "title": code, "short_title": code, "whole_text": code == "whole"}
    for code in ("aid", "truce", "whole")
)
TEXTS = dict(zip(PROPOSALS["code"], PROPOSALS["tabled_on"], strict=True))


def stances(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES`: A's on aid, of 7 July, its own word, grade B, moderate, unless told else."""
    usual = {"party": "a", "term": "aid", "held_on": D("2025-07-07"), "precision": "day", "claims": 1}
    usual |= {"word": Word.OWN, "source_grade": "B", "confidence": "moderate"}
    return frames.GRADED_STANCES.frame({"code": f"s{n}", **usual, **row} for n, row in enumerate(rows, start=1))


def on(as_of: str, *rows: dict[str, Any], use_by: int = 30) -> pd.DataFrame:
    """Return the matrix of a day of these stances."""
    found = candidates(stances(*rows), [D(as_of)], TEXTS)
    return frames.CURRENT.check(current(found, PROPOSALS, PROVISIONS, TERMS, use_by))


def only(as_of: str, *rows: dict[str, Any], **more: Any) -> Any:
    (row,) = frames.CURRENT.rows(on(as_of, *rows, **more))
    return row


def test_no_stances_give_an_empty_matrix() -> None:
    assert on("2025-07-07").empty


@pytest.mark.parametrize(
    ("code", "score"), {"DEMANDS": 2, "ACCEPTS": 2, "CONDITIONAL": 1, "OPEN": 0, "RESISTS": -1, "REJECTS": -2}.items()
)
def test_a_level_has_its_score(code: str, score: int) -> None:
    row = only("2025-07-07", {"level": code})
    assert (row.level, row.level_score, row.answer, row.proposal, row.mixed) == (code, score, None, None, False)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"word": Word.OWN, "source_grade": "C"}, {"word": Word.REPORTED, "source_grade": "A"}),
        ({"word": Word.REPORTED, "source_grade": "C"}, {"word": Word.UNNAMED, "source_grade": "A"}),
        ({"source_grade": "A", "confidence": "low"}, {"source_grade": "B", "confidence": "high"}),
        ({"confidence": "high"}, {"confidence": "moderate"}),
        ({"confidence": "low"}, {"confidence": None}),
        ({"word": Word.UNNAMED}, {"word": None}),
    ],
)
def test_of_one_day_the_own_word_goes_first_then_the_grade_then_the_confidence(first: Any, then: Any) -> None:
    for rows in (
        [{"level": "OPEN"} | first, {"level": "REJECTS"} | then],
        [{"level": "REJECTS"} | then, {"level": "OPEN"} | first],
    ):
        row = only("2025-07-07", *rows)
        assert (row.level, row.mixed, row.level_otherwise) == ("OPEN", False, "REJECTS")


def test_two_of_equal_standing_that_differ_are_mixed_and_both_are_shown() -> None:
    row = only("2025-07-07", {"level": "OPEN"}, {"level": "REJECTS"})
    assert (row.level, row.level_both, row.level_score, row.mixed) == ("MIXED", "OPEN; REJECTS", None, True)
    assert row.level_otherwise is None, "both are shown"
    third = only("2025-07-07", {"level": "OPEN"}, {"level": "REJECTS"}, {"level": "RESISTS", "source_grade": "F"})
    assert (third.level_both, third.level_otherwise) == ("OPEN; REJECTS", "RESISTS")
    same = only("2025-07-07", {"level": "OPEN"}, {"level": "OPEN"})
    assert (same.level, same.level_both, same.mixed, same.level_stance) == ("OPEN", None, False, "s1")


def test_a_stance_coded_mixed_is_mixed_and_ends_the_level_before() -> None:
    row = only("2025-07-08", {"level": "OPEN"}, {"level": "MIXED", "held_on": D("2025-07-08")})
    assert (row.level, row.mixed, row.level_score) == ("MIXED", True, None)


def test_silence_ends_no_level_and_is_shown_beside_it() -> None:
    later = {"level": "SILENT", "held_on": D("2025-07-09")}
    row = only("2025-07-10", {"level": "OPEN"}, later)
    assert (row.level, row.level_held_on, row.silent_since) == ("OPEN", D("2025-07-07").date(), D("2025-07-09").date())
    assert only("2025-07-08", {"level": "OPEN"}, later).silent_since is None
    assert only("2025-07-12", {"level": "OPEN", "held_on": D("2025-07-12")}, later).silent_since is None
    alone = only("2025-07-10", later)
    assert (alone.level, alone.level_score, alone.silent_since) == ("SILENT", None, None)


def test_a_remark_moves_nothing() -> None:
    remark = {"level": "REJECTS", "answer": "REJECTS", "proposal": "p1", "remark": True, "held_on": D("2025-07-08")}
    row = only("2025-07-09", {"level": "OPEN"}, remark)
    assert (row.level, row.answer) == ("OPEN", None)


def test_a_term_that_is_not_the_party_s_to_give_is_shown_as_that_where_nothing_else_was_recorded_of_it() -> None:
    not_theirs = {"level": "NOT_APPLICABLE", "answer": None, "held_on": D("2025-07-08")}
    alone = only("2025-07-09", not_theirs)
    assert (alone.level, alone.level_score, alone.level_held_on) == ("NOT_APPLICABLE", None, D("2025-07-08").date())
    assert on("2025-07-09", not_theirs | {"term": "whole"}).empty  # which is nobody's to give
    for earlier in ("OPEN", "SILENT"):  # which it ends no more than silence does
        assert only("2025-07-09", {"level": earlier}, not_theirs).level == earlier
    # Whose term it is not may answer a text on it: how that is known is then told of the answer.
    yes = not_theirs | {"level": None, "answer": "ACCEPTS", "proposal": "p1", "source_grade": "A"}
    both = only("2025-07-09", not_theirs, yes)
    assert (both.level, both.answer, both.source_grade) == ("NOT_APPLICABLE", "ACCEPTS", "A")
    assert only("2025-07-09", {"level": "NOT_APPLICABLE", "answer": "ACCEPTS", "proposal": "p1"}).level is None


@pytest.mark.parametrize(
    ("as_of", "age"), [("2025-07-07", "current"), ("2025-08-06", "current"), ("2025-08-07", "old")]
)
def test_a_level_is_old_after_thirty_days_not_on_the_thirtieth(as_of: str, age: str) -> None:
    row = only(as_of, {"level": "OPEN"})  # 7 July + 30 days = 6 August
    assert (row.level_age, row.faded) == (age, age == "old")


def test_a_negotiation_may_set_its_own_use_by_and_a_partial_date_counts_from_its_first_day() -> None:
    assert only("2025-07-09", {"level": "OPEN"}, use_by=1).level_age == "old"
    assert only("2025-07-09", {"level": "OPEN"}, use_by=2).level_age == "current"
    july = {"level": "OPEN", "held_on": D("2025-07-01"), "precision": "month"}
    assert [only(day, july).level_age for day in ("2025-07-31", "2025-08-01")] == ["current", "old"]


@pytest.mark.parametrize(
    ("term", "held_on", "as_of", "age"),
    [
        ("truce", "2025-08-31", "2025-08-31", "current"),
        ("truce", "2025-08-31", "2025-09-01", "overtaken"),
        ("truce", "2025-09-01", "2025-09-02", "current"),  # of the day of the agreement itself
        ("truce", "2025-07-01", "2025-09-02", "overtaken"),  # which says more than that it is old
        ("aid", "2025-08-31", "2025-09-01", "current"),  # the agreement says nothing on aid
        ("truce", "2025-08-31", "2025-11-30", "overtaken"),
        ("truce", "2025-08-31", "2025-12-01", "old"),  # the agreement has lapsed
    ],
)
def test_an_agreement_in_force_overtakes_the_levels_before_it(term: str, held_on: str, as_of: str, age: str) -> None:
    assert only(as_of, {"term": term, "level": "REJECTS", "held_on": D(held_on)}).level_age == age


def test_what_was_recorded_of_the_party_on_the_term_since_is_not_overtaken() -> None:
    before = {"term": "truce", "level": "REJECTS", "held_on": D("2025-08-31")}
    answer = {"term": "truce", "level": "NOT_APPLICABLE", "answer": "ACCEPTS", "proposal": "deal"}
    assert only("2025-09-10", before, answer | {"held_on": D("2025-09-02")}).level_age == "current"
    silence = {"term": "truce", "level": "SILENT", "held_on": D("2025-09-02")}
    assert only("2025-09-10", before, silence).level_age == "current"
    remark = {"term": "truce", "level": "OPEN", "remark": True, "held_on": D("2025-09-02")}
    assert only("2025-09-10", before, remark).level_age == "overtaken"
    elsewhere = {"term": "aid", "level": "OPEN", "held_on": D("2025-09-02")}
    assert on("2025-09-10", before, elsewhere)["level_age"].tolist() == ["current", "overtaken"]


def test_level_and_answer_stand_on_their_own_and_the_cell_is_the_levels() -> None:
    level = {"level": "DEMANDS", "held_on": D("2025-07-01"), "claims": 3, "position": 80.0}
    answer = {"answer": "REJECTS", "proposal": "p1", "held_on": D("2025-07-05"), "source_grade": "A"}
    row = only("2025-07-07", level, answer)
    assert (row.level, row.level_score, row.answer, row.answer_score, row.proposal) == (
        "DEMANDS",
        2,
        "REJECTS",
        -2,
        "p1",
    )
    assert (row.held_on, row.claims, row.source_grade, row.position) == (D("2025-07-01").date(), 3, "B", 80)
    assert (row.level_stance, row.answer_stance, row.answer_held_on) == ("s1", "s2", D("2025-07-05").date())
    alone = only("2025-07-07", answer)
    assert (alone.level, alone.level_age, alone.held_on, alone.answer_age) == (
        None,
        None,
        D("2025-07-05").date(),
        "current",
    )


@pytest.mark.parametrize(
    ("proposal", "held_on", "as_of", "answer", "unconfirmed"),
    [
        ("p1", "2025-07-01", "2025-07-09", "ACCEPTS", False),
        ("p1", "2025-07-01", "2025-07-10", "ACCEPTS", True),  # the second text came on this day
        ("p2", "2025-07-10", "2025-07-10", "ACCEPTS", False),
        ("p2", "2025-07-09", "2025-07-10", None, False),  # before its text was tabled: no answer to it
        ("deal", "2025-07-09", "2025-07-10", None, False),  # not tabled yet
    ],
)
def test_an_answer_counts_for_its_own_text_and_never_before_it(
    proposal: str, held_on: str, as_of: str, answer: str | None, unconfirmed: bool
) -> None:
    given = {"level": "OPEN", "held_on": D("2025-07-01")}
    row = only(as_of, given, {"answer": "ACCEPTS", "proposal": proposal, "held_on": D(held_on)})
    assert (row.answer, row.unconfirmed) == (answer, unconfirmed)


def test_an_answer_to_the_text_itself_goes_before_a_later_one_to_an_earlier_version() -> None:
    own = {"answer": "REJECTS", "proposal": "p2", "held_on": D("2025-07-10")}
    row = only("2025-07-20", own, {"answer": "ACCEPTS", "proposal": "p1", "held_on": D("2025-07-15")})
    assert (row.answer, row.proposal, row.unconfirmed) == ("REJECTS", "p2", False)


def test_an_answer_of_silence_ends_no_answer() -> None:
    yes = {"answer": "ACCEPTS", "proposal": "p1"}
    row = only("2025-07-09", yes, {"answer": "SILENT", "proposal": "p1", "held_on": D("2025-07-08")})
    assert (row.answer, row.answer_held_on) == ("ACCEPTS", D("2025-07-07").date())


WHOLE = {"term": "whole", "answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-07-12")}


def answers(*rows: dict[str, Any]) -> dict[str, tuple[str | None, bool]]:
    return {row.term: (row.answer, row.with_whole) for row in frames.CURRENT.rows(on("2025-07-20", *rows))}


def test_a_yes_to_the_whole_text_is_a_yes_to_each_of_its_provisions() -> None:
    assert answers(WHOLE) == {"aid": ("ACCEPTS", True), "truce": ("ACCEPTS", True), "whole": ("ACCEPTS", False)}
    for other in ("RESISTS", "REJECTS", "CONDITIONAL", "OPEN"):
        assert answers(WHOLE | {"answer": other}) == {"whole": (other, False)}


@pytest.mark.parametrize(
    ("day", "answer"), [("2025-07-11", "ACCEPTS"), ("2025-07-12", "RESISTS"), ("2025-07-13", "RESISTS")]
)
def test_a_provision_answered_otherwise_on_that_day_or_later_is_answered_so(day: str, answer: str) -> None:
    found = answers(WHOLE, {"term": "truce", "answer": "RESISTS", "proposal": "p2", "held_on": D(day)})
    assert found["truce"] == (answer, answer == "ACCEPTS")


def test_a_yes_that_was_taken_back_reaches_nothing() -> None:
    found = answers(WHOLE, WHOLE | {"answer": "REJECTS", "held_on": D("2025-07-13")})
    assert found == {"whole": ("REJECTS", False)}


def test_mixed_answers_to_two_texts_on_the_table_name_the_texts() -> None:
    two = PROPOSALS.assign(tabled_on=D("2025-07-01").as_unit("s"), version_of=None).astype(PROPOSALS.dtypes)
    given = stances({"answer": "ACCEPTS", "proposal": "p1"}, {"answer": "REJECTS", "proposal": "p2"})
    found = candidates(given, [D("2025-07-07")], dict.fromkeys(("p1", "p2"), D("2025-07-01")))
    (row,) = frames.CURRENT.rows(current(found, two.iloc[:2], PROVISIONS, TERMS))
    assert (row.answer, row.answer_both) == ("MIXED", "ACCEPTS to p1; REJECTS to p2")


def test_what_was_answered_to_another_text_on_that_day_says_nothing_otherwise_of_the_one_shown() -> None:
    two = PROPOSALS.assign(tabled_on=D("2025-07-01").as_unit("s"), version_of=None).astype(PROPOSALS.dtypes)
    given = [{"answer": "ACCEPTS", "proposal": "p1"}, {"answer": "REJECTS", "proposal": "p2", "source_grade": "F"}]
    for third, otherwise in (([], None), ([{"answer": "OPEN", "proposal": "p1", "source_grade": "F"}], "OPEN")):
        found = candidates(stances(*given, *third), [D("2025-07-07")], dict.fromkeys(("p1", "p2"), D("2025-07-01")))
        (row,) = frames.CURRENT.rows(current(found, two.iloc[:2], PROVISIONS, TERMS))
        assert (row.answer, row.proposal, row.answer_otherwise) == ("ACCEPTS", "p1", otherwise)


def test_of_two_texts_on_the_table_the_answer_to_that_counts_which_most_of_those_required_answer() -> None:
    """A answers p1 last, and by a better page, but B answers p2 alone: only there can the two be told apart."""
    two = PROPOSALS.assign(tabled_on=D("2025-07-01").as_unit("s"), version_of=None).astype(PROPOSALS.dtypes)
    given = stances(
        {"answer": "ACCEPTS", "proposal": "p2", "held_on": D("2025-07-02"), "source_grade": "C"},
        {"answer": "OPEN", "proposal": "p1", "held_on": D("2025-07-03"), "source_grade": "A"},
        {"answer": "REJECTS", "proposal": "p2", "held_on": D("2025-07-03"), "party": "b"},
    )
    found = candidates(given, [D("2025-07-07")], dict.fromkeys(("p1", "p2"), D("2025-07-01")))
    for required, answer in (((), ("OPEN", "p1")), (("a", "b"), ("ACCEPTS", "p2"))):
        rows = frames.CURRENT.rows(current(found, two.iloc[:2], PROVISIONS, TERMS, required=required))
        assert [(row.answer, row.proposal) for row in rows] == [answer, ("REJECTS", "p2")]


def test_a_faction_and_its_party_have_a_cell_each() -> None:
    found = on("2025-07-07", {"party": "b", "level": "OPEN"}, {"party": "f", "level": "REJECTS"})
    assert found[["party", "level"]].values.tolist() == [["b", "OPEN"], ["f", "REJECTS"]]


LEVELS = st.sampled_from([None, "DEMANDS", "ACCEPTS", "RESISTS", "SILENT", "MIXED", "NOT_APPLICABLE"])
DAYS = [D("2025-07-01"), D("2025-07-02"), D("2025-07-20"), D("2025-09-02")]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "party": st.sampled_from(["a", "b"]),
            "term": st.sampled_from(["truce", "aid", "whole"]),
            "held_on": st.sampled_from(DAYS),
            "level": LEVELS,
            "answer": st.sampled_from([None, "ACCEPTS", "REJECTS", "SILENT"]),
            "proposal": st.sampled_from(["p1", "p2", "deal"]),
            "word": st.sampled_from([*Word, None]),
            "source_grade": st.sampled_from(["A", "B", None]),
            "confidence": st.sampled_from(["high", "moderate", None]),
            "remark": st.sampled_from([True, False]),
            "position": st.sampled_from([None, 0.0, 40.0]),
        }
    ),
    max_size=12,
)


@settings(max_examples=20)
@given(ROWS, st.randoms(use_true_random=False))
def test_many_days_at_once_say_what_each_says_alone_in_whatever_order_the_rows_come(rows: Any, random: Any) -> None:
    of = stances(*rows)
    shuffled = of.sample(frac=1, random_state=random.randint(0, 9), ignore_index=True)
    days = [D("2025-06-30"), D("2025-07-02"), D("2025-07-15"), D("2025-09-02")]
    found = current(candidates(shuffled, days, TEXTS), PROPOSALS, PROVISIONS, TERMS)
    for day in days:
        alone = current(candidates(of, [day], TEXTS), PROPOSALS, PROVISIONS, TERMS)
        pd.testing.assert_frame_equal(found[found["as_of"] == day].reset_index(drop=True), alone)


def test_answers_may_be_kept_apart_by_text() -> None:
    both = stated(stances({"answer": "ACCEPTS", "proposal": "p1"}, {"answer": "REJECTS", "proposal": "p2"}), "answer")
    assert resolved(both)["code"].tolist() == ["MIXED"]
    apart = resolved(both, within=("party", "term", "proposal"))
    assert apart[["proposal", "code"]].values.tolist() == [["p1", "ACCEPTS"], ["p2", "REJECTS"]]
