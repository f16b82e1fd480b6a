"""A store is created whole, recognised, upgraded without losing a row, and anything else is left alone."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.errors import NewerStore, NotAStore, OlderStore
from dashboard.models import TABLES, Base
from dashboard.store import reads, schema
from dashboard.store.engine import Store
from dashboard.store.schema import open_store

HOME = Path(__file__).parents[2]
NEWEST = schema.schemas()[-1]
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0999"
down_revision = "@newest"


def upgrade():
    with op.batch_alter_table("party", recreate="auto") as batch:
        batch.add_column(sa.Column("flag", sa.Text()))
        batch.alter_column("short_name", type_=sa.String(50), existing_type=sa.Text(), existing_nullable=False)
"""
# What no migration should do, and what the check before the commit is for.
BROKEN = SECOND + '    op.execute("DELETE FROM party")\n'


def scripts(tmp_path: Path, second: str) -> Path:
    """Return a folder with our migrations and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0999_second.py").write_text(
        second.replace("@newest", schema.schemas()[-1]), encoding="utf-8"
    )
    return folder


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes this Parley one that knows a second schema."""

    def install(second: str) -> None:
        folder = scripts(tmp_path, second)
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "upgrade", partial(schema.upgrade, scripts=folder))

    return install


def known_schema(store: Store) -> str:
    with store.reading() as connection:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()


def test_a_file_that_does_not_exist_becomes_a_whole_store_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "parley.db"
    store = open_store(f"sqlite:///{path}")
    assert reads.negotiations(store).empty
    assert known_schema(store) == schema.schemas()[-1]
    store.close()
    assert {file.name for file in path.parent.iterdir()} == {"parley.db", "parley.db-lock"}


def test_the_folder_of_a_store_may_be_named_as_an_address_would_write_it(tmp_path: Path) -> None:
    """An address is decoded once: %2520 is %20, and no space."""
    for _ in ("created", "opened again"):
        open_store(f"sqlite:///{tmp_path}/plan%2520b/p%23.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["plan%20b"]
    assert (tmp_path / "plan%20b" / "p#.db").exists()


def test_a_store_opened_again_is_as_it_was(file: Store, everything: Callable[..., Any]) -> None:
    stood = everything(file)
    file.close()
    again = open_store(f"sqlite:///{file.path}")
    assert everything(again) == stood
    again.close()


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda path: path.write_bytes(b""), "is an empty file"),
        (lambda path: path.write_bytes(b"Dear diary, " * 500), "cannot be read as a database"),
        (foreign, "is a database, but not a Parley store"),
    ],
)
def test_a_file_that_is_no_store_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, write: Callable[[Path], Any], reason: str
) -> None:
    path = tmp_path / "other.db"
    write(path)
    before = path.read_bytes()
    with pytest.raises(NotAStore, match=reason):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


def test_a_store_of_a_newer_parley_is_refused_and_left_as_it_is(toy: Store, everything: Callable[..., Any]) -> None:
    stood = everything(toy)
    with toy.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStore, match="schema 9999.*update this one"):
        open_store(toy.url.render_as_string(hide_password=False), migrate=True)
    assert known_schema(toy) == "9999"
    assert everything(toy) == stood


def test_an_older_file_is_backed_up_and_upgraded_with_every_row(
    file: Store, newer: Callable[[str], None], everything: Callable[..., Any]
) -> None:
    stood, counts = everything(file), reads.counts(file, "toy")
    path = file.path
    assert path is not None
    file.close()
    newer(SECOND)
    store = open_store(f"sqlite:///{path}")
    assert known_schema(store) == "0999"
    assert everything(store) == stood
    assert reads.counts(store, "toy") == counts
    with store.reading() as connection:
        columns = [column["name"] for column in sa.inspect(connection).get_columns("party")]
        assert columns[-1] == "flag"
        assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    with store.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    store.close()
    (backup,) = path.parent.glob("parley.db.before-0999-*")
    old = Store(f"sqlite:///{backup}")
    assert known_schema(old) == NEWEST
    assert everything(old) == stood
    old.close()


def test_an_upgrade_that_would_break_references_is_rolled_back(
    file: Store, newer: Callable[[str], None], everything: Callable[..., Any]
) -> None:
    stood = everything(file)
    newer(BROKEN)
    with pytest.raises(NotAStore, match="references that lead nowhere. Rolled back."):
        schema.upgrade(file)
    assert known_schema(file) == NEWEST
    assert everything(file) == stood
    with file.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_server_is_upgraded_only_when_told(
    postgres_url: str, newer: Callable[[str], None], fill: Callable[..., Any], everything: Callable[..., Any]
) -> None:
    with pytest.raises(OlderStore, match=r"is empty\. .*run: DATABASE_URL=… python -m dashboard migrate"):
        open_store(postgres_url)
    store = open_store(postgres_url, migrate=True)
    fill(store)
    stood = everything(store)
    store.close()
    newer(SECOND)
    with pytest.raises(OlderStore, match=f"has the older schema {NEWEST}"):
        open_store(postgres_url)
    store = open_store(postgres_url, migrate=True)
    assert known_schema(store) == "0999"
    assert everything(store) == stood
    store.close()


def test_a_server_database_of_something_else_is_refused(postgres_url: str) -> None:
    other = Store(postgres_url)
    with other.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(NotAStore, match="not a Parley store"):
        open_store(postgres_url, migrate=True)
    other.close()


def test_the_migrations_lead_to_the_models(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        lacking = compare_metadata(context, Base.metadata)
    assert lacking == [], "to be done by a migration in dashboard/store/migrations/versions"


def test_the_migrations_lead_to_the_checks_of_the_models(file: Store) -> None:
    def checks(connection: sa.Connection) -> dict[str, set[tuple[str, str]]]:
        inspector = sa.inspect(connection)
        return {
            name: {(str(check["name"]), check["sqltext"]) for check in inspector.get_check_constraints(name)}
            for name in TABLES
        }

    models = Store("sqlite://")
    with models.writing() as connection:
        Base.metadata.create_all(connection)
        wanted = checks(connection)
    models.close()
    assert sum(map(len, wanted.values())) > 40
    with file.reading() as connection:
        assert checks(connection) == wanted


def test_two_who_create_the_same_file_at_once_both_get_a_whole_store(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    code = (
        "import sys; from dashboard.store import reads, schema\n"
        "print('ready', flush=True); input()\n"
        "store = schema.open_store(sys.argv[1]); print(len(reads.negotiations(store)), store.path.exists())"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{path}"]
    both = [subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in "ab"]
    for process in both:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in both] == ["0 True\n", "0 True\n"]
    assert [process.returncode for process in both] == [0, 0]
    store = open_store(f"sqlite:///{path}")
    assert known_schema(store) == schema.schemas()[-1]
    store.close()
    assert not [file for file in tmp_path.iterdir() if file.is_dir()]
