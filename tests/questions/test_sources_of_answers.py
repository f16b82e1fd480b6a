"""Of each question the sources are those of its rows, found another way: by loops over the tables as they are."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.distance import OVERALL
from dashboard.questions import asking, distance, robustness, stances, texts, who_moved
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import reads
from dashboard.vocabulary import SCORES, Level

CASE = "israel-hamas"
DAYS = [date(2025, 1, 16), date(2025, 6, 7), date(2025, 7, 7), date(2025, 10, 20)]
TABLES = ("stance", "stance_claim", "claim", "source", "citation", "coding", "alias", "figure", "provision", "delivery")

Row = dict[str, Any]
Found = set[str]


@pytest.fixture(scope="module")
def record(bundled: Edition) -> dict[str, list[Row]]:
    """The tables of the case, whole, as plain rows."""
    return {
        name: reads.rows(bundled.store, CASE, name).astype(object).where(lambda f: f.notna(), None).to_dict("records")
        for name in TABLES
    }


class Looking:
    """Where things are from as of a day, looked up row by row; what is looked up again and again, once."""

    def __init__(self, scope: Scope, record: dict[str, list[Row]]) -> None:
        self.scope, self.record = scope, record
        self.required = [row.code for row in frames.PARTIES.rows(scope.edition.rows("party")) if row.consent_required]
        terms = frames.TERMS.rows(scope.edition.rows("term"))
        self.whole_texts = [row.code for row in terms if row.whole_text]
        self.issues = [row.code for row in terms if not row.whole_text]
        self.grade = {row["code"]: row["grade"] for row in record["source"]}
        self.published = {row["code"]: row["published_on"] for row in record["source"]}
        self.stance = {row["code"]: row for row in record["stance"]}
        self.claim = {row["code"]: row for row in record["claim"]}
        self.claims = defaultdict[str, list[Row]](list)
        for row in record["stance_claim"]:
            self.claims[row["stance"]].append(self.claim[row["claim"]])
        self.stood: dict[date, list[frames.Cell]] = {}

    def all_of_stance(self, code: str) -> Found:
        return {claim["source"] for claim in self.claims[code]}

    def of_stance(self, code: str, least: str) -> Found:
        found = self.all_of_stance(code)
        return self.by_then({one for one in found if self.grade[one] <= least} or found)

    def by_then(self, found: Found) -> Found:
        """Return the sources published by the day; all where none was."""
        return {one for one in found if self.published[one] is None or self.published[one] <= self.scope.day} or found

    def of_stances(self, codes: Any, least: str | None = None) -> Found:
        return set().union(*(self.of_stance(code, least or self.scope.min_grade) for code in codes))

    def own_word(self, code: str) -> bool:
        """Return whether a stance rests on a claim in which the holder itself speaks, by name."""
        return any(
            claim["attribution"] not in ("reported", "anonymous")
            and claim["speaker_is_holder"] is not False
            and claim["speaker_party"] in (None, claim["holder"])
            for claim in self.claims[code]
        )

    def cited(self, column: str, code: str) -> Found:
        return self.by_then({row["source"] for row in self.record["citation"] if row[column] == code})

    def cells(self, day: date | None = None) -> list[frames.Cell]:
        day = day or self.scope.as_of
        if day not in self.stood:
            self.stood[day] = frames.CURRENT.rows(stances.current(self.scope.at(day)))
        return self.stood[day]


def matrix(look: Looking, found: pd.DataFrame) -> Found:
    sources = Found()
    for cell in frames.CURRENT.rows(found):
        sources |= look.of_stances(code for code in (cell.level_stance, cell.answer_stance) if code)
        for aspect, both, otherwise, day in (
            ("level", cell.level_both, cell.level_otherwise, cell.level_held_on),
            ("answer", cell.answer_both, cell.answer_otherwise, cell.answer_held_on),
        ):
            if codes := [code for some in (both, otherwise) if some for code in some.split("; ")]:
                sources |= of_day(look, cell, aspect, day, codes)
    text = texts.table(look.scope).in_force
    of_text = {row["code"] for row in look.record["provision"] if row["proposal"] == text}
    came = [row for row in look.record["delivery"] if row["provision"] in of_text and row["done_by"] <= look.scope.day]
    sources |= {row["source"] for row in came if look.grade[row["source"]] <= look.scope.min_grade}
    return sources | told_in_title(look) | silence(look, frames.CURRENT.rows(found))


def of_day(look: Looking, cell: frames.Cell, aspect: str, day: date | None, codes: Collection[str]) -> Found:
    """Return the sources of what the record has of a cell on a day, with these codes, by what passes the filter."""
    return look.of_stances(
        row["code"]
        for row in look.record["stance"]
        if (row["party"], row["term"]) == (cell.party, cell.term)
        and row["held_on"].date() == day
        and row[aspect] in codes
        and row["confidence"] != "low"
        and any(look.grade[one] <= look.scope.min_grade for one in look.all_of_stance(row["code"]))
    )


def silence(look: Looking, cells: Collection[frames.Cell]) -> Found:
    """Return the sources of the silence after the level of each cell."""
    silent = (cell for cell in cells if cell.silent_since is not None)
    return Found().union(*(of_day(look, cell, "level", cell.silent_since, ["SILENT"]) for cell in silent))


def conflicts(look: Looking, parties: Collection[str], aspect: str = "level", day: date | None = None) -> Found:
    """Return the sources of what is mixed of these parties on the issues: each of the codes of that day."""
    every = [*SCORES, "MIXED"]
    return Found().union(
        *(
            of_day(look, cell, aspect, getattr(cell, f"{aspect}_held_on"), every)
            for cell in look.cells(day)
            if cell.party in parties and getattr(cell, aspect) == Level.MIXED
        )
    )


def told_in_title(look: Looking) -> Found:
    """Return the sources of how each required party answers the agreement in force: the whole, and terms otherwise."""
    text = texts.table(look.scope).in_force
    sources = Found()
    for party in look.required if text else ():
        (whole,) = (last_answer(look, party, term, str(text)) for term in look.whole_texts)
        own = [last_answer(look, party, term, str(text), {*SCORES, Level.MIXED}) for term in look.issues]
        otherwise = [
            one
            for one in own
            if one and not (whole and (one["held_on"] < whole["held_on"] or one["answer"] == whole["answer"]))
        ]
        sources |= look.of_stances(one["code"] for one in [*([whole] if whole else []), *otherwise])
    return sources


def agreement(look: Looking, found: pd.DataFrame) -> Found:
    sources = told_in_title(look) | conflicts(look, look.required) | conflicts(look, look.required, "answer")
    for cell in look.cells():
        if cell.party in look.required:
            if cell.level in SCORES and cell.term in look.issues:
                sources |= look.of_stance(str(cell.level_stance), "B")
            if cell.answer in SCORES and not cell.unconfirmed:
                sources |= look.of_stance(str(cell.answer_stance), "B")
    return sources


def levels(look: Looking, parties: list[str], *days: date, both: bool = False) -> Found:
    """Return the sources of the scored levels of parties on these days; with `both`, where all of them have one."""
    sources = Found()
    for day in days:
        for term in look.issues:
            own = [
                cell for cell in look.cells(day) if cell.term == term and cell.party in parties and cell.level in SCORES
            ]
            if not both or len(own) == len(parties):
                sources |= look.of_stances(str(cell.level_stance) for cell in own)
    return sources


def moved(look: Looking, found: pd.DataFrame) -> Found:
    days = [who_moved.since(look.scope), look.scope.as_of]
    return look.of_stances(
        cell.level_stance
        for day in days
        for cell in look.cells(day)
        if cell.party in set(found["party"]) and cell.term in set(found["term"]) and cell.level_stance
    )


def over_rounds(look: Looking, both: bool) -> Found:
    rounds = frames.ROUNDS.rows(look.scope.edition.rows("round"))
    days = [min(row.ended_on, look.scope.as_of) for row in rounds if row.started_on <= look.scope.as_of]
    return levels(look, list(distance.pair(look.scope)), *days, both=both)


def apart(look: Looking, found: pd.DataFrame) -> Found:
    conflicting = (conflicts(look, distance.pair(look.scope), day=day.date()) for day in set(found["day"]))
    return over_rounds(look, both=False).union(*conflicting)


def spread(look: Looking, found: pd.DataFrame) -> Found:
    """Return the sources of the levels of all parties, and of those of whom none has a score."""
    parties = [row.code for row in frames.PARTIES.rows(look.scope.edition.rows("party"))]
    silent = (str(cell.level_stance) for cell in look.cells() if cell.level == Level.SILENT)
    return levels(look, parties, look.scope.as_of) | conflicts(look, parties) | look.of_stances(silent)


def compared(look: Looking, found: pd.DataFrame) -> Found:
    rounds = frames.ROUNDS.rows(look.scope.edition.rows("round"))
    days = [min(row.ended_on, look.scope.as_of) for row in rounds if row.started_on <= look.scope.as_of]
    return over_rounds(look, both=True) | levels(look, look.required, *days)


def last_answer(
    look: Looking, party: str, term: str, text: str, answers: Collection[str] = SCORES.keys(), by: date | None = None
) -> Row | None:
    """Return the latest stance by the day, or by this, that passes the filter and answers a text; None without one."""
    own = [
        row
        for row in look.record["stance"]
        if (row["party"], row["term"], row["proposal"]) == (party, term, text)
        and row["answer"] in answers
        and row["held_on"] <= (by or look.scope.day)
        and row["confidence"] != "low"
        and any(look.grade[one] <= look.scope.min_grade for one in look.all_of_stance(row["code"]))
    ]
    return max(own, key=lambda row: (row["held_on"], look.own_word(row["code"])), default=None)


def answers_along_a_family(look: Looking, found: pd.DataFrame) -> Found:
    """Return the sources of the answers to the texts of each row, of the levels of these days, and of own texts."""
    every = frames.STEPS.rows(asking.frame(look.scope.at(look.scope.as_of), "stance-steps"))
    sources = Found()
    for row in frames.SHIFTS.rows(found):
        by = None
        for text in (row.to_proposal, row.from_proposal):
            sources |= look.cited("proposal", text) if row.own_text else Found()
            own, *whole = (last_answer(look, row.party, term, text, by=by) for term in (row.term, *look.whole_texts))
            given = [one for one in (own, *(one for one in whole if one and one["answer"] == "ACCEPTS")) if one]
            if not given:  # the earlier text was answered only later
                assert by is not None and row.answer_before is None
                continue
            answer = max(given, key=lambda one: one["held_on"])  # of one day the first: that on the term itself
            by = by or answer["held_on"]
            level = [
                step.row
                for step in every
                if (step.kind, step.party, step.term) == ("level", row.party, row.term)
                and step.started_on <= answer["held_on"].date()
            ]
            sources |= look.of_stances([answer["code"], *level[-1:]])
    return sources


def held_since(look: Looking, found: pd.DataFrame) -> Found:
    """Return the sources of the levels, and of what the required parties said on the day since which it is so."""
    steps = [row for row in frames.STEPS.rows(asking.frame(look.scope, "stance-steps")) if row.kind == "level"]
    began = {(row.term, row.since) for row in frames.STICKING.rows(found)}
    own = [step.row for step in steps if (step.term, step.started_on) in began and step.party in look.required]
    silences = {(row.term, row.silent_since) for row in frames.STICKING.rows(found) if row.silent_since is not None}
    of_all = [cell for cell in look.cells() if cell.party in look.required]
    silent = silence(look, [cell for cell in of_all if (cell.term, cell.silent_since) in silences])
    sources = levels(look, look.required, look.scope.as_of) | look.of_stances(own)
    return sources | conflicts(look, look.required) | silent


def worlds(look: Looking, found: pd.DataFrame) -> Found:
    """Return the sources of the required parties' levels as they stand and under each check."""
    sources, scope = Found(), look.scope
    publishers = scope.edition.publishers(**stances.admitted(scope))[:5]
    otherwise: list[Row] = [{"without": one} for one in publishers]
    otherwise += [{"coder": one} for one in scope.edition.coders()] + [{"min_grade": grade} for grade in "ABCDEF"]
    for one, more in [(scope, {}), (replace(scope, within_use_by=True), {}), *((scope, more) for more in otherwise)]:
        for cell in frames.CURRENT.rows(stances.levels_on(one, [scope.as_of], **more)):
            if cell.party in look.required and cell.level in SCORES and cell.term in look.issues:
                sources |= look.of_stance(str(cell.level_stance), scope.min_grade)
    return sources | conflicts(look, look.required)


