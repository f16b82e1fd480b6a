"""The servers that are measured: the dashboard, an empty app and a Dash app."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests import serving


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
    port = serving.free_port()
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments, str(port)]
    environment = {"DATABASE_URL": database_url, "PARLEY_AUTHOR": "Benchmark"}
    with tempfile.TemporaryDirectory() as folder:
        output, address = Path(folder) / "output.txt", f"http://127.0.0.1:{port}/{ready}"
        with serving.served(command, address, output, environment) as process:
            yield Server(port, process.pid)
