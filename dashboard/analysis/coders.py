"""How far the coders agree with one another."""

from functools import partial
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.vocabulary import SCORES, AuthorKind

RESAMPLES = 1000
Aspect = Literal["level", "answer", "position"]
Measurement = Literal["nominal", "ordinal", "interval"]
MEASURED: tuple[tuple[Aspect, Measurement], ...] = (
    ("level", "ordinal"),
    ("answer", "ordinal"),
    ("position", "interval"),
    ("level", "nominal"),
    ("answer", "nominal"),
)
"""What is compared, and how; nominal ones too, since they count silent and mixed, which have no order."""


PERSONS = "persons"
READERS: dict[frozenset[str | None], str] = {
    frozenset({AuthorKind.PERSON}): PERSONS,
    frozenset({AuthorKind.MACHINE}): "machines",
    frozenset({AuthorKind.PERSON, AuthorKind.MACHINE}): "persons and machines",
}
"""Whose readings are compared: that machines agree says nothing of how far people would."""


class Alpha(NamedTuple):
    """Krippendorff's α with its 95 % interval, from n codings of units with two or more; `why` there is none."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    units: int
    why: str | None = None


def coder_agreement(codings: pd.DataFrame, authors: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.CODER_AGREEMENT`: the `alpha` of each of `MEASURED` or why there is none, and whose readings.

    Parameters
    ----------
    codings, authors
        `frames.CODINGS`, and `frames.AUTHORS` of all who wrote here.
    """
    kinds = dict(zip(authors["code"], authors["kind"], strict=True))
    made = []
    for aspect, measurement in MEASURED:
        found = alpha(codings, aspect, measurement)
        who = {kinds.get(author) for author in codings.loc[codings[aspect].notna(), "author"]}
        given = codings.groupby("stance")[aspect].agg(["count", "size"])
        in_part = int(given["count"].between(1, given["size"] - 1).sum())
        made.append((aspect, measurement, *found[:5], READERS.get(frozenset(who)), found.why, in_part))
    return frames.CODER_AGREEMENT.frame(made)


def differing(codings: pd.DataFrame) -> pd.DataFrame:
    """
    Return the pairs of readings of one record by two coders that differ in an aspect, the furthest apart first.

    Codes differ as they stand, silent and mixed too, and where only one of the two gave one.

    Parameters
    ----------
    codings
        `frames.CODINGS`, n rows, any order.

    Returns
    -------
    DataFrame
        Of `frames.DIFFERING` the columns that say what was read and by whom: a record read by k coders, at most
        k(k − 1)/2 rows an aspect.
    """
    made = []
    for aspect in ("level", "answer", "position"):
        given = codings[["stance", "author", aspect, "unsure"]]
        given = given.assign(score=given[aspect] if aspect == "position" else given[aspect].map(SCORES))
        given = given.rename(columns={"author": "coder", aspect: "reading"})
        pairs = given.merge(given.add_prefix("other_"), left_on="stance", right_on="other_stance")
        alike = pairs["reading"].eq(pairs["other_reading"]) | pairs[list(_READINGS)].isna().all(axis=1)
        pairs = pairs[(pairs["coder"] < pairs["other_coder"]) & ~alike.fillna(False)]
        apart = (pairs["score"].astype("float64") - pairs["other_score"].astype("float64")).abs()
        unsure = pairs["unsure"].fillna(False) | pairs["other_unsure"].fillna(False)
        made.append(pairs.assign(aspect=aspect, apart=apart, unsure=unsure))
    columns = ["aspect", "stance", "coder", "reading", "other_coder", "other_reading", "apart", "unsure"]
    ordered = [one.sort_values(["apart", "stance"], ascending=[False, True]) for one in made]
    made = [
        one[columns].assign(**{name: one[name].map(_as_text, na_action="ignore") for name in _READINGS})
        for one in ordered
    ]
    return pd.concat(made, ignore_index=True)


