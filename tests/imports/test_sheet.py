"""Sheets as spreadsheets leave them: read as text, cell by cell, or refused with the place."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from dashboard.errors import BadSheet
from dashboard.imports import sheet

ROWS = ((2, ("a", "1")), (3, ("b", None)))
COMMAS = "name,count\na,1\nb,\n"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    "</styleSheet>"
)
"""Two styles of days: Excel keeps a day as a number, and only its style says that it is one."""
DAY_0 = datetime(1899, 12, 30)


def cell(value: object) -> str:
    match value:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{value:d}</v></c>'
        case datetime() | date():
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            style = 2 if isinstance(value, datetime) else 1
            return f'<c s="{style}"><v>{(moment - DAY_0) / timedelta(days=1)}</v></c>'
        case int() | float():
            return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return a workbook as spreadsheets save it: the least that the format asks for."""
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in enumerate(sheets, 1))
    parts = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, 1)
    )
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{parts}'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for number, (_, rows) in enumerate(sheets, 1):
        lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def refusal(file: str, content: bytes) -> str:
    with pytest.raises(BadSheet) as refused:
        sheet.of(file, content)
    return str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("x.csv", COMMAS.encode()),
        ("x.CSV", COMMAS.replace("\n", "\r\n").encode("utf-8-sig")),
        ("x.csv", COMMAS.replace(",", ";").encode("utf-16")),
        ("x.csv", COMMAS.replace(",", "\t").encode("utf-16-le")),
        ("x.csv", COMMAS.encode("utf-16-be")),
        ("x.csv", ("sep=|\n" + COMMAS.replace(",", "|")).encode()),
        ("x.tsv", COMMAS.replace(",", "\t").encode()),
        ("x.csv", b'name,count,,\n"a",1,,\nb\n,,,\n'),
        ("x.xlsx", workbook(("Sheet1", [["name", "count"], ["a", 1], ["b", None]]))),
    ],
    ids=["commas", "bom", "utf-16", "tabs", "unmarked", "sep", "tsv", "ragged", "xlsx"],
)
def test_a_sheet_is_read_however_it_was_saved(file: str, content: bytes) -> None:
    found = sheet.of(file, content)
    numbers = [(3, ROWS[0][1]), (4, ROWS[1][1])] if content.startswith(b"sep") else list(ROWS)
    assert (found.headings, list(found.rows)) == (("name", "count"), numbers)


def test_what_stands_between_columns_is_told_by_the_headings_and_not_by_a_text() -> None:
    found = sheet.of("x.csv", b'summary;day\n"a, b; c, d";1\n')
    assert found.rows == ((2, ("a, b; c, d", "1")),)


def test_a_workbook_s_cells_come_as_they_would_be_typed() -> None:
    row = [
        True,
        False,
        date(2025, 7, 4),
        datetime(2025, 7, 4, 12, 30),
        datetime(2025, 7, 4),
        3.0,
        2.5,
        "2025-07",
        " x ",
    ]
    content = workbook(("Other", [["no"]]), ("stance", [[f"c{n}" for n in range(len(row))], row]))
    ((_, cells),) = sheet.of("x.xlsx", content, named="stance").rows
    assert cells == ("true", "false", "2025-07-04", "2025-07-04T12:30:00", "2025-07-04", "3", "2.5", "2025-07", " x ")
    assert sheet.of("x.xlsx", content).headings == ("no",)


def test_a_row_keeps_the_number_it_has_in_the_file() -> None:
    found = sheet.of("x.csv", b"\n\nname\n\na\n\nb\n")
    assert (found.headings, [number for number, _ in found.rows]) == (("name",), [5, 7])


def test_a_sheet_of_headings_alone_has_no_row() -> None:
    assert sheet.of("x.csv", b"name,count\n").rows == ()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("x.csv", b"", "x.csv: is empty; its first line should name the columns"),
        ("x.csv", b"\n , \n", "x.csv: is empty; its first line should name the columns"),
        ("x.pdf", b"name", "x.pdf: is not a sheet that can be read; save it as .csv, .tsv or .xlsx"),
        ("x.csv", b"name\na,b\n", "x.csv, row 2: has 2 cells under 1 heading"),
        ("x.csv", b"name\ncaf\xe9\n", "x.csv, row 2: is not UTF-8: byte 9 cannot be read; save it as CSV UTF-8"),
        ("x.csv", b'sep="\na\n"b\n', "x.csv, row 3: a quote is out of place; nothing after it can be read"),
        (
            "x.csv",
            b"a" * 200_000 + b",b\n",
            "x.csv, row 1: a cell has more than 100,000 characters; nothing after it can be read",
        ),
        ("x.csv", b'name\n"a\n', "x.csv, row 2: a quote is out of place; nothing after it can be read"),
        ("x.xlsx", b"no workbook", "x.xlsx: cannot be read as a workbook: File is not a zip file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(file: str, content: bytes, words: str) -> None:
    assert refusal(file, content) == words


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZZZZ4294967295"], ids=["the last", "beyond"])
def test_a_workbook_with_a_cell_far_away_is_refused_and_harms_nobody(place: str) -> None:
    """Of few bytes, it makes the library ask for so much memory that it ends its process."""
    far = f'name</t></is></c><c r="{place}"><v>1</v></c><c><is><t>'
    words = "cannot be read as a workbook: it takes too much memory; copy its filled rows and columns into a new one"
    assert refusal("x.xlsx", workbook(("Sheet1", [[far]]))) == f"x.xlsx: {words}"


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LONGEST_S", 0)
    words = "x.xlsx: cannot be read as a workbook: that takes longer than 0 seconds"
    assert refusal("x.xlsx", workbook(("Sheet1", [["name"]]))) == words


def test_a_workbook_that_was_cut_off_is_refused_in_words() -> None:
    whole = workbook(("Sheet1", [["name"]]))
    assert refusal("x.xlsx", whole.replace(b"sheetData", b"sheetDaat")).startswith(
        "x.xlsx: cannot be read as a workbook: "
    )


def test_what_stands_below_and_right_of_nothing_keeps_the_number_of_its_row() -> None:
    content = workbook(("Sheet1", [[None, None], [None, "name"], [], [None, "a"]]))
    found = sheet.of("x.xlsx", content)
    assert (found.headings, found.rows) == (("name",), ((4, ("a",)),))


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    assert len(sheet.of("x.csv", b"a\n1\n2\n").rows) == 2
    assert refusal("x.csv", b"a\n1\n2\n3\n") == "x.csv, row 4: has more than 2 rows; divide it"
    monkeypatch.setattr(sheet, "MOST_COLUMNS", 2)
    assert len(sheet.of("x.csv", b"a,b\n1,2\n").headings) == 2
    assert refusal("x.csv", b"a,b,c\n1,2,3\n") == "x.csv, row 1: has 3 columns; at most 2 can be read"
    monkeypatch.setattr(sheet, "LONGEST_CELL", 2)
    assert refusal("x.csv", b"a\n12\n123\n") == "x.csv, row 3: has a cell of more than 2 characters"
    monkeypatch.setattr(sheet, "LARGEST_UNPACKED", 10)
    assert "unpacked" in refusal("x.xlsx", workbook(("s", [["name"]])))
    monkeypatch.setattr(sheet, "LARGEST", 3)
    (tmp_path / "x.csv").write_bytes(b"name")
    with pytest.raises(BadSheet, match=r"is larger than 0 MB"):
        sheet.read(tmp_path / "x.csv")
    assert "is larger than" in refusal("x.csv", b"name")
