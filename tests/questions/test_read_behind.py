"""Every row of an answer that counts something leads to the records it is made from."""

from datetime import date

import pytest

from dashboard.questions import asking, read_behind
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from tests.questions.test_asking import shown


@pytest.mark.parametrize("chart_id", BY_ID)
def test_the_last_row_with_something_behind_it_leads_to_sources_that_can_be_opened(
    bundled: Edition, chart_id: str
) -> None:
    # Two texts of one name are told of in June; the family of the text of July has answers to compare in July.
    scope = Scope(bundled, date(2025, 6, 7) if chart_id == "two-texts" else date(2025, 7, 7))
    rests_on = BY_ID[chart_id].rests_on(scope, asking.frame(scope, chart_id))
    found = read_behind.of_row(scope, chart_id, str(rests_on["row"].max()))
    assert found
    assert all(passage["lead"] and passage["link"].startswith("http") for passage in found)


def test_behind_a_cell_stand_the_claims_of_its_level_and_its_answer(toy: Edition) -> None:
    scope = shown(toy)
    (first,), second = (read_behind.of_row(scope, "stance-matrix", number) for number in "01")
    assert (first["text"], first["quote"], first["meta"][-1]) == ("It said yes.", "yes, [all](x) of it", "stance st1")
    assert [passage["meta"][-1] for passage in second] == ["stance st3", "stance st2"]


def test_behind_an_agreement_stand_the_levels_of_all_whose_consent_is_required(toy: Edition) -> None:
    data = asking.frame(shown(toy), "agreement")
    aid = data.index[(data["term"] == "aid") & (data["aspect"] == "level")][0]
    found = read_behind.of_row(shown(toy), "agreement", str(aid))
    assert [passage["meta"][-1] for passage in found] == ["stance st3", "stance st1"]


def test_behind_a_figure_stands_its_source_and_behind_an_empty_row_nothing(toy: Edition) -> None:
    (found,) = read_behind.of_row(shown(toy), "figures", "0")
    assert (found["lead"], found["link"]) == ("The Paper", "https://paper.example/1")
    assert read_behind.of_row(shown(toy), "release-curves", "0") == []
