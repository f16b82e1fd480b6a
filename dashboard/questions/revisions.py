"""What a version changed, and what was changed of a row, in the words of the tables."""

from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from dashboard import frames, models
from dashboard.models import IN_PACKAGE, Column, Kind
from dashboard.models.sentences import NameOf, Values, as_object, changed, in_words
from dashboard.questions import authors, calling
from dashboard.questions.edition import Edition
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, list_words

MOST = 200
"""Changes of one version that are told; a load may have made 300,000."""
FEW = 12
"""Changed rows up to which the list of versions says what a version did."""
MOST_OF_ONE = 20
"""Changes of one row that are told, the newest."""


def recorded_changes(scope: Scope, version: str) -> pd.DataFrame:
    """Return `frames.RECORDED_CHANGES` of a version, the newest first, at most `MOST`."""
    revisions, name_of = _of_version(scope, version)
    return frames.RECORDED_CHANGES.frame(
        (changed(IN_PACKAGE[one.row_table], one.before, one.after, name_of), one.row_code) for one in revisions
    )


def before_and_after(scope: Scope, version: str, number: str) -> list[Passage]:
    """Return the change with this number of a version to read: what it changed, column by column, before and after."""
    revisions, name_of = _of_version(scope, version)
    one = revisions[int(number)]
    table = IN_PACKAGE[one.row_table]

    def said(column: Column, row: Values) -> str:
        whole = column.kind is Kind.PROSE and row.get(column.name) is not None
        return str(row[column.name]) if whole else in_words(column, row, name_of)  # which cuts a long text

    columns = [column for column in table.columns.values() if column.name != "code"]
    if one.before is None or one.after is None:
        row, done = one.after or one.before or {}, "Added" if one.before is None else "Removed"
        given: list[Passage] = [
            {"lead": column.title, "text": said(column, row)} for column in columns if row.get(column.name) is not None
        ]
        return [{"lead": f"{done}: {table.one} {one.row_code}"}, *given]
    shown: list[Passage] = [{"lead": f"Changed: {table.one} {one.row_code}", "sides": [["Before"], ["After"]]}]
    for column in columns:
        if (before := said(column, one.before)) != (after := said(column, one.after)):
            shown.append({"lead": column.title, "sides": [[before], [after]]})
    return shown


def _of_version(scope: Scope, version: str) -> tuple[list[models.Revision], NameOf]:
    """Return the revisions of a version, the newest first, and what gives the names of the rows they speak of."""
    revisions = frames.REVISIONS.rows(scope.edition.revisions(version=int(version), most=MOST))
    return revisions, _names(scope.edition, revisions)


def versions(scope: Scope) -> pd.DataFrame:
    """Return `frames.VERSIONS`, newest first, of which those that changed at most `FEW` rows say what they did."""
    listed = scope.edition.versions()
    few = tuple(listed.loc[listed["changes"] <= FEW, "version"].astype(int))
    if not few:
        return listed
    found = frames.REVISIONS.rows(scope.edition.revisions(versions=few, most=FEW * len(few)))
    name_of, of_version = _names(scope.edition, found), defaultdict(list)
    for one in found:
        of_version[one.version].append(one)
    said = {version: _in_short(some, name_of) for version, some in of_version.items()}
    return listed.assign(
        action=[
            _by_action(action, said.get(version, action))
            for version, action in listed[["version", "action"]].itertuples(index=False)
        ]
    )


def _by_action(action: str, said: str) -> str:
    """Return what a version did, begun with how: "Undid version 3: changed the party Union: rank 1 → 2"."""
    if said.startswith(action) or action in ("Added", "Changed", "Removed"):
        return said
    return f"{action}: {said[:1].lower()}{said[1:]}"


def in_short(edition: Edition, version: int) -> str:
    """
    Return what a version did: to which row, or to how many of each table: "Recorded: 1 source and 2 claims (“Paper”)".

    The source is named where it is one to which all belong.
    """
    found = frames.REVISIONS.rows(edition.revisions(version=version, most=MOST))
    if len(found) == MOST:
        return f"{found[0].action}: at least {MOST} rows"
    return _in_short(found, _names(edition, found))


