"""Questions ask for the rows they need, and answer what they answered when they read all."""

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis import namesakes, sticking, whose_word
from dashboard.analysis import party_or_text as measure
from dashboard.analysis.distance import OVERALL, distance_by_round
from dashboard.analysis.stances import steps
from dashboard.analysis.standings import answers_by_text, current
from dashboard.questions import (
    distance,
    party_or_text,
    rounds,
    stance_steps,
    sticking_points,
    texts,
    timeline,
    two_texts,
)
from dashboard.questions import stances as asked
from dashboard.questions import whose_word as whose
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope, picked
from dashboard.store import claims
from dashboard.store import stances as stored
from tests.candidates import candidates

CASE = "israel-hamas"
SCOPES: list[dict[str, Any]] = [
    {"as_of": date(2025, 7, 7)},
    {"as_of": date(2025, 1, 19), "min_grade": "A"},
    {"as_of": date(2026, 7, 31), "min_grade": "F", "min_confidence": "low"},
    {"as_of": date(2025, 7, 24), "parties": ("hamas", "israel"), "terms": ("withdrawal", "aid")},
    {"as_of": date(2023, 10, 1)},
]


@pytest.fixture(scope="module", params=SCOPES, ids=lambda one: str(one["as_of"]))
def scope(request: pytest.FixtureRequest, bundled: Edition) -> Scope:
    return Scope(bundled, **request.param)


@pytest.fixture(scope="module")
def every(scope: Scope) -> pd.DataFrame:
    """Every stance by the day that passes the filter; tests only read it."""
    return everything(scope)


def everything(scope: Scope) -> pd.DataFrame:
    """Return every stance by the day that passes the filter."""
    filters = {"until": scope.as_of, "min_grade": scope.min_grade, "min_confidence": scope.min_confidence}
    return stored.stances(scope.edition.store, CASE, **filters)


def same(found: pd.DataFrame, former: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found.reset_index(drop=True), former.reset_index(drop=True))


def test_the_distance_of_two_parties_is_that_over_all_stances(scope: Scope, every: pd.DataFrame) -> None:
    begun, terms, two = rounds.begun(scope), scope.edition.rows("term"), distance.pair(scope)
    tables = (scope.edition.rows(name) for name in ("provision", "term"))
    found = candidates(every, begun["ended_on"].unique())
    stood, parties = current(found, texts.proposals(scope), *tables), scope.edition.rows("party")
    former = distance_by_round(stood, begun, parties, terms, two)
    wanted = [*scope.terms, OVERALL] if scope.terms else former["term"]
    same(distance.distances(scope), former[former["term"].isin(wanted)])


def test_what_the_store_finds_for_a_day_is_what_all_stances_give(scope: Scope, every: pd.DataFrame) -> None:
    days = rounds.begun(scope)["ended_on"].tolist()
    latest = dict(
        zip(*scope.edition.rows("proposal").sort_values("code").tail(9)[["code", "tabled_on"]].T.values, strict=True)
    )
    asked_for = [(code, day.date()) for code, day in latest.items()]
    passing = {"min_grade": scope.min_grade, "min_confidence": scope.min_confidence}
    found = scope.edition.candidates([day.date() for day in days], asked_for, **passing)
    order = ["as_of", "aspect", "party", "term", "stance"]
    former = candidates(every, days, latest).sort_values(order)
    same(*(some.drop(columns="told_on") for some in (found.sort_values(order), former)))  # which is of the pages


def test_two_texts_of_one_name_are_found_among_all_answers(scope: Scope, every: pd.DataFrame) -> None:
    edition = scope.edition
    proposals, aliases = texts.tabled(scope), edition.rows("alias")
    tables = [edition.rows(name) for name in ("provision", "quantity", "stage", "term")]
    tabled = aliases[aliases["proposal"].isin(proposals["code"])]
    use_by = int(edition.own()["use_by_days"])
    former = namesakes.namesakes(tabled, proposals, every, *tables, scope.day, use_by)
    same(two_texts.texts_of_one_name(scope), former)


