"""The chart of every question, walked: zero, one and many rows, light and dark."""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert
from jsonschema import Draft7Validator

from dashboard.charts import specification, theme
from dashboard.charts.context import Context
from dashboard.charts.drawing import LEFT_TO_RIGHT, MOST_TITLE_LINES, finish
from dashboard.charts.specification import SHARED
from dashboard.exports.images import with_footer
from dashboard.questions.catalogue import BY_ID, QUESTIONS
from tests.charts.conftest import CONTEXT, MOVEMENT_ROWS, ROWS, finding, spec

Rows = dict[str, pd.DataFrame]
charts = pytest.mark.parametrize("chart_id", BY_ID)
CHOSEN: dict[str, dict[str, Any]] = {
    "party": {"only_parties": ("north",)},
    "term": {"only_terms": ("truce",)},
    "proposal": {"only_proposals": ("p1",)},
}
counts = pytest.mark.parametrize("count", [0, 1, None], ids=["zero", "one", "many"])


def views(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every view of a chart that draws marks."""
    if "mark" in view:
        yield view
    for kind in ("layer", "vconcat", "hconcat"):
        for part in view.get(kind, ()):
            yield from views(part)
    if "spec" in view:
        yield from views(view["spec"])


def styles(drawn: dict[str, Any]) -> dict[str, Any]:
    """Return the scale of each channel that tells parties, proposals or days apart."""
    return {
        channel: view["encoding"][channel]["scale"]
        for view in views(drawn)
        for channel in ("color", "shape", "strokeDash", "x")
        if isinstance(view["encoding"].get(channel, {}).get("scale"), dict)
    }


def svg(drawn: dict[str, Any]) -> str:
    return vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[])


def texts(drawn: dict[str, Any]) -> set[str]:
    """Return every word in the data of a chart."""
    return {
        value for rows in drawn["datasets"].values() for row in rows for value in row.values() if isinstance(value, str)
    }


@pytest.fixture
def rows(rows: Rows, movement_rows: Rows) -> Rows:
    return rows | movement_rows


@functools.cache
def plain(chart_id: str, count: int | None = None, *, on_page: bool = False) -> dict[str, Any]:
    """
    Return the chart of the first of the rows made by hand, drawn once for all that only look at it.

    Light as in a file, or as on a page, there in dark.
    """
    data = (ROWS | MOVEMENT_ROWS)[chart_id].iloc[:count]
    return spec(chart_id, data, replace(CONTEXT, dark=on_page, on_page=on_page))


@functools.cache
def schema_of_charts() -> Draft7Validator:
    """Return what holds a chart against the schema of Vega-Lite; `alt.Chart.from_dict` makes it of objects, too."""
    return Draft7Validator(alt.load_schema())


def test_the_hand_made_rows_cover_the_catalogue(rows: Rows) -> None:
    assert set(rows) == set(BY_ID)


@charts
@counts
def test_a_chart_is_valid_renders_and_fits_the_page(chart_id: str, count: int | None) -> None:
    drawn = plain(chart_id, count, on_page=True)
    schema_of_charts().validate(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
    assert drawn["config"] == theme.config(dark=True)
    image = svg(drawn)
    assert theme.PAPERS[True].background in image
    width = re.search(r'<svg[^>]* width="([\d.]+)"', image)
    assert width and float(width[1]) <= 1120


@charts
def test_a_chart_in_a_file_is_valid_and_renders_above_its_footer(chart_id: str) -> None:
    drawn = with_footer(plain(chart_id), ["Made by hand."])
    schema_of_charts().validate(drawn)
    assert drawn["config"] == theme.config(dark=False)
    image = svg(drawn)
    assert theme.PAPERS[False].background in image and "Made by hand." in image


@charts
def test_an_empty_chart_under_a_filter_does_not_say_that_nothing_is_recorded(chart_id: str, rows: Rows) -> None:
    # Of terms and readings there is none, whatever counts; the matrix explains the empty cells that it draws.
    whatever_counts = {"agreement", "sticking-points", "robustness"}
    whatever_counts |= {"coder-agreement", "stance-matrix"}
    subtitle = spec(chart_id, rows[chart_id].iloc[:0], replace(CONTEXT, narrowed=True))["title"]["subtitle"]
    assert ("recorded" in " ".join(subtitle)) == (chart_id in whatever_counts)


@pytest.mark.parametrize(
    ("chart_id", "chosen"),
    [(question.id, kind) for question in QUESTIONS for kind in CHOSEN if kind in question.takes],
)
def test_an_empty_chart_denies_no_more_than_was_chosen(chart_id: str, chosen: str, rows: Rows) -> None:
    none = rows[chart_id].iloc[:0]
    for narrowed in (False, True):
        whole = replace(CONTEXT, narrowed=narrowed)
        drawn, plain = (spec(chart_id, none, given) for given in (replace(whole, **CHOSEN[chosen]), whole))
        denied = " ".join(plain["title"]["subtitle"]).split(". Here “recorded”")[0].removesuffix(".")
        assert " ".join(drawn["title"]["subtitle"]).startswith(f"{denied} for this choice.")
        if chart_id not in ("distance", "compare"):  # their titles say that no round had begun
            assert drawn["title"]["text"] != plain["title"]["text"]


@charts
def test_the_same_data_give_the_same_specification_whatever_theme_the_process_has_and_with_parts_that_are_copied(
    chart_id: str, rows: Rows, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain(chart_id)
    for part in SHARED:
        monkeypatch.delattr(part, "__deepcopy__")
    with alt.theme.enable("dark"), alt.data_transformers.enable("default", max_rows=1):
        assert spec(chart_id, rows[chart_id], context) == before


@charts
def test_colours_order_and_time_do_not_shift_when_rows_are_filtered(
    chart_id: str, rows: Rows, context: Context
) -> None:
    data, whole = rows[chart_id], plain(chart_id)
    if chart_id == "release-curves":  # its days come from the data alone
        data = data[data["proposal"] == "p1"]
        whole = spec(chart_id, data, context)
    part = spec(chart_id, data.iloc[1:], context)
    if chart_id not in ("provision-quantities", "figures"):  # a scale for each panel, no style
        assert styles(part) == styles(whole)


@charts
def test_the_selections_are_those_of_the_catalogue(chart_id: str) -> None:
    for on_page in (False, True):
        drawn = plain(chart_id, on_page=on_page)
        names = {param["name"] for param in drawn.get("params", ())}
        assert names == (set(BY_ID[chart_id].selections) if on_page else set())


@charts
def test_markup_in_names_is_text(chart_id: str, rows: Rows, context: Context) -> None:
    evil = "</script><b>A&B</b>"
    data = rows[chart_id].copy()
    for column in {
        "title",
        "text",
        "what",
        "wording",
        "measure",
        "attributed_to",
        "as_known_now",
        "why",
        "speaker",
        "case",
    } & set(data):
        data[column] = evil
    context = replace(
        context,
        parties=context.parties.assign(short_name=evil),
        terms=context.terms.assign(short_title=evil, scale_low_words=evil),
        proposals=context.proposals.assign(title=evil),
    )
    image = svg(spec(chart_id, data, context))
    assert "</script" not in image and "<b>" not in image
    assert "&lt;/script&gt;" in image, (
        "no name of this chart was made hostile: its column is to stand in the list above"
    )


@charts
def test_nothing_points_outside(chart_id: str) -> None:
    drawn = {key: part for key, part in plain(chart_id, on_page=True).items() if key != "$schema"}
    assert not re.search(r"https?:|//|data:|url\(|href", json.dumps(drawn))


@charts
def test_no_mark_carries_an_address_or_a_picture(chart_id: str) -> None:
    for view in views(plain(chart_id)):
        assert not {"href", "url"} & set(view["encoding"])
        for field in view["encoding"].get("tooltip", ()):
            assert not {"image", "href", "url"} & {field["field"], field["title"].lower()}


def test_a_title_of_too_many_lines_loses_what_stands_in_brackets_before_its_end(context: Context) -> None:
    def title(said: str) -> str:
        drawn = finish(alt.layer(), replace(context, finding=(said,)), "Agreement", [], 270, {})
        return " ".join(drawn.title.text)

    sides = " and ".join(f"Side {number} (1 July 2025)" for number in range(8))
    assert len(sides) > 30 * MOST_TITLE_LINES
    assert title(f"{sides} accept it.") == f"{sides.replace(' (1 July 2025)', '')} accept it."
    assert title("North (1 July 2025) accepts it.") == "North (1 July 2025) accepts it."
    assert title(f"{'Side and ' * 30}accept it.").endswith("Side and …")


@charts
@counts
def test_the_finding_is_the_title_and_the_text_alternative_in_neutral_sentences(
    chart_id: str, count: int | None, rows: Rows, context: Context
) -> None:
    data = rows[chart_id].iloc[:count]
    words = finding(chart_id, data, context)
    assert words.endswith(".") and "nan" not in words.lower() and "\n" not in words
    drawn = plain(chart_id, count)
    assert drawn["description"] == words
    title = drawn["title"]["text"]
    assert len(title) <= MOST_TITLE_LINES and words.startswith(" ".join(title).removesuffix(" …"))
    assert count != 0 or re.search("recorded|entered", " ".join(drawn["title"]["subtitle"]))
    on_page = plain(chart_id, count, on_page=True)
    assert on_page["title"]["text"] == drawn["title"]["subtitle"] and "subtitle" not in on_page["title"]
    assert on_page["description"] == words
    said = json.dumps([words, drawn["title"], sorted(texts(drawn))]).lower()
    assert not re.search(r"conce[ds]|stubborn|winn|\blos[et]|(?<!no )forecast|predict|blam|blocker|refus|!", said)


@charts
def test_a_question_is_whole(chart_id: str) -> None:
    question = BY_ID[chart_id]
    assert question.asks.endswith("?") and question.title and question.columns
    assert set(question.columns) | set(question.csv) <= set(question.contract.columns)
    assert set(question.takes) <= {"party", "term", "proposal", "since", "beside"}


def test_no_two_questions_have_one_id() -> None:
    assert len(BY_ID) == len(QUESTIONS)


def test_every_line_with_right_to_left_letters_runs_from_the_left(rows: Rows, context: Context) -> None:
    # Without the mark a line that begins in Arabic or Hebrew is printed over the one before it.
    names = context.parties.assign(short_name=["حركة", "Wing", "ממשלת ישראל", "Host"])
    titles = context.terms.assign(short_title=["وقف إطلاق النار الدائم في الشمال", "Text", "Border"])
    drawn = spec("who-moved", rows["who-moved"], replace(context, parties=names, terms=titles))
    labels = [row["title"] for row in drawn["datasets"]["level terms"]]
    lines = [*drawn["title"]["text"], *(line for label in labels for line in label.split("\n"))]
    assert len(lines) == 5
    for line in lines:
        assert line.startswith(LEFT_TO_RIGHT) == bool(re.search("[א-ي]", line))


def test_a_frame_of_another_contract_is_refused(rows: Rows, context: Context) -> None:
    with pytest.raises(ValueError, match="level is missing"):
        spec("stance-matrix", rows["stance-matrix"].drop(columns="level"), context)


def test_more_marks_than_can_be_drawn_are_refused(
    rows: Rows, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert specification.MOST_MARKS == 5000
    monkeypatch.setattr(specification, "MOST_MARKS", 1000)
    events = rows["timeline"][rows["timeline"]["lane"] == "event"]
    # Besides the events: a rule and a name for each of five lanes, and the dashed line of the day.
    most = pd.concat([events] * (1000 - 11), ignore_index=True)
    spec("timeline", most, context)
    with pytest.raises(ValueError, match="1,001 marks are too many"):
        spec("timeline", pd.concat([most, events], ignore_index=True), context)


WITH_AGES = ("agreement", "baseline", "compare", "distance", "party-or-text", "spread", "sticking-points", "who-moved")


@pytest.mark.parametrize("name", WITH_AGES)
def test_what_a_hollow_mark_says_is_said_where_one_is_drawn(name: str, rows: Rows, context: Context) -> None:
    data = rows[name]
    none = {"n_old": 0, "n_overtaken": 0, "age": "current", "old": None}
    current = data.assign(**{column: value for column, value in none.items() if column in data}).astype(data.dtypes)
    told = [" ".join(spec(name, some, context)["title"]["subtitle"]) for some in (data, current)]
    said = ["Hollow: " in words for words in told]
    assert said == [True, False]
