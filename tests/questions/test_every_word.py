"""What must hold of every sentence, on any day: it says no more than the rows, and uses nothing of later days."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import cases, frames
from dashboard.analysis import agreement
from dashboard.authors import PARLEY
from dashboard.formats import Package
from dashboard.imports import package as reading
from dashboard.models import TABLES
from dashboard.questions import asking, sentences, stances
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import loading
from dashboard.store.schema import open_store
from tests.drawn_case import drawn_case
from tests.questions.test_loaded_words import loaded
from tests.views import small_case

CASE = cases.BUNDLED.name
DEALS = [date(2025, 1, 16), date(2025, 10, 9)]
"""The days after a deal, on which sentences were false once."""


def changing_days(edition: Edition) -> list[date]:
    """Return every day on which a row, a text or an age changes."""
    held = edition.stances()["held_on"].dt.date
    tabled = edition.rows("proposal")
    old_from = timedelta(days=int(edition.own()["use_by_days"]) + 1)
    days = {
        *held,
        *(day + old_from for day in held),
        *tabled["tabled_on"].dt.date,
        *tabled["lapsed_on"].dropna().dt.date,
    }
    return sorted(days)


def some(days: list[date]) -> list[date]:
    """Return some of the days, and those after a deal; in `make soak` all of them."""
    return sorted({*days[:: int(os.environ.get("EVERY_SO_MANY_DAYS", "25"))], *DEALS})


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Callable[..., Edition]]:
    """Give the drawn case under any seed, changed by a function of its rows."""
    path = shutil.copy(migrated_file, tmp_path_factory.mktemp("drawn") / "parley.db")
    store = open_store(f"sqlite:///{path}")

    def made(
        code: str, change: Callable[[dict[str, list[Any]]], dict[str, list[Any]]] = dict, seed: int = 7
    ) -> Edition:
        small_case.load(store, code, small_case.TOY | {"title": "Drawn talks"}, change(drawn_case(seed)))
        return Edition(store, code)

    yield made
    store.close()


def test_agreed_and_none_are_said_of_terms_with_a_level_of_each_and_nothing_else(bundled: Edition) -> None:
    parties, terms = bundled.rows("party"), bundled.rows("term")
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    short = {row.code: row.short_title[:1].lower() + row.short_title[1:] for row in frames.TERMS.rows(terms)}
    counted = re.compile(r"agree on (\w+) of the (\d+) terms with a level from both that counts(?: \(([^)]*)\))?")
    told = 0
    for day in some(changing_days(bundled)):
        scope = Scope(bundled, day)
        said = " ".join(words for where, words in sentences.of(scope, ("stance-matrix",)))
        now = stances.current(scope)
        scores = {
            term: [rows.loc[rows["party"] == party, "level_score"].dropna().tolist() for party in required]
            for term, rows in now[~now["term"].isin(terms.loc[terms["whole_text"].fillna(False), "code"])].groupby(
                "term"
            )
        }
        known = {term: [one for (one,) in found] for term, found in scores.items() if all(found)}
        agreed = [short[term] for term in terms["code"] if term in known and min(known[term]) == 2]
        match = counted.search(said)
        if len(known) < 2:
            assert match is None, (day, said)
            continue
        assert match, (day, said)
        told += 1
        assert match[1] == (str(len(agreed)) if agreed else "neither" if len(known) == 2 else "none") and int(
            match[2]
        ) == len(known), (day, said)
        assert all(title in (match[3] or "") for title in agreed[:4]), (day, said)
    assert told > 10


def test_a_sentence_that_leans_on_old_or_overtaken_levels_says_how_many(bundled: Edition) -> None:
    parties, terms = bundled.rows("party"), bundled.rows("term")
    seen = set()
    for day in some(changing_days(bundled)):
        scope = Scope(bundled, day)
        found = agreement.agreement(stances.current(scope), parties, terms)
        known = found[agreement.is_known(found)]
        n, old, overtaken = (int(known[column].sum()) for column in ("n", "n_old", "n_overtaken"))
        said = (words for _, words in sentences.of(scope, ("agreement",)))
        first = next(words for words in said if "level from" in words)
        assert ("older than 30 days" in first) == bool(old), (day, first)
        assert ("older than what the agreement of" in first) == bool(overtaken), (day, first)
        for number in {old, overtaken} - {0, n}:
            assert re.search(rf"\b{number} ((more )?(is|are) )?older", first), (day, first)
        if old + overtaken:
            required = parties.loc[parties["consent_required"].fillna(False), "code"]
            cells = stances.current(scope)
            cells = cells[cells["party"].isin(required) & cells["term"].isin(known["term"])]
            held = cells.loc[cells["level_age"].isin(["old", "overtaken"]), "level_held_on"]
            # Of the bundled case no level's day is known less exactly than to the day, or about it.
            days = [f"{one:%-d %B %Y}" for one in (held.min(), held.max())]
            assert all(one in first for one in days), (day, first, days)
        seen.add((bool(old), bool(overtaken)))
    assert {(True, False), (False, False)} <= seen


AS_COUNTED = re.compile(r"[Oo]f (?:the|these) (\d+) (levels|answers|terms|positions|comparisons)\b[^,;]*, (\d+) ")
"""How many are counted, of what, and how many of them are old: in a finding, and in a footer."""


@pytest.mark.parametrize("day", DEALS)
def test_a_footer_and_a_finding_count_alike(bundled: Edition, day: date) -> None:
    scope, told = Scope(bundled, day), 0
    for question in QUESTIONS:
        data = asking.frame(scope, question.id)
        said = AS_COUNTED.findall(" ".join(asking.finding(scope, question.id, data)))
        footer = [
            words
            for words in question.how_old(data, asking.context(scope, question))
            if not re.search("shown|known and not|text on the table", words)  # which is more than is counted
        ]
        counted = AS_COUNTED.findall(" ".join(footer))
        assert set(counted) <= set(said), (question.id, counted, said)
        told += len(counted)
    assert told > 3


@pytest.mark.parametrize("question", ["agreement", "sticking-points", "robustness"])
def test_what_is_known_from_later_pages_alone_is_told_until_they_are_published(bundled: Edition, question: str) -> None:
    def later(day: date) -> list[str]:
        return [words for _, words in sentences.of(Scope(bundled, day), (question,)) if "published after" in words]

    # Two records of 13 October 2025, a level and an answer each, rest on a page of 26 November: also the one that says
    # once more what was in the papers on 4 October, as that record stands, by whose day it is not old.
    of_pages = "rest on records known only from pages published after this day (of 26 November 2025)."
    counted = ("20 levels", "10 answers") if question == "agreement" else ("20 levels",)
    assert later(date(2025, 11, 25)) == [f"Of the {n} counted, 2 {of_pages}" for n in counted]
    assert later(date(2025, 11, 26)) == []


ILL_SAID = re.compile(
    r"""
    \bthere\ are\ 1\b
    | \b1\ (?:more\ )?(?:rounds|texts|terms|levels|answers|points|checks|parties|figures|events|claims|stages|days)\b
    | \b(?:[02-9]|\d\d+)\ (?:more\ )?(?:round|text|term|level|answer|point|check|party|figure|event|claim|stage|day)\b
    | \band\ 1\ more\b(?!\ (?:is|on)\b) | \bon\ 0\b | \b0\ of\b | \bnone\ of\ 1\b | \baccept\ text\b | \bin\ force\b
    | \bby\ United\ States\b | ;\ *[.;] | \(\) | \ \ | \ [.,;] | \.\. | \bnan\b | \bNone\b
    """,
    re.VERBOSE,
)
"""What nobody would say: one of many, many of one, a clause about nothing, a missing value, a stray mark."""


def test_what_nobody_would_say_is_found() -> None:
    for words in ("there are 1 event", "1 rounds", "2 round", "and 1 more", "on 0 terms", "Doha ; on", "the nan of"):
        assert ILL_SAID.search(words), words
    for words in (
        "1 round",
        "12 rounds",
        "a 60-day text",
        "21 days",
        "0.21 of",
        "10 of 12 terms",
        "and 1 more is older",
    ):
        assert not ILL_SAID.search(words), words


OF_NO_DAY = {"coder-agreement"}
"""Questions on readings, which carry no day of their own."""
DAYS = {
    "round": "started_on",
    "proposal": "tabled_on",
    "stance": "held_on",
    "claim": "said_on",
    "event": "happened_on",
    "figure": "as_of",
    "delivery": "done_by",
}


@pytest.fixture(scope="module")
def package() -> Package:
    """The package of the bundled case; tests only read it."""
    return reading.read(cases.BUNDLED)


@pytest.mark.parametrize("day", DEALS)
def test_nothing_of_a_later_day_is_used(
    bundled: Edition, package: Package, tmp_path: Path, migrated_file: Path, day: date
) -> None:
    """A case that was cut off on the day says the same of it as the whole one."""
    gone = {
        table: {row["code"] for row in package.rows.get(table, ()) if row[column] > day}
        for table, column in DAYS.items()
    }
    left = -1
    while left != (left := sum(map(len, gone.values()))):  # what refers to it, too
        for table, rows in package.rows.items():
            of = TABLES[table].references
            more = {row["code"] for row in rows if any(row[column] in gone.get(to, ()) for column, to in of.items())}
            gone[table] = gone.get(table, set()) | more
    kept = {table: [row for row in rows if row["code"] not in gone[table]] for table, rows in package.rows.items()}
    store = open_store(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'cut.db')}")
    loading.load(store, Package(package.negotiation, kept), by=PARLEY)
    places = [place for place in sentences.PLACES if place not in OF_NO_DAY]
    cut = list(sentences.of(Scope(Edition(store, CASE), day), places))
    store.close()
    assert cut == list(sentences.of(Scope(bundled, day), places))
    assert loaded(iter(cut)) == []
    # Names of texts and rounds are quoted, and not our words.
    assert not [words for _, words in cut if ILL_SAID.search(re.sub("“[^”]*”", "“…”", words))]


OTHER = {"a": "b", "b": "a", "North": "South", "South": "North"}
OF_A_PARTY = ("party", "holder", "speaker_party", "part_of", "used_by", "disputed_by")


def swapped(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the rows with each of the two principals in the place of the other, but for their names and ranks."""

    def swap(row: dict[str, Any]) -> dict[str, Any]:
        return {name: OTHER.get(value, value) if name in OF_A_PARTY else value for name, value in row.items()}

    return {table: [swap(row) for row in some] for table, some in rows.items()}


