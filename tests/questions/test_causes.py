"""Why something changed, worked by hand from what became of each row."""

from typing import Any

import pytest

from dashboard.models import TABLES
from dashboard.questions.causes import CAUSE_WORDS, OWNERS, Cause, Key, Net, cause, causes, differing, told

STANCE = {"code": "s", "party": "h", "term": "w", "held_on": "2025-07-06", "precision": "day", "level": "RESISTS"}
CLAIM = {"code": "c", "holder": "h", "term": "w", "said_on": "2025-07-06", "level": "RESISTS", "source": "x"}
ROUND = {"code": "r", "title": "Doha", "ended_on": "2025-07-05"}
LINK = {"code": "l", "stance": "s", "claim": "c"}


def added(row: dict[str, Any]) -> Net:
    return Net(None, row)


def changed(row: dict[str, Any], **to: Any) -> Net:
    return Net(row, {**row, **to})


@pytest.mark.parametrize(
    ("table", "net", "why"),
    [
        ("round", added(ROUND), Cause.WORLD),
        ("event", added({"code": "e", "title": "A flood"}), Cause.WORLD),
        ("delivery", added({"code": "d"}), Cause.WORLD),
        ("round", changed(ROUND, outcome="suspended"), Cause.WORLD),
        ("round", changed(ROUND, ended_on="2025-07-09"), Cause.WORLD),
        ("round", changed(ROUND, title="Doha, again"), Cause.CODING),
        ("round", changed(ROUND, verified=True), Cause.SOURCE),
        ("round", Net(ROUND, None), Cause.CODING),
        ("proposal", added({"code": "p"}), Cause.TEXT),
        ("proposal", changed({"code": "p"}, lapsed_on="2025-09-01"), Cause.TEXT),
        ("proposal", changed({"code": "p"}, verified=True, note="Read again."), Cause.SOURCE),
        ("quantity", changed({"code": "q", "low": 50.0}, low=48.0), Cause.TEXT),
        ("stage", Net({"code": "g"}, None), Cause.TEXT),
        ("stance", changed(STANCE, level="OPEN"), Cause.CODING),
        ("stance", changed(STANCE, note="Read again."), Cause.CODING),
        ("stance", Net(STANCE, None), Cause.CODING),
        ("coding", added({"code": "k", "stance": "s"}), Cause.CODING),
        ("term", changed({"code": "w", "title": "Withdrawal"}, title="Pull-back"), Cause.CODING),
        ("claim", changed(CLAIM, level="OPEN"), Cause.CODING),
        ("claim", changed(CLAIM, quote="yes"), Cause.SOURCE),
        ("source", added({"code": "x", "title": "Paper"}), Cause.SOURCE),
        ("source", changed({"code": "x", "grade": "C"}, grade="B"), Cause.SOURCE),
        ("citation", added({"code": "i", "source": "x", "round": "r"}), Cause.SOURCE),
        ("figure", added({"code": "f"}), Cause.WORLD),
        ("figure", changed({"code": "f", "low": 20.0}, low=22.0), Cause.SOURCE),
        ("annotation", added({"code": "n"}), Cause.NOTE),
    ],
)
def test_each_change_has_the_cause_that_a_person_would_give(table: str, net: Net, why: Cause) -> None:
    assert cause(table, net) is why


@pytest.mark.parametrize(
    ("known_until", "why"),
    [(None, Cause.WORLD), ("2025-07-05", Cause.WORLD), ("2025-07-06", Cause.WORLD), ("2025-07-07", Cause.CODING)],
)
def test_a_new_stance_is_news_unless_something_later_was_known_of_its_cell(known_until: str | None, why: Cause) -> None:
    assert cause("stance", added(STANCE), known_until=known_until) is why


def test_a_new_claim_is_news_unless_it_fills_the_past_or_is_evidence_for_a_stance_that_was_known() -> None:
    assert cause("claim", added(CLAIM), known_until="2025-07-06") is Cause.WORLD
    assert cause("claim", added(CLAIM), known_until="2025-07-07") is Cause.SOURCE
    assert cause("claim", added(CLAIM), known_stance=True) is Cause.SOURCE


