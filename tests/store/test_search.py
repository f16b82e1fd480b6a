"""The search of notes: words in any order and any spelling, over text, tags and quote, before the limit."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.inputs import validate
from dashboard.store import edits, notes, reads
from dashboard.store.engine import Store
from tests.people import ANA

Note = Callable[..., dict[str, Any]]


def write(store: Store, *rows: dict[str, Any]) -> None:
    with edits.changing(store, "toy", ANA, "Added") as change:
        for row in rows:
            change.put("annotation", validate("annotation", {**row, "negotiation": "toy"}), None)


def found(store: Store, search: str, **asked: Any) -> list[str]:
    return reads.annotations(store, "toy", search=search, **asked)["code"].tolist()


def test_a_note_is_found_however_its_letters_and_the_ones_looked_for_are_written(toy: Store, note: Note) -> None:
    spellings = {
        "geneve": "Réunion à Genève",
        "négociation": unicodedata.normalize("NFD", "La négociation à Doha"),
        unicodedata.normalize("NFD", "trêve"): "une trêve",
        "l'accord": "l’accord d’Oslo",
        "cease-fire": "a cease\u2011fire line",
        "مفاوضات": "مُفاوَضات الدوحة",
        "احمد": "لقاء أحمد",
        "الهدنه": "الهُدْنة",
        "הפסקת": "הַפְסָקַת אֵשׁ",
        "STRASSE": "die Straße",
        "停火": "第一天停火，释放八人",
        "मीना": "मीना बैठक",
    }
    write(toy, *(note(f"n{number}", text) for number, text in enumerate(spellings.values())))
    assert [found(toy, search) for search in spellings] == [[f"n{number}"] for number in range(len(spellings))]
    assert found(toy, "मुनि") == [], "marks that are letters of their own tell words apart"


def test_words_are_found_in_any_order_and_in_tags_and_quoted_words_too(toy: Store, note: Note) -> None:
    write(toy, note("n1", "first the ceasefire,\nthen the hostages"), note("n2", "see the annex") | {"tags": "État"})
    write(toy, note("n3", "compare", day=date(2025, 7, 20)) | {"quote": "withdrawal to the Yellow Line"})
    assert found(toy, "hostages ceasefire") == found(toy, "ceasefire, then") == ["n1"]
    assert found(toy, "etat") == found(toy, "annex etat") == ["n2"]
    assert found(toy, "line yellow COMPARE") == ["n3"]
    assert found(toy, "hostages annex") == []
    assert len(found(toy, " \n")) == 3


@pytest.mark.parametrize("at_once", [1, 2, 5, 6, 7])
def test_every_note_is_looked_through_however_many_are_held_at_once_and_the_limit_comes_last(
    toy: Store, note: Note, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(notes, "LOOKED_THROUGH", at_once)
    days = {"n1": 1, "n2": 2, "n3": 2, "n4": 2, "n5": 3, "n6": 4}
    texts = {"n1": "Truce", "n2": "truce", "n4": "Trúce", "n6": "the truce"}
    write(
        toy,
        *(
            note(code, texts.get(code, "other")) | {"written_at": datetime(2025, 7, day, tzinfo=UTC)}
            for code, day in days.items()
        ),
    )
    assert found(toy, "truce") == ["n6", "n2", "n4", "n1"]
    assert found(toy, "truce", most=3) == ["n6", "n2", "n4"]
    assert found(toy, "truce", most=1, party="a") == ["n6"]
    assert found(toy, "truce", author="Ben") == []


def test_a_search_as_of_an_earlier_version_finds_what_stood_there(toy: Store, note: Note) -> None:
    from dashboard.questions.edition import Edition

    write(toy, note("n1", "Genève"))
    seen = reads.row(toy, "toy", "annotation", "n1")
    assert seen is not None
    edits.set_row(toy, "toy", "annotation", {**seen, "text": "Doha"}, seen=seen, by=ANA)
    assert Edition(toy, "toy", 2).annotations(search="geneve")["code"].tolist() == ["n1"]
    assert Edition(toy, "toy").annotations(search="geneve").empty
