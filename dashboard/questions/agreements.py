"""From the store to the measures of agreement: of the parties, of all parties, of the coders. Knows no Streamlit."""

import pandas as pd

from dashboard.analysis import agreement, coders, spread, stances
from dashboard.questions import standing
from dashboard.questions.scope import Scope
from dashboard.store import reads
from dashboard.store.engine import Store


def agreements(store: Store, scope: Scope) -> pd.DataFrame:
    """Return `frames.AGREEMENTS` as of the day: of the issue, then of the text on the table."""
    parties, terms = (reads.rows(store, scope.negotiation, name) for name in ("party", "term"))
    current = standing.current(store, scope)
    found = [agreement.agreement(current, parties, terms, aspect) for aspect in ("level", "answer")]
    return standing.picked(pd.concat(found), term=scope.terms)


def on_the_table(store: Store, scope: Scope) -> str | None:
    """Return the title of the text on the table, if there is one."""
    proposals = reads.rows(store, scope.negotiation, "proposal")
    code = stances.on_the_table(proposals, scope.day)
    return None if code is None else str(proposals.set_index("code").at[code, "title"])


def spreads(store: Store, scope: Scope) -> pd.DataFrame:
    """Return `frames.SPREADS` as of the day."""
    terms = reads.rows(store, scope.negotiation, "term")
    return standing.picked(spread.spreads(standing.current(store, scope), terms), term=scope.terms)


def coder_agreement(store: Store, scope: Scope) -> pd.DataFrame:
    """Return `frames.CODER_AGREEMENT` of all readings; they carry no day of their own."""
    return coders.coder_agreement(reads.rows(store, scope.negotiation, "coding"))
