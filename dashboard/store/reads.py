"""
Reading: frames by contract and plain values. Work is done in SQL where it shrinks the data.

Every read of frames takes a store as it is at this moment, or a snapshot, which is at one version of a negotiation.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import frames
from dashboard.errors import NotFound
from dashboard.models import TABLES, TARGETS, Kind, Revision
from dashboard.store.engine import Store
from dashboard.store.notes import MOST_NOTES, holding, with_replies
from dashboard.store.rows import Values, as_values, key, table, to_json
from dashboard.store.snapshot import Readable

stance, claim, source, rests_on = (table(name).c for name in ("stance", "claim", "source", "stance_claim"))


def negotiations(store: Readable) -> pd.DataFrame:
    """Return `frames.NEGOTIATIONS`, one row per negotiation, by title."""
    columns = table("negotiation").c
    return _frame(store, frames.NEGOTIATIONS, sa.select(*columns).order_by(columns.title))


def titles(store: Readable) -> dict[str, str]:
    """Return the titles of the negotiations by code, in the order of the alphabet."""
    columns = table("negotiation").c
    return {code: title for code, title in store.fetch(sa.select(columns.code, columns.title).order_by(columns.title))}


def own(store: Readable, negotiation: str) -> pd.DataFrame:
    """Return `frames.NEGOTIATIONS`, the one row of this negotiation."""
    columns = table("negotiation").c
    return _frame(store, frames.NEGOTIATIONS, sa.select(*columns).where(columns.code == negotiation))


def first_day(store: Readable, negotiation: str) -> date | None:
    """Return the first day on which a round, a text, a stance or an event is recorded; None where none is."""
    days = {"round": "started_on", "proposal": "tabled_on", "stance": "held_on", "event": "happened_on"}
    firsts = [
        sa.select(sa.func.min(table(name).c[day])).where(table(name).c.negotiation == negotiation).scalar_subquery()
        for name, day in days.items()
    ]
    (found,) = store.fetch(sa.select(*firsts))
    return min((day for day in found if day is not None), default=None)


def version(store: Store, negotiation: str) -> int:
    """Return the negotiation's transaction clock; raises `NotFound` where there is none of this code."""
    columns = table("negotiation").c
    with store.reading() as connection:
        found = connection.execute(sa.select(columns.version).where(columns.code == negotiation)).scalar()
    if found is None:
        raise NotFound(f"There is no negotiation {negotiation!r} in this store.")
    return int(found)


def rows(store: Readable, negotiation: str, name: str) -> pd.DataFrame:
    """Return a whole table of a negotiation as its frame in `frames.TABLE_FRAMES`, by rank where it has one."""
    contract, columns = frames.TABLE_FRAMES[name], table(name).c
    order = ([columns.rank] if "rank" in contract.columns else []) + [columns.code]
    chosen = [columns[column] for column in contract.columns]
    return _frame(store, contract, sa.select(*chosen).where(columns.negotiation == negotiation).order_by(*order))


def row(store: Store, negotiation: str, name: str, code: str) -> Values | None:
    """Return one row as an analyst sees it before editing, or None."""
    with store.reading() as connection:
        found = connection.execute(sa.select(table(name)).where(key(name, negotiation, code))).mappings().first()
    return None if found is None else as_values(found)


def source_named(store: Readable, negotiation: str, named: str) -> str | None:
    """Return the code of the source that has this code or this address; None where there is none."""
    at = sa.or_(source.code == named, source.url == named)
    found = store.fetch(sa.select(source.code).where(source.negotiation == negotiation, at).order_by(source.code))
    return next((str(code) for (code,) in found), None)


def sources(store: Readable, negotiation: str) -> pd.DataFrame:
    """Return `frames.SOURCES` that a citation, a figure, a delivery or another name of a text refers to, by code."""
    referring = [table(name).c for name in ("citation", "figure", "delivery", "alias")]
    cited = [sa.select(one.source).where(one.negotiation == negotiation) for one in referring]
    query = sa.select(*(source[column] for column in frames.SOURCES.columns)).where(
        source.negotiation == negotiation, sa.or_(*(source.code.in_(some) for some in cited))
    )
    return _frame(store, frames.SOURCES, query.order_by(source.code))


def coders(store: Readable, negotiation: str) -> list[str]:
    """Return the authors of the readings, by code."""
    columns = table("coding").c
    query = sa.select(columns.author).where(columns.negotiation == negotiation).distinct().order_by(columns.author)
    return [author for (author,) in store.fetch(query)]


