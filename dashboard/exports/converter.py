"""The one warm worker process that draws images: started, asked, timed and restarted here."""

import atexit
import json
import subprocess
import sys
import threading
from typing import Any

from dashboard.errors import ParleyError
from dashboard.exports import worker

TIME_LIMIT = 60.0
"""Seconds after which a drawing is given up."""


class NotDrawn(ParleyError):
    """A chart of which no image could be made."""


_lock = threading.Lock()
_process: subprocess.Popen[bytes] | None = None


def warm() -> None:
    """Start the worker, so that the first image need not wait for it; returns at once."""
    with _lock:
        _running()


def stop() -> None:
    """End the worker; the next image starts another."""
    with _lock:
        _end()


atexit.register(stop)


def convert(form: str, spec: dict[str, Any], scale: float) -> bytes:
    """
    Return the image of a Vega-Lite spec, drawn in the worker; images are made one after another.

    Raises
    ------
    NotDrawn
        When the spec is faulty, takes longer than `TIME_LIMIT`, or ends the worker twice.
    """
    request = json.dumps({"form": form, "spec": spec, "scale": scale}).encode()
    with _lock:
        # Twice: a worker that was ended from outside is found out only by asking it.
        answer = _ask(request) or _ask(request)
    if answer is None:
        raise NotDrawn("The image could not be made: the process that draws it ended. Try again.")
    if not answer.startswith(worker.DONE):
        reason = answer[1:].decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise NotDrawn(f"The image could not be made: {reason[0][:300]}")
    return answer[1:]


def _running() -> subprocess.Popen[bytes]:
    global _process
    if _process is not None and _process.poll() is not None:
        _end()
    if _process is None:
        # -P: the folder of the script holds modules that must not stand in for others of the same name.
        command = [sys.executable, "-P", str(worker.__file__)]
        _process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return _process


def _end() -> None:
    """End the worker, if it has not ended by itself, and close the pipes to it."""
    global _process
    if _process is not None:
        _process.kill()
        _process.communicate()
        _process = None


def _ask(request: bytes) -> bytes | None:
    """Return the worker's answer; None when it ended before giving one."""
    process, late = _running(), threading.Event()
    assert process.stdin is not None and process.stdout is not None

    def give_up() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(TIME_LIMIT, give_up)
    timer.start()
    answer = None
    try:
        worker.write_message(process.stdin, request)  # type: ignore[arg-type]
        answer = worker.read_message(process.stdout)  # type: ignore[arg-type]
    except OSError:
        pass
    finally:
        timer.cancel()
        if answer is None or late.is_set():
            # Interrupted or broken off, it might still answer: to the next question.
            _end()
    if answer is None and late.is_set():
        raise NotDrawn(f"The image was not ready after {TIME_LIMIT:.0f} seconds and was given up. Show fewer rows.")
    return answer
