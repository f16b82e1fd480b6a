"""Which store this is, and whose packages it has loaded: what a saved package tells of where it comes from."""

import sqlalchemy as sa

from dashboard.formats import Origin
from dashboard.store.engine import Store
from dashboard.store.rows import table


def origin(store: Store, negotiation: str) -> Origin:
    """Return what a package of this negotiation, saved now, says of where it comes from."""
    own, known = table("negotiation").c, table("known_store").c
    with store.reading() as connection:
        code = connection.execute(sa.select(table("store").c.code)).scalar_one()
        version = connection.execute(sa.select(own.version).where(own.code == negotiation)).scalar_one()
        newest = sa.select(known.store, known.theirs).where(known.negotiation == negotiation).order_by(known.store)
        return Origin(code, version, {other: theirs for other, theirs in connection.execute(newest)})
