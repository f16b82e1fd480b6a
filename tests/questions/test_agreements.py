"""The measures of agreement for a scope."""

from dataclasses import replace
from datetime import date

from dashboard.questions import agreements
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

SCOPE = Scope("toy", 1, date(2025, 8, 31), min_grade="D", min_confidence="low")


def test_the_issue_and_the_text_on_the_table_are_told_apart(toy: Edition) -> None:
    found = agreements.agreements(toy, SCOPE).set_index(["aspect", "term"])
    # On aid A accepts and B is open: min(2, 0) = 0. B answered the first text only, and the second is on the table.
    assert found.loc[("level", "aid"), ["agreement", "blocker", "n"]].tolist() == [0, "b", 2]
    assert found.loc[("answer", "aid"), "n"] == 0
    assert ("answer", "whole") in found.index and ("level", "whole") not in found.index


def test_while_it_was_on_the_table_the_first_text_had_an_answer(toy: Edition) -> None:
    found = agreements.agreements(toy, replace(SCOPE, as_of=date(2025, 7, 5))).set_index(["aspect", "term"])
    assert found.loc[("answer", "aid"), ["agreement", "blocker", "n"]].tolist() == [-2, "b", 1]


def test_the_text_on_the_table_is_named_or_there_is_none(toy: Edition) -> None:
    assert agreements.on_the_table(toy, SCOPE) == "Second text"
    assert agreements.on_the_table(toy, replace(SCOPE, as_of=date(2025, 6, 30))) is None


def test_the_spread_names_who_stands_where(toy: Edition) -> None:
    found = agreements.spreads(toy, replace(SCOPE, terms=("aid",)))
    assert found.dropna(subset="parties").set_index("score")["parties"].to_dict() == {0: "b", 2: "a"}
    assert (found["n"] == 2).all() and found["spread"].isna().all()


def test_one_reader_alone_agrees_with_nobody(toy: Edition) -> None:
    found = agreements.coder_agreement(toy, SCOPE)
    assert found["alpha"].isna().all() and (found["units"] == 0).all()
    assert found["why"].iloc[0] == "0 of 1 coded records have two codings; half are needed."
