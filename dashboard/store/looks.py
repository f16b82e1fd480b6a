"""Up to which version each author has read what changed. None of it is an edit."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.authors import Author
from dashboard.store.engine import Store
from dashboard.store.rows import table


def last(store: Store, negotiation: str, author: Author) -> int | None:
    """Return the version up to which an author has read; None before her first look."""
    own = table("last_look").c
    found = store.fetch(sa.select(own.version).where(own.negotiation == negotiation, own.author == author.code))
    return found[0].version if found else None


def keep(store: Store, negotiation: str, author: Author, version: int) -> None:
    """Keep that an author has read up to a version; what she has read in another browser meanwhile stays read."""
    own = table("last_look")
    row = {"negotiation": negotiation, "author": author.code, "version": version, "at": datetime.now(UTC)}
    with store.writing() as connection:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(
            insert(own)
            .values(row)
            .on_conflict_do_update(
                index_elements=[own.c.negotiation, own.c.author],
                set_={"version": version, "at": row["at"]},
                where=own.c.version < version,
            )
        )
