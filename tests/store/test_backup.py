"""Backing up and restoring, on both databases: all that was written is there, and what is refused changes nothing."""

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.authors import PARLEY
from dashboard.errors import NewerStore, NotAStore, OpenElsewhere, ParleyError
from dashboard.formats import Package
from dashboard.store import backup, drafts, edits, files, history, loading, origins, reads, schema
from dashboard.store.backup import back_up
from dashboard.store.engine import Store
from dashboard.store.restoring import restore
from dashboard.store.schema import open_as_it_is, open_store
from tests.people import ANA

Note = Callable[..., dict[str, Any]]
Everything = Callable[..., dict[str, dict[str, Any]]]


def save(store: Store, name: str, row: dict[str, Any], seen: dict[str, Any] | None = None) -> None:
    edits.set_row(store, "toy", name, row, seen=seen, by=ANA)


def rename(store: Store, party: str, name: str) -> None:
    seen = reads.row(store, "toy", "party", party)
    assert seen is not None
    save(store, "party", {**seen, "name": name}, seen)


def address(store: Store) -> str:
    return store.url.render_as_string(hide_password=False)


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and not one.name.endswith("-lock")}


def test_what_was_backed_up_is_restored_and_what_was_there_is_kept(
    toy: Store, note: Note, everything: Everything, tmp_path: Path
) -> None:
    save(toy, "annotation", note("n1"))
    kept_file = back_up(toy, tmp_path / "monday.backup")
    stood, mark = everything(toy), drafts.mark(toy)
    save(toy, "annotation", note("n2"))
    later = everything(toy)
    toy.close()

    (kept,) = restore(address(toy), kept_file)
    again = open_store(address(toy))
    assert everything(again) == stood
    assert drafts.mark(again).code != mark.code
    assert drafts.mark(again).secret != mark.secret, "whoever has the backup has that one"
    assert len(drafts.mark(again).secret) == len(mark.secret)
    if not again.is_sqlite:
        known = again.fetch(sa.text("SELECT count(*) FROM pg_stats WHERE tablename = 'party'"))
        assert known[0][0] > 3, "its statistics are there for the first page"
    assert reads.versions(again, "toy")["version"].tolist() == [2, 1]
    history.undo(again, "toy", 2, by=ANA)
    assert reads.annotations(again, "toy").empty
    again.close()
    before = toy.url.set(database=kept.removeprefix("the database "))
    replaced = open_as_it_is(before.render_as_string(hide_password=False))
    assert everything(replaced) == later
    replaced.close()


def test_a_backup_has_what_still_stands_in_the_log_and_is_one_file_of_the_owners(
    file: Store, note: Note, everything: Everything, tmp_path: Path
) -> None:
    save(file, "annotation", note())
    assert file.path is not None and files.log(file.path).stat().st_size > 0, "the edit is still in the log alone"
    folder = tmp_path / "kept"
    folder.mkdir()
    made = back_up(file, folder / "monday.backup")
    copy = open_as_it_is(f"sqlite:///{made}")
    assert everything(copy) == everything(file)
    copy.close()
    assert [one.name for one in folder.iterdir()] == ["monday.backup"]
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.read_bytes()[18:20] == b"\x01\x01", "looked at by whatever program, it makes no log of its own"


def test_a_backup_is_never_written_over_another_file(toy: Store, tmp_path: Path) -> None:
    other = tmp_path / "diary.txt"
    other.write_text("Dear diary")
    with pytest.raises(ParleyError, match="diary.txt exists already. Nothing was written."):
        back_up(toy, other)
    assert other.read_text() == "Dear diary"
    with pytest.raises(ParleyError, match="There is no folder .*nowhere. Nothing was written."):
        back_up(toy, tmp_path / "nowhere" / "monday.backup")


