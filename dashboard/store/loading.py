"""Loading a package: compared with what is here before anything is written, then written in one version."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

import sqlalchemy as sa

from dashboard import spool
from dashboard.authors import Author
from dashboard.errors import BadPackage, Problem
from dashboard.formats import Package
from dashboard.inputs import ANSWERED_ON, early_answer, validate
from dashboard.models import IN_PACKAGE, TABLES, referrers
from dashboard.store import origins, table_statistics
from dashboard.store.edits import Change, Written, changing
from dashboard.store.engine import Store
from dashboard.store.merging import TAKEN, Difference, Differences, Effect, Key, Plan, Side, differences, linked, rivals
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
    code, package, found = planned.negotiation, planned.package, settled.differences
    apart = partial(found.of, *(effect for effect in Effect if effect not in TAKEN))
    taken = sum(found.counts[effect] for effect in TAKEN)
    total = settled.same + len(found)
    done = total - taken
    if progress is not None:
        progress(done, total)
    if not taken and planned.version:
        with store.writing() as connection:
            origins.remember(connection, package, planned.version, apart())
        return settled
    with changing(store, code, by, LOADED, creates=None if planned.version else package.negotiation) as change:
        for name in found.tables:
            if name == "negotiation":
                _write_own(change, found)
            else:
                moved = change.version != planned.version + 1
                for rows in _taken(found.parts(name, here=None if moved else True)):
                    if moved:
                        change.compare(name, rows)
                    change.take_out(name, rows)
                for rows in _taken(found.parts(name)):
                    change.put_in(name, rows)
                    done += len(rows)
                    if progress is not None:
                        progress(done, total)
                change.check_table(name)
        origins.remember(change.connection, package, change.version, apart(), made=not planned.version)
        if taken >= table_statistics.MANY:
            table_statistics.gather(change.connection)
    return settled


def _taken(parts: Iterable[list[Difference]]) -> Iterator[list[Written]]:
    for part in parts:
        yield [
            (one.code, one.here, None if one.effect is Effect.REMOVED else one.package)
            for one in part
            if one.effect in TAKEN
        ]


def _write_own(change: Change, found: Differences) -> None:
    """Write the negotiation's own row; its version stays that of the change."""
    for rows in _taken(found.parts("negotiation")):
        for code, seen, values in rows:
            own = change.present("negotiation", code) or {}
            change.put("negotiation", {**own, **(values or {})}, {**(seen or {}), "version": change.version})


