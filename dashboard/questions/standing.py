"""From the store to who stands where, for a scope: the frames and sentences of the pages. Knows no Streamlit."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis import stances, texts, timeline
from dashboard.questions import sentences
from dashboard.questions.items import Item
from dashboard.questions.scope import Scope
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.vocabulary import OUTCOME_WORDS, day_words


def negotiation(store: Store, scope: Scope) -> pd.Series:
    """Return the negotiation's own row of `frames.NEGOTIATIONS`."""
    return reads.negotiations(store).set_index("code", drop=False).loc[scope.negotiation]


def names(store: Store, scope: Scope, table: str, column: str) -> dict[str, str]:
    """Return a column of a table by code, in the table's order: parties by short name, terms by title."""
    found = reads.rows(store, scope.negotiation, table)
    return dict(zip(found["code"], found[column], strict=True))


def tabled(store: Store, scope: Scope) -> pd.DataFrame:
    """Return the texts (`frames.PROPOSALS`) tabled by the scope's day."""
    proposals = reads.rows(store, scope.negotiation, "proposal")
    return proposals[proposals["tabled_on"] <= scope.day]


def current(store: Store, scope: Scope, as_of: date | None = None) -> pd.DataFrame:
    """Return `frames.CURRENT` as of the scope's day, or of another."""
    day = as_of or scope.as_of
    found = reads.candidates(
        store, scope.negotiation, day, min_grade=scope.min_grade, min_confidence=scope.min_confidence
    )
    proposals = reads.rows(store, scope.negotiation, "proposal")
    use_by = int(negotiation(store, scope)["use_by_days"])
    return stances.current(found, proposals, pd.Timestamp(day).as_unit("s"), use_by)


def changes(store: Store, scope: Scope) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return the round before the present one, and `frames.CHANGES` since its end; None where there is none before."""
    rounds = reads.rows(store, scope.negotiation, "round")
    since = sentences.round_before(rounds, scope.day)
    if since is None:
        return None
    before = current(store, scope, since["ended_on"].date())
    return since, stances.changes(before, current(store, scope))


def opening(store: Store, scope: Scope) -> tuple[str, str]:
    """Return where the talks stand and which text is on the table, each in a sentence."""
    name = scope.negotiation
    parties, proposals = reads.rows(store, name, "party"), reads.rows(store, name, "proposal")
    terms, rounds = reads.rows(store, name, "term"), reads.rows(store, name, "round")
    tabled = reads.rows(store, name, "proposal_party")
    return (
        sentences.where_talks_stand(current(store, scope), parties, terms, rounds, scope.day),
        sentences.what_is_on_the_table(proposals, tabled, parties, scope.day),
    )


def graded(store: Store, scope: Scope, party: str | None = None, term: str | None = None) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` up to the scope's day that pass its filter."""
    return reads.stances(
        store,
        scope.negotiation,
        party=party,
        term=term,
        until=scope.as_of,
        min_grade=scope.min_grade,
        min_confidence=scope.min_confidence,
    )


def steps(store: Store, scope: Scope) -> pd.DataFrame:
    """Return `frames.STEPS` of the scope's parties and terms (all where none is named), up to its day."""
    found = picked(graded(store, scope), party=scope.parties, term=scope.terms)
    return stances.steps(found, reads.annotations(store, scope.negotiation), scope.day)


def moments(store: Store, scope: Scope) -> pd.DataFrame:
    """Return `frames.MOMENTS` of the whole negotiation up to the scope's day."""
    name = scope.negotiation
    return timeline.moments(
        reads.rows(store, name, "round"),
        reads.rows(store, name, "proposal"),
        reads.rows(store, name, "event"),
        reads.annotations(store, name),
        steps(store, scope),
        reads.rows(store, name, "party"),
        reads.rows(store, name, "term"),
        scope.day,
    )


def numbers(store: Store, scope: Scope) -> dict[str, list[str]]:
    """Return the numbers of every provision in words."""
    name = scope.negotiation
    return texts.all_numbers(reads.rows(store, name, "quantity"), reads.rows(store, name, "stage"))


def figures(store: Store, scope: Scope) -> dict[str, dict[str, str]]:
    """Return the figures that a note may hang on, in words, each with its column and code."""
    return {
        f"{row.title}, {row.as_of:%Y-%m-%d} ({row.code})": {"figure": row.code}
        for row in frames.rows_of(reads.rows(store, scope.negotiation, "figure"))
    }


def how_it_ended(store: Store, scope: Scope) -> tuple[str, Item] | None:
    """Return the code of the latest round and how it ended, to read; None where there is none or it is under way."""
    found = sentences.round_of(reads.rows(store, scope.negotiation, "round"), scope.day)
    if found is None or found["ended_on"] > scope.day or pd.isna(found["summary"]):
        return None
    outcome = "" if pd.isna(found["outcome"]) else f": {OUTCOME_WORDS[found['outcome']]}"
    item: Item = {"lead": f"How “{found['title']}” ended{outcome}", "text": found["summary"], "marked": True}
    return found["code"], item


def cited(store: Store, scope: Scope) -> dict[str, list[Item]]:
    """Return the sources published by the day on which each round, text, event and figure rests, to read, by code."""
    name = scope.negotiation
    rests = reads.rows(store, name, "citation").merge(
        reads.rows(store, name, "source").add_prefix("source_"), left_on="source", right_on="source_code"
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


def disagreements(store: Store, scope: Scope) -> list[Point]:
    """Return the points on which sources published by the day differ, each with all its sides."""
    name = scope.negotiation
    sides = reads.rows(store, name, "disagreement_side").sort_values(["disagreement", "rank"])
    cited = reads.rows(store, name, "citation").dropna(subset=["disagreement"])
    sources = reads.rows(store, name, "source")[["code", "publisher", "title", "published_on", "grade"]]
    cited = cited[["source", "disagreement"]].merge(sources, left_on="source", right_on="code")
    made = []
    for row in frames.rows_of(reads.rows(store, name, "disagreement")):
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
