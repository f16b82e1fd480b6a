"""Images: how long one takes, and what making them does to the analysts who only look."""

import threading
from collections.abc import Callable
from datetime import date

import psutil
import vl_convert

from dashboard.exports import converter, images
from dashboard.store import reads
from dashboard.store.schema import open_store
from dashboard.ui import drawing
from dashboard.ui.scope import Scope
from tests.benchmarks import servers
from tests.benchmarks.cases import NEGOTIATION
from tests.benchmarks.measuring import Figure, compare, interleaved, processor_of, wall
from tests.benchmarks.reruns import DAY
from tests.benchmarks.sessions import Session, session

CHART = "stance-matrix"
RERUNS = 5


def png(url: str, repeats: int) -> list[Figure]:
    """Return the time of a PNG of the stance matrix, and its processor time, against vl-convert alone."""
    store = open_store(url)
    try:
        scope = Scope(NEGOTIATION, reads.version(store, NEGOTIATION), date(2025, 7, 7))
        spec, provenance = drawing.spec(store, CHART, scope), drawing.provenance(store, CHART, scope)
    finally:
        store.close()

    def ours() -> bytes:
        return images.export(spec, "png", provenance)

    def theirs() -> bytes:
        return vl_convert.vegalite_to_png(spec, scale=2)

    try:
        ours(), theirs()
        own = psutil.Process()
        both = [own.pid, *(child.pid for child in own.children())]

        def processor(work: Callable[[], bytes]) -> float:
            before = processor_of(*both)
            work()
            return processor_of(*both) - before

        name = "PNG of the stance matrix, against vl-convert in the process"
        waited = interleaved(lambda: wall(ours), lambda: wall(theirs), repeats)
        spent = interleaved(lambda: processor(ours), lambda: processor(theirs), repeats)
        return [compare(name, "ms", waited, 1.3), compare(name, "ms CPU", spent, 1.3)]
    finally:
        converter.stop()


def beside(database_url: str, repeats: int, say: Callable[[str], None]) -> Figure:
    """Return the time of an analyst's rerun while another makes image after image, against the same in peace."""
    with servers.dashboard(database_url) as ours:
        with session(ours.port, DAY) as looking, session(ours.port, DAY) as saving:
            say("Rerunning while images are made, and while none are")
            saving.download("matrix_download_png")
            pairs = interleaved(lambda: _disturbed(looking, saving), lambda: _rerun(looking), repeats)
    return compare("Rerun while PNGs are made, against the same in peace", "ms", pairs, 1.3)


def _rerun(looking: Session) -> float:
    return wall(lambda: [looking.rerun() for _ in range(RERUNS)]) / RERUNS


def _disturbed(looking: Session, saving: Session) -> float:
    enough = threading.Event()
    refused: list[BaseException] = []

    def save() -> None:
        try:
            while not enough.is_set():
                saving.download("matrix_download_png")
        except BaseException as error:
            refused.append(error)

    thread = threading.Thread(target=save)
    thread.start()
    try:
        took = _rerun(looking)
    finally:
        enough.set()
        thread.join()
    if refused:
        raise refused[0]
    return took
