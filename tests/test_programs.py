"""What a test run says at its start of the programs it rests on."""

import re
import sys
from pathlib import Path

import pytest

from dashboard.store.engine import sqlite3
from tests import programs


def test_a_run_names_the_version_of_each_program_and_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "chromium"
    browser.write_text(f"#!{sys.executable}\nprint('Chromium 7.1')\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    chromium, postgresql, sqlite = programs.used()
    assert chromium == f"Chromium: Chromium 7.1, {browser}"
    assert re.match(r"PostgreSQL: .*\d+\.\d+, /.*/postgres$", postgresql)
    assert sqlite.startswith(f"SQLite: {sqlite3.sqlite_version}, ")


def test_a_run_without_a_browser_says_whose_it_will_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert next(programs.used()) == "Chromium: none on the PATH; Playwright's own"
