"""Odd cases that are valid all the same: a list by hand, and a generator over the description of tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from dashboard.authors import PARLEY
from dashboard.formats import Package
from dashboard.inputs import validate
from dashboard.models import IN_PACKAGE, TABLES, Column, Kind
from dashboard.store import loading
from dashboard.store.engine import Store

Row = dict[str, Any]
ARABIC, HEBREW, CHINESE = "الفصائل الفلسطينية", "ממשלת ישראל", "朝鲜半岛六方会谈代表团"
HOSTILE = "a \"quoted\" 'name' <b>&amp; $x$ [l](http://x) {{y}} | `z` #"
PLAIN = ("Country A", "Country B")
MIDDLE = date(2025, 7, 6)


@dataclass(frozen=True)
class OddCase:
    """A negotiation's own columns, and its rows by table without what they may do without."""

    own: Row
    rows: dict[str, list[Row]]

    def load(self, store: Store, code: str = "odd") -> None:
        """Put the case into a store, as a package would."""
        own = validate("negotiation", {**self.own, "code": code})
        del own["version"]
        rows = {
            name: [validate(name, {**row, "negotiation": code}) for row in some] for name, some in self.rows.items()
        }
        loading.load(store, Package(own, rows), by=PARLEY)


def rows_of_all(names: tuple[str, str] = PLAIN, day: date = MIDDLE) -> dict[str, list[Row]]:
    """Return a few rows of each table with nothing optional in them."""
    one, other = names
    on = {"precision": "day"}
    return {
        "author": [{"code": "ana", "name": one}],
        "party": [
            {"code": "a", "name": one, "short_name": one[:40], "role": "principal"},
            {"code": "b", "name": other, "short_name": other[:40], "role": "principal"},
        ],
        "term": [
            {"code": "t", "title": one, "short_title": one[:60]},
            {"code": "u", "title": other, "short_title": "U"},
        ],
        "source": [{"code": "s", "title": one, "grade": "A"}],
        "round": [{"code": "r", "title": one, "started_on": day, "ended_on": day, "format": "direct", **on}],
        "participation": [{"code": "ra", "round": "r", "party": "a", "part": "delegate"}],
        "proposal": [
            {"code": "p", "title": one, "tabled_on": day, **on},
            {"code": "q", "title": other, "tabled_on": day, **on},
        ],
        "proposal_party": [{"code": "pa", "proposal": "p", "party": "a"}],
        "alias": [{"code": code, "proposal": code, "name": one} for code in "pq"],
        "provision": [{"code": f"{code}t", "proposal": code, "term": "t", "summary": one} for code in "pq"],
        "quantity": [{"code": "n", "provision": "pt", "measure": one[:80], "unit": one[:40], "wording": "some"}],
        "stage": [{"code": "g", "provision": "pt", "day": 0, "what": one[:80], "unit": one[:40]}],
        "delivery": [
            {"code": "dl", "provision": "pt", "done_by": day, "day": 0, "what": one[:80], "unit": one[:40]}
            | {"wording": one[:400], "source": "s"}
        ],
        "claim": [
            {"code": f"c{who}", "source": "s", "holder": who, "term": "t", "said_on": day, "summary": one, **on}
            | {"attribution": "reported"}
            for who in "ab"
        ],
        "stance": [
            {"code": "sa", "party": "a", "term": "t", "held_on": day, "level": "DEMANDS", **on},
            {"code": "sb", "party": "b", "term": "t", "held_on": day, "answer": "REJECTS", "proposal": "p", **on},
            {"code": "sq", "party": "b", "term": "t", "held_on": day, "answer": "ACCEPTS", "proposal": "q", **on},
        ],
        "stance_claim": [
            {"code": f"{stance}.{claim}", "stance": stance, "claim": claim}
            for stance, claim in (("sa", "ca"), ("sb", "cb"), ("sq", "cb"))
        ],
        "coding": [{"code": "k", "stance": "sa", "author": "ana"}],
        "event": [{"code": "e", "title": one, "happened_on": day, "kind": "military", **on}],
        "event_party": [{"code": "ea", "event": "e", "party": "a"}],
        "figure": [
            {"code": "f", "title": one, "measure": one[:80], "unit": one[:40], "as_of": day, "source": "s", **on}
        ],
        "disagreement": [{"code": "d", "summary": one}],
        "disagreement_side": [{"code": "d1", "disagreement": "d", "summary": one}],
        "citation": [{"code": "ci", "source": "s", "round": "r"}],
        "annotation": [
            {"code": "note", "author": "ana", "text": one, "state": "open", "day": day}
            | {"written_at": datetime(2025, 7, 6, 12, tzinfo=UTC)}
        ],
        "saved_view": [
            {"code": "v", "title": one, "query": "x", "author": "ana", "saved_at": datetime(2025, 7, 6, tzinfo=UTC)}
        ],
    }


def but(rows: dict[str, list[Row]], **others: list[Row]) -> dict[str, list[Row]]:
    """Return the rows with some tables in the place of those of their name."""
    return {**rows, **others}


def _one_party() -> OddCase:
    rows = {name: [{"code": "a", "name": "A", "short_name": "A", "role": "principal"}] for name in ("party",)}
    stances = [row for row in rows_of_all()["stance"] if row["party"] == "a"]
    claims = [row for row in rows_of_all()["claim"] if row["holder"] == "a"]
    links = [{"code": "sa.ca", "stance": "sa", "claim": "ca"}]
    return OddCase({"title": "One party"}, but(rows_of_all(), **rows, stance=stances, claim=claims, stance_claim=links))


