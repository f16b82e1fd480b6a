"""Whose word: the claims in which somebody else speaks for a party, and whether its own later words agree."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.whose_word import PRESS, ledger
from dashboard.charts.context import Context
from dashboard.charts.whose_word import whose_word
from dashboard.questions import stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.LEDGER` of what was said up to the day."""
    return ledger(scope.edition.spoken(**stances.admitted(scope)))


def finding(claims: pd.DataFrame, context: Context) -> list[str]:
    """Return what became of the claims in which somebody else speaks for a party."""
    if claims.empty:
        return ["Every claim with a scored level or answer is the party’s own word."]
    outcome = claims["outcome"].value_counts()
    n, press = len(claims), int((claims["speaker"] == PRESS).sum())
    named = f", {press} of them press reports that name no speaker" if press else ""
    return [
        f"{counted(n, 'claim')} give{'s' if n == 1 else ''} somebody else’s word for a party{named}.",
        f"The party’s own words later bore out {outcome.get('borne out', 0)} and contradicted"
        f" {outcome.get('contradicted', 0)}; for {outcome.get('never came', 0)} no words of its own that settle it are"
        " recorded.",
    ]


QUESTION = Question(
    id="whose-word",
    title="Whose word",
    asks="Who speaks for others, and do the holders' own later words agree?",
    contract=frames.LEDGER,
    frame=frame,
    finding=finding,
    chart=whose_word,
    columns=(
        "said_on",
        "speaker",
        "speaker_party",
        "holder",
        "term",
        "said",
        "outcome",
        "later_on",
        "later_said",
        "source_grade",
        "claim",
    ),
    takes=("party", "term"),
)