def positions(look: Looking, found: pd.DataFrame) -> Found:
    sources = Found()
    cells = {(cell.party, cell.term): cell for cell in look.cells()}
    for row in frames.POSITIONS.rows(found):
        cell = cells[row.party, row.term]
        if row.basis == "coded":
            sources |= look.of_stance(str(cell.level_stance or cell.answer_stance), "B")
        elif row.basis == "text":
            sources |= look.of_stance(str(cell.answer_stance), "B") | look.cited("proposal", str(cell.proposal))
            if row.salience is not None:
                sources |= look.of_stance(str(cell.level_stance or cell.answer_stance), "B")
    return sources


def two_texts(look: Looking, found: pd.DataFrame) -> Found:
    sources = Found()
    for row in frames.TWO_TEXTS.rows(found):
        for text in (row.one, row.other):
            own = last_answer(look, row.party, row.term, text)
            on_terms = [last_answer(look, row.party, term, text) for term in look.issues]
            sources |= look.of_stances(one["code"] for one in ([own] if own else on_terms) if one)
            aliases = [alias for alias in look.record["alias"] if alias["proposal"] == text and alias["source"]]
            sources |= {alias["source"] for alias in aliases if alias["name"].casefold() == row.name.casefold()}
    return sources


def moments(look: Looking, found: pd.DataFrame) -> Found:
    """Return the sources of what happened; of a change of level, of the record before it too."""
    sources, before = Found(), {}
    steps = [row for row in frames.STEPS.rows(asking.frame(look.scope, "stance-steps")) if row.kind == "level"]
    last: dict[tuple[str, str], str] = {}
    for step in sorted(steps, key=lambda one: one.started_on):
        before[step.row], last[step.party, step.term] = last.get((step.party, step.term), ""), step.row
    for row in frames.MOMENTS.rows(found):
        if row.lane == "change":
            sources |= look.of_stances([row.code, before[row.code]], "B")
        elif row.lane != "annotation":
            sources |= look.cited(row.lane, row.code)
    return sources


