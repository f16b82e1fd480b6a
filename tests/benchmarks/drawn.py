"""Images: how long one takes, and what making them does to the analysts who only look."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psutil  # type: ignore[import-untyped]
import vl_convert

from dashboard.exports import converter, images
from dashboard.exports.file_kinds import PNG
from dashboard.questions import asking
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.schema import open_store
from tests.benchmarks import servers
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, Pair, compare, interleaved, processor_of, wall
from tests.benchmarks.reruns import ADDRESS
from tests.benchmarks.sessions import Session, session
from tests.benchmarks.storing import DAY

CHART = "stance-matrix"
RERUNS = 5


def png(url: str, repeats: int) -> list[Figure]:
    """Return the time of a PNG of the stance matrix, and its processor time, against vl-convert alone."""
    store = open_store(url)
    try:
        edition = Edition(store, NEGOTIATION)
        scope = Scope(edition, DAY)
        data = asking.frame(scope, CHART)
        spec = asking.spec(scope, CHART, data)
        provenance = asking.provenance(scope, CHART, data)
    finally:
        store.close()

    def ours() -> bytes:
        return images.export(spec, PNG, provenance)

    def theirs() -> bytes:
        return vl_convert.vegalite_to_png(spec, scale=2)

    def took(work: Callable[[], bytes]) -> Pair:
        """Return the time, and the processor time of this process and the one that draws for us."""
        before = processor_of(*both)
        waited = wall(work)
        return waited, processor_of(*both) - before

    try:
        ours(), theirs()
        both = [os.getpid(), *(child.pid for child in psutil.Process().children())]
        pairs = interleaved(lambda: took(ours), lambda: took(theirs), repeats)
    finally:
        converter.stop()
    return [
        compare(
            "PNG of the stance matrix, against vl-convert in the process",
            unit,
            [(one[which], other[which]) for one, other in pairs],
            1.3,
        )
        for which, unit in enumerate(("ms", "ms CPU"))
    ]


def beside(database_url: str, repeats: int) -> Figure:
    """Return the time of an analyst's rerun while another makes image after image, against the same in peace."""
    with (
        servers.dashboard(database_url) as ours,
        session(ours.port, ADDRESS) as looking,
        session(ours.port, ADDRESS) as saving,
    ):
        saving.unfold("stance-matrix_download_menu")
        saving.download("stance-matrix_download_png")
        pairs = interleaved(lambda: _disturbed(looking, saving), lambda: _rerun(looking), repeats)
    return compare("Rerun while PNGs are made, against the same in peace", "ms", pairs, 1.3)


def _rerun(looking: Session) -> float:
    return wall(lambda: [looking.rerun() for _ in range(RERUNS)]) / RERUNS


def _disturbed(looking: Session, saving: Session) -> float:
    enough = threading.Event()

    def save() -> None:
        while not enough.is_set():
            saving.download("stance-matrix_download_png")

    with ThreadPoolExecutor(1) as pool:
        saved = pool.submit(save)
        try:
            return _rerun(looking)
        finally:
            enough.set()
            saved.result()
