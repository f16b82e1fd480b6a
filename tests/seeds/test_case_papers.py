"""What README and SOURCES of the bundled case say is what its rows say."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from dashboard.analysis.coders import alpha
from dashboard.cases import BUNDLED
from dashboard.frames import CODINGS
from tests.seeds.test_israel_hamas import Row, by_code, rows

README, SOURCES = ((BUNDLED / name).read_text(encoding="utf-8") for name in ("README.md", "SOURCES.md"))
SIDES = ("Israeli and Jewish press", "Arab, Turkish and Iranian press")
OTHER = "other, incl. wires, UN and reposts"


def flowing(text: str) -> str:
    return " ".join(text.split())


def claim_of(stance: str) -> Row:
    return by_code("claim")[stance.replace("st_", "cl_", 1)]


def grade_of(stance: str) -> str:
    return str(by_code("source")[claim_of(stance)["source"]]["grade"])


def side_of(publisher: str) -> str:
    """Return the side whose list in SOURCES has the publisher."""
    for side in SIDES:
        listed = re.search(rf"\*\*{side}:\*\* (.+?)\.\n\n", SOURCES, re.DOTALL)
        assert listed is not None
        if publisher in re.findall(r"`([^`]+)`", flowing(listed[1])):
            return side
    return OTHER


def table_of_sides(sources: Iterable[Row]) -> str:
    """Return the lines of a table that counts these sources by side and grade."""
    counts = Counter((side_of(one["publisher"]), one["grade"]) for one in sources)
    all_of_a = sum(counts[side, "A"] for side in (*SIDES, OTHER))
    lines = []
    for side in (*SIDES, OTHER):
        own = [counts[side, grade] for grade in "ABCD"]
        shares = (100 * sum(own) / counts.total(), 100 * own[0] / all_of_a)
        lines.append(f"| {side} | {' | '.join(map(str, own))} | {sum(own)} | {shares[0]:.0f} % | {shares[1]:.0f} % |")
    return "\n".join(lines)


def test_the_readme_counts_what_is_there() -> None:
    counts = [len(rows(table)) for table in ("round", "proposal", "provision", "stance")]
    assert "{} rounds, {} texts with {} provisions, and {} stances, each".format(*counts) in flowing(README)
    (own,) = rows("negotiation")
    assert flowing(own["citation"]) in flowing(README).replace("*", "")
    of_parley = (BUNDLED.parents[1] / "README.md").read_text(encoding="utf-8").replace("> ", "").replace("*", "")
    assert flowing(own["citation"]) in flowing(of_parley)
    assert own["title"] in README.splitlines()[0]
    late = [
        len([row for row in rows(table) if row[day].isoformat() > "2025-11-30"])
        for table, day in (("stance", "held_on"), ("event", "happened_on"))
    ]
    assert "{} stances and {} events go on to 14 January 2026".format(*late) in flowing(README)
    last = max(row["held_on"] for row in rows("stance"))
    assert last.isoformat() == "2026-01-14"
    red = sum(bool(row["red_line"]) for row in rows("stance"))
    assert f"There are {red}." in README


def test_sources_counts_documents_and_grades() -> None:
    cited = {row["source"] for table in ("citation", "claim", "alias", "figure", "delivery") for row in rows(table)}
    every = len(rows("source"))
    said = f"{every} documents, {len(cited)} of them cited; the other {every - len(cited)} were read"
    assert said in flowing(SOURCES)
    grades = Counter(by_code("source")[claim["source"]]["grade"] for claim in rows("claim"))
    for grade in "ABCD":
        (line,) = re.findall(rf"^\| {grade} \| .*$", SOURCES, re.MULTILINE)
        assert line.endswith(f" | {grades[grade]} |")


def test_shares_by_side_are_those_of_the_lists() -> None:
    assert table_of_sides(rows("source")) in SOURCES
    assert table_of_sides(by_code("source")[claim["source"]] for claim in rows("claim")) in SOURCES
    publishers = {source["publisher"] for source in rows("source")}
    for side in SIDES:
        listed = re.search(rf"\*\*{side}:\*\* (.+?)\.\n\n", SOURCES, re.DOTALL)
        assert listed is not None and set(re.findall(r"`([^`]+)`", flowing(listed[1]))) <= publishers


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        (
            "claim",
            "checked",
            "`page_reread`, read again while coding: {page_reread}; `substance_reconfirmed`, another "
            "page said the same: {substance_reconfirmed}; `from_notes`, coded from notes taken when the page was read: "
            "{from_notes} |",
        ),
        ("stance", "confidence", "high {high}, moderate {moderate}, low {low} |"),
        (
            "claim",
            "attribution",
            "`on_record`, a named person: {on_record}; `statement`, an official statement, text or "
            "vote: {statement}; `reported`, a press report or leak: {reported}; `anonymous`, an unnamed official: "
            "{anonymous} |",
        ),
        ("claim", "speaker_basis", "`page` {page}, `notes` {notes} |"),
    ],
)
def test_marks_are_counted_as_they_are(table: str, column: str, words: str) -> None:
    counts = Counter(str(row[column]) for row in rows(table))
    assert words.format(**counts) in SOURCES


def test_what_is_said_of_speakers_is_so() -> None:
    others = [claim for claim in rows("claim") if not claim["speaker_is_holder"]]
    unnamed = [claim for claim in others if claim["attribution"] == "reported"]
    assert not any(claim["speaker"] for claim in unnamed)
    said = (
        f"In {len(others)} claims somebody else speaks for the holder: {len(unnamed)} press reports without a speaker, "
        f"and {len(others) - len(unnamed)} in which another is named or described"
    )
    assert said in flowing(SOURCES)
    left_out = sum("left out" in (claim["note"] or "") for claim in rows("claim"))
    assert f"The names of {left_out} speakers were not confirmed" in SOURCES
    assert f"exact from the page | {sum(claim['quote'] is not None for claim in rows('claim'))} |" in SOURCES
    assert f"all {sum(claim['verified'] for claim in rows('claim'))}; not 3 provisions and 1 figure" in SOURCES
    assert [row["code"] for table in ("provision", "figure") for row in rows(table) if not row["verified"]] == [
        "p_2401_il_2month.prisoner_releases",
        "p_2401_paris1.hostage_releases",
        "p_2501_agreement.return_of_displaced",
        "fig_042",
    ]


def test_what_passes_the_usual_filter_is_counted_by_party() -> None:
    passing = Counter(
        row["party"] for row in rows("stance") if grade_of(row["code"]) in "AB" and row["confidence"] != "low"
    )
    names = {code: party["short_name"] for code, party in by_code("party").items()}
    said = flowing(SOURCES)
    assert f"confidence not low leaves {passing.total()} stances:" in said
    wording = {"israel_hardliners": "coalition opponents", "usa": "United States", "unsc": "UN Security Council"}
    wording["pij"] = "Islamic Jihad"
    assert all(f"{wording.get(code, names[code])} {count}" in said for code, count in passing.items())


def test_weak_spots_and_gaps_are_those_of_the_rows() -> None:
    weak = [row["code"] for row in rows("stance") if grade_of(row["code"]) == "D"]
    assert len(weak) == 3 and all(f"`{code}`" in SOURCES for code in weak)
    outside = sum(row["in_round_window"] is False for row in rows("stance"))
    assert f"- {outside} stances fall outside" in SOURCES
    held = Counter((row["party"], row["term"]) for row in rows("stance"))
    assert (held["israel", "guarantees"], held["israel", "reconstruction"]) == (2, 0)
    opponents = ("guarantees", "philadelphi_corridor", "reconstruction")
    assert not any(held["israel_hardliners", term] for term in opponents)
    assert sum(row["round"] == "R05" for row in rows("stance")) == 7
    assert "R05 was a drafting meeting and has 7 stances" in SOURCES
    assert not [row for row in rows("stance") if row["term"] == "overall_framework" and row["proposal"] is None]
    answered = {
        (row["term"], row["answer"])
        for row in rows("stance")
        if (row["party"], row["proposal"]) == ("israel", "p_2508_eg_qa")
    }
    assert "overall_framework" not in {term for term, _ in answered}


def test_how_far_the_readings_agree_is_as_said() -> None:
    codings = CODINGS.frame(rows("coding"))
    pairs: dict[str, set[tuple[str | None, str | None]]] = {}
    for row in rows("coding"):
        pairs.setdefault(row["stance"], set()).add((row["level"], row["answer"]))
    assert f"differed on {sum(len(pair) > 1 for pair in pairs.values())} of {len(pairs)} records" in flowing(SOURCES)
    level, answer = (alpha(codings, aspect, "ordinal") for aspect in ("level", "answer"))  # type: ignore[arg-type]
    assert level.value is not None and answer.value is not None
    said = (
        f"{level.value:.2f} for levels ({level.units} records with a score from both) and {answer.value:.2f} for "
        f"answers ({answer.units})"
    )
    assert said in flowing(SOURCES)


def test_what_the_first_article_holds_is_counted() -> None:
    counts = [sum(row["seed"] for row in rows(table)) for table in ("stance", "figure", "event")]
    assert "({} stances), {} figures and {} events".format(*counts) in flowing(SOURCES)


def test_every_disagreement_stands_with_its_versions_and_sources() -> None:
    for code, point in by_code("disagreement").items():
        sides = sorted(
            (one for one in rows("disagreement_side") if one["disagreement"] == code), key=lambda one: one["rank"]
        )
        cited = sorted(one["source"] for one in rows("citation") if one["disagreement"] == code)
        versions = "; ".join(one["summary"] for one in sides)
        line = f"| `{code}` | {point['summary']} | {versions} | {', '.join(f'`{one}`' for one in cited)} |"
        assert line in SOURCES
