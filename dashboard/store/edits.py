"""
Writing. One use case is one function, one transaction, one `version` of the negotiation, and its revisions.

Every edit brings what the analyst saw. If the row is no longer that, nothing is written and `Conflict` carries both.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from dashboard.authors import PARLEY, Author, whole_name
from dashboard.errors import Conflict, InUse, Invalid, NotFound, ParleyError
from dashboard.inputs import ANSWERED_ON, circle_words, cycle, early_answer, validate
from dashboard.models import IN_PACKAGE, NEGOTIATION, Revision, referrers
from dashboard.store import drafts, hanging
from dashboard.store.drafts import Typed
from dashboard.store.engine import Store
from dashboard.store.hanging import Hanging
from dashboard.store.notes import note, with_replies
from dashboard.store.rows import Values, as_values, key, table, to_json

Written = tuple[str, Values | None, Values | None]
"""A row that is written: its code, what was seen of it, and what it should be; None where there is no row."""
NOTHING = Hanging()


@dataclass
class Change:
    """One use case under way: the transaction, the version it makes, and the revisions not yet written."""

    connection: sa.Connection
    negotiation: str
    version: int
    by: Author
    action: str
    revisions: list[tuple[str, Written]] = field(default_factory=list)
    kept: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    written: list[tuple[str, str, Values | None]] = field(default_factory=list)

    def present(self, name: str, code: str) -> Values | None:
        """Return the row as it is in this transaction, or None."""
        row = (
            self.connection.execute(sa.select(table(name)).where(key(name, self.negotiation, code))).mappings().first()
        )
        return None if row is None else as_values(row)

    def put(self, name: str, values: Values, seen: Mapping[str, Any] | None) -> None:
        """Write a row the analyst saw as `seen` (None: a new one). What stands there already is not written again."""
        current = self.present(name, values["code"])
        if current == values:
            return  # the second half of a double click
        if current != seen:
            raise Conflict(name, values["code"], seen, current, values)
        if current is None:
            self.connection.execute(sa.insert(table(name)), values)
        else:
            self.connection.execute(sa.update(table(name)).where(key(name, self.negotiation, values["code"])), values)
        self.keep(name, values["code"], current, values)
        self.written.append((name, values["code"], values))

    def remove(self, name: str, code: str, seen: Mapping[str, Any]) -> None:
        """Remove a row the analyst saw as `seen`. Others may refer to it no longer than the change lasts."""
        current = self.present(name, code)
        if current is None:
            return
        if current != seen:
            raise Conflict(name, code, seen, current, None)
        self.connection.execute(sa.delete(table(name)).where(key(name, self.negotiation, code)))
        self.keep(name, code, current, None)
        self.written.append((name, code, None))

    def take_out(self, name: str, rows: Sequence[Written]) -> None:
        """Take out some hundred rows of a table, all before any is put in again: two may exchange what stands once."""
        columns = table(name).c
        if gone := [code for code, seen, _ in rows if seen is not None]:
            self.connection.execute(
                sa.delete(table(name)).where(columns.negotiation == self.negotiation, columns.code.in_(gone))
            )

    def put_in(self, name: str, rows: Sequence[Written]) -> None:
        """Put in some hundred rows of a table, and write their revisions; `check_table` comes after the last."""
        if new := [values for *_, values in rows if values is not None]:
            self.connection.execute(sa.insert(table(name)), new)
        for code, seen, values in rows:
            self.keep(name, code, seen, values)
        self.write_revisions()

    def check_table(self, name: str) -> None:
        """Refuse circles in a table; other references of rows that were put in are checked by the database."""
        columns = table(name).c
        for column in IN_PACKAGE[name].cycles:
            links = sa.select(columns.code, columns[column]).where(
                columns.negotiation == self.negotiation, columns[column].is_not(None)
            )
            self._refuse_circle(name, column, links.order_by(columns.code))

    def compare(self, name: str, rows: Sequence[Written]) -> None:
        """Refuse some hundred rows of which one is no longer what was seen."""
        columns = table(name).c
        codes = [code for code, _, _ in rows]
        found = self.connection.execute(
            sa.select(table(name)).where(columns.negotiation == self.negotiation, columns.code.in_(codes))
        )
        current = {row["code"]: as_values(row) for row in found.mappings()}
        for code, seen, values in rows:
            if current.get(code) != seen:
                raise Conflict(name, code, seen, current.get(code), values)

    def check_references(self) -> None:
        """Refuse references that lead nowhere or in a circle, at the end: until then rows come and go in any order."""
        stands = {(name, code): row is not None for name, code, row in self.written}
        for name, code, row in self.written:
            for column in IN_PACKAGE[name].cycles if row is not None else ():
                # What one row leads to, however long the chain, and not the whole table, as after a load.
                self._refuse_circle(name, column, self._led_to(name, column, code))
            for column, target in IN_PACKAGE[name].references.items():
                if row is None or row[column] is None:
                    continue
                if (place := (target, row[column])) not in stands:  # many rows refer to the same few
                    stands[place] = self.present(*place) is not None
                if not stands[place]:
                    raise Invalid(name, {column: f"there is no {target} {row[column]!r} in this negotiation"})
            for other, column in referrers(name) if row is None else ():
                columns = table(other).c
                found = self.connection.execute(
                    sa.select(columns.code).where(columns.negotiation == self.negotiation, columns[column] == code)
                ).scalar()
                if found is not None:
                    raise InUse(f"{name} {code} cannot be removed: {other} {found} refers to it. Nothing was saved.")

    def _refuse_circle(self, name: str, column: str, links: sa.Select[Any]) -> None:
        """Refuse links, from code to code, that come to no end."""
        found = {code: other for code, other in self.connection.execute(links) if other is not None}
        if codes := cycle(found):
            raise Invalid(name, {column: circle_words(codes)})

    def _led_to(self, name: str, column: str, code: str) -> sa.Select[Any]:
        """Return the links of a row and of all that it leads to."""
        rows = table(name).c
        pair = sa.select(rows.code, rows[column].label("other"))
        chain = pair.where(key(name, self.negotiation, code)).cte(recursive=True)
        further = pair.where(rows.negotiation == self.negotiation, rows.code == chain.c.other)
        chain = chain.union(further)  # not all: what has been met is not followed again, and so a circle ends
        return sa.select(chain.c.code, chain.c.other)

    def check_answers(self) -> None:
        """Refuse an answer that was written with a day before its text's, and a text moved to after its answers."""
        for name, _, row in self.written:
            if row is not None and name in ANSWERED_ON and row["proposal"] is not None:
                text = self.present("proposal", row["proposal"]) or {}
                if (reason := early_answer(name, row, text.get("tabled_on"))) is not None:
                    raise Invalid(name, {"answer": reason})
        for name, (code, before, row) in self.revisions:
            if name != "proposal" or before is None or row is None or row["tabled_on"] <= before["tabled_on"]:
                continue
            for other, day in ANSWERED_ON.items():
                columns = table(other).c
                answered_on = sa.select(sa.func.min(columns[day])).where(
                    columns.negotiation == self.negotiation,
                    columns.proposal == code,
                    columns.answer.is_not(None),
                    columns[day] >= before["tabled_on"],
                )
                first = self.connection.execute(answered_on).scalar()
                if first is not None and first < row["tabled_on"]:
                    raise Invalid(
                        name, {"tabled_on": f"is after an answer to this text, of {first}; look at that first"}
                    )

    def introduce(self, by: Author) -> None:
        """
        Make the author known in this negotiation, where it is the first time; what is known of her stays.

        Parley itself is known everywhere: what it loads is saved again as it was.
        """
        if by != PARLEY and self.present("author", by.code) is None:
            own = {"negotiation": self.negotiation, "code": by.code, "name": whole_name(by.name), "kind": by.kind}
            self.put("author", validate("author", own), None)

    def keep(self, name: str, code: str, before: Values | None, after: Values | None) -> None:
        """Keep one revision."""
        self.revisions.append((name, (code, before, after)))
        self.kept += 1

    def write_revisions(self) -> None:
        """Write the revisions kept since the last time; all of a change are one version."""
        first = self.kept - len(self.revisions) + 1
        stamp = {"negotiation": self.negotiation, "version": self.version, "at": self.at}
        stamp |= {"author": self.by.code, "action": self.action}
        rows = [
            {
                **stamp,
                "number": number,
                "row_table": name,
                "row_code": code,
                "before": None if before is None else to_json(before),
                "after": None if after is None else to_json(after),
            }
            for number, (name, (code, before, after)) in enumerate(self.revisions, start=first)
        ]
        if rows:
            self.connection.execute(sa.insert(Revision), rows)
        self.revisions = []


