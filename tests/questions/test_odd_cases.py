"""What loads is saved as it was, and its images are made. Its charts and pages: `tests/views/test_odd_cases.py`."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.exports import file_kinds
from dashboard.formats import Package
from dashboard.inputs import validate
from dashboard.questions import asking
from dashboard.questions.edition import Edition
from dashboard.store import loading
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests import odd_cases


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Store]:
    """One store for all the odd cases; each has a code of its own."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("odd") / "parley.db")
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


def test_text_that_nothing_can_draw_is_cleaned_where_a_store_of_before_holds_it(odd_store: Store) -> None:
    """Today it is refused. Line breaks and backslashes ended the expressions of an axis, U+FFFE the converter."""
    written = "a\\u\nb\u2028c\u0085d\x07e\ufffef\uffff"
    numbers: dict[str, odd_cases.Row] = {"quantity": {"low": 1.0, "high": 3.0}, "stage": {"count": 4}}
    own = validate("negotiation", {"title": "Old", "code": "before"}) | {"title": written, "citation": written}
    rows = {
        name: [
            validate(name, {**row, **numbers.get(name, {}), "negotiation": "before"})
            | {column: written for column, text in row.items() if text == "Country A"}
            for row in some
        ]
        for name, some in odd_cases.rows_of_all().items()
    }
    del own["version"]
    loading.load(odd_store, Package(own, rows), by=PARLEY)
    edition = Edition(odd_store, "before")
    scope = asking.scope(edition, None, "F", "low")
    svg = next(kind for kind in file_kinds.FILE_KINDS if kind.name == "svg")
    for question in ("release-curves", "provision-quantities", "distance", "timeline"):
        drawn = asking.file(scope, question, svg).decode()
        assert "u b c def" in drawn, question
        assert not re.search("[\u2028\u0085\x07\ufffe\uffff]", drawn), question


def test_an_odd_case_is_saved_and_loaded_as_it_was(odd_store: Store, tmp_path: Path) -> None:
    odd_cases.generated(1).load(odd_store, "again")
    path = cases.save(odd_store, "again", tmp_path / "again.zip")
    assert not cases.load(odd_store, path).differences


def test_the_image_of_an_old_case_is_made(odd_store: Store) -> None:
    odd_cases.BY_HAND["the year 1000"]().load(odd_store, "old")
    edition = Edition(odd_store, "old")
    scope = asking.scope(edition, None, "F", "low")
    kind = next(kind for kind in file_kinds.FILE_KINDS if kind.name == "png")
    assert asking.file(scope, "timeline", kind).startswith(b"\x89PNG")
