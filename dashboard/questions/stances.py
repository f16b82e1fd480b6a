"""Who stands where: the stances of a scope, those current on its day, and what changed since the round before."""

from datetime import date

import pandas as pd

from dashboard.analysis import rounds, stances
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope


def current(edition: Edition, scope: Scope, as_of: date | None = None) -> pd.DataFrame:
    """Return `frames.CURRENT` as of the scope's day, or of another."""
    day = as_of or scope.as_of
    found = edition.candidates(day, min_grade=scope.min_grade, min_confidence=scope.min_confidence)
    proposals = edition.rows("proposal")
    use_by = int(edition.own()["use_by_days"])
    return stances.current(found, proposals, pd.Timestamp(day).as_unit("s"), use_by)


def changes(edition: Edition, scope: Scope) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return the round before the present one, and `frames.CHANGES` since its end; None where there is none before."""
    since = rounds.round_before(edition.rows("round"), scope.day)
    if since is None:
        return None
    before = current(edition, scope, since["ended_on"].date())
    return since, stances.changes(before, current(edition, scope))


def graded(edition: Edition, scope: Scope, party: str | None = None, term: str | None = None) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` up to the scope's day that pass its filter."""
    return edition.stances(
        party=party,
        term=term,
        until=scope.as_of,
        min_grade=scope.min_grade,
        min_confidence=scope.min_confidence,
    )