def _no_terms() -> OddCase:
    needs = {"term", "provision", "quantity", "stage", "delivery", "claim", "stance", "stance_claim", "coding"}
    return OddCase({"title": "No terms"}, {name: rows for name, rows in rows_of_all().items() if name not in needs})


def _many_rounds() -> OddCase:
    days = [date(2020, 1, 1) + timedelta(days=5 * number) for number in range(400)]
    shared = {"format": "indirect", "precision": "day"}
    rounds = [
        {"code": f"r{n}", "title": f"Round {n}", "rank": n, "started_on": day, "ended_on": day, **shared}
        for n, day in enumerate(days, start=1)
    ]
    return OddCase({"title": "Four hundred rounds"}, but(rows_of_all(), round=rounds, participation=[], citation=[]))


def _many_events() -> OddCase:
    days = [date(2023, 1, 1) + timedelta(days=number // 6) for number in range(6000)]
    shared = {"kind": "military", "precision": "day"}
    events = [{"code": f"e{n}", "title": f"Event {n}", "happened_on": day, **shared} for n, day in enumerate(days)]
    return OddCase({"title": "Six thousand events"}, but(rows_of_all(), event=events, event_party=[]))


def _covers(first: date, last: date, names: tuple[str, str] = PLAIN) -> Callable[[], OddCase]:
    return lambda: OddCase({"title": names[0][:200], "covers_from": first, "covers_to": last}, rows_of_all(names))


def _of(day: date, names: tuple[str, str] = PLAIN) -> Callable[[], OddCase]:
    return lambda: OddCase({"title": names[0][:200]}, rows_of_all(names, day))


BY_HAND: dict[str, Callable[[], OddCase]] = {
    "nothing optional and right to left": _of(MIDDLE, (ARABIC, HEBREW)),
    "no rows": lambda: OddCase({"title": "No rows"}, {}),
    "one party": _one_party,
    "no terms": _no_terms,
    "four hundred rounds": _many_rounds,
    "six thousand events": _many_events,
    "covers crossing and quotes": _covers(date(2026, 1, 1), date(2020, 1, 1), (HOSTILE + "'", "Wagga " * 33)),
    "covers the past": _covers(date(1950, 1, 1), date(1951, 1, 1)),
    "covers the future to the last day": _covers(date(2090, 1, 1), date(9998, 12, 31)),
    "the year 1000": _of(date(1000, 1, 1)),
    "the year 9998 and Chinese": _of(date(9998, 12, 31), (CHINESE * 3, "W" * 200)),
}
"""Odd days go with odd names: neither hides the other, and each case costs every page and every chart once."""


def generated(seed: int) -> OddCase:
    """Return a case of random rows of every table, each optional column empty or not as chance will have it."""
    chance = Random(seed)
    codes = {name: [f"{name}{number}" for number in range(chance.choice((0, 1, 2, 5)))] for name in TABLES}
    rows: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        rows[name], seen = [], set()
        for code in codes[name]:
            row = {"code": code} | {
                column.name: value
                for column in table.columns.values()
                if column.kind is not Kind.CODE
                and (
                    value := _value(column, {**codes, **{n: [r["code"] for r in rs] for n, rs in rows.items()}}, chance)
                )
                is not None
            }
            for low, high in (("started_on", "ended_on"), ("low", "high"), ("scale_low", "scale_high")):
                if low in row and high in row and row[low] > row[high]:
                    row[low], row[high] = row[high], row[low]
            keys = [tuple(row.get(column) for column in columns) for columns in table.unique]
            if any(key in seen for key in keys) or not _holds(name, row):
                continue
            seen.update(keys)
            rows[name].append(row)
        codes[name] = [row["code"] for row in rows[name]]
    own = {"title": chance.choice((ARABIC, CHINESE, HOSTILE, "Plain")), "use_by_days": chance.choice((1, 30, 3660))}
    own |= {name: _day(chance) for name in ("covers_from", "covers_to") if chance.random() < 0.5}
    return OddCase(own, rows)


def _holds(name: str, row: Row) -> bool:
    try:
        validate(name, {**row, "negotiation": "odd"})
    except Exception:
        return False
    return True


def _day(chance: Random) -> date:
    return MIDDLE + timedelta(days=chance.choice((0, 1, 30, -400, 3000, -300_000, 2_000_000)) + chance.randrange(40))


def _value(column: Column, codes: dict[str, list[str]], chance: Random) -> Any:
    """Return a value of a column, or None where it may be empty and chance will have it so."""
    if not column.required and chance.random() < 0.5:
        return None
    match column.kind:
        case Kind.REFERENCE:
            return chance.choice(found) if (found := codes[column.refers or ""]) else None
        case Kind.DAY:
            return _day(chance)
        case Kind.INSTANT:
            return datetime(2025, 7, 6, 12, tzinfo=UTC)
        case Kind.NUMBER:
            return float(
                chance.choice(
                    (column.least or -1e9, column.most or 1e12, 1 / 3 if column.least is None else column.least)
                )
            )
        case Kind.WHOLE:
            return int(column.least or 0) if chance.random() < 0.5 else int(column.most or 7)
        case Kind.FLAG:
            return chance.random() < 0.5
        case Kind.ONE_OF:
            return chance.choice(list(column.values))
        case Kind.ADDRESS:
            return "https://example.org/نص?x=1&y=[2]"
    text = chance.choice((ARABIC, HEBREW, CHINESE, HOSTILE, "x", "W" * 300))
    return text[: column.longest]


assert set(rows_of_all()) == set(TABLES), "a table without a row in the odd cases"
assert set(IN_PACKAGE) == {"negotiation", *TABLES}