def test_every_table_gives_every_kind_of_change_a_cause_that_is_told() -> None:
    for name in TABLES:
        row = {"code": "x", "held_on": "2025-07-06", "said_on": "2025-07-06"}
        for net in (added(row), Net(row, None), changed(row, note="x")):
            assert cause(name, net) in CAUSE_WORDS


def test_a_new_row_of_which_nothing_else_is_said_is_our_work() -> None:
    ours = [name for name in TABLES if cause(name, added({"code": "x"})) is Cause.CODING]
    listed = ["author", "party", "term", "coding", "saved_view"]
    assert ours == listed, "say in causes.py what a new row tells of, or list its table here"


def test_the_columns_of_owners_refer_to_rows() -> None:
    assert all(set(columns) <= set(TABLES[name].references) for name, columns in OWNERS.items())


def test_what_a_column_takes_by_default_is_no_change() -> None:
    assert differing("stance", Net(STANCE, {**STANCE, "remark": False, "note": None})) == set()
    assert differing("stance", Net(STANCE, {**STANCE, "remark": True})) == {"remark"}
    assert differing("stance", Net(None, None)) == set()
    own = {"code": "toy", "title": "Talks", "version": 4}
    assert differing("negotiation", Net(own, {**own, "version": 5})) == set(), "every edit raises it"


def keys(nets: dict[Key, Net]) -> list[str]:
    return [f"{table} {code}" for table, code in told(nets)]


def test_what_was_undone_and_who_writes_are_not_told() -> None:
    nets = {("stance", "s"): Net(STANCE, STANCE), ("stance", "t"): Net(None, None), ("author", "a"): added({})}
    assert keys(nets) == []


def test_a_new_stance_is_told_once_with_its_evidence() -> None:
    nets = {("stance", "s"): added(STANCE), ("claim", "c"): added(CLAIM), ("stance_claim", "l"): added(LINK)}
    assert keys(nets) == ["stance s"]
    assert causes(nets, {}) == {("stance", "s"): Cause.WORLD}


def test_new_evidence_for_a_known_stance_is_told_as_such_once() -> None:
    nets = {("claim", "c"): added(CLAIM), ("stance_claim", "l"): added(LINK)}
    assert causes(nets, {}) == {("claim", "c"): Cause.SOURCE}


def test_a_known_claim_put_behind_a_known_stance_is_told_by_its_link() -> None:
    assert causes({("stance_claim", "l"): added(LINK)}, {}) == {("stance_claim", "l"): Cause.SOURCE}


def test_a_claim_that_changed_is_told_beside_a_new_stance_that_rests_on_it() -> None:
    nets = {
        ("stance", "s"): added(STANCE),
        ("claim", "c"): changed(CLAIM, quote="yes"),
        ("stance_claim", "l"): added(LINK),
    }
    assert keys(nets) == ["stance s", "claim c"]


def test_parts_of_a_new_text_are_told_with_it_and_those_of_a_known_one_by_themselves() -> None:
    provision = added({"code": "p.w", "proposal": "p", "term": "w"})
    quantity = added({"code": "q", "provision": "p.w"})
    nets = {("provision", "p.w"): provision, ("quantity", "q"): quantity}
    assert keys({("proposal", "p"): added({"code": "p"}), **nets}) == ["proposal p"]
    assert keys({("proposal", "p"): changed({"code": "p"}, note="x"), **nets}) == ["proposal p", "provision p.w"]
    assert keys({("quantity", "q"): quantity}) == ["quantity q"]


def test_that_a_row_names_no_longer_what_was_removed_is_told_with_the_removal() -> None:
    stance = STANCE | {"round": "r"}
    gone = {("round", "r"): Net(ROUND, None)}
    assert told(gone | {("stance", "s"): changed(stance, round=None)}).keys() == gone.keys()
    # What else became of it is told, and so is that it was taken out of a round that stands.
    for nets in ({**gone, ("stance", "s"): changed(stance, round=None, level="OPEN")},):
        assert ("stance", "s") in told(nets)
    assert told({("stance", "s"): changed(stance, round=None)}).keys() == {("stance", "s")}
