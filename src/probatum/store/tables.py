"""The tables of the store. ``migrations/`` makes them; a test keeps the two alike."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from probatum.store.columns import LARGE, LongWords, Words

#: The newest migration. A store with another one is migrated, or was written by a newer Probatum.
SCHEMA = "0004"

metadata = MetaData()

#: One row a work. ``id`` is what the rest of the product calls it; ``alias_of`` is set once it has turned out
#: to be the same work as an older one; ``position`` is the sequence number of its last change.
sources = Table(
    "sources",
    metadata,
    Column("sid", Integer, primary_key=True, autoincrement=False),
    Column("id", Words(), nullable=False, unique=True),
    Column("alias_of", Integer, ForeignKey("sources.sid")),
    Column("position", Integer, nullable=False, index=True),
)

#: Every key (``records.identity.keys``) under which a work is known. The first to claim a key has it.
keys = Table(
    "keys",
    metadata,
    Column("key", Words(), primary_key=True),
    Column("sid", Integer, ForeignKey("sources.sid"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

#: Where readings came from: a file, or a member of an archive.
origins = Table(
    "origins",
    metadata,
    Column("oid", Integer, primary_key=True, autoincrement=False),
    Column("origin", Words(), nullable=False, unique=True),
)

#: The stored texts. A row is never changed or removed: what was cited resolves for ever. ``owner`` is the
#: work it was first stored for (another may hold the same text).
documents = Table(
    "documents",
    metadata,
    Column("did", Integer, primary_key=True, autoincrement=False),
    Column("id", Words(), nullable=False, unique=True),
    Column("owner", Integer, ForeignKey("sources.sid"), nullable=False, index=True),
    Column("kind", Words(), nullable=False),
    Column("language", Words()),
    Column("text", LongWords(), nullable=False),
    Column("parts", LargeBinary, nullable=False),
)

#: What one reader read of one work in one place, as JSON. ``slot`` is the work's strongest key for readers
#: whose record is the issuer's whole statement, else empty: then the place says which reading it is.
readings = Table(
    "readings",
    metadata,
    Column("rid", Integer, primary_key=True, autoincrement=False),
    Column("sid", Integer, ForeignKey("sources.sid"), nullable=False, index=True),
    Column("oid", Integer, ForeignKey("origins.oid"), nullable=False, index=True),
    Column("reader", Words(), nullable=False),
    Column("place", Words(), nullable=False),
    Column("slot", Words(), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("did", Integer, ForeignKey("documents.did"), index=True),
)

#: Which readings say something about the standing of which other work (by key): retractions and the like.
notices = Table(
    "notices",
    metadata,
    Column("target", Words(), nullable=False),
    Column("rid", Integer, ForeignKey("readings.rid", ondelete="CASCADE"), nullable=False, index=True),
    UniqueConstraint("target", "rid"),
)

#: How far each file has been read, and what became of its records: for resuming, and for 'unchanged'.
files = Table(
    "files",
    metadata,
    Column("origin", Words(), primary_key=True),
    Column("sha256", Words(), nullable=False),
    Column("size", LARGE, nullable=False),
    Column("version", Words(), nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("records", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("refusals", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: Immutable revisions, in the order they came.
revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", Words(), nullable=False, unique=True),
    Column("article", Words(), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_revisions_article_number", "article", "number"),
)

#: The trail: each event names the hash of the one before.
events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", Words(), nullable=False, unique=True),
    Column("subject", Words(), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

#: People who can sign in. ``password`` is an Argon2id hash, ``totp`` a sealed secret, ``totp_step`` the last
#: time step of which a code was taken, ``recovery`` the hashes of the codes left, ``identity`` who they are
#: for an OpenID provider. ``email`` is empty, with a dash and the id, once it has been erased.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Words, primary_key=True),
    Column("email", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("roles", Words, nullable=False),
    Column("specialties", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password", Words),
    Column("totp", Words),
    Column("totp_step", LARGE, nullable=False),
    Column("recovery", Words, nullable=False),
    Column("identity", Words, unique=True),
)

#: Where somebody is signed in, by the hash of what the browser holds. Times are seconds since 1970 (UTC),
#: here and below. ``whole`` is false until the second factor has been given too.
sessions = Table(
    "sessions",
    metadata,
    Column("key", Words, primary_key=True),
    Column("account", Words, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("csrf", Words, nullable=False),
    Column("made", LARGE, nullable=False),
    Column("seen", LARGE, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("agent", Words, nullable=False),
)

#: Tokens for programs, by their hash; ``id`` is what pages and the trail call one.
tokens = Table(
    "tokens",
    metadata,
    Column("key", Words, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("account", Words, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("scopes", Words, nullable=False),
    Column("made", LARGE, nullable=False),
    Column("expires", LARGE, nullable=False),
    Column("used", LARGE, nullable=False),
)

#: Links that make an account, or a new password for the one named in ``account``; by the hash of the link.
invitations = Table(
    "invitations",
    metadata,
    Column("key", Words, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("account", Words),
    Column("email", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("roles", Words, nullable=False),
    Column("specialties", Words, nullable=False),
    Column("made", LARGE, nullable=False),
    Column("expires", LARGE, nullable=False),
)

#: How often in a row a sign-in failed, by account and by address (each as a hash).
attempts = Table(
    "attempts",
    metadata,
    Column("key", Words, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", LARGE, nullable=False),
)

#: Messages to people, each once (``key`` is the event and the person): ``state`` is ``waiting``, ``sent`` or
#: ``given up``, ``due`` when it is tried next, ``problem`` what the last try came to.
outbox = Table(
    "outbox",
    metadata,
    Column("key", Words, primary_key=True),
    Column("account", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("state", Words, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("made", LARGE, nullable=False),
    Column("due", LARGE, nullable=False),
    Column("problem", Words, nullable=False),
)

#: How far whoever works on what happened has read the trail: the number of the last event.
trail_read = Table(
    "trail_read",
    metadata,
    Column("reader", Words, primary_key=True),
    Column("number", LARGE, nullable=False),
)

#: Conversations, each as JSON. ``owner`` is ``account:`` and an id, ``local:`` and a user of the command
#: line, or ``reader:`` and the hash of what a browser holds; ``used`` is when it was last gone on with.
threads = Table(
    "threads",
    metadata,
    Column("id", Words, primary_key=True),
    Column("owner", Words, nullable=False, index=True),
    Column("made", LARGE, nullable=False),
    Column("used", LARGE, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
