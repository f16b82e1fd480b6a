"""
The files of a package, from a folder or a zip.

A package is a stranger's file: sizes are known before anything is read, and a zip is never unpacked to disk.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from dashboard.errors import BadPackage, Problem

DESCRIPTOR = "datapackage.json"
MOST_PROBLEMS = 100
MOST_ENTRIES = 200
LARGEST_FILE = 64 * 2**20
LARGEST_PACKAGE = 256 * 2**20
LARGEST_DESCRIPTOR = 2**20
LONGEST_LIST = 2**20
"""Bytes of the list of files in a zip, all of which is read before anything is known of them."""
LARGEST_RATIO = 200
"""Unpacked to packed size above which an entry of a zip over a mebibyte is refused; CSV packs about ten to one."""


class Faults:
    """
    The problems found so far; one too many ends the reading.

    Attributes
    ----------
    cut_off
        The files of which the rows after a fault were not read: of what stands in them, nothing is known.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.cut_off: set[str] = set()

    def add(self, file: str, reason: str, row: int | None = None, column: str | None = None) -> None:
        """Add a problem; what a stranger called a file or a column steers no terminal and begins no line."""
        self.problems.append(Problem(_shown(file), reason, row, None if column is None else _shown(column)))
        if len(self.problems) >= MOST_PROBLEMS:
            raise BadPackage(self.problems)


Opening = Callable[[], IO[bytes]]
"""Opens a file of the package at its beginning."""


@contextmanager
def contents_of(path: Path, faults: Faults) -> Iterator[dict[str, Opening]]:
    """Give every table and the descriptor by file name, to be opened, once all sizes are allowed."""
    if path.is_dir():
        yield _folder(path, faults)
        return
    if not path.is_file():
        raise BadPackage([Problem(path.name, "is neither a folder nor a zip")])
    if path.stat().st_size > LARGEST_PACKAGE:
        raise BadPackage([Problem(path.name, f"is larger than {_size(LARGEST_PACKAGE)}")])
    try:
        with _Opened(path) as file:
            zipfile.ZipFile(file).close()
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise _no_zip(path.name, error) from None
    with archive:
        try:
            yield _listed(path.name, archive, faults)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _no_zip(path.name, error) from None


class _Opened(io.FileIO):
    """A zip whose list of files is read only where it is short: a long one takes minutes, whatever is read of it."""

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > LONGEST_LIST:
            raise zipfile.BadZipFile("its list of files is too long")
        return super().read(size)


def _no_zip(name: str, error: Exception) -> BadPackage:
    return BadPackage([Problem(name, f"cannot be read as a zip: {error}")])


def _shown(name: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _size(size: int) -> str:
    return f"{size // 2**20} MB"


def _check_sizes(sizes: dict[str, int], name: str, faults: Faults) -> None:
    for file, size in sizes.items():
        largest = LARGEST_DESCRIPTOR if file.endswith(DESCRIPTOR) else LARGEST_FILE
        if size > largest:
            faults.add(file, f"is larger than {_size(largest)}")
    if sum(sizes.values()) > LARGEST_PACKAGE:
        faults.add(name, f"is larger than {_size(LARGEST_PACKAGE)} unpacked")
    if faults.problems:
        raise BadPackage(faults.problems)


def _wanted(file: str) -> bool:
    return file == DESCRIPTOR or file.endswith(".csv")


def _folder(path: Path, faults: Faults) -> dict[str, Opening]:
    files = [entry for entry in sorted(path.iterdir()) if _wanted(entry.name)]
    for entry in files:
        if entry.is_symlink() or not entry.is_file():
            faults.add(entry.name, "is not a plain file")
    if faults.problems:
        raise BadPackage(faults.problems)
    _check_sizes({entry.name: entry.stat().st_size for entry in files}, path.name, faults)
    return {entry.name: partial(_file, entry) for entry in files}


def _file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _listed(name: str, archive: zipfile.ZipFile, faults: Faults) -> dict[str, Opening]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadPackage([Problem(name, f"has {len(entries)} entries; at most {MOST_ENTRIES} are allowed")])
    for entry in entries:
        if (reason := _refused(entry)) is not None:
            faults.add(entry.filename, reason)
    if faults.problems:
        raise BadPackage(faults.problems)
    # macOS puts a shadow of every file into the zips it makes.
    files = [entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
    _check_sizes({entry.filename: entry.file_size for entry in files}, name, faults)
    tops = {entry.filename.partition("/")[0] for entry in files}
    nested = len(tops) == 1 and all("/" in entry.filename for entry in files)
    contents: dict[str, Opening] = {}
    for entry in files:
        file = entry.filename.partition("/")[2] if nested else entry.filename
        if "/" in file:
            faults.add(entry.filename, "lies in a folder of its own; all files of a package lie side by side")
        elif file in contents:
            faults.add(entry.filename, "is in the package twice")
        elif _wanted(file):
            # No more comes out than the header announced, checked above; a header that lies fails its checksum.
            contents[file] = partial(_opened, name, archive, entry)
    return contents


def _opened(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(entry)
    except (OSError, NotImplementedError, ValueError) as error:
        raise _no_zip(name, error) from None


def _refused(entry: zipfile.ZipInfo) -> str | None:
    path = entry.filename
    if path.startswith("/") or "\\" in path or ":" in path.partition("/")[0] or ".." in path.split("/"):
        return "has a path that leads out of the package"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    # The other methods unpack a whole block at once, however large.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that is not supported; use an ordinary zip"
    if entry.file_size > 2**20 and entry.file_size > LARGEST_RATIO * entry.compress_size:
        return f"unpacks to more than {LARGEST_RATIO} times its size"
    return None
