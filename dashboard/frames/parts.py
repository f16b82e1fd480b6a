"""Which rows of a short table play which part: terms on issues and on whole texts, parties whose consent is needed."""

from collections.abc import Iterator

import pandas as pd


def issues(terms: pd.DataFrame) -> list[str]:
    """Return the codes of the terms of `frames.TERMS` that are issues, in order: those that stand for no whole text."""
    return [code for code, whole in _flagged(terms, "whole_text") if not whole]


def whole_texts(terms: pd.DataFrame) -> list[str]:
    """Return the codes of the terms of `frames.TERMS` that stand for a whole text, in order."""
    return [code for code, whole in _flagged(terms, "whole_text") if whole]


def required(parties: pd.DataFrame) -> list[str]:
    """Return the codes of the parties of `frames.PARTIES` without whose consent there is no deal, in order."""
    return [code for code, needed in _flagged(parties, "consent_required") if needed]


def _flagged(rows: pd.DataFrame, flag: str) -> Iterator[tuple[str, bool]]:
    """Yield each code and whether its flag is set: asked for every day of a chart, and masks of few rows cost more."""
    flags = (is_set is True for is_set in rows[flag].tolist())
    return zip(rows["code"].tolist(), flags, strict=True)
