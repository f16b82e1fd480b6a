"""Analysts become authors of a kind; the store has a code of its own and knows whose packages it has loaded."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"

WRITTEN_BY = ("coding", "annotation", "saved_view")
"""The tables whose rows have an author."""

author = sa.table("author", *map(sa.column, ("negotiation", "code", "name", "kind", "note")))
revision_row = sa.table(
    "revision",
    *map(sa.column, ("negotiation", "version", "number", "author", "action", "row_table", "row_code")),
    sa.column("at", UTCDateTime()),
    sa.column("before", sa.JSON(none_as_null=True)),
    sa.column("after", sa.JSON(none_as_null=True)),
)


def upgrade() -> None:
    """Rename table and columns, names of keys and indexes with them, and say in revisions who wrote by code."""
    op.rename_table("analyst", "author")
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()
    for name in WRITTEN_BY:
        op.create_index(op.f(f"ix_{name}_negotiation_author"), name, ["negotiation", "author"], unique=False)
    op.execute("UPDATE revision SET row_table = 'author' WHERE row_table = 'analyst'")
    _name_everyone()
    op.execute(
        "UPDATE revision SET author = (SELECT min(author.code) FROM author"
        " WHERE author.negotiation = revision.negotiation AND author.name = revision.author)"
        " WHERE EXISTS (SELECT 1 FROM author"
        " WHERE author.negotiation = revision.negotiation AND author.name = revision.author)"
    )
    store = op.create_table(
        "store",
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_store")),
    )
    op.bulk_insert(store, [{"code": f"store_{uuid4().hex[:12]}"}])
    op.create_table(
        "known_store",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("store", AutoString(length=120), nullable=False),
        sa.Column("theirs", sa.Integer(), nullable=False),
        sa.Column("ours", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_known_store_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "store", name=op.f("pk_known_store")),
    )


def _name_everyone() -> None:
    """
    Make an author of everybody who changed something and never wrote a note: so far only their names were kept.

    Each is in the history from her first change on, as a reader of an earlier version must find her. Cases that were
    loaded without a name were loaded by Parley, which needs no row.
    """
    connection = op.get_bind()
    rows = revision_row.c
    connection.execute(sa.update(revision_row).where(rows.author == "Case package").values(author="parley"))
    named = sa.select(author.c.negotiation, author.c.name)
    known = {(negotiation, name) for negotiation, name in connection.execute(named)}
    first = (
        sa.select(rows.negotiation, rows.author, sa.func.min(rows.version))
        .where(rows.author != "parley")
        .group_by(rows.negotiation, rows.author)
        .order_by(rows.negotiation, rows.author)
    )
    drawn: dict[str, str] = {}
    for negotiation, name, version in connection.execute(first).all():
        if (negotiation, name) in known:
            continue
        code = drawn.setdefault(name, f"author_{uuid4().hex[:12]}")
        own = {"code": code, "name": name, "kind": "person", "note": None}
        connection.execute(sa.insert(author), {"negotiation": negotiation, **own})
        here = sa.and_(rows.negotiation == negotiation, rows.version == version)
        last = connection.execute(sa.select(revision_row).where(here).order_by(rows.number.desc())).mappings().first()
        assert last is not None
        added = {"number": last["number"] + 1, "row_table": "author", "row_code": code, "before": None, "after": own}
        connection.execute(sa.insert(revision_row), {**last, **added})
        mine = sa.and_(rows.negotiation == negotiation, rows.author == name)
        connection.execute(sa.update(revision_row).where(mine).values(author=code))


def _kind() -> sa.Column[str]:
    words = sa.Enum("person", "machine", name="kind", native_enum=False, create_constraint=True, length=24)
    return sa.Column("kind", words, nullable=False, server_default="person")


def _on_sqlite() -> None:
    """Rebuild each table: SQLite renames columns, but not constraints."""
    with op.batch_alter_table("author", recreate="always") as batch:
        batch.add_column(_kind())
        batch.drop_constraint("fk_analyst_negotiation", type_="foreignkey")
        batch.create_foreign_key(op.f("fk_author_negotiation"), "negotiation", ["negotiation"], ["code"])
        batch.drop_constraint("pk_analyst", type_="primary")
        batch.create_primary_key(op.f("pk_author"), ["negotiation", "code"])
    with op.batch_alter_table("author", recreate="always") as batch:
        batch.alter_column("kind", server_default=None)
    for name in WRITTEN_BY:
        op.drop_index(f"ix_{name}_negotiation_analyst", name)
        with op.batch_alter_table(name, recreate="always") as batch:
            batch.drop_constraint(f"fk_{name}_negotiation_analyst", type_="foreignkey")
            if name == "coding":
                batch.drop_constraint("uq_coding_negotiation_stance_analyst", type_="unique")
            batch.alter_column("analyst", new_column_name="author")
        with op.batch_alter_table(name, recreate="always") as batch:
            batch.create_foreign_key(
                op.f(f"fk_{name}_negotiation_author"),
                "author",
                ["negotiation", "author"],
                ["negotiation", "code"],
                initially="DEFERRED",
                deferrable=True,
            )
            if name == "coding":
                batch.create_unique_constraint(
                    op.f("uq_coding_negotiation_stance_author"), ["negotiation", "stance", "author"]
                )
    op.execute("ALTER TABLE revision RENAME COLUMN analyst TO author")


def _on_postgresql() -> None:
    op.add_column("author", _kind())
    op.alter_column("author", "kind", server_default=None)
    op.execute("ALTER TABLE author RENAME CONSTRAINT fk_analyst_negotiation TO fk_author_negotiation")
    op.execute("ALTER TABLE author RENAME CONSTRAINT pk_analyst TO pk_author")
    for name in (*WRITTEN_BY, "revision"):
        op.alter_column(name, "analyst", new_column_name="author")
    for name in WRITTEN_BY:
        op.drop_index(f"ix_{name}_negotiation_analyst", name)
        op.execute(
            f"ALTER TABLE {name} RENAME CONSTRAINT fk_{name}_negotiation_analyst TO fk_{name}_negotiation_author"
        )
    op.execute(
        "ALTER TABLE coding RENAME CONSTRAINT"
        " uq_coding_negotiation_stance_analyst TO uq_coding_negotiation_stance_author"
    )
