"""Servers for a while: each on a free port of 127.0.0.1, and ended with everything it started."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

HOME = Path(__file__).parents[1]
STARTS_WITHIN_S = 300
"""A server that never answers fails the run; one that is slow, on a busy machine, does not."""
ENDS_WITHIN_S = 60


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def served(
    command: Sequence[str], ready: str, output: Path, environment: Mapping[str, str], folder: Path = HOME
) -> "Iterator[subprocess.Popen[bytes]]":
    """
    Run a command that serves, and give its process once it answers.

    Parameters
    ----------
    ready
        The address it answers at.
    output
        The file that takes whatever it prints.
    environment
        What is set for it besides what is set here, of which nothing about Parley or Streamlit is passed on.

    Raises
    ------
    RuntimeError
        When it ends or does not answer; with what it printed.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PARLEY_", "STREAMLIT_"))}
    with output.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**inherited, **environment},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(ready, process, output)
        yield process
    finally:
        _stop(process)


def _wait_for(ready: str, process: "subprocess.Popen[bytes]", output: Path) -> None:
    given_up_at = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < given_up_at:
        try:
            with urllib.request.urlopen(ready, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    how = "did not answer" if process.poll() is None else f"ended with status {process.returncode}"
    raise RuntimeError(f"The server {how}. It printed:\n{output.read_text(errors='replace')}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the session it led: its worker processes
