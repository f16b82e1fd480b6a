"""How far apart two parties are after each round, over all terms and term by term, and whether that falls or grows."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import movement
from dashboard.charts.context import Context
from dashboard.charts.distance import distance
from dashboard.errors import ParleyError
from dashboard.questions import behind, rounds, stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, day_words, decimal, list_words


def pair(scope: Scope) -> tuple[str, str]:
    """Return the two parties the scope names, else the first two whose consent is required, else the first two."""
    found = movement.pair(scope.edition.rows("party"), scope.parties)
    if len(found) < 2:
        raise ParleyError(f"“{scope.edition.own()['title']}” has fewer than two parties; two are needed.")
    return found[0], found[1]


def distances(scope: Scope) -> pd.DataFrame:
    """Return `frames.DISTANCES` of the pair over the rounds begun by the day."""
    begun, terms = rounds.begun(scope), scope.edition.rows("term")
    stood = stances.levels_on(scope, begun["ended_on"].dt.date)
    found = movement.distance_by_round(stood, begun, terms, pair(scope))
    return found[found["term"].isin([*scope.terms, movement.OVERALL])] if scope.terms else found


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.TRENDS` of the pair over the rounds begun by the day."""
    return movement.trends(distances(scope))


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how far apart the pair stood after the last round, and whether that fell or grew over the rounds."""
    who = list_words([context.party_names[party] for party in movement.pair(context.parties, context.only_parties)])
    overall = found[found["term"] == movement.OVERALL].sort_values("day", kind="stable")
    if overall.empty:
        return [f"No round has ended yet, so how {who} drew closer or apart cannot be told."]
    last = overall.iloc[-1]
    terms = int(((found["round"] == last["round"]) & (found["term"] != movement.OVERALL)).sum())
    ended = context.rounds.set_index("code").loc[last["round"]]
    after = f"After “{ended['title']}” ({day_words(last['day'], ended['precision'])})"
    from_both = f"{last['n']} of {counted(terms, 'term')} {'has' if last['n'] == 1 else 'have'} a level from both"
    trend = _trend(movement.slope(found))
    if not last["n"]:
        return [f"{after} no term has a level from both, so how far apart {who} stood is not known.", trend]
    if pd.isna(last["distance"]):
        return [f"{after} only {from_both}: too few to say how far apart {who} stood.", trend]
    apart = f"{after} {who} stood {decimal(last['distance'])} apart, from 0 (the same) to 1 (the two ends of the scale)"
    return [f"{apart}; {from_both}.", trend]


def _trend(trend: movement.Slope) -> str:
    if trend.slope is None or trend.low is None or trend.high is None:
        return f"No trend: {trend.why}"
    sure = "they came closer" if trend.high < 0 else "they drew apart" if trend.low > 0 else "no clear direction"
    interval = f"95% interval {decimal(trend.low, plus=True)} to {decimal(trend.high, plus=True)}"
    return f"Over {trend.n} rounds this changed by {decimal(trend.slope, plus=True)} a round ({interval}): {sure}."


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that give both of the pair a level after the round."""
    return behind.together(*_apart(scope, found))


def _apart(scope: Scope, found: pd.DataFrame, *, beside: bool = False) -> list[pd.DataFrame]:
    days = found["day"].drop_duplicates().dt.date
    cells = stances.levels_on(scope, days).dropna(subset="level_score").rename(columns={"as_of": "day"})
    cells = cells[cells["party"].isin(pair(scope))]
    whole = scope.edition.rows("term").loc[lambda terms: terms["whole_text"].fillna(False), "code"]
    cells = cells[~cells["term"].isin(whole)]
    both = cells[cells.duplicated(["day", "term"], keep=False)]
    both = both[both["term"].isin(scope.terms)] if scope.terms else both
    overall = found[found["term"] == movement.OVERALL]
    return [
        behind.of_cells(found, cells, ["day", "term"], "level_stance", beside=beside),
        behind.of_cells(overall, both, ["day"], "level_stance", beside=beside),
    ]


QUESTION = Question(
    id="distance",
    title="Distance by round",
    asks="How far apart are two parties after each round, over all terms and term by term?",
    contract=frames.TRENDS,
    frame=frame,
    finding=finding,
    chart=distance,
    rests_on=rests_on,
    columns=(
        "round",
        "day",
        "term",
        "distance",
        "n",
        "slope",
        "slope_low",
        "slope_high",
    ),
    csv=("round", "pair", "term", "distance", "n"),
    takes=("party", "term"),
)
