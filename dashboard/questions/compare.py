"""How two negotiations, or two spans of one, run from their start."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis import age_counts, agreement, distance
from dashboard.analysis import rounds as of_rounds
from dashboard.charts.comparison_of_cases import comparison_of_cases
from dashboard.charts.context import OVERTAKEN_THEN, Context, names_inside
from dashboard.errors import ParleyError
from dashboard.questions import ages, behind, rounds, stances, texts
from dashboard.questions.distance import distances, measured, pair
from dashboard.questions.naming import names
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Precision, counted, day_words, decimal, list_words, none_of, span_words


def halves(scope: Scope) -> tuple[date, date]:
    """Return the day on which the later half of the rounds begun by the day began, and the last day of the earlier."""
    return of_rounds.halves(scope.edition.rows("round"), scope.day)


def spans(scope: Scope) -> tuple[Scope, ...]:
    """Return the scope and the one it is beside, if any: of one negotiation, with the same parties picked."""
    other = scope.beside
    if other is None:
        return (scope,)
    return scope, replace(other, parties=scope.parties) if other.negotiation == scope.negotiation else other


def frame(scope: Scope) -> pd.DataFrame:
    """
    Return `frames.COMPARED` of the scope and the one it is beside: the span up to each one's day, from its `since`.

    x counts the rounds of the span, or the days since its start (`since`, else where its first round began), as the
    scope says.

    Raises
    ------
    ParleyError
        When one of the two has fewer than two parties, or a span that was chosen has no round.
    """
    if why := without_rounds(scope):
        raise ParleyError(why)
    made: list[Any] = []
    for one in spans(scope):
        own = one.edition
        begun, ends = _begun(one), own.rows("round").set_index("code")["ended_on"]
        apart = distances(one)
        overall = apart[apart["term"] == distance.OVERALL].set_index("round")
        parties, terms = (own.rows(name) for name in ("party", "term"))
        called = names(own, "party", "short_name") | names_inside(parties)
        two = pair(one)
        between = list_words([called[party] for party in two])
        measured_on = "level" if distance.on_levels(parties, two) else "position"
        first = one.since or (begun["started_on"].min().date() if len(begun) else one.as_of)
        name = f"{span_words(first, one.as_of, Precision.DAY)}, {own.own()['title']}"
        if made and name == made[0][0]:
            name += " (the other)"
        cells = stances.of_the_required(one, stances.levels_on(one, begun["ended_on"].dt.date))
        stood = dict(list(cells.groupby("as_of")))
        for number, row in enumerate(frames.ROUNDS.rows(begun), start=1):
            x = number if scope.unit == "round" else (row.ended_on - first).days
            on = stood.get(pd.Timestamp(row.ended_on), frames.CURRENT.frame())
            found = agreement.agreement(on, parties, terms)
            known = found[agreement.is_known(found)]
            agreed = int(agreement.is_agreed(known).sum()) if len(known) else None
            at = overall.loc[row.code]
            of_distance = at[["distance", "n", "n_old", "n_overtaken", "old_days"]]
            under_way = ends[row.code].date() > row.ended_on
            precision = Precision.DAY if under_way else row.precision
            beside = (between, _in_force(one, row.ended_on), row.ended_on, precision, under_way, measured_on)
            made.append((name, x, scope.unit, "distance", *of_distance, *beside))
            terms_known = age_counts.of_terms(on[on["term"].isin(known["term"])])
            made.append((name, x, scope.unit, "agreed terms", agreed, *terms_known, *beside))
    return frames.COMPARED.frame(made)


def _begun(one: Scope) -> pd.DataFrame:
    """Return the rounds of a span by their ends: the last is the one that ended last."""
    begun = rounds.begun(one).sort_values(["ended_on", "rank"], ignore_index=True)
    if one.since is None:
        return begun
    return begun[begun["ended_on"].dt.date >= one.since].reset_index(drop=True)


def without_rounds(scope: Scope) -> str:
    """Return which span that was chosen has no round in it, in a sentence that says what to do; empty where none."""
    for one in spans(scope):
        if (one.since or scope.beside) and _begun(one).empty:
            until = day_words(one.as_of, Precision.DAY)
            when = f"From {day_words(one.since, Precision.DAY)} to {until}" if one.since else f"By {until}"
            held = "was under way" if one.since else "had begun"
            none = f"no round of “{one.edition.own()['title']}” {held}"
            return f"{when} {none}. Choose a span, or a negotiation, that has one."
    return ""


def rests_on(scope: Scope, compared: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: of a distance the levels of both parties, of agreement those of all who have to."""
    made, first = [], 0
    for one in spans(scope):
        begun, beside = _begun(one), one is not scope
        rows = compared.iloc[first : first + 2 * len(begun)].assign(as_of=begun["ended_on"].repeat(2).to_numpy())
        first += len(rows)
        cells = stances.levels_on(one, begun["ended_on"].dt.date)
        apart = measured(one, cells)
        apart = apart[apart.duplicated(["as_of", "term"], keep=False)]
        cells = cells[cells["level_score"].notna() & cells["term"].isin(frames.issues(one.edition.rows("term")))]
        of = {"distance": apart, "agreed terms": stances.of_the_required(one, cells)}
        for measure, own in of.items():
            found = rows[rows["measure"] == measure]
            made.append(behind.of_cells(found, own, ["as_of"], "level_stance", beside=beside))
    return behind.together(*made)


def _in_force(scope: Scope, day: date) -> str | None:
    """Return the day in words of the agreement that was in force on a day, if any."""
    code = texts.table(scope.at(day)).in_force
    if code is None:
        return None
    text = texts.proposals(scope).set_index("code").loc[code]
    return day_words(text["tabled_on"], text["precision"])


