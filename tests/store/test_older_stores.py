"""
A store that Parley wrote before authors had codes is brought over with every row, and its history still replays.

`schema-0001.zip` was written by the Parley of schema 0001: (1) a case loaded without a name, with Ana's coding and
view; (2) a note by R. Haddad, (3) Ana's reply to it, (4) her change of its words, (5) her change of the coding; (6) a
party renamed by Bo, who never wrote a note, (7) which Cem, who never wrote one either, took back; (8) note and reply
removed; (9, 10) notes by मीना and by मुनि, whom that Parley took for one; (11) a note by ana, who is not Ana.
"""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.store import authors, edits, history, reads, schema
from dashboard.store.engine import Store
from tests.people import BEN

FROZEN = Path(__file__).parents[1] / "data" / "stores" / "schema-0001.zip"
Everything = Callable[..., dict[str, dict[str, Any]]]
ROWS = {"author": 4, "party": 2, "term": 1, "source": 1, "claim": 1, "stance": 1, "stance_claim": 1, "coding": 1}
ROWS |= {"annotation": 3, "saved_view": 1, "revision": 25}
"""What stood in the store before, the table of analysts under its present name."""


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """The file as it was written."""
    with zipfile.ZipFile(FROZEN) as file:
        return Path(file.extract("parley.db", tmp_path))


def moved(frozen: Path, url: str, folder: Path) -> None:
    """Make a server's database one of schema 0001 with the rows of the file in it."""
    first = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, first, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]*", "00[1-9]*"))
    store = Store(url)
    schema.upgrade(store, first)
    file = sqlite3.connect(frozen)
    file.row_factory = sqlite3.Row
    metadata = sa.MetaData()
    with store.writing() as connection:
        metadata.reflect(connection)
        for one in metadata.sorted_tables:
            found = file.execute(f'SELECT * FROM "{one.name}"').fetchall()
            rows = [{column.name: typed(column.type, row[column.name]) for column in one.columns} for row in found]
            if rows and one.name != schema.MARKER:
                connection.execute(sa.insert(one), rows)
    file.close()
    store.close()


def typed(kind: Any, value: Any) -> Any:
    """Return a value of a SQLite file as a server takes it."""
    if value is None:
        return None
    if isinstance(kind, sa.JSON):
        return json.loads(value)
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return bool(value) if isinstance(kind, sa.Boolean) else value


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, frozen: Path, tmp_path: Path) -> Iterator[Store]:
    """The store, opened by this Parley."""
    if request.param == "sqlite":
        store = schema.open_store(f"sqlite:///{frozen}")
    else:
        url = request.getfixturevalue("postgres_url")
        moved(frozen, url, tmp_path)
        store = schema.open_store(url, migrate=True)
    yield store
    store.close()


def test_no_row_is_lost_and_everybody_who_changed_anything_is_an_author(older: Store) -> None:
    # Bo, Cem and मुनि were known by their revisions alone: each is an author now, and has a revision that says so.
    wanted = {**ROWS, "author": ROWS["author"] + 3, "revision": ROWS["revision"] + 3}
    assert {name: count for name, count in reads.counts(older, "toy").items() if count} == wanted
    names = {author.code: author.name for author in authors.everybody(older)}
    assert sorted(names.values()) == sorted(
        ["Ana", "ana", "R. Haddad", "मीना", "मुनि", "Bo, who never wrote a note", "Cem, who only took back"]
    )
    wrote = reads.versions(older, "toy").set_index("version")["author"]
    assert [names.get(wrote[version], wrote[version]) for version in range(1, 12)] == [
        "parley",
        "R. Haddad",
        "Ana",
        "Ana",
        "Ana",
        "Bo, who never wrote a note",
        "Cem, who only took back",
        "R. Haddad",
        "मीना",
        "मुनि",
        "ana",
    ]


def test_its_codings_notes_and_views_keep_their_authors(older: Store) -> None:
    assert reads.row(older, "toy", "coding", "k1")["author"] == "Ana"  # type: ignore[index]
    assert reads.row(older, "toy", "saved_view", "v1")["author"] == "Ana"  # type: ignore[index]
    assert reads.annotations(older, "toy").set_index("code")["author"]["n5"] == "ana"


def test_its_history_replays_at_every_version(older: Store, everything: Everything) -> None:
    assert history.strays(older, "toy") == []
    earlier = history.at(older, "toy", 4)
    rows = everything(earlier)
    earlier.close()
    assert rows["annotation"]["n1"]["author"] == "R._Haddad"
    assert rows["annotation"]["n1"]["text"] == "By Rana, changed by Ana."
    assert rows["annotation"]["n2"]["author"] == "Ana"
    assert rows["coding"]["k1"]["level"] == "OPEN" and rows["coding"]["k1"]["author"] == "Ana"
    assert set(rows["author"]) == {"Ana", "R._Haddad"}


def test_what_was_changed_before_can_be_taken_back_after(older: Store, everything: Everything) -> None:
    for version in (8, 4, 5):  # bring note and reply back, then the words of the note, then the coding
        history.undo(older, "toy", version, by=BEN)
    rows = everything(older)
    assert rows["annotation"]["n1"]["text"] == "By Rana."
    assert rows["annotation"]["n1"]["author"] == "R._Haddad"
    assert rows["annotation"]["n2"]["reply_to"] == "n1"
    assert (rows["coding"]["k1"]["level"], rows["coding"]["k1"]["note"]) == ("OPEN", None)
    assert history.strays(older, "toy") == []


def test_who_wrote_before_is_found_again_by_name_and_writes_on(older: Store) -> None:
    rana = authors.unasked(older, "R. Haddad")
    assert rana.code == "R._Haddad"
    seen = reads.row(older, "toy", "annotation", "n5")
    assert seen is not None
    edits.set_row(older, "toy", "annotation", {**seen, "text": "Read."}, seen=seen, by=rana)
    assert reads.versions(older, "toy").iloc[0]["author"] == "R._Haddad"
