"""Where notes stand on charts: the day that each speaks of, else that of what it is on, and its cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import frames
from dashboard.store.notes import MOST_NOTES
from dashboard.store.rows import among, table
from dashboard.store.snapshot import Readable

note, stance, claim, round_, proposal, provision, event, figure = (
    table(name).c for name in ("annotation", "stance", "claim", "round", "proposal", "provision", "event", "figure")
)
_provided = sa.alias(table("proposal"), "provided").c
_PARTY = sa.func.coalesce(note.party, stance.party, claim.holder)
_TERM = sa.func.coalesce(note.term, stance.term, claim.term)
_DAYS = (
    note.day,
    stance.held_on,
    claim.said_on,
    round_.started_on,
    proposal.tabled_on,
    _provided.tabled_on,
    event.happened_on,
    figure.as_of,
)
_DAY = sa.func.coalesce(*_DAYS)
_PRECISIONS = [column.table.c.precision for column in _DAYS[1:]]


def placed(
    store: Readable,
    negotiation: str,
    *,
    since: date | None = None,
    until: date,
    parties: Sequence[str] = (),
    terms: Sequence[str] = (),
    most: int = MOST_NOTES,
) -> pd.DataFrame:
    """
    Return `frames.PLACED_NOTES` on the cells of these parties and terms, of a span, newest first, at most `most`.

    Where neither is named, notes on anything. A note stands on the day that it speaks of, else on that of what it is
    on; one on a cell that names no day has none.
    """
    columns = {column: note[column] for column in ("code", "author", "text", "written_at")} | {
        "placed_on": _DAY,
        "precision": sa.case((note.day.is_not(None), "day"), else_=sa.func.coalesce(*_PRECISIONS, "day")),
        "party": _PARTY,
        "term": _TERM,
        "total": sa.func.count().over(),
    }
    query = sa.select(*(columns[column].label(column) for column in frames.PLACED_NOTES.columns))
    query = _on_their_targets(query, negotiation, since, until).where(*among((_PARTY, parties), (_TERM, terms)))
    query = query.order_by(note.written_at.desc(), note.code).limit(most)
    return frames.PLACED_NOTES.frame(store.fetch(query))


def by_day(store: Readable, negotiation: str, *, since: date | None = None, until: date) -> pd.DataFrame:
    """Return `frames.DAY_COUNTS` of all notes that have a day, by that day."""
    query = sa.select(_DAY, sa.func.count()).where(_DAY.is_not(None))
    query = _on_their_targets(query, negotiation, since, until).group_by(_DAY).order_by(_DAY)
    return frames.DAY_COUNTS.frame(store.fetch(query))


def _on_their_targets(query: Any, negotiation: str, since: date | None, until: date) -> Any:
    """Return the query on the notes of a negotiation with what they are on, whose day, if they have one, is so."""
    query = query.select_from(table("annotation"))
    targets = [(stance, note.stance), (claim, note.claim), (round_, note.round), (proposal, note.proposal)]
    targets += [(event, note.event), (figure, note.figure), (provision, note.provision)]
    for target, code in [*targets, (_provided, provision.proposal)]:
        same = sa.and_(target.negotiation == note.negotiation, target.code == code)
        query = query.outerjoin(target.code.table, same)
    within = until >= _DAY if since is None else _DAY.between(since, until)
    return query.where(note.negotiation == negotiation, sa.or_(_DAY.is_(None), within))
