"""
Reading: frames by contract and plain values. Work is done in SQL where it shrinks the data.

Every read of frames takes a store as it is at this moment, or a snapshot, which is at one version of a negotiation.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypedDict, Unpack

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from dashboard import frames
from dashboard.errors import NotFound
from dashboard.models import TABLES, TARGETS, Revision
from dashboard.store.engine import Store
from dashboard.store.notes import MOST_NOTES, holding, with_replies
from dashboard.store.rows import Values, among, as_values, key, table, to_json
from dashboard.store.snapshot import Readable
from dashboard.vocabulary import CONFIDENCE_ORDER

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


def sources(store: Readable, negotiation: str) -> pd.DataFrame:
    """Return `frames.SOURCES` that a citation, a figure or another name of a text refers to, by code."""
    referring = [table(name).c for name in ("citation", "figure", "alias")]
    cited = [sa.select(one.source).where(one.negotiation == negotiation) for one in referring]
    query = sa.select(*(source[column] for column in frames.SOURCES.columns)).where(
        source.negotiation == negotiation, sa.or_(*(source.code.in_(some) for some in cited))
    )
    return _frame(store, frames.SOURCES, query.order_by(source.code))


def candidates(
    store: Readable,
    negotiation: str,
    days: Iterable[date],
    *,
    min_grade: str = "B",
    min_confidence: str = "moderate",
) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` as of each of the days: the stances of the latest day by then that pass the filter.

    One index seek per day, party, term and aspect finds the latest day; a window over all stances would cost hundreds
    of times more on a large store. A stance counts by the best grade among the sources of its claims.
    """
    asked: dict[str, Any] = {"negotiation": negotiation, "min_grade": min_grade}
    wanted = sorted(set(days))
    if not wanted:
        return frames.CANDIDATES.frame()
    asked |= {f"day_{number}": day for number, day in enumerate(wanted)}
    return _frame(store, frames.CANDIDATES, _candidates(len(wanted), min_confidence), asked)


class _InOrder(sa.Join):
    """A join that begins on the left: SQLite, which cannot know how few rows are there, would try the other way too."""

    inherit_cache = True


@compiles(_InOrder, "sqlite")
def _in_order(join: _InOrder, compiler: Any, **options: Any) -> str:
    return str(compiler.visit_join(join, **options)).replace(" JOIN ", " CROSS JOIN ", 1)


@lru_cache(maxsize=100)
def _candidates(days: int, min_confidence: str) -> sa.CompoundSelect[Any]:
    """Return the query of `candidates`: putting it together costs more than running it."""
    negotiation: Any = sa.bindparam("negotiation")
    min_grade: Any = sa.bindparam("min_grade")
    given_days = [(sa.bindparam(f"day_{number}", type_=sa.Date),) for number in range(days)]
    as_of = sa.values(sa.column("as_of", sa.Date), name="given").data(given_days).cte("days").c.as_of
    party, term = table("party").c, table("term").c
    passes = [
        _confident(min_confidence),
        sa.exists().where(
            rests_on.negotiation == stance.negotiation,
            rests_on.stance == stance.code,
            claim.negotiation == rests_on.negotiation,
            claim.code == rests_on.claim,
            source.negotiation == claim.negotiation,
            source.code == claim.source,
            source.grade <= min_grade,
        ),
    ]
    picked = []
    for aspect in ("level", "answer"):
        given: sa.ColumnElement[bool] = stance[aspect].is_not(None)
        if aspect == "level":  # an answer is never that
            given = sa.and_(given, stance.level != "NOT_APPLICABLE")
        latest = (
            sa.select(stance.held_on)
            .where(stance.negotiation == negotiation, stance.party == party.code, stance.term == term.code)
            .where(stance.held_on <= as_of, given, *passes)
            .order_by(stance.held_on.desc())
            .limit(1)
            .correlate(table("party"), table("term"), as_of.table)
            .scalar_subquery()
        )
        # Materialized, and the negotiation joined rather than given again: else SQLite, which takes an index on the
        # negotiation alone for cheap, goes through all its stances and looks for the latest day at each of them.
        cells = (
            sa.select(
                as_of,
                party.negotiation,
                party.code.label("party"),
                term.code.label("term"),
                latest.label("held_on"),
            )
            .join_from(table("party"), table("term"), term.negotiation == party.negotiation)
            .join(as_of.table, sa.true())
            .where(party.negotiation == negotiation)
            .cte(f"{aspect}_days")
            .prefix_with("MATERIALIZED")
        )
        own = {"aspect": sa.literal(aspect).label("aspect"), "as_of": cells.c.as_of}
        own |= {"stance": stance.code.label("stance"), "code": stance[aspect].label("code")}
        own |= {column.name: column for column in _evidence_of_stance()}
        chosen = [own[column] if column in own else stance[column] for column in frames.CANDIDATES.columns]
        same = sa.and_(*_same(cells.c, "negotiation", "party", "term", "held_on"), given, *passes)
        picked.append(sa.select(*chosen).select_from(_InOrder(cells, table("stance"), same)))
    return sa.union_all(*picked)


class Coded(TypedDict, total=False):
    """Which stances are asked for: of these parties, terms and texts (all where none is named), by a day, how sure."""

    parties: Sequence[str]
    terms: Sequence[str]
    proposals: Sequence[str]
    until: date
    min_grade: str
    min_confidence: str


