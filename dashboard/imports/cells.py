"""A cell of a table as a value; spellings that people read in two ways are refused, not guessed."""

import re
from datetime import UTC, date, datetime
from typing import Any

from dashboard.frames import DAY, FLAG, INSTANT, NUMBER, WHOLE

LARGEST_WHOLE = 2**31 - 1
"""What an integer column holds on PostgreSQL."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,100}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)


def value(cell: str | None, kind: str) -> Any:
    """Return a cell as a value of this kind; raises `ValueError` with what it should be."""
    if cell is None:
        return None
    if kind == FLAG:
        # Every spreadsheet writes flags in capitals.
        if cell.lower() not in ("true", "false"):
            raise ValueError("should be true or false")
        return cell.lower() == "true"
    if kind == WHOLE:
        whole = int(_shaped(cell, _WHOLE, "should be a whole number"))
        if abs(whole) > LARGEST_WHOLE:
            raise ValueError("is too large")
        return whole
    if kind == NUMBER:
        return float(_shaped(cell, _NUMBER, "should be a number"))
    if kind == DAY:
        return date.fromisoformat(_shaped(cell, _DAY, "should be a date of the form 2025-07-07"))
    if kind == INSTANT:
        shaped = _shaped(cell, _INSTANT, "should be an instant of the form 2025-07-07T12:00:00Z")
        return datetime.fromisoformat(shaped).astimezone(UTC)
    return cell


def _shaped(cell: str, shape: re.Pattern[str], reason: str) -> str:
    if not shape.fullmatch(cell):
        raise ValueError(reason)
    return cell
