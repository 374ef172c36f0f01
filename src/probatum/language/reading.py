"""Reading a passage: its sentences, and what each does in its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from probatum.language.roles import heading_role, roles
from probatum.language.sentences import sentences
from probatum.records.passage import Passage, Role, Sentence, TextKind

#: Texts whose sentences follow the order of an abstract; in any other the model would guess.
_ORDERED = frozenset({TextKind.ABSTRACT, TextKind.EXCERPT})


@lru_cache(maxsize=4096)
def with_sentences(passage: Passage) -> Passage:
    """The passage with its ``sentences`` filled, offsets from the start of the passage.

    No sentence runs from one part of the passage into the next. The role of a sentence is that of its part
    where the reader gave one, else what the last heading in the text says (``METHODS: …``), else, in an
    abstract, what the model of ``language/roles`` reads; in other texts None. Pure, and remembered: the
    passages that one question brings up come again with the next ones.
    """
    spans = _spans(passage)
    texts = [passage.text[start:end] for start, end in spans]
    read = tuple(
        Sentence(start=start, end=end, text=text, role=role)
        for (start, end), text, role in zip(spans, texts, _roles(passage, spans, texts), strict=True)
    )
    return replace(passage, sentences=read)


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """The sentences, cut anew at the start of each part."""
    starts = sorted({0, *(part.start for part in passage.parts)})
    ends = [*starts[1:], len(passage.text)]
    return [
        (begin + start, begin + end)
        for begin, close in zip(starts, ends, strict=True)
        for start, end in sentences(passage.text[begin:close])
    ]


def _roles(passage: Passage, spans: Sequence[tuple[int, int]], texts: Sequence[str]) -> Sequence[Role | None]:
    if passage.role is not None:
        return [passage.role] * len(texts)
    stated = _from_parts(passage, spans) if passage.parts else _from_headings(texts)
    if all(stated) or passage.kind not in _ORDERED:
        return stated
    return [said or read for said, read in zip(stated, roles(texts), strict=True)]


def _from_parts(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[Role | None]:
    """The role of the last part that begins at or before each sentence."""
    found: list[Role | None] = []
    at = 0
    for start, _ in spans:
        while at + 1 < len(passage.parts) and passage.parts[at + 1].start <= start:
            at += 1
        found.append(passage.parts[at].role)
    return found


def _from_headings(texts: Sequence[str]) -> list[Role | None]:
    """The role that the last heading before each sentence states; None before the first heading."""
    current: Role | None = None
    found: list[Role | None] = []
    for text in texts:
        current = heading_role(text) or current
        found.append(current)
    return found
