"""What moved, and when: the levels of the parties as steps through time, their answers as marks on them."""

from collections.abc import Mapping

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import age_counts
from dashboard.analysis.stances import steps
from dashboard.charts.context import Context
from dashboard.charts.stance_steps import stance_steps
from dashboard.questions import ages, behind, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import LEVEL_WORDS, Level, counted, day_words, list_words

MOST_CHANGES = 3
"""Changes of one day that are told one by one; the rest are counted."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.STEPS` of the scope's parties and terms (all where none is named), up to its day."""
    found = steps(stances.graded(scope, parties=scope.parties, terms=scope.terms), notes(scope), scope.day)
    ages_now = stances.current(scope).set_index(["party", "term"])["level_age"]
    last = found[found["kind"] == "level"].drop_duplicates(["party", "term"], keep="last")
    of_last = pd.MultiIndex.from_frame(last[["party", "term"]])
    found.loc[last.index, "age"] = ages_now.reindex(of_last).to_numpy()
    return found


def notes(scope: Scope) -> pd.DataFrame:
    """Return `frames.PLACED_NOTES` on the scope's parties and terms, up to its day: the newest."""
    return scope.edition.placed_notes(until=scope.as_of, parties=scope.parties, terms=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which level changed last, from what to what and when, how old the levels are, and how much is counted."""
    given = found[found["kind"].isin(["level", "answer"])]
    if given.empty:
        no = "no level that says where a party stands" if "silence" in set(found["kind"]) else "no level"
        return [f"By {context.as_of_words}, {no} and no answer to a text {context.there.is_}{context.chosen}."]
    words = {"level": ("level", "levels"), "answer": ("answer to texts", "answers to texts")}
    numbers = {kind: int((given["kind"] == kind).sum()) for kind in words}
    told = list_words([counted(n, *words[kind]) for kind, n in numbers.items() if n])
    who = _named(given["party"], context.parties_inside, counted(given["party"].nunique(), "party", "parties"))
    what = _named(given["term"], context.terms_inside, context.counted_terms(given["term"]))
    are = context.there.is_ if len(given) == 1 else context.there.are
    of_one_day = "" if len(given) == 1 else "; of one day, the one that stands is counted"
    counts = f"By {context.as_of_words}, {told} by {who} on {what} {are}{of_one_day}."
    return [*_changed(given, context), *how_old(found, context), counts]


def _changed(given: pd.DataFrame, context: Context) -> list[str]:
    """Return which level changed last, from what to what and when, of how many changes; or that none did."""
    levels = given[given["kind"] == "level"].sort_values(["party", "term", "started_on"], kind="stable")
    if levels.empty:
        return []
    before = levels.groupby(["party", "term"])["code"].shift()
    changes = levels.assign(before=before)[before.notna() & (before != levels["code"])]
    if changes.empty:
        who = _named(levels["party"], context.parties_inside, counted(levels["party"].nunique(), "party", "parties"))
        what = _named(levels["term"], context.terms_inside, context.counted_terms(levels["term"]))
        no_change = f"no change of a level of {who} on {what} {context.there.is_}"
        return [f"By {context.as_of_words}, {no_change}{_at(levels, context)}."]
    latest = changes[changes["started_on"] == changes["started_on"].max()]
    each = [
        f"{context.parties_inside[party]} on {context.terms_inside[term]}, "
        f"from “{LEVEL_WORDS[one]}” to “{LEVEL_WORDS[other]}”{ages.how_known(context, [party], term)}"
        for party, term, one, other in latest[["party", "term", "before", "code"]].itertuples(index=False)
    ]
    first = latest.iloc[0]
    day = day_words(first["started_on"], first["precision"])
    of = f"{len(changes):,} changes of level{context.chosen}{context.there.those} by {context.as_of_words}"
    if len(changes) == 1:
        one = f"the one change of level{context.chosen}{context.there.that} by {context.as_of_words}"
        return [f"{each[0]}, {day}: {one}."]
    if len(each) == 1:
        return [f"{each[0]}, {day}: the latest of {of}."]
    if len(each) > MOST_CHANGES + 1:  # one more is named, not counted
        each[MOST_CHANGES:] = [f"and {len(each) - MOST_CHANGES} more"]
    listed = "; ".join(each)
    return [f"The latest of {of} are of {day}: {listed}."]


def _at(levels: pd.DataFrame, context: Context) -> str:
    """Return which level a cell has that never changed, and of which day it is; nothing of several cells."""
    if len(levels[["party", "term"]].drop_duplicates()) > 1:
        return ""
    level = f"“{LEVEL_WORDS[levels['code'].iloc[0]]}”"
    first, *_, last = [day_words(*held) for held in levels[["started_on", "precision"]].to_numpy().tolist() * 2]
    if len(levels) == 1:
        return f"; the one level {'that does' if context.narrowed else 'recorded'} is {level}, of {first}"
    those = "that do" if context.narrowed else "recorded"
    return f"; the {len(levels)} levels {those} are each {level}, the first of {first}, the last of {last}"


def _named(codes: pd.Series, names: Mapping[str, str], how_many: str) -> str:
    """Return those in their order by name, or where they are many how many they are."""
    named = [name for code, name in names.items() if code in set(codes)]
    return list_words(named) if len(named) <= MOST_TERMS else how_many


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels that stand at the end, mixed ones among them, are old."""
    last = found[(found["kind"] == "level") & found["age"].notna()]
    days = last["started_on"].dt.date
    of = age_counts(zip(last["age"], days, last["precision"], strict=True))
    n = int((last["code"] == Level.MIXED).sum())
    mixed = f" ({f'{n} of them ' if of.n > 1 else ''}mixed)" if n else ""
    one, many = f"level that stands at the end{mixed}", f"levels that stand at the end{mixed}"
    return ages.sentence(of, one, many, ages.are(context))


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that give a level, an answer or none where it is due; and the notes."""
    given = found[found["kind"].isin(["level", "answer"])]
    mixed = [
        behind.of_day(scope, given[(given["kind"] == kind) & (given["code"] == Level.MIXED)], kind, "started_on")
        for kind in ("level", "answer")
    ]
    notes = behind.named_in(found[found["kind"] == "annotation"], "annotation", "row")
    silent = behind.named_in(found[found["kind"] == "silence"], "stance", "row")
    return behind.together(behind.named_in(given, "stance", "row"), *mixed, silent, notes)


QUESTION = Question(
    id="stance-steps",
    title="Stances over time",
    asks="What moved, and when: the party's level, or its answers to the texts?",
    contract=frames.STEPS,
    frame=frame,
    finding=finding,
    chart=stance_steps,
    rests_on=rests_on,
    columns=(
        "kind",
        "party",
        "term",
        "started_on",
        "ended_on",
        "code",
        "score",
        "age",
        "proposal",
        "text",
    ),
    takes=("party", "term"),
    by_row=True,
    how_old=how_old,
)
