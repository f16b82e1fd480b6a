"""
How many statements the first look at a page asks of the database, in a process that has only opened the store.

`python -m tests.benchmarks.statements DAY ADDRESS` prints the number; the store is the one that DATABASE_URL names.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from tests.benchmarks.measuring import Figure, compare
from tests.benchmarks.storing import DAY

MOST = 30
PAGES = {"Overview": "", "Movement": "movement", "Compare": "compare"}
DAYS = {"": DAY, " on its last day": date(2025, 11, 30)}
"""A day of talks, and one on which an agreement is in force and part of it delivered."""


def cold_pages(url: str) -> Iterator[Figure]:
    """Yield the statements of each page against the most that it should ask."""
    for when, day in DAYS.items():
        for name, address in PAGES.items():
            command = [sys.executable, "-m", "tests.benchmarks.statements", day.isoformat(), address]
            done = subprocess.run(
                command, env=os.environ | {"DATABASE_URL": url}, check=True, stdout=subprocess.PIPE, text=True
            )
            pairs = [(float(done.stdout), float(MOST))]
            yield compare(f"Cold {name}, bundled case{when}, against the most it should ask", "statements", pairs, 1)


def _asked(day: str, address: str) -> int:
    """Return the number for one page, begins of transactions not counted."""
    from dashboard.ui import cache
    from tests.views.screen import Screen

    cache.store()
    asked = 0

    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal asked
        asked += not statement.startswith("BEGIN")

    Screen(address, as_of=day)
    return asked


if __name__ == "__main__":
    print(_asked(*sys.argv[1:]))
