"""The document that the case started from, if it is marked: how it is named, and what it alone supports."""

from datetime import date

import pandas as pd

from dashboard.questions import listings
from dashboard.questions.edition import Edition
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import day_words

MARK = "¶ article"
"""How it is marked in a table, below which stands the whole of `mark`."""


def mark(edition: Edition) -> str:
    """Return the mark of what that document alone supports, with its day in words."""
    first = edition.first_source()
    row = {} if first is None else edition.rows_by_code("source", [first])[first]
    published = row.get("published_on")
    day = "" if published is None else day_words(date.fromisoformat(published), row["precision"] or "day")
    return f"{MARK} of {day}" if day else f"{MARK}, the first"


def tag(scope: Scope, table: str, code: str) -> Passage:
    """Return what marks a row of the record where it is read: nothing, unless that document alone supports it."""
    return {"tag": mark(scope.edition)} if scope.edition.of_first_source(table, [code]) else {}


def marks(scope: Scope, listed: str, *arguments: str) -> pd.Series:
    """Return by row of an answer or a listing the mark, where it rests on that document and on nothing else."""
    found = scope.ask(listings.frame, listed, *arguments)
    alone = _alone(scope, scope.ask(listings.rests_on, listed, *arguments))
    return pd.Series([MARK if number in alone else None for number in range(len(found))], found.index, dtype="str")


def _alone(scope: Scope, rests_on: pd.DataFrame) -> set[int]:
    """Return the numbers of the rows that rest on that document and on nothing else."""
    if rests_on.empty:
        return set()
    of_it = pd.Series(False, rests_on.index)
    for (table, beside), rows in rests_on.groupby(["table", "beside"]):
        edition = scope.beside.edition if beside and scope.beside is not None else scope.edition
        of_it[rows.index] = rows["code"].isin(edition.of_first_source(str(table), rows["code"].unique().tolist()))
    every = of_it.groupby(rests_on["row"]).all()
    return {int(number) for number in every.index[every]}
