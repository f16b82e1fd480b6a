"""What every table is made of: its columns by kind, and what it says of itself as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

from dashboard.models import columns
from dashboard.models.columns import Column, Kind
from dashboard.models.rules import Rule

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True)
class About:
    """
    What a table says of itself; what one of its rows is stands in its docstring.

    Attributes
    ----------
    one, many
        A row and the rows in words: "party", "parties".
    called
        How one of its rows is called in a sentence, with the names of columns in braces; a reference stands for how
        the row that it names is called. Of several, the first that has all its columns.
    apart
        What tells rows of one name apart where one is chosen from a list, each with the names of columns in braces, and
        said where a row has them; a number that may be open-ended comes before.
    unique
        Sets of columns that no two rows have alike; the code needs no mention.
    rules
        What must hold between the columns of a row.
    sought
        Columns by which rows are looked for, together; references have their indexes anyway.
    open_ended
        Of rows that are numbers (`low`, `high`, `unit`, `wording`): how one without an upper end is said.
    """

    one: str
    many: str
    called: tuple[str, ...]
    apart: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    sought: tuple[tuple[str, ...], ...] = ()
    open_ended: str = ""


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Own registry: Streamlit re-executes modules on save, and the default one would then refuse the tables."""

    about: ClassVar[About]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return _constraints(described(cls), cls.about)


class Row(Base):
    """A row of a negotiation. Tables refer to each other by code."""

    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code", max_length=80)
    code: str = columns.code(
        "Code",
        "A short name for this row that never changes, for other rows and links to refer to it by: letters, digits and "
        "_ . @ : or -.",
    )


@dataclass(frozen=True)
class Table:
    """
    A table described.

    Attributes
    ----------
    name
        As in the database and in a package.
    row
        What one row is, in a sentence.
    columns
        By name, in order, without `negotiation`.
    """

    name: str
    one: str
    many: str
    row: str
    called: tuple[str, ...]
    apart: tuple[str, ...]
    columns: Mapping[str, Column]
    unique: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...]
    open_ended: str

    @cached_property
    def references(self) -> dict[str, str]:
        """The columns that refer to another row, each with the table it refers to."""
        return {name: column.refers for name, column in self.columns.items() if column.refers}

    @cached_property
    def is_stamped(self) -> bool:
        """Whether its rows carry the instant at which they were written: such are written where they are read."""
        return any(column.kind is Kind.INSTANT for column in self.columns.values())

    @cached_property
    def cycles(self) -> tuple[str, ...]:
        """The columns that refer to a row of the same table: following them must come to an end."""
        return tuple(name for name, target in self.references.items() if target == self.name)


def described(model: Any) -> Table:
    """Return the description of a table."""
    return Table(
        name=str(model.__tablename__),
        one=model.about.one,
        many=model.about.many,
        row=" ".join((model.__doc__ or "").split()),
        called=model.about.called,
        apart=model.about.apart,
        columns={
            name: columns.described(name, info) for name, info in model.model_fields.items() if name != "negotiation"
        },
        unique=model.about.unique,
        rules=model.about.rules,
        open_ended=model.about.open_ended,
    )


def _constraints(table: Table, about: About) -> tuple[Any, ...]:
    """
    Return the keys, indexes and checks of a table.

    Keys are deferred to commit, so that the order in which a package or an undo writes rows does not matter.
    """
    led = {columns[0] for columns in about.unique}
    return (
        *(
            ForeignKeyConstraint(
                ["negotiation", column],
                [f"{target}.negotiation", f"{target}.code"],
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in table.references.items()
        ),
        *(Index(None, "negotiation", column) for column in table.references if column not in led),
        *(Index(None, "negotiation", *columns) for columns in about.sought),
        *(UniqueConstraint("negotiation", *columns) for columns in about.unique),
        *(CheckConstraint(check, name=name) for name, check in _ranges(table)),
        *(CheckConstraint(rule.check, name=rule.name) for rule in about.rules),
    )


def _ranges(table: Table) -> list[tuple[str, str]]:
    return [
        (
            f"{name}_range",
            f"{name} >= {column.least:g}"
            if column.most is None
            else f"{name} BETWEEN {column.least:g} AND {column.most:g}",
        )
        for name, column in table.columns.items()
        if column.least is not None
    ]
