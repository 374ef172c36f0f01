"""The search engine that Probatum carries: tantivy, in a folder beside the store."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from math import log
from pathlib import Path
from typing import Any

import tantivy

from probatum.errors import DiskFull, IndexBroken, WorkspaceBusy, WorkspaceReadOnly
from probatum.index.damage import damage
from probatum.index.index import Browsed, Entry, Filters, Hit, Query
from probatum.language.abbreviations import abbreviations
from probatum.language.tokens import ANALYSIS_VERSION, analyse
from probatum.records.passage import Passage, TextKind
from probatum.records.source import Source

_ENGINE = f"tantivy {version('tantivy')}"

#: Names the form of the index on disk. An index of another form is rebuilt.
FORM = 3

#: How often a title counts beside the text (its weight in BM25F, Robertson et al., CIKM 2004).
TITLE_WEIGHT = 2

#: How much a synonym counts beside the question's own words.
SYNONYM_WEIGHT = 0.3

#: At most this many passages of one source come back.
PER_SOURCE = 8

#: What the writer may hold in memory before it writes a segment, in bytes.
_WRITER_MEMORY = 96_000_000

#: The kind of a source of which no text is held.
_NO_TEXT = "record"

_STATE = "probatum-index.json"
_MISSING_YEAR = 0


class EmbeddedIndex:
    """BM25F over passages, in ``path``; made there if there is nothing yet.

    One process writes at a time (:class:`WorkspaceBusy` for a second), any number search, and a search sees
    what was committed before it began. Killed at any moment it keeps its last commit; ``position`` never runs
    ahead of what is indexed. Raises :class:`IndexBroken` where the folder cannot be read or was made by
    another analysis or form: see :meth:`discard`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema = _schema()
        self._lock = threading.RLock()
        self._writer: Any = None
        self._seen: tuple[int, int] | None = None
        self._described: tuple[Any, str] | None = None
        with _named_errors(path):
            path.mkdir(parents=True, exist_ok=True)
            self._check_state()
            if (path / "meta.json").exists() and (found := damage(path)):
                raise IndexBroken(f"{path}: the search index is damaged ({found}); rebuild it")
            self._engine = tantivy.Index(self._schema, path=str(path), reuse=True)
            self._engine.config_reader("manual")
            self._searcher()

    @staticmethod
    def discard(path: Path) -> None:
        """Throw a (broken) index away; the next one opened there is empty, at position 0."""
        shutil.rmtree(path, ignore_errors=True)

    def _check_state(self) -> None:
        made = (self._path / "meta.json").exists()
        state = self._state()
        if made and state and (state.get("form"), state.get("analysis")) != (FORM, ANALYSIS_VERSION):
            raise IndexBroken(f"{self._path}: the index was made by another version; rebuild it")
        if not made:
            self._keep_state(0)

    def _state(self) -> dict[str, Any]:
        try:
            state = json.loads((self._path / _STATE).read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError as problem:
            raise IndexBroken(f"{self._path / _STATE}: cannot be read; rebuild the index") from problem
        return state if isinstance(state, dict) else {}

    def _keep_state(self, position: int) -> None:
        """Written after the commit it belongs to: a kill between the two repeats work and never skips it."""
        state = {"form": FORM, "analysis": ANALYSIS_VERSION, "position": position}
        fresh = self._path / (_STATE + ".new")
        with fresh.open("w") as stream:
            json.dump(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self._path / _STATE)

    # --- what is held -------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """The store's sequence number up to which everything is indexed."""
        return int(self._state().get("position", 0))

    @property
    def fingerprint(self) -> str:
        """Engine, analysis, counts, and a checksum of the content that does not depend on its order."""
        searcher = self._searcher()
        if self._described is None or self._described[0] is not searcher:
            total = searcher.aggregate(self._heads(), {"sum": {"sum": {"field": "digest"}}})["sum"]["value"]
            text = f"{_ENGINE}, {ANALYSIS_VERSION}, {len(self)} sources, {int(total or 0):x}"
            self._described = (searcher, text)
        return self._described[1]

    def __len__(self) -> int:
        """How many sources are indexed."""
        return int(self._searcher().search(self._heads(), 1).count)

    @property
    def passages(self) -> int:
        """How many passages (and sources without one) are indexed."""
        return int(self._searcher().num_docs)

    def _heads(self) -> Any:
        return self._term("head", "1")

    def _term(self, field: str, value: str) -> Any:
        # How often a term occurs is only scored where it is asked for here.
        kept = "freq" if field in _WORDS else "basic"
        return tantivy.Query.term_query(self._schema, field, value, kept)

    def _searcher(self) -> Any:
        """A searcher of the last commit, also where another process made it."""
        with self._lock, _named_errors(self._path):
            about = (self._path / "meta.json").stat()
            seen = (about.st_mtime_ns, about.st_ino)
            if seen != self._seen:
                self._engine.reload()
                self._current = self._engine.searcher()
                self._seen = seen
            return self._current

    # --- writing ------------------------------------------------------------------------------------------

    def add(self, entries: Iterable[Entry], *, position: int) -> None:
        """Add or replace sources, and remember ``position``, in one commit. Raises ``WorkspaceBusy``."""
        with self._lock, _named_errors(self._path):
            writer = self._open_writer()
            held, seen = self._searcher(), set[str]()
            for entry in entries:
                if entry.source.id in seen or held.doc_freq("source", entry.source.id):
                    writer.delete_documents_by_term("source", entry.source.id)
                seen.add(entry.source.id)
                for document in _documents(entry):
                    writer.add_document(document)
            writer.commit()
            self._keep_state(position)

    def remove(self, sources: Iterable[str], *, position: int) -> None:
        """Remove sources, and remember ``position``, in one commit. Raises ``WorkspaceBusy``."""
        with self._lock, _named_errors(self._path):
            writer = self._open_writer()
            for source in sources:
                writer.delete_documents_by_term("source", source)
            writer.commit()
            self._keep_state(position)

    def _open_writer(self) -> Any:
        if self._writer is None:
            self._writer = self._engine.writer(_WRITER_MEMORY, 1)
        return self._writer

    def settle(self) -> None:
        """Finish merging and let another process write. To be called when a run of additions ends."""
        with self._lock, _named_errors(self._path):
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()

    def close(self) -> None:
        """The same as :meth:`settle`; a closed index may be used again."""
        self.settle()

    # --- finding ------------------------------------------------------------------------------------------

    def search(self, query: Query, *, limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages, best first, at most ``PER_SOURCE`` of a source; ties by address."""
        asked = self._asked(query)
        if limit <= 0 or asked is None:
            return ()
        searcher = self._searcher()
        depth = 2 * limit + PER_SOURCE
        while True:
            raw = searcher.search(asked, depth, count=False).hits
            hits = self._hits(searcher, raw)
            # Hits that tie with the last one fetched may have been cut off in the engine's own order.
            certain = hits if len(raw) < depth else [hit for hit in hits if hit.score > raw[-1][0]]
            chosen = spread(certain, limit)
            if len(chosen) == limit or len(raw) < depth or depth > _DEEPEST:
                return chosen if len(chosen) == limit else spread(hits, limit)
            depth *= 4

    def _hits(self, searcher: Any, raw: Sequence[tuple[float, Any]]) -> list[Hit]:
        hits = []
        for score, address in raw:
            document = searcher.doc(address)
            hits.append(
                Hit(source=document.get_first("source"), passage=document.get_first("passage"), score=score)
            )
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage, hit.source))

    def _asked(self, query: Query) -> Any:
        should = [(tantivy.Occur.Should, self._term("text", term)) for term in query.terms]
        should += [(tantivy.Occur.Should, self._any_of(group)) for group in query.widened if group]
        if not should:
            return None
        wanted = self._filtered(query.filters, "kind", "document")
        asked = tantivy.Query.boolean_query(should)
        if not wanted:
            return asked
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), *wanted])

    def _any_of(self, group: Sequence[Sequence[str]]) -> Any:
        """The best of several synonyms, each a phrase, counted less than the question's own words."""
        names = [
            tantivy.Query.phrase_query(self._schema, "text", list(name))
            if len(name) > 1
            else self._term("text", name[0])
            for name in group
        ]
        best = tantivy.Query.disjunction_max_query(names) if len(names) > 1 else names[0]
        return tantivy.Query.boost_query(best, SYNONYM_WEIGHT)

    def _filtered(self, filters: Filters, kind_field: str, text_field: str) -> list[tuple[Any, Any]]:
        """The filters as conditions that do not change a score."""
        chosen = {
            "design": [design.value for design in filters.designs],
            kind_field: list(filters.kinds),
            "language": list(filters.languages),
            "standing": [standing.value for standing in filters.standings],
        }
        conditions = [
            tantivy.Query.term_set_query(self._schema, field, sorted(values))
            for field, values in chosen.items()
            if values
        ]
        if filters.year_from is not None or filters.year_to is not None:
            conditions.append(self._years(filters))
        made = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in conditions]
        if filters.without:
            barred = tantivy.Query.term_set_query(self._schema, text_field, sorted(filters.without))
            made.append((tantivy.Occur.MustNot, barred))
        return made

    def _years(self, filters: Filters) -> Any:
        first = max(1, filters.year_from if filters.year_from is not None else 1)
        last = max(0, filters.year_to if filters.year_to is not None else 9999)
        return tantivy.Query.range_query(
            self._schema, "year", tantivy.FieldType.Unsigned, lower_bound=first, upper_bound=last
        )

    def browse(self, query: Query | None, *, filters: Filters, offset: int, limit: int) -> Browsed:
        """One page of sources: by relevance to ``query`` (all its words), else newest first."""
        if query is not None and query.terms:
            return self._browse_found(query, filters, offset, limit)
        wanted = [(tantivy.Occur.Must, self._heads()), *self._filtered(filters, "held", "sole")]
        searcher = self._searcher()
        found = searcher.search(
            tantivy.Query.boolean_query(wanted), max(1, limit), offset=max(0, offset), order_by_field="order"
        )
        sources = tuple(searcher.doc(address).get_first("source") for _, address in found.hits)
        return Browsed(sources=sources[: max(0, limit)], total=int(found.count))

    def _browse_found(self, query: Query, filters: Filters, offset: int, limit: int) -> Browsed:
        wanted = [(tantivy.Occur.Must, self._either(term)) for term in query.terms]
        wanted += self._filtered(filters, "kind", "document")
        searcher = self._searcher()
        raw = searcher.search(tantivy.Query.boolean_query(wanted), _DEEPEST, count=False).hits
        best: dict[str, float] = {}
        for hit in self._hits(searcher, raw):
            best[hit.source] = max(hit.score, best.get(hit.source, 0.0))
        ordered = sorted(best, key=lambda source: (-best[source], source))
        return Browsed(sources=tuple(ordered[offset : offset + limit]), total=len(ordered))

    def _either(self, term: str) -> Any:
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term(field, term)) for field in _WORDS]
        )

    def admits(self, passages: Sequence[str], filters: Filters) -> frozenset[tuple[str, str]]:
        """Which of ``passages`` are held and pass the filters, as pairs of source and passage."""
        if not passages:
            return frozenset()
        named = tantivy.Query.term_set_query(self._schema, "passage", sorted(set(passages)))
        wanted = [(tantivy.Occur.Must, named), *self._filtered(filters, "kind", "document")]
        searcher = self._searcher()
        raw = searcher.search(tantivy.Query.boolean_query(wanted), _DEEPEST, count=False).hits
        return frozenset((hit.source, hit.passage) for hit in self._hits(searcher, raw))

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of analysed terms over passages."""
        searcher = self._searcher()
        total = searcher.num_docs
        counts = {term: min(total, searcher.doc_freq("text", term)) for term in terms}
        return {term: log(1 + (total - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


#: No search looks at more hits than this, whatever is asked.
_DEEPEST = 2_000


#: The fields that hold analysed words.
_WORDS = ("text", "title")


def _schema() -> Any:
    build = tantivy.SchemaBuilder()
    for field in _WORDS:
        build.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for field in ("source", "passage"):
        build.add_text_field(field, stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("kind", "held", "design", "language", "standing", "head", "document", "sole"):
        build.add_text_field(field, tokenizer_name="raw", index_option="basic")
    build.add_unsigned_field("year", indexed=True, fast=True)
    build.add_unsigned_field("order", fast=True)
    build.add_unsigned_field("digest", fast=True)
    return build.build()


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn what the engine and the disk say into errors of ours."""
    try:
        yield
    except PermissionError as problem:
        raise WorkspaceReadOnly(f"{path}: cannot be written; make it writable or choose another") from problem
    except OSError as problem:
        if problem.errno == 28:
            raise DiskFull(f"{path}: the disk is full; make room and repeat") from problem
        raise IndexBroken(f"{path}: {problem}; rebuild the index") from problem
    except ValueError as problem:
        raise _meant(path, str(problem)) from problem


