"""Drafts: kept as typed, ended once, forgotten in the end, and never an edit."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.authors import Author
from dashboard.errors import Conflict, Invalid, TypedElsewhere
from dashboard.store import authors, drafts, edits, reads, removing
from dashboard.store.drafts import Form, Typed
from dashboard.store.engine import Store
from dashboard.store.rows import table
from dashboard.store.schema import open_store
from tests.people import ANA, BEN, BO, HADDAD

FORM = Form("f1", "browser_1", "toy", "a note on b and truce", "New note", "overview?party=b&term=truce")


def typed(text: str = "x", *, tab: str = "tab_1", upon: str | None = None, seen: Any = None, **form: Any) -> Typed:
    return Typed(replace(FORM, **form), {"text": text}, seen, tab, () if upon is None else ({"text": upon},))


def texts(store: Store, browser: str = "browser_1", author: Author | None = None) -> list[str]:
    return [draft.held["text"] for draft in drafts.held_by(store, browser, author, "toy")]


def rows(store: Store) -> int:
    return int(store.fetch(sa.select(sa.func.count()).select_from(table("draft")))[0][0])


def test_what_is_typed_is_kept_as_it_stands_and_what_is_typed_later_takes_its_place(toy: Store) -> None:
    for text in ("", "J", "Je", 'Je\u0000😀 "x" שלום\n'):
        assert drafts.keep(toy, typed(text)) is not None
        assert texts(toy) == [text]
    assert rows(toy) == 1


def test_a_draft_is_no_edit(toy: Store) -> None:
    before = reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))
    drafts.keep(toy, typed())
    drafts.drop(toy, typed())
    assert (reads.version(toy, "toy"), len(reads.revisions(toy, "toy"))) == before


def test_a_browser_finds_its_own_drafts_the_newest_first_with_what_it_had_seen(toy: Store) -> None:
    drafts.keep(toy, typed("first", seen={"text": "before"}))
    drafts.keep(toy, typed("second", code="f2", target="elsewhere"))
    drafts.keep(toy, typed("another's", code="f3", browser="browser_2"))
    drafts.keep(toy, typed("of another case", code="f4", negotiation="other"))
    found = drafts.held_by(toy, "browser_1", None, "toy")
    assert [(one.form.target, one.held["text"], one.seen) for one in found] == [
        ("elsewhere", "second", None),
        ("a note on b and truce", "first", {"text": "before"}),
    ]
    assert found[0].written_at <= datetime.now(UTC)


def test_an_author_finds_her_own_drafts_from_every_browser_and_nobody_else_s(toy: Store) -> None:
    drafts.keep(toy, typed("Ana's here", author=ANA))
    drafts.keep(toy, typed("Ana's there", code="f2", browser="browser_2", author=ANA))
    drafts.keep(toy, typed("Bo's here", code="f3", author=BO))
    drafts.keep(toy, typed("nobody's here", code="f4"))
    drafts.keep(toy, typed("nobody's there", code="f5", browser="browser_2"))
    assert texts(toy, author=ANA) == ["nobody's here", "Ana's there", "Ana's here"]
    assert texts(toy, author=BO) == ["nobody's here", "Bo's here"]
    assert texts(toy, "browser_2", BO) == ["nobody's there", "Bo's here"]
    assert texts(toy, author=BEN) == ["nobody's here"]
    assert texts(toy) == ["nobody's here", "Bo's here", "Ana's here"], "before she has given her name"


def test_a_draft_is_hers_from_when_she_gives_her_name_and_stays_hers(toy: Store) -> None:
    drafts.keep(toy, typed("W"))
    drafts.keep(toy, typed("Wo", author=ANA))
    drafts.keep(toy, typed("Wor"))
    (draft,) = drafts.held_by(toy, "another browser", ANA, "toy")
    assert (draft.held["text"], draft.form.author) == ("Wor", ANA)


def test_who_has_typed_something_is_known_before_she_has_saved_anything(toy: Store) -> None:
    drafts.keep(toy, typed(author=HADDAD))
    assert HADDAD in authors.everybody(toy)
    drafts.drop(toy, typed())
    assert HADDAD not in authors.everybody(toy)


def test_who_has_saved_and_typed_is_known_once(toy: Store, note: Callable[..., Any]) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    drafts.keep(toy, typed(author=replace(ANA, name="A. N. Other")))
    assert [author for author in authors.everybody(toy) if author.code == ANA.code] == [ANA]


def test_a_tab_goes_on_with_what_it_has_sent_whether_or_not_it_heard_that_it_arrived(toy: Store) -> None:
    for text in ("O", "On", "One"):
        drafts.keep(toy, typed(text))
    assert texts(toy) == ["One"]


def test_another_tab_goes_on_with_a_draft_that_it_has_seen(toy: Store) -> None:
    drafts.keep(toy, typed("One"))
    drafts.keep(toy, typed("One, two", tab="tab_2", upon="One"))
    assert texts(toy) == ["One, two"]


@pytest.mark.parametrize("upon", [None, "One"])
def test_a_draft_that_went_on_elsewhere_is_not_written_over(toy: Store, upon: str | None) -> None:
    drafts.keep(toy, typed("One"))
    at = drafts.keep(toy, typed("One, two"))
    with pytest.raises(TypedElsewhere) as told:
        drafts.keep(toy, typed("One, three", tab="tab_2", upon=upon))
    assert (told.value.held, told.value.at) == ({"text": "One, two"}, at)
    assert texts(toy) == ["One, two"]


def test_the_first_tab_is_refused_likewise_once_the_second_has_gone_on(toy: Store) -> None:
    drafts.keep(toy, typed("One"))
    drafts.keep(toy, typed("One, two", tab="tab_2", upon="One"))
    with pytest.raises(TypedElsewhere):
        drafts.keep(toy, typed("One, three"))
    drafts.keep(toy, typed("One, two, three", upon="One, two"))
    assert texts(toy) == ["One, two, three"]


def test_what_another_tab_holds_alike_is_no_difference(toy: Store) -> None:
    drafts.keep(toy, typed("Same"))
    assert drafts.keep(toy, typed("Same", tab="tab_2")) is not None


@pytest.mark.parametrize("arrived", ["Sent.", "Sent. Not heard of."])
def test_unsent_words_of_a_closed_tab_are_gone_on_with_whether_or_not_they_arrived(toy: Store, arrived: str) -> None:
    drafts.keep(toy, typed(arrived))
    upon = ({"text": "Sent."}, {"text": "Sent. Not heard of."})
    assert drafts.keep(toy, replace(typed("Sent. Not heard of. And on.", tab="tab_2"), upon=upon)) is not None


def test_a_form_is_neither_saved_nor_dropped_over_what_another_tab_typed(toy: Store, note: Callable[..., Any]) -> None:
    drafts.keep(toy, typed("One"))
    drafts.keep(toy, typed("One, two", tab="tab_2", upon="One"))
    with pytest.raises(TypedElsewhere):
        edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=typed("One"))
    with pytest.raises(TypedElsewhere):
        drafts.drop(toy, typed("One"))
    assert texts(toy) == ["One, two"]
    assert reads.version(toy, "toy") == 1


def test_of_tabs_that_go_on_at_once_one_is_kept_and_the_others_are_told(toy: Store) -> None:
    drafts.keep(toy, typed("One", tab="tab_0"))

    def goes_on(number: int) -> bool:
        try:
            return drafts.keep(toy, typed(f"One, {number}", tab=f"tab_{number}", upon="One")) is not None
        except TypedElsewhere:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(goes_on, range(1, 9))) == 1


def test_a_form_that_was_dropped_takes_nothing_that_comes_late(toy: Store) -> None:
    drafts.keep(toy, typed())
    drafts.drop(toy, typed())
    assert drafts.keep(toy, typed("x, sent before and come after")) is None
    assert texts(toy) == []


def test_a_form_saved_before_its_first_draft_arrived_takes_none(toy: Store, note: Callable[..., Any]) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=typed())
    assert drafts.keep(toy, typed("late")) is None


def test_a_form_saves_once_whatever_happened_to_its_row_since(toy: Store, note: Callable[..., Any]) -> None:
    assert edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=typed()) == 2
    seen = reads.row(toy, "toy", "annotation", "n1")
    assert seen is not None
    edits.remove_annotation(toy, "toy", seen=seen, by=BO)
    assert edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA, form=typed()) is None
    assert reads.version(toy, "toy") == 3
    assert reads.row(toy, "toy", "annotation", "n1") is None


def test_a_save_that_is_refused_leaves_its_draft(toy: Store, note: Callable[..., Any]) -> None:
    drafts.keep(toy, typed("Mine."))
    with pytest.raises(Invalid):
        edits.set_row(toy, "toy", "annotation", note(text=""), seen=None, by=ANA, form=typed())
    with pytest.raises(Conflict):
        edits.set_row(toy, "toy", "annotation", note(), seen=note(text="What was there."), by=ANA, form=typed())
    assert texts(toy) == ["Mine."]


def test_of_two_saves_of_one_form_at_once_one_is_written(toy: Store, note: Callable[..., Any]) -> None:
    def save(code: str) -> int | None:
        return edits.set_row(toy, "toy", "annotation", note(code), seen=None, by=ANA, form=typed())

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(save, [f"n{number}" for number in range(8)]))
    assert sum(version is not None for version in made) == 1
    assert len(reads.annotations(toy, "toy")) == 1


def test_a_form_that_ended_long_ago_is_forgotten_and_words_are_not_however_old_a_clock_makes_them(toy: Store) -> None:
    drafts.keep(toy, typed("old"))
    for code in ("f2", "f3"):
        drafts.drop(toy, typed(code=code))
    limit = datetime.now(UTC) - drafts.FORGOTTEN_AFTER
    with toy.writing() as connection:
        for code, at in (("f1", limit), ("f2", limit - timedelta(hours=1)), ("f3", limit + timedelta(hours=1))):
            connection.execute(sa.update(table("draft")).where(table("draft").c.form == code).values(written_at=at))
    drafts.drop(toy, typed(code="f4"))
    assert texts(toy) == ["old"]
    assert {form for (form,) in toy.fetch(sa.select(table("draft").c.form))} == {"f1", "f3", "f4"}


def test_the_drafts_of_a_negotiation_go_with_it(toy: Store) -> None:
    drafts.keep(toy, typed())
    removing.remove(toy, "toy", version=reads.version(toy, "toy"), by=ANA)
    assert rows(toy) == 0


@pytest.fixture
def two_stores(tmp_path: Path, migrated_file: Path) -> Iterator[tuple[Store, Store]]:
    """A store that was made before, and a new one."""
    shutil.copy(migrated_file, tmp_path / "one.db")
    one, other = (open_store(f"sqlite:///{tmp_path / name}") for name in ("one.db", "other.db"))
    yield one, other
    one.close()
    other.close()


def test_each_store_has_a_secret_of_its_own_that_stays(two_stores: tuple[Store, Store]) -> None:
    one, other = two_stores
    assert drafts.mark(one) == drafts.mark(one)
    assert len(drafts.mark(one).secret) == 64
    assert drafts.mark(one).secret != drafts.mark(other).secret