class _NothingToSave(Exception):
    """Rolls a change back that wrote nothing, so that the version stays."""


@contextmanager
def changing(
    store: Store, negotiation: str, by: Author, action: str, creates: Mapping[str, Any] | None = None
) -> Iterator[Change]:
    """
    Give the change of one use case; commit it with its revisions at the end, or nothing of it.

    Raising the version first locks the negotiation, on both databases, until the commit. A change that wrote nothing
    leaves the version as it was. `creates` is the negotiation's own row, for when it is not there yet. Revisions carry
    the author's code; her name stands in the negotiation from her first change on.
    """
    try:
        with store.writing() as connection:
            change = Change(connection, negotiation, _raise_version(connection, negotiation), by, action)
            if not change.version:
                if creates is None:
                    raise NotFound(f"There is no negotiation {negotiation!r} in this store.")
                change.version = 1 + _removed_at(connection, negotiation)
                change.put("negotiation", {**creates, "version": change.version}, None)
            yield change
            if not change.kept:
                raise _NothingToSave
            change.introduce(by)
            change.check_references()
            change.write_revisions()
    except _NothingToSave:
        return
    except sa.exc.IntegrityError as error:
        raise InUse(f"The database refused the change: {error.orig}. Nothing was saved.") from error


def _removed_at(connection: sa.Connection, negotiation: str) -> int:
    """Return the version at which a negotiation of this code was removed: a version is never given twice."""
    columns = table("removal").c
    query = sa.select(columns.version).where(columns.negotiation == negotiation)
    return connection.execute(query).scalar() or 0