_READINGS = ("reading", "other_reading")


def _as_text(reading: str | float) -> str:
    return reading if isinstance(reading, str) else f"{reading:g}"


def alpha(
    codings: pd.DataFrame,
    aspect: Aspect,
    level_of_measurement: Measurement,
    seed: int = 1,
) -> Alpha:
    """
    Return Krippendorff's α of what the coders gave the same records: 1 is agreement, 0 what chance would give.

    `alpha_of_counts` over the records (units) with two or more codings. The interval holds the middle 95 % of α over
    1,000 resamples of whole units, drawn with replacement (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
    ch. 13). Refused where fewer than half of the coded units have two codings, or where only one value occurs, so that
    chance cannot be told.

    Parameters
    ----------
    codings
        `frames.CODINGS`, any order.
    level_of_measurement
        Nominal compares codes as they stand. Ordinal compares scores, so codes without one (silent, mixed, not
        applicable) count as not coded; interval compares positions.
    seed
        The same seed draws the same resamples.
    """
    values = codings[aspect]
    if level_of_measurement != "nominal" and aspect != "position":
        values = values.map(SCORES)
    coded = codings.assign(value=values).dropna(subset="value")
    counts = pd.crosstab(coded["stance"], coded["value"])
    pairable = counts[counts.sum(axis=1) >= 2]
    units, n = len(pairable), int(pairable.to_numpy().sum())
    if units == 0 or 2 * units < len(counts):
        why = f"{units} of {len(counts)} coded records have two codings; half are needed."
        why = why if len(counts) else "No record has a coding."
        return Alpha(None, None, None, n, units, why)
    table = pairable.loc[:, pairable.sum() > 0]
    if len(table.columns) < 2:
        return Alpha(None, None, None, n, units, "All codings have one value, so chance cannot be told.")
    domain = np.arange(len(table.columns)) if level_of_measurement == "nominal" else table.columns.to_numpy(dtype=float)
    rows = table.to_numpy()
    of = partial(alpha_of_counts, values=domain, measurement=level_of_measurement)
    random = np.random.default_rng(seed)
    drawn = [of(rows[random.integers(units, size=units)]) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])  # a resample in which one value occurs has none
    return Alpha(of(rows), float(low), float(high), n, units)


def alpha_of_counts(counts: np.ndarray, values: np.ndarray, measurement: Measurement) -> float:
    """
    Return Krippendorff's α: 1 − D_o/D_e, the disagreement observed within units over that between any two codings.

    With n_uc codings of unit u by value c, m_u of u in all, n_c of c in all and n altogether:
    D_o = 1/n · Σ_ck o_ck δ²_ck with the coincidences o_ck = Σ_u n_uc (n_uk − [c = k]) / (m_u − 1), and
    D_e = 1/(n(n − 1)) · Σ_ck n_c n_k δ²_ck. The distance δ_ck of two values is 0 or 1 (nominal), their difference
    (interval), or that of their middle ranks, Σ_{g=c..k} n_g − (n_c + n_k)/2 (ordinal). A missing coding is not
    counted, and a unit with one coding has no pair (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011;
    Hayes & Krippendorff, Answering the Call for a Standard Reliability Measure for Coding Data, 2007).

    Parameters
    ----------
    counts
        One row a unit, one column a value: how many gave the unit that value, two or more in each row.
    values
        The values, in their order.

    Returns
    -------
    float
        Not a number where only one value occurs.
    """
    total = counts.sum(axis=0)
    if measurement == "ordinal":
        values = total.cumsum() - total / 2
    apart = np.subtract.outer(values, values)
    squared = apart != 0 if measurement == "nominal" else apart**2
    expected = float((np.outer(total, total) * squared).sum())
    if expected == 0:
        return float("nan")
    paired = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = paired.T @ counts - np.diag(paired.sum(axis=0))
    return 1 - (total.sum() - 1) * float((coincidences * squared).sum()) / expected
