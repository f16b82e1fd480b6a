"""The codes of a package's rows and what refers to them, in a database of their own that is gone with the reading."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from dashboard.imports.file_rows import Cells
from dashboard.models import IN_PACKAGE


@contextmanager
def gathered() -> Iterator["Keys"]:
    """Give an empty database of keys, for as long as it is looked into."""
    with closing(sqlite3.connect("")) as database:  # a file without a name, made when there is much to keep
        try:
            yield Keys(database)
        except sqlite3.OperationalError as error:  # the disk may be full
            raise OSError(f"The keys of the package could not be kept: {error}") from error


class Keys:
    """The codes and references of each table, as they were typed, by the number of their row."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._columns: dict[str, list[str]] = {}

    def begin(self, table: str) -> None:
        """Make room for the keys of a table."""
        about = IN_PACKAGE[table]
        self._columns[table] = list({"code", *about.references, *(one for some in about.unique for one in some)})
        columns = ", ".join(f'"{column}"' for column in self._columns[table])
        self._database.execute(f'CREATE TABLE "{table}" (number INTEGER PRIMARY KEY, {columns})')

    def add(self, table: str, rows: Iterable[tuple[int, Cells]]) -> None:
        """Keep what some rows are known by and what they refer to."""
        columns = self._columns[table]
        marks = ", ?" * len(columns)
        kept = ((number, *map(cells.get, columns)) for number, cells in rows)
        self._database.executemany(f'INSERT INTO "{table}" VALUES (?{marks})', kept)

    def end(self, table: str) -> None:
        """Make the codes of a table quick to find."""
        self._database.execute(f'CREATE INDEX "{table} by code" ON "{table}" (code)')

    def repeated(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield the number of each row that repeats values of another, the number of the first with them, and these."""
        names = ", ".join(f'"{column}"' for column in columns)
        given = " AND ".join(f'"{column}" IS NOT NULL' for column in columns)
        query = (
            f"SELECT number, first, {names} FROM (SELECT *, MIN(number) OVER (PARTITION BY {names}) AS first "
            f'FROM "{table}" WHERE {given}) WHERE number > first ORDER BY number'
        )
        for number, first, *values in self._database.execute(query):
            yield number, first, tuple(values)

    def leading_nowhere(self, table: str, column: str, target: str) -> Iterator[tuple[int, str]]:
        """Yield the number of each row that names a code that the target does not have, and that code."""
        query = (
            f'SELECT number, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL '
            f'AND "{column}" NOT IN (SELECT code FROM "{target}" WHERE code IS NOT NULL) ORDER BY number'
        )
        yield from self._database.execute(query)

    def links(self, table: str, column: str) -> dict[str, str]:
        """Return what each row refers to in this column, by code; rows that refer to nothing are left out."""
        query = f'SELECT code, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY number'
        return {str(code): str(other) for code, other in self._database.execute(query)}

    def number(self, table: str, code: str) -> int:
        """Return the number of the first row of this code."""
        query = f'SELECT MIN(number) FROM "{table}" WHERE code = ?'
        return int(self._database.execute(query, (code,)).fetchone()[0])
