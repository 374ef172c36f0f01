"""Plain words for those of medical prose that have plain ones, and both under one name, so that they
compare."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from probatum.records.adapted import Edit

#: What is put before a part of a statement that was cut into sentences: it says what comes, and nothing of
#: it.
WHO, COVERS, WHERE, FOUND, SAYS, FIGURES, RATING = (
    "Who was studied:",
    "What it covers:",
    "Where:",
    "It found:",
    "It says:",
    "In figures:",
    "Its rating:",
)
FRAMES = (WHO, COVERS, WHERE, FOUND, SAYS, FIGURES, RATING)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """The pairs of technical and plain words, in order of the list (``plain.txt``)."""
    lines = resources.files("probatum.language").joinpath("plain.txt").read_text("utf-8").splitlines()
    listed = (line.partition(" = ") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((technical.strip(), plain.strip()) for technical, _, plain in listed)


def plainer(text: str) -> list[Edit]:
    """Each technical word of ``text`` as its plain one, with the capital that it had; spans do not overlap.

    A word in a name (the American Heart Association) is part of the name, and is left alone.
    """
    return [
        Edit(start=match.start(), end=match.end(), text=_cased(match[0], _by_word()[match[0].lower()]))
        for match in _technical().finditer(text)
        if not in_name(text, match.start())
    ]


def folded(text: str) -> str:
    """``text`` with the technical words of the list as plain ones: texts that differ by no more are one.

    >>> folded("Renal failure was associated with death")
    'Kidney failure was linked with death'
    """
    for edit in reversed(plainer(text)):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def in_name(text: str, start: int) -> bool:
    """Whether the word at ``start`` is part of a name: it has one capital where no sentence begins."""
    capital = text[start].isupper() and text[start + 1 : start + 2].islower()
    return capital and _WITHIN.search(text[max(0, start - 8) : start]) is not None


#: What stands before a word within a sentence.
_WITHIN = re.compile(r"[^\s.!?:;([“\"]\s+$")


def _cased(said: str, plain: str) -> str:
    return plain[:1].upper() + plain[1:] if said[:1].isupper() else plain


@cache
def _by_word() -> dict[str, str]:
    return {technical.lower(): plain for technical, plain in pairs()}


@cache
def _technical() -> re.Pattern[str]:
    words = sorted((technical for technical, _ in pairs()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)
