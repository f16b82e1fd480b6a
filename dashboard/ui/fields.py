"""The fields of a form as the browser is told of them; it draws them by `fields.js`."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.models import IN_PACKAGE, Kind
from dashboard.vocabulary import Precision

Values = dict[str, Any]
Options = Sequence[str] | Mapping[str, str]
_KINDS = {
    Kind.CODE: "line",
    Kind.LINE: "line",
    Kind.ADDRESS: "line",
    Kind.PROSE: "text",
    Kind.TAGS: "tags",
    Kind.DAY: "day",
    Kind.NUMBER: "number",
    Kind.WHOLE: "whole",
    Kind.ONE_OF: "choice",
    Kind.FLAG: "choice",
    Kind.REFERENCE: "reference",
}


def field_of(table: str, name: str, /, *, options: Options = (), begins: Any = None, **more: Any) -> Values:
    """Return a column as the browser is told of its field; `more` takes the place of what its description says."""
    columns = IN_PACKAGE[table].columns
    column = columns[name]
    begins = column.default if begins is None else begins
    if column.kind in (Kind.ONE_OF, Kind.FLAG):
        words = dict(column.values) or {"true": "yes", "false": "no"}
        options = words if begins is not None and not column.optional else {"": "", **words}
        if column.required and any(name == other.precision for other in columns.values()):
            begins = begins or Precision.DAY
    return {
        "name": name,
        "kind": _KINDS[column.kind],
        "title": column.title,
        "help": column.help,
        "needed": column.required,
        "meanings": dict(column.meanings),
        "options": dict(options) if isinstance(options, Mapping) else list(options),
        "begins": "" if begins is None else _as_text(begins),
        "least": column.least,
        "most": column.most,
        "range": column.range,
        "past": column.past,
        **more,
    }


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
