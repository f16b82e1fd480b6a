"""What a party is called inside a sentence."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the column; a party goes by its short name where it is empty."""
    with op.batch_alter_table("party") as party:
        party.add_column(sa.Column("name_inside", sa.Text(), nullable=True))
