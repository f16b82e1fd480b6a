"""`add`: a sheet from the command line, told row by row, written once it is confirmed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli import app
from dashboard.store import reads
from dashboard.store.engine import Store

Run = Callable[..., Result]


@pytest.fixture
def add(elsewhere: Store, tmp_path: Path) -> Run:
    """Return a function that gives a sheet to the command, with what is typed after it."""

    def invoke(content: str, *options: str, typed: str = "", table: str = "stance") -> Result:
        file = tmp_path / "sheet.csv"
        file.write_text(content, encoding="utf-8")
        environment = {"DATABASE_URL": elsewhere.url.render_as_string(), "PARLEY_AUTHOR": "Ana"}
        arguments = ["add", str(file), "--into", "toy", "--table", table, *options]
        return CliRunner().invoke(app, arguments, input=typed, env=environment)

    return invoke


SHEET = "Party;Term;Since;Level\nB;Truce;2025-07-08;open\n"
TOLD = "row 2: Added the stance of B on Truce: since 8 July 2025; level open\n1 row would be added.\n"


def test_what_a_sheet_would_do_is_told_and_written_under_a_name_once_confirmed(add: Run, elsewhere: Store) -> None:
    done = add(SHEET, typed="y\n")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(TOLD) and done.stdout.endswith("Written as version 2.\n")
    assert reads.versions(elsewhere, "toy")["author"].iloc[0] == "Ana"


def test_without_a_yes_nothing_is_written(add: Run, elsewhere: Store) -> None:
    declined = add(SHEET, typed="n\n")
    assert (declined.exit_code, declined.stdout.splitlines()[-1]) == (1, "Nothing was written.")
    assert add(SHEET).exit_code == 1  # nobody there to answer
    assert reads.version(elsewhere, "toy") == 1


def test_yes_on_the_command_line_asks_nothing_and_a_second_time_there_is_nothing_to_do(add: Run) -> None:
    assert add(SHEET, "--yes").stdout == f"{TOLD}Written as version 2.\n"
    again = add(SHEET, "--yes")
    assert (again.exit_code, again.stdout) == (0, "1 row stays as it is.\n")


def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_written(add: Run, elsewhere: Store) -> None:
    refused = add("code,Level\nst1,perhaps\nst2,open\n", "--yes")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "sheet.csv, row 2, column Level: is not one of DEMANDS, ACCEPTS" in refused.stderr
    assert reads.version(elsewhere, "toy") == 1


def test_a_table_that_is_none_is_a_command_that_cannot_be_understood(add: Run) -> None:
    assert add(SHEET, table="stances").exit_code == 2