def test_what_a_disk_has_no_room_for_is_not_begun(file: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of few bytes may say that it has terabytes, and fill the disk for everybody while it is copied."""
    made = back_up(file, tmp_path / "monday.backup")
    file.close()
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: SimpleNamespace(free=2**18))
    with pytest.raises(ParleyError, match="could not be copied: it takes [1-9] MB, and the disk of .* has 0 MB left"):
        restore(address(file), made)


def test_a_backup_goes_to_a_place_without_a_store(toy: Store, everything: Everything, tmp_path: Path) -> None:
    stood = everything(toy)
    made = back_up(toy, tmp_path / "monday.backup")
    toy.close()
    if toy.is_sqlite:
        url = f"sqlite:///{tmp_path / 'another machine' / '100%.db'}"
    else:
        with toy.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        toy.close()
        url = address(toy)
    restore(url, made)
    again = open_store(url)
    assert everything(again) == stood
    again.close()


def test_nothing_is_restored_beside_whoever_has_the_store_open(
    toy: Store, note: Note, everything: Everything, tmp_path: Path
) -> None:
    made = back_up(toy, tmp_path / "monday.backup")
    save(toy, "annotation", note())
    stood = everything(toy)
    with pytest.raises(OpenElsewhere, match="open .*Nothing was changed"):
        restore(address(toy), made)
    save(toy, "annotation", note("n2"))
    assert everything(toy).keys() == stood.keys() and len(reads.annotations(toy, "toy")) == 2


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("party.csv", "code\n")


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def overwritten(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:40_960] + b"\xff" * 40_960 + whole[81_920:])


def by(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)  # without foreign keys, as some other tool would
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


@pytest.mark.parametrize(
    ("happens", "error", "said"),
    [
        (lambda path: path.unlink(), ParleyError, "There is no file"),
        (lambda path: path.write_bytes(b""), ParleyError, "is empty: it is no backup of Parley"),
        (lambda path: path.write_text("Dear diary, " * 99), ParleyError, "is no backup of Parley"),
        (lambda path: path.write_bytes(b"PGDMP" + bytes(99)), ParleyError, "the backup of a server, and DATABASE_URL"),
        (lambda path: (path.unlink(), zipped(path)), ParleyError, "A case package is taken in by `load`"),
        (lambda path: (path.unlink(), foreign(path)), NotAStore, "monday.backup is a database, but not a Parley store"),
        (by("UPDATE alembic_version SET version_num = '9999'"), NewerStore, "monday.backup has schema 9999.*update"),
        (by("DELETE FROM party WHERE code = 'f'"), ParleyError, "does not lead to its party f"),
        (by("DELETE FROM source WHERE code = 'A'"), ParleyError, "a row of claim refers to one of source that is not"),
        (by("UPDATE revision SET at = 'soon'"), ParleyError, "a row or its history is not as Parley writes them .Inv"),
        (by("UPDATE revision SET after = '[1]'"), ParleyError, "is not as Parley writes them"),
        (
            by("INSERT INTO alembic_version VALUES ('0001')"),
            ParleyError,
            "its table alembic_version has 2 rows, not one",
        ),
        (by("DELETE FROM store"), ParleyError, "its table store has 0 rows, not one"),
        (cut, ParleyError, "Nothing was changed"),
        (overwritten, ParleyError, "Nothing was changed"),
        (
            by("PRAGMA ignore_check_constraints=ON", "UPDATE party SET role = 'king'"),
            ParleyError,
            "monday.backup is not sound: its file is damaged .CHECK constraint failed in party",
        ),
        (
            by("CREATE TRIGGER grab AFTER INSERT ON annotation BEGIN DELETE FROM claim; END"),
            ParleyError,
            "monday.backup is not sound: it holds grab, which would change rows by itself",
        ),
        (by("CREATE VIEW endless AS SELECT 1"), ParleyError, "it holds endless"),
        (by("CREATE VIRTUAL TABLE words USING fts5(word)"), ParleyError, "it holds words"),
        (by("CREATE TABLE pair (a TEXT UNIQUE on/**/conflict REPLACE)"), ParleyError, "it holds pair"),
        (by("CREATE TABLE heir (of TEXT REFERENCES party (code) on delete CASCADE)"), ParleyError, "it holds heir"),
    ],
    ids=[
        "missing",
        "empty",
        "text",
        "server",
        "package",
        "foreign",
        "newer",
        "stray",
        "reference",
        "day",
        "history",
        "schemas",
        "mark",
        "cut",
        "damaged",
        "rule",
        "trigger",
        "view",
        "virtual",
        "replacing",
        "cascading",
    ],
)
def test_what_is_no_sound_backup_is_refused_and_everything_stays_where_it_was(
    file: Store, tmp_path: Path, happens: Callable[[Path], Any], error: type[ParleyError], said: str
) -> None:
    made = back_up(file, tmp_path / "monday.backup")
    file.close()
    happens(made)
    before = files_in(tmp_path)
    with pytest.raises(error, match=said):
        restore(address(file), made)
    assert files_in(tmp_path) == before
    assert all(one.is_file() for one in tmp_path.iterdir())


def test_the_store_itself_is_no_backup_of_it(file: Store) -> None:
    file.close()
    assert file.path is not None
    with pytest.raises(ParleyError, match="is the store itself"):
        restore(address(file), file.path)


def test_an_exchange_that_fails_half_way_leaves_all_as_it_was(
    file: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(file, tmp_path / "monday.backup")
    file.close()
    assert file.path is not None
    files.log(file.path).write_bytes(b"what a killed process left")
    before = files_in(tmp_path)
    rename_file = Path.rename

    def full(own: Path, target: Path) -> Path:
        if target == file.path and own.parent != tmp_path:
            raise OSError(28, "No space left on device")
        return rename_file(own, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        restore(address(file), made)
    assert files_in(tmp_path) == before


def test_a_restore_that_was_killed_half_way_does_not_begin_an_empty_store(file: Store, tmp_path: Path) -> None:
    made = back_up(file, tmp_path / "monday.backup")
    file.close()
    assert file.path is not None
    aside = file.path.rename(files.aside(file.path))  # and here the process ended
    with pytest.raises(NotAStore, match=f"parley.db is missing, but {aside.name} is there, .*restore a backup"):
        open_store(address(file))
    assert not file.path.exists()
    assert restore(address(file), made) == []
    open_store(address(file)).close()


def test_a_database_is_moved_aside_with_its_log(file: Store, tmp_path: Path) -> None:
    made = back_up(file, tmp_path / "monday.backup")
    file.close()
    assert file.path is not None
    file.path.write_bytes(b"no database any more")
    files.log(file.path).write_bytes(b"what a killed process left")
    kept = [Path(one) for one in restore(address(file), made)]
    assert [one.read_bytes() for one in kept] == [b"no database any more", b"what a killed process left"]
    assert [one.name for one in kept] == [kept[0].name, f"{kept[0].name}-wal"]
    again = open_store(address(file))
    assert len(reads.negotiations(again)) == 1
    again.close()


def test_a_store_behind_a_link_is_backed_up_and_replaced_where_it_really_is(
    file: Store, everything: Everything, tmp_path: Path
) -> None:
    assert file.path is not None
    stood, link = everything(file), tmp_path / "linked" / "talks.db"
    link.parent.mkdir()
    link.symlink_to(file.path)
    linked = open_store(f"sqlite:///{link}")
    rename(linked, "a", "A renamed")
    made = back_up(linked, tmp_path / "monday.backup")
    rename(linked, "a", "A renamed again")
    file.close()
    with pytest.raises(OpenElsewhere):
        restore(address(file), made)
    linked.close()
    restore(f"sqlite:///{link}", made)
    assert link.is_symlink() and [one.name for one in link.parent.iterdir()] == ["talks.db"]
    again = open_store(address(file))
    assert everything(again)["party"]["a"] == {**stood["party"]["a"], "name": "A renamed"}
    again.close()


def test_a_backup_of_an_older_parley_is_upgraded_and_the_backup_is_left_as_it_is(
    sqlite_url: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(Path(__file__).parents[1] / "data" / "stores" / "schema-0001.zip") as archive:
        made = Path(archive.extract("parley.db", tmp_path / "old"))
    before = made.read_bytes()
    restore(sqlite_url, made)
    again = open_store(sqlite_url)
    assert schema.schema_of(again) == schema.schemas()[-1]
    assert len(reads.negotiations(again)) == 1
    again.close()
    assert made.read_bytes() == before


def test_a_restored_store_does_not_take_later_versions_of_the_lost_one_for_its_own(
    toy: Store, everything: Everything, tmp_path: Path
) -> None:
    made = back_up(toy, tmp_path / "monday.backup")
    rename(toy, "a", "A, renamed after the backup")
    own = reads.row(toy, "", "negotiation", "toy") or {}
    rows = {name: list(some.values()) for name, some in everything(toy).items()}
    package = Package({**own, "version": None}, rows, origin=origins.origin(toy, "toy"))
    del package.negotiation["version"]
    toy.close()

    restore(address(toy), made)
    again = open_store(address(toy))
    rename(again, "b", "B, renamed since")
    assert package.origin is not None and package.origin.version == reads.version(again, "toy") == 2
    loading.load(again, package, by=PARLEY)
    names = reads.rows(again, "toy", "party").set_index("code")["name"]
    assert (names["a"], names["b"]) == ("A, renamed after the backup", "B, renamed since")
    again.close()


def databases(postgres: Any) -> list[str]:
    return sorted(name for (name,) in postgres.admin.execute("SELECT datname FROM pg_database").fetchall())


def test_what_is_no_backup_of_a_server_is_refused_and_no_database_is_left(
    postgres: Any, postgres_url: str, file: Store, tmp_path: Path
) -> None:
    other = Store(postgres_url)
    with other.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE recipe (name TEXT)")
    of_something_else = back_up(other, tmp_path / "recipes.backup")
    other.close()
    cut_short, sqlite = tmp_path / "short.backup", back_up(file, tmp_path / "file.backup")
    cut_short.write_bytes(of_something_else.read_bytes()[:900])
    before = databases(postgres)
    for source, said in [
        (of_something_else, "recipes.backup is a database, but not a Parley store"),
        (cut_short, "pg_restore: error: .*Nothing was changed"),
        (sqlite, "is the backup of a SQLite file, and DATABASE_URL names a server"),
    ]:
        with pytest.raises(ParleyError, match=said):
            restore(postgres_url, source)
    assert databases(postgres) == before


def test_without_the_programs_of_a_server_it_is_said_what_to_install(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(postgres_url)
    monkeypatch.setattr(backup.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    target = tmp_path / "monday.backup"
    with pytest.raises(ParleyError, match="needs pg_dump of PostgreSQL .* there is none. Nothing was changed. Install"):
        back_up(store, target)
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(0o755)
    with pytest.raises(ParleyError, match=r"there is none. \S+/pg_dump is older. Nothing was changed"):
        back_up(store, target)
    assert not target.exists()
    store.close()
