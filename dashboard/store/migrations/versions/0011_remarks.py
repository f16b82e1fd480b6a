"""Stances that are noted and do not move the party's line."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("stance") as stance:
        stance.add_column(sa.Column("remark", sa.Boolean(), server_default=sa.false(), nullable=False))
