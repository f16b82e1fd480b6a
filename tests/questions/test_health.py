"""The health of a good store and of a damaged one."""

import re
from pathlib import Path

import pytest

from dashboard.questions import health
from dashboard.store.engine import Store, sqlite3


def found(store: Store) -> dict[str, tuple[str, str]]:
    return {row.what: (row.found, row.good) for row in health.frame(store).itertuples(index=False)}


def test_a_good_store_has_nothing_wrong(elsewhere: Store) -> None:
    checks = found(elsewhere)
    assert "no" not in {good for _, good in checks.values()}
    assert checks["Integrity"] == ("ok", "yes")
    assert checks["References that lead nowhere"] == ("0", "yes")
    assert checks["Negotiation toy"][0].startswith("version 1, ")
    assert checks["History of toy"] == ("leads to every row", "yes")
    assert re.fullmatch(r"\d+\.\d+\.\d+", checks["SQLite"][0])


def test_a_reference_that_leads_nowhere_is_counted(elsewhere: Store, toy_path: Path) -> None:
    connection = sqlite3.connect(toy_path)
    connection.execute("DELETE FROM term WHERE code = 'truce'")  # a bare connection checks no references
    connection.commit()
    connection.close()
    assert found(elsewhere)["References that lead nowhere"] == ("1", "no")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE stance SET summary = 'Another hand.' WHERE code = 'st1'", "does not lead to 1 row"),
        ("DELETE FROM saved_view", "does not lead to 1 row"),
        ("UPDATE stance SET confidence = 'low'", "does not lead to 3 rows"),
    ],
)
def test_what_was_changed_past_the_history_is_counted(
    elsewhere: Store, toy_path: Path, statement: str, said: str
) -> None:
    connection = sqlite3.connect(toy_path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert found(elsewhere)["History of toy"] == (said, "no")


@pytest.mark.parametrize("rows", [1, 2])
def test_rows_that_break_the_rules_of_their_table_are_told(elsewhere: Store, toy_path: Path, rows: int) -> None:
    connection = sqlite3.connect(toy_path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE stance SET level = 'PERHAPS' WHERE code IN (SELECT code FROM stance LIMIT {rows})")
    connection.commit()
    connection.close()
    integrity, good = found(elsewhere)["Integrity"]
    assert (good, "CHECK constraint failed in stance" in integrity) == ("no", True)


def test_a_page_of_the_file_that_was_overwritten_is_told(elsewhere: Store, toy_path: Path) -> None:
    connection = sqlite3.connect(toy_path)
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'stance'"
    (page,) = connection.execute(root).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with toy_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert found(elsewhere)["Integrity"][1] == "no"


def test_another_schema_is_told(elsewhere: Store, toy_path: Path) -> None:
    connection = sqlite3.connect(toy_path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert found(elsewhere)["Schema"][1] == "no"


def test_a_sqlite_with_the_known_fault_is_told(elsewhere: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert found(elsewhere)["SQLite"][1] == "no"
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert found(elsewhere)["SQLite"][1] == "yes"
