"""The first store: works, their keys, texts and readings; files; revisions; the trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# PostgreSQL compares text by its bytes, as SQLite does, and has room for large numbers, where it is told to.
_WORDS = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LARGE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("hash", _WORDS, nullable=False),
        sa.Column("subject", _WORDS, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index(op.f("ix_events_subject"), "events", ["subject"], unique=False)
    op.create_table(
        "files",
        sa.Column("origin", _WORDS, nullable=False),
        sa.Column("sha256", _WORDS, nullable=False),
        sa.Column("size", _LARGE, nullable=False),
        sa.Column("version", _WORDS, nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origins",
        sa.Column("oid", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("origin", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("oid"),
        sa.UniqueConstraint("origin"),
    )
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("hash", _WORDS, nullable=False),
        sa.Column("article", _WORDS, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_revisions_article_number", "revisions", ["article", "number"], unique=False)
    op.create_table(
        "sources",
        sa.Column("sid", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", _WORDS, nullable=False),
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
        sa.Column("did", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("language", _WORDS, nullable=True),
        sa.Column("text", _TEXT, nullable=False),
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
        sa.Column("key", _WORDS, nullable=False),
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
        sa.Column("rid", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sid", sa.Integer(), nullable=False),
        sa.Column("oid", sa.Integer(), nullable=False),
        sa.Column("reader", _WORDS, nullable=False),
        sa.Column("place", _WORDS, nullable=False),
        sa.Column("slot", _WORDS, nullable=False),
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
        sa.Column("target", _WORDS, nullable=False),
        sa.Column("rid", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rid"], ["readings.rid"], ondelete="CASCADE"),
        sa.UniqueConstraint("target", "rid"),
    )
    op.create_index(op.f("ix_notices_rid"), "notices", ["rid"], unique=False)
