"""What an answer rests on: of each of its rows, the rows of the record that it is made from."""

from collections.abc import Sequence

import pandas as pd

from dashboard import frames
from dashboard.questions import stances
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Level

ONE = ["row", "table", "code", "beside"]
"""What tells a row of `frames.RESTS_ON` from others."""
BESIDE_ROWS = -1
"""The number of no row: of what an answer says in its title alone."""


def named_in(found: pd.DataFrame, table: str, *columns: str, beside: bool = False) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON` of an answer whose rows name those of a table.

    Parameters
    ----------
    found
        The rows of an answer; their numbers are in its index, and where each is of a term, that in a column.
    columns
        Those that hold codes of the table.
    """
    codes = pd.concat([found[column].dropna() for column in columns])
    made = pd.DataFrame({"row": codes.index, "table": table, "code": codes.to_numpy(), "beside": beside})
    terms = found["term"] if "term" in found else pd.Series(None, found.index, dtype=frames.TEXT)
    of_rows = pd.concat([terms[found[column].notna()] for column in columns])
    return made.assign(term=of_rows.to_numpy()).drop_duplicates(ONE).astype(dict(frames.RESTS_ON.columns))


def beside_rows(found: pd.DataFrame, table: str, column: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of what an answer says beside its rows, of the codes of a table in a column."""
    return named_in(found.set_axis([BESIDE_ROWS] * len(found)), table, column)


def of_cells(
    found: pd.DataFrame, cells: pd.DataFrame, on: Sequence[str], *columns: str, beside: bool = False
) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON` of an answer that is made of cells of the matrix.

    Parameters
    ----------
    cells
        `frames.CURRENT`.
    on
        The columns in which a row and the cells that it is made of are the same.
    columns
        Which stances of a cell count: level_stance, answer_stance.
    """
    # A cell has thirty columns, and what it rests on is asked of many.
    met = rows_of(found, cells[list(dict.fromkeys([*on, *columns]))], on)
    return named_in(met, "stance", *columns, beside=beside)


def rows_of(found: pd.DataFrame, rows: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    """Return the rows that each row of an answer is made of, under the number of that: those the same `on`."""
    return found[list(on)].rename_axis("number").reset_index().merge(rows, on=list(on)).set_index("number")


def together(*parts: pd.DataFrame) -> pd.DataFrame:
    """Return several `frames.RESTS_ON` as one."""
    return pd.concat([frames.RESTS_ON.frame(), *parts]).drop_duplicates(ONE, ignore_index=True)


def of_mixed(scope: Scope, cells: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of cells of `frames.CURRENT` that are mixed in an aspect: by which stances."""
    mixed = cells[cells[aspect] == Level.MIXED]
    several = mixed[f"{aspect}_both"].notna()
    of_one = named_in(mixed[~several], "stance", f"{aspect}_stance")
    return together(of_one, of_day(scope, mixed[several], aspect, f"{aspect}_held_on"))


def of_silence(scope: Scope, cells: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of cells of `frames.CURRENT`: the silence after the level of each."""
    silent = cells.dropna(subset="silent_since").assign(said=Level.SILENT)
    return of_day(scope, silent, "level", "silent_since", "said")


def of_otherwise(scope: Scope, cells: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of cells of `frames.CURRENT`: the stances that say otherwise on the same day."""
    each = cells.assign(said=cells[f"{aspect}_otherwise"].str.split("; ")).explode("said")
    return of_day(scope, each.dropna(subset="said"), aspect, f"{aspect}_held_on", "said")


def of_day(scope: Scope, cells: pd.DataFrame, aspect: str, day: str, *also: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of rows: the stances of their party, term and day, or those that say what is `said`."""
    if cells.empty:
        return frames.RESTS_ON.frame()
    columns = ["party", "term", day, *also]
    asked = {"parties": tuple(cells["party"].unique()), "terms": tuple(cells["term"].unique())}
    given = stances.graded(scope, **asked)
    given = given[given[aspect].notna() & ~given["remark"]]
    given = given.rename(columns={"code": "stance", "held_on": day, aspect: "said"})
    numbered = cells[columns].rename_axis("number").reset_index()
    met = numbered.merge(given[[*dict.fromkeys([*columns, "stance"])]], on=columns)
    return named_in(met.set_index("number"), "stance", "stance")
