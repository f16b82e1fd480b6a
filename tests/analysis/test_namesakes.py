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


AS_OF = D("2025-02-10")


def found(
    stances: pd.DataFrame = DIFFERENT,
    use_by_days: int = 30,
    aliases: pd.DataFrame = ALIASES,
    as_of: pd.Timestamp = AS_OF,
    proposals: pd.DataFrame = PROPOSALS,
) -> pd.DataFrame:
    tables = (PROVISIONS, QUANTITIES, frames.STAGES.frame(), TERMS)
    return frames.NAMESAKES.check(namesakes(aliases, proposals, stances, *tables, as_of, use_by_days))


def test_two_texts_under_one_name_and_answered_differently_are_shown_the_earlier_first() -> None:
    (row,) = found().itertuples(index=False)
    assert (row.one, row.other, row.name) == ("p1", "p2", "the Plan")
    assert row.terms == "truce"  # 70 days or 60; the aid provision of one text only tells of no difference
    assert row.answers == "north on truce: REJECTS, ACCEPTS"
    assert row.used_by == "an official; its author"
    assert row.disputed_one == "the author" and pd.isna(row.disputed_other)


def test_texts_tabled_further_apart_than_the_use_by_are_not_confused() -> None:
    assert len(found(use_by_days=30)) == 1  # 1 to 31 January
    assert found(use_by_days=29).empty


def test_two_texts_are_told_of_until_the_use_by_of_the_later_one_is_over_and_not_before_it_is_tabled() -> None:
    assert len(found(as_of=D("2025-03-02"))) == 1  # 30 days after 31 January
    assert found(as_of=D("2025-03-03")).empty
    assert found(as_of=D("2025-01-30")).empty


def test_of_a_line_of_texts_the_latest_has_the_name_that_a_text_of_another_line_has_too() -> None:
    # p2 revises p1, and both go by the name; p3, of the days between, is nobody's version.
    line = PROPOSALS.assign(version_of=["p1", None])
    assert list(found(proposals=line)["one"]) == ["p1"]
    three = pd.concat([line, PROPOSALS.tail(1).assign(code="p3", tabled_on=D("2025-01-20"))], ignore_index=True)
    named = pd.concat([ALIASES, ALIASES.head(1).assign(code="3", proposal="p3")], ignore_index=True)
    said = answers(("north", "text", "p1", "ACCEPTS"), ("north", "text", "p3", "REJECTS"), day="2025-01-20")
    said = pd.concat([said, answers(("north", "text", "p2", "OPEN")).assign(code="s2")], ignore_index=True)

    def pairs_of(day: str) -> list[Any]:
        return found(said, aliases=named, as_of=D(day), proposals=three)[["one", "other"]].to_numpy().tolist()

    assert pairs_of("2025-01-30") == [["p1", "p3"]]
    assert pairs_of("2025-02-10") == [["p3", "p2"]]


def test_an_answer_dated_before_its_text_counts_nowhere() -> None:
    early = answers(("north", "truce", "p2", "ACCEPTS"), day="2025-01-30").assign(code="early")
    assert found(pd.concat([DIFFERENT.head(1), early], ignore_index=True)).empty


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
    """Return who answers differently on what, and how."""
    return made(answers(*rows))[["party", "term", "answer_one", "answer_other"]].values.tolist()


def on_terms(*rows: tuple[str, str, str, str]) -> list[Any]:
    """Return on how many terms of each text the answers are that stand beside one to the whole of the other."""
    found = made(answers(*rows))[["terms_one", "terms_other"]].astype("object")
    return found.where(found.notna(), None).values.tolist()


def made(stances: pd.DataFrame, old_before: str = "2025-01-01") -> pd.DataFrame:
    return different_answers(stances, PROPOSALS, PROVISIONS, TERMS, ("p1", "p2"), D(old_before))


