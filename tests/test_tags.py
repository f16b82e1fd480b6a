"""Tags: separated as any keyboard separates, one spelling each."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.inputs import validate
from dashboard.tags import joined, parsed, spelled


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        (" ; ,", []),
        ("aid", ["aid"]),
        ("To check; b;  b", ["to check", "b"]),
        ("to  check, TO CHECK", ["to check"]),
        (unicodedata.normalize("NFD", "état") + ", état", ["état"]),
        ("رهائن؛ هدنة، أسرى", ["رهائن", "هدنة", "أسرى"]),
        ("人质；停火，撤军、援助", ["人质", "停火", "撤军", "援助"]),
        ("cease-fire, cease\u2011fire", ["cease-fire"]),
        ("मीना, मुनि", ["मीना", "मुनि"]),
    ],
)
def test_a_text_is_taken_apart_into_tags_each_once(typed: str, tags: list[str]) -> None:
    assert parsed(typed) == tags


def test_a_tag_takes_the_spelling_of_the_one_in_use() -> None:
    assert spelled(["etat", "هدنه", "new"], ["état", "هدنة", "aid"]) == ["état", "هدنة", "new"]


def test_two_typed_spellings_of_one_in_use_are_one_tag() -> None:
    assert spelled(["etat", "état"], ["état"]) == ["état"]


def test_of_two_spellings_in_use_each_is_kept_as_it_was_only_once() -> None:
    assert spelled(["aid"], ["aid", "áid"]) == ["aid"]


@given(st.text(max_size=80))
def test_tags_that_are_kept_are_read_back_as_they_are(text: str) -> None:
    once = parsed(text)
    assert parsed(joined(once) or "") == once


def test_tags_of_a_note_are_kept_in_one_form_however_they_come() -> None:
    note = {"negotiation": "x", "code": "n", "author": "a", "written_at": "2025-07-20T12:00:00Z", "text": "Words."}
    row = validate("annotation", {**note, "state": "open", "day": "2025-07-20", "tags": "B، b؛ To  check"})
    assert row["tags"] == "b; to check"
    assert validate("annotation", {**note, "state": "open", "day": "2025-07-20", "tags": " ; "})["tags"] is None
