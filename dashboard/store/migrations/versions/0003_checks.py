"""What the description of tables says of a row, the database checks: answers, ranges, and what a note hangs on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ANSWER = "answer IN ('ACCEPTS', 'CONDITIONAL', 'OPEN', 'RESISTS', 'REJECTS', 'SILENT', 'MIXED')"
GIVEN = " + ".join(
    f"(CASE WHEN {target} IS NULL THEN 0 ELSE 1 END)"
    for target in ("party", "stance", "claim", "provision", "proposal", "round", "event", "figure")
)
DROPPED = {
    "claim": ("answer", "answer_not_demands"),
    "stance": ("answer", "answer_not_demands"),
    "coding": ("answer",),
    "stage": ("day_range",),
}
ADDED = {
    "negotiation": {"use_by_days_range": "use_by_days BETWEEN 1 AND 3660"},
    "claim": {"answer": ANSWER},
    "stance": {"answer": ANSWER, "influence_range": "influence >= 0"},
    "coding": {"answer": ANSWER},
    "stage": {"day_range": "day BETWEEN 0 AND 36600"},
    "annotation": {
        "party_needs_term": "party IS NULL OR term IS NOT NULL",
        "term_needs_party": "term IS NULL OR party IS NOT NULL",
        "one_target": f"{GIVEN} = 1 OR ({GIVEN} = 0 AND day IS NOT NULL)",
    },
}


def upgrade() -> None:
    """Replace the checks of six tables; every row in a store has passed them already, when it was written."""
    for table, added in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name in DROPPED.get(table, ()):
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            for name, rule in added.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), sa.text(rule))
