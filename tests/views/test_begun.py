"""A negotiation that has only begun: every page says what is missing and what to do next, and nothing about nothing."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dashboard import cases
from dashboard.models import IN_PACKAGE
from dashboard.store import history, reads
from dashboard.store.engine import Store
from dashboard.views import PAGES
from dashboard.vocabulary import day_words
from tests import own_talks
from tests.people import ANA
from tests.views.screen import Screen, as_read

TODAY = date.today()
BEFORE = TODAY - timedelta(days=3)
COUNTED = "recorded|rounds?|texts?|terms?|parties|party|levels?|answers?|stances?|claims?|sources?|notes?|figures?"
NOTHING = re.compile(rf"(?<![\w.,])(nan|None|NaT|<NA>|0 ({COUNTED}))(?!\w)")
"""Words for what is missing, and counts of nothing."""

NO_PARTY = "No party is recorded yet. Add those who negotiate, and mark each without whom there is no deal."
NO_TERM = "No term is recorded yet. Add what is negotiated, each as a sentence that a party can accept or reject."
ONE_PARTY = "The only party recorded is North. Add the other side."
NO_STANCE = "No stance is recorded yet. Record what a source says of where a party stands on a term."
NO_ROUND = "No round is recorded yet. Add the first meeting, with its days."
NO_TEXT = "No text is recorded yet. Add the first that was tabled, with its day."


def with_parties(store: Store, *names: str) -> None:
    cases.new(store, own_talks.CODE, "Talks of one's own", "ceasefire")
    for name in names:
        own_talks.add_party(store, name.lower(), name)


def with_a_round(store: Store) -> None:
    with_parties(store, "North", "South")
    own_talks.add_round(store, BEFORE, BEFORE)


def with_a_stance(store: Store) -> None:
    with_parties(store, "North", "South")
    own_talks.add(store, "source", own_talks.SOURCE)
    own_talks.add_stance(store, "north", "releases", "ACCEPTS", BEFORE)


STATES: dict[str, Callable[[Store], object]] = {
    "title alone": lambda store: cases.new(store, own_talks.CODE, "Talks of one's own"),
    "template": with_parties,
    "one party": lambda store: with_parties(store, "North"),
    "two parties": lambda store: with_parties(store, "North", "South"),
    "one round": with_a_round,
    "one stance": with_a_stance,
}

TODAY_WORDS = day_words(TODAY, "day")
ALWAYS = {
    "timeline": NO_ROUND,
    "proposals": NO_TEXT,
    "annotations": "No note has been written yet.",
    "record": "One source at a time: ",
    "tables": "A person, or a machine, whose work stands in the case.",
    "how_to_read": "Level: ",
    "history": "Version ",
}
NOBODY = {"record": "Add the parties and the terms first"}
NO_CODEBOOK = {"how_to_read": "This negotiation has no codebook yet."}
SAID: dict[str, dict[str, str]] = {
    "title alone": {"": NO_PARTY, **NO_CODEBOOK, **NOBODY},
    "template": {"": NO_PARTY, **NOBODY, "how_to_read": "What is coded. A record is what one source says"},
    "one party": {"": ONE_PARTY, "stances": NO_STANCE, "whose_word": NO_STANCE, "data": NO_STANCE},
    "two parties": {"": NO_STANCE, "compare": NO_ROUND},
    "one round": {"": NO_STANCE, "timeline": f"By {TODAY_WORDS}, 1 round is recorded."},
    "one stance": {
        "": f"On {TODAY_WORDS}, no term has a level from both North and South.",
        "stances": f"By {TODAY_WORDS}, no level and no answer to a text is recorded for this choice.",
        "movement": "No round is recorded; how far apart North and South stand is told at the end of each.",
        "compare": NO_ROUND,
        "whose_word": f"By {TODAY_WORDS}, no scored claim in which somebody else speaks for a party is recorded.",
        "data": "1 stance on 1 claim; 1 source.",
    },
}
"""The sentence that each page begins with; under no name, that of all others."""


@pytest.mark.parametrize("state", STATES)
def test_every_page_says_what_is_missing_and_what_to_do_next_and_nothing_about_nothing(
    empty: Store, state: str
) -> None:
    STATES[state](empty)
    said = ALWAYS | SAID[state]
    screen = Screen()
    for page in PAGES:
        screen.open(page.path)
        assert (screen.title, screen.errors) == (page.title, [])
        assert any(text.startswith(said.get(page.id, said[""])) for text in screen.texts), (page.id, screen.texts)
        alerts = [as_read(one.value) for one in (*screen.test.info, *screen.test.warning)]
        for words in [*screen.texts, *alerts, *screen.labels("button")]:
            assert not NOTHING.search(words), (page.id, words)
        for chart in screen.test.get("vega_lite_chart"):
            years = {int(year) for year in re.findall(r"utc\((\d+)", chart.proto.spec)}
            assert years <= {TODAY.year, *(day.year for day in (BEFORE, TODAY + timedelta(days=9)))}, page.id


@pytest.mark.parametrize(
    ("state", "page", "way"),
    [
        ("title alone", "", "Add or edit a party"),
        ("one party", "movement", "Add or edit a party"),
        ("two parties", "timeline", "Add a round"),
        ("two parties", "proposals", "Add a text"),
    ],
)
def test_the_way_to_what_is_missing_stands_below_the_sentence(empty: Store, state: str, page: str, way: str) -> None:
    STATES[state](empty)
    screen = Screen(page)
    assert way in screen.folds
    (form,) = [one for one in screen.unfold().forms if one["row"] is None]
    assert not screen.errors and form["fields"]


def test_what_a_source_says_is_recorded_on_the_page_that_is_for_it(empty: Store) -> None:
    STATES["two parties"](empty)
    assert Screen("stances").follow("Record what a source says").title == "Record"


def test_a_negotiation_begins_on_the_first_day_of_which_something_is_recorded(empty: Store) -> None:
    with_parties(empty, "North", "South")
    (day,) = Screen().test.date_input
    assert (day.min, day.max, day.value) == (TODAY, TODAY, TODAY)
    own_talks.add(empty, "source", own_talks.SOURCE)
    own_talks.add_stance(empty, "north", "releases", "ACCEPTS", BEFORE)
    (day,) = Screen().test.date_input
    assert (day.min, day.max, day.value) == (BEFORE, TODAY, TODAY)
    own_talks.add_round(empty, BEFORE - timedelta(days=1), BEFORE)
    assert Screen().test.date_input[0].min == BEFORE - timedelta(days=1)


def test_a_stance_that_rests_on_nothing_is_told_as_what_is_missing(empty: Store) -> None:
    with_parties(empty, "North", "South")
    stance = {"code": "st", "party": "north", "term": "releases", "held_on": BEFORE, "precision": "day"}
    own_talks.add(empty, "stance", stance | {"level": "OPEN"})
    assert Screen("stances").texts == [
        "No claim is recorded yet, and a stance counts only if it rests on one. Record who said it, and where."
    ]


def test_where_all_that_was_recorded_was_taken_back_nothing_is_said_to_be_filtered(empty: Store) -> None:
    with_a_stance(empty)
    version = reads.version(empty, own_talks.CODE)
    for earlier in range(3):  # the link, the stance, the claim
        history.undo(empty, own_talks.CODE, version - earlier, by=ANA)
    assert Screen().texts[0] == NO_STANCE


def test_a_negotiation_is_begun_on_the_page_data_and_is_what_it_then_shows(empty: Store) -> None:
    cases.new(empty, "other", "A first one")
    screen = Screen("data")
    screen.field("text_input", "Code").set_value(" ferry ")
    screen.field("text_input", "Title").set_value("Ferry crews and line")
    screen.field("selectbox", "Template").set_value("labour")
    screen.click("Begin the negotiation")
    assert screen.address["negotiation"] == "ferry"
    assert reads.titles(empty) == {"ferry": "Ferry crews and line", "other": "A first one"}
    assert reads.rows(empty, "ferry", "author")["name"].tolist() == ["R. Haddad"]
    for label in ("Code", "Title"):
        emptied = screen.field("text_input", label)
        assert (emptied.value, emptied.proto.set_value) == ("", True), "else the browser keeps what was typed"
    assert NO_STANCE in screen.texts
    for _ in range(2):
        assert [one.value for one in screen.test.success] == ["Ferry crews and line is begun\\."]
        assert not screen.click("Begin the negotiation").errors, "the second half of a double click"
    assert screen.follow("See it on Overview").title == "Overview"
    assert not screen.open("data").test.success


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("other", "Code: other is another negotiation in this store; choose another code."),
        (
            "City ferries",
            "Code: is not a plain code without blanks: letters, digits and _ . @ : or -, "
            "beginning with a letter, a digit or _, such as city-ferries.",
        ),
        ("", "Code: "),
    ],
)
def test_a_code_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(
    empty: Store, code: str, refused: str
) -> None:
    cases.new(empty, "other", "A first one")
    screen = Screen("data")
    screen.field("text_input", "Code").set_value(code)
    screen.field("text_input", "Title").set_value("Mine")
    screen.click("Begin the negotiation")
    assert screen.errors == ["Nothing was begun."]
    assert any(text.startswith(refused) for text in screen.texts), screen.texts
    assert screen.field("text_input", "Title").value == "Mine"
    assert list(reads.titles(empty)) == ["other"]


def test_the_first_page_of_an_empty_store_begins_a_negotiation_and_opens_it(empty: Store) -> None:
    screen = Screen()
    assert screen.title == "Parley"
    fields = [screen.field("text_input", "Code"), screen.field("text_input", "Title")]
    for column, field in zip(("code", "title"), fields, strict=True):
        assert not field.help, "an icon is a stop between two fields"
        assert IN_PACKAGE["negotiation"].columns[column].help in map(as_read, screen.texts)
    screen.field("text_input", "Code").set_value("ferry")
    screen.click("Begin the negotiation")
    assert (screen.title, screen.address["negotiation"], screen.texts[0]) == ("Overview", "ferry", NO_PARTY)


def test_the_only_negotiation_of_a_store_does_not_come_back_once_another_was_begun(toy: Store) -> None:
    # A value from before its list was drawn outlives that of the list, and Streamlit gives it back on another page.
    assert "negotiation" not in Screen("data", negotiation="toy").test.session_state
    cases.new(toy, own_talks.CODE, "Talks of one's own", "ceasefire")
    assert Screen("data", negotiation="toy").test.session_state["negotiation"] == "toy"
