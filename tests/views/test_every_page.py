"""Every page on every kind of store: nothing breaks, and the first sentence is there and right."""

import json
from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.agreement import agreement
from dashboard.models import TABLES
from dashboard.questions import stances, texts
from dashboard.questions.edition import SHORT, Edition
from dashboard.questions.scope import Scope
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.ui import cache
from dashboard.views import PAGES, Page
from tests.views import small_case
from tests.views.screen import Screen
from tests.views.small_case import ONE_OF_EVERYTHING

every_page = pytest.mark.parametrize("own", PAGES, ids=[page.id for page in PAGES])
WITHOUT_CHARTS = {"annotations", "record", "how_to_read", "history", "tables", "data"}
LEADS_NOWHERE = {"What belongs there", "Found"}
"""Columns of the tables that explain columns and check the store: nothing stands behind their rows."""


@every_page
def test_a_page_shows_the_bundled_case_and_says_each_chart_in_words_too(bundled: Store, own: Page) -> None:
    screen = Screen(own.path)
    assert screen.title == own.title
    assert not screen.errors + screen.refused
    assert screen.texts[0].endswith(".")
    charts = [json.loads(chart.proto.spec) for chart in screen.test.get("vega_lite_chart")]
    assert all(len(chart["description"]) > 20 for chart in charts)
    assert bool(charts) != (own.id in WITHOUT_CHARTS)


@every_page
def test_a_page_shows_one_of_everything_and_of_each_table_a_row_can_be_picked(toy: Store, own: Page) -> None:
    screen = Screen(own.path)
    assert screen.title == own.title
    assert not screen.errors + screen.refused
    for table in screen.unfold().test.dataframe:
        assert bool(table.proto.selection_mode) != bool(LEADS_NOWHERE & {*table.value.columns}), {*table.value.columns}


@every_page
def test_a_store_without_a_negotiation_offers_to_begin_one_or_to_load_one(empty: Store, own: Page) -> None:
    screen = Screen(own.path)
    assert screen.title == ("Data" if own.id == "data" else "Parley")
    assert screen.texts[0].startswith("The store holds no negotiation" if own.id == "data" else "This store holds no")
    assert {"Begin the negotiation", "Load the bundled case"} <= set(screen.labels("button"))
    assert "Case package (zip)" in screen.labels("file_uploader")


def test_the_small_case_has_one_of_everything() -> None:
    assert {name for name, rows in ONE_OF_EVERYTHING.items() if rows} == set(TABLES)


def test_the_overview_says_in_which_round_where_and_on_how_many_terms_they_agree(bundled: Store) -> None:
    day = date(2025, 7, 7)
    edition = Edition(bundled, "israel-hamas")
    current = stances.current(Scope(edition, day))
    found = agreement(
        current, reads.rows(bundled, "israel-hamas", "party"), reads.rows(bundled, "israel-hamas", "term")
    )
    known = found[found["n"] == found["needed"]]
    agreed = int((known["agreement"] == 2).sum())
    said = Screen("", as_of="2025-07-07").texts[0]
    assert said.startswith("On 7 July 2025, in round 24 at Doha, ")
    assert f"agree on {agreed} of the {len(known)} terms with a level from both" in said
    assert 0 < agreed < len(known) < len(found)


def test_the_overview_says_which_text_is_on_the_table(toy: Store) -> None:
    assert "“First text” (one side’s own offer), tabled 1 July 2025." in Screen("", as_of="2025-07-07").words
    assert "“Second text”, tabled 10 July 2025." in Screen("").words
    edition = cache.edition("toy")
    for day, title in ((9, "“First text” (one side’s own offer)"), (10, "“Second text”")):
        assert f"{title}, tabled " in texts.what_is_on_the_table(Scope(edition, date(2025, 7, day)))


def test_the_story_of_a_cell_gives_the_word_it_rests_on(toy: Store) -> None:
    screen = Screen("", party="b", term="aid", as_of="2025-07-07")
    (claim,) = [item for item in screen.passages if item.get("text") == "It wants less."]
    assert claim["lead"] == "3 July 2025 — A diplomat"
    assert {"anonymous", "not the party's own word", "The Paper, grade A"} <= set(claim["meta"])
    assert "It may talk." not in screen.words  # a source of grade D does not pass the filter


def test_a_worse_grade_lets_in_what_the_filter_kept_out(toy: Store) -> None:
    screen = Screen("", party="b", term="aid", as_of="2025-07-07", min_grade="D")
    assert "It may talk." in screen.words
    assert "Level: open, last known 4 July 2025." in screen.words


def test_a_cell_without_a_stance_is_said_to_have_none(toy: Store) -> None:
    assert (
        "Nothing of this party on this term passes the evidence filter by this day."
        in Screen("", party="f", term="truce").words
    )


def test_what_changed_is_listed_against_the_end_of_the_previous_round(toy: Store) -> None:
    screen = Screen("", min_grade="D")
    assert "the end of Round 1" in screen.words
    assert "No level or answer that counts changed." in screen.words


