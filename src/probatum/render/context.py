"""A passage in its context: the text around it as it is stored, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from probatum.records.passage import Document, Part, Passage

#: A text up to this length (characters) is shown whole.
WHOLE = 6_000
#: Else the section in which the passages stand, where it is no longer than this,
SECTION = 12_000
#: else this much on either side of them, and then to the end of the paragraph.
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

    That is all of a short text, else the sections in which they stand. Joined, the pieces of an unbroken run
    of blocks are the stored text, character for character, white space between paragraphs aside. Pieces of
    the passages are ``cited``; those of the n-th quote bear n.
    """
    return _blocks(document, quoted, _windows(document, quoted, whole=whole))


def on_page(document: Document, quoted: Sequence[Quoted], page: int) -> tuple[Block, ...]:
    """The text of ``document`` that stands on one of its pages, as :func:`in_context` gives it."""
    here = [(part.start, part.end) for part in document.parts if part.page == page]
    return tuple(replace(block, page=None, cut=False) for block in _blocks(document, quoted, here))


def _blocks(
    document: Document, quoted: Sequence[Quoted], windows: Sequence[tuple[int, int]]
) -> tuple[Block, ...]:
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
    return [_window(document, one.passage) for one in quoted]


def _window(document: Document, passage: Passage) -> tuple[int, int]:
    """The section in which a passage stands; where it has none, or a very long one, what is around it."""
    parts = sorted(document.parts, key=lambda part: (part.start, part.end))
    within = [place for place, part in enumerate(parts) if _meets(part, passage)]
    around = (max(0, passage.start - AROUND), min(len(document.text), passage.end + AROUND))
    if not within or not parts[within[0]].section:
        return around
    first, last = within[0], within[-1]
    while first > 0 and parts[first - 1].section == parts[first].section:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].section == parts[last].section:
        last += 1
    start, end = min(parts[first].start, passage.start), max(parts[last].end, passage.end)
    return (start, end) if end - start <= SECTION else around


def _meets(part: Part, passage: Passage) -> bool:
    return part.start < passage.end and part.end > passage.start


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
