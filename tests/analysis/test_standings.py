"""Standings say of every day what the stance matrix says of one."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.stances import current
from dashboard.analysis.standings import resolved, standings

D = pd.Timestamp
PROPOSALS = frames.PROPOSALS.frame([{"code": "p1", "title": "P", "precision": "day", "tabled_on": D("2025-01-01")}])


def stances(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"party": "north", "term": "truce", "held_on": D("2025-01-01"), "source_grade": "A", "confidence": "high"}
    return frames.GRADED_STANCES.frame([{"code": f"s{n}", **base, **row} for n, row in enumerate(rows)])


def candidates(of: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return what may be current on a day, found stance by stance."""
    made = []
    for aspect in ("level", "answer"):
        said = [
            row
            for row in of.to_dict("records")
            if row["held_on"] <= day and isinstance(row[aspect], str) and row[aspect] != "NOT_APPLICABLE"
        ]
        for row in said:
            same = [one["held_on"] for one in said if (one["party"], one["term"]) == (row["party"], row["term"])]
            if row["held_on"] == max(same):
                made.append(
                    {
                        **row,
                        "as_of": day,
                        "aspect": aspect,
                        "stance": row["code"],
                        "code": row[aspect],
                        "precision": "day",
                        "claims": 1,
                    }
                )
    return frames.CANDIDATES.frame(made)


LEVELS = st.sampled_from([None, "DEMANDS", "ACCEPTS", "RESISTS", "SILENT", "NOT_APPLICABLE"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "party": st.sampled_from(["north", "south"]),
            "term": st.sampled_from(["truce", "border"]),
            "held_on": st.sampled_from([D("2025-01-01"), D("2025-01-02"), D("2025-02-01")]),
            "level": LEVELS,
            "answer": st.sampled_from([None, "ACCEPTS", "REJECTS", "MIXED"]),
            "proposal": st.just("p1"),
            "source_grade": st.sampled_from(["A", "B", None]),
            "confidence": st.sampled_from(["high", "moderate", None]),
            "red_line": st.sampled_from([True, False, None]),
            "position": st.sampled_from([None, 0.0, 40.0]),
            "salience": st.sampled_from([None, 80.0]),
        }
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(ROWS, st.randoms(use_true_random=False))
def test_every_day_equals_the_stance_matrix_of_that_day_in_whatever_order_the_rows_come(rows: Any, random: Any) -> None:
    of = stances(*rows)
    shuffled = of.sample(frac=1, random_state=random.randint(0, 9), ignore_index=True)
    days = [D("2024-12-31"), D("2025-01-01"), D("2025-01-15"), D("2025-02-01")]
    found = frames.STANDINGS.check(standings(shuffled, days))
    for day in days:
        expected = current(candidates(of, day), PROPOSALS, day)
        own = found[found["day"] == day].drop(columns="day").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, expected[list(own.columns)])


def test_no_stance_and_no_day_give_an_empty_frame() -> None:
    assert frames.STANDINGS.check(standings(stances(), [D("2025-01-01")])).empty
    assert frames.STANDINGS.check(standings(stances({"level": "OPEN"}), [])).empty


def test_a_day_before_the_first_stance_has_no_row_and_a_day_given_twice_counts_once() -> None:
    found = standings(stances({"level": "OPEN"}), [D("2025-01-02"), D("2024-12-31"), D("2025-01-02")])
    assert found["day"].tolist() == [D("2025-01-02")]
    assert found["level_score"].tolist() == [0]


def test_an_answer_leaves_the_earlier_level_standing() -> None:
    found = standings(
        stances(
            {"level": "REJECTS", "salience": 30.0},
            {"level": "NOT_APPLICABLE", "answer": "ACCEPTS", "proposal": "p1", "held_on": D("2025-01-05")},
        ),
        [D("2025-01-06")],
    ).iloc[0]
    assert (found["level"], found["answer"], found["salience"]) == ("REJECTS", "ACCEPTS", 30)
    assert (found["level_held_on"], found["answer_held_on"]) == (D("2025-01-01"), D("2025-01-05"))


def test_silence_ends_a_level_and_has_no_score() -> None:
    found = standings(stances({"level": "ACCEPTS"}, {"level": "SILENT", "held_on": D("2025-01-05")}), [D("2025-01-05")])
    assert found["level"].tolist() == ["SILENT"]
    assert found["level_score"].isna().all()


def test_equal_standing_and_different_codes_are_mixed_and_a_better_grade_decides() -> None:
    tied = stances({"level": "ACCEPTS"}, {"level": "DEMANDS"})
    assert resolved(tied, "level")["code"].tolist() == ["MIXED"]
    better = stances({"level": "ACCEPTS", "source_grade": "B"}, {"level": "REJECTS"})
    assert resolved(better, "level")[["code", "stance"]].values.tolist() == [["REJECTS", "s1"]]


def test_answers_may_be_kept_apart_by_text() -> None:
    both = stances({"answer": "ACCEPTS", "proposal": "p1"}, {"answer": "REJECTS", "proposal": "p2"})
    assert resolved(both, "answer")["code"].tolist() == ["MIXED"]
    apart = resolved(both, "answer", within=("party", "term", "proposal"))
    assert apart[["proposal", "code"]].values.tolist() == [["p1", "ACCEPTS"], ["p2", "REJECTS"]]
