"""The settings under which no edit is lost, what the database refuses by itself, and a server that is not there."""

import socket
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.errors import NotAStore, TimedOut, Unreachable
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.people import ANA

# Each would get past a validation that has a hole.
REFUSED = [
    ("party", "role = 'king'"),
    ("party", "name = NULL"),
    ("party", "part_of = 'nobody'"),
    ("party", "negotiation = 'nowhere'"),
    ("source", "grade = 'G'"),
    ("round", "ended_on = '2025-06-30'"),
    ("round", "format = 'by pigeon'"),
    ("claim", "credibility = 7"),
    ("claim", "credibility = 0"),
    ("claim", "answer = 'DEMANDS'"),
    ("claim", "source = 'nowhere'"),
    ("stance", "level = 'MAYBE'"),
    ("stance", "level = NULL, answer = NULL"),
    ("stance", "answer = 'DEMANDS', proposal = 'p1'"),
    ("stance", "answer = 'OPEN', proposal = NULL"),
    ("stance", "confidence = 'certain'"),
    ("stance", "position = 100.5"),
    ("stance", "salience = -1"),
    ("stance", "position_low = 60, position_high = 40"),
    ("quantity", "low = NULL, high = NULL, wording = NULL"),
    ("quantity", "low = 2, high = 1"),
    ("stage", "day = -1"),
    ("stage", "count = -0.5"),
    ("provision", "proposal = 'p1', term = 'aid', code = code || '.again'"),
]


@pytest.mark.parametrize("engine", ["writer", "reader"])
def test_a_sqlite_store_logs_ahead_syncs_fully_and_keeps_its_references(file: Store, engine: str) -> None:
    def pragma(name: str) -> Any:
        with getattr(file, engine).connect() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2, "FULL: anything less loses acknowledged edits on a power cut"
    assert pragma("foreign_keys") == 1
    assert pragma("recursive_triggers") == 1
    assert pragma("trusted_schema") == 0, "what a stranger put into the file calls nothing beyond it"
    assert pragma("busy_timeout") == 30_000


def test_who_reads_cannot_write(toy: Store) -> None:
    with pytest.raises((sa.exc.DBAPIError, Unreachable), match="(?i)read-?only"), toy.reading() as connection:
        connection.exec_driver_sql("DELETE FROM stage")
    assert len(reads.rows(toy, "toy", "stage")) == 1


def test_the_database_itself_refuses_what_breaks_a_rule(toy: Store) -> None:
    before = reads.counts(toy, "toy")
    accepted = []
    for name, change in REFUSED:
        try:
            with toy.writing() as connection:
                changed = connection.exec_driver_sql(f"UPDATE {name} SET {change}").rowcount
            accepted.append((name, change, changed))
        except sa.exc.IntegrityError:
            pass
    assert not accepted
    assert reads.counts(toy, "toy") == before


def test_a_failed_transaction_leaves_nothing_and_the_store_open(toy: Store) -> None:
    with pytest.raises(RuntimeError), toy.writing() as connection:
        connection.exec_driver_sql("DELETE FROM stage")
        raise RuntimeError
    assert len(reads.rows(toy, "toy", "stage")) == 1


ENDLESS = sa.text("WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT max(n) FROM up")


