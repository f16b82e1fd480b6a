"""What was acknowledged of a negotiation, as plain rows by table and code, and what becomes of it, without a store."""

from collections.abc import Collection, Mapping
from typing import Any

from dashboard.inputs import cycle
from dashboard.models import IN_PACKAGE, referrers
from dashboard.store.rows import as_values, table
from dashboard.store.snapshot import Readable

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
Place = tuple[str, str]


def rows_of(store: Readable, case: str) -> Rows:
    """Return every row of a negotiation and its own but for its version, tables without rows left out."""
    found: Rows = {}
    for name in IN_PACKAGE:
        columns = table(name).c
        of = columns.code if name == "negotiation" else columns.negotiation
        if rows := store.fetch(table(name).select().where(of == case)):
            values = (as_values(dict(zip(columns.keys(), row, strict=True))) for row in rows)
            found[name] = {row["code"]: row for row in values}
    found["negotiation"][case].pop("version")
    return found


def at(rows: Rows, place: Place) -> Row | None:
    """Return the row that stands at a place, or None."""
    return rows.get(place[0], {}).get(place[1])


def changed(rows: Rows, changes: Mapping[Place, Row | None]) -> Rows:
    """Return rows with some of them as they are now; None where one is gone."""
    new = {name: dict(some) for name, some in rows.items()}
    for (name, code), row in changes.items():
        new.setdefault(name, {}).pop(code, None)
        if row is not None:
            new[name][code] = row
    return {name: some for name, some in new.items() if some}


def difference(before: Rows, after: Rows) -> dict[Place, tuple[Row | None, Row | None]]:
    """Return every row that is not the same in both, by place."""
    places = {(name, code) for rows in (before, after) for name, some in rows.items() for code in some}
    both = {place: (at(before, place), at(after, place)) for place in places}
    return {place: (one, other) for place, (one, other) in both.items() if one != other}


def are_whole(rows: Rows) -> bool:
    """Return whether rows can stand: what they refer to is there, in no circle, and nothing unique stands twice."""
    for name, some in rows.items():
        about = IN_PACKAGE[name]
        for column, target in about.references.items():
            led = {code: row[column] for code, row in some.items() if row[column] is not None}
            if not set(led.values()) <= set(rows.get(target, {})) or (column in about.cycles and cycle(led)):
                return False
        for columns in about.unique:
            if len({tuple(row[column] for column in columns) for row in some.values()}) < len(some):
                return False
    return True


def merged(rows: Rows, name: str, code: str, into: str) -> Rows:
    """Return rows with one merged into another: what referred to it refers to that, and never to itself."""
    moved = changed(rows, {(name, code): None})
    for other, column in referrers(name):
        for own, row in moved.get(other, {}).items():
            if row[column] == code:
                moved[other][own] = {**row, column: None if (other, own) == (name, into) else into}
    return moved


def is_said(rows: Rows, name: str, own: Row) -> bool:
    """Return whether a row of a table, that is not among these, says nothing that one of these does not."""
    columns = [column for column in IN_PACKAGE[name].columns.values() if column.name != "code"]
    return any(
        all(own[column.name] in (None, column.default, row[column.name]) for column in columns)
        for row in rows.get(name, {}).values()
    )


def answers(notes: Mapping[str, Row], code: str) -> set[str]:
    """Return the codes of a note and of all replies to it."""
    found, left = {code}, [code]
    while left:
        of = left.pop()
        further = {own for own, row in notes.items() if row["reply_to"] == of} - found
        found |= further
        left += further
    return found


def refer(row: Row, name: str, to: Collection[Place]) -> bool:
    """Return whether a row of a table refers to one of these."""
    return any((target, row[column]) in to for column, target in IN_PACKAGE[name].references.items())
