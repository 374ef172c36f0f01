"""Keeping readings: finding out which work each is of, and writing a batch of them in few statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import orjson
from sqlalchemy import Connection

from probatum.records.decode import from_plain
from probatum.records.identity import distinct, judged_by, keys, merged
from probatum.records.source import Identifiers, Source
from probatum.store.store import Kept, Reading

#: Readers whose record is its issuer's whole statement, known by a key that begins so ("" is the strongest
#: key): a later one replaces the earlier, from whatever file. Of other readers each place is heard.
STATEMENTS = {"pubmed": "", "medline": "", "note": "note:", "corpus": "corpus:"}

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
        names = keys(reading.source)
        self.names = names or (f"sha:{self.document or hashlib.sha256(self.body).hexdigest()[:20]}",)


class Keeping:
    """Keeps one batch, within the transaction of ``connection``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._works: dict[int, _Work] = {}
        self._keys: dict[str, int] = {}
        self._documents: dict[str, int] = {}
        self._origins: dict[str, int] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _STATEMENTS}
        self._joins: list[tuple[_Work, _Work]] = []
        self._targets: set[str] = set()
        self._sid = self._numbers("sources", "sid")
        self._rid = self._numbers("readings", "rid")
        self._did = self._numbers("documents", "did")
        self._oid = self._numbers("origins", "oid")

    def _numbers(self, table: str, column: str) -> Iterator[int]:
        return count(self._one(f"SELECT coalesce(max({column}), 0) FROM {table}") + 1)  # noqa: S608 - ours

    def _one(self, sql: str) -> int:
        return int(self._connection.exec_driver_sql(sql).scalar_one())

    def _among(self, sql: str, values: Iterable[Any]) -> Any:
        """Rows of a statement with one placeholder, filled with a JSON list."""
        return self._connection.exec_driver_sql(sql, (orjson.dumps(list(values)).decode(),))

    def keep(self, readings: Sequence[Reading]) -> list[Kept]:
        """Keep ``readings``; gives what became of each, in their order."""
        prepared = [_Prepared(reading) for reading in readings]
        self._look_up(prepared)
        placed = [self._place(one) for one in prepared]
        self._write()
        return [Kept(source=_living(work).id, outcome=outcome) for work, outcome in placed]

    # --- what is held already -----------------------------------------------------------------------------

    def _look_up(self, prepared: Sequence[_Prepared]) -> None:
        names = {name for one in prepared for name in one.names}
        self._keys = dict(
            self._among(
                "SELECT key, sid FROM keys WHERE key IN (SELECT value FROM json_each(?))", names
            ).all()
        )
        texts = {one.document for one in prepared if one.document}
        self._documents = dict(
            self._among(
                "SELECT id, did FROM documents WHERE id IN (SELECT value FROM json_each(?))", texts
            ).all()
        )
        origins = {one.reading.origin for one in prepared}
        self._origins = dict(
            self._among(
                "SELECT origin, oid FROM origins WHERE origin IN (SELECT value FROM json_each(?))", origins
            ).all()
        )
        self._look_up_works(set(self._keys.values()))

    def _look_up_works(self, sids: set[int]) -> None:
        if not sids:
            return
        wanted = sorted(sids)
        for sid, name in self._among(
            "SELECT sid, id FROM sources WHERE sid IN (SELECT value FROM json_each(?))", wanted
        ):
            self._works[sid] = _Work(sid, name, new=False)
        rows = self._among(
            "SELECT sid, rid, reader, oid, place, slot, body, did FROM readings "
            "WHERE sid IN (SELECT value FROM json_each(?)) ORDER BY rid",
            wanted,
        )
        for sid, rid, reader, oid, place, slot, body, did in rows:
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
            rows = self._connection.exec_driver_sql("SELECT target FROM notices WHERE rid = ?", (rid,))
            self._targets |= set(rows.scalars())
            self._rows["unnoticed"].append((rid,))
            self._rows["notices"] = [row for row in self._rows["notices"] if row[1] != rid]
        if source.links:
            targets = {target for target, _ in judged_by(source)}
            self._targets |= targets
            self._rows["notices"] += [(target, rid) for target in sorted(targets)]

    # --- writing ------------------------------------------------------------------------------------------

    def _write(self) -> None:
        position = self._numbers("sources", "position")
        touched = self._touched()
        for sid in sorted(self._works):
            work = self._works[sid]
            if work.new:
                self._rows["sources"].append((sid, work.id, next(position)))
            elif work.changed or sid in touched:
                self._rows["positions"].append((next(position), sid))
        for sid in sorted(touched - set(self._works)):
            self._rows["positions"].append((next(position), sid))
        for name, sql in _STATEMENTS.items():
            if self._rows[name]:
                self._connection.exec_driver_sql(sql, self._rows[name])
        for newer, older in self._joins:
            for sql in _JOIN:
                self._connection.exec_driver_sql(sql, (older.sid, newer.sid))

    def _touched(self) -> set[int]:
        """Works whose standing the batch may have changed."""
        if not self._targets:
            return set()
        held = self._among(
            "SELECT sid FROM keys WHERE key IN (SELECT value FROM json_each(?))", sorted(self._targets)
        )
        return {int(sid) for sid in held.scalars()}


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


#: In the order in which they are run.
_STATEMENTS = {
    "origins": "INSERT INTO origins (oid, origin) VALUES (?, ?)",
    "sources": "INSERT INTO sources (sid, id, position) VALUES (?, ?, ?)",
    "positions": "UPDATE sources SET position = ? WHERE sid = ?",
    "keys": "INSERT INTO keys (key, sid) VALUES (?, ?)",
    "documents": "INSERT INTO documents (did, id, owner, kind, language, text, parts) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)",
    "readings": "INSERT INTO readings (rid, sid, oid, reader, place, slot, body, did) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "replaced": "UPDATE readings SET oid = ?, place = ?, body = ?, did = ? WHERE rid = ?",
    "unnoticed": "DELETE FROM notices WHERE rid = ?",
    "notices": "INSERT INTO notices (target, rid) VALUES (?, ?)",
}

#: A newer source becomes another name of the older one. Parameters: older, newer.
_JOIN = (
    "UPDATE readings SET sid = ? WHERE sid = ?",
    "UPDATE keys SET sid = ? WHERE sid = ?",
    "UPDATE documents SET owner = ? WHERE owner = ?",
    "UPDATE sources SET alias_of = ?1 WHERE sid = ?2 OR alias_of = ?2",
)
