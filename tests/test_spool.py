"""What is put into a spool comes out in its order, from memory or from disk, as often as it is asked for."""

import gc
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard import spool
from dashboard.spool import Spool


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts of three items, and a file after some dozens of them."""
    monkeypatch.setattr(spool, "AT_ONCE", 3)
    monkeypatch.setattr(spool, "IN_MEMORY", 500)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 6, 200])
def test_what_is_put_in_comes_out_in_its_order_as_often_as_asked(number: int) -> None:
    items = [f"item {one}" for one in range(number)]
    kept = Spool(items)
    assert (len(kept), list(kept), list(kept)) == (number, items, items)
    assert [len(part) for part in spool.parts(kept)] == [3] * (number // 3) + ([number % 3] if number % 3 else [])
    assert kept == Spool(items) == items
    assert kept != [*items, "another"]


def test_two_may_read_at_once_and_what_was_added_since_is_read_next_time() -> None:
    kept: Spool[int] = Spool(range(8))
    one, other = iter(kept), iter(kept)
    assert [(next(one), next(other)) for _ in range(8)] == [(number, number) for number in range(8)]
    kept.append(8)
    assert list(kept) == list(range(9))


def test_values_keep_their_types() -> None:
    row = {
        "on": date(2025, 7, 1),
        "at": datetime(2025, 7, 1, 12, tzinfo=UTC),
        "flag": True,
        "n": 1,
        "x": 0.1,
        "no": None,
    }
    (found, *_) = kept = Spool([row] * 9)
    assert (found, [type(value) for value in found.values()]) == (row, [type(value) for value in row.values()])
    assert kept[8] == row


def test_only_one_part_is_in_memory_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Spool(range(300))
    loaded: list[int] = []
    load = pickle.loads
    monkeypatch.setattr(spool.pickle, "loads", lambda content: loaded.append(1) or load(content))
    seen = iter(kept)
    assert [next(seen) for _ in range(4)] == [0, 1, 2, 3]
    assert len(loaded) == 2


def test_its_file_is_closed_with_the_last_who_reads_it() -> None:
    kept: Any = Spool(range(300))
    file, reading = kept._file, iter(kept)
    next(reading)
    del kept
    gc.collect()
    assert not file.closed
    del reading
    gc.collect()
    assert file.closed
