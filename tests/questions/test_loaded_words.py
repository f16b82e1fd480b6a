"""Nothing the dashboard says of its own takes a side: no loaded word in a sentence, a chart's words or a label."""

import ast
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.analysis import namesakes
from dashboard.errors import ParleyError
from dashboard.questions import asking, sentences, stances
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.schema import open_store
from tests.drawn_case import drawn_case
from tests.views import small_case

HOUSE = Path(__file__).parents[2] / "dashboard"
LOADED = re.compile(
    r"\b(concede[sd]?|conceding|concessions?|stubborn\w*|intransigen\w*|capitulat\w*|surrender\w*|refused to budge|"
    r"cav(?:ed|es|ing) in|back(?:ed|s|ing) down|climb(?:ed|s)? down|gave (?:in|ground)|hard-?lin\w*|extremis\w*|"
    r"radicals?|moderates|winners?|losers?|w[io]ns?|winning|lost|loses?|losing|terror\w*|regimes?|victor(?:y|ies|ious)|"
    r"defeat\w*|blam\w*|fault(?:s|ed)?|obstruct\w*|spoilers?|sabotag\w*|unreasonab\w*|reasonable|"
    r"good faith|bad faith|rogue|aggress\w*|hostile|propagand\w*|militants?|thugs?|so-called|alleged\w*|claims to|"
    r"predict\w*|(?<!no )forecast\w*|breakthrough\w*|deadlock\w*|impasse|finally|unfortunately|merely|admit\w*)\b",
    re.IGNORECASE,
)
OF_THE_PROGRAM = {
    # Said of a saved note, of a database's library and of a filter, never of a party.
    ("ui/note_form.py", "lost"),
    ("questions/health.py", "fault"),
    ("cli/answers.py", "admit"),
}
Said = tuple[str, str]


def loaded(said: Iterator[Said]) -> list[str]:
    """Return what is loaded of (where, words), each with the word, and count that there was something to look at."""
    found, n = [], 0
    for where, words in said:
        n += 1
        for hit in LOADED.finditer(words):
            around = words[max(hit.start() - 40, 0) : hit.end() + 40]
            found.append(f"{where}: “{hit.group()}” in “{around}”")
    assert n
    return found


def drawn(scope: Scope) -> Iterator[Said]:
    """Give the text alternative, the titles and the words for screen readers of every chart."""
    for chart_id in BY_ID:
        try:
            spec = asking.spec(scope, chart_id, asking.frame(scope, chart_id))
        except ParleyError as refused:
            yield chart_id, str(refused)
            continue
        datasets = spec.pop("datasets")
        for words in _strings(spec):
            yield chart_id, words
        for row in (row for rows in datasets.values() for row in rows if chart_id not in OF_OTHERS):
            yield from ((chart_id, row[column]) for column in OWN_WORDS & row.keys() if isinstance(row[column], str))


OWN_WORDS = {"aloud", "words", "said"}
"""Columns of a chart's data that Parley writes itself."""
OF_OTHERS = {"timeline"}
"""Charts whose words for screen readers carry titles and summaries that analysts wrote."""


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def literals() -> Iterator[tuple[str, str]]:
    """Give every text in the source of the dashboard, docstrings and patterns left out: they are never shown."""
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield path.relative_to(HOUSE).as_posix(), node.value


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Edition]:
    """A case with every level and every answer of three parties on three terms and texts, drawn with a fixed seed."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("drawn") / "parley.db")
    store = open_store(f"sqlite:///{path}")
    small_case.load(store, "drawn", small_case.TOY | {"title": "Drawn talks"}, drawn_case())
    yield Edition(store, "drawn")
    store.close()


def test_no_sentence_about_the_bundled_case_takes_a_side_at_the_end_of_a_round(bundled: Edition) -> None:
    # After a deal neither does: that is seen where those sentences are made (`test_nothing_of_a_later_day_is_used`).
    ends = bundled.rows("round")["ended_on"].dt.date
    for day in sorted(set(ends))[::16]:
        assert loaded(sentences.of(Scope(bundled, day))) == []


def test_no_chart_of_the_bundled_case_takes_a_side_in_its_titles_and_marks(bundled: Edition) -> None:
    assert loaded(drawn(Scope(bundled, date(2025, 7, 25)))) == []


@pytest.mark.parametrize("day", [date(2025, 7, 5), date(2025, 8, 31)])
def test_no_sentence_or_chart_of_a_drawn_case_takes_a_side(generated: Edition, day: date) -> None:
    scope = Scope(generated, day)
    assert loaded(sentences.of(scope)) == []
    assert loaded(drawn(scope)) == []


def test_the_drawn_case_makes_every_kind_of_sentence(generated: Edition) -> None:
    days = (date(2025, 7, 31), date(2025, 8, 7), date(2025, 8, 19), date(2025, 8, 31))
    said = [one for day in days for one in sentences.of(Scope(generated, day))]
    assert all(any(move in words for _, words in said) for move in ("moved away", "moved past", "both moved"))
    assert {where for where, _ in said} == {*BY_ID, sentences.ON_THE_TABLE, sentences.NOTICE}


def test_no_literal_in_the_source_takes_a_side() -> None:
    found = [
        f"{where}: {hit.group()!r} in {words[:80]!r}"
        for where, words in literals()
        for hit in LOADED.finditer(words)
        if (where, hit.group().lower()) not in OF_THE_PROGRAM
    ]
    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "Hamas conceded on withdrawal.",
        "A stubborn party",
        "It refused to budge.",
        "Israel won the round",
        "They blame each other.",
        "The regime",
        "a Victory",
    ],
)
def test_a_loaded_word_is_caught(words: str) -> None:
    assert len(loaded(iter([("here", words)]))) == 1


@pytest.mark.parametrize("words", ["wonder", "A moved towards B.", "rejects", "closest", "the window", "moderate"])
def test_a_word_that_only_looks_loaded_is_not(words: str) -> None:
    assert loaded(iter([("here", words)])) == []


def test_two_texts_of_the_drawn_case_are_answered_differently(generated: Edition) -> None:
    scope = Scope(generated, date(2025, 8, 31))
    answers = namesakes.different_answers(
        stances.graded(scope),
        *(generated.rows(name) for name in ("proposal", "provision", "term")),
        ("p1", "p2"),
        scope.day,
    )
    assert not answers.empty