def stances(store: Readable, negotiation: str, *, newest: int | None = None, **coded: Unpack[Coded]) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` that pass the filter, by day: all of them, or so many of the newest."""
    chosen = [stance[column] for column in frames.STANCES.columns]
    found = _graded(sa.select(*chosen, *_evidence_of_stance()), negotiation, coded)
    query = sa.select(found).order_by(found.c.held_on.desc(), found.c.code.desc()).limit(newest)
    return frames.GRADED_STANCES.frame(reversed(store.fetch(query)))


def levels(store: Readable, negotiation: str, **coded: Unpack[Coded]) -> pd.DataFrame:
    """Return `frames.LEVELS` of the stances that give one and pass the filter: what tells whether it stood."""
    columns = {column: stance[column] for column in frames.STANCES.columns} | {"source_grade": _evidence_of_stance()[1]}
    given = sa.select(*(columns[column] for column in frames.LEVELS.columns)).where(stance.level != "NOT_APPLICABLE")
    return _frame(store, frames.LEVELS, sa.select(_graded(given, negotiation, coded)))


def count_stances(store: Readable, negotiation: str, **coded: Unpack[Coded]) -> int:
    """Return how many stances pass the filter."""
    found = _graded(sa.select(_evidence_of_stance()[1]), negotiation, coded)
    ((count,),) = store.fetch(sa.select(sa.func.count()).select_from(found))
    return int(count)


def _graded(query: Any, negotiation: str, coded: Coded) -> sa.Subquery:
    """Return the query, which gives `source_grade`, on the stances that are asked for."""
    inner = query.where(stance.negotiation == negotiation, _confident(coded.get("min_confidence", "low")))
    cells = ((stance.party, coded.get("parties", ())), (stance.term, coded.get("terms", ())))
    inner = inner.where(*among(*cells, (stance.proposal, coded.get("proposals", ()))))
    graded = (inner if "until" not in coded else inner.where(stance.held_on <= coded["until"])).subquery()
    passing = sa.select(graded).where(graded.c.source_grade <= coded.get("min_grade", "F"))
    return passing.subquery()


def release_stages(store: Readable, negotiation: str) -> pd.DataFrame:
    """Return `frames.RELEASE_STAGES`: every stage with its proposal and term, by proposal and day."""
    stage = table("stage").c
    return _frame(
        store, frames.RELEASE_STAGES, _of_provision("stage", negotiation).order_by("proposal", stage.day, stage.code)
    )


def provision_quantities(store: Readable, negotiation: str) -> pd.DataFrame:
    """Return `frames.PROVISION_QUANTITIES`: every quantity with its proposal, the proposal's day and term, by day."""
    proposal = table("proposal").c
    query = (
        _of_provision("quantity", negotiation, proposal.tabled_on, proposal.precision)
        .join(
            table("proposal"),
            sa.and_(
                proposal.negotiation == table("provision").c.negotiation,
                proposal.code == table("provision").c.proposal,
            ),
        )
        .order_by(proposal.tabled_on, table("quantity").c.code)
    )
    return _frame(store, frames.PROVISION_QUANTITIES, query)


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


def revisions(
    store: Readable,
    negotiation: str,
    *,
    version: int | None = None,
    code: str | None = None,
    until: int | None = None,
    most: int = 200,
) -> pd.DataFrame:
    """Return `frames.REVISIONS` of one version or of one row, up to a version, newest first, at most `most`."""
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    query = sa.select(*(columns[column] for column in frames.REVISIONS.columns))
    query = query.where(columns.negotiation == negotiation, *([] if until is None else [columns.version <= until]))
    for column, value in ((columns.version, version), (columns.row_code, code)):
        query = query if value is None else query.where(column == value)
    return _frame(store, frames.REVISIONS, query.order_by(columns.version.desc(), columns.number.desc()).limit(most))


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


def _same(others: Any, *columns: str) -> list[sa.ColumnElement[bool]]:
    return [stance[column] == others[column] for column in columns]


def _confident(least: str) -> sa.ColumnElement[bool]:
    """Return the condition that a stance is as confident; one that states none passes unless high is asked for."""
    enough = [word for word, order in CONFIDENCE_ORDER.items() if order >= CONFIDENCE_ORDER[least]]
    passes = stance.confidence.in_(enough)
    return passes if least == "high" else sa.or_(stance.confidence.is_(None), passes)


def _evidence_of_stance() -> tuple[sa.Label[Any], sa.Label[Any]]:
    """Return two columns beside a stance: the number of its claims, and the best grade among their sources."""
    own = sa.and_(rests_on.negotiation == stance.negotiation, rests_on.stance == stance.code)
    claims = sa.select(sa.func.count()).select_from(table("stance_claim")).where(own).scalar_subquery()
    grade = (
        sa.select(sa.func.min(source.grade))
        .where(
            own,
            claim.negotiation == rests_on.negotiation,
            claim.code == rests_on.claim,
            source.negotiation == claim.negotiation,
            source.code == claim.source,
        )
        .correlate(table("stance"))
        .scalar_subquery()
    )
    return claims.label("claims"), grade.label("source_grade")


def _of_provision(name: str, negotiation: str, *more: Any) -> Any:
    provision, columns = table("provision").c, table(name).c
    own = [columns[column] for column in frames.TABLE_FRAMES[name].columns]
    return (
        sa.select(provision.proposal, *more, provision.term, *own)
        .join_from(
            table(name),
            table("provision"),
            sa.and_(provision.negotiation == columns.negotiation, provision.code == columns.provision),
        )
        .where(columns.negotiation == negotiation)
    )
