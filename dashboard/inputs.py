"""Validated edits: plain values in, plain values of the right type out, or `Invalid` with a reason per column."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    create_model,
)

from dashboard.errors import Invalid
from dashboard.models import TABLES, TARGETS, Negotiation
from dashboard.vocabulary import ANSWERS

Values = dict[str, Any]


def _clean(text: Any) -> Any:
    """Return the text as typed, an empty one as missing; control characters are refused, not dropped."""
    if not isinstance(text, str):
        return text
    for character in text:
        if (ord(character) < 32 and character not in "\n\r\t") or 0xD800 <= ord(character) <= 0xDFFF:
            raise ValueError(f"contains the control character U+{ord(character):04X}; remove it")
    return text or None


def _fits(number: int | None) -> int | None:
    if number is not None and abs(number) >= 2**31:
        raise ValueError("is too large for a whole number here")
    return number


@cache
def _validator(table: str) -> type[BaseModel]:
    model = Negotiation if table == "negotiation" else TABLES[table]
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        annotation: Any = info.annotation
        if annotation in (str, str | None):
            annotation = Annotated[annotation, BeforeValidator(_clean)]
        elif annotation is datetime:
            annotation = AwareDatetime
        elif annotation in (int, int | None):
            # Not a second ge and le, which would take the place of the column's own.
            annotation = Annotated[annotation, AfterValidator(_fits)]
        fields[name] = (annotation, info)
    return create_model(
        table, __config__=ConfigDict(extra="forbid", use_enum_values=True, allow_inf_nan=False), **fields
    )


def _low_not_above_high(low: str, high: str) -> Callable[[Values], Values]:
    def rule(row: Values) -> Values:
        if row[low] is not None and row[high] is not None and row[low] > row[high]:
            return {low: f"is above {high} ({row[low]} > {row[high]})"}
        return {}

    return rule


def _answer(row: Values) -> Values:
    if row["answer"] is not None and row["answer"] not in ANSWERS:
        return {"answer": f"{row['answer']} is not an answer to a text; use one of {', '.join(ANSWERS)}"}
    return {}


def _stance(row: Values) -> Values:
    if row["level"] is None and row["answer"] is None:
        return {"level": "give a level or an answer; a stance that says neither is not recorded"}
    if row["answer"] is not None and row["proposal"] is None:
        return {"proposal": "an answer needs the text it answers"}
    return _answer(row)


def _quantity(row: Values) -> Values:
    if row["low"] is None and row["high"] is None and not row["wording"]:
        return {"low": "give a number or its wording"}
    return {}


def annotation_targets(row: Mapping[str, Any]) -> list[str]:
    """
    Return what an annotation hangs on: any of `TARGETS`, "cell" (party and term), or else "day". A valid one has one.

    Beside another target, `day` is the day that the note speaks of.
    """
    targets = [target for target in TARGETS if row.get(target) is not None]
    if row.get("party") is not None or row.get("term") is not None:
        targets.append("cell")
    return targets or (["day"] if row.get("day") is not None else [])


def _annotation(row: Values) -> Values:
    if not row["text"].strip():
        return {"text": "write something; an empty note is not saved"}
    if (row["party"] is None) != (row["term"] is None):
        return {"term" if row["term"] is None else "party": "a cell needs both a party and a term"}
    if len(annotation_targets(row)) != 1:
        return {"text": "a note hangs on exactly one thing"}
    return {}


def _citation(row: Values) -> Values:
    given = [row[k] for k in ("round", "proposal", "event", "figure", "disagreement") if row[k] is not None]
    return {} if len(given) == 1 else {"source": "a citation belongs to exactly one row"}


def _url(row: Values) -> Values:
    if row["url"] and not row["url"].startswith(("http://", "https://")):
        return {"url": "an address starts with http:// or https://"}
    return {}


RULES: dict[str, list[Callable[[Values], Values]]] = {
    "round": [_low_not_above_high("started_on", "ended_on")],
    "term": [_low_not_above_high("scale_low", "scale_high")],
    "quantity": [_low_not_above_high("low", "high"), _quantity],
    "figure": [_low_not_above_high("low", "high")],
    "source": [_url],
    "claim": [_answer],
    "stance": [_stance, _low_not_above_high("position_low", "position_high")],
    "coding": [_answer],
    "annotation": [_annotation],
    "citation": [_citation],
}


def validate(table: str, row: Mapping[str, Any]) -> Values:
    """
    Return the row with every column of its table present and of its type.

    Raises
    ------
    Invalid
        When a column is unknown, missing, of the wrong type or out of range, or a rule of the table does not hold.
    """
    try:
        values = _validator(table)(**row).model_dump()
    except ValidationError as error:
        problems = {str(one["loc"][0]) if one["loc"] else "row": _reason(one) for one in error.errors()}
        raise Invalid(table, problems) from None
    for rule in RULES.get(table, ()):
        if problems := rule(values):
            raise Invalid(table, problems)
    return values


def _reason(error: Any) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a column of this table"
        case "enum" | "literal_error":
            return f"{error['input']!r} is not one of {error['ctx']['expected']}"
        case "value_error":
            return str(error["ctx"]["error"])
    given = error["input"]
    if given is None:
        return "is missing"
    shown = f" (given: {str(given)[:60]!r})" if isinstance(given, str | int | float) else ""
    return error["msg"].replace("Input should", "should").replace("String should", "should") + shown


def author_code(name: str) -> str:
    """Return the code of the analyst of this name; raises `Invalid` where the name has no letter or digit."""
    code = re.sub(r"[^\w.@-]+", "_", name).strip("_.-@")
    if not code:
        raise Invalid("author", {"name": "give your name, so that the history can say who wrote this"})
    return code[:120]
