"""Texts: two proposals side by side, and staged releases as cumulative counts."""

from typing import Any

import pandas as pd

from dashboard import frames, models
from dashboard.analysis.deliveries import PROMISED
from dashboard.vocabulary import measure_words, range_words

_CURVE = ["proposal", "what", "unit"]


def mean_release_day(stages: pd.DataFrame) -> pd.DataFrame:
    """
    Return the mean day of release per proposal and thing released, weighted by count: Σ day·count / Σ count.

    A rule of this house: of two texts that release as many, the one with the smaller number releases them sooner.
    Refused (missing) where fewer than half of the stages have a count, or nothing is released.

    Parameters
    ----------
    stages
        `frames.RELEASE_STAGES`, n rows, any order; `day` counted from entry into force.

    Returns
    -------
    DataFrame
        `frames.RELEASE_DAYS`, one row per proposal and thing released; `mean_day` in days.
    """
    made = []
    for curve, some in stages.groupby(_CURVE, sort=True):
        known = some[some["count"].notna()]
        total = float(known["count"].sum())
        enough = 2 * len(known) >= len(some) and total > 0
        mean = float((known["day"] * known["count"]).sum()) / total if enough else None
        made.append((*curve, mean, total if enough else None, len(known), len(some)))
    return frames.RELEASE_DAYS.frame(made)


def releases(stages: pd.DataFrame) -> pd.DataFrame:
    """
    Return the cumulative count promised by day for each proposal and thing released.

    Parameters
    ----------
    stages
        `frames.RELEASE_STAGES`, n rows, any order; `day` counted from entry into force.

    Returns
    -------
    DataFrame
        `frames.RELEASES`, at most n rows and one for day 0 per curve, by curve and day. Counts of one day are added
        up, and their words stand together; a stage whose count is unknown has a row without one, before those of its
        day, and adds nothing.
    """
    means = {
        (row.proposal, row.what, row.unit): (row.mean_day, row.count, row.n, row.stages)
        for row in frames.RELEASE_DAYS.rows(mean_release_day(stages))
    }
    made: list[tuple[Any, ...]] = []
    for curve, some in stages.groupby(_CURVE, sort=True):
        known, unknown = some.dropna(subset="count"), some[some["count"].isna()]
        by_day = known.groupby("day")["count"].sum().sort_index()
        total = by_day.cumsum()
        words = (
            known.dropna(subset="wording").groupby("day")["wording"].agg(lambda each: "; ".join(dict.fromkeys(each)))
        )
        rest = (*means[curve], PROMISED, None, None)
        rows: list[tuple[Any, ...]] = [
            (*curve, day, None, None, *rest, None if pd.isna(said) else said)
            for day, said in zip(unknown["day"], unknown["wording"], strict=True)
        ]
        rows += [(*curve, day, by_day[day], total[day], *rest, words.get(day)) for day in by_day.index]
        if len(by_day) and by_day.index[0] != 0:
            rows.append((*curve, 0, 0.0, 0.0, *rest, None))
        made += sorted(rows, key=lambda row: (row[3], row[4] is not None))
    return frames.RELEASES.frame(made)


def numbers(quantity: models.Quantity) -> str:
    """Return a quantity in words: "weekly hours: 35 to 38 hours", "posts: 50 or more people"."""
    number = range_words(quantity.low, quantity.high, quantity.wording, unit=quantity.unit)
    return f"{measure_words(quantity.measure)}: {number}"


def all_numbers(quantities: pd.DataFrame, stages: pd.DataFrame) -> dict[str, list[str]]:
    """
    Return the numbers of every provision in words: its quantities (`frames.QUANTITIES`), then its stages by day.

    A number that a stage states is not a quantity as well, so both are needed to know what a text says. They come by
    what they measure, so that equal numbers are equal words however they are coded.
    """
    said: dict[str, list[str]] = {}
    for quantity in frames.QUANTITIES.rows(quantities.sort_values(["provision", "measure"])):
        said.setdefault(quantity.provision, []).append(numbers(quantity))
    for stage in frames.STAGES.rows(stages.sort_values(["provision", "day", "what", "code"])):
        count = "" if stage.count is None else f"{stage.count:,.6g} "
        wording = "" if stage.wording is None else f" ({stage.wording})"
        said.setdefault(stage.provision, []).append(f"day {stage.day}: {count}{stage.what}{wording}")
    return said


def comparison(
    left: str,
    right: str,
    provisions: pd.DataFrame,
    quantities: pd.DataFrame,
    stages: pd.DataFrame,
    terms: pd.DataFrame,
) -> pd.DataFrame:
    """
    Return two proposals provision by provision, in the order of the terms.

    A provision is changed when its numbers or its words differ. Numbers are compared as numbers, words as they stand.

    Parameters
    ----------
    left, right
        Codes of proposals.
    provisions, quantities, stages, terms
        `frames.PROVISIONS`, `frames.QUANTITIES`, `frames.STAGES`, `frames.TERMS`, all of them.

    Returns
    -------
    DataFrame
        `frames.COMPARISON`, one row per term that either text has.
    """
    by_provision = {code: "; ".join(said) for code, said in all_numbers(quantities, stages).items()}
    sides = []
    for proposal in (left, right):
        own = provisions[provisions["proposal"] == proposal]
        sides.append({row.term: (row.summary, by_provision.get(row.code)) for row in frames.PROVISIONS.rows(own)})
    made = []
    for term in terms["code"]:
        a, b = sides[0].get(term), sides[1].get(term)
        if a is None and b is None:
            continue
        change = "added" if a is None else "dropped" if b is None else "same" if a == b else "changed"
        made.append((term, a and a[0], b and b[0], change, a and a[1], b and b[1]))
    return frames.COMPARISON.frame(made)
