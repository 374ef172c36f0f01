"""The store in SQL: one body for every database that ``engine.Database`` speaks with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import orjson
from sqlalchemy import Connection, and_, bindparam, exists, func, insert, inspect, or_, select, update

from probatum.errors import NotHeld, WorkspaceNewer, WorkspaceReadOnly
from probatum.language.interface import N_, filled
from probatum.records.article import Revision
from probatum.records.decode import from_plain
from probatum.records.event import Event
from probatum.records.identity import identifier_keys, merged, standing_after
from probatum.records.passage import Document, Part, Passage, TextKind, passage_at, split_passage_id
from probatum.records.source import Source
from probatum.store.blobs import Blobs
from probatum.store.columns import writable
from probatum.store.damage import damaged
from probatum.store.engine import Database, written
from probatum.store.keeping import Keeping
from probatum.store.many import each, each_number, insert_all
from probatum.store.migrate import migrate
from probatum.store.store import Changed, FileState, Kept, Reading, Refusal
from probatum.store.tables import (
    SCHEMA,
    documents,
    events,
    files,
    keys,
    notices,
    origins,
    readings,
    revisions,
    sources,
)

#: Rows fetched at a time where a result may be long.
_PAGE = 2_000

_T = TypeVar("_T")

_NO_ARTICLE = N_("no article {article} is held; list the articles")
_NO_REVISION = N_("no article {article} with a revision {revision} is held; list the articles")


class SqlStore:
    """Records in ``database``, original bytes in the folder ``blobs``.

    Safe for threads: reads run side by side, each on a consistent snapshot, also while a write is under way;
    writes wait for each other. Every write is one transaction that is on the disk before the call returns:
    what has returned survives a kill of the process, and a loss of power as far as the disk keeps what it
    has confirmed.

    Brings the database up to date. Raises ``WorkspaceNewer`` for one of a newer Probatum,
    ``WorkspaceReadOnly``, ``WorkspaceBusy``, ``DiskFull`` and, for whatever else is wrong with it,
    ``WorkspaceError``; each says what to do.
    """

    def __init__(self, database: Database, blobs: Path, *, read_only: bool = False) -> None:
        self.blobs = Blobs(blobs)
        self.database = database
        self._reading = database.reading
        self._read_only = read_only
        #: What is worked out of sources each time they are read; the workspace says what.
        self.as_they_stand: Callable[[Mapping[str, Source]], dict[str, Source]] = dict
        try:
            self._check_schema()
        except BaseException:
            database.close()
            raise

    def _check_schema(self) -> None:
        with self._reading() as connection:
            known = inspect(connection).has_table("alembic_version")
            found = (
                connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
                if known
                else None
            )
        if found == SCHEMA:
            return
        if found is not None and str(found) > SCHEMA:
            raise WorkspaceNewer(
                filled(
                    "{name}: written by a newer Probatum (store {found}, this one knows {schema}); "
                    "install that version or a later one",
                    name=self.database.name,
                    found=found,
                    schema=SCHEMA,
                )
            )
        if self._read_only:
            raise WorkspaceReadOnly(
                filled(
                    "{name}: the store is of an older version and must be brought up to date; open the "
                    "workspace once where it can be written",
                    name=self.database.name,
                )
            )
        self._write(migrate)

    def _write(self, work: Callable[[Connection], _T]) -> _T:
        return written(self.database, work)

    def close(self) -> None:
        """Let go of the database."""
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

        def work(connection: Connection) -> Sequence[Kept]:
            kept = Keeping(connection).keep(readings) if readings else []
            for state in files:
                _keep_file(connection, state)
            _append(connection, events)
            return kept

        return self._write(work)

    def file(self, origin: str) -> FileState | None:
        """How far a file has been read; None for one that was never begun."""
        if not writable(origin):
            return None
        with self._reading() as connection:
            row = connection.execute(_FILE, {"origin": origin}).one_or_none()
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

    def bytes_held(self) -> tuple[int, int]:
        """How many original files are held, and their bytes together."""
        return self.blobs.held()

    def holds_bytes(self, digest: str) -> bool:
        """Whether the original bytes with this SHA-256 are held."""
        return self.blobs.path_of(digest).is_file()

    def open_bytes(self, digest: str) -> BinaryIO:
        """The original bytes with this SHA-256, from their beginning. Raises ``NotHeld``."""
        return self.blobs.open(digest)

    def read_from(self, document: str) -> Sequence[tuple[str, str]]:
        """By which reader and from which origin a text was read, in the order in which that came to be."""
        with self._reading() as connection:
            rows = connection.execute(_READ_FROM, {"document": document}).all()
        return [(row.reader, row.origin) for row in rows]

    # --- sources ------------------------------------------------------------------------------------------

    def source(self, source: str) -> Source:
        """The source as all its readings together describe it. Raises ``NotHeld``."""
        found = self.sources([source])
        if source not in found:
            raise NotHeld(
                filled("no source {source} is held; browse the library or ingest it", source=repr(source))
            )
        return found[source]

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Several sources at once, by the id asked for; ids that are not held are left out."""
        with self._reading() as connection:
            living = _living(connection, ids)
            held = _merged(connection, dict(living.values()))
        return self.as_they_stand({asked: held[sid] for asked, (sid, _) in living.items()})

    def named(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The source that each key names, by the key; keys under which nothing is held are left out."""
        with self._reading() as connection:
            rows = connection.execute(_NAMED, {"keys": [key for key in keys if writable(key)]}).all()
        return dict(map(tuple, rows))

    def documents(self, source: str) -> Sequence[Document]:
        """The texts held of a source, in the order they came. Raises ``NotHeld``."""
        found = self.texts([source])
        if source not in found:
            raise NotHeld(
                filled("no source {source} is held; browse the library or ingest it", source=repr(source))
            )
        return found[source]

    def texts(self, ids: Iterable[str]) -> Mapping[str, Sequence[Document]]:
        """The texts of several sources at once, by the id asked for."""
        with self._reading() as connection:
            living = _living(connection, ids)
            rows = connection.execute(_TEXTS, {"sids": sorted({sid for sid, _ in living.values()})}).all()
        held = {sid: tuple(map(_document, group)) for sid, group in groupby(rows, key=itemgetter(0))}
        return {asked: held.get(sid, ()) for asked, (sid, _) in living.items()}

    def document(self, document: str) -> Document:
        """A stored text by its id, also one that a newer one has replaced. Raises ``NotHeld``."""
        with self._reading() as connection:
            found = _documents(connection, [document])
        if document not in found:
            raise NotHeld(filled("no text {document} is held; ingest its source", document=repr(document)))
        return found[document][0]

    def documents_only_from(self, origin: str) -> frozenset[str]:
        """Ids of the texts that came from origins beginning with ``origin``, and from nowhere else."""
        with self._reading() as connection:
            rows = connection.execute(_ONLY_FROM, {"first": origin, "last": origin + "\U0010ffff"})
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
            return int(connection.execute(_POSITION).scalar_one())

    def changed_since(self, position: int) -> Iterator[Changed]:
        """Sources changed after ``position``, oldest change first, each once (at its last change).

        A source that was joined with an older one is among them, and names it.
        """
        while True:
            with self._reading() as connection:
                rows = connection.execute(_CHANGED, {"after": position}).all()
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

        def work(connection: Connection) -> None:
            if connection.execute(_HELD_REVISION, {"hash": revision.hash}).first() is None:
                number = int(connection.execute(_LAST_REVISION).scalar_one()) + 1
                row = {
                    "number": number,
                    "hash": revision.hash,
                    "article": revision.article,
                    "body": orjson.dumps(revision),
                }
                connection.execute(insert(revisions), row)
            _append(connection, (event,))

        self._write(work)

    def revision(self, article: str, hash_: str | None = None) -> Revision:
        """A revision by hash (or a unique beginning of it), else the latest of the article. ``NotHeld``."""
        begins = hash_ or ""
        rows: Sequence[bytes] = ()
        if writable(article + begins):
            with self._reading() as connection:
                asked = {"article": article, "begins": begins, "length": len(begins)}
                rows = connection.execute(_REVISION, asked).scalars().all()
        if not rows:
            raise NotHeld(
                filled(_NO_REVISION if hash_ else _NO_ARTICLE, article=repr(article), revision=repr(hash_))
            )
        if hash_ and len(rows) > 1:
            raise NotHeld(
                filled(
                    "several revisions of {article} begin with {hash}; give more of the hash",
                    article=repr(article),
                    hash=repr(hash_),
                )
            )
        return from_plain(Revision, orjson.loads(rows[0]))

    def articles(self) -> Iterator[Revision]:
        """The latest revision of each article, newest first."""
        with self._reading() as connection:
            numbers = connection.execute(_ARTICLES).scalars().all()
        for number in numbers:
            with self._reading() as connection:
                body = connection.execute(_BODY, {"number": number}).scalar_one()
            yield from_plain(Revision, orjson.loads(body))

    def newest(self) -> Sequence[tuple[str, str]]:
        """Each article with the hash of its latest revision, newest first; nothing else of them is read."""
        with self._reading() as connection:
            return [(row.article, row.hash) for row in connection.execute(_NEWEST)]

    @property
    def last_event(self) -> str:
        """The hash of the last event of the trail: while it is the same, nothing has happened."""
        with self._reading() as connection:
            last = connection.execute(_LAST_EVENT).first()
        return last.hash if last else ""

    def events(self, subject: str | None = None, *, after: str = "") -> Iterator[Event]:
        """The trail, oldest first; of one subject, and since the event with the hash ``after``, where named.

        Where no event has that hash it is the whole trail.
        """
        if subject is not None and not writable(subject):
            return
        wanted = _EVENTS if subject is None else _EVENTS_OF
        number = self._number(after) if after else 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(wanted, {"after": number, "about": subject}).all()
            for reached, body in rows:
                yield _event(_as_kept(body))
                number = reached
            if len(rows) < _PAGE:
                return

    def _number(self, event: str) -> int:
        with self._reading() as connection:
            row = connection.execute(_EVENT_NUMBER, {"hash": event}).first()
        return int(row.number) if row else 0

    def trail(self) -> Iterator[tuple[str, Event]]:
        """The trail, oldest first, each event with the hash under which it was kept."""
        with self._reading() as connection:
            rows = connection.execute(_TRAIL).all()
        for kept_as, body in rows:
            yield kept_as, _event(_as_kept(body))

    def damaged(self) -> Sequence[str]:
        """Each event and revision that cannot be read, or is filed under what it does not itself say."""
        with self._reading() as connection:
            return list(damaged(connection))

    def append(self, events: Sequence[Event]) -> Sequence[Event]:
        """Put events at the end of the trail, in one transaction; gives them as they stand in the chain."""
        return self._write(lambda connection: _append(connection, events))


# --- what is asked ----------------------------------------------------------------------------------------

#: The older work that a source turned out to be, where it did.
_older = sources.alias("older")
_is_older = _older.c.sid == sources.c.alias_of
_name_now = func.coalesce(_older.c.id, sources.c.id)

_FILE = select(files).where(files.c.origin == bindparam("origin"))

_LIVING = (
    select(sources.c.id, func.coalesce(_older.c.sid, sources.c.sid), _name_now)
    .select_from(sources.outerjoin(_older, _is_older))
    .where(sources.c.id.in_(each("ids")))
    .order_by(sources.c.sid)
)

_NAMED = (
    select(keys.c.key, _name_now)
    .select_from(keys.join(sources, sources.c.sid == keys.c.sid).outerjoin(_older, _is_older))
    .where(keys.c.key.in_(each("keys")))
    .order_by(keys.c.key)
)

_TEXTS = (
    select(
        readings.c.sid,
        documents.c.id,
        documents.c.text,
        documents.c.kind,
        documents.c.parts,
        documents.c.language,
    )
    .select_from(readings.join(documents, documents.c.did == readings.c.did))
    .where(readings.c.sid.in_(each_number("sids")))
    .group_by(readings.c.sid, documents.c.did)
    .order_by(readings.c.sid, func.min(readings.c.rid))
)

_DOCUMENTS = (
    select(
        _name_now,
        documents.c.id,
        documents.c.text,
        documents.c.kind,
        documents.c.parts,
        documents.c.language,
    )
    .select_from(documents.join(sources, sources.c.sid == documents.c.owner).outerjoin(_older, _is_older))
    .where(documents.c.id.in_(each("ids")))
)

_HOLDERS = (
    select(documents.c.id, sources.c.id)
    .select_from(
        documents.join(readings, readings.c.did == documents.c.did).join(
            sources, sources.c.sid == readings.c.sid
        )
    )
    .where(documents.c.id.in_(each("ids")))
    .distinct()
)

_READ_FROM = (
    select(readings.c.reader, origins.c.origin)
    .select_from(
        documents.join(readings, readings.c.did == documents.c.did).join(
            origins, origins.c.oid == readings.c.oid
        )
    )
    .where(documents.c.id == bindparam("document"))
    .order_by(readings.c.rid)
)

_other_readings, _other_origins = readings.alias("r2"), origins.alias("o2")
_from_there = and_(origins.c.origin >= bindparam("first"), origins.c.origin < bindparam("last"))
_from_elsewhere = or_(
    _other_origins.c.origin < bindparam("first"), _other_origins.c.origin >= bindparam("last")
)
_ONLY_FROM = (
    select(documents.c.id)
    .select_from(
        origins.join(readings, readings.c.oid == origins.c.oid).join(
            documents, documents.c.did == readings.c.did
        )
    )
    .where(
        _from_there,
        ~exists()
        .select_from(_other_readings.join(_other_origins, _other_origins.c.oid == _other_readings.c.oid))
        .where(_other_readings.c.did == documents.c.did, _from_elsewhere),
    )
    .distinct()
)

_READINGS = (
    select(readings.c.sid, readings.c.reader, readings.c.body)
    .where(readings.c.sid.in_(each_number("sids")))
    .order_by(readings.c.sid, readings.c.rid)
)

_NOTICES = (
    select(notices.c.target, readings.c.body)
    .select_from(notices.join(readings, readings.c.rid == notices.c.rid))
    .where(notices.c.target.in_(each("keys")))
    .order_by(notices.c.target, notices.c.rid)
)

_POSITION = select(func.coalesce(func.max(sources.c.position), 0))

_CHANGED = (
    select(sources.c.position, sources.c.id, _older.c.id)
    .select_from(sources.outerjoin(_older, _is_older))
    .where(sources.c.position > bindparam("after"))
    .order_by(sources.c.position)
    .limit(_PAGE)
)

_HELD_REVISION = select(revisions.c.number).where(revisions.c.hash == bindparam("hash"))
_LAST_REVISION = select(func.coalesce(func.max(revisions.c.number), 0))
_REVISION = (
    select(revisions.c.body)
    .where(
        revisions.c.article == bindparam("article"),
        func.substr(revisions.c.hash, 1, bindparam("length"), type_=revisions.c.hash.type)
        == bindparam("begins"),
    )
    .order_by(revisions.c.number.desc())
    .limit(2)
)
_newest = func.max(revisions.c.number)
_ARTICLES = select(_newest).group_by(revisions.c.article).order_by(_newest.desc())
_NEWEST = (
    select(revisions.c.article, revisions.c.hash)
    .where(revisions.c.number.in_(select(_newest).group_by(revisions.c.article)))
    .order_by(revisions.c.number.desc())
)
_BODY = select(revisions.c.body).where(revisions.c.number == bindparam("number"))

_EVENTS = (
    select(events.c.number, events.c.body)
    .where(events.c.number > bindparam("after"))
    .order_by(events.c.number)
    .limit(_PAGE)
)
_EVENTS_OF = _EVENTS.where(events.c.subject == bindparam("about"))
_EVENT_NUMBER = select(events.c.number).where(events.c.hash == bindparam("hash"))
_TRAIL = select(events.c.hash, events.c.body).order_by(events.c.number)
_LAST_EVENT = select(events.c.number, events.c.hash).order_by(events.c.number.desc()).limit(1)


# --- rows to records --------------------------------------------------------------------------------------


def _living(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Row number and id of each source as it is called now, by the id asked for."""
    rows = connection.execute(_LIVING, {"ids": [name for name in ids if writable(name)]})
    return {name: (sid, living) for name, sid, living in rows}


def _merged(connection: Connection, names: Mapping[int, str]) -> dict[int, Source]:
    """The sources with these row numbers, each merged from its readings, with its standing."""
    rows = connection.execute(_READINGS, {"sids": names}).all()
    found: dict[int, Source] = {}
    for sid, group in groupby(rows, key=itemgetter(0)):
        read = tuple((reader, body) for _, reader, body in group)
        found[sid] = replace(_source(read), id=names[sid])
    return _judged(connection, found)


@lru_cache(maxsize=4096)
def _source(readings: tuple[tuple[str, bytes], ...]) -> Source:
    """What several readings of one work say together. Remembered by their very bytes, of the works read last:
    the same come up again and again."""
    return merged([(reader, from_plain(Source, orjson.loads(body))) for reader, body in readings])


def _judged(connection: Connection, found: dict[int, Source]) -> dict[int, Source]:
    """The sources with the standing that notices about them give."""
    called = {key: sid for sid, source in found.items() for key in identifier_keys(source.identifiers)}
    rows = connection.execute(_NOTICES, {"keys": called}).all()
    heard: dict[int, list[Source]] = {}
    for target, body in rows:
        heard.setdefault(called[target], []).append(from_plain(Source, orjson.loads(body)))
    for sid, said in heard.items():
        found[sid] = replace(found[sid], standing=standing_after(found[sid], said))
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
    rows = connection.execute(_DOCUMENTS, {"ids": [name for name in ids if writable(name)]})
    return {row[1]: (_document(row), row[0]) for row in rows}


def _holders(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """By text, the ids of all works that hold it."""
    holders: dict[str, set[str]] = {}
    for document, source in connection.execute(_HOLDERS, {"ids": ids}):
        holders.setdefault(document, set()).add(source)
    return holders


def _span(address: str) -> tuple[str, int, int]:
    try:
        return split_passage_id(address)
    except ValueError:
        raise _no_passage(address) from None


def _no_passage(address: str) -> NotHeld:
    return NotHeld(
        filled("no passage {address} is held; ingest its source, or ask again", address=repr(address[:100]))
    )


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


def _keep_file(connection: Connection, state: FileState) -> None:
    row = {
        "sha256": state.sha256,
        "size": state.size,
        "version": state.version,
        "finished": state.finished,
        "records": state.records,
        "refused": state.refused,
        "refusals": orjson.dumps(state.refusals),
    }
    known = update(files).where(files.c.origin == state.origin).values(row)
    if not connection.execute(known).rowcount:
        connection.execute(insert(files), {"origin": state.origin, **row})


def _as_kept(body: Any) -> bytes:
    """The bytes of a row; in SQLite somebody who changed it by hand may have left a text."""
    return body.encode() if isinstance(body, str) else bytes(body)


@lru_cache(maxsize=20_000)
def _event(body: bytes) -> Event:
    """An event from its row. Remembered by its very bytes: the trail is read from its beginning often."""
    return from_plain(Event, orjson.loads(body))


def _append(connection: Connection, new: Sequence[Event]) -> Sequence[Event]:
    """Put events at the end of the trail. Nobody else writes meanwhile: there is one chain."""
    if not new:
        return ()
    last = connection.execute(_LAST_EVENT).first()
    number, previous = (last.number, last.hash) if last else (0, "")
    rows, kept = [], []
    for one in new:
        chained = replace(one, previous=previous)
        number, previous = number + 1, chained.hash
        kept.append(chained)
        rows.append((number, previous, chained.subject, orjson.dumps(chained)))
    insert_all(connection, (events.c.number, events.c.hash, events.c.subject, events.c.body), rows)
    return kept
