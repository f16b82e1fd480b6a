"""What belongs to texts, put together from what an edition has read already."""

from datetime import date, timedelta

import pandas as pd

from dashboard import frames
from dashboard.charts.context import OwnNumber
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


def test_a_text_that_a_party_tabled_with_others_gives_its_own_number_too(bundled: Edition) -> None:
    def of_israel(day: date) -> OwnNumber | None:
        return texts.own_numbers(Scope(bundled, day)).get(("israel", "truce_duration"))

    assert of_israel(date(2024, 2, 22)) == OwnNumber("up to 2 months", "about 21 January 2024", "months")
    for day in (date(2024, 2, 23), date(2024, 2, 27)):  # that with the mediators, of its day on
        assert of_israel(day) == OwnNumber("40 days", "23 February 2024", "days")
    # What it tabled since, on 27 May and 27 July, gives no number on the term.
    for day in (date(2024, 6, 23), date(2024, 9, 28)):
        assert of_israel(day) == OwnNumber("42 days", "31 May 2024", "days")


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
