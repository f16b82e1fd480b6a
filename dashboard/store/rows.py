"""Table rows as plain values, and as the JSON that revisions keep of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import UTCDateTime

from dashboard.models import TABLES, Base, Negotiation

Values = dict[str, Any]


def table(name: str) -> sa.Table:
    """Return the table of this name, `negotiation` included."""
    return Base.metadata.tables[name]


def key(name: str, negotiation: str, code: str) -> sa.ColumnElement[bool]:
    """Return the condition that finds one row."""
    columns = table(name).c
    if name == "negotiation":
        return columns.code == code
    return sa.and_(columns.negotiation == negotiation, columns.code == code)


def plain(row: sa.RowMapping) -> Values:
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
    """Return what `to_json` was given. A column that the table has gained since has its default."""
    fields = (Negotiation if name == "negotiation" else TABLES[name]).model_fields
    given = {**values, "negotiation": negotiation}
    return {
        column.name: _from_iso(column.type, given.get(column.name, fields[column.name].default))
        for column in table(name).columns
    }


def _from_iso(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None or not isinstance(kind, sa.Date | UTCDateTime):
        return value
    return (date if isinstance(kind, sa.Date) else datetime).fromisoformat(value)


def references(name: str) -> dict[str, str]:
    """Return the columns of a table that refer to another row, each with the table it refers to."""
    return {
        key.column_keys[-1]: key.referred_table.name
        for key in table(name).foreign_key_constraints
        if key.referred_table.name != "negotiation"
    }


def referrers(name: str) -> list[tuple[str, str]]:
    """Return every (table, column) that refers to rows of this table."""
    return [
        (other.name, column)
        for other in Base.metadata.sorted_tables
        if other.name in TABLES
        for column, target in references(other.name).items()
        if target == name
    ]
