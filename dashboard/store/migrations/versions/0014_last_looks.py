"""Up to which version an author has read what changed."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the table; nobody has looked yet."""
    op.create_table(
        "last_look",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("author", AutoString(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_last_look_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "author", name=op.f("pk_last_look")),
    )
