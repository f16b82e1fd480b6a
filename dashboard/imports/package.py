"""A case package read back: every cell checked, every fault named by place, all of it handed on or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import TextIOWrapper
from pathlib import Path

from dashboard import formats
from dashboard.errors import BadPackage, Invalid
from dashboard.formats import Package, Values
from dashboard.frames import NEGOTIATIONS, TABLE_FRAMES, Progress
from dashboard.imports import days, file_rows, keys
from dashboard.imports.cells import value
from dashboard.imports.descriptor import Described, described
from dashboard.imports.file_rows import Cells, Header
from dashboard.imports.files import DESCRIPTOR, Faults, contents_of
from dashboard.imports.keys import Keys
from dashboard.inputs import ANSWERED_ON, circle_words, cycle, early_answer, validate
from dashboard.models import IN_PACKAGE, Kind
from dashboard.models.columns import one_line, refusal_of_text
from dashboard.spool import Spool, parts
from dashboard.vocabulary import counted

NAMES = {table: f"{table}.csv" for table in IN_PACKAGE}


def read(path: Path, progress: Progress | None = None) -> Package:
    """
    Return the package in this folder or zip; nothing is unpacked to disk.

    However many rows there are, few of them are in memory at a time.

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
    OSError
        When there is no room for the rows in the system's temporary folder.
    """
    faults = Faults()
    with contents_of(path, faults) as contents, keys.gathered() as found:
        given = described(contents, faults)
        files = _files(contents, given.files, given.format, faults)
        reading = _Reading(given, found, faults)
        for done, (table, file) in enumerate(files.items(), start=1):
            with contents[file]() as content, file_rows.text(content) as lines:
                reading.add(table, file, lines)
            if progress is not None:
                progress(done, len(files))
        reading.check_keys()
    if faults.problems:
        raise BadPackage(faults.problems)
    return Package(
        reading.negotiation,
        reading.rows,
        {table: frozenset(_columns(table)) - columns for table, columns in reading.columns.items()},
        given.origin,
        given.edited,
        given.early,
        (*reading.told, *days.far({"negotiation": [reading.negotiation], **reading.rows})),
    )


def _files(contents: Iterable[str], named: tuple[str, ...], written: int, faults: Faults) -> dict[str, str]:
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


@cache
def _columns(table: str) -> dict[str, str]:
    """Return the columns of a table that stand in a package, each with its kind."""
    columns = NEGOTIATIONS.columns if table == "negotiation" else TABLE_FRAMES[table].columns
    return {name: kind for name, kind in columns.items() if name != "version"}


class _Reading:
    """What was read of a package so far, table by table in the order of a package: what a row refers to comes first."""

    def __init__(self, given: Described, found: Keys, faults: Faults) -> None:
        self.given, self.keys, self.faults = given, found, faults
        self.negotiation: Values = {}
        self.rows: dict[str, Spool[Values]] = {}
        self.columns: dict[str, frozenset[str]] = {}
        self._files: dict[str, str] = {}
        self._left = file_rows.MOST_ROWS
        self._tabled: dict[str, date] = {}
        self._passed_over: list[str] = []
        self._cleaned: dict[tuple[str, str], _Numbers] = {}
        self._early: dict[str, _Numbers] = {}

    def add(self, table: str, file: str, lines: TextIOWrapper) -> None:
        """Read the rows of a table, and check each by itself."""
        found = file_rows.rows(file, lines, _header(table, self.given.format), self._left, self.faults)
        if found is None:
            return
        self._files[table], self.columns[table] = file, found.columns
        self._passed_over += found.told
        self.keys.begin(table)
        typed: Spool[Values] = Spool()
        rows = 0
        for part in parts(found.rows):
            rows += len(part)
            if self.given.format < formats.FORMAT:
                self._clean(table, part)
            self.keys.add(table, part)
            for number, cells in part:
                if values := self._checked(table, number, cells):
                    self._check_answer(table, number, values)
                    typed.append(values)
        self.keys.end(table)
        self._left -= rows
        if table != "negotiation":
            self.rows[table] = typed
            return
        if rows != 1:
            self.faults.add(file, f"has {rows} rows; a package holds one negotiation")
        for values in typed:
            self.negotiation = {name: value for name, value in values.items() if name != "version"}

    @property
    def told(self) -> list[str]:
        """What a reader should know of the rows, in sentences."""
        cleaned = (
            f"{self._files[table]}, column {name}: line breaks, control characters and what turns the order of words "
            f"were taken out of {counted(numbers.count, 'row')}, the first of them row {numbers.first}."
            for (table, name), numbers in self._cleaned.items()
        )
        early = (
            f"{self._files[table]}: {counted(numbers.count, 'answer')} dated before the text was tabled, the first of "
            f"them row {numbers.first}: kept, and counted nowhere."
            for table, numbers in self._early.items()
        )
        return [*self._passed_over, *cleaned, *sorted(early)]

    def check_keys(self) -> None:
        """Name codes that repeat, and references to rows that a table of the package does not have."""
        for table, file in self._files.items():
            for columns in [("code",), *IN_PACKAGE[table].unique]:
                for number, first, key in self.keys.repeated(table, columns):
                    given = ", ".join(map(repr, key))
                    self.faults.add(file, f"repeats {given} of row {first}", number, ", ".join(columns))
            for column in IN_PACKAGE[table].cycles:
                if codes := cycle(self.keys.links(table, column)):
                    self.faults.add(file, circle_words(codes), self.keys.number(table, codes[0]), column)
            for column, target in IN_PACKAGE[table].references.items():
                if target not in self._files or self._files[target] in self.faults.cut_off:
                    continue  # rows of an absent table may be in the store, which is asked before anything is written
                for number, code in self.keys.leading_nowhere(table, column, target):
                    reason = f"names {code!r}, which is no code in {self._files[target]}"
                    self.faults.add(file, reason, number, column)

    def _clean(self, table: str, rows: Iterable[tuple[int, Cells]]) -> None:
        """Clean texts of one line of what earlier formats let through."""
        columns = IN_PACKAGE[table].columns.values()
        names = [column.name for column in columns if column.kind in (Kind.LINE, Kind.TAGS, Kind.ADDRESS)]
        for number, cells in rows:
            for name in names:
                if (text := cells.get(name)) is not None and refusal_of_text(Kind.LINE, text) is not None:
                    cells[name] = one_line(text) or None
                    self._cleaned.setdefault((table, name), _Numbers(number)).count += 1

    def _checked(self, table: str, number: int, cells: Cells) -> Values:
        """Return the row with every value of its type; a row with faults gives an empty one."""
        wrong: dict[str, str] = {}
        # A stand-in lets the rows be checked when the negotiation itself is broken; nothing is returned then.
        values: Values = {} if table == "negotiation" else {"negotiation": self.negotiation.get("code", "unknown")}
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
            self.faults.add(self._files[table], reason, number, name)
        return {} if wrong else checked

    def _check_answer(self, table: str, number: int, values: Values) -> None:
        """
        Refuse an answer that is older than its text, but for one that came from an earlier format: this is told.

        Texts of a package without the table may be in the store, where they are compared before anything is written.
        """
        if table == "proposal":
            self._tabled[values["code"]] = values["tabled_on"]
        if table not in ANSWERED_ON:
            return
        reason = early_answer(table, values, self._tabled.get(values["proposal"]))
        if reason is None:
            return
        if self.given.early is None or values["code"] in self.given.early.get(table, ()):
            self._early.setdefault(table, _Numbers(number)).count += 1
        else:
            self.faults.add(self._files[table], reason, number, "answer")


@dataclass
class _Numbers:
    """How many rows there are of something, and which is the first."""

    first: int
    count: int = 0
