"""Loading a case is one version, idempotent, and leaves alone what was written here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import cases
from dashboard.errors import InUse
from dashboard.models import TABLES
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.people import ANA

Row = dict[str, Any]
COUNTS = {
    "author": 2,
    "party": 14,
    "term": 13,
    "source": 389,
    "round": 24,
    "participation": 133,
    "proposal": 39,
    "proposal_party": 139,
    "alias": 2,
    "provision": 184,
    "quantity": 132,
    "stage": 22,
    "claim": 554,
    "stance": 554,
    "stance_claim": 554,
    "coding": 1108,
    "event": 43,
    "event_party": 105,
    "figure": 47,
    "disagreement": 18,
    "disagreement_side": 39,
    "citation": 358,
    "annotation": 0,
    "saved_view": 0,
}


def test_a_load_is_one_version_and_each_of_its_rows_a_revision(
    store: Store, fill: Callable[..., edits.Loaded], everything: Callable[..., Any]
) -> None:
    loaded = fill(store)
    rows = sum(len(some) for some in everything(store).values())
    assert loaded == edits.Loaded(added=rows, changed=0, unchanged=0)
    assert reads.version(store, "toy") == 1
    (made,) = reads.versions(store, "toy").to_dict("records")
    assert (made["version"], made["author"], made["action"]) == (1, "parley", "Loaded case")
    assert made["changes"] == rows + 1  # the negotiation's own row


def test_loading_the_same_case_again_changes_nothing(
    toy: Store, fill: Callable[..., edits.Loaded], everything: Callable[..., Any]
) -> None:
    stood = everything(toy)
    again = fill(toy)
    assert (again.added, again.changed) == (0, 0)
    assert reads.version(toy, "toy") == 1
    assert everything(toy) == stood


def test_loading_a_changed_case_changes_just_those_rows(
    toy: Store, fill: Callable[..., edits.Loaded], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    rows = rows_with()
    rows["party"] = [{**rows["party"][0], "name": "Republic of A"}, *rows["party"][1:]]
    rows["event"] = [
        {"code": "e1", "title": "An event", "happened_on": date(2025, 7, 4), "precision": "day", "kind": "military"}
    ]
    loaded = fill(toy, rows)
    assert (loaded.added, loaded.changed) == (1, 1)
    revisions = reads.revisions(toy, "toy", version=2)
    assert list(zip(revisions["row_table"], revisions["row_code"], strict=True)) == [("event", "e1"), ("party", "a")]


def test_a_change_of_the_negotiation_itself_is_loaded_too(toy: Store, fill: Callable[..., edits.Loaded]) -> None:
    fill(toy, title="Toy talks, second edition")
    (negotiation,) = reads.negotiations(toy).to_dict("records")
    assert (negotiation["title"], negotiation["version"]) == ("Toy talks, second edition", 2)


def test_rows_written_here_survive_a_load(
    toy: Store, fill: Callable[..., edits.Loaded], note: Callable[..., Row]
) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    fill(toy, title="Toy talks, second edition")
    assert reads.rows(toy, "toy", "annotation")["code"].tolist() == ["n1"]


def test_a_row_changed_here_goes_back_to_what_the_loaded_case_says_and_the_history_keeps_ours(
    toy: Store, fill: Callable[..., edits.Loaded]
) -> None:
    before = reads.row(toy, "toy", "party", "a")
    edits.set_row(toy, "toy", "party", {**(before or {}), "name": "Ours"}, seen=before, by=ANA)
    assert fill(toy).changed == 1
    assert reads.row(toy, "toy", "party", "a") == before
    assert reads.revisions(toy, "toy", version=3)["before"].tolist()[0]["name"] == "Ours"


def test_a_case_with_a_reference_that_leads_nowhere_is_refused_whole(
    store: Store, fill: Callable[..., edits.Loaded], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    with pytest.raises(InUse, match="Nothing was saved"):
        fill(store, rows_with() | {"source": []})
    assert reads.negotiations(store).empty


def test_two_cases_live_side_by_side(
    toy: Store, fill: Callable[..., edits.Loaded], everything: Callable[..., Any]
) -> None:
    stood = everything(toy)
    fill(toy, code="other", title="Another case")
    assert reads.negotiations(toy)["code"].tolist() == ["other", "toy"]
    assert everything(toy) == stood


def test_progress_runs_from_the_first_rows_to_all_of_them(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    cases.load(store, cases.BUNDLED, progress=lambda done, total: seen.append((done, total)))
    assert {total for _, total in seen} == {sum(COUNTS.values())}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_the_bundled_case_loads_whole_and_is_saved_byte_for_byte(store: Store, tmp_path: Path) -> None:
    assert list(COUNTS) == list(TABLES)
    assert cases.load(store, cases.BUNDLED).added == sum(COUNTS.values())
    # Besides the rows: one revision for each of them, and one for the negotiation.
    assert reads.counts(store, "israel-hamas") == COUNTS | {"revision": sum(COUNTS.values()) + 1}

    first = cases.save(store, "israel-hamas", tmp_path / "first")
    assert {file.name for file in first.glob("*.csv")} == {file.name for file in cases.BUNDLED.glob("*.csv")}
    for file in cases.BUNDLED.glob("*.csv"):
        assert (first / file.name).read_bytes() == file.read_bytes(), file.name

    other = open_store(f"sqlite:///{tmp_path / 'second.db'}")
    cases.load(other, first)
    second = cases.save(other, "israel-hamas", tmp_path / "second")
    other.close()
    for path in first.iterdir():
        if path.name != "datapackage.json":  # it names the store
            assert (second / path.name).read_bytes() == path.read_bytes(), path.name
