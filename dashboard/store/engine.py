"""Connections to SQLite and PostgreSQL, with the settings under which no edit is lost."""

import contextlib
import math
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from dashboard.errors import NotAStore, ParleyError, ReadOnly, TimedOut, Unreachable
from dashboard.settings import settings
from dashboard.store import files

try:
    import pysqlite3.dbapi2 as sqlite3
except ImportError:  # platforms without its wheel: the system's SQLite serves, and the health report names its version
    import sqlite3

BUSY_TIMEOUT_MS = 30_000
"""How long a writer waits for another."""
STEPS = 1_000_000
"""Steps of SQLite between two looks at the clock: some hundredths of a second, seldom enough to cost nothing."""


class Store:
    """
    A database with one engine that writes and one that reads; `path` is the file of a SQLite store.

    A read left open on a shared engine would block every writer on SQLite; and writers of one process queue at a lock,
    because waiting there is fair where SQLite's own busy wait is not.
    """

    def __init__(self, url: str | sa.URL) -> None:
        self.url = _address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.in_memory = self.is_sqlite and not self.url.database
        # By its real name, beside which SQLite has its log, whatever links lead to it.
        self.path = Path(self.url.database).resolve() if self.is_sqlite and self.url.database else None
        self._lock = threading.Lock()
        self._held: int | None = None
        self._files: dict[Path, files.Identity | None] = {}
        self.writer = self._engine(writes=True)
        self.reader = self.writer if self.in_memory else self._engine(writes=False)

    @property
    def name(self) -> str:
        """The address without its password: safe to show, and the key of caches."""
        return self.url.render_as_string(hide_password=True)

    def hold(self) -> None:
        """Let it be known, for as long as the store is open, that this process has its file open."""
        if self.path is not None:
            with contextlib.suppress(OSError):  # where no file can be made, none can be moved away either
                self._held = files.hold(self.path)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """
        Give a connection in a write transaction; an exception rolls everything back.

        A file that was deleted, replaced or made read-only meanwhile is refused before the commit: SQLite itself goes
        on writing to a file that nobody will find again.
        """
        if not self.in_memory:
            refuse_where_read_only()
        with self._lock, reachable(self), self.writer.begin() as connection:
            yield connection
            if self.path is not None:
                files.check(self.path, self._files)

    @contextmanager
    def reading(self, *, timed: bool = True) -> Iterator[sa.Connection]:
        """
        Give a connection on one snapshot, that cannot write.

        A statement that takes longer than the setting allows raises `TimedOut`, unless it is not `timed`: what a load
        or a check looks through takes as long as it takes.
        """
        if self.in_memory:  # its one connection serves one thread at a time
            with self._lock, reachable(self), self.reader.begin() as connection:
                yield connection
            return
        with reachable(self), self.reader.connect() as connection:
            if not timed:
                connection.execution_options(timed=False)
                if not self.is_sqlite:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    def fetch(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        """Return the rows that a statement gives, in a short transaction of its own."""
        with self.reading() as connection:
            return connection.execute(statement, values or {}).all()

    def close(self) -> None:
        """Close every connection; what was written by then stands in the file itself, and not in its log alone."""
        if self._held is not None and any(files.log(path).exists() for path in self._files):
            self._put_log_into_file()
        self.writer.dispose()
        self.reader.dispose()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _put_log_into_file(self) -> None:
        # Where this cannot be done, the log is kept, and read when the store is opened again.
        with self._lock, contextlib.suppress(sa.exc.DatabaseError, ParleyError), self.writer.connect() as writer:
            writer.connection.execute("PRAGMA busy_timeout=1000")  # whoever else has it open may go on
            writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _engine(self, *, writes: bool) -> sa.Engine:
        return self._sqlite(writes) if self.is_sqlite else self._postgresql(writes)

    def _postgresql(self, writes: bool) -> sa.Engine:
        engine = sa.create_engine(
            self.url,
            hide_parameters=True,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
            execution_options={} if writes else {"postgresql_readonly": True},
            # Without these a statement hangs for minutes when the server is gone.
            connect_args={"connect_timeout": 5, "tcp_user_timeout": 10_000, "application_name": "parley"},
        )
        # Whoever writes waits so long for another writer; how long a load or an upgrade itself takes, nobody knows.
        longest = ("lock_timeout", BUSY_TIMEOUT_MS) if writes else ("statement_timeout", 1000 * _longest_s())

        @sa.event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            connection.autocommit = True  # set in a transaction, it would end with that
            connection.execute("SELECT set_config(%s, %s, false)", (longest[0], f"{longest[1]:.0f}"))
            connection.autocommit = False

        return engine

    def _sqlite(self, writes: bool) -> sa.Engine:
        pool: dict[str, Any] = {"poolclass": StaticPool} if self.in_memory else {}
        engine = sa.create_engine(
            self.url, module=sqlite3, hide_parameters=True, connect_args={"check_same_thread": False}, **pool
        )

        @sa.event.listens_for(engine, "do_connect")
        def _refuse_another(*_: Any) -> None:
            if self.path in self._files:  # else SQLite makes a new file in the place of one that was deleted
                files.check(self.path, {self.path: self._files[self.path]})

        @sa.event.listens_for(engine, "connect")
        def _configure(connection: Any, record: Any) -> None:
            connection.isolation_level = None  # the driver must not begin by itself: see _begin
            for pragma in (
                # It stays in the file, so a reader need not ask; looking at a foreign database must not change it.
                *(["journal_mode=WAL"] if writes else []),
                "secure_delete=ON",  # what was dropped or removed is not left in the file for whoever gets hold of it
                "synchronous=FULL",  # NORMAL loses acknowledged commits on a power cut
                "foreign_keys=ON",
                "recursive_triggers=ON",
                "trusted_schema=OFF",  # nothing that stands in a file may call what reaches beyond it
                f"busy_timeout={BUSY_TIMEOUT_MS}",
                *([] if writes else ["query_only=ON"]),
            ):
                connection.execute(f"PRAGMA {pragma}")
            if self.path is not None:
                self._files.setdefault(self.path, files.identity(self.path))
                if writes:
                    connection.execute("SELECT 1 FROM sqlite_master").fetchall()  # from here on there is a log
                    self._files[files.log(self.path)] = files.identity(files.log(self.path))
            if not writes or self.in_memory:
                info = record.info
                connection.set_progress_handler(lambda: time.monotonic() > info.get("until", math.inf), STEPS)

        @sa.event.listens_for(engine, "before_cursor_execute")
        def _start(connection: sa.Connection, *_: Any) -> None:
            timed = connection.get_execution_options().get("timed", True)
            connection.info["until"] = time.monotonic() + _longest_s() if timed else math.inf

        # A deferred BEGIN that later turns into a write fails or loses updates; IMMEDIATE takes the lock first.
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def _address(url: str | sa.URL) -> sa.URL:
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


def refuse_where_read_only(what: str = "Nothing was saved.") -> None:
    """Raise `ReadOnly` where the settings say that nothing is written here."""
    if settings().read_only:
        raise ReadOnly(f"This Parley is read-only: PARLEY_READ_ONLY is set. {what}")


def _longest_s() -> float:
    return settings().statement_timeout


@contextmanager
def reachable(store: Store) -> Iterator[None]:
    """Turn what a database says when it does not answer, has no room or takes too long into a refusal in words."""
    try:
        yield
    except sa.exc.OperationalError as error:
        raise _refusal(store, error) from error


_WITHOUT_LOCKS = (
    " If nobody else has it open, its folder cannot lock files, as some network folders cannot: move it to a disk of "
    "this computer, or use PostgreSQL."
)


def _refusal(store: Store, error: sa.exc.OperationalError) -> ParleyError:
    """Return what a database said, in words for whoever asked."""
    reason = str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
    if "statement timeout" in reason or reason == "interrupted":
        return TimedOut(
            f"The database took longer than {_longest_s():g} seconds to answer and was told to stop. "
            "Ask for less, or set PARLEY_STATEMENT_TIMEOUT to more seconds."
        )
    if "lock timeout" in reason or reason == "database is locked":
        return Unreachable(
            f"Somebody else has been writing to {store.name} for {BUSY_TIMEOUT_MS // 1000} seconds: {reason}. "
            "Nothing was saved. Try again in a moment." + (_WITHOUT_LOCKS if store.is_sqlite else "")
        )
    if store.is_sqlite:
        return Unreachable(
            f"The database {store.name} cannot be used: {reason}. Nothing was saved. "
            "Check that its disk has room, and that its file and folder are there and yours to write to."
        )
    return Unreachable(
        f"The database {store.name} did not answer: {reason}. Nothing was saved. "
        "Check that it is running and that DATABASE_URL names it, then try again."
    )
