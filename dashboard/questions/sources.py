"""On what things rest: the sources cited for each, where they differ, and who published what an answer rests on."""

from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.questions import stances
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import day_words


def publishers_of_evidence(scope: Scope) -> list[str]:
    """Return who published the sources of the claims that a scope admits, the most cited first."""
    return scope.edition.publishers(**stances.admitted(scope))


def publishers(named: pd.Series, titles: pd.Series) -> list[str]:
    """Return the publishers named, the most cited first; a source without one goes by its title."""
    return named.fillna(titles).value_counts().index.tolist()


def cited(scope: Scope) -> dict[str, list[Passage]]:
    """Return the sources published by the day on which each round, text, event and figure rests, to read, by code."""
    found = scope.edition.sources().sort_values(["grade", "published_on"])
    place = {source.code: (number, source) for number, source in enumerate(frames.SOURCES.rows(found))}
    made: dict[str, list[Passage]] = {}
    for citation in sorted(frames.CITATIONS.rows(scope.edition.rows("citation")), key=lambda one: place[one.source][0]):
        _, source = place[citation.source]
        if source.published_on is not None and source.published_on > scope.as_of:
            continue
        day = [] if source.published_on is None else [day_words(source.published_on, source.precision or "day")]
        passage: Passage = {
            "lead": source.publisher or source.title,
            "text": source.title,
            "meta": [*day, f"grade {source.grade}"],
        }
        if source.url is not None:
            passage["link"] = source.url
        for kind in ("round", "proposal", "event", "figure"):
            if (code := getattr(citation, kind)) is not None:
                made.setdefault(f"{kind} {code}", []).append(passage)
    return made


class Point(NamedTuple):
    """A point on which sources differ: what it is about, by column and code, and its sides to read."""

    about: dict[str, str]
    passage: Passage


def disagreements(scope: Scope) -> list[Point]:
    """Return the points on which sources published by the day differ, each with all its sides."""
    edition = scope.edition
    sides = edition.rows("disagreement_side").sort_values(["disagreement", "rank"])
    cited = edition.rows("citation").dropna(subset=["disagreement"])
    sources = edition.sources()[["code", "publisher", "title", "published_on", "grade"]]
    cited = cited[["source", "disagreement"]].merge(sources, left_on="source", right_on="code")
    made = []
    for row in frames.DISAGREEMENTS.rows(edition.rows("disagreement")):
        own = cited[cited["disagreement"] == row.code]
        if own["published_on"].max() > scope.day:
            continue
        words = [str(side) for side in sides.loc[sides["disagreement"] == row.code, "summary"]]
        named = own["publisher"].fillna(own["title"]) + " (grade " + own["grade"] + ")"
        about = {c: code for c in ("term", "round", "proposal", "figure") if (code := getattr(row, c)) is not None}
        made.append(Point(about, {"lead": row.summary, "text": "\n".join(words), "meta": named.tolist()}))
    return made
