"""Each template loads, is worded so that sentences can be made of it, and gives a first matrix that reads well."""

import json
import re
from datetime import date
from typing import Any

import pytest

from dashboard import cases
from dashboard.inputs import validate
from dashboard.questions import asking
from dashboard.questions.edition import Edition
from dashboard.settings import HOME
from dashboard.store import reads
from dashboard.store.engine import Store
from tests import own_talks
from tests.people import ANA

TEMPLATES = ["ceasefire", "climate", "coalition", "labour", "trade"]
EMPTY_WORDS = re.compile(r"(?<![\w.])(nan|None|NaT|<NA>)(?!\w)|\w ?…")
DAY = date(2026, 3, 9)
every_template = pytest.mark.parametrize("template", TEMPLATES)


def rows(template: str, table: str) -> list[dict[str, Any]]:
    return cases.templates()[template].rows.get(table, [])


def test_there_are_five() -> None:
    assert list(cases.templates()) == TEMPLATES
    assert {path.name for path in (HOME / "seeds" / "templates").iterdir()} == {*TEMPLATES, "README.md"}


@every_template
def test_a_template_says_what_every_column_of_a_term_asks_for(template: str) -> None:
    terms = rows(template, "term")
    assert [term["rank"] for term in terms] == list(range(1, len(terms) + 1))
    (whole,) = (term for term in terms if term["whole_text"])
    assert whole is terms[-1] and whole["proposition"] is None
    for term in terms[:-1]:
        assert all(term[column] for column in ("scope", "scale_low_words", "scale_high_words")), term["code"]
        assert len(term["short_title"].split()) <= 3 and all(len(word) <= 21 for word in term["short_title"].split())
        assert re.fullmatch(r"[A-Z][^.]+(1\.5 °C)?\.", term["proposition"]), term["code"]
        # They go on from “all accept that” and “they differ on”, and an end of a scale stands in a sentence too.
        for column in ("agreed_words", "opposed_words"):
            assert term[column][0].islower() or term[column].startswith("WTO"), (term["code"], column)
            assert not term[column].endswith("."), (term["code"], column)
        assert not any(term[column].endswith(".") for column in ("scale_low_words", "scale_high_words"))
    for column in ("title", "short_title", "proposition", "agreed_words", "opposed_words"):
        assert len({term[column] for term in terms}) == len(terms), column


@every_template
def test_a_template_names_nobody_and_says_how_to_code(template: str) -> None:
    own = cases.templates()[template].negotiation
    assert {name for name, value in own.items() if value is not None} == {"code", "title", "use_by_days", "codebook"}
    assert own["code"] == template
    for words in ("Whose word", "DEMANDS", "CONDITIONAL", "RESISTS", "position", "Salience", "In this field"):
        assert words in own["codebook"]
    bundled = (cases.BUNDLED / "party.csv").read_text(encoding="utf-8").splitlines()[1:]
    named = {line.split(",")[2] for line in bundled}
    said = json.dumps([own, *rows(template, "term"), *rows(template, "party")], default=str)
    assert len(named) > 5 and not [name for name in named if re.search(rf"\b{re.escape(name)}\b", said)]
    assert not re.search(r"hostage|truce|Gaza", said)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@every_template
def test_the_first_matrix_of_two_parties_and_three_stances_reads_well(store: Store, template: str) -> None:
    assert cases.new(store, "own", "Talks of one's own", template, by=ANA) == 1
    parties = [row["code"] for row in rows(template, "party") if row["consent_required"]]
    for code, name in (("north", "North"), ("south", "South")) if not parties else ():
        own_talks.add_party(store, code, name)
        parties.append(code)
    first, second = (row["code"] for row in rows(template, "term")[:2])
    own_talks.add(store, "source", own_talks.SOURCE)
    for party, term, level in ((0, first, "DEMANDS"), (1, first, "ACCEPTS"), (1, second, "REJECTS")):
        own_talks.add_stance(store, parties[party], term, level, DAY)
    scope = asking.scope(Edition(store, "own"), DAY, "F", "low")
    frame = asking.frame(scope, "stance-matrix")
    names = reads.rows(store, "own", "party").set_index("code")["short_name"]
    agreed = rows(template, "term")[0]
    both = " and ".join(names[parties])
    title = agreed["short_title"][0].lower() + agreed["short_title"][1:]
    assert asking.finding(scope, "stance-matrix", frame) == (
        f"On 9 March 2026, {both} agree on {title}, the one term with a level from both, "
        f"out of {len(rows(template, 'term')) - 1} terms.",
        f"Both are recorded as accepting that {agreed['agreed_words']}.",
    )
    spec = asking.spec(scope, "stance-matrix", frame)
    words = json.dumps(spec, ensure_ascii=False, default=str)
    assert not (found := EMPTY_WORDS.search(words)), words[found.start() - 80 : found.end() + 20]
    shown = " ".join(" ".join(row["text"].split()) for row in spec["datasets"]["words"])
    assert all(term["short_title"] in shown for term in rows(template, "term"))
    parts = 2 * len(rows(template, "term"))
    assert len(spec["datasets"]["cells"]) == parts and len(frame) == 3


def test_what_a_template_brings_is_as_if_an_analyst_had_written_it(store: Store) -> None:
    cases.new(store, "own", "Ferry crews and line", "labour", by=ANA)
    versions = reads.versions(store, "own")
    assert versions[["author", "action"]].to_numpy().tolist() == [["Ana", "Began"]]
    terms = reads.rows(store, "own", "term")
    assert terms["code"].tolist() == [row["code"] for row in rows("labour", "term")]
    (own,) = reads.own(store, "own").to_dict("records")
    assert (own["title"], own["version"]) == ("Ferry crews and line", 1)
    assert own["codebook"] == validate("negotiation", cases.templates()["labour"].negotiation)["codebook"]
