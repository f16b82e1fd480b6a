"""The worlds of the ranking, held against sticking points computed world by world."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis import robustness
from dashboard.analysis.stances import current
from dashboard.analysis.sticking import sticking_points

D = pd.Timestamp
AS_OF = D("2025-03-01")
PARTIES = frames.PARTIES.frame(
    [
        {"code": "north", "consent_required": True},
        {"code": "south", "consent_required": True},
        {"code": "wing", "consent_required": False},
    ]
)
TERMS = frames.TERMS.frame(
    [{"code": code, "whole_text": code == "text"} for code in ("truce", "border", "aid", "text")]
)
NO_CODINGS = frames.CODINGS.frame()


def case(*rows: tuple[str, str, str, str], **more: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return stances and their evidence from (party, term, level, "source:grade source:grade"), a day apart."""
    stances, evidence = [], []
    for n, (party, term, level, sources) in enumerate(rows):
        grades = dict(source.split(":") for source in sources.split())
        day = D("2025-01-01") + pd.Timedelta(days=n)
        stance = {"code": f"s{n:02}", "party": party, "term": term, "level": level, "held_on": day}
        stances.append({**stance, "confidence": "high", "source_grade": min(grades.values()), **more})
        for source, grade in grades.items():
            evidence.append({"code": f"{source}.{n}", "stance": f"s{n:02}", "source": source, "source_grade": grade})
    return frames.GRADED_STANCES.frame(stances), frames.EVIDENCE.frame(evidence)


def found(stances: pd.DataFrame, evidence: pd.DataFrame, codings: pd.DataFrame = NO_CODINGS, **more: Any) -> Any:
    made = robustness.worlds(stances, evidence, codings, PARTIES, TERMS, AS_OF, **{"n": 300, **more})
    return frames.Contract.check(robustness.ROBUSTNESS, made).set_index("term")


STEADY = [
    ("north", "truce", "REJECTS", "a:A b:A"),
    ("south", "truce", "ACCEPTS", "a:A b:A"),
    ("north", "border", "OPEN", "a:A b:A"),
    ("south", "border", "ACCEPTS", "a:A b:A"),
]


def test_what_rests_on_two_good_sources_keeps_its_place_in_every_world() -> None:
    shares = found(*case(*STEADY))
    assert shares.loc[["truce", "border"], "place"].tolist() == [1, 2]
    assert shares.loc[["truce", "border"], "keeps_place_share"].tolist() == [1, 1]
    assert shares["first_share"].tolist() == [1, 0, 0]
    assert shares["n"].tolist() == [300] * 3


def test_a_term_without_a_number_has_no_place() -> None:
    shares = found(*case(*STEADY))
    assert shares.loc["aid", ["place", "keeps_place_share"]].isna().all()
    assert shares.loc["aid", "first_share"] == 0


def test_a_place_that_hangs_on_one_of_two_sources_holds_in_about_half_of_the_worlds() -> None:
    # Without source b the north is only known to accept the truce, and the border comes first.
    rows = [
        ("north", "truce", "ACCEPTS", "a:A"),
        ("south", "truce", "ACCEPTS", "a:A"),
        ("north", "border", "OPEN", "a:A"),
        ("south", "border", "ACCEPTS", "a:A"),
        ("north", "truce", "REJECTS", "b:A"),
    ]
    shares = found(*case(*rows), n=2000)
    # Without a, one of two levels of the truce is left, which is enough; without b, the border is first.
    assert shares.loc["truce", "first_share"] == pytest.approx(0.5, abs=0.05)


def test_a_place_that_hangs_on_a_source_of_grade_c_holds_in_a_third_of_the_worlds() -> None:
    rows = [*STEADY, ("north", "border", "REJECTS", "c:C d:C"), ("north", "truce", "CONDITIONAL", "a:A b:A")]
    shares = found(*case(*rows), n=2000, min_grade="C")
    assert shares.loc["border", "place"] == 1
    # The border is first by −2 where grade C passes, and by 0 against 1 elsewhere: always.
    assert shares.loc["border", "first_share"] == 1
    rows[-1] = ("north", "truce", "RESISTS", "a:A b:A")
    assert found(*case(*rows), n=2000, min_grade="C").loc["border", "first_share"] == pytest.approx(1 / 3, abs=0.04)


