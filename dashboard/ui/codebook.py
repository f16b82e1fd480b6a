"""The codebook of a negotiation, beside the forms in which levels, grades and the like are given."""

from dashboard.models import IN_PACKAGE
from dashboard.questions import how_to_read
from dashboard.questions.scope import Scope
from dashboard.ui import cache, folds
from dashboard.ui.reading import passages


def fold(scope: Scope, table: str, *, key: str) -> None:
    """Offer the codebook, folded, to whoever fills in a row of a table of which something is judged."""
    judged = any(column.meanings for column in IN_PACKAGE[table].columns.values())
    words = cache.compute(scope, how_to_read.codebook) if judged else None
    if words is None:
        return
    with folds.unfolded("Codebook", key=f"{key}_codebook") as is_open:
        if is_open:
            passages([{"text": words}], key=f"{key}_codebook_read")
