"""Drafts: what is typed in a form and not saved yet. None of it is an edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.store.engine import Store
from dashboard.store.rows import table

FORGOTTEN_AFTER = timedelta(days=90)
"""How long a draft is kept that nobody goes on with, and how long is known of a form that it has ended."""


@dataclass(frozen=True)
class Form:
    """A form that was opened: its own code, where, and what it is of."""

    code: str
    browser: str
    negotiation: str
    target: str


@dataclass(frozen=True)
class Draft:
    """What stands in a form, and the row as it was seen when the form was opened; None for a new one."""

    form: Form
    held: Mapping[str, str]
    seen: Mapping[str, Any] | None
    written_at: datetime


class Mark(NamedTuple):
    """What a store is known by: its code, and the secret that signs what its forms send."""

    code: str
    secret: str


def mark(store: Store) -> Mark:
    """Return the code and the secret of a store."""
    columns = table("store").c
    (found,) = store.fetch(sa.select(columns.code, columns.secret))
    return Mark(found.code, found.secret)


def keep(store: Store, form: Form, held: Mapping[str, str], seen: Mapping[str, Any] | None) -> datetime | None:
    """Keep what stands in a form, and return when; None where the form has been saved or dropped."""
    now = datetime.now(UTC)
    with store.writing() as connection:
        return now if _write(connection, form, dict(held), seen, now) else None


def held_by(store: Store, browser: str, negotiation: str) -> list[Draft]:
    """Return the drafts of a browser in a negotiation, the newest first."""
    columns = table("draft").c
    query = sa.select(columns.form, columns.target, columns.held, columns.seen, columns.written_at).where(
        columns.negotiation == negotiation, columns.browser == browser, columns.held.is_not(None)
    )
    return [
        Draft(Form(row.form, browser, negotiation, row.target), row.held, row.seen, row.written_at)
        for row in store.fetch(query.order_by(columns.written_at.desc()))
    ]


def end(connection: sa.Connection, form: Form) -> bool:
    """Empty the draft of a form for good; False where that was done before. What is long unused is forgotten."""
    now = datetime.now(UTC)
    connection.execute(sa.delete(table("draft")).where(table("draft").c.written_at < now - FORGOTTEN_AFTER))
    return _write(connection, form, None, None, now)


def drop(store: Store, form: Form) -> None:
    """Let go of what stands in a form."""
    with store.writing() as connection:
        end(connection, form)


def _write(
    connection: sa.Connection, form: Form, held: dict[str, str] | None, seen: Mapping[str, Any] | None, at: datetime
) -> bool:
    """Write the one row of a form; False where it has ended."""
    own = table("draft")
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    place = {"form": form.code, "browser": form.browser, "negotiation": form.negotiation, "target": form.target}
    written = {"held": held, "seen": seen, "written_at": at}
    # In one statement, so that two that arrive at once cannot come between each other.
    statement = insert(own).values(**place, **written)
    statement = statement.on_conflict_do_update(index_elements=["form"], set_=written, where=own.c.held.is_not(None))
    return connection.execute(statement.returning(own.c.form)).first() is not None
