"""A negotiation at one version, read piece by piece with no transaction left open in between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.sql.visitors import iterate

from dashboard.errors import Moved, NotFound
from dashboard.models import TABLES, Revision
from dashboard.store.engine import Store
from dashboard.store.rows import table

CLOCKED = ("negotiation", *TABLES)
"""The tables that have a clock."""
_revision = Revision.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Clocks:
    """
    What a version is known by: its number, when it was made, and the clock of every table.

    A clock is the version at which a row of the table last changed, 0 before the first: where two are the same, so are
    the rows, because no version is given twice, not even after a removal. A store that was restored from a backup does
    give versions again, but has another code.
    """

    store: str
    version: int
    made: datetime
    of: Mapping[str, int]


def clocks(connection: sa.Connection, negotiation: str, known_at: int | None = None) -> Clocks:
    """Return the clocks of a negotiation, now or at an earlier version; raises `NotFound` where there is none such."""
    asked = {"negotiation": negotiation, "known_at": known_at}
    found = connection.execute(_clocks(known_at is not None), asked).mappings().first()
    if found is None:
        raise NotFound(f"There is no negotiation {negotiation!r} in this store.")
    now = found["now"]
    if found["made"] is None:
        first = first_version(connection, negotiation)
        raise NotFound(f"{negotiation} has versions {first} to {now}; there is no version {known_at}.")
    of = {name: found[name] or 0 for name in CLOCKED}
    return Clocks(found["store"], now if known_at is None else known_at, found["made"], of)


def first_version(connection: sa.Connection, negotiation: str) -> int:
    """Return the version that made the negotiation; 1 where there is none."""
    query = sa.select(sa.func.min(_revision.version)).where(_revision.negotiation == negotiation)
    return connection.execute(query).scalar() or 1


@cache
def _clocks(earlier: bool) -> sa.Select[Any]:
    """Return the query of `clocks`: one index seek a table, however long the history."""
    negotiation: Any = sa.bindparam("negotiation")
    known_at: Any = sa.bindparam("known_at", type_=sa.Integer)
    own = table("negotiation").c
    shown = known_at if earlier else own.version
    first = (_revision.negotiation == negotiation, _revision.version == shown, _revision.number == 1)
    made = sa.select(_revision.at).where(*first).correlate(table("negotiation")).scalar_subquery()

    def clock(name: str) -> sa.Label[Any]:
        newest = sa.select(sa.func.max(_revision.version)).where(_revision.negotiation == negotiation)
        newest = newest.where(_revision.row_table == name)
        return (newest.where(_revision.version <= known_at) if earlier else newest).scalar_subquery().label(name)

    code = sa.select(table("store").c.code).scalar_subquery()
    heads = (code.label("store"), own.version.label("now"), made.label("made"))
    return sa.select(*heads, *map(clock, CLOCKED)).where(own.code == negotiation)


Fetch = Callable[[Any, Mapping[str, Any] | None], Sequence[Sequence[Any]]]
"""Gives the rows of a select."""


class Snapshot:
    """
    A negotiation at one version: `reads` takes it as it takes a store.

    Each statement asks, itself, whether the tables it reads have changed since. Then `fetch` raises `Moved`; of an
    earlier version, which cannot move, it reads the store as the history gives it.

    Parameters
    ----------
    earlier
        Reads the store as it was at the earlier version; None for the present one.
    heard
        Is told what tables a statement reads, before it is made.
    """

    def __init__(
        self,
        store: Store,
        negotiation: str,
        clocks: Clocks,
        *,
        earlier: Fetch | None = None,
        heard: Callable[[Sequence[str]], None] = lambda tables: None,
    ) -> None:
        self.store, self.negotiation, self.clocks = store, negotiation, clocks
        self._earlier, self._heard = earlier, heard
        self._opening: sa.Connection | None = None

    @contextmanager
    def within(self, connection: sa.Connection) -> Iterator[None]:
        """Fetch, meanwhile, in the transaction in which the clocks were read: nothing can have moved there."""
        self._opening = connection
        try:
            yield
        finally:
            self._opening = None

    def fetch(self, statement: Any, values: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        """Return the rows that a select gives; raises `Moved` where they are no longer those of this version."""
        tables = tables_of(statement)
        self._heard(tables)
        if self._opening is not None:
            return self._opening.execute(statement, values or {}).all()
        moved = self._moved(tables)
        if self._earlier is not None and self.store.fetch(sa.select(moved))[0][0]:
            return self._earlier(statement, values)
        rows = self.store.fetch(_beside(statement, moved), values)
        if rows[0][-1] if rows else self.store.fetch(sa.select(moved))[0][0]:
            raise Moved(f"{self.negotiation} was changed while it was read. Try again.")
        return [row[:-1] for row in rows]

    def _moved(self, tables: Sequence[str]) -> sa.ColumnElement[bool]:
        """Return the condition that a table has a newer clock, or that this version is gone with its negotiation."""
        own, version = _revision.negotiation == self.negotiation, self.clocks.version
        newer = sa.exists().where(own, _revision.row_table.in_(tables), _revision.version > version)
        this = (own, _revision.version == version, _revision.number == 1, _revision.at == self.clocks.made)
        return sa.or_(newer, ~sa.exists().where(*this))


Readable = Store | Snapshot
"""What `reads` takes: a store as it is at this moment, or a negotiation at one version."""


def _beside(statement: Any, moved: sa.ColumnElement[bool]) -> Any:
    """Return a select with a last column that says whether what it reads has moved: one statement sees one state."""
    if isinstance(statement, sa.Select):
        return statement.add_columns(moved.label("moved"))
    whole = statement.subquery()
    return sa.select(*whole.c, moved.label("moved"))


def tables_of(statement: Any) -> list[str]:
    """Return the names of the tables with a clock that a select reads, wherever it does."""
    if statement not in _found:
        tables = {part.name for part in iterate(statement) if isinstance(part, sa.Table)}
        _found[statement] = [name for name in CLOCKED if name in tables]
    return _found[statement]


_found: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()
"""The tables of selects, for as long as these are kept to be asked again: to look through a long one takes a while."""
