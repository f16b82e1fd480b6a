"""From the store to who stands where, for a scope: the frames and sentences of the pages. Knows no Streamlit."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis import stances, texts, timeline
from dashboard.questions import authors, sentences
from dashboard.questions.edition import Edition
from dashboard.questions.items import Item
from dashboard.questions.scope import Scope
from dashboard.vocabulary import OUTCOME_WORDS, day_words


def names(edition: Edition, _scope: Scope, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by code, in the table's order: parties by short name, terms by title."""
    found = edition.rows(table)
    return dict(zip(found["code"], found[column], strict=True))


def tabled(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return the texts (`frames.PROPOSALS`) tabled by the scope's day."""
    proposals = edition.rows("proposal")
    return proposals[proposals["tabled_on"] <= scope.day]


def current(edition: Edition, scope: Scope, as_of: date | None = None) -> pd.DataFrame:
    """Return `frames.CURRENT` as of the scope's day, or of another."""
    day = as_of or scope.as_of
    found = edition.candidates(day, min_grade=scope.min_grade, min_confidence=scope.min_confidence)
    proposals = edition.rows("proposal")
    use_by = int(edition.own()["use_by_days"])
    return stances.current(found, proposals, pd.Timestamp(day).as_unit("s"), use_by)


def changes(edition: Edition, scope: Scope) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return the round before the present one, and `frames.CHANGES` since its end; None where there is none before."""
    rounds = edition.rows("round")
    since = sentences.round_before(rounds, scope.day)
    if since is None:
        return None
    before = current(edition, scope, since["ended_on"].date())
    return since, stances.changes(before, current(edition, scope))


def opening(edition: Edition, scope: Scope) -> tuple[str, str]:
    """Return where the talks stand and which text is on the table, each in a sentence."""
    parties, proposals = edition.rows("party"), edition.rows("proposal")
    terms, rounds = edition.rows("term"), edition.rows("round")
    tabled = edition.rows("proposal_party")
    return (
        sentences.where_talks_stand(current(edition, scope), parties, terms, rounds, scope.day),
        sentences.what_is_on_the_table(proposals, tabled, parties, scope.day),
    )


def graded(edition: Edition, scope: Scope, party: str | None = None, term: str | None = None) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` up to the scope's day that pass its filter."""
    return edition.stances(
        party=party,
        term=term,
        until=scope.as_of,
        min_grade=scope.min_grade,
        min_confidence=scope.min_confidence,
    )


def steps(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.STEPS` of the scope's parties and terms (all where none is named), up to its day."""
    found = picked(graded(edition, scope), party=scope.parties, term=scope.terms)
    return stances.steps(found, edition.annotations(), scope.day)


def moments(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.MOMENTS` of the whole negotiation up to the scope's day."""
    notes = edition.annotations()
    return timeline.moments(
        edition.rows("round"),
        edition.rows("proposal"),
        edition.rows("event"),
        notes.assign(author=notes["author"].map(authors.names(edition, scope))),
        steps(edition, scope),
        edition.rows("party"),
        edition.rows("term"),
        scope.day,
    )


def numbers(edition: Edition, scope: Scope) -> dict[str, list[str]]:
    """Return the numbers of every provision in words."""
    return texts.all_numbers(edition.rows("quantity"), edition.rows("stage"))


def figures(edition: Edition, scope: Scope) -> dict[str, dict[str, str]]:
    """Return the figures that a note may hang on, in words, each with its column and code."""
    return {
        f"{row.title}, {row.as_of:%Y-%m-%d} ({row.code})": {"figure": row.code}
        for row in frames.rows_of(edition.rows("figure"))
    }


def how_it_ended(edition: Edition, scope: Scope) -> tuple[str, Item] | None:
    """Return the code of the latest round and how it ended, to read; None where there is none or it is under way."""
    found = sentences.round_of(edition.rows("round"), scope.day)
    if found is None or found["ended_on"] > scope.day or pd.isna(found["summary"]):
        return None
    outcome = "" if pd.isna(found["outcome"]) else f": {OUTCOME_WORDS[found['outcome']]}"
    item: Item = {"lead": f"How “{found['title']}” ended{outcome}", "text": found["summary"], "marked": True}
    return found["code"], item


def cited(edition: Edition, scope: Scope) -> dict[str, list[Item]]:
    """Return the sources published by the day on which each round, text, event and figure rests, to read, by code."""
    rests = edition.rows("citation").merge(
        edition.rows("source").add_prefix("source_"), left_on="source", right_on="source_code"
    )
    rests = rests[rests["source_published_on"].isna() | (rests["source_published_on"] <= scope.day)]
    made: dict[str, list[Item]] = {}
    for row in frames.rows_of(rests.sort_values(["source_grade", "source_published_on"])):
        day = [] if pd.isna(row.source_published_on) else [day_words(row.source_published_on, row.source_precision)]
        item: Item = {
            "lead": row.source_publisher if isinstance(row.source_publisher, str) else row.source_title,
            "text": row.source_title,
            "meta": [*day, f"grade {row.source_grade}"],
        }
        if isinstance(row.source_url, str):
            item["link"] = row.source_url
        for kind in ("round", "proposal", "event", "figure"):
            if isinstance(code := getattr(row, kind), str):
                made.setdefault(f"{kind} {code}", []).append(item)
    return made


class Point(NamedTuple):
    """A point on which sources differ: what it is about, by column and code, and its sides to read."""

    about: dict[str, str]
    item: Item


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


def picked(found: pd.DataFrame, **picks: tuple[str, ...]) -> pd.DataFrame:
    """Keep the rows whose columns have one of the picked values; an empty pick keeps all."""
    for column, some in picks.items():
        if some:
            found = found[found[column].isin(some)]
    return found.reset_index(drop=True)
