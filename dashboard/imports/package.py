"""A case package read back: every cell checked, every fault named by place, all of it handed on or nothing."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint

from dashboard.errors import BadPackage, Invalid
from dashboard.frames import DAY, FLAG, INSTANT, NEGOTIATIONS, NUMBER, TABLE_FRAMES, WHOLE, Progress
from dashboard.imports.files import DESCRIPTOR, Faults, contents_of
from dashboard.inputs import validate
from dashboard.models import TABLES, Base

MOST_ROWS = 500_000
LONGEST_CELL = 100_000
LARGEST_WHOLE = 2**31 - 1
"""What an integer column holds on PostgreSQL."""

NAMES = {"negotiation": "negotiation.csv", **{table: f"{table}.csv" for table in TABLES}}

Record = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """A negotiation (without its `version`) and its rows by table, every value of its column's type."""

    negotiation: Record
    rows: dict[str, list[Record]]


def read(path: Path, progress: Progress | None = None) -> Package:
    """
    Return the package in this folder or zip; nothing is written to disk.

    Parameters
    ----------
    path
        The folder or zip. Files that belong to no table (README, LICENSE) are left alone.
    progress
        Called with the number of tables read and to read.

    Raises
    ------
    BadPackage
        With every problem found, up to a hundred; the header of a file is row 1.
    """
    faults = Faults()
    contents = contents_of(path, faults)
    for file in contents:
        if file.endswith(".csv") and file not in NAMES.values():
            faults.add(file, "is not a table of a package")
    if DESCRIPTOR in contents:
        _check_descriptor(contents[DESCRIPTOR], faults)
    tables: dict[str, list[tuple[int, Record]]] = {}
    rows = 0
    for done, (table, file) in enumerate(NAMES.items(), start=1):
        if file not in contents:
            faults.add(file, "is missing")
            continue
        # Taken out of the contents: the text of a file is not kept beside its rows.
        if (records := _records(table, file, contents.pop(file), MOST_ROWS - rows, faults)) is not None:
            tables[table] = records
            rows += len(records)
        if progress is not None:
            progress(done, len(NAMES))
    package = _typed(tables, faults)
    _check_references(tables, faults)
    if faults.problems:
        raise BadPackage(faults.problems)
    return package


