import http.server
import json
import re
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.exports import converter, images, worker
from dashboard.exports.file_kinds import PDF, PNG, SVG, VEGA_LITE, FileKind
from dashboard.exports.provenance import Provenance

NAMESPACE = "{http://www.w3.org/2000/svg}"
ROWS = pd.DataFrame({"party": ["A", "</script><b>", "حماس"], "score": [1, -2, 0]})


def unit(**more: Any) -> alt.Chart:
    return (
        alt.Chart(ROWS, title="Who stands where", **more).mark_bar().encode(x="score:Q", y="party:N", color="party:N")
    )


CHARTS: dict[str, alt.TopLevelMixin] = {
    "unit": unit(),
    "layer": alt.layer(unit(), unit().mark_text().encode(text="party:N")),
    "row": unit().encode(row="party:N"),
    "facet": unit().facet("party:N", columns=2),
    "repeat": alt.Chart(ROWS)
    .mark_bar()
    .encode(x=alt.X(alt.repeat("column"), type="quantitative"))
    .repeat(column=["score"]),
    "vconcat": alt.vconcat(unit(), alt.hconcat(unit(), unit())),
    "empty": alt.Chart(ROWS.iloc[:0]).mark_bar().encode(x="score:Q", y="party:N"),
}


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    return chart.configure(background="#fdf6e3", font="DejaVu Sans").to_dict()


def texts(svg: bytes) -> dict[str, tuple[float, float]]:
    """Return where each text of the image stands, by its words."""
    places: dict[str, tuple[float, float]] = {}

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        if move := re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")):
            x, y = x + float(move[1]), y + float(move[2])
        if element.tag == f"{NAMESPACE}text":
            places["".join(element.itertext())] = (x, y)
        for child in element:
            walk(child, x, y)

    walk(ElementTree.fromstring(svg), 0, 0)
    return places


@pytest.mark.parametrize("kind", CHARTS)
def test_the_footer_stands_line_by_line_under_every_kind_of_chart(kind: str, provenance: Provenance):
    svg = images.export(spec(CHARTS[kind]), SVG, provenance)
    places = texts(svg)
    lines = provenance.footer()
    heights = [places[line][1] for line in lines]
    assert [b - a for a, b in zip(heights, heights[1:], strict=False)] == pytest.approx([14] * (len(lines) - 1))
    assert heights[0] > max(y for text, (_, y) in places.items() if text not in lines)
    assert len({places[line][0] for line in lines}) == 1


@pytest.mark.parametrize("kind", CHARTS)
def test_the_vega_lite_file_is_valid_and_carries_the_metadata(kind: str, provenance: Provenance):
    content = images.export(spec(CHARTS[kind]), VEGA_LITE, provenance)
    read = json.loads(content)
    assert alt.Chart.from_dict(read).to_dict()["usermeta"]["parley"] == provenance.metadata()
    assert read["config"]["background"] == "#fdf6e3"
    assert read["datasets"] == spec(CHARTS[kind])["datasets"]
    assert b"<" not in content


def test_the_right_to_left_lines_of_a_png_do_not_overprint(provenance: Provenance):
    """Each line of the footer is found as a band of ink of its own, with paper above and below."""
    short = replace(provenance, differ=(), how_old=(), caveat=None)
    hebrew = replace(short, filters=("ישראל",), sources={"הארץ": 1}, citation="קול ישראל")
    chart = {"data": {"values": [{}]}, "mark": {"type": "point", "opacity": 0}, "config": {"font": "DejaVu Sans"}}
    image = Image.open(BytesIO(images.export(chart, PNG, hebrew, scale=3))).convert("L")
    rows = [image.crop((0, y, image.width, y + 1)).getextrema()[0] < 200 for y in range(image.height)]
    bands = sum(1 for above, here in zip([False, *rows], rows, strict=False) if here and not above)
    assert bands == len(hebrew.footer()) == 7


