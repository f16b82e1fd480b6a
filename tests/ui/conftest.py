"""Stores with one of everything, and the caches of the dashboard over them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.ui import cache
from tests.views import small_case


@pytest.fixture(scope="session")
def toy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("toy") / "parley.db"
    store = open_store(f"sqlite:///{path}")
    small_case.load(store, "toy", small_case.TOY, small_case.ONE_OF_EVERYTHING)
    store.close()
    return path


@pytest.fixture
def toy_path(toy_file: Path, tmp_path: Path) -> Path:
    """A file of this test's own: the caches are keyed by its address."""
    return Path(shutil.copy(toy_file, tmp_path / "parley.db"))


@pytest.fixture
def elsewhere(toy_path: Path) -> Iterator[Store]:
    """The store as another process has it open."""
    store = open_store(f"sqlite:///{toy_path}")
    yield store
    store.close()


@pytest.fixture
def served(toy_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store as this dashboard has it open."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{toy_path}")
    yield cache.store()
    cache.store().close()
