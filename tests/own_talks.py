"""A negotiation of one's own, written row by row as an analyst writes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.store import edits
from dashboard.store.engine import Store
from tests.people import ANA

CODE = "own"
SOURCE = {"code": "s", "title": "A statement", "grade": "A"}


def add(store: Store, table: str, row: Mapping[str, Any]) -> None:
    """Write a new row of a table."""
    edits.set_row(store, CODE, table, row, seen=None, by=ANA)


def add_party(store: Store, code: str, name: str) -> None:
    """Write a party whose consent is required."""
    named = {"code": code, "name": name, "short_name": name}
    add(store, "party", {**named, "role": "principal", "consent_required": True})


def add_round(store: Store, started_on: date, ended_on: date) -> None:
    """Write a first round."""
    days = {"started_on": started_on, "ended_on": ended_on, "precision": "day"}
    add(store, "round", {"code": "r1", "title": "First meeting", "rank": 1, "format": "direct", **days})


def add_stance(store: Store, party: str, term: str, level: str, day: date) -> None:
    """Write a stance and the claim that it rests on, in a source that is there already."""
    code, on = f"{party}.{term}", {"precision": "day", "level": level}
    said = {"source": "s", "summary": f"It says: {level}.", "attribution": "on_record", "speaker_is_holder": True}
    add(store, "claim", {"code": code, "holder": party, "term": term, "said_on": day, **said, **on})
    add(store, "stance", {"code": code, "party": party, "term": term, "held_on": day, **on})
    add(store, "stance_claim", {"code": code, "stance": code, "claim": code})
