"""
Which columns no page, chart or measure reads: `python -m tests.columns` lists them.

A column counts as read where its name stands, as a text or an attribute, in a file that also names its table or a
contract made from it. So a name that two tables share may count for one of them too many, never too few.
"""

import ast
from pathlib import Path

from dashboard.models import IN_PACKAGE

HOUSE = Path(__file__).parents[1] / "dashboard"
ROOMS = ("frames/parts.py", "analysis", "charts", "exports/provenance.py", "questions", "ui", "views", "cli")

MADE_FROM = {
    "stance": {"STANCES", "GRADED_STANCES", "CANDIDATES", "CURRENT", "STEPS", "stances"},
    "claim": {"CLAIMS", "EVIDENCE", "Evidence", "LEDGER", "evidence"},
    "source": {"SOURCES", "EVIDENCE", "Evidence", "LEDGER", "evidence"},
    "stage": {"STAGES", "RELEASE_STAGES"},
    "delivery": {"RELEASE_DELIVERIES", "release_deliveries"},
    "quantity": {"QUANTITIES", "PROVISION_QUANTITIES"},
    "annotation": {"ANNOTATIONS", "Annotation", "annotations", "notes"},
    "coding": {"CODINGS", "codings"},
    "negotiation": {"NEGOTIATIONS", "own", "Provenance"},
    "party": {"PARTIES", "parties"},
}
"""Names by which a file speaks of a table, besides the table's own."""

IN_FULL = {"round", "proposal", "event", "stance"}
"""Tables whose rows are shown with all their columns, folded (`questions/records.py`)."""


def names_in(file: Path) -> set[str]:
    """Return the texts, attributes and names that stand in a file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
    return found


def unread() -> set[str]:
    """Return `table.column` of every column that no page, chart or measure reads; keys of rows left out."""
    files = [file for room in ROOMS for file in (*(HOUSE / room).glob("*.py"), HOUSE / room) if file.suffix == ".py"]
    named = [names_in(file) for file in files]
    missing = set()
    for name, table in IN_PACKAGE.items():
        speaking = {name, f"{name.upper()}S", *MADE_FROM.get(name, ())}
        read = set().union(*(names for names in named if names & speaking))
        missing |= {f"{name}.{column}" for column in table.columns if column != "code" and column not in read}
    return {one for one in missing if one.partition(".")[0] not in IN_FULL}


if __name__ == "__main__":
    print("\n".join(sorted(unread())))
