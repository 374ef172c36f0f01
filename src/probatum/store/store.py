"""The seam of the store: where sources, texts, revisions and events rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from probatum.records.article import Revision
from probatum.records.event import Event
from probatum.records.passage import Document, Passage
from probatum.records.source import Source


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
    """A source that changed, at ``position`` in the store's sequence."""

    position: int
    source: str


class Store(Protocol):
    """Keeps records. One writer, many readers. What a call has returned from survives any kill."""

    def keep(self, readings: Sequence[Reading]) -> Sequence[Kept]:
        """Store readings in one transaction; the same work met twice becomes one source."""
        ...

    def keep_bytes(self, stream: BinaryIO) -> str:
        """Store original bytes; gives their SHA-256."""
        ...

    def source(self, source: str) -> Source:
        """The source as all its readings together describe it. Raises ``NotHeld``."""
        ...

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Several sources at once; ids that are not held are left out."""
        ...

    def documents(self, source: str) -> Sequence[Document]:
        """The texts held of a source, in the order they came. Raises ``NotHeld``."""
        ...

    def passages(self, ids: Sequence[str]) -> Sequence[Passage]:
        """Passages by address, in the order asked. Raises ``NotHeld`` for one that does not resolve."""
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

    def events(self, subject: str | None = None) -> Iterator[Event]:
        """The trail, oldest first."""
        ...

    def close(self) -> None: ...
