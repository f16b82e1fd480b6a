"""What an answer rests on: of each of its rows, the rows of the record that it is made from."""

from collections.abc import Sequence

import pandas as pd

from dashboard import frames
from dashboard.questions import stances
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Level


def named_in(found: pd.DataFrame, table: str, *columns: str, beside: bool = False) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON` of an answer whose rows name those of a table.

    Parameters
    ----------
    found
        The rows of an answer; their numbers are in its index.
    columns
        Those that hold codes of the table.
    """
    codes = pd.concat([found[column].dropna() for column in columns])
    made = pd.DataFrame({"row": codes.index, "table": table, "code": codes.to_numpy(), "beside": beside})
    return made.drop_duplicates().astype(dict(frames.RESTS_ON.columns))


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
    numbered = found[list(on)].rename_axis("number").reset_index()
    met = numbered.merge(cells, on=list(on)).set_index("number")
    return named_in(met, "stance", *columns, beside=beside)


def together(*parts: pd.DataFrame) -> pd.DataFrame:
    """Return several `frames.RESTS_ON` as one."""
    return pd.concat([frames.RESTS_ON.frame(), *parts]).drop_duplicates(ignore_index=True)


def of_mixed(scope: Scope, cells: pd.DataFrame, aspect: str, day: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of cells that are mixed in an aspect: each of the stances of that day."""
    mixed = cells[cells[aspect] == Level.MIXED]
    if mixed.empty:
        return frames.RESTS_ON.frame()
    asked = {"parties": tuple(mixed["party"].unique()), "terms": tuple(mixed["term"].unique())}
    given = stances.graded(scope, **asked)
    given = given[given[aspect].notna()].rename(columns={"code": "both", "held_on": day})
    numbered = mixed[["party", "term", day]].rename_axis("number").reset_index()
    met = numbered.merge(given[["party", "term", day, "both"]], on=["party", "term", day])
    return named_in(met.set_index("number"), "stance", "both")
