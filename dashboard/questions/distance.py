"""How far apart two parties are after each round, over all terms and term by term, and whether that falls or grows."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import distance as measure
from dashboard.analysis import trend
from dashboard.analysis.rounds import under_way as under_way_on
from dashboard.charts.context import Context
from dashboard.charts.distance import distance as chart
from dashboard.charts.distance import interval_words
from dashboard.errors import ParleyError
from dashboard.questions import ages, behind, mixed, rounds, stances
from dashboard.questions.question import MOST_TERMS, UNCODED_SALIENCE, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Precision, counted, day_words, decimal, list_words

ALIKE = "over the same terms, measured and weighted the same way"


def pair(scope: Scope) -> tuple[str, str]:
    """Return the two parties the scope names, else the first two whose consent is required, else the first two."""
    found = measure.pair(scope.edition.rows("party"), scope.parties)
    if len(found) < 2:
        raise ParleyError(f"“{scope.edition.own()['title']}” has fewer than two parties; two are needed.")
    return found[0], found[1]


def distances(scope: Scope) -> pd.DataFrame:
    """Return `frames.DISTANCES` of the pair over the rounds begun by the day."""
    begun, parties, terms = rounds.begun(scope), scope.edition.rows("party"), scope.edition.rows("term")
    two = pair(scope)
    stood = stances.levels_on(scope, begun["ended_on"].dt.date, parties=two)
    found = measure.distance_by_round(stood, begun, parties, terms, two)
    return found[found["term"].isin([*scope.terms, measure.OVERALL])] if scope.terms else found


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.TRENDS` of the pair over the rounds begun by the day."""
    return trend.trends(distances(scope))


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how far apart the pair stood at the last round, how that changed since the one before, and its trend."""
    two = measure.pair(context.parties, context.only_parties)
    who = list_words([context.parties_inside[party] for party in two])
    overall = found[found["term"] == measure.OVERALL].sort_values("day", kind="stable")
    if overall.empty and context.rounds.empty:
        return [f"No round is recorded; how far apart {who} stand is told at the end of each."]
    if overall.empty:
        return [f"By {context.as_of_words} no round had begun, so how far apart {who} stood cannot be told."]
    last = overall.iloc[-1]
    of_last = found[found["round"] == last["round"]]
    on_levels, when = measure.on_levels(context.parties, two), _when(last, context)
    conflicts = _mixed(of_last, context) if on_levels else {}
    said = _on_chosen(of_last, who, when, context)
    when = "At the same time" if said else when
    said += [*_apart(last, conflicts, who, on_levels, when, context), *_change(overall, context)]
    if not on_levels:
        said.append("Where the consent of one of the two is not required, distance is told by positions only.")
    said.append(_trend(trend.slope(found), context))
    return said + _salience(last)


def details(found: pd.DataFrame, context: Context) -> list[str]:
    """Return what a distance of 0 and of 1 is, where there is a number."""
    known = found.loc[found["term"] == measure.OVERALL, "distance"].notna().any()
    return ["A distance of 0 is the same level or position, one of 1 the two ends of the scale."] if known else []


def _mixed(found: pd.DataFrame, context: Context) -> dict[str, list[str]]:
    """Return by term, of those whose distance is not known, the names of the parties whose level is mixed."""
    rows = found[found["distance"].isna()].dropna(subset="mixed")
    return {
        term: [context.parties_inside[party] for party in who.split("; ")]
        for term, who in zip(rows["term"], rows["mixed"], strict=True)
    }


def _when(last: pd.Series, context: Context) -> str:
    """Return in words the day of the last round that counts, and which agreement was in force by then."""
    held = context.rounds.set_index("code").loc[last["round"]]
    when = f"At the end of {_round(last, context)}"
    if last["day"] < held["ended_on"]:
        # Their titles may tell how they went on.
        under_way = under_way_on(context.rounds, last["day"])
        days = zip(under_way["started_on"], under_way["precision"], strict=True)
        begun = list_words([day_words(day, precision) for day, precision in days])
        of_them = "round" if len(under_way) == 1 else "rounds"
        when = f"On {day_words(last['day'], Precision.DAY)}, during the {of_them} begun {begun}"
    then = ages.on(context, last["day"])
    if then.in_force:
        when += f" and after the agreement of {then.in_force_since}"
    return when


def _on_chosen(of_round: pd.DataFrame, who: str, when: str, context: Context) -> list[str]:
    """Return how far apart the two stood on each term that was chosen."""
    chosen = of_round[of_round["term"].isin(context.only_terms)]
    known = chosen.dropna(subset="distance")
    said = []
    if len(known):
        on = [f"{decimal(row.distance)} apart on {context.terms_inside[row.term]}" for row in known.itertuples()]
        how_old = ages.clause(known, ages.on(context, known["day"].iloc[0]), _number(context))
        said.append(f"{when}, {who} stood {list_words(on, MOST_TERMS)}{how_old}.")
    if len(known) < len(chosen):
        on = [context.terms_inside[term] for term in chosen.loc[chosen["distance"].isna(), "term"]]
        when = "At the same time" if said else when
        said.append(f"{when}, how far apart {who} stood on {list_words(on, MOST_TERMS)} cannot be told.")
    return said


def _apart(
    last: pd.Series, conflicts: dict[str, list[str]], who: str, on_levels: bool, when: str, context: Context
) -> list[str]:
    then = ages.on(context, last["day"])
    n, total = int(last["n"]), len(frames.issues(context.terms))
    known = "a level from both" if on_levels else "a standing position from both"
    if not n:
        none = f"{when}, no term had {known}{context.there.that}, so how far apart {who} stood cannot be told."
        return [none, *_conflicted(conflicts, context)]
    if pd.isna(last["distance"]):
        only = f"only {n} of {counted(total, 'term')} had {known}{context.there.that}"
        return [f"{when}, {only}: too few to say how far apart {who} stood.", *_conflicted(conflicts, context)]
    how_old = ages.of_these(ages.row(last), "term", "terms", _resting(then))
    over = f"over {n} of {counted(total, 'term')}{how_old and f'; {how_old}'}"
    said = [f"{when}, {who} stood {decimal(last['distance'])} apart on the issues, {over}."]
    said += _conflicted(conflicts, context)
    # Of a term that was not chosen it is not known here whether a level is missing or mixed.
    if (left := total - n - len(conflicts)) > 0 and not context.only_terms:
        others = "The other term" if left == 1 else f"The other {left} terms"
        said.append(f"{others} did not have {known}{context.there.that}.")
    return said


def _conflicted(conflicts: dict[str, list[str]], context: Context) -> list[str]:
    """Return on which terms the record of whom conflicted then."""
    return mixed.sentence(conflicts, context, "was recorded", "conflicted")


def _resting(then: Context) -> ages.Said:
    own = ages.are(then)
    return ages.rest(own.old, own.overtaken, _number(then))


def _number(context: Context) -> str:
    """Return what a distance of the pair is one of at the least: of levels, or of positions alone."""
    on_levels = measure.on_levels(context.parties, measure.pair(context.parties, context.only_parties))
    return "level" if on_levels else "position"


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the terms behind the last distance rest on old levels."""
    overall = found[found["term"] == measure.OVERALL].sort_values("day", kind="stable")
    if overall.empty:
        return []
    last = overall.iloc[-1]
    said = _resting(ages.on(context, last["day"]))
    return ages.sentence(ages.row(last), "term counted at the last round", "terms counted at the last round", said)


