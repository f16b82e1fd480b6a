import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.stance_matrix import HOLLOW, LINE
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]


PARTY = {"name": "N", "short_name": "N", "consent_required": False, "rank": 1}
LEGEND = ("hollow: ", "dashed: ", "red line: ", "… and a month: ", "answers: ", "in whole: ", "earlier text: ")


@pytest.fixture
def drawn(rows: Rows, context: Context) -> dict[str, Any]:
    return spec("stance-matrix", rows["stance-matrix"], context)


def texts(drawn: dict[str, Any]) -> list[str]:
    return [word["text"] for name in ("signs", "words") for word in drawn["datasets"][name]]


def test_parties_stand_by_role_and_rank_and_terms_by_rank_with_the_whole_text_last(drawn: dict[str, Any]) -> None:
    cells = drawn["datasets"]["cells"]
    assert [cell["party"] for cell in cells[:2]] == ["north", "south"]  # principals; no stance of wing or host
    assert [cell["term"] for cell in cells[::2]] == ["truce", "border", "text"]
    assert cells[4]["y"] - cells[2]["y"] > cells[2]["y"] - cells[0]["y"]


def test_a_party_with_a_stance_gets_a_column_in_its_group(rows: Rows, context: Context) -> None:
    data = rows["stance-matrix"].assign(party=["wing", "south", "south"])
    drawn = spec("stance-matrix", data, context)
    assert [cell["party"] for cell in drawn["datasets"]["cells"][:3]] == ["north", "south", "wing"]
    assert "Factions" in texts(drawn) and "Mediators" not in texts(drawn)


def test_a_party_without_a_stance_is_shown_when_its_consent_is_required(rows: Rows, context: Context) -> None:
    drawn = spec("stance-matrix", rows["stance-matrix"].iloc[:0], context)
    assert {cell["party"] for cell in drawn["datasets"]["cells"]} == {"north", "south"}
    assert "No stance of 1 April 2025 or before is recorded." in drawn["title"]["subtitle"]


def test_absence_is_an_empty_outline_and_never_a_level(drawn: dict[str, Any]) -> None:
    # Six cells, three of them with a row; one outline more explains the mark in the legend.
    assert len(drawn["datasets"]["not_recorded"]) == 3 + 1
    assert texts(drawn).count("not recorded") == 1
    absent = next(cell for cell in drawn["datasets"]["cells"] if cell["party"] == "north" and cell["term"] == "border")
    assert absent["level"] == absent["answer"] == "not recorded"


def test_a_cell_says_its_level_and_under_it_its_unconfirmed_answer(drawn: dict[str, Any]) -> None:
    words = drawn["datasets"]["words"]
    level = next(word for word in words if word["text"] == "demands")
    strip = next(word for word in words if word["text"] == "earlier text:")
    answer = next(word for word in words if word["text"] == "−2 rejects")
    assert level["y"] < strip["y"] < answer["y"]
    assert level["x"] > strip["x"] == answer["x"]


def test_what_is_old_is_hollow_and_what_is_overtaken_dashed_and_no_cell_says_so_in_words(
    rows: Rows, context: Context, drawn: dict[str, Any]
) -> None:
    def hollow(age: str) -> dict[str, int]:
        data = rows["stance-matrix"].assign(level_age=age).astype({"level_age": "str"})
        sets = spec("stance-matrix", data, replace(context, in_force="p1"))["datasets"]
        return {name: len(sets[name]) for name in ("old", "overtaken")}

    # One level has a score; where it is so, one box more explains the mark.
    assert [hollow(age) for age in ("current", "old", "overtaken")] == [
        {"old": 0, "overtaken": 0},
        {"old": 2, "overtaken": 0},
        {"old": 0, "overtaken": 2},
    ]
    assert "old" not in texts(drawn)
    assert not any("agreement" in text for text in texts(drawn)), "none is in force"


def test_the_legend_explains_the_marks_that_cells_have_and_no_other(rows: Rows, context: Context) -> None:
    plain = rows["stance-matrix"].assign(
        level_age="current", red_line=False, answer=None, unconfirmed=False, with_whole=False, silent_since=pd.NaT
    )

    def explained(**marked: Any) -> list[str]:
        data = plain.assign(**marked).astype(rows["stance-matrix"].dtypes)
        words = texts(spec("stance-matrix", data, replace(context, in_force="p1")))
        return [word for word in words if word.startswith(LEGEND)]

    hollow = "hollow: the last word known, older than 30 days"
    red = "red line: coded as a point that the party will not cross"
    assert explained() == []
    assert explained(level_age="old") == [hollow]
    assert explained(level_age="old", red_line=True) == [hollow, red]
    assert [word[:6] for word in explained(level_age="overtaken")] == ["dashed"]
    assert [word[:9] for word in explained(silent_since=pd.Timestamp("2025-03-20"))] == ["… and a m"]
    answered = explained(answer="ACCEPTS", answer_age="current")
    assert [word[:12] for word in answered] == ["answers: how"]
    whole = explained(answer="ACCEPTS", answer_age="current", with_whole=True)
    assert [word[:11] for word in whole] == ["in whole: a"]
    earlier = explained(answer="ACCEPTS", answer_age="current", unconfirmed=True)
    assert [word[:15] for word in earlier] == ["earlier text: a"]


