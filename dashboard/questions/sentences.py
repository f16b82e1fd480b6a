"""Every sentence that is said of a day: what each question finds, and what pages tell besides."""

from collections.abc import Collection, Iterator

from dashboard.errors import ParleyError
from dashboard.questions import asking, texts, two_texts
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.scope import Scope

ON_THE_TABLE, NOTICE = "on-the-table", "notice"
PLACES = (ON_THE_TABLE, NOTICE, *BY_ID)
"""Where a sentence may stand: questions by their id, and what pages tell besides."""


def of(scope: Scope, places: Collection[str] = PLACES) -> Iterator[tuple[str, str]]:
    """Yield where each sentence of these places stands, and its words; of a question that refuses, why."""
    for place in places:
        yield from ((place, words) for words in _said(scope, place))


def _said(scope: Scope, place: str) -> list[str]:
    if place == ON_THE_TABLE:
        return [texts.what_is_on_the_table(scope)]
    if place == NOTICE:
        return [notice.words for notice in two_texts.notices(scope)]
    try:
        return list(asking.finding(scope, place, asking.frame(scope, place)))
    except ParleyError as refused:  # in the first round there is none to compare with
        return [str(refused)]