def test_a_reading_that_takes_too_long_is_stopped_and_says_so_in_a_sentence(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_STATEMENT_TIMEOUT", "1")
    store = Store(toy.url)
    with pytest.raises(TimedOut) as refused:
        store.fetch(ENDLESS)
    assert str(refused.value) == (
        "The database took longer than 1 seconds to answer and was told to stop. "
        "Ask for less, or set PARLEY_STATEMENT_TIMEOUT to more seconds."
    )
    with store.reading(timed=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM stage").scalar_one() == 1, "the connection goes on"
    store.close()


def test_what_a_load_or_a_check_looks_through_is_not_stopped_nor_is_what_is_written(
    file: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_STATEMENT_TIMEOUT", "0.01")
    long = sa.text(f"SELECT count(*) FROM ({ENDLESS.text.replace('FROM up)', 'FROM up WHERE n < 300000)')}) AS up")
    for _ in range(2):
        with pytest.raises(TimedOut):
            file.fetch(long)
        with file.reading(timed=False) as connection:
            assert connection.execute(long).scalar_one() == 1
    with file.writing() as connection:
        assert connection.execute(long).scalar_one() == 1


def test_a_server_is_told_how_long_what_is_read_may_take_and_how_long_a_writer_waits(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(connection: sa.Connection) -> list[str]:
        names = ("statement_timeout", "lock_timeout")
        return [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]

    monkeypatch.setenv("PARLEY_STATEMENT_TIMEOUT", "40")
    store = Store(postgres_url)
    for _ in range(2):
        with store.reading() as connection:
            assert told(connection) == ["40s", "0"]
        with store.reading(timed=False) as connection:
            assert told(connection) == ["0", "0"]
    with store.writing() as connection:
        assert told(connection) == ["0", "30s"]
    store.close()


def test_a_writer_that_another_keeps_waiting_gives_up_and_says_so(toy: Store) -> None:
    with toy.writer.connect() as connection:  # waits no longer than this from now on
        impatient = "PRAGMA busy_timeout = 1" if toy.is_sqlite else "SET lock_timeout = 1"
        connection.connection.cursor().execute(impatient)
        connection.connection.commit()
    other = Store(toy.url)
    said = "Somebody else has been writing to .* Nothing was saved. Try again in a moment."
    with other.writing() as connection:
        connection.exec_driver_sql("UPDATE negotiation SET version = version")
        with pytest.raises(Unreachable, match=said + (" .* cannot lock files" if toy.is_sqlite else "$")):
            edits.set_row(toy, "toy", "party", reads.row(toy, "toy", "party", "a") or {}, seen=None, by=ANA)
    other.close()


def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_saved(file: Store) -> None:
    with file.writer.connect() as connection:
        pages = connection.connection.execute("PRAGMA page_count").fetchone()[0]
        connection.connection.execute(f"PRAGMA max_page_count = {pages}")  # as much as there is, and no more
    party = reads.row(file, "toy", "party", "a") or {}
    with pytest.raises(Unreachable, match="cannot be used: database or disk is full. Nothing was saved. Check"):
        edits.set_row(file, "toy", "party", {**party, "note": "long " * 3_900}, seen=party, by=ANA)
    assert reads.row(file, "toy", "party", "a") == party


def test_a_store_that_a_disk_has_no_room_for_is_not_half_made(tmp_path: Path) -> None:
    def fill(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 20")

    sa.event.listen(sa.pool.Pool, "connect", fill)
    try:
        with pytest.raises(Unreachable, match="cannot be used: database or disk is full. Nothing was saved. Check"):
            open_store(f"sqlite:///{tmp_path / 'parley.db'}")
    finally:
        sa.event.remove(sa.pool.Pool, "connect", fill)
    assert [one.name for one in tmp_path.iterdir()] == ["parley.db-lock"]
    open_store(f"sqlite:///{tmp_path / 'parley.db'}").close()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable) as refused:
        open_store(f"postgresql://me:sesame@127.0.0.1:{port}/parley")
    said = str(refused.value)
    assert f"me:***@127.0.0.1:{port}/parley did not answer" in said and "DATABASE_URL" in said
    assert "sesame" not in said and "\n" not in said


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        port = silent.getsockname()[1]
        with pytest.raises(Unreachable, match="timeout"):
            open_store(f"postgresql://me@127.0.0.1:{port}/parley")


@pytest.mark.parametrize(
    "url", ["", "parley.db", "mysql://me@host/parley", "sqlite:/x", "postgresql://me@host:five/parley"]
)
def test_an_address_that_is_no_database_of_ours_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(NotAStore, match="DATABASE_URL"):
        open_store(url)


def test_the_name_of_a_store_hides_its_password() -> None:
    assert Store("postgres://me:sesame@host/parley").name == "postgresql+psycopg://me:***@host/parley"
