"""Keeping readings: finding out which work each is of, and writing a batch of them in few statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import orjson
from sqlalchemy import Column, Connection, bindparam, delete, func, select, update

from probatum.records.decode import from_plain
from probatum.records.identity import distinct, judged_by, merged
from probatum.records.identity import keys as keys_of
from probatum.records.source import Identifiers, Source
from probatum.store.many import each, each_number, insert_all, update_all
from probatum.store.store import Kept, Reading
from probatum.store.tables import documents, keys, notices, origins, readings, sources

#: Readers whose record is its issuer's whole statement, known by a key that begins so ("" is the strongest
#: key): a later one replaces the earlier, from whatever file. Of other readers each place is heard.
STATEMENTS = {"pubmed": "", "medline": "", "note": "note:", "corpus": "corpus:"}

#: A key of more characters names nothing that people cite, and more than an index of PostgreSQL can hold.
LONGEST_KEY = 500

Slot = tuple[str, str] | tuple[str, int, str]


class _Held:
    """One reading of a work, as stored or about to be."""

    __slots__ = ("body", "did", "reader", "rid", "slot")

    def __init__(self, rid: int, reader: str, slot: Slot, body: bytes, did: int | None) -> None:
        self.rid = rid
        self.reader = reader
        self.slot = slot
        self.body = body
        self.did = did


class _Work:
    """One source while a batch is kept. ``joined`` is the older work that it turned out to be."""

    __slots__ = ("changed", "held", "id", "joined", "new", "sid")

    def __init__(self, sid: int, name: str, *, new: bool) -> None:
        self.sid = sid
        self.id = name
        self.held: list[_Held] = []
        self.joined: _Work | None = None
        self.new = new
        self.changed = new

    def identity(self) -> Source:
        """A source with nothing but the identifiers of all readings."""
        bodies = ((held.reader, orjson.loads(held.body)["identifiers"]) for held in self.held)
        return merged([(reader, Source(identifiers=from_plain(Identifiers, ids))) for reader, ids in bodies])


class _Prepared:
    """A reading with what is computed of it before anything is looked up."""

    __slots__ = ("body", "document", "names", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.body = orjson.dumps(reading.source)
        self.document = reading.document.id if reading.document else ""
        names = tuple(key for key in keys_of(reading.source) if len(key) <= LONGEST_KEY)
        self.names = names or (f"sha:{self.document or hashlib.sha256(self.body).hexdigest()[:20]}",)


class Keeping:
    """Keeps one batch, within the transaction of ``connection``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._works: dict[int, _Work] = {}
        self._keys: dict[str, int] = {}
        self._documents: dict[str, int] = {}
        self._origins: dict[str, int] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in (*_INSERTS, *_UPDATES)}
        self._joins: list[tuple[_Work, _Work]] = []
        self._targets: set[str] = set()
        self._unnoticed: set[int] = set()
        self._sid = self._numbers(sources.c.sid)
        self._rid = self._numbers(readings.c.rid)
        self._did = self._numbers(documents.c.did)
        self._oid = self._numbers(origins.c.oid)

    def _numbers(self, column: Column[int]) -> Iterator[int]:
        """Those that follow the largest in use: nobody else writes meanwhile."""
        last = self._connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        return count(int(last) + 1)

    def keep(self, readings: Sequence[Reading]) -> list[Kept]:
        """Keep ``readings``; gives what became of each, in their order."""
        prepared = [_Prepared(reading) for reading in readings]
        self._look_up(prepared)
        placed = [self._place(one) for one in prepared]
        self._write()
        return [Kept(source=_living(work).id, outcome=outcome) for work, outcome in placed]

    # --- what is held already -----------------------------------------------------------------------------

    def _look_up(self, prepared: Sequence[_Prepared]) -> None:
        ask = self._connection.execute
        names = {name for one in prepared for name in one.names}
        self._keys = dict(map(tuple, ask(_KEYS, {"keys": names})))
        texts = {one.document for one in prepared if one.document}
        self._documents = dict(map(tuple, ask(_DOCUMENTS, {"ids": texts})))
        places = {one.reading.origin for one in prepared}
        self._origins = dict(map(tuple, ask(_ORIGINS, {"origins": places})))
        self._look_up_works(set(self._keys.values()))

    def _look_up_works(self, sids: set[int]) -> None:
        if not sids:
            return
        wanted = {"sids": sorted(sids)}
        for sid, name in self._connection.execute(_WORKS, wanted):
            self._works[sid] = _Work(sid, name, new=False)
        for sid, rid, reader, oid, place, slot, body, did in self._connection.execute(_READINGS, wanted):
            self._works[sid].held.append(_Held(rid, reader, _slot(reader, slot, oid, place), body, did))

    # --- whose reading it is ------------------------------------------------------------------------------

    def _place(self, one: _Prepared) -> tuple[_Work, str]:
        work = self._work_of(one)
        outcome = "updated"
        if work is None:
            work, outcome = self._made(one), "new"
        for name in one.names:
            if name not in self._keys:
                self._keys[name] = work.sid
                self._rows["keys"].append((name, work.sid))
        return work, outcome if self._added(work, one) else "unchanged"

    def _work_of(self, one: _Prepared) -> _Work | None:
        """The work that the reading is of, by its keys, strongest first; works that it shows to be one are
        joined, unless what they are called says that they are two."""
        chosen: _Work | None = None
        for name in one.names:
            sid = self._keys.get(name)
            work = _living(self._works[sid]) if sid is not None else None
            if work is None or work is chosen or not _agrees(one.reading.source, name, work):
                continue
            if chosen is None:
                chosen = work
            elif not distinct(chosen.identity(), work.identity()):
                chosen = self._joined(chosen, work)
        return chosen

    def _made(self, one: _Prepared) -> _Work:
        free = next((name for name in one.names if name not in self._keys), None)
        # All its keys belong to works that it is surely not: it is called by its content.
        name = free or f"sha:{hashlib.sha256(one.body).hexdigest()[:20]}"
        work = _Work(next(self._sid), name, new=True)
        self._works[work.sid] = work
        return work

    def _joined(self, one: _Work, other: _Work) -> _Work:
        older, newer = (one, other) if one.sid < other.sid else (other, one)
        older.held += newer.held
        newer.held = []
        newer.joined = older
        older.changed = newer.changed = True
        self._joins.append((newer, older))
        return older

    # --- what is new in it --------------------------------------------------------------------------------

    def _added(self, work: _Work, one: _Prepared) -> bool:
        """Add the reading to the work, in place of an older one of its slot; False where nothing is new."""
        reading = one.reading
        did = self._documents.get(one.document) if one.document else None
        said = (reading.reader, one.body, did)
        known = did is not None or not one.document
        if known and any((held.reader, held.body, held.did) == said for held in work.held):
            return False
        if reading.document is not None and did is None:
            did = self._text(work, one)
        oid = self._origin(reading.origin)
        key = _statement(reading.reader, one.names)
        slot = _slot(reading.reader, key, oid, reading.place)
        work.changed = True
        for held in work.held:
            if held.slot == slot:
                held.body, held.did = one.body, did
                self._rows["replaced"].append((oid, reading.place, one.body, did, held.rid))
                self._notice(held.rid, reading.source, replaces=True)
                return True
        rid = next(self._rid)
        work.held.append(_Held(rid, reading.reader, slot, one.body, did))
        self._rows["readings"].append((rid, work.sid, oid, reading.reader, reading.place, key, one.body, did))
        self._notice(rid, reading.source, replaces=False)
        return True

    def _text(self, work: _Work, one: _Prepared) -> int:
        document = one.reading.document
        assert document is not None
        did = next(self._did)
        self._documents[one.document] = did
        parts = orjson.dumps(document.parts)
        self._rows["documents"].append(
            (did, one.document, work.sid, document.kind.value, document.language, document.text, parts)
        )
        return did

    def _origin(self, origin: str) -> int:
        oid = self._origins.get(origin)
        if oid is None:
            oid = self._origins[origin] = next(self._oid)
            self._rows["origins"].append((oid, origin))
        return oid

    def _notice(self, rid: int, source: Source, *, replaces: bool) -> None:
        """Note of whom the reading says that it is retracted, corrected and so on."""
        if replaces:
            self._targets |= set(self._connection.execute(_NOTICES, {"rid": rid}).scalars())
            self._unnoticed.add(rid)
            self._rows["notices"] = [row for row in self._rows["notices"] if row[1] != rid]
        if source.links:
            targets = {target for target, _ in judged_by(source) if len(target) <= LONGEST_KEY}
            self._targets |= targets
            self._rows["notices"] += [(target, rid) for target in sorted(targets)]

    # --- writing ------------------------------------------------------------------------------------------

    def _write(self) -> None:
        position = self._numbers(sources.c.position)
        touched = self._touched()
        for sid in sorted(self._works):
            work = self._works[sid]
            if work.new:
                self._rows["sources"].append((sid, work.id, next(position)))
            elif work.changed or sid in touched:
                self._rows["positions"].append((next(position), sid))
        for sid in sorted(touched - set(self._works)):
            self._rows["positions"].append((next(position), sid))
        if self._unnoticed:
            self._connection.execute(_UNNOTICED, {"rids": sorted(self._unnoticed)})
        for name, columns in _INSERTS.items():
            insert_all(self._connection, columns, self._rows[name])
        for name, columns in _UPDATES.items():
            update_all(self._connection, columns, _last(self._rows[name]))
        for newer, older in self._joins:
            for statement in _JOIN:
                self._connection.execute(statement, {"older": older.sid, "newer": newer.sid})

    def _touched(self) -> set[int]:
        """Works whose standing the batch may have changed."""
        if not self._targets:
            return set()
        return set(self._connection.execute(_NAMED, {"keys": sorted(self._targets)}).scalars())


