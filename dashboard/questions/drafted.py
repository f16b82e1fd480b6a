"""What stands in a draft, in words: to be read where no form shows it."""

from collections.abc import Mapping

from dashboard import recording
from dashboard.models import IN_PACKAGE, Column, Kind
from dashboard.questions import calling
from dashboard.questions.edition import Edition


def in_words(edition: Edition, held: Mapping[str, str]) -> str:
    """Return what stands in the fields of a draft, a paragraph each; lines are told one by one, with their headings."""
    told = []
    for name, text in held.items():
        told += _lines(edition, held, name) if name in recording.OF_LINE else [text]
    return "\n\n".join(filter(None, told))


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
        return calling.names(edition, [(column.refers, text)])[0]
    if column.kind is Kind.FLAG:
        return {"true": "yes", "false": "no"}.get(text, text)
    return column.values.get(text, text)
