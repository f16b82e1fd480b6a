"""How firm the order of the sticking points is: the place of each term when one thing is changed at a time."""

from dataclasses import replace

import pandas as pd

from dashboard import frames
from dashboard.analysis import robustness as measure
from dashboard.analysis import sticking
from dashboard.charts.context import Context
from dashboard.charts.robustness import robustness as chart
from dashboard.questions import naming, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import Grade, counted, list_words

AS_IT_STANDS = "as it stands"
MOST_PUBLISHERS = 5
"""Publishers that are left out, one by one: those with most claims."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `robustness.PLACES`: the ranking as it stands, then under each check."""
    edition = scope.edition
    parties, terms = edition.rows("party"), edition.rows("term")
    nothing = frames.GRADED_STANCES.frame()
    worlds = {AS_IT_STANDS: stances.levels_on(scope, [scope.as_of])}
    for grade in Grade:
        if grade != scope.min_grade:
            worlds[f"grade {grade}{'' if grade == Grade.A else ' or better'}"] = stances.levels_on(
                scope, [scope.as_of], min_grade=grade
            )
    if not scope.within_use_by:
        worlds["only within the use-by"] = stances.levels_on(replace(scope, within_use_by=True), [scope.as_of])
    for publisher in edition.publishers(**stances.admitted(scope))[:MOST_PUBLISHERS]:
        worlds[f"without {publisher}"] = stances.levels_on(scope, [scope.as_of], without=publisher)
    authors = naming.names(edition, "author", "name")
    for coder in edition.coders():
        worlds[f"read by {authors[coder]} alone"] = stances.levels_on(scope, [scope.as_of], coder=coder)
    stands = worlds[AS_IT_STANDS]
    if stands["salience"].notna().any():
        for points, way in ((measure.SALIENCE_POINTS, "up"), (-measure.SALIENCE_POINTS, "down")):
            worlds[f"salience {abs(points)} {way}"] = measure.with_salience_moved(stands, points)
    # How long a level has stood only breaks ties, and here those that tie share a place.
    ranked = {
        check: sticking.sticking_points(found, nothing, parties, terms, scope.day) for check, found in worlds.items()
    }
    return picked(measure.places(ranked), term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return under how many of the checks the first term stays first, and under which it does not."""
    stands = found[found["check"] == AS_IT_STANDS]
    first = stands.loc[stands["place"] == 1, "term"].tolist()
    checks = [check for check in dict.fromkeys(found["check"]) if check != AS_IT_STANDS]
    if not first or not checks:
        return [f"On {context.as_of_words}, no term can be ranked, so how firm the order is cannot be told."]
    others = found[(found["check"] != AS_IT_STANDS) & (found["place"] == 1)]
    by_check = {check: set(rows["term"]) for check, rows in others.groupby("check")}
    kept = [check for check in checks if by_check.get(check) == set(first)]
    titles = list_words([context.terms_inside[term] for term in first], MOST_TERMS)
    said = [
        f"On {context.as_of_words}, {titles} {'comes' if len(first) == 1 else 'come'} first among the sticking points,"
        f" and under {len(kept)} of {counted(len(checks), 'check')} too."
    ]
    if lost := [check for check in checks if check not in kept]:
        said.append(f"Not {list_words(lost, MOST_TERMS)}.")
    return said


QUESTION = Question(
    id="robustness",
    title="How firm the order of sticking points is",
    asks="Does the order of the sticking points hold when one grade, publisher, coder or weight is changed?",
    contract=measure.PLACES,
    frame=frame,
    finding=finding,
    chart=chart,
    columns=tuple(measure.PLACES.columns),
    takes=("term",),
)
