"""Who has written in a store, over all its negotiations, and who is meant where nobody can be asked."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.authors import PARLEY, Author
from dashboard.errors import Invalid
from dashboard.store import authors, edits, reads
from dashboard.store.engine import Store
from tests.people import ANA, BEN


def changed_by(store: Store, negotiation: str, author: Author) -> None:
    before = reads.row(store, negotiation, "party", "a")
    after = {**(before or {}), "note": f"By {author.code}."}
    edits.set_row(store, negotiation, "party", after, seen=before, by=author)


def test_whoever_wrote_in_several_negotiations_is_known_once(toy: Store, fill: Callable[..., Any]) -> None:
    assert authors.everybody(toy) == [ANA, BEN]
    fill(toy, code="other")
    lee = Author("author_1", "Ana Lee", "machine")
    changed_by(toy, "toy", lee)
    changed_by(toy, "other", lee)
    assert authors.everybody(toy) == [ANA, lee, BEN]


def test_nobody_is_known_in_an_empty_store(store: Store) -> None:
    assert authors.everybody(store) == []


def test_where_nobody_can_be_asked_the_whole_name_or_the_code_is_that_author(toy: Store) -> None:
    assert authors.unasked(toy, " ana ") == ANA
    lee = Author("author_1", "A. Lee")
    changed_by(toy, "toy", lee)
    assert authors.unasked(toy, "author_1") == lee


def test_where_nobody_can_be_asked_a_similar_name_is_somebody_new(toy: Store) -> None:
    changed_by(toy, "toy", Author("author_1", "R. Haddad"))
    other = authors.unasked(toy, "R Haddad")
    assert other.name == "R Haddad"
    assert other not in authors.everybody(toy)


def test_where_several_have_one_name_the_refusal_gives_their_codes(toy: Store) -> None:
    changed_by(toy, "toy", Author("author_1", "A. Lee"))
    changed_by(toy, "toy", Author("author_2", "a. lee"))
    with pytest.raises(Invalid, match="several are called A. Lee; give one of the codes author_1, author_2 instead"):
        authors.unasked(toy, "A. Lee")


def test_a_name_that_says_nothing_is_refused_there_too(toy: Store) -> None:
    with pytest.raises(Invalid, match="give your name"):
        authors.unasked(toy, "…")


def test_nobody_writes_under_the_code_that_is_parley_s_own_whatever_a_package_calls_it(toy: Store) -> None:
    row = {"negotiation": "toy", "code": PARLEY.code, "name": "A. Lee", "kind": "person", "note": None}
    edits.set_row(toy, "toy", "author", row, seen=None, by=ANA)
    assert authors.everybody(toy) == [ANA, BEN]
    assert authors.unasked(toy, "A. Lee").code != PARLEY.code
