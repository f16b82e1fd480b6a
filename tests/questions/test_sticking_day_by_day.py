"""Sticking points of the bundled case, held against a second way of working them out: day by day, in plain Python."""

import os
import re
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest

from dashboard import frames
from dashboard.analysis.sticking import UNASKED
from dashboard.questions import asking, robustness, stances, sticking_points
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

SCORES = {"DEMANDS": 2, "ACCEPTS": 2, "CONDITIONAL": 1, "OPEN": 0, "RESISTS": -1, "REJECTS": -2}
LAST = date(2026, 7, 31)
CONFIDENCE = {"high": 0, "moderate": 1, "low": 2, None: 3}


Cell = tuple[str, str]


def told(scope: Scope) -> dict[Cell, dict[date, list[Any]]]:
    """Return what counts of each party and term by day."""
    made: dict[Cell, dict[date, list[Any]]] = {}
    required = frames.required(scope.edition.rows("party"))
    for row in frames.GRADED_STANCES.rows(stances.graded(scope, parties=tuple(required))):
        if row.level not in (None, "SILENT", "NOT_APPLICABLE") and not row.remark:
            made.setdefault((row.party, row.term), {}).setdefault(row.held_on, []).append(row)
    return made


def level(spoken: list[Any]) -> str:
    """Return what stands of the stances of one day: the best word, then grade, then confidence, or MIXED."""
    rank = {row: (3 if row.word is None else row.word, row.source_grade, CONFIDENCE[row.confidence]) for row in spoken}
    best = {row.level for row in spoken if rank[row] == min(rank.values())}
    return best.pop() if len(best) == 1 else "MIXED"


def on(day: date, of: dict[Cell, dict[date, list[Any]]], parties: list[str], term: str) -> tuple[int, set[str]] | None:
    """Return the lowest level on a term on a day and who holds it; None where not all have one with a score."""
    scores = {}
    for party in parties:
        held = [when for when in of.get((party, term), {}) if when <= day]
        code = level(of[party, term][max(held)]) if held else None
        if code not in SCORES:
            return None
        scores[party] = SCORES[code]
    lowest = min(scores.values())
    return lowest, {party for party, score in scores.items() if score == lowest}


def days_of_change(bundled: Edition) -> list[date]:
    """Return the days on which a party whose consent is required says something, and the one before and after."""
    said = {when for days in told(Scope(bundled, LAST)).values() for when in days}
    return sorted({day + timedelta(days=step) for day in said for step in (-1, 0)})


@pytest.mark.parametrize("filtered", [{}, {"min_grade": "A"}, {"within_use_by": True}], ids=str)
def test_no_span_at_a_level_holds_a_day_with_another_level(bundled: Edition, filtered: dict[str, Any]) -> None:
    required = sorted(bundled.rows("party").query("consent_required")["code"])
    everything, spans = told(Scope(bundled, LAST, **filtered)), 0
    for day in days_of_change(bundled)[:: int(os.environ.get("EVERY_SO_MANY_DAYS", "12"))]:
        scope = Scope(bundled, day, **filtered)
        of = told(scope) if scope.within_use_by else everything  # what counts of a day, of which no later one counts
        for row in frames.STICKING.rows(sticking_points.frame(scope)):
            now = on(day, of, required, row.term)
            assert (row.since is not None) == (now is not None), (day, row.term)
            if now is None:
                continue
            spans += 1
            assert (row.days_at_level, row.agreement) == ((day - row.since).days, now[0])
            assert set((row.blocker or "").split("; ")) - {""} == (now[1] if now[0] < 2 else set())
            said = {when for party in required for when in of[party, row.term] if row.since <= when <= day}
            assert all(on(when, of, required, row.term) == now for when in {row.since, *said}), (day, row.term)
            assert on(row.since - timedelta(days=1), of, required, row.term) != now, (day, row.term)
    assert spans > 10


def begun(day: date, of: Cell, by_day: dict[Cell, dict[date, list[Any]]]) -> date:
    """Return the first day of the level at which a party stands on a term on a day."""
    held = sorted((when for when in by_day[of] if when <= day), reverse=True)
    now, *before = [(when, level(by_day[of][when])) for when in held]
    return [now, *takewhile(lambda one: one[1] == now[1], before)][-1][0]