def test_an_answer_with_the_whole_text_and_a_silence_after_the_level_are_told(rows: Rows, context: Context) -> None:
    data = rows["stance-matrix"].assign(with_whole=True, unconfirmed=False, silent_since=pd.Timestamp("2025-03-20"))
    found = texts(spec("stance-matrix", data.astype(rows["stance-matrix"].dtypes), context))
    assert "in whole:" in found and "earlier text:" not in found
    assert "… Mar 2025" in found


def test_a_mixed_cell_shows_both_codes(drawn: dict[str, Any]) -> None:
    assert "conditions\nrejects" in texts(drawn)
    mixed = next(cell for cell in drawn["datasets"]["cells"] if cell["party"] == "south" and cell["term"] == "truce")
    assert mixed["level"] == "mixed: accepts on conditions / rejects"


def test_the_whole_text_shows_its_answer_where_others_show_the_level(drawn: dict[str, Any]) -> None:
    assert "accepts on\nconditions" in texts(drawn)
    assert not any(text.startswith("answers:") and len(text) == 8 for text in texts(drawn))


def test_below_an_answer_to_an_earlier_version_of_the_whole_text_that_is_told_and_a_silence_hides_it_not(
    rows: Rows, context: Context
) -> None:
    whole = rows["stance-matrix"].iloc[2:].assign(unconfirmed=True, silent_since=pd.Timestamp("2025-03-20"))
    words = spec("stance-matrix", whole.astype(rows["stance-matrix"].dtypes), context)["datasets"]["words"]
    # Nothing comes after it: no colon.
    level, silence, earlier = (
        next(word["y"] for word in words if word["text"] == text)
        for text in ("accepts on\nconditions", "… Mar 2025", "earlier text")
    )
    assert level + LINE < silence - 5 < earlier - 15
    assert not [word for word in words if word["text"] == "earlier text:"]
    assert [word for word in words if word["text"].startswith("earlier text: an answer to an earlier version")]


def test_of_several_texts_on_the_table_a_letter_tells_to_which_an_answer_is(rows: Rows, context: Context) -> None:
    whole = rows["stance-matrix"].iloc[2:]
    given = {"level": "OPEN", "level_age": "current", "answer": "ACCEPTS", "answer_age": "current", "proposal": "p1"}
    aid = rows["stance-matrix"].iloc[:1].assign(unconfirmed=False, **given)
    border = aid.assign(term="border", proposal="p2", with_whole=True)
    data = pd.concat([aid, border, whole]).astype(rows["stance-matrix"].dtypes)
    two = replace(context, on_the_table=("p1", "p2"))
    drawn = spec("stance-matrix", data, two)
    found = texts(drawn)
    assert [word for word in found if word.startswith(("answers", "in whole"))] == [
        "answers a:",
        "in whole b:",
        "answers b",
        "answers a, b: the party’s latest answer to a text on the table, and to which; above it, where it"
        " stands on the term itself",
        "in whole a, b: a yes to that text as a whole",
    ]
    assert "here the answer to a text on the table is shown; where no text was named, the level" in found
    assert "On the table: (a) First draft (11 January 2025) and (b) Second draft (1 March 2025)." in " ".join(
        drawn["title"]["subtitle"]
    )
    cell = next(one for one in drawn["datasets"]["cells"] if one["party"] == "north" and one["term"] == "border")
    assert cell["aloud"].startswith("North on Border: level open, answer accepts to “Second draft”, red line")
    one = texts(spec("stance-matrix", data, replace(context, on_the_table=("p1",))))
    assert {"answers:", "in whole:", "in whole: a yes to the text as a whole"} < set(one)
    assert not [word for word in one if re.match("(answers|in whole) ?[a-z]", word)]


def test_of_answers_of_one_day_to_two_texts_that_differ_both_letters_are_told(rows: Rows, context: Context) -> None:
    mixed = {"answer": "MIXED", "answer_both": "REJECTS to p2; ACCEPTS to p1", "answer_age": "current"}
    data = rows["stance-matrix"].iloc[:1].assign(unconfirmed=False, proposal="p2", **mixed)
    drawn = spec(
        "stance-matrix", data.astype(rows["stance-matrix"].dtypes), replace(context, on_the_table=("p1", "p2"))
    )
    found = texts(drawn)
    assert "± mixed −2 / +2" in found and "answers b, a:" in found
    assert [word for word in found if word.startswith("answers a, b: ")]
    cell = next(one for one in drawn["datasets"]["cells"] if one["party"] == "north" and one["term"] == "truce")
    assert cell["text"] == "Second draft and First draft"
    assert "answer mixed: rejects / accepts to “Second draft” and “First draft”" in cell["aloud"]


