"""What each of the charts of movement must say."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import vl_convert

from dashboard import frames
from dashboard.analysis.baseline import NO_STANDING_YES
from dashboard.charts.context import Context
from dashboard.charts.distance import MOST_ROUNDS
from dashboard.charts.drawing import whole_ticks
from dashboard.charts.marks import signed
from dashboard.charts.theme import contrast, party_styles
from dashboard.charts.whose_word import MOST_SPEAKERS
from dashboard.errors import TooMuchToDraw
from dashboard.questions import robustness
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]
WEEK = pd.Timedelta(days=7)
Spec = dict[str, Any]


def views(view: Spec) -> Iterator[Spec]:
    """Yield every view of a chart that draws marks."""
    if "mark" in view:
        yield view
    for kind in ("layer", "vconcat", "hconcat"):
        for part in view.get(kind, ()):
            yield from views(part)
    if "spec" in view:
        yield from views(view["spec"])


def scales(drawn: Spec) -> Spec:
    """Return the scale of each channel that tells parties, outcomes or places apart."""
    return {
        channel: view["encoding"][channel]["scale"]
        for view in views(drawn)
        for channel in ("color", "shape", "strokeDash", "x")
        if isinstance(view["encoding"].get(channel, {}).get("scale"), dict)
    }


def svg(drawn: Spec) -> str:
    return vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[])


def texts(drawn: Spec) -> set[str]:
    """Return every word in the data of a chart."""
    return {
        value for rows in drawn["datasets"].values() for row in rows for value in row.values() if isinstance(value, str)
    }


@pytest.fixture
def drawn(movement_rows: Rows, context: Context, request: pytest.FixtureRequest) -> Spec:
    """The chart that the test names, of its hand-made rows."""
    return spec(request.param, movement_rows[request.param], context)


def of(chart_id: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("drawn", [chart_id], indirect=True, ids=[chart_id])


@of("distance")
def test_a_round_without_a_distance_is_a_gap_and_never_zero(drawn: Spec) -> None:
    assert [row["distance"] for row in drawn["datasets"]["overall"]] == [0.75, None]
    lines = [view for view in views(drawn) if view["mark"]["type"] == "line"]
    assert {view["mark"]["invalid"] for view in lines} == {"break-paths-show-domains"}
    dots = {view["mark"]["invalid"] for view in views(drawn) if view["mark"]["type"] == "point"}
    assert dots == {"filter"}


def test_a_title_says_how_old_the_distance_is_to_its_last_word(movement_rows: Rows, context: Context) -> None:
    long = "Transitional Council of the Western Hill"  # as long as a short name may be
    context = replace(
        context,
        parties=context.parties.assign(short_name=long),
        rounds=context.rounds.assign(title=f"Talks of {long}"),
        proposals=context.proposals.assign(kind="agreement"),
    )
    rows = movement_rows["distance"]
    data = rows[rows["round"] == "R1"].assign(n=9, n_old=4, n_overtaken=5).astype(dict(frames.TRENDS.columns))
    title = " ".join(spec("distance", data, context)["title"]["text"])
    assert title.endswith(
        "5 rest on a level older than what the agreement of 11 January 2025 says on the same term and 4 more on one"
        " older than 30 days (all of"
        " 1 December 2024)."
    )


def test_of_many_rounds_the_last_are_drawn_and_that_is_told(movement_rows: Rows, context: Context) -> None:
    rounds = pd.concat(
        [
            movement_rows["distance"].head(3).assign(round=f"R{n:03}", day=pd.Timestamp("2020-01-01") + n * WEEK)
            for n in range(MOST_ROUNDS + 1)
        ],
        ignore_index=True,
    ).astype(dict(frames.TRENDS.columns))
    held = frames.ROUNDS.frame(
        {"code": code, "title": code, "rank": int(code[1:]), "started_on": day, "ended_on": day, "precision": "day"}
        for code, day in rounds[["round", "day"]].drop_duplicates().itertuples(index=False)
    )
    context = replace(context, rounds=held)
    drawn = spec("distance", rounds, context)
    assert [row["round"] for row in drawn["datasets"]["overall"]] == [str(n) for n in range(1, MOST_ROUNDS + 1)]
    assert "The last 40 of 41 rounds." in " ".join(drawn["title"]["subtitle"])
    fewer = spec("distance", rounds[rounds["round"] != "R000"], context)
    assert "The last" not in " ".join(fewer["title"]["subtitle"])


@of("distance")
def test_distance_runs_from_the_same_to_opposite_ends_on_every_panel(drawn: Spec) -> None:
    lines = [view["encoding"]["y"] for view in views(drawn) if view["mark"]["type"] == "line"]
    assert len(lines) == 4  # distance and trend, over all terms and in the panel that repeats for each
    assert all(y["scale"]["domain"] == [0, 1] for y in lines)
    assert all("'same'" in y["axis"]["labelExpr"] and "'opposite ends'" in y["axis"]["labelExpr"] for y in lines)


@of("distance")
def test_a_term_without_any_distance_says_so(drawn: Spec) -> None:
    assert drawn["vconcat"][1]["facet"]["sort"] == ["Truce", "Border"]
    words = [(row["title"], row["words"]) for row in drawn["datasets"]["terms"] if row["words"]]
    assert words == [("Border", "not enough recorded")]


def test_a_term_without_any_distance_on_which_the_record_conflicts_says_that(
    movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["distance"]
    mixed = data.assign(mixed=data["mixed"].mask(data["term"] == "border", "south"))
    rows = spec("distance", mixed, context)["datasets"]["terms"]
    assert [row["words"] for row in rows if row["words"]] == ["mixed, or not enough recorded"]


def test_the_marks_of_the_small_panels_count_as_drawn(movement_rows: Rows, context: Context) -> None:
    # Two lines, a dot and two words for each row: 1,001 rows are 5,005 marks.
    rounds = pd.concat([movement_rows["distance"].iloc[:1]] * 1001, ignore_index=True)
    with pytest.raises(TooMuchToDraw, match="5,005 marks"):
        spec("distance", rounds, context)


def test_n_is_printed_where_it_changes(movement_rows: Rows, context: Context) -> None:
    days = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01"])
    data = frames.TRENDS.frame(
        (f"R{n}", day, "day", "north; south", "overall", 0.5, terms, 0, 0, None, None, 0, *[None] * 6)
        for n, (day, terms) in enumerate(zip(days, (2, 2, 3), strict=True))
    )
    labels = spec("distance", data, context)["datasets"]["counts"]
    assert [label["words"] for label in labels] == ["n = 2", "n = 3"]


@of("distance")
def test_the_trend_of_all_terms_is_a_line_and_is_told_with_its_interval(drawn: Spec) -> None:
    said = " ".join(drawn["title"]["subtitle"])
    known = sum(row["distance"] is not None for row in drawn["datasets"]["overall"])
    of_which = f"the trend over the last {known} rounds with a distance (Theil–Sen); over all terms"
    assert f"{of_which} −0.05 a round, 98 % interval −0.10 to +0.02, taking" in said
    assert "Of one term it is drawn only where its interval leaves out 0." in said
    assert [row["trend"] for row in drawn["datasets"]["overall"]] == [0.7, 0.65]


@pytest.mark.parametrize(("high", "corner", "line"), [(0.1, "", [None, None]), (-0.01, "−0.10 a round", [0.75, 0.65])])
def test_the_trend_of_a_term_is_drawn_only_where_its_direction_is_clear(
    high: float, corner: str, line: list[float | None], movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["distance"]
    data = data.assign(slope_high=data["slope_high"].where(data["term"] != "truce", high))
    truce = [row for row in spec("distance", data, context)["datasets"]["terms"] if row["title"] == "Truce"]
    assert [row["trend"] for row in truce] == line
    assert [row["corner"] for row in truce] == [corner, ""]
    assert {row["interval"] for row in truce} == {f"−0.10 a round, 98 % interval −0.30 to {signed(high, 2)}"}


def test_a_trend_too_small_for_two_digits_is_not_told_as_none(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["distance"]
    data = data.assign(slope=data["slope"].where(data["slope"].isna(), -0.004))
    assert "over all terms less than 0.01 a round, 98 %" in " ".join(
        spec("distance", data, context)["title"]["subtitle"]
    )


def test_an_end_of_an_interval_near_0_is_told_from_it(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["distance"]
    data = data.assign(slope_high=data["slope_high"].where(data["slope_high"].isna(), -0.0031))
    assert "98 % interval −0.10 to −0.003, taking" in " ".join(spec("distance", data, context)["title"]["subtitle"])


def test_of_a_round_that_goes_on_the_distance_is_of_the_day_shown(movement_rows: Rows, context: Context) -> None:
    ends = context.rounds["ended_on"]
    longer = context.rounds.assign(ended_on=ends.mask(ends == ends.max(), pd.Timestamp("2025-04-30")))
    for rounds, words in ((context.rounds, ""), (longer, ", or on the day shown")):
        drawn = spec("distance", movement_rows["distance"], replace(context, rounds=rounds))
        said = f"How far apart North and South are at the end of each round{words} 0: they stand on"
        assert said in " ".join(drawn["title"]["subtitle"])


def test_no_trend_is_drawn_beyond_the_ends_of_the_scale(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["distance"]
    beyond = data.assign(trend=data["trend"].where(data["round"] == "R1", -0.1), slope_high=-0.01)
    rows = spec("distance", beyond, context)["datasets"]
    assert [row["trend"] for row in rows["overall"]] == [0.7, None]
    assert [row["trend"] for row in rows["terms"] if row["title"] == "Truce"] == [0.75, None]


def test_without_a_trend_a_sentence_says_so(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["distance"].assign(trend=None, slope=None, slope_low=None, slope_high=None)
    drawn = spec("distance", data.astype(dict(frames.TRENDS.columns)), context)
    assert "No trend: too few of the last rounds have an overall distance." in " ".join(drawn["title"]["subtitle"])


@of("who-moved")
def test_an_arrow_leads_from_before_to_after_and_stillness_is_a_mark(drawn: Spec) -> None:
    level = drawn["datasets"]
    moved = {(row["party"], row["before"], row["after"], row["angle"]) for row in level["level arrows"]}
    assert moved == {("south", -1, 1, 90), ("south", 2, 0, -90)}
    dotted = " Dotted: neither of the two, or not to be compared."
    assert dotted in " ".join(drawn["title"]["subtitle"])
    north, south = level["level rows"][:2]
    assert north["words"] == "still: demands"
    assert south["words"] == "towards: resists, then accepts on conditions"
    assert ("north", 2) in {(row["party"], row["before"]) for row in level["level marks"]}


@of("who-moved")
def test_what_is_not_comparable_says_what_is_missing_and_is_not_drawn_at_zero(drawn: Spec) -> None:
    rows = {(row["party"], row["term_name"]): row for row in drawn["datasets"]["level rows"]}
    assert rows["north", "Whole text"]["words"] == "not comparable: not recorded, then rejects"
    assert rows["north", "Whole text"]["before"] is None
    assert rows["south", "Whole text"]["words"] == "no score of the other: accepts, then open"
    assert rows["south", "Whole text"]["stood"] == "accepts, then open"
    assert ("north", "Whole text") not in {(row["party"], row["term_name"]) for row in drawn["datasets"]["level marks"]}


def test_where_the_other_has_a_level_and_no_position_it_is_the_position_that_is_missing(
    movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["who-moved"]
    without = data[data["term"] == "border"].assign(m=None, moved="not comparable")
    rows = spec("who-moved", without.astype(dict(frames.MOVES.columns)), context)["datasets"]["position rows"]
    assert {row["words"].partition(":")[0] for row in rows} == {"no position of the other"}


@pytest.mark.parametrize(
    ("in_force", "said"),
    [
        (None, "is older than 30 days."),
        ("p1", "is older than 30 days, or older than what the agreement of 11 January 2025 says on the same term."),
    ],
)
def test_the_legend_speaks_of_an_agreement_only_while_one_stands(
    in_force: str | None, said: str, movement_rows: Rows, context: Context
) -> None:
    agreed = replace(context, in_force=in_force)
    subtitle = " ".join(spec("sticking-points", movement_rows["sticking-points"], agreed)["title"]["subtitle"])
    assert subtitle.endswith(f"Hollow: a level {said}")


@of("sticking-points")
def test_a_bar_of_no_length_is_a_dot_hollow_or_not(drawn: Spec) -> None:
    dots = [view for view in views(drawn) if "datum.score === 0" in str(view.get("transform"))]
    assert {view["data"]["name"] for view in dots} == {"bars", "hollow"}
    assert len({view["mark"]["fill"] for view in dots}) == 2


@of("distance")
def test_a_distance_that_rests_on_an_old_or_overtaken_level_is_hollow_and_the_subtitle_says_so(drawn: Spec) -> None:
    assert [row["hollow"] for row in drawn["datasets"]["overall"]] == [True, False]
    hollow = {(row["title"], row["round"]) for row in drawn["datasets"]["terms"] if row["hollow"]}
    assert hollow == {("Truce", "1"), ("Border", "1"), ("Border", "2")}
    fills = [view["encoding"]["fill"] for view in views(drawn) if view["mark"]["type"] == "point"]
    assert len(fills) == 2 and all("hollow" in str(fill["condition"]) for fill in fills)
    assert "Hollow: a level behind it was more than 30 days old by then" in " ".join(drawn["title"]["subtitle"])


@of("who-moved")
def test_a_move_that_rests_on_an_old_or_overtaken_level_is_hollow(drawn: Spec) -> None:
    hollow = [(row["party"], row["term_name"]) for row in drawn["datasets"]["level hollow"]]
    assert hollow == [("south", "Truce")]
    assert [row["party"] for row in drawn["datasets"]["position hollow"]] == ["south"]
    # In the shape of its party: a disc hides a triangle.
    looks = [view for view in views(drawn) if view.get("data", {}).get("name", "").endswith(" hollow")]
    assert len(looks) == 2 and all("shape" in view["encoding"] and not view["mark"]["filled"] for view in looks)
    hollow_words = (
        "Hollow: one of the levels compared, the other party’s among them, was more than 30 days old on its day"
    )
    assert hollow_words in " ".join(drawn["title"]["subtitle"])


@of("party-or-text")
def test_steps_from_an_old_level_are_hollow_and_answers_to_an_own_text_stand_apart(drawn: Spec) -> None:
    steps = drawn["datasets"]["steps"]
    assert drawn["datasets"]["hollow"] == steps[:2]
    first, own = drawn["datasets"]["headings"]
    assert (
        own["words"].replace("\n", " ")
        == f"{first['words']}, one of the two recorded as tabled by who answers, to which a yes is the rule"
    )
    assert own["y"] > first["y"]


@of("compare")
def test_a_number_that_rests_on_old_or_overtaken_levels_is_hollow(drawn: Spec) -> None:
    by_case = [(row["case"], row["hollow"]) for row in drawn["datasets"]["measure 0"]]
    assert by_case == [("Other talks", True), ("Other talks", False), ("These talks", True), ("These talks", False)]
    hollow = [view for view in views(drawn) if view.get("transform") == [{"filter": "datum.hollow"}]]
    assert len(hollow) == 2


@of("who-moved")
def test_positions_have_an_axis_of_their_own(drawn: Spec) -> None:
    assert [row["words"] for row in drawn["datasets"]["position rows"]] == [
        "away: 40, then 25",
        "nothing new: 60",
    ]
    panels = [next(views(panel)) for panel in drawn["vconcat"]]
    assert len(panels) == 2


def test_without_positions_there_is_only_the_axis_of_levels(movement_rows: Rows, context: Context) -> None:
    drawn = spec("who-moved", movement_rows["who-moved"].iloc[:4], context)
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Levels"]


@of("party-or-text")
def test_the_steps_lead_from_the_old_answer_to_the_new_one(drawn: Spec) -> None:
    # On conditions (+1) less 1 by the party is 0, less 2 by the text is -2: rejects.
    party, text = drawn["datasets"]["steps"][:2]
    assert (party["start"], party["end"], party["words"]) == (1, 0, "party −1")
    assert (text["start"], text["end"], text["words"]) == (0, -2, "text −2")
    assert [step["words"] for step in drawn["datasets"]["steps"][2:]] == ["party 0", "text 0"]


@of("party-or-text")
def test_without_a_level_only_the_answers_are_shown(drawn: Spec) -> None:
    (row,) = drawn["datasets"]["unsplit"]
    assert (row["before"], row["after"], row["missing"]) == (-2, 2, "level not recorded")
    assert [row["answers"] for row in drawn["datasets"]["rows"]] == ["accepts on conditions, then rejects†", "open"] + [
        "rejects, then accepts†"
    ]
    assert len(drawn["datasets"]["steps"]) == 4  # two rows of two steps; none of this one


def test_a_level_without_a_score_is_not_called_missing(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["party-or-text"].iloc[2:].assign(level_before="SILENT")
    (row,) = spec("party-or-text", data, context)["datasets"]["unsplit"]
    assert (row["missing"], row["levels"]) == ("level without a score", "silent, then open")
    (row,) = spec("party-or-text", data.assign(level_before="MIXED"), context)["datasets"]["unsplit"]
    assert row["missing"] == "level mixed"


def test_an_answer_to_the_older_text_that_came_only_later_is_not_set_before_the_other(
    movement_rows: Rows, context: Context
) -> None:
    (first, *_) = movement_rows["party-or-text"].to_dict("records")
    gone = dict.fromkeys(("answer_before", "level_before", "party_shift", "text_shift"))
    data = frames.SHIFTS.frame([first | gone])
    drawn = spec("party-or-text", data, context)["datasets"]
    (row,) = drawn["rows"]
    assert (row["answers"], row["levels"]) == ("rejects†", "accepts on conditions")
    assert row["missing"] == "no earlier answer stood then"
    (narrowed,) = spec("party-or-text", data, replace(context, narrowed=True))["datasets"]["rows"]
    assert narrowed["missing"] == "no earlier answer that passes the evidence filter stood then"
    assert not any(drawn[name] for name in ("before", "jumps", "steps", "hollow")) and drawn["unsplit"] == [row]


def test_pairs_of_texts_stand_in_order_of_day(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["party-or-text"].assign(own_text=False).astype({"own_text": "boolean"})
    data.loc[0, ["from_proposal", "to_proposal"]] = ["p2", "p3"]
    later = pd.DataFrame({"code": ["p3"], "title": ["Third draft"], "tabled_on": [pd.Timestamp("2025-03-09")]})
    shown = replace(context, proposals=pd.concat([later, context.proposals], ignore_index=True))
    drawn = spec("party-or-text", data, shown)
    first, second = drawn["datasets"]["headings"]
    assert first["words"] == "From “First draft” to “Second draft”"
    assert second["words"] == "From “Second draft” to “Third draft”"
    assert first["y"] < drawn["datasets"]["terms"][0]["y"] < second["y"]


@of("sticking-points")
def test_terms_keep_the_order_of_the_ranking_and_those_without_a_score_have_no_bar(drawn: Spec) -> None:
    assert [row["term"] for row in drawn["datasets"]["terms"]] == ["Border", "Truce", "Whole text"]
    assert [row["score"] for row in drawn["datasets"]["hollow"]] == [0.8]  # of its two levels one is old
    assert [row["score"] for row in drawn["datasets"]["bars"]] == [0.25]
    assert drawn["datasets"]["terms"][2]["level"] == "not enough recorded"


@of("sticking-points")
def test_who_holds_it_since_when_and_red_lines_stand_beside_a_term(drawn: Spec) -> None:
    assert [row["term"] for row in drawn["datasets"]["collisions"]] == ["Border"]
    first, second, third = drawn["datasets"]["terms"]
    assert (first["level"], first["since"]) == (
        "North and South: reject",
        "n = 2, lowest of the two since 20 February 2025",
    )
    assert (second["level"], second["since"]) == (
        "South: on conditions; silent 1 April 2025",
        "n = 2, lowest of the two since March 2025",
    )
    assert third["since"] == "n = 0 of 2"
    assert "Since: from then on a level of each of them counts" in " ".join(drawn["title"]["subtitle"])


@pytest.mark.parametrize(("n", "words"), [(1, "n = 1, since"), (3, "n = 3, lowest of the 3 since")])
def test_of_how_many_a_level_is_the_lowest_is_said(n: int, words: str, movement_rows: Rows, context: Context) -> None:
    consent = pd.array([place < n for place in range(len(context.parties))], "boolean")
    shown = replace(context, parties=context.parties.assign(consent_required=consent))
    data = movement_rows["sticking-points"].assign(n=n).astype({"n": "Int64"})
    first, *_ = spec("sticking-points", data, shown)["datasets"]["terms"]
    assert first["since"] == f"{words} 20 February 2025"


def test_a_term_on_which_the_record_conflicts_is_not_told_as_one_on_which_too_little_is_recorded(
    movement_rows: Rows, context: Context
) -> None:
    conflicts = replace(context, mixed={("level", "text"): ("North", "South")})
    (*_, last) = spec("sticking-points", movement_rows["sticking-points"], conflicts)["datasets"]["terms"]
    assert (last["level"], last["since"]) == ("mixed: North and South", "n = 0 of 2")


def test_a_term_that_stands_apart_says_why_and_an_upper_bound_says_so(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["sticking-points"].iloc[:2].copy()
    data.loc[0, ["apart", "score"]] = ["delivered", None]
    data.loc[1, ["n", "since"]] = [1, None]
    first, second = spec("sticking-points", data, context)["datasets"]["terms"]
    assert (first["level"], first["score"], first["since"]) == ("delivered", None, "n = 2")
    assert second["level"] == "South: at most: on conditions; silent 1 April 2025"
    assert second["since"] == "n = 1 of 2"


@pytest.mark.parametrize(
    ("salience", "words"),
    [
        ([80, 70], "Salience is that of the record of the level; where it has none, the median"),
        ([None, None], "No salience is recorded with these levels: every term weighs the same."),
    ],
)
def test_what_stands_for_a_salience_that_nobody_coded_is_said(
    salience: list[float | None], words: str, movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["sticking-points"].iloc[:2].assign(salience=pd.Series(salience, dtype="float64"))
    subtitle = " ".join(spec("sticking-points", data, context)["title"]["subtitle"])
    assert words in subtitle and "Hollow" in subtitle


@of("robustness")
def test_a_changed_place_an_old_level_and_a_term_that_is_not_ranked_are_told_apart(drawn: Spec) -> None:
    found = {
        name: [(row["words"], row["aloud"]) for row in rows]
        for name, rows in drawn["datasets"].items()
        if name in ("same", "same hollow", "changed", "changed hollow", "dashes")
    }
    assert found == {
        "same hollow": [("1", "Border, as it stands: place 1")],
        "same": [("2", "Truce, as it stands: place 2")],
        "changed": [("1", "Truce, without The Paper: place 1")],
        "changed hollow": [],
        "dashes": [("–", "Border, without The Paper: not ranked")],
    }
    assert [row["words"] for row in drawn["datasets"]["heads"]] == ["Border", "Truce"]
    assert [row["words"] for row in drawn["datasets"]["checks"]] == ["as it stands", "without The Paper"]


def test_the_checks_of_the_records_are_counted_and_a_salience_that_is_moved_is_none(
    movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["robustness"]
    one = "The place of each term as it stands and under 1 check of the records, which changes one thing; terms"
    assert one in " ".join(spec("robustness", data, context)["title"]["subtitle"])
    moved = [data.head(2).assign(check=check) for check in (robustness.UP, robustness.DOWN)]
    more = data.tail(2).assign(check="grade A only")
    subtitle = spec("robustness", pd.concat([data, more, *moved], ignore_index=True), context)["title"]["subtitle"]
    assert (
        "as it stands, under 2 checks of the records, each of which changes one thing, and with its own salience alone,"
        " where one is coded, moved up and down; terms"
    ) in " ".join(subtitle)


def test_a_term_that_no_check_ranks_has_no_column_and_is_counted(movement_rows: Rows, context: Context) -> None:
    data = movement_rows["robustness"]
    data = data.assign(place=data["place"].where(data["term"] == "truce"))
    drawn = spec("robustness", data, context)
    assert [row["words"] for row in drawn["datasets"]["heads"]] == ["Truce"]
    assert "Left out: 1 term that no check ranks." in " ".join(drawn["title"]["subtitle"])


@of("whose-word")
def test_the_parts_of_a_bar_add_up_to_n(drawn: Spec) -> None:
    speakers = [(row["name"], row["numbers"]) for row in drawn["datasets"]["speakers"]]
    assert speakers == [
        ("Ann (Host)", "n = 2:  0, 1, 1, 0"),
        ("Host", "n = 1:  1, 0, 0, 0"),
        ("speaker not named", "n = 1:  0, 0, 0, 1"),
    ]
    ann = [row for row in drawn["datasets"]["bars"] if row["name"] == "Ann (Host)"]
    assert [(row["start"], row["end"], row["words"]) for row in ann] == [
        (0, 1, "otherwise"),
        (1, 2, "none counted yet"),
    ]


@of("whose-word")
def test_only_a_speaker_of_a_party_has_that_party_as_its_mark(drawn: Spec) -> None:
    assert [row["party"] for row in drawn["datasets"]["parties"]] == ["host", "host"]


@pytest.mark.parametrize(("more", "left_out"), [(0, False), (1, True)])
def test_speakers_beyond_the_most_are_said_to_be_left_out(
    more: int, left_out: bool, movement_rows: Rows, context: Context
) -> None:
    one = movement_rows["whose-word"].iloc[:1]
    names = [f"Speaker {n:02}" for n in range(MOST_SPEAKERS + more)]
    data = pd.concat([one.assign(speaker=name) for name in names], ignore_index=True).astype({"speaker": "str"})
    drawn = spec("whose-word", data, context)
    assert len(drawn["datasets"]["speakers"]) == MOST_SPEAKERS
    assert any("Left out here, in the data: 1 speaker" in line for line in drawn["title"]["subtitle"]) == left_out


@pytest.mark.parametrize("basis", ["text", "coded"])
def test_which_number_of_a_range_is_read_is_said_where_a_text_is_read(
    basis: str, movement_rows: Rows, context: Context
) -> None:
    drawn = spec("baseline", movement_rows["baseline"].assign(basis=basis).astype({"basis": "str"}), context)
    assert ("range its middle is read" in " ".join(drawn["title"]["subtitle"])) == (basis == "text")


@of("baseline")
def test_a_missing_position_has_no_mark_and_an_old_one_a_hollow_one(drawn: Spec) -> None:
    datasets = drawn["datasets"]
    assert [row["party"] for row in datasets["rows 0"]] == ["north", "south", "host"]
    assert [row["party"] for row in datasets["marks 0"]] == ["south"]
    assert [row["party"] for row in datasets["hollow 0"]] == ["north"]
    assert datasets["rows 0"][2]["words"] == "salience 50\nnot recorded: position, influence"


def test_of_a_text_accepted_and_not_read_it_is_said_why_there_is_no_position(
    movement_rows: Rows, context: Context
) -> None:
    data = movement_rows["baseline"]
    unread = data["unread"].where(data["party"] != "host", NO_STANDING_YES)
    drawn = spec("baseline", data.assign(unread=unread), context)
    assert drawn["datasets"]["rows 0"][2]["words"] == (
        "salience 50\nno position: no yes in the matrix to a number that counts\nnot recorded: influence"
    )
    passed = spec("baseline", data.assign(passed_over=True).astype({"passed_over": "boolean"}), context)["datasets"][
        "rows 0"
    ][0]["words"]
    assert "\na later yes to another number is passed over\n" in passed
    places = [row["y"] for row in drawn["datasets"]["rows 0"]]
    assert places == [22, 66, 110]  # three lines of words have room
    assert [row["y"] for row in drawn["datasets"]["rows 1"]] == [15]


@of("baseline")
def test_the_reference_line_is_drawn_only_where_there_is_one(drawn: Spec) -> None:
    assert drawn["datasets"]["lines 0"] == [{"at": 55, "words": "compromise model: 55"}]
    assert drawn["datasets"]["lines 1"] == []
    assert [row["position"] for row in drawn["datasets"]["hollow 1"]] == [0]  # a position of 0 is one


def test_what_a_bar_says_is_told_only_where_one_is_drawn(movement_rows: Rows, context: Context) -> None:
    found = movement_rows["baseline"]
    told = [
        "Bar: what it would accept." in " ".join(spec("baseline", one, context)["title"]["subtitle"])
        for one in (found, found.assign(position_low=None).astype({"position_low": "float64"}))
    ]
    assert told == [True, False]


def test_the_ends_of_a_scale_are_said_in_the_words_of_the_term(movement_rows: Rows, context: Context) -> None:
    terms = context.terms.assign(scale_low_words="none", scale_high_words="all")
    drawn = spec("baseline", movement_rows["baseline"], replace(context, terms=terms))
    titles = [view["encoding"]["x"]["axis"]["title"] for view in views(drawn) if "axis" in view["encoding"]["x"]]
    assert titles and all(title == ["0: none", "100: all"] for title in titles)


def test_where_two_curves_are_of_different_pairs_each_is_named(movement_rows: Rows, context: Context) -> None:
    found = movement_rows["compare"]
    for between, named in (("North and South", ""), (found["case"] + "’s pair", " (distance of Other talks’s pair)")):
        drawn = spec("compare", found.assign(between=between), context)
        assert drawn["datasets"]["measure 0"][0]["case"] == f"Other talks{named}"
        assert f"Other talks{named}" in scales(drawn)["color"]["domain"]


@of("compare")
def test_a_missing_value_of_a_case_breaks_its_line_and_counts_say_of_how_many(drawn: Spec) -> None:
    distance, agreed = drawn["datasets"]["measure 0"], drawn["datasets"]["measure 1"]
    assert [(row["case"], row["value"]) for row in distance] == [
        ("Other talks", 0.25),
        ("Other talks", 0),
        ("These talks", 0.5),
        ("These talks", None),
    ]
    assert [row["words"] for row in agreed] == ["0 of 5", "2 of 3"]


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(1, [0, 1]), (2.0, [0, 1, 2]), (11, [*range(12)]), (30, [*range(0, 31, 5)]), (700, [*range(0, 701, 100)])],
)
def test_ticks_of_counts_are_whole_and_few(most: float, ticks: list[int]) -> None:
    assert whole_ticks(most) == ticks


@pytest.mark.parametrize("chart", ["compare", "whose-word"])
def test_an_axis_of_counts_has_whole_ticks(movement_rows: Rows, context: Context, chart: str) -> None:
    drawn = spec(chart, movement_rows[chart], context)
    axes = [view["encoding"]["x"].get("axis") for view in views(drawn) if "x" in view["encoding"]]
    counted = [axis for axis in axes if axis and axis.get("format") == "d"]
    assert counted and all(axis["values"] == list(range(len(axis["values"]))) for axis in counted)


@of("compare")
def test_distance_comes_first_and_counts_run_up_to_all_terms(drawn: Spec) -> None:
    assert [panel["title"]["text"] for panel in drawn["vconcat"]] == ["Distance", "Agreed terms"]
    domains = [next(views(panel))["encoding"]["y"]["scale"]["domain"] for panel in drawn["vconcat"]]
    assert domains == [[0, 1], [0, 5]]


@of("compare")
def test_a_case_has_the_colour_of_no_party(drawn: Spec, context: Context) -> None:
    assert set(scales(drawn)["color"]["range"]).isdisjoint(party_styles(context.parties)["colour"])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_in_colour_are_readable(dark: bool) -> None:
    from dashboard.charts import party_or_text, who_moved
    from dashboard.charts.theme import PAPERS

    for colour in [*who_moved.COLOURS[dark].values(), *party_or_text.COLOURS[dark].values()]:
        assert contrast(colour, PAPERS[dark].background) >= 4.5, colour
