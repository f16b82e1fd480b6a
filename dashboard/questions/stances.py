"""Who stands where: the stances of a scope, those current on its day, and what changed since the round before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis import rounds, stances, standings
from dashboard.questions.scope import Scope


def current(scope: Scope) -> pd.DataFrame:
    """Return `frames.CURRENT` as of the scope's day: kept for the day and the filter, whatever else was picked."""
    return Scope(scope.edition, scope.as_of, scope.min_grade, scope.min_confidence).ask(_current)


def _current(scope: Scope) -> pd.DataFrame:
    return current_on(scope, [scope.as_of])[scope.as_of]


def current_on(scope: Scope, days: Iterable[date]) -> dict[date, pd.DataFrame]:
    """Return `frames.CURRENT` as of each of the days, by day: one question to the store, however many there are."""
    edition = scope.edition
    wanted = sorted(set(days))
    found = edition.candidates(*wanted, min_grade=scope.min_grade, min_confidence=scope.min_confidence)
    proposals, use_by = edition.rows("proposal"), int(edition.own()["use_by_days"])
    made = {}
    for day in wanted:
        as_of = pd.Timestamp(day).as_unit("s")
        made[day] = stances.current(found[found["as_of"] == as_of], proposals, as_of, use_by)
    return made


def changes(scope: Scope) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return the round before the present one, and `frames.CHANGES` since its end; None where there is none before."""
    since = rounds.round_before(scope.edition.rows("round"), scope.day)
    if since is None:
        return None
    before = current(replace(scope, as_of=since["ended_on"].date()))
    return since, stances.changes(before, current(scope))


def graded(scope: Scope, **asked: Any) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` up to the scope's day that pass its filter, of some parties, terms or texts."""
    return scope.edition.stances(**asked, **passing(scope))


def passing(scope: Scope) -> dict[str, Any]:
    """Return the day and the filter of a scope, as stances are asked for."""
    return {"until": scope.as_of, "min_grade": scope.min_grade, "min_confidence": scope.min_confidence}


def of_required(scope: Scope) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` of the parties whose consent is required."""
    parties = scope.edition.rows("party")
    required = parties.loc[parties["consent_required"].fillna(False), "code"]
    return graded(scope, parties=tuple(required)) if len(required) else frames.GRADED_STANCES.frame()


def standing_on(scope: Scope, days: Iterable[date]) -> pd.DataFrame:
    """Return `frames.STANDINGS` on each of the days: what may stand on them decides, however long the history is."""
    wanted = sorted(set(days))
    found = scope.edition.candidates(*wanted, min_grade=scope.min_grade, min_confidence=scope.min_confidence)
    return standings.standings(standings.told(found), [pd.Timestamp(day).as_unit("s") for day in wanted])
