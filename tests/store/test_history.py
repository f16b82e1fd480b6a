"""Revisions alone lead to the rows, to every earlier state, and back by undo; nothing changes a revision."""

import ast
import itertools
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dashboard.store
from dashboard.errors import Conflict, InUse, Invalid, NotFound, ParleyError
from dashboard.models import TABLES, Revision
from dashboard.store import edits, history, reads, stances
from dashboard.store.earlier import Earlier
from dashboard.store.engine import Store
from dashboard.store.merging import Plan
from dashboard.store.rows import as_values, table
from tests.people import ANA, BEN

Row = dict[str, Any]
Everything = Callable[..., dict[str, dict[str, Row]]]
Fill = Callable[..., Plan]
STORE = Path(dashboard.store.__file__).parent
ROWS: dict[str, st.SearchStrategy[Row]] = {
    "party": st.builds(
        lambda code, name, part_of, rank: (
            {"code": code, "name": name, "short_name": name, "role": "faction"} | {"part_of": part_of, "rank": rank}
        ),
        st.sampled_from("abc"),
        st.sampled_from(["حماس", "Ö", "x'y"]),
        st.sampled_from([None, "a", "b"]),
        st.integers(0, 2),
    ),
    "term": st.builds(
        lambda code, low: {"code": code, "title": "T", "short_title": "T", "scale_low": low},
        st.sampled_from("tu"),
        st.sampled_from([None, 0.1, 2.0]),
    ),
    "annotation": st.builds(
        lambda code, text, reply_to, day: (
            {"code": code, "text": text, "reply_to": reply_to, "author": "Ana"}
            | {"state": "open", "written_at": datetime(2025, 7, 9, 12, 0, 0, 123456, tzinfo=UTC)}
            | ({"day": day} if day else {"party": "a", "term": "t"})
        ),
        st.sampled_from("mno"),
        st.sampled_from(["one", "two"]),
        st.sampled_from([None, "m", "n"]),
        st.sampled_from([None, date(2025, 7, 1)]),
    ),
}
ACTIONS = st.lists(
    st.one_of(
        *(st.tuples(st.just("put"), st.just(name), row) for name, row in ROWS.items()),
        *(st.tuples(st.just("put"), st.just(name), row) for name, row in ROWS.items()),
        st.tuples(st.just("remove"), st.sampled_from(list(ROWS)), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.just(""), st.integers(1, 12)),
    ),
    min_size=3,
    max_size=12,
)
numbers = itertools.count(1)


def revisions(store: Store, code: str) -> list[Any]:
    """Return every revision of a negotiation, oldest first."""
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    query = sa.select(*columns).where(columns.negotiation == code).order_by(columns.version, columns.number)
    with store.reading() as connection:
        return list(connection.execute(query).mappings())


def act(store: Store, code: str, rows: dict[str, dict[str, Row]], kind: str, name: str, what: Any) -> None:
    if kind == "put":
        edits.set_row(store, code, name, what, seen=rows.get(name, {}).get(what["code"]), by=ANA)
    elif kind == "undo":
        history.undo(store, code, what, by=ANA)
    elif there := sorted(rows.get(name, {})):
        edits.remove_row(store, code, name, seen=rows[name][there[what % len(there)]], by=ANA)


def holds(store: Store, fill: Fill, everything: Everything, actions: list[tuple[str, str, Any]]) -> None:
    """Do the actions, then check that the revisions lead to the rows, now and at every version on the way."""
    code = f"n{next(numbers)}"
    fill(store, {}, code=code)
    stood = {1: everything(store, code)}
    for kind, name, what in actions:
        version = reads.version(store, code)
        try:
            act(store, code, stood[version], kind, name, what)
        except ParleyError:
            assert reads.version(store, code) == version, "a refused edit made a version"
            assert everything(store, code) == stood[version], "a refused edit wrote something"
        after = reads.version(store, code)
        assert after in (version, version + 1)
        if after == version:
            assert everything(store, code) == stood[version]
        stood[after] = everything(store, code)

    assert history.strays(store, code) == []
    replayed = history.replay(revisions(store, code), code)
    (own,) = replayed.pop("negotiation").values()
    assert own["code"] == code
    assert {name: some for name, some in replayed.items() if some} == stood[after]
    for version, rows in stood.items():
        earlier = history.at(store, code, version)
        assert everything(earlier, code) == rows
        assert reads.version(earlier, code) == version
        earlier.close()
    first = min(stood)
    seen = Earlier(store, code, first)
    assert {name: some for name in TABLES if (some := seen_rows(seen, name, code))} == stood[first]
    assert seen_rows(seen, "negotiation", code)[code]["version"] == first


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_the_revisions_lead_to_the_rows_and_to_every_earlier_state(
    shared_file: Store, fill: Fill, everything: Everything, actions: list[tuple[str, str, Any]]
) -> None:
    holds(shared_file, fill, everything, actions)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_the_same_holds_on_a_server(
    store: Store, fill: Fill, everything: Everything, actions: list[tuple[str, str, Any]]
) -> None:
    holds(store, fill, everything, actions)


