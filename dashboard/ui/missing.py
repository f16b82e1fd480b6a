"""What a negotiation that has only begun still lacks, said where it would stand, with the way to add it."""

from dashboard.models import IN_PACKAGE
from dashboard.questions import missing
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, editing
from dashboard.ui.reading import sentence

RECORDED = ("stance", "claim")
"""Tables whose rows are written together, on the page Record."""


def told(scope: Scope, *needs: str) -> bool:
    """Say the first of these needs that is not filled, offer to fill it, and return whether there is one."""
    found = cache.compute(scope, missing.first, *needs)
    if found is None:
        return False
    sentence(found.sentence)
    if not scope.changeable:
        return True
    if found.table in RECORDED:
        address.link("record", "Record what a source says")
    else:
        words = f"{'Add' if found.table != 'party' else 'Add or edit'} a {IN_PACKAGE[found.table].one}"
        editing.offered(scope, _things, found.table, key=f"missing_{found.table}", label=words)
    return True


def _things(scope: Scope, table: str) -> list[editing.Thing]:
    """Return a new row, which begins with the day that is looked at; and the parties there are: one may lack a mark."""
    day = scope.as_of
    days = {"round": {"started_on": day, "ended_on": day}, "proposal": {"tabled_on": day}}
    standing = scope.edition.rows("party")["code"] if table == "party" else ()
    return [editing.new(table, **days.get(table, {})), *(editing.Thing(table, code) for code in standing)]
