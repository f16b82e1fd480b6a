"""What is to be done with a row, by hand: of three states, and of rows that cannot stand without each other."""

import pytest

from dashboard.errors import InConflict
from dashboard.formats import Package
from dashboard.store.merging import Difference, Kind, Plan, Side, differences, linked, rivals

A, B, C = ({"code": "x", "name": name} for name in "abc")
NONE = None


def kind_of(base: object, here: object, package: object, *, base_known: bool = True) -> Kind | None:
    """Return what becomes of a row in these three states; None where it is the same."""
    states = [{"x": row} if row else {} for row in (base, here, package)]
    found = list(differences("party", *states, base_known=base_known))  # type: ignore[arg-type]
    return found[0].kind if found else None


@pytest.mark.parametrize(
    ("base", "here", "package", "becomes"),
    [
        (NONE, NONE, A, Kind.NEW),
        (NONE, A, NONE, Kind.KEPT),
        (NONE, A, A, None),
        (NONE, A, B, Kind.CONFLICT),
        (A, A, A, None),
        (A, A, B, Kind.CHANGED),
        (A, B, A, Kind.KEPT),
        (A, B, B, None),
        (A, B, C, Kind.CONFLICT),
        (A, NONE, A, Kind.KEPT),  # deleted here: it does not come back
        (A, NONE, B, Kind.CONFLICT),
        (A, A, NONE, Kind.REMOVED),
        (A, B, NONE, Kind.CONFLICT),
        (A, NONE, NONE, None),
    ],
)
def test_what_only_one_changed_is_taken_from_there_and_what_both_did_is_a_conflict(
    base: object, here: object, package: object, becomes: Kind | None
) -> None:
    assert kind_of(base, here, package) == becomes


def test_without_a_base_a_row_that_the_package_lacks_is_left_alone() -> None:
    assert kind_of(NONE, A, NONE, base_known=False) is Kind.LEFT


@pytest.mark.parametrize(
    ("here", "package", "side", "becomes"),
    [
        (A, B, Side.PACKAGE, Kind.CHANGED),
        (NONE, B, Side.PACKAGE, Kind.NEW),
        (A, NONE, Side.PACKAGE, Kind.REMOVED),
        (A, B, Side.STORE, Kind.KEPT),
        (NONE, B, Side.STORE, Kind.KEPT),
    ],
)
def test_a_decision_makes_a_conflict_into_what_it_comes_to(
    here: dict[str, object] | None, package: dict[str, object] | None, side: Side, becomes: Kind
) -> None:
    assert Difference("party", "x", here, package, Kind.CONFLICT).decided(side).kind is becomes


def planned(*kinds: Kind) -> Plan:
    rows = (Difference("party", f"{number}", A, B, kind) for number, kind in enumerate(kinds))
    return Plan(Package({"code": "toy"}, {}), 1, tuple(rows), 5)


def test_the_sentence_names_only_what_there_is() -> None:
    kinds = [Kind.NEW] * 11 + [Kind.CHANGED] + [Kind.REMOVED] * 2 + [Kind.KEPT] * 3 + [Kind.CONFLICT] * 2
    assert planned(*kinds).sentence == "11 new, 1 changed, 2 removed, 3 newer here and kept, 2 in conflict."
    assert planned(Kind.REMOVED).sentence == "1 removed."
    assert planned().sentence == "Nothing changes; 5 rows are the same."


def test_every_conflict_needs_a_decision_and_each_may_have_its_own() -> None:
    plan = planned(Kind.CONFLICT, Kind.CONFLICT)
    for undecided in (None, {}, {("party", "0"): Side.STORE}):
        with pytest.raises(InConflict) as refused:
            plan.decided(undecided)
        assert refused.value.conflicts == 2
    each = plan.decided({("party", "0"): Side.STORE, ("party", "1"): Side.PACKAGE})
    assert [one.kind for one in each.differences] == [Kind.KEPT, Kind.CHANGED]


def difference(
    table: str, code: str, kind: Kind, *, here: bool = True, package: bool = True, **refers: str
) -> Difference:
    row = {"code": code, "part_of": None, "party": None, "term": None, "proposal": None, "round": None} | refers
    return Difference(table, code, row if here else None, row if package else None, kind)


def kinds(found: list[Difference]) -> dict[str, Kind]:
    return {one.code: one.kind for one in found}


REMOVED = difference("party", "p", Kind.REMOVED, package=False)


def test_what_the_package_removed_stays_where_a_row_that_stays_refers_to_it() -> None:
    outside = linked([REMOVED], lambda keys: [(("event_party", "ours"), key) for key in keys])
    assert kinds(outside) == {"p": Kind.KEPT}
    kept = difference("event_party", "ours", Kind.KEPT, package=False)
    assert kinds(linked([REMOVED, kept], lambda _: [(kept.key, REMOVED.key)]))["p"] is Kind.KEPT


def test_what_stays_keeps_what_it_refers_to_in_turn() -> None:
    stance = difference("stance", "s", Kind.REMOVED, package=False)
    edges = [(stance.key, REMOVED.key), (("annotation", "n"), stance.key)]
    assert kinds(linked([REMOVED, stance], lambda _: edges)) == {"p": Kind.KEPT, "s": Kind.KEPT}


def test_what_is_removed_with_all_that_refers_to_it_is_removed() -> None:
    stance = difference("stance", "s", Kind.REMOVED, package=False)
    found = linked([REMOVED, stance], lambda _: [(stance.key, REMOVED.key)])
    assert kinds(found) == {"p": Kind.REMOVED, "s": Kind.REMOVED}


def test_what_a_row_in_conflict_refers_to_is_in_conflict_with_it() -> None:
    stance = difference("stance", "s", Kind.CONFLICT, party="p")
    found = linked([REMOVED, stance], lambda _: [(stance.key, REMOVED.key)])
    assert kinds(found) == {"p": Kind.CONFLICT, "s": Kind.CONFLICT}


def test_a_row_that_refers_to_one_deleted_here_is_in_conflict_with_that_and_so_is_what_refers_to_it() -> None:
    party = difference("party", "p", Kind.KEPT, here=False)
    stance = difference("stance", "s", Kind.NEW, here=False, party="p")
    rests = Difference("stance_claim", "r", None, {"code": "r", "stance": "s", "claim": "c"}, Kind.NEW)
    other = difference("stance", "t", Kind.NEW, here=False, party="q")
    found = kinds(linked([party, stance, rests, other], lambda _: []))
    assert found == {"p": Kind.CONFLICT, "s": Kind.CONFLICT, "r": Kind.CONFLICT, "t": Kind.NEW}


def test_two_rows_of_what_stands_once_are_in_conflict() -> None:
    ours, theirs = ({"code": code, "stance": "s", "author": "Ana"} for code in ("ours", "theirs"))
    new = Difference("coding", "theirs", None, theirs, Kind.NEW)
    found = list(rivals([new], {"ours": ours}, [("stance", "author")]))
    assert [(one.code, one.kind, one.package) for one in found] == [
        ("theirs", Kind.CONFLICT, theirs),
        ("ours", Kind.CONFLICT, None),
    ]
    assert not list(rivals([new], {"ours": {**ours, "author": "Bo"}}, [("stance", "author")]))
    gone = Difference("coding", "ours", ours, None, Kind.REMOVED)
    assert not list(rivals([new, gone], {"ours": ours}, [("stance", "author")]))
