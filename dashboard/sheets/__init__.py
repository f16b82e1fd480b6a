"""
Many rows at once: a table as text, held against the record, and what each row would do before anything is written.

A file that was dropped and a grid on a page go the same way: text by column comes in, `stage` says of every row what is
added, changed, unchanged and wrong, and `write` writes all of it in one version, or nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from uuid import uuid4

import pandas as pd

from dashboard.authors import Author
from dashboard.errors import BadSheet, Invalid, Problem
from dashboard.folding import folded
from dashboard.frames import Contract
from dashboard.imports import sheet_cells
from dashboard.imports.sheet import Sheet
from dashboard.inputs import ANSWERED_ON, early_answer, from_text, validate
from dashboard.models import TABLES, Column, Kind
from dashboard.models.sentences import changed
from dashboard.sheets.record import Record
from dashboard.store import edits
from dashboard.store.engine import Store
from dashboard.store.rows import to_json
from dashboard.vocabulary import counted, list_words

Values = dict[str, Any]
Text = Mapping[str, str | None]
"""What stands in a row, by column; a column that is not given stays as it is, an empty one is emptied."""

WRITTEN_SO = {name: table for name, table in TABLES.items() if not table.is_stamped}
"""The tables that take many rows at once; where a row carries the instant at which it was written, it has forms."""
WHOLE_ROW = "row"
"""Where what is wrong with a row as a whole stands among its problems."""


class Effect(StrEnum):
    """What writing a row would do."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


_DOES = {Effect.ADDED: "add", Effect.CHANGED: "change", Effect.REMOVED: "remove"}
_STAY = (
    (Effect.UNCHANGED, "stays as it is", "stay as they are"),
    (Effect.WRONG, "is wrong", "are wrong"),
)


@dataclass(frozen=True)
class StagedRow:
    """
    One row: what it would do, and what is wrong with it.

    Attributes
    ----------
    number
        Its place, as whoever staged it counts.
    seen
        The row as it stands; None for a new one.
    values
        The row as it should be; None where it is removed or wrong.
    problems
        Why it is wrong, by column; under `WHOLE_ROW`, of the row as a whole.
    words
        What it would do, in a sentence; empty where that is nothing.
    """

    number: int
    effect: Effect
    seen: Values | None = None
    values: Values | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    def changes(self) -> set[str]:
        """Return the columns that writing it would change."""
        if self.values is None or self.effect not in (Effect.ADDED, Effect.CHANGED):
            return set()
        stood = self.seen or dict.fromkeys(self.values)
        return {name for name, value in self.values.items() if name != "negotiation" and value != stood[name]}


@dataclass(frozen=True)
class Staged:
    """The rows of a table as they would be written."""

    negotiation: str
    table: str
    rows: tuple[StagedRow, ...]

    def of(self, *effects: Effect) -> list[StagedRow]:
        """Return the rows that would do one of these."""
        return [row for row in self.rows if row.effect in effects]

    @property
    def words(self) -> str:
        """What all of it came to, once it was written, in a sentence."""
        found = self._found()
        said = [f"{counted(found[effect], 'row')} {effect}" for effect in Effect if found[effect]]
        return f"{list_words(said)}." if said else "There is no row."

    @property
    def would(self) -> str:
        """What all of it would come to, in a sentence: "3 rows would be added and 1 changed; 2 stay as they are."."""
        found = self._found()
        said = []
        if new := [effect for effect in _DOES if found[effect]]:
            first = f"{counted(found[new[0]], 'row')} would be {new[0]}"
            said.append(list_words([first, *(f"{found[effect]:,} {effect}" for effect in new[1:])]))
        for effect, one, many in _STAY:
            if number := found[effect]:
                rows = f"{number:,}" if said else counted(number, "row")
                said.append(f"{rows} {one if number == 1 else many}")
        return f"{'; '.join(said)}." if said else "There is no row."

    @property
    def deed(self) -> str:
        """What writing them does, as a button says it: "Add 3 rows and change 1"; of rows of which one is new."""
        found = self._found()
        (does, number), *more = [(does, found[effect]) for effect, does in _DOES.items() if found[effect]]
        return list_words(
            [f"{does.capitalize()} {counted(number, 'row')}", *(f"{does} {rows:,}" for does, rows in more)]
        )

    def _found(self) -> Counter[Effect]:
        return Counter(row.effect for row in self.rows)

    def problems(self, file: str) -> list[Problem]:
        """Return what is wrong, by row and by the title of the column."""
        columns = TABLES[self.table].columns
        return [
            Problem(file, reason, row.number, columns[name].title if name in columns else None)
            for row in self.rows
            for name, reason in row.problems.items()
        ]