def test_two_texts_stand_side_by_side(toy: Store) -> None:
    screen = Screen("proposals", text="p1", beside="p2")
    assert "From “First text” to “Second text”: 1 added, 1 changed." in screen.words
    compared = {item["lead"]: (item["tag"], item["sides"]) for item in screen.passages if "tag" in item}
    numbers = ["lorries: 60 a day", "day 7: 5 lorries"]
    assert compared == {
        "Aid": ("changed", [["Sixty lorries a day.", *numbers], ["A hundred lorries a day."]]),
        "Truce": ("added", [["Not in this text."], ["Ten days."]]),
    }


def test_where_no_text_is_on_the_table_the_latest_is_shown(toy: Store) -> None:
    lapsed = [row | {"lapsed_on": date(2025, 7, 20)} for row in ONE_OF_EVERYTHING["proposal"]]
    small_case.load(toy, "lapsed", small_case.TOY, ONE_OF_EVERYTHING | {"proposal": lapsed})
    screen = Screen("proposals", negotiation="lapsed", as_of="2025-07-25")
    assert "“Second text”, tabled 10 July 2025." in screen.words


def test_a_text_is_shown_with_what_it_revises_and_what_others_call_it(toy: Store) -> None:
    assert "It revises “First text”." in Screen("proposals", text="p2").words
    assert "B calls it “The A text”; A disputes the name." in Screen("proposals", text="p1").words


def test_stances_asks_for_a_choice_before_it_draws(toy: Store) -> None:
    screen = Screen("stances")
    screen.field("multiselect", "Parties").set_value([])
    assert screen.run().texts[0] == "Choose at least one term and one party."


def test_the_claims_behind_are_those_of_the_choice(toy: Store) -> None:
    claims = Screen("stances", terms="aid", parties="b", min_grade="D").table("Holder")
    assert claims["In our words"].tolist() == ["It may talk.", "It wants less."]


def test_a_row_of_a_list_that_is_picked_is_read_with_what_it_rests_on(toy: Store) -> None:
    screen = Screen("stances", terms="aid", parties="a")
    assert "Pick a row to read the records behind it." in screen.texts
    (claim,) = [one for one in screen.pick_row("Holder", 0).passages if "quote" in one]
    assert (claim["quote"], claim["link"]) == ("yes, [all](x) of it", "https://paper.example/1")


def test_the_timeline_counts_what_there_is_by_the_day(toy: Store) -> None:
    assert "1 round" in Screen("timeline", as_of="2025-07-07").texts[0]
    assert "2 rounds" in Screen("timeline").texts[0]


def test_a_mark_of_the_timeline_is_read_and_its_notes_with_it(toy: Store) -> None:
    screen = Screen("timeline").choose("Mark", "p1")
    assert screen.address == {"negotiation": "toy", "as_of": "2025-08-31", "mark": "p1"}
    assert screen.passages[0]["lead"] == "First text"
    assert screen.notes == ["Look at this text."]


def test_a_page_shows_the_first_a_middle_and_the_last_day_and_none_changes_a_frame_that_all_share(toy: Store) -> None:
    screen = Screen("data")
    for look in ({"as_of": "2025-07-01"}, {"as_of": "2025-07-07"}, {"as_of": "2025-08-31", "min_grade": "D"}):
        for own in PAGES:
            assert screen.open(own.path, **look).title == own.title
            assert screen.address["as_of"] == look["as_of"]
    shared = cache.edition("toy")
    for name in SHORT:
        pd.testing.assert_frame_equal(shared.rows(name), reads.rows(toy, "toy", name))
    pd.testing.assert_frame_equal(shared.annotations(), reads.annotations(toy, "toy"))


def test_proposals_offers_the_texts_that_were_tabled_by_the_day(bundled: Store) -> None:
    first = "2023-11-22 Humanitarian pause of November 2023"
    assert Screen("proposals", as_of="2023-11-30").field("selectbox", "Text").options == [first]
    early = Screen("proposals", as_of="2023-11-21")
    assert early.texts == ["No text is recorded that was tabled by 21 November 2023. Choose a later day."]


@every_page
def test_a_widget_says_at_every_run_what_it_holds(toy: Store, own: Page) -> None:
    # A browser that had not drawn it before this run begins with what it says, and sends that.
    chosen = {"min_grade": "D", "party": "b", "term": "truce", "terms": "truce", "state": "open"}
    test = Screen(own.path, **chosen).evidence().test
    assert test.selectbox(key="min_grade").proto.default == 3
    assert [box.proto.default for box in test.selectbox] == [box.index for box in test.selectbox]
    assert [list(box.proto.default) for box in test.multiselect] == [box.indices for box in test.multiselect]
    assert [list(day.proto.default) for day in test.date_input] == [[f"{day.value}"] for day in test.date_input]
    for field in (*test.text_input, *test.text_area):
        assert field.proto.default == field.value
