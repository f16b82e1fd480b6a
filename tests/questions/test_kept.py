"""What was worked out is kept by what it read: no longer, and no shorter."""

import threading
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dashboard.questions.kept import Kept, Reading, note_reading


class Asked:
    """A question that counts how often it is worked out, on tables whose clocks are set by hand."""

    def __init__(self, kept: Kept, *tables: str, **clocks: int) -> None:
        self.kept, self.tables, self.clocks, self.worked = kept, tables, clocks, 0

    def clock(self, reading: Reading) -> int | None:
        return self.clocks.get(reading[1]) if reading[0] == "toy" else None

    def work(self) -> int:
        self.worked += 1
        for table in self.tables:
            note_reading("toy", table, self.clocks[table])
        return self.worked

    def ask(self, question: str = "q") -> int:
        return self.kept.get(question, self.clock, self.work)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_what_was_read_at_the_same_clocks_is_worked_out_once(kept: Kept) -> None:
    asked = Asked(kept, "stance", stance=7, note=12)
    assert [asked.ask(), asked.ask()] == [1, 1]
    asked.clocks["note"] = 13  # which it does not read
    assert asked.ask() == 1
    assert asked.ask("another question") == 2


def test_a_clock_that_moved_makes_it_work_again_and_one_that_is_back_does_not(kept: Kept) -> None:
    asked = Asked(kept, "stance", stance=7)
    assert asked.ask() == 1
    asked.clocks["stance"] = 8
    assert asked.ask() == 2
    asked.clocks["stance"] = 7  # known at the version before
    assert asked.ask() == 1


def test_what_it_reads_may_depend_on_what_it_read(kept: Kept) -> None:
    asked = Asked(kept, "alias", alias=1, stance=1)
    assert asked.ask() == 1
    asked.clocks["alias"], asked.tables = 2, ("alias", "stance")
    assert asked.ask() == 2
    asked.clocks["stance"] = 2
    assert asked.ask() == 3
    asked.clocks["alias"] = 1
    assert asked.ask() == 1


def test_what_rests_on_an_answer_rests_on_what_that_read_kept_or_not(kept: Kept) -> None:
    inner = Asked(kept, "stance", stance=7, note=12)
    outer = Asked(kept, "note", stance=7, note=12)
    outer.clocks = inner.clocks

    def work() -> tuple[int, int]:
        return outer.work(), inner.ask("inner")

    def ask() -> tuple[int, int]:
        return kept.get("outer", outer.clock, work)

    inner.ask("inner")
    assert ask() == ask() == (1, 1)
    outer.clocks["note"] = 13
    assert ask() == (2, 1)
    outer.clocks["stance"] = 8
    assert ask() == (3, 2)


def test_of_two_negotiations_each_has_its_own_clocks(kept: Kept) -> None:
    def work() -> int:
        note_reading("toy", "stance", 1)
        note_reading("other", "stance", 5)
        return 1

    other = {("toy", "stance"): 1, ("other", "stance"): 5}
    assert kept.get("both", other.get, work) == 1
    assert kept.get("both", other.get, lambda: 2) == 1
    assert kept.get("both", {("toy", "stance"): 1}.get, lambda: 3) == 3


def test_what_read_one_table_at_two_clocks_holds_for_nobody(kept: Kept) -> None:
    def work() -> int:
        note_reading("toy", "stance", 1)
        note_reading("toy", "stance", 2)
        return 1

    for clock in (1, 2):
        assert kept.get("both", lambda _reading, at=clock: at, work) == 1
    assert kept.get("both", lambda _reading: 1, lambda: 2) == 2


def test_what_failed_is_not_kept_and_notes_nothing_further(kept: Kept) -> None:
    def fail() -> int:
        note_reading("toy", "stance", 1)
        raise ValueError("no")

    asked = Asked(kept, "note", note=1)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            kept.get("q", asked.clock, fail)
    assert [asked.ask(), asked.ask()] == [1, 1]


def filled(kept: Kept, question: str, rows: int) -> Callable[[], bool]:
    """Ask for a frame of so many rows, and return a function that says whether it is kept still."""

    def ask() -> pd.DataFrame:
        return kept.get(question, lambda _reading: 0, lambda: pd.DataFrame({"x": range(rows)}))

    first = ask()
    return lambda: ask() is first


def test_what_was_not_used_for_longest_is_forgotten_when_room_is_needed() -> None:
    kept = Kept(room=800)
    still: list[Any] = [filled(kept, str(number), 100) for number in range(8)]  # just full
    assert still[0]()
    filled(kept, "one more", 1)
    assert still[0]() and still[2]()
    assert not still[1]()


@pytest.mark.parametrize(("rows", "stays"), [(100, True), (101, False)])
def test_what_is_heavier_than_an_eighth_of_the_room_is_not_kept(rows: int, stays: bool) -> None:
    assert filled(Kept(room=800), "heavy", rows)() == stays


def test_of_many_versions_the_last_used_are_kept(kept: Kept) -> None:
    asked = Asked(kept, "stance", stance=1)
    for version in range(1, 9):
        asked.clocks["stance"] = version
        asked.ask()
    asked.clocks["stance"] = 1
    assert asked.ask() == 1
    asked.clocks["stance"] = 9
    assert asked.ask() == 9
    asked.clocks["stance"] = 2
    assert asked.ask() == 10, "eight of nine"
    asked.clocks["stance"] = 1
    assert asked.ask() == 1


def test_who_asks_while_it_is_worked_out_waits_for_the_answer(kept: Kept) -> None:
    begun, go_on = threading.Event(), threading.Event()
    found: list[int] = []
    asked = Asked(kept, "stance", stance=1)

    def slow() -> int:
        begun.set()
        assert go_on.wait(60)
        return asked.work()

    first = threading.Thread(target=lambda: found.append(kept.get("q", asked.clock, slow)))
    first.start()
    assert begun.wait(60)
    second = threading.Thread(target=lambda: found.append(asked.ask()))
    second.start()
    go_on.set()
    first.join(), second.join()
    assert found == [1, 1]
