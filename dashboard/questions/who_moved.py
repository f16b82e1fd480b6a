"""Who moved between two days: which party on which term, towards the other or away from it."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis import movement, rounds
from dashboard.charts.context import Context
from dashboard.charts.who_moved import who_moved
from dashboard.errors import ParleyError
from dashboard.questions import behind, stances
from dashboard.questions.distance import pair
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, list_words


def since(scope: Scope) -> date | None:
    """Return the day from which moves are counted: the scope's, or the end of the round before the present one."""
    if scope.since is not None:
        return scope.since
    ended = rounds.last_end(scope.edition.rows("round"), scope.day)
    return None if ended is None else ended.date()


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.MOVES` of the pair from the earlier day to the scope's; `ParleyError` where there is none."""
    start = since(scope)
    if start is None:
        raise ParleyError("No round had ended before this one began. Choose a later day, or a day to count from.")
    before, after = (stances.current(replace(scope, as_of=day)) for day in (start, scope.as_of))
    found = movement.who_moved(before, after, scope.edition.rows("term"), pair(scope))
    return picked(found, term=scope.terms)


def finding(moves: pd.DataFrame, context: Context) -> list[str]:
    """Return who moved on which terms between the two days: a sentence for each party, and what is unknown."""
    titles = context.terms_inside
    said = []
    for party, rows in moves.groupby("party", sort=False):
        name = context.party_names[str(party)]
        on = {moved: [titles[term] for term in some["term"]] for moved, some in rows.groupby("moved")}
        known = len(rows) - len(on.get("not comparable", []))
        if not known:
            said.append(f"{name} cannot be compared on any of {counted(len(rows), 'term')}.")
            continue
        parts = [
            f"moved {way} the other side on {list_words(on[moved], MOST_TERMS)}"
            for moved, way in (("towards", "towards"), ("away", "away from"))
            if moved in on
        ]
        if "still" in on:
            parts.append(f"stood still on {counted(len(on['still']), 'term')}")
        said.append(f"{name} {list_words(parts)}, of {known} that can be compared.")
    if not said:
        said.append("there is nothing to compare.")
    elif unknown := int((moves["moved"] == "not comparable").sum()):
        said.append(f"For {unknown} of {len(moves)} pairs of party and term a level is missing on one of the days.")
    first = context.since_words
    return [f"From {first} to {context.as_of_words}: {said[0]}", *said[1:]]


def rests_on(scope: Scope, moves: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that give a party its level on the two days."""
    days = [since(scope) or scope.as_of, scope.as_of]
    cells = pd.concat([stances.current(replace(scope, as_of=day)) for day in days])
    return behind.of_cells(moves, cells, ["party", "term"], "level_stance")


QUESTION = Question(
    id="who-moved",
    title="Who moved",
    asks="Which party moved on which term, towards the other or away from it?",
    contract=frames.MOVES,
    frame=frame,
    finding=finding,
    chart=who_moved,
    rests_on=rests_on,
    columns=(
        "term",
        "party",
        "level_before",
        "level_after",
        "moved",
        "m",
        "measured_in",
    ),
    takes=("party", "term", "since"),
)
