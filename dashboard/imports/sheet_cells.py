"""A cell of a sheet made plain: what people and spreadsheets write for yes, a day, a number or a word of a list."""

import re

from dashboard.inputs import iso_day
from dashboard.models import Column, Kind
from dashboard.vocabulary import Precision

_YES, _NO = {"true", "yes", "1"}, {"false", "no", "0"}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_ABOUT = re.compile(r"^about\s+|\s+\(about\)$", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def plain(column: Column, cell: str) -> str:
    """
    Return a cell as the column takes it in text; raises `ValueError` with the reason where it may mean two things.

    Days, numbers and words of a list may be written as they are shown; text stays as it is.
    """
    match column.kind:
        case Kind.CODE | Kind.REFERENCE | Kind.ADDRESS:
            return cell.strip()
        case Kind.FLAG:
            return _flag(cell.strip().casefold())
        case Kind.ONE_OF:
            return _word(column, cell.strip())
        case Kind.DAY:
            return _day(_MIDNIGHT.sub("", _ABOUT.sub("", cell.strip())))
        case Kind.NUMBER | Kind.WHOLE:
            return _number(column, cell.strip())
    return cell


def precision(cell: str) -> str:
    """Return how exactly a cell knows its day: it may be written as the day, a month, a year, or about a day."""
    text = cell.strip()
    if _ABOUT.search(text):
        return Precision.ABOUT
    return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(iso_day(text)), Precision.DAY)


def _flag(text: str) -> str:
    if text not in _YES | _NO:
        raise ValueError("should be yes or no")
    return "true" if text in _YES else "false"


def _word(column: Column, text: str) -> str:
    for value, words in column.values.items():
        if text.casefold() in (value.casefold(), words.casefold()):
            return value
    raise ValueError(f"is not one of {', '.join(column.values)}")


def _day(text: str) -> str:
    if not _DAY.fullmatch(iso_day(text)):
        raise ValueError("should be a day like 2025-07-04 or 4 July 2025, a month like 2025-07 or a year")
    return iso_day(text)


def _number(column: Column, text: str) -> str:
    text = text.replace("\u2212", "-")
    if column.kind is Kind.WHOLE:
        text = re.sub(r"\.0+$", "", text)
    if not _NUMBER.fullmatch(text):
        raise ValueError("should be a number like 1200 or 1.5, with a point and nothing between thousands")
    return text if float(text) else "0"
