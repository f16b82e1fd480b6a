"""How much parties care: the salience that was coded, and what stands for one that was not."""

from collections.abc import Sequence

import pandas as pd


def weights(cells: pd.DataFrame, parties: Sequence[str], terms: Sequence[str]) -> pd.DataFrame:
    """
    Return how much each party cares about each term, 0–100: w = salience/100 of the measures.

    An uncoded one takes the median of that party's coded ones, and 100 where none of that party's is coded: it then
    counts in full on every term.

    Parameters
    ----------
    cells
        `frames.CURRENT` of one day, or any rows of a party, term and salience, at most one a cell.

    Returns
    -------
    DataFrame
        One row per term, one column per party, in these orders.
    """
    coded = cells.pivot(index="term", columns="party", values="salience").astype("float64")
    coded = coded.reindex(index=terms, columns=parties)
    return coded.fillna(coded.median()).fillna(100)
