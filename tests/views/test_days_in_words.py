"""A day that is known to the month is nowhere shown as a day."""

import json
import re

import pyarrow as pa
import sqlalchemy as sa

from dashboard.models import Base
from dashboard.store.engine import Store
from dashboard.views import PAGES
from tests.views.screen import Screen

EXACT = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d+\b"
    r"(?! to )"  # where a span that is compared begins: both its days were chosen
)
NUMBERS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b(?! \d{2}:)")
"""A day in numbers that does not begin an instant."""
AS_OF = "2025-08-02"
EXACTLY_MEANT = (
    "2 August 2025",  # the day chosen
    "before 3 July 2025",  # from which levels are old, thirty days later
    "rom 5 July 2025",  # the days that are compared, whatever is known of what happened on them
    "stood on 5 July 2025",
    "1 July 2025 to 5 July 2025",
    "Toy talks, 5 July 2025",
    "9 July 2025",  # the day that a note was hung on
    "by 8 July 2025",  # so much had been delivered by then
    "covered from 1 July 2025",
    "covered to 31 August 2025",
)
EXACTLY_KNOWN = {AS_OF, "2025-07-09", "2025-07-01", "2025-07-05", "2025-08-01"}
"""The day chosen, the day that a note was hung on, and the days from and to which spans are compared."""


def written(screen: Screen) -> str:
    """Return the words of a page and the cells of its tables."""
    return "\n".join([screen.words, *(frame.value.to_csv() for frame in screen.test.dataframe)])


def drawn(screen: Screen) -> str:
    """Return the charts of a page with their data."""
    charts = [one.proto for one in screen.test.get("vega_lite_chart")]
    specs = [json.dumps(json.loads(chart.spec), ensure_ascii=False) for chart in charts]
    data = [pa.ipc.open_stream(some.data.data).read_all().to_pylist() for chart in charts for some in chart.datasets]
    return "\n".join([*specs, *map(str, data)])


def test_a_day_known_to_the_month_is_never_shown_as_a_day(served: Store) -> None:
    with served.writing() as connection:  # beside the versions, so in a store of which nothing is kept
        for table in Base.metadata.sorted_tables:
            if "precision" in table.columns:
                connection.execute(sa.update(table).values(precision="month"))
        for column in ("before", "after"):
            known = f'replace({column}, \'"precision": "day"\', \'"precision": "month"\')'
            connection.exec_driver_sql(f"UPDATE revision SET {column} = {known}")
    for page in PAGES:
        screen = Screen(page.path, as_of=AS_OF).unfold()
        shown = written(screen) + drawn(screen)
        found = [shown[max(0, day.start() - 60) : day.end()] for day in EXACT.finditer(shown)]
        assert not [words for words in found if not words.endswith(EXACTLY_MEANT)], page.id
        assert set(NUMBERS.findall(written(screen))) <= EXACTLY_KNOWN, page.id
