"""The files of a SQLite store: the owner's alone, held while they are open, and still those that were opened."""

import contextlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from dashboard.errors import NotWritable, OpenElsewhere

if sys.platform != "win32":
    import fcntl

Identity = tuple[int, int]
_ASIDE = ".before-restore-"


def log(path: Path) -> Path:
    """Return where the newest writes to a database stand until they are put into its file."""
    return path.with_name(f"{path.name}-wal")


def of(path: Path) -> list[Path]:
    """Return the files of a database that are there: they belong together, one without the others is damaged."""
    return [one for one in (path, log(path), path.with_name(f"{path.name}-shm")) if one.exists()]


def aside(path: Path) -> Path:
    """Return where a restore moves a database to; its other files go beside it."""
    return path.with_name(f"{path.name}{_ASIDE}{datetime.now(UTC):%Y%m%dT%H%M%S%f}")


def left_of(path: Path) -> list[Path]:
    """Return what is there of a database that may be missing: its log, and what restores have moved aside."""
    moved = sorted(one for one in path.parent.iterdir() if one.name.startswith(f"{path.name}{_ASIDE}"))
    return [*(one for one in [log(path)] if one.exists()), *reversed(moved)]


def make_private(path: Path) -> None:
    """Let nobody but its owner read or write a file; what another user owns stays as it is."""
    with contextlib.suppress(PermissionError):
        path.chmod(0o600)


def identity(path: Path) -> Identity | None:
    """Return what tells a file from any other, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def check(path: Path, opened: dict[Path, Identity | None]) -> None:
    """Refuse a database whose files are not those that were opened, or may not be written to any more."""
    for file, was in opened.items():
        if (now := identity(file)) != was:
            what = "is not there any more" if now is None else "is another file than the one that was opened"
            raise NotWritable(
                f"{file} {what}: it was deleted, moved or replaced while Parley had it open. Nothing was saved. "
                "Stop Parley, put the file back or restore a backup, and start it again."
            )
    if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222:
        raise NotWritable(
            f"{path} was made read-only. Nothing was saved. Make it writable for yourself again, then save once more."
        )


def hold(path: Path, *, alone: bool = False) -> int:
    """
    Return a handle by which other processes know that this one has a database open; it ends with the process.

    Parameters
    ----------
    alone
        Whether nobody else may have it open meanwhile.

    Raises
    ------
    OpenElsewhere
        When somebody else has it open alone, or, where this one wants it alone, at all.
    """
    handle = os.open(path.with_name(f"{path.name}-lock"), os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":  # there, nobody can move a file that another process has open
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise OpenElsewhere(
                f"{path} is open in another process, a dashboard or a command. Stop it first. Nothing was changed."
                if alone
                else f"{path} is being restored from a backup by another process. Try again in a moment."
            ) from None
    return handle
