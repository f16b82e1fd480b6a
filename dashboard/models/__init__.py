"""
Every table, once: its columns with their kinds, references, rules, and a word for people on every column.

Every table of a negotiation is keyed by (negotiation, code) and refers to others by code: what stands in the database
is what stands in a case package, in a revision and in a frame, so there is no translation between them. Contracts,
validation, headings, the words of history, the schema of a package and the data dictionary are made from `TABLES`.
"""

from dashboard.models.annotations import TARGETS, Annotation, SavedView
from dashboard.models.base import Base, Row, Table, described
from dashboard.models.columns import Column, Kind
from dashboard.models.context import Disagreement, DisagreementSide, Event, EventParty, Figure
from dashboard.models.evidence import Citation, Claim, Coding, Source, Stance, StanceClaim
from dashboard.models.history import Draft, KnownStore, LastLook, Removal, Revision, StoreMark
from dashboard.models.negotiation import Author, Negotiation, Participation, Party, Round, Term
from dashboard.models.rules import Rule
from dashboard.models.texts import Alias, Delivery, Proposal, ProposalParty, Provision, Quantity, Stage

NEGOTIATION = described(Negotiation)
REVISION = described(Revision)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        described(model)
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
            Delivery,
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
    )
}
"""Every table of a negotiation by name, parents before children: the order of a package."""

IN_PACKAGE = {NEGOTIATION.name: NEGOTIATION, **TABLES}
"""The tables of a case package, the negotiation itself among them."""


def referrers(name: str) -> list[tuple[str, str]]:
    """Return every (table, column) that refers to rows of this table."""
    return [
        (table.name, column)
        for table in TABLES.values()
        for column, target in table.references.items()
        if target == name
    ]
