"""Sticking points, worked by hand."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.agreement import agreement
from dashboard.analysis.sticking import DELIVERED, UNASKED, at_level_since, sticking_points
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
    more = {"precision": "day", "word": 0, "remark": False} | more
    return {"party": party, "term": term, "level": level, "held_on": D(day), "source_grade": "A", **more}


def ranked(*rows: dict[str, Any], parties: pd.DataFrame = PARTIES, **more: Any) -> pd.DataFrame:
    """Return the sticking points of stances, the last of each party and term being the current one."""
    of = frames.GRADED_STANCES.frame([{"code": f"s{n}", **row} for n, row in enumerate(rows)])
    ages = [row.get("age", "current") for row in rows]
    held = {"level_held_on": of["held_on"], "level_precision": of["precision"]}
    held["silent_since"] = pd.to_datetime(pd.Series([row.get("silent_since") for row in rows]))
    now = of.assign(level_score=of["level"].map(SCORES), level_age=ages, **held)
    now = now.sort_values("held_on", kind="stable").drop_duplicates(["party", "term"], keep="last")
    return frames.STICKING.check(
        sticking_points(frames.CURRENT.frame(now.to_dict("records")), of, parties, TERMS, AS_OF, **more)
    )


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


def test_the_mean_salience_weighs_a_term_and_the_median_of_its_others_stands_for_one_that_is_not_coded() -> None:
    found = ranked(
        stance("north", "truce", "REJECTS", salience=20.0),
        stance("south", "truce", "ACCEPTS", salience=60.0),
        stance("wing", "truce", "ACCEPTS", salience=100.0),
        stance("north", "border", "RESISTS", salience=80.0),
        stance("south", "border", "ACCEPTS"),
        stance("north", "aid", "ACCEPTS"),
        stance("south", "aid", "RESISTS", salience=90.0),
    ).set_index("term")
    # North's median is (20 + 80)/2 = 50, South's (60 + 90)/2 = 75.
    assert found.loc["truce", ["salience", "score"]].tolist() == [40, 0.4]  # (20 + 60)/2; 0.4 · 1
    assert found.loc["border", ["salience", "score"]].tolist() == [77.5, 0.58125]  # (80 + 75)/2; 0.775 · (1 − 1/4)
    assert found.loc["aid", ["salience", "score"]].tolist() == [70, 0.525]  # (50 + 90)/2; 0.7 · (1 − 1/4)


def test_a_party_of_which_no_salience_is_coded_counts_in_full() -> None:
    found = ranked(stance("north", "truce", "REJECTS", salience=20.0), stance("south", "truce", "ACCEPTS"))
    assert found.loc[0, ["salience", "score"]].tolist() == [60, 0.6]  # (20 + 100)/2


def test_how_many_are_counted_how_many_old_and_how_many_overtaken_are_three_numbers() -> None:
    three = frames.PARTIES.frame([{"code": code, "consent_required": True} for code in ("north", "south", "east")])
    found = ranked(
        stance("north", "truce", "REJECTS", "2024-11-01", age="old"),
        stance("south", "truce", "ACCEPTS", "2024-10-01", age="old", precision="month"),
        stance("east", "truce", "ACCEPTS", age="overtaken"),
        stance("wing", "truce", "REJECTS", age="old"),
        stance("north", "border", "ACCEPTS", age="overtaken"),
        stance("south", "border", "REJECTS"),
        parties=three,
    ).set_index("term")
    assert found.loc["truce", ["n", "n_old", "n_overtaken"]].tolist() == [3, 2, 1]
    assert found.loc["border", ["n", "n_old", "n_overtaken"]].tolist() == [2, 0, 1]
    assert found.loc["aid", ["n", "n_old", "n_overtaken"]].tolist() == [0, 0, 0]
    assert found["old_days"].dropna().to_dict() == {"truce": "2024-10; 2025-01-01", "border": "2025-01-01"}


def test_where_one_is_not_known_and_the_others_agree_there_is_no_score() -> None:
    found = ranked(
        stance("north", "truce", "ACCEPTS"),
        stance("north", "border", "ACCEPTS"),
        stance("south", "border", "MIXED"),
        stance("north", "aid", "CONDITIONAL"),
    ).set_index("term")
    # Of truce and border nothing is known: the other may reject it. On aid 1 − (1 + 2)/4 is the least that it can be.
    assert found["score"].dropna().to_dict() == {"aid": 0.25}
    assert found["n"].to_dict() == {"aid": 1, "truce": 1, "border": 1} and found["apart"].isna().all()


def test_a_silence_of_one_of_those_that_hold_a_term_down_stands_beside_its_level() -> None:
    silent = {"silent_since": D("2025-02-01")}
    found = ranked(
        stance("north", "truce", "REJECTS", **silent),
        stance("south", "truce", "ACCEPTS"),
        stance("north", "border", "ACCEPTS", **silent),
        stance("south", "border", "REJECTS"),
        stance("north", "aid", "REJECTS", silent_since=D("2025-02-10")),
        stance("south", "aid", "REJECTS", **silent),
    ).set_index("term")
    # Of two that hold aid down the later silence; of the border the one who is silent does not hold it down.
    assert found["silent_since"].dropna().to_dict() == {"truce": D("2025-02-01"), "aid": D("2025-02-10")}


def test_of_those_that_hold_a_term_down_the_latest_record_says_when_that_was_last_recorded() -> None:
    found = ranked(
        stance("north", "truce", "REJECTS", "2024-10-01"),
        stance("north", "truce", "REJECTS", "2024-11-01", precision="month"),
        stance("south", "truce", "ACCEPTS", "2025-01-05"),
        stance("north", "border", "RESISTS", "2024-12-01"),
        stance("south", "border", "RESISTS", "2025-01-07", precision="about"),
        stance("north", "aid", "RESISTS", "2025-01-09"),
        stance("south", "aid", "RESISTS", "2025-01-08", precision="about"),
    ).set_index("term")
    days = {"truce": "2024-11-01", "border": "2025-01-07", "aid": "2025-01-09"}
    assert found["last_on"].dt.strftime("%F").to_dict() == days
    assert found["last_precision"].to_dict() == {"truce": "month", "border": "about", "aid": "day"}
    agreed = ranked(stance("north", "aid", "ACCEPTS"), stance("south", "aid", "ACCEPTS"))
    assert agreed["last_on"].isna().all() and agreed["last_precision"].isna().all()


def test_what_nobody_asks_for_and_what_is_delivered_stand_apart_and_last_without_a_score() -> None:
    found = ranked(
        stance("north", "truce", "REJECTS"),
        stance("south", "truce", "OPEN"),
        stance("wing", "truce", "DEMANDS"),
        stance("north", "border", "REJECTS"),
        stance("south", "border", "DEMANDS"),
        stance("north", "aid", "RESISTS"),
        stance("south", "aid", "ACCEPTS"),
        delivered={"border"},
    ).set_index("term")
    assert found.index.tolist()[0] == "aid"
    assert found["apart"].fillna("").to_dict() == {"aid": "", "truce": UNASKED, "border": DELIVERED}
    assert found["score"].notna().to_dict() == {"aid": True, "truce": False, "border": False}
    assert found.loc["truce", "agreement"] == -2  # the number stands; it is no sticking point


def test_one_who_accepts_on_conditions_asks_for_it() -> None:
    found = ranked(stance("north", "truce", "REJECTS"), stance("south", "truce", "CONDITIONAL"))
    assert found.loc[0, ["term", "score"]].tolist() == ["truce", 1]


def test_where_one_level_is_not_known_nobody_can_say_that_nobody_asks() -> None:
    found = ranked(stance("north", "truce", "REJECTS")).set_index("term")
    assert pd.isna(found.loc["truce", "apart"]) and found.loc["truce", "score"] == 1


def test_a_term_without_enough_levels_comes_last_without_a_score() -> None:
    three = frames.PARTIES.frame([{"code": code, "consent_required": True} for code in ("north", "south", "east")])
    found = ranked(
        stance("north", "aid", "ACCEPTS"),
        stance("south", "aid", "OPEN"),
        stance("north", "truce", "REJECTS"),
        parties=three,
    ).set_index("term")
    assert found.index.tolist() == ["aid", "truce", "border"]
    assert found["n"].tolist() == [2, 1, 0]  # one of three is less than half
    assert found.loc[["truce", "border"], ["agreement", "score", "days_at_level"]].isna().all().all()


def test_silence_of_all_ranks_nothing_and_nor_does_an_empty_case() -> None:
    silent = ranked(stance("north", "truce", "SILENT"), stance("south", "truce", "SILENT"))
    assert silent["score"].isna().all()
    assert ranked()["score"].isna().all()
    assert ranked()["term"].tolist() == ["truce", "border", "aid"]


def test_nobody_whose_consent_is_required_means_no_ranking() -> None:
    nobody = PARTIES.assign(consent_required=pd.array([False] * 3, dtype="boolean"))
    assert ranked(stance("north", "truce", "REJECTS"), parties=nobody)["score"].isna().all()


def test_one_party_is_enough_where_only_its_consent_is_required() -> None:
    found = ranked(stance("north", "border", "ACCEPTS"), parties=PARTIES.head(1))
    assert found[["term", "score"]].values.tolist()[0] == ["border", 0]


BOTH = [
    stance(party, term, level)
    for party, level in (("north", "REJECTS"), ("south", "DEMANDS"))
    for term in ("truce", "border", "aid")
]


def days(*rows: dict[str, Any]) -> Any:
    """Return since when the truce stands where it does, and for how many days."""
    since, held = ranked(*rows).set_index("term").loc["truce", ["since", "days_at_level"]]
    return None if pd.isna(since) else (f"{since:%m-%d}", held)


def test_ties_go_to_the_term_longest_at_its_level_and_then_by_the_order_of_terms() -> None:
    assert ranked(*BOTH)["term"].tolist() == ["truce", "border", "aid"]
    found = ranked(
        *BOTH, stance("north", "truce", "RESISTS", "2025-02-01"), stance("north", "truce", "REJECTS", "2025-02-10")
    )
    assert found["term"].tolist() == ["border", "aid", "truce"]
    # Known since 1 January: 31 + 28 days. The truce has been at this level again since 10 February.
    assert found["days_at_level"].tolist() == [59, 59, 19]


def test_the_days_count_from_when_all_are_known() -> None:
    assert days(stance("north", "truce", "REJECTS")) is None
    assert days(stance("north", "truce", "REJECTS"), stance("south", "truce", "OPEN", "2025-02-01")) == ("02-01", 28)


@pytest.mark.parametrize(
    ("party", "level", "expected"),
    [
        ("north", "REJECTS", ("01-01", 59)),  # the same again
        ("south", "ACCEPTS", ("01-01", 59)),  # not the lowest
        ("south", "SILENT", ("01-01", 59)),  # silence ends nothing
        ("north", "RESISTS", ("02-10", 19)),  # up
        ("south", "REJECTS", ("02-10", 19)),  # held by two now
        ("north", "MIXED", None),  # not known any more
    ],
)
def test_the_days_start_again_at_every_change_of_the_lowest_level_or_of_who_holds_it(
    party: str, level: str, expected: Any
) -> None:
    assert days(*BOTH, stance(party, "truce", level, "2025-02-10")) == expected


def test_the_days_start_again_after_a_time_in_which_the_levels_conflicted() -> None:
    mixed, again = (
        stance("south", "truce", level, f"2025-02-{day}") for level, day in (("MIXED", 10), ("DEMANDS", 20))
    )
    assert days(*BOTH, mixed, again) == ("02-20", 9)


def test_a_remark_and_what_comes_after_the_day_move_nothing() -> None:
    assert days(*BOTH, stance("north", "truce", "OPEN", "2025-02-10", remark=True)) == ("01-01", 59)
    of = frames.GRADED_STANCES.frame([{"code": f"s{n}", **row} for n, row in enumerate(BOTH)])
    later = frames.GRADED_STANCES.frame([{"code": "x", **stance("north", "truce", "OPEN", "2025-03-02")}])
    now = frames.CURRENT.frame(of.assign(level_score=of["level"].map(SCORES)).to_dict("records"))
    found = sticking_points(now, pd.concat([of, later]), PARTIES, TERMS, AS_OF).set_index("term")
    assert found.loc["truce", "days_at_level"] == 59


def test_a_day_that_is_known_to_the_month_stays_one() -> None:
    rows = [stance("north", "truce", "REJECTS"), stance("south", "truce", "OPEN", "2025-02-01", precision="month")]
    assert ranked(*rows).set_index("term").loc["truce", "since_precision"] == "month"
    # North may have spoken on that very day: the month is all that can be said of both.
    exactly = stance("north", "truce", "RESISTS", "2025-02-01")
    assert ranked(*rows, exactly).set_index("term").loc["truce", "since_precision"] == "month"
    again = [*rows, stance("north", "truce", "RESISTS", "2025-02-10")]
    assert ranked(*again).set_index("term").loc["truce", "since_precision"] == "day"


def test_without_stances_or_parties_nothing_has_stood_since_any_day() -> None:
    assert at_level_since(frames.LEVELS.frame(), ["north"], AS_OF).empty
    assert at_level_since(frames.LEVELS.frame([{"code": "s", **BOTH[0]}]), [], AS_OF).empty


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


@settings(max_examples=25)
@given(CASE, st.randoms(use_true_random=False))
def test_the_ranking_does_not_depend_on_the_order_of_rows(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(ranked(*rows), ranked(*shuffled))


@settings(max_examples=25)
@given(st.tuples(LEVELS, LEVELS), st.sampled_from(["OPEN", "RESISTS", "REJECTS"]))
def test_agreement_never_rises_when_a_level_falls(levels: tuple[str, str], lower: str) -> None:
    def found(north: str, south: str) -> Any:
        scored = {"level_score": SCORES.get(north)}, {"level_score": SCORES.get(south)}
        rows = [{"party": "north", "term": "truce", **scored[0]}, {"party": "south", "term": "truce", **scored[1]}]
        return agreement(frames.CURRENT.frame(rows), PARTIES, TERMS)["agreement"].iloc[0]

    north, south = levels
    assume(SCORES.get(north, -3) > SCORES[lower])
    assert found(lower, south) <= found(north, south)
