"""What is typed and not saved yet is kept; the store has a secret that signs what forms send."""

import secrets

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table, and draw the secret."""
    op.create_table(
        "draft",
        sa.Column("form", AutoString(length=120), nullable=False),
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("browser", AutoString(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("held", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("seen", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_negotiation_browser"), "draft", ["negotiation", "browser"], unique=False)
    op.add_column("store", sa.Column("secret", sa.Text(), nullable=True))
    store = sa.table("store", sa.column("secret"))
    op.execute(store.update().values(secret=secrets.token_hex(32)))
    with op.batch_alter_table("store") as batch:
        batch.alter_column("secret", existing_type=sa.Text(), nullable=False)
