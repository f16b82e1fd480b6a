"""Krippendorff's alpha against published values and by hand."""

import csv
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import frames
from dashboard.analysis.coders import Measurement, alpha, alpha_of_counts, coder_agreement, differing

DATA = Path(__file__).parents[1] / "data" / "issue-positions" / "codings.csv"
CASE = Path(__file__).parents[2] / "seeds" / "israel-hamas" / "coding.csv"


def codings(*rows: tuple[str, str, str | None], column: str = "level") -> pd.DataFrame:
    return frames.CODINGS.frame(
        [{"code": f"{unit}.{who}", "stance": unit, "author": who, column: value} for unit, who, value in rows]
    )


def published(topic: str) -> pd.DataFrame:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["topic"] == topic]
    return codings(*((row["unit_id"], row["coder"], row["stance"]) for row in rows))


@pytest.mark.parametrize(("topic", "value", "units"), [("Agriculture", 0.6871619, 549), ("Economic", 0.6706365, 1472)])
def test_the_published_nominal_values_come_out(topic: str, value: float, units: int) -> None:
    found = alpha(published(topic), "level", "nominal")
    assert found.value == pytest.approx(value, abs=5e-8)
    assert found.units == units
    assert found.low is not None and found.high is not None and found.low < value < found.high


@pytest.mark.parametrize(("aspect", "value", "units"), [("level", 0.95, 466), ("answer", 0.99, 482)])
def test_the_bundled_case_has_the_agreement_that_its_record_states(aspect: str, value: float, units: int) -> None:
    with CASE.open(encoding="utf-8", newline="") as file:
        rows = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        row["unsure"] = row["position"] = None
    found = alpha(frames.CODINGS.frame(rows), aspect, "ordinal")  # type: ignore[arg-type]
    assert (round(found.value or 0, 2), found.units, found.n) == (value, units, 2 * units)


def test_nominal_alpha_by_hand() -> None:
    # Two coders, three units: a a | a a | a b. Disagreeing pairs: 2 of 6; by chance, from 5 a and 1 b: 2·5·1/(6·5).
    found = alpha(
        codings(("1", "x", "OPEN"), ("1", "y", "OPEN"), ("2", "x", "OPEN"), ("2", "y", "OPEN")).pipe(
            lambda frame: pd.concat([frame, codings(("3", "x", "OPEN"), ("3", "y", "REJECTS"))], ignore_index=True)
        ),
        "level",
        "nominal",
    )
    assert found.value == pytest.approx(1 - (2 / 6) / (10 / 30))
    assert (found.n, found.units, found.why) == (6, 3, None)


# Units: 1 1 | 1 2 | 3 3 | 3, of which the last has no pair. So n_1 = 3, n_2 = 1, n_3 = 2 and n = 6, and the one
# pair that disagrees, 1 2, is counted in both orders: α = 1 − 5 · 2 δ²_12 / 2 (3·1 δ²_12 + 3·2 δ²_13 + 1·2 δ²_23).
THREE = [("1", "x", 1), ("1", "y", 1), ("2", "x", 1), ("2", "y", 2), ("3", "x", 3), ("3", "y", 3), ("4", "x", 3)]


def test_ordinal_alpha_by_hand() -> None:
    # The middle ranks are 1.5, 3.5 and 5, so δ² is 4, 12.25 and 2.25: α = 1 − 5 · 8 / 180.
    levels = {1: "REJECTS", 2: "OPEN", 3: "CONDITIONAL"}
    found = alpha(codings(*((unit, who, levels[value]) for unit, who, value in THREE)), "level", "ordinal")
    assert found.value == pytest.approx(7 / 9)
    assert (found.n, found.units) == (6, 3)


def test_interval_alpha_by_hand() -> None:
    # Positions 0, 10 and 30, so δ² is 100, 900 and 400: α = 1 − 5 · 200 / 13,000.
    positions = {1: 0.0, 2: 10.0, 3: 30.0}
    rows = codings(*((unit, who, positions[value]) for unit, who, value in THREE), column="position")  # type: ignore[arg-type]
    assert alpha(rows, "position", "interval").value == pytest.approx(12 / 13)


