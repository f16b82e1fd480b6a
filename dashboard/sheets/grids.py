"""
A table edited as a table: what stands in a grid, held against what was seen when it was opened and what stands now.

Only the cells that were changed are staged, so that what somebody else did to the others stays; where both changed a
cell, nothing is written until it is said whose stands.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import sheets
from dashboard.models import TABLES
from dashboard.sheets import Effect, Staged, StagedRow
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.rows import Values, from_json, to_json

CODE = "code"
MEANWHILE = "was changed by somebody else since the grid was opened: take theirs, or keep yours"


@dataclass(frozen=True)
class Grid:
    """
    What stands in a grid of a table.

    Attributes
    ----------
    seen
        The rows as they were when it was opened, or as the reader has decided about since, by code.
    cells
        A row for each, a column of text for each column of the table, the code last.
    number
        How often its cells were made again: the grid on screen is another then.
    """

    negotiation: str
    table: str
    seen: Mapping[str, Values]
    cells: pd.DataFrame
    number: int = 0


def opened(store: Store, negotiation: str, table: str, codes: Iterable[str]) -> Grid:
    """Return the grid of these rows of a table as they stand."""
    order = list(codes)
    found = reads.rows_by_code(store, negotiation, table, order)
    seen = {code: from_json(table, negotiation, found[code]) for code in order if code in found}
    columns = [*(name for name in TABLES[table].columns if name != CODE), CODE]
    cells = pd.DataFrame(
        [[_cell(row[name]) for name in columns] for row in seen.values()], columns=columns, dtype=object
    )
    return Grid(negotiation, table, seen, cells)


def staged(store: Store, grid: Grid, cells: pd.DataFrame) -> Staged:
    """Return what writing these cells would do; what somebody else changed since it was seen is told as wrong."""
    given = changes(grid, cells)
    made = sheets.stage(store, grid.negotiation, grid.table, given.items(), _gone(grid, cells))
    return replace(made, rows=tuple(_compared(grid, row, given.get(row.number)) for row in made.rows))


def spread(cells: pd.DataFrame) -> pd.DataFrame:
    """
    Return cells with each block that was pasted into one of them spread over those right of it and below.

    A grid that is being typed into takes what is pasted for the text of one cell. No key types a tab there.
    """
    columns = list(cells.columns)
    rows = [list(row) for row in cells.itertuples(index=False, name=None)]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if not isinstance(text, str) or "\t" not in text:
                continue
            for down, line in enumerate(csv.reader(io.StringIO(text), delimiter="\t"), start=number):
                rows += [[None] * len(columns)] if down == len(rows) else []
                rows[down][place : place + len(line)] = line[: len(columns) - place]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def is_met(staged: Staged) -> bool:
    """Return whether somebody else changed what is to be written."""
    return any(MEANWHILE in row.problems.values() for row in staged.rows)


def changes(grid: Grid, cells: pd.DataFrame) -> dict[int, sheets.Text]:
    """Return the rows of a grid that say something else than what was seen, by number, each with the cells that do."""
    found: dict[int, sheets.Text] = {}
    for number, row in enumerate(cells.fillna("").to_dict("records"), start=1):
        seen = grid.seen.get(row[CODE])
        own = {str(name): text or None for name, text in row.items() if seen is None or text != _cell(seen[name])}
        if seen is not None and own:
            found[number] = {**own, CODE: row[CODE]}
        elif any(own.values()):
            found[number] = own
    return found


def settled(store: Store, grid: Grid, cells: pd.DataFrame, *, mine: bool) -> Grid:
    """Return a grid of the rows as they stand now; in the cells that both changed stands ours or theirs."""
    gone = _gone(grid, cells)
    fresh = opened(store, grid.negotiation, grid.table, [code for code in grid.seen if code not in gone])
    stands = fresh.cells.set_index(CODE, drop=False)
    for row in changes(grid, cells).values():
        code = row.get(CODE)
        for name, text in row.items() if code in fresh.seen else ():
            if mine or fresh.seen[str(code)][name] == grid.seen[str(code)][name]:
                stands.loc[code, name] = text or ""
    new = cells[~cells[CODE].isin(list(grid.seen))]
    removed = opened(store, grid.negotiation, grid.table, gone).seen
    seen = {**fresh.seen, **removed}
    return Grid(grid.negotiation, grid.table, seen, pd.concat([stands, new], ignore_index=True), grid.number + 1)


ROWS, REMOVED = "rows", "removed"
"""What a draft of a grid holds: the rows that say something else, as a spreadsheet takes them, and codes."""


def to_draft(grid: Grid, cells: pd.DataFrame) -> tuple[dict[str, str], dict[str, Values]]:
    """Return what a draft holds of these cells, and the rows as they were seen, by code; empty where nothing is new."""
    numbers = list(changes(grid, cells))
    gone = _gone(grid, cells)
    rows = cells.fillna("").iloc[[number - 1 for number in numbers]]
    touched = [code for code in [*rows[CODE], *gone] if code in grid.seen]
    held = {ROWS: rows.to_csv(sep="\t", index=False) if numbers else "", REMOVED: "; ".join(gone)}
    return held, {code: to_json(grid.seen[code]) for code in touched}


def from_draft(grid: Grid, held: Mapping[str, str], seen: Mapping[str, Values]) -> Grid:
    """Return a grid that was just opened with what a draft holds; what that did not touch stands as it does now."""
    cells = grid.cells.set_index(CODE, drop=False)
    was = {code: from_json(grid.table, grid.negotiation, row) for code, row in seen.items()}
    given = pd.read_csv(io.StringIO(held[ROWS]), sep="\t", dtype=str, keep_default_na=False) if held[ROWS] else None
    new = []
    for row in [] if given is None else given.to_dict("records"):
        if row[CODE] not in was:
            new.append(row)
        for name, text in row.items() if row[CODE] in cells.index else ():
            if row[CODE] in was and text != _cell(was[row[CODE]].get(str(name))):
                cells.loc[row[CODE], name] = text
    left = cells[~cells[CODE].isin(held[REMOVED].split("; "))]
    whole = pd.concat([left, pd.DataFrame(new, columns=cells.columns, dtype=object)], ignore_index=True)
    return replace(grid, seen={**grid.seen, **was}, cells=whole, number=grid.number + 1)


def _gone(grid: Grid, cells: pd.DataFrame) -> list[str]:
    left = set(cells[CODE])
    return [code for code in grid.seen if code not in left]


def _compared(grid: Grid, row: StagedRow, given: sheets.Text | None) -> StagedRow:
    """Return a row as wrong where what was seen of it no longer stands; of one that is removed all of it counts."""
    code = str((given or row.seen or {}).get(CODE) or "")
    if (mine := grid.seen.get(code)) is None:
        return row
    wrong = {
        name: MEANWHILE for name in given or mine if name != "negotiation" and (row.seen or {}).get(name) != mine[name]
    }
    if not wrong:
        return row
    return replace(row, effect=Effect.WRONG, values=None, problems={**row.problems, **wrong})


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
