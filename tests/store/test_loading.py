"""Loading a case is one version, idempotent, and leaves alone what was written here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import cases, spool
from dashboard.authors import PARLEY
from dashboard.errors import BadPackage, Conflict, InConflict, InUse, Invalid
from dashboard.formats import Package
from dashboard.inputs import validate
from dashboard.models import TABLES
from dashboard.spool import Spool
from dashboard.store import edits, loading, reads
from dashboard.store.engine import Store
from dashboard.store.merging import Effect, Plan, Side
from dashboard.store.schema import open_store
from tests.people import ANA

Row = dict[str, Any]
COUNTS = {
    "author": 2,
    "party": 14,
    "term": 13,
    "source": 498,
    "round": 29,
    "participation": 156,
    "proposal": 44,
    "proposal_party": 163,
    "alias": 3,
    "provision": 195,
    "quantity": 134,
    "stage": 22,
    "delivery": 9,
    "claim": 630,
    "stance": 630,
    "stance_claim": 630,
    "coding": 1242,
    "event": 84,
    "event_party": 179,
    "figure": 61,
    "disagreement": 23,
    "disagreement_side": 49,
    "citation": 452,
    "annotation": 0,
    "saved_view": 0,
}


def test_a_load_is_one_version_and_each_of_its_rows_a_revision(
    store: Store, fill: Callable[..., Plan], everything: Callable[..., Any]
) -> None:
    loaded = fill(store)
    rows = sum(len(some) for some in everything(store).values())
    assert (loaded.counts, loaded.same) == ({Effect.NEW: rows}, 0)
    assert loaded.sentence == f"{rows} new."
    assert reads.version(store, "toy") == 1
    (made,) = reads.versions(store, "toy").to_dict("records")
    assert (made["version"], made["author"], made["action"]) == (1, "parley", "Loaded case")
    assert made["changes"] == rows + 1  # the negotiation's own row


def test_loading_the_same_case_again_changes_nothing(
    toy: Store, fill: Callable[..., Plan], everything: Callable[..., Any]
) -> None:
    stood = everything(toy)
    again = fill(toy)
    assert not again.differences
    assert again.sentence == f"Nothing changes; {again.same} rows are the same."
    assert reads.version(toy, "toy") == 1
    assert everything(toy) == stood


def test_loading_a_changed_case_changes_just_those_rows(
    toy: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    rows = rows_with()
    rows["party"] = [{**rows["party"][0], "name": "Republic of A"}, *rows["party"][1:]]
    rows["event"] = [
        {"code": "e1", "title": "An event", "happened_on": date(2025, 7, 4), "precision": "day", "kind": "military"}
    ]
    loaded = fill(toy, rows)
    assert loaded.sentence == "1 new, 1 changed."
    revisions = reads.revisions(toy, "toy", version=2)
    assert list(zip(revisions["row_table"], revisions["row_code"], strict=True)) == [("event", "e1"), ("party", "a")]


def test_a_change_of_the_negotiation_itself_is_loaded_too(toy: Store, fill: Callable[..., Plan]) -> None:
    fill(toy, title="Toy talks, second edition")
    (negotiation,) = reads.negotiations(toy).to_dict("records")
    assert (negotiation["title"], negotiation["version"]) == ("Toy talks, second edition", 2)


def test_rows_written_here_survive_a_load(toy: Store, fill: Callable[..., Plan], note: Callable[..., Row]) -> None:
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    fill(toy, title="Toy talks, second edition")
    assert reads.rows(toy, "toy", "annotation")["code"].tolist() == ["n1"]


def test_a_row_edited_here_since_its_load_is_a_conflict_that_a_person_decides(
    toy: Store, fill: Callable[..., Plan], everything: Callable[..., Any]
) -> None:
    loaded = reads.row(toy, "toy", "party", "a")
    assert loaded is not None
    edits.set_row(toy, "toy", "party", {**loaded, "name": "Ours"}, seen=loaded, by=ANA)
    stood = everything(toy)
    with pytest.raises(InConflict, match=r"^1 in conflict\.\n1 row was changed both here and in the package\."):
        fill(toy)
    assert everything(toy) == stood
    assert fill(toy, sides=Side.STORE).sentence == "1 newer here and kept."
    assert (everything(toy), reads.version(toy, "toy")) == (stood, 2)
    assert fill(toy, sides=Side.PACKAGE).sentence == "1 changed."
    assert reads.row(toy, "toy", "party", "a") == loaded
    assert reads.revisions(toy, "toy", version=3)["before"].tolist()[0]["name"] == "Ours"


def test_a_row_deleted_here_does_not_come_back(
    toy: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    stage = reads.row(toy, "toy", "stage", "g1")
    assert stage is not None
    edits.remove_row(toy, "toy", "stage", seen=stage, by=ANA)
    assert fill(toy).sentence == "1 newer here and kept."
    assert reads.row(toy, "toy", "stage", "g1") is None
    more = rows_with()
    more["stage"] = [*more["stage"], {**more["stage"][0], "code": "g2"}]
    assert fill(toy, more).sentence == "1 new, 1 newer here and kept."


def test_a_note_made_here_and_changed_since_is_not_reverted_by_an_older_package(
    toy: Store, note: Callable[..., Row]
) -> None:
    edits.set_row(toy, "toy", "annotation", note("n1", "As first written."), seen=None, by=ANA)
    edits.set_row(toy, "toy", "annotation", note("n2", "To be deleted."), seen=None, by=ANA)
    first, second = (reads.row(toy, "toy", "annotation", code) for code in ("n1", "n2"))
    assert first is not None and second is not None
    edits.set_row(toy, "toy", "annotation", {**first, "text": "A week of work."}, seen=first, by=ANA)
    edits.remove_annotation(toy, "toy", seen=second, by=ANA)
    own = reads.row(toy, "", "negotiation", "toy") or {}
    older = Package({k: v for k, v in own.items() if k != "version"}, {"annotation": [first, second]})
    with pytest.raises(InConflict):
        loading.load(toy, older, by=PARLEY)
    assert loading.load(toy, older, by=PARLEY, sides=Side.STORE).sentence == "2 newer here and kept."
    assert reads.rows(toy, "toy", "annotation")["text"].tolist() == ["A week of work."]


def test_rows_that_a_package_of_no_known_origin_lacks_are_left_alone(
    toy: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    fewer = rows_with() | {"stage": []}
    assert fill(toy, fewer).sentence == "1 here only and left alone."
    assert reads.row(toy, "toy", "stage", "g1") is not None


def test_an_absent_table_and_an_absent_column_say_nothing(toy: Store) -> None:
    party = reads.row(toy, "toy", "party", "a")
    assert party is not None
    edits.set_row(toy, "toy", "party", {**party, "note": "Ours."}, seen=party, by=ANA)
    own = reads.row(toy, "", "negotiation", "toy") or {}
    given = {**party, "note": None}
    case = {k: v for k, v in own.items() if k != "version"}
    done = loading.load(toy, Package(case, {"party": [given]}, {"party": frozenset(["note"])}), by=PARLEY)
    assert done.sentence == "2 here only and left alone."
    assert (reads.row(toy, "toy", "party", "a") or {})["note"] == "Ours."


def test_a_row_may_refer_to_one_that_is_here_but_to_none_that_is_nowhere(toy: Store) -> None:
    own = reads.row(toy, "", "negotiation", "toy") or {}
    case = {k: v for k, v in own.items() if k != "version"}
    event = {"code": "e1", "title": "E", "happened_on": date(2025, 7, 4), "precision": "day", "kind": "military"}
    row = validate("event", {**event, "negotiation": "toy", "round": "r1"})
    assert loading.load(toy, Package(case, {"event": [row]}), by=PARLEY).sentence == "1 new."
    with pytest.raises(
        BadPackage, match=r"event\.csv, column round: e1 names 'r9', which is neither in the package nor"
    ):
        loading.load(toy, Package(case, {"event": [{**row, "round": "r9"}]}), by=PARLEY)


def test_an_answer_older_than_a_text_that_is_here_is_refused_but_for_those_of_an_earlier_format(toy: Store) -> None:
    own = reads.row(toy, "", "negotiation", "toy") or {}
    case = {k: v for k, v in own.items() if k != "version"}
    row = {**(reads.row(toy, "toy", "stance", "s2") or {}), "held_on": date(2025, 6, 30)}  # p1 is of 1 July
    with pytest.raises(BadPackage, match=r"stance\.csv, column answer: s2: an answer of 2025-06-30 cannot be one"):
        loading.plan(toy, Package(case, {"stance": [row]}, early={"stance": frozenset(["s9"])}))
    for early in ({"stance": frozenset(["s2"])}, None):
        assert loading.plan(toy, Package(case, {"stance": [row]}, early=early)).differences


def test_a_row_changed_between_the_plan_and_the_writing_stops_the_load(
    toy: Store, rows_with: Callable[..., dict[str, list[Row]]], everything: Callable[..., Any]
) -> None:
    own = reads.row(toy, "", "negotiation", "toy") or {}
    party = reads.row(toy, "toy", "party", "a")
    assert party is not None
    case = {k: v for k, v in own.items() if k != "version"}
    planned = loading.plan(toy, Package(case, {"party": [{**party, "name": "Theirs"}]}))
    edits.set_row(toy, "toy", "party", {**party, "name": "Ours"}, seen=party, by=ANA)
    stood = everything(toy)
    with pytest.raises(Conflict):
        loading.write(toy, planned, by=PARLEY)
    assert everything(toy) == stood


def test_an_edit_elsewhere_between_the_plan_and_the_writing_does_not_stop_it(
    toy: Store, note: Callable[..., Row]
) -> None:
    own = reads.row(toy, "", "negotiation", "toy") or {}
    party = reads.row(toy, "toy", "party", "a")
    assert party is not None
    case = {k: v for k, v in own.items() if k != "version"}
    planned = loading.plan(toy, Package(case, {"party": [{**party, "name": "Theirs"}]}))
    edits.set_row(toy, "toy", "annotation", note(), seen=None, by=ANA)
    assert loading.write(toy, planned, by=PARLEY).sentence == "1 changed, 2 here only and left alone."
    assert reads.version(toy, "toy") == 3


def test_a_case_made_by_two_at_once_is_made_once(store: Store, rows_with: Callable[..., dict[str, list[Row]]]) -> None:
    case = validate("negotiation", {"code": "toy", "title": "Toy talks"})
    del case["version"]
    party = validate("party", {**rows_with()["party"][0], "negotiation": "toy"})
    planned = [loading.plan(store, Package(case, {"party": [party]})) for _ in range(2)]
    loading.write(store, planned[0], by=PARLEY)
    with pytest.raises(Conflict):
        loading.write(store, planned[1], by=PARLEY)
    assert reads.version(store, "toy") == 1


def test_a_case_with_a_reference_that_leads_nowhere_is_refused_whole(
    store: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    with pytest.raises(InUse, match="Nothing was saved"):
        fill(store, rows_with() | {"source": []})
    assert reads.negotiations(store).empty


def test_two_cases_live_side_by_side(toy: Store, fill: Callable[..., Plan], everything: Callable[..., Any]) -> None:
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
    assert list(COUNTS) == list(TABLES), "COUNTS says how many rows of each table the bundled case has"
    assert cases.load(store, cases.BUNDLED).counts == {Effect.NEW: sum(COUNTS.values())}
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


def test_a_package_that_would_close_a_circle_with_rows_that_are_here_is_refused(toy: Store) -> None:
    own = reads.row(toy, "", "negotiation", "toy") or {}
    party = reads.row(toy, "toy", "party", "b")
    assert party is not None
    case = {k: v for k, v in own.items() if k != "version"}
    with pytest.raises(Invalid, match="leads round in a circle: b → f → b"):
        loading.load(toy, Package(case, {"party": [{**party, "part_of": "f"}]}), by=PARLEY)
    assert reads.version(toy, "toy") == 1


@pytest.fixture
def by_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make of every row a part of its own."""
    monkeypatch.setattr(spool, "AT_ONCE", 1)


