"""The database knows how many rows its tables have: after a load, after an upgrade, and where nobody has counted."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.errors import InUse
from dashboard.store import table_statistics
from dashboard.store.engine import Store
from dashboard.store.schema import open_store

Fill = Callable[..., Any]


def counted(store: Store) -> set[str]:
    """Return the tables of which the database has counted rows."""
    with store.reading() as connection:
        if store.is_sqlite:
            if not sa.inspect(connection).has_table("sqlite_stat1"):
                return set()
            found = connection.exec_driver_sql("SELECT DISTINCT tbl FROM sqlite_stat1")
        else:
            found = connection.exec_driver_sql("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'")
        return set(found.scalars())


def test_a_load_of_many_rows_counts_and_one_of_few_does_not(
    store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    assert "stance" not in counted(store)
    monkeypatch.setattr(table_statistics, "MANY", 3)
    fill(store)  # the same again: nothing is written
    assert "stance" not in counted(store)
    fill(store, code="other")
    assert {"stance", "claim", "revision"} <= counted(store)


def test_a_load_that_is_refused_counts_nothing(
    store: Store, fill: Fill, rows_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_statistics, "MANY", 3)
    rows = rows_with()
    rows["stance_claim"][0]["claim"] = "nowhere"
    with pytest.raises(InUse):
        fill(store, rows)
    assert "party" not in counted(store)


def test_a_store_that_nobody_counted_is_counted_when_it_is_opened(
    store: Store, store_url: str, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    open_store(store_url).close()
    assert "stance" not in counted(store), "it holds few rows"
    monkeypatch.setattr(table_statistics, "MANY", 3)
    open_store(store_url).close()
    assert {"stance", "claim", "revision"} <= counted(store)


def test_a_store_that_cannot_be_written_is_opened_uncounted(file: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_connection: sa.Connection) -> None:
        raise InUse("read only")

    monkeypatch.setattr(table_statistics, "MANY", 3)
    monkeypatch.setattr(table_statistics, "gather", refuse)
    open_store(str(file.url)).close()
    assert counted(file) == set()
