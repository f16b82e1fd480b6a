"""The third edition is what the script makes of its inputs, and every word of it holds against its own rows."""

from collections import Counter
from datetime import date

import pytest

from dashboard.cases import BUNDLED
from dashboard.exports.tables import csv_bytes
from dashboard.frames import TABLE_FRAMES
from dashboard.inputs import ANSWERED_ON, early_answer
from dashboard.models import TABLES
from dashboard.vocabulary import Answer, Level, ProposalKind
from tests.seeds import third_edition
from tests.seeds.test_israel_hamas import Row, by_code, rows

MADE = third_edition.merged()


@pytest.mark.parametrize("table", list(TABLES))
def test_the_case_is_what_the_script_makes(table: str) -> None:
    _, made = MADE
    columns = list(TABLE_FRAMES[table].columns)
    found = {row["code"]: {column: row[column] for column in columns} for row in rows(table)}
    assert found == {code: {column: row[column] for column in columns} for code, row in made[table].items()}
    frame = TABLE_FRAMES[table].frame(sorted(made[table].values(), key=lambda row: (row.get("rank", 0), row["code"])))
    if table in ("party", "term", "round"):
        assert csv_bytes(frame, columns) == (BUNDLED / f"{table}.csv").read_bytes()


def test_the_negotiation_is_what_the_script_makes() -> None:
    (own,) = rows("negotiation")
    assert {name: value for name, value in own.items() if name != "version"} == MADE[0]


def test_the_codebook_is_that_of_the_readme() -> None:
    said = " ".join((BUNDLED / "README.md").read_text(encoding="utf-8").replace("`", "").replace("*", "").split())
    sentences = third_edition.CODEBOOK.replace("\n", " ").split(". ")
    assert len(sentences) > 20
    assert not [one for one in sentences if " ".join(one.removesuffix(".").split()) not in said]


def test_what_was_read_is_there_and_what_was_taken_out_is_not() -> None:
    removed = third_edition.read("remove")
    assert Counter(row["table"] for row in removed) == {"coding": 52, "stance": 26, "claim": 26, "stance_claim": 26}
    assert not [row["code"] for row in removed if row["code"] in by_code(row["table"])]
    for table in TABLES:
        for folder in ("", "later/"):
            if (third_edition.READ / f"{folder}{table}.csv").exists():
                assert {row["code"] for row in third_edition.read(f"{folder}{table}")} <= by_code(table).keys()


@pytest.mark.parametrize("table", ["stance", "claim"])
def test_no_answer_is_older_than_its_text(table: str) -> None:
    texts = by_code("proposal")
    named = [row for row in rows(table) if row["proposal"] is not None]
    assert not [row["code"] for row in named if early_answer(table, row, texts[row["proposal"]]["tabled_on"])]
    # Nor does a record without an answer name a text that was still to come.
    assert not [row["code"] for row in named if row[ANSWERED_ON[table]] < texts[row["proposal"]]["tabled_on"]]


def test_no_claim_is_dated_after_its_page() -> None:
    published_on = {code: source["published_on"] for code, source in by_code("source").items()}
    assert not [claim["code"] for claim in rows("claim") if claim["said_on"] > published_on[claim["source"]]]


def test_one_record_has_silence_for_a_level_and_an_earlier_level_stands_beside_it() -> None:
    silent = [row for row in rows("stance") if row["level"] == Level.SILENT]
    assert [row["code"] for row in silent] == ["st_20251003_hamas_disarmament_1"]
    (one,) = silent
    before = [
        row["level"]
        for row in rows("stance")
        if (row["party"], row["term"]) == (one["party"], one["term"]) and row["held_on"] < one["held_on"]
    ]
    assert Level.REJECTS in before
    readings = [row["level"] for row in rows("coding") if row["stance"] == one["code"]]
    assert readings == [Level.SILENT, Level.SILENT]


def test_every_party_that_tabled_a_text_said_yes_to_it() -> None:
    answers: dict[tuple[str, str], list[Row]] = {}
    for stance in sorted(rows("stance"), key=lambda row: row["held_on"]):
        if stance["answer"] is not None:
            answers.setdefault((stance["party"], stance["proposal"]), []).append(stance)
    tabled = [(row["party"], row["proposal"]) for row in rows("proposal_party") if row["tabled"]]
    assert len(tabled) == 61
    # The United States called the outline of May 2024 an Israeli offer, which is disputed; README says so.
    outline = ("israel", "p_2405_biden")
    assert Answer.ACCEPTS in [row["answer"] for row in answers[outline]]
    otherwise = {}
    for pair in set(tabled) - {outline}:
        first = [row["answer"] for row in answers[pair] if row["held_on"] == answers[pair][0]["held_on"]]
        assert Answer.ACCEPTS in first, pair
        if set(first) != {Answer.ACCEPTS}:
            otherwise[pair] = {row["term"]: row["answer"] for row in answers[pair][: len(first)]}
    # Of this README says so too.
    assert otherwise == {("qatar", "p_2405_eg_qa"): {"overall_framework": Answer.OPEN, "permanent_end": Answer.ACCEPTS}}


