"""The store on SQLite: one file, one writer at a time, any number of readers in any process."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError

from probatum.errors import (
    DiskFull,
    NotHeld,
    WorkspaceBusy,
    WorkspaceError,
    WorkspaceNewer,
    WorkspaceReadOnly,
)
from probatum.records.article import Revision
from probatum.records.decode import from_plain
from probatum.records.event import Event
from probatum.records.identity import identifier_keys, merged, standing_after
from probatum.records.passage import Document, Part, Passage, TextKind, passage_at, split_passage_id
from probatum.records.source import Source
from probatum.store.blobs import Blobs
from probatum.store.keeping import Keeping
from probatum.store.migrate import migrate
from probatum.store.store import Changed, FileState, Kept, Reading, Refusal
from probatum.store.tables import SCHEMA

#: How long a write waits for another process's write (a batch of an ingest takes less), in seconds.
PATIENCE = 20.0

#: Rows fetched at a time where a result may be long.
_PAGE = 2_000


class SqliteDatabase:
    """The SQLite file ``path``: one writer at a time, any number of readers in any process."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._writing_lock = threading.Lock()
        self._engine = _engine(path, read_only=read_only)

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent snapshot, and is given back at the end."""
        with _named_errors(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of a transaction that is alone in writing; committed when the block ends."""
        if self._read_only:
            raise WorkspaceReadOnly(f"{self.path}: opened for reading only; open it where it can be written")
        with (
            self._writing_lock,
            _named_errors(self.path),
            self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the file. The last process to close it leaves it without a log beside it."""
        self._engine.dispose()


class SqliteStore:
    """Records in the SQLite file ``path``, original bytes in the folder ``blobs``.

    Safe for threads: reads run side by side, each on a consistent snapshot, also while a write is under way;
    writes wait for each other. Every write is one transaction in a write-ahead log that is synchronised to
    the disk before the call returns (``synchronous=FULL``): what has returned survives a kill of the process,
    and a loss of power as far as the disk keeps what it has confirmed.

    Raises ``WorkspaceNewer`` for a store of a newer Probatum, ``WorkspaceReadOnly``, ``WorkspaceBusy``,
    ``DiskFull`` and, for a damaged file, ``WorkspaceError``; each says what to do.
    """

    def __init__(self, path: Path, blobs: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.blobs = Blobs(blobs)
        self.database = SqliteDatabase(path, read_only=read_only)
        self._reading = self.database.reading
        self._writing = self.database.writing
        self._read_only = read_only
        try:
            self._check_schema()
        except BaseException:
            self.database.close()
            raise

    def _check_schema(self) -> None:
        with self._reading() as connection:
            known = connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            ).scalar_one()
            found = (
                connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
                if known
                else None
            )
        if found == SCHEMA:
            return
        if found is not None and str(found) > SCHEMA:
            raise WorkspaceNewer(
                f"{self.path}: written by a newer Probatum (store {found}, this one knows {SCHEMA}); "
                "install that version or a later one"
            )
        if self._read_only:
            raise WorkspaceReadOnly(
                f"{self.path}: the store is of an older version and must be brought up to date; "
                "open the workspace once where it can be written"
            )
        with self._writing() as connection:
            migrate(connection)

    def close(self) -> None:
        """Let go of the file. The last process to close it leaves it without a log beside it."""
        self.database.close()

    # --- readings and files -------------------------------------------------------------------------------

    def keep(
        self, readings: Sequence[Reading], *, files: Sequence[FileState] = (), events: Sequence[Event] = ()
    ) -> Sequence[Kept]:
        """Store readings, how far their files have been read, and events, in one transaction.

        The same work met twice becomes one source: by PMID, DOI, PMCID, another identifier, or title, first
        author and year (``records.identity.keys``). A reading that shows two sources to be one joins them:
        the older id stays, the newer goes on as another name of it.
        """
        with self._writing() as connection:
            kept = Keeping(connection).keep(readings) if readings else []
            for state in files:
                connection.exec_driver_sql(_FILE, _file_row(state))
            for one in events:
                _append(connection, one)
        return kept

    def file(self, origin: str) -> FileState | None:
        """How far a file has been read; None for one that was never begun."""
        with self._reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT origin, sha256, size, version, finished, records, refused, refusals FROM files "
                "WHERE origin = ?",
                (origin,),
            ).one_or_none()
        if row is None:
            return None
        refusals = tuple(from_plain(Refusal, one) for one in orjson.loads(row.refusals))
        return FileState(
            origin=row.origin,
            sha256=row.sha256,
            size=row.size,
            version=row.version,
            finished=bool(row.finished),
            records=row.records,
            refused=row.refused,
            refusals=refusals,
        )

    def keep_bytes(self, stream: BinaryIO) -> str:
        """Store original bytes; gives their SHA-256."""
        return self.blobs.keep(stream)

    # --- sources ------------------------------------------------------------------------------------------

    def source(self, source: str) -> Source:
        """The source as all its readings together describe it. Raises ``NotHeld``."""
        found = self.sources([source])
        if source not in found:
            raise NotHeld(f"no source {source!r} is held; browse the library or ingest it")
        return found[source]

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Several sources at once, by the id asked for; ids that are not held are left out."""
        with self._reading() as connection:
            living = _living(connection, ids)
            held = _merged(connection, dict(living.values()))
        return {asked: held[sid] for asked, (sid, _) in living.items()}

    def named(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The source that each key names, by the key; keys under which nothing is held are left out."""
        with self._reading() as connection:
            rows = _rows(
                connection,
                "SELECT k.key, coalesce(l.id, s.id) FROM keys k JOIN sources s ON s.sid = k.sid "
                "LEFT JOIN sources l ON l.sid = s.alias_of "
                "WHERE k.key IN (SELECT value FROM json_each(?)) ORDER BY k.key",
                [key for key in keys if _written(key)],
            )
        return dict(map(tuple, rows))

    def documents(self, source: str) -> Sequence[Document]:
        """The texts held of a source, in the order they came. Raises ``NotHeld``."""
        found = self.texts([source])
        if source not in found:
            raise NotHeld(f"no source {source!r} is held; browse the library or ingest it")
        return found[source]

    def texts(self, ids: Iterable[str]) -> Mapping[str, Sequence[Document]]:
        """The texts of several sources at once, by the id asked for."""
        with self._reading() as connection:
            living = _living(connection, ids)
            rows = _rows(
                connection,
                "SELECT r.sid, d.id, d.text, d.kind, d.parts, d.language FROM readings r "
                "JOIN documents d ON d.did = r.did WHERE r.sid IN (SELECT value FROM json_each(?)) "
                "GROUP BY r.sid, d.did ORDER BY r.sid, min(r.rid)",
                sorted({sid for sid, _ in living.values()}),
            )
        held = {sid: tuple(map(_document, group)) for sid, group in groupby(rows, key=itemgetter(0))}
        return {asked: held.get(sid, ()) for asked, (sid, _) in living.items()}

    def document(self, document: str) -> Document:
        """A stored text by its id, also one that a newer one has replaced. Raises ``NotHeld``."""
        with self._reading() as connection:
            found = _documents(connection, [document])
        if document not in found:
            raise NotHeld(f"no text {document!r} is held; ingest its source")
        return found[document][0]

    def documents_only_from(self, origin: str) -> frozenset[str]:
        """Ids of the texts that came from origins beginning with ``origin``, and from nowhere else."""
        with self._reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT DISTINCT d.id FROM origins o JOIN readings r ON r.oid = o.oid "
                "JOIN documents d ON d.did = r.did "
                "WHERE o.origin >= ?1 AND o.origin < ?2 AND NOT EXISTS ("
                "SELECT 1 FROM readings r2 JOIN origins o2 ON o2.oid = r2.oid "
                "WHERE r2.did = d.did AND NOT (o2.origin >= ?1 AND o2.origin < ?2))",
                (origin, origin + "\U0010ffff"),
            )
            return frozenset(rows.scalars())

    def passages(self, ids: Sequence[str], sources: Sequence[str] | None = None) -> Sequence[Passage]:
        """Passages by address, in the order asked. Raises ``NotHeld`` for one that does not resolve.

        Two works may hold the same text: ``sources``, one for each address, says of which the passage is
        wanted; without it, or where that work does not hold it, it is of the work that held it first.
        """
        spans = [_span(address) for address in ids]
        with self._reading() as connection:
            held = _documents(connection, {document for document, _, _ in spans})
            shared = _holders(connection, held) if sources is not None else {}
        wanted = sources if sources is not None else [""] * len(ids)
        return [
            _passage(address, span, source, held, shared)
            for address, span, source in zip(ids, spans, wanted, strict=True)
        ]

    @property
    def position(self) -> int:
        """The sequence number of the last change to any source; 0 where there was none."""
        with self._reading() as connection:
            return int(
                connection.exec_driver_sql("SELECT coalesce(max(position), 0) FROM sources").scalar_one()
            )

    def changed_since(self, position: int) -> Iterator[Changed]:
        """Sources changed after ``position``, oldest change first, each once (at its last change).

        A source that was joined with an older one is among them, and names it.
        """
        while True:
            with self._reading() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT s.position, s.id, l.id FROM sources s LEFT JOIN sources l ON l.sid = s.alias_of "
                    "WHERE s.position > ? ORDER BY s.position LIMIT ?",
                    (position, _PAGE),
                ).all()
            for reached, name, joined in rows:
                yield Changed(position=reached, source=name, joined=joined)
                position = reached
            if len(rows) < _PAGE:
                return

    # --- revisions and events -----------------------------------------------------------------------------

    def put(self, revision: Revision, event: Event) -> None:
        """Store an immutable revision and the event that made it, in one transaction.

        The event is given its place in the trail: its ``previous`` becomes the hash of the last one. A
        revision that is held already is left as it is.
        """
        with self._writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO revisions (hash, article, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
                (revision.hash, revision.article, orjson.dumps(revision)),
            )
            _append(connection, event)

    def revision(self, article: str, hash_: str | None = None) -> Revision:
        """A revision by hash (or a unique beginning of it), else the latest of the article. ``NotHeld``."""
        with self._reading() as connection:
            rows = (
                connection.exec_driver_sql(
                    "SELECT body FROM revisions WHERE article = ? AND substr(hash, 1, ?) = ? "
                    "ORDER BY number DESC LIMIT 2",
                    (article, len(hash_ or ""), hash_ or ""),
                )
                .scalars()
                .all()
            )
        if not rows:
            about = f"with a revision {hash_!r} " if hash_ else ""
            raise NotHeld(f"no article {article!r} {about}is held; list the articles")
        if hash_ and len(rows) > 1:
            raise NotHeld(f"several revisions of {article!r} begin with {hash_!r}; give more of the hash")
        return from_plain(Revision, orjson.loads(rows[0]))

    def articles(self) -> Iterator[Revision]:
        """The latest revision of each article, newest first."""
        with self._reading() as connection:
            numbers = (
                connection.exec_driver_sql(
                    "SELECT max(number) AS newest FROM revisions GROUP BY article ORDER BY newest DESC"
                )
                .scalars()
                .all()
            )
        for number in numbers:
            with self._reading() as connection:
                body = connection.exec_driver_sql(
                    "SELECT body FROM revisions WHERE number = ?", (number,)
                ).scalar_one()
            yield from_plain(Revision, orjson.loads(body))

    def events(self, subject: str | None = None) -> Iterator[Event]:
        """The trail, oldest first; of one subject, where it is named."""
        number = 0
        while True:
            with self._reading() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT number, body FROM events WHERE number > ?1 AND (?2 IS NULL OR subject = ?2) "
                    "ORDER BY number LIMIT ?3",
                    (number, subject, _PAGE),
                ).all()
            for reached, body in rows:
                yield from_plain(Event, orjson.loads(body))
                number = reached
            if len(rows) < _PAGE:
                return

    def trail(self) -> Iterator[tuple[str, Event]]:
        """The trail, oldest first, each event with the hash under which it was kept."""
        with self._reading() as connection:
            rows = connection.exec_driver_sql("SELECT hash, body FROM events ORDER BY number").all()
        for kept_as, body in rows:
            yield kept_as, from_plain(Event, orjson.loads(body))

    def append(self, events: Sequence[Event]) -> None:
        """Put events at the end of the trail, in one transaction; each is given its place in the chain."""
        with self._writing() as connection:
            for one in events:
                _append(connection, one)

    def check(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; nothing where all is well. Reads all of it."""
        with self._reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return tuple(str(line) for line in found if line != "ok")


# --- the engine -------------------------------------------------------------------------------------------


def _engine(path: Path, *, read_only: bool) -> Engine:
    address = _address(path, read_only=read_only)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=64)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # An ingest writes more than the usual thousand pages at a time: fold the log in less often.
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
            connection.execute("PRAGMA journal_size_limit = 67108864")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _address(path: Path, *, read_only: bool) -> str:
    """SQLite's URI of the file. A file that is only read, without a log beside it, needs no lock file."""
    address = path.absolute().as_uri()
    if not read_only:
        return address
    log = path.with_name(path.name + "-wal")
    return f"{address}?mode=ro" if log.exists() else f"{address}?mode=ro&immutable=1"


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into errors of ours."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        raise _meant(path, problem) from problem


def _meant(path: Path, problem: Exception) -> Exception:
    original = getattr(problem, "orig", None) or problem
    code = getattr(original, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceBusy(f"{path}: another process is writing; wait until it has finished and repeat")
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return DiskFull(f"{path}: no room left on the disk; make room and repeat: what was read is kept")
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return WorkspaceReadOnly(f"{path}: cannot be written; change its permissions or choose another")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return WorkspaceReadOnly(
            f"{path}: cannot be opened; check that the folder is there and that you may read and write it"
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return WorkspaceError(
            f"{path}: the store is damaged ({original}); put back a copy of the workspace, "
            "or make a new one and ingest again"
        )
    return WorkspaceError(f"{path}: {original}; check the disk and repeat")


# --- rows to records --------------------------------------------------------------------------------------


def _rows(connection: Connection, sql: str, values: Iterable[Any]) -> Sequence[Any]:
    """All rows of a statement with one placeholder, filled with a JSON list."""
    return connection.exec_driver_sql(sql, (orjson.dumps(list(values)).decode(),)).all()


def _living(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Row number and id of each source as it is called now, by the id asked for."""
    asked = [name for name in ids if _written(name)]
    rows = _rows(
        connection,
        "SELECT a.id, coalesce(l.sid, a.sid), coalesce(l.id, a.id) FROM sources a "
        "LEFT JOIN sources l ON l.sid = a.alias_of "
        "WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.sid",
        asked,
    )
    return {name: (sid, living) for name, sid, living in rows}


def _written(text: str) -> bool:
    """Whether a text can be looked up at all: half of a surrogate pair is in no record."""
    return not any("\ud800" <= mark <= "\udfff" for mark in text)


def _merged(connection: Connection, names: Mapping[int, str]) -> dict[int, Source]:
    """The sources with these row numbers, each merged from its readings, with its standing."""
    rows = _rows(
        connection,
        "SELECT sid, reader, body FROM readings WHERE sid IN (SELECT value FROM json_each(?)) "
        "ORDER BY sid, rid",
        names,
    )
    found: dict[int, Source] = {}
    for sid, group in groupby(rows, key=itemgetter(0)):
        read = [(reader, from_plain(Source, orjson.loads(body))) for _, reader, body in group]
        found[sid] = replace(merged(read), id=names[sid])
    return _judged(connection, found)


def _judged(connection: Connection, found: dict[int, Source]) -> dict[int, Source]:
    """The sources with the standing that notices about them give."""
    called = {key: sid for sid, source in found.items() for key in identifier_keys(source.identifiers)}
    rows = _rows(
        connection,
        "SELECT n.target, r.body FROM notices n JOIN readings r ON r.rid = n.rid "
        "WHERE n.target IN (SELECT value FROM json_each(?)) ORDER BY n.target, n.rid",
        called,
    )
    heard: dict[int, list[Source]] = {}
    for target, body in rows:
        heard.setdefault(called[target], []).append(from_plain(Source, orjson.loads(body)))
    for sid, notices in heard.items():
        found[sid] = replace(found[sid], standing=standing_after(found[sid], notices))
    return found


def _document(row: Any) -> Document:
    _, _, text, kind, parts, language = row
    return Document(
        text=text,
        kind=TextKind(kind),
        parts=tuple(from_plain(Part, part) for part in orjson.loads(parts)),
        language=language,
    )


def _documents(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[Document, str]]:
    """Texts by their ids, each with the id of the work that held it first."""
    rows = _rows(
        connection,
        "SELECT coalesce(l.id, s.id), d.id, d.text, d.kind, d.parts, d.language FROM documents d "
        "JOIN sources s ON s.sid = d.owner LEFT JOIN sources l ON l.sid = s.alias_of "
        "WHERE d.id IN (SELECT value FROM json_each(?))",
        [name for name in ids if _written(name)],
    )
    return {row[1]: (_document(row), row[0]) for row in rows}


def _holders(connection: Connection, documents: Iterable[str]) -> dict[str, set[str]]:
    """By document, the ids of all works that hold it."""
    rows = _rows(
        connection,
        "SELECT DISTINCT d.id, s.id FROM documents d JOIN readings r ON r.did = d.did "
        "JOIN sources s ON s.sid = r.sid WHERE d.id IN (SELECT value FROM json_each(?))",
        documents,
    )
    holders: dict[str, set[str]] = {}
    for document, source in rows:
        holders.setdefault(document, set()).add(source)
    return holders


def _span(address: str) -> tuple[str, int, int]:
    try:
        return split_passage_id(address)
    except ValueError:
        raise _no_passage(address) from None


def _no_passage(address: str) -> NotHeld:
    return NotHeld(f"no passage {address[:100]!r} is held; ingest its source, or ask again")


def _passage(
    address: str,
    span: tuple[str, int, int],
    source: str,
    held: Mapping[str, tuple[Document, str]],
    holders: Mapping[str, set[str]],
) -> Passage:
    document, start, end = span
    if document not in held:
        raise _no_passage(address)
    text, owner = held[document]
    whose = source if source in holders.get(document, ()) else owner
    try:
        return passage_at(whose, text, start, end)
    except ValueError:
        raise _no_passage(address) from None


# --- records to rows --------------------------------------------------------------------------------------

_FILE = (
    "INSERT INTO files (origin, sha256, size, version, finished, records, refused, refusals) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET sha256 = excluded.sha256, "
    "size = excluded.size, version = excluded.version, finished = excluded.finished, "
    "records = excluded.records, refused = excluded.refused, refusals = excluded.refusals"
)


def _file_row(state: FileState) -> tuple[Any, ...]:
    return (
        state.origin,
        state.sha256,
        state.size,
        state.version,
        state.finished,
        state.records,
        state.refused,
        orjson.dumps(state.refusals),
    )


def _append(connection: Connection, one: Event) -> None:
    """Put an event at the end of the trail."""
    last = connection.exec_driver_sql("SELECT hash FROM events ORDER BY number DESC LIMIT 1").scalar()
    chained = replace(one, previous=last or "")
    connection.exec_driver_sql(
        "INSERT INTO events (hash, subject, body) VALUES (?, ?, ?)",
        (chained.hash, chained.subject, orjson.dumps(chained)),
    )
