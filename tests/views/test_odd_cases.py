"""What loads can be shown: every chart and every page of odd but valid cases, with no word for what is missing."""

import json
import os
import re
from collections.abc import Iterator

import pyarrow as pa
import pytest

from dashboard.errors import ParleyError, TooMuchToDraw
from dashboard.questions import asking
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from dashboard.ui import cache, header
from dashboard.views import PAGES
from tests import odd_cases
from tests.views.screen import Screen

EMPTY_WORDS = re.compile(r"(?<![\w.])(nan|None|NaT|<NA>)(?!\w)")
SEEDS = int(os.environ.get("ODD_CASES", "2"))
"""How many cases are drawn; `make soak` draws more."""
CASES = odd_cases.BY_HAND | {f"seed {seed}": lambda seed=seed: odd_cases.generated(seed) for seed in range(SEEDS)}
EVIDENCE = {"min_grade": "F", "min_confidence": "low"}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the odd cases, each under a code of its own: what is drawn of a case is drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('odd') / 'parley.db'}")
        yield cache.store()
        cache.store().close()


def told(scope: Scope, question: Question) -> str:
    """Return all words of the answer to a question: its finding and its chart, or why it cannot be drawn."""
    try:
        said = cache.finding(scope, question.id)
        drawn = cache.spec(scope, question.id, dark=False)
    except TooMuchToDraw:
        raise
    except ParleyError as error:
        said, drawn = (str(error),), {"datasets": {}}
    rows = {name: pa.ipc.open_stream(data).read_all().to_pylist() for name, data in drawn["datasets"].items()}
    assert all(sentence.strip() for sentence in said), question.id
    return " ".join(said) + json.dumps({**drawn, "datasets": rows}, ensure_ascii=False)


@pytest.mark.parametrize("name", CASES)
def test_every_chart_and_every_page_of_an_odd_case_is_drawn_or_says_why_not(odd: Store, name: str) -> None:
    code = name.replace(" ", "-")
    CASES[name]().load(odd, code)
    scope = asking.scope(cache.edition(code), None, EVIDENCE["min_grade"], EVIDENCE["min_confidence"])
    for question in QUESTIONS:
        words = told(scope, question)
        assert not (found := EMPTY_WORDS.search(words)), (question.id, words[found.start() - 80 : found.end() + 20])
    screen = Screen("data", negotiation=code, **EVIDENCE)
    for page in PAGES:
        screen.open(page.path, negotiation=code, **EVIDENCE)
        assert screen.title == page.title
        assert not screen.errors, (page.id, screen.errors)
        for words in [*screen.texts, *screen.warnings, *screen.labels("button")]:
            assert not EMPTY_WORDS.search(words), (page.id, words)


def test_the_page_data_opens_where_the_header_cannot_be_drawn(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_negotiations: object) -> None:
        raise ValueError("something in the case")

    monkeypatch.setattr(header, "_pick_scope", fail)
    screen = Screen("data")
    assert (screen.title, screen.texts[0]) == (
        "Data",
        "This negotiation cannot be shown. Remove it below, or load another.",
    )
    screen.unfold().field("text_input", "Type its code").set_value("toy")
    screen.run().click("Remove")
    assert screen.texts[0] == "The store holds no negotiation. Begin one, load a case package, or the bundled case."
