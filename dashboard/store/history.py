"""History: revisions, undo, and the store as it was at an earlier version. There is no second mechanism."""

import re
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from dashboard.authors import Author
from dashboard.errors import NotFound, ParleyError
from dashboard.inputs import validate
from dashboard.models import TABLES, Base, Revision
from dashboard.store.edits import changing
from dashboard.store.engine import Store
from dashboard.store.rows import Values, as_values, from_json, table
from dashboard.store.snapshot import first_version

STEPS = 200
"""How many versions back an author's own last changes are looked for."""
_UNDID = re.compile(r"Undid version (\d+)")
_revision = Revision.__table__.c  # type: ignore[attr-defined]


def undo(store: Store, negotiation: str, version: int, *, by: Author) -> int | None:
    """
    Write the inverse of everything one version changed, as a new version, and return that; None where it stands so.

    Raises
    ------
    Conflict
        When a row it changed was changed since. Nothing was written.
    NotFound, ParleyError
        When there is no such version, or it is the one that began the negotiation.
    """
    with store.reading() as connection:
        revisions = _revisions(connection, negotiation, _revision.version == version)
    if not revisions:
        raise NotFound(f"There is no version {version} of {negotiation}.")
    if any(one["row_table"] == "negotiation" and one["before"] is None for one in revisions):
        raise ParleyError(
            f"Version {version} began this negotiation and cannot be taken back. The page Data removes a negotiation."
        )
    with changing(store, negotiation, by, f"Undid version {version}") as change:
        for one in revisions:  # newest first
            name, code = one["row_table"], one["row_code"]
            if name == "author":
                continue  # an author who has written once stays known
            seen, before = (
                None if one[side] is None else _row(name, negotiation, one[side], change.version)
                for side in ("after", "before")
            )
            if before is not None:
                validate(name, before)  # refuses what no rule of today takes; what is put back is what stood there
                change.put(name, before, seen)
            elif seen is not None:
                change.remove(name, code, seen)
    return change.version if change.kept else None


def own_steps(store: Store, negotiation: str, author: str) -> tuple[list[int], list[int]]:
    """
    Return the versions that an author's undos take back, and those that her redos do, the next one first.

    To redo is to take an undo back. What she changed otherwise ends what could be redone, as in any editor. A version
    that others have gone over stays, and those behind it can be taken back all the same. The last
    `STEPS` versions of the negotiation are looked at, but for the one that began it: nobody's last change is all of it.
    """
    with store.reading() as connection:
        last = sa.select(sa.func.max(_revision.version)).where(_revision.negotiation == negotiation).scalar_subquery()
        query = sa.select(_revision.version, _revision.action).where(
            _revision.negotiation == negotiation,
            _revision.version > last - STEPS,
            _revision.version > first_version(connection, negotiation),
            _revision.number == 1,
            _revision.author == author,
        )
        steps = connection.execute(query.order_by(_revision.version)).all()
    back: list[int] = []
    forth: list[int] = []
    for version, action in steps:
        undid = int(found[1]) if (found := _UNDID.fullmatch(action)) else None
        if undid is not None and undid in back:
            back.remove(undid)
            forth.append(version)
        elif undid is not None and undid in forth:
            forth.remove(undid)
            back.append(version)
        else:
            back.append(version)
            forth = []
    return back[::-1], forth[::-1]


def deed(store: Store, negotiation: str, version: int) -> tuple[int, bool]:
    """Return the version whose change this one took back or did again, else itself; and whether it took that back."""
    query = sa.select(_revision.action).where(_revision.negotiation == negotiation)
    is_back = False
    while True:
        found = store.fetch(query.where(_revision.version == version).limit(1))
        if not found or (undid := _UNDID.fullmatch(found[0].action)) is None:
            return version, is_back
        version, is_back = int(undid[1]), not is_back


