"""Days that stand far from all others of a case: most often a slip in the year."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

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
    found: dict[date, list[tuple[str, str]]] = {}
    for table, rows in tables.items():
        columns = [column for column in IN_PACKAGE[table].columns.values() if column.kind is Kind.DAY]
        for row in rows if columns else ():
            for column in columns:
                if (day := row.get(column.name)) is not None:
                    precision = row.get(column.precision or "") or Precision.DAY
                    found.setdefault(day, []).append((f"{table} {row['code']}, {column.name}", precision))
    groups: list[list[date]] = [[day] for day in sorted(found)[:1]]
    for before, day in pairwise(sorted(found)):
        if day - before > FAR:
            groups.append([])
        groups[-1].append(day)
    sizes = [sum(len(found[day]) for day in group) for group in groups]
    if len(groups) < 2 or 2 * max(sizes) <= sum(sizes):
        return []
    most = groups.pop(sizes.index(max(sizes)))
    others = (
        f"all others are from {most[0].year} to {most[-1].year}"
        if most[0].year != most[-1].year
        else (f"all others are of {most[0].year}")
    )
    lonely = [(day_words(day, known), place) for group in groups for day in group for place, known in found[day]]
    told = [f"{place}: {day} is far from the rest; {others}. Is the year right?" for day, place in lonely]
    return told if len(told) <= MOST else [*told[:MOST], f"{len(told) - MOST} more days are as far from the rest."]
