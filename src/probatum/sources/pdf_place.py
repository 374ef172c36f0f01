"""Where on a PDF's page a stretch of the text that was read of it stands.

The text was made of the page's lines (``sources.pdf``): whole lines joined to paragraphs, words parted at the
end of a line put together, reference marks, running heads and page numbers left out. So the lines of the page
are read again in the same way, and a paragraph is found as the run of lines of which it was made. Compared is
what those steps leave alone: signs without white space, dashes, and what only the form of a sign tells
(ligatures, accents; Unicode Standard Annex 15).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from probatum.records.place import Wanted
from probatum.sources.parts import fit
from probatum.sources.pdf_layout import Glyph, Line

#: Signs that reading puts in or takes out: dashes at the ends of lines, strokes between cells, powers.
_LOOSE = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212|^")
#: Where the lines do not give the paragraph, so many signs in a row are looked for at a time,
_CHUNK = 24
#: and the place is believed where so many of them are found.
_ENOUGH = 0.6
#: Glyphs further apart than this (in sizes of type) are marked apart: cells of a table.
_APART = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Sign:
    """One folded sign of a page: the line it stands on, and its glyph's number there."""

    line: int
    glyph: int


def boxes_of(lines: Sequence[Line], wanted: Wanted) -> tuple[Box, ...]:
    """The rectangles of the wanted words on a page whose ``lines`` were read with their glyphs. Pure.

    One for each line, or each cell of it, from top to bottom as read; none where the words are not found.
    """
    folded = [_folded_line(line) for line in lines]
    text, at = fold(wanted.text)
    start = sum(place < wanted.start for place in at)
    end = sum(place < wanted.end for place in at)
    if start >= end:
        return ()
    made = _made_of(text, [one for one, _ in folded], wanted.nth)
    if made is not None:
        signs = [_Sign(line, glyph) for line in made for glyph in folded[line][1]]
        return tuple(_boxes(lines, signs[start:end]))
    return tuple(_boxes(lines, _pieced(text[start:end], folded)))


def fold(text: str) -> tuple[str, list[int]]:
    """``text`` as it is compared, and for each sign of it the place in ``text`` that it comes from.

    >>> fold("An eﬀect of co-use")
    ('aneffectofcouse', [0, 1, 3, 4, 4, 5, 6, 7, 9, 10, 12, 13, 15, 16, 17])
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _plain(sign)
        signs.append(plain)
        places += [place] * len(plain)
    return "".join(signs), places


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in _LOOSE or sign.isspace():
        return ""
    plain = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(one for one in plain if not unicodedata.combining(one) and not one.isspace())


def _folded_line(line: Line) -> tuple[str, list[int]]:
    """The text of a line as it is compared, with the number of the glyph that each sign of it stands at.

    The text is that of the glyphs without some of them (reference marks), sign by sign in their order.
    """
    text, _ = fold(fit(line.text))
    glyphs = [(plain, number) for number, glyph in enumerate(line.glyphs) for plain in fold(glyph.text)[0]]
    numbers: list[int] = []
    at = 0
    for sign in text:
        near = range(at, min(len(glyphs), at + _CHUNK))
        at = next((n + 1 for n in near if glyphs[n][0] == sign), at)
        numbers.append(glyphs[max(0, at - 1)][1] if glyphs else 0)
    return text, numbers


def _made_of(text: str, lines: Sequence[str], nth: int) -> list[int] | None:
    """The lines of which a paragraph was made, in their order; those that are no part of it passed over."""
    found: list[list[int]] = []
    for first, line in enumerate(lines):
        if line and text.startswith(line) and (made := _from(first, text, lines)):
            found.append(made)
            if len(found) > nth:
                break
    return found[min(nth, len(found) - 1)] if found else None


def _from(first: int, text: str, lines: Sequence[str]) -> list[int] | None:
    made: list[int] = []
    at = 0
    for number in range(first, len(lines)):
        line = lines[number]
        if line and text.startswith(line, at):
            made.append(number)
            at += len(line)
            if at == len(text):
                return made
    return None


def _pieced(text: str, folded: Sequence[tuple[str, list[int]]]) -> list[_Sign]:
    """The signs of words that are not lines as we read them: in a row, else those pieces that stand once."""
    page = "".join(line for line, _ in folded)
    signs = [_Sign(line, glyph) for line, (_, glyphs) in enumerate(folded) for glyph in glyphs]
    at = page.find(text)
    if at >= 0:
        return signs[at : at + len(text)]
    pieces = [text[at : at + _CHUNK] for at in range(0, len(text) - _CHUNK // 2, _CHUNK)]
    found = [(page.find(piece), len(piece)) for piece in pieces if page.count(piece) == 1]
    if not pieces or len(found) < _ENOUGH * len(pieces):
        return []
    return [sign for at, length in found for sign in signs[at : at + length]]


def _boxes(lines: Sequence[Line], signs: Sequence[_Sign]) -> Iterator[Box]:
    """The rectangles around signs: one for each run on a line that no wide gap parts."""
    spans: dict[int, list[int]] = {}
    for sign in signs:
        spans.setdefault(sign.line, []).append(sign.glyph)
    for line, numbers in spans.items():
        run: list[Glyph] = []
        for glyph in lines[line].glyphs[min(numbers) : max(numbers) + 1]:
            if run and abs(glyph.left - run[-1].right) > _APART * max(glyph.size, run[-1].size, 1.0):
                yield _around(run)
                run = []
            run.append(glyph)
        if run:
            yield _around(run)


def _around(run: Sequence[Glyph]) -> Box:
    return Box(
        min(glyph.left for glyph in run),
        min(glyph.bottom for glyph in run),
        max(glyph.right for glyph in run),
        max(glyph.top for glyph in run),
    )
