"""How firm the order of the sticking points is: the place of each term when one thing is changed at a time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis import robustness as measure
from dashboard.analysis import sticking
from dashboard.charts.context import Context
from dashboard.charts.robustness import ONE_SALIENCE
from dashboard.charts.robustness import robustness as chart
from dashboard.questions import ages, behind, delivered, naming, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import Grade, counted, list_words, range_words

AS_IT_STANDS = "as it stands"
UP, DOWN = (f"{ONE_SALIENCE} {measure.SALIENCE_POINTS} points {way}" for way in ("up", "down"))
"""The checks under which one salience at a time is moved, each place being that of the term whose salience it is."""
MOST_PUBLISHERS = 5
"""Publishers that are left out, one by one: those with most claims."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `robustness.PLACES`: the ranking as it stands, then under each check; whatever was picked."""
    return picked(scope.at(scope.as_of).ask(_places), term=scope.terms)


def _places(scope: Scope) -> pd.DataFrame:
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    nothing = frames.GRADED_STANCES.frame()
    levels = dict(list(scope.ask(_levels).groupby("check", observed=False)))
    done = delivered.terms(scope)
    # How long a level has stood only breaks ties, and here those that tie share a place.
    checks = {
        check: sticking.sticking_points(found, nothing, parties, terms, scope.day, done)
        for check, found in levels.items()
    }
    stands, alone = checks[AS_IT_STANDS], {}
    if stands["salience"].notna().any():
        for check, points in ((UP, measure.SALIENCE_POINTS), (DOWN, -measure.SALIENCE_POINTS)):
            alone[check] = measure.with_own_salience_moved(stands, levels[AS_IT_STANDS], parties, points)
    return measure.places(checks, alone)


def _levels(scope: Scope) -> pd.DataFrame:
    """Return `frames.CURRENT` with the `check` of the evidence under which it is so, as it stands first."""
    found = {AS_IT_STANDS: stances.levels_on(scope, [scope.as_of]), **dict(_otherwise(scope))}
    # All checks are named, those too under which nothing is left.
    named = pd.CategoricalDtype(list(found), ordered=True)
    return pd.concat([some.assign(check=check) for check, some in found.items()]).astype({"check": named})


