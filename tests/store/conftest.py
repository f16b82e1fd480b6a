"""A small case of invented talks, and functions that fill a store with it and look at every row."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.authors import PARLEY
from dashboard.formats import Package
from dashboard.inputs import validate
from dashboard.models import TABLES
from dashboard.store import loading
from dashboard.store.engine import Store
from dashboard.store.merging import Plan, Side
from dashboard.store.rows import as_values, table
from dashboard.store.schema import open_store
from tests.conftest import Fill
from tests.people import ANA, BEN

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Snapshot = dict[str, dict[str, Row]]

CASE: Row = {"title": "Toy talks", "covers_from": date(2025, 7, 1), "covers_to": date(2025, 8, 31)}
PARTIES = [
    {"code": "a", "name": "Country A", "short_name": "A", "role": "principal", "consent_required": True, "rank": 1},
    {"code": "b", "name": "Country B", "short_name": "B", "role": "principal", "consent_required": True, "rank": 2},
    {"code": "f", "name": "Wing of B", "short_name": "F", "role": "faction", "part_of": "b", "rank": 3},
]
TERMS = [
    {"code": "aid", "title": "Aid", "short_title": "Aid", "proposition": "Aid enters.", "rank": 1},
    {"code": "truce", "title": "Truce", "short_title": "Truce", "proposition": "Fire ceases.", "rank": 2},
    {"code": "whole", "title": "The text", "short_title": "Text", "whole_text": True, "rank": 3},
]
PROPOSALS = [
    {"code": "p1", "title": "First text", "tabled_on": date(2025, 7, 1), "precision": "day", "round": "r1"},
    {"code": "p2", "title": "Second text", "tabled_on": date(2025, 7, 10), "precision": "day", "version_of": "p1"},
]
BESIDE = ("grade", "attribution")
"""What a stance says of its claims."""
OF_A_NEGOTIATION = {
    name: sa.select(table(name)).where(table(name).c.negotiation == sa.bindparam("of")) for name in TABLES
}
"""Every table's rows of a negotiation, asked after each step of many a test: a query is made once."""
STANCES = [
    {"code": "s1", "party": "a", "term": "aid", "held_on": date(2025, 7, 2), "level": "ACCEPTS", "grade": "A"},
    {"code": "s2", "party": "b", "term": "aid", "held_on": date(2025, 7, 3), "level": "RESISTS", "grade": "B"}
    | {"answer": "REJECTS", "proposal": "p1"},
    {"code": "s3", "party": "b", "term": "aid", "held_on": date(2025, 7, 12), "level": "OPEN", "grade": "C"},
]


def small_rows(stances: Sequence[Row] = STANCES) -> Rows:
    """
    Return the rows of the case.

    A stance rests on a claim of its own in a source of each letter of its `grade`, on record unless its `attribution`
    says else.
    """
    rows: Rows = {
        "author": [{"code": one.code, "name": one.name, "kind": one.kind} for one in (ANA, BEN)],
        "party": PARTIES,
        "term": TERMS,
        "source": [{"code": grade, "title": f"Paper {grade}", "grade": grade} for grade in "ABCDEF"],
        "round": [
            {"code": "r1", "title": "Round 1", "rank": 1, "started_on": date(2025, 7, 1), "ended_on": date(2025, 7, 5)}
            | {"precision": "day", "format": "indirect", "venue": "Doha"}
        ],
        "proposal": PROPOSALS,
        "provision": [
            {"code": "p1.aid", "proposal": "p1", "term": "aid", "summary": "Sixty lorries a day."},
            {"code": "p2.aid", "proposal": "p2", "term": "aid", "summary": "A hundred lorries a day."},
        ],
        "quantity": [
            {"code": "q1", "provision": "p1.aid", "measure": "lorries", "low": 60, "high": 60, "unit": "a day"}
        ],
        "stage": [{"code": "g1", "provision": "p1.aid", "day": 7, "count": 5, "what": "lorries", "unit": "lorries"}],
        "claim": [
            {"code": f"c_{one['code']}_{grade}", "source": grade, "holder": one["party"], "term": one["term"]}
            | {"said_on": one["held_on"], "precision": "day", "summary": "It said so."}
            | {"attribution": one.get("attribution", "on_record")}
            for one in stances
            for grade in one["grade"]
        ],
        "stance": [{"precision": "day", **{k: v for k, v in one.items() if k not in BESIDE}} for one in stances],
        "stance_claim": [
            {"code": f"l_{one['code']}_{grade}", "stance": one["code"], "claim": f"c_{one['code']}_{grade}"}
            for one in stances
            for grade in one["grade"]
        ],
    }
    return rows


def fill_store(
    store: Store, rows: Rows | None = None, *, code: str = "toy", sides: Side | None = None, **own: Any
) -> Plan:
    """Load the case, or these rows of it, under a code."""
    case = validate("negotiation", {**CASE, "code": code, **own})
    del case["version"]
    given = small_rows() if rows is None else rows
    checked = {name: [validate(name, {**row, "negotiation": code}) for row in some] for name, some in given.items()}
    return loading.load(store, Package(case, checked), by=PARLEY, sides=sides)


def all_rows(store: Store, code: str = "toy") -> Snapshot:
    """Return every row of a negotiation by table and code, tables without rows left out."""
    found: Snapshot = {}
    with store.reading() as connection:
        for name, query in OF_A_NEGOTIATION.items():
            if some := {row["code"]: as_values(row) for row in connection.execute(query, {"of": code}).mappings()}:
                found[name] = some
    return found


def new_note(code: str = "n1", text: str = "A note.", **more: Any) -> Row:
    """Return a note on the cell of A and aid, unless told on what."""
    on = more or {"party": "a", "term": "aid"}
    return {"code": code, "author": "Ana", "written_at": datetime(2025, 7, 9, 12, 0, 0, 120, tzinfo=UTC)} | {
        "text": text,
        "state": "open",
        **on,
    }


@pytest.fixture(scope="session")
def rows_with() -> Callable[..., Rows]:
    return small_rows


@pytest.fixture(scope="session")
def fill() -> Callable[..., Plan]:
    return fill_store


@pytest.fixture(scope="session")
def everything() -> Callable[..., Snapshot]:
    return all_rows


@pytest.fixture(scope="session")
def note() -> Callable[..., Row]:
    return new_note


@pytest.fixture
def filling(request: pytest.FixtureRequest, filling: Fill) -> Fill:
    """What puts the small case into the store, where a test asks for that."""
    return fill_store if "toy" in request.fixturenames else filling


@pytest.fixture
def toy(store: Store) -> Store:
    """A store that holds the small case, at version 1."""
    return store


@pytest.fixture(scope="module")
def shared_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Store]:
    """One SQLite store for the many examples of a property; each takes a negotiation of its own."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("shared") / "parley.db")
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def file(tmp_path: Path, filled_file: Callable[[Fill], Path]) -> Iterator[Store]:
    """A SQLite store that holds the small case."""
    store = open_store(f"sqlite:///{shutil.copy(filled_file(fill_store), tmp_path / 'parley.db')}")
    yield store
    store.close()
