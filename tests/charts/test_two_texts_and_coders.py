"""Two texts under one name, and the agreement of the coders: their words, order and marks."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.charts.context import Context
from tests.charts.conftest import spec

Rows = dict[str, pd.DataFrame]
Spec = dict[str, Any]


def subtitle(drawn: Spec) -> str:
    return " ".join(drawn["title"]["subtitle"])


def answers(one: str | None, other: str | None, term: str = "truce") -> pd.DataFrame:
    row = ("The plan", "p1", "p2", "north", term, one, other, None, None, 2, 0, 0, None, None, None)
    return frames.TWO_TEXTS.frame([row])


def coded(
    alpha: float | None, low: float | None, high: float | None, why: str | None = None, readers: str | None = "persons"
) -> pd.DataFrame:
    return frames.CODER_AGREEMENT.frame([("level", "ordinal", alpha, low, high, 2, 1, readers, why, 0)])


def domain(data: pd.DataFrame, context: Context) -> list[float]:
    layers = spec("coder-agreement", data, context)["layer"]
    (found,) = {tuple(x["scale"]["domain"]) for layer in layers if (x := layer["encoding"]["x"]).get("scale")}
    return list(found)


def test_names_keep_the_order_of_the_data_and_a_pair_under_two_names_stands_under_both(
    rows: Rows, context: Context
) -> None:
    datasets = spec("two-texts", rows["two-texts"], context)["datasets"]
    plan, bridge = datasets["headings"]
    assert (plan["words"], bridge["words"]) == ("“The plan”", "“A bridge”")
    texts = ["first: “First draft” (11 January 2025)", "second: “Second draft” (1 March 2025)"]
    assert [key["words"] for key in datasets["keys"]] == texts * 2
    truce, _, border = datasets["terms"]
    assert plan["y"] < truce["y"] < bridge["y"] < border["y"]


def test_terms_and_parties_stand_by_rank_whatever_the_order_of_the_data(rows: Rows, context: Context) -> None:
    data = rows["two-texts"].iloc[::-1].assign(name="The plan")
    datasets = spec("two-texts", data, context)["datasets"]
    assert [term["title"] for term in datasets["terms"]] == ["Truce", "Border", "Whole text"]
    order = [(row["term_name"], row["party_name"]) for row in datasets["rows"]]
    assert order == [("Truce", "North"), ("Truce", "South"), ("Border", "South"), ("Whole text", "South")]
    assert [row["y"] for row in datasets["rows"]] == sorted(row["y"] for row in datasets["rows"])


def test_a_day_known_in_part_is_said_so_and_stays_when_a_title_is_cut(rows: Rows, context: Context) -> None:
    long = context.proposals.assign(title=["a long title " * 15, "Short"], precision=["month", "about"])
    first, second = spec("two-texts", answers("OPEN", "REJECTS"), replace(context, proposals=long))["datasets"]["keys"]
    assert first["words"].endswith("…” (January 2025)") and len(first["words"]) < 140
    assert second["words"] == "second: “Short” (about 1 March 2025)"


@pytest.mark.parametrize(
    ("one", "other", "marks", "words"),
    [
        ("ACCEPTS", "REJECTS", (2, -2), "accepts the first, rejects the second"),
        ("CONDITIONAL", "OPEN", (1, 0), "accepts the first on conditions, open on the second"),
        ("RESISTS", "CONDITIONAL", (-1, 1), "resists the first, accepts the second on conditions"),
    ],
)
def test_both_answers_are_marked_joined_and_said(
    one: str, other: str, marks: tuple[int, int], words: str, context: Context
) -> None:
    datasets = spec("two-texts", answers(one, other), context)["datasets"]
    (row,) = datasets["lines"]
    assert ((row["first"], row["second"]), row["words"]) == (marks, words)
    assert datasets["first"] == datasets["second"] == [row]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("SILENT", "silent on the first, accepts the second"),
        ("MIXED", "mixed on the first, accepts the second"),
    ],
)
def test_an_answer_without_a_score_has_no_mark_but_words(answer: str, words: str, context: Context) -> None:
    datasets = spec("two-texts", answers(answer, "ACCEPTS"), context)["datasets"]
    assert datasets["first"] == datasets["lines"] == []
    (row,) = datasets["second"]
    assert (row["second"], row["words"]) == (2, words)


def test_a_party_left_out_shifts_no_colour_or_shape(rows: Rows, context: Context) -> None:
    def looks(data: pd.DataFrame, shown: Context) -> list[Spec]:
        layers = spec("two-texts", data, shown)["layer"]
        return [layer["encoding"][c]["scale"] for layer in layers for c in ("color", "shape") if c in layer["encoding"]]

    data = rows["two-texts"]
    south = replace(context, only_parties=("south",), only_terms=("text",))
    whole = looks(data, context)
    assert whole[0]["domain"] == ["north", "wing", "south", "host"]
    assert looks(data[(data["party"] == "south") & (data["term"] == "text")], south) == whole


def test_answers_on_terms_of_a_text_are_told_as_these_and_not_marked_as_one_to_the_whole(context: Context) -> None:
    on_terms = answers("REJECTS", "CONDITIONAL; ACCEPTS", "text").assign(terms_other=pd.array([7], dtype="Int64"))
    drawn = spec("two-texts", on_terms, context)
    (row,) = drawn["datasets"]["first"]
    assert (row["first"], row["second"]) == (-2, None)
    assert row["words"] == "rejects the first, 7 terms of the second: accepts on conditions, accepts"
    assert drawn["datasets"]["second"] == drawn["datasets"]["lines"] == []
    assert "on terms of the other have no mark" in subtitle(drawn)
    assert "have no mark" not in subtitle(spec("two-texts", answers("OPEN", "REJECTS", "text"), context))


def test_without_two_texts_under_one_name_it_is_said(context: Context) -> None:
    drawn = spec("two-texts", frames.TWO_TEXTS.frame(), context)
    assert subtitle(drawn).startswith("Two texts, one name No two different answers to")


def test_alpha_its_interval_and_its_n_are_said_in_the_order_of_the_data(rows: Rows, context: Context) -> None:
    lines = spec("coder-agreement", rows["coder-agreement"], context)["datasets"]["rows"]
    assert [(line["what"], line["words"]) for line in lines] == [
        ("Levels, in order (ordinal)", "0.81 (0.70 to 0.90), 20 records, 40 codings"),
        ("Answers, in order (ordinal)", "−0.10 (−0.30 to 0.20), 4 records, 8 codings"),
        (
            "Positions, by distance (interval)",
            "none: 0 of 3 coded records have two codings; half are needed (compared: 0 records, 0 codings)",
        ),
    ]
    assert lines[0]["y"] < lines[1]["y"] < lines[2]["y"]


def test_where_there_is_no_alpha_there_is_no_mark_and_no_bar(rows: Rows, context: Context) -> None:
    datasets = spec("coder-agreement", rows["coder-agreement"], context)["datasets"]
    assert [row["alpha"] for row in datasets["known"]] == [0.81, -0.1]
    assert [(row["low"], row["high"]) for row in datasets["intervals"]] == [(0.7, 0.9), (-0.3, 0.2)]


def test_alpha_without_an_interval_has_a_mark_and_no_bar(context: Context) -> None:
    datasets = spec("coder-agreement", coded(0.5, None, None), context)["datasets"]
    assert [row["words"] for row in datasets["known"]] == ["0.50, 1 record, 2 codings"]
    assert datasets["intervals"] == []


def test_a_long_reason_takes_two_lines_and_stays_whole(context: Context) -> None:
    why = "All codings have one value, so chance cannot be told."
    (row,) = spec("coder-agreement", coded(None, None, None, why), context)["datasets"]["rows"]
    assert row["lines"].count("\n") == 1 and row["lines_y"] < row["y"]
    assert row["lines"].replace("\n", " ") == row["words"] and "…" not in row["words"]


@pytest.mark.parametrize(
    ("low", "least"), [(None, 0), (0.4, 0), (0, 0), (-0.01, -0.1), (-0.3, -0.3), (-1, -1), (-1.4, -1)]
)
def test_the_axis_begins_no_lower_than_it_must_and_never_below_minus_one(
    low: float | None, least: float, context: Context
) -> None:
    data = coded(None, None, None, "No record has a coding.") if low is None else coded(0.5, low, 0.9)
    assert domain(data, context) == pytest.approx([least, 1])
    bars = spec("coder-agreement", data, context)["datasets"]["intervals"]
    assert [bar["low"] for bar in bars] == ([] if low is None else [max(low, -1)])


def test_the_thresholds_are_named_each_in_a_lane_of_its_own(rows: Rows, context: Context) -> None:
    lines = spec("coder-agreement", rows["coder-agreement"], context)["datasets"]["thresholds"]
    assert [line["alpha"] for line in lines] == [0, 0.667, 0.8]
    assert [line["words"].split(":")[0] for line in lines] == ["0", "0.667", "0.8"]
    # From the left downwards: a label never crosses the line of the next.
    heights = [line["y"] for line in lines]
    assert all(lower - upper >= 15 for upper, lower in zip(heights, heights[1:], strict=False)) and heights[-1] < 0


@pytest.mark.parametrize("readers", ["machines", "persons and machines", None])
def test_the_marks_for_relying_on_alpha_are_drawn_for_persons_only(readers: str | None, context: Context) -> None:
    drawn = spec("coder-agreement", coded(0.5, 0.4, 0.6, readers=readers), context)
    assert [line["alpha"] for line in drawn["datasets"]["thresholds"]] == [0]
    assert "are for readings by persons alone" in subtitle(drawn)
    assert f"Read by {readers or 'nobody of whom it is recorded whether a person'}." in subtitle(drawn)


def test_an_answer_that_is_old_makes_the_line_a_dashed_one(context: Context) -> None:
    old = answers("ACCEPTS", "REJECTS").assign(n_old=pd.array([1], dtype="Int64"), old_days="2024-12-01")
    drawn = spec("two-texts", old, context)
    assert (len(drawn["datasets"]["lines"]), len(drawn["datasets"]["old lines"])) == (0, 1)
    assert "Dashed line: an answer is older than 30 days." in subtitle(drawn)


def test_without_codings_it_is_said(context: Context) -> None:
    assert subtitle(spec("coder-agreement", frames.CODER_AGREEMENT.frame(), context)).endswith("No coding is recorded.")
