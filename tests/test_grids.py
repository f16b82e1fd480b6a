"""A table edited as a table: only what was changed is written, and what two changed is asked. Worked by hand."""

from typing import Any

import pandas as pd
import pytest

from dashboard import sheets
from dashboard.models import TABLES
from dashboard.sheets import Effect, Staged, grids
from dashboard.sheets.grids import MEANWHILE, Grid
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from tests.people import ANA, BO


def opened(store: Store, table: str = "party", codes: tuple[str, ...] = ("a", "b", "f")) -> Grid:
    return grids.opened(store, "toy", table, codes)


def typed(grid: Grid, code: str, **cells: str) -> pd.DataFrame:
    """Return the cells of a grid with some of them typed over."""
    now = grid.cells.copy()
    for name, text in cells.items():
        now.loc[now["code"] == code, name] = text
    return now


def effects(staged: Staged) -> dict[str, list[str]]:
    return {effect.value: [str(row.number) for row in staged.of(effect)] for effect in Effect if staged.of(effect)}


def row(store: Store, code: str, table: str = "party") -> dict[str, Any] | None:
    return reads.row(store, "toy", table, code)


def change(store: Store, code: str, **values: Any) -> None:
    seen = row(store, code)
    assert seen is not None
    edits.set_row(store, "toy", "party", {**seen, **values}, seen=seen, by=BO)


def test_a_grid_holds_each_column_as_text_the_code_last(served: Store) -> None:
    grid = opened(served)
    assert list(grid.cells.columns) == [*(name for name in TABLES["party"].columns if name != "code"), "code"]
    assert grid.cells.loc[0, ["short_name", "role", "part_of", "consent_required", "rank", "code"]].tolist() == [
        "A",
        "principal",
        "",
        "yes",
        "1",
        "a",
    ]


def test_a_block_pasted_into_one_cell_is_spread_over_those_beside_and_below_it() -> None:
    table = pd.DataFrame([["a", "b", "c"], ["d", 'x\ty\n1\t2\t3\n"two\nlines"\t4', None]], columns=list("pqr"))
    assert grids.spread(table).values.tolist() == [
        ["a", "b", "c"],
        ["d", "x", "y"],
        [None, "1", "2"],
        [None, "two\nlines", "4"],
    ]
    assert grids.spread(table.head(1)).values.tolist() == [["a", "b", "c"]]
    assert grids.spread(table.head(0)).empty


def test_what_was_not_touched_is_not_staged(served: Store) -> None:
    grid = opened(served)
    assert grids.staged(served, grid, grid.cells).rows == ()


def test_a_number_stands_in_its_cell_as_a_person_writes_it(served: Store) -> None:
    cells = opened(served, "quantity", ("q1",)).cells
    assert cells.loc[0, ["low", "high"]].tolist() == ["60", "60"]


def test_a_row_that_was_only_begun_and_a_cell_that_was_only_emptied_say_nothing_new(served: Store) -> None:
    grid = opened(served)
    now = grid.cells.copy()
    now.loc[len(now)] = dict.fromkeys(now.columns)  # as the grid on screen begins a row below the last
    now.loc[now["code"] == "a", "note"] = None
    assert grids.changes(grid, now) == {}
    assert grids.changes(grid, typed(grid, "f", part_of="")) == {3: {"part_of": None, "code": "f"}}


def test_a_cell_a_new_row_and_a_removed_one_are_told_and_written_in_one_version(served: Store) -> None:
    grid = opened(served)
    now = typed(grid, "a", short_name="Aa")
    now = now[now["code"] != "f"].reset_index(drop=True)
    now.loc[len(now)] = {name: "" for name in now.columns} | {
        "name": "Country C",
        "short_name": "C",
        "role": "observer",
    }
    staged = grids.staged(served, grid, now)
    assert effects(staged) == {"added": ["3"], "changed": ["1"], "removed": ["4"]}
    version = sheets.write(served, staged, by=ANA)
    assert set(reads.rows(served, "toy", "party")["short_name"]) == {"Aa", "B", "C"}
    history.undo(served, "toy", version or 0, by=ANA)
    assert set(reads.rows(served, "toy", "party")["short_name"]) == {"A", "B", "F"}


def test_what_is_wrong_is_said_of_its_cell_and_nothing_is_written(served: Store) -> None:
    grid = opened(served)
    staged = grids.staged(served, grid, typed(grid, "b", role="referee", rank="second"))
    assert set(staged.rows[0].problems) == {"role", "rank"}


