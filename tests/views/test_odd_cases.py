"""What loads can be shown: every page of odd but valid cases opens, and says nothing of what is not there."""

import re

import pytest

from dashboard.store.engine import Store
from dashboard.ui import header
from dashboard.views import PAGES
from tests import odd_cases
from tests.views.screen import Screen

EMPTY_WORDS = re.compile(r"(?<![\w.])(nan|None|NaT|<NA>)(?!\w)")


@pytest.mark.parametrize("name", odd_cases.BY_HAND)
def test_every_page_of_an_odd_case_opens(empty: Store, name: str) -> None:
    odd_cases.BY_HAND[name]().load(empty)
    for page in PAGES:
        screen = Screen(page.path)
        assert screen.title, page.id
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
    assert screen.texts[0] == "The store holds no negotiation. Load a case package, or the bundled case."
