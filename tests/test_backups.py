"""What the papers say of backups, done as they say it, after each way in which a dashboard ends."""

import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.store import files, reads
from dashboard.store.schema import open_store
from tests import serving

HOME = Path(__file__).parents[1]
PAPER = (HOME / "data" / "README.md").read_text(encoding="utf-8")
BACKUP, RESTORE = re.findall(r"^python -m dashboard (?:backup|restore) .*$", PAPER, re.MULTILINE)
WRITES = """
import os, signal, sys
from datetime import UTC, date, datetime
from dashboard.authors import Author
from dashboard.store import edits
from dashboard.store.schema import open_store
store = open_store(sys.argv[1])
for number in range(5):
    note = {"code": f"w{number}", "author": "Ana", "written_at": datetime.now(UTC), "text": "Words.", "state": "open"}
    note["day"] = date(2025, 7, 2)
    edits.set_row(store, "toy", "annotation", note, seen=None, by=Author("Ana", "Ana"))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A colleague's process that ends before anything it wrote is put from the log into the file."""


def run(line: str, store: Path, folder: Path) -> Result:
    """Run a command as a paper writes it, with its file in a folder."""
    *command, file = shlex.split(line.removeprefix("python -m dashboard "))
    return CliRunner().invoke(app, [*command, str(folder / file)], env={"DATABASE_URL": f"sqlite:///{store}"})


def written(path: Path) -> list[str]:
    store = open_store(f"sqlite:///{path}")
    codes = reads.annotations(store, "toy")["code"]
    store.close()
    return sorted(code for code in codes if code.startswith("w"))


@pytest.mark.parametrize("ends_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
def test_every_edit_is_in_the_backup_however_the_dashboard_ended(
    toy_path: Path, tmp_path: Path, ends_by: signal.Signals
) -> None:
    every, port = [f"w{number}" for number in range(5)], serving.free_port()
    meanwhile, after, other = (tmp_path / name for name in ("meanwhile", "after", "other"))
    meanwhile.mkdir()
    after.mkdir()
    environment = {"DATABASE_URL": f"sqlite:///{toy_path}", "PARLEY_OPEN_BROWSER": "false", "PARLEY_PORT": str(port)}
    command = [sys.executable, "-m", "dashboard", "run"]
    health = f"http://127.0.0.1:{port}/_stcore/health"
    with serving.served(command, health, tmp_path / "output.txt", environment) as dashboard:
        subprocess.run([sys.executable, "-c", WRITES, f"sqlite:///{toy_path}"], cwd=HOME)
        assert files.log(toy_path).stat().st_size > 0
        assert run(BACKUP, toy_path, meanwhile).exit_code == 0
        refused = run(RESTORE, toy_path, meanwhile)
        assert refused.exit_code == 1 and "is open in another process" in refused.stderr
        dashboard.send_signal(ends_by)
        dashboard.wait(serving.ENDS_WITHIN_S)

    if ends_by is not signal.SIGKILL:
        assert written(Path(shutil.copy(toy_path, tmp_path / "alone.db"))) == every, "the file alone has them"
    assert run(BACKUP, toy_path, after).stdout == f"Backed up as {after / BACKUP.split()[-1]}.\n"
    for folder in (meanwhile, after):
        restored = run(RESTORE, other / "parley.db", folder)
        assert restored.exit_code == 0, restored.stderr
        assert written(other / "parley.db") == every
    assert "What was there before is kept as" in restored.stdout
