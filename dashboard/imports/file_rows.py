"""The rows of a table's file as text: the columns checked, the cells as they were typed."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

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
    """What stands in a file; its rows are read while they are asked for, once."""

    file: str
    columns: frozenset[str]
    rows: Iterator[tuple[int, Cells]]
    """The rows with their numbers (the header is row 1), empty cells None."""
    told: tuple[str, ...]


def text(content: IO[bytes]) -> io.TextIOWrapper:
    """Return a file opened as the text that it should be; it is closed with it."""
    return io.TextIOWrapper(content, encoding="utf-8-sig", newline="")


def rows(file: str, lines: io.TextIOWrapper, header: Header, most_rows: int, faults: Faults) -> FileRows | None:
    """Return the rows of an open file; None when it cannot be read or its columns are not right."""
    before = len(faults.problems)
    records = _records(file, lines, faults)
    _, given = next(records, (1, []))
    if len(faults.problems) > before or not _is_right(file, given, header, faults):
        return None
    columns = [header.columns.get(column) for column in given]
    told = tuple(
        f"{file}: the column {one} was passed over: {header.retired[one]}." for one in given if one in header.retired
    )
    present = frozenset(name for name in columns if name)
    return FileRows(file, present, _rows(file, given, columns, records, most_rows, faults), told)


def _rows(
    file: str,
    given: list[str],
    columns: list[str | None],
    records: Iterator[tuple[int, list[str]]],
    most_rows: int,
    faults: Faults,
) -> Iterator[tuple[int, Cells]]:
    without_heading = [place for place, column in enumerate(given) if not column]
    found = 0
    for number, cells in records:
        if not any(cells):
            continue  # spreadsheets and editors leave blank lines
        if found >= most_rows:
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
        found += 1
        yield number, {name: cell or None for name, cell in zip(columns, cells, strict=True) if name}


def _records(file: str, lines: io.TextIOWrapper, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a file with their numbers; one that cannot be read is a fault, and the last."""
    number = 0
    try:
        for cells in csv.reader(_without_nul(lines), strict=True):
            number += 1
            yield number, cells
        return
    except csv.Error as error:
        too_long = "field larger" in str(error)
        reason = f"a cell has more than {LONGEST_CELL} characters" if too_long else "a quote is out of place"
        fault = f"{reason}; the rows after it were not read", number + 1
    except _Nul:
        fault = "contains a NUL character", number + 1
    except UnicodeDecodeError:
        lines.seek(0)
        fault = _not_utf8(bytes(lines.buffer.read()))
    faults.cut_off.add(file)
    faults.add(file, *fault)


class _Nul(Exception):
    """A character that belongs in no text."""


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise _Nul
        yield line


def _not_utf8(content: bytes) -> tuple[str, int]:
    """Return which byte cannot be read, and in which row it stands."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark.
        place = len(content) - len(error.object) + error.start
        return f"is not UTF-8: byte {place + 1} is 0x{content[place]:02X}", _row_at(
            error.object[: error.start].decode()
        )
    return "was changed while it was read", 1


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
