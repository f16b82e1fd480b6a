"""Case packages in and out of a store: the same for the Data page and for the command line."""

import tempfile
from pathlib import Path

from dashboard.authors import PARLEY, Author
from dashboard.exports import package as writing
from dashboard.frames import Progress
from dashboard.imports import package as reading
from dashboard.models import TABLES
from dashboard.settings import HOME
from dashboard.store import edits, origins, reads
from dashboard.store.engine import Store

BUNDLED = HOME / "seeds" / "israel-hamas"


def load(
    store: Store,
    path: Path,
    *,
    by: Author = PARLEY,
    reading_progress: Progress | None = None,
    progress: Progress | None = None,
) -> edits.Loaded:
    """Load a package, all of it or nothing; raises `BadPackage` with every fault found."""
    found = reading.read(path, progress=reading_progress)
    return edits.load_case(store, found.negotiation, found.rows, by=by, progress=progress)


def save(store: Store, negotiation: str, out: Path, *, progress: Progress | None = None) -> Path:
    """Write a negotiation as a package: a folder, or a zip by its ending."""
    own = reads.row(store, "", "negotiation", negotiation)
    reads.version(store, negotiation)  # refuses a negotiation that is not there
    tables = {name: reads.rows(store, negotiation, name) for name in TABLES}
    return writing.write(own or {}, tables, out, origins.origin(store, negotiation), progress)


def saved(store: Store, negotiation: str) -> bytes:
    """Return a negotiation as the bytes of a zipped package."""
    with tempfile.TemporaryDirectory() as folder:
        return save(store, negotiation, Path(folder) / f"{negotiation}.zip").read_bytes()
