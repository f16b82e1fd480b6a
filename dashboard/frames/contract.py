"""What a contract is: the columns of a frame with their dtypes and headings, and the type of its rows."""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from inspect import get_annotations
from types import NoneType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd
from pandas.api.types import pandas_dtype

from dashboard.models import NEGOTIATION, REVISION, TABLES, Kind, Table

TEXT, DAY, INSTANT = "str", "datetime64[s]", "datetime64[us, UTC]"
NUMBER, WHOLE, FLAG, ANYTHING = "float64", "Int64", "boolean", "object"

_OF_KIND = {
    Kind.DAY: DAY,
    Kind.INSTANT: INSTANT,
    Kind.NUMBER: NUMBER,
    Kind.WHOLE: WHOLE,
    Kind.FLAG: FLAG,
    Kind.ROW: ANYTHING,
}
_OF_TYPE = {str: TEXT, date: DAY, datetime: INSTANT, float: NUMBER, int: WHOLE, bool: FLAG}
_DESCRIBED = {**TABLES, NEGOTIATION.name: NEGOTIATION, REVISION.name: REVISION}

R = TypeVar("R")


@dataclass(frozen=True)
class Field:
    """
    A column of a contract: its dtype, what it is headed in a table, and whether a value may be missing.

    `precision` names the column that says how exactly a day is known; None where days are exact.
    """

    dtype: str
    heading: str
    optional: bool
    precision: str | None = None


class Contract(Generic[R]):
    """
    The columns of a frame, in order.

    Parameters
    ----------
    name
        Names the contract in errors.
    row
        What a row is: a table of `models`; a subclass of one, which adds columns; or a named tuple. A type with None
        may be missing. `Annotated[type, "Heading"]` heads a column, and a day's may name the column of its precision
        after that; one without is headed as in a stance, and as exactly known.
    first
        Added columns that stand before those of the table.
    """

    def __init__(self, name: str, row: type[R], *, first: Sequence[str] = ()) -> None:
        self.name = name
        fields = _fields(row)
        self.fields: Mapping[str, Field] = {**{column: fields[column] for column in first}, **fields}
        self.columns: Mapping[str, str] = {column: field.dtype for column, field in self.fields.items()}
        if lost := {field.precision for field in self.fields.values()} - {None, *self.columns}:
            raise ValueError(f"{name}: a day without the column {lost.pop()}, which says how exactly it is known")
        self._row = row if issubclass(row, tuple) else namedtuple(row.__name__, self.columns)

    def frame(self, rows: Iterable[Sequence[Any] | Mapping[str, Any]] = ()) -> pd.DataFrame:
        """Return the rows (tuples in column order, or mappings) as a frame of this contract; none gives it empty."""
        rows = list(rows)
        if not rows:  # most often there is nothing, and making so many empty columns is costly: a copy on write is not
            return self._empty.copy(deep=False)
        if isinstance(rows[0], Mapping):
            return self._made([row.get(column) for row in rows] for column in self.columns)  # type: ignore[union-attr]
        return self._made(zip(*rows, strict=True))

    @cached_property
    def _empty(self) -> pd.DataFrame:
        return self._made([] for _ in self.columns)

    def _made(self, by_column: Iterable[Iterable[Any]]) -> pd.DataFrame:
        return pd.DataFrame(
            {
                column: pd.array(list(values), dtype=dtype)
                for (column, dtype), values in zip(self._dtypes.items(), by_column, strict=True)
            },
            copy=False,
        )

    def rows(self, frame: pd.DataFrame) -> list[R]:
        """
        Return the rows of a frame of this contract (it may have more columns) as its row type: what is missing is None.

        Raises
        ------
        ValueError
            Where a value is missing that may not be: a fault of whoever made the frame.
        """
        if not len(frame):  # most often there is no note beside a cell: taking no row out of each column is costly
            return []
        columns = [self._values(name, field, frame[name].array) for name, field in self.fields.items()]
        return list(map(self._row._make, zip(*columns, strict=True)))  # type: ignore[attr-defined]

    def _values(self, name: str, field: Field, array: Any) -> Any:
        if field.dtype == DAY:
            values = array.date
        elif field.dtype == INSTANT:
            values = array.to_pydatetime()
        else:
            values = array.to_numpy(dtype=object)
        missing = np.asarray(array.isna())
        if missing.any():
            if not field.optional:
                raise ValueError(f"{self.name}: {name} is missing in row {int(missing.argmax()) + 1}")
            values = values.copy()
            values[missing] = None
        return values

    @cached_property
    def _dtypes(self) -> dict[str, Any]:
        """The dtypes as objects: looking one up by name costs more than making the column."""
        return {column: pandas_dtype(dtype) for column, dtype in self.columns.items()}

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """
        Return the frame as it is when it has this contract's columns (it may have more).

        Raises
        ------
        ValueError
            When a column is missing or has another dtype: a fault of the caller, not of the data.
        """
        for column, dtype in self.columns.items():
            if column not in frame:
                raise ValueError(f"{self.name}: column {column} is missing")
            if str(frame[column].dtype) != dtype:
                raise ValueError(f"{self.name}: column {column} is {frame[column].dtype}, expected {dtype}")
        return frame


def _fields(row: type) -> dict[str, Field]:
    if issubclass(row, tuple):
        return {name: _field(name, hint) for name, hint in get_type_hints(row, include_extras=True).items()}
    table = next(_DESCRIBED[name] for of in row.__mro__ if (name := getattr(of, "__tablename__", "")) in _DESCRIBED)
    fields = {
        name: Field(_OF_KIND.get(column.kind, TEXT), column.title, column.optional, column.precision)
        for name, column in table.columns.items()
    }
    added = {name: hint for name, hint in get_annotations(row).items() if name not in (*fields, "negotiation")}
    return fields | {name: _field(name, hint, table) for name, hint in added.items()}


def _field(name: str, hint: Any, beside: Table = TABLES["stance"]) -> Field:
    if get_origin(hint) is Annotated:
        hint, heading, precision, *_ = (*get_args(hint), None)
    else:
        column = (beside if name in beside.columns else TABLES["stance"]).columns[name]
        heading, precision = column.title, column.precision
    of, *others = get_args(hint) or (hint,)
    return Field(_OF_TYPE[of], heading, NoneType in others, precision)
