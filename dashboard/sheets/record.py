"""What stands in a negotiation, as far as a sheet speaks of it: rows by code, and the row that a name means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from dashboard.folding import folded
from dashboard.frames import TABLE_FRAMES
from dashboard.models import TABLES, Kind
from dashboard.models.sentences import NameOf, called, names_of
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.rows import Values, from_json, to_json

MOST_CANDIDATES = 5
"""Rows that are named where a name could mean several."""
_NAMES = ("title", "short_title", "name", "short_name")
_BY_CODE_ALONE = ("claim", "stance", "annotation")
"""Tables of many rows, whose names say too little to tell one from another."""


class Record:
    """What stands in a negotiation, as far as a sheet speaks of it; each question is asked once."""

    def __init__(self, store: Store, negotiation: str) -> None:
        self.negotiation = negotiation
        self._store = store
        self._rows: dict[str, dict[str, Values]] = defaultdict(dict)
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, dict[str, set[str]]] = {}
        reads.version(store, negotiation)  # refuses a negotiation that is not there

    def by_code(self, table: str, codes: Iterable[str]) -> dict[str, Values]:
        """Return these rows of a table by code; without those that are not there."""
        wanted = sorted(set(codes) - self._asked[table])
        for some in (wanted[start : start + 500] for start in range(0, len(wanted), 500)):
            self._asked[table].update(some)
            found = reads.rows_by_code(self._store, self.negotiation, table, some)
            self._rows[table] |= {code: from_json(table, self.negotiation, row) for code, row in found.items()}
        return {code: row for code in codes if (row := self._rows[table].get(code)) is not None}

    def like(self, table: str, rows: Sequence[Values], columns: Sequence[str] = ()) -> list[Values]:
        """Return the rows that have in each of these columns, else in those that each must give, a value of these."""
        if not rows:
            return []
        chosen = columns or [
            name
            for name, column in TABLES[table].columns.items()
            if column.required and column.kind in (Kind.REFERENCE, Kind.DAY, Kind.LINE)
        ]
        found = reads.rows_like(
            self._store, self.negotiation, table, {name: {row[name] for row in rows} for name in chosen}
        )
        return [from_json(table, self.negotiation, row) for row in found]

    @cached_property
    def name_of(self) -> NameOf:
        """What gives how a row is called; one that is not there, by its table and code."""

        def row_of(table: str, code: str) -> Values | None:
            row = self.by_code(table, [code]).get(code)
            return None if row is None else to_json(row)

        return names_of(row_of)

    def called(self, table: str, row: Values) -> str:
        """Return how a row is called."""
        return called(TABLES[table], to_json(row), self.name_of)

    def code(self, table: str, text: str | None, new: frozenset[str]) -> str:
        """Return the code of the row that a text means; raises `ValueError` where that is none, or several."""
        meant = text or ""
        if meant in new or self.by_code(table, [meant]):
            return meant
        one, many = TABLES[table].one, TABLES[table].many
        codes = sorted(self._by_name(table).get(folded(meant), ())) if table not in _BY_CODE_ALONE else []
        if len(codes) == 1:
            return codes[0]
        if codes:
            more = f" and {len(codes) - MOST_CANDIDATES} more" if len(codes) > MOST_CANDIDATES else ""
            raise ValueError(f"could be several {many}: {', '.join(codes[:MOST_CANDIDATES])}{more}; give the code")
        raise ValueError(f"is no {one} of this negotiation")

    def _by_name(self, table: str) -> dict[str, set[str]]:
        if table not in self._names:
            names: dict[str, set[str]] = defaultdict(set)
            contract = TABLE_FRAMES[table]
            for row in contract.rows(reads.rows(self._store, self.negotiation, table)):
                values = {"negotiation": self.negotiation, **row._asdict()}
                self._rows[table][values["code"]] = values
                self._asked[table].add(values["code"])
                said = [self.called(table, values), *(values.get(name) for name in _NAMES)]
                for words in filter(None, said):
                    names[folded(words)].add(values["code"])
            self._names[table] = names
        return self._names[table]
