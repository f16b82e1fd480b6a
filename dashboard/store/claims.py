"""Claims: what somebody says of a party's line, in which source; and who published what an answer rests on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

import pandas as pd
import sqlalchemy as sa

from dashboard import frames
from dashboard.store.rows import MOST_CODES, among, table
from dashboard.store.snapshot import Readable
from dashboard.vocabulary import ANSWERS, SCORES, Attribution, Word

claim, source, rests_on = (table(name).c for name in ("claim", "source", "stance_claim"))

BY_ANOTHER = sa.or_(
    claim.attribution == Attribution.REPORTED,
    claim.speaker_party != claim.holder,
    claim.speaker_is_holder.is_(sa.false()),
)
"""Whether somebody else speaks for the holder. Where the speaker is not said to be another, it is the holder."""
WORD = sa.case(
    (claim.attribution == Attribution.ANONYMOUS, int(Word.UNNAMED)),
    (BY_ANOTHER, int(Word.REPORTED)),
    else_=int(Word.OWN),
)
"""On whose word a claim is."""
_of_claim = (rests_on.negotiation == claim.negotiation, rests_on.claim == claim.code)


class Admitted(TypedDict, total=False):
    """Which claims are asked for: of these holders and terms (all where none is named), said when, in which source."""

    holders: Sequence[str]
    terms: Sequence[str]
    since: date | None
    until: date
    min_grade: str
    source: str | None


def evidence(
    store: Readable, negotiation: str, *, most: int | None = None, **admitted: Unpack[Admitted]
) -> pd.DataFrame:
    """Return `frames.EVIDENCE`, newest first, at most `most`; `stance` is the first that rests on the claim."""
    first = sa.select(sa.func.min(rests_on.stance)).where(*_of_claim).correlate(table("claim")).scalar_subquery()
    query = _of(_evidence(first), negotiation, admitted).order_by(claim.said_on.desc(), claim.code)
    return frames.EVIDENCE.frame(store.fetch(query.limit(most)))


def behind(store: Readable, negotiation: str, stances: Sequence[str]) -> pd.DataFrame:
    """Return `frames.EVIDENCE`: each of these stances with each claim on which it rests, newest first."""
    query = _of(_evidence(rests_on.stance), negotiation, {}).join(table("stance_claim"), sa.and_(*_of_claim))
    return _in_parts(store, query, rests_on.stance, stances)


def by_code(store: Readable, negotiation: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return `frames.EVIDENCE`: these claims, newest first, without a stance."""
    return _in_parts(store, _of(_evidence(sa.null()), negotiation, {}), claim.code, codes)


def from_sources(store: Readable, negotiation: str, sources: Sequence[str]) -> pd.DataFrame:
    """Return `frames.EVIDENCE`: each claim from these sources with each stance that rests on it, newest first."""
    query = _of(_evidence(rests_on.stance), negotiation, {})
    return _in_parts(store, query.outerjoin(table("stance_claim"), sa.and_(*_of_claim)), claim.source, sources)


def _evidence(stance: Any) -> Any:
    return sa.select(
        *(claim[column] for column in frames.CLAIMS.columns),
        stance.label("stance"),
        source.title.label("source_title"),
        source.publisher,
        source.published_on,
        source.precision.label("published_precision"),
        source.url,
        source.origin,
        source.grade.label("source_grade"),
    )


def _in_parts(store: Readable, query: Any, column: Any, codes: Sequence[str]) -> pd.DataFrame:
    """Return what a query gives of these codes; a statement takes only so many values."""
    parts = [sorted(codes)[start : start + MOST_CODES] for start in range(0, len(codes), MOST_CODES)]
    found = [row for part in parts for row in store.fetch(query.where(column.in_(part)))]
    return frames.EVIDENCE.frame(found).sort_values(["said_on", "code"], ascending=[False, True], ignore_index=True)


def claims(store: Readable, negotiation: str, **admitted: Unpack[Admitted]) -> int:
    """Return how many claims there are."""
    ((found,),) = store.fetch(_of(sa.select(sa.func.count()), negotiation, admitted))
    return int(found)


def publishers(store: Readable, negotiation: str, **admitted: Unpack[Admitted]) -> list[str]:
    """Return who published the sources of the claims, the most cited first; one without goes by its title."""
    name = sa.func.coalesce(source.publisher, source.title)
    cited = store.fetch(_of(sa.select(name, sa.func.count()), negotiation, admitted).group_by(name))
    return [publisher for publisher, _ in sorted(cited, key=lambda one: (-one[1], one[0]))]


def spoken(store: Readable, negotiation: str, **admitted: Unpack[Admitted]) -> pd.DataFrame:
    """
    Return `frames.SPOKEN`: somebody else's words for a party, and what was said of it on that term from then on.

    Claims without a score are left out: they settle nothing. So are the many of a cell for which nobody else spoke.
    """
    scored = sa.or_(claim.level.in_(list(SCORES)), claim.answer.in_([code for code in ANSWERS if code in SCORES]))
    first = sa.select(claim.holder, claim.term, sa.func.min(claim.said_on).label("said_on")).where(BY_ANOTHER, scored)
    since = _of(first, negotiation, admitted).group_by(claim.holder, claim.term).cte("since")
    # Where no speaker is recorded, the database does not know whether it is another: then it is the holder.
    columns: dict[str, Any] = {column: claim[column] for column in frames.CLAIMS.columns}
    columns |= {"published_on": source.published_on, "published_precision": source.precision}
    columns |= {"source_grade": source.grade, "by_another": sa.func.coalesce(BY_ANOTHER, sa.false()), "word": WORD}
    query = _of(sa.select(*(columns[column].label(column) for column in frames.SPOKEN.columns)), negotiation, admitted)
    query = query.join(since, sa.and_(since.c.holder == claim.holder, since.c.term == claim.term))
    return frames.SPOKEN.frame(store.fetch(query.where(scored, claim.said_on >= since.c.said_on)))


def _of(query: Any, negotiation: str, admitted: Admitted) -> Any:
    """Return the query on the claims that are asked for, each with its source."""
    query = query.select_from(table("claim")).join(
        table("source"), sa.and_(source.negotiation == claim.negotiation, source.code == claim.source)
    )
    query = query.where(claim.negotiation == negotiation, source.grade <= admitted.get("min_grade", "F"))
    query = query.where(*among((claim.holder, admitted.get("holders", ())), (claim.term, admitted.get("terms", ()))))
    if (since := admitted.get("since")) is not None:
        query = query.where(claim.said_on >= since)
    if (only := admitted.get("source")) is not None:
        query = query.where(source.code == only)
    return query if "until" not in admitted else query.where(claim.said_on <= admitted["until"])
