"""What is downloaded: the file that was asked for, with where it is from inside."""

import io
import json
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader
from typer.testing import CliRunner

from dashboard import cli
from tests.browser import steps
from tests.browser.conftest import SMALL, App

OpenPage = Callable[..., Page]
STEM = "israel-hamas_stance-matrix_2025-07-07_v"


def texts_of_png(content: bytes) -> dict[str, str]:
    """Read the international texts of a PNG, and check every chunk's sum on the way."""
    texts, at = {}, 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0]
        if kind == b"iTXt":
            key, _, rest = body.partition(b"\0")
            texts[key.decode()] = rest[4:].decode()
        at += 12 + length
    return texts


def test_a_chart_is_downloaded_in_every_form_and_in_the_light(open_page: OpenPage, app: App, tmp_path: Path) -> None:
    page = steps.opened(open_page("?as_of=2025-07-07", dark=True))
    png, svg, pdf, vega_lite, csv = steps.downloads(page, "PNG", "SVG", "PDF", "Vega-Lite", "CSV")
    a_png_is_large_and_says_where_it_is_from(*png)
    an_svg_holds_its_words_and_fetches_nothing(*svg)
    a_pdf_has_text_and_metadata(*pdf)
    a_vega_lite_file_is_valid_and_light(*vega_lite)
    a_csv_is_what_the_command_line_writes(*csv, app.database_url, tmp_path)


def a_png_is_large_and_says_where_it_is_from(name: str, content: bytes) -> None:
    assert name.startswith(STEM)
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width > 1300
    assert height > 1300
    texts = texts_of_png(content)
    assert (texts["Negotiation"], texts["AsOf"], texts["Chart"]) == ("israel-hamas", "2025-07-07", "stance-matrix")
    assert texts["Evidence"].startswith("source grade B or better")


def an_svg_holds_its_words_and_fetches_nothing(_name: str, content: bytes) -> None:
    svg = content.decode()
    assert svg.startswith("<svg")
    assert "Who stands where on each term, as of 7 July 2025" in svg
    assert "Made with Parley" in svg
    assert "<script" not in svg
    assert "href=" not in svg


def a_pdf_has_text_and_metadata(_name: str, content: bytes) -> None:
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata["/AsOf"] == "2025-07-07"
    words = " ".join(reader.pages[0].extract_text().split())
    assert "Humanitarian aid" in words
    assert "Made with Parley" in words


def a_vega_lite_file_is_valid_and_light(name: str, content: bytes) -> None:
    assert name.endswith(".json")
    spec = json.loads(content)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    assert spec["config"]["background"] == "#ffffff"
    assert spec["usermeta"]["parley"]["AsOf"] == "2025-07-07"


def a_csv_is_what_the_command_line_writes(name: str, content: bytes, database_url: str, folder: Path) -> None:
    assert name.endswith(".csv")
    out = folder / "matrix.csv"
    command = ["chart", "israel-hamas", "stance-matrix", "--as-of", "2025-07-07", "--out", str(out)]
    done = CliRunner().invoke(cli.app, command, env={"DATABASE_URL": database_url})
    assert done.exit_code == 0, done.output
    mine = steps.rows(content)
    theirs = steps.rows(out.read_bytes())
    assert {"party", "term", "level", "answer", "held_on", "source_grade"} <= set(theirs[0]) <= set(mine[0])
    assert "party_name" in mine[0], "a person reads names beside the codes"
    assert [{column: row[column].removeprefix("'") for column in theirs[0]} for row in mine] == theirs
    assert len(mine) > 50


def test_a_menu_opened_on_another_day_gives_the_file_and_the_table_of_that_day(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"movement?negotiation={SMALL}&as_of=2025-07-05"), "movement")
    (earlier,) = steps.downloads(page, "CSV")
    folded = page.get_by_text(re.compile(r"^The table behind \(\d+\)$")).first
    counted = folded.inner_text()
    steps.set_day(page, "2025-08-31")
    expect(folded).not_to_have_text(counted)
    steps.settled(page)
    (later,) = steps.downloads(page, "CSV")
    assert ("2025-07-05" in earlier[0], "2025-08-31" in later[0]) == (True, True)
    rows = steps.rows(later[1])
    assert folded.inner_text() == f"The table behind ({len(rows)})"
    folded.click()
    expect(steps.table_rows(page)).to_have_attribute("aria-rowcount", str(len(rows) + 1))
