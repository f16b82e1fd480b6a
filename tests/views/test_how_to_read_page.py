"""The page that says how to read all others, and the way to it from every chart."""

from dashboard import cases
from dashboard.models import IN_PACKAGE
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.vocabulary import (
    AGE_MEANINGS,
    ANSWER_MEANINGS,
    ANSWERS,
    CREDIBILITY_MEANINGS,
    GRADE_MEANINGS,
    LEVEL_MEANINGS,
    Age,
    Grade,
)
from tests.people import ANA
from tests.views.screen import Screen


def test_every_level_answer_age_grade_and_number_is_explained(toy: Store) -> None:
    screen = Screen("how-to-read")
    words = screen.words
    for meanings in (LEVEL_MEANINGS, ANSWER_MEANINGS, AGE_MEANINGS, GRADE_MEANINGS, CREDIBILITY_MEANINGS):
        assert all(meaning in words for meaning in meanings.values())
    assert list(ANSWER_MEANINGS) == list(ANSWERS)
    assert (list(AGE_MEANINGS), list(GRADE_MEANINGS)) == (list(Age), list(Grade))
    credibility = IN_PACKAGE["claim"].columns["credibility"]
    assert [min(CREDIBILITY_MEANINGS), max(CREDIBILITY_MEANINGS)] == [credibility.least, credibility.most]
    leads = {item["lead"]: item.get("tag") for item in screen.shown("levels")}
    assert (leads["demands"], leads["silent"], leads["not recorded"]) == ("+2", "…", None)
    assert screen.shown("levels")[0]["text"].splitlines()[1] == "It is no answer to a text."
    assert [item["lead"] for item in screen.shown("marks")][:2] == ["hollow", "red line"]
    assert "marked ≠, and beside it is told who says so." in words
    assert "In this negotiation the use-by is 30 days." in words
    assert "given, the stance passes the evidence filter at “not low”, and does not at “high only”." in words


def test_the_codebook_stands_there_as_it_was_written_and_where_there_is_none_that_is_said(empty: Store) -> None:
    cases.new(empty, "own", "Talks of one's own")
    assert "This negotiation has no codebook yet. " in Screen("how-to-read").words
    seen = reads.row(empty, "", "negotiation", "own")
    assert seen is not None
    text = "1. Only what is said.\n\n2. [Not](http://evil.example) what is *meant*."
    with edits.changing(empty, "own", ANA, "Changed") as change:
        change.put("negotiation", {**seen, "codebook": text, "version": 2}, {**seen, "version": 2})
    assert text in Screen("how-to-read").texts
    assert "no codebook yet" not in Screen("how-to-read").words


def test_below_every_chart_a_link_leads_there_on_the_same_day(bundled: Store) -> None:
    for page in ("", "movement", "agreement"):
        screen = Screen(page)
        links = [link for link in screen.test.get("page_link") if link.label == "How to read this"]
        assert len(links) == len(screen.test.get("vega_lite_chart")) > 0
        assert all(link.proto.page == "how-to-read" for link in links)
