"""On what things rest: the sources cited for each, where they differ, and who published what an answer rests on."""

from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.questions.edition import Edition
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import day_words


def publishers_of_evidence(edition: Edition, scope: Scope) -> list[str]:
    """Return who published the sources of the claims that a scope admits, the most cited first."""
    cited = edition.evidence(until=scope.as_of, min_grade=scope.min_grade)
    cited = picked(cited, holder=scope.parties, term=scope.terms)
    return publishers(cited["publisher"], cited["source_title"])


def publishers(named: pd.Series, titles: pd.Series) -> list[str]:
    """Return the publishers named, the most cited first; a source without one goes by its title."""
    return named.fillna(titles).value_counts().index.tolist()


def cited(edition: Edition, scope: Scope) -> dict[str, list[Passage]]:
    """Return the sources published by the day on which each round, text, event and figure rests, to read, by code."""
    rests = edition.rows("citation").merge(
        edition.rows("source").add_prefix("source_"), left_on="source", right_on="source_code"
    )
    rests = rests[rests["source_published_on"].isna() | (rests["source_published_on"] <= scope.day)]
    made: dict[str, list[Passage]] = {}
    for row in frames.rows_of(rests.sort_values(["source_grade", "source_published_on"])):
        day = [] if pd.isna(row.source_published_on) else [day_words(row.source_published_on, row.source_precision)]
        passage: Passage = {
            "lead": row.source_publisher if isinstance(row.source_publisher, str) else row.source_title,
            "text": row.source_title,
            "meta": [*day, f"grade {row.source_grade}"],
        }
        if isinstance(row.source_url, str):
            passage["link"] = row.source_url
        for kind in ("round", "proposal", "event", "figure"):
            if isinstance(code := getattr(row, kind), str):
                made.setdefault(f"{kind} {code}", []).append(passage)
    return made


class Point(NamedTuple):
    """A point on which sources differ: what it is about, by column and code, and its sides to read."""

    about: dict[str, str]
    passage: Passage


def disagreements(edition: Edition, scope: Scope) -> list[Point]:
    """Return the points on which sources published by the day differ, each with all its sides."""
    sides = edition.rows("disagreement_side").sort_values(["disagreement", "rank"])
    cited = edition.rows("citation").dropna(subset=["disagreement"])
    sources = edition.rows("source")[["code", "publisher", "title", "published_on", "grade"]]
    cited = cited[["source", "disagreement"]].merge(sources, left_on="source", right_on="code")
    made = []
    for row in frames.rows_of(edition.rows("disagreement")):
        own = cited[cited["disagreement"] == row.code]
        if own["published_on"].max() > scope.day:
            continue
        words = [str(side) for side in sides.loc[sides["disagreement"] == row.code, "summary"]]
        named = own["publisher"].fillna(own["title"]) + " (grade " + own["grade"] + ")"
        about = {c: code for c in ("term", "round", "proposal", "figure") if isinstance(code := getattr(row, c), str)}
        made.append(Point(about, {"lead": row.summary, "text": "\n".join(words), "meta": named.tolist()}))
    return made
