"""Where sources differ: the points on which they do, and which of them an answer rests on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import Source
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted

MOST_TOLD = 2
"""Points that are told with what each side says; the rest are counted."""


Place = tuple[str, str, str | None]
"""A row of the record, by table and code; of what a text says or what came of it on a term, by that too."""


class Point(NamedTuple):
    """
    A point on which sources differ.

    It has a code; the day on which the last of its sources was published; what it is about, by column and code; whether
    that happened on a day, and does not stand in a text; and its sides to read.
    """

    code: str
    since: date
    about: dict[str, str]
    happened: bool
    passage: Passage


def points(scope: Scope) -> list[Point]:
    """Return the points on which sources published by the day differ, each with all its sides."""
    edition = scope.edition
    sources = {source.code: source for source in frames.SOURCES.rows(edition.sources())}
    cited, sides = defaultdict[str, list[Source]](list), defaultdict[str, list[str]](list)
    for citation in frames.CITATIONS.rows(edition.rows("citation").dropna(subset=["disagreement"])):
        cited[str(citation.disagreement)].append(sources[citation.source])
    for side in sorted(frames.DISAGREEMENT_SIDES.rows(edition.rows("disagreement_side")), key=lambda one: one.rank):
        sides[side.disagreement].append(side.summary)
    made = []
    for row in frames.DISAGREEMENTS.rows(edition.rows("disagreement")):
        since = max((source.published_on for source in cited[row.code] if source.published_on), default=date.min)
        if since > scope.as_of:
            continue
        named = [f"{one.publisher or one.title} (grade {one.grade}, {one.code})" for one in cited[row.code]]
        urls = [source.url for source in cited[row.code]]
        about = {c: code for c in ("term", "round", "proposal", "figure") if (code := getattr(row, c)) is not None}
        read: Passage = {
            "lead": row.summary,
            "text": "\n".join(sides[row.code]),
            "meta": [name for name, url in zip(named, urls, strict=True) if url is None],
            "links": [(name, url) for name, url in zip(named, urls, strict=True) if url is not None],
        }
        made.append(Point(row.code, since, about, row.noted_on is not None, read))
    return made


def behind(scope: Scope, rests_on: pd.DataFrame) -> dict[int, list[Point]]:
    """
    Return by row of an answer the points on which sources differ that it rests on.

    A stance or a claim is touched by a point on its own term, where it is from one of the sources that differ; what a
    text says, by one on that text and that term; what came of a text, all in all or on a term, by one on what happened
    under it; a figure, a round or a whole text, by one that names it. That two are of one term says too little.

    Parameters
    ----------
    rests_on
        `frames.RESTS_ON` of the answer.
    """
    found: dict[int, dict[str, Point]] = {}
    for side, rows in ((scope, rests_on[~rests_on["beside"]]), (scope.beside, rests_on[rests_on["beside"]])):
        touched = {} if side is None else side.at(side.as_of).ask(_touched)
        for row in frames.RESTS_ON.rows(rows) if touched else ():
            place = (row.table, row.code, row.term if row.table in ("proposal", "delivery") else None)
            for point in touched.get(place, ()):
                found.setdefault(row.row, {})[point.code] = point
    return {number: list(some.values()) for number, some in found.items()}


def _touched(scope: Scope) -> dict[Place, list[Point]]:
    """Return by what of the record is touched the points that touch it."""
    known = {point.code: point for point in points(scope)}
    found: dict[Place, list[Point]] = {}
    for point in known.values():
        about = point.about
        places: set[Place] = {(kind, about[kind], None) for kind in ("figure", "round", "proposal") if kind in about}
        if "proposal" in about:
            kind, terms = (
                ("delivery", (about.get("term"), None)) if point.happened else ("proposal", (about.get("term"),))
            )
            places.update((kind, about["proposal"], term) for term in terms)
        for place in places:
            found.setdefault(place, []).append(point)
    cited = scope.edition.rows("citation").dropna(subset=["disagreement"])
    claims = scope.edition.claims_from(sorted(cited["source"].unique()))  # of all days, so that it is asked once
    differ = cited[["source", "disagreement"]].merge(claims[["source", "code", "term", "stance"]], on="source")
    for code, claim, term, stance in differ[["disagreement", "code", "term", "stance"]].itertuples(index=False):
        if code in known and known[code].about.get("term") == term:
            for kind, one in (("claim", claim), ("stance", stance)):
                own = found.setdefault((kind, one, None), [])
                own += [known[code]] if known[code] not in own else []
    return found


def told(some: Iterable[Collection[Point]]) -> list[str]:
    """Return in a sentence on which points of the rows of an answer sources differ, the latest first; none on none."""
    each = sorted({point.code: point for own in some for point in own}.values(), key=lambda one: one.since)[::-1]
    if not each:
        return []
    said = [_with_sides(point) for point in each]
    if len(said) > MOST_TOLD + 1:  # one more is told, not counted
        said[MOST_TOLD:] = [f"and {len(each) - MOST_TOLD} more"]
    return [f"Sources differ on {counted(len(each), 'point')} behind what is shown: {'; '.join(said)}."]


def _with_sides(point: Point) -> str:
    sides = "; ".join(line.rstrip(".") for line in point.passage["text"].splitlines())
    return f"“{point.passage['lead'].rstrip('.')}”{f' ({sides})' if sides else ''}"
