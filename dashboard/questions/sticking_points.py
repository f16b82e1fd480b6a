"""What holds a deal up: the terms by how far they stand from agreement, who holds them there, how firm the order is."""

from dataclasses import replace

import pandas as pd

from dashboard import frames
from dashboard.analysis import robustness, sticking
from dashboard.charts.context import Context
from dashboard.charts.sticking_points import sticking_points
from dashboard.frames import Progress
from dashboard.questions import stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, SCORES, Grade, counted, list_words

WORLDS = 1000


def points(scope: Scope) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day, without the shares of worlds."""
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    return sticking.sticking_points(stances.current(scope), stances.of_required(scope), parties, terms, scope.day)


def worlds(scope: Scope, progress: Progress | None = None) -> pd.DataFrame:
    """Return `robustness.ROBUSTNESS` of the ranking as of the day, over `WORLDS` worlds."""
    edition = scope.edition
    return robustness.worlds(
        stances.of_required(replace(scope, min_grade=Grade.F)),
        edition.evidence(until=scope.as_of),
        edition.codings(),
        edition.rows("party"),
        edition.rows("term"),
        scope.day,
        n=WORLDS,
        min_grade=scope.min_grade,
        progress=progress,
    )


def frame(scope: Scope, progress: Progress | None = None) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day, with the shares of worlds in which each term is first or in its place."""
    found = points(scope)
    shares = worlds(scope, progress).set_index("term")
    found["stays_first_share"], found["keeps_place_share"] = (
        found["term"].map(shares[name]).astype("float64") for name in ("first_share", "keeps_place_share")
    )
    return picked(found, term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which term holds a deal up most, who holds it there, how sure its place is, and what is not known."""
    names, titles = context.party_names, context.terms_inside
    ranked = found[found["score"].notna()]
    if ranked.empty:
        return ["No term has a level from enough of the parties whose consent is required, so nothing can be ranked."]
    first = ranked.iloc[0]
    if first["score"] == 0:
        said = [f"Nothing recorded holds up any of {counted(len(ranked), 'term')}."]
    else:
        by = list_words([names[code] for code in first["blocker"].split("; ")])
        still = f"no improvement for {counted(int(first['days_still']), 'day')}"
        level = {score: LEVEL_WORDS[code] for code, score in SCORES.items()}[int(first["agreement"])]
        said = [
            f"First among the sticking points is {titles[first['term']]}: the lowest level is “{level}”, by {by}, with"
            f" {still}."
        ]
        if pd.notna(first["stays_first_share"]):
            ways = ["leave out a source", "move the grade filter", "take one coder’s readings"]
            ways += ["change how much the parties care"] if ranked["salience"].notna().any() else []
            said.append(
                f"It is first in {first['stays_first_share']:.0%} of {WORLDS:,} resampled worlds, "
                f"which {list_words(ways)}."
            )
    collisions = ranked.loc[ranked["red_line_collision"].fillna(False), "term"]
    if len(collisions):
        said.append(f"Red lines collide on {list_words([titles[term] for term in collisions], MOST_TERMS)}.")
    if ranked["salience"].isna().all():
        said.append("How much the parties care is not recorded: every term weighs the same.")
    if partly := int((ranked["n"] < len(context.required)).sum()):
        place = "it may be further from agreement than shown" if partly == 1 else "they may be further than shown"
        said.append(f"On {counted(partly, 'ranked term')} a level is missing, so {place}.")
    if refused := len(found) - len(ranked):
        said.append(f"{counted(refused, 'term')} cannot be ranked: too few levels are recorded.")
    return said


QUESTION = Question(
    id="sticking-points",
    title="Sticking points",
    asks="Which terms stand furthest from agreement, on whose level, and how firm is that order?",
    contract=frames.STICKING,
    frame=frame,
    finding=finding,
    chart=sticking_points,
    columns=(
        "term",
        "agreement",
        "blocker",
        "score",
        "days_still",
        "red_line_collision",
        "keeps_place_share",
        "stays_first_share",
        "n",
    ),
    csv=tuple(frames.STICKING.columns)[:9],
    takes=("term",),
    progress_words=f"Trying the ranking in {WORLDS:,} ways",
)
