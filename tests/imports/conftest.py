import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.errors import BadPackage, Problem
from dashboard.exports import package as written
from dashboard.formats import Origin
from dashboard.frames import TABLE_FRAMES
from dashboard.imports import package

ORIGIN = Origin("store_1", 7, {"store_2": 3})
NEGOTIATION = {"code": "toy", "title": "Toy talks", "covers_from": date(2025, 7, 1), "use_by_days": 30}
ROWS: dict[str, list[dict[str, Any]]] = {
    "author": [{"code": "ana", "name": "Ana", "kind": "person"}],
    "party": [
        {"code": "b", "name": "B", "short_name": "B", "role": "principal", "consent_required": True, "rank": 1},
        {"code": "f", "name": "F", "short_name": "F", "role": "faction", "consent_required": False, "rank": 2}
        | {"part_of": "b", "note": 'a "quote",\r\nthen NA'},
    ],
    "term": [{"code": "t", "title": "T", "short_title": "T", "whole_text": False, "rank": 0, "scale_high": 0.1}],
    "source": [{"code": "s", "title": "=1+1", "grade": "B", "publisher": "NA", "published_on": date(2025, 7, 6)}],
    "stance": [
        {"code": "st1", "party": "b", "term": "t", "held_on": date(2025, 7, 6), "precision": "day", "seed": False}
        | {"level": "OPEN", "position": 50.0, "red_line": False, "remark": False},
        {"code": "st2", "party": "f", "term": "t", "held_on": date(2025, 7, 7), "precision": "day", "seed": False}
        | {"level": "REJECTS", "summary": "שלום 🙂", "remark": False},
    ],
    "coding": [{"code": "c1", "stance": "st1", "author": "ana", "level": "OPEN", "unsure": False}],
    "annotation": [
        {"code": "n", "author": "ana", "text": "x", "state": "open", "stance": "st1"}
        | {"written_at": "2025-07-07T12:00:00.000120Z"}
    ],
}

Change = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def _limit_of_csv() -> Iterator[None]:
    """Let the csv module have its own limit, one for the whole process: other libraries of these tests raise it."""
    raised = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(raised)


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    return {name: contract.frame(ROWS.get(name, [])) for name, contract in TABLE_FRAMES.items()}


@pytest.fixture
def case(frames: dict[str, pd.DataFrame], tmp_path: Path) -> Path:
    """Return a sound package as a folder."""
    return written.write(NEGOTIATION, frames, tmp_path / "toy", ORIGIN)


@pytest.fixture
def change(case: Path) -> Change:
    """Return a function that puts one text for another in a file of the package."""

    def replace(file: str, old: str, new: str) -> None:
        before = (case / file).read_bytes().decode()
        assert old in before
        (case / file).write_bytes(before.replace(old, new, 1).encode("utf-8", "surrogateescape"))

    return replace


def problems(path: Path) -> list[Problem]:
    with pytest.raises(BadPackage) as refused:
        package.read(path)
    return refused.value.problems


@pytest.fixture
def faults_of() -> Callable[[Path], list[Problem]]:
    return problems
