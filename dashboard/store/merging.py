"""
What a package and this store each changed since both knew the same. Pure: nothing here asks a store or writes.

Rows are compared by value. What only the package changed is taken, what only the store changed stays, and what both
changed is a conflict, for a person to decide.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from dashboard.errors import InConflict
from dashboard.formats import Package
from dashboard.models import IN_PACKAGE
from dashboard.spool import Spool, parts
from dashboard.store.rows import Values
from dashboard.vocabulary import counted

Key = tuple[str, str]
"""A row's table and code."""


class Effect(StrEnum):
    """What becomes of a row that is not the same here and in the package."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    KEPT = "newer here and kept"
    LEFT = "here only and left alone"
    CONFLICT = "in conflict"


TAKEN = (Effect.NEW, Effect.CHANGED, Effect.REMOVED)
"""What is written."""


class Side(StrEnum):
    """Whose row is taken where both changed it."""

    PACKAGE = "package"
    STORE = "store"


class Difference(NamedTuple):
    """A row that is not the same here and in the package; None where there is none."""

    table: str
    code: str
    here: Values | None
    package: Values | None
    effect: Effect

    @property
    def key(self) -> Key:
        """The row's table and code."""
        return self.table, self.code

    @property
    def is_taken(self) -> bool:
        """Whether the package's row is written."""
        return self.effect in TAKEN

    def decided(self, side: Side) -> "Difference":
        """Return a conflict as it stands when this side's row is taken."""
        if side is Side.STORE:
            return self._replace(effect=Effect.KEPT)
        if self.package is None:
            return self._replace(effect=Effect.REMOVED)
        return self._replace(effect=Effect.NEW if self.here is None else Effect.CHANGED)


class Differences:
    """
    What differs, table by table. The rows stand on disk; in memory is only what became of a row after it was compared.

    Attributes
    ----------
    counts
        The number of differences of each effect.
    """

    def __init__(self, found: Iterable[Difference] = ()) -> None:
        self.counts: Counter[Effect] = Counter()
        self._spools: defaultdict[tuple[str, bool], Spool[Difference]] = defaultdict(Spool)
        self._effects: dict[Key, Effect] = {}
        self.add(found)

    def add(self, found: Iterable[Difference]) -> None:
        """Add rows that have been compared; a row comes once."""
        for one in found:
            self._spools[one.table, one.here is not None].append(one)
            self.counts[one.effect] += 1

    def become(self, one: Difference, effect: Effect) -> None:
        """Let something else become of a row."""
        self.counts[one.effect] -= 1
        self.counts[effect] += 1
        self._effects[one.key] = effect

    def copy(self) -> "Differences":
        """Return the same, of which something else may become."""
        other = copy(self)
        other.counts, other._effects = self.counts.copy(), self._effects.copy()
        return other

    @property
    def tables(self) -> list[str]:
        """The tables with differences, in the order in which they were compared."""
        return list(dict.fromkeys(table for table, _ in self._spools))

    def parts(self, table: str, *, here: bool | None = None) -> Iterator[list[Difference]]:
        """Yield the differences of a table by the few hundred: all, or only where there is a row here, or is none."""
        for present in (False, True) if here is None else (here,):
            for part in parts(self._spools.get((table, present), ())):
                if self._effects:
                    part = [one._replace(effect=self._effects.get(one.key, one.effect)) for one in part]
                yield part

    def of(self, *effects: Effect) -> Iterator[Difference]:
        """Yield the differences of these effects."""
        if any(self.counts[effect] for effect in effects):
            yield from (one for one in self if one.effect in effects)

    def __iter__(self) -> Iterator[Difference]:
        for table in self.tables:
            for part in self.parts(table):
                yield from part

    def __len__(self) -> int:
        return self.counts.total()


@dataclass(frozen=True)
class Plan:
    """What loading a package comes to, before anything is written."""

    package: Package
    version: int
    """The negotiation's version here, with which the package was compared; 0 where it is not here yet."""
    differences: Differences
    same: int
    """Rows of the package that are here as they are."""
    base_known: bool = True
    """Whether something is known that the store and the package both began with."""

    @property
    def negotiation(self) -> str:
        """The negotiation's code."""
        return str(self.package.negotiation["code"])

    @property
    def counts(self) -> Mapping[Effect, int]:
        """The number of differences of each effect that there is."""
        return +self.differences.counts

    @property
    def sentence(self) -> str:
        """What loading does, in a sentence: "11 new, 1 changed, 2 removed, 3 newer here and kept, 2 in conflict."."""
        counts = self.differences.counts
        parts = [f"{counts[effect]:,} {effect}" for effect in Effect if counts[effect]]
        same = f"{counted(self.same, 'row is', 'rows are')} the same"
        return f"{', '.join(parts)}." if parts else f"Nothing changes; {same}."

    def decided(self, sides: Side | Mapping[Key, Side] | None) -> "Plan":
        """
        Return the plan without conflicts: one side for all of them, or one for each.

        Raises
        ------
        InConflict
            When a conflict is left undecided.
        """
        settled = self.differences.copy()
        for one in self.differences.of(Effect.CONFLICT):
            side = sides if isinstance(sides, Side) else (sides or {}).get(one.key)
            if side is None:
                raise InConflict(self.sentence, self.differences.counts[Effect.CONFLICT])
            settled.become(one, one.decided(side).effect)
        return replace(self, differences=settled)