def _round(row: pd.Series, context: Context) -> str:
    held = context.rounds.set_index("code").loc[row["round"]]
    return f"“{held['title']}” ({day_words(row['day'], held['precision'])})"


def _change(overall: pd.DataFrame, context: Context) -> list[str]:
    last = overall.iloc[-1]
    earlier = overall[overall["day"] < last["day"]]
    if earlier.empty:
        return []
    before = earlier.iloc[-1]
    whole, same = last["distance"] - before["distance"], last["same_terms_change"]
    since = f"Since the end of {_round(before, context)},"
    if pd.notna(whole) and pd.notna(same) and _changed(whole) == _changed(same):
        return [f"{since} the distance {_changed(whole)}, also {ALIKE}."]
    if pd.notna(whole) and pd.notna(same):
        return [f"{since} the distance {_changed(whole)}; {ALIKE}, it {_changed(same)}."]
    if pd.notna(same):
        return [f"{since} the distance, {ALIKE}, {_changed(same)}."]
    return []


def _changed(by: float) -> str:
    if abs(by) < trend.SAME:
        return "is the same"
    return f"{'grew' if by > 0 else 'fell'} by {decimal(abs(by)) if abs(by) >= 0.005 else 'less than 0.01'}"


def _small(by: float) -> str:
    return decimal(by, plus=True) if abs(by) >= 0.005 else "less than 0.01"


