"""What loads is saved as it was, and its images are made. Its charts and pages: `tests/views/test_odd_cases.py`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import cases
from dashboard.exports import forms
from dashboard.questions import asking
from dashboard.questions.edition import Edition
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests import odd_cases


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the odd cases; each has a code of its own."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('odd') / 'parley.db'}")
    yield store
    store.close()


def test_an_odd_case_is_saved_and_loaded_as_it_was(odd_store: Store, tmp_path: Path) -> None:
    odd_cases.generated(1).load(odd_store, "again")
    path = cases.save(odd_store, "again", tmp_path / "again.zip")
    assert cases.load(odd_store, path).differences == ()


def test_the_image_of_an_old_case_is_made(odd_store: Store) -> None:
    odd_cases.BY_HAND["the year 1000"]().load(odd_store, "old")
    edition = Edition(odd_store, "old")
    scope = asking.scope(edition, None, "F", "low")
    form = next(form for form in forms.FORMS if form.name == "png")
    assert asking.file(scope, "timeline", form).startswith(b"\x89PNG")
