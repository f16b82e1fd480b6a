"""Two texts under one name."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis.namesakes import different_answers, namesakes
from dashboard.imports import package

D = pd.Timestamp
CASE = Path(__file__).parents[2] / "seeds" / "israel-hamas"
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "whole_text": False},
        {"code": "aid", "whole_text": False},
        {"code": "text", "whole_text": True},
    ]
)
PROPOSALS = frames.PROPOSALS.frame(
    [{"code": "p2", "tabled_on": D("2025-01-31")}, {"code": "p1", "tabled_on": D("2025-01-01")}]
)
ALIASES = frames.ALIASES.frame(
    [
        {"code": "2", "proposal": "p2", "name": "The plan ", "used_by": "its author"},
        {"code": "1", "proposal": "p1", "name": "the Plan", "used_by": "an official", "disputed_by": "the author"},
    ]
)
PROVISIONS = frames.PROVISIONS.frame(
    [
        {"code": "p1.truce", "proposal": "p1", "term": "truce", "summary": "A pause."},
        {"code": "p2.truce", "proposal": "p2", "term": "truce", "summary": "A pause."},
        {"code": "p2.aid", "proposal": "p2", "term": "aid", "summary": "Trucks."},
    ]
)
QUANTITIES = frames.QUANTITIES.frame(
    [
        {"code": f"{code}.days", "provision": f"{code}.truce", "measure": "days", "low": n, "high": n, "unit": "days"}
        for code, n in (("p1", 70.0), ("p2", 60.0))
    ]
)


def answers(*rows: tuple[str, str, str, str], day: str = "2025-02-01") -> pd.DataFrame:
    return frames.GRADED_STANCES.frame(
        [
            {"code": f"s{n}", "party": party, "term": term, "proposal": text, "answer": answer, "held_on": D(day)}
            for n, (party, term, text, answer) in enumerate(rows)
        ]
    )


DIFFERENT = answers(("north", "truce", "p1", "REJECTS"), ("north", "truce", "p2", "ACCEPTS"))


def found(stances: pd.DataFrame = DIFFERENT, use_by_days: int = 30, aliases: pd.DataFrame = ALIASES) -> pd.DataFrame:
    made = namesakes(aliases, PROPOSALS, stances, PROVISIONS, QUANTITIES, frames.STAGES.frame(), TERMS, use_by_days)
    return frames.NAMESAKES.check(made)


def test_two_texts_under_one_name_and_answered_differently_are_shown_the_earlier_first() -> None:
    (row,) = found().itertuples(index=False)
    assert (row.one, row.other, row.name) == ("p1", "p2", "the Plan")
    assert row.terms == "truce"  # 70 days or 60; the aid provision of one text only tells of no difference
    assert row.answers == "north on truce: REJECTS, ACCEPTS"
    assert row.used_by == "an official; its author"
    assert row.disputed_by == "the author"


def test_texts_tabled_further_apart_than_the_use_by_are_not_confused() -> None:
    assert len(found(use_by_days=30)) == 1  # 1 to 31 January
    assert found(use_by_days=29).empty


def test_the_same_answer_no_answer_and_one_answer_are_no_difference() -> None:
    assert found(answers()).empty
    assert found(answers(("north", "truce", "p1", "REJECTS"))).empty
    assert found(answers(("north", "truce", "p1", "ACCEPTS"), ("north", "truce", "p2", "ACCEPTS"))).empty
    assert found(answers(("north", "truce", "p1", "ACCEPTS"), ("north", "truce", "p2", "SILENT"))).empty
    assert found(answers(("north", "truce", "p1", "ACCEPTS"), ("south", "truce", "p2", "REJECTS"))).empty


def test_other_names_and_one_text_of_two_names_are_no_namesakes() -> None:
    assert found(aliases=ALIASES.head(1)).empty
    assert found(aliases=ALIASES.assign(name=["One", "Other"])).empty
    assert found(aliases=ALIASES.assign(proposal="p1")).empty


def pairs(*rows: tuple[str, str, str, str]) -> list[Any]:
    return different_answers(answers(*rows), TERMS, "p1", "p2").values.tolist()


def test_a_whole_text_refused_is_held_against_the_terms_accepted_of_the_other() -> None:
    refused = ("north", "text", "p1", "REJECTS")
    accepted = [("north", "truce", "p2", "ACCEPTS"), ("north", "aid", "p2", "CONDITIONAL")]
    assert pairs(refused, *accepted) == [["north", "text", "REJECTS", "CONDITIONAL"]]
    assert pairs(refused, accepted[0], ("north", "aid", "p2", "OPEN")) == []
    assert pairs(("north", "text", "p2", "ACCEPTS"), ("north", "truce", "p1", "RESISTS")) == [
        ["north", "text", "RESISTS", "ACCEPTS"]
    ]


def test_the_latest_answer_counts() -> None:
    early = answers(("north", "truce", "p1", "ACCEPTS"), day="2025-01-02").assign(code="early")
    assert found(pd.concat([DIFFERENT, early], ignore_index=True))["answers"].tolist() == found()["answers"].tolist()


@cache
def bundled() -> dict[str, pd.DataFrame]:
    rows = package.read(CASE).rows
    return {name: contract.frame(rows[name]) for name, contract in frames.TABLE_FRAMES.items()}


def graded(worst: str) -> pd.DataFrame:
    case = bundled()
    grade = case["source"].set_index("code")["grade"]
    claims = case["claim"].set_index("code")["source"].map(grade)
    of_stance = case["stance_claim"].set_index("stance")["claim"].map(claims)
    stances = case["stance"].assign(
        source_grade=case["stance"]["code"].map(of_stance).astype("str"), claims=pd.array([1] * len(case["stance"]))
    )
    return frames.GRADED_STANCES.check(stances[(stances["source_grade"] <= worst) & (stances["confidence"] != "low")])


def test_the_two_texts_of_26_may_2025_show_themselves_under_the_usual_filter() -> None:
    case = bundled()
    tables = (case[name] for name in ("provision", "quantity", "stage", "term"))
    (row,) = namesakes(case["alias"], case["proposal"], graded("B"), *tables, 30).itertuples(index=False)
    assert (row.name, row.one, row.other) == ("Witkoff proposal", "p_2505_bahbah_70d", "p_2505_witkoff_60d")
    assert "truce_duration" in row.terms
    assert row.disputed_by == "Steve Witkoff"
    assert row.answers == "usa on overall_framework: REJECTS, ACCEPTS"


def test_sources_of_grade_c_add_what_israel_is_said_to_have_answered() -> None:
    differing = different_answers(graded("C"), bundled()["term"], "p_2505_bahbah_70d", "p_2505_witkoff_60d")
    assert ["israel", "overall_framework", "REJECTS", "ACCEPTS"] in differing.values.tolist()