def read_twice(look: Looking, found: pd.DataFrame) -> Found:
    sources = Found()
    for aspect in ("level", "answer", "position"):
        read = [row["stance"] for row in look.record["coding"] if row[aspect] is not None]
        sources = sources.union(*(look.all_of_stance(code) for code in read if read.count(code) > 1))
    return sources


def released(look: Looking, found: pd.DataFrame) -> Found:
    return of_texts(look, found[found["curve"] == "promised"]) | set(found["source"].dropna())


def of_texts(look: Looking, found: pd.DataFrame) -> Found:
    return set().union(*(look.cited("proposal", code) for code in set(found["proposal"])))


WAYS: dict[str, Callable[[Looking, pd.DataFrame], Found]] = {
    "stance-matrix": matrix,
    "stance-steps": lambda look, found: look.of_stances(found.loc[found["kind"] != "annotation", "row"]),
    "timeline": moments,
    "agreement": agreement,
    "spread": spread,
    "two-texts": two_texts,
    "release-curves": released,
    "provision-quantities": of_texts,
    "figures": lambda look, found: (
        set(found["source"]) | set().union(*(look.cited("figure", code) for code in found["code"]))
    ),
    "coder-agreement": read_twice,
    "distance": apart,
    "who-moved": moved,
    "party-or-text": answers_along_a_family,
    "sticking-points": held_since,
    "robustness": worlds,
    "whose-word": lambda look, found: {
        look.claim[code]["source"] for code in [*found["claim"], *found["later_claim"].dropna()]
    },
    "baseline": positions,
    "compare": compared,
}


