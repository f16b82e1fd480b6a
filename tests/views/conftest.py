"""Stores for the pages to show, each with an address of its own, because the dashboard's caches are keyed by it."""

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import app_test

from dashboard.questions.kept import Kept, _Answer, _Question
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


class KeptOfToys(Kept):
    """What was drawn of one of everything, for all tests; what one of them drew of its own edits is forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn_of_edits: set[str] = set()

    def _keep(self, question: str, asked: _Question, answer: _Answer) -> None:
        super()._keep(question, asked, answer)
        if not _as_loaded(answer):
            self._drawn_of_edits.add(question)

    def forget_edits(self) -> None:
        """Forget what rests on any version after the first: the next test makes another of it."""
        for question in self._drawn_of_edits & self._questions.keys():
            asked = self._questions[question]
            self._weight -= asked.weight
            asked.answers = [answer for answer in asked.answers if _as_loaded(answer)]
            self._weight += asked.weight
        self._drawn_of_edits.clear()


def _as_loaded(answer: _Answer) -> bool:
    """Return whether an answer is known to rest on one of everything alone, as it is loaded in version 1."""
    readings = answer.readings.items()
    return bool(readings) and all(of.startswith("toy of ") and clock <= 1 for (of, _), clock in readings)


@pytest.fixture(scope="session")
def kept_of_toys() -> KeptOfToys:
    """What tests before drew of one of everything."""
    return KeptOfToys()


@pytest.fixture(scope="session")
def place_of_toys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test finds one of everything: what was drawn of it is kept by its address."""
    return tmp_path_factory.mktemp("toys") / "own"


@pytest.fixture
def toy(
    toy_file: Path, place_of_toys: Path, kept_of_toys: KeptOfToys, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """One of everything in a new file, and what was drawn of it for tests before. Edits go by `edits` or a page."""
    shutil.rmtree(place_of_toys, ignore_errors=True)
    place_of_toys.mkdir()
    monkeypatch.setattr(cache, "_open", functools.cache(open_store))  # not the store of the test before
    monkeypatch.setattr(cache, "_kept", lambda: kept_of_toys)
    kept_of_toys.forget_edits()  # of the test before, however that ended
    yield from _served(Path(shutil.copy(toy_file, place_of_toys / "parley.db")), monkeypatch)


@pytest.fixture
def empty(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store without any negotiation, of this test's own."""
    yield from _served(Path(shutil.copy(migrated_file, tmp_path / "parley.db")), monkeypatch)


@pytest.fixture
def bare(empty: Store) -> Store:
    """A store with a negotiation that has no row at all."""
    small_case.load(empty, "bare", small_case.BARE, {})
    return empty