def test_an_answer_to_an_earlier_version_has_no_letter(rows: Rows, context: Context) -> None:
    third = {"code": "p3", "title": "Third draft", "precision": "day", "tabled_on": pd.Timestamp("2025-03-01")}
    three = pd.concat([context.proposals, frames.PROPOSALS.frame([third])])
    two = replace(context, proposals=three, on_the_table=("p2", "p3"))
    found = texts(spec("stance-matrix", rows["stance-matrix"], two))
    assert "earlier text:" in found
    assert "earlier text: an answer to an earlier version of a text on the table, which counts for no other" in found


def test_a_red_line_is_marked_once_and_explained(drawn: dict[str, Any]) -> None:
    assert len(drawn["datasets"]["red_lines"]) == 1 + 1


def test_cells_keep_their_size_whatever_the_number_of_parties(rows: Rows, context: Context) -> None:
    for data in (rows["stance-matrix"], rows["stance-matrix"].assign(party="host").drop_duplicates("term")):
        cells = spec("stance-matrix", data, context)["datasets"]["cells"]
        assert {(cell["x2"] - cell["x"], cell["y2"] - cell["y"]) for cell in cells} == {(84, 60)}


def test_nine_parties_in_five_groups_stand_beside_the_story_of_a_cell_on_a_page_of_1400_pixels(
    rows: Rows, context: Context
) -> None:
    roles = (
        "principal",
        "principal",
        "faction",
        "faction",
        "mediator",
        "mediator",
        "mediator",
        "guarantor",
        "observer",
    )
    parties = [PARTY | {"code": f"p{n}", "role": role} for n, role in enumerate(roles)]
    data = pd.concat([rows["stance-matrix"].iloc[:1].assign(party=party["code"]) for party in parties])
    drawn = spec("stance-matrix", data, replace(context, parties=frames.PARTIES.frame(parties)))
    assert max(cell["x2"] for cell in drawn["datasets"]["cells"]) <= 910


def test_two_lines_of_a_level_stay_inside_the_edge_of_its_box_also_over_an_answer(rows: Rows, context: Context) -> None:
    data = rows["stance-matrix"].iloc[:1].assign(level="CONDITIONAL", level_age="old")
    datasets = spec("stance-matrix", data, context)["datasets"]
    (box,), half = [one for one in datasets["old"] if one["x2"] - one["x"] > 40], 11 / 2
    (level,) = [one for one in datasets["words"] if one["text"] == "accepts on\nconditions"]
    assert box["y"] + HOLLOW / 2 < level["y"] - half and level["y"] + LINE + half < box["y2"] - HOLLOW / 2


@pytest.mark.parametrize("aspect", ["level", "answer"])
def test_what_was_said_otherwise_the_same_day_is_marked_explained_and_told(
    rows: Rows, context: Context, aspect: str
) -> None:
    data = rows["stance-matrix"].iloc[:1].assign(**{f"{aspect}_otherwise": "OPEN; RESISTS"})
    drawn = spec("stance-matrix", data, context)
    marked = [text for text in texts(drawn) if "≠" in text]
    assert marked[0] == ("≠" if aspect == "level" else "−2 rejects ≠")
    assert marked[1:] == ["≠: another record of the same day says otherwise, and counts for less"]
    (cell,) = [one for one in drawn["datasets"]["cells"] if (one["party"], one["term"]) == ("north", "truce")]
    assert "otherwise the same day: open / resists" in cell["marks"] and cell["marks"] in cell["aloud"]


def test_what_the_frame_was_filtered_to_is_all_that_is_drawn(rows: Rows, context: Context) -> None:
    data = rows["stance-matrix"]
    filtered = data[(data["term"] == "truce") & (data["party"] == "south")]
    narrow = replace(context, only_terms=("truce",), only_parties=("south",))
    cells = spec("stance-matrix", filtered, narrow)["datasets"]["cells"]
    assert [(cell["party"], cell["term"]) for cell in cells] == [("south", "truce")]


def test_the_text_on_the_table_is_named_with_its_day_as_it_is_known(rows: Rows, context: Context) -> None:
    for code, words in (
        ((), "No text is on the table."),
        (("p1",), "On the table: First draft (11 January 2025)."),
        (("p1", "p2"), "On the table: (a) First draft (11 January 2025) and (b) Second draft (about 1 March 2025)."),
    ):
        tabled = context.proposals.assign(precision=["day", "about"])
        drawn = spec("stance-matrix", rows["stance-matrix"], replace(context, proposals=tabled, on_the_table=code))
        assert words in " ".join(drawn["title"]["subtitle"])


def test_an_offer_on_the_table_is_called_one_side_s_own(rows: Rows, context: Context) -> None:
    offered = replace(context, proposals=context.proposals.assign(kind="offer"), on_the_table=("p1",))
    drawn = spec("stance-matrix", rows["stance-matrix"], offered)
    assert "First draft (one side’s own offer, 11 January 2025)." in " ".join(drawn["title"]["subtitle"])
