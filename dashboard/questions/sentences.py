"""Every sentence that is said of a day: what each question finds, and what pages tell besides."""

from collections.abc import Iterator

from dashboard.errors import ParleyError
from dashboard.questions import asking, texts, two_texts
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.scope import Scope

ON_THE_TABLE, NOTICE = "on-the-table", "notice"


def of(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield where each sentence stands, a question by its id, and its words; of one that refuses, why."""
    yield ON_THE_TABLE, texts.what_is_on_the_table(scope)
    yield from ((NOTICE, notice.words) for notice in two_texts.notices(scope))
    for question in QUESTIONS:
        try:
            data = asking.frame(scope, question.id)
        except ParleyError as refused:  # in the first round there is none to compare with
            yield question.id, str(refused)
        else:
            yield from ((question.id, words) for words in asking.finding(scope, question.id, data))
