"""Who has written in this store: a person has one code in all its negotiations."""

import sqlalchemy as sa

from dashboard.authors import PARLEY, Author, namesakes, newcomer
from dashboard.errors import Invalid
from dashboard.store.engine import Store
from dashboard.store.rows import table
from dashboard.vocabulary import AuthorKind


def everybody(store: Store) -> list[Author]:
    """Return every author of every negotiation, by name; among them who has typed something and saved nothing yet."""
    columns, typed = table("author").c, table("draft").c
    saved = sa.select(columns.code, columns.name, sa.cast(columns.kind, sa.Text).label("kind")).where(
        columns.code != PARLEY.code  # a package may say so, but nobody writes under it
    )
    person = sa.literal(AuthorKind.PERSON.value).label("kind")
    begun = sa.select(typed.author, typed.author_name, person).where(
        typed.author.is_not(None), typed.held.is_not(None), typed.author.not_in(sa.select(columns.code))
    )
    found = store.fetch(saved.union(begun))
    known = [Author(row.code, row.name, row.kind) for row in found]
    return sorted(known, key=lambda author: (author.name, author.code))


def unasked(store: Store, name: str) -> Author:
    """
    Return who writes under this name where nobody can be asked: the author of this whole name or code, else a new one.

    Raises
    ------
    Invalid
        When it is no name, or several authors have it.
    """
    authors = everybody(store)
    meant = [author for author in authors if author.code == name] or namesakes(name, authors)
    codes = list(dict.fromkeys(author.code for author in meant))
    if len(codes) > 1:
        raise Invalid(
            "author", {"name": f"several are called {name}; give one of the codes {', '.join(codes)} instead"}
        )
    return meant[0] if meant else newcomer(name)
