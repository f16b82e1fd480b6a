"""Loading a package: compared with what is here before anything is written, then written in one version."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import sqlalchemy as sa

from dashboard.authors import Author
from dashboard.errors import BadPackage, Problem
from dashboard.formats import Package
from dashboard.inputs import ANSWERED_ON, early_answer, validate
from dashboard.models import IN_PACKAGE, TABLES, referrers
from dashboard.store import origins, table_statistics
from dashboard.store.edits import changing
from dashboard.store.engine import Store
from dashboard.store.merging import TAKEN, Difference, Effect, Key, Plan, Side, differences, linked, rivals
from dashboard.store.rows import Values, as_values, table

LOADED = "Loaded case"
"""What the history calls a load."""

Rows = Mapping[str, Values]


def plan(store: Store, package: Package) -> Plan:
    """
    Return what loading a package comes to; nothing is written.

    Raises
    ------
    BadPackage
        When a row refers to one of an absent table that is not here either.
    """
    with store.reading(timed=False) as connection:
        return _Comparison(connection, package).plan()


def load(
    store: Store,
    package: Package,
    *,
    by: Author,
    sides: Side | Mapping[Key, Side] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Compare a package with what is here and write it; see `write`."""
    return write(store, plan(store, package), by=by, sides=sides, progress=progress)


