"""Who wrote, by name."""

from dashboard.authors import PARLEY
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.vocabulary import distinct


def names(scope: Scope) -> dict[str, str]:
    """
    Return the names of a negotiation's authors by code; two of one name are told apart by their codes.

    Whatever a package calls the code under which Parley itself writes, it stays Parley's.
    """
    return of_edition(scope.edition)


def of_edition(edition: Edition) -> dict[str, str]:
    """Return the names of the authors of an edition by code, as `names` does."""
    found = edition.rows("author")
    return distinct(dict(zip(found["code"], found["name"], strict=True)) | {PARLEY.code: PARLEY.name})
