"""What happened when: rounds, texts, events, changes of level and annotations on one axis of time."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.timeline import moments
from dashboard.charts.context import Context
from dashboard.charts.timeline import LANES, timeline
from dashboard.questions import authors, stance_steps
from dashboard.questions.edition import Edition
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, list_words


def frame(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.MOMENTS` of the whole negotiation up to the scope's day."""
    notes = edition.placed_notes(until=scope.as_of)
    return moments(
        edition.rows("round"),
        edition.rows("proposal"),
        edition.rows("event"),
        notes.assign(author=notes["author"].map(authors.names(edition, scope))),
        stance_steps.frame(edition, scope),
        edition.rows("party"),
        edition.rows("term"),
        scope.day,
    )


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many moments of each kind there are by the day."""
    if found.empty:
        return ["Nothing is recorded by this day."]
    lanes = found["lane"].value_counts()
    words = {"change": ("change of level", "changes of level")}
    counts = [counted(int(lanes[lane]), *words.get(lane, (lane,))) for lane in LANES if lane in lanes]
    return [f"By {context.as_of_words} there are {list_words(counts)}."]


QUESTION = Question(
    id="timeline",
    title="Timeline",
    asks="What happened when, and what changed around it?",
    contract=frames.MOMENTS,
    frame=frame,
    finding=finding,
    chart=timeline,
    columns=(
        "lane",
        "started_on",
        "ended_on",
        "title",
        "detail",
        "code",
    ),
    selections=("span", "moment"),
)
