"""What the database knows of the rows of its tables: without, it takes ways that cost a thousand times more."""

from contextlib import suppress

import sqlalchemy as sa

from dashboard.errors import ParleyError
from dashboard.store.engine import Store
from dashboard.store.rows import table

MANY = 1000
"""Rows that change which way is the shorter; fewer are not worth counting all again."""


def gather(connection: sa.Connection) -> None:
    """Count again, in the transaction of what was written."""
    connection.exec_driver_sql("ANALYZE")


def gather_missing(store: Store) -> None:
    """Count where nobody has: an older Parley did not, nor does a database that was copied by other means."""
    with store.reading() as connection:
        missing = _holds_many(connection) and not _known(connection, store.is_sqlite)
    if missing:
        # What cannot be written is slow, and can be read all the same.
        with suppress(ParleyError), store.writing() as connection:
            gather(connection)


def _holds_many(connection: sa.Connection) -> bool:
    """Return whether there are many rows: a history has one revision for each at least."""
    query = sa.select(table("revision").c.version).offset(MANY - 1).limit(1)
    return connection.execute(query).first() is not None


def _known(connection: sa.Connection, is_sqlite: bool) -> bool:
    if not is_sqlite:
        found = "SELECT 1 FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'revision' LIMIT 1"
    elif connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").first() is None:
        return False
    else:
        found = "SELECT 1 FROM sqlite_stat1 WHERE tbl = 'revision' LIMIT 1"
    return connection.exec_driver_sql(found).first() is not None