def test_every_text_has_a_kind_and_two_agreements_have_lapsed() -> None:
    kinds = Counter(text["kind"] for text in rows("proposal"))
    assert kinds == {
        ProposalKind.MEDIATORS: 22,
        ProposalKind.OFFER: 10,
        ProposalKind.REPLY: 5,
        ProposalKind.AGREEMENT: 3,
        ProposalKind.RESOLUTION: 3,
        ProposalKind.ANNEX: 1,
    }
    assert {text["code"]: text["lapsed_on"] for text in rows("proposal") if text["lapsed_on"] is not None} == {
        "p_2311_truce": date(2023, 12, 1),
        "p_2501_agreement": date(2025, 3, 18),
    }
    agreed = {text["code"] for text in rows("proposal") if text["kind"] == ProposalKind.AGREEMENT}
    assert agreed == {"p_2311_truce", "p_2501_agreement", "p_2510_phase1"}


def test_an_offer_is_of_the_one_side_that_tabled_it() -> None:
    tabled: dict[str, set[str]] = {}
    for row in rows("proposal_party"):
        if row["tabled"]:
            tabled.setdefault(row["proposal"], set()).add(row["party"])
    for text in rows("proposal"):
        if text["kind"] == ProposalKind.OFFER:
            assert tabled[text["code"]] in ({"israel"}, {"hamas"}), text["code"]


def test_what_all_accept_and_what_they_differ_on_goes_on_a_sentence() -> None:
    for term in rows("term"):
        for words in (term["agreed_words"], term["opposed_words"]):
            assert words and words[-1].isalpha() and not words.startswith(("that ", "on "))
            assert words[0].islower() or words.split()[0] in ("Israeli", "Palestinian", "Hamas", "Gaza"), words


def test_deliveries_add_up_to_their_totals_and_days_count_from_the_day_the_truce_began() -> None:
    sums: Counter[str] = Counter()
    for row in sorted(rows("delivery"), key=lambda row: row["done_by"]):
        sums[row["what"]] += row["count"]
        assert row["total"] == sums[row["what"]], row["code"]
        assert row["day"] == (row["done_by"] - date(2025, 10, 10)).days
        assert row["provision"] == "p_2510_phase1.hostage_releases"
    assert sums == {"living hostages": 20, "bodies of hostages": 4 + 8 + 3 + 2 + 4 + 1 + 2 + 2}


def test_weights_are_those_that_were_read() -> None:
    stances = by_code("stance")
    assert Counter(row["red_line"] for row in stances.values()) == {False: 595, True: 26, None: 9}
    # An end of the war, for Hamas: the deal stood or fell with it, but for winter 2024–25 and autumn 2025 (75).
    own = [row for row in stances.values() if (row["party"], row["term"]) == ("hamas", "permanent_end")]
    less = {row["held_on"].isoformat()[:7] for row in own if row["salience"] == 75}
    assert less == {"2025-02", "2025-09", "2025-10"}
    assert {row["salience"] for row in own if row["held_on"].isoformat()[:7] not in less} == {100.0}
    late = [row for row in stances.values() if row["held_on"] > date(2025, 11, 30)]
    assert len(late) == 9 and not any(row["salience"] or row["position"] or row["red_line"] for row in late)
    assert stances["st_20250414_israel_truce_duration_1"]["position"] == pytest.approx(100 * 45 / 135, abs=0.01)
    assert stances["st_20240314_hamas_prisoner_releases_1"]["position_high"] == 100 * 1000 / 2000


def test_positions_outside_their_scale_are_left_out_and_listed() -> None:
    given = {row["code"] for row in rows("stance") if row["position"] is not None}
    outside = {row["stance"] for row in third_edition.positions() if not third_edition.on_scale(row)}
    assert (len(given), len(outside)) == (58 - 12, 12) and not given & outside
    readme = (BUNDLED / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` | " in readme for code in outside)
    ends = {term["code"]: (term["scale_low"], term["scale_high"]) for term in rows("term")}
    for row in third_edition.read("weights/positions"):
        low, high = ends[by_code("stance")[row["stance"]]["term"]]
        assert float(row["position"]) == pytest.approx(100 * (float(row["value"]) - low) / (high - low), abs=0.01)


def test_each_row_of_the_first_article_rests_on_it() -> None:
    links = {link["stance"]: by_code("claim")[link["claim"]] for link in rows("stance_claim")}
    assert {links[row["code"]]["source"] for row in rows("stance") if row["seed"]} == {"s_seed"}
    assert {row["source"] for table in ("claim", "figure") for row in rows(table) if row["seed"]} == {"s_seed"}
    cited = {row["event"] for row in rows("citation") if row["source"] == "s_seed"}
    assert {row["code"] for row in rows("event") if row["seed"]} == cited - {None}
    assert {row["proposal"] for row in rows("citation") if row["source"] == "s_seed"} == {None, "p_2507_us_60d"}
    assert {row["proposal"] for row in rows("provision") if row["seed_summary"]} == {"p_2507_us_60d"}
