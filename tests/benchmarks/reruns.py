"""What a rerun costs the server, page by page, and what many analysts at once make of it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from random import Random

from tests.benchmarks import servers, storing
from tests.benchmarks.measuring import Figure, Pair, compare, interleaved, percentile, processor, processor_of
from tests.benchmarks.sessions import Session, session
from tests.benchmarks.storing import DAY

ADDRESS = f"as_of={DAY}"
RERUNS = 10
"""Reruns measured together: one alone is too short to tell from what the server does besides."""
SETTLES_WITHIN_S = 0.1
"""Streamlit collects garbage after it has said that the page is finished."""
EVENT = {"happened_on": str(DAY), "kind": "humanitarian"}
ANALYSTS, THINK_S, ALONE_THINK_S = 20, 5.0, 0.25


def pages(database_url: str, store: str, repeats: int) -> Iterator[Figure]:
    """Yield, for each page, the processor time of a warm rerun against that of an empty app."""
    with (
        servers.dashboard(database_url) as ours,
        servers.empty(database_url) as theirs,
        session(ours.port, ADDRESS) as here,
        session(theirs.port) as there,
    ):
        there.rerun()
        for path in here.pages:
            name = path.capitalize() or "Overview"
            here.open(path)
            here.rerun()
            pairs = interleaved(lambda: _rerun(here, ours.pid), lambda: _rerun(there, theirs.pid), repeats)
            yield compare(f"Rerun of {name}, {store}, against an empty app", "ms CPU", pairs, 8)


def _rerun(one: Session, pid: int, times: int = RERUNS) -> float:
    """Return the processor time of one rerun, in milliseconds: the mean of so many."""
    before = processor_of(pid)
    for _ in range(times):
        one.rerun()
    time.sleep(SETTLES_WITHIN_S)
    return (processor_of(pid) - before) / times


def forms(database_url: str, repeats: int) -> Iterator[Figure]:
    """Yield the processor time of a page with an open form, and of a grid of 500 staged rows, against those without."""
    with (
        servers.dashboard(database_url) as server,
        session(server.port, ADDRESS) as here,
        session(server.port, ADDRESS) as there,
    ):
        for analyst in (here, there):
            analyst.open("proposals")
        here.unfold("text_edit")
        pairs = interleaved(lambda: _rerun(here, server.pid), lambda: _rerun(there, server.pid), repeats)
        yield compare("Rerun of Proposals with a form open, against without", "ms CPU", pairs, 1.5)
        for analyst in (here, there):
            analyst.open("tables")
            analyst.choose("table", "Events")
            analyst.unfold("as_table_event")
        here.paste("grid_event_0", [{"title": f"Event {number}", **EVENT} for number in range(500)])
        pairs = interleaved(lambda: _rerun(here, server.pid), lambda: _rerun(there, server.pid), repeats)
        yield compare("Rerun of a grid with 500 rows staged, against without", "ms CPU", pairs, 3)


def timeline(large: str, small: str, repeats: int) -> Figure:
    """Return the processor time of a warm rerun of Timeline on a large store against one on the bundled case."""
    with (
        servers.dashboard(large) as one,
        servers.dashboard(small) as other,
        session(one.port, ADDRESS) as here,
        session(other.port, ADDRESS) as there,
    ):
        for analyst in (here, there):
            analyst.open("timeline")
            analyst.rerun()
        pairs = interleaved(lambda: _rerun(here, one.pid), lambda: _rerun(there, other.pid), repeats)
    return compare(
        "Rerun of Timeline, 100,000 stances in one negotiation, against the bundled case", "ms CPU", pairs, 2
    )


def after_a_note(database_url: str, store: str, repeats: int) -> Iterator[Figure]:
    """Yield, for Overview and Movement, the processor time of anybody's next rerun after a note was saved elsewhere."""
    with (
        servers.dashboard(database_url) as ours,
        session(ours.port, ADDRESS) as here,
        storing.saving(database_url) as save_note,
    ):

        def next_rerun() -> float:
            save_note()
            return _rerun(here, ours.pid, 1)

        for name, path in (("Overview", ""), ("Movement", "movement")):
            here.open(path)
            here.rerun()
            pairs = interleaved(next_rerun, lambda: _rerun(here, ours.pid, 1), repeats)
            yield compare(f"Next {name} after a saved note, {store}, against the same warm", "ms CPU", pairs, 2)


def measures_of_many(database_url: str, repeats: int) -> Iterator[Figure]:
    """Yield the processor time of measures over 100,000 stances of one negotiation against three reruns of Overview."""
    with (
        storing.measures(database_url) as ours,
        servers.dashboard(database_url) as theirs,
        session(theirs.port, ADDRESS) as there,
    ):
        there.rerun()
        for name, measure in ours.items():
            measure()
            pairs = interleaved(partial(processor, measure), lambda: 3 * _rerun(there, theirs.pid), repeats)
            label = f"{name}, 100,000 stances in one negotiation, against three reruns of Overview"
            yield compare(label, "ms CPU", pairs, 1)


def crowd(database_url: str, repeats: int, seconds: float) -> Figure:
    """Return the 95th percentile of a rerun among many analysts, each picking cell after cell, against one alone."""
    with servers.dashboard(database_url) as ours, ExitStack() as stack:
        analysts = [stack.enter_context(session(ours.port, ADDRESS)) for _ in range(ANALYSTS)]
        pairs: list[Pair] = []
        for _ in range(repeats):
            alone = percentile(_work(analysts[:1], seconds / 2, ALONE_THINK_S), 0.95)
            pairs.append((percentile(_work(analysts, seconds, THINK_S), 0.95), alone))
    return compare(f"95th percentile of a rerun, {ANALYSTS} analysts against 1", "ms", pairs, 5)


def _work(analysts: list[Session], seconds: float, think: float) -> list[float]:
    """Return what every rerun took while each analyst picks a cell, thinks, and picks another."""
    ends = time.monotonic() + seconds

    def picks(one: Session, random: Random) -> list[float]:
        took = []
        while time.monotonic() + (thinks := random.uniform(0.5, 1.5) * think) < ends:
            time.sleep(thinks)
            key = random.choice(("party", "term"))
            took.append(one.choose(key, random.choice(one.elements[key].options)))
        return took

    with ThreadPoolExecutor(len(analysts)) as pool:
        return list(chain.from_iterable(pool.map(picks, analysts, map(Random, range(len(analysts))))))