def test_a_png_carries_size_resolution_and_metadata(provenance: Provenance):
    chart = spec(unit())
    small, large = (Image.open(BytesIO(images.export(chart, PNG, provenance, scale=n))) for n in (1, 2))
    assert abs(large.width - 2 * small.width) <= 2
    assert [round(side) for side in large.info["dpi"]] == [144, 144]
    large.load()
    assert {key: str(value) for key, value in large.text.items()} == provenance.metadata()


def test_an_svg_carries_its_metadata_escaped(provenance: Provenance):
    svg = images.export(spec(unit()), SVG, provenance)
    metadata = ElementTree.fromstring(svg).find(f"{NAMESPACE}metadata")
    assert metadata is not None and json.loads(metadata.text or "") == provenance.metadata()
    assert b"<b>" not in svg and b"</script>" not in svg
    assert "</script><b>" in texts(svg)


def test_a_pdf_carries_its_metadata_and_its_text(provenance: Provenance):
    reader = PdfReader(BytesIO(images.export(spec(unit()), PDF, provenance)))
    given = {key.removeprefix("/"): value for key, value in (reader.metadata or {}).items()}
    assert provenance.metadata().items() <= given.items()
    assert "As of 7 July 2025" in reader.pages[0].extract_text()


def test_the_chart_above_the_footer_is_drawn_as_it_is_alone(provenance: Provenance):
    alone = converter.convert("svg", spec(CHARTS["layer"]), 1)
    printed = images.export(spec(CHARTS["layer"]), SVG, provenance)
    marks = re.compile(r' d="([^"]+)"')
    assert set(marks.findall(alone.decode())) <= set(marks.findall(printed.decode()))


def test_the_spec_that_was_given_stays_as_it_was(provenance: Provenance):
    given = spec(unit())
    before = json.dumps(given)
    images.export(given, VEGA_LITE, provenance)
    assert json.dumps(given) == before


def test_selections_and_parameters_still_belong_where_they_belong(provenance: Provenance):
    cell = alt.selection_point(name="cell", fields=["party"])
    span = alt.selection_interval(name="span", encodings=["x"])
    edge = alt.param(name="edge", value=3.5)
    bars = alt.Chart(ROWS).mark_bar(strokeWidth=edge, stroke="red").encode(x="score:Q", y="party:N")
    bars = bars.encode(opacity=alt.when(cell).then(alt.value(1)).otherwise(alt.value(0.3))).add_params(cell, edge)
    for chart in (bars, alt.layer(bars, unit().mark_point()), alt.vconcat(bars, unit().add_params(span))):
        svg = images.export(spec(chart), SVG, provenance)
        assert b'stroke-width="3.5"' in svg
        assert b'opacity="0.3"' not in svg, "before a choice everything is shown as chosen"
        read = json.loads(images.export(spec(chart), VEGA_LITE, provenance))
        assert b'stroke-width="3.5"' in converter.convert("svg", alt.Chart.from_dict(read).to_dict(), 1)


def test_a_selection_of_a_single_view_does_not_spread_to_the_footer(provenance: Provenance):
    chart = unit().add_params(alt.selection_point(name="cell", fields=["party"]), alt.param(name="edge", value=1))
    read = json.loads(images.export(spec(chart), VEGA_LITE, provenance))
    assert [param["name"] for param in read["params"]] == ["edge"]
    assert [param["name"] for param in read["vconcat"][0]["hconcat"][1]["params"]] == ["cell"]
    assert "params" not in read["vconcat"][1]


