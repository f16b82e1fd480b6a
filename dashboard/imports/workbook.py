"""
The process that reads the cells of a workbook.

It is run as a script by its path and loads nothing of Parley. A workbook of a thousand bytes with a cell in its last
row and column makes the library ask for hundreds of gigabytes; where it gets none, it ends the process.
"""

import contextlib
import io
import json
import sys
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import Any

MOST_MEMORY = 2 * 2**30


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has such limits
        import resource

        _, allowed = resource.getrlimit(resource.RLIMIT_AS)
        if allowed == resource.RLIM_INFINITY or allowed > MOST_MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, allowed))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _rows(content: bytes, named: str, most: int, largest: int) -> list[tuple[int, list[str]]]:
    """Return the first rows that are not empty, each with its number; a workbook may unpack to so many bytes."""
    import python_calamine

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(one.file_size for one in archive.infolist()) > largest:
            raise ValueError(f"it is larger than {largest // 2**20} MB unpacked")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = book.sheet_names
    if not names:
        raise ValueError("it has no sheet")
    sheet = book.get_sheet_by_name(named if named in names else names[0])
    rows = ((number, [_as_typed(cell) for cell in row]) for number, row in enumerate(sheet.iter_rows(), start=1))
    return list(islice(((number, row) for number, row in rows if any(row)), most))


def _as_typed(cell: Any) -> str:
    """Return a cell as it would be typed here: days as 2025-07-07, yes or no as true or false."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() if cell.time() == datetime.min.time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    _limit_memory()
    try:
        limits = [int(one) for one in sys.argv[2:]]
        answer: dict[str, Any] = {"rows": _rows(sys.stdin.buffer.read(), sys.argv[1], *limits)}
    except MemoryError:
        sys.exit(1)
    except Exception as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout)
