"""A negotiation as a reader has it: the one gate through which questions read the store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import pandas as pd

from dashboard import frames
from dashboard.errors import Moved
from dashboard.questions.kept import Kept, Reading, note_reading
from dashboard.store import claims, earlier, history, note_days, notes, reads, snapshot, stances
from dashboard.store import sources as of_sources
from dashboard.store.engine import Store
from dashboard.store.rows import to_json
from dashboard.store.snapshot import Readable

T = TypeVar("T")

SHORT = (
    "author",
    "party",
    "term",
    "round",
    "participation",
    "proposal",
    "proposal_party",
    "alias",
    "provision",
    "quantity",
    "stage",
    "delivery",
    "figure",
    "disagreement",
    "disagreement_side",
    "citation",
)
"""The tables that grow with the talks, and are read whole. The others grow with the work, and are asked."""
EVENTS = ("event", "event_party")
"""Read whole too, but only when they are asked for: there may be thousands, and the timeline alone draws them."""
STORE = 100_000
"""What a store in memory weighs among what is kept."""

TRIES = 5
"""How often reading is started over before whoever reads is told."""


def starting_over(work: Callable[[], T]) -> T:
    """Return what comes of reading editions that `work` takes itself; it starts over where one of them moved."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except Moved:
            continue
    return work()


