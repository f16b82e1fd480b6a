"""What holds a deal up: the terms by how far they stand from agreement, who holds them there, and since when."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import frames
from dashboard.analysis import sticking
from dashboard.analysis.standings import resolved, stated
from dashboard.charts.context import Context
from dashboard.charts.sticking_points import sticking_points
from dashboard.questions import ages, behind, delivered, mixed, stances
from dashboard.questions.question import MOST_TERMS, UNCODED_SALIENCE, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, SCORES, Level, Precision, counted, day_words, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day."""
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    found = sticking.sticking_points(
        stances.current(scope), stances.levels_of_required(scope), parties, terms, scope.day, delivered.terms(scope)
    )
    return picked(found, term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which term holds a deal up most, who holds it there since when, how old that is, what is not known."""
    titles = context.terms_inside
    ranked = found[_ranked(found)]
    conflicts = mixed.of_terms(found["term"].tolist(), "level", context)
    said = _first(ranked, found, conflicts, context)
    said += ages.of_counted(ranked, context)
    for why, rows in found.dropna(subset="apart").groupby("apart", sort=False):
        said.append(_apart(str(why), rows, context))
    collisions = ranked.loc[ranked["red_line_collision"].fillna(False), "term"]
    if len(collisions):
        said.append(f"Red lines collide on {list_words([titles[term] for term in collisions], MOST_TERMS)}.")
    if len(ranked):
        said.append(salience_words(ranked))
    # Below the lowest level there is none.
    partly = (ranked["n"] < len(context.required)) & (ranked["agreement"] > min(SCORES.values()))
    further = ranked.loc[partly, "term"].tolist()
    for what, terms in (
        (f"a level{context.there.that} is missing", [term for term in further if term not in conflicts]),
        ("a level is mixed", [term for term in further if term in conflicts]),
    ):
        if terms:
            they = "it" if len(terms) == 1 else "they"
            on = list_words([titles[term] for term in terms], MOST_TERMS)
            said.append(f"On {on} {what}: {they} may be further from agreement than shown.")
    some = len(ranked) or found["apart"].notna().any()
    return [*said, *(_unranked(found, conflicts, context) if some else [])]


def details(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels counted were told only later."""
    return ages.told_later(found[_ranked(found)], "level", context.required, context)


def _apart(why: str, rows: pd.DataFrame, context: Context) -> str:
    """Return on which terms nothing sticks, why, and how old the levels are that say so."""
    on = list_words([context.terms_inside[term] for term in rows["term"]], MOST_TERMS)
    if why == sticking.DELIVERED:
        return f"Delivered, and so no sticking point any more: {on}."
    last = f"by their last levels{context.there.those}"
    none = f"Asked for by none of them, {last} (none is above “{LEVEL_WORDS[Level.OPEN]}”)"
    return f"{none}: {on}{ages.clause(rows, context)}."


def _unranked(found: pd.DataFrame, conflicts: Mapping[str, Sequence[str]], context: Context) -> list[str]:
    """Return how many terms are neither ranked nor told apart, and on which of them the record conflicts."""
    unknown = found.loc[~_ranked(found) & found["apart"].isna(), "term"]
    if unknown.empty:
        return []
    mixed_on = {term: conflicts[term] for term in unknown if term in conflicts}
    few = f"too few have a level{context.there.that}"
    if mixed_on and len(mixed_on) < len(unknown):
        few = f"on {counted(len(unknown) - len(mixed_on), 'term')} {few}"
    conflict = mixed.told(mixed_on, context)
    why = [*([few] if len(mixed_on) < len(unknown) else []), *([conflict] if conflict else [])]
    return [f"{counted(len(unknown), 'term')} cannot be ranked: {'; '.join(why)}."]


def _ranked(found: pd.DataFrame) -> pd.Series:
    """Return for each row whether it has a place among the sticking points."""
    return found["score"].notna()


def _none_ranked(found: pd.DataFrame, conflicts: Mapping[str, Sequence[str]], context: Context) -> str:
    """Return why no term is ranked."""
    if found["apart"].notna().any():
        return "of the terms with a level from the parties whose consent is required, none is a sticking point"
    level = f"a level{context.there.that}"
    why = [f"no term has {level} from enough of the parties whose consent is required"]
    if not context.required:
        why = ["no party is marked as one whose consent is required"]
    elif conflicts:
        why = [*(why if len(conflicts) < len(found) else []), mixed.told(conflicts, context)]
    return f"{'; '.join(why)}, so nothing can be ranked"


def _first(
    ranked: pd.DataFrame, found: pd.DataFrame, conflicts: Mapping[str, Sequence[str]], context: Context
) -> list[str]:
    if ranked.empty:
        return [f"{context.on_the_day}, {_none_ranked(found, conflicts, context)}."]
    first = ranked.iloc[0]
    alone = len(context.only_terms) == 1
    day = f"On {context.as_of_words}" if alone else context.on_the_day
    if first["score"] == 0:
        return _none_apart(ranked, day, alone, context)
    alike = ranked[
        (ranked["score"] == first["score"])
        & ((ranked["days_at_level"] == first["days_at_level"]) | (ranked["since"].isna() & pd.isna(first["since"])))
    ]
    which = f"{'highest' if context.only_terms else 'first'} among the sticking points"
    which += "" if len(alike) == 1 else ", in the same place,"
    others = ranked[(ranked["score"] == first["score"]) & ~ranked["term"].isin(alike["term"])]
    sharing = _sharing(others, context) if len(others) else ""
    if len(alike) == 1:
        how_old = ages.clause(alike, context, "level counted on the term", "levels counted on the term")
        title = f"{context.terms_inside[first['term']]}{_how_known(first, context)}"
        lowest = f"the lowest level is {_lowest(first, context)}{how_old}"
        if alone:
            return [f"{day}, on {title}, {lowest}."]
        return [f"{day}, {which} is {title}{sharing}: {lowest}."]
    each = [
        f"{context.terms_inside[row['term']]} ({_lowest(row, context)}){_how_known(row, context)}"
        for _, row in alike.iterrows()
    ]
    return [f"{day}, {which} are {list_words(each, MOST_TERMS)}{ages.clause(alike, context)}."]


def _sharing(others: pd.DataFrame, context: Context) -> str:
    """Return in a clause which terms have the score of the first one, and why they come after it."""
    known = others["since"].notna()
    titles = [
        f"{context.terms_inside[term]}{'' if of_all else ' (not each level is known)'}"
        for term, of_all in zip(others["term"], known, strict=True)
    ]
    said = f", which shares the highest score with {list_words(titles, MOST_TERMS)}"
    if not known.any():
        return said
    lowest = _lowest_of_all(context) if len(context.required) > 1 else "the level"
    where = "" if known.all() else ", of those where each is known,"
    return f"{said} and on which{where} {lowest} has been so held longest"


def _none_apart(ranked: pd.DataFrame, day: str, alone: bool, context: Context) -> list[str]:
    """Return why no ranked term stands apart from agreement: all accept each of them, or else none of them cares."""
    only = f"{context.terms_inside[ranked['term'].iloc[0]]}{'' if alone else ', the one term that can be ranked,'}"
    which = f"each of the {len(ranked)} ranked terms" if len(ranked) > 1 else only
    how_old = ages.clause(ranked, context)
    if (ranked["agreement"] < SCORES[Level.ACCEPTS]).any():
        return [f"{day}, on {which} either all levels accept, or a salience of 0 is recorded of all{how_old}."]
    of_whom = f"level{context.there.counts} of a party whose consent is required"
    said = f"{day}, on {which} no {of_whom} is below “{LEVEL_WORDS[Level.ACCEPTS]}”{how_old}."
    return [said, "How far their numbers, or what came of them, stand apart is not told here."]


def _how_known(row: pd.Series, context: Context) -> str:
    return ages.how_known(context, row["blocker"].split("; "), row["term"])


def _lowest(row: pd.Series, context: Context) -> str:
    """Return the lowest level on a term, who holds it, when that was last recorded, a silence, and how long it counts.

    It counts from when a level of all is known: whoever holds it may have stood there before.
    """
    level = {score: LEVEL_WORDS[code] for code, score in SCORES.items()}[int(row["agreement"])]
    said = f"“{level}”, by {list_words([context.parties_inside[code] for code in row['blocker'].split('; ')])}"
    if row["n"] < len(context.required):
        of = f"{row['n']:d} of the {len(context.required):d} whose consent is required"
        said += f" ({of} {_has(row['n'])} a level{context.there.that})"
    last = day_words(row["last_on"], row["last_precision"])
    silent = ""
    if pd.notna(row["silent_since"]):
        who = ", one of them" if "; " in row["blocker"] else ","
        silent = f"{who} silent where a position was due on {day_words(row['silent_since'], Precision.DAY)}"
    said += f", last recorded {last}{silent}"
    if pd.isna(row["since"]) or row["last_on"] <= row["since"]:
        return said
    since = day_words(row["since"], row["since_precision"])
    if len(context.required) == 1:
        return f"{said}; it has been so held since {since}{context.there.by}"
    return f"{said}; it has been {_lowest_of_all(context)}, so held, since {since}"


def _lowest_of_all(context: Context) -> str:
    """Return of how many levels one is the lowest, which it is only while a level of each of them counts."""
    n = len(context.required)
    return f"the lowest of the {'two' if n == 2 else n}{' that count' if context.narrowed else ''}"


def _has(n: int) -> str:
    return "has" if n == 1 else "have"


def salience_words(found: pd.DataFrame) -> str:
    """Return what stands for how much the parties care where nobody coded it."""
    if found["salience"].isna().all():
        return "No record of these levels says how much the parties care: every term weighs the same."
    return UNCODED_SALIENCE


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: stances of the required that give a level, it is as since, conflict, or are silent."""
    own = stances.of_the_required(scope, stances.current(scope))
    began = resolved(stated(stances.levels_of_required(scope), "level")).rename(columns={"held_on": "since"})
    return behind.together(
        behind.of_cells(found, own.dropna(subset="level_score"), ["term"], "level_stance"),
        behind.of_cells(found, began, ["term", "since"], "stance"),
        behind.of_mixed(scope, behind.rows_of(found, own, ["term"]), "level"),
        behind.of_silence(scope, behind.rows_of(found, own, ["term", "silent_since"])),
    )


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels are old."""
    return ages.of_shown(found, _ranked(found), context)


QUESTION = Question(
    id="sticking-points",
    title="Sticking points",
    asks="Which terms stand furthest from agreement, on whose level, and since when?",
    contract=frames.STICKING,
    frame=frame,
    finding=finding,
    chart=sticking_points,
    rests_on=rests_on,
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
        "old_days",
        "apart",
    ),
    csv=tuple(frames.STICKING.columns)[:11],
    takes=("term",),
    by_row=True,
    details=details,
    how_old=how_old,
)
