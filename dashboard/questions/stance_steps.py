"""What moved, and when: the levels of the parties as steps through time, their answers as marks on them."""

from collections.abc import Mapping

import pandas as pd

from dashboard import frames
from dashboard.analysis.stances import steps
from dashboard.charts.context import Context
from dashboard.charts.stance_steps import stance_steps
from dashboard.questions import ages, behind, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Age, counted, list_words


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
    """Return how many levels and answers are recorded by the day, of whom and on what."""
    given = found[found["kind"].isin(["level", "answer"])]
    if given.empty:
        return [f"By {context.as_of_words}, no level and no answer to a text is recorded for this choice."]
    words = {"level": ("level", "levels"), "answer": ("answer to texts", "answers to texts")}
    numbers = {kind: int((given["kind"] == kind).sum()) for kind in words}
    told = list_words([counted(n, *words[kind]) for kind, n in numbers.items() if n])
    who = _named(given["party"], context.party_names, ("party", "parties"))
    what = _named(given["term"], context.terms_inside, ("term", "terms"))
    return [f"By {context.as_of_words}, {told} by {who} on {what} {'is' if len(given) == 1 else 'are'} recorded."]


def _named(codes: pd.Series, names: Mapping[str, str], counted_as: tuple[str, str]) -> str:
    """Return those in their order by name, or where they are many how many they are."""
    named = [name for code, name in names.items() if code in set(codes)]
    return list_words(named) if len(named) <= MOST_TERMS else counted(len(named), *counted_as)


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels that stand at the end are old."""
    ages_now = found.loc[found["score"].notna(), "age"].dropna()
    old, overtaken = (int((ages_now == age).sum()) for age in (Age.OLD, Age.OVERTAKEN))
    of = ages.Counted(len(ages_now), old, overtaken)
    return ages.sentence(of, "level that stands at the end", "levels that stand at the end", ages.are(context))


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that give a level or an answer, both where it is mixed; and the notes."""
    given = found[found["kind"].isin(["level", "answer"])]
    mixed = [
        behind.of_mixed(scope, given[given["kind"] == kind].assign(**{kind: given["code"]}), kind, "started_on")
        for kind in ("level", "answer")
    ]
    notes = behind.named_in(found[found["kind"] == "annotation"], "annotation", "row")
    return behind.together(behind.named_in(given, "stance", "row"), *mixed, notes)


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
    how_old=how_old,
)