def test_whose_word_it_is_is_told_of_all_claims(scope: Scope) -> None:
    evidence = claims.evidence(scope.edition.store, CASE, until=scope.as_of, min_grade=scope.min_grade)
    reported = evidence["attribution"] == "reported"
    of_another = evidence["speaker_party"].notna() & (evidence["speaker_party"] != evidence["holder"])
    others = reported | of_another | (evidence["speaker_is_holder"] == False).fillna(False)  # noqa: E712
    word = others.astype(int).mask(evidence["attribution"] == "anonymous", 2)
    former = whose_word.ledger(evidence.assign(by_another=others.astype("boolean"), word=word), scope.day)
    same(whose.frame(scope), picked(former, holder=scope.parties, term=scope.terms))


def test_the_publishers_named_are_those_of_all_claims_by_how_often_they_are_cited(scope: Scope) -> None:
    evidence = claims.evidence(scope.edition.store, CASE, until=scope.as_of, min_grade=scope.min_grade)
    evidence = picked(evidence, holder=scope.parties, term=scope.terms)
    cited = Counter(evidence["publisher"].fillna(evidence["source_title"]))
    assert scope.edition.publishers(**asked.admitted(scope)) == sorted(cited, key=lambda one: (-cited[one], one))
    counted = claims.claims(
        scope.edition.store,
        CASE,
        holders=scope.parties,
        terms=scope.terms,
        until=scope.as_of,
        min_grade=scope.min_grade,
    )
    assert counted == len(evidence)


def test_steps_shifts_and_sticking_points_are_those_of_all_stances(scope: Scope, every: pd.DataFrame) -> None:
    stances, parties, terms = every, scope.edition.rows("party"), scope.edition.rows("term")
    chosen = picked(stances, party=scope.parties, term=scope.terms)
    stepped = steps(chosen, frames.PLACED_NOTES.frame(), scope.day)
    # How old the last levels are is the matrix's to say.
    same(stance_steps.frame(scope).drop(columns="age"), stepped.drop(columns="age"))
    tabled = texts.tabled(scope)
    family = tabled[tabled["code"].isin(measure.family_of(tabled, next(iter(texts.families(scope)), "")))]
    provisions, tabled_by = (scope.edition.rows(name) for name in ("provision", "proposal_party"))
    tabled_on = dict(zip(family["code"], family["tabled_on"], strict=True))
    days = sorted(day for day in {*stances.loc[stances["answer"].notna(), "held_on"], scope.day} if day <= scope.day)
    by_day = {day.date(): answers_by_text(candidates(stances, [day], tabled_on), provisions, terms) for day in days}
    stood = current(candidates(stances, days), texts.proposals(scope), provisions, terms)
    former = measure.party_or_text(by_day[scope.as_of], by_day, stood, family, tabled_by, parties, terms)
    same(party_or_text.frame(scope), picked(former, party=scope.parties, term=scope.terms))
    former = sticking.sticking_points(asked.current(scope), stances, parties, terms, scope.day)
    same(sticking_points.frame(scope), picked(former, term=scope.terms))


def test_changes_of_level_are_those_between_the_steps_of_all_stances(scope: Scope, every: pd.DataFrame) -> None:
    drawn = steps(every, frames.PLACED_NOTES.frame(), scope.day)
    levels = drawn[drawn["kind"] == "level"]
    earlier = levels.groupby(["party", "term"])[["code", "row"]].shift()
    levels = levels.assign(before=earlier["code"], stance_before=earlier["row"])
    former = levels[levels["before"].notna() & (levels["before"] != levels["code"])]
    found = timeline._changes(scope, None, scope.as_of).sort_values(["party", "term", "held_on"])
    columns = {"started_on": "held_on", "code": "after", "row": "stance", "text": "said"}
    same(found[list(frames.LEVEL_CHANGES.columns)], former.rename(columns=columns)[list(frames.LEVEL_CHANGES.columns)])
    if len(found):
        since = found["held_on"].median().date()
        later = timeline.between(scope, since, scope.as_of)
        assert set(later.loc[later["lane"] == "change", "code"]) == set(
            found.loc[found["held_on"].dt.date >= since, "stance"]
        )


def test_no_question_of_a_few_cells_reads_the_rest_of_the_case(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 7, 7))
    every = len(everything(scope))
    found = asked.graded(scope, parties=["hamas"], terms=["withdrawal"])
    assert 0 < len(found) < every / 20
    assert len(two_texts._answers(scope)) < every / 4
