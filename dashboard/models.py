"""
The tables of the store. Rows never leave `store`.

Every table but two is keyed by (negotiation, code) and refers to others by code: what stands in the database is what
stands in a case package, in a revision and in a frame, so there is no translation between them.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Enum,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from dashboard import vocabulary as words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
CODE = r"^[\w][\w.@:/-]*$"


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Own registry: Streamlit re-executes modules on save, and the default one would then refuse the tables."""


class Row(Base):
    """A row of a negotiation."""

    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code", max_length=80)
    code: str = Field(primary_key=True, max_length=120, schema_extra={"pattern": CODE})


def _one_of(values: type[StrEnum], *, required: bool = False, name: str, default: StrEnum | None = None) -> Any:
    """Return a column that holds one word of a closed list, checked by the database too; a bare Enum column is not."""
    kind = Enum(
        *(member.value for member in values),
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=24,
    )
    options: dict[str, Any] = {"sa_type": kind, "nullable": not required}
    return Field(**options) if required and default is None else Field(default=default, **options)


def _text(*, required: bool = False, longest: int = 20_000) -> Any:
    options: dict[str, Any] = {"sa_type": Text, "max_length": longest, "nullable": not required}
    return Field(**options) if required else Field(default=None, **options)


def _refers(*rules: Any, unique: tuple[str, ...] = (), **references: str) -> tuple[Any, ...]:
    """
    Return table arguments: a foreign key and an index for each `column="table"`, and `rules` as they are.

    Keys are deferred to commit, so that the order in which a package or an undo writes rows does not matter.
    """
    keys = [
        ForeignKeyConstraint(
            ["negotiation", column],
            [f"{table}.negotiation", f"{table}.code"],
            deferrable=True,
            initially="DEFERRED",
        )
        for column, table in references.items()
    ]
    indexes = [Index(None, "negotiation", column) for column in references if (column,) != unique[:1]]
    uniques = [UniqueConstraint("negotiation", *unique)] if unique else []
    return (*keys, *indexes, *uniques, *rules)


