"""What belongs to texts, put together from what an edition has read already."""

from datetime import date, timedelta

import pandas as pd

from dashboard import frames
from dashboard.questions import texts
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case

TABLED_ON = date(2025, 7, 1)


def test_numbers_and_stages_carry_their_text_and_term(toy: Edition) -> None:
    (quantity,) = frames.PROVISION_QUANTITIES.rows(frames.PROVISION_QUANTITIES.check(texts.quantities(toy)))
    assert (quantity.proposal, quantity.term, quantity.low) == ("p1", "aid", 60)
    assert (quantity.tabled_on, quantity.precision) == (TABLED_ON, "day")
    (stage,) = frames.RELEASE_STAGES.rows(frames.RELEASE_STAGES.check(texts.stages(Scope(toy, TABLED_ON))))
    assert (stage.proposal, stage.term, stage.day, stage.count) == ("p1", "aid", 7, 5)
    assert texts.stages(Scope(toy, TABLED_ON - timedelta(days=1))).empty


def test_of_a_case_without_texts_there_are_none(elsewhere: Store) -> None:
    small_case.load(elsewhere, "begun", small_case.TOY, {})
    begun = Edition(elsewhere, "begun")
    assert frames.PROVISION_QUANTITIES.check(texts.quantities(begun)).empty
    assert frames.RELEASE_STAGES.check(texts.stages(Scope(begun, TABLED_ON))).empty


def test_stages_stand_by_text_and_day_and_numbers_by_the_day_of_their_text(bundled: Edition) -> None:
    stages = texts.stages(Scope(bundled, date(2025, 11, 30)))
    pd.testing.assert_frame_equal(stages, stages.sort_values(["proposal", "day", "code"], ignore_index=True))
    assert len(stages) == len(bundled.rows("stage"))
    quantities = texts.quantities(bundled)
    assert quantities["tabled_on"].is_monotonic_increasing and len(quantities) == len(bundled.rows("quantity"))
