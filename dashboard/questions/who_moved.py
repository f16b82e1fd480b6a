"""Who moved between two days: which party on which term, towards the other or away from it."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from dashboard import frames
from dashboard.analysis import distance, rounds
from dashboard.analysis import who_moved as measure
from dashboard.charts.context import Context
from dashboard.charts.who_moved import who_moved as chart
from dashboard.errors import ParleyError
from dashboard.questions import ages, behind, mixed, stances
from dashboard.questions.distance import pair
from dashboard.questions.naming import begun
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, SCORES, Level, counted, list_words

_NO_MOVE, _COMPARED = "", " that can be compared"
"""What is denied of a party that did not move, and of one whose level changed where nothing can be held against it."""


def since(scope: Scope) -> date | None:
    """Return the day from which moves are counted: the scope's, or the end of the round before the present one."""
    if scope.since is not None:
        return scope.since
    ended = rounds.last_end(scope.edition.rows("round"), scope.day)
    return None if ended is None else ended.date()


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.MOVES` of the pair from the earlier day to the scope's; `ParleyError` where there is none."""
    start = since(scope)
    if start is None:
        raise ParleyError("No earlier round had ended to count from. Choose a later day, or a day to count from.")
    two = pair(scope)
    before, after = (stances.current(replace(scope, as_of=day)) for day in (start, scope.as_of))
    between = scope.edition.stances(parties=two, **{**stances.passing(scope), "since": start + timedelta(days=1)})
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    found = measure.who_moved(before, after, between, parties, terms, two)
    return picked(found, term=scope.terms)


def finding(moves: pd.DataFrame, context: Context) -> list[str]:
    """Return who moved on which terms between the two days: a sentence for each party, and what is unknown."""
    span = f"From {context.since_words} to {context.as_of_words}"
    if moves.empty:
        return [f"{span}{context.there.by} there is nothing to compare{context.chosen}."]
    if context.only_terms:
        span += f", {context.of_chosen}"
    names = {party: context.parties_inside[party] for party in distance.pair(context.parties, context.only_parties)}
    on = {
        party: {
            moved: [f"{context.terms_inside[row.term]}{_how_known(row, context)}" for row in frames.MOVES.rows(rows)]
            for moved, rows in moves[moves["party"] == party].groupby("moved")
        }
        for party in names
    }
    missing = f"a level{context.there.that} is missing or mixed"
    by_positions = not distance.on_levels(context.parties, list(names))
    if by_positions:
        missing = "moves of one whose consent is not required are told by positions only, and a standing one"
        missing += f"{context.there.that} is missing"
    compared = moves[moves["moved"] != measure.NOT_COMPARABLE]
    if by_positions and len(compared):
        only = list_words([context.terms_inside[term] for term in compared["term"].unique()], MOST_TERMS)
        span += f", by positions alone and so only on {only}"
    unheld = _unheld(moves)
    told = [_moves(on, names, missing, set(unheld["party"]), context), *_both_moved(moves, context)]
    said = [f"{span}, {'; '.join(words for words in told if words)}."]
    if context.since is not None and context.since == rounds.last_end(context.rounds, context.as_of):
        said.append("Counted from the end of the last round that was over before the latest one began.")
    if rest := [words for party in names if (words := _rest(on[party], names[party], context))]:
        said.append(f"{'. '.join(rest)}.")
    said += _changed_alone(unheld, names, context) if not by_positions else []
    said += _beside_agreement(compared, context)
    return [*said, *_how_old(moves, context), *_unknown(moves, names, missing, context)]


def _how_known(row: frames.Move, context: Context) -> str:
    """Return `ages.how_known` of what a row tells: where that is a position, not of the level alone."""
    by_position = row.measured_in == "position" and row.moved in measure.WENT
    of_position = (measure.OTHER_POSITION, measure.NEW_POSITION, measure.NO_POSITION)
    told = "position" if by_position or row.moved in of_position else "level"
    return ages.how_known(context, [row.party], row.term, told)


def _beside_agreement(compared: pd.DataFrame, context: Context) -> list[str]:
    """Return, while an agreement is in force, that what was compared is no answer to it."""
    units = sorted(compared["measured_in"].dropna().unique())
    if context.in_force is None or not units:
        return []
    what = list_words([f"{unit}s" for unit in units])
    return [f"These are {what} on the issues; the agreement of {context.in_force_since} stands."]


def _moves(
    on: dict[str, dict[str, list[str]]], names: dict[str, str], missing: str, changed: set[str], context: Context
) -> str:
    """
    Return what moves of each of the two there are; of those whose level changed otherwise, that can be compared.

    Nothing of one of whom all that is told is that both moved.
    """
    said: dict[str, list[str]] = {}
    for party, name in names.items():
        (other,) = (other for code, other in names.items() if code != party)
        ways = {
            "towards": f"towards {other}",
            "away": f"away from {other}",
            measure.TOGETHER: f"together with {other}",
            measure.PAST: f"past {other}",
        }
        parts = [
            f"{way} on {list_words(on[party][moved], MOST_TERMS)}" for moved, way in ways.items() if moved in on[party]
        ]
        if parts:
            said.setdefault(f"moved {list_words(parts)}", []).append(name)
        elif measure.BOTH in on[party]:
            continue
        elif set(on[party]) <= {measure.NOT_COMPARABLE}:
            said.setdefault(f"cannot be compared on any term, as {missing}", []).append(name)
        else:
            said.setdefault(_COMPARED if party in changed else _NO_MOVE, []).append(name)
    by_level = " by level" if any(measure.OTHER_POSITION in of_party for of_party in on.values()) else ""
    return ", and ".join(
        f"no net move{by_level} of {' or '.join(who)}{what} {context.there.is_}"
        if what in (_NO_MOVE, _COMPARED)
        else f"{list_words(who)} {what}"
        for what, who in said.items()
    )


def _both_moved(moves: pd.DataFrame, context: Context) -> list[str]:
    """Return on which terms both moved, neither plainly towards the other nor away, and how far apart they ended."""
    ended: dict[str, list[str]] = {}
    both = moves[moves["moved"] == measure.BOTH]
    for term, rows in both.groupby(both["term"].astype("object"), sort=False):
        before, after = (rows[when].max() - rows[when].min() for when in ("before", "after"))
        nearer = "nearer each other" if after < before else "as far apart as before"
        how = "further apart" if after > before else nearer if after else "together"
        known = "".join(dict.fromkeys(_how_known(row, context) for row in frames.MOVES.rows(rows)))
        ended.setdefault(how, []).append(f"{context.terms_inside[term]}{known}")
    return [f"both moved on {list_words(on, MOST_TERMS)} and ended {how}" for how, on in ended.items()]


def _unheld(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the moves of parties whose level changed where none of the other's is there to hold it against."""
    unheld = moves[moves["moved"] == measure.NOT_COMPARABLE]
    before, after = (unheld[column].map(SCORES) for column in ("level_before", "level_after"))
    return unheld[before.notna() & after.notna() & (before != after)]


def _changed_alone(unheld: pd.DataFrame, names: dict[str, str], context: Context) -> list[str]:
    """Return how levels changed that cannot be called moves, as the other's has no score on one of the days or both."""
    told = [
        f"{names[row.party]} on {context.terms_inside[row.term]}, from “{LEVEL_WORDS[row.level_before or '']}” to"
        f" “{LEVEL_WORDS[row.level_after or '']}”"
        for row in frames.MOVES.rows(unheld)
    ]
    if not told:
        return []
    changed = "A level changed" if len(told) == 1 else "Levels changed"
    where = f"where the other’s is not known with a score on both days{context.there.by}"
    said = f"{changed} {where}, so that nobody is said to have moved: {'; '.join(told)}."
    return [said, *ages.of_rows(unheld, "such change", "such changes", _old(context))]


def _rest(on: dict[str, list[str]], name: str, context: Context) -> str:
    """Return on which terms a party stood still, and on how many nothing new of it is recorded."""
    words = (
        (measure.STILL, "stood still on {} (a later record repeats the level)"),
        (measure.OTHER_POSITION, "ended at the same level on {}, with another position"),
        (measure.NEW_POSITION, "ended at the same level on {}, now with a position"),
        (measure.NO_POSITION, "ended at the same level on {}, no position being coded with the last record"),
        (measure.NEITHER, "ended neither nearer nor further on {}, though another level was recorded"),
    )
    parts = [what.format(list_words(on[moved], MOST_TERMS)) for moved, what in words if moved in on]
    nothing = len(on.get(measure.NOTHING_NEW, []))
    if not parts:
        return f"On {counted(nothing, 'term')} no new level of {name} {context.there.is_}" if nothing else ""
    said = f"{begun(name)} {list_words(parts)}"
    return f"{said}; on {counted(nothing, 'term')} no new level of it {context.there.is_}" if nothing else said


def _how_old(moves: pd.DataFrame, context: Context) -> list[str]:
    new = moves[~moves["moved"].isin([measure.NOTHING_NEW, measure.NOT_COMPARABLE])]
    return ages.of_rows(new, "comparison with a new level", "comparisons with a new level", _old(context))


def _old(context: Context) -> str:
    return f"more than {counted(context.use_by_days, 'day')} old on its day"


def _unknown(moves: pd.DataFrame, names: dict[str, str], missing: str, context: Context) -> list[str]:
    unknown = moves[moves["moved"] == measure.NOT_COMPARABLE]
    conflicts = mixed.sentence(_mixed(unknown, names), context)
    if unknown.empty or len(unknown) == len(moves):
        return conflicts
    by_term = unknown.groupby("term", sort=False)["party"].agg(list)
    said = []
    for parties in ([*names], *([party] for party in names)):
        on = [context.terms_inside[term] for term, some in by_term.items() if sorted(some) == sorted(parties)]
        if on:
            who = "neither" if len(parties) > 1 else names[parties[0]]
            can = "can be" if len(parties) > 1 else "cannot be"
            said.append(f"{who} {can} compared on {list_words(on, MOST_TERMS)}")
    return [f"As {missing}, {', and '.join(said)}.", *conflicts]


def _mixed(moves: pd.DataFrame, names: dict[str, str]) -> dict[str, list[str]]:
    """Return by term the names of those of whom a level is mixed on one of the days."""
    made: dict[str, list[str]] = {}
    for row in frames.MOVES.rows(moves):
        if Level.MIXED in (row.level_before, row.level_after):
            made.setdefault(row.term, []).append(names[row.party])
    return made


def rests_on(scope: Scope, moves: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: a party's stances of the two days, what conflicts, and those of the other it needs."""
    began, now = (stances.current(replace(scope, as_of=day)) for day in (since(scope) or scope.as_of, scope.as_of))
    parties = moves["party"].unique()
    others = moves.assign(party=moves["party"].map(dict(zip(parties, parties[::-1], strict=True))))
    both, went = pd.concat([began, now]), moves["moved"].isin(measure.WENT)
    of, cell = ((moves, both), (others, began), (others[went], both)), ["party", "term"]
    given = [behind.of_cells(rows, cells, cell, "level_stance") for rows, cells in of]
    return behind.together(*given, behind.of_mixed(scope, behind.rows_of(moves, both, cell), "level"))


QUESTION = Question(
    id="who-moved",
    title="Who moved",
    asks="Which party moved on which term, towards the other or away from it?",
    contract=frames.MOVES,
    frame=frame,
    finding=finding,
    chart=chart,
    rests_on=rests_on,
    columns=(
        "term",
        "party",
        "level_before",
        "level_after",
        "moved",
        "m",
        "measured_in",
        "n",
        "n_old",
        "n_overtaken",
        "old_days",
        "overtaken_days",
    ),
    csv=tuple(frames.MOVES.columns)[:-2],
    takes=("party", "term", "since"),
    by_row=True,
    how_old=_how_old,
)
