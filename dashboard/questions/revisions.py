"""What a version changed, in the words of the tables."""

from collections import defaultdict
from functools import partial

import pandas as pd

from dashboard import frames
from dashboard.models import IN_PACKAGE
from dashboard.models.sentences import Values, called, changed, named_by
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

MOST = 200
"""Changes of one version that are told; a load may have made 300,000."""


def recorded_changes(scope: Scope, version: str) -> pd.DataFrame:
    """Return `frames.RECORDED_CHANGES` of a version, the newest first, at most `MOST`."""
    revisions = frames.REVISIONS.rows(scope.edition.revisions(version=int(version), most=MOST))
    known: dict[tuple[str, str], Values] = {}
    for one in revisions:
        known[one.row_table, one.row_code] = one.after or one.before or {}
    _complete(scope.edition, known)
    name_of = partial(_name, known)
    return frames.RECORDED_CHANGES.frame(
        (changed(IN_PACKAGE[one.row_table], one.before, one.after, name_of), one.row_code) for one in revisions
    )


def _complete(edition: Edition, known: dict[tuple[str, str], Values]) -> None:
    """Add the rows that these speak of, and those that their names speak of, each table asked once a round."""
    spoken = {
        (target, row[column])
        for (table, _), row in known.items()
        for column, target in IN_PACKAGE[table].references.items()
        if row.get(column) is not None
    }
    asked = set(known)
    while spoken := spoken - asked:
        asked |= spoken
        wanted = defaultdict(list)
        for table, code in sorted(spoken):
            wanted[table].append(code)
        new = {
            (table, code): row
            for table, codes in wanted.items()
            for code, row in edition.rows_by_code(table, codes).items()
        }
        known |= new
        spoken = {named for (table, _), row in new.items() for named in named_by(IN_PACKAGE[table], row)}


def _name(known: dict[tuple[str, str], Values], table: str, code: str) -> str:
    row = known.get((table, code))
    return f"{IN_PACKAGE[table].one} {code}" if row is None else called(IN_PACKAGE[table], row, partial(_name, known))
