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
from dashboard.questions import ages, behind, delivered, mixed, naming, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import Grade, counted, list_words, range_words

AS_IT_STANDS = "as it stands"
UP, DOWN = (f"{ONE_SALIENCE} {measure.SALIENCE_POINTS} points {way}" for way in ("up", "down"))
"""The checks under which one salience at a time is moved, each place being that of the term whose salience it is."""
AMONG_ALL = "A place is one among all terms: it rests on the levels on the others too, whose age is not told here."
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
        worst = [words.get(grade, grade) for grade, _ in more]
        also = f", as with {list_words(worst[-1:] if worst[-1] == words[Grade.F] else worst)}" if more else ""
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
    if context.only_terms and len(stands):
        return [*_ranges(found, context), *_conflicts(stands, context), *how_old(found, context)]
    if ranked.empty:
        so = "so how firm the order is cannot be told"
        return [f"{context.on_the_day}{context.there.by}, no term can be ranked, {so}.", *_conflicts(stands, context)]
    if not ranked["score"].max():
        return [f"{context.on_the_day}{context.there.by}, no term scores above 0, so there is no order to check."]
    of_all = found[~found["check"].isin([UP, DOWN])]
    rows = {check: _as_told(some) for check, some in of_all.groupby("check", sort=False)}
    usual = rows.pop(AS_IT_STANDS)
    changing = [check for check, some in rows.items() if some != usual]
    first = _first(stands)
    titles = list_words([context.terms_inside[term] for term in first], MOST_TERMS)
    has, is_it = ("has", "is it") if len(first) == 1 else ("share", "are these")
    by_salience = _by_salience(found, first, context)
    tried = f"; not at every salience tried {is_it} alone first" if by_salience.lost else ""
    outcomes = _outcomes(found, first, changing)
    title = f"{context.on_the_day}, {titles} {has} the highest score among the sticking points"
    told = [f"{title}; {_under_how_many(outcomes, len(rows))}{tried}."]
    told += [naming.begun(f"{what} under {_checks(checks)}.") for what, checks in outcomes[1:] if checks]
    if changing and (same := len(rows) - len(changing)):
        told.append(f"{counted(same, 'more check')} of the records {'changes' if same == 1 else 'change'} no score.")
    return [*told, *by_salience.told, *_conflicts(stands, context), *how_old(found, context)]


def _conflicts(stands: pd.DataFrame, context: Context) -> list[str]:
    """Return on which terms that are not ranked as it stands the record of whom conflicts."""
    unranked = stands.loc[stands["place"].isna(), "term"].tolist()
    conflicts = mixed.of_terms(unranked, "level", context)
    return mixed.sentence(conflicts, context, "is recorded", "conflicts; the term is not ranked")


def _outcomes(found: pd.DataFrame, first: list[str], changing: list[str]) -> list[tuple[str, list[str]]]:
    """Return what may become of the terms in the first place, in words, and under which checks it does; kept first."""
    kept: list[str] = []
    lost: list[str] = []
    unranked: list[str] = []
    for check in changing:
        own = found[found["check"] == check]
        if not {*first} <= set(own.loc[own["place"].notna(), "term"]):
            unranked.append(check)
        else:
            (kept if {*_first(own)} == {*first} else lost).append(check)
    alone, cannot = ("it alone is", "it cannot") if len(first) == 1 else ("these alone are", "not all of them can")
    return [(f"{alone} first", kept), (f"{alone} not first", lost), (f"{cannot} be ranked", unranked)]


def _under_how_many(outcomes: list[tuple[str, list[str]]], n: int) -> str:
    """Return under how many of the checks that change a score each comes about, of n checks in all."""
    there = [(what, checks) for what, checks in outcomes if checks]
    changing = sum(len(checks) for _, checks in there)
    if not changing:
        no = f"none of the {n} checks of the records changes a score"
        return "the one check of the records changes no score" if n == 1 else no
    of = f"the {changing} checks of the records that change a score"
    of = "the one check of the records that changes a score" if changing == 1 else of
    if len(there) == 1:
        return f"under {'' if changing == 1 else 'each of '}{of} {there[0][0]}"
    return f"of {of}, {list_words([f'under {len(checks)} {what}' for what, checks in there])}"


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
    untried = stands.loc[stands["place"].notna() & stands["term"].isin(up.loc[up["place"].isna(), "term"]), "term"]
    none_on = list_words([context.terms_inside[term] for term in untried], MOST_TERMS)
    only = f"Only a salience that is recorded with a level is tried{f'; on {none_on} none is' if none_on else ''}."
    said = [
        *([f"with {points} more salience of its own, {', and '.join(reached)}"] if reached else []),
        *([f"with {points} less salience of its own, {list_words(places, MOST_TERMS)}"] if places else []),
    ]
    if not said:
        kept = f"{points} more or less salience of any one term that is tried would put no other first."
        return BySalience([kept, only], lost=False)
    words = "; ".join(said)
    return BySalience([f"{words[:1].upper()}{words[1:]}.", only], lost=True)


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


def _first(rows: pd.DataFrame) -> list[str]:
    """Return the terms in the first place, as they come there."""
    return rows.loc[rows["place"] == 1, "term"].tolist()


def _ranges(found: pd.DataFrame, context: Context) -> list[str]:
    """Return of each of some terms its place, or that it has none, and between which places the checks move it."""
    said = []
    for row in measure.PLACES.rows(found[found["check"] == AS_IT_STANDS]):
        checked = found[(found["term"] == row.term) & (found["check"] != AS_IT_STANDS)]
        of_salience = checked["check"].isin([UP, DOWN])
        tried = checked.loc[of_salience, "place"].notna().any()
        places = checked.loc[~of_salience | tried, "place"]
        checks = f"the checks of the records{' and of its salience' if tried else ''}"
        low, high = places.min(), places.max()
        under = "no check ranks it" if pd.isna(low) else f"under {checks} in place {range_words(low, high)}"
        if missing := int(places.isna().sum()) if pd.notna(low) else 0:
            under += f", and not ranked under {missing}"
        place = f"{'not ranked' if pd.isna(row.place) else f'in place {row.place}'} in the order of the sticking points"
        said.append(f"On {context.as_of_words}, {context.terms_inside[row.term]} is {place}; {under}.")
    return said


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: under each check the stances of the required parties that give a level, or conflict.

    Of terms that were chosen, those on all terms: a place is one among all of them.
    """
    cells = scope.at(scope.as_of).ask(_levels)
    required = stances.of_the_required(scope, cells).astype({"check": "str"})
    own, unranked = required.dropna(subset="level_score"), found[found["place"].isna()]
    # Moving a weight changes no level.
    checked = found.assign(check=found["check"].where(found["check"].isin(cells["check"].cat.categories), AS_IT_STANDS))
    of = ["check"] if scope.terms else ["check", "term"]
    conflicting = behind.rows_of(unranked[unranked["check"] == AS_IT_STANDS], required, ["check", "term"])
    given = behind.of_cells(checked, own, of, "level_stance")
    return behind.together(given, behind.of_mixed(scope, conflicting, "level"))


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels are old, as the order stands: of those counted in it, or of all on chosen terms."""
    if not context.only_terms:
        return ages.of_counted(_standing(found), context)
    stands = found[found["check"] == AS_IT_STANDS]
    of, on = ages.totals(stands), f"on the term{'s' if len(context.only_terms) > 1 else ''} chosen"
    among = [AMONG_ALL] if found["place"].notna().any() else []
    return [*ages.sentence(of, f"level {on}", f"levels {on}", ages.are(context)), *among] if of.n else []


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