def _check_descriptor(content: bytes, faults: Faults) -> None:
    try:
        described = json.loads(content.decode("utf-8-sig"))
        paths = [resource["path"] for resource in described["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        faults.add(DESCRIPTOR, "is not a data package that lists its resources by path")
        return
    for file in NAMES.values():
        if paths.count(file) != 1:
            faults.add(DESCRIPTOR, f"names {file} {paths.count(file)} times, not once")
    for other in paths:
        if other not in NAMES.values():
            faults.add(DESCRIPTOR, f"names {other!r}, which is not a table of a package")


def _records(table: str, file: str, content: bytes, most_rows: int, faults: Faults) -> list[tuple[int, Record]] | None:
    """Return the rows with their numbers, cells as text and empty ones None; None when the columns are not right."""
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
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    records: list[tuple[int, Record]] = []
    try:
        header = next(reader, [])
        number = 1
        if not _header_is_right(table, file, header, faults):
            return None
        for cells in reader:
            number += 1
            if number - 1 > most_rows:
                faults.add(file, f"takes the package over {MOST_ROWS} rows", number)
                raise BadPackage(faults.problems)
            if len(cells) != len(header):
                faults.add(file, f"has {len(cells)} cells; the header has {len(header)}", number)
                continue
            for column, cell in zip(header, cells, strict=True):
                if len(cell) > LONGEST_CELL:
                    faults.add(file, f"has {len(cell)} characters; at most {LONGEST_CELL} are allowed", number, column)
            records.append((number, {column: cell or None for column, cell in zip(header, cells, strict=True)}))
    except csv.Error as error:
        too_long = "field larger" in str(error)
        reason = f"a cell has more than {LONGEST_CELL} characters" if too_long else "a quote is out of place"
        faults.add(file, f"{reason}; the rows after it were not read", number + 1)
    return records


def _row_at(before: str) -> int:
    """Return the row in which the character after this text stands."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before + "?", newline="")))
    except csv.Error:
        return before.count("\n") + 1


def _header_is_right(table: str, file: str, header: list[str], faults: Faults) -> bool:
    columns = _columns(table)
    before = len(faults.problems)
    for column in columns:
        if header.count(column) == 0:
            faults.add(file, "is missing", 1, column)
        elif header.count(column) > 1:
            faults.add(file, "stands in the header twice", 1, column)
    for column in header:
        if column not in columns:
            faults.add(file, "is not a column of this table", 1, column)
    return len(faults.problems) == before


def _columns(table: str) -> dict[str, str]:
    """Return the columns of a table that stand in a package, each with its kind."""
    columns = NEGOTIATIONS.columns if table == "negotiation" else TABLE_FRAMES[table].columns
    return {name: kind for name, kind in columns.items() if name != "version"}


def _typed(tables: dict[str, list[tuple[int, Record]]], faults: Faults) -> Package:
    negotiation: Record = {}
    if "negotiation" in tables:
        if (given := len(tables["negotiation"])) != 1:
            faults.add(NAMES["negotiation"], f"has {given} rows; a package holds one negotiation")
        for number, record in tables["negotiation"]:
            negotiation = _checked("negotiation", number, record, {}, faults)
            negotiation.pop("version", None)
    # A stand-in lets the other tables be checked when the negotiation itself is broken; nothing is returned then.
    added = {"negotiation": negotiation.get("code", "unknown")}
    return Package(
        negotiation,
        {
            table: [_checked(table, number, record, added, faults) for number, record in tables.get(table, [])]
            for table in TABLES
        },
    )


def _checked(table: str, number: int, record: Record, added: Record, faults: Faults) -> Record:
    """Return the row with every value of its type; a row with faults gives an empty one."""
    wrong: dict[str, str] = {}
    values: Record = dict(added)
    for name, kind in _columns(table).items():
        try:
            values[name] = _value(record[name], kind)
        except ValueError as error:
            wrong[name] = f"{error} (given: {str(record[name])[:60]!r})"
        if record[name] is None and not Base.metadata.tables[table].c[name].nullable:
            wrong[name] = "is empty; this column needs a value"
    checked: Record = {}
    try:
        checked = validate(table, values)
    except Invalid as error:
        wrong = {**error.problems, **wrong}
    for name, reason in wrong.items():
        faults.add(NAMES[table], reason, number, name)
    return {} if wrong else checked


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,100}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)


def _value(cell: str | None, kind: str) -> Any:
    """Return the cell as its column's type; spellings that people read in two ways are refused, not guessed."""
    if cell is None:
        return None
    if kind == FLAG:
        if cell not in ("true", "false"):
            raise ValueError("should be true or false")
        return cell == "true"
    if kind == WHOLE:
        whole = int(_shaped(cell, _WHOLE, "should be a whole number"))
        if abs(whole) > LARGEST_WHOLE:
            raise ValueError("is too large")
        return whole
    if kind == NUMBER:
        return float(_shaped(cell, _NUMBER, "should be a number"))
    if kind == DAY:
        return date.fromisoformat(_shaped(cell, _DAY, "should be a date of the form 2025-07-07"))
    if kind == INSTANT:
        shaped = _shaped(cell, _INSTANT, "should be an instant of the form 2025-07-07T12:00:00Z")
        return datetime.fromisoformat(shaped).astimezone(UTC)
    return cell


def _shaped(cell: str, shape: re.Pattern[str], reason: str) -> str:
    if not shape.fullmatch(cell):
        raise ValueError(reason)
    return cell


def _check_references(tables: dict[str, list[tuple[int, Record]]], faults: Faults) -> None:
    codes = {table: {record["code"] for _, record in records} for table, records in tables.items()}
    for table, records in tables.items():
        for columns in [("code",), *_unique(table)]:
            _check_unique(table, columns, records, faults)
        for column, target in _references(table):
            for number, record in records:
                # Without a readable target every reference would look wrong.
                if target in codes and record[column] is not None and record[column] not in codes[target]:
                    faults.add(
                        NAMES[table], f"names {record[column]!r}, which is no code in {NAMES[target]}", number, column
                    )


def _check_unique(table: str, columns: tuple[str, ...], records: list[tuple[int, Record]], faults: Faults) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for number, record in records:
        key = tuple(record[column] for column in columns)
        if None not in key and first.setdefault(key, number) != number:
            given = ", ".join(repr(value) for value in key)
            faults.add(NAMES[table], f"repeats {given} of row {first[key]}", number, ", ".join(columns))


def _unique(table: str) -> Iterator[tuple[str, ...]]:
    for rule in Base.metadata.tables[table].constraints:
        if isinstance(rule, UniqueConstraint):
            yield tuple(column.name for column in rule.columns if column.name != "negotiation")


def _references(table: str) -> Iterator[tuple[str, str]]:
    for key in Base.metadata.tables[table].constraints:
        if isinstance(key, ForeignKeyConstraint):
            for column in key.column_keys:
                if column != "negotiation":
                    yield column, key.referred_table.name
