"""What changed of a negotiation since a version, one line a thing, by why it changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.exports.digest import DigestFile, Section
from dashboard.inputs import ANSWERED_ON
from dashboard.models import IN_PACKAGE, NEGOTIATION, Revision
from dashboard.models.sentences import Values, changed
from dashboard.questions import authors, calling
from dashboard.questions.causes import CAUSE_WORDS, Cause, Key, Net, causes, cell_of, owners, told
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.loading import LOADED
from dashboard.vocabulary import counted, list_words

MOST, MOST_IN_FILE = 200, 5_000
"""Recorded changes that are looked through, the newest, for a page and for a file; a load may have made 300,000."""
MOST_LOADS = 10
"""Loads of more rows than that which are told as a number."""
NAMED = 3
"""Changes of each cause that a file names of one load; the rest are counted."""

_DAY = {"proposal": "tabled_on", "round": "started_on", "event": "happened_on", **ANSWERED_ON}


@dataclass(frozen=True)
class Digest:
    """
    What changed, and of how many recorded changes it is told.

    Attributes
    ----------
    changes
        `frames.TOLD_CHANGES`, by cause, the newest first.
    brought
        In a sentence each, the loads of which only this is told.
    looked
        How many recorded changes were looked through.
    more_from
        The version from which on more was recorded before these; None where nothing was.
    loaded
        The versions that are loads and were looked through.
    """

    changes: pd.DataFrame
    brought: tuple[str, ...]
    looked: int
    more_from: int | None
    loaded: frozenset[int]

    @property
    def words(self) -> str:
        """How much changed, and where not all of it is told, that it is not."""
        said = [*self.brought]
        if self.looked or not self.brought:
            among = "" if self.more_from is None else f" in the newest {counted(self.looked, 'recorded change')}"
            said.append(f"{'Besides, ' if said else ''}{counted(len(self.changes), 'thing')} changed{among}.")
        if self.more_from is not None:
            said.append(f"What was recorded before, from version {self.more_from} on, is listed on the page History.")
        return " ".join(said)

    def by_cause(self) -> list[tuple[Cause, list[frames.ToldChange]]]:
        """Return the changes of each cause that has some."""
        rows: dict[Cause, list[frames.ToldChange]] = defaultdict(list)
        for row in frames.TOLD_CHANGES.rows(self.changes):
            rows[Cause(row.cause)].append(row)
        return [(cause, rows[cause]) for cause in CAUSE_WORDS if cause in rows]


def since(scope: Scope, version: str, reader: str = "", *, most: int = MOST) -> Digest:
    """
    Return what changed after a version, up to the one shown.

    What a case held when it was loaded, or what came with a load that is too large to look through, did not all happen
    then: how many rows came is told alone.

    Parameters
    ----------
    reader
        The code of the author who reads it: she is told what others made of what she last saw, and of a thing that
        she changed herself, what they made of it since.
    most
        Recorded changes that are looked through, the newest.
    """
    edition, begun = scope.edition, scope.edition.first_version()
    first = max(int(version), begun)
    found, loads = _looked_through(edition, first, most + 1)
    more = len(found) > most or (len(loads) == MOST_LOADS and loads[-1].version > first + 1)
    found = found[:most]
    nets: dict[Key, Net] = {}
    last: dict[Key, Revision] = {}
    by: dict[Key, list[str]] = defaultdict(list)
    seen: set[Key] = set()
    for one in found:  # newest first
        key = one.row_table, one.row_code
        if one.author == reader:
            seen.add(key)
        if key not in seen:
            nets[key] = Net(one.before, nets[key].after if key in nets else one.after)
            last.setdefault(key, one)
            by[key] = [one.author, *(author for author in by[key] if author != one.author)]
    if loads:
        _take_over(edition, nets, [key for key, one in last.items() if one.version < loads[0].version])
    if more:
        for key, part in _reach_back(edition, nets, by, first, reader).items():
            last.setdefault(key, last[part])
    why = causes(nets, _known_until(edition, nets))
    beginning = frames.REVISIONS.rows(edition.revisions(version=begun, most=1)) if int(version) < begun else []
    brought = [_said(one, begun) for one in (*beginning, *reversed(loads)) if one.author != reader]
    lines = _lines(scope, {key: nets[key] for key in why}, why, last, by)
    loaded = frozenset(one.version for one in found if one.action == LOADED)
    return Digest(lines, tuple(brought), len(found), first + 1 if more else None, loaded)


def _looked_through(edition: Edition, first: int, most: int) -> tuple[list[Revision], list[Revision]]:
    """
    Return the newest changes after a version, at most `most`, and the last one of each load that is passed over.

    A load of more rows than there is room for is passed over as a whole, so that what was recorded before it is found.
    The newest come first.
    """
    found: list[Revision] = []
    loads: list[Revision] = []
    until = edition.version
    while len(loads) < MOST_LOADS:
        some = frames.REVISIONS.rows(edition.revisions(since=first, until=until, most=most - len(found)))
        # The rows of a version are numbered from 1.
        if len(some) < most - len(found) or some[-1].action != LOADED or some[-1].number == 1:
            return found + some, loads
        load = next(one for one in some if one.version == some[-1].version)
        found += [one for one in some if one.version != load.version]
        loads.append(load)
        until = load.version - 1
    return found, loads


def _said(last: Revision, begun: int) -> str:
    """Return what a load brought, or what the case was begun with, by the last change of it."""
    if last.action != LOADED:
        return f"The case was begun, version {last.version}."
    # A negotiation is no row of itself.
    what, rows = ("The case", last.number - 1) if last.version == begun else ("A package", last.number)
    return f"{what} was loaded, version {last.version}: {counted(rows, 'row')}."


def file(edition: Edition, since_day: date) -> DigestFile:
    """Return what was recorded from a day on, in UTC, as the files of a digest say it."""
    before = edition.version_before(datetime.combine(since_day, time(), UTC))
    found = since(Scope(edition, since_day), str(before), most=MOST_IN_FILE)
    return DigestFile(
        edition.store_code,
        edition.negotiation,
        str(edition.own()["title"]),
        since_day,
        found.words,
        [Section(CAUSE_WORDS[cause], *_named(lines, found.loaded)) for cause, lines in found.by_cause()],
        edition.made,
    )


def _named(lines: Iterable[frames.ToldChange], loaded: frozenset[int]) -> tuple[list[frames.ToldChange], list[str]]:
    """Return the lines without most of what came with one load, and in a sentence each how many that are."""
    named: list[frames.ToldChange] = []
    came = Counter[int]()
    for line in lines:
        came[line.version] += line.version in loaded
        if came[line.version] <= NAMED:
            named.append(line)
    more = {version: rows - NAMED for version, rows in sorted(came.items()) if rows > NAMED}
    return named, [f"{rows:,} more came with the package of version {version}." for version, rows in more.items()]


def _take_over(edition: Edition, nets: dict[Key, Net], keys: Iterable[Key]) -> None:
    """Let these rows end as they are now: a load that is not looked through may have changed them."""
    keys = [key for key in keys if key[0] != NEGOTIATION.name]
    now = _rows(edition, keys)
    for key in keys:
        nets[key] = Net(nets[key].before, now.get(key))


def _reach_back(
    edition: Edition, nets: dict[Key, Net], by: dict[Key, list[str]], first: int, reader: str
) -> dict[Key, Key]:
    """
    Let the rows begin as the reader saw them last, which the newest changes may not reach back to.

    What they are a part of joins them where it changed too. Returns these, each with a part of it.
    """
    whole = {one: key for key, net in nets.items() for one in owners(key[0], net.row) if one not in nets}
    was = edition.first_before([*nets, *whole], since=first, reader=reader)
    now = {one: row for one, row in _rows(edition, whole).items() if one in was}
    for key in [*nets]:
        if key in was:
            before, by[key] = was[key]
            nets[key] = Net(before, nets[key].after)
        else:  # a load of her own, passed over, changed it after all others
            del nets[key]
    for one, row in now.items():
        before, by[one] = was[one]
        nets[one] = Net(before, row)
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


def _lines(
    scope: Scope, nets: dict[Key, Net], why: dict[Key, Cause], last: dict[Key, Revision], by: dict[Key, list[str]]
) -> pd.DataFrame:
    known: calling.Rows = {key: net.row for key, net in nets.items()}
    calling.complete(scope.edition, known)
    name_of, writers, order = calling.name_of(known), authors.names(scope), list(CAUSE_WORDS)
    lines = []
    for key in sorted(nets, key=lambda one: (order.index(why[one]), -last[one].version)):
        (table, code), net, newest = key, nets[key], last[key]
        sentence = changed(IN_PACKAGE[table], *net, name_of)
        place = _Place() if net.after is None else _place(known, key)
        who = list_words([writers.get(author, author) for author in by[key]])
        lines.append((why[key], sentence, table, code, newest.version, newest.at, who, *place))
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
