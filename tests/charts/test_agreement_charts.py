"""Agreement by term and the spread of the parties: their words, order, places and looks."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import vl_convert

from dashboard import frames
from dashboard.charts.agreement import LANES, LINE
from dashboard.charts.context import Context
from dashboard.charts.spread import PLACE
from dashboard.charts.theme import LEVEL_COLOURS
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]
Spec = dict[str, Any]

LONG = "Transitional Council of the Western Hill"
"""As long as a short name may be: 40 characters."""


def minimum(
    score: int | None, who: str | None, n: int, needed: int, aspect: str = "level", old: int = 0, overtaken: int = 0
) -> pd.DataFrame:
    return frames.AGREEMENTS.frame([("truce", aspect, score, who, n, needed, old, overtaken, "2024-12-01")])


def standing(*places: str | None, term: str = "truce", spread: float | None = 0.5) -> pd.DataFrame:
    """Return the spread of a term with these parties at its five places, all of them with a level."""
    n = sum(len(codes.split("; ")) for codes in places if codes)
    return frames.SPREADS.frame(
        (term, score, codes, None, n, spread, n, 0, 0, None) for score, codes in zip(range(-2, 3), places, strict=True)
    )


def crowd(context: Context, number: int, name: str = "Party") -> Context:
    """Return the context with so many parties, c00 first."""
    codes = [f"c{i:02}" for i in range(number)]
    rows = ((code, f"{name} {i}"[-40:], i) for i, code in enumerate(codes))
    parties = frames.PARTIES.frame(
        {"code": code, "short_name": short, "consent_required": True, "rank": rank} for code, short, rank in rows
    )
    return replace(context, parties=parties)


def subtitle(drawn: Spec) -> str:
    return " ".join(drawn["title"]["subtitle"])


def party_scales(drawn: Spec) -> list[Any]:
    return [
        layer["encoding"][channel]["scale"]
        for layer in drawn["layer"]
        for channel in ("color", "shape")
        if layer["encoding"].get(channel, {}).get("field") == "party"
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((2, None, 2, 2), "agreed"),
        ((-1, "south", 2, 2), "South: resists"),
        ((-2, "north; south", 2, 2), "North and South: reject"),
        ((2, None, 1, 2), "at most: accepts\n1 of 2 with a score"),
        ((1, "south", 1, 2), "at most: on conditions (South)\n1 of 2 with a score"),
        ((-2, "south", 1, 2), "South: rejects\n1 of 2 with a score"),
        ((None, None, 1, 3), "too few for a number\n1 of 3 with a score"),
        ((None, None, 0, 2), "0 of 2 with a score"),
        ((None, None, 0, 0), "nobody’s consent is required"),
    ],
)
@pytest.mark.parametrize("aspect", ["level", "answer"])
def test_the_column_says_who_stands_where_and_how_many_are_recorded(
    aspect: str, row: tuple[int | None, str | None, int, int], words: str, context: Context
) -> None:
    drawn = spec("agreement", minimum(*row, aspect=aspect), context)["datasets"]
    (said,) = drawn[f"{aspect} words"]
    assert said["words"] == words
    assert said["said"] == words.replace("\n", ", ")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((2, None, 2, 2), "(b) agreed"),
        ((-1, "south", 1, 2), "(b) at most: resists (South)\n1 of 2 with a score"),
        ((None, None, 0, 2), "0 of 2 with a score"),
    ],
)
def test_of_several_texts_on_the_table_a_letter_tells_which_one_a_term_is_held_against(
    row: tuple[int | None, str | None, int, int], words: str, context: Context
) -> None:
    counted = {"truce": "p2"} if row[2] else {}
    drawn = spec(
        "agreement",
        pd.concat([minimum(2, None, 2, 2), minimum(*row, aspect="answer")]),
        replace(context, on_the_table=("p1", "p2"), counted_text=counted),
    )
    (level,), (answer,), (head,) = (drawn["datasets"][name] for name in ("level words", "answer words", "answer head"))
    assert (level["words"], answer["words"], answer["said"]) == ("agreed", words, words.replace("\n", ", "))
    assert [one["agreed"] for one in (level, answer)] == [True, row[2] == 2]
    assert head["words"] == "Answers to a text on the table"
    assert (
        "On the table on 1 April 2025: (a) “First draft” and (b) “Second draft”; on each term the answers to one of"
        " them count, and its letter stands there. Answers to an earlier version do not count."
    ) in subtitle(drawn)
    one = spec("agreement", minimum(*row, aspect="answer"), replace(context, on_the_table=("p1",)))
    assert "on the issue and in the text on the table" in subtitle(one) and "letter" not in subtitle(one)


def test_a_record_that_conflicts_is_named_beside_how_many_have_a_score(context: Context) -> None:
    conflicts = replace(context, mixed={("level", "truce"): ("North",), ("answer", "border"): ("South",)})
    (said,) = spec("agreement", minimum(1, "south", 1, 2), conflicts)["datasets"]["level words"]
    assert said["words"] == "at most: on conditions (South)\n1 of 2 with a score\nmixed: North"
    assert said["said"] == "at most: on conditions (South), 1 of 2 with a score, mixed: North"


@pytest.mark.parametrize(("score", "n", "bound"), [(2, 1, True), (-1, 1, True), (-2, 1, False), (2, 2, False)])
def test_an_upper_bound_has_an_arrow_to_the_left(score: int, n: int, bound: bool, context: Context) -> None:
    drawn = spec("agreement", minimum(score, "south", n, 2), context)
    marks, at_most = drawn["datasets"]["level marks"], drawn["datasets"]["level bounds"]
    assert (len(marks), len(at_most)) == (1, int(bound))
    assert all(row["lower"] < row["score"] for row in at_most)
    looks = [layer["mark"]["type"] for layer in drawn["layer"] if layer["data"]["name"] == "level bounds"]
    assert looks == ["rule", "point"]


@pytest.mark.parametrize(("old", "overtaken"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_a_mark_is_hollow_where_one_of_those_counted_is_old_or_overtaken(
    old: int, overtaken: int, context: Context
) -> None:
    data = minimum(-1, "south", 2, 2, old=old, overtaken=overtaken)
    drawn = spec("agreement", data, replace(context, in_force="p1"))
    assert (len(drawn["datasets"]["level hollow"]), len(drawn["datasets"]["level marks"])) == (
        (1, 0) if old + overtaken else (0, 1)
    )
    fills = {layer["data"]["name"]: layer["mark"].get("fill") for layer in drawn["layer"]}
    assert fills["level hollow"] != fills["level marks"]
    said = (
        "Hollow: at least one of those counted is older than 30 days, or older than what the agreement of 11 January"
        " 2025 says on the same term."
    )
    assert (said in subtitle(drawn)) == bool(old + overtaken)


def test_where_only_what_is_within_the_use_by_is_shown_no_mark_is_said_to_be_older(context: Context) -> None:
    data = minimum(-1, "south", 2, 2, overtaken=1)
    drawn = spec("agreement", data, replace(context, in_force="p1", within_use_by=True))
    assert (
        "Hollow: at least one of those counted is older than what the agreement of 11 January 2025 says on the same"
        " term." in subtitle(drawn)
    )


def test_a_term_without_a_number_has_words_and_no_mark(rows: Rows, context: Context) -> None:
    drawn = spec("agreement", rows["agreement"].iloc[-1:], context)["datasets"]
    assert [row["words"] for row in drawn["answer words"]] == ["0 of 2 with a score"]
    assert not any(drawn[f"{aspect} {part}"] for aspect in LANES for part in ("marks", "hollow", "bounds"))


def test_the_marks_of_issue_and_text_lie_apart_where_both_stand_at_one_place(context: Context) -> None:
    data = pd.concat([minimum(-1, "south", 2, 2), minimum(-1, "south", 2, 2, "answer")], ignore_index=True)
    drawn = spec("agreement", data, context)
    ((issue,), (text,)) = (drawn["datasets"][f"{aspect} marks"] for aspect in ("level", "answer"))
    looks = {layer["data"]["name"]: layer["mark"] for layer in drawn["layer"]}
    level, answer = looks["level marks"], looks["answer marks"]
    assert issue["score"] == text["score"]
    # Neither touches the other, and both keep to the line of their term.
    assert text["lane"] - issue["lane"] > (level["size"] ** 0.5 + answer["size"] ** 0.5) / 2
    assert 0 < issue["lane"] < text["lane"] < LINE
    assert (level["shape"], answer["shape"]) == ("circle", "square")


def test_terms_stand_by_rank_and_the_text_as_a_whole_comes_last(rows: Rows, context: Context) -> None:
    drawn = spec("agreement", rows["agreement"].iloc[::-1], context)["datasets"]
    assert [row["term"] for row in drawn["terms"]] == ["Truce", "Border", "Whole text"]
    assert [row["words"] for row in drawn["level words"]][-1] == "only answered, in a text"
    assert [row["y"] for row in drawn["terms"]] == sorted(row["y"] for row in drawn["terms"])


def test_an_aspect_without_a_row_is_not_recorded(context: Context) -> None:
    drawn = spec("agreement", minimum(2, None, 2, 2), context)["datasets"]
    assert [row["words"] for row in drawn["answer words"]] == ["not recorded"]


def test_the_subtitle_names_the_parties_the_day_and_the_text_on_the_table(rows: Rows, context: Context) -> None:
    earlier = replace(context, as_of=pd.Timestamp("2025-02-01"), on_the_table=("p1",))
    said = subtitle(spec("agreement", rows["agreement"], earlier))
    assert "least willing of the parties whose consent is required: North and South." in said
    assert "On the table on 1 February 2025: “First draft”." in said


def test_before_any_text_the_column_and_the_subtitle_say_that_none_is_on_the_table(
    rows: Rows, context: Context
) -> None:
    before = replace(context, as_of=pd.Timestamp("2025-01-10"), on_the_table=())
    drawn = spec("agreement", rows["agreement"].iloc[-1:], before)
    assert "On 10 January 2025 no text is on the table." in subtitle(drawn)
    assert "earlier version" not in subtitle(drawn)
    assert [row["words"] for row in drawn["datasets"]["answer words"]] == ["no text on the table"]


def test_without_a_party_whose_consent_is_required_the_subtitle_says_so(context: Context) -> None:
    nobody = replace(context, parties=context.parties.assign(consent_required=pd.array([None] * 4, dtype="boolean")))
    drawn = spec("agreement", minimum(None, None, 0, 0), nobody)
    assert "No party is recorded as one whose consent is required." in subtitle(drawn)


@pytest.mark.parametrize(("score", "n", "level"), [(1, 1, "on conditions"), (-2, 1, "reject"), (1, 2, "conditions")])
def test_long_names_are_cut_before_the_level_and_the_n_are(score: int, n: int, level: str, context: Context) -> None:
    long = replace(context, parties=context.parties.assign(short_name=LONG))
    (row,) = spec("agreement", minimum(score, "north; south", n, 2), long)["datasets"]["level words"]
    lines = row["words"].split("\n")
    assert len(lines) <= 3 and all(len(line) <= 32 for line in lines)
    assert "…" in row["words"] and level in row["words"]
    assert (lines[-1] == "1 of 2 with a score") == (n < 2)
    assert f"{LONG} (north) and {LONG} (south)" in row["said"]


@pytest.mark.parametrize(
    ("spread", "n", "levels", "words"),
    [
        (0.3333, 6, 6, "0.33, n = 6"),
        (-0.3056, 6, 6, "−0.31, n = 6"),
        (-0.001, 6, 6, "0.00, n = 6"),
        (0.0556, 3, 4, "0.06, n = 3 of 4\n1 silent or mixed"),
        (None, 2, 2, "too few with a level, n = 2"),
        (None, 3, 8, "too few with a level, n = 3 of 8\n5 silent or mixed"),
        (None, 0, 0, "not recorded, n = 0"),
    ],
)
def test_the_column_gives_a_with_its_n_or_says_why_there_is_none(
    spread: float | None, n: int, levels: int, words: str, context: Context
) -> None:
    data = standing(None, None, None, None, None, spread=spread).assign(n=n, levels=levels)
    data = data.astype({"n": "Int64", "levels": "Int64"})
    head, said = spec("spread", data, context)["datasets"]["words"]
    assert (head["words"], said["words"]) == ("A, n", words)


@pytest.mark.parametrize("number", [1, 5, 6, 10, 11])
def test_no_mark_hides_another_or_leaves_its_place(number: int, context: Context) -> None:
    many = crowd(context, number)
    codes = "; ".join(many.party_names)
    data = pd.concat([standing(codes, codes, *[None] * 3), standing(*[None] * 4, codes, term="border")])
    drawn = spec("spread", data, many)
    marks, heads = drawn["datasets"]["marks"], drawn["datasets"]["heads"]
    (size,) = {layer["mark"]["size"] for layer in drawn["layer"] if layer["data"]["name"] == "marks"}
    room = size**0.5
    assert len(marks) == 3 * number
    for i, one in enumerate(marks):
        assert all(max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"])) > room for other in marks[:i])
        (place,) = (head for head in heads if head["words"] == one["level"])
        assert place["x"] <= one["x"] - room / 2 and one["x"] + room / 2 <= place["x2"] <= place["x"] + PLACE
    ends = {row["words"]: row["line"] for row in drawn["datasets"]["terms"]}
    for mark in marks:
        assert (mark["y"] > ends["Truce"] + room / 2) == (mark["term_name"] == "Border")
        assert mark["y"] + room / 2 < ends[mark["term_name"]]


def test_parties_at_a_place_and_in_the_legend_stand_by_rank(context: Context) -> None:
    drawn = spec("spread", standing("host; wing; north", None, "south", None, None), context)["datasets"]
    here = [row for row in drawn["marks"] if row["level"] == "rejects"]
    assert [row["party_name"] for row in here] == ["North", "Wing", "Host"]
    assert [row["x"] for row in here] == sorted(row["x"] for row in here)
    assert [row["name"] for row in drawn["legend"]] == ["North", "Wing", "South", "Host"]


def test_the_legend_names_each_party_once_and_only_those_that_stand_somewhere(context: Context) -> None:
    data = pd.concat([standing("north", None, None, None, "south"), standing("south", *[None] * 4, term="border")])
    legend = spec("spread", data, context)["datasets"]["legend"]
    assert [row["party"] for row in legend] == ["north", "south"]


def test_the_legend_writes_names_out(context: Context) -> None:
    image = vl_convert.vegalite_to_svg(spec("spread", standing("north", *[None] * 4), context), allowed_base_urls=[])
    assert ">North</text>" in image and ">north</text>" not in image


def test_a_party_whose_level_is_old_has_a_hollow_mark_in_the_spread(rows: Rows, context: Context) -> None:
    drawn = spec("spread", rows["spread"], context)["datasets"]
    assert [row["party"] for row in drawn["hollow"]] == ["wing", "south"]
    assert [row["party"] for row in drawn["marks"]] == ["north", "host"]


def test_terms_of_the_spread_stand_by_rank(rows: Rows, context: Context) -> None:
    drawn = spec("spread", rows["spread"].iloc[::-1], context)["datasets"]
    assert [row["words"] for row in drawn["terms"]] == ["Truce", "Border"]


@pytest.mark.parametrize("left_out", ["truce", "border"])
def test_a_term_that_is_left_out_does_not_shift_looks_or_places(left_out: str, rows: Rows, context: Context) -> None:
    whole = spec("spread", rows["spread"], context)
    part = spec("spread", rows["spread"][rows["spread"]["term"] != left_out], context)
    scales = party_scales(part)
    assert (
        scales == party_scales(whole) and len(scales) == 6
    )  # colour and shape, of full and hollow marks and of the legend
    assert all(scale["domain"] == ["north", "wing", "south", "host"] for scale in scales)
    assert [head["x"] for head in part["datasets"]["heads"]] == [head["x"] for head in whole["datasets"]["heads"]]


def test_a_party_that_is_left_out_does_not_shift_the_looks_of_the_others(context: Context) -> None:
    whole, part = (
        party_scales(spec("spread", standing(codes, None, None, None, "south"), context))
        for codes in ("north; wing", "wing")
    )
    assert part == whole


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_places_carry_the_colours_of_their_levels(dark: bool, rows: Rows, context: Context) -> None:
    heads = spec("spread", rows["spread"], replace(context, dark=dark))["datasets"]["heads"]
    codes = ["REJECTS", "RESISTS", "OPEN", "CONDITIONAL", "ACCEPTS"]
    assert [(head["fill"], head["ink"]) for head in heads] == [
        (LEVEL_COLOURS[dark][code].fill, LEVEL_COLOURS[dark][code].text) for code in codes
    ]
    assert [head["words"] for head in heads] == ["rejects", "resists", "open", "on conditions", "accepts"]


def test_both_charts_fit_the_page_with_the_longest_names(context: Context) -> None:
    many = crowd(context, 12, LONG)
    codes = list(many.party_names)
    many = replace(
        many, terms=many.terms.assign(short_title="Return of all displaced people to their homes " + "x" * 14)
    )
    for chart_id, data in {
        "agreement": minimum(1, "; ".join(codes), 7, 12),
        "spread": standing("; ".join(codes), *[None] * 4),
    }.items():
        image = vl_convert.vegalite_to_svg(spec(chart_id, data, many), allowed_base_urls=[])
        width = re.search(r'<svg[^>]* width="([\d.]+)"', image)
        assert width and float(width[1]) <= 1000
