"""Sources as a filter takes one, and the claims behind stances."""

from datetime import date
from typing import Any

import pytest

from dashboard import frames
from dashboard.store import claims, sources
from dashboard.store.engine import Store
from tests.views import small_case

CLAIM = {"term": "aid", "said_on": date(2025, 7, 2), "precision": "day", "attribution": "on_record", "summary": "Yes."}
ROWS: dict[str, list[dict[str, Any]]] = {
    "party": small_case.ONE_OF_EVERYTHING["party"],
    "term": small_case.ONE_OF_EVERYTHING["term"],
    "source": [
        {"code": "s1", "title": "Ceasefire talks", "publisher": "Lübecker Bote", "grade": "B"},
        {"code": "s2", "title": "محادثات الهدنة", "grade": "C", "published_on": date(2025, 7, 1), "precision": "day"},
        {"code": "s3", "title": "Nobody cites this", "publisher": "Bote", "grade": "A"},
    ],
    "claim": [
        {"code": "c1", "source": "s1", "holder": "a", "seed": True, **CLAIM},
        {"code": "c2", "source": "s2", "holder": "a", **CLAIM},
        {"code": "c3", "source": "s2", "holder": "b", **CLAIM, "said_on": date(2025, 7, 3)},
    ],
    "stance": [
        {
            "code": f"st{n}",
            "party": "a",
            "term": "aid",
            "held_on": date(2025, 7, n),
            "precision": "day",
            "level": "OPEN",
        }
        for n in (1, 2, 3)
    ],
    "stance_claim": [
        {"code": f"l{n}", "stance": stance, "claim": claim}
        for n, (stance, claim) in enumerate([("st1", "c1"), ("st1", "c3"), ("st2", "c3")])
    ],
}


@pytest.fixture
def cited(store: Store) -> Store:
    small_case.load(store, "cited", small_case.BARE, ROWS)
    return store


def test_the_first_article_is_the_source_of_what_is_marked(cited: Store) -> None:
    assert sources.first(cited, "cited") == "s1"
    small_case.load(cited, "bare", small_case.BARE, {})
    assert sources.first(cited, "bare") is None


def test_the_sources_with_most_claims_come_first(cited: Store) -> None:
    assert sources.most_cited(cited, "cited") == ["s2", "s1"]


def test_a_source_is_found_by_words_of_its_title_or_publisher_however_they_are_written(cited: Store) -> None:
    wanted = {"lubecker BOTE": ["s1"], "bote": ["s1", "s3"], "هدنه": ["s2"], "s3 cites": ["s3"], "nothing": []}
    found = {words: sources.holding(cited, "cited", words) for words in wanted}
    assert {words: sorted(codes) for words, codes in found.items()} == wanted


def test_behind_a_stance_stands_each_claim_once_and_a_claim_behind_each_of_its_stances(
    cited: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "MOST_CODES", 1)  # so that two stances are two statements
    found = frames.EVIDENCE.rows(claims.behind(cited, "cited", ["st2", "st1", "none"]))
    assert [(row.stance, row.code, row.source) for row in found] == [
        ("st1", "c3", "s2"),
        ("st2", "c3", "s2"),
        ("st1", "c1", "s1"),
    ]
    assert claims.by_code(cited, "cited", ["c2"])["code"].tolist() == ["c2"]
    assert claims.behind(cited, "cited", []).empty
