"""The page on which what happened is recorded: one save, one version, one click to take it back."""

import json
from datetime import date
from typing import Any

import pytest

from dashboard.store import edits, reads
from dashboard.store.engine import Store
from tests.people import BO
from tests.views.screen import Screen, as_read, held

LINE = {
    "holder": "b",
    "term": "truce",
    "said_on": "2025-09-02",
    "level": "ACCEPTS",
    "summary": "It says yes.",
    "attribution": "statement",
    "speaker_party": "b",
    "remark": "false",
}


def form(screen: Screen) -> dict[str, Any]:
    one: dict[str, Any] = screen.only(screen.forms)
    return one


def save(screen: Screen, *lines: dict[str, str], next: bool = False, **typed: str) -> Screen:
    own = form(screen)
    return screen.send(own, "save", next=next, held={**held(own), **typed, "lines": json.dumps(lines)})


def codes(store: Store, table: str) -> set[str]:
    return set(reads.rows(store, "toy", table)["code"])


def test_source_claims_stances_and_links_are_one_version_that_one_click_takes_back(toy: Store) -> None:
    before = {table: codes(toy, table) for table in ("source", "claim", "stance", "stance_claim")}
    version = reads.version(toy, "toy")
    screen = save(Screen("record"), LINE, {**LINE, "level": "REJECTS"}, source="News", **{"source.grade": "B"})
    assert not screen.errors
    assert reads.version(toy, "toy") == version + 1
    assert {table: len(codes(toy, table) - some) for table, some in before.items()} == {
        "source": 1,
        "claim": 2,
        "stance": 2,
        "stance_claim": 2,
    }
    screen.click("Undo")
    assert {table: codes(toy, table) for table in before} == before


FILTER = "the evidence filter asks for source grade B or better and confidence not low."


@pytest.mark.parametrize(
    ("grade", "lines", "said"),
    [
        ("B", [{}], "Recorded."),
        ("C", [{}], f"Recorded. It is not shown while {FILTER}"),
        ("B", [{}, {"level": "REJECTS", "confidence": "low"}], f"Recorded. Of 2 records 1 is not shown while {FILTER}"),
        ("A", [{"remark": "true"}], "Recorded. It is noted as a remark, which moves nothing."),
        ("C", [{"level": ""}, {"level": "", "term": "aid"}], f"Recorded. Of 2 records 2 are not shown while {FILTER}"),
    ],
)
def test_what_is_recorded_and_does_not_count_by_the_evidence_that_is_asked_for_is_told_with_why(
    toy: Store, grade: str, lines: list[dict[str, str]], said: str
) -> None:
    screen = save(Screen("record"), *(LINE | line for line in lines), source="News", **{"source.grade": grade})
    assert [as_read(one.value) for one in screen.test.success] == [said]


def test_what_is_recorded_of_after_the_day_that_is_shown_is_told_as_later(toy: Store) -> None:
    screen = save(Screen("record", as_of="2025-07-07"), LINE, source="s1")
    assert [as_read(one.value) for one in screen.test.success] == ["Recorded. It is later than the day that is shown."]


def test_a_known_source_is_found_by_its_address_and_the_days_covered_follow(toy: Store) -> None:
    sources = codes(toy, "source")
    assert not save(Screen("record"), LINE, source="https://paper.example/1").errors
    assert codes(toy, "source") == sources
    own = reads.row(toy, "toy", "negotiation", "toy")
    assert own is not None and own["covers_to"] == date(2025, 9, 2)


def test_of_a_new_source_that_may_be_a_known_one_it_is_asked_once_and_nothing_written_before(toy: Store) -> None:
    like = {"source.url": "https://paper.example/1", "source.grade": "B"}
    version = reads.version(toy, "toy")
    screen = save(Screen("record"), LINE, source="A paper", **like)
    assert screen.errors == ["Is it “Paper” (The Paper)? Take it, or save again as a new one."]
    assert form(screen)["offered"] == {"source": {"code": "s1", "words": "Paper"}}
    assert reads.version(toy, "toy") == version
    own = form(screen)
    assert not screen.send(own, "save", held=held(own), offered="s1", number=2).errors
    assert "A paper" in set(reads.rows(toy, "toy", "source")["title"])


