"""Events of more kinds: economic, legal and public."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KINDS = "'military', 'diplomatic', 'institutional', 'domestic', 'humanitarian', 'economic', 'legal', 'public'"


def upgrade() -> None:
    """Replace the check; every row in a store has one of the kinds of before."""
    with op.batch_alter_table("event") as event:
        event.drop_constraint(op.f("ck_event_kind"), type_="check")
        event.create_check_constraint(op.f("ck_event_kind"), sa.text(f"kind IN ({KINDS})"))
