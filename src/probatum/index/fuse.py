"""Two opinions made one: search by words, and by meaning where there are vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from probatum.errors import ExtraMissing
from probatum.index.dense import DenseIndex
from probatum.index.embedded import EmbeddedIndex, spread
from probatum.index.index import Browsed, Entry, Filters, Hit, Query

#: The share of meaning in a fused score; the rest is words. Chosen on claims of SciFact's training part.
MEANING = 0.4

#: So many candidates of each opinion are fused.
CANDIDATES = 200

#: Vectors of a smaller share of the library would favour what happens to have one.
COVERED = 0.95


class FusedIndex:
    """An :class:`EmbeddedIndex` with a second opinion by meaning.

    Everything is added to the words at once; vectors are made by :meth:`fill` whenever there is time, and are
    heard as soon as nearly every passage has one.
    """

    def __init__(self, words: EmbeddedIndex, meaning: DenseIndex) -> None:
        self.words, self.meaning = words, meaning

    @property
    def position(self) -> int:
        """The store's sequence number up to which the words are indexed."""
        return self.words.position

    @property
    def covered(self) -> float:
        """The share of passages that have a vector, from 0 to 1."""
        return min(1.0, len(self.meaning) / max(1, self.words.passages))

    @property
    def fingerprint(self) -> str:
        """That of the words, and whether vectors are heard."""
        heard = self.meaning.name if self.covered >= COVERED else "no vectors"
        return f"{self.words.fingerprint}, {heard}"

    def __len__(self) -> int:
        """How many sources are indexed."""
        return len(self.words)

    def add(self, entries: Iterable[Entry], *, position: int) -> None:
        """Add or replace sources in the words."""
        self.words.add(entries, position=position)

    def remove(self, sources: Iterable[str], *, position: int) -> None:
        """Remove sources from the words; their vectors are no longer heard."""
        self.words.remove(sources, position=position)

    def fill(self, entries: Iterable[Entry], *, position: int) -> int:
        """Make vectors for the passages of ``entries``; gives how many were made."""
        return self.meaning.add(entries, position=position)

    def settle(self) -> None:
        """Finish a run of additions."""
        self.words.settle()

    def close(self) -> None:
        """Finish."""
        self.words.close()

    def browse(self, query: Query | None, *, filters: Filters, offset: int, limit: int) -> Browsed:
        """One page of the library, by words alone."""
        return self.words.browse(query, filters=filters, offset=offset, limit=limit)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of analysed terms."""
        return self.words.rarity(terms)

    def search(self, query: Query, *, limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages by both opinions; by words alone where too few have a vector."""
        if self.covered < COVERED or limit <= 0:
            return self.words.search(query, limit=limit)
        said = self.words.search(query, limit=max(limit, CANDIDATES))
        try:
            meant = self.meaning.search(query.text, limit=2 * CANDIDATES, among=said)
        except ExtraMissing:  # installed and not running here: a second opinion is never a reason to fail
            return said[:limit]
        allowed = self.words.admits([hit.passage for hit in meant], query.filters)
        meant = [hit for hit in meant if (hit.source, hit.passage) in allowed][:CANDIDATES]
        return spread(fused(said, meant), limit)


def fused(said: Sequence[Hit], meant: Sequence[Hit], *, share: float = MEANING) -> list[Hit]:
    """Two lists of hits as one: scores brought to 0–1 within each list and added with weights.

    The min-max fusion of Bruch et al. ("An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023).
    The score is on the scale of the words' best, so that it means about the same with and without vectors.
    """
    top = max((hit.score for hit in said), default=1.0)
    total: dict[tuple[str, str], tuple[Hit, float]] = {}
    for weight, hits in ((1.0 - share, said), (share, meant)):
        low = min((hit.score for hit in hits), default=0.0)
        reach = max((hit.score for hit in hits), default=1.0) - low or 1.0
        for hit in hits:
            key = (hit.source, hit.passage)
            before = total[key][1] if key in total else 0.0
            total[key] = (hit, before + weight * (hit.score - low) / reach)
    made = [replace(hit, score=score * top) for hit, score in total.values()]
    return sorted(made, key=lambda hit: (-hit.score, hit.passage, hit.source))