@pytest.fixture(scope="module", params=DAYS, ids=str)
def look(request: pytest.FixtureRequest, bundled: Edition, record: dict[str, list[Row]]) -> Looking:
    """The record as of one of the days."""
    return Looking(Scope(bundled, request.param), record)


def test_of_every_question_it_is_said_how_its_sources_are_found() -> None:
    assert list(WAYS) == list(BY_ID), "say in WAYS how the sources of a question are found, row by row of the record"


@pytest.mark.parametrize("chart_id", WAYS)
def test_the_sources_of_an_answer_are_those_of_its_rows(look: Looking, chart_id: str) -> None:
    found = asking.frame(look.scope, chart_id)
    sourced = asking.sourced(look.scope, chart_id, found)
    frames.SOURCED.check(sourced)
    sources = WAYS[chart_id](look, found)
    assert set(sourced["source"]) == sources
    later = {one for one in sources if look.published[one] is not None and look.published[one] > look.scope.day}
    told = set(sourced.loc[sourced["later_on"].notna(), "source"])
    assert told == (later if "as_of" in BY_ID[chart_id].narrowed_by else set())
    assert set(sourced["row"]) <= {-1, *range(len(found))}


@pytest.mark.parametrize("chart_id", ["stance-matrix", "sticking-points"])
def test_a_silence_that_is_told_beside_a_level_has_its_source_named(bundled: Edition, chart_id: str) -> None:
    scope = Scope(bundled, date(2025, 10, 4), terms=("disarmament",))
    found = asking.frame(scope, chart_id)
    assert found["silent_since"].notna().any()
    assert "s_tribune_251004" in set(asking.sourced(scope, chart_id, found)["source"])


