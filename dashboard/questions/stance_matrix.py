"""Who stands where on each term: the matrix of current stances, and where the talks stand in a sentence."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement, rounds
from dashboard.charts.context import Context
from dashboard.charts.stance_matrix import stance_matrix
from dashboard.questions import stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, day_words, list_words

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
    opening = f"On {context.as_of_words}{_in_round(at, context.as_of)}, "
    if context.only_parties and not set(required) <= set(context.only_parties):
        cells = counted(len(current), "cell")
        who = list_words([name for party, name in names.items() if party in context.only_parties])
        return [f"{opening}{cells} of {who} {'has' if len(current) == 1 else 'have'} a recorded stance."]
    if not required:
        return [f"{opening}no party is marked as one whose consent is required, so agreement cannot be told."]
    terms = picked(context.terms, code=context.only_terms)
    found = agreement.agreement(current, context.parties, terms)
    known, agreed = agreement.is_known(found), agreement.is_agreed(found)
    who = list_words([names[party] for party in required])
    if not known.any():
        return [f"{opening}no term has a recorded level from {who} that passes the evidence filter."]
    said = f"{opening}{who} agree on {agreed.sum() or 'none'} of the {len(found)} terms"
    if missing := int((~known).sum()):
        said += f"; on {missing} not all of them have a recorded level"
    return [f"{said}{_furthest(current, terms, context)}."]


def _in_round(found: pd.Series | None, as_of: pd.Timestamp) -> str:
    if found is None:
        return ", before the first recorded round"
    number = "" if pd.isna(found["rank"]) else f" {found['rank']}"
    place = "" if pd.isna(found["venue"]) else f" at {list_words(str(found['venue']).split(', '))}"
    if found["ended_on"] >= as_of:
        return f", in round{number}{place}"
    return f", after round{number}{place} (ended {day_words(found['ended_on'], found['precision'])})"


def _furthest(current: pd.DataFrame, terms: pd.DataFrame, context: Context) -> str:
    if len(context.required) < 2:
        return ""
    apart = agreement.distance(current, terms, *context.required[:2]).dropna(subset=["distance"])
    if apart.empty or apart["distance"].max() == 0:
        return ""
    worst = apart.loc[apart["distance"] == apart["distance"].max(), "term"]
    return f"; furthest apart on {list_words([context.terms_inside[term] for term in worst], MOST_FURTHEST)}"


QUESTION = Question(
    id="stance-matrix",
    title="Stance matrix",
    asks="Who stands where on each term, and how does each party answer the text on the table?",
    contract=frames.CURRENT,
    frame=frame,
    finding=finding,
    chart=stance_matrix,
    columns=(
        "party",
        "term",
        "level",
        "answer",
        "proposal",
        "held_on",
        "precision",
        "unconfirmed",
        "faded",
        "mixed",
        "claims",
        "source_grade",
        "confidence",
    ),
    csv=tuple(frames.CURRENT.columns)[:15],
    takes=("party", "term"),
    selections=("cell",),
)
