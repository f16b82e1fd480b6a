"""What a question is: the frame that answers it, the finding in words, the chart, and what goes with them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.specification import Builder
from dashboard.questions import stances
from dashboard.questions.scope import Scope

EVIDENCE = ("min_grade", "min_confidence", "within_use_by", "only_source")
"""What an evidence filter is made of, as `Scope` names it."""
UNCODED_SALIENCE = (
    "How much a party cares about a term is taken from the record that gives its level; where that does not say it, "
    "the median of its other terms stands for it, and where none of these says it, the term counts in full."
)
"""What stands for a salience that nobody coded (`analysis.salience.weights`), said wherever terms are weighted."""
MOST_TERMS = 4
"""Terms named in one sentence of a finding; the rest are counted."""


@dataclass(frozen=True)
class Question:
    """
    A question that is asked of a negotiation, and all that it takes to answer it on a page, in a file or in a sentence.

    Attributes
    ----------
    title
        Its name in lists and footers.
    asks
        The question itself.
    contract, frame
        What a row of the answer is, and the function that works the answer out.
    finding
        What the frame says, in sentences. The first is the chart's title; all of them are its text alternative and
        what a page says.
    details
        What more there is to say of it, in sentences: it stands below the finding and smaller, and last in the text
        alternative.
    chart
        The builder of the chart; it gets the frame, and the finding in its context.
    columns
        The columns of the table behind.
    csv
        The columns that are downloaded; where none is named, all of the contract's.
    takes
        What it can be narrowed or set by besides the day and the evidence filter: party, term, proposal, since, beside.
    selections
        The names of the chart's selections.
    rests_on
        Of each row of the frame the rows of the record that it is made from: they lead to the sources.
    narrowed_by
        What of the day and the evidence filter has a say in the answer: as_of, and those of `EVIDENCE`.
    by_row
        Whether the finding names single rows: then it says below, too, on what sources differ. Of every answer it is
        said with the sources.
    not_narrowed
        What the evidence filter lets into the answer otherwise, in words that go on after it; empty where nothing.
    leaves_out
        Whether the evidence filter leaves out anything that the question could have counted.
    how_old
        How many of the levels and answers that the frame counts are old, in sentences; none where none is.
    """

    id: str
    title: str
    asks: str
    contract: frames.Contract[Any]
    frame: Callable[[Scope], pd.DataFrame]
    finding: Callable[[pd.DataFrame, Context], list[str]]
    chart: Builder
    columns: tuple[str, ...]
    rests_on: Callable[[Scope, pd.DataFrame], pd.DataFrame]
    csv: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ("as_of", *EVIDENCE)
    by_row: bool = False
    not_narrowed: Callable[[Scope], str] = lambda scope: ""
    leaves_out: Callable[[Scope], bool] = stances.leaves_out
    details: Callable[[pd.DataFrame, Context], list[str]] = lambda found, context: []
    how_old: Callable[[pd.DataFrame, Context], list[str]] = lambda found, context: []
