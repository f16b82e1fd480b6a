"""Case packages in and out of a store: the same for the Data page and for the command line."""

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.authors import PARLEY, Author
from dashboard.errors import NotFound, ParleyError
from dashboard.exports import package as writing
from dashboard.formats import Package
from dashboard.frames import PLANNED_ROWS, PlannedRow, Progress
from dashboard.imports import package as reading
from dashboard.models import IN_PACKAGE, TABLES
from dashboard.models.sentences import NameOf, in_words, listed, names_of
from dashboard.settings import HOME
from dashboard.store import edits, files, loading, origins, reads, removing
from dashboard.store.engine import Store
from dashboard.store.loading import write
from dashboard.store.merging import Difference, Effect, Plan, Side
from dashboard.store.rows import to_json
from dashboard.vocabulary import list_words

BUNDLED = HOME / "seeds" / "israel-hamas"
TEMPLATES = HOME / "seeds" / "templates"
MOST_NAMED = 5_000
"""Rows of a table of a package that are held in memory, to name those that refer to them."""


@cache
def templates() -> dict[str, Package]:
    """Return the templates that come with Parley, by the code of each, in the order of the alphabet."""
    return {path.name: reading.read(path) for path in sorted(TEMPLATES.iterdir()) if path.is_dir()}


def new(store: Store, code: str, title: str = "", template: str | None = None, *, by: Author = PARLEY) -> int:
    """
    Begin a negotiation, of a template where one is named, and return its first version.

    Without a title it has the template's, or else its code.

    Raises
    ------
    NotFound
        When there is no such template.
    Invalid
        When the code is taken, or the code or the title is refused.
    """
    if template is not None and template not in templates():
        raise NotFound(f"There is no template {template!r}. There are {list_words(list(templates()))}.")
    taken = None if template is None else templates()[template]
    own = {} if taken is None else taken.negotiation
    title = title.strip() or own.get("title", code)
    return edits.begin(store, {**own, "code": code, "title": title}, {} if taken is None else taken.rows, by=by)


def plan(store: Store, path: Path, *, progress: Progress | None = None) -> Plan:
    """Return what loading a package comes to; raises `BadPackage` with every fault found. Nothing is written."""
    return loading.plan(store, reading.read(path, progress=progress))


def load(
    store: Store,
    path: Path,
    *,
    by: Author = PARLEY,
    sides: Side | None = None,
    reading_progress: Progress | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Load a package, all of it or nothing, and return what that came to."""
    return write(store, plan(store, path, progress=reading_progress), by=by, sides=sides, progress=progress)


def rows(store: Store, planned: Plan, most: int) -> pd.DataFrame:
    """Return the first of `frames.PLANNED_ROWS`, at most so many, in the order of `lines`."""
    return PLANNED_ROWS.frame(islice(lines(store, planned), most))


def lines(store: Store, planned: Plan) -> Iterator[PlannedRow]:
    """Yield `frames.PlannedRow`s, decisions first; of a row on both sides, one a column that differs."""
    name_of = _names(store, planned)
    for effect in dict.fromkeys((Effect.CONFLICT, *Effect)):
        for one in planned.differences.of(effect):
            yield from _row(one, name_of)


def conflicts(store: Store, planned: Plan) -> pd.DataFrame:
    """Return `frames.PLANNED_ROWS`, one row a conflict, in the order of the plan: what differs of a row in one cell."""
    name_of = _names(store, planned)

    def joined(one: Difference) -> PlannedRow:
        first, *more = _row(one, name_of)
        columns, ours, theirs = (
            "; ".join(filter(None, words)) or None
            for words in zip(*((row.column, row.here, row.package) for row in (first, *more)), strict=True)
        )
        return first._replace(column=columns, here=ours, package=theirs)

    return PLANNED_ROWS.frame(joined(one) for one in planned.differences.of(Effect.CONFLICT))


def _names(store: Store, planned: Plan) -> NameOf:
    """Return what calls rows by their names, in the package or else here; those of a long table by their codes."""

    @cache
    def of_package(table: str) -> dict[str, Any]:
        return {row["code"]: to_json(row) for row in planned.package.rows.get(table, ())}

    @cache
    def row_of(table: str, code: str) -> dict[str, Any] | None:
        if len(planned.package.rows.get(table, ())) > MOST_NAMED:
            return None
        if (row := of_package(table).get(code)) is not None:
            return row
        here = reads.row(store, planned.negotiation, table, code)
        return here and to_json(here)

    return names_of(row_of)


def _row(one: Difference, name_of: NameOf) -> Iterator[PlannedRow]:
    table = IN_PACKAGE[one.table]
    here, package = (None if row is None else to_json(row) for row in (one.here, one.package))
    called = listed(table, here or package or {}, name_of)

    def planned(column: str | None, here: str | None, package: str | None) -> PlannedRow:
        return PlannedRow(one.effect, table.one, called, column, here, package, one.code)

    if here is None or package is None:
        yield planned(None, None if here is None else "is there", None if package is None else "is there")
        return
    for column in table.columns.values():
        ours, theirs = (
            None if row[column.name] is None else in_words(column, row, name_of, longest=None)
            for row in (here, package)
        )
        if here[column.name] != package[column.name]:
            yield planned(column.title, ours, theirs)


def save(store: Store, negotiation: str, out: Path, *, progress: Progress | None = None) -> Path:
    """Write a negotiation as a package: a folder, or a zip by its ending."""
    own = reads.row(store, "", "negotiation", negotiation)
    reads.version(store, negotiation)  # refuses a negotiation that is not there
    tables = {name: reads.rows(store, negotiation, name) for name in TABLES}
    return writing.write(own or {}, tables, out, origins.origin(store, negotiation), progress)


def remove(store: Store, negotiation: str, *, typed: str, by: Author = PARLEY) -> Path:
    """
    Remove a negotiation whose code was typed once more, and return the package beside the store that keeps it.

    Its history is removed with it.

    Raises
    ------
    ParleyError
        When the code is another one, or the negotiation was changed while it was being saved. Nothing was removed.
    """
    version = reads.version(store, negotiation)
    if typed != negotiation:
        raise ParleyError(f"Type {negotiation} to remove it. Nothing was removed.")
    folder = HOME / "data" if store.path is None else store.path.parent
    name = re.sub(r"[^\w.@-]+", "-", negotiation)
    kept = folder / f"removed_{name}_v{version}_{datetime.now(UTC):%Y%m%dT%H%M%S}.zip"
    with tempfile.TemporaryDirectory(dir=folder) as private:
        made = save(store, negotiation, Path(private) / kept.name)
        files.make_private(made)
        made.replace(kept)
    removing.remove(store, negotiation, version=version, by=by)
    return kept


def zipped(store: Store, negotiation: str) -> bytes:
    """Return a negotiation as the bytes of a zipped package."""
    with tempfile.TemporaryDirectory() as folder:
        return save(store, negotiation, Path(folder) / "case.zip").read_bytes()