def _otherwise(scope: Scope) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield `frames.CURRENT` under each check of the evidence, by what it changes."""
    edition, days = scope.edition, [scope.as_of]
    words = {Grade.A: "grade A only", Grade.F: "every grade"}
    graded = [(grade, stances.levels_on(scope, days, min_grade=grade)) for grade in Grade if grade != scope.min_grade]
    # Grades that leave the same levels are one check: counted one by one they would outvote the others.
    for _, alike in groupby(graded, lambda one: sorted(one[1]["level_stance"].dropna())):
        (grade, found), *more = alike
        also = f", as with {words.get(more[-1][0], more[-1][0])}" if more else ""
        yield words.get(grade, f"grade {grade} or better") + also, found
    if not scope.within_use_by:
        yield "only within the use-by", stances.levels_on(replace(scope, within_use_by=True), days)
    for publisher in edition.publishers(**stances.admitted(scope))[:MOST_PUBLISHERS]:
        yield f"without {publisher}", stances.levels_on(scope, days, without=publisher)
    authors = naming.names(edition, "author", "name")
    for coder in edition.coders():
        yield f"readings: {authors[coder]} alone", stances.levels_on(scope, days, coder=coder)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which terms have the highest score, under how many checks they keep it, and what else would be first."""
    stands = found[found["check"] == AS_IT_STANDS]
    ranked = stands.dropna(subset="place")
    if ranked.empty:
        so = "so how firm the order is cannot be told"
        return [f"{context.on_the_day}{context.there.by}, no term can be ranked, {so}."]
    if context.only_terms:
        return [*_ranges(found, ranked, context), *ages.of_counted(ranked, context)]
    if not ranked["score"].max():
        nothing = "nothing that passes the evidence filter" if context.narrowed else "nothing recorded"
        return [f"{context.on_the_day}, {nothing} holds up any term, so there is no order to check."]
    of_all = found[~found["check"].isin([UP, DOWN])]
    rows = {check: _as_told(some) for check, some in of_all.groupby("check", sort=False)}
    usual = rows.pop(AS_IT_STANDS)
    changing = [check for check, some in rows.items() if some != usual]
    first = _first(stands)
    ranked_by = {check: _ranked(found[found["check"] == check]) for check in changing}
    ranking = [check for check in changing if {*first} <= ranked_by[check]]
    lost = [check for check in ranking if {*_first(found[found["check"] == check])} != {*first}]
    titles = list_words([context.terms_inside[term] for term in first], MOST_TERMS)
    has, alone = ("has", "it alone is") if len(first) == 1 else ("share", "these alone are")
    is_it = "is it" if len(first) == 1 else "are these"
    said = f"{context.on_the_day}, {titles} {has} the highest score among the sticking points"
    by_salience = _by_salience(found, first, context)
    if not changing:
        none = f"none of the {len(rows)} checks of the records changes a score"
        none = "the one check of the records changes no score" if len(rows) == 1 else none
        tried = f", but not at every salience tried {is_it} alone first" if by_salience.lost else ""
        return [f"{said}; {none}{tried}.", *by_salience.told, *ages.of_counted(ranked, context)]
    which = "it cannot" if len(first) == 1 else "not all of them can"
    if ranking:
        one = len(ranking) == 1
        checks = "the one check of the records that changes a score"
        checks = checks if one else f"the {len(ranking)} checks of the records that change a score"
        if len(ranking) < len(changing):
            checks += f" and {'ranks' if one else 'rank'} {'it' if len(first) == 1 else 'them all'}"
        how_many = "each of " if not lost else "none of " if len(lost) == len(ranking) else ""
        how_many = "" if one else how_many or f"{len(ranking) - len(lost)} of "
        not_first = one and lost
        alone = alone + " not" if not_first else alone
        nor = "nor" if not_first else "and not" if lost else "but not"
        tried = f", {nor} at every salience tried" if by_salience.lost else ""
        told = [f"{said}; {alone} first under {how_many}{checks}{tried}."]
        if lost and not one:
            told.append(f"Not so under {_checks(lost)}.")
    else:  # nothing else is then said to be first: under such a check there may be no order at all
        under = f"under none of the {len(changing)} checks of the records that change a score can "
        under += "it be ranked" if len(first) == 1 else "all of them be ranked"
        if len(changing) == 1:
            under = f"under the one check of the records that changes a score {which} be ranked"
        tried = f", and not at every salience tried {is_it} alone first" if by_salience.lost else ""
        told = [f"{said}; {under}{tried}."]
    unranked = [check for check in changing if check not in ranking]
    for cannot, some in (
        (which, [check for check in unranked if ranked_by[check]]),
        ("nothing can", [check for check in unranked if not ranked_by[check]]),
    ):
        if some:
            told.append(f"Under {_checks(some)} {cannot} be ranked.")
    if same := len(rows) - len(changing):
        told.append(f"{counted(same, 'more check')} of the records {'changes' if same == 1 else 'change'} no score.")
    return [*told, *by_salience.told, *ages.of_counted(ranked, context)]


ONLY_RECORDED = "Only a salience that is recorded with a level is moved."


class BySalience(NamedTuple):
    """What moving one salience at a time does to the first place, in sentences, and whether it is lost or shared."""

    told: list[str]
    lost: bool


