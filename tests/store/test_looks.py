"""Up to which version an author has read: kept like a draft, and never an edit."""

import pytest
import sqlalchemy as sa

from dashboard.store import looks, reads, removing
from dashboard.store.engine import Store
from dashboard.store.rows import table
from tests.people import ANA, BEN


def test_before_her_first_look_an_author_has_read_nothing(toy: Store) -> None:
    assert looks.last(toy, "toy", ANA) is None


def test_what_an_author_has_read_is_hers_and_of_one_negotiation(toy: Store) -> None:
    looks.keep(toy, "toy", ANA, 3)
    looks.keep(toy, "toy", BEN, 5)
    assert (looks.last(toy, "toy", ANA), looks.last(toy, "toy", BEN)) == (3, 5)
    assert looks.last(toy, "other", ANA) is None


def test_what_was_read_stays_read_whatever_an_older_page_says(toy: Store) -> None:
    for version, read in ((3, 3), (7, 7), (5, 7), (7, 7)):
        looks.keep(toy, "toy", ANA, version)
        assert looks.last(toy, "toy", ANA) == read


def test_a_look_is_no_edit(toy: Store) -> None:
    before = reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))
    looks.keep(toy, "toy", ANA, 1)
    assert (reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))) == before


def test_a_look_goes_with_its_negotiation_and_one_at_none_is_refused(toy: Store) -> None:
    looks.keep(toy, "toy", ANA, 1)
    removing.remove(toy, "toy", version=reads.version(toy, "toy"), by=BEN)
    assert toy.fetch(sa.select(sa.func.count()).select_from(table("last_look")))[0][0] == 0
    with pytest.raises(sa.exc.IntegrityError):
        looks.keep(toy, "toy", ANA, 1)
