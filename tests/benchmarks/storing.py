"""Reading the current stances and saving a note, against the same statements given straight to the driver."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from dashboard import recording
from dashboard.analysis import sticking, whose_word
from dashboard.authors import Author
from dashboard.questions import digest as questions_digest
from dashboard.questions import distance, party_or_text, stances
from dashboard.questions.edition import Edition
from dashboard.questions.kept import Kept
from dashboard.questions.scope import Scope
from dashboard.settings import HOME
from dashboard.store import claims, drafts, edits, loading, reads
from dashboard.store import stances as stored
from dashboard.store.engine import Store, sqlite3
from dashboard.store.schema import open_store
from dashboard.vocabulary import AuthorKind
from tests.benchmarks import cases
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, compare, interleaved, processor, wall

DAY = date(2025, 7, 7)
AUTHOR = Author("benchmark", "Benchmark", AuthorKind.MACHINE)


@contextmanager
def _opened(url: str) -> Iterator[tuple[Store, Any]]:
    """Give the store, and a plain connection to the same file."""
    store = open_store(url)
    raw = sqlite3.connect(str(store.path), isolation_level=None)
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA foreign_keys=ON")
    try:
        yield store, raw
    finally:
        raw.close()
        store.close()


def current_stances(url: str, name: str, repeats: int) -> Figure:
    """Return the processor time of the frame of current stances against that of its statements alone."""
    with _opened(url) as (store, raw):
        ours = _reading(store)
        statements = _statements(store, ours)

        def theirs() -> None:
            for statement, parameters in statements:
                raw.execute(statement, parameters).fetchall()

        pairs = interleaved(lambda: processor(ours), lambda: processor(theirs), repeats)
    return compare(f"Current stances, {name}, against the driver alone", "ms CPU", pairs, 4)


def growth(large: str, small: str, name: str, repeats: int) -> Figure:
    """Return the processor time of the frame of current stances on a large store against a small one."""
    with _opened(large) as (one, _), _opened(small) as (other, _):
        ours, theirs = _reading(one), _reading(other)
        pairs = interleaved(lambda: processor(ours), lambda: processor(theirs), repeats)
    return compare(f"Current stances, {name}", "ms CPU", pairs, 2)


def _reading(store: Store) -> Callable[[], object]:
    """Return the reading of the current stances: the database is warm, and nothing else is kept."""
    edition = Edition(store, NEGOTIATION, kept=Kept(room=0))
    scope = Scope(edition, DAY)

    def read() -> object:
        return stances.current(scope)

    read()
    return read


def _statements(store: Store, read: Callable[[], object]) -> list[tuple[str, Any]]:
    """Return what a reading asks of the database."""
    spoken: list[tuple[str, Any]] = []

    @sa.event.listens_for(store.reader, "before_cursor_execute")
    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement != "BEGIN":
            spoken.append((statement, parameters))

    read()
    sa.event.remove(store.reader, "before_cursor_execute", listen)
    return spoken


@contextmanager
def measures(url: str) -> Iterator[dict[str, Callable[[], object]]]:
    """
    Give the measures that take a history, of a negotiation.

    Those of movement ask the store for the levels of their days; the others run over stances or claims at hand.
    """
    with _opened(url) as (store, _):
        edition = Edition(store, NEGOTIATION)
        scope = Scope(edition, DAY)
        parties, terms = (reads.rows(store, NEGOTIATION, name) for name in ("party", "term"))
        levels, spoken = stored.levels(store, NEGOTIATION), claims.spoken(store, NEGOTIATION)
        current = stances.current(scope)
        yield {
            "Distance by round": lambda: distance.distances(scope),
            "Party or text": lambda: party_or_text.frame(scope),
            "Sticking points": lambda: sticking.sticking_points(current, levels, parties, terms, scope.day),
            "Whose word": lambda: whose_word.ledger(spoken, scope.day),
        }


def load(folder: Path, stances: int) -> Figure:
    """Return the processor time of loading so many stances, with as many claims and links, against the driver alone."""
    with _opened(cases.make(folder / "ours.db")) as (store, _), _opened(cases.make(folder / "theirs.db")) as (_, raw):
        package = cases.grown(store, stances)
        rows = {
            name: [tuple(_plain(one) for one in row.values()) for row in some] for name, some in package.rows.items()
        }
        columns = {name: tuple(some[0]) for name, some in package.rows.items()}

        def theirs() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("PRAGMA defer_foreign_keys=ON")
            for name, some in rows.items():
                marks = ", ".join("?" * len(columns[name]))
                raw.executemany(f"INSERT INTO {name} ({', '.join(columns[name])}) VALUES ({marks})", some)
            raw.execute("COMMIT")

        pair = (processor(lambda: loading.load(store, package, by=AUTHOR)), processor(theirs))
    return compare(f"Load of {3 * stances:,} rows with their history, against the driver alone", "ms CPU", [pair], 4)


def load_memory(folder: Path, stances: int, fewer: int) -> Figure:
    """Return the memory of a process that loads a package of so many stances, with claims and links, and of fewer."""
    taken = []
    for number in (stances, fewer):
        url = cases.make(folder / f"load_{number}.db")
        with _opened(url) as (store, _):
            package = cases.written(cases.grown(store, number), folder / f"load_{number}")
        loaded = [sys.executable, "-m", "tests.benchmarks.one_load", url, str(package)]
        done = subprocess.run(loaded, cwd=HOME, capture_output=True, text=True, check=True)
        taken.append(float(done.stdout))
    most, least = taken
    return compare(f"Memory of a load of {3 * stances:,} rows, against {3 * fewer:,}", "MB", [(most, least)], 1.3)


def digest(url: str, folder: Path, repeats: int) -> Figure:
    """
    Return the processor time of telling what changed since before the load that grew a store, against one raw query.

    The history is made longer first, in a copy of the store: before the load by three times the load, after it by more
    edits than are looked through. The query counts what was recorded since and gives the newest of it by the same
    index. What is told is told of an edition whose short tables were read, as on a page, and of which nothing is kept.
    """
    path = shutil.copy(url.removeprefix("sqlite:///"), folder / "history.db")
    with _opened(f"sqlite:///{path}") as (store, raw):
        version = reads.version(store, NEGOTIATION)
        columns = "number, at, author, action, row_table, row_code, before, after"
        for copy in islice(_versions(raw), 3):
            raw.execute(
                f"INSERT INTO revision (negotiation, version, {columns}) SELECT negotiation, ?, {columns} "
                "FROM revision WHERE negotiation = ? AND version = ?",
                (copy, NEGOTIATION, version),
            )
        unanswered = "SELECT code FROM stance WHERE negotiation = ? AND answer IS NULL ORDER BY code LIMIT ?"
        for (code,) in raw.execute(unanswered, (NEGOTIATION, questions_digest.MOST + 1)).fetchall():
            seen = reads.row(store, NEGOTIATION, "stance", code)
            edits.set_row(store, NEGOTIATION, "stance", {**(seen or {}), "note": "Read."}, seen=seen, by=AUTHOR)
        asked = {"negotiation": NEGOTIATION, "since": version - 1, "most": questions_digest.MOST}
        since = "FROM revision WHERE negotiation = :negotiation AND version > :since"

        editions = [Edition(store, NEGOTIATION, kept=Kept()) for _ in range(repeats)]

        def ours() -> None:
            questions_digest.since(Scope(editions.pop(), DAY), str(version - 1))

        def theirs() -> None:
            newest = f"{since} ORDER BY version DESC, number DESC LIMIT :most"
            raw.execute(f"SELECT *, (SELECT count(*) {since}) {newest}", asked).fetchall()

        pairs = interleaved(lambda: processor(ours), lambda: processor(theirs), repeats)
    return compare(
        "What changed since a load and 201 edits, of a million changes, against one raw query", "ms CPU", pairs, 3
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _note() -> dict[str, Any]:
    return {
        "code": f"note-{uuid4().hex}",
        "author": AUTHOR.code,
        "text": "A note on a day.",
        "state": "open",
        "day": DAY,
    }


@contextmanager
def saving(url: str) -> Iterator[Callable[[], None]]:
    """Give a function that saves one more note, as another process than the one that is measured."""
    with _opened(url) as (store, _):

        def save_note() -> None:
            row = {**_note(), "written_at": datetime.now(UTC)}
            edits.set_row(store, NEGOTIATION, "annotation", row, seen=None, by=AUTHOR)

        yield save_note


def _versions(raw: Any) -> Iterator[int]:
    """Return versions of no use case, for what is written beside Parley."""
    first = raw.execute("SELECT min(version) FROM revision").fetchone()[0]
    return count(min(first, 0) - 1, -1)


def save(url: str, repeats: int) -> Figure:
    """Return the time of saving a note with its revision against that of two inserts; both reach the disk."""
    with _opened(url) as (_, raw), saving(url) as ours:
        versions = _versions(raw)

        def theirs() -> None:
            row, at = _note(), datetime.now(UTC).isoformat()
            kept = (NEGOTIATION, row["code"], AUTHOR.code, at, row["text"], row["state"], DAY.isoformat())
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(
                "INSERT INTO annotation (negotiation, code, author, written_at, text, state, day) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                kept,
            )
            raw.execute(
                "INSERT INTO revision (negotiation, version, number, at, author, action, row_table, row_code, after) "
                "VALUES (?, ?, 1, ?, ?, 'Added', 'annotation', ?, ?)",
                (NEGOTIATION, next(versions), at, AUTHOR.code, row["code"], str(kept)),
            )
            raw.execute("COMMIT")

        ours()
        pairs = interleaved(lambda: wall(ours), lambda: wall(theirs), repeats)
    return compare("Save of a note with its revision, against two inserts", "ms", pairs, 5)


def record(url: str, repeats: int) -> Figure:
    """Return the time of recording three claims, with source, stances, links and history, against those inserts."""
    with _opened(url) as (store, raw):
        versions = _versions(raw)
        (party, *_), (term, *_) = (reads.rows(store, NEGOTIATION, name)["code"].tolist() for name in ("party", "term"))
        line = {
            "holder": party,
            "term": term,
            "said_on": str(DAY),
            "attribution": "statement",
            "summary": "It says so.",
        }
        lines = json.dumps([{**line, "level": level} for level in ("ACCEPTS", "OPEN", "REJECTS")])
        held = {"source.title": "A paper", "source.grade": "B", "lines": lines}

        def rows(form: str) -> list[tuple[str, dict[str, Any]]]:
            return recording.rows(NEGOTIATION, form, held, recording.Known())

        def ours() -> None:
            form = drafts.Form(uuid4().hex, "b" * 32, NEGOTIATION, "a new record", "Record", "record")
            typed = drafts.Typed(form, held, None, "7" * 32, ())
            edits.record(store, NEGOTIATION, rows(form.code), by=AUTHOR, form=typed)

        def theirs() -> None:
            version, at = next(versions), datetime.now(UTC).isoformat()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("PRAGMA defer_foreign_keys=ON")
            for number, (name, row) in enumerate(rows(uuid4().hex), start=1):
                values = {column: _plain(value) for column, value in row.items()}
                marks = ", ".join("?" * len(values))
                raw.execute(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({marks})", list(values.values()))
                kept = (
                    NEGOTIATION,
                    version,
                    number,
                    at,
                    AUTHOR.code,
                    "Recorded",
                    name,
                    row["code"],
                    json.dumps(values),
                )
                columns = "negotiation, version, number, at, author, action, row_table, row_code, after"
                raw.execute(f"INSERT INTO revision ({columns}) VALUES ({', '.join('?' * 9)})", kept)
            raw.execute("COMMIT")

        ours()
        pairs = interleaved(lambda: wall(ours), lambda: wall(theirs), repeats)
    return compare("A record of three claims with its history, against the same inserts", "ms", pairs, 5)
