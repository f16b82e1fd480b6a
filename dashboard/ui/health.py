"""The health of a store and of what serves it: for the Data page and for `check`."""

from importlib.metadata import version

import pandas as pd
import sqlalchemy as sa

from dashboard.store import reads, schema
from dashboard.store.engine import Store, sqlite3

SAFE_SQLITE = (3, 51, 3)
"""Older ones have a documented fault in resetting the write-ahead log that can corrupt a file."""


def frame(store: Store) -> pd.DataFrame:
    """Return what was found, one row a check: `what`, `found` and `good` (yes, no, or empty where it cannot fail)."""
    rows = [("Store", store.name, ""), *_database(store)]
    rows += [(name, version(name), "") for name in ("parley", "streamlit", "altair", "sqlmodel", "pandas")]
    for negotiation in reads.negotiations(store).itertuples(index=False):
        counts = reads.counts(store, negotiation.code)
        said = f"version {negotiation.version}, {sum(counts.values()):,} rows, {counts['stance']:,} stances"
        rows.append((f"Negotiation {negotiation.code}", said, ""))
    return pd.DataFrame(rows, columns=["what", "found", "good"])


def _database(store: Store) -> list[tuple[str, str, str]]:
    known = schema.revisions()[-1]
    with store.reading() as connection:
        found = connection.execute(sa.text(f"SELECT version_num FROM {schema.MARKER}")).scalar_one()
        rows = [("Schema", f"{found} (this Parley: {known})", _yes(found == known))]
        if not store.is_sqlite:
            return [("PostgreSQL", str(connection.execute(sa.text("SHOW server_version")).scalar_one()), ""), *rows]
        safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
        said = sqlite3.sqlite_version + ("" if safe else ": has a known fault; install the package pysqlite3")
        rows.append(("SQLite", said, _yes(safe)))
        whole = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
        rows.append(("Integrity", str(whole), _yes(whole == "ok")))
        broken = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        rows.append(("References that lead nowhere", str(broken), _yes(not broken)))
    return rows


def _yes(good: bool) -> str:
    return "yes" if good else "no"
