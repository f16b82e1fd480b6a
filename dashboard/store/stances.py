"""Stances as they are asked for: those that may be current on some days, those of some cells, by an evidence filter."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict, Unpack

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from dashboard import frames
from dashboard.store.claims import WORD
from dashboard.store.rows import among, table
from dashboard.store.snapshot import Readable
from dashboard.vocabulary import CONFIDENCE_ORDER, Level

stance, claim, source, rests_on = (table(name).c for name in ("stance", "claim", "source", "stance_claim"))


class Passing(TypedDict, total=False):
    """
    The evidence filter: what a stance has to rest on to count.

    Attributes
    ----------
    min_grade, min_confidence
        The worst grade among sources that counts, and the least confidence.
    source
        The one source that counts; none: all of them.
    without
        A publisher whose sources do not count.
    coder
        The author whose readings take the place of the team's levels; what she did not read does not count.
    """

    min_grade: str
    min_confidence: str
    source: str | None
    without: str | None
    coder: str | None


def candidates(
    store: Readable,
    negotiation: str,
    days: Iterable[date],
    texts: Iterable[tuple[str, date]] = (),
    *,
    within_days: int | None = None,
    published: bool = False,
    **passing: Unpack[Passing],
) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` as of each of the days: the stances of the latest day by then that pass the filter.

    A few index seeks per day, party and term find the latest days; a window over all stances would cost hundreds of
    times more on a large store. A stance counts by the best grade among the sources of its claims.

    Parameters
    ----------
    texts
        Those whose answers are asked for, each with the day on which it was tabled: no answer is earlier.
    within_days
        How many days before each day a stance may be held at most.
    published
        Whether only those count of which a page tells that was published by the day, or has no day of its own.
    """
    wanted, texts = sorted(set(days)), list(texts)
    if not wanted:
        return frames.CANDIDATES.frame()
    given = [passing.get(name) is not None for name in ("source", "without", "coder")]
    sure = passing.get("min_confidence", "moderate")
    shape = _Shape(len(wanted), len(texts), sure, within_days is not None, published, *given)
    asked: dict[str, Any] = {"negotiation": negotiation, **_bound(passing)}
    for number, day in enumerate(wanted):
        since = date.min if within_days is None else day - timedelta(days=within_days)
        asked |= {f"day_{number}": day, f"since_{number}": since}
    for number, (text, tabled_on) in enumerate(texts):
        asked |= {f"text_{number}": text, f"tabled_{number}": tabled_on}
    return frames.CANDIDATES.frame(store.fetch(_candidates(shape), asked))


class _Shape(NamedTuple):
    """What the query of `candidates` is made of, but for the values."""

    days: int
    texts: int
    min_confidence: str
    within: bool
    published: bool
    source: bool
    without: bool
    coder: bool


class _InOrder(sa.Join):
    """A join that begins on the left: SQLite, which cannot know how few rows are there, would try the other way too."""

    inherit_cache = True


@compiles(_InOrder, "sqlite")
def _in_order(join: _InOrder, compiler: Any, **options: Any) -> str:
    return str(compiler.visit_join(join, **options)).replace(" JOIN ", " CROSS JOIN ", 1)


