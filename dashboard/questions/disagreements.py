"""Where sources differ: the points on which they do, and which of them an answer rests on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import Disagreement, Source
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.questions.sources import of_answer
from dashboard.vocabulary import ProposalKind, counted

MOST_TOLD = 2
"""Points that are told with what each side says; the rest are counted."""


Place = tuple[str, str, str | None]
"""A row of the record, by table and code; of what a text says or what came of it on a term, by that too."""


class Point(NamedTuple):
    """
    A point on which sources differ.

    It has a code; the day from which it is known that they do; what it is about, by column and code; and its sides to
    read, with those of its sources that are out. While one is not, the sides stay out: one may be known by it alone.
    """

    code: str
    since: date
    about: dict[str, str]
    passage: Passage


def points(scope: Scope, also: Collection[str] = ()) -> list[Point]:
    """
    Return the points on which sources are known to differ on the day.

    That is from the second day on which one of a point's sources was published, or from the only one: those of one day
    may say the same. Where it is noted when the versions first stood against each other, it is not before.

    Parameters
    ----------
    also
        Sources published later on which an answer rests all the same: what else they say is as well known as that.
    """
    edition = scope.edition
    sources = {source.code: source for source in frames.SOURCES.rows(edition.sources())}
    cited, sides = defaultdict[str, list[Source]](list), defaultdict[str, list[str]](list)
    for citation in frames.CITATIONS.rows(edition.rows("citation").dropna(subset=["disagreement"])):
        cited[str(citation.disagreement)].append(sources[citation.source])
    for side in sorted(frames.DISAGREEMENT_SIDES.rows(edition.rows("disagreement_side")), key=lambda one: one.rank):
        sides[side.disagreement].append(side.summary)
    made = []
    for row in frames.DISAGREEMENTS.rows(edition.rows("disagreement")):
        own = cited[row.code]
        by_then = [one for one in own if _published(one) <= scope.as_of]
        out = [one for one in own if one in by_then or one.code in also]
        since = max([row.noted_on or date.min, *_first_days(own)])
        told_later = len(out) > len(by_then) and len(_first_days(out)) == len(_first_days(own))
        if since > scope.as_of and not told_later:
            continue
        named = [f"{one.publisher or one.title} (grade {one.grade}, {one.code})" for one in out]
        urls = [source.url for source in out]
        read: Passage = {
            "lead": row.summary,
            "text": "\n".join(sides[row.code]) if out == own else "",
            "meta": [name for name, url in zip(named, urls, strict=True) if url is None],
            "links": [(name, url) for name, url in zip(named, urls, strict=True) if url is not None],
        }
        made.append(Point(row.code, since, _about(row), read))
    return made


def _published(source: Source) -> date:
    return source.published_on or date.min


def _first_days(sources: Iterable[Source]) -> list[date]:
    """Return the first two days on which any of these was published, or the only one."""
    return sorted({_published(source) for source in sources})[:2]


def _about(row: Disagreement) -> dict[str, str]:
    columns = ("term", "round", "proposal", "figure")
    return {column: code for column in columns if (code := getattr(row, column)) is not None}


def behind(scope: Scope, rests_on: pd.DataFrame) -> dict[int, list[Point]]:
    """
    Return by row of an answer the points on which sources differ that it rests on.

    A stance or a claim is touched by a point on its own term, where it is from one of the sources that differ; what a
    text says, by one on that text and that term, or by one on the term and no text, where the text is known by one of
    these sources; what came of an agreement, all in all or on a term, by one that names it and a day; a figure, a round
    or a whole text, by one that names it. That two are of one term says too little.

    Where terms are chosen, a point on another term is none of a text's, though it is on that text; a stance or a claim
    on another term that the answer rests on all the same keeps its own.

    Where what is touched is known only by a page of a later day, all that this page tells counts as known: what it
    alleges is not counted without what it denies.

    Parameters
    ----------
    rests_on
        `frames.RESTS_ON` of the answer.
    """
    found: dict[int, dict[str, Point]] = {}
    for side, rows in ((scope, rests_on[~rests_on["beside"]]), (scope.beside, rests_on[rests_on["beside"]])):
        if side is None or rows.empty:
            continue
        of_day = side.at(side.as_of)
        touched = of_day.ask(_touched)
        met = [(number, touched.get(_place(row), ())) for number, row in enumerate(frames.RESTS_ON.rows(rows))]
        met = [(number, codes) for number, codes in met if codes]
        if not met:
            continue
        # That a round had begun is counted of it, and nothing of what its pages tell of later days.
        counted_of = [number for number, _ in met if rows["table"].iloc[number] != "round"]
        later = of_answer(scope, rows.iloc[counted_of]).dropna(subset="later_on")
        some = of_day.ask(points) if later.empty else points(side, set(later["source"]))
        terms = {None, *side.terms, *frames.whole_texts(side.edition.rows("term"))}
        known = {point.code: point for point in some}
        chosen = {code for code, point in known.items() if not side.terms or point.about.get("term") in terms}
        for number, codes in met:
            row, table = int(rows["row"].iloc[number]), rows["table"].iloc[number]
            own = known if table in ("stance", "claim") else chosen
            found.setdefault(row, {}).update({code: known[code] for code in codes if code in own})
    return {row: list(some.values()) for row, some in found.items() if some}


def _place(row: frames.RestsOn) -> Place:
    return row.table, row.code, row.term if row.table in ("proposal", "delivery") else None


def _touched(scope: Scope) -> dict[Place, list[str]]:
    """Return by what of the record is touched the points, by code, that touch it once they are known."""
    edition = scope.edition
    kinds = edition.rows("proposal").set_index("code")["kind"]
    points = {row.code: row for row in frames.DISAGREEMENTS.rows(edition.rows("disagreement"))}
    found: dict[Place, dict[str, None]] = defaultdict(dict)  # of each place the points, each once and in order
    for code, row in points.items():
        about, term = _about(row), row.term
        places: set[Place] = {(kind, about[kind], None) for kind in ("figure", "round", "proposal") if kind in about}
        if row.proposal is not None:
            came_of_it = row.noted_on is not None and kinds[row.proposal] == ProposalKind.AGREEMENT
            of_text: set[Place] = {("proposal", row.proposal, term)}
            places |= {("delivery", row.proposal, one) for one in (term, None)} if came_of_it else of_text
        for place in places:
            found[place][code] = None
    cited = edition.rows("citation")
    differ = cited.dropna(subset="disagreement")[["source", "disagreement"]]
    texts = differ.merge(cited.dropna(subset="proposal")[["source", "proposal"]], on="source")
    for code, text in texts[["disagreement", "proposal"]].itertuples(index=False):
        row = points[code]
        if row.term is not None and row.proposal is None and row.noted_on is None:
            found["proposal", text, row.term][code] = None
    claims = edition.claims_from(sorted(differ["source"].unique()))  # of all days, so that it is asked once
    said = differ.merge(claims[["source", "code", "term", "stance"]], on="source")
    for code, claim, term, stance in said[["disagreement", "code", "term", "stance"]].itertuples(index=False):
        if points[code].term == term:
            found["claim", claim, None][code] = found["stance", stance, None][code] = None
    return {place: list(codes) for place, codes in found.items()}


def told(some: Iterable[Collection[Point]]) -> list[str]:
    """Return in a sentence on which points of the rows of an answer sources differ, the latest first; none on none."""
    each = sorted({point.code: point for own in some for point in own}.values(), key=lambda one: one.since)[::-1]
    if not each:
        return []
    said = [_with_sides(point) for point in each]
    if len(said) > MOST_TOLD + 1:  # one more is told, not counted
        said[MOST_TOLD:] = [f"and {len(each) - MOST_TOLD} more"]
    bear = "bears" if len(each) == 1 else "bear"
    points = f"{counted(len(each), 'point')} that {bear} on the data behind this"
    return [f"Sources are recorded to differ on {points}: {'; '.join(said)}."]


def _with_sides(point: Point) -> str:
    sides = "; ".join(line.rstrip(".") for line in point.passage["text"].splitlines())
    return f"“{point.passage['lead'].rstrip('.')}”{f' ({sides})' if sides else ''}"
