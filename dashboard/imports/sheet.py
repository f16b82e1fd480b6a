"""A sheet as people have it: one table of text from a CSV, TSV or XLSX file. What its cells mean is not asked here."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import BadSheet, Problem
from dashboard.imports import workbook
from dashboard.models.columns import one_line
from dashboard.vocabulary import counted

LARGEST = 16 * 2**20
LARGEST_UNPACKED = 128 * 2**20
MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
LONGEST_S = 60
"""How long the process that reads a workbook may take."""

BETWEEN = (",", ";", "\t", "|")
"""What may stand between columns; the one under which the first line has most of them does."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True)
class Sheet:
    """
    The headings of a sheet as they stand there, and its rows of as many cells, each with its number; the first is 1.

    Empty rows are left out; a cell is text as it was typed, or nothing.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str | None, ...]], ...]


def read(path: Path, *, named: str = "") -> Sheet:
    """
    Return the sheet in a file, by its ending; nothing is written to disk.

    Parameters
    ----------
    named
        The sheet of a workbook that has several; else its first.

    Raises
    ------
    BadSheet
        When it cannot be read, is too large, or has no headings or a row wider than these.
    """
    if path.stat().st_size > LARGEST:
        raise _refusal(path.name, f"is larger than {LARGEST // 2**20} MB")
    return of(path.name, path.read_bytes(), named=named)


def of(file: str, content: bytes, *, named: str = "") -> Sheet:
    """Return the sheet in the content of a file of this name, as `read` does."""
    if len(content) > LARGEST:
        raise _refusal(file, f"is larger than {LARGEST // 2**20} MB")
    match Path(file).suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return _sheet(file, _lines(file, _text(file, content)))
        case ".xlsx" | ".xlsm":
            return _sheet(file, _of_workbook(file, content, named))
    raise _refusal(file, "is not a sheet that can be read; save it as .csv, .tsv or .xlsx")


def _text(file: str, content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, or UTF-16 with or without its mark."""
    mark, encoding = next(((mark, name) for mark, name in _BOMS if content.startswith(mark)), (b"", ""))
    body = content.removeprefix(mark)
    if not encoding:
        # In UTF-16 every other byte of a first line of headings is 0, in UTF-8 none is.
        begin = body[:200]
        encoding = "utf-16-le" if b"\0" in begin[1::2] else "utf-16-be" if b"\0" in begin[::2] else "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        row = body[: error.start].count(b"\n") + 1
        reason = f"is not {encoding.upper()}: byte {len(mark) + error.start + 1} cannot be read; save it as CSV UTF-8"
        raise _refusal(file, reason, row) from None
    return text.removeprefix("\ufeff")


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    between = None
    first, _, rest = text.partition("\n")
    start = 1
    if said := re.fullmatch(r'"?sep=([^"\r])"?\r?', first):  # a line for Excel alone
        between, text, start = said[1], rest, 2
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between or _between(text), strict=True)
    try:
        yield from enumerate(reader, start=start)
    except csv.Error as error:
        reason = (
            f"a cell has more than {LONGEST_CELL:,} characters" if "larger" in str(error) else "a quote is out of place"
        )
        raise _refusal(file, f"{reason}; nothing after it can be read", reader.line_num) from None


def _between(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")[:LONGEST_CELL]
    return max(BETWEEN, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))


def _of_workbook(file: str, content: bytes, named: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a workbook, read by a process of its own: what a stranger's file does to it ends with it."""
    command = [sys.executable, workbook.__file__, named, str(MOST_ROWS + 2), str(LARGEST_UNPACKED)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        raise _no_workbook(file, f"that takes longer than {LONGEST_S} seconds") from None
    if done.returncode:
        raise _no_workbook(file, "it takes too much memory; copy its filled rows and columns into a new one")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise _no_workbook(file, answer["refused"])
    return [(number, cells) for number, cells in answer["rows"]]


def _no_workbook(file: str, reason: str) -> BadSheet:
    return _refusal(file, f"cannot be read as a workbook: {reason}")


def _sheet(file: str, lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    headings: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str | None, ...]]] = []
    problems: list[Problem] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        while cells and not cells[-1].strip() and len(cells) > len(headings):
            cells.pop()  # spreadsheets leave empty columns behind the last
        if not headings:
            headings = tuple(one_line(cell) for cell in cells)
            if len(headings) > MOST_COLUMNS:
                raise _refusal(file, f"has {len(headings):,} columns; at most {MOST_COLUMNS} can be read", number)
            continue
        if len(rows) == MOST_ROWS:
            raise _refusal(file, f"has more than {MOST_ROWS:,} rows; divide it", number)
        if len(cells) > len(headings):
            problems.append(
                Problem(file, f"has {counted(len(cells), 'cell')} under {counted(len(headings), 'heading')}", number)
            )
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):
            problems.append(Problem(file, f"has a cell of more than {LONGEST_CELL:,} characters", number))
            continue
        filled = (*cells, *[""] * (len(headings) - len(cells)))
        rows.append((number, tuple(cell if cell.strip() else None for cell in filled)))
    if not headings:
        raise _refusal(file, "is empty; its first line should name the columns")
    if problems:
        raise BadSheet(problems)
    return Sheet(file, headings, tuple(rows))


def _refusal(file: str, reason: str, row: int | None = None) -> BadSheet:
    return BadSheet([Problem(file, reason, row)])
