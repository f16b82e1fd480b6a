"""Each version of another store that was loaded is known, and not only the newest: a package may have seen less."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let a store stand once for each of its versions; of those before the newest nothing is known."""
    with op.batch_alter_table("known_store") as batch:
        batch.drop_constraint(op.f("pk_known_store"), type_="primary")
        batch.create_primary_key(op.f("pk_known_store"), ["negotiation", "store", "theirs"])
