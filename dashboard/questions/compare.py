"""How two negotiations, or two spans of one, run from their start."""

from datetime import date
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement, movement
from dashboard.analysis import rounds as of_rounds
from dashboard.charts.comparison_of_cases import comparison_of_cases
from dashboard.charts.context import Context
from dashboard.questions import behind, rounds, stances
from dashboard.questions.distance import distances, pair
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import decimal, number_words


def halves(scope: Scope) -> tuple[date, date]:
    """Return the day on which the later half of the rounds begun by the day began, and the last day of the earlier."""
    return of_rounds.halves(scope.edition.rows("round"), scope.day)


def frame(scope: Scope) -> pd.DataFrame:
    """
    Return `frames.COMPARED` of the scope and the one it is beside: the span up to each one's day, from its `since`.

    x counts the rounds of the span, or the days since its first round began, as the scope says.

    Raises
    ------
    ParleyError
        When one of the two has fewer than two parties.
    """
    both = (scope, scope.beside) if scope.beside else (scope,)
    made: list[Any] = []
    for one in both:
        own = one.edition
        begun = _begun(one)
        apart = distances(one)
        overall = apart[apart["term"] == movement.OVERALL].set_index("round")
        parties, terms = (own.rows(name) for name in ("party", "term"))
        title = own.own()["title"]
        first = one.since or (begun["started_on"].min().date() if len(begun) else one.as_of)
        name = f"{first} to {one.as_of}, {title}"
        if made and name == made[0][0]:
            name += " (the other)"
        stood = dict(list(stances.levels_on(one, begun["ended_on"].dt.date).groupby("as_of")))
        for number, row in enumerate(frames.ROUNDS.rows(begun), start=1):
            x = number if scope.unit == "round" else (row.ended_on - begun["started_on"].min().date()).days
            on = stood.get(pd.Timestamp(row.ended_on), frames.CURRENT.frame())
            found = agreement.agreement(on, parties, terms)
            known = agreement.is_known(found)
            agreed = int(agreement.is_agreed(found).sum()) if known.any() else None
            at = overall.loc[row.code]
            made.append((name, x, scope.unit, "distance", at["distance"], at["n"]))
            made.append((name, x, scope.unit, "agreed terms", agreed, int(known.sum())))
    return frames.COMPARED.frame(made)


def _begun(one: Scope) -> pd.DataFrame:
    """Return the rounds of a span."""
    begun = rounds.begun(one)
    if one.since is None:
        return begun
    return begun[begun["ended_on"].dt.date >= one.since].reset_index(drop=True)


def rests_on(scope: Scope, compared: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: of a distance the levels of both parties, of agreement those of all who have to."""
    made, first = [], 0
    for one in (scope, scope.beside) if scope.beside else (scope,):
        begun, beside = _begun(one), one is not scope
        rows = compared.iloc[first : first + 2 * len(begun)].assign(as_of=begun["ended_on"].repeat(2).to_numpy())
        first += len(rows)
        terms = one.edition.rows("term")
        issues = terms.loc[~terms["whole_text"].fillna(False), "code"]
        cells = stances.levels_on(one, begun["ended_on"].dt.date).dropna(subset="level_score")
        cells = cells[cells["term"].isin(issues)]
        apart = cells[cells["party"].isin(pair(one))]
        apart = apart[apart.duplicated(["as_of", "term"], keep=False)]
        of = {"distance": apart, "agreed terms": stances.of_the_required(one, cells)}
        for measure, own in of.items():
            found = rows[rows["measure"] == measure]
            made.append(behind.of_cells(found, own, ["as_of"], "level_stance", beside=beside))
    return behind.together(*made)


def finding(compared: pd.DataFrame, context: Context) -> list[str]:
    """Return in a sentence for each side how many terms are agreed at its end, and how far apart its parties are."""
    said = []
    for case, rows in compared.groupby("case", sort=False):
        agreed = rows[rows["measure"] == "agreed terms"].dropna(subset=["value"])
        apart = rows[rows["measure"] == "distance"].dropna(subset=["value"])
        parts = []
        if len(agreed):
            parts.append(f"{number_words(agreed['value'].iloc[-1])} of {agreed['n'].iloc[-1]} comparable terms agreed")
        parts.append(f"distance {decimal(apart['value'].iloc[-1])}" if len(apart) else "distance not known")
        said.append(f"{case}: at its end {', '.join(parts)}.")
    return said or ["Nothing is recorded to compare."]


QUESTION = Question(
    id="compare",
    title="Two cases compared",
    asks="How do two negotiations, or two spans of one, run from their start?",
    contract=frames.COMPARED,
    frame=frame,
    finding=finding,
    chart=comparison_of_cases,
    rests_on=rests_on,
    columns=(
        "case",
        "x",
        "unit",
        "measure",
        "value",
        "n",
    ),
    takes=("party", "since", "beside"),
)
