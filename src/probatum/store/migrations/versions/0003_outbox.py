"""The outbox: messages that wait to be sent, and how far the trail has been read for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WORDS = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LARGE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "outbox",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("account", _WORDS, nullable=False),
        sa.Column("subject", _WORDS, nullable=False),
        sa.Column("body", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made", _LARGE, nullable=False),
        sa.Column("due", _LARGE, nullable=False),
        sa.Column("problem", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_outbox_state"), "outbox", ["state"], unique=False)
    op.create_table(
        "trail_read",
        sa.Column("reader", _WORDS, nullable=False),
        sa.Column("number", _LARGE, nullable=False),
        sa.PrimaryKeyConstraint("reader"),
    )