def seen_rows(seen: Earlier, name: str, code: str) -> dict[str, Row]:
    """Return the rows of a table by code, as a view of an earlier version shows them."""
    columns = table(name).c
    query = sa.select(table(name)).where(columns["code" if name == "negotiation" else "negotiation"] == code)
    rows = (as_values(dict(zip(columns.keys(), row, strict=True))) for row in seen.fetch(query))
    return {row["code"]: row for row in rows}


def rename(store: Store, name: str, code: str = "a") -> None:
    before = reads.row(store, "toy", "party", code)
    edits.set_row(store, "toy", "party", {**(before or {}), "name": name}, seen=before, by=ANA)


def test_undo_brings_the_rows_back_and_undoing_that_is_redo(toy: Store, everything: Everything) -> None:
    before = everything(toy)
    rename(toy, "Republic of A")
    after = everything(toy)
    history.undo(toy, "toy", 2, by=BEN)
    assert everything(toy) == before
    history.undo(toy, "toy", 3, by=BEN)
    assert everything(toy) == after
    assert reads.versions(toy, "toy")[["version", "author", "action"]].values.tolist() == [
        [4, "Ben", "Undid version 3"],
        [3, "Ben", "Undid version 2"],
        [2, "Ana", "Changed"],
        [1, "parley", "Loaded case"],
    ]


def test_undo_is_refused_when_a_row_changed_since(toy: Store, everything: Everything) -> None:
    rename(toy, "Second")
    rename(toy, "Third")
    stood = everything(toy)
    with pytest.raises(Conflict) as refused:
        history.undo(toy, "toy", 2, by=ANA)
    assert refused.value.theirs is not None and refused.value.theirs["name"] == "Third"
    assert (everything(toy), reads.version(toy, "toy")) == (stood, 3)


def test_undo_of_an_addition_is_refused_while_others_refer_to_it(toy: Store) -> None:
    mediator = {"code": "m", "name": "M", "short_name": "M", "role": "mediator"}
    edits.set_row(toy, "toy", "party", mediator, seen=None, by=ANA)
    edits.set_row(toy, "toy", "party", {**mediator, "code": "k", "part_of": "m"}, seen=None, by=ANA)
    with pytest.raises(InUse, match="party m cannot be removed: party k refers to it"):
        history.undo(toy, "toy", 2, by=ANA)


def test_undo_of_a_removal_is_refused_when_what_it_refers_to_is_gone(toy: Store, note: Callable[..., Row]) -> None:
    edits.set_row(toy, "toy", "annotation", note("n1"), seen=None, by=ANA)
    edits.set_row(toy, "toy", "annotation", note("n2") | {"reply_to": "n1"}, seen=None, by=ANA)
    for code in ("n2", "n1"):
        edits.remove_row(toy, "toy", "annotation", seen=reads.row(toy, "toy", "annotation", code) or {}, by=ANA)
    with pytest.raises(Invalid, match="there is no annotation 'n1'"):
        history.undo(toy, "toy", 4, by=ANA)


def test_a_load_that_added_rows_in_any_order_can_be_undone_and_redone(
    toy: Store, fill: Fill, everything: Everything
) -> None:
    before = everything(toy)
    party = {"name": "X", "short_name": "X", "role": "faction"}
    fill(toy, {"party": [{"code": "x1", "part_of": "x2", **party}, {"code": "x2", **party}]}, title="Second edition")
    after = everything(toy)
    history.undo(toy, "toy", 2, by=ANA)
    assert everything(toy) == before
    assert reads.negotiations(toy)["title"].tolist() == ["Toy talks"]
    history.undo(toy, "toy", 3, by=ANA)
    assert everything(toy) == after
    assert reads.negotiations(toy)["title"].tolist() == ["Second edition"]


def test_the_version_that_began_a_negotiation_and_one_that_is_not_there_cannot_be_undone(toy: Store) -> None:
    with pytest.raises(ParleyError, match="Version 1 began this negotiation"):
        history.undo(toy, "toy", 1, by=ANA)
    for version in (0, 2):
        with pytest.raises(NotFound, match=f"no version {version} of toy"):
            history.undo(toy, "toy", version, by=ANA)
    assert reads.version(toy, "toy") == 1