def named(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the rows with names of the two principals that are no other words, too."""
    names = {"A": "North", "B": "South"}
    columns = ("short_name", "used_by", "disputed_by")
    return {
        table: [row | {name: names.get(row[name], row[name]) for name in columns if name in row} for row in some]
        for table, some in rows.items()
    }


def words_of(said: Iterator[tuple[str, str]], names: dict[str, str]) -> dict[str, Counter[str]]:
    """Return the words said in each place, in any order: parties go by rank, in lists and one after the other."""
    made: dict[str, Counter[str]] = {}
    for where, words in said:
        made.setdefault(where, Counter()).update(names.get(word, word) for word in re.findall(r"\w+", words))
    return made


def test_swapping_the_two_principals_swaps_the_sentences_and_changes_nothing_else(
    drawn: Callable[..., Edition],
) -> None:
    as_it_is, other = drawn("one", named), drawn("other", lambda rows: swapped(named(rows)))
    for day in (date(2025, 7, 9), date(2025, 8, 31)):
        said = words_of(sentences.of(Scope(as_it_is, day)), {"North": "South", "South": "North"})
        assert said == words_of(sentences.of(Scope(other, day)), {}), day
        assert sum(words["North"] + words["South"] for words in said.values()) > 10


REVERSED = {"DEMANDS": "REJECTS", "ACCEPTS": "REJECTS", "CONDITIONAL": "RESISTS", "RESISTS": "CONDITIONAL"}
REVERSED |= {"REJECTS": "ACCEPTS"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reversing_a_proposition_leaves_distances_and_who_moved_unchanged(
    drawn: Callable[..., Edition], seed: int
) -> None:
    def with_levels(levels: dict[str, str]) -> Callable[[dict[str, list[Any]]], dict[str, list[Any]]]:
        def change(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
            return rows | {
                "stance": [
                    row | {"level": levels.get(row["level"], row["level"]) if row["term"] == "aid" else row["level"]}
                    for row in rows["stance"]
                ]
            }

        return change

    # To demand and to accept are one score; of the reversed proposition there is one word for both.
    worded, opposite = (
        drawn(f"worded-{seed}", with_levels({"DEMANDS": "ACCEPTS"}), seed),
        drawn(f"reversed-{seed}", with_levels(REVERSED), seed),
    )
    for day in (date(2025, 7, 20), date(2025, 8, 31)):
        for question, columns in (("distance", ["term", "distance", "n"]), ("who-moved", ["party", "term", "moved"])):
            one, other = (
                asking.frame(Scope(edition, day, since=since_of(question)), question) for edition in (worded, opposite)
            )
            pd.testing.assert_frame_equal(one[columns], other[columns])


def since_of(question: str) -> date | None:
    return date(2025, 7, 5) if question == "who-moved" else None
