"""The health of a store and of what serves it: for the Data page and for `check`."""

from importlib.metadata import version
from typing import Annotated, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.store import history, reads, schema
from dashboard.store.engine import Store, sqlite3
from dashboard.vocabulary import counted

SAFE_SQLITE = (3, 51, 3)
"""Older ones have a documented fault in resetting the write-ahead log that can corrupt a file."""


class Check(NamedTuple):
    """What was found of one thing; `good` is yes, no, or empty where it cannot fail."""

    what: Annotated[str, "What"]
    found: Annotated[str, "Found"]
    good: Annotated[str, "Good"]


CHECKS = frames.Contract("checks", Check)


def frame(store: Store) -> pd.DataFrame:
    """Return `CHECKS`."""
    rows = [("Store", store.name, ""), *_database(store)]
    rows += [(name, version(name), "") for name in ("parley", "streamlit", "altair", "sqlmodel", "pandas")]
    if any(good == "no" for _, _, good in rows):
        return CHECKS.frame(rows)  # counting may fail on what is damaged
    for negotiation in frames.NEGOTIATIONS.rows(reads.negotiations(store)):
        counts = reads.counts(store, negotiation.code)
        said = f"version {negotiation.version}, {sum(counts.values()):,} rows, {counts['stance']:,} stances"
        rows.append((f"Negotiation {negotiation.code}", said, ""))
        strays = len(history.strays(store, negotiation.code))
        led = f"does not lead to {counted(strays, 'row')}" if strays else "leads to every row"
        rows.append((f"History of {negotiation.code}", led, _yes(not strays)))
    return CHECKS.frame(rows)


def _database(store: Store) -> list[tuple[str, str, str]]:
    found = schema.health(store)
    known = schema.schemas()[-1]
    rows = [("Schema", f"{found.schema} (this Parley: {known})", _yes(found.schema == known))]
    if not store.is_sqlite:
        return [("PostgreSQL", found.server, ""), *rows]
    safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
    said = found.server + ("" if safe else ": has a known fault; install the package pysqlite3")
    return [
        ("SQLite", said, _yes(safe)),
        *rows,
        ("Integrity", found.integrity, _yes(found.integrity == "ok")),
        ("References that lead nowhere", str(found.broken), _yes(not found.broken)),
    ]


def _yes(good: bool) -> str:
    return "yes" if good else "no"
