"""Rows and what was changed of them, in sentences: each table says how one of its rows is called."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from dashboard.models import IN_PACKAGE
from dashboard.models.base import Table
from dashboard.models.columns import Column, Kind
from dashboard.vocabulary import Precision, day_words, number_words, range_words

Values = Mapping[str, Any]
NameOf = Callable[[str, str], str]
"""Returns how the row of a table with this code is called."""

LONGEST = 120
"""Characters of a value in a sentence; a whole text stands where it is read."""
_NUMBER = ("low", "high", "unit", "wording")
"""The columns of a row that is a number."""


def pattern_of(table: Table, row: Values) -> str | None:
    """Return the first of a table's patterns whose columns the row has; None where it has them of none."""
    return next((one for one in table.called if _has_all(one, row)), None)


def named_by(table: Table, row: Values) -> Iterator[tuple[str, str]]:
    """Yield the rows, by table and code, that the name of this one speaks of."""
    for name in _holes(pattern_of(table, row) or ""):
        if (target := table.columns[name].refers) is not None:
            yield target, row[name]


def called(table: Table, row: Values, name_of: NameOf) -> str:
    """Return how a row is called in a sentence: "the stance of Union on Wages"."""
    pattern = pattern_of(table, row)
    if pattern is None:
        return f"{table.one} {row.get('code', '')}".strip()
    return _filled(pattern, table, row, name_of)


def names_of(row_of: Callable[[str, str], Values | None]) -> NameOf:
    """Return what calls each row that is given by its name, and one that is not there by its table and code."""

    def name_of(table: str, code: str) -> str:
        row = row_of(table, code)
        return f"{IN_PACKAGE[table].one} {code}" if row is None else called(IN_PACKAGE[table], row, name_of)

    return name_of


def listed(table: Table, row: Values, name_of: NameOf) -> str:
    """
    Return how a row is called in a list: "7 July 2025, open: the stance of Union on Wages".

    What tells it from others of its kind comes first: a narrow list cuts the end.
    """
    apart = [_number(table, row, hedged=False)] if table.apart and table.open_ended else []
    apart += [_filled(one, table, row, name_of) for one in table.apart if _has_all(one, row)]
    name = called(table, row, name_of)
    return f"{', '.join(apart)}: {name}" if apart else name


def as_object(table: Table, row: Values, name_of: NameOf) -> str:
    """Return how a row is called after a verb: a name alone does not say what it names, as in "the party Union"."""
    name = called(table, row, name_of)
    return f"the {table.one} {name}" if re.fullmatch(r"{\w+}", pattern_of(table, row) or "") else name


def changed(table: Table, before: Values | None, after: Values | None, name_of: NameOf) -> str:
    """
    Return what was done to a row: "Changed the stance of Union on Wages, 7 July 2025: level resists → open".

    Where its name has no day and a day tells it from others of that name, the day stands after it.

    Parameters
    ----------
    before, after
        The row as history keeps it; None where there was none.
    """
    row = after if after is not None else before
    if row is None:
        raise ValueError("a change that changes nothing")
    name = as_object(table, row, name_of)
    if after is None:
        return f"Removed {name}{_day(table, row, name_of)}"
    # Whoever reads a day in words reads how exactly it is known.
    own = {"code", *_holes(pattern_of(table, row) or ""), *(column.precision for column in table.columns.values())}
    numbers = _NUMBER if table.open_ended else ()  # said as one
    own |= {*numbers}
    if before is None:
        given = [_number(table, row)] if numbers else []
        given += [
            f"{_lower(column.title)} {in_words(column, row, name_of)}"
            for column in table.columns.values()
            if column.name not in own and row.get(column.name) not in (None, column.default)
        ]
        return f"Added {name}" + (f": {'; '.join(given)}" if given else "")
    moved = []
    if any(before.get(column) != after.get(column) for column in numbers):
        moved = [f"number {_number(table, before)} → {_number(table, after)}"]
    moved += [
        f"{_lower(column.title)} {_from_to(column, before, after, name_of)}"
        for column in table.columns.values()
        if any(
            before.get(name, table.columns[name].default) != after.get(name, table.columns[name].default)
            for name in (column.name, column.precision)
            if name is not None
        )
        and column.name not in numbers
        and not any(column.name == other.precision for other in table.columns.values())
    ]
    return f"Changed {name}{_day(table, before, name_of)}: {'; '.join(moved)}"


def _day(table: Table, row: Values, name_of: NameOf) -> str:
    """Return the day that tells a row from others of its name, as it goes on after that; empty where none does."""
    columns = (table.columns[name] for one in table.apart for name in _holes(one))
    return "".join(f", {in_words(one, row, name_of)}" for one in columns if one.kind is Kind.DAY)


def differences(table: Table, one: Values, other: Values, name_of: NameOf) -> list[tuple[str, str, str]]:
    """Return of each column in which two rows say something else its title in a sentence, and both in words."""
    precisions = {column.precision for column in table.columns.values()}  # whoever reads a day in words reads it too
    return [
        (_lower(column.title), in_words(column, one, name_of), in_words(column, other, name_of))
        for column in table.columns.values()
        if column.name != "code"
        and column.name not in precisions
        and None not in (one.get(column.name), other.get(column.name))
        and one[column.name] != other[column.name]
    ]


def _number(table: Table, row: Values, *, hedged: bool = True) -> str:
    """Return the number that a row is in words: "20 to 23 people (believed alive)"; without a number, its wording."""
    low, high, unit, wording = (row.get(column) for column in _NUMBER)
    if not hedged and (low, high) != (None, None):
        wording = None
    return range_words(low, high, wording, unit=unit or "", more=table.open_ended)


def _from_to(column: Column, before: Values, after: Values, name_of: NameOf) -> str:
    was, now = (in_words(column, row, name_of) for row in (before, after))
    if before.get(column.name, column.default) is None:
        return f"{now}, where nothing stood"
    if after.get(column.name, column.default) is None:
        return f"{was} taken out"
    return f"{was} → {now}"


def in_words(column: Column, row: Values, name_of: NameOf, *, longest: int | None = LONGEST) -> str:
    """Return a value of a row, as history keeps it, in words; a text longer than so many characters is cut."""
    value = row.get(column.name, column.default)
    if value is None:
        return "nothing"
    if column.refers is not None:
        return name_of(column.refers, value)
    if column.kind is Kind.DAY:
        precision = row.get(column.precision) if column.precision else None
        return day_words(date.fromisoformat(value), precision or Precision.DAY)
    if column.kind is Kind.INSTANT:
        return f"{value[:16].replace('T', ' ')} UTC"
    if column.kind is Kind.NUMBER:
        return number_words(value)
    words = " ".join(column.words(value).split())
    return words if longest is None or len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _has_all(pattern: str, row: Values) -> bool:
    return all(row.get(name) is not None for name in _holes(pattern))


def _filled(pattern: str, table: Table, row: Values, name_of: NameOf) -> str:
    return pattern.format_map({name: in_words(table.columns[name], row, name_of) for name in _holes(pattern)})


@cache
def _holes(pattern: str) -> tuple[str, ...]:
    return tuple(re.findall(r"{(\w+)}", pattern))


def _lower(title: str) -> str:
    """Return a title within a sentence; abbreviations stay as they are."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
