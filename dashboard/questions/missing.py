"""What a negotiation that has only begun still lacks, and what to do about it."""

from collections.abc import Callable
from typing import NamedTuple

from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope


class Missing(NamedTuple):
    """A table that lacks a row, or in which rows lack something, and a sentence that says so and what to do."""

    table: str
    sentence: str


def _party(edition: Edition) -> Missing | None:
    if not edition.rows("party").empty:
        return None
    words = "No party is recorded yet. Add those who negotiate, and mark each without whom there is no deal."
    return Missing("party", words)


def _other_party(edition: Edition) -> Missing | None:
    parties = edition.rows("party")
    if len(parties) != 1:
        return None
    return Missing("party", f"The only party recorded is {parties['short_name'].iloc[0]}. Add the other side.")


def _consent(edition: Edition) -> Missing | None:
    if edition.rows("party")["consent_required"].fillna(False).any():
        return None
    words = "No party is marked as one whose consent is required. Mark each without whom there is no deal."
    return Missing("party", words)


def _term(edition: Edition) -> Missing | None:
    if not edition.rows("term").empty:
        return None
    words = "No term is recorded yet. Add what is negotiated, each as a sentence that a party can accept or reject."
    return Missing("term", words)


def _round(edition: Edition) -> Missing | None:
    if not edition.rows("round").empty:
        return None
    return Missing("round", "No round is recorded yet. Add the first meeting, with its days.")


def _proposal(edition: Edition) -> Missing | None:
    if not edition.rows("proposal").empty:
        return None
    return Missing("proposal", "No text is recorded yet. Add the first that was tabled, with its day.")


_NO_STANCE = "No stance is recorded yet. Record what a source says of where a party stands on a term."


def _any_stance(edition: Edition) -> Missing | None:
    return None if edition.latest("stance", most=1) else Missing("stance", _NO_STANCE)


def _stance(edition: Edition) -> Missing | None:
    if not edition.ever_had("stance"):
        return Missing("stance", _NO_STANCE)
    if not edition.ever_had("claim"):
        words = "No claim is recorded yet, and a stance counts only if it rests on one. Record who said it, and where."
        return Missing("claim", words)
    return None


_LOOKED_FOR: dict[str, Callable[[Edition], Missing | None]] = {
    "party": _party,
    "other party": _other_party,
    "consent": _consent,
    "term": _term,
    "round": _round,
    "proposal": _proposal,
    "stance": _stance,
    "any stance": _any_stance,
}


def first(scope: Scope, *needs: str) -> Missing | None:
    """
    Return the first of these needs that the negotiation does not fill on any day; None where it fills all.

    A party, another party, one whose consent is required, a term, a round, a text, a stance that rests on a claim.
    Whether stances were ever written is known without asking; whether any is left is asked as "any stance".
    """
    found = (_LOOKED_FOR[need](scope.edition) for need in needs)
    return next((one for one in found if one is not None), None)