def test_a_whole_text_refused_is_held_against_the_terms_accepted_of_the_other() -> None:
    refused = ("north", "text", "p1", "REJECTS")
    accepted = [("north", "truce", "p2", "ACCEPTS"), ("north", "aid", "p2", "CONDITIONAL")]
    assert pairs(refused, *accepted) == [["north", "text", "REJECTS", "CONDITIONAL; ACCEPTS"]]
    assert on_terms(refused, *accepted) == [[None, 2]]
    assert on_terms(accepted[0], ("north", "text", "p1", "REJECTS"), ("north", "text", "p2", "ACCEPTS")) == [
        [None, None]
    ]
    assert pairs(refused, accepted[0], ("north", "aid", "p2", "OPEN")) == []
    # The yes to the whole of the second is a yes to its pause, too.
    assert pairs(("north", "text", "p2", "ACCEPTS"), ("north", "truce", "p1", "RESISTS")) == [
        ["north", "text", "RESISTS", "ACCEPTS"],
        ["north", "truce", "RESISTS", "ACCEPTS"],
    ]


def test_a_yes_to_a_whole_text_reaches_its_provisions_but_for_those_answered_otherwise_and_a_no_reaches_none() -> None:
    yes, no = (("north", "text", "p2", answer) for answer in ("ACCEPTS", "REJECTS"))
    truce = ("north", "truce", "p1", "OPEN")
    assert pairs(yes, truce) == [["north", "truce", "OPEN", "ACCEPTS"]]
    assert pairs(yes, truce, ("north", "truce", "p2", "OPEN")) == []
    assert pairs(no, truce) == []


def test_how_many_answers_are_counted_and_how_many_are_old() -> None:
    early = answers(("north", "truce", "p1", "REJECTS"), day="2025-01-05").assign(code="early")
    late = answers(("north", "truce", "p2", "ACCEPTS"))
    both = pd.concat([early, late], ignore_index=True)
    assert made(both, "2025-01-06")[["n", "n_old"]].values.tolist() == [[2, 1]]
    assert made(both, "2025-01-05")[["n", "n_old"]].values.tolist() == [[2, 0]]
    # A no to the whole against two yes: three answers.
    whole = answers(
        ("north", "text", "p1", "REJECTS"), ("north", "truce", "p2", "ACCEPTS"), ("north", "aid", "p2", "ACCEPTS")
    )
    assert made(whole, "2025-03-01")[["n", "n_old"]].values.tolist() == [[3, 3]]


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
        source_grade=case["stance"]["code"].map(of_stance).astype("str"),
        claims=pd.array([1] * len(case["stance"])),
        word=pd.array([0] * len(case["stance"]), dtype="Int64"),
    )
    return frames.GRADED_STANCES.check(stances[(stances["source_grade"] <= worst) & (stances["confidence"] != "low")])


def test_the_two_texts_of_26_may_2025_show_themselves_under_the_usual_filter() -> None:
    case = bundled()
    tables = (case[name] for name in ("provision", "quantity", "stage", "term"))
    day, stances = D("2025-06-07"), graded("B")
    stances = stances[stances["held_on"] <= day]
    (row,) = namesakes(case["alias"], case["proposal"], stances, *tables, day, 30).itertuples(index=False)
    assert (row.name, row.one, row.other) == ("Witkoff proposal", "p_2505_bahbah_70d", "p_2505_witkoff_60d")
    assert "truce_duration" in row.terms
    # Of the later text he uses the name himself.
    assert row.disputed_one == "Steve Witkoff" and pd.isna(row.disputed_other)
    # Israel said yes to the whole of the second on 29 May, which reaches what it gives on hostages.
    assert row.answers == (
        "hamas on overall_framework: ACCEPTS, CONDITIONAL; israel on hostage_releases: REJECTS, ACCEPTS; "
        "israel on overall_framework: REJECTS, ACCEPTS; usa on overall_framework: REJECTS, ACCEPTS"
    )


def test_no_answer_to_the_seventy_day_text_rests_on_a_source_of_grade_a() -> None:
    case = bundled()
    pair = ("p_2505_bahbah_70d", "p_2505_witkoff_60d")
    tables = (case[name] for name in ("proposal", "provision", "term"))
    assert different_answers(graded("A"), *tables, pair, D("2025-01-01")).empty
