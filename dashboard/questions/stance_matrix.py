"""Who stands where on each term: the matrix of current stances, and where the talks stand in a sentence."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement as measure
from dashboard.analysis import rounds
from dashboard.charts.context import Context
from dashboard.charts.stance_matrix import stance_matrix
from dashboard.questions import ages, behind, stances
from dashboard.questions.agreement import in_their_words, on_the_issues
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, counted, day_words, list_words

_ANSWERED = {"ACCEPTS": ("accepts it", "accept it"), "REJECTS": ("rejects it", "reject it")}
MOST_FURTHEST = 3
"""Terms named as those on which the parties are furthest apart; the rest are counted."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.CURRENT` of the scope's parties and terms as of its day."""
    return picked(stances.current(scope), party=scope.parties, term=scope.terms)


def finding(current: pd.DataFrame, context: Context) -> list[str]:
    """
    Return where the talks stand.

    Agreement is the minimum of the levels over the parties whose consent is required; how far apart the first two of
    them are is the distance of their levels. Where these parties are not all in the frame, its cells are counted.
    """
    required, names = context.required, context.party_names
    at = rounds.round_of(context.rounds, context.as_of)
    opening = f"On {context.as_of_words}{_in_round(at, context)}, "
    if context.only_parties and not set(required) <= set(context.only_parties):
        cells = counted(len(current), "cell")
        who = list_words([name for party, name in names.items() if party in context.only_parties])
        return [f"{opening}{cells} of {who} {'has' if len(current) == 1 else 'have'} a recorded stance."]
    if not required:
        return [f"{opening}no party is marked as one whose consent is required, so agreement cannot be told."]
    terms = picked(context.terms, code=context.only_terms)
    levels = measure.agreement(current, context.parties, terms)
    issues = on_the_issues(levels, context)
    said = [f"{opening}{_in_force(context)}.", *_came(context), f"On the issues, {issues}."]
    if context.in_force is None:
        said = [f"{opening}{issues}."]
    return [*said, *in_their_words(levels, context), *_furthest(current, terms, context)]


def _in_force(context: Context) -> str:
    """Return which agreement stands and who stands by it, as far as their answers to the whole of it are known."""
    if context.in_force is None:
        return ""
    said = f"the agreement of {context.in_force_since} stands"
    by_answer: dict[str, list[str]] = {}
    for party in context.required:
        by_answer.setdefault(context.answers_to_it.get(party, ""), []).append(context.party_names[party])
    for answer, who in by_answer.items():
        names = list_words(who) if answer else " or ".join(who)
        said += (
            f"; {names} {_ANSWERED[answer][len(who) > 1]}"
            if answer in _ANSWERED
            else (f"; no answer to it from {names} is recorded" if not answer else f"; {names}: {LEVEL_WORDS[answer]}")
        )
    return said


def _came(context: Context) -> list[str]:
    """Return what came of the agreement in force, and on which terms all that it gives."""
    complete = [title for term, title in context.terms_inside.items() if term in context.delivered]
    all_of_it = [f"All that it gives on {list_words(complete)} has been delivered."] if complete else []
    return [*([context.came] if context.came else []), *all_of_it]


def _in_round(found: pd.Series | None, context: Context) -> str:
    if found is None:
        return "" if context.rounds.empty else ", before the first recorded round"
    number = "" if pd.isna(found["rank"]) else f" {found['rank']}"
    place = "" if pd.isna(found["venue"]) else f" at {list_words(str(found['venue']).split(', '))}"
    if found["ended_on"] >= context.as_of:
        return f", in round{number}{place}"
    return f", after round{number}{place} (ended {day_words(found['ended_on'], found['precision'])})"


def _furthest(current: pd.DataFrame, terms: pd.DataFrame, context: Context) -> list[str]:
    """Return on which terms the first two of the parties are furthest apart by their levels, and how old these are."""
    if len(context.required) < 2:
        return []
    pair = context.required[:2]
    apart = measure.distance(current, terms, *pair).dropna(subset="distance")
    if apart.empty or apart["distance"].max() == 0:
        return []
    worst = apart.loc[apart["distance"] == apart["distance"].max()]
    who = list_words([context.party_names[party] for party in pair])
    on = list_words([context.terms_inside[term] for term in worst["term"]], MOST_FURTHEST)
    words = context.terms.set_index("code")["opposed_words"]
    differ = [words[term] for term in worst["term"] if isinstance(words[term], str)]
    overtaken = worst["n_overtaken"].any()
    are = "were last recorded furthest apart" if overtaken else "are furthest apart"
    said = [f"{who} {are} on {on}{ages.clause(worst, context)}."]
    # What an agreement says since is not what they differ on now.
    return (
        said
        if overtaken or not 0 < len(differ) <= MOST_FURTHEST
        else [*said, f"They differ on {'; on '.join(differ)}."]
    )


def rests_on(scope: Scope, current: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that give a cell its level and its answer, both where it is mixed."""
    given = behind.named_in(current, "stance", "level_stance", "answer_stance")
    both = [behind.of_mixed(scope, current, aspect, f"{aspect}_held_on") for aspect in ("level", "answer")]
    return behind.together(given, *both)


def how_old(current: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels and of the answers are old."""
    answered = current[~current["unconfirmed"]]
    return [*ages.of_cells(current, context, "level"), *ages.of_cells(answered, context, "answer")]


QUESTION = Question(
    id="stance-matrix",
    title="Stance matrix",
    asks="Who stands where on each term, and how does each party answer the text on the table?",
    contract=frames.CURRENT,
    frame=frame,
    finding=finding,
    chart=stance_matrix,
    rests_on=rests_on,
    columns=(
        "party",
        "term",
        "level",
        "answer",
        "proposal",
        "held_on",
        "precision",
        "unconfirmed",
        "level_age",
        "mixed",
        "claims",
        "source_grade",
        "confidence",
    ),
    csv=tuple(frames.CURRENT.columns)[:15],
    takes=("party", "term"),
    selections=("cell",),
    how_old=how_old,
)
