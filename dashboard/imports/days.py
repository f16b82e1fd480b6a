"""Days that stand far from all others of a case: most often a slip in the year."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from dashboard.formats import Values
from dashboard.models import IN_PACKAGE, Kind
from dashboard.vocabulary import Precision, day_words

FAR = timedelta(days=20 * 365)
MOST = 5
"""Days that are told one by one."""


def far(tables: Mapping[str, Iterable[Values]]) -> list[str]:
    """
    Return a sentence for each day that is more than twenty years from where most days of the case are.

    Days with less than that between them are together; nothing is far where no group has more than half of them.
    """
    counts = Counter(day for day, *_ in _days(tables))
    groups: list[list[date]] = [[day] for day in sorted(counts)[:1]]
    for before, day in pairwise(sorted(counts)):
        if day - before > FAR:
            groups.append([])
        groups[-1].append(day)
    sizes = [sum(counts[day] for day in group) for group in groups]
    if len(groups) < 2 or 2 * max(sizes) <= sum(sizes):
        return []
    most = groups.pop(sizes.index(max(sizes)))
    others = (
        f"all others are from {most[0].year} to {most[-1].year}"
        if most[0].year != most[-1].year
        else (f"all others are of {most[0].year}")
    )
    lonely = {day for group in groups for day in group}
    first = heapq.nsmallest(MOST, (one for one in _days(tables) if one[0] in lonely), key=itemgetter(0))
    told = [
        f"{table} {code}, {column}: {day_words(day, known)} is far from the rest; {others}. Is the year right?"
        for day, known, table, code, column in first
    ]
    left = sum(sizes) - max(sizes) - len(first)
    return told if not left else [*told, f"{left} more days are as far from the rest."]


def _days(tables: Mapping[str, Iterable[Values]]) -> Iterator[tuple[date, Precision, str, str, str]]:
    """Yield every day, how exactly it is known, and its table, row and column."""
    for table, rows in tables.items():
        columns = [column for column in IN_PACKAGE[table].columns.values() if column.kind is Kind.DAY]
        for row in rows if columns else ():
            for column in columns:
                if (day := row.get(column.name)) is not None:
                    yield day, row.get(column.precision or "") or Precision.DAY, table, row["code"], column.name
