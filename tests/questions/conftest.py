"""The frames of `tests/analysis`, for the sentences told of them; the bundled case, and one with one of everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import cases
from dashboard.questions.edition import Edition
from dashboard.questions.kept import Kept
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.analysis.conftest import day, graded, matrix, parties, proposals, rounds, terms

__all__ = ["day", "parties", "terms", "proposals", "rounds", "matrix", "graded"]


@pytest.fixture(scope="session")
def bundled(bundled_store: Store, kept: Kept) -> Edition:
    """The bundled case. Every test asks the same edition, so that what one asked is kept for the next."""
    return Edition(bundled_store, cases.BUNDLED.name, kept=kept)


@pytest.fixture(scope="session")
def toy_store(toy_file: Path) -> Iterator[Store]:
    """The store with one of everything; tests only read it."""
    store = open_store(f"sqlite:///{toy_file}")
    yield store
    store.close()


@pytest.fixture
def toy(request: pytest.FixtureRequest, toy_store: Store, kept: Kept) -> Edition:
    """The case with one of everything: as it is now in a store that the test changes, else asked by all together."""
    if "elsewhere" in request.fixturenames:
        return Edition(request.getfixturevalue("elsewhere"), "toy")
    return Edition(toy_store, "toy", kept=kept)
