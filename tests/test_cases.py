"""Case packages into a store and out of it."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest

from dashboard import cases
from dashboard.authors import PARLEY
from dashboard.errors import Invalid, NotFound, ParleyError
from dashboard.formats import Package
from dashboard.imports import package
from dashboard.models import TABLES
from dashboard.settings import HOME
from dashboard.store import edits, history, loading, reads, removing
from dashboard.store.engine import Store
from dashboard.store.merging import Effect
from dashboard.store.schema import open_store
from tests.people import ANA

SMALLEST = HOME / "tests" / "data" / "packages" / "smallest"


def test_what_was_saved_loads_into_another_store_as_the_same(elsewhere: Store, tmp_path: Path) -> None:
    (tmp_path / "toy.zip").write_bytes(cases.zipped(elsewhere, "toy"))
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    assert set(cases.load(other, tmp_path / "toy.zip").counts) == {Effect.NEW}
    again = cases.save(other, "toy", tmp_path / "again.zip")
    assert package.read(again).rows == package.read(tmp_path / "toy.zip").rows
    assert reads.versions(other, "toy")["author"].tolist() == [PARLEY.code]
    other.close()


def test_a_negotiation_that_is_not_there_is_not_saved(elsewhere: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no negotiation 'moon'"):
        cases.save(elsewhere, "moon", tmp_path / "moon.zip")
    assert not (tmp_path / "moon.zip").exists()


def test_progress_of_a_load_ends_at_the_whole(elsewhere: Store, tmp_path: Path) -> None:
    path = cases.save(elsewhere, "toy", tmp_path / "toy")
    seen: list[tuple[int, int]] = []
    cases.load(elsewhere, path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_negotiation_is_removed_whole_and_a_package_beside_the_store_keeps_it(elsewhere: Store) -> None:
    stood = {name: reads.rows(elsewhere, "toy", name) for name in TABLES}
    loaded_beside = cases.load(elsewhere, SMALLEST)
    kept = cases.remove(elsewhere, "toy", typed="toy")
    assert elsewhere.path is not None and kept.parent == elsewhere.path.parent
    assert kept.stat().st_mode & 0o777 == 0o600
    assert reads.negotiations(elsewhere)["code"].tolist() == ["ferry-2026"]
    assert not any(reads.counts(elsewhere, "toy").values())
    assert loaded_beside.negotiation == "ferry-2026"
    assert cases.load(elsewhere, kept).sentence == f"{sum(map(len, stood.values()))} new."
    for name, rows in stood.items():
        pd.testing.assert_frame_equal(reads.rows(elsewhere, "toy", name), rows)


def test_a_version_is_never_given_twice_and_what_was_removed_can_be_merged_with(elsewhere: Store) -> None:
    kept = cases.remove(elsewhere, "toy", typed="toy")
    cases.load(elsewhere, kept)
    assert reads.version(elsewhere, "toy") == 3  # 1 was loaded, 2 removed
    with pytest.raises(NotFound, match="toy has versions 3 to 3"):
        history.at(elsewhere, "toy", 1)
    seen = reads.row(elsewhere, "toy", "term", "aid")
    assert seen is not None
    edits.set_row(elsewhere, "toy", "term", {**seen, "title": "Ours"}, seen=seen, by=PARLEY)
    assert cases.load(elsewhere, kept).sentence == "1 newer here and kept."


def test_nothing_is_removed_unless_its_code_is_typed_and_nobody_wrote_meanwhile(elsewhere: Store) -> None:
    with pytest.raises(ParleyError, match="Type toy to remove it"):
        cases.remove(elsewhere, "toy", typed="Toy")
    with pytest.raises(NotFound):
        cases.remove(elsewhere, "moon", typed="moon")
    with pytest.raises(ParleyError, match="changed while it was being saved"):
        removing.remove(elsewhere, "toy", version=0, by=PARLEY)
    assert reads.version(elsewhere, "toy") == 1


def test_a_negotiation_begins_with_its_title_alone_or_with_all_that_its_template_has(store: Store) -> None:
    assert (cases.new(store, "own", by=ANA), cases.new(store, "pay", template="labour", by=ANA)) == (1, 1)
    assert reads.titles(store) == {"pay": "Labour dispute", "own": "own"}
    assert {name: count for name, count in reads.counts(store, "own").items() if count} == {"author": 1, "revision": 2}
    brought = {name: len(rows) for name, rows in cases.templates()["labour"].rows.items()}
    assert brought.keys() == {"party", "term"}
    counts = {name: count for name, count in reads.counts(store, "pay").items() if count}
    assert counts == {**brought, "author": 1, "revision": 2 + sum(brought.values())}
    assert history.strays(store, "pay") == []


@pytest.mark.parametrize(
    ("code", "title", "refused"),
    [
        ("own", "", "code: own is another negotiation in this store; choose another code"),
        (
            "two words",
            "",
            "code: is not a plain code without blanks: letters, digits and _ . @ : or -, beginning with a letter",
        ),
        ("x/../../y", "", "code: is not a plain code"),
        ("", "Talks", "code: "),
        ("new", "a\nb", "title: is one line, and contains U"),
        ("new", "t" * 201, "title: "),
    ],
)
def test_a_code_that_is_taken_or_not_plain_begins_nothing(store: Store, code: str, title: str, refused: str) -> None:
    cases.new(store, "own", "The first")
    with pytest.raises(Invalid, match=refused):
        cases.new(store, code, title, "ceasefire")
    assert (reads.titles(store), reads.version(store, "own")) == ({"own": "The first"}, 1)


def test_a_template_that_is_not_there_is_refused_with_those_that_are(store: Store) -> None:
    with pytest.raises(NotFound, match="There are ceasefire, climate, coalition, labour and trade"):
        cases.new(store, "own", template="../israel-hamas")
    assert reads.titles(store) == {}


def test_a_code_never_leads_out_of_the_folder_of_the_store(elsewhere: Store) -> None:
    with elsewhere.writing() as connection:  # such codes are refused now, and may stand in older stores
        connection.exec_driver_sql(
            "INSERT INTO negotiation (code, title, use_by_days, version) VALUES ('x/../../y', 'X', 30, 0)"
        )
    kept = cases.remove(elsewhere, "x/../../y", typed="x/../../y")
    assert elsewhere.path is not None and kept.parent == elsewhere.path.parent and kept.is_file()


def test_a_code_of_before_codes_were_plain_leads_out_of_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "private").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "private"))
    store = open_store(f"sqlite:///{tmp_path / 'a' / 'b' / 'parley.db'}")
    loading.load(store, Package({"code": "x/../../y", "title": "Old"}, {}), by=PARLEY)
    assert cases.zipped(store, "x/../../y").startswith(b"PK")
    kept = cases.remove(store, "x/../../y", typed="x/../../y")
    assert list(tmp_path.rglob("*.zip")) == [kept] == list((tmp_path / "a" / "b").glob("removed_x-..-..-y_v*.zip"))
    store.close()
