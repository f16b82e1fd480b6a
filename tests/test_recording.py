"""Out of one form: a source, what it belongs to, and each line as a claim and a stance. Worked by hand."""

import json
from datetime import date
from typing import Any

import pytest

from dashboard.recording import Known, Refused, alike, cells, last_day, rows

LINE = {
    "holder": "b",
    "term": "aid",
    "said_on": "2025-07-08",
    "level": "ACCEPTS",
    "summary": "It says yes.",
    "attribution": "statement",
    "remark": "false",
}
DENIAL = {**LINE, "speaker_party": "b", "level": "REJECTS", "summary": "It denies it."}
BY_ANOTHER = {**LINE, "speaker_party": "a", "speaker": "A minister of A"}


def held(*lines: dict[str, str], **more: str) -> dict[str, str]:
    return {"source": "s1", "lines": json.dumps(lines), **more}


def recorded(*lines: dict[str, str], known: Known | None = None, **more: str) -> list[tuple[str, dict[str, Any]]]:
    return rows("toy", "f" * 32, held(*lines, **more), known or Known(source="s1"))


def of(made: list[tuple[str, dict[str, Any]]], table: str) -> list[dict[str, Any]]:
    return [row for name, row in made if name == table]


def refused(*lines: dict[str, str], **more: Any) -> dict[str, str]:
    with pytest.raises(Refused) as error:
        recorded(*lines, **more)
    return error.value.by_field


def test_a_line_is_a_claim_and_the_stance_that_rests_on_it() -> None:
    made = recorded(BY_ANOTHER)
    assert [name for name, _ in made] == ["claim", "stance", "stance_claim"]
    (claim,), (stance,), (link,) = (of(made, name) for name in ("claim", "stance", "stance_claim"))
    assert (claim["source"], claim["holder"], claim["speaker_is_holder"]) == ("s1", "b", False)
    assert (stance["party"], stance["term"], stance["level"], stance["held_on"]) == (
        "b",
        "aid",
        "ACCEPTS",
        date(2025, 7, 8),
    )
    assert (link["stance"], link["claim"]) == (stance["code"], claim["code"])


def test_whose_own_word_it_is_follows_from_the_party_of_the_speaker() -> None:
    made = of(recorded(BY_ANOTHER, DENIAL, LINE), "claim")
    assert [claim["speaker_is_holder"] for claim in made] == [False, True, None]


def test_a_denial_beside_a_claim_stays_as_both() -> None:
    made = recorded(BY_ANOTHER, DENIAL)
    assert [stance["level"] for stance in of(made, "stance")] == ["ACCEPTS", "REJECTS"]
    assert len({row["code"] for _, row in made}) == len(made)


def test_a_line_that_says_what_a_stance_says_stands_behind_it() -> None:
    same = ("b", "aid", "2025-07-08", "ACCEPTS", None, None)
    made = recorded(LINE, known=Known(source="s1", stances={same: "st9"}))
    assert not of(made, "stance")
    assert of(made, "stance_claim")[0]["stance"] == "st9"


def test_words_that_give_neither_level_nor_answer_are_a_claim_alone() -> None:
    assert [name for name, _ in recorded({**LINE, "level": ""})] == ["claim"]


def test_an_answer_is_to_the_text_that_is_named_and_a_level_to_none() -> None:
    made = recorded({**LINE, "answer": "REJECTS"}, LINE, proposal="p1")
    assert [claim["proposal"] for claim in of(made, "claim")] == ["p1", None]


@pytest.mark.parametrize(
    ("named", "more", "url", "title"),
    [
        ("https://paper.example/9", {}, "https://paper.example/9", "https://paper.example/9"),
        ("https://paper.example/9", {"source.title": "News"}, "https://paper.example/9", "News"),
        ("The news of today", {}, None, "The news of today"),
        ("News", {"source.url": "https://paper.example/9"}, "https://paper.example/9", "News"),
    ],
)
def test_a_source_that_is_not_known_is_a_new_one(named: str, more: dict[str, str], url: str | None, title: str) -> None:
    made = recorded(LINE, known=Known(), source=named, **{"source.grade": "B", **more})
    (source,) = of(made, "source")
    assert (source["url"], source["title"], source["grade"]) == (url, title, "B")
    assert of(made, "claim")[0]["source"] == source["code"]


