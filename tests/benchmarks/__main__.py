"""`python -m tests.benchmarks`: measure everything and print the table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks import cases, clicks, drawn, first_looks, reruns, statements, storing
from tests.benchmarks.measuring import Figure, as_json, machine, table

say = partial(print, file=sys.stderr, flush=True)


def measure(folder: Path, quick: bool) -> Iterator[Figure]:
    """Yield every figure as it is measured; the stores are made in the folder."""
    say("Making the stores")
    bundled = cases.make(folder / "bundled.db")
    small = cases.make(folder / "small.db", stances=1_000)
    many = cases.make(folder / "many.db", stances=2_000, negotiations=50)
    one = cases.make(folder / "one.db", stances=100_000)
    few, more, most = (2, 3, 10) if quick else (5, 10, 40)
    for url, name in ((bundled, "bundled case"), (many, "100,000 stances in 50 negotiations")):
        say(f"Rerunning every page on the {name}")
        yield from reruns.pages(url, name, few)
        say(f"Clicking on the {name}, and in Dash")
        yield from clicks.clicks(url, name, more)
        yield storing.current_stances(url, name, most)
        say(f"Looking again after a saved note, on the {name}")
        yield from reruns.after_a_note(url, name, more)
    for url, name in ((many, "100,000 in 50 negotiations"), (one, "100,000 in one negotiation")):
        yield storing.growth(url, small, f"{name} against 1,000", most)
    say("Telling what changed")  # before anything else is written: the load has to be the newest version
    yield storing.digest(one, folder, more)
    say("Counting statements")
    yield from statements.cold_pages(bundled)
    yield storing.save(bundled, most)
    yield storing.record(bundled, most)
    yield from reruns.forms(bundled, few)
    say("Measuring 100,000 stances")
    yield from reruns.measures_of_many(one, few)
    say("Looking for the first time")
    yield first_looks.on_a_fresh_server()
    yield reruns.timeline(one, bundled, few)
    yield from first_looks.of_many(one, few)
    say("Loading 297,000 rows")
    yield storing.load(folder, 99_000)
    yield storing.load_memory(folder, 99_000, 9_900)
    say("Making images, and rerunning meanwhile")
    yield from drawn.png(bundled, more)
    yield drawn.beside(bundled, few)
    say(f"Working as {reruns.ANALYSTS} analysts")
    yield reruns.crowd(bundled, 1 if quick else 2, 15 if quick else 30)


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description="Measure Parley against plain tools.")
    parser.add_argument("--quick", action="store_true", help="repeat less")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        figures = []
        for figure in measure(Path(folder), asked.quick):
            say(f"  {figure.name}: {figure.ratio:.2f}×")
            figures.append(figure)
    print(f"{table(figures)}\n\n{machine()}")
    if asked.json:
        asked.json.write_text(json.dumps(as_json(figures), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
