"""The rows of a table's file as text: the columns checked, the cells as they were typed."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.errors import BadPackage
from dashboard.imports.files import Faults

MOST_ROWS = 500_000
LONGEST_CELL = 100_000

Cells = dict[str, str | None]


@dataclass(frozen=True)
class Header:
    """What the first line of a file may say: columns by the name they have in it, some of them passed over."""

    columns: dict[str, str]
    """The column's name now, by its name in the file."""
    needed: frozenset[str]
    """Columns without which no row is whole, by their name now."""
    retired: dict[str, str]
    """Columns that are passed over, each with the reason."""


@dataclass(frozen=True)
class FileRows:
    """The rows of a file with their numbers (the header is row 1), empty cells None, and the columns they have."""

    file: str
    columns: frozenset[str]
    rows: list[tuple[int, Cells]]
    told: tuple[str, ...]

    def taken(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows, and let go of the cells of each: a package may have hundreds of thousands."""
        gone: Cells = {}
        for place, (number, cells) in enumerate(self.rows):
            self.rows[place] = number, gone
            yield number, cells


def rows(file: str, content: bytes, header: Header, most_rows: int, faults: Faults) -> FileRows | None:
    """Return the rows of a file; None when it cannot be read or its columns are not right."""
    text = _text(file, content, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, rows = 0, list[tuple[int, Cells]]()
    columns: list[str | None] = []
    told: list[str] = []
    shared: dict[str, str] = {}  # the same few codes and words stand in every row: each is kept once
    try:
        given = next(reader, [])
        number = 1
        if not _is_right(file, given, header, faults):
            return None
        columns = [header.columns.get(column) for column in given]
        without_heading = [place for place, column in enumerate(given) if not column]
        told = [
            f"{file}: the column {one} was passed over: {header.retired[one]}."
            for one in given
            if one in header.retired
        ]
        for cells in reader:
            number += 1
            if not any(cells):
                continue  # spreadsheets and editors leave blank lines
            if len(rows) >= most_rows:
                faults.add(file, f"takes the package over {MOST_ROWS} rows", number)
                raise BadPackage(faults.problems)
            if len(cells) != len(columns):
                faults.add(file, f"has {len(cells)} cells; the header has {len(columns)}", number)
                continue
            if any(cells[place] for place in without_heading):
                faults.add(file, "has a cell under no heading", number)
                continue
            for column, cell in zip(given, cells, strict=True):
                if len(cell) > LONGEST_CELL:
                    faults.add(file, f"has {len(cell)} characters; at most {LONGEST_CELL} are allowed", number, column)
            pairs = zip(columns, cells, strict=True)
            rows.append((number, {name: shared.setdefault(cell, cell) or None for name, cell in pairs if name}))
    except csv.Error as error:
        too_long = "field larger" in str(error)
        reason = f"a cell has more than {LONGEST_CELL} characters" if too_long else "a quote is out of place"
        faults.add(file, f"{reason}; the rows after it were not read", number + 1)
    return FileRows(file, frozenset(name for name in columns if name), rows, tuple(told))


def _text(file: str, content: bytes, faults: Faults) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark.
        place = len(content) - len(error.object) + error.start
        reason = f"is not UTF-8: byte {place + 1} is 0x{content[place]:02X}"
        faults.add(file, reason, _row_at(error.object[: error.start].decode()))
        return None
    if "\0" in text:
        faults.add(file, "contains a NUL character", _row_at(text[: text.index("\0")]))
        return None
    return text


def _row_at(before: str) -> int:
    """Return the row in which the character after this text stands."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before + "?", newline="")))
    except csv.Error:
        return before.count("\n") + 1


def _is_right(file: str, given: list[str], header: Header, faults: Faults) -> bool:
    before = len(faults.problems)
    if len(given) == 1 and (mark := re.search("[;\t|]", given[0])):  # as spreadsheets write it in half of Europe
        faults.add(file, f"has {mark[0]!r} between its columns; save it with commas", 1)
        return False
    now = [header.columns.get(column) for column in given]
    for column in sorted(header.needed - set(now)):
        faults.add(file, "is missing", 1, column)
    for name in dict.fromkeys(name for name in now if name and now.count(name) > 1):
        faults.add(file, "stands in the header twice", 1, name)
    for column in filter(None, given):  # spreadsheets leave columns that hold nothing, not even a heading
        if column not in header.columns and column not in header.retired:
            faults.add(file, "is not a column of this table", 1, column)
    return len(faults.problems) == before
