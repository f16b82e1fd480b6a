"""How many would be released by which day under each text."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.texts import releases
from dashboard.charts.context import Context
from dashboard.charts.release_curves import release_curves
from dashboard.questions import texts
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import decimal, number_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASES` of the scope's texts and terms."""
    return releases(texts.stages(scope))


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return in a sentence each on which day on average a text releases what; last, what is not counted."""
    said = []
    curves = found.drop_duplicates(["proposal", "what", "unit"])
    for row in frames.RELEASES.rows(curves.sort_values("mean_day", key=pd.isna, kind="stable")):
        text = context.proposal_names[row.proposal]
        if row.mean_day is not None and row.total is not None:
            counts = "" if row.n == row.stages else f", as far as it is counted ({row.n} of {row.stages} stages)"
            said.append(
                f"“{text}”: {number_words(row.total)} {row.what} on day {decimal(row.mean_day, 1)} on average{counts}."
            )
        else:
            said.append(f"“{text}”: {row.n} of {row.stages} stages of {row.what} have a count.")
    return said or ["No staged release is recorded for this choice."]


QUESTION = Question(
    id="release-curves",
    title="Staged releases",
    asks="How many would be released by which day under each proposal?",
    contract=frames.RELEASES,
    frame=frame,
    finding=finding,
    chart=release_curves,
    columns=(
        "proposal",
        "what",
        "unit",
        "day",
        "count",
        "cumulative",
        "mean_day",
        "n",
        "stages",
    ),
    csv=tuple(frames.RELEASES.columns)[:7],
    takes=("term", "proposal"),
)