@pytest.mark.parametrize("chart_id", ["agreement", "distance", "sticking-points", "robustness", "spread"])
def test_what_is_told_to_conflict_has_its_source_named(bundled: Edition, chart_id: str) -> None:
    scope = Scope(bundled, date(2025, 10, 29), terms=("humanitarian_aid",))
    found = asking.frame(scope, chart_id)
    assert "s_shafaq_251019" in set(asking.sourced(scope, chart_id, found)["source"])


def test_a_term_that_is_not_a_party_s_to_give_is_told_as_recorded(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 11, 20), parties=("turkey",), terms=("governance",))
    found = asking.frame(scope, "stance-matrix")
    assert found["level"].tolist() == ["NOT_APPLICABLE"]
    said = asking.finding(scope, "stance-matrix", found)
    assert "1 standing stance of Türkiye on governance passes the evidence filter." in said


def test_the_line_over_all_terms_rests_on_all_of_them_whichever_are_chosen(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 8, 19))
    behind = []
    for one in (scope, replace(scope, terms=("permanent_end",))):
        found = distance.frame(one)
        rests_on = distance.rests_on(one, found)
        behind.append(set(rests_on.loc[rests_on["row"].map(found["term"]) == OVERALL, "code"]))
    assert behind[0] == behind[1] != set()


def test_a_place_in_the_order_rests_on_all_terms_whichever_are_chosen(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 1, 16))
    behind = [
        set(robustness.rests_on(one, robustness.frame(one))["code"])
        for one in (scope, replace(scope, terms=("humanitarian_aid",)))
    ]
    assert behind[0] == behind[1] > {"st_20240705_israel_guarantees_1"}


def test_a_distance_on_positions_rests_on_those_alone(bundled: Edition) -> None:
    # End of the war has no scale, so no position can be on it, though both have a level.
    scope = Scope(bundled, date(2025, 10, 9), parties=("israel", "usa"))
    behind = {}
    for term in ("permanent_end", "truce_duration"):
        one = replace(scope, terms=(term,))
        found = distance.frame(one)
        rests_on = distance.rests_on(one, found)
        behind[term] = {*rests_on.loc[rests_on["term"] == term, "code"]}
    assert behind["permanent_end"] == set() != behind["truce_duration"]


def test_the_rows_of_a_distance_rest_on_two_stances_a_term_and_on_all_of_these_over_all_terms(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 7, 7))
    found = distance.frame(scope)
    stance = distance.rests_on(scope, found).groupby("row")["code"].nunique()
    for number, row in found.iterrows():
        n = int(row["n"]) * (2 if row["term"] == OVERALL else 1)
        assert stance.get(number, 0) == n
