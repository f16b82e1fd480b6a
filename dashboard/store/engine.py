"""Connections to SQLite and PostgreSQL, with the settings under which no edit is lost."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from dashboard.errors import NotAStore, Unreachable

try:
    import pysqlite3.dbapi2 as sqlite3
except ImportError:  # platforms without its wheel: the system's SQLite serves, and the health report names its version
    import sqlite3

BUSY_TIMEOUT_MS = 30_000


class Store:
    """
    A database with one engine that writes and one that reads.

    A read left open on a shared engine would block every writer on SQLite; and writers of one process queue at a lock,
    because waiting there is fair where SQLite's own busy wait is not.
    """

    def __init__(self, url: str) -> None:
        self.url = _address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.in_memory = self.is_sqlite and not self.url.database
        self._lock = threading.Lock()
        self.writer = self._engine(writes=True)
        self.reader = self.writer if self.in_memory else self._engine(writes=False)

    @property
    def name(self) -> str:
        """The address without its password: safe to show, and the key of caches."""
        return self.url.render_as_string(hide_password=True)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite store."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in a write transaction; an exception rolls everything back."""
        with self._lock, _reachable(self), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection on one snapshot, that cannot write."""
        if self.in_memory:  # its one connection serves one thread at a time
            with self._lock, self.reader.begin() as connection:
                yield connection
        else:
            with _reachable(self), self.reader.connect() as connection:
                yield connection

    def fetch(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        """Return the rows that a statement gives, in a short transaction of its own."""
        with self.reading() as connection:
            return connection.execute(statement, values or {}).all()

    def close(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()

    def _engine(self, *, writes: bool) -> sa.Engine:
        if not self.is_sqlite:
            return sa.create_engine(
                self.url,
                hide_parameters=True,
                pool_pre_ping=True,
                isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
                execution_options={} if writes else {"postgresql_readonly": True},
                # Without these a statement hangs for minutes when the server is gone.
                connect_args={"connect_timeout": 5, "tcp_user_timeout": 10_000, "application_name": "parley"},
            )
        pool: dict[str, Any] = {"poolclass": StaticPool} if self.in_memory else {}
        engine = sa.create_engine(
            self.url, module=sqlite3, hide_parameters=True, connect_args={"check_same_thread": False}, **pool
        )

        @sa.event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # the driver must not begin by itself: see _begin
            for pragma in (
                # It stays in the file, so a reader need not ask; looking at a foreign database must not change it.
                *(["journal_mode=WAL"] if writes else []),
                "synchronous=FULL",  # NORMAL loses acknowledged commits on a power cut
                "foreign_keys=ON",
                "recursive_triggers=ON",
                f"busy_timeout={BUSY_TIMEOUT_MS}",
                *([] if writes else ["query_only=ON"]),
            ):
                connection.execute(f"PRAGMA {pragma}")

        # A deferred BEGIN that later turns into a write fails or loses updates; IMMEDIATE takes the lock first.
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def _address(url: str) -> sa.URL:
    try:
        found = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        found = sa.URL.create("unknown")
    match found.get_backend_name():
        case "sqlite":
            return found
        case "postgresql" | "postgres":
            return found.set(drivername="postgresql+psycopg")
    raise NotAStore(  # without the address: a mistyped one may show its password
        "DATABASE_URL is not an address that Parley knows. "
        "It looks like sqlite:///data/parley.db or postgresql://user@host/parley."
    )


@contextmanager
def _reachable(store: Store) -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
        raise Unreachable(
            f"The database {store.name} did not answer: {reason}. Nothing was saved. "
            "Check that it is running and that DATABASE_URL names it, then try again."
        ) from error
