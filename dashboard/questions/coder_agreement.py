"""How far the coders agree who read the same records: Krippendorff's α of each kind of reading."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import coders
from dashboard.charts.coder_agreement import coder_agreement
from dashboard.charts.context import Context
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, decimal


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.CODER_AGREEMENT` of all readings; they carry no day of their own."""
    return coders.coder_agreement(scope.edition.codings())


def close_calls(scope: Scope) -> str:
    """Return in a sentence how many of all readings their coder marked a close call; empty where there is none."""
    codings = scope.edition.codings()
    if codings.empty:
        return ""
    return f"{counted(int(codings['unsure'].sum()), 'close call')} among {counted(len(codings), 'reading')}."


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how far the coders agree on levels, answers and positions, in a sentence each or two."""
    said = []
    for row in frames.CODER_AGREEMENT.rows(found[found["measurement"] != "nominal"]):
        if row.alpha is None:
            said += [f"For {row.aspect}s there is no number.", *([row.why] if row.why is not None else [])]
        else:
            interval = ""
            if row.low is not None and row.high is not None:
                interval = f" (95 % interval {decimal(row.low)} to {decimal(row.high)})"
            said.append(
                f"For {row.aspect}s Krippendorff’s α is {decimal(row.alpha)}{interval}, from {row.units:,} records with"
                " two or more readings."
            )
    return said or ["No coding is recorded."]


QUESTION = Question(
    id="coder-agreement",
    title="Agreement of the coders",
    asks="How far do analysts who read the same records agree?",
    contract=frames.CODER_AGREEMENT,
    frame=frame,
    finding=finding,
    chart=coder_agreement,
    columns=(
        "aspect",
        "measurement",
        "alpha",
        "low",
        "high",
        "units",
        "n",
        "why",
    ),
)
