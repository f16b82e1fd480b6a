"""How many of what a measure counts are old or overtaken, and of which days these are."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import Age, day_text

Held = tuple[str | None, date | None, str | None]
"""The age of a level or answer, the day from which it is held, and how exactly that is known."""


class AgeCounts(NamedTuple):
    """How many are counted, of these old or overtaken, and the `ends` of the days of those that are either."""

    n: int
    n_old: int
    n_overtaken: int
    old_days: str | None


def age_counts(counted: Iterable[Held]) -> AgeCounts:
    """Return the counts of what a measure counts, each with its age and day."""
    held = list(counted)
    ages = [age for age, *_ in held]
    return AgeCounts(len(held), ages.count(Age.OLD), ages.count(Age.OVERTAKEN), old_days(held))


def not_over(day: date, precision: str, on: date) -> bool:
    """Return whether what is known to its month or year alone may be of a day after this one."""
    return (on + timedelta(days=1)).isoformat().startswith(day_text(day, precision))


def of_terms(cells: pd.DataFrame) -> AgeCounts:
    """
    Return how many terms of cells (`frames.CURRENT`) rest on an overtaken level, or else on an old one.

    Each term counts once, and its days are those of the levels for which it counts so.
    """
    held = [of_column(own, "level") for _, own in cells.groupby("term")]
    kinds = [next((age for age in (Age.OVERTAKEN, Age.OLD) if any(age == one[0] for one in own)), None) for own in held]
    days = ends(old_days(own, kind) for own, kind in zip(held, kinds, strict=True) if kind)
    return AgeCounts(len(held), kinds.count(Age.OLD), kinds.count(Age.OVERTAKEN), days)


def of_levels(cells: Iterable[frames.Cell]) -> tuple[int, int, int, str | None, str | None]:
    """Return how many levels of cells there are, and old and overtaken ones, with the days of these two kinds."""
    held = [(cell.level_age, cell.level_held_on, cell.level_precision) for cell in cells]
    n, n_old, n_overtaken, _ = age_counts(held)
    return n, n_old, n_overtaken, old_days(held, Age.OLD), old_days(held, Age.OVERTAKEN)


def old_days(held: Iterable[Held], *ages: Age) -> str | None:
    """Return the `ends` of the days of those of these ages, where none is given of old and overtaken ones; or None."""
    return ends(
        day_text(day, precision)
        for age, day, precision in held
        if age in (ages or (Age.OLD, Age.OVERTAKEN)) and day is not None and precision is not None
    )


def of_column(cells: pd.DataFrame, aspect: str) -> list[Held]:
    """Return the age and day of the levels, or of the answers, of cells (`frames.CURRENT`)."""
    columns = (cells[f"{aspect}_{name}"] for name in ("age", "held_on", "precision"))
    return [
        (age, None if pd.isna(day) else day.date(), precision) for age, day, precision in zip(*columns, strict=True)
    ]


def ends(days: Iterable[str | None]) -> str | None:
    """Return the first and the last of days as `day_text` gives them, or of such ends, with "; " between."""
    known = sorted({day for some in days if isinstance(some, str) for day in some.split("; ")})
    return "; ".join(dict.fromkeys([known[0], known[-1]])) if known else None
