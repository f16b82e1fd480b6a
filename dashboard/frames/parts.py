"""Which rows of a short table play which part: terms on issues and on whole texts, parties whose consent is needed."""

import pandas as pd


def issues(terms: pd.DataFrame) -> list[str]:
    """Return the codes of the terms of `frames.TERMS` that are issues, in order: those that stand for no whole text."""
    return terms.loc[~terms["whole_text"].fillna(False).astype(bool), "code"].tolist()


def whole_texts(terms: pd.DataFrame) -> list[str]:
    """Return the codes of the terms of `frames.TERMS` that stand for a whole text, in order."""
    return terms.loc[terms["whole_text"].fillna(False).astype(bool), "code"].tolist()


def required(parties: pd.DataFrame) -> list[str]:
    """Return the codes of the parties of `frames.PARTIES` without whose consent there is no deal, in order."""
    return parties.loc[parties["consent_required"].fillna(False).astype(bool), "code"].tolist()