def test_a_row_that_others_refer_to_is_not_removed(served: Store) -> None:
    grid = opened(served)
    staged = grids.staged(served, grid, grid.cells[grid.cells["code"] != "b"].reset_index(drop=True))
    with pytest.raises(Exception, match="refers to it"):
        sheets.write(served, staged, by=ANA)
    assert row(served, "b") is not None


def test_two_grids_saved_against_each_other_lose_no_cell(served: Store) -> None:
    one, other = opened(served), opened(served)
    mine, theirs = typed(one, "a", short_name="Aa"), typed(other, "a", note="A note.")
    for grid, cells in ((one, mine), (other, theirs)):
        sheets.write(served, grids.staged(served, grid, cells), by=ANA)
    now = row(served, "a")
    assert now is not None and (now["short_name"], now["note"]) == ("Aa", "A note.")


@pytest.mark.parametrize(("keep", "stands"), [(True, "Mine"), (False, "Theirs")])
def test_a_cell_that_both_changed_is_asked_and_the_choice_stands(served: Store, keep: bool, stands: str) -> None:
    grid = opened(served)
    cells = typed(grid, "a", short_name="Mine", note="My note.")
    change(served, "a", short_name="Theirs")
    staged = grids.staged(served, grid, cells)
    assert grids.is_met(staged)
    assert dict(staged.rows[0].problems) == {"short_name": MEANWHILE}
    with pytest.raises(Exception, match=MEANWHILE):
        sheets.write(served, staged, by=ANA)
    again = grids.settled(served, grid, cells, mine=keep)
    after = grids.staged(served, again, again.cells)
    assert not grids.is_met(after)
    sheets.write(served, after, by=ANA)
    now = row(served, "a")
    assert now is not None and (now["short_name"], now["note"]) == (stands, "My note.")


def test_a_row_that_was_changed_since_is_not_removed_unseen(served: Store) -> None:
    grid = opened(served)
    left = grid.cells[grid.cells["code"] != "f"].reset_index(drop=True)
    change(served, "f", note="New words.")
    assert grids.is_met(grids.staged(served, grid, left))
    again = grids.settled(served, grid, left, mine=True)
    sheets.write(served, grids.staged(served, again, again.cells), by=ANA)
    assert row(served, "f") is None


def test_a_row_that_somebody_else_removed_is_not_written_unseen(served: Store) -> None:
    grid = opened(served)
    seen = row(served, "f")
    assert seen is not None
    edits.remove_row(served, "toy", "party", seen=seen, by=BO)
    assert grids.is_met(grids.staged(served, grid, typed(grid, "f", note="Words.")))


def test_rows_are_pasted_into_an_empty_table(served: Store) -> None:
    grid = opened(served, "saved_view", ())
    assert grid.cells.empty
    assert grids.staged(served, grid, grid.cells).rows == ()
    cells = opened(served, "party", ()).cells.copy()
    for place in range(3):
        cells.loc[place] = {name: "" for name in cells.columns} | {
            "name": f"Country {place}",
            "short_name": f"C{place}",
            "role": "observer",
            "part_of": "Country A" if place == 0 else "",
        }
    staged = grids.staged(served, opened(served, "party", ()), cells)
    assert effects(staged) == {"added": ["1", "2", "3"]}


def test_a_draft_gives_back_what_stood_in_the_grid_and_leaves_to_others_what_they_did(served: Store) -> None:
    grid = opened(served)
    cells = typed(grid, "a", short_name="Mine", note='Two\tparts,\nof "words".')
    cells = cells[cells["code"] != "f"].reset_index(drop=True)
    cells.loc[len(cells)] = {name: "" for name in cells.columns} | {"name": "Country C", "short_name": "C"}
    held, seen = grids.to_draft(grid, cells)
    change(served, "b", note="Theirs.")
    again = grids.from_draft(opened(served), held, seen)
    assert again.cells.set_index("code").loc["b", "note"] == "Theirs."
    assert grids.changes(again, again.cells) == grids.changes(grid, cells)
    assert effects(grids.staged(served, again, again.cells)) == {"changed": ["1"], "removed": ["4"], "wrong": ["3"]}


def test_what_was_changed_under_a_draft_is_asked(served: Store) -> None:
    grid = opened(served)
    held, seen = grids.to_draft(grid, typed(grid, "a", short_name="Mine"))
    change(served, "a", short_name="Theirs")
    again = grids.from_draft(opened(served), held, seen)
    assert grids.is_met(grids.staged(served, again, again.cells))


def test_a_grid_in_which_nothing_is_new_has_no_draft(served: Store) -> None:
    grid = opened(served)
    assert grids.to_draft(grid, grid.cells) == ({"rows": "", "removed": ""}, {})