def _in_short(found: list[models.Revision], name_of: NameOf) -> str:
    # Who has written once stays known, and the days covered follow what is recorded.
    told = [one for one in found if one.row_table not in ("author", models.NEGOTIATION.name)] or found
    if len(told) == 1:
        (one,), table = told, IN_PACKAGE[told[0].row_table]
        if one.before is None and one.after is not None:
            return f"Added {as_object(table, one.after, name_of)}"
        return changed(table, one.before, one.after, name_of)
    tables = Counter(one.row_table for one in reversed(told))
    said = f"{told[0].action}: {list_words([counted(rows, *_called(name)) for name, rows in tables.items()])}"
    sources = {source for one in told if (source := _source(one)) is not None}
    return f"{said} (“{name_of('source', *sources)}”)" if len(sources) == 1 else said


def _source(one: models.Revision) -> str | None:
    """Return the code of the source that a changed row is or refers to; None where it is of none."""
    row = one.after or one.before or {}
    return one.row_code if one.row_table == "source" else row.get("source")


def changed_since(edition: Edition, table: str, code: str, version: int = 0, but: str | None = None) -> str:
    """Return that a row was changed after a version, and by whom, the author `but` only where it was nobody else."""
    found = frames.REVISIONS.rows(edition.revisions(code=code, since=version, most=MOST))
    since = [one for one in found if one.row_table == table]
    if not since:
        return "What it changed was changed since"
    one = next((one for one in since if one.author != but), since[0])
    name = as_object(IN_PACKAGE[table], one.after or one.before or {}, _names(edition, [one]))
    done = "removed" if one.after is None else "changed"
    who = authors.of_edition(edition).get(one.author, one.author)
    return f"{name[:1].upper()}{name[1:]} was {done} since by {who}"


def _called(table: str) -> tuple[str, str]:
    return IN_PACKAGE[table].one, IN_PACKAGE[table].many


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
        for one, words in zip(revisions, _in_words(scope.edition, revisions), strict=True)
    ]


class Last(NamedTuple):
    """The version that changed a row last, and how many rows it changed, at most `MOST`."""

    version: int
    rows: int


def last_of_row(scope: Scope, table: str, code: str) -> Last | None:
    """Return the version that changed a row last; None where that made the negotiation, which cannot be undone."""
    found = frames.REVISIONS.rows(scope.edition.revisions(code=code, most=MOST))
    version = next((one.version for one in found if one.row_table == table), None)
    if version is None:
        return None
    own = frames.REVISIONS.rows(scope.edition.revisions(version=version, code=scope.negotiation, most=MOST))
    if any(one.row_table == models.NEGOTIATION.name and one.before is None for one in own):
        return None
    changes = scope.edition.revisions(version=version, most=MOST)
    return Last(version, int((changes["row_table"] != "author").sum()))  # who has written once stays known


def row_of(scope: Scope, version: str, number: str) -> tuple[str, str] | None:
    """Return the row, by table and code, of the change with this number of a version; None where it stands no more."""
    one = _of_version(scope, version)[0][int(number)]
    table, code = one.row_table, one.row_code
    return (table, code) if table in models.TABLES and scope.edition.rows_by_code(table, [code]) else None


def _in_words(edition: Edition, revisions: list[models.Revision]) -> list[str]:
    name_of = _names(edition, revisions)
    return [changed(IN_PACKAGE[one.row_table], one.before, one.after, name_of) for one in revisions]


def _names(edition: Edition, revisions: list[models.Revision]) -> NameOf:
    """Return what gives the names of the rows that revisions speak of."""
    known: calling.Rows = {(one.row_table, one.row_code): one.after or one.before or {} for one in reversed(revisions)}
    calling.complete(edition, known)  # which go by their newest names
    return calling.name_of(known)
