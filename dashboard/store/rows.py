"""Table rows as plain values, and as the JSON that revisions keep of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from dashboard import formats
from dashboard.models import IN_PACKAGE, NEGOTIATION, Base, Kind

Values = dict[str, Any]

MOST_CODES = 10_000
"""Codes in one statement."""


def table(name: str) -> sa.Table:
    """Return the table of this name, `negotiation` included."""
    return Base.metadata.tables[name]


def key(name: str, negotiation: str, code: str) -> sa.ColumnElement[bool]:
    """Return the condition that finds one row."""
    columns = table(name).c
    if name == "negotiation":
        return columns.code == code
    return sa.and_(columns.negotiation == negotiation, columns.code == code)


def among(*columns: tuple[sa.ColumnElement[Any], Sequence[Any]]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that each column is one of its values; of no values it may be any."""
    return [column.in_(values) for column, values in columns if values]


def as_values(row: Mapping[str, Any] | sa.RowMapping) -> Values:
    """Return a row as plain values, instants in UTC."""
    return {c: value.astimezone(UTC) if isinstance(value, datetime) else value for c, value in row.items()}


def to_json(values: Mapping[str, Any]) -> Values:
    """Return the values with days and instants as ISO text."""
    return {
        column: value.isoformat() if isinstance(value, date) else value
        for column, value in values.items()
        if column not in ("negotiation", "version")
    }


def from_json(name: str, negotiation: str, values: Mapping[str, Any]) -> Values:
    """
    Return what `to_json` was given, whenever that was.

    A column that was called otherwise then has its name of now, and one that the table has gained since its default.
    """
    row: Values = {} if name == NEGOTIATION.name else {"negotiation": negotiation}
    given = {formats.column_now(name, column, 0): value for column, value in values.items()}
    for column in IN_PACKAGE[name].columns.values():
        row[column.name] = _from_iso(column.kind, given.get(column.name, column.default))
    return row


def _from_iso(kind: Kind, value: Any) -> Any:
    if value is None or kind not in (Kind.DAY, Kind.INSTANT):
        return value
    return (date if kind is Kind.DAY else datetime).fromisoformat(value)
