"""Nothing is cleared, and yet nobody sees what is past."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.questions import stances
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.scope import Scope
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.ui import cache
from tests.people import BO

HOUSE = Path(__file__).parents[2] / "dashboard"


def scope(known_at: int | None = None, **more: Any) -> Scope:
    return replace(Scope(cache.edition("toy", known_at), date(2025, 8, 31)), **more)


def save(store: Store, text: str) -> None:
    seen = reads.row(store, "toy", "annotation", "n1")
    assert seen is not None
    edits.set_row(store, "toy", "annotation", {**seen, "text": text}, seen=seen, by=BO)


def text_of_n1() -> str:
    return said(scope())


def said(scope: Scope) -> str:
    return str(scope.edition.annotations().set_index("code").loc["n1", "text"])


def test_one_address_is_one_store(served: Store) -> None:
    assert cache.store() is served


def test_a_save_is_seen_by_the_next_read(served: Store) -> None:
    assert text_of_n1() == "Look at this cell."
    save(served, "Look again.")
    assert text_of_n1() == "Look again."


def test_a_save_of_another_process_is_seen_by_the_next_read(served: Store, elsewhere: Store) -> None:
    assert text_of_n1() == "Look at this cell."
    save(elsewhere, "Theirs.")
    assert text_of_n1() == "Theirs."


def test_a_scope_of_before_the_save_goes_on_seeing_what_it_saw(served: Store, elsewhere: Store) -> None:
    before = scope()
    assert said(before) == "Look at this cell."
    save(elsewhere, "Theirs.")
    assert said(before) == "Look at this cell."


def test_an_earlier_version_is_rebuilt_from_the_history(served: Store, elsewhere: Store) -> None:
    save(elsewhere, "Second.")
    save(elsewhere, "Third.")
    for version, text in ((1, "Look at this cell."), (2, "Second."), (3, "Third.")):
        assert said(scope(version)) == text


def test_what_is_computed_follows_a_save_too(served: Store, elsewhere: Store) -> None:
    before = cache.compute(scope(), stances.current)
    seen = reads.row(elsewhere, "toy", "stance", "st1")
    assert seen is not None
    edits.set_row(elsewhere, "toy", "stance", {**seen, "level": "REJECTS"}, seen=seen, by=BO)
    after = cache.compute(scope(), stances.current)
    assert level_of_a(before) == "ACCEPTS"
    assert level_of_a(after) == "REJECTS"


def level_of_a(current: object) -> str:
    return current.set_index(["party", "term"]).loc[("a", "aid"), "level"]  # type: ignore[attr-defined]


def test_two_filters_do_not_share_a_cell(served: Store) -> None:
    assert len(cache.compute(scope(min_grade="A"), stances.graded)) == 2
    assert len(cache.compute(scope(min_grade="D"), stances.graded)) == 3


def test_a_chart_is_built_once_and_of_each_theme_by_itself(served: Store) -> None:
    shown = scope()
    first = {chart_id: cache.spec(shown, chart_id, dark=False) for chart_id in BY_ID}
    assert all(cache.spec(scope(), chart_id, dark=False) is spec for chart_id, spec in first.items())
    assert cache.spec(shown, "timeline", dark=True) is not first["timeline"]


def test_a_chart_is_built_anew_after_a_save(served: Store, elsewhere: Store) -> None:
    first = cache.spec(scope(), "timeline", dark=False)
    save(elsewhere, "Theirs.")
    assert cache.spec(scope(), "timeline", dark=False) is not first


def test_no_cache_is_ever_cleared() -> None:
    cleared = [
        f"{file.relative_to(HOUSE)}, line {node.lineno}"
        for file in sorted(HOUSE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("clear", "clear_cache")
    ]
    assert not cleared