def test_what_is_sent_again_before_the_answer_came_leaves_the_word_that_it_is_recorded(toy: Store) -> None:
    screen = Screen("record")
    own = form(screen)
    sent = {**held(own), "source": "s1", "lines": json.dumps([LINE])}
    screen.send(own, "save", held=sent)
    version = reads.version(toy, "toy")
    screen.send(own, "save", over=form(screen), held=sent)
    assert [one.value for one in screen.test.success] == ["Recorded\\."]
    assert reads.version(toy, "toy") == version


def test_a_record_changes_no_row_that_stands_whatever_became_of_that_meanwhile(toy: Store) -> None:
    screen = Screen("record")
    seen = reads.row(toy, "toy", "source", "s1")
    assert seen is not None
    theirs = {**seen, "title": "Paper, corrected"}
    edits.set_row(toy, "toy", "source", theirs, seen=seen, by=BO)
    assert not save(screen, LINE, source="s1", **{"source.title": "Another title"}).errors
    assert reads.row(toy, "toy", "source", "s1") == theirs
    made = reads.revisions(toy, "toy", version=reads.version(toy, "toy"))
    changed = made.loc[made["before"].notna(), "row_table"].tolist()
    assert changed == ["negotiation"], "but for the last day that is covered"


def test_what_is_refused_stays_in_the_form_and_nothing_is_written(toy: Store) -> None:
    version = reads.version(toy, "toy")
    screen = save(Screen("record"), {**LINE, "attribution": ""}, source="s1")
    assert set(form(screen)["refused"]) == {"lines.0.attribution"}
    assert reads.version(toy, "toy") == version


def test_an_answer_older_than_its_text_is_refused(toy: Store) -> None:
    early = {**LINE, "term": "aid", "answer": "ACCEPTS", "said_on": "2025-07-05"}
    screen = save(Screen("record"), early, source="s1", proposal="p2")
    assert any("cannot be one to a text that was tabled on 2025-07-10" in error for error in screen.errors)


def test_a_party_s_line_so_far_stands_ready_beside_the_new_one(toy: Store) -> None:
    (lines,) = (field for field in form(Screen("record", as_of="2025-07-08"))["fields"] if field["name"] == "lines")
    term = next(field for field in lines["fields"] if field["name"] == "term")
    assert term["so_far"]["keys"] == ["holder", "term"]
    assert term["so_far"]["of"]["b aid"].startswith("So far: level resists, 3 July 2025")
    assert "b truce" not in term["so_far"]["of"]
    level = next(field for field in lines["fields"] if field["name"] == "level")
    assert set(level["keys"].values()) == set(level["options"]) - {""}


def test_a_party_is_found_by_its_whole_name_too(toy: Store) -> None:
    fields = {one["name"]: one for one in form(Screen("record"))["fields"]}
    (holder,) = [one for one in fields["lines"]["fields"] if one["name"] == "holder"]
    assert (holder["options"]["a"], holder["also"]["a"]) == ("A", "Country A")
    assert fields["tabled_by"]["also"]["a"] == "Country A"


def test_the_next_source_begins_with_the_round_and_the_text_of_the_last(toy: Store) -> None:
    screen = save(Screen("record"), LINE, source="s1", round="r2", next=True)
    assert held(form(screen))["round"] == "r2"
    screen = save(screen, {**LINE, "term": "aid"}, source="s1", round="r2")
    assert held(form(screen))["round"] == ""


def test_without_terms_and_in_an_earlier_version_the_page_says_what_to_do(bare: Store) -> None:
    assert "Add the parties and the terms first" in Screen("record").texts[0]