def at(store: Store, negotiation: str, version: int) -> Store:
    """
    Return a store in memory that holds the negotiation as it was right after a version; every read works on it.

    Raises
    ------
    NotFound
        When the negotiation has no such version.
    """
    with store.reading() as connection:
        columns = table("negotiation").c
        own = connection.execute(sa.select(table("negotiation")).where(columns.code == negotiation)).mappings().first()
        if own is None:
            raise NotFound(f"There is no negotiation {negotiation!r} in this store.")
        first = first_version(connection, negotiation)
        if not first <= version <= own["version"]:
            raise NotFound(f"{negotiation} has versions {first} to {own['version']}; there is no version {version}.")
        rows = {"negotiation": {negotiation: dict(own)}, **_present(connection, negotiation)}
        later = _revisions(connection, negotiation, _revision.version > version)
        mark = dict(connection.execute(sa.select(table("store"))).mappings().one())
        known = _known(connection, negotiation, version)
    for one in later:  # newest first
        _apply(rows, negotiation, one["row_table"], one["row_code"], one["before"])
    rows["negotiation"][negotiation]["version"] = version
    return _in_memory({**rows, "store": {mark["code"]: mark}, "known_store": known})


def before(connection: sa.Connection, negotiation: str, version: int) -> dict[str, dict[str, Values | None]]:
    """Return, by table and code, the rows changed since a version, each as it was then; None where there was none."""
    rows: dict[str, dict[str, Values | None]] = defaultdict(dict)
    for one in _revisions(connection, negotiation, _revision.version > version):  # newest first
        was = one["before"]
        rows[one["row_table"]][one["row_code"]] = None if was is None else from_json(one["row_table"], negotiation, was)
    return rows


def replay(revisions: Iterable[Mapping[str, Any]], negotiation: str) -> dict[str, dict[str, Values]]:
    """Return the rows by table and code that these revisions (oldest first) lead to, from nothing."""
    rows: dict[str, dict[str, Values]] = defaultdict(dict)
    for one in revisions:
        _apply(rows, negotiation, one["row_table"], one["row_code"], one["after"])
    return rows


def strays(store: Store, negotiation: str) -> list[tuple[str, str]]:
    """Return the rows, by table and code, that stand otherwise than their revisions lead to: another hand was there."""
    with store.reading(timed=False) as connection:
        led = replay(reversed(_revisions(connection, negotiation, sa.true())), negotiation)
        stand = _present(connection, negotiation)
    return sorted(
        (name, code)
        for name, rows in stand.items()
        for code in {*rows, *led[name]}
        if rows.get(code) != led[name].get(code)
    )


def _present(connection: sa.Connection, negotiation: str) -> dict[str, dict[str, Values]]:
    rows = {}
    for name in TABLES:
        found = connection.execute(sa.select(table(name)).where(table(name).c.negotiation == negotiation))
        rows[name] = {str(row["code"]): as_values(row) for row in found.mappings()}
    return rows


def _known(connection: sa.Connection, negotiation: str, version: int) -> dict[str, Values]:
    """Return what was known by then of other stores."""
    columns = table("known_store").c
    of = sa.select(table("known_store")).where(columns.negotiation == negotiation, columns.ours <= version)
    return {f"{row['store']} {row['theirs']}": dict(row) for row in connection.execute(of).mappings()}


def _apply(
    rows: dict[str, dict[str, Values]], negotiation: str, name: str, code: str, values: Mapping[str, Any] | None
) -> None:
    if values is None:
        rows[name].pop(code, None)
    else:
        rows[name][code] = from_json(name, negotiation, values)


def _row(name: str, negotiation: str, values: Mapping[str, Any], version: int) -> Values:
    row = from_json(name, negotiation, values)
    return {**row, "version": version} if name == "negotiation" else row


def _revisions(connection: sa.Connection, negotiation: str, condition: sa.ColumnElement[bool]) -> list[Any]:
    """Return the revisions that meet a condition, newest first."""
    found = connection.execute(
        sa.select(Revision.__table__)  # type: ignore[attr-defined]
        .where(_revision.negotiation == negotiation, condition)
        .order_by(_revision.version.desc(), _revision.number.desc())
    )
    return list(found.mappings().all())


def _in_memory(rows: Mapping[str, Mapping[str, Values]]) -> Store:
    store = Store("sqlite://")
    weakref.finalize(store, store.writer.dispose)  # whoever still reads it may: it is closed when nobody does
    with store.writing() as connection:
        Base.metadata.create_all(connection)
        for name, some in rows.items():
            if some:
                connection.execute(sa.insert(table(name)), list(some.values()))
    return store
