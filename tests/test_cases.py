"""Case packages into a store and out of it."""

from pathlib import Path

import pytest

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.errors import NotFound
from dashboard.imports import package
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.merging import Kind
from dashboard.store.schema import open_store


def test_what_was_saved_loads_into_another_store_as_the_same(elsewhere: Store, tmp_path: Path) -> None:
    (tmp_path / "toy.zip").write_bytes(cases.saved(elsewhere, "toy"))
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    assert set(cases.load(other, tmp_path / "toy.zip").counts) == {Kind.NEW}
    again = cases.save(other, "toy", tmp_path / "again.zip")
    assert package.read(again).rows == package.read(tmp_path / "toy.zip").rows
    assert reads.versions(other, "toy")["author"].tolist() == [PARLEY.code]
    other.close()


def test_a_negotiation_that_is_not_there_is_not_saved(elsewhere: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no negotiation 'moon'"):
        cases.save(elsewhere, "moon", tmp_path / "moon.zip")
    assert not (tmp_path / "moon.zip").exists()


def test_progress_of_a_load_ends_at_the_whole(elsewhere: Store, tmp_path: Path) -> None:
    path = cases.save(elsewhere, "toy", tmp_path / "toy")
    seen: list[tuple[int, int]] = []
    cases.load(elsewhere, path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
