"""
What was read, worked out or drawn, kept for the next who asks. Nothing is cleared, only forgotten when long unused.

Whatever is worked out notes by itself which tables it read, of which negotiation, at which clocks. It holds while these
clocks are the same, and again for an earlier version at which they were. So a saved note makes nothing work again but
what reads notes, in this process and in every other.

What is kept is handed out as it is: copying every frame at every rerun costs more than the rest of a page. Nothing that
is built on frames changes one in place.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

T = TypeVar("T")
Reading = tuple[str, str]
"""A negotiation and a table of it, by name."""

_VERSIONS = 8
"""How many answers to one question are kept, each of other clocks."""
_NEVER = -1
"""The clock of what was read at two clocks at once: no edition has it, so the answer holds for nobody."""

_readings: ContextVar[dict[Reading, int] | None] = ContextVar("readings", default=None)


def note_reading(negotiation: str, table: str, clock: int) -> None:
    """Note, of whatever is being worked out, that it reads a table at this clock."""
    readings = _readings.get()
    if readings is not None:
        readings[negotiation, table] = clock if readings.get((negotiation, table), clock) == clock else _NEVER


@dataclass(frozen=True)
class _Answer:
    value: Any
    readings: dict[Reading, int]
    weight: int


@dataclass
class _Question:
    """The answers to a question, the last used first; who asks while one is worked out waits for it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    answers: list[_Answer] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(answer.weight for answer in self.answers)


class Kept:
    """
    Answers by question, each with the readings it rests on.

    Parameters
    ----------
    room
        How much is kept: the row of a frame weighs one, anything else a hundred unless told. What weighs more than an
        eighth of the room is not kept.
    """

    def __init__(self, room: int = 1_000_000) -> None:
        self.room = room
        self._questions: OrderedDict[str, _Question] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(
        self, question: str, clock: Callable[[Reading], int | None], work: Callable[[], T], *, weight: int = 100
    ) -> T:
        """
        Return the answer to a question; it is worked out where none is kept that holds.

        Parameters
        ----------
        question
            Plain text that names all that the answer depends on, but for what it reads.
        clock
            Gives the clock of a table in the edition of whoever asks, None where it is of another negotiation.
        """
        with self._lock:
            asked = self._questions.setdefault(question, _Question())
            self._questions.move_to_end(question)
        with asked.lock:
            answer = next((one for one in asked.answers if _holds(one, clock)), None)
            if answer is None:
                answer = _worked_out(work, weight)
                self._keep(question, asked, answer)
            elif answer is not asked.answers[0]:
                asked.answers = [answer, *(one for one in asked.answers if one is not answer)]
        for (negotiation, table), at in answer.readings.items():
            note_reading(negotiation, table, at)
        found: T = answer.value
        return found

    def _keep(self, question: str, asked: _Question, answer: _Answer) -> None:
        if answer.weight > self.room // 8:
            return
        with self._lock:
            if self._questions.get(question) is not asked:
                return  # forgotten meanwhile
            self._weight -= asked.weight
            asked.answers = [answer, *asked.answers][:_VERSIONS]
            self._weight += asked.weight
            while self._weight > self.room:
                _, forgotten = self._questions.popitem(last=False)
                self._weight -= forgotten.weight


def _holds(answer: _Answer, clock: Callable[[Reading], int | None]) -> bool:
    return all(clock(reading) == at for reading, at in answer.readings.items())


def _worked_out(work: Callable[[], Any], weight: int) -> _Answer:
    readings: dict[Reading, int] = {}
    outer = _readings.set(readings)
    try:
        value = work()
    finally:
        _readings.reset(outer)
    return _Answer(value, readings, len(value) if isinstance(value, pd.DataFrame) else weight)
