"""README's commands do what it says, as they are written there, on a machine where nothing was prepared."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from tests import serving

HOME = Path(__file__).parents[1]
README = (HOME / "README.md").read_text(encoding="utf-8")
BLOCKS = [block.replace("\\\n", " ") for block in re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]
LINES = [line.partition("  #")[0].strip() for block in BLOCKS for line in block.splitlines()]
COMMANDS = [line for line in LINES if line.startswith("python -m dashboard ")]
AT_ONCE = [line for line in dict.fromkeys(COMMANDS) if line != "python -m dashboard run"]


def words(line: str) -> list[str]:
    """Return a command as the shell takes it, with the Python of these tests."""
    return [sys.executable, *shlex.split(line)[1:]]


def test_readme_shows_the_commands_that_are_tested_here() -> None:
    assert "python -m dashboard run" in COMMANDS
    assert len(AT_ONCE) >= 4


@pytest.mark.parametrize("command", dict.fromkeys(line.split()[3] for line in AT_ONCE))
def test_each_command_of_readme_does_it_on_an_empty_store(
    command: str, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for line in AT_ONCE if line.split()[3] == command]
    for number, line in enumerate(lines):
        done = CliRunner().invoke(app, shlex.split(line)[3:], env={"DATABASE_URL": sqlite_url})
        assert done.exit_code == 0, done.output
        if written := re.search(r"--out (\S+)", line):
            assert done.stderr == ("" if number else "The store is empty: loading the bundled case.\n")
            assert done.stdout == f"Wrote {written[1]}.\n"
            assert (tmp_path / written[1]).stat().st_size > 200


def test_run_as_readme_writes_it_serves_an_empty_store(sqlite_url: str, tmp_path: Path) -> None:
    port, output = serving.free_port(), tmp_path / "output.txt"
    # What a test must not do: take the usual port, and open a browser.
    environment = {"DATABASE_URL": sqlite_url, "PARLEY_PORT": str(port), "PARLEY_OPEN_BROWSER": "false"}
    with serving.served(
        words("python -m dashboard run"), f"http://127.0.0.1:{port}/_stcore/health", output, environment
    ):
        pass
    said = output.read_text()
    assert said.startswith("The store is empty: loading the bundled case.\n")
    assert f"Parley is at http://127.0.0.1:{port} (stop with Ctrl+C).\n" in said


def test_readme_and_make_install_and_test_in_the_same_steps() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"^\t@\$\(PIP\) (.*)$", makefile, re.MULTILINE)
    assert installs
    assert dict.fromkeys(line.removeprefix("python -m pip install ") for line in LINES if " pip install " in line) == (
        dict.fromkeys(installs)
    )
