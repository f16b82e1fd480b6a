"""How old what is counted is, in words: no sentence leans on an old level without saying so."""

from dataclasses import replace

import pandas as pd

from dashboard.analysis.on_the_table import on_the_table
from dashboard.charts.context import Context
from dashboard.vocabulary import Age, counted, list_words


def of_counted(found: pd.DataFrame, context: Context, one: str = "level", many: str | None = None) -> list[str]:
    """
    Return in a sentence how many of all that a measure counts are old or overtaken; none where none is.

    Parameters
    ----------
    found
        The rows of a measure, with n, n_old and n_overtaken.
    one, many
        What is counted.
    """
    n, all_alike, said = _told(found, context)
    if not said:
        return []
    if n == 1:
        return [f"The one {one} counted {said}."]
    if all_alike:
        return [f"All {counted(n, one, many)} counted {said}."]
    return [f"Of the {counted(n, one, many)} counted, {said}."]


def of_cells(current: pd.DataFrame, context: Context, aspect: str) -> list[str]:
    """Return the same of the levels, or of the answers, of cells (`frames.CURRENT`)."""
    age = current[f"{aspect}_age"]
    ages = {"n": age.notna(), "n_old": age == Age.OLD, "n_overtaken": age == Age.OVERTAKEN}
    return of_counted(pd.DataFrame(ages).astype(int), context, aspect)


def clause(found: pd.DataFrame, context: Context, one: str = "level", many: str | None = None) -> str:
    """Return the same as a clause that goes on with a sentence, such as "; 3 of these 18 levels are from before …"."""
    n, all_alike, said = _told(found, context)
    if not said:
        return ""
    if n == 1:
        return f"; this {one} {said}"
    if all_alike:
        return f"; these {counted(n, one, many)} {said}"
    return f"; of these {counted(n, one, many)}, {said}"


def _told(found: pd.DataFrame, context: Context) -> tuple[int, bool, str]:
    """Return how many a measure counts, whether all of these are of one age that is not current, and the `words`."""
    n, old, overtaken = (int(found[column].sum()) for column in ("n", "n_old", "n_overtaken"))
    return n, n in (old, overtaken), words(n, old, overtaken, context)


def words(n: int, old: int, overtaken: int, context: Context) -> str:
    """Return "3 are from before 19 October 2025" and the like, without "3" where that is all; empty where none is."""
    parts = [
        (overtaken, f"older than the agreement of {context.in_force_since}"),
        (old, f"from before {context.old_before}"),
    ]
    return list_words([f"{'' if k == n else f'{k} '}{'is' if k == 1 else 'are'} {what}" for k, what in parts if k])


def on(context: Context, day: pd.Timestamp) -> Context:
    """Return the context as of another day: what is old by then, and which agreement is in force."""
    return replace(context, as_of=day, in_force=on_the_table(context.proposals, day).in_force)


def resting(n: int, old: int, overtaken: int, old_words: str, overtaken_words: str) -> str:
    """
    Return how many of n things rest on an old level and how many on an overtaken one; empty where none does.

    Parameters
    ----------
    old_words, overtaken_words
        What such a level is, as in "3 rest on a level from before 19 October and 2 on one older than the agreement".
    """
    parts = [(k, what) for k, what in ((old, old_words), (overtaken, overtaken_words)) if k]
    if not parts:
        return ""
    if n == 1:
        return f"it rests on a level {parts[0][1]}"
    (k, what), *more = parts
    first = f"{'all' if k == n else k} {'rests' if k == 1 else 'rest'} on a level {what}"
    return list_words([first, *(f"{k} on one {what}" for k, what in more)])


def of_those_resting(n: int, how_old: str, one: str, many: str) -> list[str]:
    """Return what `resting` says of n things as a sentence; none where it says nothing."""
    if not how_old:
        return []
    if n == 1:
        return [f"The one {one} {how_old.removeprefix('it ')}."]
    if how_old.startswith("all "):
        return [f"{'Both' if n == 2 else f'All {n}'} {many} {how_old.removeprefix('all ')}."]
    return [f"Of the {n} {many}, {how_old}."]
