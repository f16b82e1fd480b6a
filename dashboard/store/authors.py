"""Who has written in this store: a person has one code in all its negotiations."""

import sqlalchemy as sa

from dashboard.authors import Author, namesakes, newcomer
from dashboard.errors import Invalid
from dashboard.store.engine import Store
from dashboard.store.rows import table


def everybody(store: Store) -> list[Author]:
    """Return every author of every negotiation, by name."""
    columns = table("author").c
    query = sa.select(columns.code, columns.name, columns.kind).distinct().order_by(columns.name, columns.code)
    with store.reading() as connection:
        return [Author(code, name, str(kind)) for code, name, kind in connection.execute(query)]


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
