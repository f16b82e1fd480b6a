"""What conflicts: a record of which no level counts is told as that, and not as one that is missing."""

from collections.abc import Mapping, Sequence

from dashboard.charts.context import Context
from dashboard.questions.question import MOST_TERMS
from dashboard.vocabulary import list_words


def recorded(by_term: Mapping[str, Sequence[str]], context: Context) -> str:
    """Return of whom on which terms the record conflicts: "what is recorded of A on aid"; empty where of nobody."""
    on: dict[tuple[str, ...], list[str]] = {}
    for term, who in by_term.items():
        if who:
            on.setdefault(tuple(who), []).append(context.terms_inside[term])
    each = [f"what is recorded of {list_words(who)} on {list_words(terms, MOST_TERMS)}" for who, terms in on.items()]
    return list_words(each)


def of_terms(terms: Sequence[str], aspect: str, context: Context) -> dict[str, tuple[str, ...]]:
    """Return of these terms those on which the record of a party conflicts whose consent is required, and of which."""
    return {term: context.mixed[aspect, term] for term in terms if (aspect, term) in context.mixed}
