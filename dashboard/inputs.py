"""Validated edits: plain values in, plain values of the right type out, or `Invalid` with a reason per column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
)

from dashboard.errors import Invalid
from dashboard.models import IN_PACKAGE, NEGOTIATION, TARGETS, Column, Kind
from dashboard.models.columns import LARGEST_WHOLE, refusal_of_text
from dashboard.tags import joined, parsed
from dashboard.vocabulary import Precision

Values = dict[str, Any]
D = TypeVar("D", date, datetime)

EARLIEST_YEAR, LATEST_YEAR = 1000, 9998
"""Charts read a year below 100 as one of the last century; after the last year no day can be counted on from a day."""


def _clean(column: Column, text: Any) -> Any:
    """Return the text as typed, an empty one as missing; characters that do not belong are refused, not dropped."""
    if not isinstance(text, str):
        return text
    if not text:
        return None
    if (reason := refusal_of_text(column.kind, text)) is not None:
        raise ValueError(reason)
    if column.required and not text.strip():
        raise ValueError("is blank; write something")
    return joined(parsed(text)) if column.kind is Kind.TAGS else text


def _fits(number: int) -> int:
    if abs(number) > LARGEST_WHOLE:
        raise ValueError("is too large for a whole number here")
    return number


def _drawable(day: D) -> D:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(f"is in the year {day.year}; years go from {EARLIEST_YEAR} to {LATEST_YEAR} here")
    return day


def _type(column: Column) -> Any:
    """Return the type of a column's values, as pydantic checks it."""
    if column.kind.is_text:
        return Annotated[str, Field(max_length=column.longest)]
    match column.kind:
        case Kind.DAY:
            return Annotated[date, AfterValidator(_drawable)]
        case Kind.INSTANT:
            return Annotated[AwareDatetime, AfterValidator(_drawable)]
        case Kind.NUMBER:
            return Annotated[float, Field(ge=column.least, le=column.most)]
        case Kind.WHOLE:
            return Annotated[int, Field(ge=column.least, le=column.most), AfterValidator(_fits)]
        case Kind.FLAG:
            return bool
    return Literal[tuple(column.values)]


@cache
def _validator(table: str) -> type[BaseModel]:
    fields: dict[str, Any] = {} if table == NEGOTIATION.name else {"negotiation": (str, ...)}
    for name, column in IN_PACKAGE[table].columns.items():
        checked = _type(column) | None if column.optional else _type(column)
        if column.kind.is_text:
            # Before the rest: an empty text is a missing one.
            checked = Annotated[checked, BeforeValidator(partial(_clean, column))]
        fields[name] = (checked, ... if column.required else column.default)
    return create_model(table, __config__=ConfigDict(extra="forbid", allow_inf_nan=False), **fields)


def cycle(links: Mapping[str, str]) -> list[str]:
    """Return the codes of a cycle among rows that each refer to one other, such as replies; none if there is none."""
    ended: set[str] = set()
    for start in links:
        path: dict[str, None] = {}
        code: str | None = start
        while code is not None and code not in ended:
            if code in path:
                codes = list(path)
                return codes[codes.index(code) :]
            path[code] = None
            code = links.get(code)
        ended.update(path)
    return []


ANSWERED_ON = {"stance": "held_on", "claim": "said_on"}
"""The tables whose rows may answer a text, each with the column of the day on which they do."""


def early_answer(table: str, row: Mapping[str, Any], tabled_on: date | None) -> str | None:
    """
    Return why a row's answer is none to its text, tabled on this day; None where it may be one, or there is none.

    A day of which only the month or the year is known counts from its first, as everywhere.
    """
    answered_on = row[ANSWERED_ON[table]]
    if row["answer"] is None or tabled_on is None or answered_on >= tabled_on:
        return None
    return (
        f"an answer of {answered_on} cannot be one to a text that was tabled on {tabled_on}; name the text that was on "
        "the table, or leave the answer empty"
    )


def circle_words(codes: Sequence[str]) -> str:
    """Return how the codes of a cycle lead round: "leads round in a circle: a → b → a"."""
    return f"leads round in a circle: {' → '.join([*codes, codes[0]])}"


def annotation_targets(row: Mapping[str, Any]) -> list[str]:
    """
    Return what an annotation hangs on: any of `TARGETS`, "cell" (party and term), or else "day". A valid one has one.

    Beside another target, `day` is the day that the note speaks of.
    """
    targets = [target for target in TARGETS if row.get(target) is not None]
    if row.get("party") is not None or row.get("term") is not None:
        targets.append("cell")
    return targets or (["day"] if row.get("day") is not None else [])


def validate(table: str, row: Mapping[str, Any]) -> Values:
    """
    Return the row with every column of its table present and of its type.

    Raises
    ------
    Invalid
        When a column is unknown, missing, of the wrong type or out of range, or a rule of the table does not hold.
    """
    try:
        values = _validator(table)(**row).model_dump()
    except ValidationError as error:
        problems = {str(one["loc"][0]) if one["loc"] else "row": _reason(table, one) for one in error.errors()}
        raise Invalid(table, problems) from None
    for rule in IN_PACKAGE[table].rules:
        if not rule.holds(values):
            raise Invalid(table, {rule.column: rule.hint})
    return values


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WRITTEN = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})", re.ASCII | re.IGNORECASE)


def iso_day(text: str) -> str:
    """Return as 2025-07-31 or 2025-07 a day or a month that names its month in English; any other text as it is."""
    if (found := _WRITTEN.fullmatch(text)) is None:
        return text
    before, word, after, year = found.groups()
    month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), None)
    if month is None or (before and after):
        return text
    day = before or after
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


_DAYS = {Precision.YEAR: re.compile(r"\d{4}"), Precision.MONTH: re.compile(r"\d{4}-\d{2}")}


def from_text(table: str, texts: Mapping[str, str | None]) -> Values:
    """
    Return what stands as text in the fields of a form or the cells of a sheet, as `validate` takes it.

    An empty one says nothing: it is missing, or takes the column's default. A month or a year for a day is its first
    day, known as exactly as that; 31 July 2025 is a day too.
    """
    columns = IN_PACKAGE[table].columns
    row: Values = {}
    for name, given in texts.items():
        column = columns.get(name)
        text = given or ""
        if column is not None and not column.kind.is_text:
            text = iso_day(text.strip()) if column.kind is Kind.DAY else text.strip()
        row[name] = text or (None if column is None or column.optional else column.default)
    for name, column in columns.items():
        for precision, form in _DAYS.items():
            if column.kind is Kind.DAY and isinstance(row.get(name), str) and form.fullmatch(row[name]):
                row[name] = f"{row[name]}-01-01"[:10]
                if column.precision is not None and row.get(column.precision) in (None, Precision.DAY):
                    row[column.precision] = precision
    return row


def _reason(table: str, error: Any) -> str:
    given = error["input"]
    shown = f" (given: {str(given)[:60]!r})" if isinstance(given, str | int | float) else ""
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a column of this table"
        case "enum" | "literal_error":
            if error["input"] is not None:
                return f"{error['input']!r} is not one of {error['ctx']['expected']}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "greater_than_equal" | "less_than_equal":
            return f"should be {IN_PACKAGE[table].columns[error['loc'][0]].range} (given: {given})"
        case "date_parsing" | "date_from_datetime_parsing" if given is not None:
            return f"should be a day of the calendar like 2025-07-31, a month like 2025-07 or a year{shown}"
    if given is None:
        return "is missing"
    return error["msg"].replace("Input should", "should").replace("String should", "should") + shown
