"""Kinds of texts: what each is, also where nobody has said, and whose own it is."""

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import ProposalKind, Role


def with_kinds(proposals: pd.DataFrame, parties_to_texts: pd.DataFrame, parties: pd.DataFrame) -> pd.DataFrame:
    """
    Return the texts, each with a kind: its own, or where nobody has said, one by who tabled it.

    Such a text is the offer of the principal who tabled it alone, and else counts as the mediators'. It is never taken
    for an agreement, nor for a reply or an annex: that, somebody has to say.

    Parameters
    ----------
    proposals, parties_to_texts, parties
        `frames.PROPOSALS`, `frames.PROPOSAL_PARTIES`, `frames.PARTIES`.

    Returns
    -------
    DataFrame
        `frames.PROPOSALS`, the same n rows in their order.
    """
    principals = {party.code for party in frames.PARTIES.rows(parties) if party.role == Role.PRINCIPAL}
    tabled_by: dict[str, set[str]] = {}
    for one in frames.PROPOSAL_PARTIES.rows(parties_to_texts):
        if one.tabled:
            tabled_by.setdefault(one.proposal, set()).add(one.party)
    alone = {text for text, by in tabled_by.items() if len(by) == 1 and by <= principals}
    supposed = [ProposalKind.OFFER if code in alone else ProposalKind.MEDIATORS for code in proposals["code"]]
    return proposals.assign(
        kind=proposals["kind"].where(proposals["kind"].notna(), pd.Series(supposed, proposals.index))
    )


def own_texts(parties_to_texts: pd.DataFrame) -> pd.DataFrame:
    """Return party and proposal of `frames.PROPOSAL_PARTIES` where it tabled it, alone or with others: its own text."""
    tabled = parties_to_texts["tabled"].fillna(False).astype(bool)
    return parties_to_texts.loc[tabled, ["party", "proposal"]]
