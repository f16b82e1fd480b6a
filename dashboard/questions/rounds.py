"""The rounds as pages tell of them: those begun by the day, those that ended, and how the latest one did."""

from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis import rounds
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import OUTCOME_WORDS


def begun(scope: Scope) -> pd.DataFrame:
    """Return the rounds (`frames.ROUNDS`) begun by the day; the one under way ends on the day."""
    return rounds.begun(scope.edition.rows("round"), scope.day)


def present(scope: Scope) -> str | None:
    """Return the code of the round that the day falls in, else of the latest begun before it, or None."""
    found = rounds.round_of(scope.edition.rows("round"), scope.day)
    return None if found is None else found["code"]


def round_ends(scope: Scope) -> dict[date, str]:
    """Return the days before the scope's on which a round ended, the latest first, with its number and title."""
    found = scope.edition.rows("round")
    ended = found[found["ended_on"] < scope.day].sort_values(["ended_on", "rank"], ascending=False)
    return {row.ended_on: f"{row.rank}: {row.title}" for row in frames.ROUNDS.rows(ended)}


def how_it_ended(scope: Scope) -> tuple[str, Passage] | None:
    """Return the code of the latest round and how it ended, to read; None where there is none or it is under way."""
    found = rounds.round_of(scope.edition.rows("round"), scope.day)
    if found is None or found["ended_on"] > scope.day or pd.isna(found["summary"]):
        return None
    outcome = "" if pd.isna(found["outcome"]) else f": {OUTCOME_WORDS[found['outcome']]}"
    passage: Passage = {"lead": f"How “{found['title']}” ended{outcome}", "text": found["summary"], "marked": True}
    return found["code"], passage
