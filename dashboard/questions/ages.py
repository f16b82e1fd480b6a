"""How old what is counted is, in words: no sentence leans on an old level without saying so."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dashboard.analysis.on_the_table import on_the_table
from dashboard.charts.context import Context
from dashboard.vocabulary import Age, counted, list_words


class Said(NamedTuple):
    """What is said of one and of many that are old or overtaken, and what they are then, as in "3 are from before"."""

    one: str
    many: str
    old: str
    overtaken: str


class Counted(NamedTuple):
    """How many a measure counts, and of these how many are old, or rest on what is, and how many overtaken."""

    n: int
    old: int
    overtaken: int


_COLUMNS = ["n", "n_old", "n_overtaken"]


def are(context: Context) -> Said:
    """Return what is said of levels and answers themselves, as of the day of the context."""
    return Said(
        "is", "are", f"from before {context.old_before}", f"older than the agreement of {context.in_force_since}"
    )


def rest(old: str, overtaken: str) -> Said:
    """Return what is said of things that rest on such levels."""
    return Said("rests on a level", "rest on a level", old, overtaken)


def row(found: pd.Series) -> Counted:
    """Return how many a row of a measure counts, and how many of these are old and overtaken."""
    return Counted(*(int(found[column]) for column in _COLUMNS))


def totals(found: pd.DataFrame) -> Counted:
    """Return the same of all rows of a measure, added up."""
    return row(found[_COLUMNS].sum())


def rows(found: pd.DataFrame) -> Counted:
    """Return how many rows of a measure rest on an old number, and how many on an overtaken one: each counts once."""
    overtaken = found["n_overtaken"] > 0
    return Counted(len(found), int(((found["n_old"] > 0) & ~overtaken).sum()), int(overtaken.sum()))


def of_counted(found: pd.DataFrame, context: Context, one: str = "level") -> list[str]:
    """
    Return in a sentence how many of all that a measure counts are old or overtaken; none where none is.

    Parameters
    ----------
    found
        The rows of a measure, with n, n_old and n_overtaken.
    one
        What is counted.
    """
    return sentence(totals(found), f"{one} counted", f"{one}s counted", are(context))


def of_cells(current: pd.DataFrame, context: Context, aspect: str) -> list[str]:
    """Return the same of the levels, or of the answers, that have a score, of cells (`frames.CURRENT`)."""
    age = current.loc[current[f"{aspect}_score"].notna(), f"{aspect}_age"]
    ages = {"n": age.notna(), "n_old": age == Age.OLD, "n_overtaken": age == Age.OVERTAKEN}
    return of_counted(pd.DataFrame(ages).astype(int), context, aspect)


def clause(found: pd.DataFrame, context: Context, one: str = "level", many: str | None = None) -> str:
    """Return the same as a clause that goes on with a sentence, such as "; of these 18 levels, 3 are from before …"."""
    said = of_these(totals(found), one, many or f"{one}s", are(context))
    return f"; {said}" if said else ""


def of_these(of: Counted, one: str, many: str, said: Said) -> str:
    """Return of things just counted how many are old: "of these 18 levels, 3 are from before …"; empty where none."""
    words = _words(of, said)
    if not words:
        return ""
    if of.n == 1:
        return f"this {one} {words}"
    these = f"these {counted(of.n, one, many)}"
    return f"{these} {words}" if _all_alike(of) else f"of {these}, {words}"


def sentence(of: Counted, one: str, many: str, said: Said) -> list[str]:
    """Return the same as a sentence: "Of the 18 levels counted, 3 are from before …."; none where none is old."""
    words = _words(of, said)
    if not words:
        return []
    if of.n == 1:
        return [f"The one {one} {words}."]
    if _all_alike(of):
        return [f"{f'Both {many}' if of.n == 2 else f'All {counted(of.n, one, many)}'} {words}."]
    return [f"Of the {counted(of.n, one, many)}, {words}."]


def _all_alike(of: Counted) -> bool:
    return of.n in (of.old, of.overtaken)


def _words(of: Counted, said: Said) -> str:
    """Return "3 are from before 19 October 2025" and the like, without "3" where that is all; empty where none is."""
    parts = [(of.overtaken, said.overtaken), (of.old, said.old)]
    return list_words(
        [f"{'' if k == of.n else f'{k} '}{said.one if k == 1 else said.many} {what}" for k, what in parts if k]
    )


def on(context: Context, day: pd.Timestamp) -> Context:
    """Return the context as of another day: what is old by then, and which agreement is in force."""
    return replace(context, as_of=day, in_force=on_the_table(context.proposals, day).in_force)
