"""What is one and stands twice: a row merged into another of its table, a tag renamed to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from dashboard.authors import Author
from dashboard.errors import InUse, NotFound, ParleyError
from dashboard.folding import folded
from dashboard.inputs import validate
from dashboard.models import IN_PACKAGE, referrers
from dashboard.store.edits import changing
from dashboard.store.engine import Store
from dashboard.store.hanging import MOST, Place
from dashboard.store.notes import note
from dashboard.store.rows import Values, as_values, table
from dashboard.tags import joined, parsed, spelled

JOINED = ("party", "term", "source")
"""The tables whose rows may be merged: what others speak of, and not what is said."""


@dataclass(frozen=True)
class Joining:
    """
    What becomes of the rows that refer to one, when it is merged into another.

    Attributes
    ----------
    moved
        Rows that then refer to the other, by place, each as it stands and as it would be; the other itself only loses
        its reference.
    gone
        Rows that would say what one of the other's says already, by place, each as it stands.
    clashing
        Rows that could not stand beside one of the other's, each with that: somebody has to say which is right.
    """

    moved: dict[Place, tuple[Values, Values]] = field(default_factory=dict)
    gone: dict[Place, Values] = field(default_factory=dict)
    clashing: list[tuple[Place, Place]] = field(default_factory=list)


def joining(store: Store, negotiation: str, name: str, code: str, into: str) -> Joining:
    """
    Return what merging a row into another of its table comes to; nothing is written.

    Raises
    ------
    NotFound, Invalid, ParleyError
        When one of them is not there, a row would break a rule, or more rows are concerned than `MOST`.
    """
    with store.reading() as connection:
        return _found(connection, negotiation, name, code, into)


def join(
    store: Store, negotiation: str, name: str, *, seen: Mapping[str, Any], into: str, by: Author, told: Joining
) -> int:
    """
    Merge the row the analyst saw as `seen` into another, in one version, which is returned: one undo parts them again.

    Parameters
    ----------
    told
        What it comes to, as it was told.

    Raises
    ------
    Conflict, InUse, Invalid, NotFound, ParleyError
        When the row, or what refers to it, is not what was seen, or rows clash. Nothing was written.
    """
    with changing(store, negotiation, by, "Merged") as change:
        if _found(change.connection, negotiation, name, seen["code"], into) != told:
            raise ParleyError("What refers to it was changed since. Nothing was merged; look at it again.")
        if told.clashing:
            ((one, of), (_, other)), *_ = told.clashing
            raise InUse(f"{one} {of} and {one} {other} cannot stand beside each other. Nothing was merged.")
        for (other, of), stands in told.gone.items():
            change.remove(other, of, stands)
        for (other, _), (stands, after) in told.moved.items():
            change.put(other, after, stands)
        change.remove(name, seen["code"], seen)
    return change.version


def rename_tag(store: Store, negotiation: str, tag: str, new: str, *, by: Author) -> int | None:
    """
    Rename a tag on every note, in one version, which is returned; None where no note has it, or it is called so.

    A new name that is another tag's, however it is spelled, makes them one tag, spelled as that.

    Raises
    ------
    Invalid, NotFound, ParleyError
        When the new name is none or several, or more notes have the tag than `MOST`. Nothing was written.
    """
    if len(names := parsed(new)) != 1:
        raise ParleyError("Write one tag, without commas and semicolons.")
    with changing(store, negotiation, by, "Renamed a tag") as change:
        query = sa.select(note.code, note.tags).where(note.negotiation == negotiation, note.tags.is_not(None))
        tagged = {code: parsed(tags) for code, tags in change.connection.execute(query.order_by(note.code))}
        others = {one for tags in tagged.values() for one in tags if folded(one) != folded(tag)}
        (name,) = spelled(names, sorted(others))
        concerned = {code: tags for code, tags in tagged.items() if any(folded(one) == folded(tag) for one in tags)}
        if len(concerned) > MOST:
            raise ParleyError(f"More than {MOST:,} notes have this tag; it cannot be renamed at once.")
        for code, tags in concerned.items():
            stands = change.present("annotation", code)
            after = joined(name if folded(one) == folded(tag) else one for one in tags)
            change.put("annotation", validate("annotation", {**(stands or {}), "tags": after}), stands)
    return change.version if change.kept else None


def _found(connection: sa.Connection, negotiation: str, name: str, code: str, into: str) -> Joining:
    there = sa.select(sa.func.count()).where(table(name).c.negotiation == negotiation)
    if connection.execute(there.where(table(name).c.code.in_((code, into)))).scalar() != 2:
        raise NotFound(f"These are not two {IN_PACKAGE[name].many}: one was removed, or they are the same.")
    moved: dict[Place, tuple[Values, Values]] = {}
    for other, column in referrers(name):
        columns = table(other).c
        query = sa.select(table(other)).where(columns.negotiation == negotiation, columns[column] == code)
        for row in connection.execute(query.order_by(columns.code).limit(MOST + 1)).mappings():
            place = other, str(row["code"])
            stands, after = moved.get(place, (as_values(row),) * 2)
            moved[place] = stands, {**after, column: None if place == (name, into) else into}
            if len(moved) > MOST:
                raise ParleyError(f"More than {MOST:,} rows refer to this one; it cannot be merged at once.")
    told = Joining()
    for (other, of), (stands, after) in moved.items():
        values = validate(other, _own_word(stands, after) if other == "claim" else after)
        if (stays := _beside(connection, other, values)) is None:
            told.moved[other, of] = stands, values
        elif _says_nothing_else(connection, other, values, stays):
            told.gone[other, of] = stands
        else:
            told.clashing.append(((other, of), (other, stays["code"])))
    return told


def _own_word(stands: Values, after: Values) -> Values:
    """Return a claim in which who spoke for another now speaks for itself, where these two are one."""
    one = after["speaker_party"] == after["holder"] and stands["speaker_party"] != stands["holder"]
    return {**after, "speaker_is_holder": True} if one else after


def _beside(connection: sa.Connection, name: str, row: Values) -> Values | None:
    """
    Return the row that leaves no place for this one, or None.

    That is one like it in columns that no two have alike, or, where nothing could refer to either, in all of them.
    """
    all_of_it = tuple(column for column in IN_PACKAGE[name].columns if column != "code")
    columns = table(name).c
    for alike in IN_PACKAGE[name].unique or ((all_of_it,) if not referrers(name) else ()):
        same = (columns[column] == row[column] for column in alike)
        others = sa.select(table(name)).where(
            columns.negotiation == row["negotiation"], columns.code != row["code"], *same
        )
        if (found := connection.execute(others.order_by(columns.code)).mappings().first()) is not None:
            return as_values(found)
    return None


def _says_nothing_else(connection: sa.Connection, name: str, row: Values, stays: Values) -> bool:
    """Return whether nothing is lost with a row that another leaves no place for."""
    for column in IN_PACKAGE[name].columns.values():
        if column.name != "code" and row[column.name] not in (None, column.default, stays[column.name]):
            return False
    return not any(
        connection.execute(
            sa.select(table(other).c.code).where(
                table(other).c.negotiation == row["negotiation"], table(other).c[column] == row["code"]
            )
        ).first()
        for other, column in referrers(name)
    )