def _by_salience(found: pd.DataFrame, first: list[str], context: Context) -> BySalience:
    """Return which term would come level with the first, or above it, by its salience alone, and where those fall."""
    stands, up, down = (found[found["check"] == check] for check in (AS_IT_STANDS, UP, DOWN))
    if up.empty:
        return BySalience([], lost=False)
    best = stands["score"].max()
    rivals = up[(up["place"] == 1) & ~up["term"].isin(first)]
    # Of several in the first place, one that is raised leaves the others behind.
    ahead = up[up["term"].isin(first) & (up["score"] > best) & (len(first) > 1)]
    reached = []
    for where, rows in (
        ("above the first", rivals[rivals["score"] > best]),
        ("level with the first", rivals[rivals["score"] <= best]),
        ("alone in the first place", ahead),
    ):
        each = " each" if len(rows) > 1 else ""
        if titles := list_words([context.terms_inside[term] for term in rows["term"]], MOST_TERMS):
            reached.append(f"{titles} would{each} be {where}")
    next_best = stands.loc[~stands["term"].isin(first), "score"].max()
    fallen = down[down["term"].isin(first) & ((down["place"] > 1) | (down["score"] == next_best))]
    places = [
        f"{context.terms_inside[term]} would {f'be in place {place}' if place > 1 else 'share the first place'}"
        for term, place in zip(fallen["term"], fallen["place"], strict=True)
    ]
    points = f"{measure.SALIENCE_POINTS} points"
    said = [
        *([f"with {points} more salience of its own, {', and '.join(reached)}"] if reached else []),
        *([f"with {points} less salience of its own, {list_words(places, MOST_TERMS)}"] if places else []),
    ]
    if not said:
        kept = f"{points} more or less salience of any one term would put no other first."
        return BySalience([kept, ONLY_RECORDED], lost=False)
    words = "; ".join(said)
    return BySalience([f"{words[:1].upper()}{words[1:]}.", ONLY_RECORDED], lost=True)


def details(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels counted, as the order stands, were told only later."""
    return ages.told_later(_standing(found), "level", context.required, context)


def _standing(found: pd.DataFrame) -> pd.DataFrame:
    """Return the places of the terms that are ranked as it stands."""
    return found[(found["check"] == AS_IT_STANDS) & found["place"].notna()]


def _as_told(rows: pd.DataFrame) -> dict[str, float | None]:
    """Return the score of each term under one check."""
    return {term: None if pd.isna(score) else score for term, score in zip(rows["term"], rows["score"], strict=True)}


def _checks(checks: list[str]) -> str:
    return list_words([f"“{check}”" for check in checks], MOST_TERMS)


def _ranked(rows: pd.DataFrame) -> set[str]:
    """Return the terms that have a place."""
    return set(rows.loc[rows["place"].notna(), "term"])


def _first(rows: pd.DataFrame) -> list[str]:
    """Return the terms in the first place, as they come there."""
    return rows.loc[rows["place"] == 1, "term"].tolist()


def _ranges(found: pd.DataFrame, ranked: pd.DataFrame, context: Context) -> list[str]:
    """Return of each of some terms its place, and between which places the checks move it."""
    said = []
    for row in measure.PLACES.rows(ranked):
        places = found.loc[(found["term"] == row.term) & (found["check"] != AS_IT_STANDS), "place"]
        checks = f"the checks of the records{' and of its salience' if found['check'].isin([UP, DOWN]).any() else ''}"
        low, high = places.min(), places.max()
        under = "no check ranks it" if pd.isna(low) else f"under {checks} in place {range_words(low, high)}"
        if missing := int(places.isna().sum()) if pd.notna(low) else 0:
            under += f", and not ranked under {missing}"
        place = f"in place {row.place} in the order of the sticking points"
        said.append(f"On {context.as_of_words}, {context.terms_inside[row.term]} is {place}; {under}.")
    return said


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: under each check the stances of the required parties that give a level."""
    cells = scope.at(scope.as_of).ask(_levels)
    own = stances.of_the_required(scope, cells).dropna(subset="level_score")
    # Moving a weight changes no level.
    checked = found.assign(check=found["check"].where(found["check"].isin(cells["check"].cat.categories), AS_IT_STANDS))
    return behind.of_cells(checked, own.astype({"check": "str"}), ["check", "term"], "level_stance")


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels are old, as the order stands: of what is not ranked there no level is drawn."""
    return ages.of_counted(_standing(found), context)


QUESTION = Question(
    id="robustness",
    title="How firm the order of sticking points is",
    asks="Does the order of the sticking points hold when one grade, publisher, coder or weight is changed?",
    contract=measure.PLACES,
    frame=frame,
    finding=finding,
    chart=chart,
    rests_on=rests_on,
    columns=tuple(measure.PLACES.columns),
    csv=tuple(measure.PLACES.columns)[:-1],
    takes=("term",),
    details=details,
    how_old=how_old,
)
