"""Cutting a stored text into passages: the spans that are found, read and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probatum.records.passage import Document, Part, Passage, TextKind, passage_id

#: An abstract up to this many characters is one passage: its authors wrote it to be read whole.
WHOLE_ABSTRACT = 2_000
#: No other passage is longer than this many characters.
LONGEST = 1_500
#: The parts of a note that say how it was made. They are kept in the text and are not evidence.
NOT_EVIDENCE = frozenset({"What was read"})

_SENTENCE_END = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(\[“‘]?[A-Z0-9Α-Ω])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Za-z]|al|vs|cf|figs?|no|nos|ca|approx|dr|prof|st|refs?|e\.g|i\.e|resp|eqs?|suppl|vol)\.$",
    re.IGNORECASE,
)
_Span = tuple[int, int]


def passages(source: str, document: Document) -> tuple[Passage, ...]:
    """Cut ``document``, a text of the source with the id ``source``, into passages, in the order of the text.

    An abstract of up to ``WHOLE_ABSTRACT`` characters is one passage. A house note gives one passage for its
    summary, one for each key fact and one for its population, a house article one for each statement. Any
    other text is cut between parts: paragraphs of one section and page are joined up to ``LONGEST``
    characters, and a longer paragraph is cut at the ends of sentences, failing that between words, failing
    that anywhere. Every character of every part that is not white space is in exactly one passage (but for
    parts in ``NOT_EVIDENCE``). Pure, linear in the text.
    """
    parts = document.parts or (Part(start=0, end=len(document.text)),)
    if document.kind is TextKind.ABSTRACT and parts[-1].end - parts[0].start <= WHOLE_ABSTRACT:
        span = _trimmed(document.text, parts[0].start, parts[-1].end)
        spans = iter([span] if span else [])
    elif document.kind in (TextKind.NOTE, TextKind.HOUSE):
        spans = _each(document.text, [part for part in parts if part.section not in NOT_EVIDENCE])
    else:
        spans = _joined(document.text, parts, whole=document.kind is TextKind.ABSTRACT)
    return tuple(_made(source, document, parts, spans))


def _trimmed(text: str, start: int, end: int) -> _Span | None:
    """The span without white space at its ends; None where nothing is left."""
    stretch = text[start:end]
    body = stretch.strip()
    if not body:
        return None
    first = start + len(stretch) - len(stretch.lstrip())
    return first, first + len(body)


def _each(text: str, parts: list[Part]) -> Iterator[_Span]:
    """The spans of the parts, each for itself."""
    for part in parts:
        yield from _pieces(text, part.start, part.end)


def _joined(text: str, parts: tuple[Part, ...], *, whole: bool) -> Iterator[_Span]:
    """The spans of the parts, neighbours of one section and page joined while they fit."""
    held: _Span | None = None
    about: tuple[str, int | None] | None = None
    reached = 0
    for part in parts:
        here = ("" if whole else _group(part.section), part.page)
        for start, end in _pieces(text, max(part.start, reached), part.end):
            if held is not None and here == about and end - held[0] <= LONGEST:
                held = (held[0], end)
                continue
            if held is not None:
                yield held
            held, about = (start, end), here
        reached = max(reached, part.end)
    if held is not None:
        yield held


def _group(section: str) -> str:
    """What must agree for two paragraphs to be joined: the heading, but an abstract is one thing."""
    return "Abstract" if section.startswith("Abstract") else section


def _pieces(text: str, start: int, end: int) -> Iterator[_Span]:
    """The stretch ``[start, end)`` in pieces of at most ``LONGEST`` characters, without outer white space."""
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        if piece := _trimmed(text, start, cut):
            yield piece
        start = cut
    if piece := _trimmed(text, start, end):
        yield piece


def _cut(text: str, start: int, limit: int) -> int:
    """Where best to cut between the middle of ``[start, limit)`` and its end."""
    middle = (start + limit) // 2
    best = 0
    for match in _SENTENCE_END.finditer(text, middle, limit):
        if not _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            best = match.end()
    if best:
        return best
    space = max(text.rfind(mark, middle, limit) for mark in (" ", "\n"))
    return space + 1 if space > middle else limit


def _made(
    source: str, document: Document, parts: tuple[Part, ...], spans: Iterator[_Span]
) -> Iterator[Passage]:
    """The passages at ``spans``, as :func:`probatum.records.passage.passage_at` makes them, in one sweep."""
    name, text, count = document.id, document.text, len(parts)
    first = 0
    for start, end in spans:
        while first < count - 1 and parts[first].end <= start:
            first += 1
        last = first
        while last < count - 1 and parts[last + 1].start < end:
            last += 1
        within = parts[first : last + 1]
        roles = {part.role for part in within}
        yield Passage(
            id=passage_id(name, start, end),
            source=source,
            document=name,
            kind=document.kind,
            start=start,
            end=end,
            text=text[start:end],
            section=within[0].section,
            page=within[0].page,
            role=roles.pop() if len(roles) == 1 else None,
        )
