"""The command line: what it writes, what it refuses and in which words, and its exit status."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from click.testing import Result
from typer.testing import CliRunner

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.cli import app
from dashboard.exports.file_kinds import BY_SUFFIX
from dashboard.questions.catalogue import BY_ID, QUESTIONS
from dashboard.store import authors, edits, reads
from dashboard.store.engine import sqlite3
from dashboard.store.schema import open_store

HOME = Path(__file__).parents[1]
CASE = "israel-hamas"
STARTS = {".png": b"\x89PNG\r\n", ".svg": b"<svg", ".pdf": b"%PDF-", ".json": b"{", ".csv": b""}
COMMANDS = typer.main.get_group(app).commands
Run = Callable[..., Result]


@pytest.fixture
def own(migrated_file: Path, tmp_path: Path) -> Path:
    """The file of a store of this test's own without any negotiation."""
    return Path(shutil.copy(migrated_file, tmp_path / "own.db"))


@pytest.fixture
def run(bundled_path: Path, commands_keep: None) -> Run:
    """Return a function that runs a command on the bundled case, or on another store."""

    def invoke(*arguments: object, store: Path | str = bundled_path) -> Result:
        url = store if isinstance(store, str) else f"sqlite:///{store}"
        return CliRunner().invoke(
            app, [str(one) for one in arguments], env={"DATABASE_URL": url, "PARLEY_AUTHOR": "Ana"}
        )

    return invoke


def refused(result: Result, status: int = 1) -> str:
    """Return the words of a refusal: without a trace, and with nothing said to have been done."""
    assert result.exit_code == status, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output and not result.stdout
    return result.stderr


