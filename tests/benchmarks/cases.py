"""Stores to measure on: the bundled case as it is, and grown to any number of stances."""

import csv
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from dashboard import cases, frames
from dashboard.authors import PARLEY
from dashboard.formats import Package
from dashboard.models import TABLES, Base
from dashboard.store import loading, reads, table_statistics
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.vocabulary import ANSWERS, Confidence, Level

NEGOTIATION = "israel-hamas"
LEVELS = [level.value for level in Level if level != Level.NOT_APPLICABLE]
CONFIDENCES = [confidence.value for confidence in Confidence]


def make(path: Path, *, stances: int = 0, negotiations: int = 1) -> str:
    """
    Return the address of a new store with the bundled case.

    Parameters
    ----------
    stances
        Stances the case is grown to, at random over its parties, terms and days, each on a claim of its own,
        every third with an answer to a text.
    negotiations
        How many times the case is there, each under a code of its own.
    """
    store = open_store(f"sqlite:///{path}")
    try:
        cases.load(store, cases.BUNDLED)
        more = stances - reads.counts(store, NEGOTIATION)["stance"]
        if more > 0:
            loading.load(store, grown(store, more), by=PARLEY)
        for number in range(2, negotiations + 1):
            _copy(store, f"{NEGOTIATION}-{number}")
        if negotiations > 1:  # copied past Parley, which counts after a load
            with store.writing() as connection:
                table_statistics.gather(connection)
    finally:
        store.close()
    return f"sqlite:///{path}"


def grown(store: Store, more: int) -> Package:
    """Return a package of the case with so many more stances, as many claims, and what ties the two."""
    random = Random(1)
    parties, terms, sources, proposals = (
        reads.rows(store, NEGOTIATION, name)["code"].tolist() for name in ("party", "term", "source", "proposal")
    )
    own = reads.row(store, "", "negotiation", NEGOTIATION) or {}
    days = (own["covers_to"] - own["covers_from"]).days
    made: dict[str, list[dict[str, Any]]] = {"claim": [], "stance": [], "stance_claim": []}
    rest = {name: _row_of_nothing(name) for name in made}
    for number in range(more):
        code, term, party = f"grown-{number}", random.choice(terms), random.choice(parties)
        day = own["covers_from"] + timedelta(days=random.randrange(days))
        shared = {"code": code, "term": term, "level": random.choice(LEVELS), "summary": f"Said on {day}."}
        claim = {"source": random.choice(sources), "holder": party, "said_on": day}
        stance = {"party": party, "held_on": day, "remark": False, "confidence": random.choice(CONFIDENCES)}
        if number % 3 == 0:
            stance |= {"proposal": random.choice(proposals), "answer": random.choice(ANSWERS)}
        made["claim"].append({**rest["claim"], **shared, **claim})
        made["stance"].append({**rest["stance"], **shared, **stance})
        made["stance_claim"].append({**rest["stance_claim"], "code": code, "stance": code, "claim": code})
    case = {key: value for key, value in own.items() if key != "version"}
    return Package(case, made)


def written(package: Package, folder: Path) -> Path:
    """Return the folder, now with the files of this package and no others: a package that Parley saves is whole."""
    folder.mkdir()
    for name, rows in {"negotiation": [package.negotiation], **package.rows}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, [column for column in rows[0] if column != "negotiation"], extrasaction="ignore"
            )
            writer.writeheader()
            writer.writerows({column: _cell(value) for column, value in row.items()} for row in rows)
    return folder


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _row_of_nothing(name: str) -> dict[str, Any]:
    """Return a row with every column of a table, to be written over: validating each new row would take a minute."""
    columns = frames.TABLE_FRAMES[name].columns
    given = {"precision": "day", "attribution": "statement", "speaker_is_holder": True, "seed": False}
    return {"negotiation": NEGOTIATION, **{column: given.get(column) for column in columns}}


def _copy(store: Store, code: str) -> None:
    """Copy the case, without its history, within the database: many times faster than to load it again."""
    with store.writing() as connection:
        for table in (Base.metadata.tables[name] for name in ("negotiation", *TABLES)):
            own = {"code": code, "title": f"Talks {code}"} if table.name == "negotiation" else {"negotiation": code}
            columns = [sa.literal(own[column.name]) if column.name in own else column for column in table.columns]
            chosen = sa.select(*columns).where(table.c[next(iter(own))] == NEGOTIATION)
            connection.execute(sa.insert(table).from_select(table.columns.keys(), chosen))