def differences(
    table: str,
    base: Mapping[str, Values],
    here: Mapping[str, Values],
    package: Mapping[str, Values],
    *,
    base_known: bool = True,
) -> Iterator[Difference]:
    """
    Yield what differs of a table between the store and a package, which both began with `base`; rows by code.

    A row that the package lacks was removed there if it was in the base; nothing is known of it without one.
    """
    for code, theirs in package.items():
        ours = here.get(code)
        if ours != theirs:
            yield Difference(table, code, ours, theirs, _effect(base.get(code), ours, theirs))
    for code, ours in here.items():
        if code not in package:
            effect = _effect(base.get(code), ours, None) if base_known else Effect.LEFT
            yield Difference(table, code, ours, None, effect)


def _effect(base: Values | None, ours: Values | None, theirs: Values | None) -> Effect:
    if theirs == base:
        return Effect.KEPT
    if ours != base:
        return Effect.CONFLICT
    if theirs is None:
        return Effect.REMOVED
    return Effect.NEW if ours is None else Effect.CHANGED


def rivals(
    found: Iterable[Difference], here: Mapping[str, Values], unique: Iterable[tuple[str, ...]]
) -> Iterator[Difference]:
    """
    Yield, as conflicts, the rows of a table here and in the package that cannot both stand.

    `unique` are the sets of columns that stand once; `found` the differences of this one table.
    """
    by_code = {one.code: one for one in found}
    for columns in unique:
        present = {
            tuple(row[column] for column in columns): code
            for code, row in here.items()
            if code not in by_code or by_code[code].effect in (Effect.KEPT, Effect.LEFT)
        }
        for one in list(by_code.values()):
            if one.package is None or one.effect not in (Effect.NEW, Effect.CHANGED):
                continue
            rival = present.get(tuple(one.package[column] for column in columns))
            if rival is not None and rival != one.code:
                yield one._replace(effect=Effect.CONFLICT)
                yield Difference(one.table, rival, here[rival], None, Effect.CONFLICT)


def linked(found: Iterable[Difference], referring: Sequence[tuple[Key, Key]]) -> list[Difference]:
    """
    Return the differences so that, whatever is decided for all conflicts, no reference leads nowhere.

    What the package took away stays where a row that stays refers to it, and is in conflict where one in conflict does.
    A row that refers to one removed here is in conflict with that removal.

    Parameters
    ----------
    referring
        Each row here that refers to one the package took away, beside that.
    """
    rows = {one.key: one for one in found}
    while _stay(rows, referring) or _come_back(rows):
        pass
    return list(rows.values())


def _stay(rows: dict[Key, Difference], referring: Iterable[tuple[Key, Key]]) -> bool:
    """Keep what the package took away and a row here refers to; tell whether that did anything."""
    changed = False
    for referrer, key in referring:
        one, by = rows[key], rows.get(referrer)
        if one.effect is Effect.KEPT or (by is not None and by.is_taken):
            continue
        stays = by is None or by.effect is not Effect.CONFLICT
        if stays or one.effect is Effect.REMOVED:
            rows[key] = one._replace(effect=Effect.KEPT if stays else Effect.CONFLICT)
            changed = True
    return changed


def _come_back(rows: dict[Key, Difference]) -> bool:
    """Put what was removed here in conflict with rows of the package that refer to it; tell if that did anything."""
    gone = {key for key, one in rows.items() if one.here is None and one.effect in (Effect.KEPT, Effect.CONFLICT)}
    changed = False
    for one in list(rows.values()) if gone else ():
        if one.package is None or one.effect in (Effect.KEPT, Effect.LEFT):
            continue
        for column, target in IN_PACKAGE[one.table].references.items():
            aim = target, one.package[column]
            if aim in gone and not rows[one.key].effect is rows[aim].effect is Effect.CONFLICT:
                for key in (one.key, aim):
                    rows[key] = rows[key]._replace(effect=Effect.CONFLICT)
                changed = True
    return changed
