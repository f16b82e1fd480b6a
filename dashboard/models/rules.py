"""Rules between the columns of a row. Each is one object, from which the CHECK, the refusal and the hint come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """
    What must hold between the columns of a row.

    Attributes
    ----------
    name
        Names the CHECK in the database.
    kind, columns
        What kind of rule it is, by the name of the function that makes it, and between which columns: a form checks
        them while they are typed.
    check
        The rule in SQL.
    hint
        The rule in a sentence, for a form and for the refusal.
    column
        Where the refusal stands.
    holds
        Whether a row of plain values keeps the rule.
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    check: str
    hint: str
    column: str
    holds: Callable[[Values], bool]


def ordered(low: str, high: str, hint: str) -> Rule:
    """Return the rule that one column is not above another, where both are given."""
    return Rule(
        name=f"{low}_{high}_order",
        kind="ordered",
        columns=(low, high),
        check=f"{low} IS NULL OR {high} IS NULL OR {low} <= {high}",
        hint=hint,
        column=low,
        holds=lambda row: row[low] is None or row[high] is None or row[low] <= row[high],
    )


def says_something(columns: Sequence[str], hint: str) -> Rule:
    """Return the rule that one of these columns, at least, is given."""
    return Rule(
        name="says_something",
        kind="says_something",
        columns=tuple(columns),
        check=" OR ".join(f"{column} IS NOT NULL" for column in columns),
        hint=hint,
        column=columns[0],
        holds=lambda row: any(row[column] is not None for column in columns),
    )


def needs(column: str, other: str, hint: str) -> Rule:
    """Return the rule that a column is given only where another is."""
    return Rule(
        name=f"{column}_needs_{other}",
        kind="needs",
        columns=(column, other),
        check=f"{column} IS NULL OR {other} IS NOT NULL",
        hint=hint,
        column=other,
        holds=lambda row: row[column] is None or row[other] is not None,
    )


def one_target(columns: Sequence[str], hint: str, *, column: str, otherwise: str | None = None) -> Rule:
    """Return the rule that exactly one of these columns is given, or else `otherwise`; the refusal is at `column`."""
    given = " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in columns)

    def holds(row: Values) -> bool:
        count = sum(row[name] is not None for name in columns)
        return count == 1 or (count == 0 and otherwise is not None and row[otherwise] is not None)

    return Rule(
        name="one_target",
        kind="one_target",
        columns=tuple(columns),
        check=f"{given} = 1" + (f" OR ({given} = 0 AND {otherwise} IS NOT NULL)" if otherwise else ""),
        hint=hint,
        column=column,
        holds=holds,
    )
