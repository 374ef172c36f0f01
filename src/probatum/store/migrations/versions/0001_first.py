"""The first store: works, their keys, texts and readings; files; revisions; the trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index(op.f("ix_events_subject"), "events", ["subject"], unique=False)
    op.create_table(
        "files",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origins",
        sa.Column("oid", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("oid"),
        sa.UniqueConstraint("origin"),
    )
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_revisions_article_number", "revisions", ["article", "number"], unique=False)
    op.create_table(
        "sources",
        sa.Column("sid", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("alias_of", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alias_of"],
            ["sources.sid"],
        ),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_sources_position"), "sources", ["position"], unique=False)
    op.create_table(
        "documents",
        sa.Column("did", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["sources.sid"],
        ),
        sa.PrimaryKeyConstraint("did"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_documents_owner"), "documents", ["owner"], unique=False)
    op.create_table(
        "keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sid", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sid"],
            ["sources.sid"],
        ),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_keys_sid"), "keys", ["sid"], unique=False)
    op.create_table(
        "readings",
        sa.Column("rid", sa.Integer(), nullable=False),
        sa.Column("sid", sa.Integer(), nullable=False),
        sa.Column("oid", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("did", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["did"],
            ["documents.did"],
        ),
        sa.ForeignKeyConstraint(
            ["oid"],
            ["origins.oid"],
        ),
        sa.ForeignKeyConstraint(
            ["sid"],
            ["sources.sid"],
        ),
        sa.PrimaryKeyConstraint("rid"),
    )
    op.create_index(op.f("ix_readings_did"), "readings", ["did"], unique=False)
    op.create_index(op.f("ix_readings_oid"), "readings", ["oid"], unique=False)
    op.create_index(op.f("ix_readings_sid"), "readings", ["sid"], unique=False)
    op.create_table(
        "notices",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("rid", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rid"], ["readings.rid"], ondelete="CASCADE"),
        sa.UniqueConstraint("target", "rid"),
    )
    op.create_index(op.f("ix_notices_rid"), "notices", ["rid"], unique=False)
