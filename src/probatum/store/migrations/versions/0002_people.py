"""People: accounts, where they are signed in, tokens, invitations, and how often a sign-in failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WORDS = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LARGE = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("email", _WORDS, nullable=False),
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("roles", _WORDS, nullable=False),
        sa.Column("specialties", _WORDS, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", _WORDS, nullable=True),
        sa.Column("totp", _WORDS, nullable=True),
        sa.Column("totp_step", _LARGE, nullable=False),
        sa.Column("recovery", _WORDS, nullable=False),
        sa.Column("identity", _WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("identity"),
    )
    op.create_table(
        "sessions",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("account", _WORDS, nullable=False),
        sa.Column("csrf", _WORDS, nullable=False),
        sa.Column("made", _LARGE, nullable=False),
        sa.Column("seen", _LARGE, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("agent", _WORDS, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_sessions_account"), "sessions", ["account"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("account", _WORDS, nullable=False),
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("scopes", _WORDS, nullable=False),
        sa.Column("made", _LARGE, nullable=False),
        sa.Column("expires", _LARGE, nullable=False),
        sa.Column("used", _LARGE, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_tokens_account"), "tokens", ["account"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("account", _WORDS, nullable=True),
        sa.Column("email", _WORDS, nullable=False),
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("roles", _WORDS, nullable=False),
        sa.Column("specialties", _WORDS, nullable=False),
        sa.Column("made", _LARGE, nullable=False),
        sa.Column("expires", _LARGE, nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "attempts",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", _LARGE, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
