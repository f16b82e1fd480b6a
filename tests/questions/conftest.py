"""The frames of `tests/analysis`, for the sentences told of them."""

from tests.analysis.conftest import candidates, day, graded, matrix, parties, proposals, rounds, terms

__all__ = ["day", "parties", "terms", "proposals", "rounds", "candidates", "matrix", "graded"]