def test_in_parts_of_one_row_a_load_comes_to_the_same(
    toy: Store, request: pytest.FixtureRequest, rows_with: Callable[..., dict[str, list[Row]]], note: Callable[..., Row]
) -> None:
    for code in ("n1", "n2"):
        edits.set_row(toy, "toy", "annotation", note(code), seen=None, by=ANA)
    stance, first = reads.row(toy, "toy", "stance", "s1") or {}, reads.row(toy, "toy", "annotation", "n1") or {}
    edits.set_row(toy, "toy", "stance", {**stance, "summary": "Ours."}, seen=stance, by=ANA)
    given = {
        name: [validate(name, {**row, "negotiation": "toy"}) for row in some] for name, some in rows_with().items()
    }
    changed = [{**row, "note": "Theirs."} for row in given["party"]]
    extra = {**changed[0], "code": "extra"}
    own = reads.row(toy, "", "negotiation", "toy") or {}
    case = {k: v for k, v in own.items() if k != "version"}

    def planned() -> Plan:
        rows = {**given, "party": [*changed, extra], "stage": [], "annotation": [first]}
        return loading.plan(toy, Package(case, {name: Spool(some) for name, some in rows.items()}))

    whole = planned()
    request.getfixturevalue("by_ones")
    parts = planned()
    assert (parts.counts, parts.same) == (whole.counts, whole.same)
    assert {one.key: one for one in parts.differences} == {one.key: one for one in whole.differences}
    assert parts.sentence == f"1 new, {len(changed)} changed, 2 here only and left alone, 1 in conflict."
    loading.write(toy, parts, by=PARLEY, sides=Side.PACKAGE)
    revisions = reads.revisions(toy, "toy", version=reads.version(toy, "toy"))
    assert len(revisions) == len(changed) + 2
    assert set(revisions["row_code"]) == {"extra", "s1", *(row["code"] for row in changed)}
    loaded = reads.rows(toy, "toy", "party").set_index("code")["note"]
    assert (loaded == "Theirs.").all() and len(loaded) == len(changed) + 1


