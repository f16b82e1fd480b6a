"""How to read what is shown: levels, answers, marks, ages, grades and credibility, from where each is described."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.charts.marks import OTHERWISE, notes_on_marks
from dashboard.models import IN_PACKAGE
from dashboard.questions import asking
from dashboard.questions.asking import CONFIDENCES
from dashboard.questions.catalogue import find
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import (
    AGE_MEANINGS,
    ANSWER_MEANINGS,
    CREDIBILITY_MEANINGS,
    GRADE_MEANINGS,
    LEVEL_MEANINGS,
    LEVEL_WORDS,
    NOT_RECORDED,
    SIGNS,
    counted,
)

WITHOUT_A_STANCE = (
    "No stance is recorded, or none that passes the evidence filter. It is never counted as neutral, and never as 0."
)


NO_CONFIDENCE = (
    f"Where none is given, the stance passes the evidence filter at “{CONFIDENCES['moderate']}”, and does not at "
    f"“{CONFIDENCES['high']}”."
)


def described(table: str, column: str) -> str:
    """Return what belongs into a column, as its form says it."""
    return IN_PACKAGE[table].columns[column].help


def levels() -> list[Passage]:
    """Return what each level means, and each answer to a text, with its sign; the absence of both last."""
    shown: list[Passage] = [
        {"lead": LEVEL_WORDS[code], "tag": SIGNS[code], "text": "\n".join(_both(code))} for code in LEVEL_MEANINGS
    ]
    return [*shown, {"lead": NOT_RECORDED, "text": WITHOUT_A_STANCE}]


def _both(code: str) -> Iterable[str]:
    level, answer = LEVEL_MEANINGS[code], ANSWER_MEANINGS.get(code)
    if level == answer:
        yield f"Level and answer: {level}"
        return
    yield f"Level: {level}"
    yield f"Answer: {answer}" if answer else "It is no answer to a text."


def marks(scope: Scope) -> list[Passage]:
    """Return what the marks in a cell mean on the scope's day."""
    notes = notes_on_marks(asking.context(scope, find("stance-matrix")))
    return [{"lead": mark, "text": f"{words[:1].upper()}{words[1:]}."} for mark, words in notes.items()]


def ages() -> list[Passage]:
    """Return how old a level may be."""
    return [{"lead": age, "text": words} for age, words in AGE_MEANINGS.items()]


def use_by(scope: Scope) -> str:
    """Return in a sentence after how many days a level is old."""
    return f"In this negotiation the use-by is {counted(int(scope.edition.own()['use_by_days']), 'day')}."


AS_OF = (
    "What is shown of a day is what was true on it as it is known now: a statement counts from the day on which it "
    "was made, also where the page that tells of it was published later. Where a level rests on a record of such "
    "pages alone, that is said beside what rests on it, below the sentence that counts it, or with the sources under "
    "the chart. What is dated only to a month or a year counts, and is as old, as from the first day of it; until it "
    "is over, matrix, agreement, spread, sticking points and whose word say that it may be of a later day; and whose "
    "word counts the 30 days after it from its last day. What has no day of its own, such as the name of a text, "
    "counts from the day on which its page was published, and a point on which sources differ from the second such "
    "day, or from the only one; what rests on a later page is shown with what else that page says of a point. Titles, "
    "summaries and notes of texts, events and rounds that are over are shown as they are known now. What this record "
    "held at an earlier time is shown by “Known at”."
)
"""What a day means, and what the record's own time."""

OF_THE_LEVEL = (
    "In the data of the matrix, day, grade, confidence and claims of a row are the level’s, and the answer’s only "
    "where there is no level. An answer beside a level may be of another day and rest on other claims: the table below "
    "the chart has its day."
)
"""Of which of its two codings a row of the matrix tells day and evidence."""


SAME_DAY = (
    "Of several records of one party on one term and day, a party’s own word goes before what others or the press "
    "report, and that before what nobody is named for; then the better grade of the source, then the higher "
    "confidence. Where two of equal standing differ, the cell is mixed and shows both. Where one that goes behind says "
    f"otherwise, the cell is marked {OTHERWISE}, and beside it is told who says so. What the evidence filter leaves "
    "out is not compared."
)
"""Which of several records of one day stands."""


def grades() -> list[Passage]:
    """Return what each grade of a source means."""
    return _listed(GRADE_MEANINGS)


def credibility() -> list[Passage]:
    """Return what each number for a claim means."""
    return _listed(CREDIBILITY_MEANINGS)


def _listed(meanings: Mapping[Any, str]) -> list[Passage]:
    return [{"text": "\n".join(f"{mark}: {words}" for mark, words in meanings.items())}]


def carried() -> list[Passage]:
    """Return what a stance carries beside its level and its answer."""
    columns = ("confidence", "red_line", "position", "salience", "influence", "remark")
    more = {"confidence": f" {NO_CONFIDENCE}"}
    return [
        {"lead": IN_PACKAGE["stance"].columns[one].title, "text": f"{described('stance', one)}{more.get(one, '')}"}
        for one in columns
    ]


def codebook(scope: Scope) -> str | None:
    """Return the codebook of the negotiation, where it has one."""
    own = scope.edition.own()["codebook"]
    return own if isinstance(own, str) else None
