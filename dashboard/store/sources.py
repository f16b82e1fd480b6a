"""Sources as a filter takes one: the first article, those with most claims, and any by its words."""

from collections.abc import Sequence

import sqlalchemy as sa

from dashboard.folding import folded, sought
from dashboard.store.rows import MOST_CODES, table
from dashboard.store.snapshot import Readable

MOST = 20
"""Sources that are given at a time."""
_source, _claim, _figure = (table(name).c for name in ("source", "claim", "figure"))


def first(store: Readable, negotiation: str) -> str | None:
    """Return the source of most of the claims and figures marked as of the document that the case started from."""
    marked = [
        sa.select(one.source).where(one.negotiation == negotiation, one.seed.is_(sa.true()))
        for one in (_claim, _figure)
    ]
    each = sa.union_all(*marked).subquery().c
    found = store.fetch(
        sa.select(each.source).group_by(each.source).order_by(sa.func.count().desc(), each.source).limit(1)
    )
    return next((code for (code,) in found), None)


def of_first(store: Readable, negotiation: str, name: str, codes: Sequence[str]) -> list[str]:
    """Return which of these rows of a table are marked: the document that the case started from alone supports them."""
    columns = table(name).c
    if "seed" not in columns:
        return []
    # All of them are read, marked or not: where a snapshot finds no row, it has to ask once more whether it moved.
    asked = sa.select(columns.code, columns.seed).where(columns.negotiation == negotiation)
    parts = [codes[start : start + MOST_CODES] for start in range(0, len(codes), MOST_CODES)]
    return [code for part in parts for code, marked in store.fetch(asked.where(columns.code.in_(part))) if marked]


def most_cited(store: Readable, negotiation: str) -> list[str]:
    """Return the sources with most claims, by code."""
    query = sa.select(_claim.source).where(_claim.negotiation == negotiation).group_by(_claim.source)
    found = store.fetch(query.order_by(sa.func.count().desc(), _claim.source).limit(MOST))
    return [code for (code,) in found]


def holding(store: Readable, negotiation: str, words: str) -> list[str]:
    """Return sources, by code, whose title, publisher or code hold all these words, compared folded, latest first."""
    query = sa.select(_source.code, _source.title, _source.publisher).where(_source.negotiation == negotiation)
    wanted = sought(words)
    found = []
    for code, *said in store.fetch(query.order_by(_source.published_on.desc(), _source.code)):
        whole = folded(" ".join([code, *(one for one in said if one is not None)]))
        if all(word in whole for word in wanted):
            found.append(code)
    return found[:MOST]
