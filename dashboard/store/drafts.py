"""Drafts: what is typed in a form and not saved yet. None of it is an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.authors import Author
from dashboard.errors import TypedElsewhere
from dashboard.store.engine import Store
from dashboard.store.rows import table

FORGOTTEN_AFTER = timedelta(days=90)
"""How long is known of a form that it has ended. Words are forgotten by nobody's clock, which may be wrong by years."""


@dataclass(frozen=True)
class Form:
    """
    A form that was opened.

    Attributes
    ----------
    code
        Drawn when it was opened.
    browser, author
        Where, and by whom; None before she has given her name.
    negotiation, target
        What it is of.
    title, address
        What stands over it, and the page that leads back to it.
    """

    code: str
    browser: str
    negotiation: str
    target: str
    title: str
    address: str
    author: Author | None = None


@dataclass(frozen=True)
class Draft:
    """What stands in a form, and the row as it was seen when the form was opened; None for a new one."""

    form: Form
    held: Mapping[str, str]
    seen: Mapping[str, Any] | None
    written_at: datetime


@dataclass(frozen=True)
class Typed:
    """
    What a tab sends of a form: what stands in its fields, and the row as it was seen.

    Attributes
    ----------
    tab
        Drawn once for each page that a browser opens: it goes on with what it has sent itself.
    upon
        What this was typed upon: the draft as the tab last knew it, and where it goes on with unsent words of a tab
        that was closed, those words too.
    """

    form: Form
    held: Mapping[str, str]
    seen: Mapping[str, Any] | None
    tab: str
    upon: Sequence[Mapping[str, str]]


class Mark(NamedTuple):
    """What a store is known by: its code, and the secret that signs what its forms send."""

    code: str
    secret: str


def mark(store: Store) -> Mark:
    """Return the code and the secret of a store."""
    columns = table("store").c
    (found,) = store.fetch(sa.select(columns.code, columns.secret))
    return Mark(found.code, found.secret)


def keep(store: Store, typed: Typed) -> datetime | None:
    """
    Keep what stands in a form, and return when; None where the form has been saved or dropped.

    Raises
    ------
    TypedElsewhere
        When the draft is no longer what this was typed upon. It stays as it is.
    """
    now = datetime.now(UTC)
    with store.writing() as connection:
        return now if _write(connection, typed, now, ends=False) else None


def held_by(store: Store, browser: str, author: Author | None, negotiation: str) -> list[Draft]:
    """
    Return the drafts of an author in a negotiation, the newest first, from whatever browser.

    What was typed in this browser before anybody gave a name is hers too. Before she gives one, all that was typed in
    this browser is shown, and nothing else.
    """
    columns = table("draft").c
    own = columns.browser == browser
    if author is not None:
        own = sa.or_(columns.author == author.code, sa.and_(own, columns.author.is_(None)))
    query = sa.select(table("draft")).where(columns.negotiation == negotiation, own, columns.held.is_not(None))
    return [
        Draft(_form(row), row.held, row.seen, row.written_at)
        for row in store.fetch(query.order_by(columns.written_at.desc()))
    ]


def end(connection: sa.Connection, typed: Typed) -> bool:
    """Empty the draft of a form for good; False where that was done before. Forms that ended long ago are forgotten."""
    now, own = datetime.now(UTC), table("draft").c
    ended_long_ago = sa.and_(own.held.is_(None), own.written_at < now - FORGOTTEN_AFTER)
    connection.execute(sa.delete(table("draft")).where(ended_long_ago))
    return _write(connection, typed, now, ends=True)


def drop(store: Store, typed: Typed) -> None:
    """Let go of what stands in a form; raises `TypedElsewhere` where it is not what is to be dropped."""
    with store.writing() as connection:
        end(connection, typed)


def _form(row: sa.Row[Any]) -> Form:
    author = None if row.author is None else Author(row.author, row.author_name)
    return Form(row.form, row.browser, row.negotiation, row.target, row.title, row.address, author)


def _write(connection: sa.Connection, typed: Typed, at: datetime, *, ends: bool) -> bool:
    """Write the one row of a form; False where it has ended."""
    own, form = table("draft"), typed.form
    stands: dict[str, Any] = {"browser": form.browser, "tab": typed.tab, "title": form.title, "address": form.address}
    if form.author is not None:  # a name once given stays with what was typed
        stands |= {"author": form.author.code, "author_name": form.author.name}
    stands |= {"held": None if ends else dict(typed.held), "seen": None if ends else typed.seen, "written_at": at}
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(own).values(form=form.code, negotiation=form.negotiation, target=form.target, **stands)
    if connection.execute(new.on_conflict_do_nothing().returning(own.c.form)).first() is not None:
        return True
    # Locked until the commit, so that two that arrive at once cannot come between each other.
    here = own.c.form == form.code
    query = sa.select(own.c.held, own.c.tab, own.c.written_at).where(here).with_for_update()
    found = connection.execute(query).one()
    if found.held is None:
        return False
    if found.tab != typed.tab and found.held not in (typed.held, *typed.upon):
        raise TypedElsewhere(found.held, found.written_at)
    connection.execute(sa.update(table("draft")).where(here).values(stands))
    return True
