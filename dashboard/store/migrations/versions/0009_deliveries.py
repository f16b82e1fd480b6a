"""A text has a kind and may lapse, a term says what is agreed or opposed, and what was carried out has a table."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0009"
down_revision = "0008"

KINDS = ("mediators", "offer", "reply", "annex", "agreement", "resolution")


def upgrade() -> None:
    """Add them, empty: nobody has said yet what kind a text is, and what was carried out was not asked for."""
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=24)
    with op.batch_alter_table("proposal") as batch:
        batch.add_column(sa.Column("kind", kind, nullable=True))
        batch.add_column(sa.Column("lapsed_on", sa.Date(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_proposal_tabled_on_lapsed_on_order"),
            sa.text("tabled_on IS NULL OR lapsed_on IS NULL OR tabled_on <= lapsed_on"),
        )
    op.add_column("term", sa.Column("agreed_words", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("opposed_words", sa.Text(), nullable=True))
    op.create_table(
        "delivery",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("provision", AutoString(), nullable=False),
        sa.Column("done_by", sa.Date(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("count", sa.Float(), nullable=True),
        sa.Column("total", sa.Float(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.CheckConstraint("day BETWEEN 0 AND 36600", name=op.f("ck_delivery_day_range")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_delivery_count_range")),
        sa.CheckConstraint("total >= 0", name=op.f("ck_delivery_total_range")),
        sa.CheckConstraint(
            "count IS NULL OR total IS NULL OR count <= total", name=op.f("ck_delivery_count_total_order")
        ),
        sa.CheckConstraint(
            "count IS NOT NULL OR total IS NOT NULL OR wording IS NOT NULL", name=op.f("ck_delivery_says_something")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["negotiation", column],
                [f"{column}.negotiation", f"{column}.code"],
                name=op.f(f"fk_delivery_negotiation_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column in ("provision", "source")
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_delivery_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_delivery")),
    )
    for column in ("provision", "source"):
        op.create_index(op.f(f"ix_delivery_negotiation_{column}"), "delivery", ["negotiation", column], unique=False)
