"""A finished chart as a file: with its provenance printed under it and written into it."""

import io
import json
import logging
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from dashboard.exports import file_kinds
from dashboard.exports.converter import convert
from dashboard.exports.file_kinds import FileKind
from dashboard.exports.provenance import Provenance

Spec = dict[str, Any]

_LINE_HEIGHT = 14
_TOP_LEVEL = ("$schema", "autosize", "background", "config", "datasets", "padding", "usermeta")
_CHANNELS = (
    *("angle", "color", "fill", "fillOpacity", "opacity", "shape", "size"),
    *("stroke", "strokeDash", "strokeOpacity", "strokeWidth"),
)


def export(spec: Spec, kind: FileKind, provenance: Provenance, scale: float = 2) -> bytes:
    """
    Return the chart as a file.

    Parameters
    ----------
    spec
        A finished Vega-Lite chart with its data. Addresses in it are never fetched.
    scale
        Pixels of a PNG per point; SVG and PDF have none.

    Raises
    ------
    NotDrawn
        When no image can be made of it.
    """
    printed, metadata = with_footer(spec, provenance.footer()), provenance.metadata()
    if kind == file_kinds.VEGA_LITE:
        printed["usermeta"] = {**printed.get("usermeta", {}), "parley": metadata}
        # Escaped, the text is safe in a page too: nothing in it can close a script.
        return json.dumps(printed, ensure_ascii=False, indent=1).replace("<", "\\u003c").encode()
    image = convert(kind.name, printed, scale)
    return _MARKED[kind](image, metadata)


def with_footer(spec: Spec, lines: Sequence[str]) -> Spec:
    """
    Return the chart with the lines printed under it, each as a text of its own.

    A text of several lines would print a right-to-left one over the line before it in PNG and PDF. What Vega-Lite
    allows only at the top moves there; so do parameters, but for the selections of a single view, which belong to it.
    Before anybody selects anything a selection shows the chart as it is on screen, so that images keep them too.
    """
    chart = {key: value for key, value in spec.items() if key not in (*_TOP_LEVEL, "params")}
    params = spec.get("params", [])
    own = [param for param in params if "select" in param and "mark" in chart]
    top_params = [param for param in params if param not in own]
    if own:
        chart["params"] = own
    footer = {
        "data": {"values": [{"line": line, "y": _LINE_HEIGHT * n} for n, line in enumerate(lines)]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 10, "fillOpacity": 0.75, "limit": 0},
        "encoding": {
            "x": {"value": 0},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "line", "type": "nominal"},
        },
        "width": 10,
        "height": _LINE_HEIGHT * len(lines),
        "view": {"stroke": None},
    }
    # In a column views share the left edge of their plots. Behind an empty view in a row the chart starts at the left
    # edge of its labels instead, and so does the footer below it.
    nothing = {"data": {"values": []}, "mark": "point", "width": 0, "height": 0, "view": {"stroke": None}}
    # Shared, as they are by default, the chart's legends would move to the side of chart and footer together.
    apart = dict.fromkeys(_CHANNELS, "independent")
    resolve = {"scale": apart, "legend": apart}
    return {
        **{key: spec[key] for key in _TOP_LEVEL if key in spec},
        **({"params": top_params} if top_params else {}),
        "vconcat": [{"hconcat": [nothing, chart], "spacing": 0, "resolve": resolve}, footer],
        "spacing": 16,
        "resolve": resolve,
    }


def _marked_png(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return the PNG with a chunk of international text for each key (PNG 1.2, iTXt), before its last chunk."""
    chunks = b""
    for key, value in metadata.items():
        body = b"iTXt" + key.encode("latin-1") + b"\0" * 5 + value.encode()
        chunks += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return image[:-12] + chunks + image[-12:]


def _marked_svg(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return the SVG with the metadata as JSON in its metadata element."""
    element = f"<metadata>{escape(json.dumps(metadata, ensure_ascii=False))}</metadata>"
    return re.sub(rb"<svg[^>]*>", lambda tag: tag[0] + element.encode(), image, count=1)


def _marked_pdf(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return the PDF with the metadata in its document information."""
    from pypdf import PdfWriter

    # It warns of a count in vl-convert's files that no reader minds.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    writer = PdfWriter(clone_from=io.BytesIO(image))
    writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    marked = io.BytesIO()
    writer.write(marked)
    return marked.getvalue()


_MARKED = {file_kinds.PNG: _marked_png, file_kinds.SVG: _marked_svg, file_kinds.PDF: _marked_pdf}
