"""Under an evidence filter nothing is said to be absent that may only not pass it."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.questions import asking, sentences, stances
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.schema import open_store
from dashboard.ui.story import story
from tests.drawn_case import drawn_case
from tests.views import small_case

ABSENT = re.compile(
    r"\b(?:no|none|nothing|neither|nobody|not|too few)\b(?:(?!evidence filter)[^.;:])*\b(?:recorded|known)\b"
    r"|\b(?:is|are) not (?:recorded|known)\b",
    re.IGNORECASE,
)
"""A denial that goes on to what is recorded or known."""
DEFINED = "Here “recorded” is only what passes the evidence filter."
FILTERS = {
    "grade A": {"min_grade": "A"},
    "high confidence": {"min_grade": "F", "min_confidence": "high"},
    "within the use-by": {"min_grade": "F", "min_confidence": "low", "within_use_by": True},
    "one source": {"min_grade": "F", "min_confidence": "low", "only_source": "s1"},
}
EVERYTHING = {"min_grade": "F", "min_confidence": "low"}
DAYS = (date(2025, 7, 1), date(2025, 7, 9), date(2025, 8, 31))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Edition]:
    """A case of every level and answer, some of it from a source of a bad grade and some of low confidence."""
    rows = drawn_case()
    rows["claim"] = [row | {"source": "s2"} if n % 2 else row for n, row in enumerate(rows["claim"])]  # of grade D
    rows["stance"] = [row | {"confidence": "low"} if n % 3 == 0 else row for n, row in enumerate(rows["stance"])]
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("drawn") / "parley.db")
    store = open_store(f"sqlite:///{path}")
    small_case.load(store, "drawn", small_case.TOY | {"title": "Drawn talks"}, rows)
    yield Edition(store, "drawn")
    store.close()


def filtered_days() -> list[tuple[str, date]]:
    """Return each filter on the last day, and some on the days before; in `make soak` each filter on each day."""
    every = [(name, day) for day in DAYS for name in FILTERS]
    return every if "EVERY_SO_MANY_DAYS" in os.environ else [("grade A", DAYS[0]), ("one source", DAYS[1]), *every[-4:]]


@pytest.mark.parametrize(("by", "day"), filtered_days())
def test_a_sentence_of_absence_says_no_more_than_the_filter(drawn: Edition, by: str, day: date) -> None:
    scope = replace(Scope(drawn, day), **FILTERS[by])  # type: ignore[arg-type]
    narrowed = {question.id for question in QUESTIONS if question.leaves_out(scope)}
    told = [one for one in sentences.of(scope, list(narrowed)) if "by what passes the evidence filter" not in one[1]]
    assert [(where, words) for where, words in told if ABSENT.search(words)] == []
    assert len(narrowed) > 10 and len(told) > 10
    found = story(scope, "a", "aid")
    cell = f"{found.now} {found.left_out}"
    assert "evidence filter" in cell or "Level" in cell or "Answer" in cell


@pytest.mark.parametrize("day", DAYS[::2])
def test_a_chart_that_says_recorded_says_under_a_filter_what_it_means(drawn: Edition, day: date) -> None:
    seen = set()
    for question in ("stance-matrix", "agreement", "whose-word", "sticking-points", "spread", "timeline"):
        for given in (FILTERS["grade A"], EVERYTHING):
            scope = replace(Scope(drawn, day), **given)
            spec = asking.spec(scope, question, asking.frame(scope, question))
            title = " ".join(spec["title"].pop("subtitle"))
            says = "recorded" in title.replace(DEFINED, "") or "recorded" in json.dumps(spec["datasets"])
            assert (DEFINED in title) == (says and given is not EVERYTHING), question
            seen.add((says, given is EVERYTHING))
    assert len(seen) == 4


def test_a_filter_that_leaves_nothing_out_is_not_spoken_of(drawn: Edition, toy: Edition) -> None:
    for edition, given, out in (
        (drawn, EVERYTHING, False),
        (drawn, {"min_grade": "D", "min_confidence": "low"}, False),
        (drawn, {"min_grade": "C", "min_confidence": "low"}, True),
        (drawn, {"min_grade": "F", "min_confidence": "moderate"}, True),
        (toy, {"min_grade": "D"}, False),
        (toy, {"min_grade": "D", "within_use_by": True}, True),
        (toy, {"min_grade": "D", "only_source": "s1"}, True),
    ):
        scope = replace(Scope(edition, DAYS[-1]), **given)  # type: ignore[arg-type]
        assert stances.leaves_out(scope) == out, given
        assert any("evidence filter" in words for _, words in sentences.of(scope)) == out, given
