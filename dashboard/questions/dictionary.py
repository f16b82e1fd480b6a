"""The data dictionary: every column of every table, as `models` describes it."""

from typing import Annotated, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import IN_PACKAGE


class DescribedColumn(NamedTuple):
    """A column of a table in words."""

    table: Annotated[str, "Table"]
    column: Annotated[str, "Column"]
    title: Annotated[str, "Heading"]
    help: Annotated[str, "What belongs there"]
    holds: Annotated[str, "Holds"]


DICTIONARY = frames.Contract("dictionary", DescribedColumn)


def dictionary(first: str | None = None) -> pd.DataFrame:
    """Return `DICTIONARY`, in the order of tables and columns in a package, but for a table that is to come first."""
    return DICTIONARY.frame(
        (table.name, column.name, column.title, column.help, column.holds)
        for table in sorted(IN_PACKAGE.values(), key=lambda table: table.name != first)
        for column in table.columns.values()
    )
