import csv
import io
from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.tables import csv_bytes, spreadsheet_csv_bytes
from dashboard.frames import Contract


class Kinds(NamedTuple):
    """One column of every kind."""

    words: Annotated[str | None, "Words"]
    on: Annotated[date | None, "On"]
    at: Annotated[datetime | None, "At"]
    size: Annotated[float | None, "Size"]
    count: Annotated[int | None, "Count"]  # type: ignore[assignment]
    flag: Annotated[bool | None, "Flag"]


class Texts(NamedTuple):
    """Two columns of text."""

    one: Annotated[str | None, "One"]
    two: Annotated[str | None, "Two"]


KINDS, TEXTS = Contract("kinds", Kinds), Contract("texts", Texts)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def test_every_kind_of_value_has_one_spelling():
    frame = KINDS.frame(
        [
            ("x", "2025-07-07", "2025-07-07T12:00:00Z", 42.0, 3, True),
            ("NA", "0900-01-02", "2025-07-07T12:00:00.000120Z", 0.1, -3, False),
            (None, None, None, None, None, None),
        ]
    )
    assert csv_bytes(frame).decode() == (
        "words,on,at,size,count,flag\n"
        "x,2025-07-07,2025-07-07T12:00:00Z,42,3,true\n"
        "NA,0900-01-02,2025-07-07T12:00:00.000120Z,0.1,-3,false\n"
        ",,,,,\n"
    )


def test_an_empty_frame_is_its_header():
    assert csv_bytes(KINDS.frame()) == b"words,on,at,size,count,flag\n"


def test_columns_choose_and_order():
    frame = KINDS.frame([("x", None, None, 1.0, None, None)])
    assert csv_bytes(frame, ["size", "words"]) == b"size,words\n1,x\n"


def test_an_instant_of_another_zone_is_written_in_utc():
    frame = pd.DataFrame({"at": pd.Series(["2025-07-07T14:00:00+02:00"], dtype="datetime64[us, Europe/Berlin]")})
    assert csv_bytes(frame) == b"at\n2025-07-07T12:00:00Z\n"
    assert datetime(2025, 7, 7, 12, tzinfo=UTC) == frame["at"][0]


def test_before_and_after_of_a_revision_are_json():
    frame = pd.DataFrame({"before": pd.Series([None, {"b": 1, "a": "é"}], dtype="object")})
    assert read(csv_bytes(frame)) == [["before"], [""], ['{"a": "é", "b": 1}']]


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-7, 1e16, 1.7976931348623157e308, -0.5, 123456789.125, 5e-324])
def test_a_number_reads_back_as_itself(number: float):
    frame = KINDS.frame([(None, None, None, number, None, None)])
    assert float(read(csv_bytes(frame, ["size"]))[1][0]) == number


CELLS = st.lists(
    st.tuples(
        st.text(st.sampled_from("a\"',;\n\r\t =+-@אب🙂é"), max_size=8),
        st.sampled_from(["NA", "nan", "None", " x ", "=1+1", '"', '""', "\r", "\n", "a\r\nb", "שלום", "👩‍👩‍👧"]),
    ),
    max_size=5,
)


@given(CELLS)
def test_text_reads_back_as_itself(rows: list[tuple[str, str]]):
    frame = TEXTS.frame(rows)
    assert read(csv_bytes(frame))[1:] == [list(row) for row in rows]


@given(CELLS)
def test_no_text_of_a_spreadsheet_csv_starts_like_a_formula(rows: list[tuple[str, str]]):
    frame = TEXTS.frame(rows)
    content = spreadsheet_csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    for given_row, cells in zip(rows, read(content[3:])[1:], strict=True):
        for text, cell in zip(given_row, cells, strict=True):
            assert cell.removeprefix("'") == text.removeprefix("'")
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_of_a_spreadsheet_csv_stay_numbers():
    frame = KINDS.frame([("-5", None, None, -5.0, -5, None)])
    assert spreadsheet_csv_bytes(frame, ["words", "size", "count"]).decode("utf-8-sig") == (
        "words,size,count\n'-5,-5,-5\n"
    )
    assert frame["words"][0] == "-5"
