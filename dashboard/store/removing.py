"""Removing a negotiation with its whole history. It is saved as a package first: see `cases`."""

from datetime import UTC, datetime

import sqlalchemy as sa

from dashboard.authors import Author
from dashboard.errors import NotFound, ParleyError
from dashboard.models import Base
from dashboard.store.engine import Store
from dashboard.store.rows import table


def remove(store: Store, negotiation: str, *, version: int, by: Author) -> None:
    """
    Remove every row of a negotiation, its history among them, and remember at which version.

    Parameters
    ----------
    version
        The version that whoever removes it has saved.

    Raises
    ------
    NotFound, ParleyError
        When there is no such negotiation, or it was changed since that version. Nothing was removed.
    """
    columns = table("negotiation").c
    own = columns.code == negotiation
    with store.writing() as connection:
        # Written first, which locks it: nothing is saved in it between the look and the removal.
        locked = (
            sa.update(table("negotiation")).where(own).values(version=columns.version + 1).returning(columns.version)
        )
        last = connection.execute(locked).scalar()
        if last is None:
            raise NotFound(f"There is no negotiation {negotiation!r} in this store.")
        if last != version + 1:
            raise ParleyError(f"{negotiation} was changed while it was being saved. Nothing was removed; try again.")
        for one in reversed(Base.metadata.sorted_tables):
            if "negotiation" in one.c:  # an earlier removal of the same code among them
                connection.execute(sa.delete(one).where(one.c.negotiation == negotiation))
        connection.execute(sa.delete(table("negotiation")).where(own))
        gone = {"negotiation": negotiation, "version": last, "at": datetime.now(UTC), "author": by.code}
        connection.execute(sa.insert(table("removal")), gone)