def _trend(found: trend.Slope, context: Context) -> str:
    if found.line is None:
        return f"No trend{context.there.by}: {found.why}."
    slope, low, high, coverage, _ = found.line
    sure = "they came closer" if high < 0 else "they drew apart" if low > 0 else "no clear direction"
    return (
        f"Over the last {found.n} rounds with a distance it changed by {_small(slope)} a round "
        f"({trend.percent(coverage)} interval {interval_words(low, high)}, taking the rounds as independent): {sure}."
    )


def _salience(last: pd.Series) -> list[str]:
    if pd.isna(last["distance"]) or last["salience_coded"] == 2 * last["n"]:
        return []
    if not last["salience_coded"]:
        return ["No record that counts says how much the two care about these terms: each weighs the same."]
    return [UNCODED_SALIENCE]


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that the distance after the round is between, and those that conflict."""
    of_days = stances.levels_on(scope, found["day"].drop_duplicates().dt.date).rename(columns={"as_of": "day"})
    conflicting = of_days[of_days["party"].isin(pair(scope))]
    cells = measured(scope, of_days)
    both = cells[cells.duplicated(["day", "term"], keep=False)]
    overall = found[found["term"] == measure.OVERALL]
    return behind.together(
        behind.of_cells(found, cells, ["day", "term"], "level_stance"),
        behind.of_mixed(scope, behind.rows_of(found.dropna(subset="mixed"), conflicting, ["day", "term"]), "level"),
        behind.of_cells(overall, both, ["day"], "level_stance"),
    )


def measured(scope: Scope, cells: pd.DataFrame) -> pd.DataFrame:
    """Return of cells (`frames.CURRENT`) those that a distance of the pair may be between, on levels or positions."""
    parties, terms = scope.edition.rows("party"), scope.edition.rows("term")
    two = pair(scope)
    known = cells["level_score" if measure.on_levels(parties, two) else "position"].notna()
    return cells[known & cells["party"].isin(two) & cells["term"].isin(frames.issues(terms))]


QUESTION = Question(
    id="distance",
    title="Distance by round",
    asks="How far apart are two parties after each round, over all terms and term by term?",
    contract=frames.TRENDS,
    frame=frame,
    finding=finding,
    chart=chart,
    rests_on=rests_on,
    columns=(
        "round",
        "day",
        "term",
        "distance",
        "n",
        "n_old",
        "n_overtaken",
        "old_days",
        "same_terms_change",
        "slope",
        "slope_low",
        "slope_high",
        "slope_coverage",
    ),
    csv=("round", "pair", "term", "distance", "n", "n_old", "n_overtaken", "same_terms_change"),
    takes=("party", "term"),
    details=details,
    how_old=how_old,
)