class ToldRow(NamedTuple):
    """What a row would do, or what is wrong in one of its columns."""

    number: Annotated[int, "Row"]
    effect: Annotated[str, "Would be"]
    column: Annotated[str | None, "Column"]
    words: Annotated[str, "What"]


TOLD_ROWS = Contract("told_rows", ToldRow)


def told(staged: Staged) -> pd.DataFrame:
    """
    Return `TOLD_ROWS`: what is wrong first, each of its cells in a row; without what stays as it is.

    What a row would do stands in a column of its own, so the words leave it out: nothing of it is done yet.
    """
    wrong = [(problem.row, Effect.WRONG, problem.column, problem.reason) for problem in staged.problems(staged.table)]
    told = staged.of(Effect.ADDED, Effect.CHANGED, Effect.REMOVED)
    new = [(row.number, row.effect, None, row.words.partition(" ")[2]) for row in told]
    return TOLD_ROWS.frame([*wrong, *new])


def by_column(table: str, sheet: Sheet) -> list[tuple[int, Text]]:
    """
    Return the rows of a sheet whose headings are the titles or the names of a table's columns, by column.

    A sheet with headings of its own needs a mapping in the place of this; all that follows is the same for it.

    Raises
    ------
    BadSheet
        When a heading is no column, or two are the same, or a cell stands under none.
    """
    known = {folded(word): name for name, one in TABLES[table].columns.items() for word in (one.title, name)}
    names = [known.get(folded(heading)) for heading in sheet.headings]
    problems = []
    for place, (heading, name) in enumerate(zip(sheet.headings, names, strict=True)):
        if name is None and heading:
            titles = ", ".join(one.title for one in TABLES[table].columns.values())
            problems.append(
                Problem(sheet.file, f"is no column of {TABLES[table].many}; these are {titles}", 1, heading)
            )
        elif name is None:
            problems += [
                Problem(sheet.file, "has a cell under no heading", number)
                for number, cells in sheet.rows
                if cells[place]
            ]
        elif name in names[:place]:
            problems.append(Problem(sheet.file, "stands there twice", 1, heading))
    if problems:
        raise BadSheet(problems)
    return [
        (number, {name: cell for name, cell in zip(names, cells, strict=True) if name}) for number, cells in sheet.rows
    ]


def stage(
    store: Store, negotiation: str, table: str, rows: Iterable[tuple[int, Text]], gone: Sequence[str] = ()
) -> Staged:
    """
    Return what writing these rows of text, and removing those with the codes `gone`, would do; nothing is written.

    A row with the code of one that stands changes it; one with another code, or none, is new. A new row that says in
    all that is given what one without a code would repeat is that row, unchanged: a sheet that is given twice is
    written once. Another row is referred to by its code or by what it is called.
    """
    given = list(rows)
    record = Record(store, negotiation)
    here = record.by_code(table, {code for _, row in given if (code := (row.get("code") or "").strip())})
    named = Counter((row.get("code") or "").strip() for _, row in given)
    staged = []
    for number, row in given:
        code = (row.get("code") or "").strip()
        seen = here.get(code)
        values, problems = _typed(record, table, row, seen, frozenset(named))
        if code and named[code] > 1:
            problems["code"] = f"stands in {named[code]} rows; keep one of them"
        staged.append(_checked(record, table, number, seen, values, problems))
    staged = _unique(
        record,
        table,
        _told_twice(record, table, staged, [set() if row.get("code") else set(row) - {"code"} for _, row in given]),
    )
    last = max((number for number, _ in given), default=0)
    leave = record.by_code(table, gone)
    staged += [StagedRow(last + place, Effect.REMOVED, row) for place, row in enumerate(leave.values(), start=1)]
    return Staged(negotiation, table, tuple(_in_words(table, row, record.name_of) for row in staged))


def write(store: Store, staged: Staged, *, by: Author) -> int | None:
    """
    Write all rows in one version, which is returned; None where there was nothing to write.

    Raises
    ------
    BadSheet
        When a row is wrong.
    Conflict, Invalid, InUse
        When a row was changed since it was staged, or the rows together break a rule. Nothing was written.
    """
    if problems := staged.problems(staged.table):
        raise BadSheet(problems)
    with edits.changing(store, staged.negotiation, by, f"Wrote {TABLES[staged.table].many} as a table") as change:
        for row in staged.of(Effect.ADDED, Effect.CHANGED, Effect.REMOVED):
            if row.values is not None:
                change.put(staged.table, row.values, row.seen)
            elif row.seen is not None:
                change.remove(staged.table, row.seen["code"], row.seen)
        change.check_answers()
    return change.version if change.kept else None