OLD = {"title": "Aid agencies say Israel keeps crossings shut", "publisher": "Herald", "published_on": "2025-07-08"}
OLD |= {"code": "s9", "url": None}
NEW = OLD | {"title": "Aid agencies: Israel keeps the crossings shut", "published_on": date(2025, 7, 8), "code": "new"}


@pytest.mark.parametrize(
    ("new", "old", "is_alike"),
    [
        ({}, {}, True),
        ({"publisher": " HERALD "}, {}, True),
        ({"title": "Israel opens two crossings"}, {}, False),
        ({"publisher": "Tribune"}, {}, False),
        ({"publisher": None}, {"publisher": None}, False),
        ({"published_on": date(2025, 7, 9)}, {}, False),
        ({"published_on": None}, {"published_on": None}, False),
        ({"title": "Another", "url": "https://h.example/1"}, {"url": "https://h.example/1"}, True),
        ({"url": "https://h.example/1"}, {"url": "https://h.example/2"}, True),
    ],
)
def test_a_new_source_may_be_one_at_its_address_or_nearly_of_its_title_from_the_same_house_and_day(
    new: dict[str, Any], old: dict[str, Any], is_alike: bool
) -> None:
    other = OLD | {"title": "Something else", "code": "s8"}
    assert alike(NEW | new, [other, OLD | old]) == (OLD | old if is_alike else None)
    assert alike(NEW | new, []) is None


def test_a_new_round_and_a_new_text_rest_on_the_source_and_the_lines_belong_to_them() -> None:
    provision = {"term": "truce", "summary": "45 days.", "measure": "days", "low": "45", "high": "45", "unit": "days"}
    made = recorded(
        {**LINE, "answer": "ACCEPTS"},
        known=Known(source="s1", rounds=2),
        **{"round.title": "Round 3", "round.started_on": "2025-07-08", "round.format": "shuttle"},
        **{"proposal.title": "Third text", "proposal.tabled_on": "2025-07-08", "tabled_by": "a"},
        provisions=json.dumps([provision, {"term": "", "summary": ""}]),
    )
    (own_round,), (text,) = of(made, "round"), of(made, "proposal")
    assert (own_round["rank"], own_round["ended_on"]) == (3, date(2025, 7, 8))
    assert [(row["proposal"], row["party"], row["tabled"]) for row in of(made, "proposal_party")] == [
        (text["code"], "a", True)
    ]
    assert [row["low"] for row in of(made, "quantity")] == [45.0]
    assert {row["round"] or row["proposal"] for row in of(made, "citation")} == {own_round["code"], text["code"]}
    assert (of(made, "claim")[0]["round"], of(made, "claim")[0]["proposal"]) == (own_round["code"], text["code"])
    names = [name for name, _ in made]
    assert names.index("proposal") < names.index("provision") < names.index("quantity") < names.index("claim")


def test_what_is_wrong_is_said_at_its_field_and_line() -> None:
    said = refused(LINE, {**LINE, "term": "", "attribution": "", "credibility": "7"})
    assert set(said) == {"lines.1.term", "lines.1.attribution", "lines.1.credibility"}
    assert said["lines.1.term"] == "Term is missing."


def test_a_new_source_without_a_grade_is_refused_at_its_grade() -> None:
    assert set(refused(LINE, known=Known(), source="News")) == {"source.grade"}


def test_a_line_in_which_nothing_is_said_is_passed_over() -> None:
    assert len(of(recorded(LINE, {"said_on": "2025-07-08", "remark": "false"}), "claim")) == 1
    assert set(refused({"said_on": "2025-07-08"})) == {""}


def test_a_new_source_alone_is_recorded_and_nothing_at_all_is_not() -> None:
    alone = recorded(known=Known(), source="", **{"source.title": "News", "source.grade": "A"})
    assert [name for name, _ in alone] == ["source"]
    assert set(refused(known=Known(), source="")) == {""}


def test_one_form_makes_the_same_rows_however_often_it_is_sent() -> None:
    assert recorded(BY_ANOTHER, DENIAL) == recorded(BY_ANOTHER, DENIAL)


def test_the_cells_and_the_last_day_that_are_spoken_of() -> None:
    assert cells(held(LINE, {**DENIAL, "term": "truce"}, {})) == [("b", "aid"), ("b", "truce")]
    assert last_day(recorded(LINE, {**DENIAL, "said_on": "2025-09-02"})) == date(2025, 9, 2)
    assert last_day([]) is None
