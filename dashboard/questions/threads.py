"""Notes as they are read: a note, then the replies to it, oldest first."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import Annotation


class Threaded(NamedTuple):
    """A note in its thread: whether it stands below the first one, and the state of the thread, as far as known."""

    note: Annotation
    reply: bool
    state: str | None


def threads(notes: pd.DataFrame) -> list[Threaded]:
    """
    Return notes (`frames.ANNOTATIONS`) thread by thread, the thread with the newest words first.

    A thread is its note, then all replies to it and to them, oldest first. A reply whose note is not among them begins
    a thread of its own, of which the state is not known.
    """
    if notes.empty:  # as beside most cells: sorting nothing takes as long as sorting a few
        return []
    rows = {row.code: row for row in frames.ANNOTATIONS.rows(notes.sort_values(["written_at", "code"]))}
    first = _first({code: row.reply_to for code, row in rows.items()})
    of = defaultdict(list)
    for code, row in rows.items():
        of[first[code]].append(row)
    threaded = []
    for code, some in sorted(of.items(), key=lambda one: (one[1][-1].written_at, one[0]), reverse=True):
        state = rows[code].state if rows[code].reply_to is None else None
        threaded += [Threaded(rows[code], False, state)]
        threaded += [Threaded(row, True, state) for row in some if row.code != code]
    return threaded


def _first(reply_to: dict[str, str | None]) -> dict[str, str]:
    """Return the first note of the thread of each, without recursion; of a circle, the one met first is the first."""
    first: dict[str, str] = {}
    for start in reply_to:
        path, on_path, code = [], set(), start
        while code not in first:
            path.append(code)
            on_path.add(code)
            before = reply_to[code]
            if before is None or before not in reply_to or before in on_path:
                first[code] = code
                break
            code = before
        for one in path:
            first[one] = first[code]
    return first
