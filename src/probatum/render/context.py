"""A passage in its context: the text around it as it is stored, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from probatum.records.passage import Document, Part, Passage

#: A text up to this length (characters) is shown whole.
WHOLE = 6_000
#: Else this much is shown on either side of the passages, and then to the end of the paragraph.
AROUND = 1_200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text.

    ``quote`` is the number of the quote that it belongs to (from 1), 0 for none; ``opens`` is true for the
    first piece of a quote, so that it can be pointed to.
    """

    text: str
    quote: int = 0
    opens: bool = False
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``heading`` is stated where it differs from the one before; ``cut`` marks an omission."""

    pieces: tuple[Piece, ...]
    heading: str = ""
    page: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage and the span of it that is quoted (characters from its start); the whole where none is."""

    passage: Passage
    start: int = 0
    end: int = 0

    @property
    def within(self) -> tuple[int, int]:
        """The quoted span, in characters from the start of the document."""
        return self.passage.start + self.start, self.passage.start + self.end


def in_context(document: Document, quoted: Sequence[Quoted], *, whole: bool = False) -> tuple[Block, ...]:
    """The text of ``document`` around some passages of it, paragraph by paragraph.

    Joined, the pieces of an unbroken run of blocks are the stored text, character for character, white
    space between paragraphs aside. Pieces of the passages are ``cited``; those of the n-th quote bear n.
    """
    windows = _windows(document, quoted, whole=whole)
    blocks: list[Block] = []
    heading, page, last_end = "", None, 0
    for part in _paragraphs(document):
        if not any(part.start < end and part.end > start for start, end in windows):
            continue
        blocks.append(
            Block(
                pieces=tuple(_pieces(document.text, part, quoted)),
                heading=part.section if part.section != heading else "",
                page=part.page if part.page != page else None,
                cut=bool(document.text[last_end : part.start].strip()),
            )
        )
        heading, page, last_end = part.section, part.page, part.end
    return tuple(blocks)


def _windows(document: Document, quoted: Sequence[Quoted], *, whole: bool) -> list[tuple[int, int]]:
    length = len(document.text)
    if whole or length <= WHOLE or not quoted:
        return [(0, length)]
    return [(max(0, one.passage.start - AROUND), min(length, one.passage.end + AROUND)) for one in quoted]


def _paragraphs(document: Document) -> Iterator[Part]:
    """The parts of a document in order, and what stands between them where it is not white space."""
    at = 0
    for part in sorted(document.parts, key=lambda part: (part.start, part.end)):
        if document.text[at : part.start].strip():
            yield Part(start=at, end=part.start)
        start = max(at, part.start)  # parts that overlap: what was shown is not shown twice
        if part.end > start:
            yield replace(part, start=start)
        at = max(at, part.end)
    if document.text[at:].strip():
        yield Part(start=at, end=len(document.text))


def _pieces(text: str, part: Part, quoted: Sequence[Quoted]) -> Iterator[Piece]:
    """Cut a paragraph at every edge of a passage or quote, so that each piece is wholly one thing."""
    edges = {part.start, part.end}
    for one in quoted:
        edges |= {one.passage.start, one.passage.end, *one.within}
    cuts = sorted(edge for edge in edges if part.start <= edge <= part.end)
    for start, end in pairwise(cuts):
        quote = next((n for n, one in enumerate(quoted, 1) if _inside(start, end, one.within)), 0)
        yield Piece(
            text=text[start:end],
            quote=quote,
            opens=quote > 0 and start == quoted[quote - 1].within[0],
            cited=any(_inside(start, end, (one.passage.start, one.passage.end)) for one in quoted),
        )


def _inside(start: int, end: int, span: tuple[int, int]) -> bool:
    return span[0] <= start and end <= span[1]