@pytest.mark.parametrize(("measurement", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_worked_example_of_the_author_comes_out(measurement: Measurement, value: float) -> None:
    """Krippendorff 2011, section C: four observers, twelve units, with gaps."""
    shown = """
    1 2 3 3 2 1 4 1 2 . . .
    1 2 3 3 2 2 4 1 2 5 . 3
    . 3 3 3 2 3 4 2 2 5 1 .
    1 2 3 3 2 4 4 1 2 5 1 .
    """
    observers = [line.split() for line in shown.strip().splitlines()]
    units = [[unit.count(str(value)) for value in range(1, 6)] for unit in zip(*observers, strict=True)]
    table = np.array([unit for unit in units if sum(unit) > 1])
    assert alpha_of_counts(table, np.arange(1.0, 6.0), measurement) == pytest.approx(value, abs=5e-4)


counts = st.integers(2, 5).flatmap(
    lambda values: st.lists(
        st.lists(st.integers(0, 3), min_size=values, max_size=values).filter(lambda unit: sum(unit) > 1),
        min_size=1,
        max_size=12,
    )
)


@given(counts, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_what_another_program_finds(units: list[list[int]], measurement: Measurement) -> None:
    table = np.array(units)
    values = np.cumsum(np.arange(1, table.shape[1] + 1)) * 10.0
    found = alpha_of_counts(table, values, measurement)
    if np.count_nonzero(table.sum(axis=0)) < 2:
        assert np.isnan(found)
    else:
        theirs = krippendorff.alpha(value_counts=table, value_domain=values, level_of_measurement=measurement)
        assert found == pytest.approx(theirs, abs=1e-12)


def test_demands_and_accepts_are_one_score_and_two_codes() -> None:
    rows = codings(
        ("1", "x", "DEMANDS"), ("1", "y", "ACCEPTS"), ("2", "x", "REJECTS"), ("2", "y", "REJECTS"), ("2", "z", "SILENT")
    )
    assert alpha(rows, "level", "ordinal").value == 1
    nominal = alpha(rows, "level", "nominal").value
    assert nominal is not None and nominal < 1


def test_positions_are_compared_by_their_distance() -> None:
    near = [("1", "x", 10.0), ("1", "y", 12.0), ("2", "x", 90.0), ("2", "y", 88.0)]
    far = [("1", "x", 10.0), ("1", "y", 90.0), ("2", "x", 90.0), ("2", "y", 10.0)]
    close, apart = (alpha(codings(*rows, column="position"), "position", "interval") for rows in (near, far))  # type: ignore[arg-type]
    assert close.value is not None and apart.value is not None and apart.value < 0 < close.value


def test_alpha_is_refused_without_two_codings_of_half_of_the_records() -> None:
    assert alpha(frames.CODINGS.frame(), "level", "ordinal")[:5] == (None, None, None, 0, 0)
    rows = [("1", "x", "OPEN"), ("1", "y", "REJECTS"), ("2", "x", "OPEN")]
    assert alpha(codings(*rows), "level", "ordinal").value is not None
    refused = alpha(codings(*rows, ("3", "x", "OPEN")), "level", "ordinal")
    assert (refused.value, refused.units) == (None, 1)
    assert refused.why == "1 of 3 coded records have two codings; half are needed."


def test_alpha_is_refused_where_one_value_or_only_silence_occurs() -> None:
    same = codings(("1", "x", "OPEN"), ("1", "y", "OPEN"))
    assert alpha(same, "level", "ordinal").why == "All codings have one value, so chance cannot be told."
    silent = codings(("1", "x", "SILENT"), ("1", "y", "SILENT"))
    assert alpha(silent, "level", "ordinal")[:5] == (None, None, None, 0, 0)


def test_the_interval_is_the_same_for_the_same_seed_and_whatever_the_order_of_rows() -> None:
    rows = published("Agriculture")
    once = alpha(rows, "level", "nominal", seed=5)
    assert once == alpha(rows.sample(frac=1, random_state=2), "level", "nominal", seed=5)
    assert once[:1] == alpha(rows, "level", "nominal", seed=6)[:1] and once != alpha(rows, "level", "nominal", seed=6)


def readers(*kinds: str | None) -> list[Any]:
    """Return whose readings of levels and of positions they are told to be, by coders of these kinds."""
    rows = codings(*((unit, f"c{n}", "OPEN" if n else "REJECTS") for unit in "12" for n in range(len(kinds))))
    authors = frames.AUTHORS.frame(
        [{"code": f"c{n}", "name": f"C {n}", "kind": kind} for n, kind in enumerate(kinds) if kind]
    )
    found = coder_agreement(rows, authors).set_index(["aspect", "measurement"])["readers"].fillna("")
    return [found["level", "ordinal"], found["position", "interval"]]


def test_whose_readings_they_are_is_told_of_each_aspect() -> None:
    assert readers("person", "person") == ["persons", ""]
    assert readers("machine", "machine") == ["machines", ""]
    assert readers("machine", "person") == ["persons and machines", ""]
    assert readers("machine", None) == ["", ""]  # of one nothing is recorded


def test_readings_that_differ_are_paired_the_furthest_apart_first() -> None:
    # s1: −2 and +1 are three steps apart; s2: all alike; s3: silence has no score; s4: only one reads a level, and of
    # s6 none. Of s5 three readers give +2, +1 and +2: the pairs x–y and y–z differ, x–z does not.
    levels = codings(
        *(("s1", "x", "REJECTS"), ("s1", "y", "CONDITIONAL"), ("s2", "x", "OPEN"), ("s2", "y", "OPEN")),
        *(("s3", "x", "SILENT"), ("s3", "y", "OPEN"), ("s4", "x", "OPEN"), ("s4", "y", None)),
        *(("s5", "x", "ACCEPTS"), ("s5", "y", "CONDITIONAL"), ("s5", "z", "ACCEPTS")),
        *(("s6", "x", None), ("s6", "y", None)),
    )
    levels["unsure"] = (levels["stance"] == "s5") & (levels["author"] == "z")
    found = differing(levels)
    columns = ["aspect", "stance", "coder", "reading", "other_coder", "other_reading", "apart", "unsure"]
    assert found[columns].fillna({"apart": -1.0, "other_reading": "none"}).values.tolist() == [
        ["level", "s1", "x", "REJECTS", "y", "CONDITIONAL", 3.0, False],
        ["level", "s5", "x", "ACCEPTS", "y", "CONDITIONAL", 1.0, False],
        ["level", "s5", "y", "CONDITIONAL", "z", "ACCEPTS", 1.0, True],
        ["level", "s3", "x", "SILENT", "y", "OPEN", -1.0, False],
        ["level", "s4", "x", "OPEN", "y", "none", -1.0, False],
    ]
    kinds = frames.AUTHORS.frame([{"code": code, "name": code, "kind": "machine"} for code in "xyz"])
    told = coder_agreement(levels, kinds).set_index(["aspect", "measurement"])["in_part"]
    assert told["level", "ordinal"] == told["level", "nominal"] == 1 and told["answer", "ordinal"] == 0


def test_positions_that_differ_are_so_many_points_apart_and_none_of_none_differ() -> None:
    rows = [
        {"code": f"{of}.{who}", "stance": of, "author": who, "position": place, "unsure": False}
        for of, who, place in (("s1", "x", 20.0), ("s1", "y", 75.5), ("s2", "x", 5.0))
    ]
    found = differing(frames.CODINGS.frame(rows))
    columns = ["aspect", "reading", "other_reading", "apart"]
    assert found[columns].values.tolist() == [["position", "20", "75.5", 55.5]]
    assert differing(frames.CODINGS.frame()).empty
