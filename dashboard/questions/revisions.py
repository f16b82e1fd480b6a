"""What a version changed, and what was changed of a row, in the words of the tables."""

from functools import partial

import pandas as pd

from dashboard import frames, models
from dashboard.models import IN_PACKAGE
from dashboard.models.sentences import changed
from dashboard.questions import authors, calling
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope

MOST = 200
"""Changes of one version that are told; a load may have made 300,000."""
MOST_OF_ONE = 20
"""Changes of one row that are told, the newest."""


def recorded_changes(scope: Scope, version: str) -> pd.DataFrame:
    """Return `frames.RECORDED_CHANGES` of a version, the newest first, at most `MOST`."""
    revisions = frames.REVISIONS.rows(scope.edition.revisions(version=int(version), most=MOST))
    return frames.RECORDED_CHANGES.frame(
        (words, one.row_code) for one, words in zip(revisions, _in_words(scope, revisions), strict=True)
    )


def of_row(scope: Scope, table: str, code: str) -> list[Passage]:
    """Return what was changed of a row, by whom and when, to read; the newest first, at most `MOST_OF_ONE`."""
    found = frames.REVISIONS.rows(scope.edition.revisions(code=code, most=MOST))
    revisions = [one for one in found if one.row_table == table][:MOST_OF_ONE]
    names = authors.names(scope)
    return [
        {
            "lead": words,
            "meta": [f"version {one.version}", names.get(one.author, one.author), f"{one.at:%d %b %Y %H:%M} UTC"],
        }
        for one, words in zip(revisions, _in_words(scope, revisions), strict=True)
    ]


def _in_words(scope: Scope, revisions: list[models.Revision]) -> list[str]:
    known: calling.Rows = {(one.row_table, one.row_code): one.after or one.before or {} for one in revisions}
    calling.complete(scope.edition, known)
    name_of = partial(calling.name, known)
    return [changed(IN_PACKAGE[one.row_table], one.before, one.after, name_of) for one in revisions]
