"""
The process that turns Vega-Lite into images, and how one talks to it.

It is run as a script by its path and loads nothing of Parley. A pool of `multiprocessing` would load the
parent's main module again, which under Streamlit is the whole app.
"""

import json
import os
import re
import signal
import struct
import sys
from typing import Any, BinaryIO

DONE, FAILED = b"+", b"-"
_LENGTH = struct.Struct(">Q")


def read_message(stream: BinaryIO) -> bytes | None:
    """Return the next message; None when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_message(stream: BinaryIO, body: bytes) -> None:
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def _image(form: str, spec: dict[str, Any], scale: float) -> bytes:
    import vl_convert

    # Without the empty list a data address would be fetched; with it a picture's address still is, on the way from SVG.
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    if re.search(r'<image[^>]* (xlink:)?href="(?!data:)', svg):
        raise ValueError("it shows a picture from an address")
    match form:
        case "svg":
            return svg.encode()
        case "pdf":
            return vl_convert.svg_to_pdf(svg)
    # A resolution rather than a scale: the file then says how large it is to be printed.
    return vl_convert.svg_to_png(svg, ppi=72 * scale)


def _serve() -> None:
    # An interrupt at the terminal reaches the whole group; this process ends when its parent closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    _image("png", {"data": {"values": [{}]}, "mark": {"type": "text", "text": "warm"}}, 1)
    while (request := read_message(sys.stdin.buffer)) is not None:
        try:
            answer = DONE + _image(**json.loads(request))
        except Exception as error:
            answer = FAILED + str(error).encode()
        write_message(answers, answer)


if __name__ == "__main__":
    _serve()