def _between(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def _ordered(low: str, high: str) -> CheckConstraint:
    return CheckConstraint(f"{low} IS NULL OR {high} IS NULL OR {low} <= {high}", name=f"{low}_{high}_order")


class Negotiation(Base, table=True):
    """One process of negotiation. Its version is raised by every change."""

    code: str = Field(primary_key=True, max_length=80, schema_extra={"pattern": CODE})
    title: str = _text(required=True, longest=200)
    summary: str | None = _text()
    covers_from: date | None = None
    covers_to: date | None = None
    use_by_days: int = Field(default=words.USE_BY_DAYS, ge=1, le=3660)
    citation: str | None = _text()
    licence: str | None = _text(longest=200)
    caveat: str | None = _text()
    version: int = Field(default=0, ge=0)


class Author(Row, table=True):
    """A person, or a machine, whose work stands in the case."""

    name: str = _text(required=True, longest=200)
    kind: words.AuthorKind = _one_of(words.AuthorKind, required=True, name="kind", default=words.AuthorKind.PERSON)
    note: str | None = _text()


class Party(Row, table=True):
    """An actor."""

    __table_args__ = _refers(part_of="party")
    name: str = _text(required=True, longest=200)
    short_name: str = _text(required=True, longest=40)
    role: words.Role = _one_of(words.Role, required=True, name="role")
    also: str | None = _text(longest=200)
    part_of: str | None = None
    consent_required: bool = False
    rank: int = 0
    note: str | None = _text()


class Round(Row, table=True):
    """A dated meeting or sequence of meetings."""

    __table_args__ = (_ordered("started_on", "ended_on"), Index(None, "negotiation", "started_on"))
    title: str = _text(required=True, longest=200)
    rank: int = 0
    started_on: date
    ended_on: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    venue: str | None = _text(longest=200)
    format: words.Format = _one_of(words.Format, required=True, name="format")
    outcome: words.Outcome | None = _one_of(words.Outcome, name="outcome")
    summary: str | None = _text()
    confidence: words.Confidence | None = _one_of(words.Confidence, name="confidence")
    verified: bool | None = None
    note: str | None = _text()


class Participation(Row, table=True):
    """A party that took part in a round, as what, and by whom."""

    __table_args__ = _refers(round="round", party="party")
    round: str
    party: str
    part: words.Part = _one_of(words.Part, required=True, name="part")
    delegation: str | None = _text(longest=400)


class Term(Row, table=True):
    """A stable issue, worded as a proposition that can be accepted or rejected."""

    __table_args__ = (_ordered("scale_low", "scale_high"),)
    title: str = _text(required=True, longest=200)
    short_title: str = _text(required=True, longest=60)
    proposition: str | None = _text()
    scope: str | None = _text()
    whole_text: bool = False
    rank: int = 0
    scale_low_words: str | None = _text()
    scale_high_words: str | None = _text()
    scale_measure: str | None = _text(longest=80)
    scale_low: float | None = None
    scale_high: float | None = None


class Proposal(Row, table=True):
    """One dated version of a text."""

    __table_args__ = _refers(Index(None, "negotiation", "tabled_on"), round="round", version_of="proposal")
    title: str = _text(required=True, longest=200)
    tabled_on: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    round: str | None = None
    version_of: str | None = None
    confidence: words.Confidence | None = _one_of(words.Confidence, name="confidence")
    verified: bool | None = None
    note: str | None = _text()


class ProposalParty(Row, table=True):
    """What a party had to do with a proposal: tabled it, was addressed by it, and how it is reported to have met it."""

    __tablename__ = "proposal_party"
    __table_args__ = _refers(proposal="proposal", party="party", unique=("proposal", "party"))
    proposal: str
    party: str
    tabled: bool = False
    addressed: bool = False
    reaction: str | None = _text(longest=80)


class Alias(Row, table=True):
    """What others call a proposal, who does, and who disputes it."""

    __table_args__ = _refers(proposal="proposal", source="source")
    proposal: str
    name: str = _text(required=True, longest=200)
    used_by: str | None = _text(longest=200)
    disputed_by: str | None = _text(longest=200)
    source: str | None = None


class Provision(Row, table=True):
    """What a proposal says on a term, in words."""

    __table_args__ = _refers(proposal="proposal", term="term", unique=("proposal", "term"))
    proposal: str
    term: str
    summary: str = _text(required=True)
    seed_summary: str | None = _text()
    verified: bool | None = None
    note: str | None = _text()


class Quantity(Row, table=True):
    """A number in a provision, with its measure and unit. `high` empty means "or more"; `low` empty, "up to"."""

    __table_args__ = _refers(
        _ordered("low", "high"),
        CheckConstraint("low IS NOT NULL OR high IS NOT NULL OR wording IS NOT NULL", name="says_something"),
        provision="provision",
        unique=("provision", "measure"),
    )
    provision: str
    measure: str = _text(required=True, longest=80)
    low: float | None = None
    high: float | None = None
    unit: str = _text(required=True, longest=40)
    wording: str | None = _text(longest=400)


class Stage(Row, table=True):
    """A step of a provision: on this day from entry into force, so many of what. An unknown count stays empty."""

    __table_args__ = _refers(
        CheckConstraint("day >= 0", name="day_range"),
        CheckConstraint("count >= 0", name="count_range"),
        provision="provision",
    )
    provision: str
    day: int = Field(ge=0, le=36_600)
    count: float | None = Field(default=None, ge=0)
    what: str = _text(required=True, longest=80)
    unit: str = _text(required=True, longest=40)
    wording: str | None = _text(longest=400)


class Source(Row, table=True):
    """A document."""

    __table_args__ = (Index(None, "negotiation", "grade"),)
    title: str = _text(required=True, longest=600)
    title_basis: str | None = _text(longest=40)
    publisher: str | None = _text(longest=200)
    published_on: date | None = None
    precision: words.Precision | None = _one_of(words.Precision, name="precision")
    url: str | None = _text(longest=2000)
    origin: str | None = _text(longest=200)
    grade: words.Grade = _one_of(words.Grade, required=True, name="grade")
    note: str | None = _text()


class Citation(Row, table=True):
    """A source behind a round, proposal, event, figure or disagreement: exactly one of them."""

    __table_args__ = _refers(
        CheckConstraint(
            "(CASE WHEN round IS NULL THEN 0 ELSE 1 END) + (CASE WHEN proposal IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN event IS NULL THEN 0 ELSE 1 END) + (CASE WHEN figure IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN disagreement IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
        source="source",
        round="round",
        proposal="proposal",
        event="event",
        figure="figure",
        disagreement="disagreement",
    )
    source: str
    round: str | None = None
    proposal: str | None = None
    event: str | None = None
    figure: str | None = None
    disagreement: str | None = None


class Claim(Row, table=True):
    """Evidence: in this source, this speaker says that this holder takes this line on this term (of this proposal)."""

    __table_args__ = _refers(
        _between("credibility", 1, 6),
        CheckConstraint("answer IS NULL OR answer <> 'DEMANDS'", name="answer_not_demands"),
        Index(None, "negotiation", "holder", "term", "said_on"),
        source="source",
        holder="party",
        term="term",
        proposal="proposal",
        round="round",
        speaker_party="party",
    )
    source: str
    holder: str
    term: str
    proposal: str | None = None
    round: str | None = None
    said_on: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    level: words.Level | None = _one_of(words.Level, name="level")
    answer: words.Level | None = _one_of(words.Level, name="answer")
    summary: str = _text(required=True)
    quote: str | None = _text(longest=2000)
    quote_of: words.QuoteOf | None = _one_of(words.QuoteOf, name="quote_of")
    attribution: words.Attribution = _one_of(words.Attribution, required=True, name="attribution")
    speaker: str | None = _text(longest=200)
    speaker_basis: str | None = _text(longest=40)
    speaker_party: str | None = None
    speaker_is_holder: bool | None = None
    credibility: int | None = Field(default=None, ge=1, le=6)
    checked: words.Check | None = _one_of(words.Check, name="checked")
    verified: bool | None = None
    seed: bool = False
    note: str | None = _text()


class Stance(Row, table=True):
    """Judgement: the team's coding of a party on a term (of a proposal) from a day on."""

    __table_args__ = _refers(
        CheckConstraint("level IS NOT NULL OR answer IS NOT NULL", name="says_something"),
        CheckConstraint("answer IS NULL OR answer <> 'DEMANDS'", name="answer_not_demands"),
        CheckConstraint("answer IS NULL OR proposal IS NOT NULL", name="answer_needs_proposal"),
        _between("position", 0, 100),
        _between("position_low", 0, 100),
        _between("position_high", 0, 100),
        _between("salience", 0, 100),
        _ordered("position_low", "position_high"),
        Index(None, "negotiation", "party", "term", "held_on"),
        term="term",
        proposal="proposal",
        round="round",
        party="party",
    )
    party: str
    term: str
    proposal: str | None = None
    round: str | None = None
    held_on: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    level: words.Level | None = _one_of(words.Level, name="level")
    answer: words.Level | None = _one_of(words.Level, name="answer")
    summary: str | None = _text()
    confidence: words.Confidence | None = _one_of(words.Confidence, name="confidence")
    red_line: bool | None = None
    position: float | None = Field(default=None, ge=0, le=100)
    position_low: float | None = Field(default=None, ge=0, le=100)
    position_high: float | None = Field(default=None, ge=0, le=100)
    salience: float | None = Field(default=None, ge=0, le=100)
    influence: float | None = Field(default=None, ge=0)
    rule: str | None = _text()
    in_round_window: bool | None = None
    seed: bool = False
    note: str | None = _text()


class StanceClaim(Row, table=True):
    """A claim that a stance rests on."""

    __tablename__ = "stance_claim"
    __table_args__ = _refers(stance="stance", claim="claim", unique=("stance", "claim"))
    stance: str
    claim: str


class Coding(Row, table=True):
    """One analyst's own reading of a stance's record; the stance is the team's line."""

    __table_args__ = _refers(
        _between("position", 0, 100), stance="stance", author="author", unique=("stance", "author")
    )
    stance: str
    author: str
    level: words.Level | None = _one_of(words.Level, name="level")
    answer: words.Level | None = _one_of(words.Level, name="answer")
    position: float | None = Field(default=None, ge=0, le=100)
    unsure: bool = False
    note: str | None = _text()


class Event(Row, table=True):
    """Context: something that happened beside the talks."""

    __table_args__ = _refers(Index(None, "negotiation", "happened_on"), round="round")
    title: str = _text(required=True, longest=200)
    happened_on: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    kind: words.EventKind = _one_of(words.EventKind, required=True, name="kind")
    summary: str | None = _text()
    round: str | None = None
    verified: bool | None = None
    seed: bool = False
    note: str | None = _text()


class EventParty(Row, table=True):
    """A party to an event."""

    __tablename__ = "event_party"
    __table_args__ = _refers(event="event", party="party", unique=("event", "party"))
    event: str
    party: str


class Figure(Row, table=True):
    """An attributed quantity. `high` empty means "more than"."""

    __table_args__ = _refers(_ordered("low", "high"), round="round", source="source")
    title: str = _text(required=True, longest=200)
    measure: str = _text(required=True, longest=80)
    low: float | None = None
    high: float | None = None
    unit: str = _text(required=True, longest=40)
    as_of: date
    precision: words.Precision = _one_of(words.Precision, required=True, name="precision")
    attributed_to: str | None = _text(longest=400)
    wording: str | None = _text(longest=200)
    source: str
    round: str | None = None
    verified: bool | None = None
    seed: bool = False
    note: str | None = _text()


class Disagreement(Row, table=True):
    """A point on which sources differ."""

    __table_args__ = _refers(term="term", round="round", figure="figure", proposal="proposal")
    term: str | None = None
    round: str | None = None
    proposal: str | None = None
    figure: str | None = None
    noted_on: date | None = None
    summary: str = _text(required=True)


class DisagreementSide(Row, table=True):
    """One side of a disagreement."""

    __tablename__ = "disagreement_side"
    __table_args__ = _refers(disagreement="disagreement")
    disagreement: str
    rank: int = 0
    summary: str = _text(required=True)


TARGETS = ("stance", "claim", "provision", "proposal", "round", "event", "figure")
"""What an annotation may hang on by code; besides, a cell (party and term) or a day."""


class Annotation(Row, table=True):
    """An analyst's note on a cell (party and term), a row, or a day; or in reply to another."""

    __table_args__ = _refers(
        Index(None, "negotiation", "written_at"),
        author="author",
        reply_to="annotation",
        party="party",
        term="term",
        stance="stance",
        claim="claim",
        provision="provision",
        proposal="proposal",
        round="round",
        event="event",
        figure="figure",
    )
    author: str
    written_at: datetime
    text: str = _text(required=True)
    tags: str | None = _text(longest=400)
    state: words.State = _one_of(words.State, required=True, name="state")
    reply_to: str | None = None
    party: str | None = None
    term: str | None = None
    stance: str | None = None
    claim: str | None = None
    provision: str | None = None
    proposal: str | None = None
    round: str | None = None
    event: str | None = None
    figure: str | None = None
    day: date | None = None
    quote: str | None = _text(longest=2000)
    quote_before: str | None = _text(longest=32)
    quote_after: str | None = _text(longest=32)


class SavedView(Row, table=True):
    """A page with its filters, under a name."""

    __tablename__ = "saved_view"
    __table_args__ = _refers(author="author")
    title: str = _text(required=True, longest=200)
    query: str = _text(required=True, longest=2000)
    author: str
    saved_at: datetime


class Revision(Base, table=True):
    """One recorded change: who, when, what, before, after. Append-only; `version` is shared by one use case."""

    __table_args__ = (Index(None, "negotiation", "row_table", "row_code"),)
    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code")
    version: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime
    author: str
    action: str = _text(required=True, longest=80)
    row_table: str
    row_code: str
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class StoreMark(Base, table=True):
    """The store's own code, drawn once when it was made: one row."""

    __tablename__ = "store"
    code: str = Field(primary_key=True, max_length=120)


class KnownStore(Base, table=True):
    """
    Another store whose packages were loaded into a negotiation: its newest version loaded, and what was made of it.

    Three-way merging rests on it. It belongs to this store and travels in no package.
    """

    __tablename__ = "known_store"
    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code", max_length=80)
    store: str = Field(primary_key=True, max_length=120)
    theirs: int = Field(ge=0)
    ours: int = Field(ge=0)


TABLES: dict[str, type[Row]] = {
    str(model.__tablename__): model
    for model in (
        Author,
        Party,
        Term,
        Source,
        Round,
        Participation,
        Proposal,
        ProposalParty,
        Alias,
        Provision,
        Quantity,
        Stage,
        Claim,
        Stance,
        StanceClaim,
        Coding,
        Event,
        EventParty,
        Figure,
        Disagreement,
        DisagreementSide,
        Citation,
        Annotation,
        SavedView,
    )
}
"""Every table of a negotiation by name, parents before children: the order of a package."""
