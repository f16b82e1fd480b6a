"""A draft knows its author, the tab that typed it last, and the page that leads back to it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0010"
down_revision = "0009"

KNOWN_OF_OLDER = {"tab": "", "title": "Draft", "address": "overview"}
"""What is said of drafts that were typed before."""


def upgrade() -> None:
    """Add the columns; the drafts that stand here belong to their browsers, as before."""
    op.add_column("draft", sa.Column("author", AutoString(), nullable=True))
    op.add_column("draft", sa.Column("author_name", sa.Text(), nullable=True))
    op.add_column("draft", sa.Column("tab", AutoString(), nullable=True))
    op.add_column("draft", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("draft", sa.Column("address", sa.Text(), nullable=True))
    draft = sa.table("draft", *map(sa.column, KNOWN_OF_OLDER))
    op.execute(draft.update().values(**KNOWN_OF_OLDER))
    with op.batch_alter_table("draft") as batch:
        batch.alter_column("tab", existing_type=AutoString(), nullable=False)
        batch.alter_column("title", existing_type=sa.Text(), nullable=False)
        batch.alter_column("address", existing_type=sa.Text(), nullable=False)
    op.create_index(op.f("ix_draft_negotiation_author"), "draft", ["negotiation", "author"], unique=False)
