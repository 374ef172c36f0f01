"""The seam of the index: passages in, the best of them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from probatum.records.passage import Passage
from probatum.records.source import Design, Source, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Everything that is indexed of one source. Adding an entry replaces what was held of that source."""

    source: Source
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What may come back. An empty field admits everything. Years are inclusive.

    ``kinds`` are values of ``TextKind``; ``without`` are ids of documents none of whose passages may come
    back (a source of which nothing else is held does not either).
    """

    year_from: int | None = None
    year_to: int | None = None
    designs: frozenset[Design] = frozenset()
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    standings: frozenset[Standing] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    ``text`` is the question as asked (what an embedder sees); ``terms`` its analysed tokens; ``widened``
    groups of analysed synonyms, one group a concept, each synonym a tuple of tokens (a phrase).
    """

    text: str
    terms: tuple[str, ...]
    widened: tuple[tuple[tuple[str, ...], ...], ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage that was found: its address (``records.passage.passage_id``), its source, its score."""

    source: str
    passage: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsed:
    """One page of the library: source ids in order, and how many there are in all."""

    sources: tuple[str, ...]
    total: int


class Index(Protocol):
    """Finds passages. A cache: it can be deleted and rebuilt from the store at any time.

    ``position`` is the store's sequence number up to which the index has seen everything; a reader in
    another thread or process goes on finding what was committed while a write is under way.
    """

    @property
    def position(self) -> int: ...

    @property
    def fingerprint(self) -> str:
        """Names the engine, its analysis and its content, for the search record."""
        ...

    def add(self, entries: Iterable[Entry], *, position: int) -> None:
        """Add or replace sources, and remember ``position``, in one commit."""
        ...

    def remove(self, sources: Iterable[str], *, position: int) -> None: ...

    def settle(self) -> None:
        """A run of additions has ended: finish what is under way and let other processes write."""
        ...

    def search(self, query: Query, *, limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages, best first; ties by passage address, so that order never varies."""
        ...

    def browse(self, query: Query | None, *, filters: Filters, offset: int, limit: int) -> Browsed:
        """One page of sources: by relevance to ``query``, or newest first where there is none."""
        ...

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of analysed terms over passages; of a term not held the highest.

        ``ln(1 + (N - n + 0.5) / (n + 0.5))`` with ``n`` of ``N`` passages having the term (Robertson and
        Zaragoza, "The Probabilistic Relevance Framework", 2009, kept positive as Lucene does).
        """
        ...

    def __len__(self) -> int:
        """How many sources are indexed."""
        ...
