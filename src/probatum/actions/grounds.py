"""What a statement is held against: the works that speak of it, and in each the passages that are nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from probatum.index.index import Filters, Query
from probatum.index.query import query_for
from probatum.language.content import keys, names
from probatum.language.pico import LONGEST_QUESTION, read_question
from probatum.language.reading import with_sentences
from probatum.language.topic import DISEASE, TREATMENT, named
from probatum.language.vocabulary import Vocabulary
from probatum.records.claim import Citation
from probatum.records.passage import Passage, TextKind
from probatum.records.question import ClinicalType, Pico, Question, QuestionKind
from probatum.records.source import Source
from probatum.sources.passages import passages
from probatum.verify.check import Cited
from probatum.verify.facing import about, nearest
from probatum.workspace import Workspace

#: How many passages are looked at for a statement, how many works, and how many passages of each.
DEPTH, WORKS, PASSAGES = 40, 10, 4
#: How many more for a statement together with what stands around it.
AROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One work with the passages that are nearest to a statement, each quoted at its nearest sentence.

    ``shared`` is the share of the statement's content that its nearest sentence has (0 to 1).
    """

    source: Source
    cited: tuple[Cited, ...]
    shared: float
    named: bool = False


@dataclass(slots=True)
class Library:
    """The library as one audit reads it: what was read once is remembered until the audit ends."""

    ws: Workspace
    filters: Filters = field(default_factory=Filters)
    _sources: dict[str, Source] = field(default_factory=dict)
    _passages: dict[tuple[str, str], Passage] = field(default_factory=dict)
    _whole: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def grounds(
        self,
        statement: str,
        *,
        around: str = "",
        subject: frozenset[str] = frozenset(),
        named: frozenset[str] = frozenset(),
        only: bool = False,
    ) -> tuple[Ground, ...]:
        """The works to hold a statement against, nearest first; those ``named`` (ids) always among them.

        ``around`` are words that say what the statement is about where it does not (its heading, the title of
        its text): they are looked for too, and not compared. ``subject`` are the content keys of the disease
        that the text is about: where the statement names none of them, works that speak of none are left
        out, if others do or the statement names no disease or medicine at all. With ``only`` no work but
        those named is looked at.
        """
        found: dict[str, list[Passage]] = {source: list(self._all(source)) for source in sorted(named)}
        if not only:
            for passage in (*self._search(statement, DEPTH), *self._search(f"{statement} {around}", AROUND)):
                if passage.source not in found and len(found) < WORKS + len(named):
                    found[passage.source] = list(self._notes(passage.source))
                if passage.source in found and passage not in found[passage.source]:
                    found[passage.source].append(passage)
        grounds = [
            self._ground(statement, source, held, named=source in named)
            for source, held in found.items()
            if held
        ]
        apart = bool(subject) and not subject & keys(statement)
        kept = _of_subject(statement, grounds, subject, self.ws.vocabulary) if apart else grounds
        return tuple(sorted(kept, key=lambda one: (-one.shared, one.source.id)))

    def _search(self, statement: str, limit: int) -> list[Passage]:
        hits = self.ws.index.search(self._query(statement), limit=limit)
        wanted = [hit for hit in hits if (hit.source, hit.passage) not in self._passages]
        read = self.ws.store.passages([hit.passage for hit in wanted], [hit.source for hit in wanted])
        for hit, passage in zip(wanted, read, strict=True):
            self._passages[hit.source, hit.passage] = with_sentences(passage)
        return [self._passages[hit.source, hit.passage] for hit in hits]

    def _query(self, statement: str) -> Query:
        asked = Question(
            text=statement, kind=QuestionKind.SUMMARY, clinical_type=ClinicalType.OTHER, pico=Pico()
        )
        return query_for(asked, self.ws.vocabulary, self.filters)

    def _notes(self, source: str) -> Iterable[Passage]:
        """All of a house note: its facts are one work's findings, and qualify each other."""
        return (passage for passage in self._all(source) if passage.kind is TextKind.NOTE)

    def _all(self, source: str) -> tuple[Passage, ...]:
        if source not in self._whole:
            self._whole[source] = tuple(
                with_sentences(passage)
                for document in self.ws.store.documents(source)
                if document.id not in self.filters.without
                for passage in passages(source, document)
            )
        return self._whole[source]

    def source(self, source: str) -> Source:
        """A work by its id. Raises ``NotHeld``."""
        if source not in self._sources:
            self._sources[source] = self.ws.store.source(source)
        return self._sources[source]

    def _ground(self, statement: str, source: str, held: Sequence[Passage], *, named: bool) -> Ground:
        work = self.source(source)
        near = sorted(
            ((nearest(statement, passage), passage) for passage in held),
            key=lambda pair: (-pair[0].rank, pair[1].start),
        )[:PASSAGES]
        return Ground(
            source=work,
            cited=tuple(
                Cited(citation=Citation.of(passage, place.start, place.end), passage=passage, source=work)
                for place, passage in near
            ),
            shared=max(place.rank for place, _ in near),
            named=named,
        )


def subject_of(title: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The content keys of whom or what disease a title is about, under all their names and narrower ones.

    Of a title that names no such people, what it names at all: words of any medical text are left out.
    """
    if not title.strip() or len(title) > LONGEST_QUESTION:
        return frozenset()
    people = read_question(title, vocabulary).pico.population
    called = {name for one in people if one.preferred for name in (one.preferred, *one.synonyms)}
    found = frozenset(key for name in sorted(called) for key in keys(name) if key.startswith("="))
    return found or names(title)


def _of_subject(
    statement: str, grounds: Sequence[Ground], subject: frozenset[str], vocabulary: Vocabulary
) -> Sequence[Ground]:
    """The works that speak of the subject, and those named.

    All where none does and the statement names a disease or medicine of its own: of a statement that leans on
    the text around it ("it is not infectious before the blisters appear") a work on another matter says
    nothing.
    """
    of = [one for one in grounds if one.named or subject & _speaks_of(one)]
    own = any(one.nature in (DISEASE, TREATMENT) for one in named(statement, vocabulary))
    return grounds if own and all(one.named for one in of) else of


def _speaks_of(ground: Ground) -> frozenset[str]:
    return about(ground.source).union(*(keys(one.passage.text) for one in ground.cited))
