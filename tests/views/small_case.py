"""A case of invented talks with one of everything, and a negotiation without a single row."""

from datetime import UTC, date, datetime
from typing import Any

from dashboard.authors import PARLEY
from dashboard.formats import Package
from dashboard.inputs import validate
from dashboard.store import loading
from dashboard.store.engine import Store
from dashboard.store.merging import Side
from tests.people import ANA, BO, HADDAD

Row = dict[str, Any]

TOY: Row = {"title": "Toy talks", "covers_from": date(2025, 7, 1), "covers_to": date(2025, 8, 31)}
BARE: Row = {"title": "Bare talks"}
WRITTEN_AT = datetime(2025, 7, 9, 12, tzinfo=UTC)
ONE_OF_EVERYTHING: dict[str, list[Row]] = {
    "author": [{"code": one.code, "name": one.name, "kind": one.kind} for one in (ANA, BO, HADDAD)],
    "party": [
        {"code": "a", "name": "Country A", "short_name": "A", "role": "principal", "consent_required": True, "rank": 1},
        {"code": "b", "name": "Country B", "short_name": "B", "role": "principal", "consent_required": True, "rank": 2},
        {"code": "f", "name": "Wing of B", "short_name": "F", "role": "faction", "part_of": "b", "rank": 3},
    ],
    "term": [
        {"code": "aid", "title": "Aid and its ways", "short_title": "Aid", "proposition": "Aid enters.", "rank": 1},
        {"code": "truce", "title": "Truce", "short_title": "Truce", "proposition": "Fire ceases.", "rank": 2},
        {"code": "whole", "title": "The text", "short_title": "Text", "whole_text": True, "rank": 3},
    ],
    "source": [
        {"code": "s1", "title": "Paper", "publisher": "The Paper", "url": "https://paper.example/1", "grade": "A"},
        {"code": "s2", "title": "Leaflet", "publisher": "A Leaflet", "grade": "D"},
    ],
    "round": [
        {"code": "r1", "title": "Round 1", "rank": 1, "started_on": date(2025, 7, 1), "ended_on": date(2025, 7, 5)}
        | {"precision": "day", "format": "indirect", "venue": "Oslo"},
        {"code": "r2", "title": "Round 2", "rank": 2, "started_on": date(2025, 8, 1), "ended_on": date(2025, 8, 9)}
        | {"precision": "day", "format": "direct", "venue": "Bern"},
    ],
    "participation": [{"code": "r1.a", "round": "r1", "party": "a", "part": "delegate"}],
    "proposal": [
        {"code": "p1", "title": "First text", "tabled_on": date(2025, 7, 1), "precision": "day", "round": "r1"},
        {"code": "p2", "title": "Second text", "tabled_on": date(2025, 7, 10), "precision": "day", "version_of": "p1"},
    ],
    "proposal_party": [{"code": "p1.a", "proposal": "p1", "party": "a", "tabled": True}],
    "alias": [{"code": "al", "proposal": "p1", "name": "The A text", "used_by": "B", "disputed_by": "A"}],
    "provision": [
        {"code": "p1.aid", "proposal": "p1", "term": "aid", "summary": "Sixty lorries a day."},
        {"code": "p2.aid", "proposal": "p2", "term": "aid", "summary": "A hundred lorries a day."},
        {"code": "p2.truce", "proposal": "p2", "term": "truce", "summary": "Ten days."},
    ],
    "quantity": [{"code": "q1", "provision": "p1.aid", "measure": "lorries", "low": 60, "high": 60, "unit": "a day"}],
    "stage": [{"code": "g1", "provision": "p1.aid", "day": 7, "count": 5, "what": "lorries", "unit": "lorries"}],
    "delivery": [
        {"code": "dl1", "provision": "p1.aid", "done_by": date(2025, 7, 8), "day": 7, "count": 3, "total": 3}
        | {"what": "lorries", "unit": "lorries", "source": "s1"},
    ],
    "claim": [
        {"code": "c1", "source": "s1", "holder": "a", "term": "aid", "said_on": date(2025, 7, 2), "precision": "day"}
        | {"level": "ACCEPTS", "summary": "It said yes.", "quote": "yes, [all](x) of it", "attribution": "on_record"}
        | {"speaker": "A spokeswoman", "speaker_is_holder": True},
        {"code": "c2", "source": "s1", "holder": "b", "term": "aid", "said_on": date(2025, 7, 3), "precision": "day"}
        | {"level": "RESISTS", "answer": "REJECTS", "proposal": "p1", "summary": "It wants less."}
        | {"attribution": "anonymous", "speaker": "A diplomat", "speaker_is_holder": False},
        {"code": "c3", "source": "s2", "holder": "b", "term": "aid", "said_on": date(2025, 7, 4), "precision": "day"}
        | {"level": "OPEN", "summary": "It may talk.", "attribution": "reported"},
    ],
    "stance": [
        {"code": "st1", "party": "a", "term": "aid", "held_on": date(2025, 7, 2), "precision": "day"}
        | {"level": "ACCEPTS", "confidence": "high"},
        {"code": "st2", "party": "b", "term": "aid", "held_on": date(2025, 7, 3), "precision": "day"}
        | {"level": "RESISTS", "answer": "REJECTS", "proposal": "p1", "red_line": True},
        {"code": "st3", "party": "b", "term": "aid", "held_on": date(2025, 7, 4), "precision": "day", "level": "OPEN"},
    ],
    "stance_claim": [{"code": f"l{n}", "stance": f"st{n}", "claim": f"c{n}"} for n in (1, 2, 3)],
    "coding": [{"code": "cod", "stance": "st1", "author": "Ana", "level": "ACCEPTS"}],
    "event": [
        {"code": "e1", "title": "A flood", "happened_on": date(2025, 7, 6), "precision": "month"}
        | {"kind": "humanitarian"},
    ],
    "event_party": [{"code": "e1.a", "event": "e1", "party": "a"}],
    "figure": [
        {"code": "f1", "title": "People", "measure": "people", "low": 20, "high": 50, "unit": "people"}
        | {"as_of": date(2025, 7, 6), "precision": "day", "attributed_to": "A ministry", "source": "s1"}
    ],
    "disagreement": [{"code": "d1", "term": "aid", "summary": "How many lorries."}],
    "disagreement_side": [{"code": "d1.1", "disagreement": "d1", "rank": 1, "summary": "Sixty."}],
    "citation": [{"code": "ci1", "source": "s1", "round": "r1"}],
    "annotation": [
        {"code": "n1", "author": "Ana", "written_at": WRITTEN_AT, "text": "Look at this cell.", "tags": "to check"}
        | {"state": "open", "party": "a", "term": "aid"},
        {"code": "n2", "author": "Ana", "written_at": WRITTEN_AT.replace(hour=13), "text": "Look at this text."}
        | {"state": "resolved", "proposal": "p1"},
    ],
    "saved_view": [
        {"code": "v1", "title": "Aid", "query": "term=aid", "author": "Ana", "saved_at": WRITTEN_AT},
    ],
}


def load(store: Store, code: str, own: Row, rows: dict[str, list[Row]], sides: Side | None = None) -> None:
    """Load a negotiation under a code; where one stands there and both changed a row, the given side's."""
    case = validate("negotiation", {**own, "code": code})
    del case["version"]
    checked = {name: [validate(name, {**row, "negotiation": code}) for row in some] for name, some in rows.items()}
    loading.load(store, Package(case, checked), by=PARLEY, sides=sides)
