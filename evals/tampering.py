"""One byte changed at random places: of a signed bundle, and of the database of a workspace. A part of
``python -m evals board``.
"""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from probatum.actions.ask import ask
from probatum.actions.review import decide, policy_of
from probatum.actions.starter import ensure_starter
from probatum.actions.trail import verify_workspace
from probatum.records.article import Revision
from probatum.records.canonical import canonical
from probatum.records.review import Act, Decision, Person, Recommendation, Role
from probatum.settings import Dense, Settings
from probatum.standalone.verify_trail import verify
from probatum.workspace import Workspace, open_workspace

_READABLE = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def tampered(raw: bytes, places: int, seed: int) -> dict[str, object]:
    """Change one byte at so many random places of the bundle ``raw``; gives what was named."""
    rng = random.Random(f"{seed}/places")
    parts = _parts(raw)
    named: Counter[str] = Counter()
    elsewhere: list[str] = []
    for _ in range(places):
        place = rng.randrange(len(raw))
        readable = rng.random() < 0.5  # else most changes make a file that is no JSON at all
        other = rng.choice([byte for byte in (_READABLE if readable else range(256)) if byte != raw[place]])
        changed = raw[:place] + bytes([other]) + raw[place + 1 :]
        found = verify(changed)
        named[found[0].split()[0] if found else "missed"] += 1
        if found and not _names(found, parts[bisect(parts, place, key=lambda part: part.end)], changed):
            elsewhere.append(f"byte {place} to {bytes([other])!r}: {found[0]}")
    return {
        "places": places,
        "missed": named.pop("missed", 0),
        "named_elsewhere": len(elsewhere),
        "first_named_elsewhere": elsewhere[:3],
        "false_alarms": len(verify(raw)),
        "named": dict(named),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePart:
    """A part of a bundle: where it ends and its name stands (bytes), and what the verifier may call it."""

    end: int
    kind: str
    called: tuple[str, ...]
    name: slice = field(default_factory=lambda: slice(0, 0))


def _parts(raw: bytes) -> list[BundlePart]:
    """The parts of a sound bundle in order, found by their values and not as the verifier finds them."""
    document = orjson.loads(raw)
    parts: list[BundlePart] = []
    at = 0
    for number, event in enumerate(document["events"], start=1):
        at = raw.index(canonical(event), at) + len(canonical(event))
        parts.append(BundlePart(end=at, kind="event", called=(f"event {number} ", f"event {number}:")))
    for kind in ("passage", "revision"):
        for number, (name, text) in enumerate(sorted(document[f"{kind}s"].items()), start=1):
            at = raw.index(canonical(name) + b":" + canonical(text), at)
            place = slice(at + 1, at + 1 + len(name.encode()))
            at += len(canonical(name) + b":" + canonical(text))
            called = (f"{kind} {name}", f"{kind} {number} of the file")
            parts.append(BundlePart(end=at, kind=kind, called=called, name=place))
    return [*parts, BundlePart(end=len(raw), kind="the file", called=("the file",))]


def _names(found: Sequence[str], part: BundlePart, changed: bytes) -> bool:
    """Whether one of the sentences names the part, by the name that it has now where that was changed, or
    the file."""
    now = f"{part.kind} {changed[part.name].decode(errors='replace')}"
    return any(line.startswith((*part.called, now, "the file")) for line in found)


# --- the database -----------------------------------------------------------------------------------------

_QUESTION = "Can inflammatory myositis relapse?"
_AT = "2026-01-02T03:04:05Z"
_AUTHOR = Person(id="author", name="Author", roles=(Role.AUTHOR,))
_EDITOR = Person(id="editor", name="Editor", roles=(Role.EDITOR,))
_REVIEWERS = tuple(Person(id=f"reviewer-{one}", name=f"R{one}", roles=(Role.REVIEWER,)) for one in (1, 2))

#: Times are beside what is hashed, so that the same evidence gives the same hash on any day.
_DATED = re.compile(rb'"(?:created_at|at)":"[^"]*"')


_COLUMNS = (("events", ("body", "hash", "subject")), ("revisions", ("body", "hash", "article")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Bytes of one value of the database that a signature or a hash stands for."""

    table: str
    column: str
    key: tuple[str, int]
    start: int
    end: int


def database_tampered(places: int, seed: int) -> dict[str, object]:
    """Change one byte at so many random places of what is signed in the database of a published article, each
    time verify the workspace, and put the byte back; gives what was named first, and what was missed.
    """
    rng = random.Random(f"{seed}/database")
    named: Counter[str] = Counter()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as folder, closing(_published(Path(folder))) as ws:
        alarms = len(verify_workspace(ws))
        with closing(sqlite3.connect(ws.path / "store.sqlite3", isolation_level=None)) as database:
            signed = list(_signed(ws, database))
            for _ in range(places):
                (stretch,) = rng.choices(signed, [one.end - one.start for one in signed])
                found = _with_one_changed(ws, database, stretch, rng)
                named[found[0].split()[0] if found else "missed"] += 1
                if not found:
                    missed.append(f"{stretch.table}.{stretch.column}")
    return {
        "places": places,
        "missed": named.pop("missed", 0),
        "first_missed": missed[:3],
        "false_alarms": alarms,
        "named": dict(named),
    }


def _published(folder: Path) -> Workspace:
    """A workspace with one article that two people reviewed and an editor published."""
    ws = open_workspace(folder / "ws", settings=Settings(dense=Dense(enabled=False)))
    ensure_starter(ws)
    revision = ask(ws, _QUESTION, by=_AUTHOR.id)
    _decided(ws, revision, Act.SUBMIT, _AUTHOR)
    for one in _REVIEWERS:
        _decided(ws, revision, Act.ASSIGN, _EDITOR, to=one)
        _decided(ws, revision, Act.ACCEPT, one)
        _decided(ws, revision, Act.DISCLOSE, one)
        _decided(ws, revision, Act.RECOMMEND, one, recommendation=Recommendation.APPROVE)
    _decided(ws, revision, Act.APPROVE, _EDITOR)
    _decided(ws, revision, Act.PUBLISH, _EDITOR)
    return ws


def _decided(
    ws: Workspace,
    revision: Revision,
    act: Act,
    by: Person,
    *,
    to: Person | None = None,
    recommendation: Recommendation | None = None,
) -> None:
    decision = Decision(
        act=act,
        article=revision.article,
        revision=revision.hash,
        by=by,
        at=_AT,
        policy=policy_of(ws).version,
        reason="it is so",
        to=to,
        recommendation=recommendation,
    )
    decide(ws, decision)


def _signed(ws: Workspace, database: sqlite3.Connection) -> Iterator[Stretch]:
    """What hashes and signatures stand for: events and revisions with their columns, and what is quoted."""
    for table, columns in (
        ("events", ("body", "hash", "subject")),
        ("revisions", ("body", "hash", "article")),
    ):
        for number, *values in database.execute(f"SELECT number, {', '.join(columns)} FROM {table}"):
            for column, value in zip(columns, values, strict=True):
                yield from _undated(table, column, ("number", number), _bytes(value))
    (revision,) = ws.store.articles()
    quoted = {(one.passage, one.start, one.end) for claim in revision.claims for one in claim.citations}
    for passage, start, end in sorted(quoted):
        document, _, span = passage.rpartition(":")
        at = int(span.split("-")[0])
        row = database.execute("SELECT did, text FROM documents WHERE id = ?", (document,)).fetchone()
        before, text = row[1][: at + start], row[1][at + start : at + end]
        begin = len(before.encode())
        yield Stretch(
            table="documents", column="text", key=("did", row[0]), start=begin, end=begin + len(text.encode())
        )


def _undated(table: str, column: str, key: tuple[str, int], value: bytes) -> Iterator[Stretch]:
    at = 0
    dates = _DATED.finditer(value) if (table, column) == ("revisions", "body") else ()
    for start, end in [*(one.span() for one in dates), (len(value), len(value))]:
        if start > at:
            yield Stretch(table=table, column=column, key=key, start=at, end=start)
        at = end


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _with_one_changed(
    ws: Workspace, database: sqlite3.Connection, stretch: Stretch, rng: random.Random
) -> tuple[str, ...]:
    """What the verifier says with one byte of the stretch changed to another that leaves it readable."""
    name, key = stretch.key
    where = f"FROM {stretch.table} WHERE {name} = ?"
    (kept,) = database.execute(f"SELECT {stretch.column} {where}", (key,)).fetchone()
    raw = _bytes(kept)
    at = rng.randrange(stretch.start, stretch.end)
    other = rng.choice([byte for byte in _READABLE if byte != raw[at]])
    changed = raw[:at] + bytes([other]) + raw[at + 1 :]
    new = changed.decode(errors="replace") if isinstance(kept, str) else changed
    update = f"UPDATE {stretch.table} SET {stretch.column} = ? WHERE {name} = ?"
    database.execute(update, (new, key))
    try:
        with closing(open_workspace(ws.path, settings=ws.settings, read_only=True)) as opened:
            return verify_workspace(opened)
    finally:
        database.execute(update, (kept, key))
