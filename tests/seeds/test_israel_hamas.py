"""The bundled case holds together: rows are valid, references resolve, and the counts are those of its record."""

import calendar
import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dashboard.frames import TABLE_FRAMES
from dashboard.inputs import validate
from dashboard.models import NEGOTIATION, TABLES
from dashboard.vocabulary import ANSWERS, Level

CASE = Path(__file__).parents[2] / "seeds" / "israel-hamas"
REMAKE = "run: python -m tests.seeds.third_edition"
NEGOTIATION_COLUMNS = [column for column in NEGOTIATION.columns if column != "version"]
Row = dict[str, Any]


def records(table: str) -> list[dict[str, str]]:
    path = CASE / f"{table}.csv"
    assert path.exists(), REMAKE
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def rows(table: str) -> list[Row]:
    extra = {} if table == "negotiation" else {"negotiation": "israel-hamas"}
    return [validate(table, {k: v or None for k, v in record.items()} | extra) for record in records(table)]


@cache
def by_code(table: str) -> dict[str, Row]:
    return {row["code"]: row for row in rows(table)}


@pytest.mark.parametrize("table", ["negotiation", *TABLES])
def test_every_row_is_valid_and_has_the_columns_of_its_table(table: str) -> None:
    columns = NEGOTIATION_COLUMNS if table == "negotiation" else list(TABLE_FRAMES[table].columns)
    found = records(table)
    with (CASE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == columns, REMAKE
    assert all(None not in record and None not in record.values() for record in found), "a ragged row"
    assert len(by_code(table)) == len(rows(table)), "a code given twice"


@pytest.mark.parametrize("table", ["negotiation", *TABLES])
def test_files_are_plain_utf8_in_the_order_and_spelling_of_a_package(table: str) -> None:
    data = (CASE / f"{table}.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    ranked = table in ("party", "term", "round")
    order = [(row["rank"] if ranked else 0, row["code"]) for row in rows(table)]
    assert order == sorted(order)
    for column, dtype in TABLE_FRAMES[table].columns.items() if table in TABLES else ():
        cells = {record[column] for record in records(table)} - {""}
        if dtype == "boolean":
            assert cells <= {"true", "false"}
        if dtype in ("float64", "Int64"):
            assert all(cell == repr(int(cell)) if "." not in cell else cell == repr(float(cell)) for cell in cells)


def test_the_case_is_one_negotiation_with_its_caveat_and_licence() -> None:
    (case,) = rows("negotiation")
    assert (case["code"], case["covers_from"], case["covers_to"], case["use_by_days"], case["licence"]) == (
        "israel-hamas",
        date(2023, 11, 21),
        date(2025, 11, 30),
        30,
        "CC BY 4.0",
    )
    assert "no subject expert has checked" in case["caveat"]


@pytest.mark.parametrize(
    ("table", "count"),
    {
        # Of the second edition, and what came and went since; the last of a sum is from December 2025 on.
        "party": 14,
        "term": 13,
        "round": 24 + 5,
        "proposal": 39 + 5,
        "provision": 184 + 11,
        "delivery": 9,
        "claim": 554 + 93 - 26 + 9,
        "stance": 554 + 93 - 26 + 9,
        "stance_claim": 554 + 93 - 26 + 9,
        "coding": 2 * (554 + 93 - 26),
        "event": 43 + 39 + 2,
        "figure": 47 + 14,
        "disagreement": 18 + 4 + 1,  # of one that was on two things
        "source": 389 + 101 + 8,
        "alias": 3,
        "annotation": 0,
        "saved_view": 0,
    }.items(),
)
def test_counts_are_those_of_the_record(table: str, count: int) -> None:
    assert len(rows(table)) == count


@pytest.mark.parametrize("table", list(TABLES))
def test_every_reference_resolves(table: str) -> None:
    for column, target in TABLES[table].references.items():
        missing = {row[column] for row in rows(table)} - {None} - set(by_code(target))
        assert not missing, f"{table}.{column} names {missing}, not in {target}"


def test_principals_alone_must_consent_and_a_faction_belongs_to_israel() -> None:
    parties = by_code("party")
    assert [code for code, party in parties.items() if party["consent_required"]] == ["israel", "hamas"]
    assert [code for code, party in parties.items() if party["role"] == "principal"] == ["israel", "hamas"]
    assert {code: party["part_of"] for code, party in parties.items() if party["role"] == "faction"} == {
        "israel_hardliners": "israel",
        "pij": None,
    }
    assert all(len(party["short_name"]) <= 24 for party in parties.values())


def test_twelve_terms_have_a_proposition_and_the_whole_text_has_none() -> None:
    terms = rows("term")
    assert [term["code"] for term in terms] == [
        "truce_duration",
        "hostage_releases",
        "prisoner_releases",
        "withdrawal",
        "philadelphi_corridor",
        "permanent_end",
        "guarantees",
        "humanitarian_aid",
        "return_of_displaced",
        "disarmament",
        "governance",
        "reconstruction",
        "overall_framework",
    ]
    assert all(term["proposition"] and not term["whole_text"] for term in terms[:12])
    assert terms[12]["whole_text"] and terms[12]["proposition"] is None
    assert all(len(term["short_title"]) <= 28 for term in terms)


def test_every_stance_rests_on_its_one_claim_which_says_the_same() -> None:
    links = Counter(link["stance"] for link in rows("stance_claim"))
    assert links == Counter(by_code("stance").keys())
    same = {"party": "holder", "held_on": "said_on"} | {
        column: column for column in ("term", "proposal", "round", "precision", "level", "answer", "summary", "seed")
    }
    for link in rows("stance_claim"):
        stance, claim = by_code("stance")[link["stance"]], by_code("claim")[link["claim"]]
        assert claim["code"] == stance["code"].replace("st_", "cl_", 1)
        assert {column: stance[column] for column in same} == {column: claim[of] for column, of in same.items()}


def test_every_stance_up_to_november_2025_was_read_twice() -> None:
    read_twice = [code for code, stance in by_code("stance").items() if stance["held_on"] <= date(2025, 11, 30)]
    assert len(by_code("stance")) - len(read_twice) == 9
    assert Counter((coding["stance"], coding["author"]) for coding in rows("coding")) == Counter(
        (stance, author) for stance in read_twice for author in ("coder_a", "coder_b")
    )


def test_levels_and_answers_are_as_adjudicated() -> None:
    # Of the second edition, less those taken out and those that have changed, and those that came in their place.
    stances = rows("stance")
    assert Counter(stance["level"] for stance in stances) == {
        Level.DEMANDS: 177,
        Level.NOT_APPLICABLE: 151,
        Level.ACCEPTS: 112,
        Level.REJECTS: 68,
        Level.CONDITIONAL: 67,
        Level.RESISTS: 34,
        Level.OPEN: 19,
        Level.SILENT: 1,
        Level.MIXED: 1,
    }
    assert Counter(stance["answer"] for stance in stances) == {
        Level.ACCEPTS: 253,
        None: 131,
        Level.RESISTS: 126,
        Level.REJECTS: 70,
        Level.OPEN: 27,
        Level.CONDITIONAL: 19,
        Level.SILENT: 2,
        Level.MIXED: 2,
    }
    assert all(row["answer"] in (None, *ANSWERS) for table in ("stance", "claim", "coding") for row in rows(table))


def test_nobody_coded_an_influence_or_a_credibility() -> None:
    assert all(stance["influence"] is None for stance in rows("stance"))
    assert all(claim["credibility"] is None for claim in rows("claim"))


def test_a_speaker_is_named_only_where_the_page_or_the_notes_name_one() -> None:
    bases = Counter(claim["speaker_basis"] for claim in rows("claim"))
    assert bases == {None: 246, "page": 204, "notes": 180}
    assert all((claim["speaker"] is None) == (claim["speaker_basis"] is None) for claim in rows("claim"))
    left_out = [claim for claim in rows("claim") if "left out" in (claim["note"] or "")]
    assert len(left_out) == 25 - 4 and not any(claim["speaker"] for claim in left_out)


def test_what_others_say_for_a_party_is_not_its_own_word() -> None:
    others = {claim["code"]: claim for claim in rows("claim") if not claim["speaker_is_holder"]}
    reported = [one for one in others.values() if one["attribution"] == "reported"]
    assert (len(reported), len(others) - len(reported)) == (128, 18)
    assert others["cl_20250701_israel_overall_framework_1"]["speaker_party"] == "usa"
    assert others["cl_20250712_israel_withdrawal_1"]["speaker_party"] is None
    assert all(claim["speaker_party"] == claim["holder"] for claim in rows("claim") if claim["speaker_is_holder"])


def test_a_report_without_a_speaker_is_nobodys_own_word() -> None:
    for claim in rows("claim"):
        if claim["attribution"] == "reported" and claim["speaker"] is None:
            assert claim["speaker_is_holder"] is False, claim["code"]


def test_a_quote_has_at_most_twenty_words_and_says_whose_they_are() -> None:
    quoted = [claim for claim in rows("claim") if claim["quote"]]
    assert len(quoted) == 243
    assert all(claim["quote_of"] and len(claim["quote"].split()) <= 20 for claim in quoted)


def test_a_text_revises_an_earlier_one() -> None:
    proposals = by_code("proposal")
    for proposal in proposals.values():
        if proposal["version_of"] is not None:
            assert proposals[proposal["version_of"]]["tabled_on"] < proposal["tabled_on"], proposal["code"]


def test_texts_of_may_2025_go_by_one_name_and_one_is_disputed() -> None:
    aliases = {alias["proposal"]: (alias["name"], alias["disputed_by"]) for alias in rows("alias")}
    assert aliases == {
        "p_2505_us_midmay": ("Witkoff proposal", None),
        "p_2505_bahbah_70d": ("Witkoff proposal", "Steve Witkoff"),
        "p_2505_witkoff_60d": ("Witkoff proposal", None),
    }


def test_no_page_calls_a_text_by_a_name_before_the_text_was_tabled() -> None:
    proposals, sources = by_code("proposal"), by_code("source")
    for alias in rows("alias"):
        assert sources[alias["source"]]["published_on"] >= proposals[alias["proposal"]]["tabled_on"], alias["code"]


def stages(provision: str) -> set[tuple[int, float | None, str]]:
    return {(stage["day"], stage["count"], stage["what"]) for stage in rows("stage") if stage["provision"] == provision}


def quantities(provision: str) -> dict[str, tuple[float | None, float | None, str]]:
    return {
        quantity["measure"]: (quantity["low"], quantity["high"], quantity["unit"])
        for quantity in rows("quantity")
        if quantity["provision"] == provision
    }


def test_the_text_of_july_2025_frees_ten_and_returns_eighteen_over_sixty_days() -> None:
    living, bodies = "living hostages", "bodies of hostages"
    assert stages("p_2507_us_60d.hostage_releases") == {
        (1, 8, living),
        (50, 2, living),  # 8 + 2 = 10
        (7, 5, bodies),
        (30, 5, bodies),
        (60, 8, bodies),  # 5 + 5 + 8 = 18
    }
    assert quantities("p_2507_us_60d.hostage_releases") == {
        "living_hostages": (10, 10, "people"),
        "bodies_of_hostages": (18, 18, "bodies"),
    }
    assert quantities("p_2507_us_60d.truce_duration") == {"truce_days": (60, 60, "days")}
    assert quantities("p_2507_us_60d.prisoner_releases") == {}, "the number was left open"


def test_stages_never_add_up_to_more_than_the_text_gives() -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for stage in rows("stage"):
        if stage["count"] is not None:
            sums[stage["provision"], stage["what"].replace(" ", "_")] += stage["count"]
    assert len(sums) == 8  # living hostages in five texts, bodies in two, all hostages in one
    for (provision, measure), total in sums.items():
        assert total <= quantities(provision)[measure][1], provision  # type: ignore[operator]


def test_weeks_are_days_and_an_open_end_stays_open() -> None:
    assert quantities("p_2405_biden.truce_duration") == {"truce_days": (42, 42, "days")}  # 6 × 7
    assert quantities("p_2312_eg_3stage.truce_duration") == {"truce_days": (14, 28, "days")}  # 2 × 7, 4 × 7
    assert quantities("p_2311_truce.hostage_releases") == {"hostages": (50, None, "people")}
    assert quantities("p_2401_il_2month.truce_duration") == {"truce_months": (None, 2, "months")}


@pytest.mark.parametrize("table", ["figure", "quantity"])
def test_a_number_without_both_ends_says_how_the_source_words_it(table: str) -> None:
    assert all(row["wording"] for row in rows(table) if row["low"] is None or row["high"] is None)


@pytest.mark.parametrize("table", ["figure", "quantity"])
@pytest.mark.parametrize(("words", "end"), [(("at least", "more than", "over "), "high"), (("nearly", "up to"), "low")])
def test_an_end_that_the_source_leaves_open_is_not_known(table: str, words: tuple[str, ...], end: str) -> None:
    worded = [row for row in rows(table) if (row["wording"] or "").startswith(words)]
    # Of a range both ends may be "more than", each on another's word.
    assert not [row["code"] for row in worded if row[end] is not None and row["low"] == row["high"]]


def test_every_round_text_and_event_is_cited_and_a_disagreement_has_its_sides() -> None:
    for target in ("round", "proposal", "event", "disagreement"):
        assert {citation[target] for citation in rows("citation")} - {None} == set(by_code(target))
    sides = Counter(side["disagreement"] for side in rows("disagreement_side"))
    assert sides.keys() == by_code("disagreement").keys()
    assert [code for code, count in sides.items() if count < 2] == ["d16"], "its versions are the figures themselves"


MONTHS = list(calendar.month_name)[1:]
A_DAY = re.compile(rf"(\d+) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")
NO_LATER_DAY = {"ev_001": "the day of the article whose figures these are", "ev_065": "announced that day"}


def test_no_summary_of_a_round_or_an_event_tells_of_a_later_day() -> None:
    """A page of a day shows the summaries of what happened by then; the night after is of the same event."""
    for table, day in (("round", "ended_on"), ("event", "happened_on")):
        for row in rows(table):
            for number, month, year in A_DAY.findall(row["summary"] or ""):
                told = date(int(year or row[day].year), MONTHS.index(month) + 1, int(number))
                assert (told - row[day]).days <= 1 or row["code"] in NO_LATER_DAY, (row["code"], row["summary"])


def test_a_source_that_nothing_cites_says_so() -> None:
    cited = {row["source"] for table in ("citation", "claim", "alias", "figure", "delivery") for row in rows(table)}
    uncited = {source["code"] for source in rows("source") if source["note"] == "Read, not cited."}
    assert set(by_code("source")) - cited == uncited and len(uncited) == 27 + 4


def test_the_readme_names_every_file_and_column() -> None:
    readme = (CASE / "README.md").read_text(encoding="utf-8")
    for table in ("negotiation", *TABLES):
        columns = NEGOTIATION_COLUMNS if table == "negotiation" else TABLE_FRAMES[table].columns
        (line,) = (line for line in readme.splitlines() if line.startswith(f"| `{table}.csv` |"))
        assert line.split(" | ")[-1].removesuffix(" |") == ", ".join(f"`{column}`" for column in columns)


def test_where_nothing_hedges_a_number_its_wording_is_empty() -> None:
    """What stands there is a summary: a mark of ours, or the number once more, would be read as words of the page."""
    for table in ("figure", "quantity", "stage", "delivery"):
        worded = [row["wording"] for row in rows(table) if row["wording"]]
        assert not [words for words in worded if words == "exact" or re.fullmatch(r"[\d,.]+ ?%?", words)], table