def _meant(path: Path, said: str) -> Exception:
    if "LockBusy" in said:
        return WorkspaceBusy(f"{path}: another process is writing to the index; wait for it and repeat")
    if "No space left" in said or "StorageFull" in said:
        return DiskFull(f"{path}: the disk is full; make room and repeat")
    if "PermissionDenied" in said or "Permission denied" in said or "Read-only" in said:
        return WorkspaceReadOnly(f"{path}: cannot be written; make it writable or choose another")
    return IndexBroken(f"{path}: the search index cannot be read ({said[:120]}); rebuild it")


def spread(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The first ``limit`` hits with at most ``PER_SOURCE`` of one source."""
    taken: dict[str, int] = {}
    chosen: list[Hit] = []
    for hit in hits:
        count = taken.get(hit.source, 0)
        if count < PER_SOURCE:
            taken[hit.source] = count + 1
            chosen.append(hit)
            if len(chosen) == limit:
                break
    return chosen


def _documents(entry: Entry) -> Iterator[Any]:
    """One engine document for each passage; one for the source where it has none."""
    source = entry.source
    about = _about(source)
    spelt = _spelt_out(entry.passages)
    for number, passage in enumerate(entry.passages):
        document = _facts(source, passage.kind.value)
        document.add_text("passage", passage.id)
        document.add_text("document", passage.document)
        tokens = _tokens(source, passage, about)
        for short, (long, long_tokens) in spelt.items():
            if short in passage.text and long not in passage.text:
                tokens += long_tokens
        document.add_text("text", " ".join(tokens))
        if number == 0:
            _as_head(document, entry)
        yield document
    if not entry.passages:
        document = _facts(source, _NO_TEXT)
        document.add_text("passage", "")
        document.add_text("title", " ".join(about))
        _as_head(document, entry)
        yield document


def _spelt_out(passages: Sequence[Passage]) -> dict[str, tuple[str, list[str]]]:
    """What a work's abbreviations stand for: a passage is found by them though another one defines them."""
    if len(passages) < 2:
        return {}
    defined: dict[str, str] = {}
    for passage in passages:
        for short, long in abbreviations(passage.text).items():
            defined.setdefault(short, long)
    return {short: (long, analyse(long)) for short, long in defined.items()}


def _about(source: Source) -> list[str]:
    """The tokens that stand for the source in each of its passages: title, MeSH, keywords."""
    title = analyse(source.title or "")
    headings = " . ".join([*(heading.descriptor for heading in source.mesh), *source.keywords])
    return title * TITLE_WEIGHT + analyse(headings)


def _tokens(source: Source, passage: Passage, about: list[str]) -> list[str]:
    tokens = about + analyse(passage.text)
    if passage.kind is TextKind.NOTE and source.population:
        tokens += analyse(source.population)
    return tokens


def _facts(source: Source, kind: str) -> Any:
    document = tantivy.Document()
    document.add_text("source", source.id)
    document.add_text("kind", kind)
    document.add_text("design", source.design.value)
    document.add_text("language", source.language or "")
    document.add_text("standing", source.standing.value)
    document.add_unsigned("year", source.year or _MISSING_YEAR)
    return document


def _as_head(document: Any, entry: Entry) -> None:
    """Mark the one document of a source by which it is counted and browsed."""
    document.add_text("head", "1")
    for kind in sorted({passage.kind.value for passage in entry.passages} or {_NO_TEXT}):
        document.add_text("held", kind)
    texts = {passage.document for passage in entry.passages}
    if len(texts) == 1:
        document.add_text("sole", texts.pop())
    document.add_unsigned("order", _order(entry.source))
    document.add_unsigned("digest", _digest(entry))


def _order(source: Source) -> int:
    """A number by which sources sort, greatest first: newest, then by title, then in no order.

    25 bits of date (20240517), 15 bits of the first three letters, 24 bits of a hash.
    """
    digits = "".join(mark for mark in source.published or "" if mark.isdecimal())
    date = int(digits.ljust(8, "0")[:8])
    letters = 0
    for letter in (source.title or "zzz").casefold().ljust(3)[:3]:
        letters = letters * 32 + (31 - min(31, max(0, ord(letter) - ord("a") + 1)))
    return (date << 39) | (letters << 24) | (_hash(source.id) & 0xFFFFFF)


def _digest(entry: Entry) -> int:
    """32 bits of what is indexed of a source; their sum over all sources stays exact in a double."""
    source = entry.source
    facts = (source.id, source.title, source.published, source.design.value, source.standing.value)
    return _hash("\x1f".join([*map(str, facts), *(passage.id for passage in entry.passages)]))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())