def write(
    store: Store,
    planned: Plan,
    *,
    by: Author,
    sides: Side | Mapping[Key, Side] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """
    Write what was planned, in one version, and return it with every conflict decided.

    Loading the same again changes nothing and makes no version. What the load made known of other stores is kept in
    the same transaction.

    Parameters
    ----------
    sides
        Whose rows stand where both changed them: one side for all, or one for each.
    progress
        Called with the rows done and the rows there are.

    Raises
    ------
    InConflict, Conflict, InUse
        When a conflict is not decided, a row was changed since it was compared, or the database refuses a reference.
        Nothing was written.
    """
    settled = planned.decided(sides)
    code, package = planned.negotiation, planned.package
    taken = [one for one in settled.differences if one.effect in TAKEN]
    apart = [one for one in settled.differences if one.effect not in TAKEN]
    total, done = settled.same + len(settled.differences), settled.same + len(apart)
    if progress is not None:
        progress(done, total)
    if not taken and planned.version:
        with store.writing() as connection:
            origins.remember(connection, package, planned.version, apart)
        return settled
    with changing(store, code, by, LOADED, creates=None if planned.version else package.negotiation) as change:
        for name, some in groupby(taken, key=lambda one: one.table):
            rows = [(one.code, one.here, None if one.effect is Effect.REMOVED else one.package) for one in some]
            if name == "negotiation":
                own = change.present(name, code) or {}
                ((_, seen, values),) = rows
                change.put(name, {**own, **(values or {})}, {**(seen or {}), "version": change.version})
            else:
                change.put_all(name, rows, compare=change.version != planned.version + 1)
            done += len(rows)
            if progress is not None:
                progress(done, total)
        origins.remember(change.connection, package, change.version, apart, made=not planned.version)
        if len(taken) >= table_statistics.MANY:
            table_statistics.gather(change.connection)
    return settled


class _Comparison:
    """A package beside what is here, on one snapshot."""

    def __init__(self, connection: sa.Connection, package: Package) -> None:
        self.connection, self.package = connection, package
        self.code = str(package.negotiation["code"])
        columns = table("negotiation").c
        own = connection.execute(sa.select(table("negotiation")).where(columns.code == self.code)).mappings().first()
        self.own: Values = {} if own is None else {name: own[name] for name in own if name != "version"}
        self.version: int = 0 if own is None else own["version"]
        self.contained = origins.is_contained(connection, package)
        self.shared = origins.shared(connection, package, self.version)
        self.same = 0

    @property
    def base_known(self) -> bool:
        return self.contained or self.shared is not None

    def plan(self) -> Plan:
        """Return what differs, table by table, so that no reference leads nowhere."""
        self._check_absent()
        found: list[Difference] = []
        if self.own:
            found += self._differences("negotiation", {self.code: self.own}, [self.package.negotiation])
        for name in TABLES:
            if name in self.package.rows:
                found += self._differences(name, self._here(name), self.package.rows[name])
        if self.version:
            order = {name: number for number, name in enumerate(("negotiation", *TABLES))}
            found = sorted(linked(found, self._referring), key=lambda one: order[one.table])
        return Plan(self.package, self.version, tuple(found), self.same, self.base_known)

    def _here(self, name: str) -> Rows:
        if not self.version:
            return {}
        columns = table(name).c
        found = self.connection.execute(sa.select(table(name)).where(columns.negotiation == self.code)).mappings()
        return {row["code"]: as_values(row) for row in found}

    def _differences(self, name: str, here: Rows, rows: Iterable[Values]) -> list[Difference]:
        package = {row["code"]: row for row in rows}
        base = self._base(name, here, package)
        if here and self.package.absent.get(name):
            package = {code: self._filled(name, row, here.get(code) or base.get(code)) for code, row in package.items()}
        found = list(differences(name, base, here, package, base_known=self.base_known))
        if name != "negotiation":
            self.same += len(package) - sum(one.package is not None for one in found)
        if here and found:
            found = list({one.code: one for one in (*found, *rivals(found, here, IN_PACKAGE[name].unique))}.values())
        return found

    def _base(self, name: str, here: Rows, package: Rows) -> Rows:
        if self.contained:
            return package
        if self.shared is not None:
            base = dict(here)
            for code, row in self.shared.get(name, {}).items():
                if row is None:
                    base.pop(code, None)
                else:
                    base[code] = {column: row[column] for column in row if column != "version"}
            return base
        # Nothing is known: what a load wrote and nobody has edited since may be written again, what was edited may not.
        last = self._last_hands(name, [code for code, row in package.items() if here.get(code) != row])
        loaded = {code: here[code] for code, action in last.items() if action == LOADED and code in here}
        removed = {code: package[code] for code, action in last.items() if action != LOADED and code not in here}
        return {**loaded, **removed}

    def _last_hands(self, name: str, codes: list[str]) -> dict[str, str]:
        """Return by what each of these rows was last changed."""
        columns = table("revision").c
        last: dict[str, str] = {}
        for some in _some(codes) if self.version else ():
            query = (
                sa.select(columns.row_code, columns.action)
                .where(columns.negotiation == self.code, columns.row_table == name, columns.row_code.in_(some))
                .order_by(columns.version, columns.number)
            )
            last |= {code: action for code, action in self.connection.execute(query)}
        return last

    def _filled(self, name: str, row: Values, known: Values | None) -> Values:
        """Return a row of the package whose absent columns say nothing: they are as they are known."""
        if known is None:
            return row
        filled = {**row, **{column: known[column] for column in self.package.absent[name]}}
        return filled if filled == known else validate(name, filled)

    def _referring(self, keys: list[Key]) -> Iterator[tuple[Key, Key]]:
        for name, some in groupby(sorted(keys), key=lambda key: key[0]):
            codes = [code for _, code in some]
            for other, column in referrers(name):
                columns = table(other).c
                for part in _some(codes):
                    query = sa.select(columns.code, columns[column]).where(
                        columns.negotiation == self.code, columns[column].in_(part)
                    )
                    for code, target in self.connection.execute(query):
                        yield (other, code), (name, target)

    def _check_absent(self) -> None:
        """Refuse rows that refer to a table that the package does not have, and to no row here."""
        problems: list[Problem] = []
        codes: dict[str, set[str]] = {}
        for name, rows in self.package.rows.items():
            for column, target in IN_PACKAGE[name].references.items():
                if target in self.package.rows:
                    continue
                if target not in codes:
                    columns = table(target).c
                    found = self.connection.execute(sa.select(columns.code).where(columns.negotiation == self.code))
                    codes[target] = set(found.scalars())
                problems += [
                    Problem(
                        f"{name}.csv",
                        f"{row['code']} names {row[column]!r}, which is neither in the package nor here",
                        column=column,
                    )
                    for row in rows
                    if row[column] is not None and row[column] not in codes[target]
                ]
        problems += self._early_answers()
        if problems:
            raise BadPackage(problems)

    def _early_answers(self) -> Iterator[Problem]:
        """Yield answers of a package without texts that are older than the texts here."""
        if self.package.early is None or "proposal" in self.package.rows:
            return
        columns = table("proposal").c
        found = sa.select(columns.code, columns.tabled_on).where(columns.negotiation == self.code)
        tabled = {code: tabled_on for code, tabled_on in self.connection.execute(found)}
        for name in ANSWERED_ON.keys() & self.package.rows.keys():
            for row in self.package.rows[name]:
                reason = early_answer(name, row, tabled.get(row["proposal"]))
                if reason is not None and row["code"] not in self.package.early.get(name, ()):
                    yield Problem(f"{name}.csv", f"{row['code']}: {reason}", column="answer")


def _some(codes: list[str]) -> Iterator[list[str]]:
    """Yield codes by the few hundred: a statement takes so many and no more."""
    for start in range(0, len(codes), 500):
        yield codes[start : start + 500]
