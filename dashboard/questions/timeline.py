"""What happened when: rounds, texts, events, changes of level and annotations on one axis of time."""

from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis.timeline import COUNTED, MOST_IN_LANE, level_changes, moments
from dashboard.charts.context import THERE, Context
from dashboard.charts.timeline import LANES, timeline
from dashboard.questions import authors, behind, stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.questions.sources import cited_in
from dashboard.vocabulary import counted, list_words

_STARTS = {"round": "started_on", "proposal": "tabled_on", "event": "happened_on"}


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.MOMENTS` of the whole negotiation up to the scope's day."""
    return _moments(scope, None, scope.as_of)


def between(scope: Scope, first: date, last: date) -> pd.DataFrame:
    """Return `frames.MOMENTS` of a span of days up to the scope's day: fewer, and so more of them one by one."""
    return _moments(scope, first, min(last, scope.as_of))


def _moments(scope: Scope, first: date | None, last: date) -> pd.DataFrame:
    edition = scope.edition
    notes = edition.placed_notes(since=first, until=last, most=MOST_IN_LANE)
    many = len(notes) == MOST_IN_LANE and notes["total"].iloc[0] > MOST_IN_LANE
    return moments(
        _told(scope, "round"),
        _told(scope, "proposal"),
        _told(scope, "event"),
        notes.assign(author=notes["author"].map(authors.names(scope))),
        edition.notes_by_day(since=first, until=last) if many else frames.DAY_COUNTS.frame(),
        _changes(scope, first, last),
        edition.rows("party"),
        edition.rows("term"),
        scope.day,
        None if first is None else pd.Timestamp(first).as_unit("s"),
        pd.Timestamp(last).as_unit("s"),
    )


def _told(scope: Scope, table: str) -> pd.DataFrame:
    """Return the rounds, texts or events; where one source alone counts, those for which it is cited."""
    rows = scope.edition.rows(table)
    return rows if scope.only_source is None else rows[rows["code"].isin(cited_in(scope, table))]


def _changes(scope: Scope, first: date | None, last: date) -> pd.DataFrame:
    """Return `frames.LEVEL_CHANGES` of the span, with words where there are few enough to be read one by one."""
    levels = scope.edition.levels(**{**stances.passing(scope), "until": last})
    found = level_changes(levels)
    if first is not None:
        found = found[found["held_on"] >= pd.Timestamp(first)]
    if len(found) > MOST_IN_LANE:
        return found
    words = {
        code: row["summary"] for code, row in scope.edition.rows_by_code("stance", found["stance"].tolist()).items()
    }
    return found.assign(said=found["said"].fillna(found["stance"].map(words)).astype(frames.TEXT))


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many moments of each kind there are by the day, those apart that the evidence filter decides on."""
    if found.empty:
        return [f"By {context.as_of_words}, no round, text, event or change of a level {context.there.is_}."]
    lanes = found.groupby("lane")["n"].sum()
    clauses = []
    filtered = ("change", *_STARTS) if context.one_source else ("change",)
    for narrowed in (False, True):
        own = [lane for lane in LANES if lane in lanes and (context.narrowed and lane in filtered) == narrowed]
        counts = [counted(int(lanes[lane]), *COUNTED[lane]) for lane in own]
        if counts:
            there = THERE[narrowed]
            clauses.append(f"{list_words(counts)} {there.is_ if lanes[own].sum() == 1 else there.are}")
    return [f"By {context.as_of_words}, {'; '.join(clauses)}."]


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: rounds, texts, events and notes; of a change of level the stances before and after."""
    days = {table: _told(scope, table).set_index("code")[start] for table, start in _STARTS.items()}
    changes = _changes(scope, None, scope.as_of).set_index("stance")
    days["stance"] = changes["held_on"]
    changed = found[found["lane"] == "change"]
    made = [
        behind.named_in(found[(found["lane"] == "annotation") & (found["n"] == 1)], "annotation", "code"),
        behind.named_in(changed.assign(before=changed["code"].map(changes["stance_before"])), "stance", "before"),
    ]
    for table, began in days.items():
        rows = found[found["lane"] == ("change" if table == "stance" else table)]
        if rows["code"].isin(began.index).all():
            made.append(behind.named_in(rows, table, "code"))
            continue
        spans = [began[began.between(row.started_on, row.ended_on)] for row in rows.itertuples()]
        codes = pd.Series([code for span in spans for code in span.index], dtype="str")
        codes.index = rows.index.repeat([len(span) for span in spans])
        made.append(behind.named_in(codes.to_frame("code"), table, "code"))
    return behind.together(*made)


QUESTION = Question(
    id="timeline",
    title="Timeline",
    asks="What happened when, and what changed around it?",
    contract=frames.MOMENTS,
    frame=frame,
    finding=finding,
    chart=timeline,
    rests_on=rests_on,
    columns=(
        "lane",
        "started_on",
        "ended_on",
        "title",
        "as_known_now",
        "code",
        "n",
    ),
    not_narrowed=lambda scope: "rounds, texts and events whatever their grade",
    selections=("span", "moment"),
)
