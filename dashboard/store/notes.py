"""Notes: those that hang on something with the replies to them, who changed one last, and the tags in use."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import frames
from dashboard.folding import folded, sought
from dashboard.models import Revision
from dashboard.store.rows import table
from dashboard.store.snapshot import Readable
from dashboard.tags import parsed

MOST_NOTES = 500
"""Notes that are given at most, the newest: ranking all of them costs seconds on a large store."""
LOOKED_THROUGH = 1000
"""Notes that a search holds at once."""

note, stance, claim = (table(name).c for name in ("annotation", "stance", "claim"))
_revision = Revision.__table__.c  # type: ignore[attr-defined]


def notes_on(
    store: Readable, negotiation: str, *places: Mapping[str, Sequence[str]], most: int = MOST_NOTES
) -> pd.DataFrame:
    """
    Return `frames.ANNOTATIONS` of the notes on any of these places, with all replies to them, newest first.

    A place is columns with the codes they may hold, such as the round of a mark.
    """
    on = sa.or_(*(sa.and_(*(note[column].in_(codes) for column, codes in place.items())) for place in places))
    return _with_replies(store, negotiation, on, most)


def in_cell(
    store: Readable, negotiation: str, party: str, term: str, until: date, *, most: int = MOST_NOTES
) -> pd.DataFrame:
    """
    Return `frames.ANNOTATIONS` on a cell and on its stances and claims by a day, with all replies, newest first.

    A note on what the evidence filter leaves out is one of the cell all the same.
    """
    of_stances = sa.select(stance.code).where(
        stance.negotiation == negotiation, stance.party == party, stance.term == term, stance.held_on <= until
    )
    of_claims = sa.select(claim.code).where(
        claim.negotiation == negotiation, claim.holder == party, claim.term == term, claim.said_on <= until
    )
    own = sa.and_(note.party == party, note.term == term)
    on = sa.or_(own, note.stance.in_(of_stances), note.claim.in_(of_claims))
    return _with_replies(store, negotiation, on, most)


def _with_replies(store: Readable, negotiation: str, on: sa.ColumnElement[bool], most: int) -> pd.DataFrame:
    hanging = sa.select(note.code).where(note.negotiation == negotiation, on)
    query = sa.select(*(note[column] for column in frames.ANNOTATIONS.columns))
    query = query.where(note.negotiation == negotiation, note.code.in_(with_replies(negotiation, hanging)))
    return frames.ANNOTATIONS.frame(store.fetch(query.order_by(note.written_at.desc(), note.code).limit(most)))


def holding(store: Readable, query: sa.Select[Any], search: str, most: int) -> list[Sequence[Any]]:
    """
    Return the newest rows that a query of `frames.ANNOTATIONS` gives whose text, tags and quote hold every word.

    No database folds as `folding` does, so notes are looked through here, so many at a time and only until there are
    enough: the filters of the query and the words come before the limit.
    """
    words, found = sought(search), list[Sequence[Any]]()
    place = {column: number for number, column in enumerate(frames.ANNOTATIONS.columns)}
    query = query.order_by(note.written_at.desc(), note.code)
    some = store.fetch(query.limit(LOOKED_THROUGH))
    while some:
        for row in some:
            text = folded("\n".join(row[place[column]] or "" for column in ("text", "tags", "quote")))
            if all(word in text for word in words):
                found.append(row)
        if len(found) >= most or len(some) < LOOKED_THROUGH:
            break
        at, code = some[-1][place["written_at"]], some[-1][place["code"]]
        older = sa.or_(note.written_at < at, sa.and_(note.written_at == at, note.code > code))
        some = store.fetch(query.where(older).limit(LOOKED_THROUGH))
    return found[:most]


def with_replies(negotiation: str, codes: sa.Select[Any]) -> sa.Select[Any]:
    """Return the codes with those of all replies to them, each once: a long chain is walked, a circle is left."""
    threads = codes.cte("threads", recursive=True)
    replies = sa.select(note.code).where(note.negotiation == negotiation, note.reply_to == threads.c.code)
    return sa.select(threads.union(replies).c.code)


def note_changes(store: Readable, negotiation: str, codes: Sequence[str], until: int) -> pd.DataFrame:
    """Return `frames.NOTE_CHANGES` of these notes up to a version: who last changed the words of each, and when."""
    words = [_revision[side]["text"].as_string() for side in ("before", "after")]
    last = (
        sa.select(_revision.row_code, sa.func.max(_revision.version).label("version"))
        .where(_revision.negotiation == negotiation, _revision.row_table == "annotation")
        .where(_revision.row_code.in_(codes), _revision.version <= until, words[0] != words[1])
        .group_by(_revision.row_code)
        .subquery()
    )
    same = (_revision.negotiation == negotiation, _revision.version == last.c.version, _revision.number == 1)
    query = sa.select(last.c.row_code, _revision.author, _revision.at).join_from(last, Revision, sa.and_(*same))
    return frames.NOTE_CHANGES.frame(store.fetch(query.order_by(last.c.row_code)))


def writers(store: Readable, negotiation: str) -> dict[str, int]:
    """Return how many notes each author has written, by code."""
    query = sa.select(note.author, sa.func.count()).where(note.negotiation == negotiation).group_by(note.author)
    return {author: count for author, count in store.fetch(query)}


def tags(store: Readable, negotiation: str) -> list[str]:
    """Return the tags in use, in the order of the alphabet."""
    query = sa.select(note.tags).where(note.negotiation == negotiation, note.tags.is_not(None)).distinct()
    return sorted({tag for (some,) in store.fetch(query) for tag in parsed(some)})
