"""The clock of a table, the newest version that changed a row of it, is found by one index seek."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the index that the clocks are read from."""
    op.create_index(
        op.f("ix_revision_negotiation_row_table_version"),
        "revision",
        ["negotiation", "row_table", "version"],
        unique=False,
    )