def test_what_began_a_negotiation_is_nobody_s_last_change(toy: Store) -> None:
    edits.begin(toy, {"code": "own", "title": "Own", "use_by_days": 90}, {}, by=ANA)
    assert history.own_steps(toy, "own", ANA.code) == ([], [])
    party = {"code": "north", "name": "North", "short_name": "North", "role": "principal"}
    edits.set_row(toy, "own", "party", party, seen=None, by=ANA)
    assert history.own_steps(toy, "own", ANA.code) == ([2], [])


def test_what_lies_behind_a_change_is_taken_back_before_it_and_done_again(toy: Store) -> None:
    rename(toy, "Second")
    rename(toy, "Third", code="b")
    history.undo(toy, "toy", 2, by=ANA)
    assert history.own_steps(toy, "toy", ANA.code) == ([3], [4])
    history.undo(toy, "toy", 3, by=ANA)
    assert history.own_steps(toy, "toy", ANA.code) == ([], [5, 4])
    history.undo(toy, "toy", 4, by=ANA)
    assert history.own_steps(toy, "toy", ANA.code) == ([6], [5])


def test_to_take_back_what_stands_as_it_was_before_makes_no_version(toy: Store) -> None:
    before = reads.row(toy, "toy", "party", "a") or {}
    rename(toy, "Second")
    edits.set_row(toy, "toy", "party", before, seen=reads.row(toy, "toy", "party", "a"), by=BEN)
    assert history.undo(toy, "toy", 2, by=ANA) is None
    assert reads.version(toy, "toy") == 3


def test_a_change_is_known_through_all_that_took_it_back_and_did_it_again(toy: Store) -> None:
    rename(toy, "Second")
    for version in (2, 3, 4):
        history.undo(toy, "toy", version, by=ANA)
    found = [history.deed(toy, "toy", version) for version in (2, 3, 4, 5)]
    assert found == [(2, False), (2, True), (2, False), (2, True)]


def test_an_earlier_state_is_there_for_every_version_and_no_other(toy: Store, everything: Everything) -> None:
    before = everything(toy)
    rename(toy, "Second")
    earlier = history.at(toy, "toy", 1)
    assert everything(earlier) == before
    assert len(stances.candidates(earlier, "toy", [date(2025, 8, 1)])) == 2
    earlier.close()
    for version in (0, 3):
        with pytest.raises(NotFound, match="versions 1 to 2"):
            history.at(toy, "toy", version)
    with pytest.raises(NotFound, match="'other'"):
        history.at(toy, "other", 1)


def test_an_earlier_state_can_be_rebuilt_from_revisions_older_than_a_column(toy: Store, everything: Everything) -> None:
    stood = everything(toy)
    for code in ("b", "a"):
        before = reads.row(toy, "toy", "party", code)
        edits.set_row(toy, "toy", "party", {**(before or {}), "name": "Second"}, seen=before, by=ANA)
    columns = Revision.__table__.c  # type: ignore[attr-defined]
    with (
        toy.writing() as connection
    ):  # B's revision as it was before parties had a note and said whether they must consent
        (before,) = (one["before"] for one in revisions(toy, "toy") if one["version"] == 2)
        older = {column: value for column, value in before.items() if column not in ("note", "consent_required")}
        connection.execute(sa.update(Revision).where(columns.version == 2).values(before=older))
    earlier = history.at(toy, "toy", 1)
    rows = everything(earlier)
    earlier.close()
    assert rows["party"]["b"] == {**stood["party"]["b"], "note": None, "consent_required": False}
    assert rows["party"]["a"] == stood["party"]["a"]
    assert rows["party"]["f"] == stood["party"]["f"]


def test_nothing_in_the_store_updates_or_deletes_a_revision(toy: Store) -> None:
    wrong = []
    # A migration may: it brings over what an earlier Parley called otherwise.
    for file in sorted(set(STORE.rglob("*.py")) - set(STORE.rglob("migrations/**/*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            first = ast.unparse(node.args[0]) if node.args else ""
            others = re.fullmatch(r"table\(name\)|table\('(?!revision')\w+'\)", first)
            changes = node.func.attr in ("update", "delete") and not others
            in_words = any(word in first.upper().replace("'", " ").split() for word in ("UPDATE", "DELETE", "DROP"))
            # To remove a negotiation is to remove its history with it; nothing else touches one. What an earlier
            # version drops is temporary, and its own.
            if (changes or in_words) and file.name not in ("removing.py", "earlier.py"):
                wrong.append(f"{file.relative_to(STORE)}, line {node.lineno}")
    assert not wrong
    revision = {"code": "1", "version": 1, "number": 1}
    with pytest.raises(KeyError):  # `name` is a table of a negotiation, and the revisions are none
        edits.set_row(toy, "toy", "revision", revision, seen=revision, by=ANA)
    with pytest.raises((KeyError, AttributeError)):
        edits.remove_row(toy, "toy", "revision", seen=revision, by=ANA)
    assert reads.version(toy, "toy") == 1
