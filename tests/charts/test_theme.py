import pandas as pd
import pytest
import vl_convert

from dashboard.charts import theme
from dashboard.charts.context import Context
from dashboard.vocabulary import Level

papers = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def test_the_converter_knows_how_wide_our_letters_are() -> None:
    def width(letters: str) -> float:
        mark = {"type": "text", "align": "left"}
        text = {"data": {"values": [{}]}, "mark": mark, "encoding": {"text": {"value": letters}}}
        drawn = vl_convert.vegalite_to_svg({**text, "width": 1, "config": {"font": theme.FONT}}, allowed_base_urls=[])
        return float(drawn.split('width="')[1].split('"')[0])

    assert width("i" * 60) < width("W" * 60) / 3


def test_black_on_white_has_the_highest_contrast() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#777777") == 1
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the known lightest grey that passes


@papers
def test_text_on_every_level_is_readable(dark: bool) -> None:
    swatches = theme.LEVEL_COLOURS[dark]
    assert set(swatches) == {*Level, "NOT_RECORDED"}
    for code, swatch in swatches.items():
        assert theme.contrast(swatch.fill, swatch.text) >= 4.5, code


@papers
def test_text_on_paper_is_readable(dark: bool) -> None:
    paper = theme.PAPERS[dark]
    for colour in (paper.ink, paper.quiet):
        assert theme.contrast(colour, paper.background) >= 4.5
        assert theme.contrast(colour, paper.band) >= 4.5


@papers
def test_what_has_no_score_looks_like_nothing_else(dark: bool) -> None:
    looks = [(one.fill, one.border, one.dash) for one in theme.LEVEL_COLOURS[dark].values()]
    assert len(set(looks)) == len(looks)


@papers
def test_marks_stand_out_from_the_paper(dark: bool) -> None:
    for colour in theme.styles([str(n) for n in range(8)], dark)["colour"]:
        assert theme.contrast(colour, theme.PAPERS[dark].background) >= 3, colour


def test_a_party_keeps_its_style_wherever_its_row_stands(context: Context) -> None:
    shuffled = context.parties.iloc[[2, 0, 3, 1]]
    pd.testing.assert_frame_equal(theme.party_styles(shuffled), theme.party_styles(context.parties))
    assert theme.party_styles(context.parties)["code"].tolist() == ["north", "wing", "south", "host"]


def test_no_two_of_many_parties_share_colour_dash_and_shape() -> None:
    styles = theme.styles([str(n) for n in range(280)], dark=False)
    looks = {(row.colour, tuple(row.dash), row.shape) for row in styles.itertuples()}
    assert len(looks) == 280


def test_of_parties_that_share_a_colour_no_two_share_the_dash_of_their_lines_or_the_shape_of_their_marks() -> None:
    styles = theme.styles([str(n) for n in range(40)], dark=False)
    assert styles["colour"].nunique() == 8
    assert len({(row.colour, tuple(row.dash)) for row in styles.itertuples()}) == 40
    assert len({(row.colour, row.shape) for row in styles.itertuples()}) == 40


def test_no_parties_have_no_styles(context: Context) -> None:
    assert theme.party_styles(context.parties.iloc[:0]).empty
