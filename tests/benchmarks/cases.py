"""Stores to measure on: the bundled case as it is, and grown to any number of stances."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from dashboard.inputs import validate
from dashboard.models import Base
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.ui import cases
from dashboard.vocabulary import Level

NEGOTIATION = "israel-hamas"
LEVELS = [level.value for level in Level if level != Level.NOT_APPLICABLE]


def make(path: Path, *, stances: int = 0, negotiations: int = 1) -> str:
    """
    Return the address of a new store with the bundled case.

    Parameters
    ----------
    stances
        Stances the case is grown to, spread evenly at random over its parties, terms and days, each on a claim of its own.
    negotiations
        How many times the case is there, each under a code of its own.
    """
    store = open_store(f"sqlite:///{path}")
    try:
        cases.load(store, cases.BUNDLED)
        more = stances - reads.counts(store, NEGOTIATION)["stance"]
        if more > 0:
            _grow(store, more)
        for number in range(2, negotiations + 1):
            _copy(store, f"{NEGOTIATION}-{number}")
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
    finally:
        store.close()
    return f"sqlite:///{path}"


def _grow(store: Store, more: int) -> None:
    random = Random(1)
    parties, terms, sources = (
        reads.rows(store, NEGOTIATION, name)["code"].tolist() for name in ("party", "term", "source")
    )
    own = reads.row(store, "", "negotiation", NEGOTIATION) or {}
    days = (own["covers_to"] - own["covers_from"]).days
    made: dict[str, list[dict[str, Any]]] = {"claim": [], "stance": [], "stance_claim": []}
    for number in range(more):
        code, term, party = f"grown-{number}", random.choice(terms), random.choice(parties)
        day = own["covers_from"] + timedelta(days=random.randrange(days))
        shared = {"term": term, "precision": "day", "level": random.choice(LEVELS), "summary": f"Said on {day}."}
        claim = {**shared, "source": random.choice(sources), "holder": party, "said_on": day, "attribution": "statement"}
        stance = {**shared, "party": party, "held_on": day, "confidence": random.choice(("low", "moderate", "high"))}
        for name, row in (("claim", claim), ("stance", stance), ("stance_claim", {"stance": code, "claim": code})):
            made[name].append(validate(name, {**row, "code": code, "negotiation": NEGOTIATION}))
    edits.load_case(store, {key: value for key, value in own.items() if key != "version"}, made, by="Benchmark")


def _copy(store: Store, code: str) -> None:
    """Copy the case within the database, its history included: a hundred times faster than to load it again."""
    with store.writing() as connection:
        for table in Base.metadata.sorted_tables:
            key = "code" if table.name == "negotiation" else "negotiation"
            columns = [sa.literal(code) if column.name == key else column for column in table.columns]
            chosen = sa.select(*columns).where(table.c[key] == NEGOTIATION)
            connection.execute(sa.insert(table).from_select(table.columns.keys(), chosen))