def test_without_a_command_the_commands_are_listed() -> None:
    listed = CliRunner().invoke(app, [])
    assert listed.exit_code == 2  # nothing was asked for: usage
    assert all(name in listed.output for name in COMMANDS)
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_that_it_understands(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    (example,) = (line for line in shown.stdout.splitlines() if "Example:" in line)
    words = example.partition("python -m dashboard ")[2].strip(" │").split()
    assert words[0] == command
    COMMANDS[command].make_context(command, words[1:], resilient_parsing=False)


def test_the_module_runs_as_a_program_and_writes_utf_8_whatever_the_system_does(bundled_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "digest", CASE, "--since", "2026-01-01"],
        cwd=HOME,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{bundled_path}", "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("# Israel–Hamas ")


def test_the_charts_are_listed_with_their_questions(run: Run) -> None:
    lines = run("charts").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(BY_ID)
    assert all(question.asks in line for question, line in zip(QUESTIONS, lines, strict=True))


def chart_forms() -> list[tuple[str, str]]:
    """Return every chart with the tables that it is written in, and a few with an image each; in `make soak`, all."""
    images = [ending for ending in BY_SUFFIX if ending not in (".csv", ".json")]
    of_one = dict(zip(BY_ID, images, strict=False))
    return [
        (chart, ending)
        for chart in BY_ID
        for ending in BY_SUFFIX
        if "EVERY_FORM" in os.environ or ending not in images or ending == of_one.get(chart)
    ]


@pytest.mark.parametrize(("chart", "ending"), chart_forms())
def test_a_chart_is_written_in_a_form(run: Run, tmp_path: Path, chart: str, ending: str) -> None:
    out = tmp_path / f"chart{ending}"
    # One term where that can be said: to draw all of them takes a minute, and is for the tests of the charts.
    term = ("--term", "hostage_releases") if "term" in BY_ID[chart].takes else ()
    of_a_day = "as_of" in BY_ID[chart].narrowed_by
    day = ("--as-of", "2025-07-25") if of_a_day else ()
    done = run("chart", CASE, chart, *day, *term, "--out", out)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"Wrote {out}.\n"
    content = out.read_bytes()
    assert content.startswith(STARTS[ending])
    # A table may have no more than its header; a picture of nothing would be smaller than this.
    assert ending == ".csv" or len(content) > 200
    if ending == ".json":
        drawn = json.loads(content)
        assert "vega-lite" in drawn["$schema"]
        says, (_, footer) = drawn["usermeta"]["parley"], drawn["vconcat"]
        assert (says["Chart"], says["Software"], says.get("AsOf")) == (
            chart,
            "Parley",
            "2025-07-25" if of_a_day else None,
        )
        printed = " ".join(row["line"] for row in footer["data"]["values"])
        assert "Made with Parley" in printed and ("As of 25 July 2025." in printed) == of_a_day
    if ending == ".csv":
        header = content.decode().splitlines()[0].split(",")
        assert header == list(BY_ID[chart].csv or BY_ID[chart].contract.columns)


def matrix(run: Run, out: Path, *options: str) -> list[dict[str, str]]:
    done = run("chart", CASE, "stance-matrix", "--out", out, *options)
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_stance_matrix_has_its_columns_and_one_row_for_each_party_and_term(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "matrix.csv"
    rows = matrix(run, out, "--as-of", "2025-07-07")
    assert out.read_text(encoding="utf-8").splitlines()[0] == (
        "party,term,level,level_score,answer,answer_score,proposal,held_on,precision,unconfirmed,faded,mixed,claims,"
        "source_grade,confidence"
    )
    cells = [(row["party"], row["term"]) for row in rows]
    assert len(cells) == len(set(cells)) > 20
    assert all(row["held_on"] <= "2025-07-07" and row["source_grade"] in "AB" for row in rows)
    assert all((row["level"] + row["answer"]) and row["confidence"] != "low" for row in rows)


def test_the_options_of_a_chart_narrow_what_it_shows(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "matrix.csv"
    everything = matrix(run, out, "--as-of", "2025-07-07", "--min-grade", "F", "--min-confidence", "low")
    usual = matrix(run, out, "--as-of", "2025-07-07")
    assert len(everything) >= len(usual) and everything != usual
    one = matrix(run, out, "--as-of", "2025-07-07", "--party", "hamas", "--term", "disarmament", "--term", "withdrawal")
    assert {row["party"] for row in one} == {"hamas"}
    assert {row["term"] for row in one} <= {"disarmament", "withdrawal"}
    assert all(row in usual for row in one)
    assert matrix(run, out, "--as-of", "2025-07-07", "--known-at", "1") == usual
    assert matrix(run, out, "--as-of", "2020-01-01") == []


def test_a_chart_that_a_disk_has_no_room_for_leaves_the_file_of_before(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "figures.csv"
    out.write_text("of yesterday")

    def full(path: Path, content: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = refused(run("chart", CASE, "figures", "--out", out))
    assert said == "No space left on device. Nothing was written.\n"
    assert [one.name for one in tmp_path.iterdir()] == ["figures.csv"] and out.read_text() == "of yesterday"


def test_a_dark_chart_differs_from_a_light_one(run: Run, tmp_path: Path) -> None:
    light, dark = tmp_path / "light.json", tmp_path / "dark.json"
    assert run("chart", CASE, "figures", "--out", light).exit_code == 0
    assert run("chart", CASE, "figures", "--dark", "--out", dark).exit_code == 0
    assert json.loads(light.read_text())["config"] != json.loads(dark.read_text())["config"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["somewhere", "stance-matrix"], "There is no negotiation 'somewhere'"),
        ([CASE, "pie"], "There is no chart 'pie'. The charts are: stance-matrix, "),
        ([CASE, "stance-matrix", "--term", "peace"], "There is no term 'peace' in israel-hamas. There are: "),
        ([CASE, "stance-matrix", "--party", "atlantis"], "There is no party 'atlantis' in israel-hamas"),
        ([CASE, "release-curves", "--proposal", "p0"], "There is no proposal 'p0' in israel-hamas"),
        ([CASE, "stance-matrix", "--known-at", "99"], "israel-hamas has versions 1 to 1; there is no version 99"),
        ([CASE, "stance-matrix", "--known-at", "0"], "there is no version 0"),
        (["somewhere", "stance-matrix", "--known-at", "1"], "There is no negotiation 'somewhere'"),
    ],
)
def test_a_name_that_is_not_there_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "x.csv"
    assert said in refused(run("chart", *arguments, "--out", out))
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["chart", CASE, "stance-matrix"],
        ["chart", CASE, "stance-matrix", "--out", "x.gif"],
        ["chart", CASE, "stance-matrix", "--out", "x.csv", "--as-of", "07/07/2025"],
        ["chart", CASE, "stance-matrix", "--out", "x.csv", "--min-grade", "G"],
        ["chart", CASE, "stance-matrix", "--out", "x.csv", "--known-at", "first"],
        ["load"],
        ["save", CASE],
        ["dance"],
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    assert "Usage:" in refused(run(*arguments), status=2)


def test_a_file_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    assert "No such file or directory" in refused(
        run("chart", CASE, "stance-matrix", "--out", tmp_path / "nowhere" / "x.csv")
    )


def test_what_was_saved_can_be_loaded_and_loading_it_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    package, other = tmp_path / "case.zip", tmp_path / "other.db"
    done = run("save", CASE, package)
    assert (done.exit_code, done.stdout) == (0, f"Saved {package}.\n")
    first = run("load", package, store=other)
    assert (first.exit_code, first.stdout) == (0, "Loaded: 5,262 new.\n")
    again = run("load", package, store=other)
    assert (again.exit_code, again.stdout) == (0, "Loaded: 1 newer here and kept.\n")  # who loaded it
    store = open_store(f"sqlite:///{other}")
    (by,) = reads.versions(store, CASE)["author"]
    assert reads.rows(store, CASE, "author").set_index("code").loc[by, "name"] == "Ana"
    store.close()


def test_a_conflict_refuses_the_load_until_it_is_said_whose_row_stands(run: Run, own: Path) -> None:
    package = HOME / "tests" / "data" / "packages" / "smallest"
    run("load", package, store=own)
    store = open_store(f"sqlite:///{own}")
    term = reads.row(store, "ferry-2026", "term", "rest")
    assert term is not None
    edits.set_row(store, "ferry-2026", "term", {**term, "title": "Rest"}, seen=term, by=PARLEY)
    said = refused(run("load", package, store=own))
    assert said.startswith("1 in conflict.\n1 row was changed both here and in the package. Nothing was loaded")
    assert "--take-package or --keep-store" in said
    conflict = "in conflict: term, Rest (rest); Title: Rest here, Hours of rest in the package"
    shown = run("load", package, "--preview", store=own)
    assert (shown.exit_code, shown.stdout) == (0, f"{conflict}\nA load would come to: 1 in conflict.\n")
    assert "give one" in refused(run("load", package, "--take-package", "--keep-store", store=own), 2)
    assert run("load", package, "--keep-store", store=own).stdout == "Loaded: 1 newer here and kept.\n"
    assert reads.version(store, "ferry-2026") == 2
    assert run("load", package, "--take-package", store=own).stdout == "Loaded: 1 changed.\n"
    assert reads.row(store, "ferry-2026", "term", "rest") == term
    store.close()


def test_a_negotiation_of_ones_own_begins_on_an_empty_store_from_a_template(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    done = run("new", "ferry", "--template", "labour", "--title", "Ferry crews and line, 2026", store=path)
    assert (done.exit_code, done.stdout) == (0, "Began ferry. `run` opens it.\n")
    assert "ferry is another negotiation in this store" in refused(run("new", "ferry", store=path))
    assert "There is no template 'Labour'" in refused(run("new", "other", "--template", "Labour", store=path))
    store = open_store(f"sqlite:///{path}")
    assert reads.titles(store) == {"ferry": "Ferry crews and line, 2026"}
    assert reads.versions(store, "ferry")["author"].tolist() == [authors.unasked(store, "Ana").code]
    store.close()


def test_the_command_names_every_template(run: Run) -> None:
    said = " ".join(run("new", "--help").stdout.split())
    assert f"Templates: {', '.join(cases.templates())}." in said


def test_a_negotiation_is_removed_when_its_code_is_given_twice(run: Run, own: Path, tmp_path: Path) -> None:
    run("load", HOME / "tests" / "data" / "packages" / "smallest", store=own)
    assert "Nothing was removed" in refused(run("remove", "ferry-2026", "--code", "ferry", store=own))
    done = run("remove", "ferry-2026", "--code", "ferry-2026", store=own)
    (kept,) = tmp_path.glob("removed_ferry-2026_v*.zip")
    assert (done.exit_code, done.stdout) == (0, f"Removed ferry-2026. It is kept as {kept}.\n")


def test_a_package_or_negotiation_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    assert "There is no negotiation 'somewhere'" in refused(run("save", "somewhere", tmp_path / "x.zip"))
    assert not (tmp_path / "x.zip").exists()
    assert "nowhere.zip" in refused(run("load", tmp_path / "nowhere.zip", store=tmp_path / "new.db"))


def test_a_backup_of_a_store_that_is_not_sound_is_made_and_says_what_is_wrong(
    run: Run, own: Path, tmp_path: Path
) -> None:
    run("load", HOME / "tests" / "data" / "packages" / "smallest", store=own)
    connection = sqlite3.connect(own)  # as some other tool would
    connection.execute("UPDATE party SET name = 'Nobody' WHERE code = (SELECT min(code) FROM party)")
    connection.commit()
    connection.close()
    done = run("backup", tmp_path / "monday.backup", store=own)
    assert (done.exit_code, done.stdout) == (1, f"Backed up as {tmp_path / 'monday.backup'}.\n")
    assert "But the store is not sound: the history of ferry-2026 does not lead to its party " in done.stderr
    assert (tmp_path / "monday.backup").is_file()


def test_where_there_is_no_store_nothing_is_backed_up_and_none_is_made(run: Run, tmp_path: Path) -> None:
    said = refused(run("backup", tmp_path / "monday.backup", store=tmp_path / "nowhere.db"))
    assert said == f"There is no store {tmp_path / 'nowhere.db'}.\n"
    assert not list(tmp_path.iterdir())


def test_check_is_content_with_a_sound_store(run: Run) -> None:
    done = run("check")
    assert done.exit_code == 0 and "WRONG" not in done.stdout
    assert any(line.split() == ["SQLite", sqlite3.sqlite_version] for line in done.stdout.splitlines())


def test_check_names_a_reference_that_leads_nowhere(run: Run, bundled_path: Path, tmp_path: Path) -> None:
    path = shutil.copy(bundled_path, tmp_path / "parley.db")
    connection = sqlite3.connect(path)  # without foreign keys, as some other tool would
    connection.execute("DELETE FROM party WHERE code = 'pij'")
    connection.commit()
    connection.close()
    done = run("check", store=path)
    assert done.exit_code == 1
    (wrong,) = (line for line in done.stdout.splitlines() if line.endswith("WRONG"))
    assert wrong.startswith("References that lead nowhere")


def test_migrate_creates_a_store_and_leaves_one_that_is_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    for _ in range(2):
        done = run("migrate", store=path)
        assert (done.exit_code, done.stdout) == (0, f"sqlite:///{path} is up to date.\n")
    store = open_store(f"sqlite:///{path}")
    assert reads.negotiations(store).empty
    store.close()


@pytest.mark.parametrize(
    "command", [["check"], ["save", CASE, "x.zip"], ["chart", CASE, "stance-matrix", "--out", "x.csv"]]
)
def test_a_store_that_is_none_is_refused(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert "is an empty file, not a Parley store" in refused(run(*command, store=path))
    assert "DATABASE_URL" in refused(run(*command, store="parley.db"))


def test_an_empty_server_is_refused_with_the_command_to_run(run: Run, postgres_url: str) -> None:
    assert "python -m dashboard migrate" in refused(run("check", store=postgres_url))
    assert run("migrate", store=postgres_url).exit_code == 0
    done = run("check", store=postgres_url)
    assert done.exit_code == 0 and "PostgreSQL" in done.stdout
