"""The text of a source, and spans of it. Every offset counts Unicode characters of the stored text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

import orjson


class Role(StrEnum):
    """What a sentence does in its paper (the labels of PubMed RCT, Dernoncourt and Lee 2017)."""

    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSIONS = "conclusions"
    OTHER = "other"


class TextKind(StrEnum):
    """What kind of text is held of a source."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full text"
    EXCERPT = "excerpt"
    NOTE = "house note"
    HOUSE = "house article"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a document that its author set apart: an abstract section, a paragraph, a fact.

    ``section`` is its heading (outer to inner, joined by `` › ``), ``page`` counts from 1, ``role`` is
    stated only where the heading says it.
    """

    start: int
    end: int
    section: str = ""
    page: int | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One stored text of a source. It never changes; another text is another document."""

    text: str
    kind: TextKind
    parts: tuple[Part, ...]
    language: str | None = None

    @property
    def id(self) -> str:
        """The first 20 hexadecimal digits of the content hash (80 bits: no two in any library alike)."""
        # The canonical form of (text, kind, parts), its keys in order already: an ingest asks for many.
        parts = [
            {
                "end": part.end,
                "page": part.page,
                "role": part.role,
                "section": part.section,
                "start": part.start,
            }
            for part in self.parts
        ]
        return hashlib.sha256(orjson.dumps((self.text, self.kind, parts))).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage: ``start`` and ``end`` count from the start of the passage."""

    start: int
    end: int
    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A byte-exact span of one stored document: ``text == document.text[start:end]``.

    ``parts`` are those parts of the document that it holds, where they are several, with offsets from the
    start of the passage; they are filled when an address is resolved (:func:`passage_at`). ``sentences`` is
    filled by ``language``; a passage as it leaves the store has none.
    """

    id: str
    source: str
    document: str
    kind: TextKind
    start: int
    end: int
    text: str
    section: str = ""
    page: int | None = None
    role: Role | None = None
    sentences: tuple[Sentence, ...] = ()
    parts: tuple[Part, ...] = ()


def passage_id(document: str, start: int, end: int) -> str:
    """The address of a span: ``document:start-end``. Anyone who holds the document can resolve it."""
    return f"{document}:{start}-{end}"


def split_passage_id(passage: str) -> tuple[str, int, int]:
    """The inverse of :func:`passage_id`. Raises ``ValueError`` for anything else."""
    document, _, span = passage.partition(":")
    start, _, end = span.partition("-")
    return document, int(start), int(end)


def passage_at(source: str, document: Document, start: int, end: int) -> Passage:
    """The passage that is the span ``[start, end)`` of ``document``, a text of the source ``source``.

    Section, page and role come from the part in which the span begins; the role only where the span does
    not run on into a part with another. Raises ``ValueError`` where the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"document {document.id} has no span {start}-{end}")
    within = [part for part in document.parts if part.start < end and part.end > start]
    first = within[0] if within else None
    roles = {part.role for part in within}
    return Passage(
        id=passage_id(document.id, start, end),
        source=source,
        document=document.id,
        kind=document.kind,
        start=start,
        end=end,
        text=document.text[start:end],
        section=first.section if first else "",
        page=first.page if first else None,
        role=roles.pop() if len(roles) == 1 else None,
        parts=_within(within, start, end) if len(within) > 1 else (),
    )


def _within(parts: list[Part], start: int, end: int) -> tuple[Part, ...]:
    return tuple(
        replace(part, start=max(part.start - start, 0), end=min(part.end, end) - start) for part in parts
    )
