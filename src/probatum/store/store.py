"""The seam of the store: where sources, texts, revisions and events rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from probatum.records.article import Revision
from probatum.records.event import Event
from probatum.records.passage import Document, Passage
from probatum.records.source import Source
from probatum.store.engine import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One record as one reader read it from one place, on its way into the store."""

    source: Source
    document: Document | None
    reader: str
    origin: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one reading: ``outcome`` is ``new``, ``updated`` or ``unchanged``."""

    source: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A source that changed, at ``position`` in the store's sequence.

    ``joined`` is the id of the older source that it turned out to be, where it did: it is no more.
    """

    position: int
    source: str
    joined: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A record, or a file, that was not read: where it stands, why, and what to do about it."""

    origin: str
    place: str
    reason: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """How far one file has been read.

    ``origin`` is its path, ``sha256`` and ``size`` (bytes) those of its content, ``version`` that of the
    reading (another version reads the file again). ``records`` counts what has been dealt with so far, of
    which ``refused`` were not read; ``refusals`` holds the first of them.
    """

    origin: str
    sha256: str
    size: int
    version: str
    finished: bool = False
    records: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()


class Store(Protocol):
    """Keeps records. One writer, many readers. What a call has returned from survives any kill."""

    @property
    def database(self) -> Database:
        """The database that it rests in; other tables of the package's migrations are kept through it."""
        ...

    def keep(
        self, readings: Sequence[Reading], *, files: Sequence[FileState] = (), events: Sequence[Event] = ()
    ) -> Sequence[Kept]:
        """Store readings, how far their files have been read, and events, in one transaction.

        The same work met twice becomes one source. Gives what became of each reading, in their order.
        """
        ...

    def file(self, origin: str) -> FileState | None:
        """How far a file has been read; None for one that was never begun."""
        ...

    def keep_bytes(self, stream: BinaryIO) -> str:
        """Store original bytes; gives their SHA-256."""
        ...

    def bytes_held(self) -> tuple[int, int]:
        """How many original files are held, and their bytes together."""
        ...

    def holds_bytes(self, digest: str) -> bool:
        """Whether the original bytes with this SHA-256 are held."""
        ...

    def open_bytes(self, digest: str) -> BinaryIO:
        """The original bytes with this SHA-256, from their beginning. Raises ``NotHeld``."""
        ...

    def read_from(self, document: str) -> Sequence[tuple[str, str]]:
        """By which reader and from which origin a text was read, in the order in which that came to be."""
        ...

    def source(self, source: str) -> Source:
        """The source as all its readings together describe it. Raises ``NotHeld``.

        An id under which the work was known before it was joined with an older one gives that older one.
        """
        ...

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Several sources at once, by the id asked for; ids that are not held are left out."""
        ...

    def named(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The source that each key names (``pmid:…``, ``doi:…``: ``records.identity.keys``), by the key.

        Keys under which nothing is held are left out.
        """
        ...

    def documents(self, source: str) -> Sequence[Document]:
        """The texts held of a source, in the order they came. Raises ``NotHeld``."""
        ...

    def texts(self, ids: Iterable[str]) -> Mapping[str, Sequence[Document]]:
        """The texts of several sources at once, by the id asked for."""
        ...

    def document(self, document: str) -> Document:
        """A stored text by its id, also one that a newer one has replaced. Raises ``NotHeld``."""
        ...

    def documents_only_from(self, origin: str) -> frozenset[str]:
        """Ids of the texts that came from origins beginning with ``origin``, and from nowhere else."""
        ...

    def passages(self, ids: Sequence[str], sources: Sequence[str] | None = None) -> Sequence[Passage]:
        """Passages by address, in the order asked. Raises ``NotHeld`` for one that does not resolve.

        Two works may hold the same text: ``sources``, one for each address, says of which the passage is
        wanted; without it, or where that work does not hold it, it is of the work that held it first.
        """
        ...

    @property
    def position(self) -> int:
        """The sequence number of the last change to any source."""
        ...

    def changed_since(self, position: int) -> Iterator[Changed]:
        """Sources changed after ``position``, oldest change first, each once (at its last change)."""
        ...

    def put(self, revision: Revision, event: Event) -> None:
        """Store an immutable revision and the event that made it, in one transaction."""
        ...

    def revision(self, article: str, hash_: str | None = None) -> Revision:
        """A revision by hash (or a unique prefix of it), else the latest of the article. ``NotHeld``."""
        ...

    def articles(self) -> Iterator[Revision]:
        """The latest revision of each article, newest first."""
        ...

    def newest(self) -> Sequence[tuple[str, str]]:
        """Each article with the hash of its latest revision, newest first; nothing else of them is read."""
        ...

    @property
    def last_event(self) -> str:
        """The hash of the last event of the trail: while it is the same, nothing has happened. Quick."""
        ...

    def events(self, subject: str | None = None, *, after: str = "") -> Iterator[Event]:
        """The trail, oldest first; of one subject, and since the event with the hash ``after``, where named.

        Where no event has that hash it is the whole trail.
        """
        ...

    def trail(self) -> Iterator[tuple[str, Event]]:
        """The trail, oldest first, each event with the hash under which it was kept."""
        ...

    def damaged(self) -> Sequence[str]:
        """Each event and revision that cannot be read, or is filed under what it does not itself say: one
        sentence each, nothing where all is as it was kept."""
        ...

    def append(self, events: Sequence[Event]) -> Sequence[Event]:
        """Put events at the end of the trail, in one transaction; gives them as they stand in the chain."""
        ...

    def close(self) -> None: ...
