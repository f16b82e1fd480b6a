"""Baseline: every table of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "negotiation",
        sa.Column("code", AutoString(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("covers_from", sa.Date(), nullable=True),
        sa.Column("covers_to", sa.Date(), nullable=True),
        sa.Column("use_by_days", sa.Integer(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("caveat", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_negotiation")),
    )
    op.create_table(
        "analyst",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_analyst_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_analyst")),
    )
    op.create_table(
        "party",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "principal",
                "faction",
                "mediator",
                "guarantor",
                "observer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("also", sa.Text(), nullable=True),
        sa.Column("part_of", AutoString(), nullable=True),
        sa.Column("consent_required", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "part_of"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_party_negotiation_part_of"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_party_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_negotiation_part_of"), "party", ["negotiation", "part_of"], unique=False)
    op.create_table(
        "revision",
        sa.Column("negotiation", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("analyst", AutoString(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("row_table", AutoString(), nullable=False),
        sa.Column("row_code", AutoString(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_revision_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "version", "number", name=op.f("pk_revision")),
    )
    op.create_index(
        op.f("ix_revision_negotiation_row_table_row_code"),
        "revision",
        ["negotiation", "row_table", "row_code"],
        unique=False,
    )
    op.create_table(
        "round",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column(
            "format",
            sa.Enum(
                "direct",
                "indirect",
                "shuttle",
                "written",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "agreement",
                "no_deal",
                "text_passed_on",
                "suspended",
                "collapsed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum("low", "moderate", "high", name="confidence", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "started_on IS NULL OR ended_on IS NULL OR started_on <= ended_on",
            name=op.f("ck_round_started_on_ended_on_order"),
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_round_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_round")),
    )
    op.create_index(op.f("ix_round_negotiation_started_on"), "round", ["negotiation", "started_on"], unique=False)
    op.create_table(
        "source",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_basis", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column(
            "grade",
            sa.Enum("A", "B", "C", "D", "E", "F", name="grade", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_source_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_negotiation_grade"), "source", ["negotiation", "grade"], unique=False)
    op.create_table(
        "term",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("whole_text", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("scale_low_words", sa.Text(), nullable=True),
        sa.Column("scale_high_words", sa.Text(), nullable=True),
        sa.Column("scale_measure", sa.Text(), nullable=True),
        sa.Column("scale_low", sa.Float(), nullable=True),
        sa.Column("scale_high", sa.Float(), nullable=True),
        sa.CheckConstraint(
            "scale_low IS NULL OR scale_high IS NULL OR scale_low <= scale_high",
            name=op.f("ck_term_scale_low_scale_high_order"),
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_term_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_term")),
    )
    op.create_table(
        "event",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "military",
                "diplomatic",
                "institutional",
                "domestic",
                "humanitarian",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_event_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_event_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_negotiation_happened_on"), "event", ["negotiation", "happened_on"], unique=False)
    op.create_index(op.f("ix_event_negotiation_round"), "event", ["negotiation", "round"], unique=False)
    op.create_table(
        "figure",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_figure_low_high_order")),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_figure_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "source"],
            ["source.negotiation", "source.code"],
            name=op.f("fk_figure_negotiation_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_figure_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_negotiation_round"), "figure", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_figure_negotiation_source"), "figure", ["negotiation", "source"], unique=False)
    op.create_table(
        "participation",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("round", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("delegate", "mediator", "host", name="part", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("delegation", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_participation_negotiation_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_participation_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_participation_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_participation")),
    )
    op.create_index(op.f("ix_participation_negotiation_party"), "participation", ["negotiation", "party"], unique=False)
    op.create_index(op.f("ix_participation_negotiation_round"), "participation", ["negotiation", "round"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tabled_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("version_of", AutoString(), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum("low", "moderate", "high", name="confidence", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_proposal_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "version_of"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_proposal_negotiation_version_of"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_proposal_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_negotiation_round"), "proposal", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_proposal_negotiation_tabled_on"), "proposal", ["negotiation", "tabled_on"], unique=False)
    op.create_index(op.f("ix_proposal_negotiation_version_of"), "proposal", ["negotiation", "version_of"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("analyst", AutoString(), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "analyst"],
            ["analyst.negotiation", "analyst.code"],
            name=op.f("fk_saved_view_negotiation_analyst"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_saved_view_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_negotiation_analyst"), "saved_view", ["negotiation", "analyst"], unique=False)
    op.create_table(
        "alias",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("proposal", AutoString(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.Column("disputed_by", sa.Text(), nullable=True),
        sa.Column("source", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_alias_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "source"],
            ["source.negotiation", "source.code"],
            name=op.f("fk_alias_negotiation_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_alias_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_negotiation_proposal"), "alias", ["negotiation", "proposal"], unique=False)
    op.create_index(op.f("ix_alias_negotiation_source"), "alias", ["negotiation", "source"], unique=False)
    op.create_table(
        "claim",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("holder", AutoString(), nullable=False),
        sa.Column("term", AutoString(), nullable=False),
        sa.Column("proposal", AutoString(), nullable=True),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column(
            "quote_of",
            sa.Enum("speaker", "page", name="quote_of", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column(
            "attribution",
            sa.Enum(
                "on_record",
                "statement",
                "anonymous",
                "reported",
                name="attribution",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_basis", sa.Text(), nullable=True),
        sa.Column("speaker_party", AutoString(), nullable=True),
        sa.Column("speaker_is_holder", sa.Boolean(), nullable=True),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column(
            "checked",
            sa.Enum(
                "page_reread",
                "substance_reconfirmed",
                "from_notes",
                name="checked",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("answer IS NULL OR answer <> 'DEMANDS'", name=op.f("ck_claim_answer_not_demands")),
        sa.CheckConstraint("credibility BETWEEN 1 AND 6", name=op.f("ck_claim_credibility_range")),
        sa.ForeignKeyConstraint(
            ["negotiation", "holder"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_claim_negotiation_holder"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_claim_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_claim_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "source"],
            ["source.negotiation", "source.code"],
            name=op.f("fk_claim_negotiation_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "speaker_party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_claim_negotiation_speaker_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "term"],
            ["term.negotiation", "term.code"],
            name=op.f("fk_claim_negotiation_term"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_claim_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_negotiation_holder"), "claim", ["negotiation", "holder"], unique=False)
    op.create_index(
        op.f("ix_claim_negotiation_holder_term_said_on"),
        "claim",
        ["negotiation", "holder", "term", "said_on"],
        unique=False,
    )
    op.create_index(op.f("ix_claim_negotiation_proposal"), "claim", ["negotiation", "proposal"], unique=False)
    op.create_index(op.f("ix_claim_negotiation_round"), "claim", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_claim_negotiation_source"), "claim", ["negotiation", "source"], unique=False)
    op.create_index(op.f("ix_claim_negotiation_speaker_party"), "claim", ["negotiation", "speaker_party"], unique=False)
    op.create_index(op.f("ix_claim_negotiation_term"), "claim", ["negotiation", "term"], unique=False)
    op.create_table(
        "disagreement",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("term", AutoString(), nullable=True),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("proposal", AutoString(), nullable=True),
        sa.Column("figure", AutoString(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "figure"],
            ["figure.negotiation", "figure.code"],
            name=op.f("fk_disagreement_negotiation_figure"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_disagreement_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_disagreement_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "term"],
            ["term.negotiation", "term.code"],
            name=op.f("fk_disagreement_negotiation_term"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_disagreement_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_disagreement")),
    )
    op.create_index(op.f("ix_disagreement_negotiation_figure"), "disagreement", ["negotiation", "figure"], unique=False)
    op.create_index(
        op.f("ix_disagreement_negotiation_proposal"), "disagreement", ["negotiation", "proposal"], unique=False
    )
    op.create_index(op.f("ix_disagreement_negotiation_round"), "disagreement", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_disagreement_negotiation_term"), "disagreement", ["negotiation", "term"], unique=False)
    op.create_table(
        "event_party",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("event", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "event"],
            ["event.negotiation", "event.code"],
            name=op.f("fk_event_party_negotiation_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_event_party_negotiation_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_event_party_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_event_party")),
        sa.UniqueConstraint("negotiation", "event", "party", name=op.f("uq_event_party_negotiation_event_party")),
    )
    op.create_index(op.f("ix_event_party_negotiation_party"), "event_party", ["negotiation", "party"], unique=False)
    op.create_table(
        "proposal_party",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("proposal", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("tabled", sa.Boolean(), nullable=False),
        sa.Column("addressed", sa.Boolean(), nullable=False),
        sa.Column("reaction", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_proposal_party_negotiation_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_proposal_party_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_proposal_party_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_proposal_party")),
        sa.UniqueConstraint(
            "negotiation", "proposal", "party", name=op.f("uq_proposal_party_negotiation_proposal_party")
        ),
    )
    op.create_index(
        op.f("ix_proposal_party_negotiation_party"), "proposal_party", ["negotiation", "party"], unique=False
    )
    op.create_table(
        "provision",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("proposal", AutoString(), nullable=False),
        sa.Column("term", AutoString(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("seed_summary", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_provision_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "term"],
            ["term.negotiation", "term.code"],
            name=op.f("fk_provision_negotiation_term"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_provision_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_provision")),
        sa.UniqueConstraint("negotiation", "proposal", "term", name=op.f("uq_provision_negotiation_proposal_term")),
    )
    op.create_index(op.f("ix_provision_negotiation_term"), "provision", ["negotiation", "term"], unique=False)
    op.create_table(
        "stance",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("term", AutoString(), nullable=False),
        sa.Column("proposal", AutoString(), nullable=True),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day", "about", "month", "year", name="precision", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum("low", "moderate", "high", name="confidence", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("red_line", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Float(), nullable=True),
        sa.Column("position_low", sa.Float(), nullable=True),
        sa.Column("position_high", sa.Float(), nullable=True),
        sa.Column("salience", sa.Float(), nullable=True),
        sa.Column("influence", sa.Float(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("in_round_window", sa.Boolean(), nullable=True),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("answer IS NULL OR answer <> 'DEMANDS'", name=op.f("ck_stance_answer_not_demands")),
        sa.CheckConstraint("answer IS NULL OR proposal IS NOT NULL", name=op.f("ck_stance_answer_needs_proposal")),
        sa.CheckConstraint("level IS NOT NULL OR answer IS NOT NULL", name=op.f("ck_stance_says_something")),
        sa.CheckConstraint("position BETWEEN 0 AND 100", name=op.f("ck_stance_position_range")),
        sa.CheckConstraint("position_high BETWEEN 0 AND 100", name=op.f("ck_stance_position_high_range")),
        sa.CheckConstraint("position_low BETWEEN 0 AND 100", name=op.f("ck_stance_position_low_range")),
        sa.CheckConstraint(
            "position_low IS NULL OR position_high IS NULL OR position_low <= position_high",
            name=op.f("ck_stance_position_low_position_high_order"),
        ),
        sa.CheckConstraint("salience BETWEEN 0 AND 100", name=op.f("ck_stance_salience_range")),
        sa.ForeignKeyConstraint(
            ["negotiation", "party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_stance_negotiation_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_stance_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_stance_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "term"],
            ["term.negotiation", "term.code"],
            name=op.f("fk_stance_negotiation_term"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_stance_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_stance")),
    )
    op.create_index(op.f("ix_stance_negotiation_party"), "stance", ["negotiation", "party"], unique=False)
    op.create_index(
        op.f("ix_stance_negotiation_party_term_held_on"),
        "stance",
        ["negotiation", "party", "term", "held_on"],
        unique=False,
    )
    op.create_index(op.f("ix_stance_negotiation_proposal"), "stance", ["negotiation", "proposal"], unique=False)
    op.create_index(op.f("ix_stance_negotiation_round"), "stance", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_stance_negotiation_term"), "stance", ["negotiation", "term"], unique=False)
    op.create_table(
        "annotation",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("analyst", AutoString(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "resolved", name="state", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reply_to", AutoString(), nullable=True),
        sa.Column("party", AutoString(), nullable=True),
        sa.Column("term", AutoString(), nullable=True),
        sa.Column("stance", AutoString(), nullable=True),
        sa.Column("claim", AutoString(), nullable=True),
        sa.Column("provision", AutoString(), nullable=True),
        sa.Column("proposal", AutoString(), nullable=True),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("event", AutoString(), nullable=True),
        sa.Column("figure", AutoString(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("quote_before", sa.Text(), nullable=True),
        sa.Column("quote_after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation", "analyst"],
            ["analyst.negotiation", "analyst.code"],
            name=op.f("fk_annotation_negotiation_analyst"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "claim"],
            ["claim.negotiation", "claim.code"],
            name=op.f("fk_annotation_negotiation_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "event"],
            ["event.negotiation", "event.code"],
            name=op.f("fk_annotation_negotiation_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "figure"],
            ["figure.negotiation", "figure.code"],
            name=op.f("fk_annotation_negotiation_figure"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "party"],
            ["party.negotiation", "party.code"],
            name=op.f("fk_annotation_negotiation_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_annotation_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "provision"],
            ["provision.negotiation", "provision.code"],
            name=op.f("fk_annotation_negotiation_provision"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "reply_to"],
            ["annotation.negotiation", "annotation.code"],
            name=op.f("fk_annotation_negotiation_reply_to"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_annotation_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "stance"],
            ["stance.negotiation", "stance.code"],
            name=op.f("fk_annotation_negotiation_stance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "term"],
            ["term.negotiation", "term.code"],
            name=op.f("fk_annotation_negotiation_term"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_annotation_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_annotation")),
    )
    op.create_index(op.f("ix_annotation_negotiation_analyst"), "annotation", ["negotiation", "analyst"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_claim"), "annotation", ["negotiation", "claim"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_event"), "annotation", ["negotiation", "event"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_figure"), "annotation", ["negotiation", "figure"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_party"), "annotation", ["negotiation", "party"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_proposal"), "annotation", ["negotiation", "proposal"], unique=False)
    op.create_index(
        op.f("ix_annotation_negotiation_provision"), "annotation", ["negotiation", "provision"], unique=False
    )
    op.create_index(op.f("ix_annotation_negotiation_reply_to"), "annotation", ["negotiation", "reply_to"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_round"), "annotation", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_stance"), "annotation", ["negotiation", "stance"], unique=False)
    op.create_index(op.f("ix_annotation_negotiation_term"), "annotation", ["negotiation", "term"], unique=False)
    op.create_index(
        op.f("ix_annotation_negotiation_written_at"), "annotation", ["negotiation", "written_at"], unique=False
    )
    op.create_table(
        "citation",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("round", AutoString(), nullable=True),
        sa.Column("proposal", AutoString(), nullable=True),
        sa.Column("event", AutoString(), nullable=True),
        sa.Column("figure", AutoString(), nullable=True),
        sa.Column("disagreement", AutoString(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN round IS NULL THEN 0 ELSE 1 END) + (CASE WHEN proposal IS NULL THEN 0 ELSE 1 END) + (CASE WHEN event IS NULL THEN 0 ELSE 1 END) + (CASE WHEN figure IS NULL THEN 0 ELSE 1 END) + (CASE WHEN disagreement IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_citation_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "disagreement"],
            ["disagreement.negotiation", "disagreement.code"],
            name=op.f("fk_citation_negotiation_disagreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "event"],
            ["event.negotiation", "event.code"],
            name=op.f("fk_citation_negotiation_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "figure"],
            ["figure.negotiation", "figure.code"],
            name=op.f("fk_citation_negotiation_figure"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "proposal"],
            ["proposal.negotiation", "proposal.code"],
            name=op.f("fk_citation_negotiation_proposal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "round"],
            ["round.negotiation", "round.code"],
            name=op.f("fk_citation_negotiation_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "source"],
            ["source.negotiation", "source.code"],
            name=op.f("fk_citation_negotiation_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_citation_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_citation")),
    )
    op.create_index(
        op.f("ix_citation_negotiation_disagreement"), "citation", ["negotiation", "disagreement"], unique=False
    )
    op.create_index(op.f("ix_citation_negotiation_event"), "citation", ["negotiation", "event"], unique=False)
    op.create_index(op.f("ix_citation_negotiation_figure"), "citation", ["negotiation", "figure"], unique=False)
    op.create_index(op.f("ix_citation_negotiation_proposal"), "citation", ["negotiation", "proposal"], unique=False)
    op.create_index(op.f("ix_citation_negotiation_round"), "citation", ["negotiation", "round"], unique=False)
    op.create_index(op.f("ix_citation_negotiation_source"), "citation", ["negotiation", "source"], unique=False)
    op.create_table(
        "coding",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("stance", AutoString(), nullable=False),
        sa.Column("analyst", AutoString(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "DEMANDS",
                "ACCEPTS",
                "CONDITIONAL",
                "OPEN",
                "RESISTS",
                "REJECTS",
                "SILENT",
                "MIXED",
                "NOT_APPLICABLE",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Float(), nullable=True),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("position BETWEEN 0 AND 100", name=op.f("ck_coding_position_range")),
        sa.ForeignKeyConstraint(
            ["negotiation", "analyst"],
            ["analyst.negotiation", "analyst.code"],
            name=op.f("fk_coding_negotiation_analyst"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "stance"],
            ["stance.negotiation", "stance.code"],
            name=op.f("fk_coding_negotiation_stance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_coding_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_coding")),
        sa.UniqueConstraint("negotiation", "stance", "analyst", name=op.f("uq_coding_negotiation_stance_analyst")),
    )
    op.create_index(op.f("ix_coding_negotiation_analyst"), "coding", ["negotiation", "analyst"], unique=False)
    op.create_table(
        "disagreement_side",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("disagreement", AutoString(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "disagreement"],
            ["disagreement.negotiation", "disagreement.code"],
            name=op.f("fk_disagreement_side_negotiation_disagreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_disagreement_side_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_disagreement_side")),
    )
    op.create_index(
        op.f("ix_disagreement_side_negotiation_disagreement"),
        "disagreement_side",
        ["negotiation", "disagreement"],
        unique=False,
    )
    op.create_table(
        "quantity",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("provision", AutoString(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "low IS NOT NULL OR high IS NOT NULL OR wording IS NOT NULL", name=op.f("ck_quantity_says_something")
        ),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_quantity_low_high_order")),
        sa.ForeignKeyConstraint(
            ["negotiation", "provision"],
            ["provision.negotiation", "provision.code"],
            name=op.f("fk_quantity_negotiation_provision"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_quantity_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_quantity")),
        sa.UniqueConstraint(
            "negotiation", "provision", "measure", name=op.f("uq_quantity_negotiation_provision_measure")
        ),
    )
    op.create_table(
        "stage",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("provision", AutoString(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("count", sa.Float(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.CheckConstraint("count >= 0", name=op.f("ck_stage_count_range")),
        sa.CheckConstraint("day >= 0", name=op.f("ck_stage_day_range")),
        sa.ForeignKeyConstraint(
            ["negotiation", "provision"],
            ["provision.negotiation", "provision.code"],
            name=op.f("fk_stage_negotiation_provision"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_stage_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_stage")),
    )
    op.create_index(op.f("ix_stage_negotiation_provision"), "stage", ["negotiation", "provision"], unique=False)
    op.create_table(
        "stance_claim",
        sa.Column("negotiation", AutoString(length=80), nullable=False),
        sa.Column("code", AutoString(length=120), nullable=False),
        sa.Column("stance", AutoString(), nullable=False),
        sa.Column("claim", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "claim"],
            ["claim.negotiation", "claim.code"],
            name=op.f("fk_stance_claim_negotiation_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["negotiation", "stance"],
            ["stance.negotiation", "stance.code"],
            name=op.f("fk_stance_claim_negotiation_stance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["negotiation"], ["negotiation.code"], name=op.f("fk_stance_claim_negotiation")),
        sa.PrimaryKeyConstraint("negotiation", "code", name=op.f("pk_stance_claim")),
        sa.UniqueConstraint("negotiation", "stance", "claim", name=op.f("uq_stance_claim_negotiation_stance_claim")),
    )
    op.create_index(op.f("ix_stance_claim_negotiation_claim"), "stance_claim", ["negotiation", "claim"], unique=False)
