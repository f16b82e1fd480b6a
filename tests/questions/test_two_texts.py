"""Two texts of one name to which a party gave two answers: noticed within the use-by of the second."""

from copy import deepcopy
from datetime import date

import pytest

from dashboard.questions import two_texts
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case


def named_alike(*, name: str = "The A text", answer: str = "ACCEPTS") -> dict[str, list[small_case.Row]]:
    """Return the small case with a second text of this name, to which B gives this answer; to the first it says no."""
    rows = deepcopy(small_case.ONE_OF_EVERYTHING)
    rows["alias"].append({"code": "al2", "proposal": "p2", "name": name, "used_by": "F"})
    rows["stance"][1] |= {"confidence": "high"}
    said = rows["stance"][1] | {"code": "st4", "proposal": "p2", "answer": answer}
    rows["stance"].append(said | {"held_on": date(2025, 7, 11)})
    rows["stance_claim"].append({"code": "l4", "stance": "st4", "claim": "c2"})
    return rows


def noticed(edition: Edition) -> list[two_texts.Notice]:
    return two_texts.notices(Scope(edition, date(2025, 7, 31)))


def test_two_texts_of_one_name_are_noticed_with_who_answers_them_how_and_who_calls_them_so(elsewhere: Store) -> None:
    small_case.load(elsewhere, "alike", small_case.TOY, named_alike())
    (notice,) = noticed(Edition(elsewhere, "alike"))
    assert notice.words == (
        "“First text” (1 July 2025) and “Second text” (10 July 2025) go by one name, “The A text”. "
        "Answered by B on aid “rejects” to the first and “accepts” to the second. Their provisions differ on aid. "
        "The name is used for the first by B. It is disputed for the first by A. The name is used for the second by F."
    )
    assert (notice.one, notice.other) == ("p1", "p2")


def test_another_case_of_the_letters_is_the_same_name(elsewhere: Store) -> None:
    small_case.load(elsewhere, "alike", small_case.TOY, named_alike(name=" the a TEXT"))
    assert len(noticed(Edition(elsewhere, "alike"))) == 1


@pytest.mark.parametrize("other", [{"name": "The B text"}, {"answer": "REJECTS"}])
def test_texts_of_two_names_or_with_one_answer_are_not_noticed(elsewhere: Store, other: dict[str, str]) -> None:
    small_case.load(elsewhere, "alike", small_case.TOY, named_alike(**other))
    assert noticed(Edition(elsewhere, "alike")) == []


def test_a_notice_is_of_the_version_shown(elsewhere: Store) -> None:
    small_case.load(elsewhere, "toy", small_case.TOY, named_alike())
    assert len(noticed(Edition(elsewhere, "toy"))) == 1
    assert noticed(Edition(elsewhere, "toy", 1)) == []
