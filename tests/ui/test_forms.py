"""Forms of any table: what stands in their fields is text, and what is saved is of the kind of its column."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.models import IN_PACKAGE
from dashboard.store import drafts, reads
from dashboard.store.engine import Store
from dashboard.store.rows import to_json
from dashboard.ui import authors, forms
from tests.people import ANA

FORM = drafts.Form("f1", "b" * 32, "toy", "the stance st1", "Change the stance", "overview")
FIELDS = ("party", "held_on", "precision", "level", "position", "red_line", "summary")
HELD = {
    "party": "b",
    "held_on": "2025-07-09",
    "precision": "month",
    "level": "OPEN",
    "position": "40.5",
    "red_line": "true",
    "summary": "",
}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is said to be saved, by Ana."""
    said: list[Any] = []
    monkeypatch.setattr(authors, "writing", lambda: ANA)
    monkeypatch.setattr(forms, "say_saved", lambda *words: said.append(words))
    return said


def save(store: Store, **held: str) -> dict[str, str] | None:
    """Save a change of a stance as its form does."""
    asked = forms.Asked("toy", "stance", FIELDS, FORM.target, lambda typed, _by: typed, code="st1")
    seen = reads.row(store, "toy", "stance", "st1")
    assert seen is not None
    typed = drafts.Typed(FORM, HELD | held, to_json(seen), "7" * 32, ())
    return forms._written(asked, typed, again=False)


def test_the_text_of_each_field_becomes_a_value_of_its_column(served: Store, said: list[Any]) -> None:
    assert save(served) is None
    row = reads.row(served, "toy", "stance", "st1")
    assert row is not None
    assert [row[name] for name in FIELDS] == ["b", date(2025, 7, 9), "month", "OPEN", 40.5, True, None]
    assert len(said) == 1


def test_what_is_empty_says_nothing_in_a_column_of_any_kind(served: Store, said: list[Any]) -> None:
    optional = ("level", "position", "red_line", "summary")
    assert save(served, **{**dict.fromkeys(optional, ""), "level": "OPEN"}) is None
    row = reads.row(served, "toy", "stance", "st1")
    assert row is not None
    assert [row[name] for name in optional] == ["OPEN", None, None, None]


def test_a_form_of_other_kinds_that_is_sent_twice_saves_once(served: Store, said: list[Any]) -> None:
    assert (save(served), save(served)) == (None, None)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("position", "101"),
        ("position", "much"),
        ("held_on", "July"),
        ("held_on", ""),
        ("level", "MAYBE"),
        ("party", ""),
    ],
)
def test_a_field_that_is_refused_is_named_by_its_title(served: Store, said: list[Any], name: str, typed: str) -> None:
    refused = save(served, **{name: typed})
    assert refused is not None and list(refused) == [name]
    assert refused[name].startswith(IN_PACKAGE["stance"].columns[name].title)
    assert not said


def test_what_was_done_in_a_part_of_a_page_runs_the_page_once() -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.ui import forms

        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        forms.begin()
        if st.session_state["runs"] == 1:
            forms.done()
        forms.follow()

    assert AppTest.from_function(page).run().session_state["runs"] == 2