def test_no_lines_no_text_and_a_chart_all_the_same():
    wrapped = images.with_footer(spec(unit()), [])
    assert b"Who stands where" in converter.convert("svg", wrapped, 1)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'[{"score": 1}]')

        def log_message(self, *arguments: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", [PNG, SVG, PDF])
def test_an_address_in_the_data_is_never_fetched(
    kind: FileKind, provenance: Provenance, listener: tuple[str, list[str]]
):
    address, asked = listener
    for chart in (
        {"data": {"url": f"{address}/data.json"}, "mark": "bar", "encoding": {"x": {"field": "score"}}},
        {
            "data": {"values": [{"image": f"{address}/picture.png"}]},
            "mark": {"type": "image", "width": 9, "height": 9},
            "encoding": {"url": {"field": "image"}},
        },
        {"data": {"values": [{"words": f"{address}/text"}]}, "mark": "text", "encoding": {"text": {"field": "words"}}},
    ):
        try:
            images.export(chart, kind, provenance)
        except converter.NotDrawn as error:
            assert str(error).startswith("The image could not be made")
    assert asked == []


def test_a_faulty_chart_is_refused_in_words_and_the_next_one_drawn(provenance: Provenance):
    with pytest.raises(converter.NotDrawn, match="The image could not be made"):
        images.export({"mark": "no such mark", "data": {"values": [{}]}}, SVG, provenance)
    assert images.export(spec(unit()), SVG, provenance).startswith(b"<svg")


def running() -> "subprocess.Popen[bytes]":
    converter.warm()
    assert converter._process is not None
    return converter._process


def is_over(process: "subprocess.Popen[bytes]") -> bool:
    """Whether nothing of a worker is left: it has been waited for, and its pipes are closed on this side too."""
    assert process.stdin is not None and process.stdout is not None
    return process.returncode is not None and process.stdin.closed and process.stdout.closed


def test_a_worker_that_died_is_replaced_and_leaves_nothing_open(provenance: Provenance):
    first = running()
    first.kill()
    first.wait()
    assert images.export(spec(unit()), SVG, provenance).startswith(b"<svg")
    assert is_over(first)
    assert not is_over(running())


def test_a_worker_that_ends_while_it_is_asked_is_replaced_and_leaves_nothing_open(
    provenance: Provenance, monkeypatch: pytest.MonkeyPatch
):
    first, write = running(), worker.write_message

    def write_to_nobody(stream: BinaryIO, body: bytes) -> None:
        monkeypatch.undo()
        first.kill()
        first.wait()
        write(stream, body)

    monkeypatch.setattr(worker, "write_message", write_to_nobody)
    assert images.export(spec(unit()), SVG, provenance).startswith(b"<svg")
    assert is_over(first)


def test_an_image_that_takes_too_long_is_given_up_and_leaves_nothing_open(
    provenance: Provenance, monkeypatch: pytest.MonkeyPatch
):
    first = running()
    monkeypatch.setattr(converter, "TIME_LIMIT", 0.05)
    endless = {"data": {"sequence": {"start": 0, "stop": 50_000_000}}, "mark": "point"}
    with pytest.raises(converter.NotDrawn, match="was given up"):
        images.export(endless, SVG, provenance)
    assert is_over(first)
    monkeypatch.undo()
    assert images.export(spec(unit()), SVG, provenance).startswith(b"<svg")


def test_a_worker_whose_asker_is_interrupted_answers_nobody_else_and_leaves_nothing_open(
    provenance: Provenance, monkeypatch: pytest.MonkeyPatch
):
    first = running()

    def interrupt(_stream: BinaryIO) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "read_message", interrupt)
    with pytest.raises(KeyboardInterrupt):
        images.export(spec(unit()), PNG, provenance)
    assert is_over(first)
    monkeypatch.undo()
    assert images.export(spec(unit()), SVG, provenance).startswith(b"<svg")


def test_the_worker_starts_under_any_main_module_and_ends_with_stop(monkeypatch: pytest.MonkeyPatch):
    """Streamlit puts the script of the app in the place of the main module."""
    converter.stop()
    app = types.ModuleType("__main__")
    app.__file__ = "/nowhere/app.py"
    monkeypatch.setitem(sys.modules, "__main__", app)
    process = running()
    assert running() is process
    assert b"<svg" in converter.convert("svg", spec(unit()), 1)
    converter.stop()
    converter.stop()
    assert is_over(process)


def test_many_threads_each_get_their_own_image():
    def draw(number: int) -> None:
        drawn[number] = converter.convert("svg", spec(unit().properties(title=f"Chart {number}")), 1)

    drawn: dict[int, bytes] = {}
    threads = [threading.Thread(target=draw, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f"Chart {number}" in texts(drawn[number]) for number in range(4)] == [True] * 4
