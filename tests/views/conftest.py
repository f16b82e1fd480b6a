"""Stores for the pages to show, each with an address of its own, because the dashboard's caches are keyed by it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import app_test

from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.ui import cache
from tests.views import small_case


@pytest.fixture(scope="session", autouse=True)
def _streamlit_s_own_folder() -> Iterator[None]:
    """Remove the folder that Streamlit's test module makes for itself; left to the end, it warns."""
    yield
    app_test.TMP_DIR.cleanup()


def _served(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Make a store the one the dashboard shows, and give another connection to it: a second process, so to speak."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("PARLEY_AUTHOR", "R. Haddad")
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()
    cache.store().close()


@pytest.fixture
def bundled(bundled_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The bundled case. Every test sees the same store, so that its pages are computed once: nobody writes in it."""
    yield from _served(bundled_path, monkeypatch)


@pytest.fixture(scope="session")
def untouched() -> list[Path]:
    """Stores that hold one of everything, as they were made: tests looked at them, and none wrote."""
    return []


@pytest.fixture
def toy(toy_file: Path, untouched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """One of everything, and what was drawn of it for tests before: whoever wrote in it leaves it to nobody."""
    path = untouched.pop() if untouched else Path(shutil.copy(toy_file, tmp_path / "parley.db"))
    before = _state(path)
    yield from _served(path, monkeypatch)
    if _state(path) == before:
        untouched.append(path)


def _state(path: Path) -> tuple[int, int] | None:
    """Return what differs once a file was written, replaced or given other rights; nothing where it was removed."""
    return (found.st_ino, found.st_ctime_ns) if path.exists() and (found := path.stat()) else None


@pytest.fixture
def empty(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store without any negotiation, of this test's own."""
    yield from _served(Path(shutil.copy(migrated_file, tmp_path / "parley.db")), monkeypatch)


@pytest.fixture
def bare(empty: Store) -> Store:
    """A store with a negotiation that has no row at all."""
    small_case.load(empty, "bare", small_case.BARE, {})
    return empty