@lru_cache(maxsize=100)
def _candidates(shape: _Shape) -> Any:
    """Return the query of `candidates`: putting it together costs more than running it."""
    negotiation: Any = sa.bindparam("negotiation")
    given = _values("days", shape.days, as_of=("day", sa.Date), since=("since", sa.Date))
    as_of, level = given.as_of, _level(shape)
    party, term = table("party").c, table("term").c
    passes = [stance.remark.is_(sa.false()), _confident(shape.min_confidence), _counts(shape)]
    each = sa.select(as_of, party.negotiation, party.code.label("party"), term.code.label("term"))
    each = each.join_from(table("party"), table("term"), term.negotiation == party.negotiation)
    each = each.join(as_of.table, sa.true()).where(party.negotiation == negotiation)

    def by_then(day: Any) -> list[sa.ColumnElement[bool]]:
        """Return the condition that a page had told of a stance by the day, where that is asked."""
        return [sa.func.coalesce(_told_on(), day) <= day] if shape.published else []

    def newest(*which: sa.ColumnElement[bool], among: tuple[Any, ...] = ()) -> sa.ScalarSelect[Any]:
        """Return the latest day by then of the stances of a cell: one index seek."""
        found = sa.select(stance.held_on).where(
            stance.negotiation == negotiation, stance.party == party.code, stance.term == term.code
        )
        found = found.where(stance.held_on <= as_of, *([stance.held_on >= given.since] if shape.within else []))
        found = found.where(*which, *passes, *by_then(as_of)).order_by(stance.held_on.desc()).limit(1)
        return found.correlate(table("party"), table("term"), as_of.table, *among).scalar_subquery()

    def picked(aspect: str, code: Any, cells: sa.CTE, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
        """Return the stances of the latest days."""
        own: dict[str, Any] = {"aspect": sa.literal(aspect).label("aspect"), "as_of": cells.c.as_of}
        own |= {"stance": stance.code.label("stance"), "code": code.label("code")}
        own |= {column.name: column for column in _evidence_of_stance()}
        own |= {name: cells.c[name] for name in ("heard_on", "recorded_on")} | {"told_on": _told_on()}
        chosen = [own[column] if column in own else stance[column] for column in frames.CANDIDATES.columns]
        same = sa.and_(
            *_same(cells.c, "negotiation", "party", "term", "held_on"), *which, *passes, *by_then(cells.c.as_of)
        )
        return sa.select(*chosen).select_from(_InOrder(cells, table("stance"), same))

    # Materialized, and the negotiation joined rather than given again: else SQLite, which takes an index on the
    # negotiation alone for cheap, goes through all its stances and looks for the latest day at each of them.
    heard = sa.and_(level.is_not(None), level != Level.NOT_APPLICABLE)
    position = sa.and_(heard, level != Level.SILENT)
    # That a term is not the party's to give stands while nothing else was recorded of it, nor was since. Beside an
    # answer it says that the answer is all there is.
    not_theirs = sa.and_(level == Level.NOT_APPLICABLE, stance.answer.is_(None))
    latest = {"stood_on": newest(position), "heard_on": newest(heard), "recorded_on": newest()}
    found = each.add_columns(*(day.label(name) for name, day in latest.items()))
    found_days = found.cte("found_days").prefix_with("MATERIALIZED")
    held_on = sa.func.coalesce(*(found_days.c[name] for name in latest)).label("held_on")
    cells = sa.select(*found_days.c, held_on).cte("level_days").prefix_with("MATERIALIZED")
    stood, spoken = (cells.c[name].is_not(None) for name in ("stood_on", "heard_on"))
    selects = [picked("level", level, cells, sa.case((stood, position), (spoken, heard), else_=not_theirs))]
    if shape.texts:
        asked = _values("texts", shape.texts, text=("text", sa.String), tabled_on=("tabled", sa.Date))
        answered = (stance.answer.is_not(None), stance.answer != Level.SILENT)
        to_text = (stance.proposal == asked.text, stance.held_on >= asked.tabled_on)
        on = newest(*answered, *to_text, among=(asked.text.table,)).label("held_on")
        none = (sa.cast(sa.null(), sa.Date).label(name) for name in ("heard_on", "recorded_on"))
        of_texts = each.join(asked.text.table, sa.true()).add_columns(asked.text.label("proposal"), on, *none)
        to = of_texts.cte("answer_days").prefix_with("MATERIALIZED")
        selects.append(picked("answer", stance.answer, to, *answered, stance.proposal == to.c.proposal))
    return sa.union_all(*selects) if len(selects) > 1 else selects[0]


def _level(shape: _Shape) -> sa.ColumnElement[str]:
    """Return the team's level of a stance, or how one coder read it."""
    if not shape.coder:
        return stance.level
    reading = table("coding").c
    own = (reading.negotiation == stance.negotiation, reading.stance == stance.code)
    read = sa.select(reading.level).where(*own, reading.author == sa.bindparam("coder"))
    return read.correlate(table("stance")).scalar_subquery()


def _values(name: str, rows: int, **columns: tuple[str, Any]) -> Any:
    """
    Return the columns of so many rows of parameters, each column under its name and numbered in its own way.

    As text: a query with `sa.values` in it is compiled again each time, which costs more than running it.
    """
    given = [sa.bindparam(f"{of}_{number}", type_=kind) for number in range(rows) for of, kind in columns.values()]
    each = ", ".join(f"({', '.join(f':{of}_{number}' for of, _ in columns.values())})" for number in range(rows))
    named = ", ".join(f"column{number} AS {column}" for number, column in enumerate(columns, start=1))
    made = sa.text(f"SELECT {named} FROM (VALUES {each}) AS given_{name}").bindparams(*given)
    return made.columns(**{column: kind for column, (_, kind) in columns.items()}).cte(name).c


def _bound(passing: Passing) -> dict[str, Any]:
    """Return the values of the filter, by name."""
    given = {name: value for name in ("source", "without", "coder") if (value := passing.get(name)) is not None}
    return {"min_grade": passing.get("min_grade", "B"), **given}


def _counts(shape: _Shape) -> sa.ColumnElement[bool]:
    """Return the condition that a stance rests on a source that counts; the values are bound by name."""
    which = [source.grade <= sa.bindparam("min_grade")]
    if shape.source:
        which.append(source.code == sa.bindparam("source"))
    if shape.without:
        which.append(source.publisher.is_distinct_from(sa.bindparam("without")))
    return _rests(*which)


def _rests(*which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition that a stance rests on a claim in such a source."""
    return sa.exists().where(
        rests_on.negotiation == stance.negotiation,
        rests_on.stance == stance.code,
        claim.negotiation == rests_on.negotiation,
        claim.code == rests_on.claim,
        source.negotiation == claim.negotiation,
        source.code == claim.source,
        *which,
    )


class Coded(Passing, total=False):
    """Which stances are asked for: these, or of these parties, terms and texts (all where none is named), by days."""

    codes: Sequence[str]
    parties: Sequence[str]
    terms: Sequence[str]
    proposals: Sequence[str]
    since: date | None
    until: date


def stances(store: Readable, negotiation: str, *, newest: int | None = None, **coded: Unpack[Coded]) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` that pass the filter, by day: all of them, or so many of the newest."""
    chosen = [stance[column] for column in frames.STANCES.columns]
    found = _graded(sa.select(*chosen, *_evidence_of_stance()), negotiation, coded)
    query = sa.select(found).order_by(found.c.held_on.desc(), found.c.code.desc()).limit(newest)
    return frames.GRADED_STANCES.frame(reversed(store.fetch(query)))


def levels(store: Readable, negotiation: str, **coded: Unpack[Coded]) -> pd.DataFrame:
    """Return `frames.LEVELS` of the stances that give a position and pass the filter: what tells whether it stood."""
    columns: dict[str, Any] = {column: stance[column] for column in frames.STANCES.columns}
    columns |= {column.name: column for column in _evidence_of_stance()}
    given = sa.select(*(columns[column] for column in frames.LEVELS.columns))
    given = given.where(stance.level.not_in([Level.SILENT, Level.NOT_APPLICABLE]), stance.remark.is_(sa.false()))
    return frames.LEVELS.frame(store.fetch(sa.select(_graded(given, negotiation, coded))))


def count_stances(store: Readable, negotiation: str, **coded: Unpack[Coded]) -> int:
    """Return how many stances pass the filter."""
    found = _graded(sa.select(_evidence_of_stance()[2]), negotiation, coded)
    ((count,),) = store.fetch(sa.select(sa.func.count()).select_from(found))
    return int(count)


def leaves_out(store: Readable, negotiation: str, min_grade: str, min_confidence: str) -> bool:
    """Return whether a source is graded worse than this, or a stance is less confident: of whatever day."""
    worse = sa.exists().where(source.negotiation == negotiation, source.grade > min_grade)
    unsure = sa.exists().where(stance.negotiation == negotiation, _confident(min_confidence).is_not(sa.true()))
    ((found,),) = store.fetch(sa.select(sa.or_(worse, unsure)))
    return bool(found)


def _graded(query: Any, negotiation: str, coded: Coded) -> sa.Subquery:
    """Return the query, which gives `source_grade`, on the stances that are asked for."""
    inner = query.where(stance.negotiation == negotiation, _confident(coded.get("min_confidence", "low")))
    cells = ((stance.party, coded.get("parties", ())), (stance.term, coded.get("terms", ())))
    inner = inner.where(
        *among((stance.code, coded.get("codes", ())), *cells, (stance.proposal, coded.get("proposals", ())))
    )
    inner = inner if "until" not in coded else inner.where(stance.held_on <= coded["until"])
    if (since := coded.get("since")) is not None:
        inner = inner.where(stance.held_on >= since)
    if coded.get("source"):
        inner = inner.where(_rests(source.code == coded["source"]))
    graded = inner.subquery()
    return sa.select(graded).where(graded.c.source_grade <= coded.get("min_grade", "F")).subquery()


def _same(others: Any, *columns: str) -> list[sa.ColumnElement[bool]]:
    return [stance[column] == others[column] for column in columns]


def _confident(least: str) -> sa.ColumnElement[bool]:
    """Return the condition that a stance is as confident; one that states none passes unless high is asked for."""
    enough = [word for word, order in CONFIDENCE_ORDER.items() if order >= CONFIDENCE_ORDER[least]]
    passes = stance.confidence.in_(enough)
    return passes if least == "high" else sa.or_(stance.confidence.is_(None), passes)


_CLAIMS = sa.and_(rests_on.negotiation == stance.negotiation, rests_on.stance == stance.code)
_SPOKEN = sa.and_(_CLAIMS, claim.negotiation == rests_on.negotiation, claim.code == rests_on.claim)
_PRINTED = sa.and_(_SPOKEN, source.negotiation == claim.negotiation, source.code == claim.source)
"""The claims that a stance rests on, with their words, and with their sources."""


def _beside(column: Any, where: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """Return a column beside a stance."""
    return sa.select(column).where(where).correlate(table("stance")).scalar_subquery()


def _told_on() -> sa.ScalarSelect[Any]:
    """Return when the first of a stance's sources was published; nothing where of one of them that is not known."""
    published = source.published_on
    return _beside(sa.case((sa.func.count(published) == sa.func.count(), sa.func.min(published))), _PRINTED)


def _evidence_of_stance() -> tuple[sa.Label[Any], sa.Label[Any], sa.Label[Any]]:
    """Return columns beside a stance: how many claims, whose word it rests on at best, the best grade of a source."""
    claims = sa.select(sa.func.count()).select_from(table("stance_claim")).where(_CLAIMS).scalar_subquery()
    word, grade = _beside(sa.func.min(WORD), _SPOKEN), _beside(sa.func.min(source.grade), _PRINTED)
    return claims.label("claims"), word.label("word"), grade.label("source_grade")
