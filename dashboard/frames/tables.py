"""The contracts of tables, made from `models`: one row a table row. `negotiation` is left out: a frame is of one."""

from typing import Any

from dashboard import models
from dashboard.frames.contract import Contract

AUTHORS = Contract("author", models.Author)
PARTIES = Contract("party", models.Party)
TERMS = Contract("term", models.Term)
SOURCES = Contract("source", models.Source)
ROUNDS = Contract("round", models.Round)
PARTICIPATIONS = Contract("participation", models.Participation)
PROPOSALS = Contract("proposal", models.Proposal)
PROPOSAL_PARTIES = Contract("proposal_party", models.ProposalParty)
ALIASES = Contract("alias", models.Alias)
PROVISIONS = Contract("provision", models.Provision)
QUANTITIES = Contract("quantity", models.Quantity)
STAGES = Contract("stage", models.Stage)
DELIVERIES = Contract("delivery", models.Delivery)
CLAIMS = Contract("claim", models.Claim)
STANCES = Contract("stance", models.Stance)
STANCE_CLAIMS = Contract("stance_claim", models.StanceClaim)
CODINGS = Contract("coding", models.Coding)
EVENTS = Contract("event", models.Event)
EVENT_PARTIES = Contract("event_party", models.EventParty)
FIGURES = Contract("figure", models.Figure)
DISAGREEMENTS = Contract("disagreement", models.Disagreement)
DISAGREEMENT_SIDES = Contract("disagreement_side", models.DisagreementSide)
CITATIONS = Contract("citation", models.Citation)
ANNOTATIONS = Contract("annotation", models.Annotation)
SAVED_VIEWS = Contract("saved_view", models.SavedView)

NEGOTIATIONS = Contract("negotiation", models.Negotiation)
REVISIONS = Contract("revision", models.Revision)

_MADE = {contract.name: contract for contract in tuple(globals().values()) if isinstance(contract, Contract)}
TABLE_FRAMES: dict[str, Contract[Any]] = {name: _MADE[name] for name in models.TABLES}
"""The frame of every table of a negotiation, in the order of a package."""