def _typed(
    record: Record, table: str, row: Text, seen: Values | None, new: frozenset[str]
) -> tuple[Values, dict[str, str]]:
    """Return the cells of a row as `inputs` takes them, with what is wrong by column."""
    texts: dict[str, str | None] = {}
    problems: dict[str, str] = {}
    columns = TABLES[table].columns
    for name, cell in row.items():
        texts[name] = None
        column = columns.get(name)
        try:
            if cell is not None and column is not None:
                texts[name] = sheet_cells.plain(column, cell)
                if column.refers is not None:
                    texts[name] = record.code(
                        column.refers, texts[name], new if column.refers == table else frozenset()
                    )
        except ValueError as error:
            problems[name] = f"{error} (given: {cell.strip()[:60]!r})" if cell else str(error)
    values = from_text(table, texts | _precisions(columns, row, texts, seen))
    if not values.get("code"):
        values["code"] = f"{table}_{uuid4().hex[:12]}"
    return values, problems


def _precisions(
    columns: Mapping[str, Column], row: Text, texts: Mapping[str, str | None], seen: Values | None
) -> dict[str, str]:
    """Return how exactly the days of a row are known, where it does not say so in a column of its own."""
    known: dict[str, str] = {}
    for name, column in columns.items():
        if column.kind is Kind.DAY and column.precision and not row.get(column.precision) and (cell := row.get(name)):
            how = sheet_cells.precision(cell)
            if seen is not None and seen[name] is not None and texts[name] == seen[name].isoformat():
                how = seen[column.precision]  # the day that stands there
            known.setdefault(column.precision, how)
    return known


def _checked(
    record: Record, table: str, number: int, seen: Values | None, given: Values, problems: dict[str, str]
) -> StagedRow:
    """Return a row with what it would do, or what is wrong with it."""
    try:
        values = validate(table, {**(seen or {}), **given, "negotiation": record.negotiation})
    except Invalid as invalid:
        return StagedRow(number, Effect.WRONG, seen, problems={**invalid.problems, **problems})
    if table in ANSWERED_ON and values["proposal"] is not None and "answer" not in problems:
        text = record.by_code("proposal", [values["proposal"]]).get(values["proposal"], {})
        if (reason := early_answer(table, values, text.get("tabled_on"))) is not None:
            problems["answer"] = reason
    if problems:
        return StagedRow(number, Effect.WRONG, seen, problems=problems)
    effect = Effect.ADDED if seen is None else Effect.UNCHANGED if values == seen else Effect.CHANGED
    return StagedRow(number, effect, seen, values)


def _told_twice(record: Record, table: str, rows: Sequence[StagedRow], given: Sequence[set[str]]) -> list[StagedRow]:
    """Return the rows, with what a new one repeats of a row that stands told as that row, unchanged."""
    new = [row.values for row in rows if row.effect is Effect.ADDED and row.values is not None]
    stands = record.like(table, new)
    found = []
    for row, columns in zip(rows, given, strict=True):
        if row.effect is Effect.ADDED and row.values is not None:
            same = (one for one in stands if all(one[name] == row.values[name] for name in columns))
            if columns and (twin := next(same, None)) is not None:
                row = replace(row, effect=Effect.UNCHANGED, seen=twin, values=twin)
        found.append(row)
    return found


def _unique(record: Record, table: str, rows: Sequence[StagedRow]) -> list[StagedRow]:
    """Return the rows, with what repeats another that may be there but once marked as wrong."""
    found = list(rows)
    for columns in TABLES[table].unique:
        written = [row.values for row in rows if row.values is not None]
        mine = {row["code"] for row in written}
        taken: dict[tuple[Any, ...], str] = {
            tuple(one[name] for name in columns): one["code"]
            for one in record.like(table, written, columns)
            if one["code"] not in mine
        }
        for place, row in enumerate(found):
            if row.values is None:
                continue
            key = tuple(row.values[name] for name in columns)
            if None not in key and taken.setdefault(key, row.values["code"]) != row.values["code"]:
                titles = list_words([TABLES[table].columns[name].title for name in columns])
                why = f"repeats {taken[key]} in {titles}, of which there may be one"
                found[place] = StagedRow(row.number, Effect.WRONG, row.seen, problems={columns[0]: why})
    return found


def _in_words(table: str, row: StagedRow, name_of: Any) -> StagedRow:
    if row.effect in (Effect.UNCHANGED, Effect.WRONG):
        return row
    before, after = (None if one is None else to_json(one) for one in (row.seen, row.values))
    return replace(row, words=changed(TABLES[table], before, after, name_of))