def _last(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The last row of each key, which stands last in it."""
    return list({row[-1]: row for row in rows}.values())


def _statement(reader: str, names: Sequence[str]) -> str:
    """The key under which the record is a whole statement; empty where it is none."""
    if reader not in STATEMENTS:
        return ""
    return next((name for name in names if name.startswith(STATEMENTS[reader])), "")


def _slot(reader: str, key: str, oid: int, place: str) -> Slot:
    return (reader, key) if key else (reader, oid, place)


def _living(work: _Work) -> _Work:
    while work.joined is not None:
        work = work.joined
    return work


def _agrees(source: Source, name: str, work: _Work) -> bool:
    """Whether the work that has the key ``name`` can be the work that ``source`` describes."""
    if source.identifiers.pmid and name == f"pmid:{source.identifiers.pmid}":
        return True
    return not distinct(source, work.identity())


_KEYS = select(keys.c.key, keys.c.sid).where(keys.c.key.in_(each("keys")))
_NAMED = select(keys.c.sid).where(keys.c.key.in_(each("keys")))
_DOCUMENTS = select(documents.c.id, documents.c.did).where(documents.c.id.in_(each("ids")))
_ORIGINS = select(origins.c.origin, origins.c.oid).where(origins.c.origin.in_(each("origins")))
_WORKS = select(sources.c.sid, sources.c.id).where(sources.c.sid.in_(each_number("sids")))
_READINGS = (
    select(
        readings.c.sid,
        readings.c.rid,
        readings.c.reader,
        readings.c.oid,
        readings.c.place,
        readings.c.slot,
        readings.c.body,
        readings.c.did,
    )
    .where(readings.c.sid.in_(each_number("sids")))
    .order_by(readings.c.rid)
)
_NOTICES = select(notices.c.target).where(notices.c.rid == bindparam("rid"))
_UNNOTICED = delete(notices).where(notices.c.rid.in_(each_number("rids")))

#: The rows of a batch, in the order in which they are written: each names only what stands before it.
_INSERTS: dict[str, tuple[Column[Any], ...]] = {
    "origins": (origins.c.oid, origins.c.origin),
    "sources": (sources.c.sid, sources.c.id, sources.c.position),
    "keys": (keys.c.key, keys.c.sid),
    "documents": (
        documents.c.did,
        documents.c.id,
        documents.c.owner,
        documents.c.kind,
        documents.c.language,
        documents.c.text,
        documents.c.parts,
    ),
    "readings": (
        readings.c.rid,
        readings.c.sid,
        readings.c.oid,
        readings.c.reader,
        readings.c.place,
        readings.c.slot,
        readings.c.body,
        readings.c.did,
    ),
    "notices": (notices.c.target, notices.c.rid),
}

#: The rows that are changed, each known by its last column.
_UPDATES: dict[str, tuple[Column[Any], ...]] = {
    "positions": (sources.c.position, sources.c.sid),
    "replaced": (readings.c.oid, readings.c.place, readings.c.body, readings.c.did, readings.c.rid),
}

#: A newer source becomes another name of the older one.
_JOIN = (
    update(readings).where(readings.c.sid == bindparam("newer")).values(sid=bindparam("older")),
    update(keys).where(keys.c.sid == bindparam("newer")).values(sid=bindparam("older")),
    update(documents).where(documents.c.owner == bindparam("newer")).values(owner=bindparam("older")),
    update(sources)
    .where((sources.c.sid == bindparam("newer")) | (sources.c.alias_of == bindparam("newer")))
    .values(alias_of=bindparam("older")),
)
