"""The lines of a PDF page in the order of reading: columns one after the other, reference marks taken out."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from probatum.sources.pdf_sight import Letter, Sight

#: A page with more characters than this is no page.
MOST_CHARACTERS = 100_000
#: Stands where PDFium saw a word parted at the end of a line.
SOFT = "\u00ad"
#: Digits as they stand when they are raised.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_COLUMN_LINES = 6
_MARKER = re.compile(r"(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*,?|[*†‡§¶#✉]+)")
_POWER_OF = re.compile(r"(?:(?<!\d)10|(?:^|[\s/(])(?:[kcmμ]?m|s|min|h|L|d)|(?:^|[\s(])[IRrχτη])$")
#: What ``_POWER_OF`` finds has no more characters.
_LONGEST_BASE = 8


@dataclass(slots=True)
class Line:
    """One line of one column: its text, its left and right edge and baseline (points), its type.

    ``glyphs`` are the signs that it was read of, also those left out of the text; only where asked for.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    glyphs: tuple[Glyph, ...] = ()


@dataclass(slots=True)
class Glyph:
    """A sign as it stands on the page: its text (a space after it too) and its box in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    index: int
    letter: Letter
    bottom: float = 0.0
    top: float = 0.0


@dataclass(slots=True)
class _Run:
    """Glyphs of one line, as they come."""

    glyphs: list[Glyph] = field(default_factory=list)
    parted: bool = False


def page_lines(
    page: pdfium.PdfPage, number: int, *, marks: bool = False, placed: bool = False
) -> tuple[list[Line], float, int]:
    """The lines of a page in the order of reading, with the page's height (points).

    ``marks``: raised reference marks stay, as raised digits. ``placed``: each line brings its glyphs. What a
    reader of the page cannot see is left out; the last number says how many letters that were.

    The page's own order is kept, unless it runs across two columns; then each column is read from top to
    bottom between the lines that span both.
    """
    width, height = page.get_size()
    text_page = page.get_textpage()
    sight = Sight(page, text_page)
    try:
        lines = [
            line
            for run in _runs(text_page, sight)
            for line in _lines(text_page, _seen(run, sight), number, marks=marks, placed=placed)
        ]
    finally:
        text_page.close()
    return _ordered(_rows(lines, width), width), height, sight.unseen


def _seen(run: _Run, sight: Sight) -> _Run:
    """The run without what cannot be seen."""
    kept = sight.keeps([glyph.letter for glyph in run.glyphs])
    return _Run([glyph for glyph, keep in zip(run.glyphs, kept, strict=True) if keep], run.parted)


def _runs(text_page: pdfium.PdfTextpage, sight: Sight) -> Iterator[_Run]:
    """The runs of glyphs between line ends and wide gaps."""
    run = _Run()
    count = min(text_page.count_chars(), MOST_CHARACTERS)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in {0x2, 0xFFFE, 0xAD} or (code == 0x2D and raw.FPDFText_IsHyphen(text_page, index) == 1):
            run.parted = True
            yield run
            run = _Run()
            continue
        text = _character(code)
        if text in {"", "\n", "\r"}:
            if run.glyphs and text:
                yield run
                run = _Run()
            continue
        if text.isspace():
            if run.glyphs:
                run.glyphs[-1].text += " "
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        # The height of the line's box, as the font size itself may be hidden in a matrix.
        size = abs(box.top - box.bottom)
        letter = sight.letter(index, box)
        glyph = Glyph(text, box.left, box.right, y.value, size, index, letter, box.bottom, box.top)
        if run.glyphs and _apart(run.glyphs[-1], glyph):
            yield run
            run = _Run()
        run.glyphs.append(glyph)
    if run.glyphs:
        yield run


def _character(code: int) -> str:
    """The character of a code; nothing for what is no character of a text."""
    if code < 0x20 and code not in {0x9, 0xA, 0xD}:
        return ""
    return "" if 0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF or code > 0x10FFFF else chr(code)


def _apart(before: Glyph, after: Glyph) -> bool:
    """Whether a glyph begins a new line or column."""
    size = max(before.size, after.size, 1.0)
    wide = after.left - before.right > 2.0 * size
    back = after.left < before.left - size and abs(after.base - before.base) > 0.5 * size
    return wide or back


def _lines(
    text_page: pdfium.PdfTextpage, run: _Run, number: int, *, marks: bool, placed: bool
) -> Iterator[Line]:
    """The run as a line, without its reference marks unless ``marks``; nothing where there are no words."""
    glyphs = run.glyphs
    if not glyphs:
        return
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = max(size for size, count in sizes.items() if count >= max(sizes.values()) * 0.3)
    bases = sorted(glyph.base for glyph in glyphs if abs(glyph.size - size) < 0.1)
    base = bases[len(bases) // 2]
    text = " ".join(_without_marks(glyphs, size, base, marks=marks).split())
    if len(text) < 2 and not text.isdigit():
        return
    weight = _bold(text_page, glyphs[len(glyphs) // 2].index)
    text += SOFT if run.parted else ""
    kept = tuple(glyphs) if placed else ()
    yield Line(text, glyphs[0].left, glyphs[-1].right, base, size, weight, number, kept)


def _without_marks(glyphs: Sequence[Glyph], size: float, base: float, *, marks: bool) -> str:
    """The text of the glyphs; raised numbers go where they are marks, and get ``^`` where they are powers."""
    text, raised = "", ""
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.size < 0.85 * size and glyph.base > base + 0.15 * size:
            raised += glyph.text
            continue
        if raised:
            text = _with_raised(text, raised, marks=marks)
            raised = ""
        text += glyph.text if glyph is not None else ""
    return text


def _with_raised(text: str, raised: str, *, marks: bool) -> str:
    mark = raised.strip()
    space = " " if raised.endswith(" ") else ""
    # What is raised to a power stands right before it: all that is before is not read once for each.
    if re.fullmatch(r"[-−–+]?\d+", mark) and _POWER_OF.search(text, max(0, len(text) - _LONGEST_BASE)):
        return f"{text}{'^' if text[-1:].isdigit() else ''}{mark}{space}"
    if _MARKER.fullmatch(mark.replace(" ", "")):
        return f"{text}{mark.translate(RAISED) if marks else ''}{space}"
    return text + raised


def _bold(text_page: pdfium.PdfTextpage, index: int) -> bool:
    """Whether the glyph is of a bold font, by the font's name."""
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, None, 0, flags)
    if not 0 < length < 1000:
        return False
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(text_page, index, buffer, length, flags)
    name = buffer.value.lower()
    return any(word in name for word in (b"bold", b"black", b"heavy", b"semibd", b".b"))


