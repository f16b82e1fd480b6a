"""A negotiation as it was right after a version, read from the store's own tables: it costs what was changed since."""

import threading
import weakref
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from dashboard.errors import NotFound
from dashboard.store import history
from dashboard.store.engine import Store
from dashboard.store.rows import Values, table

Rows = Mapping[str, Values | None]


class Earlier:
    """
    The tables of a store as they were right after a version of a negotiation, for any number of reads.

    Its connection has temporary views by the names of the tables that were changed since. A view is the table without
    the rows that were changed, and these rows as they were, from a temporary table. So every read runs on it as it is,
    finds rows by the indexes of the tables, and no row that stayed as it was is copied.
    """

    def __init__(self, store: Store, negotiation: str, version: int) -> None:
        self.negotiation, self.version = negotiation, version
        self._store = Store(store.url)
        self._lock = threading.Lock()  # its one connection serves one thread at a time
        weakref.finalize(self, self._store.close)  # whoever still reads it may: it is closed when nobody does

    def fetch(self, statement: Any, values: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        """Return the rows that a select gives; raises `NotFound` where the negotiation is there no longer."""
        with self._lock, self._store.reading() as connection:
            while connection.info.get("as of") != (now := self._now(connection)):
                connection.rollback()
                self._dress(connection, now)
            return connection.execute(statement, values or {}).all()

    def _now(self, connection: sa.Connection) -> int:
        """Return the present version: what the views hide and show was changed by then."""
        own = sa.table("negotiation", sa.column("code"), sa.column("version"), schema=_schema(connection)).c
        found = connection.execute(sa.select(own.version).where(own.code == self.negotiation)).scalar()
        if found is None:
            raise NotFound(f"There is no negotiation {self.negotiation!r} in this store.")
        return int(found)

    def _dress(self, connection: sa.Connection, now: int) -> None:
        """Make the views on a connection that has none, or those of a version that is no longer the present one."""
        if self._store.is_sqlite:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
        connection.commit()
        if not self._store.is_sqlite:
            connection.execution_options(postgresql_readonly=False)
        for name in connection.info.pop("views", ()):
            connection.execute(sa.text(f"DROP VIEW {_quoted(connection, name)}"))
            for made in ("was", "hidden"):
                connection.execute(sa.text(f"DROP TABLE {made}_{name}"))
        changed: dict[str, Rows] = dict(history.before(connection, self.negotiation, self.version))
        changed["negotiation"] = {self.negotiation: self._own(connection, changed.get("negotiation", {}))}
        for name, rows in changed.items():
            _hide(connection, name, self.negotiation, rows)
        connection.commit()
        connection.info["views"] = tuple(changed)
        connection.info["as of"] = now
        if self._store.is_sqlite:
            connection.exec_driver_sql("PRAGMA query_only=ON")
        else:
            connection.execution_options(postgresql_readonly=True)

    def _own(self, connection: sa.Connection, changed: Rows) -> Values:
        """Return the negotiation's own row as it was."""
        was = changed.get(self.negotiation)
        if was is None:
            query = sa.select(table("negotiation")).where(table("negotiation").c.code == self.negotiation)
            was = dict(connection.execute(query).mappings().one())
        return {**was, "version": self.version}


def _hide(connection: sa.Connection, name: str, negotiation: str, rows: Rows) -> None:
    """Put a view in the place of a table, in which these rows are as they were; None: there was none."""
    own, was = table(name), _was(name)
    columns = ", ".join(_quoted(connection, column.name) for column in own.columns)
    real = f"{_schema(connection)}.{_quoted(connection, name)}"
    same = "hidden.code = own.code"
    same += "" if name == "negotiation" else " AND hidden.negotiation = own.negotiation"
    connection.execute(sa.text(f"CREATE TEMPORARY TABLE was_{name} AS SELECT {columns} FROM {real} WHERE 1 = 0"))
    connection.execute(sa.text(f"CREATE TEMPORARY TABLE hidden_{name} (code TEXT PRIMARY KEY, negotiation TEXT)"))
    hidden = sa.table(f"hidden_{name}", sa.column("code"), sa.column("negotiation"))
    connection.execute(sa.insert(hidden), [{"code": code, "negotiation": negotiation} for code in rows])
    if present := [row for row in rows.values() if row is not None]:
        connection.execute(sa.insert(was), present)
    keys = [own.primary_key.columns, *(index.columns for index in sorted(own.indexes, key=lambda one: str(one.name)))]
    for number, key in enumerate(keys):
        on = ", ".join(_quoted(connection, column.name) for column in key)
        place = "temp." if connection.dialect.name == "sqlite" else ""
        connection.execute(sa.text(f"CREATE INDEX {place}was_{name}_{number} ON was_{name} ({on})"))
    connection.execute(
        sa.text(
            f"CREATE TEMPORARY VIEW {_quoted(connection, name)} AS SELECT {columns} FROM {real} AS own "
            f"WHERE NOT EXISTS (SELECT 1 FROM hidden_{name} AS hidden WHERE {same}) "
            f"UNION ALL SELECT {columns} FROM was_{name}"
        )
    )


@cache
def _was(name: str) -> sa.Table:
    """Return the temporary table of the rows as they were; values are written as in the table itself."""
    return sa.Table(f"was_{name}", sa.MetaData(), *(sa.Column(one.name, one.type) for one in table(name).columns))


def _schema(connection: sa.Connection) -> str:
    return connection.dialect.default_schema_name or "public"


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
