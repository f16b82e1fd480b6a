"""Medians, ratios of pairs, and the table that comes out. Nothing here knows what is measured."""

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import psutil  # type: ignore[import-untyped]

Pair = tuple[float, float]
"""What we took and what they took, measured one right after the other."""
Sample = TypeVar("Sample")


@dataclass(frozen=True)
class Figure:
    """
    One line of the table.

    Attributes
    ----------
    ours, theirs
        Medians over all pairs, in `unit`.
    ratio
        The median of the pairs' own ratios: what disturbs the machine for a while disturbs both halves of a pair.
    quartiles
        Of those ratios, to tell how far to trust the median.
    aim
        The ratio not to exceed.
    """

    name: str
    unit: str
    ours: float
    theirs: float
    ratio: float
    quartiles: tuple[float, float]
    aim: float
    pairs: int

    @property
    def met(self) -> bool:
        """Whether the ratio is within the aim."""
        return self.ratio <= self.aim


def compare(name: str, unit: str, pairs: Sequence[Pair], aim: float) -> Figure:
    """Return the figure of these pairs; one pair is enough, none is an error."""
    ratios = [ours / theirs for ours, theirs in pairs]
    quartiles = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    return Figure(
        name,
        unit,
        statistics.median(ours for ours, _ in pairs),
        statistics.median(theirs for _, theirs in pairs),
        statistics.median(ratios),
        (quartiles[0], quartiles[2]),
        aim,
        len(pairs),
    )


def interleaved(ours: Callable[[], Sample], theirs: Callable[[], Sample], repeats: int) -> list[tuple[Sample, Sample]]:
    """Return what both gave, taken in turn: ours, theirs, ours, theirs."""
    return [(ours(), theirs()) for _ in range(repeats)]


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that at least this share of the samples do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def wall(work: Callable[[], object]) -> float:
    """Return the milliseconds that the work took."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def processor(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that the work took in this process, whoever else was busy."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def processor_of(*pids: int) -> float:
    """Return the milliseconds of processor time that these processes have taken so far."""
    if platform.system() != "Linux":
        return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids) * 1000
    # The clock of another process, in nanoseconds (clock_getcpuclockid(3)); /proc counts in steps of 10 ms.
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids) * 1000


def most_memory() -> float:
    """Return the megabytes that this process has taken at most."""
    if platform.system() == "Linux":  # where getrusage tells of the process that started this one too
        status = Path("/proc/self/status").read_text(encoding="ascii")
        (taken,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(taken) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    head = ("figure", "unit", "ours", "theirs", "ratio", "aim", "met")
    rows = [
        (one.name, one.unit, f"{one.ours:.2f}", f"{one.theirs:.2f}", f"{one.ratio:.2f}×", f"≤ {one.aim:g}×")
        + ("yes" if one.met else "no",)
        for one in figures
    ]
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        words = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
        return f"| {' | '.join(words + numbers)} |"

    rule = "|".join("-" * (width + 2) if n < 2 else "-" * (width + 1) + ":" for n, width in enumerate(widths))
    return "\n".join([line(head), f"|{rule}|", *map(line, rows)])


def machine() -> str:
    """Return what this was measured on, in one line."""
    names = ("streamlit", "pandas", "sqlalchemy", "altair", "vl-convert-python", "dash", "plotly")
    return (
        f"{os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}), load {psutil.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names)
    )


def as_json(figures: Sequence[Figure]) -> dict[str, Any]:
    """Return figures and machine as plain values."""
    return {"machine": machine(), "figures": [{**asdict(one), "met": one.met} for one in figures]}
