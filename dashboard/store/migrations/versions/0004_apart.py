"""What was not taken of a package that was loaded is kept, so that the next one from there merges with what it knew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column: nothing is known yet of the packages loaded before."""
    op.add_column("known_store", sa.Column("apart", sa.JSON(none_as_null=True), nullable=True))
