"""How a negotiation is coded, in words."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("negotiation") as negotiation:
        negotiation.add_column(sa.Column("codebook", sa.Text(), nullable=True))
