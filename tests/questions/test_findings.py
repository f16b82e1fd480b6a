"""What each question finds, word for word."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.baseline import BEYOND, NO_STANDING_YES, TABLED_ANOTHER
from dashboard.analysis.namesakes import DIFFERENT_ANSWERS
from dashboard.analysis.robustness import PLACES
from dashboard.analysis.sticking import UNASKED
from dashboard.analysis.trend import Line, Slope
from dashboard.analysis.who_moved import NEW_POSITION, NO_POSITION, OTHER_POSITION
from dashboard.charts.context import AnswerGiven, Context
from dashboard.questions import (
    agreement,
    baseline,
    coder_agreement,
    compare,
    distance,
    figures,
    party_or_text,
    provision_quantities,
    release_curves,
    robustness,
    spread,
    stance_matrix,
    stance_steps,
    sticking_points,
    timeline,
    two_texts,
    who_moved,
    whose_word,
)
from dashboard.vocabulary import SCORES

D = pd.Timestamp
PAIR = ("north", "south")
FIRST = D("2025-01-12")
PARTIES = frames.PARTIES.frame(
    [
        {"code": code, "short_name": code.title(), "consent_required": True, "rank": rank}
        for rank, code in enumerate(("north", "south"))
    ]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "short_title": "Truce", "whole_text": False},
        {"code": "border", "short_title": "Border and Rafah", "whole_text": False},
        {"code": "text", "short_title": "Text as a whole", "whole_text": True},
    ]
)
ROUNDS = frames.ROUNDS.frame([{"code": "R1", "title": "First", "ended_on": FIRST, "precision": "day"}])
PROPOSALS = frames.PROPOSALS.frame(
    [
        {"code": "p1", "title": "Draft-1", "tabled_on": D("2025-01-01"), "precision": "day"},
        {"code": "p2", "title": "Draft-2", "tabled_on": D("2025-01-09"), "precision": "about"},
    ]
)
CONTEXT = Context(PARTIES, TERMS, ROUNDS, PROPOSALS, D("2025-02-01"), ("p2",), since=D("2025-01-01"))


OLD = "2024-12-01"
"""The day of what is old."""
EARLIER = "2024-11"
"""The month of what is overtaken, where that is told apart."""


def distances(
    overall: float | None, n: int, old: int = 0, overtaken: int = 0, coded: int = 4, day: pd.Timestamp = FIRST
) -> pd.DataFrame:
    of_round = ("R1", day, "day", "north; south")
    rows: list[Any] = [(*of_round, term, 0.5, 2, 0, 0, None, None, 2) for term in ("truce", "border")]
    rows.append((*of_round, "overall", overall, n, old, overtaken, OLD if old + overtaken else None, None, coded))
    return frames.TRENDS.frame([(*row, *[None] * 6) for row in rows])


NO_TREND = "No trend: a distance is known for 1 of 1 round; 5 are needed."
STOOD = "North and South stood 0.50 apart on the issues"


def test_how_far_apart_says_on_how_many_terms_and_why_there_is_no_trend() -> None:
    assert distance.finding(distances(0.5, 2), CONTEXT) == [
        f"At the end of “First” (12 January 2025), {STOOD}, over 2 of 2 terms.",
        NO_TREND,
    ]


@pytest.mark.parametrize(
    ("n", "old", "overtaken", "said"),
    [
        (2, 1, 0, "over 2 of 2 terms; of these 2 terms, 1 rests on a level older than 30 days (of 1 December 2024)."),
        (2, 2, 0, "over 2 of 2 terms; these 2 terms rest on a level older than 30 days (of 1 December 2024)."),
        (
            2,
            1,
            1,
            "over 2 of 2 terms; of these 2 terms, 1 rests on a level older than what the agreement of 1 January 2025"
            " says on the"
            " same term and 1 more on one older than 30 days (all of 1 December 2024).",
        ),
    ],
)
def test_a_distance_says_how_many_terms_rest_on_levels_that_were_old_by_then(
    n: int, old: int, overtaken: int, said: str
) -> None:
    agreed = replace(CONTEXT, proposals=PROPOSALS.assign(kind=["agreement", "mediators"])) if overtaken else CONTEXT
    first = distance.finding(distances(0.5, n, old, overtaken), agreed)[0]
    assert first.endswith(f", {said}")
    # What was agreed comes first.
    assert ("(12 January 2025) and after the agreement of 1 January 2025, North" in first) == bool(overtaken)


def test_of_a_term_chosen_the_distance_comes_before_that_over_all() -> None:
    found = distances(0.5, 2)
    found.loc[found["term"] == "border", ["n_old", "old_days"]] = 1, OLD
    when = "At the end of “First” (12 January 2025)"
    assert distance.finding(found, replace(CONTEXT, only_terms=("border",)))[:2] == [
        f"{when}, North and South stood 0.50 apart on border and Rafah; of these 2 levels, 1 is older than 30 days (of"
        " 1 December 2024).",
        f"At the same time, {STOOD}, over 2 of 2 terms.",
    ]
    found.loc[found["term"] == "border", "distance"] = None
    cannot = "how far apart North and South stood on border and Rafah cannot be told."
    assert distance.finding(found, replace(CONTEXT, only_terms=("border",)))[0] == f"{when}, {cannot}"
    both = distance.finding(found, replace(CONTEXT, only_terms=("border", "truce")))
    assert both[:2] == [f"{when}, North and South stood 0.50 apart on truce.", f"At the same time, {cannot}"]
    # Of a term that was not chosen it is not known here whether a level is missing or mixed.
    found = distances(0.5, 1)
    others = "The other term did not have a level from both."
    assert others in distance.finding(found, CONTEXT)
    of_one = distance.finding(found, replace(CONTEXT, only_terms=("truce",)))
    assert not [words for words in of_one if words.startswith("The other")]


def test_a_level_that_is_mixed_is_told_as_that_and_not_as_one_there_is_not() -> None:
    found = distances(0.5, 1)
    found.loc[found["term"] == "border", ["distance", "mixed"]] = [None, "south"]
    three = pd.concat([TERMS, TERMS.head(1).assign(code="aid", short_title="Aid")], ignore_index=True)
    conflicted = "What was recorded of South on border and Rafah conflicted."
    assert distance.finding(found, CONTEXT)[1:3] == [conflicted, NO_TREND]
    assert distance.finding(found, replace(CONTEXT, terms=three))[1:3] == [
        conflicted,
        "The other term did not have a level from both.",
    ]
    too_few = found.assign(distance=found["distance"].where(found["term"] != "overall"))
    assert distance.finding(too_few, CONTEXT)[1] == conflicted


def test_a_round_that_goes_on_after_the_day_is_not_called_ended() -> None:
    longer = ROUNDS.assign(started_on=D("2025-01-10"), ended_on=D("2025-01-20"), precision="day")
    first = distance.finding(distances(0.5, 2), replace(CONTEXT, rounds=longer))[0]
    assert first.startswith(
        "On 12 January 2025, during the round begun 10 January 2025, North and South stood 0.50 apart"
    )
    beside = longer.assign(code="R0", started_on=D("2025-01-08"), precision="about")
    first = distance.finding(distances(0.5, 2), replace(CONTEXT, rounds=pd.concat([longer, beside])))[0]
    assert first.startswith("On 12 January 2025, during the rounds begun about 8 January 2025 and 10 January 2025, ")


@pytest.mark.parametrize(
    ("after", "same", "said"),
    [
        (0.25, -0.125, f"the distance fell by 0.25; {distance.ALIKE}, it fell by 0.12."),
        (0.75, 0.0, f"the distance grew by 0.25; {distance.ALIKE}, it is the same."),
        (0.5, 0.0, f"the distance is the same, also {distance.ALIKE}."),
        (0.501, 0.2, f"the distance grew by less than 0.01; {distance.ALIKE}, it grew by 0.20."),
        (None, 0.2, f"the distance, {distance.ALIKE}, grew by 0.20."),
        (0.75, None, None),
    ],
)
def test_the_change_on_the_same_terms_stands_beside_that_of_all(
    after: float | None, same: float | None, said: str | None
) -> None:
    later = distances(after, 2, day=D("2025-01-30")).assign(round="R2")
    later["same_terms_change"] = pd.Series(same, later.index, dtype="float64")
    held = pd.concat([ROUNDS, ROUNDS.assign(code="R2", title="Second", ended_on=D("2025-01-30"))], ignore_index=True)
    found = distance.finding(pd.concat([distances(0.5, 2), later]), replace(CONTEXT, rounds=held))
    since = [words for words in found if words.startswith("Since")]
    assert since == ([f"Since the end of “First” (12 January 2025), {said}"] if said else [])


@pytest.mark.parametrize(
    ("coded", "said"),
    [
        (4, []),
        (0, ["No record that counts says how much the two care about these terms: each weighs the same."]),
        (
            3,
            [
                "How much a party cares about a term is taken from the record that gives its level; where that does not"
                " say it, the median of its other terms stands for it, and where none of these says it, the term counts"
                " in full."
            ],
        ),
    ],
)
def test_a_salience_that_is_not_coded_is_said(coded: int, said: list[str]) -> None:
    assert distance.finding(distances(0.5, 2, coded=coded), CONTEXT)[2:] == said


def test_with_a_party_whose_consent_is_not_required_the_page_says_why_there_is_no_distance() -> None:
    host = pd.concat([PARTIES, PARTIES.head(1).assign(code="host", short_name="Host", consent_required=False, rank=3)])
    context = replace(CONTEXT, parties=host, only_parties=("north", "host"))
    assert distance.finding(distances(None, 0), context)[:2] == [
        "At the end of “First” (12 January 2025), no term had a standing position from both, so how far apart"
        " North and Host stood cannot be told.",
        "Where the consent of one of the two is not required, distance is told by positions only.",
    ]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-0.2, -0.01, "they came closer"), (0.01, 0.2, "they drew apart"), (-0.2, 0.2, "no clear direction")],
)
def test_a_trend_has_a_direction_only_where_its_interval_has(
    low: float, high: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(-0.0625, low, high, 1 - 2 / 120, 0.5)
    monkeypatch.setattr(distance.trend, "slope", lambda found: Slope(line, 5))
    interval = f"98 % interval {low:+.2f} to {high:+.2f}, taking the rounds as independent"
    said = f"Over the last 5 rounds with a distance it changed by −0.06 a round ({interval}): {expected}."
    assert distance.finding(distances(0.5, 2), CONTEXT)[-1] == said.replace("-", "−")


@pytest.mark.parametrize("slope", [0.001, 0.0, -0.004])
def test_no_change_has_no_sign(slope: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distance.trend, "slope", lambda found: Slope(Line(slope, -0.004, 0.2, 0.99, 0.5), 6))
    said = distance.finding(distances(0.5, 2), CONTEXT)[-1]
    assert "changed by less than 0.01 a round (99 % interval −0.004 to +0.20, " in said and said.endswith(
        ": no clear direction."
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.17, 0.003, "−0.17 to +0.003, taking the rounds as independent): no clear direction"),
        (-0.17, -0.0034, "−0.17 to −0.003, taking the rounds as independent): they came closer"),
        (0.00042, 0.005, "+0.0004 to +0.01, taking the rounds as independent): they drew apart"),
        (-0.17, 0.0, "−0.17 to 0, taking the rounds as independent): no clear direction"),
    ],
)
def test_an_end_of_an_interval_tells_whether_0_is_inside(
    low: float, high: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distance.trend, "slope", lambda found: Slope(Line(low / 2, low, high, 0.98, 0.5), 6))
    assert f"(98 % interval {said}." in distance.finding(distances(0.5, 2), CONTEXT)[-1]


def test_too_few_terms_and_no_round_are_said() -> None:
    assert distance.finding(distances(None, 1), replace(CONTEXT, terms=TERMS.assign(whole_text=False)))[0] == (
        "At the end of “First” (12 January 2025), only 1 of 3 terms had a level from both: too few to say how far apart"
        " North and South stood."
    )
    assert distance.finding(frames.TRENDS.frame(), CONTEXT) == [
        "By 1 February 2025 no round had begun, so how far apart North and South stood cannot be told."
    ]


def moves(
    *rows: tuple[str, str, str],
    counts: tuple[int, int, int] = (3, 0, 0),
    context: Context = CONTEXT,
    measured_in: str | None = None,
) -> str:
    names = ("n", "n_old", "n_overtaken")
    days = {"old_days": OLD if counts[1] else None, "overtaken_days": EARLIER if counts[2] else None}
    frame = frames.MOVES.frame(
        [
            {"party": party, "term": term, "moved": moved, "measured_in": measured_in}
            | {**days, **dict(zip(names, counts, strict=True))}
            for party, term, moved in rows
        ]
    )
    return " ".join(who_moved.finding(frame, context))


SPAN = "From 1 January 2025 to 1 February 2025"


def test_who_moved_says_both_sides_in_the_same_words() -> None:
    assert moves(
        ("north", "truce", "towards"),
        ("south", "truce", "away"),
        ("north", "border", "still"),
        ("south", "border", "not comparable"),
    ) == (
        f"{SPAN}, North moved towards South on truce, and South moved away from North on truce. North stood still on"
        " border and Rafah (a later record repeats the level). As a level is missing or mixed, South cannot be"
        " compared on border and Rafah."
    )


def test_of_two_who_moved_together_neither_is_said_to_have_moved_towards_or_away() -> None:
    assert moves(("north", "truce", "together"), ("south", "truce", "together"), ("south", "border", "away")) == (
        f"{SPAN}, North moved together with South on truce, and South moved away from North on border and Rafah,"
        " and together with North on truce."
    )


@pytest.mark.parametrize(
    ("places", "ended"),
    [
        (((0, 2), (2, -2)), "further apart"),
        (((-1, 1), (0, 1)), "together"),
        (((-1, 1), (0, 2)), "as far apart as before"),
        (((-2, 2), (1, 0)), "nearer each other"),
    ],
)
def test_where_a_step_leads_both_ways_it_is_told_that_both_moved_and_how_far_apart_they_ended(
    places: tuple[tuple[int, int], tuple[int, int]], ended: str
) -> None:
    both = [
        {"party": party, "term": "truce", "moved": "both moved", "before": before, "after": after, "m": 1}
        for party, (before, after) in zip(("north", "south"), places, strict=True)
    ]
    other = {"party": "south", "term": "border", "moved": "past the other", "m": 1}
    counted = {"measured_in": "level", "n": 3, "n_old": 0, "n_overtaken": 0}
    said = [
        who_moved.finding(frames.MOVES.frame(row | counted for row in rows), CONTEXT) for rows in ([*both, other], both)
    ]
    assert said == [
        [f"{SPAN}, South moved past North on border and Rafah; both moved on truce and ended {ended}."],
        [f"{SPAN}, both moved on truce and ended {ended}."],
    ]


def test_who_moved_says_from_what_it_counts_where_that_is_the_end_of_a_round() -> None:
    days = {"started_on": [D("2025-01-05"), D("2025-01-20")], "ended_on": [FIRST, D("2025-01-25")]}
    held = frames.ROUNDS.frame([{"code": code, "rank": rank} for rank, code in enumerate(("R1", "R2"))]).assign(**days)
    counted_from = "Counted from the end of the last round that was over before the latest one began."
    for since, said in ((FIRST, True), (D("2025-01-13"), False)):
        words = moves(("north", "truce", "towards"), context=replace(CONTEXT, rounds=held, since=since))
        assert (counted_from in words) == said


def test_still_and_nothing_new_recorded_are_told_apart() -> None:
    said = moves(
        ("north", "truce", "still"),
        ("north", "border", "nothing new"),
        ("south", "truce", "nothing new"),
        ("south", "border", "neither way"),
    )
    assert said == (
        f"{SPAN}, no net move of North or South is recorded. North stood still on truce (a later record repeats the"
        " level); on 1 term no new level of it is recorded. South ended neither nearer nor further on border and Rafah,"
        " though another level was recorded; on 1 term no new level of it is recorded."
    )
    unheld = {"moved": "not comparable", "term": "border", "measured_in": "level", "n": 2, "n_old": 0, "n_overtaken": 0}
    still = unheld | {"moved": "still", "term": "truce", "n": 3}
    changed = unheld | {"party": "north", "level_before": "DEMANDS", "level_after": "CONDITIONAL"}
    rows = [still | {"party": party} for party in ("north", "south")]
    for more, denied in (
        (changed, "no net move of North that can be compared is recorded, and no net move of South is recorded."),
        (changed | {"level_after": "MIXED"}, "no net move of North or South is recorded."),
        (changed | {"level_after": "DEMANDS"}, "no net move of North or South is recorded."),
    ):
        said, *rest = who_moved.finding(frames.MOVES.frame([*rows, more]), CONTEXT)
        assert said == f"{SPAN}, {denied}"
        alone = (
            "A level changed where the other’s is not known with a score on both days, so that nobody is said to have"
            " moved: North on border and Rafah, from “demands” to “accepts on conditions”."
        )
        assert (alone in rest) == (more is changed)
    old = frames.MOVES.frame([*rows, changed | {"n_old": 1, "old_days": "2024-12-01"}])
    assert (
        "The one such change rests on a level that was more than 30 days old on its day (of 1 December 2024)."
        in who_moved.finding(old, CONTEXT)
    )
    assert moves(("north", "truce", OTHER_POSITION), ("south", "truce", NO_POSITION)) == (
        f"{SPAN}, no net move by level of North or South is recorded. North ended at the same level on truce, with"
        " another position. South ended at the same level on truce, no position being coded with the last record."
    )
    later, level = {("level", "north", "truce"): "2025-02-03"}, ("level", "north", "truce")
    shown = replace(CONTEXT, told_later=later, shown_before={level})
    whole = replace(shown, shown_before={level, ("position", *level[1:])})
    # An earlier record shows the level; of which day the page of another position is, is told.
    for moved in (OTHER_POSITION, NO_POSITION, NEW_POSITION):
        of_both = [moves(("north", "truce", moved), context=context) for context in (shown, whole)]
        assert ["on truce (by a page of 3 February 2025), " in words for words in of_both] == [True, False], moved
    assert "by a page" not in moves(("north", "truce", "towards"), context=shown)
    assert "on truce (by a page of 3 February 2025), " in moves(
        ("north", "truce", "towards"), context=shown, measured_in="position"
    )
    nothing = [(party, term, "nothing new") for party in PAIR for term in ("truce", "border")]
    assert moves(*nothing, counts=(3, 3, 0)) == (
        f"{SPAN}, no net move of North or South is recorded. On 2 terms no new level of North is recorded. On 2 terms "
        "no new level of South is recorded."
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((3, 0, 0), ""),
        ((3, 1, 0), "rest on a level that was more than 30 days old on its day (of 1 December 2024)."),
        (
            (3, 0, 1),
            "rest on a level that was older than what the agreement then standing said on the same term (of November"
            " 2024).",
        ),
        # One that rests on both is told with both, each with its own days.
        (
            (3, 1, 1),
            "rest on a level that was older than what the agreement then standing said on the same term (of November"
            " 2024), and 2 of these on one that was not, but was more than 30 days old on its day (of 1 December"
            " 2024).",
        ),
    ],
)
def test_who_moved_says_how_many_comparisons_rest_on_levels_that_were_old(counts: Any, said: str) -> None:
    found = moves(("north", "truce", "away"), ("south", "truce", "still"), counts=counts)
    assert found.endswith(f"Both comparisons with a new level {said}" if said else "repeats the level).")


def test_of_whom_a_level_is_mixed_is_said_where_two_cannot_be_compared() -> None:
    row = {"moved": "not comparable", "n": 0, "n_old": 0, "n_overtaken": 0}
    of_truce = [
        row | {"party": "north", "term": "truce", "level_before": "MIXED"},
        row | {"party": "south", "term": "truce"},
    ]
    of_border = [row | {"party": party, "term": "border", "moved": "nothing new"} for party in PAIR]
    said = who_moved.finding(frames.MOVES.frame([*of_truce, *of_border]), CONTEXT)
    assert said[-1] == "What is recorded of North on truce conflicts."
    assert said[-2] == "As a level is missing or mixed, neither can be compared on truce."


def test_moves_on_terms_that_were_chosen_are_not_told_as_all_there_are() -> None:
    both = [(party, "truce", "nothing new") for party in PAIR]
    said = moves(*both, context=replace(CONTEXT, only_terms=("truce",)))
    assert said.startswith(f"{SPAN}, of the one term chosen, no net move of North or South is recorded.")


def test_a_party_goes_by_its_name_inside_a_sentence_and_begins_one_with_a_capital() -> None:
    named = PARTIES.assign(name_inside=[None, "the Southern Union", *[None] * (len(PARTIES) - 2)])
    context = replace(CONTEXT, parties=named.astype(dict(frames.PARTIES.columns)))
    said = moves(("north", "truce", "towards"), ("south", "truce", "still"), context=context)
    assert "North moved towards the Southern Union on truce" in said and "of the Southern Union is recorded" in said
    assert "The Southern Union stood still on truce" in said


def test_moves_under_an_agreement_are_said_to_be_levels_on_the_issues() -> None:
    two, context = [("north", "truce", "towards"), ("south", "truce", "still")], replace(CONTEXT, in_force="p2")
    said = moves(*two, context=context, measured_in="level")
    assert "These are levels on the issues; the agreement of about 9 January 2025 stands." in said
    none = [(party, term, "not comparable") for party, term, _ in two]
    assert "These are" not in moves(*none, context=context, measured_in="level")


def test_moves_of_one_whose_consent_is_not_required_are_told_by_positions_and_on_which_terms_alone() -> None:
    host = frames.PARTIES.frame([{"code": "host", "short_name": "Host", "consent_required": False, "rank": 2}])
    context = replace(CONTEXT, parties=pd.concat([PARTIES, host]), only_parties=("north", "host"), in_force="p2")
    row = {"measured_in": "position", "n": 3, "n_old": 0, "n_overtaken": 0}
    moved = {("north", "truce"): "nothing new", ("north", "border"): "not comparable"}
    moved |= {("host", term): "not comparable" for term in ("truce", "border")}
    said = who_moved.finding(
        frames.MOVES.frame(
            [row | {"party": party, "term": term, "moved": how} for (party, term), how in moved.items()]
        ),
        context,
    )
    assert said[0].startswith(
        f"{SPAN}, by positions alone and so only on truce, no net move of North is recorded, and Host cannot be"
    )
    assert "These are positions on the issues; the agreement of about 9 January 2025 stands." in said
    unknown = frames.MOVES.frame([row | {"party": "host", "term": "truce", "moved": "not comparable"}])
    assert "by positions alone" not in who_moved.finding(unknown, context)[0]


def test_who_moved_where_nothing_can_be_compared() -> None:
    assert moves(("north", "truce", "not comparable"), ("south", "truce", "not comparable")) == (
        f"{SPAN}, North and South cannot be compared on any term, as a level is missing or mixed."
    )
    assert moves() == f"{SPAN} there is nothing to compare."


def shift(party: float | None, text: float | None, **more: Any) -> dict[str, Any]:
    return {
        "party": "north",
        "term": "border",
        "from_proposal": "p1",
        "to_proposal": "p2",
        "answer_before": "ACCEPTS",
        "answer_after": "RESISTS",
        "level_before": "OPEN",
        "level_after": "OPEN",
        "party_shift": party,
        "text_shift": text,
        "own_text": False,
        "at_end": False,
        "n": 4,
        "n_old": 0,
        "n_overtaken": 0,
        "old_days": OLD,
        "overtaken_days": EARLIER,
        **more,
    }


def test_party_or_text_counts_what_moved_and_what_cannot_be_split() -> None:
    rows = [
        shift(0, -3, at_end=True) | {"level_before": "DEMANDS", "level_after": "ACCEPTS"},
        shift(0, 0, n_old=1) | {"level_stance_before": "s1", "level_stance_after": "s1"},
        shift(1, 0, n_old=1, n_overtaken=1) | {"party": "south"},
        shift(1, -2),
        shift(None, None),
        shift(None, None, answer_before=None),
        shift(2, 2, own_text=True, at_end=True, n_old=2),
    ]
    assert party_or_text.finding(frames.SHIFTS.frame(rows), CONTEXT) == [
        "By 1 February 2025, 4 answers by North and South can be set beside those to an earlier text of the line: by"
        " score, in 1 only the party moved, in 1 only the text moved, in 1 both moved and in 1 no move of either is"
        " recorded.",
        "The split is a definition: what the party’s level does not account for is put down to the text.",
        "In 1 of the 4 the party’s level changed between two that score alike.",
        "In 1 of the 4 no new level of the party between the two answers is recorded.",
        "In 1 of the 4 an answer or a level is at an end of the scale, where a further move does not show.",
        "Of the 4 answers, 1 rests on a level that was older than what the agreement then standing said on the same"
        " term (of November 2024), and 2 on one that was not, but was more than 30 days old on the day of the answer"
        " (of 1 December 2024).",
        "1 more answer cannot be split, as a level is missing or mixed.",
        "Apart stands 1 answer where no answer to the earlier text on the term stood on that day, but a later one"
        " does.",
        "Apart stands 1 answer where the party is recorded as tabling one of the two texts, to which a yes is the"
        " rule.",
    ]


def test_party_or_text_of_one_and_of_none() -> None:
    assert party_or_text.finding(frames.SHIFTS.frame([shift(0, -3, at_end=True, n_old=1)]), CONTEXT)[::2] == [
        "By 1 February 2025, one answer by North can be set beside its answer to an earlier text of the line: by score,"
        " only the text moved.",
        "In it an answer or a level is at an end of the scale, where a further move does not show.",
    ]
    for rows, told in (
        ([shift(0, -3)], "one answer by North that passes the evidence filter can"),
        ([shift(0, -3)] * 2, "2 answers by North that pass the evidence filter can"),
    ):
        assert told in party_or_text.finding(frames.SHIFTS.frame(rows), replace(CONTEXT, narrowed=True))[0]
    own = frames.SHIFTS.frame([shift(0, 0, own_text=True)] * 2)
    assert party_or_text.finding(own, CONTEXT) == [
        "By 1 February 2025, texts that the party tabled aside, no standing answer on a term can be set beside the"
        " same party’s answer on it to an earlier text of the line and be split.",
        "Apart stand 2 answers where the party is recorded as tabling one of the two texts, to which a yes is the"
        " rule.",
    ]
    another = "to which a yes is the rule; for {} another answer to it is recorded."
    for yes, which in (((True, False), "1 of them"), ((False, False), "both")):
        rows = frames.SHIFTS.frame([shift(0, 0, own_text=True, own_yes=one) for one in yes])
        assert party_or_text.finding(rows, CONTEXT)[-1].endswith(another.format(which))
    assert party_or_text.finding(frames.SHIFTS.frame(), CONTEXT) == [
        "By 1 February 2025, no standing answer on a term can be set beside the same party’s answer on it to an earlier"
        " text of the line: nothing can be compared."
    ]


def sticking(*rows: tuple[str, int | None, str | None, float | None, int], **more: Any) -> pd.DataFrame:
    """Return sticking points since 23 January 2025, 9 days before the day, and recorded once."""
    since = {"since": D("2025-01-23"), "since_precision": "day", "days_at_level": 9, "n_old": 0, "n_overtaken": 0}
    since |= {"last_on": D("2025-01-23"), "last_precision": "day", "old_days": OLD}
    return frames.STICKING.frame(
        [
            {"term": term, "agreement": low, "blocker": by, "score": score, "n": n, **since, **more}
            for term, low, by, score, n in rows
        ]
    )


def held(frame: pd.DataFrame) -> str:
    return " ".join(sticking_points.finding(frame, CONTEXT))


def test_the_first_sticking_point_since_when_how_old_that_is_and_what_is_missing() -> None:
    found = sticking(("border", -2, "north; south", 1.0, 2), ("truce", 2, None, 0.0, 1), n_old=1)
    assert held(found) == (
        "On 1 February 2025, first among the sticking points is border and Rafah: the lowest level is “rejects”, by"
        " North and South, last recorded 23 January 2025; of these 2 levels counted on the term, 1 is older than"
        " 30 days (of 1 December 2024). Of the 3 levels counted, 2 are older than 30 days (of 1 December 2024). No"
        " record of these levels says how much the parties care: every term weighs the same. On truce a level is"
        " missing: it may be further from agreement than shown."
    )
    alone = held(sticking(("border", -2, "north", 1.0, 1)))
    assert "“rejects”, by North (1 of the 2 whose consent is required has a level), last recorded" in alone
    assert "may be further" not in alone, "below the lowest level there is none"
    passing = sticking_points.finding(sticking(("border", -2, "north", 1.0, 1)), replace(CONTEXT, narrowed=True))[0]
    assert "(1 of the 2 whose consent is required has a level that passes the evidence filter), last" in passing
    again = sticking(("border", -2, "north", 1.0, 2), since_precision="month", last_on=D("2025-01-24"))
    # It counts from when a level of both is known: North may have stood there before.
    of_both = "it has been the lowest of the two, so held, since January 2025."
    assert held(again).startswith(
        "On 1 February 2025, first among the sticking points is border and Rafah: the lowest level is “rejects”, by"
        f" North, last recorded 24 January 2025; {of_both}"
    )
    filtered = sticking_points.finding(again, replace(CONTEXT, narrowed=True))[0]
    assert filtered.endswith("; it has been the lowest of the two that count, so held, since January 2025.")
    for n, told in ((1, "; it has been so held since"), (3, "; it has been the lowest of the 3, so held, since")):
        host = PARTIES.tail(1).assign(code="host", short_name="Host", rank=2)
        three = pd.concat([PARTIES, host], ignore_index=True)
        consent = three.assign(consent_required=pd.array([place < n for place in range(3)], "boolean"))
        (said, *_) = sticking_points.finding(again.assign(n=n), replace(CONTEXT, parties=consent))
        assert said.endswith(f"last recorded 24 January 2025{told} January 2025.")
    # The other is known since then: of who holds it down there is the one record before.
    once = sticking(("border", -2, "north", 1.0, 2), last_on=D("2024-08-01"), last_precision="month")
    assert "by North, last recorded August 2024." in held(once)
    # Silence ends no level, and is told beside it.
    silent = {"last_on": D("2025-01-24"), "silent_since": D("2025-01-30")}
    assert "last recorded 24 January 2025, silent where a position was due on 30 January 2025; it has been" in held(
        sticking(("border", -2, "north", 1.0, 2), **silent)
    )
    assert "2025, one of them silent where a position was due on 30 January 2025" in held(
        sticking(("border", -2, "north; south", 1.0, 2), **silent)
    )


def test_of_terms_that_were_chosen_none_is_told_as_first_of_all() -> None:
    found, on = sticking(("truce", -2, "north", 1.0, 2), ("border", 1, "south", 0.25, 2)), "On 1 February 2025"
    chosen = replace(CONTEXT, only_terms=("truce", "border"))
    assert sticking_points.finding(found, chosen)[0].startswith(
        f"{on}, of the 2 terms chosen, highest among the sticking points is truce: the lowest level is “rejects”, by"
    )
    one = replace(CONTEXT, only_terms=("border",))
    assert sticking_points.finding(found.tail(1), one)[0].startswith(
        f"{on}, on border and Rafah, the lowest level is “accepts on conditions”, by South, last recorded"
    )
    agreed = sticking(("border", 2, None, 0.0, 2))
    assert sticking_points.finding(agreed, one)[0] == (
        f"{on}, on border and Rafah no level of a party whose consent is required is below “accepts”."
    )


def test_two_that_nothing_tells_apart_are_first_together() -> None:
    found = sticking(("truce", -1, "north", 0.75, 2), ("border", -2, "south", 0.75, 2), salience=50.0)
    assert held(found).startswith(
        "On 1 February 2025, first among the sticking points, in the same place, are truce (“resists”, by North, last"
        " recorded 23 January 2025), and border and Rafah (“rejects”, by South, last recorded 23 January 2025)."
    )


def test_of_two_with_one_score_the_first_is_that_whose_lowest_level_has_been_so_longest() -> None:
    found = sticking(("truce", -1, "north", 0.75, 2), ("border", -2, "south", 0.75, 2))
    found.loc[1, "days_at_level"] = 8
    assert held(found).startswith(
        "On 1 February 2025, first among the sticking points is truce, which shares the highest score with border and"
        " Rafah and on which the lowest of the two has been so held longest: the lowest level is “resists”, by North,"
    )
    # How long is no reason where that is not known of the other.
    found["since"] = found["since"].where(found["term"] != "border")
    shares = "is truce, which shares the highest score with"
    unknown = "border and Rafah (not each level is known)"
    assert f"{shares} {unknown}: the lowest level is “resists”, by North," in held(found)
    third = found.tail(1).assign(term="text", since=found["since"].iloc[0], days_at_level=2)
    assert (
        f"{shares} {unknown}, and the text as a whole and on which, of those where each is known, the lowest of the two"
        " has been so held longest: "
    ) in held(pd.concat([found, third], ignore_index=True))


def test_of_the_levels_that_sticking_points_count_it_is_said_how_many_a_later_page_alone_tells() -> None:
    found = sticking(("truce", -1, "north", 0.75, 2), ("border", -2, "south", 1.0, 1), ("text", None, None, None, 1))
    later = {("level", "south", term): "2025-03" for term in ("border", "text")}
    # The last is not ranked, and a host's consent is not required.
    others = {("level", "host", "truce"): "2026", ("answer", "north", "truce"): "2026"}
    context = replace(CONTEXT, told_later=later | others)
    said = (
        "Of the 3 levels counted, 1 rests on a record known only from a page published after this day (of March 2025)."
    )
    assert sticking_points.details(found, context) == [said]
    assert sticking_points.details(found, CONTEXT) == []
    assert sticking_points.details(found, replace(CONTEXT, may_be_later=later | others)) == [
        "Of the 3 levels counted, 1 rests on a record that may be of a day after this one (of March 2025)."
    ]
    places = checked(as_it_stands="truce 1 0.75, border 2 0.5, text - -", one="text 1 1.0")
    of_border = replace(context, told_later={**later, ("level", "south", "truce"): "2025-02-03"})
    assert robustness.details(places, of_border) == [
        "Of the 4 levels counted, 2 rest on records known only from pages published after this day (from 3 February"
        " 2025 to March 2025)."
    ]


def test_what_stands_apart_is_told_apart_and_never_as_a_sticking_point() -> None:
    found = sticking(("truce", -2, "north", None, 2), apart=UNASKED)
    none = (
        "On 1 February 2025, of the terms with a level from the parties whose consent is required, none is a sticking"
        " point. Asked for by none of them, by their last levels (none is above “open”): truce"
    )
    assert held(found) == f"{none}."
    # What nobody asks for any more may be long ago: since, an agreement may have given it.
    assert held(found.assign(n_old=2, old_days="2024-12-01")) == (
        f"{none}; these 2 levels are older than 30 days (of 1 December 2024)."
    )
    done = sticking(("truce", -2, "north", None, 2), apart="delivered")
    assert held(done).endswith("Delivered, and so no sticking point any more: truce.")


def test_a_collision_of_red_lines_and_what_stands_for_a_salience_are_said() -> None:
    said = held(sticking(("truce", -1, "north", 0.4, 2), salience=50.0, red_line_collision=True))
    assert "Red lines collide on truce." in said
    assert "the median of its other terms stands for it" in said


def test_nothing_in_the_way_and_nothing_known_are_two_things() -> None:
    none = "no level of a party whose consent is required is below “accepts”"
    # Of two that accept it the numbers may differ, and what was promised may not have come.
    rest = "How far their numbers, or what came of them, stand apart is not told here."
    assert held(sticking(("truce", 2, None, 0.0, 2))).startswith(
        f"On 1 February 2025, on truce, the one term that can be ranked, {none}. {rest}"
    )
    two = [(term, 2, None, 0.0, 2) for term in ("truce", "border")]
    assert held(sticking(*two, n_old=2)).startswith(
        f"On 1 February 2025, on each of the 2 ranked terms {none}; these 4 levels are older than 30 days"
        f" (of 1 December 2024). {rest}"
    )
    assert held(sticking(two[0], ("border", -2, "north", 0.0, 2), salience=0.0)).startswith(
        "On 1 February 2025, on each of the 2 ranked terms either all levels accept, or a salience of 0 is recorded of"
        " all."
    )
    unknown = "no term has a level from enough of the parties whose consent is required, so nothing can be ranked."
    assert held(sticking(("truce", None, None, None, 0))) == held(frames.STICKING.frame())
    assert held(frames.STICKING.frame()) == f"On 1 February 2025, {unknown}"
    nobody = replace(CONTEXT, parties=CONTEXT.parties.assign(consent_required=False))
    unmarked = "no party is marked as one whose consent is required, so nothing can be ranked."
    assert sticking_points.finding(frames.STICKING.frame(), nobody) == [f"On 1 February 2025, {unmarked}"]
    assert held(sticking(("truce", 2, None, 0.0, 2), ("border", None, None, None, 0))).endswith(
        "1 term cannot be ranked: too few have a level."
    )


def test_a_term_that_is_not_ranked_as_the_record_conflicts_is_told_as_that() -> None:
    unknown = [(term, None, None, None, 1) for term in ("border", "text")]
    found = sticking(("truce", 1, "north", 0.25, 2), *unknown)
    conflicts = replace(CONTEXT, mixed={("level", "border"): ("South",), ("answer", "text"): ("North",)})
    recorded = "what is recorded of South on border and Rafah conflicts."
    assert sticking_points.finding(found, conflicts)[-1] == (
        f"2 terms cannot be ranked: on 1 term too few have a level; {recorded}"
    )
    assert sticking_points.finding(found.head(2), conflicts)[-1] == f"1 term cannot be ranked: {recorded}"
    # Where nothing at all can be ranked that is the reason, and not that a level is missing.
    none = sticking_points.finding(sticking(unknown[0]), conflicts)
    assert none == [f"On 1 February 2025, {recorded[:-1]}, so nothing can be ranked."]
    few = "no term has a level from enough of the parties whose consent is required"
    assert sticking_points.finding(sticking(*unknown), conflicts) == [
        f"On 1 February 2025, {few}; {recorded[:-1]}, so nothing can be ranked."
    ]
    partly = sticking(("truce", -2, "north", 1.0, 2), ("border", -1, "north", 0.75, 1))
    assert "On border and Rafah a level is mixed: it may be further" in sticking_points.finding(partly, conflicts)[-1]


def checked(**checks: str) -> pd.DataFrame:
    """Return places from "truce 1 0.75, border 2 0.5" of each check; a dash is no place and no score."""
    rows = []
    for check, told in checks.items():
        for term, place, score in (one.split() for one in told.split(", ")):
            known = place != "-"
            rows.append(
                {"check": check.replace("_", " "), "term": term, "place": int(place) if known else None}
                | {"score": float(score) if known else None, "n": 2, "n_old": 0, "n_overtaken": 0, "old_days": OLD}
            )
    return PLACES.frame(rows)


STANDS, OTHER = "truce 1 0.75, border 2 0.5", "border 1 1.0, truce 2 0.5"


def firm(context: Context = CONTEXT, **checks: str) -> str:
    return " ".join(robustness.finding(checked(as_it_stands=STANDS, **checks), context))


def test_how_firm_the_first_place_is_counts_only_the_checks_that_change_a_score() -> None:
    assert firm(grade_A_only="border 1 0.75, truce 2 0.5", every_grade=STANDS, use_by="truce 1 1.0, border 2 0.5") == (
        "On 1 February 2025, truce has the highest score among the sticking points; of the 2 checks of the records that"
        " change a score, under 1 it alone is first and under 1 it alone is not first. It alone is not first under"
        " “grade A only”. 1 more check of the records changes no score."
    )
    each = "; under each of the 2 checks of the records that change a score it alone is"
    assert firm(one="truce 1 1.0, border 2 0.5", two="truce 1 0.6, border 2 0.5").endswith(f"{each} first.")
    assert f"{each} not first. It alone is not first under “one” and “two”." in firm(one=OTHER, two=OTHER)
    assert "; under the one check of the records that changes a score it alone is not first. " in firm(one=OTHER)
    assert firm(every_grade=STANDS).endswith("sticking points; the one check of the records changes no score.")
    assert firm(one=STANDS, two=STANDS).endswith("; none of the 2 checks of the records changes a score.")


def test_a_check_under_which_the_first_cannot_be_ranked_is_told_as_that_and_no_other_as_first() -> None:
    some = {"one": OTHER, "two": "truce 1 1.0, border 2 0.5", "three": "border 1 0.5, truce - -"}
    assert firm(**some, four="truce - -, border - -").endswith(
        "; of the 4 checks of the records that change a score, under 1 it alone is first, under 1 it alone is not first"
        " and under 2 it cannot be ranked. It alone is not first under “one”. It cannot be ranked under “three” and"
        " “four”."
    )
    assert firm(one="truce - -, border - -").endswith(
        "; under the one check of the records that changes a score it cannot be ranked. It cannot be ranked under"
        " “one”."
    )
    tied = "truce 1 0.75, border 1 0.75"
    found = checked(as_it_stands=tied, one="truce 1 0.75, border - -", two="truce 1 0.5, border 1 0.5")
    title, unranked = robustness.finding(found, CONTEXT)[:2]
    assert title.endswith(", under 1 these alone are first and under 1 not all of them can be ranked.")
    assert unranked == "Not all of them can be ranked under “one”."


@pytest.mark.parametrize(
    ("up", "down", "lost", "said"),
    [
        (
            "truce 1 0.9, border 1 0.75",
            "truce 2 0.6, border 2 0.4",
            True,
            "With 25 points more salience of its own, border and Rafah would be level with the first; with 25 points"
            " less salience of its own, truce would be in place 2.",
        ),
        (
            "truce 1 0.9, border 1 0.8",
            "truce 1 0.7, border 2 0.4",
            True,
            "With 25 points more salience of its own, border and Rafah would be above the first.",
        ),
        (
            "truce 1 0.9, border 2 0.7",
            "truce 1 0.5, border 2 0.4",
            True,
            "With 25 points less salience of its own, truce would share the first place.",
        ),
        (
            "truce 1 0.9, border 2 0.7",
            "truce 1 0.7, border 2 0.4",
            False,
            "25 points more or less salience of any one term that is tried would put no other first.",
        ),
    ],
)
def test_what_one_salience_alone_would_do_is_told_of_the_term_whose_it_is(
    up: str, down: str, lost: bool, said: str
) -> None:
    moved = {robustness.UP: up, robustness.DOWN: down}
    only_recorded = "Only a salience that is recorded with a level is tried."
    # It is no check of the records, and not counted with these: the title stands alone, and hides it no more.
    told, one = firm(grade_A_only="truce 1 1.0, border 2 0.5", **moved), "the one check of the records"
    tried = "; not at every salience tried is it alone first" if lost else ""
    assert told.endswith(f"; under {one} that changes a score it alone is first{tried}. {said} {only_recorded}")
    assert f"; under {one} that changes a score it alone is not first{tried}. " in firm(one=OTHER, **moved)
    assert firm(one=STANDS, **moved).endswith(f"; {one} changes no score{tried}. {said} {only_recorded}")


def test_of_several_in_the_first_place_one_that_is_raised_is_alone_there() -> None:
    up, down = "truce 1 0.9, border - -", "truce 2 0.6, border - -"  # the border's salience is not coded
    tied = "truce 1 0.75, border 1 0.75"
    checks = {"one": tied, "two": tied, robustness.UP: up, robustness.DOWN: down}
    said = robustness.finding(checked(as_it_stands=tied, **checks), CONTEXT)
    assert said[0].endswith(
        "; none of the 2 checks of the records changes a score; not at every salience tried are these alone first."
    )
    assert said[1] == (
        "With 25 points more salience of its own, truce would be alone in the first place; with 25 points less salience"
        " of its own, truce would be in place 2."
    )
    assert said[2] == "Only a salience that is recorded with a level is tried; on border and Rafah none is."


def test_a_first_term_without_a_salience_of_its_own_is_not_said_to_hold_its_place() -> None:
    moved = dict.fromkeys((robustness.UP, robustness.DOWN), "truce - -, border 2 0.5")
    assert firm(one=STANDS, **moved).endswith(
        "25 points more or less salience of any one term that is tried would put no other first. Only a salience that"
        " is recorded with a level is tried; on truce none is."
    )


def test_a_tie_for_the_first_place_is_kept_only_by_the_same_terms() -> None:
    tied = "truce 1 0.75, border 1 0.75"
    found = checked(as_it_stands=tied, one="truce 1 0.75, border 2 0.5", two="truce 1 1.0, border 1 1.0")
    assert robustness.finding(found, CONTEXT)[0] == (
        "On 1 February 2025, truce, and border and Rafah share the highest score among the sticking points; of the 2"
        " checks of the records that change a score, under 1 these alone are first and under 1 these alone are not"
        " first."
    )


def test_how_firm_says_how_old_the_levels_are_and_what_cannot_be_told() -> None:
    old = checked(as_it_stands=STANDS, one=STANDS).assign(n_old=1)
    assert robustness.finding(old, CONTEXT)[-1] == (
        "Of the 4 levels counted, 2 are older than 30 days (of 1 December 2024)."
    )
    assert "cannot be told" in robustness.finding(checked(as_it_stands="truce - -"), CONTEXT)[0]
    assert "no order to check" in robustness.finding(checked(as_it_stands="truce 1 0"), CONTEXT)[0]
    assert "cannot be told" in robustness.finding(PLACES.frame(), CONTEXT)[0]


def test_a_term_that_is_not_ranked_as_its_record_conflicts_is_told_beside_the_order() -> None:
    context = replace(CONTEXT, mixed={("level", "border"): ("North",), ("level", "truce"): ("South",)})
    ranked = "truce 1 0.75, border - -"
    said = "What is recorded of North on border and Rafah conflicts; the term is not ranked."
    assert said in robustness.finding(checked(as_it_stands=ranked, one=ranked), context)


def test_a_picked_term_is_told_with_the_places_it_takes() -> None:
    picked = replace(CONTEXT, only_terms=("border",))
    counted = checked(as_it_stands="truce 1 0.75, border 2 0.5").assign(n_old=[2, 1], old_days=OLD)
    assert robustness.how_old(counted[counted["term"] == "border"], picked) == [
        "Of the 2 levels on the term chosen, 1 is older than 30 days (of 1 December 2024).",
        robustness.AMONG_ALL,
    ]
    among = f" {robustness.AMONG_ALL}"
    assert firm(picked, one="border 1 1.0", two="border - -", three="border 3 0.1").endswith(
        "On 1 February 2025, border and Rafah is in place 2 in the order of the sticking points; under the checks of"
        f" the records in place 1 to 3, and not ranked under 1.{among}"
    )
    moved = {check: "border 2 0.5" for check in (robustness.UP, robustness.DOWN)}
    assert "; under the checks of the records and of its salience in place 2" in firm(picked, **moved)
    untried = dict.fromkeys(moved, "border - -")
    assert firm(picked, one="border 3 0.1", **untried).endswith(f"; under the checks of the records in place 3.{among}")


def test_a_picked_term_that_is_not_ranked_is_told_beside_one_that_is() -> None:
    picked = replace(CONTEXT, only_terms=("truce", "border"))
    counted = checked(as_it_stands="truce 1 0.75, border - -", one="truce 1 0.75, border 2 0.5", two="truce 1 1.0")
    alone = robustness.finding(counted[counted["term"] == "border"], replace(CONTEXT, only_terms=("border",)))
    assert alone[0] == (
        "On 1 February 2025, border and Rafah is not ranked in the order of the sticking points; under the checks of"
        " the records in place 2."
    )
    told = robustness.finding(counted.assign(n_old=[2, 1, 0, 0, 0], old_days=OLD), picked)
    assert told[1:3] == [
        "On 1 February 2025, border and Rafah is not ranked in the order of the sticking points; under the checks of"
        " the records in place 2.",
        "Of the 4 levels on the terms chosen, 3 are older than 30 days (of 1 December 2024).",
    ]


def spoken_for(*rows: tuple[str, str], elsewhere: int = 0) -> pd.DataFrame:
    return frames.LEDGER.frame(
        {
            "claim": str(number),
            "speaker": who,
            "outcome": what,
            "n": int(what in ("same", "otherwise")),
            "n_elsewhere": elsewhere,
        }
        for number, (who, what) in enumerate(rows)
    )


def test_whose_word_tells_how_much_is_recorded_only_from_later_pages() -> None:
    rows = spoken_for(*[("Envoy", "same")] * 3)
    own = whose_word.OWN_WORDS
    assert whose_word.details(rows, CONTEXT) == [own] and whose_word.details(rows.head(0), CONTEXT) == []
    later = rows.assign(page_on=[None, "2025-02-10", "2025-03"], later_claim=["o1", "o2", "o2"])
    later["later_page_on"] = [None, "2025-02-12", "2025-02-12"]
    assert whose_word.details(later.astype(dict(frames.LEDGER.columns)), CONTEXT) == [
        own,
        "Of the 3 claims counted, 2 are known only from pages published after this day (from 10 February 2025 to"
        " March 2025).",
        "Of the 2 claims of their own beside these, 1 is known only from a page published after this day (of 12"
        " February 2025).",
    ]
    # The context is of 1 February: what is of January alone was said by then, what is of February may be said later.
    months = rows.assign(said_on=[D("2025-02-01"), D("2025-01-01"), D("2025-02-01")], precision=["month"] * 2 + ["day"])
    assert whose_word.details(months, CONTEXT) == [
        own,
        "Of the 3 claims counted, 1 may be of a day after this one (of February 2025).",
    ]
    one = later.astype(dict(frames.LEDGER.columns)).iloc[1:2]
    only = "is known only from a page published after this day"
    assert whose_word.details(one, CONTEXT) == [
        own,
        f"The claim counted {only} (of 10 February 2025).",
        f"The claim of its own beside it {only} (of 12 February 2025).",
    ]


def test_whose_word_says_of_what_is_counted_that_it_passes_the_filter() -> None:
    rows = spoken_for(("Envoy", "same"), ("Envoy", "same"))
    some, one = (whose_word.finding(found, replace(CONTEXT, narrowed=True))[0] for found in (rows, rows.head(1)))
    assert "somebody else’s word for a party and pass the evidence filter, both have beside them" in some
    assert "somebody else’s word for a party and passes the evidence filter has beside it" in one


def test_whose_word_counts_the_settled_first_and_then_those_without_own_words() -> None:
    rows = spoken_for(
        ("press report", "same"),
        ("press report", "same"),
        ("Envoy", "otherwise"),
        ("press report", "none_within"),
        ("Envoy", "none_yet"),
    )
    assert whose_word.finding(rows, CONTEXT) == [
        "Of the 5 scored claims by 1 February 2025 that rest on somebody else’s word for a party, 2 have beside them,"
        " of the same day or the 30 days after, words of the party’s own that at first took the same side, and 1 has"
        " words that at first did not.",
        "For 1 no words of the party’s own on the term in the same text, or on the term where no text is answered, of"
        " the same day or the 30 days after are recorded; for 1 none are recorded yet, and the 30 days are not over.",
        "3 of the 5 are press reports that name no speaker.",
    ]
    # None "of the same text": of words on another text it is said that there are some.
    none = "none has beside it as yet words of the party’s own on the term in the same text, or on the term where no"
    assert none in whose_word.finding(rows.iloc[3:], CONTEXT)[0]
    assert whose_word.finding(rows.iloc[3:4], CONTEXT) == [
        "The one scored claim by 1 February 2025 that rests on somebody else’s word for a party has beside it no"
        " words of the party’s own on the term in the same text, or on the term where no text is answered, of the same"
        " day or the 30 days after.",
        "For it no words of the party’s own on the term in the same text, or on the term where no text is answered, of"
        " the same day or the 30 days after are recorded.",
        "It is a press report that names no speaker.",
    ]
    assert whose_word.finding(rows.iloc[2:3], CONTEXT) == [
        "The one scored claim by 1 February 2025 that rests on somebody else’s word for a party has beside it, of the"
        " same day or the 30 days after, words of the party’s own that at first did not take the same side."
    ]
    elsewhere = spoken_for(("Envoy", "same"), ("Envoy", "none_within"), elsewhere=2)
    of_another = "words of the party’s own on the term, but on another text or on none."
    assert whose_word.finding(elsewhere, CONTEXT)[-1] == f"It has beside it {of_another}"
    two = pd.concat([elsewhere, elsewhere.tail(1).assign(claim="2")], ignore_index=True)
    assert whose_word.finding(two, CONTEXT)[-1] == f"Each of these has beside it {of_another}"
    three = pd.concat([two, two.tail(1).assign(claim="3", n_elsewhere=0)], ignore_index=True)
    assert whose_word.finding(three, CONTEXT)[-1] == f"Of these 3, 2 have beside them {of_another}"
    assert whose_word.finding(elsewhere.tail(1), CONTEXT)[-1] == f"It has beside it {of_another}"
    assert of_another not in whose_word.finding(elsewhere.head(1), CONTEXT)
    chosen = replace(CONTEXT, only_parties=("south",), only_terms=("truce",))
    assert (
        "that rests on somebody else’s word for South on truce has" in whose_word.finding(elsewhere.head(1), chosen)[0]
    )
    assert whose_word.finding(rows.head(0), replace(chosen, only_terms=())) == [
        "By 1 February 2025, no scored claim in which somebody else speaks for South is recorded."
    ]
    named = spoken_for(("press report", "same"), ("press report: Envoy", "same"), ("Envoy", "same"))
    assert whose_word.finding(named, CONTEXT)[1:] == [
        "1 of the 3 is a press report that names no speaker.",
        "1 of the 3 is a press report that names a speaker of the party’s own.",
    ]
    assert whose_word.finding(rows.head(0), CONTEXT) == [
        "By 1 February 2025, no scored claim in which somebody else speaks for a party is recorded."
    ]


def test_two_texts_one_name_gives_both_and_who_uses_and_disputes_the_name() -> None:
    aliases = frames.ALIASES.frame(
        [
            {"code": "1", "proposal": "p1", "name": "Plan", "used_by": "an official", "disputed_by": "the author"},
            {"code": "2", "proposal": "p2", "name": "plan", "used_by": "its author"},
            {"code": "3", "proposal": "p2", "name": "Other", "used_by": "nobody here"},
        ]
    )
    answers = DIFFERENT_ANSWERS.frame([("north", "text", "REJECTS", "ACCEPTS", None, None, 2, 0, None)])
    (row,) = frames.NAMESAKES.frame(
        [{"name": "Plan", "one": "p1", "other": "p2", "terms": "truce; border"}]
    ).itertuples(index=False)
    assert two_texts.in_words(row, answers, aliases, PROPOSALS, PARTIES, TERMS) == (
        "“Draft-1” (1 January 2025) and “Draft-2” (about 9 January 2025) go by one name, “Plan”."
        " Answered by North on the text as a whole “rejects” to the first and “accepts” to the second. Their provisions"
        " differ on truce, and border and Rafah. The name is used for the first by an official. It is disputed for the"
        " first by the author. The name is used for the second by its author."
    )


def test_a_yes_on_terms_is_never_told_as_one_to_the_text_as_a_whole() -> None:
    row = ("north", "text", "REJECTS", "CONDITIONAL; ACCEPTS", None, 7, 8, 0, None)
    (pair,) = frames.NAMESAKES.rows(frames.NAMESAKES.frame([{"name": "Plan", "one": "p1", "other": "p2"}]))
    aliases = frames.ALIASES.frame()
    said = two_texts.in_words(pair, DIFFERENT_ANSWERS.frame([row]), aliases, PROPOSALS, PARTIES, TERMS)
    assert said.endswith(
        "Answered by North on the first as a whole “rejects” and on 7 terms of the second “accepts on conditions” and"
        " “accepts”."
    )
    found = frames.TWO_TEXTS.frame([("Plan", "p1", "p2", *row[:-1], 0, None, None, None)])
    assert two_texts.finding(found, CONTEXT)[0].endswith(
        "answered differently by North (the first as a whole against 7 terms of the second)."
    )
    one_of_the_first = found.assign(terms_one=1, terms_other=None).astype(dict(frames.TWO_TEXTS.columns))
    assert two_texts.finding(one_of_the_first, CONTEXT)[0].endswith(
        "(1 term of the first against the second as a whole)."
    )


def test_a_long_list_of_terms_is_counted_out() -> None:
    many = frames.TERMS.frame(
        [{"code": f"t{n}", "short_title": f"T{n}", "whole_text": False, "rank": n} for n in range(6)]
    )
    row = {"party": "north", "moved": "towards", "n": 3, "n_old": 0, "n_overtaken": 0}
    rows = frames.MOVES.frame([row | {"term": f"t{n}"} for n in range(6)])
    said = " ".join(who_moved.finding(rows, replace(CONTEXT, terms=many)))
    assert "on t0, t1, t2, t3 and 2 more" in said


def test_issue_and_text_are_told_apart_and_what_is_missing_is_counted() -> None:
    # The border stands at 2 with one of two recorded: no more than an upper bound, so it is not among the agreed.
    levels = [("truce", "level", 2, None, 2, 2, 1, 0, OLD), ("border", "level", 2, None, 1, 2, 0, 0, None)]
    answers = [(term, "answer", None, None, 0, 2, 0, 0, None) for term in ("truce", "border", "text")]
    on = "On 1 February 2025, North and South agree on truce, the one term with a level from both"
    age = "; of these 2 levels, 1 is older than 30 days (of 1 December 2024)."
    assert agreement.finding(frames.AGREEMENTS.frame([*levels, *answers]), CONTEXT) == [
        f"{on}, out of 2 terms{age}",
        "Of “Draft-2”, which is on the table, no point has an answer from both.",
    ]
    before = replace(CONTEXT, on_the_table=())
    assert agreement.finding(frames.AGREEMENTS.frame(levels[:1]), before) == [f"{on}{age}", "No text is on the table."]


def test_while_an_agreement_is_in_force_agreement_begins_with_it_and_who_stands_by_it() -> None:
    yes = {party: {"text": AnswerGiven("ACCEPTS", "10 January 2025")} for party in PAIR}
    found = frames.AGREEMENTS.frame((term, "level", 2, None, 2, 2, 0, 0, None) for term in ("truce", "border"))
    context = replace(CONTEXT, in_force="p2", answers_to_it=yes)
    assert agreement.finding(found, context) == [
        "On 1 February 2025, the agreement of about 9 January 2025 stands: accepted by North (10 January 2025) and"
        " South (10 January 2025).",
        "Of “Draft-2”, the agreement that stands, no point has an answer from both.",
        "On the issues, North and South agree on 2 of the 2 terms with a level from both (truce, and border"
        " and Rafah).",
    ]
    # A text tabled since is on the table: what is told of it is not told of the agreement.
    since = agreement.finding(found, replace(context, in_force="p1"))
    assert since[1] == "Of “Draft-2”, which is on the table, no point has an answer from both."
    whatever_its_age = "How each answers the agreement is told whatever its age."
    assert agreement.finding(found, replace(context, within_use_by=True))[2] == whatever_its_age


def test_where_two_texts_are_on_the_table_it_is_said_to_which_of_them_the_answers_are_that_count() -> None:
    answers = frames.AGREEMENTS.frame((term, "answer", 1, "north", 2, 2, 0, 0, None) for term in ("truce", "border"))
    context = replace(CONTEXT, on_the_table=("p1", "p2"), counted_text={"truce": "p2", "border": "p2"})
    of_both = "Of “Draft-1” and “Draft-2”, of which on each term the answers to one are counted"
    assert agreement.finding(answers.head(1), context)[-1] == (
        f"{of_both} (those to “Draft-2” on truce), North and South do not both accept truce, the one point with an"
        " answer from both."
    )
    assert f"{of_both} (those to “Draft-2” on truce, and border and Rafah), " in agreement.finding(answers, context)[-1]
    each = replace(context, counted_text={"truce": "p2", "border": "p1"})
    assert (
        "(those to “Draft-2” on truce; those to “Draft-1” on border and Rafah), "
        in agreement.finding(answers, each)[-1]
    )


def test_of_terms_that_were_chosen_it_is_said_which_of_them_are_counted() -> None:
    levels = [("truce", "level", 2, None, 2, 2, 0, 0, None), ("border", "level", 2, None, 1, 2, 0, 0, None)]
    both, on = frames.AGREEMENTS.frame(levels), "On 1 February 2025"
    chosen = replace(CONTEXT, only_terms=("truce", "border"))
    assert agreement.finding(both, chosen)[0] == (
        f"{on}, of the 2 terms chosen, North and South agree on truce, the one of them with a level from both, out of 2"
        " terms."
    )
    one = replace(CONTEXT, only_terms=("truce",))
    assert agreement.finding(both.head(1), one)[0] == f"{on}, North and South agree on truce."
    assert agreement.finding(both.head(0), one)[0] == (
        f"{on}, of the one term chosen, no term has a level from both North and South."
    )
    # Of the text on the table too: what is not chosen may have an answer from both.
    answers = frames.AGREEMENTS.frame((term, "answer", 2, None, 2, 2, 0, 0, None) for term in ("truce", "border"))
    text = "Of “Draft-2”"
    assert agreement.finding(answers.head(0), one)[-1] == (
        f"{text}, which is on the table, of the one term chosen, no point has an answer from both."
    )
    assert agreement.finding(answers.head(1), one)[-1] == f"{text}, North and South both accept truce."
    assert agreement.finding(answers.head(1), chosen)[-1] == (
        f"{text}, of the 2 terms chosen, North and South both accept truce, the one of them with an answer from both."
    )
    assert agreement.finding(answers, chosen)[-1].startswith(
        f"{text}, of the 2 terms chosen, North and South both accept 2 of the 2 points with an answer from both"
    )


def test_what_a_later_page_alone_tells_of_is_said_of_what_is_counted() -> None:
    levels = [("truce", "level", 2, None, 2, 2, 0, 0, None), ("border", "level", 2, None, 1, 2, 0, 0, None)]
    found = frames.AGREEMENTS.frame([*levels, ("truce", "answer", 2, None, 2, 2, 0, 0, None)])
    later = {("level", "north", "truce"): "2025-03", ("level", "south", "border"): "2025-02-03"}
    later |= {("answer", party, "truce"): day for party, day in (("north", "2025-02-02"), ("south", "2025-02-09"))}
    # On the border one level is missing, so that nothing is counted; a host's consent is not required.
    context = replace(CONTEXT, told_later=later | {("level", "host", "truce"): "2026"})
    assert agreement.details(found, context) == [
        "Of the 2 levels counted, 1 rests on a record known only from a page published after this day (of March 2025).",
        "Both answers counted rest on records known only from pages published after this day (from 2 February 2025 to"
        " 9 February 2025).",
    ]
    assert agreement.details(found, CONTEXT) == []


def test_without_a_party_that_must_consent_agreement_cannot_be_told() -> None:
    nobody = replace(CONTEXT, parties=PARTIES.assign(consent_required=False))
    assert "cannot be told" in agreement.finding(frames.AGREEMENTS.frame(), nobody)[0]


def spreads(old: int = 0, **by_term: float | None) -> pd.DataFrame:
    of_term = (3, old, 0, OLD if old else None)
    return frames.SPREADS.frame(
        (term, score, None, None, 3, value, *of_term) for term, value in by_term.items() for score in range(-2, 3)
    )


def test_the_ends_of_the_spread_are_named_and_how_old_the_levels_are() -> None:
    assert spread.finding(spreads(1, truce=1.0, border=-0.25, text=None), CONTEXT) == [
        "On 1 February 2025, of 2 terms, the parties with a level agree most, with A = 1.00, on truce (n = 3), and"
        " least, with A = −0.25, on border and Rafah (n = 3); of these 6 levels, 2 are older than 30 days (of 1"
        " December 2024).",
        "On 1 more term too few have a level to tell: fewer than three parties, or than half of those with a level on"
        " any term.",
    ]


def test_how_old_the_levels_are_is_told_in_the_footer_of_those_that_the_sentence_counts() -> None:
    (said,) = spread.how_old(spreads(1, truce=1.0, border=-0.25, text=None), CONTEXT)
    assert said.startswith("Of the 6 levels counted, 2 are older")


def test_a_footer_counts_the_levels_that_the_finding_counts_and_those_drawn_beside_them_apart() -> None:
    on_border = "The one level known and not counted is older than 30 days (of 1 December 2024)."
    counted = "Of the 2 levels counted, 1 is older than 30 days (of 1 December 2024)."
    points = sticking(("truce", -2, "north", 1.0, 2), ("border", 2, None, None, 1), n_old=1)
    assert sticking_points.how_old(points, CONTEXT) == [counted, on_border]
    assert counted in sticking_points.finding(points, CONTEXT)
    places = checked(as_it_stands="truce 1 0.75, border - -", one="truce 1 0.75, border 2 0.5")
    places = places.assign(n=[2, 1, 2, 2], n_old=1)
    # A dash stands there for the border: no level of it is drawn as the order stands.
    assert robustness.how_old(places, CONTEXT) == [counted]
    of_issues = [("truce", "level", 2, None, 2, 2, 1, 0, OLD), ("border", "level", 2, None, 1, 2, 1, 0, OLD)]
    of_texts = [("truce", "answer", -1, "north", 2, 2, 2, 0, OLD)]
    assert agreement.how_old(frames.AGREEMENTS.frame([*of_issues, *of_texts]), CONTEXT) == [
        counted,
        on_border,
        "Both answers counted are older than 30 days (of 1 December 2024).",
    ]


def test_where_too_few_have_a_level_it_is_said_how_many_are_silent_or_mixed() -> None:
    found = spreads(truce=1.0, border=None)
    found["levels"] = found["levels"] + 2 * (found["term"] == "border")
    assert spread.finding(found, CONTEXT)[-1].endswith("on any term; 2 more there are silent or mixed.")


NO_SPREAD = (
    "on no term three parties, and half of those with a level on any term, have a level, so how far all agree cannot be"
    " told."
)


@pytest.mark.parametrize(
    ("by_term", "said"),
    [
        ({"truce": 0.5}, "how far the parties with a level agree is known on truce (A = 0.50, n = 3)."),
        ({"truce": 0.5, "border": 0.5}, "how far the parties with a level agree is known on 2 terms alike (A = 0.50)."),
        ({"truce": None}, NO_SPREAD),
        ({}, NO_SPREAD),
    ],
)
def test_one_spread_or_none_has_no_ends(by_term: dict[str, float | None], said: str) -> None:
    assert spread.finding(spreads(**by_term), CONTEXT)[0] == f"On 1 February 2025, {said}"
    narrowed = said.replace("any term, have a level", "any term, have a level that passes the evidence filter")
    narrowed = narrowed.replace("the parties with a level", "the parties with a level that counts")
    assert spread.finding(spreads(**by_term), replace(CONTEXT, narrowed=True))[0] == f"On 1 February 2025, {narrowed}"


def test_the_coders_agreement_says_whose_readings_they_are_with_its_interval_or_its_reason() -> None:
    found = frames.CODER_AGREEMENT.frame(
        [
            ("level", "ordinal", -0.1, -0.25, 0.2, 2400, 1200, "machines", None, 0),
            ("answer", "ordinal", None, None, None, 0, 0, None, "No record has a coding.", 0),
            ("level", "nominal", 0.9, 0.8, 1.0, 4, 2, "machines", None, 0),
        ]
    )
    assert coder_agreement.finding(found, CONTEXT) == [
        "Machines, not people, read the same records: Krippendorff’s α is −0.10 for levels (95 % interval −0.25 to"
        " 0.20, 1,200 records).",
        "No person’s reading is among these: that machines agree does not say that people would.",
        "For answers there is no number: no record has a coding.",
    ]
    some = coder_agreement.finding(found.assign(in_part=[18, 0, 18]), CONTEXT)
    assert some[1] == "In 18 records some read a level and others none: no α counts this."
    by_people = coder_agreement.finding(found.iloc[:1].assign(readers="persons"), CONTEXT)
    assert len(by_people) == 1 and by_people[0].startswith("People read the same records")
    unknown = coder_agreement.finding(found.iloc[:1].assign(readers=pd.array([None], dtype="str")), CONTEXT)
    assert unknown[0].startswith("Readers of whom nothing is recorded read")


Steps = Sequence[tuple[int, float]]


def releases(*rows: tuple[str, str, float | None, float | None, int, int]) -> pd.DataFrame:
    return frames.RELEASES.frame(
        {
            "proposal": text,
            "what": what,
            "unit": what,
            "day": 0,
            "mean_day": day,
            "total": total,
            "n": n,
            "stages": stages,
            "curve": "promised",
        }
        for text, what, day, total, n, stages in rows
    )


def test_the_mean_day_of_release_is_said_with_what_is_not_counted() -> None:
    found = releases(
        ("p1", "hostages", 10.8, 10, 2, 2),
        ("p1", "hostages", 10.8, 10, 2, 2),
        ("p1", "lorries", 3.0, 1200, 1, 2),
        ("p2", "hostages", None, None, 0, 1),
    )
    assert release_curves.finding(found, CONTEXT) == [
        "“Draft-1”: 10 hostages on day 10.8 on average.",
        "“Draft-1”: 1,200 lorries on day 3.0 on average, as far as it is counted (1 of the 2 stages entered).",
        "Of “Draft-2”, the one stage of hostages that is entered has no number.",
    ]
    few = releases(("p1", "hostages", None, None, 1, 3), ("p2", "hostages", None, None, 0, 2))
    assert release_curves.finding(few, CONTEXT) == [
        "Of “Draft-1”, 1 of the 3 stages of hostages that are entered has a number.",
        "Of “Draft-2”, the 2 stages of hostages that are entered have no number.",
    ]


def test_what_is_noted_of_the_stages_is_told_with_their_mean_day() -> None:
    def said(*days_and_words: tuple[int, str | None]) -> str:
        found = releases(*(("p1", "hostages", 35.5, 10, 2, 2) for _ in days_and_words))
        days, words = zip(*days_and_words, strict=True)
        return release_curves.finding(found.assign(day=days, wording=words).astype(found.dtypes), CONTEXT)[0]

    mean = "“Draft-1”: 10 hostages on day 35.5 on average"
    assert said((0, None), (1, "first day"), (70, "last day; some reports: day 60")) == (
        f"{mean} (noted for day 1: first day; for day 70: last day; some reports: day 60)."
    )
    assert said((0, None), (1, None), (70, "about")) == f"{mean} (noted for day 70: about)."
    assert said((0, None), (1, None)) == f"{mean}."
    assert said((0, None), (1, "a"), (7, "b"), (70, "c")) == f"{mean} (more is noted for 3 of its days)."
    unknown = releases(("p1", "posts", None, None, 0, 1)).assign(day=3, wording="all").astype(frames.RELEASES.columns)
    assert release_curves.finding(unknown, CONTEXT) == [
        "Of “Draft-1”, the one stage of posts that is entered has no number (noted for day 3: all)."
    ]


def test_of_stages_all_of_the_number_0_that_is_said() -> None:
    none = releases(("p1", "posts", None, None, 1, 1), ("p2", "posts", None, None, 3, 5))
    assert release_curves.finding(none, CONTEXT) == [
        "Of “Draft-1”, the one stage of posts that is entered has the number 0.",
        "Of “Draft-2”, 3 of the 5 stages of posts that are entered have a number.",
    ]


def test_without_a_stage_it_is_said_that_none_is_entered_and_nothing_is_denied_of_the_texts() -> None:
    none = "By 1 February 2025, no stage of a release is entered with its day"
    assert release_curves.finding(frames.RELEASES.frame(), CONTEXT) == [f"{none}."]
    chosen = replace(CONTEXT, only_proposals=("p1",))
    assert release_curves.finding(frames.RELEASES.frame(), chosen) == [f"{none} for this choice."]


def curve(text: str, what: str, unit: str, promised: Steps = (), delivered: Steps = ()) -> pd.DataFrame:
    """Return the rows of what a text promises and of what came of it: steps of a day and how many in all by then."""
    own = {"proposal": text, "what": what, "unit": unit}
    total = {"mean_day": 3, "total": promised[-1][1], "n": 1, "stages": 1} if promised else {}
    return frames.RELEASES.frame(
        [
            *({**own, **total, "day": day, "cumulative": n, "curve": "promised"} for day, n in promised),
            *({**own, "day": day, "cumulative": n, "curve": "delivered", "n": 0, "stages": 0} for day, n in delivered),
        ]
    )


def test_what_came_is_said_of_what_was_promised_by_a_day_and_of_what_was_not() -> None:
    living = curve("p1", "living hostages", "people", promised=[(0, 0), (3, 20)], delivered=[(0, 0), (3, 20)])
    bodies = curve("p1", "bodies", "bodies", delivered=[(0, 0), (4, 4), (47, 26)])
    assert release_curves.finding(pd.concat([bodies, living]), CONTEXT) == [
        "All 20 living hostages promised by day 3 had been returned by day 3; of the bodies, for which no stage with "
        "a number is entered, 26 by day 47.",
        "“Draft-1”: 20 living hostages on day 3.0 on average.",
    ]


def test_what_came_late_or_not_whole_is_said_with_its_day() -> None:
    late = curve("p1", "lorries", "lorries", promised=[(3, 20)], delivered=[(5, 12), (9, 21), (12, 30)])
    assert release_curves.finding(late, CONTEXT)[0] == ("All 20 lorries promised by day 3 had been delivered by day 9.")
    part = curve("p1", "lorries", "lorries", promised=[(3, 20)], delivered=[(5, 12)])
    assert release_curves.finding(part, CONTEXT)[0] == (
        "Of the 20 lorries promised by day 3, 12 had been delivered by day 5."
    )
    some = part.assign(cumulative=part["cumulative"].where(part["curve"] == "promised"))
    assert release_curves.finding(some, CONTEXT)[0] == "What came of the lorries is recorded without a number."
    other = curve("p1", "bodies", "bodies", delivered=[(4, 7)])
    untold = pd.concat([part[part["curve"] == "promised"], other])
    assert release_curves.finding(untold, CONTEXT)[0] == (
        "Of the bodies, for which no stage with a number is entered, 7 had been returned by day 4; what came of the 20"
        " lorries promised by day 3 is not known."
    )
    several = pd.concat([part, curve("p2", "lorries", "lorries", promised=[(3, 20)])])
    assert release_curves.finding(several, CONTEXT)[0] == (
        "“Draft-1”: of the 20 lorries promised by day 3, 12 had been delivered by day 5."
    )


def test_of_an_agreement_of_which_no_count_of_deliveries_is_recorded_that_is_said() -> None:
    concluded = replace(CONTEXT, proposals=PROPOSALS.assign(kind=["agreement", *PROPOSALS["kind"].iloc[1:]]))
    code, name = next(iter(concluded.proposal_names.items()))
    found = curve(code, "lorries", "lorries", promised=[(3, 20)])
    none = f"No delivery of “{name}” is entered by day; totals, if any, are among the figures."
    assert release_curves.finding(found, concluded)[0] == none
    narrowed = replace(concluded, narrowed=True, only_terms=("truce",))
    on_truce = none.replace("” is", "” on truce is")
    # The filter leaves out none of what the sentence denies: not another text's, nor another term's.
    for left_out in ((), {("p2", "truce")}, {(code, "border")}):
        assert release_curves.finding(found, replace(narrowed, deliveries_left_out=left_out))[0] == on_truce
    assert release_curves.finding(found, replace(narrowed, deliveries_left_out={(code, "truce")}))[0] == (
        f"No delivery of “{name}” on truce entered by day passes the evidence filter; totals, if any, are among the"
        " figures."
    )
    both = replace(concluded, proposals=PROPOSALS.assign(kind="agreement"), deliveries_left_out={("p2", "truce")})
    told = release_curves.finding(pd.concat([found, curve("p2", "bodies", "bodies", promised=[(3, 20)])]), both)
    assert "passes the evidence filter" in told[0] and told[1] == none, "what the filter leaves out comes first"
    assert release_curves.finding(found, CONTEXT) == [f"“{name}”: 20 lorries on day 3.0 on average."]


def test_levels_and_answers_are_counted_by_the_day() -> None:
    found = frames.STEPS.frame(
        {"kind": kind, "party": party, "term": "truce"}
        for kind, party in (("level", "north"), ("level", "south"), ("answer", "south"), ("annotation", "south"))
    )
    assert stance_steps.finding(found, CONTEXT) == [
        "By 1 February 2025, no change of a level of North and South on truce is recorded.",
        "By 1 February 2025, 2 levels and 1 answer to texts by North and South on truce are recorded; "
        "of one day, the one that stands is counted.",
    ]
    assert stance_steps.finding(found.iloc[2:3], CONTEXT) == [
        "By 1 February 2025, 1 answer to texts by South on truce is recorded."
    ]
    assert stance_steps.finding(found.tail(1), CONTEXT) == [
        "By 1 February 2025, no level and no answer to a text is recorded."
    ]
    many = CONTEXT.terms["code"].tolist() + [f"t{n}" for n in range(3)]
    terms = frames.TERMS.frame([{"code": code, "short_title": code, "whole_text": False} for code in many])
    of_many = pd.concat([found.assign(term=code) for code in many], ignore_index=True)
    whole = terms.assign(whole_text=terms["code"] == "text")
    assert " on 5 terms and the text are recorded" in stance_steps.finding(of_many, replace(CONTEXT, terms=whole))[-1]
    assert stance_steps.finding(of_many, replace(CONTEXT, terms=terms))[-1].endswith(
        "12 levels and 6 answers to texts by North and South on 6 terms are recorded; "
        "of one day, the one that stands is counted."
    )


def step(party: str, term: str, day: str, code: str, age: str | None = None) -> dict[str, Any]:
    row = {"kind": "level", "party": party, "term": term, "started_on": D(day), "precision": "day"}
    return row | {"code": code, "score": SCORES[code], "age": age}


def test_the_latest_change_of_level_is_told_from_what_to_what_and_when() -> None:
    steps = [step("north", "truce", "2025-01-01", "OPEN"), step("north", "truce", "2025-01-09", "OPEN")]
    one = stance_steps.finding(frames.STEPS.frame(steps), CONTEXT)
    assert one[0] == (
        "By 1 February 2025, no change of a level of North on truce is recorded; the 2 levels recorded are each"
        " “open”, the first of 1 January 2025, the last of 9 January 2025."
    )
    steps.append(step("north", "truce", "2025-01-10", "REJECTS", "old"))
    assert stance_steps.finding(frames.STEPS.frame(steps), CONTEXT)[:2] == [
        "North on truce, from “open” to “rejects”, 10 January 2025: the one change of level by 1 February 2025.",
        "The one level that stands at the end is older than 30 days (of 10 January 2025).",
    ]
    narrowed = replace(CONTEXT, narrowed=True)
    assert stance_steps.finding(frames.STEPS.frame(steps), narrowed)[0].endswith(
        "10 January 2025: the one change of level that passes the evidence filter by 1 February 2025."
    )
    # Of the same day two, and of an earlier one a third.
    steps += [step("south", "truce", "2025-01-02", "RESISTS"), step("south", "truce", "2025-01-03", "OPEN")]
    steps.append(step("south", "truce", "2025-01-10", "ACCEPTS", "current"))
    assert stance_steps.finding(frames.STEPS.frame(steps), CONTEXT)[:2] == [
        "The latest of 3 changes of level by 1 February 2025 are of 10 January 2025: North on truce, from “open” to "
        "“rejects”; South on truce, from “open” to “accepts”.",
        "Of the 2 levels that stand at the end, 1 is older than 30 days (of 10 January 2025).",
    ]


@pytest.mark.parametrize(("changed", "named"), [(4, 4), (5, 3)])
def test_of_changes_of_one_day_a_single_one_more_is_named_and_not_counted(changed: int, named: int) -> None:
    names = [(party, term) for term in ("truce", "border", "text") for party in ("north", "south")][:changed]
    days = (("2025-01-01", "OPEN"), ("2025-01-10", "RESISTS"))
    (first, *_) = stance_steps.finding(frames.STEPS.frame([step(*who, *day) for who in names for day in days]), CONTEXT)
    assert (first.count("from “open” to “resists”"), first.endswith("; and 2 more.")) == (named, changed == 5)


def test_what_is_mixed_or_silent_is_no_level_that_is_counted() -> None:
    usual = {"unconfirmed": False, "level_age": "old", "level_held_on": D("2024-08-01"), "level_precision": "month"}
    rows = [usual | {"level": "ACCEPTS", "level_score": 2}, usual | {"level": "MIXED"}]
    assert stance_matrix.how_old(frames.CURRENT.frame(rows), CONTEXT) == [
        "The one level shown is older than 30 days (of August 2024).",
        "1 mixed level, of August 2024, is not counted.",
    ]
    assert stance_matrix.how_old(frames.CURRENT.frame([usual | {"level": "SILENT"}]), CONTEXT) == []


def test_the_footer_of_the_matrix_counts_answers_to_the_text_on_the_table_alone() -> None:
    given = {"answer": "ACCEPTS", "answer_score": 2, "answer_held_on": D("2024-08-01"), "answer_precision": "day"}
    rows = [given | {"answer_age": "old", "unconfirmed": earlier} for earlier in (False, True)]
    found = frames.CURRENT.frame([*rows, rows[0] | {"answer_age": "current"}])
    old = "1 is older than 30 days (of 1 August 2024)."
    for on_the_table, texts in ((("p1",), "text"), (("p1", "p2"), "texts")):
        assert stance_matrix.how_old(found, replace(CONTEXT, on_the_table=on_the_table)) == [
            f"Of the 2 answers to the {texts} on the table, {old}"
        ]


def test_what_is_mixed_is_shown_and_not_counted_and_that_is_said_with_its_day() -> None:
    one = {"answer": "MIXED", "answer_held_on": D("2025-01-19"), "answer_precision": "day", "unconfirmed": False}
    assert stance_matrix.how_old(frames.CURRENT.frame([one]), CONTEXT) == [
        "1 mixed answer, of 19 January 2025, is not counted."
    ]
    two = [one, one | {"answer_held_on": D("2025-01-01"), "answer_precision": "month"}]
    assert stance_matrix.how_old(frames.CURRENT.frame(two), CONTEXT) == [
        "2 mixed answers, from January 2025 to 19 January 2025, are not counted."
    ]


def test_how_old_the_levels_are_that_stand_at_the_end() -> None:
    ages = ["old", None, "overtaken", "current", "old"]  # None: an earlier level of the same cell
    days = [D(f"2024-11-{day}") for day in range(11, 16)]
    rows = [
        {"kind": "level", "term": "truce", "score": 1, "age": age, "started_on": day, "precision": "day"}
        for age, day in zip(ages, days, strict=True)
    ]
    mixed = {"kind": "level", "term": "truce", "code": "MIXED", "age": "old"}  # is a level too, as all changes count it
    found = frames.STEPS.frame([*rows, mixed | {"started_on": D("2024-11-16"), "precision": "day"}])
    assert stance_steps.how_old(found, replace(CONTEXT, in_force="p2")) == [
        "Of the 5 levels that stand at the end (1 of them mixed), 1 is older than what the agreement of about 9"
        " January 2025 says on the same term and 3 more are older than 30 days (in all from 11 November 2024 to"
        " 16 November 2024)."
    ]
    assert stance_steps.how_old(found[found["age"] == "current"], CONTEXT) == []


def test_the_moments_of_each_kind_are_counted() -> None:
    found = frames.MOMENTS.frame({"lane": lane, "n": n} for lane, n in (("change", 1), ("round", 1), ("change", 1999)))
    assert timeline.finding(found, CONTEXT) == ["By 1 February 2025, 1 round and 2,000 changes of level are recorded."]
    assert timeline.finding(found.head(0), CONTEXT) == [
        "By 1 February 2025, no round, text, event or change of a level is recorded."
    ]


def test_only_what_the_filter_decides_on_is_said_to_pass_it() -> None:
    found = frames.MOMENTS.frame({"lane": lane, "n": 1} for lane in ("round", "event", "event", "annotation", "change"))
    narrowed = replace(CONTEXT, narrowed=True)
    (said,) = timeline.finding(found, narrowed)
    assert said == (
        "By 1 February 2025, 1 round, 2 events and 1 annotation are recorded; 1 change of level passes the evidence"
        " filter."
    )
    # Where one source alone counts, rounds, texts and events are those for which it is cited.
    assert timeline.finding(found, replace(narrowed, one_source=True)) == [
        "By 1 February 2025, 1 annotation is recorded; 1 round, 2 events and 1 change of level pass the evidence"
        " filter."
    ]
    only = found[found["lane"] == "round"]
    assert timeline.finding(only, narrowed) == ["By 1 February 2025, 1 round is recorded."]


def test_figures_are_told_with_their_days_as_exactly_as_they_are_known() -> None:
    found = frames.FIGURES.frame(
        [
            {"unit": "people", "low": 20, "high": 23, "as_of": D("2025-01-01"), "precision": "month"},
            {"unit": "people", "low": 50, "as_of": D("2025-02-01"), "precision": "day", "attributed_to": "North"},
        ]
    )
    assert figures.finding(found, CONTEXT) == [
        "By 1 February 2025, 2 figures are recorded, from January 2025 to 1 February 2025.",
        "Of these, 1 is a range, 1 gives only a lower bound and 1 has no named origin.",
    ]
    nearly = found.iloc[:1].assign(low=None).astype(dict(frames.FIGURES.columns))
    assert figures.finding(nearly, CONTEXT)[1].startswith("Of these, 1 gives only an upper bound")
    other = found.assign(unit=["people", "trucks"], low=20, high=20, attributed_to="North")
    assert figures.finding(other, CONTEXT) == [
        "By 1 February 2025, 2 figures in 2 units are recorded, from January 2025 to 1 February 2025."
    ]
    one = figures.finding(found.iloc[1:], replace(CONTEXT, narrowed=True))
    assert one[0] == "By 1 February 2025, 1 figure passes the evidence filter, of 1 February 2025."


def test_numbers_in_the_texts_are_counted_and_the_most_frequent_named() -> None:
    found = frames.PROVISION_QUANTITIES.frame(
        {"proposal": text, "measure": measure, "unit": "days", "low": low, "high": high}
        for text, measure, low, high in (
            ("p1", "a_width", 5, 5),
            ("p1", "length", 30, None),
            ("p2", "length", None, 60),
            ("p2", "length", None, None),
        )
    )
    by, in_words = "By 1 February 2025, stages aside,", "1 quantity is entered in words alone."
    numbers = f"{by} 3 numbers from 2 texts are entered, most often length (days), 2 times."
    assert provision_quantities.finding(found[:3], CONTEXT) == [numbers]
    assert provision_quantities.finding(found, CONTEXT) == [numbers, f"Besides, {in_words}"]
    assert provision_quantities.finding(found[:1], CONTEXT) == [f"{by} 1 number from 1 text is entered."]
    tied = pd.concat([found[:3], found[:1]])
    assert provision_quantities.finding(tied, CONTEXT) == [f"{by} 4 numbers from 2 texts are entered."]
    assert provision_quantities.finding(found[3:], CONTEXT) == [f"{by} {in_words}"]
    two = pd.concat([found[3:], found[3:]])
    assert provision_quantities.finding(two, CONTEXT) == [f"{by} 2 quantities are entered in words alone."]


def test_without_a_number_in_a_text_it_is_said_of_what_was_chosen_alone() -> None:
    none = frames.PROVISION_QUANTITIES.frame()
    said = "By 1 February 2025, stages aside, no number of a text is entered"
    assert provision_quantities.finding(none, CONTEXT) == [f"{said}."]
    for pick in ({"only_terms": ("truce",)}, {"only_proposals": ("p1",)}):
        assert provision_quantities.finding(none, replace(CONTEXT, **pick)) == [f"{said} for this choice."]


def test_under_a_filter_what_is_counted_is_what_counts() -> None:
    narrowed = replace(CONTEXT, narrowed=True)
    both = frames.AGREEMENTS.frame((term, "level", 2, None, 2, 2, 0, 0, None) for term in ("truce", "border"))
    assert "2 of the 2 terms with a level from both that counts (" in agreement.finding(both, narrowed)[0]
    assert (
        "the parties with a level that counts agree most, " in spread.finding(spreads(truce=1, border=0), narrowed)[0]
    )


def placed(*rows: dict[str, Any], **line: Any) -> list[str]:
    on = {"term": "truce", "n": 2, "n_old": 0, "n_overtaken": 0, "old_days": OLD}
    on |= {"passed_over": False}
    return baseline.finding(frames.POSITIONS.frame([on | row | line for row in rows]), CONTEXT)


def test_positions_are_told_between_their_ends_with_the_line_and_how_old_it_is() -> None:
    north = {"party": "north", "position": 20, "basis": "text", "salience": 50}
    three = [north, {"party": "south", "position": 90}, {"party": "host", "influence": 1}]
    assert placed(*three, baseline=55.4, line="compromise model", n_old=1) == [
        "On 1 February 2025, on truce, 2 of the 3 parties with a level or an answer on it have a position, 1 of them"
        " read from the text accepted: from 20 to 90 on its scale of 0 to 100; of these 2 positions, 1 is older than 30"
        " days (of 1 December 2024).",
        "The compromise model, a mean weighted by salience, of 2 positions is 55: a line to compare with, no forecast."
        " Salience is that of a party’s standing record on the term, whatever its age; where that gives none, the"
        " median of its others stands for it, or full salience.",
    ]
    coded = [north | {"basis": "coded"}, three[1] | {"salience": 75, "basis": "coded"}, three[2]]
    assert placed(*coded, baseline=55.4, line="compromise model")[1].endswith("no forecast.")
    # What is read from a text has its salience from another record.
    assert placed(north, *coded[1:], baseline=55.4, line="compromise model")[1].endswith("or full salience.")
    passed = placed(north | {"passed_over": True}, *three[1:], baseline=55.4, line="compromise model")
    assert passed[1] == "What is coded goes first: a later yes of North to a text with another number is passed over."
    for why, words in {
        NO_STANDING_YES: "only a yes that the matrix shows, to a number that counts, gives one",
        TABLED_ANOTHER: "a text tabled since by who accepted it gives another number",
        BEYOND: "the number in it lies beyond the ends of the scale",
    }.items():
        unread = placed(north, {"party": "south", "unread": why}, why="not every party has a position")
        assert unread[1] == f"No position of South is read from a text accepted: {words}."
    three[1]["influence"] = 2
    assert "weighted by salience and influence, of" in placed(*three, baseline=55.4, line="compromise model")[1]
    assert placed(*three, baseline=55.4, line="plain mean")[1] == (
        "No salience or influence is coded: the plain mean of 2 positions is 55: a line to compare with, no forecast."
    )
    assert placed(three[1], why="not every party whose consent is required has a position") == [
        "On 1 February 2025, on truce, the one party with a level or an answer on it has a position: at 90 on its scale"
        " of 0 to 100.",
        "No line is drawn: not every party whose consent is required has a position.",
    ]
    assert placed() == ["On 1 February 2025, no standing position is recorded."]


def test_two_cases_are_told_at_the_end_of_their_last_round() -> None:
    north = {"case": "These", "unit": "round", "between": "North and South", "day": D("2025-01-12"), "precision": "day"}
    north |= {"under_way": False, "measured_on": "level", "n_old": 0, "n_overtaken": 0, "old_days": "2024-12-01"}
    others = north | {"case": "Others", "between": "A and B", "day": D("2025-05-01"), "precision": "month"}
    last = north | {"in_force": "1 May 2025", "day": D("2025-06-01")}
    found = frames.COMPARED.frame(
        side | {"x": x, "measure": measure, "value": value, "n": n, "n_old": n_old, "n_overtaken": n_overtaken}
        for side, x, measure, value, n, n_old, n_overtaken in [
            (north, 1, "distance", 0.75, 3, 0, 0),
            (north, 1, "agreed terms", 3, 3, 0, 0),
            (last, 2, "distance", 0.5, 5, 2, 1),
            (last, 2, "agreed terms", 2, 3, 0, 3),
            (others, 1, "distance", 0.25, 3, 0, 0),
            (others, 1, "agreed terms", 1, 1, 1, 0),
            (others, 2, "distance", None, 1, 1, 0),
            (others, 2, "agreed terms", None, 0, 0, 0),
        ]
    )
    assert compare.finding(found, CONTEXT) == [
        "These: at the end of its last round, 1 June 2025, after the agreement of 1 May 2025, North and South stood"
        " 0.50 apart on the issues, over 5 terms; of these 5 terms, 1 rests on a level that was older than what the"
        " agreement then standing said on the same term and 2 more on one that was old by then (all of 1 December"
        " 2024); 2 of the 3 terms with a level from each whose consent is required were agreed; these 3 terms rest on a"
        " level that was older than what the agreement then standing said on the same term (of 1 December 2024).",
        # What was known of the round before is not told of the last.
        # Nor is it told how old the one term is, as no distance counts it.
        "Others: at the end of its last round, May 2025, only 1 term had a level from both A and B, too few to tell how"
        " far apart they stood; no term had a level from each whose consent is required.",
    ]
    none = found.tail(2).assign(n=0, n_old=0, measured_on="position")
    assert compare.finding(none, replace(CONTEXT, narrowed=True))[0].startswith(
        "Others: at the end of its last round, May 2025, no term had a standing position that passes the evidence"
        " filter from both A and B, so how far apart they stood cannot be told; "
    )
    assert compare.finding(found.iloc[4:6], CONTEXT)[0].endswith(
        "over 3 terms; the one term with a level from each whose consent is required was agreed; this term rests on a"
        " level that was old by then (of 1 December 2024)."
    )
    both = found.iloc[[2, 3, 4, 5]].assign(between="North and South")
    assert compare.finding(both, CONTEXT)[0] == (
        "At the end of the last round of each (1 June 2025 and May 2025), North and South stood 0.50 apart on the"
        " issues over 5 terms, 1 resting on a level that was older than what the agreement then standing said on the"
        " same term and 2 more on one that was old by then (These), and 0.25 over 3 terms (Others)."
    )
    spans = both.assign(
        case=both["case"].map({"These": "May, Talks", "Others": "June, Talks"}),
        between=["A and B"] * 2 + ["C and D"] * 2,
        n_old=[5, 0, 0, 0],
        n_overtaken=0,
    )
    assert compare.finding(spans, CONTEXT)[0] == (
        "At the end of the last round of each (1 June 2025 and May 2025), A and B stood 0.50 apart on the issues over 5"
        " terms, each resting on a level that was old by then (May), and C and D 0.25 over 3 terms (June)."
    )
    same_age = both.assign(n=3, n_old=1, n_overtaken=0, old_days="2024-12-01").head(2)
    assert compare.finding(same_age, CONTEXT)[0].count("rests on a level") == 1
    assert compare.finding(found.head(0), CONTEXT) == [
        "By 1 February 2025 no round had begun, so there is nothing to compare."
    ]


def test_of_a_round_that_goes_on_the_day_is_told_and_not_its_end() -> None:
    row = {"unit": "round", "x": 1, "measure": "distance", "value": 0.5, "n": 3, "n_old": 0, "n_overtaken": 0}
    row |= {"between": "A and B", "precision": "day"}
    ended = row | {"case": "May, Talks", "day": D("2025-05-12"), "under_way": False}
    on = row | {"case": "June, Talks", "day": D("2025-06-03"), "under_way": True}

    def told(*sides: dict[str, Any]) -> list[str]:
        return [words.split(" A and B stood")[0] for words in compare.finding(frames.COMPARED.frame(sides), CONTEXT)]

    assert told(ended, on) == [
        "At the last round of each (at its end, 12 May 2025; during it, 3 June 2025),",
        "May, Talks: at the end of its last round, 12 May 2025,",
        "June, Talks: on 3 June 2025, during its last round,",
    ]
    other = on | {"case": "July, Talks"}
    assert told(on, other)[0] == "During the last round of each (3 June 2025),"


def test_a_footer_of_two_cases_says_how_old_what_each_counts_last_is() -> None:
    row = {"x": 1, "unit": "round", "measure": "distance", "value": 0.5, "n": 2, "n_overtaken": 0, "between": "A and B"}
    row |= {"old_days": OLD, "measured_on": "level"}
    found = frames.COMPARED.frame(
        [row | {"case": case, "n_old": old} for case, old in (("These", 2), ("These", 1), ("Others", 0))]
        + [row | {"case": "Too few", "n_old": 1, "value": None}]
        + [row | {"case": "Too few", "n_old": 1, "value": 2, "n": 5, "measure": "agreed terms"}]
        + [row | {"case": "These", "n_old": 3, "value": 2, "n": 7, "measure": "agreed terms"}]
    )
    assert compare.how_old(found, CONTEXT) == [
        "Of the 2 terms counted at the last round of “These”, 1 rests on a level that was old by then (of "
        "1 December 2024).",
        "Of the 5 terms counted at the last round of “Too few”, 1 rests on a level that was old by then (of "
        "1 December 2024).",
    ]


def test_texts_of_one_name_are_told_pair_by_pair_and_the_rest_counted() -> None:
    row = {"one": "p1", "other": "p2", "party": "south", "term": "truce", "n": 2, "n_old": 0, "n_overtaken": 0}
    row |= {"answer_one": "REJECTS", "answer_other": "ACCEPTS"}
    found = frames.TWO_TEXTS.frame([row | {"name": f"Plan {n}"} for n in range(3)])
    both = "“Draft-1” (1 January 2025) and “Draft-2” (about 9 January 2025) go by one name"
    told = "up to 1 February 2025 they are answered differently by South (truce)."
    each = [f"{both}, “Plan {n}”; {told}" for n in (0, 1)]
    assert two_texts.finding(found.head(2), CONTEXT) == each
    assert two_texts.finding(found, CONTEXT)[2:] == ["1 more pair of texts is shown."]
    disputed = two_texts.finding(found.head(1).assign(disputed_one="the author; a host"), CONTEXT)
    of_it = "1 January 2025; of this one the name is disputed by the author and a host)"
    assert disputed == [each[0].replace("1 January 2025) and", f"{of_it}, and")]
    chosen = replace(CONTEXT, only_parties=("south",), only_terms=("truce",))
    assert two_texts.finding(found.head(1), chosen)[0].endswith(
        "they are answered differently on the terms chosen, of the parties chosen, by South (truce)."
    )
    assert two_texts.finding(found.head(0), chosen)[0].endswith(
        "answered differently by any of the parties chosen on any of the terms chosen."
    )
    assert two_texts.finding(found.head(1).assign(n_old=1, old_days=OLD), CONTEXT)[1] == (
        "Of the 2 answers counted, 1 is older than 30 days (of 1 December 2024)."
    )
    assert two_texts.finding(found.head(0), CONTEXT) == [
        "On 1 February 2025, no two texts tabled within 30 days of each other and of that day are recorded as going by"
        " one name and answered differently."
    ]
