"""Which text is on the table on a day, which stand beside it, and which agreement is in force."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import Proposal
from dashboard.vocabulary import ProposalKind

TABLED = (ProposalKind.MEDIATORS, ProposalKind.AGREEMENT)
"""The kinds of texts that are on the table; an offer is only where none of these stands and none came after it."""


class Table(NamedTuple):
    """
    The texts of a day, by code.

    Attributes
    ----------
    texts
        What is on the table: one text, or several of one day of which none revises another; none where there is none.
    beside
        The offers, replies, annexes and resolutions tabled since, in the order in which they were.
    earlier
        The texts that those on the table revise, and the ones that these revise: an answer to one of them is no answer
        to the text on the table.
    in_force
        The latest agreement that is in force.
    """

    texts: tuple[str, ...]
    beside: tuple[str, ...]
    earlier: tuple[str, ...]
    in_force: str | None


def on_the_table(proposals: pd.DataFrame, as_of: pd.Timestamp) -> Table:
    """
    Return the texts of a day.

    On the table is the latest text of the mediators, or agreement, that was tabled by the day and has not lapsed; where
    there is none, the latest offer made since there was. Of two of one day it is the one that revises the other, else
    both.

    Parameters
    ----------
    proposals
        `frames.PROPOSALS`, all of them, each with its kind.
    """
    day = as_of.date()
    rows = [row for row in frames.PROPOSALS.rows(proposals) if row.tabled_on <= day]
    rows.sort(key=lambda row: (row.tabled_on, row.code))
    by_code = {row.code: row for row in rows}
    standing = [row for row in rows if row.lapsed_on is None or day < row.lapsed_on]
    main = [row for row in standing if row.kind in TABLED]
    if not main:
        before = max((row.tabled_on for row in rows if row.kind in TABLED), default=date.min)
        main = [row for row in standing if row.kind == ProposalKind.OFFER and row.tabled_on > before]
    latest = [row for row in main if row.tabled_on == main[-1].tabled_on]
    revised = {code for row in latest for code in lineage(by_code, row.code)}
    texts = tuple(row.code for row in latest if row.code not in revised)
    since = latest[-1].tabled_on if latest else None
    others = [
        row
        for row in standing
        if row.code not in texts and row.kind not in TABLED and (since is None or row.tabled_on >= since)
    ]
    # A draft stands there until it is revised by another of its kind.
    past = {(row.kind, code) for row in others for code in lineage(by_code, row.code)}
    beside = [row.code for row in others if (row.kind, row.code) not in past]
    agreements = [row.code for row in standing if row.kind == ProposalKind.AGREEMENT]
    earlier = dict.fromkeys(code for text in texts for code in lineage(by_code, text))
    return Table(texts, tuple(beside), tuple(earlier), agreements[-1] if agreements else None)


def lineage(texts: dict[str, Proposal], code: str) -> list[str]:
    """Return the texts that one revises, the nearest first: its `version_of`, that one's, and so on, once each."""
    found: list[str] = []
    before = texts[code].version_of
    while before in texts and before not in (*found, code):
        found.append(before)
        before = texts[before].version_of
    return found