SINCE = re.compile(r"(?P<of_all>lowest of the two(?: that count, so held,)? )?since (?P<day>\d+ \w+ \d{4})")


@pytest.mark.parametrize("grade", ["A", "B"])
def test_no_party_is_told_to_stand_at_a_level_since_another_day_than_its_own(bundled: Edition, grade: str) -> None:
    everything, later = told(Scope(bundled, LAST, grade)), 0
    parties = bundled.rows("party").query("consent_required").set_index("code")["short_name"]
    for day in days_of_change(bundled)[:: int(os.environ.get("EVERY_SO_MANY_DAYS", "12"))]:
        scope = Scope(bundled, day, grade)
        found = asking.frame(scope, "sticking-points")
        drawn = asking.spec(scope, "sticking-points", found)["datasets"]["terms"]
        first = asking.finding(scope, "sticking-points", found)[0]
        for place, (row, beside) in enumerate(zip(frames.STICKING.rows(found), drawn, strict=True)):
            own = {
                begun(day, (party, row.term), everything)
                for party in (row.blocker or "").split("; ")
                if party in parties and row.since is not None
            }
            said = [*([first] if place == 0 and " is " in first else []), beside["since"]]
            for told_of in SINCE.finditer(" | ".join(said)):
                when = datetime.strptime(told_of["day"], "%d %B %Y").date()
                later += own != {when}
                assert told_of["of_all"] or own == {when}, (day, row.term, told_of[0], own)
    assert later > 10


@pytest.mark.parametrize("day", [date(2024, 5, 6), date(2025, 1, 16), date(2025, 7, 7), date(2025, 10, 9)])
def test_scores_ages_and_places_are_those_of_plain_arithmetic(bundled: Edition, day: date) -> None:
    scope = Scope(bundled, day)
    required = sorted(bundled.rows("party").query("consent_required")["code"])
    cells = {(row.party, row.term): row for row in frames.CURRENT.rows(stances.current(scope))}
    terms = bundled.rows("term").query("not whole_text")["code"].tolist()
    coded = {
        party: sorted(row.salience for t in terms if (row := cells.get((party, t))) and row.salience is not None)
        for party in required
    }
    ranked = {row.term: row for row in frames.STICKING.rows(sticking_points.frame(scope))}
    scores: dict[str, float] = {}
    for term in terms:
        row, own = ranked[term], [cells[party, term] for party in required if (party, term) in cells]
        levels = [cell for cell in own if cell.level in SCORES]
        ages = [cell.level_age for cell in levels]
        assert (row.n, row.n_old, row.n_overtaken) == (len(levels), ages.count("old"), ages.count("overtaken"))
        if 2 * len(levels) < len(required):
            assert row.score is None
            continue
        asked = [cell for cell in levels if cell.level in ("DEMANDS", "ACCEPTS", "CONDITIONAL")]
        if len(levels) == len(required) and not asked:
            assert row.apart == UNASKED and row.score is None
            continue
        if len(levels) < len(required) and all(SCORES[cell.level] == 2 for cell in levels):
            assert row.score is None
            continue
        weights = []
        for party in required:
            cell, others = cells.get((party, term)), coded[party]
            own_weight = cell.salience if cell else None
            middle = (others[(len(others) - 1) // 2] + others[len(others) // 2]) / 2 if others else 100
            weights.append(middle if own_weight is None else own_weight)
        weight = sum(weights) / len(weights) / 100 if any(coded.values()) else 1
        scores[term] = weight * (1 - (min(SCORES[cell.level] for cell in levels) + 2) / 4)
        assert row.score == pytest.approx(scores[term], abs=1e-8)
    found = robustness.frame(scope)
    stands = found[found["check"] == robustness.AS_IT_STANDS].dropna(subset="place").set_index("term")["place"]
    rounded = {term: round(score, 9) for term, score in scores.items()}
    assert stands.to_dict() == {t: 1 + sum(s > rounded[t] for s in rounded.values()) for t in rounded}
