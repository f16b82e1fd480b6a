"""What hangs on a row: the rows that cannot be without it, and those that only speak of it."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from dashboard.errors import Invalid, ParleyError
from dashboard.inputs import validate
from dashboard.models import referrers
from dashboard.store.engine import Store
from dashboard.store.rows import Values, as_values, table

MOST = 5_000
"""Rows that are removed or changed with one; more would lock the negotiation for long."""

Place = tuple[str, str]
"""A row, by table and code."""


@dataclass(frozen=True)
class Hanging:
    """
    What goes with a row when it is removed.

    Attributes
    ----------
    gone
        Rows that cannot be without it, nor without each other, by place, each as it stands.
    emptied
        Rows that only lose their reference to it, by place, each as it stands and as it would be.
    """

    gone: dict[Place, Values] = field(default_factory=dict)
    emptied: dict[Place, tuple[Values, Values]] = field(default_factory=dict)


def hanging(store: Store, negotiation: str, name: str, code: str) -> Hanging:
    """Return what hangs on a row, however many steps away; raises `ParleyError` where that is too much."""
    with store.reading() as connection:
        return found(connection, negotiation, name, code)


def found(connection: sa.Connection, negotiation: str, name: str, code: str) -> Hanging:
    """Return what hangs on a row, within a transaction."""
    all_of_it = Hanging()
    asked, left = {(name, code)}, [(name, code)]
    while left:
        target, of = left.pop()
        for other, column in referrers(target):
            columns = table(other).c
            query = sa.select(table(other)).where(columns.negotiation == negotiation, columns[column] == of)
            for row in connection.execute(query.order_by(columns.code).limit(MOST + 1)).mappings():
                place, stands = (other, str(row["code"])), as_values(row)
                if place in asked:
                    continue
                _, after = all_of_it.emptied.pop(place, (stands, stands))
                try:
                    all_of_it.emptied[place] = stands, validate(other, {**after, column: None})
                except Invalid:  # it needs the reference, or says nothing without
                    all_of_it.gone[place] = stands
                    asked.add(place)
                    left.append(place)
                if len(all_of_it.gone) + len(all_of_it.emptied) > MOST:
                    raise ParleyError(f"More than {MOST:,} rows refer to this one. Remove some of them first.")
    return all_of_it
