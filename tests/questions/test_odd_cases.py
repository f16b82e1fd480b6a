"""What loads can be shown: every chart of odd but valid cases is drawn, or says in words why it is not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.errors import ParleyError
from dashboard.exports import forms
from dashboard.questions import asking
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.edition import Edition
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests import odd_cases

EMPTY_WORDS = re.compile(r"(?<![\w.])(nan|None|NaT|<NA>)(?!\w)")
CASES = {**odd_cases.BY_HAND, **{f"seed {seed}": lambda seed=seed: odd_cases.generated(seed) for seed in range(4)}}


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the odd cases; each has a code of its own."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('odd') / 'parley.db'}")
    yield store
    store.close()


@pytest.mark.parametrize("name", CASES)
def test_every_chart_of_an_odd_case_is_drawn_or_says_why_not(odd_store: Store, name: str) -> None:
    code = name.replace(" ", "-")
    CASES[name]().load(odd_store, code)
    edition = Edition(odd_store, code)
    scope = asking.scope(edition, None, "F", "low")
    for question in QUESTIONS:
        try:
            data = asking.frame(edition, scope, question.id)
            said = asking.finding(edition, scope, question.id, data)
            drawn = asking.spec(edition, scope, question.id, data)
        except ParleyError as error:
            said, drawn = (str(error),), {}
        assert all(sentence.strip() for sentence in said), question.id
        words = " ".join(said) + json.dumps(drawn, ensure_ascii=False)
        assert not (found := EMPTY_WORDS.search(words)), (question.id, words[found.start() - 80 : found.end() + 20])


def test_an_odd_case_is_saved_and_loaded_as_it_was(odd_store: Store, tmp_path: Path) -> None:
    from dashboard import cases

    odd_cases.generated(1).load(odd_store, "again")
    path = cases.save(odd_store, "again", tmp_path / "again.zip")
    assert cases.load(odd_store, path).differences == ()


def test_the_image_of_an_old_case_is_made(odd_store: Store) -> None:
    odd_cases.BY_HAND["the year 1000"]().load(odd_store, "old")
    edition = Edition(odd_store, "old")
    scope = asking.scope(edition, None, "F", "low")
    form = next(form for form in forms.FORMS if form.name == "png")
    assert asking.file(edition, scope, "timeline", form).startswith(b"\x89PNG")
