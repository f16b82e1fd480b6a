"""Names for codes: what a table's rows are called, and a frame with names and words where it holds codes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.questions.edition import Edition
from dashboard.vocabulary import LEVEL_WORDS, SIGNS, distinct

NAMED = {
    "party": ("party", "short_name"),
    "holder": ("party", "short_name"),
    "speaker_party": ("party", "short_name"),
    "blocker": ("party", "short_name"),
    "parties": ("party", "short_name"),
    "pair": ("party", "short_name"),
    "term": ("term", "short_title"),
    "round": ("round", "title"),
    "proposal": ("proposal", "title"),
    "from_proposal": ("proposal", "title"),
    "to_proposal": ("proposal", "title"),
    "one": ("proposal", "title"),
    "other": ("proposal", "title"),
}
"""Columns that hold codes, and the table and column that their readers know them by."""
WORDED = re.compile(r"(level|answer|said|later_said|before|after|(other_)?reading)(_before|_after|_one|_other)?")
"""Columns that hold levels."""


def names(edition: Edition, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by code, in the table's order: parties by short name, terms by title."""
    found = edition.rows(table)
    return dict(zip(found["code"], found[column], strict=True))


def named(frame: pd.DataFrame, known: Callable[[str, str], Mapping[str, str]]) -> pd.DataFrame:
    """
    Return a frame with names for codes, and signs with words for levels, as a reader wants them in a table.

    Parameters
    ----------
    known
        Gives a column of a table by code, as `names` does.
    """
    said: dict[str, Any] = {}
    for column, values in frame.items():
        if column in NAMED:
            called = distinct(known(*NAMED[str(column)]))
            said[str(column)] = [
                "; ".join(called.get(code, code) for code in value.split("; ")) if isinstance(value, str) else None
                for value in values
            ]
        elif WORDED.fullmatch(str(column)) and not pd.api.types.is_numeric_dtype(values):
            # A reading of a position is a number.
            said[str(column)] = [
                "; ".join(signed_level(code) if code in SIGNS else code for code in value.split("; "))
                if isinstance(value, str)
                else None
                for value in values
            ]
    return frame.assign(**said)


def signed_level(code: Any) -> str:
    """Return a level with its sign in words, or an empty text where there is none."""
    return f"{SIGNS[code]} {LEVEL_WORDS[code]}" if isinstance(code, str) else ""


def every(number: int) -> str:
    """Return "both" or "all 3"; of a number above one."""
    return "both" if number == 2 else f"all {number:,}"


def begun(words: str) -> str:
    """Return words as they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"