class _Comparison:
    """A package beside what is here, on one snapshot; of both, few rows are in memory at a time."""

    def __init__(self, connection: sa.Connection, package: Package) -> None:
        self.connection, self.package = connection, package
        self.code = str(package.negotiation["code"])
        columns = table("negotiation").c
        own = connection.execute(sa.select(table("negotiation")).where(columns.code == self.code)).mappings().first()
        self.own: Values = {} if own is None else {name: own[name] for name in own if name != "version"}
        self.version: int = 0 if own is None else own["version"]
        self.contained = origins.is_contained(connection, package)
        self.shared = origins.shared(connection, package, self.version)
        self.found = Differences()
        self.same = 0

    @property
    def base_known(self) -> bool:
        return self.contained or self.shared is not None

    def plan(self) -> Plan:
        """Return what differs, table by table, so that no reference leads nowhere."""
        self._check_absent()
        if self.own:
            self._compare("negotiation", {self.code: self.own}, [self.package.negotiation])
        for name in TABLES:
            if name in self.package.rows:
                self._compare_table(name, self.package.rows[name])
        if self.version:
            self._link()
        return Plan(self.package, self.version, self.found, self.same, self.base_known)

    def _compare_table(self, name: str, rows: Sequence[Values]) -> None:
        met: set[str] = set()
        for some in spool.parts(rows):
            here = self._here(name, [row["code"] for row in some])
            self.same += len(some) - self._compare(name, here, some)
            met |= here.keys()
        if not self.version:
            return
        for codes in self._codes(name):
            self._compare(name, self._here(name, [code for code in codes if code not in met]), [])
        self._part_rivals(name, IN_PACKAGE[name].unique)

    def _compare(self, name: str, here: Rows, rows: Sequence[Values]) -> int:
        """Compare some rows of the package, and some here, and return how many of the package's are not the same."""
        package = {row["code"]: row for row in rows}
        base = self._base(name, here, package)
        if self.version and self.package.absent.get(name):
            package = {code: self._filled(name, row, here.get(code) or base.get(code)) for code, row in package.items()}
        found = list(differences(name, base, here, package, base_known=self.base_known))
        self.found.add(found)
        return sum(one.package is not None for one in found)

    def _here(self, name: str, codes: Sequence[str]) -> Rows:
        """Return these rows as they are here."""
        if not self.version or not codes:
            return {}
        columns = table(name).c
        found = self.connection.execute(
            sa.select(table(name)).where(columns.negotiation == self.code, columns.code.in_(codes))
        )
        return {row["code"]: as_values(row) for row in found.mappings()}

    def _codes(self, name: str) -> Iterator[Sequence[str]]:
        """Yield the codes of a table here, by the few hundred."""
        columns = table(name).c
        query = sa.select(columns.code).where(columns.negotiation == self.code).order_by(columns.code)
        last = ""
        while codes := self.connection.execute(query.where(columns.code > last).limit(spool.AT_ONCE)).scalars().all():
            yield codes
            last = codes[-1]

    def _base(self, name: str, here: Rows, package: Rows) -> Rows:
        if self.contained:
            return package
        if self.shared is not None:
            base = dict(here)
            changed = self.shared.get(name, {})
            for code in changed.keys() & (here.keys() | package.keys()):
                if (row := changed[code]) is None:
                    base.pop(code, None)
                else:
                    base[code] = {column: row[column] for column in row if column != "version"}
            return base
        # Nothing is known: what a load wrote and nobody has edited since may be written again, what was edited may not.
        last = self._last_hands(name, [code for code, row in package.items() if here.get(code) != row])
        loaded = {code: here[code] for code, action in last.items() if action == LOADED and code in here}
        removed = {code: package[code] for code, action in last.items() if action != LOADED and code not in here}
        return {**loaded, **removed}

    def _part_rivals(self, name: str, unique: Iterable[tuple[str, ...]]) -> None:
        """Put rows here and in the package that cannot both stand in conflict."""
        columns = table(name).c
        here: dict[str, Values] = {}
        involved: set[str] = set()
        for names in unique:
            for part in self.found.parts(name):
                new = {
                    tuple(one.package[column] for column in names): one.code
                    for one in part
                    if one.package is not None and one.effect in (Effect.NEW, Effect.CHANGED)
                }
                own = sa.tuple_(*(columns[column] for column in names))
                query = sa.select(table(name)).where(columns.negotiation == self.code, own.in_(list(new)))
                for row in self.connection.execute(query).mappings() if new else ():
                    code = new[tuple(row[column] for column in names)]
                    if row["code"] != code:
                        here[row["code"]] = as_values(row)
                        involved |= {row["code"], code}
        if not here:
            return
        known = {one.code: one for part in self.found.parts(name) for one in part if one.code in involved}
        for code in {one.code for one in rivals(known.values(), here, unique)}:
            self.found.become(known[code], Effect.CONFLICT)

    def _link(self) -> None:
        """
        Let no reference lead nowhere, whatever is decided for all conflicts.

        Of what differs, only rows that are gone from a side can leave a reference with nothing, and what refers to
        them, and so on: these are looked at together.
        """
        gone = [
            one
            for one in self.found.of(Effect.REMOVED, Effect.KEPT, Effect.CONFLICT)
            if one.here is None or (one.package is None and one.effect is not Effect.KEPT)
        ]
        if not gone:
            return
        edges = list(self._referring([one.key for one in gone if one.package is None]))
        involved = {one.key for one in gone} | {referrer for referrer, _ in edges}
        before = 0
        while len(involved) > before:
            before = len(involved)
            involved |= {one.key for one in self.found if involved.intersection(_named(one))}
        rows = {one.key: one for one in self.found if one.key in involved}
        for one in linked(rows.values(), edges):
            if one.effect is not rows[one.key].effect:
                self.found.become(rows[one.key], one.effect)

    def _last_hands(self, name: str, codes: list[str]) -> dict[str, str]:
        """Return by what each of these rows was last changed."""
        columns = table("revision").c
        if not self.version or not codes:
            return {}
        query = (
            sa.select(columns.row_code, columns.action)
            .where(columns.negotiation == self.code, columns.row_table == name, columns.row_code.in_(codes))
            .order_by(columns.version, columns.number)
        )
        return {code: action for code, action in self.connection.execute(query)}

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
                for part in spool.parts(codes):
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


def _named(one: Difference) -> Iterator[Key]:
    """Yield what the package's row refers to."""
    if one.package is not None:
        for column, target in IN_PACKAGE[one.table].references.items():
            if one.package[column] is not None:
                yield target, one.package[column]
