"""What conflicts: a record of which no level counts is told as that, and not as one that is missing."""

from collections.abc import Mapping, Sequence

from dashboard.charts.context import Context
from dashboard.questions.naming import begun
from dashboard.questions.question import MOST_TERMS
from dashboard.vocabulary import list_words


def told(
    by_term: Mapping[str, Sequence[str]], context: Context, recorded: str = "is recorded", conflicts: str = "conflicts"
) -> str:
    """
    Return on which terms the record of whom conflicts: "what is recorded of A on aid conflicts"; empty where of nobody.

    Of each party by itself: the record of one does not conflict with that of another.

    Parameters
    ----------
    by_term
        The names of those whose record on a term conflicts.
    """
    on: dict[str, list[str]] = {}
    for term, names in by_term.items():
        for name in names:
            on.setdefault(name, []).append(context.terms_inside[term])
    return "; ".join(
        f"what {recorded} of {name} on {list_words(some, MOST_TERMS)} {conflicts}" for name, some in on.items()
    )


def sentence(by_term: Mapping[str, Sequence[str]], context: Context, *words: str) -> list[str]:
    """Return the same as a sentence, in the words of `told`; none where nobody's record conflicts."""
    said = told(by_term, context, *words)
    return [f"{begun(said)}."] if said else []


def of_terms(terms: Sequence[str], aspect: str, context: Context) -> dict[str, tuple[str, ...]]:
    """Return of these terms those on which the record of a party conflicts whose consent is required, and of which."""
    return {term: context.mixed[aspect, term] for term in terms if (aspect, term) in context.mixed}