class Edition:
    """
    A negotiation at a version: as it is now, or as it was known at an earlier one.

    Its short tables are read in one transaction with the clocks. Whatever is asked of the long ones afterwards raises
    `Moved` when they have changed since; whoever draws then starts over with a new edition.

    Parameters
    ----------
    kept
        What this and other editions have read already.
    """

    def __init__(
        self, store: Store, negotiation: str, known_at: int | None = None, *, kept: Kept | None = None
    ) -> None:
        self.negotiation, self.kept = negotiation, kept or Kept()
        self._store, self._known_at = store, known_at
        with store.reading() as connection:
            self._clocks = snapshot.clocks(connection, negotiation, known_at)
            self.name = f"{negotiation} of {self._clocks.store} at {store.name}"
            earlier = None if known_at is None else self._earlier
            self._source = snapshot.Snapshot(store, negotiation, self._clocks, earlier=earlier, heard=self._note)
            if known_at is None:  # an earlier version cannot move; its tables are read when they are asked for
                with self._source.within(connection):
                    self.own()
                    self.sources()
                    for table in SHORT:
                        self.rows(table)

    def of(self, negotiation: str) -> "Edition":
        """Return the present edition of another negotiation in the same store: what this one is compared with."""
        return Edition(self._store, negotiation, kept=self.kept)

    def as_it_was(self) -> "Edition":
        """Return the edition of this version as an earlier one, which cannot move."""
        return Edition(self._store, self.negotiation, self._clocks.version, kept=self.kept)

    @property
    def version(self) -> int:
        """The version shown."""
        self._note(["version"])
        return self._clocks.version

    @property
    def known_at(self) -> int | None:
        """The version shown, where it is an earlier one that was asked for."""
        self._note(["known_at"])
        return self._known_at

    @property
    def made(self) -> datetime:
        """When the version shown was recorded."""
        self._note(["version"])
        return self._clocks.made

    @property
    def store_code(self) -> str:
        """The code that the store drew when it was made."""
        return self._clocks.store

    @property
    def store(self) -> Store:
        """The store, as it was at the version where that is an earlier one."""
        if self._known_at is None:
            return self._store
        version = self._clocks.version
        question = repr((self.name, "store", version))
        return self.kept.get(
            question, self.clock, lambda: history.at(self._store, self.negotiation, version), weight=STORE
        )

    def clock(self, reading: Reading) -> int | None:
        """Return the clock of a table; None where it is one of another negotiation."""
        name, table = reading
        return self._clock(table) if name == self.name else None

    def own(self) -> pd.Series:
        """Return the negotiation's own row of `frames.NEGOTIATIONS` but for its version, which every edit raises."""
        return self._asked(_own)

    def first_day(self) -> date | None:
        """Return the first day on which a round, a text, a stance or an event is recorded; None where none is."""
        return self._asked(reads.first_day)

    def ever_had(self, table: str) -> bool:
        """Return whether a row of this table was ever written, as its clock tells without asking."""
        self._note([table])
        return self._clock(table) > 0

    def rows(self, table: str) -> pd.DataFrame:
        """Return a short table as its frame in `frames.TABLE_FRAMES`, by rank where it has one."""
        if table not in (*SHORT, *EVENTS):
            raise ValueError(f"{table} is a long table: ask for some of it")
        return self._asked(reads.rows, table)

    def sources(self) -> pd.DataFrame:
        """Return `frames.SOURCES` of the rounds, texts, names, events, figures and disagreements, by code."""
        return self._asked(reads.sources)

    def candidates(self, days: Sequence[date], texts: Sequence[tuple[str, date]] = (), **evidence: Any) -> pd.DataFrame:
        """Return `frames.CANDIDATES` as of each of the days; the answers are those to the texts."""
        return self._asked(stances.candidates, tuple(days), tuple(texts), **evidence)

    def stances(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.GRADED_STANCES` of some parties, terms and texts that pass the filter, by day."""
        return self._asked(stances.stances, **asked)

    def levels(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.LEVELS` of the stances that pass the filter."""
        return self._asked(stances.levels, **asked)

    def count_stances(self, **asked: Any) -> int:
        """Return how many stances `stances` gives without a limit."""
        return self._asked(stances.count_stances, **asked)

    def leaves_out(self, min_grade: str, min_confidence: str) -> bool:
        """Return whether a source is graded worse than this, or a stance is less confident."""
        if (self.sources()["grade"] > min_grade).any():  # most often one of those that are read anyway is: no query
            return True
        return self._asked(stances.leaves_out, min_grade, min_confidence)

    def evidence(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.EVIDENCE` of some holders and terms that pass the filter, newest first."""
        return self._asked(claims.evidence, **asked)

    def behind(self, stances: Sequence[str]) -> pd.DataFrame:
        """Return `frames.EVIDENCE`: each of these stances with each claim on which it rests, newest first."""
        return self._asked(claims.behind, tuple(stances))

    def claims_by_code(self, codes: Sequence[str]) -> pd.DataFrame:
        """Return `frames.EVIDENCE`: these claims, newest first."""
        return self._asked(claims.by_code, tuple(codes))

    def claims_from(self, sources: Sequence[str]) -> pd.DataFrame:
        """Return `frames.EVIDENCE`: each claim from these sources with each stance that rests on it, newest first."""
        return self._asked(claims.from_sources, tuple(sources))

    def claims(self, **asked: Any) -> int:
        """Return how many claims of some holders and terms pass the filter."""
        return self._asked(claims.claims, **asked)

    def first_source(self) -> str | None:
        """Return the document that the case started from, by code, if it is marked."""
        return self._asked(of_sources.first)

    def of_first_source(self, table: str, codes: Sequence[str]) -> list[str]:
        """Return which of these rows of a table that document alone supports."""
        return self._asked(of_sources.of_first, table, tuple(codes))

    def most_cited(self) -> list[str]:
        """Return the sources with most claims, by code."""
        return self._asked(of_sources.most_cited)

    def sources_holding(self, words: str) -> list[str]:
        """Return sources, by code, whose title, publisher or code hold all these words, the latest first."""
        return self._asked(of_sources.holding, words)

    def publishers(self, **asked: Any) -> list[str]:
        """Return who published the sources of some claims, the most cited first."""
        return self._asked(claims.publishers, **asked)

    def spoken(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.SPOKEN`: somebody else's words for a party, and what was said of it from then on."""
        return self._asked(claims.spoken, **asked)

    def coders(self) -> list[str]:
        """Return who read the records, by code."""
        return self._asked(reads.coders)

    def codings(self) -> pd.DataFrame:
        """Return `frames.CODINGS`, by code."""
        return self._asked(reads.rows, "coding")

    def annotations(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.ANNOTATIONS`, newest first."""
        return self._of_notes(reads.annotations, frames.ANNOTATIONS.frame, **asked)

    def count_annotations(self, **asked: Any) -> int:
        """Return how many notes `annotations` gives without a limit."""
        return self._of_notes(reads.count_annotations, int, **asked)

    def writers(self) -> dict[str, int]:
        """Return how many notes each author has written, by code."""
        return self._of_notes(notes.writers, dict)

    def placed_notes(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.PLACED_NOTES`, newest first."""
        return self._of_notes(note_days.placed, frames.PLACED_NOTES.frame, **asked)

    def notes_by_day(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.DAY_COUNTS` of all notes that have a day."""
        return self._of_notes(note_days.by_day, frames.DAY_COUNTS.frame, **asked)

    def notes_in_cell(self, *cell: str | date) -> pd.DataFrame:
        """Return `frames.ANNOTATIONS` on a party and term, and on its stances and claims by a day, newest first."""
        return self._of_notes(notes.in_cell, frames.ANNOTATIONS.frame, *cell)

    def notes_on(self, *places: Mapping[str, Sequence[str]]) -> pd.DataFrame:
        """Return `frames.ANNOTATIONS` of the notes on any of these places, with the replies to them, newest first."""
        return self._of_notes(notes.notes_on, frames.ANNOTATIONS.frame, *places)

    def tags(self) -> list[str]:
        """Return the tags in use, in the order of the alphabet."""
        return self._of_notes(notes.tags, list)

    def rows_by_code(self, table: str, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return these rows of a table by code, as history keeps them; without those that are there no longer."""
        if table in SHORT:  # read already
            found = self.rows(table)
            rows = frames.TABLE_FRAMES[table].rows(found[found["code"].isin(codes)])
            return {row.code: to_json(row._asdict()) for row in rows}
        return self._asked(reads.rows_by_code, table, tuple(codes))

    def latest(self, table: str, **asked: Any) -> list[str]:
        """Return rows of a table by code, those of the latest days first."""
        return self._asked(reads.latest, table, **asked)

    def versions(self) -> pd.DataFrame:
        """Return `frames.VERSIONS` up to the one shown, newest first."""
        return self._of_history(reads.versions)

    def revisions(self, **asked: Any) -> pd.DataFrame:
        """Return `frames.REVISIONS` of versions or a row, since a version, up to one or that shown, newest first."""
        return self._of_history(reads.revisions, **asked)

    def first_before(
        self, keys: Sequence[tuple[str, str]], *, since: int, reader: str
    ) -> dict[tuple[str, str], tuple[Any, list[str]]]:
        """Return, by table and code, these rows as a reader saw them last, since a version, and who changed them."""
        return self._of_history(reads.first_before, keys=tuple(keys), since=since, reader=reader)

    def version_before(self, moment: datetime) -> int:
        """Return the last version that was recorded before a moment; 0 where there was none."""
        return reads.version_before(self._store, self.negotiation, moment)

    def first_version(self) -> int:
        """Return the version that made the negotiation: what it held then came into the store with it."""
        with self._store.reading() as connection:
            return snapshot.first_version(connection, self.negotiation)

    def last_days(
        self, table: str, cells: Sequence[tuple[str, str]], but: Sequence[str]
    ) -> dict[tuple[str, str], date]:
        """Return the last day of a stance or claim, but for those of some codes, by party and term."""
        return self._asked(reads.last_days, table, tuple(cells), tuple(but))

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table, and of the revisions."""
        return self._asked(reads.counts)

    def _asked(self, query: Callable[..., T], *arguments: Any, **named: Any) -> T:
        return self.kept.get(
            repr((self.name, query.__name__, arguments, sorted(named.items()))),
            self.clock,
            lambda: query(self._source, self.negotiation, *arguments, **named),
        )

    def _of_notes(self, query: Callable[..., T], none: Callable[[], T], *arguments: Any, **named: Any) -> T:
        """Ask for notes, or give none where the clock says that none was ever written: most pages ask several times."""
        self._note(["annotation"])
        return self._asked(query, *arguments, **named) if self._clock("annotation") else none()

    def _of_history(self, query: Callable[..., T], *, until: int | None = None, **named: Any) -> T:
        """Ask the history up to this version: it only ever grows behind it, so there is nothing to compare."""
        until = self.version if until is None else min(until, self.version)
        return self.kept.get(
            repr((self.name, query.__name__, until, sorted(named.items()))),
            self.clock,
            lambda: query(self._store, self.negotiation, until=until, **named),
        )

    def _note(self, tables: Iterable[str]) -> None:
        for table in tables:
            note_reading(self.name, table, self._clock(table))

    def _clock(self, table: str) -> int:
        match table:
            case "version":
                return self._clocks.version
            case "known_at":
                return self._known_at or 0
        return self._clocks.of[table]

    def _earlier(self, statement: Any, values: Mapping[str, Any] | None) -> Sequence[Sequence[Any]]:
        """Return the rows that a select gives of the store as it was at the version."""
        version = self._clocks.version
        question = repr((self.name, "earlier", version))
        found = self.kept.get(question, self.clock, lambda: earlier.Earlier(self._store, self.negotiation, version))
        return found.fetch(statement, values)


def _own(store: Readable, negotiation: str) -> pd.Series:
    """Return a negotiation's own row but for its version."""
    return reads.own(store, negotiation).drop(columns="version").iloc[0]
