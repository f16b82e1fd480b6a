"""A case package read back: every cell checked, every fault named by place, all of it handed on or nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard import formats
from dashboard.errors import BadPackage, Invalid
from dashboard.formats import Package, Values
from dashboard.frames import NEGOTIATIONS, TABLE_FRAMES, Progress
from dashboard.imports import days, file_rows
from dashboard.imports.cells import value
from dashboard.imports.descriptor import described
from dashboard.imports.file_rows import Cells, FileRows, Header
from dashboard.imports.files import DESCRIPTOR, Faults, contents_of
from dashboard.inputs import ANSWERED_ON, circle_words, cycle, early_answer, validate
from dashboard.models import IN_PACKAGE, Kind
from dashboard.models.columns import one_line, refusal_of_text
from dashboard.vocabulary import counted

NAMES = {table: f"{table}.csv" for table in IN_PACKAGE}


def read(path: Path, progress: Progress | None = None) -> Package:
    """
    Return the package in this folder or zip; nothing is written to disk.

    Parameters
    ----------
    path
        The folder or zip. Files that belong to no table (README, LICENSE) are left alone; a table that is absent is
        empty, and an optional column that is absent takes its default.
    progress
        Called with the number of tables read and to read.

    Raises
    ------
    BadPackage
        With every problem found, up to a hundred; the header of a file is row 1.
    """
    faults = Faults()
    contents = contents_of(path, faults)
    given = described(contents, faults)
    files = _files(contents, given.files, given.format, faults)
    tables: dict[str, FileRows] = {}
    left = file_rows.MOST_ROWS
    for done, (table, file) in enumerate(files.items(), start=1):
        # Taken out of the contents: the text of a file is not kept beside its rows.
        found = file_rows.rows(file, contents.pop(file), _header(table, given.format), left, faults)
        if found is not None:
            tables[table] = found
            left -= len(found.rows)
        if progress is not None:
            progress(done, len(files))
    told = [line for found in tables.values() for line in found.told]
    if given.format < formats.FORMAT:
        told += _cleaned(tables)
    _check_references(tables, faults)
    negotiation, rows = _typed(tables, faults)
    told += _check_answers(tables, rows, given.early, faults)
    told += days.far({"negotiation": [negotiation], **rows})
    if faults.problems:
        raise BadPackage(faults.problems)
    return Package(
        negotiation,
        rows,
        {table: frozenset(_columns(table)) - found.columns for table, found in tables.items()},
        given.origin,
        given.edited,
        given.early,
        tuple(told),
    )


def _files(contents: Mapping[str, bytes], named: tuple[str, ...], written: int, faults: Faults) -> dict[str, str]:
    """Return the file of each table that the package has, in the order of a package."""
    found: dict[str, str] = {}
    for file in contents:
        table = formats.table_now(file.removesuffix(".csv"), written)
        if file == DESCRIPTOR:
            continue
        if table not in NAMES:
            faults.add(file, "is not a table of a package")
        elif table in found:
            faults.add(file, f"is the same table as {found[table]}; keep one of them")
        else:
            found[table] = file
    for file in named:
        if not file.endswith(".csv") or formats.table_now(file.removesuffix(".csv"), written) not in NAMES:
            faults.add(DESCRIPTOR, f"names {file!r}, which is not a table of a package")
    if "negotiation" not in found:
        faults.add(NAMES["negotiation"], "is missing")
    return {table: found[table] for table in NAMES if table in found}


def _header(table: str, written: int) -> Header:
    columns = _columns(table)
    former = {old for changes in formats.SINCE.values() for of, old in changes.columns if of == table}
    now = {old: formats.column_now(table, old, written) for old in former} | {name: name for name in columns}
    gone = {one for changes in formats.SINCE.values() for of, one in changes.retired if of == table}
    return Header(
        {old: name for old, name in now.items() if name in columns},
        frozenset(column.name for column in IN_PACKAGE[table].columns.values() if column.required),
        {one: reason for one in gone if (reason := formats.retired(table, one, written)) is not None},
    )


def _columns(table: str) -> dict[str, str]:
    """Return the columns of a table that stand in a package, each with its kind."""
    columns = NEGOTIATIONS.columns if table == "negotiation" else TABLE_FRAMES[table].columns
    return {name: kind for name, kind in columns.items() if name != "version"}


def _typed(tables: Mapping[str, FileRows], faults: Faults) -> tuple[Values, dict[str, list[Values]]]:
    """Return the rows with every value of its type; what was typed in a file is not kept beside them."""
    negotiation: Values = {}
    if "negotiation" in tables:
        own = tables["negotiation"]
        if len(own.rows) != 1:
            faults.add(own.file, f"has {len(own.rows)} rows; a package holds one negotiation")
        for number, cells in own.rows:
            negotiation = _checked("negotiation", own, number, cells, {}, faults)
            negotiation.pop("version", None)
    # A stand-in lets the other tables be checked when the negotiation itself is broken; nothing is returned then.
    added = {"negotiation": negotiation.get("code", "unknown")}
    return negotiation, {
        table: [_checked(table, found, number, cells, added, faults) for number, cells in found.taken()]
        for table, found in tables.items()
        if table != "negotiation"
    }


def _checked(table: str, found: FileRows, number: int, cells: Cells, added: Values, faults: Faults) -> Values:
    """Return the row with every value of its type; a row with faults gives an empty one."""
    wrong: dict[str, str] = {}
    values: Values = dict(added)
    kinds, columns = _columns(table), IN_PACKAGE[table].columns
    for name, cell in cells.items():
        try:
            values[name] = value(cell, kinds[name])
        except ValueError as error:
            wrong[name] = f"{error} (given: {str(cell)[:60]!r})"
        if cell is None and not columns[name].optional:
            wrong[name] = "is empty; this column needs a value"
    checked: Values = {}
    try:
        checked = validate(table, values)
    except Invalid as error:
        wrong = {**error.problems, **wrong}
    for name, reason in wrong.items():
        faults.add(found.file, reason, number, name)
    return {} if wrong else checked


def _check_references(tables: Mapping[str, FileRows], faults: Faults) -> None:
    """Name codes that repeat, and references to rows that a table of the package does not have."""
    codes = {table: {cells["code"] for _, cells in found.rows} for table, found in tables.items()}
    for table, found in tables.items():
        for columns in [("code",), *IN_PACKAGE[table].unique]:
            _check_unique(found, columns, faults)
        _check_cycles(table, found, faults)
        for column, target in IN_PACKAGE[table].references.items():
            if target not in codes or column not in found.columns:
                continue  # rows of an absent table may be in the store, which is asked before anything is written
            for number, cells in found.rows:
                if cells[column] is not None and cells[column] not in codes[target]:
                    reason = f"names {cells[column]!r}, which is no code in {tables[target].file}"
                    faults.add(found.file, reason, number, column)


def _check_answers(
    tables: Mapping[str, FileRows],
    rows: Mapping[str, list[Values]],
    early: Mapping[str, frozenset[str]] | None,
    faults: Faults,
) -> list[str]:
    """
    Refuse answers that are older than their texts, but for those that came from an earlier format: these are told.

    Texts of a package without the table may be in the store, where they are compared before anything is written.
    """
    tabled = {row["code"]: row["tabled_on"] for row in rows.get("proposal", ()) if row}
    told = []
    for table in ANSWERED_ON.keys() & tables.keys():
        kept = []
        for (number, _), row in zip(tables[table].rows, rows[table], strict=True):
            if not row or (reason := early_answer(table, row, tabled.get(row["proposal"]))) is None:
                continue
            if early is None or row["code"] in early.get(table, ()):
                kept.append(number)
            else:
                faults.add(tables[table].file, reason, number, "answer")
        if kept:
            said = f"{counted(len(kept), 'answer')} dated before the text was tabled"
            told.append(f"{tables[table].file}: {said}, the first of them row {kept[0]}: kept, and counted nowhere.")
    return sorted(told)


def _cleaned(tables: Mapping[str, FileRows]) -> list[str]:
    """Clean texts of one line of what earlier formats let through, and return what was done in sentences."""
    told = []
    for table, found in tables.items():
        for name in found.columns:
            if IN_PACKAGE[table].columns[name].kind not in (Kind.LINE, Kind.TAGS, Kind.ADDRESS):
                continue
            numbers = []
            for number, cells in found.rows:
                if (text := cells[name]) is not None and refusal_of_text(Kind.LINE, text) is not None:
                    cells[name] = one_line(text) or None
                    numbers.append(number)
            if numbers:
                rows = counted(len(numbers), "row")
                told.append(
                    f"{found.file}, column {name}: line breaks, control characters and what turns the order of words "
                    f"were taken out of {rows}, the first of them row {numbers[0]}."
                )
    return told


def _check_cycles(table: str, found: FileRows, faults: Faults) -> None:
    for column in set(IN_PACKAGE[table].cycles) & found.columns:
        links = {str(cells["code"]): str(cells[column]) for _, cells in found.rows if cells[column] is not None}
        if codes := cycle(links):
            number = next(number for number, cells in found.rows if cells["code"] == codes[0])
            faults.add(found.file, circle_words(codes), number, column)


def _check_unique(found: FileRows, columns: tuple[str, ...], faults: Faults) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for number, cells in found.rows:
        key = tuple(cells[column] for column in columns)
        if None not in key and first.setdefault(key, number) != number:
            given = ", ".join(repr(one) for one in key)
            faults.add(found.file, f"repeats {given} of row {first[key]}", number, ", ".join(columns))
