"""What is to be done with a row, by hand: of three states, and of rows that cannot stand without each other."""

import pytest

from dashboard.errors import InConflict
from dashboard.formats import Package
from dashboard.store.merging import Difference, Differences, Effect, Plan, Side, differences, linked, rivals

A, B, C = ({"code": "x", "name": name} for name in "abc")
NONE = None


def effect_of(base: object, here: object, package: object, *, base_known: bool = True) -> Effect | None:
    """Return what becomes of a row in these three states; None where it is the same."""
    states = [{"x": row} if row else {} for row in (base, here, package)]
    found = list(differences("party", *states, base_known=base_known))  # type: ignore[arg-type]
    return found[0].effect if found else None


@pytest.mark.parametrize(
    ("base", "here", "package", "becomes"),
    [
        (NONE, NONE, A, Effect.NEW),
        (NONE, A, NONE, Effect.KEPT),
        (NONE, A, A, None),
        (NONE, A, B, Effect.CONFLICT),
        (A, A, A, None),
        (A, A, B, Effect.CHANGED),
        (A, B, A, Effect.KEPT),
        (A, B, B, None),
        (A, B, C, Effect.CONFLICT),
        (A, NONE, A, Effect.KEPT),  # deleted here: it does not come back
        (A, NONE, B, Effect.CONFLICT),
        (A, A, NONE, Effect.REMOVED),
        (A, B, NONE, Effect.CONFLICT),
        (A, NONE, NONE, None),
    ],
)
def test_what_only_one_changed_is_taken_from_there_and_what_both_did_is_a_conflict(
    base: object, here: object, package: object, becomes: Effect | None
) -> None:
    assert effect_of(base, here, package) == becomes


def test_without_a_base_a_row_that_the_package_lacks_is_left_alone() -> None:
    assert effect_of(NONE, A, NONE, base_known=False) is Effect.LEFT


@pytest.mark.parametrize(
    ("here", "package", "side", "becomes"),
    [
        (A, B, Side.PACKAGE, Effect.CHANGED),
        (NONE, B, Side.PACKAGE, Effect.NEW),
        (A, NONE, Side.PACKAGE, Effect.REMOVED),
        (A, B, Side.STORE, Effect.KEPT),
        (NONE, B, Side.STORE, Effect.KEPT),
    ],
)
def test_a_decision_makes_a_conflict_into_what_it_comes_to(
    here: dict[str, object] | None, package: dict[str, object] | None, side: Side, becomes: Effect
) -> None:
    assert Difference("party", "x", here, package, Effect.CONFLICT).decided(side).effect is becomes


def planned(*effects: Effect) -> Plan:
    rows = (Difference("party", f"{number}", A, B, effect) for number, effect in enumerate(effects))
    return Plan(Package({"code": "toy"}, {}), 1, Differences(rows), 5)


def test_the_sentence_names_only_what_there_is() -> None:
    effects = [Effect.NEW] * 11 + [Effect.CHANGED] + [Effect.REMOVED] * 2 + [Effect.KEPT] * 3 + [Effect.CONFLICT] * 2
    assert planned(*effects).sentence == "11 new, 1 changed, 2 removed, 3 newer here and kept, 2 in conflict."
    assert planned(Effect.REMOVED).sentence == "1 removed."
    assert planned().sentence == "Nothing changes; 5 rows are the same."


def test_every_conflict_needs_a_decision_and_each_may_have_its_own() -> None:
    plan = planned(Effect.CONFLICT, Effect.CONFLICT)
    for undecided in (None, {}, {("party", "0"): Side.STORE}):
        with pytest.raises(InConflict) as refused:
            plan.decided(undecided)
        assert refused.value.conflicts == 2
    each = plan.decided({("party", "0"): Side.STORE, ("party", "1"): Side.PACKAGE})
    assert [one.effect for one in each.differences] == [Effect.KEPT, Effect.CHANGED]


def difference(
    table: str, code: str, effect: Effect, *, here: bool = True, package: bool = True, **refers: str
) -> Difference:
    row = {"code": code, "part_of": None, "party": None, "term": None, "proposal": None, "round": None} | refers
    return Difference(table, code, row if here else None, row if package else None, effect)


def effects(found: list[Difference]) -> dict[str, Effect]:
    return {one.code: one.effect for one in found}


REMOVED = difference("party", "p", Effect.REMOVED, package=False)


def test_what_the_package_removed_stays_where_a_row_that_stays_refers_to_it() -> None:
    outside = linked([REMOVED], [(("event_party", "ours"), REMOVED.key)])
    assert effects(outside) == {"p": Effect.KEPT}
    kept = difference("event_party", "ours", Effect.KEPT, package=False)
    assert effects(linked([REMOVED, kept], [(kept.key, REMOVED.key)]))["p"] is Effect.KEPT


def test_what_stays_keeps_what_it_refers_to_in_turn() -> None:
    stance = difference("stance", "s", Effect.REMOVED, package=False)
    edges = [(stance.key, REMOVED.key), (("annotation", "n"), stance.key)]
    assert effects(linked([REMOVED, stance], edges)) == {"p": Effect.KEPT, "s": Effect.KEPT}


def test_what_is_removed_with_all_that_refers_to_it_is_removed() -> None:
    stance = difference("stance", "s", Effect.REMOVED, package=False)
    found = linked([REMOVED, stance], [(stance.key, REMOVED.key)])
    assert effects(found) == {"p": Effect.REMOVED, "s": Effect.REMOVED}


def test_what_a_row_in_conflict_refers_to_is_in_conflict_with_it() -> None:
    stance = difference("stance", "s", Effect.CONFLICT, party="p")
    found = linked([REMOVED, stance], [(stance.key, REMOVED.key)])
    assert effects(found) == {"p": Effect.CONFLICT, "s": Effect.CONFLICT}


def test_a_row_that_refers_to_one_deleted_here_is_in_conflict_with_that_and_so_is_what_refers_to_it() -> None:
    party = difference("party", "p", Effect.KEPT, here=False)
    stance = difference("stance", "s", Effect.NEW, here=False, party="p")
    rests = Difference("stance_claim", "r", None, {"code": "r", "stance": "s", "claim": "c"}, Effect.NEW)
    other = difference("stance", "t", Effect.NEW, here=False, party="q")
    found = effects(linked([party, stance, rests, other], []))
    assert found == {"p": Effect.CONFLICT, "s": Effect.CONFLICT, "r": Effect.CONFLICT, "t": Effect.NEW}


def test_two_rows_of_what_stands_once_are_in_conflict() -> None:
    ours, theirs = ({"code": code, "stance": "s", "author": "Ana"} for code in ("ours", "theirs"))
    new = Difference("coding", "theirs", None, theirs, Effect.NEW)
    found = list(rivals([new], {"ours": ours}, [("stance", "author")]))
    assert [(one.code, one.effect, one.package) for one in found] == [
        ("theirs", Effect.CONFLICT, theirs),
        ("ours", Effect.CONFLICT, None),
    ]
    assert not list(rivals([new], {"ours": {**ours, "author": "Bo"}}, [("stance", "author")]))
    gone = Difference("coding", "ours", ours, None, Effect.REMOVED)
    assert not list(rivals([new, gone], {"ours": ours}, [("stance", "author")]))
