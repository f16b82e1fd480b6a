"""What was removed is remembered by its code and last version, which is never given again."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table; nothing was removed before."""
    op.create_table(
        "removal",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("author", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("negotiation", name=op.f("pk_removal")),
    )
