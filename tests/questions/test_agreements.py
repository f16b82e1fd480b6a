"""The measures of agreement for a scope."""

from dataclasses import replace
from datetime import date

from dashboard.questions import agreements
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store

SCOPE = Scope("toy", 1, date(2025, 8, 31), min_grade="D", min_confidence="low")


def test_the_issue_and_the_text_on_the_table_are_told_apart(elsewhere: Store) -> None:
    found = agreements.agreements(elsewhere, SCOPE).set_index(["aspect", "term"])
    # On aid A accepts and B is open: min(2, 0) = 0. B answered the first text only, and the second is on the table.
    assert found.loc[("level", "aid"), ["agreement", "blocker", "n"]].tolist() == [0, "b", 2]
    assert found.loc[("answer", "aid"), "n"] == 0
    assert ("answer", "whole") in found.index and ("level", "whole") not in found.index


def test_while_it_was_on_the_table_the_first_text_had_an_answer(elsewhere: Store) -> None:
    found = agreements.agreements(elsewhere, replace(SCOPE, as_of=date(2025, 7, 5))).set_index(["aspect", "term"])
    assert found.loc[("answer", "aid"), ["agreement", "blocker", "n"]].tolist() == [-2, "b", 1]


def test_the_text_on_the_table_is_named_or_there_is_none(elsewhere: Store) -> None:
    assert agreements.on_the_table(elsewhere, SCOPE) == "Second text"
    assert agreements.on_the_table(elsewhere, replace(SCOPE, as_of=date(2025, 6, 30))) is None


def test_the_spread_names_who_stands_where(elsewhere: Store) -> None:
    found = agreements.spreads(elsewhere, replace(SCOPE, terms=("aid",)))
    assert found.dropna(subset="parties").set_index("score")["parties"].to_dict() == {0: "b", 2: "a"}
    assert (found["n"] == 2).all() and found["spread"].isna().all()


def test_one_reader_alone_agrees_with_nobody(elsewhere: Store) -> None:
    found = agreements.coder_agreement(elsewhere, SCOPE)
    assert found["alpha"].isna().all() and (found["units"] == 0).all()
    assert found["why"].iloc[0] == "0 of 1 coded records have two codings; half are needed."
