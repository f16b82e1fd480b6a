"""Creating, recognising and upgrading a store. A SQLite file is upgraded when opened, a server only when told."""

import functools
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from dashboard.errors import NewerStore, NotAStore, OlderStore
from dashboard.models import Base
from dashboard.store import files, table_statistics
from dashboard.store.backup import back_up
from dashboard.store.engine import Store, reachable, refuse_where_read_only, sqlite3

MIGRATIONS = Path(__file__).parent / "migrations"
MARKER = "alembic_version"
"""The table whose one row makes a database a Parley store and names its schema."""


def open_store(url: str, *, migrate: bool = False) -> Store:
    """
    Return the store at this address, at the schema of this Parley.

    Parameters
    ----------
    url
        SQLAlchemy address. A SQLite file that does not exist is created; an older one is backed up beside itself and
        upgraded.
    migrate
        Whether to create or upgrade the schema on a server.

    Raises
    ------
    NotAStore, OlderStore, NewerStore, Unreachable
        When the database is empty or not Parley's, needs `migrate`, is from a newer Parley, or does not answer.
    """
    store = Store(url)
    try:
        _bring_up_to_date(store, migrate)
    except BaseException:
        store.close()
        raise
    return store


def open_as_it_is(url: str) -> Store:
    """Return the store at this address, of whatever schema; nothing is created or upgraded."""
    store = Store(url)
    try:
        if store.path is not None and not store.path.exists():
            raise NotAStore(f"There is no store {store.path}.")
        schema_of(store)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(store: Store, migrate: bool) -> None:
    if store.in_memory or (store.path is not None and not store.path.exists()):
        if not store.in_memory:
            refuse_where_read_only("There is no store yet, and none was made.")
        _create(store)
        return
    found, newest = schema_of(store), schemas()[-1]
    store.hold()
    for file in () if store.path is None else files.of(store.path):
        files.make_private(file)
    if found == newest:
        table_statistics.gather_missing(store)
        return
    refuse_where_read_only("The store has an earlier schema, and was not upgraded.")
    if store.path is not None:
        back_up(store, store.path.with_name(f"{store.path.name}.before-{newest}-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
    elif not migrate:
        what = "is empty" if found is None else f"has the older schema {found}"
        raise OlderStore(
            f"The store {store.name} {what}. Back it up with `backup`, then run: "
            "DATABASE_URL=… python -m dashboard migrate"
        )
    upgrade(store)
    with store.writing() as connection:  # a table that is made again has none
        table_statistics.gather(connection)


def schema_of(store: Store, called: str | None = None) -> str | None:
    """
    Return the schema that a database has; None for an empty server. Nothing is created or changed.

    Parameters
    ----------
    called
        What a refusal calls it; else by its file or address.

    Raises
    ------
    NotAStore, NewerStore
        When it is not Parley's, or from a newer Parley.
    """
    called = called or str(store.path or store.name)
    if store.path is not None and store.path.stat().st_size == 0:
        raise NotAStore(
            f"{called} is an empty file, not a Parley store. If it should hold your data, restore a backup; "
            "if not, move it away and start again."
        )
    try:
        with store.reading() as connection:
            tables = sa.inspect(connection).get_table_names()
            here = (
                connection.execute(sa.text(f"SELECT version_num FROM {MARKER}")).scalar() if MARKER in tables else None
            )
    except sa.exc.DatabaseError as error:
        raise NotAStore(f"{called} cannot be read as a database: {error.orig}. Nothing was changed.") from error
    if here is None and (tables or store.path is not None):
        raise NotAStore(
            f"{called} is a database, but not a Parley store: it has no table {MARKER}. "
            "Nothing was changed. Name another one."
        )
    if here is not None and here not in schemas():
        raise NewerStore(
            f"{called} has schema {here}, which this version does not know. "
            "It was written by a newer Parley: update this one. Nothing was changed."
        )
    return here


def _create(store: Store) -> None:
    """Create a store; a SQLite file appears under its name only when it is whole."""
    if store.path is None:
        upgrade(store)
        return
    store.path.parent.mkdir(parents=True, exist_ok=True)
    store.hold()
    left = files.left_of(store.path)
    if left and not store.path.exists():  # SQLite would take the log for that of whatever stands here then
        raise NotAStore(
            f"{store.path} is missing, but {left[0].name} is there, which belongs to it. Put the file back, or restore "
            f"a backup; if you want a new store, move {left[0].name} away first."
        )
    with tempfile.TemporaryDirectory(dir=store.path.parent) as folder:
        made = Path(folder) / store.path.name
        new = Store(store.url.set(database=str(made)))
        upgrade(new)
        new.close()
        files.make_private(made)
        try:
            os.link(made, store.path)
        except FileExistsError:
            return  # another process was faster, and its store is whole too


def schemas() -> tuple[str, ...]:
    """Return the names of the schemas this Parley knows, oldest first."""
    return _named_in(MIGRATIONS)


@functools.cache
def _named_in(scripts: Path) -> tuple[str, ...]:
    """Return the names of the schemas that these scripts lead to; each of them is run to find its name."""
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory(str(scripts))
    return tuple(script.revision for script in reversed(list(directory.walk_revisions())))


def upgrade(store: Store, scripts: Path = MIGRATIONS) -> None:
    """
    Bring the schema to the newest of `scripts`, in one transaction.

    Foreign keys are off meanwhile: a table rebuilt by batch mode would else take its children's rows with it. They are
    checked before the commit.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory(str(scripts))

    def steps(found: object, _context: object) -> list[object]:
        return directory._upgrade_revs("head", found)  # type: ignore[arg-type,return-value]

    with store._lock, reachable(store), store.writer.connect() as connection:
        if store.is_sqlite:
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin(), EnvironmentContext(Config(), directory, fn=steps) as environment:
                environment.configure(
                    connection=connection, target_metadata=Base.metadata, render_as_batch=store.is_sqlite
                )
                environment.run_migrations()
                if store.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise NotAStore(
                        f"The upgrade would leave {broken[0]} with references that lead nowhere. Rolled back."
                    )
        finally:
            if store.is_sqlite:
                connection.connection.execute("PRAGMA foreign_keys=ON")


class Health(NamedTuple):
    """What a store says of itself; `integrity` and `broken` references are asked of SQLite only."""

    server: str
    schema: str
    integrity: str
    broken: int


def health(store: Store) -> Health:
    """Return the health of a store."""
    with store.reading(timed=False) as connection:
        schema = str(connection.execute(sa.text(f"SELECT version_num FROM {MARKER}")).scalar_one())
        if not store.is_sqlite:
            return Health(str(connection.execute(sa.text("SHOW server_version")).scalar_one()), schema, "", 0)
        try:
            whole = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
            broken = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        except sa.exc.DatabaseError as error:  # a damaged file may not even be checked
            whole, broken = str(error.orig), 0
        return Health(sqlite3.sqlite_version, schema, whole, broken)