def test_a_coder_who_reads_otherwise_is_followed_in_their_share_of_the_worlds() -> None:
    stances, evidence = case(*STEADY)
    codings = frames.CODINGS.frame(
        [
            {"code": "1", "stance": "s00", "author": "ana", "level": "ACCEPTS"},
            {"code": "2", "stance": "s00", "author": "ben", "level": "REJECTS"},
        ]
    )
    # The team's line, ana and ben: only ana sees the truce agreed, and then the border is first.
    assert found(stances, evidence, codings, n=2000).loc["border", "first_share"] == pytest.approx(1 / 3, abs=0.04)


def test_a_stance_without_evidence_counts_in_no_world() -> None:
    stances, evidence = case(*STEADY)
    assert found(stances, evidence.iloc[0:0])["place"].isna().all()


def test_nothing_recorded_silence_and_nobody_required_give_no_place() -> None:
    assert found(*case())["place"].isna().all()
    assert found(*case(("north", "truce", "SILENT", "a:A"), ("south", "truce", "SILENT", "a:A")))["place"].isna().all()
    nobody = PARTIES.assign(consent_required=pd.array([False] * 3, dtype="boolean"))
    made = robustness.worlds(*case(*STEADY), NO_CODINGS, nobody, TERMS, AS_OF, n=10)
    assert made["place"].isna().all()


def random_case(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(40):
        sources = {f"x{random.integers(6)}": "ABC"[random.integers(3)] for _ in range(random.integers(1, 3))}
        levels = ["DEMANDS", "CONDITIONAL", "RESISTS", "REJECTS", "SILENT", "NOT_APPLICABLE"]
        rows.append(
            (
                ["north", "south", "wing"][random.integers(3)],
                ["truce", "border", "aid", "text"][random.integers(4)],
                levels[random.integers(6)],
                " ".join(f"{source}:{grade}" for source, grade in sources.items()),
            )
        )
    stances, evidence = case(*rows)
    # Five stances a day, so that ties and better grades decide.
    return stances.assign(held_on=stances["held_on"].iloc[np.arange(40) // 5 * 5].to_numpy()), evidence


@pytest.mark.parametrize("seed", range(12))
def test_the_ranking_as_it_stands_is_that_of_the_sticking_points(seed: int) -> None:
    stances, evidence = random_case(seed)
    passing = stances[stances["source_grade"] <= "B"].reset_index(drop=True)
    spoken = passing[passing["level"] != "NOT_APPLICABLE"]
    latest = spoken[spoken["held_on"] == spoken.groupby(["party", "term"])["held_on"].transform("max")]
    named = latest.rename(columns={"code": "stance"}).assign(
        aspect="level", code=latest["level"], precision="day", claims=1, as_of=AS_OF
    )
    matrix = current(frames.CANDIDATES.frame(named.to_dict("records")), frames.PROPOSALS.frame(), AS_OF)
    expected = sticking_points(matrix, passing, PARTIES, TERMS, AS_OF).dropna(subset="score")["term"].tolist()
    assert found(stances, evidence, n=1).dropna(subset="place").sort_values("place").index.tolist() == expected


def test_the_same_seed_gives_the_same_worlds_in_whatever_order_the_rows_come() -> None:
    stances, evidence = random_case(3)
    once = found(stances, evidence, seed=7)
    assert once["keeps_place_share"].lt(1).any()
    shuffled = (frame.sample(frac=1, random_state=1, ignore_index=True) for frame in (stances, evidence))
    pd.testing.assert_frame_equal(once, found(*shuffled, seed=7))
    assert not once.equals(found(stances, evidence, seed=8))


def test_salience_moves_only_where_it_is_coded() -> None:
    rows = [(party, term, "REJECTS", "a:A b:A") for term in ("truce", "border") for party in ("north", "south")]
    assert found(*case(*rows)).loc["truce", "first_share"] == 1  # a tie, decided by the days without improvement
    assert 0.3 < found(*case(*rows, salience=50.0)).loc["truce", "first_share"] < 0.7
