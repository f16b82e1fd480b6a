"""How old what is counted is, in words: no sentence leans on an old level without saying so."""

import pandas as pd

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
    n, old, overtaken = (int(found[column].sum()) for column in ("n", "n_old", "n_overtaken"))
    said = words(n, old, overtaken, context)
    if not said:
        return []
    if n == 1:
        return [f"The one {one} counted {said}."]
    if n in (old, overtaken):
        return [f"All {counted(n, one, many)} counted {said}."]
    return [f"Of the {counted(n, one, many)} counted, {said}."]


def of_cells(current: pd.DataFrame, context: Context, aspect: str) -> list[str]:
    """Return the same of the levels, or of the answers, of cells (`frames.CURRENT`)."""
    age = current[f"{aspect}_age"]
    ages = {"n": age.notna(), "n_old": age == Age.OLD, "n_overtaken": age == Age.OVERTAKEN}
    return of_counted(pd.DataFrame(ages).astype(int), context, aspect)


def clause(found: pd.DataFrame, context: Context, one: str = "level", many: str | None = None) -> str:
    """Return the same as a clause that goes on with a sentence, such as "; 3 of these 18 levels are from before …"."""
    n, old, overtaken = (int(found[column].sum()) for column in ("n", "n_old", "n_overtaken"))
    said = words(n, old, overtaken, context)
    if not said:
        return ""
    if n == 1:
        return f"; this {one} {said}"
    if n in (old, overtaken):
        return f"; these {counted(n, one, many)} {said}"
    return f"; of these {counted(n, one, many)}, {said}"


def words(n: int, old: int, overtaken: int, context: Context) -> str:
    """Return "3 are from before 19 October 2025" and the like, without "3" where that is all; empty where none is."""
    parts = [
        (overtaken, f"older than the agreement of {context.in_force_since}"),
        (old, f"from before {context.old_before}"),
    ]
    return list_words([f"{'' if k == n else f'{k} '}{'is' if k == 1 else 'are'} {what}" for k, what in parts if k])
