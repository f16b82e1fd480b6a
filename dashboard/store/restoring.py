"""Putting a backup in the place of a store: checked whole first, and what was there is kept beside it."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from dashboard.errors import OpenElsewhere, ParleyError
from dashboard.store import backup, files, history, reads, schema, table_statistics
from dashboard.store.engine import Store, refuse_where_read_only
from dashboard.store.rows import table

SQLITE, SERVER = b"SQLite format 3\0", b"PGDMP"
"""How a backup of either kind begins."""
ACTS_BY_ITSELF = """
SELECT name FROM sqlite_master WHERE sql NOT GLOB 'CREATE TABLE *' AND sql NOT GLOB 'CREATE INDEX *'
AND sql NOT GLOB 'CREATE UNIQUE INDEX *' OR sql LIKE '%DELETE%' OR sql LIKE '%UPDATE%' OR sql LIKE '%CONFLICT%'
"""
"""Finds triggers, views and virtual tables by the words that SQLite goes by (the type beside them may say anything),
and tables that remove or change rows when others are: ON DELETE, ON UPDATE, ON CONFLICT. No table of ours does."""


def restore(url: str, source: Path) -> list[str]:
    """
    Put a backup in the place of the store at this address, and return where what was there is kept.

    An older backup is upgraded. The restored store takes a code of its own that knows the former one: what was written
    after the backup may live on in packages, and then has versions that the restored store gives to other changes. Its
    secret is another too: whoever has a backup has the secret of the store that it was made of.

    Raises
    ------
    ParleyError
        When the file is no backup of such a store, is damaged or from a newer Parley, or somebody has the store open.
        Nothing was changed.
    """
    refuse_where_read_only("Nothing was restored.")
    store = Store(url)
    try:
        _recognise(source, store)
        return _restore_file(store, source) if store.is_sqlite else _restore_server(store, source)
    finally:
        store.close()


def fault(store: Store) -> str | None:
    """
    Return what is wrong with a store: its file, SQL of a stranger's, its references, or a row without its history.

    One of an older schema has rows of other columns: of that, rows and history are not compared.
    """
    is_newest = schema.schema_of(store) == schema.schemas()[-1]
    return _damage(store) or (_stray(store) if is_newest else None)


def _damage(store: Store) -> str | None:
    if not store.is_sqlite:  # a server sees to that itself
        return None
    try:
        with store.reading(timed=False) as connection:
            if (found := connection.exec_driver_sql(ACTS_BY_ITSELF).first()) is not None:
                return f"it holds {found.name}, which would change rows by itself or is no table of Parley's"
            said = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    except sa.exc.DatabaseError as error:  # so far that it may not even be checked
        return f"its file is damaged ({error.orig})"
    if said != "ok":
        return f"its file is damaged ({' '.join(said.split())})"
    return None if broken is None else f"a row of {broken[0]} refers to one of {broken[2]} that is not there"


def _stray(store: Store) -> str | None:
    try:
        for negotiation in reads.negotiations(store)["code"]:
            for name, code in history.strays(store, negotiation):
                return f"the history of {negotiation} does not lead to its {name} {code}"
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # another hand may have written anything there
        return f"a row or its history is not as Parley writes them ({error})"
    return None


def _not_one_row(store: Store, name: str) -> str | None:
    (count,) = store.fetch(sa.text(f"SELECT count(*) FROM {name}"))[0]
    return None if count == 1 else f"its table {name} has {count} rows, not one"


def _recognise(source: Path, store: Store) -> None:
    """Refuse a file that does not begin as a backup of this kind of store does."""
    if not source.is_file():
        raise ParleyError(f"There is no file {source}. Nothing was changed.")
    with source.open("rb") as file:
        begins = file.read(len(SQLITE))
    if not begins:
        raise ParleyError(f"{source} is empty: it is no backup of Parley. Nothing was changed.")
    kind = SQLITE if begins == SQLITE else SERVER if begins.startswith(SERVER) else None
    if kind is None:
        hint = " A case package is taken in by `load`." if begins.startswith(b"PK") else ""
        raise ParleyError(f"{source} is no backup of Parley. Nothing was changed.{hint}")
    if (kind == SQLITE) != store.is_sqlite:
        of, named = ("SQLite file", "server") if kind == SQLITE else ("server", "SQLite file")
        raise ParleyError(f"{source} is the backup of a {of}, and DATABASE_URL names a {named}. Nothing was changed.")


def _restore_file(store: Store, source: Path) -> list[str]:
    path = store.path
    if path is None:
        raise ParleyError("DATABASE_URL names a store in memory, which nothing can be restored to.")
    if path.exists() and path.samefile(source):
        raise ParleyError(f"{source} is the store itself. Nothing was changed. Name the file of a backup.")
    path.parent.mkdir(parents=True, exist_ok=True)
    held = files.hold(path, alone=True)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            made = Path(folder) / path.name
            made.touch(0o600)
            with _opened(_file(source)) as given:
                schema.schema_of(given, str(source))
                backup.copy(given, made)
            with _opened(_file(made)) as restored:
                _make_ready(restored, source)
            return _exchange(made, path)
    finally:
        os.close(held)


def _exchange(made: Path, path: Path) -> list[str]:
    """Move a database with all of its files aside and another in its place; or leave all as it was."""
    aside = files.aside(path)
    moved = {file: aside.with_name(file.name.replace(path.name, aside.name, 1)) for file in files.of(path)}
    done: list[Path] = []
    try:
        for file, place in moved.items():
            file.rename(place)
            done.append(file)
        made.rename(path)
    except OSError:
        for file in done:
            moved[file].rename(file)
        raise
    return [str(place) for place in moved.values()]


def _restore_server(store: Store, source: Path) -> list[str]:
    name, now = str(store.url.database), f"{datetime.now(UTC):%Y%m%d_%H%M%S_%f}"
    made, aside = f"{name[:20]}_restored_{now}", f"{name[:20]}_before_{now}"
    with _opened(Store(store.url.set(database="postgres"))) as server:
        _refuse_open(server, name)
        _administer(server, f"CREATE DATABASE {_quoted(made)} TEMPLATE template0 {_locale(server, name)}")
        try:
            place = store.url.set(database=made)
            backup.run("pg_restore", server, place, "--exit-on-error", "--no-owner", "--no-privileges", str(source))
            with _opened(Store(place)) as restored:
                if schema.schema_of(restored, str(source)) is None:
                    raise ParleyError(f"{source} is no backup of Parley: it holds no table. Nothing was changed.")
                _make_ready(restored, source)
            _refuse_open(server, name)
            _administer(
                server,
                f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(aside)}",
                f"ALTER DATABASE {_quoted(made)} RENAME TO {_quoted(name)}",
            )
        except BaseException:
            _administer(server, f"DROP DATABASE IF EXISTS {_quoted(made)} WITH (FORCE)")
            raise
    return [f"the database {aside}"]


def _locale(server: Store, name: str) -> str:
    """Return how a database orders its texts, for the one that takes its place."""
    query = sa.text("SELECT encoding, datcollate, datctype FROM pg_database WHERE datname = :name")
    if not (rows := server.fetch(query, {"name": name})):
        raise ParleyError(f"There is no database {name} on the server. Make an empty one, and restore again.")
    own = rows[0]
    return f"ENCODING {own.encoding} LC_COLLATE '{own.datcollate}' LC_CTYPE '{own.datctype}'"


def _refuse_open(server: Store, name: str) -> None:
    """Refuse a database that somebody is connected to: a dashboard, a command, or another program."""
    query = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND backend_type = 'client backend'")
    if count := server.fetch(query, {"name": name})[0][0]:
        raise OpenElsewhere(
            f"The database {name} is open elsewhere ({count} connections). Stop every dashboard and command that uses "
            "it first. Nothing was changed."
        )


def _administer(server: Store, *statements: str) -> None:
    """Make, rename or drop databases: several renames together, for all else PostgreSQL wants no transaction."""
    engine = server.writer if len(statements) > 1 else server.writer.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    except sa.exc.DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise ParleyError(
            f"The server refused: {reason}. Nothing was changed. To restore, a user must be allowed to make databases "
            "(CREATEDB) and own the one that is replaced."
        ) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _make_ready(restored: Store, source: Path) -> None:
    """Bring a restored store to the newest schema, check it, and give it a code and a secret of its own."""
    _refuse(_damage(restored), source)
    _refuse(_not_one_row(restored, schema.MARKER), source)
    schema.upgrade(restored)
    _refuse(_not_one_row(restored, "store") or _stray(restored), source)
    own = table("negotiation").c
    with restored.writing() as connection:
        code = connection.execute(sa.select(table("store").c.code)).scalar_one()
        for negotiation, version in connection.execute(sa.select(own.code, own.version)).all():
            row = {"negotiation": negotiation, "store": code, "theirs": version, "ours": version, "apart": {}}
            connection.execute(sa.insert(table("known_store")), row)
        if not restored.is_sqlite:  # a dump holds no statistics, and the first page would be slow without
            table_statistics.gather(connection)
        own_mark = {"code": f"store_{uuid4().hex[:12]}", "secret": secrets.token_hex(32)}
        connection.execute(sa.update(table("store")).values(own_mark))


def _refuse(fault: str | None, source: Path) -> None:
    if fault is not None:
        raise ParleyError(
            f"{source} is not sound: {fault}. Nothing was changed. To look at it as it is, name it in DATABASE_URL."
        )


def _file(path: Path) -> Store:
    return Store(sa.URL.create("sqlite", database=str(path)))


@contextmanager
def _opened(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()
