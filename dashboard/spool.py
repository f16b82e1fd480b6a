"""Hundreds of thousands of items of which few are in memory at a time."""

import os
import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
AT_ONCE = 500
"""Items of a part: so many are in memory while they are read."""
IN_MEMORY = 2**20
"""Bytes that are held in memory before a file is made."""


def parts(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield items by the few hundred: as many as are in memory at a time, and as a statement takes."""
    left = iter(items)
    while some := list(islice(left, AT_ONCE)):
        yield some


class Spool(Sequence[T]):
    """
    Items that are read in their order, as often as they are asked for.

    Many of them stand in a file of the system's temporary folder that has no name, so that nobody else opens it and
    nothing is left of it however the process ends: what is read from it was written here.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._file.close)  # whoever still reads it may: it is closed when nobody does
        self._places: list[tuple[int, int]] = []
        self._last: list[T] = []
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Add an item after the last."""
        self._last.append(item)
        if len(self._last) == AT_ONCE:
            content = pickle.dumps(self._last)
            self._file.seek(0, os.SEEK_END)
            self._places.append((self._file.tell(), len(content)))
            self._file.write(content)
            self._last = []

    def __iter__(self) -> Iterator[T]:
        for start, length in self._places:
            self._file.seek(start)
            yield from pickle.loads(self._file.read(length))
        yield from self._last

    def __len__(self) -> int:
        return len(self._places) * AT_ONCE + len(self._last)

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)
