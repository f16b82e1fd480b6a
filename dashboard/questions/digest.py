"""What changed of a negotiation since a version, one line a thing, by why it changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.exports.digest import DigestFile
from dashboard.inputs import ANSWERED_ON
from dashboard.models import IN_PACKAGE
from dashboard.models.sentences import Values, changed
from dashboard.questions import authors, calling
from dashboard.questions.causes import CAUSE_WORDS, Cause, Key, Net, causes, cell_of, owners, told
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted

MOST, MOST_IN_FILE = 200, 5_000
"""Recorded changes that are looked through, the newest, for a page and for a file; a load may have made 300,000."""

_DAY = {"proposal": "tabled_on", "round": "started_on", "event": "happened_on", **ANSWERED_ON}


@dataclass(frozen=True)
class Digest:
    """
    What changed, and of how many recorded changes it is told.

    Attributes
    ----------
    changes
        `frames.TOLD_CHANGES`, by cause, the newest first.
    looked, recorded
        How many recorded changes were looked through, and how many there are.
    """

    changes: pd.DataFrame
    looked: int
    recorded: int

    @property
    def words(self) -> str:
        """How much changed, and where not all of it is told, that it is not."""
        things = f"{counted(len(self.changes), 'thing')} changed"
        if self.looked == self.recorded:
            return f"{things}."
        return (
            f"{things} in the newest {self.looked:,} of {self.recorded:,} recorded changes. "
            "The page History lists every version."
        )

    def by_cause(self) -> list[tuple[Cause, list[frames.ToldChange]]]:
        """Return the changes of each cause that has some."""
        rows: dict[Cause, list[frames.ToldChange]] = defaultdict(list)
        for row in frames.TOLD_CHANGES.rows(self.changes):
            rows[Cause(row.cause)].append(row)
        return [(cause, rows[cause]) for cause in CAUSE_WORDS if cause in rows]


def since(scope: Scope, version: str, reader: str = "", *, most: int = MOST) -> Digest:
    """
    Return what changed after a version, up to the one shown.

    Parameters
    ----------
    reader
        The code of the author who reads it: what nobody else has touched is no news to her.
    most
        Recorded changes that are looked through, the newest.
    """
    edition, first = scope.edition, int(version)
    found = frames.REVISIONS.rows(edition.revisions(since=first, most=most))
    nets: dict[Key, Net] = {}
    last: dict[Key, Any] = {}
    for one in found:  # newest first
        key = one.row_table, one.row_code
        nets[key] = Net(one.before, nets[key].after if key in nets else one.after)
        last.setdefault(key, one)
    of_others = {(one.row_table, one.row_code) for one in found if one.author != reader}
    recorded = len(found)
    if len(found) == most and (recorded := edition.count_revisions(since=first)) > most:
        for key, part in _reach_back(edition, nets, first).items():
            last.setdefault(key, last[part])
            of_others |= {key} if part in of_others else set()
    why = {key: cause for key, cause in causes(nets, _known_until(edition, nets)).items() if key in of_others}
    return Digest(_lines(scope, {key: nets[key] for key in why}, why, last), len(found), recorded)


def file(edition: Edition, since_day: date) -> DigestFile:
    """
    Return what was recorded from a day on, in UTC, as the files of a digest say it.

    What a negotiation held when it was begun or loaded did not happen then: that it came into the store is told alone.
    """
    scope, begun = Scope(edition, since_day), edition.first_version()
    before = edition.version_before(datetime.combine(since_day, time(), UTC))
    found = since(scope, str(max(before, begun)), most=MOST_IN_FILE)
    came = "The case came into this store since then; what it held at first is not told. " if before < begun else ""
    sections = [(CAUSE_WORDS[cause], lines) for cause, lines in found.by_cause()]
    return DigestFile(
        edition.store_code,
        edition.negotiation,
        str(edition.own()["title"]),
        since_day,
        f"{came}{found.words}",
        sections,
        edition.made,
    )


def _reach_back(edition: Edition, nets: dict[Key, Net], first: int) -> dict[Key, Key]:
    """
    Let the rows begin as they were at the version itself, which the newest changes may not reach back to.

    What they are a part of joins them where it changed too. Returns these, each with a part of it.
    """
    whole = {one: key for key, net in nets.items() for one in owners(key[0], net.row) if one not in nets}
    was = edition.first_before([*nets, *whole], since=first)
    now = {one: row for one, row in _rows(edition, whole).items() if one in was}
    for key in nets:
        nets[key] = Net(was[key], nets[key].after)
    for one, row in now.items():
        nets[one] = Net(was[one], row)
    return {one: whole[one] for one in now}


def _rows(edition: Edition, keys: Iterable[Key]) -> dict[Key, Values]:
    codes = defaultdict(list)
    for table, code in keys:
        codes[table].append(code)
    return {
        (table, code): row for table, some in codes.items() for code, row in edition.rows_by_code(table, some).items()
    }


def _known_until(edition: Edition, nets: dict[Key, Net]) -> dict[Key, str]:
    """Return, of each new stance and claim that is told, the last day on which its cell had another."""
    apart, until = told(nets), dict[Key, str]()
    for table in ANSWERED_ON:
        new = {key: cell_of(table, net.row) for key, net in apart.items() if key[0] == table and net.before is None}
        if new:
            added = sorted(code for (name, code), net in nets.items() if name == table and net.before is None)
            days = edition.last_days(table, sorted(set(new.values())), added)
            until |= {key: days[cell].isoformat() for key, cell in new.items() if cell in days}
    return until


class _Place(NamedTuple):
    """Where a thing can be looked at."""

    party: str | None = None
    term: str | None = None
    proposal: str | None = None
    mark: str | None = None
    day: date | None = None


def _lines(scope: Scope, nets: dict[Key, Net], why: dict[Key, Cause], last: dict[Key, Any]) -> pd.DataFrame:
    known: calling.Rows = {key: net.row for key, net in nets.items()}
    calling.complete(scope.edition, known)
    name_of, writers, order = partial(calling.name, known), authors.names(scope), list(CAUSE_WORDS)
    lines = []
    for key in sorted(nets, key=lambda one: (order.index(why[one]), -last[one].version)):
        (table, code), net, by = key, nets[key], last[key]
        sentence = changed(IN_PACKAGE[table], *net, name_of)
        place = _Place() if net.after is None else _place(known, key)
        author = writers.get(by.author, by.author)
        lines.append((why[key], sentence, table, code, by.version, by.at, author, *place))
    return frames.TOLD_CHANGES.frame(lines)


def _place(known: calling.Rows, key: Key) -> _Place:
    """Return where a row can be looked at; what is a part of another is looked at there."""
    (table, code), row = key, known.get(key, {})
    day = date.fromisoformat(row[_DAY[table]]) if row and table in _DAY else None
    if row and table in ANSWERED_ON:
        return _Place(*cell_of(table, row), day=day)
    if table == "proposal":
        return _Place(proposal=code, day=day)
    if table in ("round", "event"):
        return _Place(mark=code, day=day)
    whole = owners(table, row) if table != "delivery" or not row else [("provision", row["provision"])]
    return next((place for one in whole if (place := _place(known, one)) != _Place()), _Place())