def _raise_version(connection: sa.Connection, negotiation: str) -> int:
    """Return the negotiation's next version, now its version; 0 where there is no such negotiation."""
    columns = table("negotiation").c
    raised = (
        sa.update(table("negotiation"))
        .where(columns.code == negotiation)
        .values(version=columns.version + 1)
        .returning(columns.version)
    )
    return connection.execute(raised).scalar() or 0


def begin(store: Store, own: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]], *, by: Author) -> int:
    """
    Begin a negotiation with the rows of a template, by table, all in one version, which is returned.

    Raises
    ------
    Invalid
        When the code or the title is refused, or another negotiation has the code. Nothing was written.
    """
    created = validate("negotiation", own)
    code = created["code"]
    with changing(store, code, by, "Began", creates=created) as change:
        if not change.kept:
            raise Invalid("negotiation", {"code": f"{code} is another negotiation in this store; choose another code"})
        for name, some in rows.items():
            checked = [validate(name, {**row, "negotiation": code}) for row in some]
            change.put_in(name, [(row["code"], None, row) for row in checked])
            change.check_table(name)
    return change.version


def set_row(
    store: Store,
    negotiation: str,
    name: str,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None,
    by: Author,
    form: Typed | None = None,
) -> int | None:
    """
    Add or change one row of any table, and return the version that made; None where there was nothing to write.

    Parameters
    ----------
    values
        The row as it should be, validated here.
    seen
        The row as `reads.row` gave it to the analyst; None for a new one. A new row's `code` is drawn when its form is
        opened, so that a form sent twice saves once.
    form
        What this saves of a form: its draft ends with it, and one that has ended saves nothing more.

    Raises
    ------
    Invalid, Conflict, TypedElsewhere, NotFound, InUse
        And nothing was written.
    """
    own = name == NEGOTIATION.name
    row = validate(name, dict(values) if own else {**values, "negotiation": negotiation})
    with changing(store, negotiation, by, "Added" if seen is None else "Changed") as change:
        if own and seen is not None:  # its version is no one's edit
            row, seen = {**row, "version": change.version}, {**seen, "version": change.version}
        if form is None or drafts.end(change.connection, form):
            change.put(name, row, seen)
            change.check_answers()
    return change.version if change.kept else None


def record(
    store: Store,
    negotiation: str,
    rows: Sequence[tuple[str, Values]],
    *,
    by: Author,
    form: Typed,
    covers: date | None = None,
) -> int | None:
    """
    Add rows of several tables in one version, which is returned; None where the form was recorded before.

    Parameters
    ----------
    rows
        New rows by table, validated, parents before children.
    covers
        The last day that they speak of: where the days covered end before it, they end with it.

    Raises what `set_row` does, and then nothing was written.
    """
    with changing(store, negotiation, by, "Recorded") as change:
        if drafts.end(change.connection, form):
            for name, row in rows:
                change.put(name, row, None)
            own = change.present("negotiation", negotiation)
            if covers is not None and own is not None and own["covers_to"] is not None and own["covers_to"] < covers:
                change.put("negotiation", {**own, "covers_to": covers}, own)
            change.check_answers()
    return change.version if change.kept else None


def remove_row(
    store: Store,
    negotiation: str,
    name: str,
    *,
    seen: Mapping[str, Any],
    by: Author,
    with_it: Hanging = NOTHING,
) -> int:
    """
    Remove one row the analyst saw as `seen`, in one version, which is returned: one undo brings all back.

    Parameters
    ----------
    with_it
        What goes with it, as it was told: rows that cannot be without it, and references that are emptied.

    Raises
    ------
    Conflict, InUse, NotFound, ParleyError
        When the row, or what hangs on it, is not what was seen. Nothing was written.
    """
    with changing(store, negotiation, by, "Removed") as change:
        if with_it != NOTHING and hanging.found(change.connection, negotiation, name, seen["code"]) != with_it:
            raise ParleyError("What refers to it was changed since. Nothing was removed; look at it again.")
        for (other, _), (stands, after) in with_it.emptied.items():
            change.put(other, after, stands)
        for (other, code), stands in with_it.gone.items():
            change.remove(other, code, stands)
        change.remove(name, seen["code"], seen)
    return change.version


def remove_annotation(store: Store, negotiation: str, *, seen: Mapping[str, Any], by: Author) -> int:
    """Remove an annotation with the replies to it, in one version, which is returned: one undo brings all back."""
    with changing(store, negotiation, by, "Removed") as change:
        own = sa.select(note.code).where(note.negotiation == negotiation, note.code == seen["code"])
        codes = change.connection.execute(with_replies(negotiation, own)).scalars().all()
        for code in codes:
            row = seen if code == seen["code"] else change.present("annotation", code)
            if row is not None:
                change.remove("annotation", code, row)
    return change.version