@pytest.mark.usefixtures("by_ones")
def test_two_rows_may_exchange_what_only_one_of_them_may_have(
    toy: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    rows = rows_with()
    one, other = rows["provision"]
    rows["provision"] = [{**one, "proposal": other["proposal"]}, {**other, "proposal": one["proposal"]}]
    assert fill(toy, rows).sentence == "2 changed."
    assert reads.rows(toy, "toy", "provision")["proposal"].tolist() == [other["proposal"], one["proposal"]]


@pytest.mark.usefixtures("by_ones")
def test_a_row_here_and_one_of_the_package_that_cannot_both_stand_are_in_conflict(
    store: Store, fill: Callable[..., Plan], rows_with: Callable[..., dict[str, list[Row]]]
) -> None:
    fill(store, {**rows_with(), "quantity": [], "stage": []})
    own = reads.row(store, "", "negotiation", "toy") or {}
    case = {k: v for k, v in own.items() if k != "version"}
    one, other = (validate("provision", {**row, "negotiation": "toy"}) for row in rows_with()["provision"])
    given = Package(case, {"provision": [{**one, "code": "rival"}, {**other, "summary": "Theirs."}]})
    planned = loading.plan(store, given)
    assert planned.sentence == "1 changed, 2 in conflict."
    assert {found.code for found in planned.differences.of(Effect.CONFLICT)} == {one["code"], "rival"}
    assert planned.decided(Side.STORE).sentence == "1 changed, 2 newer here and kept."
    assert loading.write(store, planned, by=PARLEY, sides=Side.PACKAGE).sentence == "1 new, 1 changed, 1 removed."
    assert reads.rows(store, "toy", "provision")["code"].tolist() == [other["code"], "rival"]
