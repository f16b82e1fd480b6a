"""Sticking points, worked by hand."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.agreement import agreement
from dashboard.analysis.sticking import improved_on, sticking_points
from dashboard.vocabulary import SCORES

D = pd.Timestamp
AS_OF = D("2025-03-01")
PARTIES = frames.PARTIES.frame(
    [
        {"code": "north", "consent_required": True},
        {"code": "south", "consent_required": True},
        {"code": "wing", "consent_required": False},
    ]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "whole_text": False},
        {"code": "border", "whole_text": False},
        {"code": "aid", "whole_text": False},
        {"code": "text", "whole_text": True},
    ]
)


def stance(party: str, term: str, level: str, day: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return {"party": party, "term": term, "level": level, "held_on": D(day), "source_grade": "A", **more}


def ranked(*rows: dict[str, Any], parties: pd.DataFrame = PARTIES) -> pd.DataFrame:
    """Return the sticking points of stances, the last of each party and term being the current one."""
    of = frames.GRADED_STANCES.frame([{"code": f"s{n}", **row} for n, row in enumerate(rows)])
    last = of.sort_values("held_on", kind="stable").drop_duplicates(["party", "term"], keep="last")
    now = frames.CURRENT.frame(last.assign(level_score=last["level"].map(SCORES)).to_dict("records"))
    return frames.STICKING.check(sticking_points(now, of, parties, TERMS, AS_OF))


def test_the_lowest_level_decides_and_a_faction_does_not_block() -> None:
    found = ranked(
        stance("north", "truce", "ACCEPTS"),
        stance("south", "truce", "DEMANDS"),
        stance("wing", "truce", "REJECTS"),
        stance("north", "border", "ACCEPTS"),
        stance("south", "border", "RESISTS"),
        stance("north", "aid", "REJECTS"),
        stance("south", "aid", "ACCEPTS"),
    )
    assert found["term"].tolist() == ["aid", "border", "truce"]
    assert found["score"].tolist() == [1, 0.75, 0]  # 1 − (−2 + 2)/4, 1 − (−1 + 2)/4, 1 − (2 + 2)/4
    assert found["blocker"].fillna("").tolist() == ["north", "south", ""]
    assert found["salience"].isna().all()
    assert found["n"].tolist() == [2, 2, 2]


def test_the_mean_salience_of_those_coded_weighs_a_term() -> None:
    found = ranked(
        stance("north", "truce", "REJECTS", salience=20.0),
        stance("south", "truce", "ACCEPTS", salience=60.0),
        stance("wing", "truce", "ACCEPTS", salience=100.0),
        stance("north", "border", "RESISTS", salience=80.0),
        stance("south", "border", "ACCEPTS"),
    ).set_index("term")
    assert found.loc["border", ["salience", "score"]].tolist() == [80, 0.6]  # 0.8 · (1 − 1/4)
    assert found.loc["truce", ["salience", "score"]].tolist() == [40, 0.4]  # 0.4 · 1
    assert found.index.tolist() == ["border", "truce", "aid"]


def test_a_term_without_enough_levels_comes_last_without_a_score() -> None:
    three = frames.PARTIES.frame([{"code": code, "consent_required": True} for code in ("north", "south", "east")])
    found = ranked(
        stance("north", "aid", "ACCEPTS"),
        stance("south", "aid", "ACCEPTS"),
        stance("north", "truce", "REJECTS"),
        parties=three,
    ).set_index("term")
    assert found.index.tolist() == ["aid", "truce", "border"]
    assert found["n"].tolist() == [2, 1, 0]  # one of three is less than half
    assert found.loc[["truce", "border"], ["agreement", "score", "days_still"]].isna().all().all()


def test_silence_of_all_ranks_nothing_and_nor_does_an_empty_case() -> None:
    silent = ranked(stance("north", "truce", "SILENT"), stance("south", "truce", "SILENT"))
    assert silent["score"].isna().all()
    assert ranked()["score"].isna().all()
    assert ranked()["term"].tolist() == ["truce", "border", "aid"]


def test_nobody_whose_consent_is_required_means_no_ranking() -> None:
    nobody = PARTIES.assign(consent_required=pd.array([False] * 3, dtype="boolean"))
    assert ranked(stance("north", "truce", "REJECTS"), parties=nobody)["score"].isna().all()


def test_one_party_is_enough_where_only_its_consent_is_required() -> None:
    found = ranked(stance("north", "border", "OPEN"), parties=PARTIES.head(1))
    assert found[["term", "score"]].values.tolist()[0] == ["border", 0.5]


def test_ties_go_to_the_term_longest_without_improvement_and_then_by_the_order_of_terms() -> None:
    both = [stance(party, term, "REJECTS") for party in ("north", "south") for term in ("truce", "border", "aid")]
    assert ranked(*both)["term"].tolist() == ["truce", "border", "aid"]
    risen = [
        stance("north", "truce", "RESISTS", "2025-02-01"),
        stance("south", "truce", "RESISTS", "2025-02-10"),
        stance("north", "truce", "REJECTS", "2025-02-20"),
    ]
    found = ranked(*both, *risen)
    assert found["term"].tolist() == ["border", "aid", "truce"]
    # Known since 1 January: 31 + 28 days. The minimum of the truce last rose on 10 February, when the second moved.
    assert found["days_still"].tolist() == [59, 59, 19]


def test_falling_silent_is_no_improvement() -> None:
    found = ranked(
        stance("north", "truce", "ACCEPTS"),
        stance("south", "truce", "REJECTS"),
        stance("south", "truce", "SILENT", "2025-02-01"),
    ).set_index("term")
    assert found.loc["truce", ["agreement", "n", "days_still"]].tolist() == [2, 1, 59]


def test_saying_the_same_again_is_no_improvement() -> None:
    again = [stance("north", "truce", "REJECTS", day) for day in ("2025-01-01", "2025-02-01")]
    assert ranked(*again, stance("south", "truce", "OPEN"))["days_still"].iloc[0] == 59


def test_after_a_silence_the_next_level_is_held_against_the_last_one() -> None:
    found = ranked(
        stance("north", "truce", "OPEN"),
        stance("south", "truce", "REJECTS"),
        stance("south", "truce", "SILENT", "2025-02-01"),
        stance("south", "truce", "RESISTS", "2025-02-10"),
    ).set_index("term")
    assert found.loc["truce", ["agreement", "days_still"]].tolist() == [-1, 19]


def test_what_comes_after_the_day_is_left_alone() -> None:
    since = improved_on(frames.GRADED_STANCES.frame(), ["north"])
    assert since.empty
    of = [stance("north", "truce", "REJECTS"), stance("south", "truce", "REJECTS")]
    later = frames.GRADED_STANCES.frame(
        [
            {"code": f"s{n}", **row, "held_on": day, "level": level}
            for day, level in ((D("2025-01-01"), "REJECTS"), (D("2025-05-01"), "ACCEPTS"))
            for n, row in enumerate(of, start=day.month)
        ]
    )
    now = frames.CURRENT.frame([{**row, "level_score": -2} for row in of])
    assert sticking_points(now, later, PARTIES, TERMS, AS_OF)["days_still"].iloc[0] == 59


@pytest.mark.parametrize(
    ("north", "south", "expected"),
    [
        (("DEMANDS", True), ("REJECTS", True), True),
        (("DEMANDS", True), ("CONDITIONAL", True), False),
        (("DEMANDS", True), ("REJECTS", False), False),
        (("DEMANDS", True), ("OPEN", True), False),
        (("DEMANDS", True), ("SILENT", True), False),
        (("DEMANDS", True), ("REJECTS", None), None),
        (("DEMANDS", None), ("REJECTS", None), None),
    ],
)
def test_red_lines_collide_on_opposite_sides_only_and_are_unknown_where_not_recorded(
    north: tuple[str, bool | None], south: tuple[str, bool | None], expected: bool | None
) -> None:
    found = ranked(
        stance("north", "truce", north[0], red_line=north[1]),
        stance("south", "truce", south[0], red_line=south[1]),
    ).set_index("term")
    value = found.loc["truce", "red_line_collision"]
    assert pd.isna(value) if expected is None else value == expected


LEVELS = st.sampled_from(["DEMANDS", "CONDITIONAL", "OPEN", "RESISTS", "REJECTS", "SILENT"])
CASE = st.lists(
    st.builds(
        stance,
        st.sampled_from(["north", "south"]),
        st.sampled_from(["truce", "border", "aid"]),
        LEVELS,
        st.sampled_from(["2025-01-01", "2025-01-20", "2025-02-03"]),
        salience=st.sampled_from([None, 30.0, 70.0]),
    ),
    max_size=10,
    unique_by=lambda row: (row["party"], row["term"], row["held_on"]),
)


@settings(max_examples=60)
@given(CASE, st.randoms(use_true_random=False))
def test_the_ranking_does_not_depend_on_the_order_of_rows(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(ranked(*rows), ranked(*shuffled))


@settings(max_examples=60)
@given(st.tuples(LEVELS, LEVELS), st.sampled_from(["OPEN", "RESISTS", "REJECTS"]))
def test_agreement_never_rises_when_a_level_falls(levels: tuple[str, str], lower: str) -> None:
    def found(north: str, south: str) -> Any:
        scored = {"level_score": SCORES.get(north)}, {"level_score": SCORES.get(south)}
        rows = [{"party": "north", "term": "truce", **scored[0]}, {"party": "south", "term": "truce", **scored[1]}]
        return agreement(frames.CURRENT.frame(rows), PARTIES, TERMS)["agreement"].iloc[0]

    north, south = levels
    assume(SCORES.get(north, -3) > SCORES[lower])
    assert found(lower, south) <= found(north, south)
