"""The frames of `tests/analysis`, for the sentences told of them; the bundled case, and one with one of everything."""

import pytest

from dashboard import cases
from dashboard.questions.edition import Edition
from dashboard.questions.kept import Kept
from dashboard.store.engine import Store
from tests.analysis.conftest import day, graded, matrix, parties, proposals, rounds, terms

__all__ = ["day", "parties", "terms", "proposals", "rounds", "matrix", "graded"]


@pytest.fixture(scope="session")
def bundled(bundled_store: Store, kept: Kept) -> Edition:
    """The bundled case. Every test asks the same edition, so that what one asked is kept for the next."""
    return Edition(bundled_store, cases.BUNDLED.name, kept=kept)


@pytest.fixture
def toy(elsewhere: Store) -> Edition:
    """The case with one of everything, as it is now."""
    return Edition(elsewhere, "toy")
