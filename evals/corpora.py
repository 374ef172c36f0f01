"""Documents from any files, in an index of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from probatum.index.embedded import EmbeddedIndex
from probatum.index.index import Entry
from probatum.records.identity import identifier_keys
from probatum.records.passage import Document, Passage
from probatum.records.source import Source
from probatum.sources.folder import Opened, walk
from probatum.sources.formats import reader_for
from probatum.sources.passages import passages
from probatum.sources.reader import Read

#: So many sources are indexed in one commit.
BATCH = 5_000


@dataclass(slots=True)
class Held:
    """A source of the corpus with its texts."""

    source: Source
    documents: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Corpus:
    """Sources by id, and the ids under which each identifier (``pmid:…``, ``corpus:set:…``) is held."""

    sources: dict[str, Held] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    refused: int = 0

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Corpus:
        """Read files of every form that ``ingest`` reads. One identifier, one source."""
        corpus = cls()
        for read in _readings(paths, corpus):
            corpus._keep(read)
        return corpus

    def _keep(self, read: Read) -> None:
        keys = identifier_keys(read.source.identifiers)
        known = next((self.named[key] for key in keys if key in self.named), None)
        name = known or (keys[0] if keys else f"record:{len(self.sources)}")
        held = self.sources.setdefault(name, Held(replace(read.source, id=name)))
        for key in keys:
            self.named.setdefault(key, name)
        if held.source.title is None and read.source.title:
            held.source = replace(read.source, id=name)
        if read.document is not None and read.document not in held.documents:
            held.documents.append(read.document)

    def entries(self) -> Iterator[Entry]:
        """Every source as the index takes it."""
        for name, held in self.sources.items():
            cut: dict[str, Passage] = {}
            for document in held.documents:
                cut.update((passage.id, passage) for passage in passages(name, document))
            yield Entry(source=held.source, passages=tuple(cut.values()))

    def index(self, folder: Path) -> EmbeddedIndex:
        """An index of everything, in ``folder``."""
        index = EmbeddedIndex(folder)
        batch: list[Entry] = []
        for count, entry in enumerate(self.entries(), start=1):
            batch.append(entry)
            if len(batch) == BATCH:
                index.add(batch, position=count)
                batch = []
        index.add(batch, position=len(self.sources))
        index.settle()
        return index


def _readings(paths: Iterable[Path], corpus: Corpus) -> Iterator[Read]:
    for opened in walk(paths):
        if not isinstance(opened, Opened):
            corpus.refused += 1
            continue
        _, reader = reader_for(opened.head, opened.name)
        for read in reader(opened.stream, origin=opened.origin):
            if isinstance(read, Read):
                yield read
            else:
                corpus.refused += 1


def ranked_sources(hits: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The best score of each source, in the order of the hits."""
    best: dict[str, float] = {}
    for source, score in hits:
        best.setdefault(source, score)
    return best