def _columns(lines: Sequence[Line], width: float) -> bool:
    """Whether the page has two columns: enough lines end before its middle, and enough begin behind it."""
    middle, slack = width / 2, width * 0.03
    left = sum(line.right < middle + slack and len(line.text) > 25 for line in lines)
    right = sum(line.left > middle - slack and len(line.text) > 25 for line in lines)
    return left >= _COLUMN_LINES and right >= _COLUMN_LINES


def _side(line: Line, width: float) -> int:
    """0 for the left column, 1 for the right, 2 for a line that spans both."""
    middle, slack = width / 2, width * 0.03
    if line.right < middle + slack:
        return 0
    return 1 if line.left > middle - slack else 2


def _rows(lines: Sequence[Line], width: float) -> list[Line]:
    """Pieces of one row of one column joined by a stroke: the cells of a table."""
    two = _columns(lines, width)
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        same = (
            last is not None
            and abs(last.base - line.base) < 0.3 * line.size
            and last.right <= line.left
            and not last.text.endswith(SOFT)
            and (not two or _side(last, width) == _side(line, width))
        )
        if same and last is not None:
            last.text, last.right = f"{last.text} | {line.text}", line.right
            last.glyphs += line.glyphs
        else:
            rows.append(line)
    return rows


def _ordered(lines: list[Line], width: float) -> list[Line]:
    """The lines column by column, where the page gives them row by row."""
    if not _columns(lines, width):
        return lines
    sides = [side for line in lines if (side := _side(line, width)) != 2]
    switches = sum(one != two for one, two in pairwise(sides))
    if switches <= min(sides.count(0), sides.count(1)) // 2:
        return lines
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if _side(line, width) == 2:
            ordered += _by_column(band, width)
            band = []
            ordered.append(line)
        else:
            band.append(line)
    return ordered + _by_column(band, width)


def _by_column(band: list[Line], width: float) -> list[Line]:
    return sorted(band, key=lambda line: (_side(line, width), -line.base, line.left))
