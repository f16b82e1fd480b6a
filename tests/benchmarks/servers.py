"""Servers for a while: each on a free port of 127.0.0.1, and ended with everything it started."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

HOME = Path(__file__).parents[2]
STARTS_WITHIN_S = 90


@dataclass(frozen=True)
class Server:
    """A running server: its port and the process whose time is counted."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"http://127.0.0.1:{self.port}"

    def family(self) -> list[int]:
        """Return the server's process and those it has started."""
        return [self.pid, *(child.pid for child in psutil.Process(self.pid).children(recursive=True))]


def dashboard(database_url: str) -> contextlib.AbstractContextManager[Server]:
    """Serve the dashboard on a store."""
    return _served("serve", "dashboard", database_url=database_url, ready="_stcore/health")


def empty(database_url: str) -> contextlib.AbstractContextManager[Server]:
    """Serve an empty Streamlit app in the same way; the store is opened too, and that is all."""
    return _served("serve", "empty", database_url=database_url, ready="_stcore/health")


def dash(database_url: str) -> contextlib.AbstractContextManager[Server]:
    """Serve the Dash app on a store."""
    return _served("dash_app", database_url=database_url, ready="_dash-layout")


@contextlib.contextmanager
def _served(module: str, *arguments: str, database_url: str, ready: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PARLEY_", "STREAMLIT_"))}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments, str(port)],
            cwd=HOME,
            env=environment | {"DATABASE_URL": database_url, "PARLEY_AUTHOR": "Benchmark"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Server(port, process.pid)
        try:
            if not _answers(f"{server.url}/{ready}", process):
                output.seek(0)
                printed = output.read().decode(errors="replace")[-4000:]
                raise RuntimeError(f"{module} did not start. It printed:\n{printed}")
            yield server
        finally:
            _stop(process)


def _answers(url: str, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the session it led: its worker processes
