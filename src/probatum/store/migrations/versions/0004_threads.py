"""Threads: the conversations of readers, each its owner's alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LARGE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "threads",
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("owner", _WORDS, nullable=False),
        sa.Column("made", _LARGE, nullable=False),
        sa.Column("used", _LARGE, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_threads_owner"), "threads", ["owner"], unique=False)
