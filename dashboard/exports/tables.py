"""Frames as CSV: an exact variant for machines, and one that a spreadsheet opens without running any of it."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd

_NEEDS_QUOTES = re.compile('[,"\r\n]')
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> bytes:
    r"""
    Return the frame as CSV that reads back exactly: UTF-8, "\n", commas, quotes only where needed.

    Missing is empty, days are ISO dates, instants end in Z, flags are true and false, whole numbers have no ".0".
    """
    return _csv(frame, columns).encode()


def spreadsheet_csv_bytes(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> bytes:
    """
    Return the frame as CSV for spreadsheets: with a byte order mark, and no text that would run as a formula.

    A `'` stands before text that starts with `= + - @`, a tab or a carriage return; numbers stay numbers
    (OWASP, CSV Injection).
    """
    shown = frame.copy(deep=False)
    for column in shown.columns:
        if shown[column].dtype in ("str", "object"):
            shown[column] = shown[column].map(_defused, na_action="ignore")
    return _csv(shown, columns).encode("utf-8-sig")


def _defused(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_RUN_BY_SPREADSHEETS) else value


def _csv(frame: pd.DataFrame, columns: Sequence[str] | None) -> str:
    columns = list(frame.columns) if columns is None else list(columns)
    cells = [_texts(frame[column]) for column in columns]
    return "".join(_line(row) for row in (columns, *zip(*cells, strict=True)))


def _line(row: Iterable[str]) -> str:
    # The standard writer of Python 3.11 leaves a lone carriage return unquoted, which then reads as the end of a row.
    cells = ('"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text for text in row)
    return (",".join(cells) or '""') + "\n"


def _texts(column: pd.Series) -> list[str]:
    return ["" if missing else _text(value) for value, missing in zip(column, column.isna(), strict=True)]


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool() | np.bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        case date():
            return value.isoformat().removesuffix("T00:00:00")
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)