def annotations(
    store: Readable, negotiation: str, *, search: str = "", most: int = MOST_NOTES, **filters: str | None
) -> pd.DataFrame:
    """
    Return `frames.ANNOTATIONS`, newest first, at most `most`; `search` is words in any order, compared folded.

    Filters are columns, such as author or party; `tag`; `state`, of a reply that of its thread; and `on`, what a note
    hangs on: one of `TARGETS`, "cell" or "day".
    """
    columns = table("annotation").c
    query = _filtered(sa.select(*(columns[column] for column in frames.ANNOTATIONS.columns)), negotiation, **filters)
    if search.strip():
        return frames.ANNOTATIONS.frame(holding(store, query, search, most))
    return _frame(store, frames.ANNOTATIONS, query.order_by(columns.written_at.desc(), columns.code).limit(most))


def count_annotations(store: Readable, negotiation: str, **filters: str | None) -> int:
    """Return how many notes pass the filters of `annotations`."""
    ((found,),) = store.fetch(_filtered(sa.select(sa.func.count()), negotiation, **filters))
    return int(found)


def _filtered(
    query: Any,
    negotiation: str,
    *,
    tag: str | None = None,
    state: str | None = None,
    on: str | None = None,
    **columns_of: str | None,
) -> Any:
    columns = table("annotation").c
    query = query.select_from(table("annotation")).where(columns.negotiation == negotiation)
    if tag:
        query = query.where(("; " + columns.tags + "; ").contains(f"; {tag}; ", autoescape=True))
    if state:
        first = sa.select(columns.code).where(columns.negotiation == negotiation, columns.reply_to.is_(None))
        query = query.where(columns.code.in_(with_replies(negotiation, first.where(columns.state == state))))
    if on == "day":
        query = query.where(*(columns[target].is_(None) for target in ("party", *TARGETS)))
    elif on:
        query = query.where(columns["party" if on == "cell" else on].is_not(None))
    for column, value in columns_of.items():
        query = query if value is None else query.where(columns[column] == value)
    return query


def rows_by_code(store: Readable, negotiation: str, name: str, codes: Sequence[str]) -> dict[str, Values]:
    """Return these rows of a table by code, as history keeps them; without those that are there no longer."""
    columns = table(name).c
    query = sa.select(table(name)).where(columns.negotiation == negotiation, columns.code.in_(codes))
    names = columns.keys()
    found = (as_values(dict(zip(names, row, strict=True))) for row in store.fetch(query))
    return {row["code"]: to_json(row) for row in found}


def latest(
    store: Readable, negotiation: str, name: str, *, most: int, until: date | None = None, **of: str
) -> list[str]:
    """
    Return rows of a table by code, at most `most`: those of the latest days first, where it has days.

    Parameters
    ----------
    until
        The last day that is asked for, of a table with days.
    of
        What they must have, by column, such as a party and a term.
    """
    columns = table(name).c
    days = [columns[one.name] for one in TABLES[name].columns.values() if one.kind is Kind.DAY][:1]
    query = sa.select(columns.code).where(columns.negotiation == negotiation)
    query = query.where(*(columns[column] == value for column, value in of.items()))
    query = query.where(*(day <= until for day in days if until is not None))
    query = query.order_by(*(day.desc().nulls_last() for day in days), columns.code)
    return [code for (code,) in store.fetch(query.limit(most))]


def rows_like(store: Readable, negotiation: str, name: str, values: Mapping[str, Collection[Any]]) -> list[Values]:
    """Return the rows of a table, as history keeps them, that have in each of these columns one of these values."""
    columns = table(name).c
    query = sa.select(table(name)).where(columns.negotiation == negotiation)
    query = query.where(*(columns[column].in_(some) for column, some in values.items()))
    names = columns.keys()
    return [to_json(as_values(dict(zip(names, row, strict=True)))) for row in store.fetch(query.order_by(columns.code))]


def revisions(
    store: Readable,
    negotiation: str,
    *,
    version: int | None = None,
    versions: Collection[int] | None = None,
    code: str | None = None,
    since: int | None = None,
    until: int | None = None,
    most: int = 200,
) -> pd.DataFrame:
    """
    Return `frames.REVISIONS` of one version, of several or of one row, newest first, at most `most`.

    They are those after the version `since`, up to the version `until`.
    """
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    query = sa.select(*(columns[column] for column in frames.REVISIONS.columns))
    query = query if since is None else query.where(columns.version > since)
    query = query.where(columns.negotiation == negotiation, *([] if until is None else [columns.version <= until]))
    query = query if versions is None else query.where(columns.version.in_(versions))
    for column, value in ((columns.version, version), (columns.row_code, code)):
        query = query if value is None else query.where(column == value)
    return _frame(store, frames.REVISIONS, query.order_by(columns.version.desc(), columns.number.desc()).limit(most))


def last_change(store: Readable, negotiation: str, name: str, code: str) -> tuple[str, datetime] | None:
    """Return the name of the author who changed a row last, and when; None where no change of it is known."""
    made, author = Revision.__table__, table("author")  # type: ignore[attr-defined]
    query = (
        sa.select(author.c.name, made.c.at)
        .join_from(made, author, sa.and_(author.c.negotiation == made.c.negotiation, author.c.code == made.c.author))
        .where(made.c.negotiation == negotiation, made.c.row_table == name, made.c.row_code == code)
        .order_by(made.c.version.desc(), made.c.number.desc())
        .limit(1)
    )
    return next(((str(by), at) for by, at in store.fetch(query)), None)


