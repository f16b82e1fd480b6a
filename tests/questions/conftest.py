"""The frames of `tests/analysis`, for the sentences told of them; and the edition of a case with one of everything."""

import pytest

from dashboard.questions.edition import Edition
from dashboard.store.engine import Store
from tests.analysis.conftest import day, graded, matrix, parties, proposals, rounds, terms

__all__ = ["day", "parties", "terms", "proposals", "rounds", "matrix", "graded"]


@pytest.fixture
def toy(elsewhere: Store) -> Edition:
    """The case with one of everything, as it is now."""
    return Edition(elsewhere, "toy")
