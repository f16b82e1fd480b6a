"""Which store this is, and whose packages it has loaded: what a saved package tells, and what merging rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from dashboard.formats import Origin, Package
from dashboard.store.engine import Store
from dashboard.store.history import before
from dashboard.store.merging import Difference
from dashboard.store.rows import Values, from_json, table, to_json
from dashboard.store.snapshot import first_version

_known = table("known_store").c


def origin(store: Store, negotiation: str) -> Origin:
    """Return what a package of this negotiation, saved now, says of where it comes from."""
    own = table("negotiation").c
    with store.reading() as connection:
        version = connection.execute(sa.select(own.version).where(own.code == negotiation)).scalar_one()
        others = {one["store"]: one["theirs"] for one in known_stores(connection, negotiation)}
        return Origin(_code(connection), version, others)


def known_stores(connection: sa.Connection, negotiation: str) -> list[sa.RowMapping]:
    """Return what is known of each other store whose packages were loaded, or told of, version by version."""
    order = (_known.store, _known.theirs)
    query = sa.select(table("known_store")).where(_known.negotiation == negotiation).order_by(*order)
    return list(connection.execute(query).mappings())


def is_contained(connection: sa.Connection, package: Package) -> bool:
    """Return whether what a package was when it was saved, or a later state of it, was loaded here already."""
    if package.origin is None or package.edited:
        return False
    others = known_stores(connection, package.negotiation["code"])
    return any(one["store"] == package.origin.store and one["theirs"] >= package.origin.version for one in others)


def shared(
    connection: sa.Connection, package: Package, version: int
) -> Mapping[str, Mapping[str, Values | None]] | None:
    """
    Return what this store and a package both knew, where it is not what is here; None where they share nothing.

    That is this store at a version that the package names, or the newest state of another store that both have seen,
    whichever came later. Of that package the rows that were not taken here are kept beside (`apart`): a row
    counts as known to both with the value it had there, unless the package has seen this store's own since.

    Returns
    -------
    Mapping
        By table and code, rows that have changed here since; None for one that was not there.
    """
    if package.origin is None:
        return None
    negotiation = package.negotiation["code"]
    knows = {**package.origin.known, package.origin.store: package.origin.version}
    named = knows.get(_code(connection), 0)
    # Not where this store was restored from before it saved the package, or the case was removed since.
    named = named if first_version(connection, negotiation) <= named <= version else 0
    loaded = [
        one
        for one in known_stores(connection, negotiation)
        if one["apart"] is not None and one["theirs"] <= knows.get(one["store"], -1)
    ]
    last = max(loaded, key=lambda one: one["ours"], default=None)
    if last is None or last["ours"] <= named:
        return before(connection, negotiation, named) if named else None
    rows = before(connection, negotiation, last["ours"])
    seen = before(connection, negotiation, named) if named and last["apart"] else {}
    for name, some in last["apart"].items():
        for code, values in some.items():
            here = rows[name].get(code, Ellipsis)
            if not named or seen[name].get(code, Ellipsis) != here:
                rows[name][code] = None if values is None else from_json(name, negotiation, values)
    return rows


def remember(
    connection: sa.Connection, package: Package, ours: int, apart: Iterable[Difference], *, made: bool = False
) -> None:
    """
    Keep what a load has made known, in its transaction.

    Parameters
    ----------
    ours
        The version here that holds what was loaded.
    apart
        The rows of the package that were not taken.
    made
        Whether the load made the negotiation: of what this store itself once had, its revisions then know nothing.
    """
    if package.origin is None:
        return
    negotiation, origin, own = package.negotiation["code"], package.origin, _code(connection)
    there = {one["store"]: one for one in known_stores(connection, negotiation)}
    # Of these, this store knows that it has them; not what they were.
    others = {**origin.known, **({origin.store: origin.version} if package.edited else {})}
    others.pop(own, None)
    for other, theirs in others.items():
        if other not in there or (there[other]["apart"] is None and there[other]["theirs"] < theirs):
            _put(connection, negotiation, other, {"theirs": theirs, "ours": ours, "apart": None})
    last = there.get(origin.store)
    reached = -1 if last is None else last["theirs"] - (last["apart"] is None)
    if not package.edited and reached < origin.version and (made or origin.store != own):
        rows: dict[str, dict[str, Values | None]] = defaultdict(dict)
        for one in apart:
            rows[one.table][one.code] = None if one.package is None else to_json(one.package)
        values = {"theirs": origin.version, "ours": ours, "apart": rows}
        _put(connection, negotiation, origin.store, values)


def _code(connection: sa.Connection) -> str:
    return str(connection.execute(sa.select(table("store").c.code)).scalar_one())


def _put(connection: sa.Connection, negotiation: str, other: str, values: Values) -> None:
    """Keep what is known of a version of another store; what was only told of that store before says no more."""
    less = sa.or_(_known.apart.is_(sa.null()), _known.theirs == values["theirs"])
    connection.execute(
        sa.delete(table("known_store")).where(_known.negotiation == negotiation, _known.store == other, less)
    )
    connection.execute(sa.insert(table("known_store")), {"negotiation": negotiation, "store": other, **values})
