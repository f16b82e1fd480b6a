"""What stands in a draft, in words: to be read where no form shows it."""

import re
from collections.abc import Mapping

from dashboard import recording
from dashboard.models import IN_PACKAGE, Column, Kind
from dashboard.questions import calling
from dashboard.questions.edition import Edition
from dashboard.vocabulary import inside


def in_words(edition: Edition, target: str, held: Mapping[str, str]) -> str:
    """
    Return what stands in the fields of a draft, a paragraph each, under their titles; lines are told one by one.

    A note is its own words, to be copied.

    Parameters
    ----------
    target
        What the form is of.
    """
    table = _table(target)
    told = []
    for name, text in held.items():
        if name in recording.OF_LINE:
            told += _lines(edition, held, name)
        elif text:
            title, column = _field(table, name)
            told.append(text if column is None else f"{title}: {_said(edition, column, text)}")
    return "\n\n".join(told)


def _table(target: str) -> str:
    """Return the table that a form is of: "stance st1", "a new stance, cell"; a record is of a claim before all."""
    (word,) = re.findall(r"^(?:a new )?(\w+)", target) or [""]
    return "claim" if word == "record" else word


def _field(table: str, name: str) -> tuple[str, Column | None]:
    """Return a field's title and its column: of a row of another table than the form's, with the name of that one."""
    if name == "tabled_by":
        return "Tabled by", IN_PACKAGE["proposal_party"].columns["party"]
    of, _, own = name.rpartition(".")
    described = IN_PACKAGE.get(of or table)
    column = None if described is None else described.columns.get(own)
    if column is None or described is None:
        return "", None
    return f"New {described.one}, {inside(column.title)}" if of else column.title, column


def _lines(edition: Edition, held: Mapping[str, str], name: str) -> list[str]:
    columns = [IN_PACKAGE[table].columns[one] for table, some in recording.OF_LINE[name] for one in some]
    return [
        "\n".join(
            f"{column.title}: {_said(edition, column, text)}" for column in columns if (text := line.get(column.name))
        )
        for _, line in recording.lines(held, name)
    ]


def _said(edition: Edition, column: Column, text: str) -> str:
    if column.refers is not None:
        (name,) = calling.names(edition, [(column.refers, text)])
        return name if edition.rows_by_code(column.refers, [text]) else text  # of a new one it is what was typed
    if column.kind is Kind.FLAG:
        return {"true": "yes", "false": "no"}.get(text, text)
    return column.values.get(text, text)