def first_before(
    store: Store, negotiation: str, *, keys: Sequence[tuple[str, str]], since: int, until: int, reader: str = ""
) -> dict[tuple[str, str], tuple[Values | None, list[str]]]:
    """
    Return, by table and code, these rows as a reader saw them last, and who changed them since, the first first.

    That is as history kept them at a version, or after her own last change of them where that came later; only those
    that were changed since.
    """
    history = Revision.__table__  # type: ignore[attr-defined]
    columns, codes = history.c, sa.literal(json.dumps(sorted({code for _, code in keys})))
    each = sa.func.json_each(codes) if store.is_sqlite else sa.func.json_array_elements_text(sa.cast(codes, sa.JSON))
    asked = each.table_valued("value")
    # From each row to its own history: an outer join is not turned round to run through all that was recorded since.
    own = sa.and_(
        columns.negotiation == negotiation,
        columns.row_code == asked.c.value,
        columns.row_table.in_({name for name, _ in keys}),
        columns.version > since,
        columns.version <= until,
    )
    query = sa.select(columns.row_table, columns.row_code, columns.before, columns.author)
    query = query.select_from(asked.outerjoin(history, own))
    found: Sequence[Sequence[Any]] = store.fetch(query.order_by(columns.version.desc(), columns.number.desc()))
    was: dict[tuple[str, str], tuple[Values | None, list[str]]] = {}
    seen: set[tuple[str, str]] = set()
    for name, code, before, author in found:  # newest first: the oldest comes last, and stays
        key = name, code
        if author == reader:
            seen.add(key)
        elif key not in seen:
            _, by = was.get(key, (None, []))
            was[key] = before, [author, *(one for one in by if one != author)]
    return {key: was[key] for key in keys if key in was}


def version_before(store: Readable, negotiation: str, moment: datetime) -> int:
    """Return the last version that was recorded before a moment; 0 where there was none."""
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    query = sa.select(sa.func.max(columns.version)).where(columns.negotiation == negotiation, columns.at < moment)
    return store.fetch(query)[0][0] or 0


def last_days(
    store: Readable, negotiation: str, name: str, cells: Sequence[tuple[str, str]], but: Sequence[str]
) -> dict[tuple[str, str], date]:
    """Return the last day of a stance or claim, but for those of some codes, by party (or holder) and term."""
    columns = table(name).c
    who, day = (columns.party, columns.held_on) if name == "stance" else (columns.holder, columns.said_on)
    parties, terms = table("party").c, table("term").c
    last = (
        sa.select(day)
        .where(columns.negotiation == negotiation, who == parties.code, columns.term == terms.code)
        .where(columns.code.not_in(but))
        .order_by(day.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = sa.select(parties.code, terms.code, last).where(
        parties.negotiation == negotiation,
        terms.negotiation == parties.negotiation,
        parties.code.in_({party for party, _ in cells}),
        terms.code.in_({term for _, term in cells}),
    )
    return {(party, term): found for party, term, found in store.fetch(query) if found is not None}


def versions(store: Readable, negotiation: str, *, until: int | None = None, most: int = 500) -> pd.DataFrame:
    """Return `frames.VERSIONS` up to a version, newest first, at most `most`."""
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    last = (
        sa.select(columns.version, sa.func.count().label("changes"), sa.func.min(columns.number).label("number"))
        .where(columns.negotiation == negotiation, *([] if until is None else [columns.version <= until]))
        .group_by(columns.version)
        .order_by(columns.version.desc())
        .limit(most)
        .subquery()
    )
    query = (
        sa.select(last.c.version, columns.at, columns.author, columns.action, last.c.changes)
        .join_from(
            last,
            Revision.__table__,  # type: ignore[attr-defined]
            sa.and_(columns.version == last.c.version, columns.number == last.c.number),
        )
        .where(columns.negotiation == negotiation)
        .order_by(last.c.version.desc())
    )
    return _frame(store, frames.VERSIONS, query)


def counts(store: Readable, negotiation: str) -> dict[str, int]:
    """Return the number of rows of every table of a negotiation, and of its revisions."""
    tables = {name: table(name) for name in TABLES} | {"revision": Revision.__table__}  # type: ignore[attr-defined]
    each = [
        sa.select(sa.func.count()).select_from(one).where(one.c.negotiation == negotiation).scalar_subquery()
        for one in tables.values()
    ]
    (found,) = store.fetch(sa.select(*each))
    return dict(zip(tables, found, strict=True))


def _frame(
    store: Readable, contract: frames.Contract, query: Any, asked: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    return contract.frame(store.fetch(query, asked))
