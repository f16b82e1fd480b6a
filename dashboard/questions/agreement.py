"""Is each term agreed: of the parties whose consent is required, the least willing on the issue and on the text."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement as measure
from dashboard.charts.agreement import agreement as chart
from dashboard.charts.context import Context
from dashboard.questions import stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.AGREEMENTS` as of the day: of the issue, then of the text on the table."""
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    current = stances.current(scope)
    found = [measure.agreement(current, parties, terms, aspect) for aspect in ("level", "answer")]
    return picked(pd.concat(found), term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return on how many terms the parties whose consent is required agree: on the issue, and in the text."""
    if not context.required:
        return ["No party is marked as one whose consent is required, so agreement cannot be told."]
    who = list_words([context.party_names[party] for party in context.required])
    levels, answers = (found[found["aspect"] == aspect] for aspect in ("level", "answer"))
    said = [f"On the issues {who} agree on {_of(levels, context)}."]
    if context.on_the_table is None:
        return [*said, "No text is on the table."]
    text = context.proposal_names[context.on_the_table]
    return [*said, f"In the text on the table, “{text}”, their answers agree on {_of(answers, context)}."]


def _of(found: pd.DataFrame, context: Context) -> str:
    agreed = [context.terms_inside[term] for term in found.loc[measure.is_agreed(found), "term"]]
    said = f"{len(agreed) or 'none'} of {counted(len(found), 'term')}"
    if agreed:
        said += f" ({list_words(agreed, MOST_TERMS)})"
    missing = int((~measure.is_known(found)).sum())
    return f"{said}; on {missing} not all of them are recorded" if missing else said


QUESTION = Question(
    id="agreement",
    title="Agreement by term",
    asks="Is each term agreed, on the issue and in the text on the table, and who is least willing?",
    contract=frames.AGREEMENTS,
    frame=frame,
    finding=finding,
    chart=chart,
    columns=(
        "term",
        "aspect",
        "agreement",
        "blocker",
        "n",
        "needed",
    ),
    takes=("term",),
)
