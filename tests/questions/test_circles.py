"""Replies, versions of a text, parts of a party in a circle, or deeper than Python goes: pages have an end."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.questions import asking, party_or_text, provisions, records, revisions, texts
from dashboard.questions.edition import Edition
from dashboard.questions.threads import threads
from dashboard.store import notes
from dashboard.store.engine import Store
from dashboard.store.rows import table
from dashboard.store.schema import open_store
from tests.odd_cases import OddCase, but, rows_of_all

LONG = 600  # longer than functions may call one another here (`shallow`)
CYCLES = (("annotation", "reply_to"), ("proposal", "version_of"), ("party", "part_of"))


def chained(first: dict[str, Any], name: str, column: str, length: int) -> list[dict[str, Any]]:
    """Return rows like the first that each refer to the next one: what is first in order comes last in the chain."""
    rows = [{**first, "code": f"{name}{number}", column: f"{name}{number + 1}"} for number in range(length)]
    del rows[-1][column]
    for number, row in enumerate(rows if "tabled_on" in first else ()):
        row["tabled_on"] += timedelta(days=number)
    return rows


def case(length: int) -> OddCase:
    rows = rows_of_all(day=date(2000, 1, 1))
    long = {name: [*rows[name], *chained(rows[name][0], name, column, length)] for name, column in CYCLES}
    return OddCase({"title": "Long"}, but(rows, **long))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Store]:
    """A store of a case with long chains, and of one with circles, which no edit and no package makes."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("circles") / "parley.db")
    store = open_store(f"sqlite:///{path}")
    case(LONG).load(store, "long")
    case(3).load(store, "round")
    with store.writing() as connection:
        for name, column in CYCLES:
            own = table(name).c
            last = sa.and_(own.negotiation == "round", own.code == f"{name}2")
            connection.execute(sa.update(table(name)).where(last).values({column: f"{name}0"}))
    yield store
    store.close()


@pytest.mark.parametrize(("code", "length"), [("long", LONG), ("round", 3)])
def test_what_pages_ask_of_a_long_chain_or_of_a_circle_has_an_end(
    store: Store, code: str, length: int, shallow: int
) -> None:
    assert shallow < LONG
    edition = Edition(store, code)
    scope = asking.scope(edition, date(2020, 1, 1), "F", "low", proposals=("proposal0",))
    assert texts.families(scope) == {"proposal0": f"Country A ({length} texts)"}
    assert party_or_text.frame(scope).empty
    assert provisions.text(scope, "proposal0").lines == ["It revises “Country A”."]
    told = threads(notes.notes_on(store, code, {"day": [date(2000, 1, 1)]}, most=2 * LONG))
    assert len(told) == length + 1 and sum(one.reply for one in told) == length - 1
    assert not edition.annotations(state="open").empty
    assert all(records.in_full(scope, name, f"{name}0") for name, _ in CYCLES if name != "annotation")
    assert not revisions.recorded_changes(scope, "1").empty
