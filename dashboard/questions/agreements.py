"""From the store to the measures of agreement: of the parties, of all parties, of the coders. Knows no Streamlit."""

import pandas as pd

from dashboard.analysis import agreement, coders, spread, stances
from dashboard.questions import standing
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted


def agreements(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.AGREEMENTS` as of the day: of the issue, then of the text on the table."""
    parties, terms = (edition.rows(name) for name in ("party", "term"))
    current = standing.current(edition, scope)
    found = [agreement.agreement(current, parties, terms, aspect) for aspect in ("level", "answer")]
    return standing.picked(pd.concat(found), term=scope.terms)


def on_the_table(edition: Edition, scope: Scope) -> str | None:
    """Return the title of the text on the table, if there is one."""
    proposals = edition.rows("proposal")
    code = stances.on_the_table(proposals, scope.day)
    return None if code is None else str(proposals.set_index("code").at[code, "title"])


def spreads(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.SPREADS` as of the day."""
    terms = edition.rows("term")
    return standing.picked(spread.spreads(standing.current(edition, scope), terms), term=scope.terms)


def close_calls(edition: Edition, _scope: Scope) -> str:
    """Return in a sentence how many of all readings their coder marked a close call; empty where there is none."""
    codings = edition.rows("coding")
    if codings.empty:
        return ""
    return f"{counted(int(codings['unsure'].sum()), 'close call')} among {counted(len(codings), 'reading')}."


def coder_agreement(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.CODER_AGREEMENT` of all readings; they carry no day of their own."""
    return coders.coder_agreement(edition.rows("coding"))
