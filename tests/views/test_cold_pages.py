"""What the first look at a page asks of the database, and what a look after somebody's note does."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.store import edits
from dashboard.store.engine import Store
from dashboard.ui import cache
from tests.people import HADDAD
from tests.views.screen import Screen

MOST = 30
DAY = "2025-07-07"
LAST = "2025-11-30"
"""The last day of the case: an agreement is in force, and some of what it gives has been delivered."""


@contextmanager
def asking() -> Iterator[list[str]]:
    """Give a list that fills with all statements made, beginnings of transactions left out."""
    asked: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    yield asked
    sa.event.remove(sa.Engine, "before_cursor_execute", keep)


@pytest.fixture
def cold(bundled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The bundled case at an address of this test's own, of which nothing is kept."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(bundled_path, tmp_path / 'parley.db')}")
    yield cache.store()
    cache.store().close()


@pytest.mark.parametrize(("page", "day"), [("", DAY), *((page, LAST) for page in ("", "movement", "compare"))])
def test_a_page_asks_little_the_first_time_next_to_nothing_the_second_and_after_a_note_for_notes_alone(
    cold: Store, page: str, day: str
) -> None:
    with asking() as asked:
        screen = Screen(page, as_of=day)
    assert len(asked) <= MOST
    with asking() as asked:
        screen.run()
    assert len(asked) <= 4, "which negotiations there are, the clocks of those shown, and what the reader has typed"
    note = {"code": "new", "author": HADDAD.code, "written_at": datetime(2025, 7, 8, tzinfo=UTC), "text": "Look."}
    note |= {"state": "open", "party": "israel", "term": "withdrawal"}
    edits.set_row(cold, "israel-hamas", "annotation", note, seen=None, by=HADDAD)
    with asking() as asked:
        screen.run()
    clocks = [one for one in asked if "FROM negotiation" in one]
    assert len(clocks) == (3 if page == "compare" else 2), "which there are, and the clocks of those shown"
    rest = [one for one in asked if one not in clocks and "FROM annotation" not in one]
    others = {table for one in rest for table in re.findall(r"FROM (\w+)", one)}
    assert others <= {"author", "revision", "draft"}, "besides the notes: by whom, whether they moved, and drafts"
