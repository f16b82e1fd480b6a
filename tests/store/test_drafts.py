"""Drafts: kept as typed, ended once, forgotten in the end, and never an edit."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.errors import Conflict, Invalid
from dashboard.store import drafts, edits, reads, removing
from dashboard.store.drafts import Form
from dashboard.store.engine import Store
from dashboard.store.rows import table
from dashboard.store.schema import open_store
from tests.people import ANA, BO

FORM = Form("f1", "browser_1", "toy", "a note on b and truce")


def held(store: Store, browser: str = "browser_1") -> list[dict[str, str]]:
    return [dict(draft.held) for draft in drafts.held_by(store, browser, "toy")]


def rows(store: Store) -> int:
    return int(store.fetch(sa.select(sa.func.count()).select_from(table("draft")))[0][0])


def test_what_is_typed_is_kept_as_it_stands_and_what_is_typed_later_takes_its_place(toy: Store) -> None:
    for text in ("", "J", "Je", 'Je\u0000😀 "x" שלום\n'):
        assert drafts.keep(toy, FORM, {"text": text, "tags": ""}, None) is not None
        assert held(toy) == [{"text": text, "tags": ""}]
    assert rows(toy) == 1


def test_a_draft_is_no_edit(toy: Store) -> None:
    before = reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))
    drafts.keep(toy, FORM, {"text": "x"}, None)
    drafts.drop(toy, FORM)
    assert (reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))) == before


def test_a_browser_finds_its_own_drafts_the_newest_first_with_what_it_had_seen(toy: Store) -> None:
    drafts.keep(toy, FORM, {"text": "first"}, {"text": "before"})
    drafts.keep(toy, replace(FORM, code="f2", target="elsewhere"), {"text": "second"}, None)
    drafts.keep(toy, replace(FORM, code="f3", browser="browser_2"), {"text": "another's"}, None)
    drafts.keep(toy, replace(FORM, code="f4", negotiation="other"), {"text": "of another case"}, None)
    found = drafts.held_by(toy, "browser_1", "toy")
    assert [(one.form.target, one.held["text"], one.seen) for one in found] == [
        ("elsewhere", "second", None),
        ("a note on b and truce", "first", {"text": "before"}),
    ]
    assert found[0].written_at <= datetime.now(UTC)


def test_a_form_that_was_dropped_takes_nothing_that_comes_late(toy: Store) -> None:
    drafts.keep(toy, FORM, {"text": "x"}, None)
    drafts.drop(toy, FORM)
    assert drafts.keep(toy, FORM, {"text": "x, sent before and come after"}, None) is None
    assert held(toy) == []


def test_a_form_saved_before_its_first_draft_arrived_takes_none(toy: Store, note: Callable[..., Any]) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=FORM)
    assert drafts.keep(toy, FORM, {"text": "late"}, None) is None


def test_a_form_saves_once_whatever_happened_to_its_row_since(toy: Store, note: Callable[..., Any]) -> None:
    assert edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=FORM) == 2
    seen = reads.row(toy, "toy", "annotation", "n1")
    assert seen is not None
    edits.remove_annotation(toy, "toy", seen=seen, by=BO)
    assert edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=FORM) is None
    assert reads.version(toy, "toy") == 3
    assert reads.row(toy, "toy", "annotation", "n1") is None


def test_a_save_that_is_refused_leaves_its_draft(toy: Store, note: Callable[..., Any]) -> None:
    drafts.keep(toy, FORM, {"text": "Mine."}, None)
    with pytest.raises(Invalid):
        edits.set_row(toy, "toy", "annotation", note(text=""), seen=None, by=ANA, form=FORM)
    with pytest.raises(Conflict):
        edits.set_row(toy, "toy", "annotation", note(), seen=note(text="What was there."), by=ANA, form=FORM)
    assert held(toy) == [{"text": "Mine."}]


def test_of_two_saves_of_one_form_at_once_one_is_written(toy: Store, note: Callable[..., Any]) -> None:
    def save(code: str) -> int | None:
        return edits.set_row(toy, "toy", "annotation", note(code), seen=None, by=ANA, form=FORM)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(save, [f"n{number}" for number in range(8)]))
    assert sum(version is not None for version in made) == 1
    assert len(reads.annotations(toy, "toy")) == 1


def test_what_is_long_unused_is_forgotten_when_a_form_ends(toy: Store) -> None:
    drafts.keep(toy, FORM, {"text": "old"}, None)
    drafts.keep(toy, replace(FORM, code="f2"), {"text": "not so old"}, None)
    limit = datetime.now(UTC) - drafts.FORGOTTEN_AFTER
    with toy.writing() as connection:
        for code, at in (("f1", limit - timedelta(hours=1)), ("f2", limit + timedelta(hours=1))):
            connection.execute(sa.update(table("draft")).where(table("draft").c.form == code).values(written_at=at))
    drafts.drop(toy, replace(FORM, code="f3"))
    assert held(toy) == [{"text": "not so old"}]


def test_the_drafts_of_a_negotiation_go_with_it(toy: Store) -> None:
    drafts.keep(toy, FORM, {"text": "x"}, None)
    removing.remove(toy, "toy", version=reads.version(toy, "toy"), by=ANA)
    assert rows(toy) == 0


@pytest.fixture
def two_stores(tmp_path: Any) -> Iterator[tuple[Store, Store]]:
    one, other = (open_store(f"sqlite:///{tmp_path / name}") for name in ("one.db", "other.db"))
    yield one, other
    one.close()
    other.close()


def test_each_store_has_a_secret_of_its_own_that_stays(two_stores: tuple[Store, Store]) -> None:
    one, other = two_stores
    assert drafts.mark(one) == drafts.mark(one)
    assert len(drafts.mark(one).secret) == 64
    assert drafts.mark(one).secret != drafts.mark(other).secret
