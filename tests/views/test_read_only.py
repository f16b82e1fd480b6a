"""A Parley that may only be read: no page shows what writes, and no path writes."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import cases
from dashboard.errors import ReadOnly
from dashboard.store import drafts, edits, hanging, history, reads, removing, restoring
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.views import PAGES
from tests.people import ANA
from tests.views.screen import Screen

LOOKS = {"◀", "▶"}
"""Buttons that only look at something else."""
FORM = drafts.Form("f" * 32, "b" * 32, "toy", "a new party", "New party", "tables")
TYPED = drafts.Typed(FORM, {"name": "C"}, None, "7" * 32, ())


@pytest.fixture(autouse=True)
def read_only(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    own = seen(toy, "annotation", "n1")
    edits.set_row(toy, "toy", "annotation", {**own, "text": "Look again."}, seen=own, by=ANA)
    monkeypatch.setenv("PARLEY_READ_ONLY", "1")


def test_no_page_shows_what_writes(toy: Store) -> None:
    for own in PAGES:
        screen = Screen(own.path).unfold()
        assert screen.title == own.title
        assert not screen.errors + screen.forms, own.id
        assert set(screen.labels("button")) <= LOOKS, own.id
        assert not screen.labels("file_uploader") + screen.labels("text_area"), own.id
        assert not [words for words in screen.popovers if words.startswith(("Add", "Your name"))], own.id


def seen(store: Store, table: str = "party", code: str = "a") -> dict[str, Any]:
    row = reads.row(store, "toy", table, code)
    assert row is not None
    return row


WRITES: dict[str, Callable[[Store], Any]] = {
    "a row": lambda store: edits.set_row(store, "toy", "party", seen(store), seen=seen(store), by=ANA),
    "a record": lambda store: edits.record(store, "toy", [], by=ANA, form=TYPED),
    "a removal": lambda store: edits.remove_row(
        store, "toy", "figure", seen=seen(store, "figure", "f1"), by=ANA, with_it=hanging.Hanging()
    ),
    "a note": lambda store: edits.remove_annotation(store, "toy", seen=seen(store, "annotation", "n1"), by=ANA),
    "an undo": lambda store: history.undo(store, "toy", 2, by=ANA),
    "a draft": lambda store: drafts.keep(store, TYPED),
    "a dropped draft": lambda store: drafts.drop(store, TYPED),
    "a load": lambda store: cases.load(store, cases.BUNDLED),
    "a removed negotiation": lambda store: removing.remove(store, "toy", version=2, by=ANA),
}


@pytest.mark.parametrize("path", WRITES)
def test_no_path_writes(toy: Store, path: str) -> None:
    before = reads.counts(toy, "toy"), reads.version(toy, "toy")
    with pytest.raises(ReadOnly):
        WRITES[path](toy)
    assert (reads.counts(toy, "toy"), reads.version(toy, "toy")) == before


def test_no_store_is_made_upgraded_or_restored(toy_path: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadOnly, match="none was made"):
        open_store(f"sqlite:///{tmp_path / 'new.db'}")
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(ReadOnly, match="Nothing was restored"):
        restoring.restore(f"sqlite:///{toy_path}", Path(shutil.copy(toy_path, tmp_path / "backup.db")))
