"""What belongs to texts, put together from what an edition has read already."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard import frames
from dashboard.charts.context import OwnNumber
from dashboard.questions import baseline, stances, texts
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

    assert of_israel(date(2024, 2, 22)) == OwnNumber("up to 2 months", "about 21 January 2024", "months", None, 2)
    for day in (date(2024, 2, 23), date(2024, 2, 27)):  # that with the mediators, of its day on
        assert of_israel(day) == OwnNumber("40 days", "23 February 2024", "days", 40, 40)
    # What it tabled since, on 27 May and 27 July, gives no number on the term.
    for day in (date(2024, 6, 23), date(2024, 9, 28)):
        assert of_israel(day) == OwnNumber("42 days", "31 May 2024", "days", 42, 42)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        # Of 7 February 2024 a position of 100, which is the 135 days of the text of the day before.
        (date(2024, 2, 27), {"israel": "40 days", "hamas": "135 days"}),
        # Of 18 March Israel's position is six weeks; of 6 May that of Hamas is 93.33, or 126 days.
        (date(2024, 3, 20), {"hamas": "135 days"}),
        (date(2024, 5, 8), {"israel": "40 days"}),
        # Five years are on no scale: nothing later is another number before the yes of 26 May to 70 days.
        (date(2025, 5, 12), {"israel": "45 days", "hamas": "5 years"}),
        (date(2025, 8, 25), {}),
        # That yes, and the one to 70 days before it, stand whatever is tabled since.
        (date(2025, 9, 9), {}),
        (date(2025, 6, 20), {}),
    ],
)
def test_a_number_of_a_text_is_not_told_once_a_later_position_or_yes_is_another(
    bundled: Edition, day: date, told: dict[str, str]
) -> None:
    found = stances.own_numbers(Scope(bundled, day))
    cells = {party: (party, "truce_duration") for party in ("israel", "hamas")}
    assert {party: found[cell].words for party, cell in cells.items() if cell in found} == told


@pytest.mark.parametrize(
    ("term", "day", "placed"),
    [
        # Six weeks and 135 days; then 40 days, though a text of 31 May has 42, and 126 days: of 135.
        ("truce_duration", date(2024, 3, 28), {"israel": 31.1, "hamas": 100}),
        ("truce_duration", date(2024, 6, 15), {"israel": 29.6, "hamas": 93.3}),
        # 45 days; a yes to 70, to the text on the table, is no number of the level, which is a month older.
        ("truce_duration", date(2025, 5, 27), {"israel": 33.3}),
        # The level of Hamas that stands was given without a number; that of its text is thirteen months old.
        ("humanitarian_aid", date(2025, 3, 1), {"israel": 100}),
    ],
)
def test_where_a_party_stands_on_a_scale_is_as_the_reference_line_has_it(
    bundled: Edition, term: str, day: date, placed: dict[str, float]
) -> None:
    scope = Scope(bundled, day)
    found, drawn = stances.positions(scope), baseline.frame(replace(scope, terms=(term,))).set_index("party")
    cells = {party: (party, term) for party in ("israel", "hamas")}
    assert {party: round(found[cell].at, 1) for party, cell in cells.items() if cell in found} == placed
    assert drawn.loc[[*placed], "position"].round(1).to_dict() == placed


def test_of_a_case_without_texts_there_are_none(elsewhere: Store) -> None:
    small_case.load(elsewhere, "begun", small_case.TOY, {})
    begun = Edition(elsewhere, "begun")
    assert frames.PROVISION_QUANTITIES.check(texts.quantities(begun)).empty
    assert stances.own_numbers(Scope(begun, TABLED_ON)) == {}
    assert frames.RELEASE_STAGES.check(texts.stages(Scope(begun, TABLED_ON))).empty


def test_stages_stand_by_text_and_day_and_numbers_by_the_day_of_their_text(bundled: Edition) -> None:
    stages = texts.stages(Scope(bundled, date(2025, 11, 30)))
    pd.testing.assert_frame_equal(stages, stages.sort_values(["proposal", "day", "code"], ignore_index=True))
    assert len(stages) == len(bundled.rows("stage"))
    quantities = texts.quantities(bundled)
    assert quantities["tabled_on"].is_monotonic_increasing and len(quantities) == len(bundled.rows("quantity"))
