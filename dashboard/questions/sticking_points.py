"""What holds a deal up: the terms by how far they stand from agreement, who holds them there, and since when."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import sticking
from dashboard.charts.context import Context
from dashboard.charts.sticking_points import sticking_points
from dashboard.questions import ages, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, SCORES, Precision, counted, day_words, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day."""
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    found = sticking.sticking_points(stances.current(scope), stances.of_required(scope), parties, terms, scope.day)
    return picked(found, term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which term holds a deal up most, who holds it there since when, how old that is, what is not known."""
    titles = context.terms_inside
    ranked = found[found["score"].notna()]
    said = _first(ranked, found, context)
    said += ages.of_counted(ranked, context)
    for why, rows in found.dropna(subset="apart").groupby("apart"):
        said.append(f"Apart, as {why}: {list_words([titles[term] for term in rows['term']], MOST_TERMS)}.")
    collisions = ranked.loc[ranked["red_line_collision"].fillna(False), "term"]
    if len(collisions):
        said.append(f"Red lines collide on {list_words([titles[term] for term in collisions], MOST_TERMS)}.")
    if len(ranked):
        said += _salience(ranked)
    if partly := int((ranked["n"] < len(context.required)).sum()):
        place = "it may be further from agreement than shown" if partly == 1 else "they may be further than shown"
        said.append(f"On {counted(partly, 'ranked term')} a level is missing, so {place}.")
    if unknown := int((found["score"].isna() & found["apart"].isna()).sum()):
        said.append(f"{counted(unknown, 'term')} cannot be ranked: too few levels are recorded.")
    return said


def _first(ranked: pd.DataFrame, found: pd.DataFrame, context: Context) -> list[str]:
    if ranked.empty:
        why = "no term has a level from enough of the parties whose consent is required, so nothing can be ranked"
        if found["apart"].notna().any():
            why = "of the terms with a level from the parties whose consent is required, none is a sticking point"
        return [f"On {context.as_of_words}, {why}."]
    first = ranked.iloc[0]
    if first["score"] == 0:
        return [f"On {context.as_of_words}, nothing recorded holds up any of {counted(len(ranked), 'term')}."]
    by = list_words([context.party_names[code] for code in first["blocker"].split("; ")])
    level = {score: LEVEL_WORDS[code] for code, score in SCORES.items()}[int(first["agreement"])]
    since = "" if pd.isna(first["since"]) else f", so since {day_words(first['since'], Precision.DAY)}"
    old = ages.words(int(first["n"]), int(first["n_old"]), int(first["n_overtaken"]), context)
    how_old = f"; the levels on it {old}" if old else ""
    term = context.terms_inside[first["term"]]
    return [
        f"On {context.as_of_words}, first among the sticking points is {term}: the lowest level is “{level}”, by "
        f"{by}{since}{how_old}."
    ]


def _salience(ranked: pd.DataFrame) -> list[str]:
    if ranked["salience"].isna().all():
        return ["How much the parties care is not recorded: every term weighs the same."]
    return ["Where how much a party cares about a term is not recorded, the median of its other terms stands for it."]


QUESTION = Question(
    id="sticking-points",
    title="Sticking points",
    asks="Which terms stand furthest from agreement, on whose level, and since when?",
    contract=frames.STICKING,
    frame=frame,
    finding=finding,
    chart=sticking_points,
    columns=(
        "term",
        "agreement",
        "blocker",
        "score",
        "since",
        "days_at_level",
        "red_line_collision",
        "n",
        "n_old",
        "n_overtaken",
        "apart",
    ),
    csv=tuple(frames.STICKING.columns)[:-1],
    takes=("term",),
)