def finding(compared: pd.DataFrame, context: Context) -> list[str]:
    """Return how far apart the two sides' parties are at their last rounds; of each that, and how many terms agreed."""
    said, apart = [], []
    for case, rows in compared.groupby("case", sort=False):
        last = {measure: some.iloc[-1] for measure, some in rows.groupby("measure")}
        of_last = rows.iloc[-1]
        when = f"on {_day(of_last)}, during its last round"
        if not of_last["under_way"]:
            when = f"at the end of its last round, {_day(of_last)}"
        when += "" if pd.isna(of_last["in_force"]) else f", after the agreement of {of_last['in_force']}"
        told = {"distance": _distance, "agreed terms": _agreed}
        parts = [(tell(last[name], context), _how_old(last[name])) for name, tell in told.items() if name in last]
        if len({age for _, age in parts}) == 1:  # both count the same: their age is said once
            parts = [*((words, "") for words, _ in parts[:-1]), parts[-1]]
        said.append(f"{case}: {when}, {'; '.join(words + age for words, age in parts)}.")
        apart += [last["distance"]] if "distance" in last and pd.notna(last["distance"]["value"]) else []
    if len(apart) == 2:
        said.insert(0, _beside_each_other(*apart))
    return said or [f"By {context.as_of_words} no round had begun, so there is nothing to compare."]


def _beside_each_other(one: pd.Series, other: pd.Series) -> str:
    """Return the two last distances, of how many terms, and how old; one negotiation is not named for both."""
    (span, _, title), (other_span, _, other_title) = (row["case"].partition(", ") for row in (one, other))
    named = (span, other_span) if title == other_title else (one["case"], other["case"])
    others = "" if one["between"] == other["between"] else f"{other['between']} "
    return (
        f"{_at_each(one, other)}, {one['between']} stood {decimal(one['value'])} apart on the issues over "
        f"{_counted(one)} ({named[0]}), and {others}{decimal(other['value'])} over {_counted(other)} ({named[1]})."
    )


def _at_each(one: pd.Series, other: pd.Series) -> str:
    """Return on which days the last round of each ended, or that it is the day shown and falls within the round."""
    days = list_words(list(dict.fromkeys([_day(one), _day(other)])))
    if one["under_way"] != other["under_way"]:
        of_each = (f"{'during it' if row['under_way'] else 'at its end'}, {_day(row)}" for row in (one, other))
        return f"At the last round of each ({'; '.join(of_each)})"
    return f"{'During' if one['under_way'] else 'At the end of'} the last round of each ({days})"


def _day(row: pd.Series) -> str:
    return day_words(row["day"], row["precision"])


def _counted(row: pd.Series) -> str:
    """Return how many terms a distance counts, and how many of them rest on old levels."""
    n, *resting = (int(row[count]) for count in ("n", "n_overtaken", "n_old"))
    told = [(k, words) for k, words in zip(resting, (OVERTAKEN_THEN, "old by then"), strict=True) if k]
    if not told:
        return counted(n, "term")
    (k, first), *more = told
    which = f"{k} " if k < n else "each " if n > 1 else ""
    also = "".join(f" and {other} more on one that was {words}" for other, words in more)
    return f"{counted(n, 'term')}, {which}resting on a level that was {first}{also}"


def _distance(row: pd.Series, context: Context) -> str:
    if pd.isna(row["value"]):
        return _too_few(row, context)
    over = f"over {counted(int(row['n']), 'term')}"
    return f"{row['between']} stood {decimal(row['value'])} apart on the issues, {over}"


def _too_few(row: pd.Series, context: Context) -> str:
    known = "a standing position" if row["measured_on"] == "position" else "a level"
    n, known = int(row["n"]), f"{known}{context.there.that} from both {row['between']}"
    if not n:
        return f"no term had {known}, so how far apart they stood cannot be told"
    return f"only {counted(n, 'term')} had {known}, too few to tell how far apart they stood"


def _agreed(row: pd.Series, context: Context) -> str:
    known = f"with a level{context.there.counts} from each whose consent is required"
    if pd.isna(row["value"]):
        return f"no term had a level{context.there.that} from each whose consent is required"
    n, agreed = int(row["n"]), int(row["value"])
    if n == 1:
        return f"the one term {known} was {'' if agreed else 'not '}agreed"
    how_many = f"{agreed} of the {n}" if agreed else none_of(n)
    return f"{how_many} terms {known} {'were' if agreed > 1 else 'was'} agreed"


def _resting(row: pd.Series) -> ages.Said:
    number = row["measured_on"] if row["measure"] == "distance" else "level"
    return ages.rest("that was old by then", f"that was {OVERTAKEN_THEN}", number)


def _how_old(row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return ""
    how_old = ages.of_these(ages.row(row), "term", "terms", _resting(row))
    return f"; {how_old}" if how_old else ""


def how_old(compared: pd.DataFrame, context: Context) -> list[str]:
    """Return of each side how many of the terms behind its last distance rest on old levels; of none, of agreement."""
    last = compared.groupby(["case", "measure"], sort=False).tail(1).dropna(subset="value")
    last = last.sort_values("measure", key=lambda measure: measure != "distance", kind="stable")
    said = []
    for _, row in last.drop_duplicates("case").sort_index().iterrows():
        at = f"counted at the last round of “{row['case']}”"
        said += ages.sentence(ages.row(row), f"term {at}", f"terms {at}", _resting(row))
    return said


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
        "n_old",
        "n_overtaken",
        "old_days",
        "between",
        "in_force",
    ),
    csv=("case", "x", "unit", "measure", "value", "n", "n_old", "n_overtaken"),
    takes=("party", "since", "beside"),
    leaves_out=lambda scope: any(map(stances.leaves_out, spans(scope))),
    how_old=how_old,
)
