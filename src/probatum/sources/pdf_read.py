"""Reads a PDF. Run in a process of its own by ``pdf``.

``python -m probatum.sources.pdf_read SECONDS MEMORY WHAT LONGEST`` reads the file from standard input. It
writes the number of each page on a line as it begins to read it, and at last one line of JSON: what it read,
or what is wrong with the file. It takes no more memory and time than it is allowed.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import orjson
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from probatum.errors import BrokenInput, EncryptedInput, HostileInput, InputError
from probatum.language.interface import N_, filled, worded
from probatum.records.passage import Role, TextKind
from probatum.records.source import Author, Source
from probatum.sources.confined import Bounds, confine
from probatum.sources.meta import Stated, source_of, xmp_of
from probatum.sources.parts import Parts, fit, one_line, plain_heading, role_of_heading
from probatum.sources.pdf import LATE, MEMORY, PARAGRAPHS, Limits, Paragraph
from probatum.sources.pdf_layout import SOFT, Line, page_lines
from probatum.sources.reader import Read, Refused

#: A file with more pages is refused.
MOST_PAGES = 3_000
#: A page with fewer characters than this on average has no text layer worth the name.
LEAST_TEXT = 20
#: Fewer hidden letters than these are marks of the printer, and not worth a word.
MENTIONED = 20

_TOP, _BOTTOM = 0.935, 0.065
_NUMBERS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?:][\"')\]”’]*$")
_CAPTION = re.compile(
    r"(?:(?:Supplementary\s)?(?:Fig(?:ure|\.)?|Table|Box|Scheme)\s?[A-Z]?\d{1,3}[a-z]?)\b[.:|]?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|tex|qxd)\b|^microsoft word|untitled", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page\s)?\d{1,5}(?:\s(?:of|/)\s\d+)?", re.IGNORECASE)
_REFERENCES = re.compile(r"(?:references|bibliography|literature cited|reference list)", re.IGNORECASE)
#: A word with hyphens, read from its beginning alone and never given back: letters in a row may be many.
_PARTED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)+")
_ITEM = re.compile(r"(?:[•◦▪●‣·–-]|\[\d{1,3}\]|\d{1,3}[.)])\s\S")
_JOINED = frozenset(
    {"anti", "non", "self", "well", "co", "cross", "long", "short", "high", "low", "two", "three", "dose",
     "double", "single", "meta", "follow", "placebo", "evidence", "health", "x", "t", "b", "all", "in", "so",
     "half", "mid"}
)  # fmt: skip
#: So many bookmarks are looked at.
_MOST_MARKS = 5_000
#: No more running heads than these are told from the text, the most frequent first; none is so long.
_MOST_HEADS, _LONGEST_HEAD = 500, 300
#: No title, and no word, has more characters.
_LONGEST_TITLE, _LONGEST_WORD = 400, 200
#: Told of each page before it is read, and of page 0 when all are.
Reached = Callable[[int], None]


def main() -> None:
    """Answer the one request of this process."""
    seconds, memory, what, longest = sys.argv[1:]
    confine(Bounds(int(seconds), int(memory)))
    told = answer(
        sys.stdin.buffer.read(),
        what,
        limits=Limits(longest=int(longest), seconds=int(seconds), memory=int(memory)),
        reached=lambda number: print(number, flush=True),
    )
    sys.stdout.buffer.write(orjson.dumps(told))


def answer(data: bytes, what: str, *, limits: Limits, reached: Reached) -> dict[str, Any]:
    """What the file holds, as :mod:`probatum.sources.pdf` reads it; or, under ``problem``, what is wrong."""
    try:
        if what == PARAGRAPHS:
            paragraphs, unseen = paragraphs_of(data, limits=limits, reached=reached)
            return {"paragraphs": paragraphs, "unseen": unseen}
        return {"works": works_of(data, limits=limits, reached=reached)}
    except InputError as error:
        return {
            "problem": type(error).__name__,
            "said": [_parts_of(one) for one in (error.problem, error.fix)],
        }
    except MemoryError:
        return {"problem": MEMORY}


def _parts_of(sentence: str) -> tuple[str, dict[str, object]]:
    """A sentence as the catalogue holds it, and what is filled into it."""
    told = worded(sentence)
    return told.message, told.values


def works_of(data: bytes, *, limits: Limits, reached: Reached) -> list[Read | Refused]:
    """As :func:`probatum.sources.pdf.read_pdf`, in this process."""
    with _open(data) as document:
        pages, unseen = _pages(document, limits, reached)
        stated = document.get_metadata_dict(skip_empty=True)
        outline = frozenset(
            _key(mark.get_title()) for _, mark in zip(range(_MOST_MARKS), document.get_toc(), strict=False)
        )
    text = sum(len(line.text) for lines in pages for line in lines)
    if text < LEAST_TEXT * max(1, len(pages)):
        reason = f"no text layer ({text} characters on {len(pages)} pages): the pages are pictures"
        if unseen:
            reason = f"no words that can be seen ({_counted(unseen)} hidden on {len(pages)} pages)"
        fix = "recognise the text first (for instance with ocrmypdf) and read the result"
        return [Refused(place="file", reason=reason, fix=fix)]
    parts = Parts("")  # who asked knows what the file is called
    paragraphs = _paragraphs([line for lines in pages for line in lines], outline)
    title = _title(pages[0], stated)
    _fill(parts, paragraphs, title)
    source = _source(data, stated, pages, title)
    document_ = parts.document(TextKind.FULL_TEXT)
    read = Read(source=source, document=document_, reader="pdf", place="file")
    return [read, *_hidden(unseen)]


def _hidden(unseen: Counter[int]) -> Iterator[Refused]:
    """Says what was left out because no reader of the page can see it."""
    if unseen.total() >= MENTIONED:
        where = ", ".join(str(page) for page in sorted(unseen)[:12])
        yield Refused(
            place=f"page {where}" if len(unseen) == 1 else f"pages {where}{' …' if len(unseen) > 12 else ''}",
            reason=f"{_counted(unseen)} that a reader cannot see (no ink, tiny, or off the page) left out",
            fix="the rest was read; look at these pages before you trust the file",
        )


def _counted(unseen: Counter[int]) -> str:
    number = unseen.total()
    return "1 letter" if number == 1 else f"{number:,} letters"


def paragraphs_of(data: bytes, *, limits: Limits, reached: Reached) -> tuple[list[Paragraph], int]:
    """As :func:`probatum.sources.pdf.read_paragraphs`, in this process."""
    with _open(data) as document:
        pages, unseen = _pages(document, limits, reached, marks=True)
    lines = [line for page in pages for line in page]
    if sum(len(line.text) for line in lines) < LEAST_TEXT:
        raise BrokenInput(
            N_("no text layer: the pages are pictures"),
            fix=N_("recognise the text first (for instance with ocrmypdf) or paste the text"),
        )
    hidden = unseen.total()
    return _paragraphs(lines, frozenset(), items=True), hidden if hidden >= MENTIONED else 0


@contextmanager
def _open(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards; what PDFium cannot read of it is told as damage."""
    document = _opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise HostileInput(filled("more than {most} pages", most=MOST_PAGES), fix=N_("split the file"))
        yield document
    except pdfium.PdfiumError as error:
        said = filled("damaged PDF ({error})", error=str(error))
        raise BrokenInput(said, fix=N_("fetch the file again")) from error
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(error) from error
    if len(document) == 0:
        raise BrokenInput(N_("a PDF without pages"), fix=N_("fetch the file again"))
    return document


def _refusal(error: pdfium.PdfiumError) -> InputError:
    code = raw.FPDF_GetLastError() if error.err_code is None else error.err_code
    if code == raw.FPDF_ERR_PASSWORD:
        return EncryptedInput(N_("protected by a password"), fix=N_("save it without one and try again"))
    if code == raw.FPDF_ERR_SECURITY:
        return EncryptedInput(N_("protected in a way we do not know"), fix=N_("save it without protection"))
    return BrokenInput(N_("not a PDF, or a damaged one"), fix=N_("fetch the file again"))


def _pages(
    document: pdfium.PdfDocument, limits: Limits, reached: Reached, *, marks: bool = False
) -> tuple[list[list[Line]], Counter[int]]:
    """The lines of every page, without running heads and feet; and how many letters of each are hidden.

    No page is read after the limits: whoever asked waits for this one.
    """
    begun, length = time.monotonic(), 0
    pages: list[list[Line]] = []
    heights: list[float] = []
    edges: Counter[str] = Counter()
    hidden: Counter[int] = Counter()
    for number, page in enumerate(_each(document, reached), start=1):
        if time.monotonic() - begun > limits.seconds:
            raise HostileInput(filled(LATE, seconds=limits.seconds), fix=N_("split the file"))
        lines, height, unseen = page_lines(page, number, marks=marks)
        hidden += Counter({number: unseen})
        for line in lines:
            line.text = fit(line.text.replace(SOFT, "\ue000")).replace("\ue000", SOFT)
        edges.update({_edge(line.text) for line in lines if _at_edge(line, height)})
        pages.append([line for line in lines if not _is_number(line, height)])
        heights.append(height)
        length += sum(len(line.text) for line in pages[-1])
        if length > limits.longest:
            said = filled("more than {most} characters of text", most=limits.longest)
            raise HostileInput(said, fix=N_("split the file"))
    often = _often(edges, max(2, min(3, len(pages) // 2)))
    kept = [
        [line for line in lines if not (_at_edge(line, height) and _is_head(line.text, often))]
        for lines, height in zip(pages, heights, strict=True)
    ]
    return kept, hidden


def _each(document: pdfium.PdfDocument, reached: Reached) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        reached(index + 1)  # a page is taken apart where it is opened
        page = document[index]
        try:
            yield page
        finally:
            page.close()
    reached(0)


def _at_edge(line: Line, height: float) -> bool:
    return not height * _BOTTOM < line.base < height * _TOP


def _is_number(line: Line, height: float) -> bool:
    outer = not height * 0.1 < line.base < height * 0.9
    return outer and bool(_PAGE_NUMBER.fullmatch(line.text))


def _is_head(text: str, often: str) -> bool:
    """Whether a line at an edge recurs there, is part of one that does, or is an address or a copyright."""
    return _edge(text) in often or text.startswith(("©", "www.", "http"))


def _often(edges: Counter[str], least: int) -> str:
    """The running heads, a line each: what stands at the edges of so many pages at least."""
    heads = [text for text, count in edges.items() if count >= least and len(text) <= _LONGEST_HEAD]
    return "\n".join(sorted(heads, key=lambda text: (-edges[text], text))[:_MOST_HEADS])


def _edge(text: str) -> str:
    """A running head with its numbers left out, as it recurs from page to page."""
    return _NUMBERS.sub("#", text).lower()


def _paragraphs(lines: Sequence[Line], outline: frozenset[str], *, items: bool = False) -> list[Paragraph]:
    """Lines joined to paragraphs: a new one at a heading, a gap, an indent after a full stop, or a page."""
    body = _body_size(lines)
    leading = _leading(lines, body)
    words = Counter(_PARTED.findall(" ".join(line.text for line in lines)))
    paragraphs: list[_Growing] = []
    last: Line | None = None
    for line in lines:
        if line.size < 0.6 * body:
            continue
        heading = _is_heading(line, body) or (bool(outline) and _key(line.text) in outline)
        caption = _CAPTION.match(line.text)
        open_ = paragraphs[-1] if paragraphs else None
        if items and _ITEM.match(line.text) and not (last is not None and last.text.endswith(SOFT)):
            open_ = None
        if open_ is None or last is None or caption or _breaks(last, line, open_.heading, heading, leading):
            paragraphs.append(_Growing(line, heading, caption[0] if caption else ""))
        else:
            open_.add(line, words)
        last = line
    return [paragraph.grown() for paragraph in paragraphs]


class _Growing:
    """A paragraph line by line. The next line touches nothing but the last word, so no more is looked at."""

    def __init__(self, line: Line, heading: bool, caption: str) -> None:
        self.heading = heading
        self._line, self._caption = line, caption
        self._done: list[str] = []
        self._end = ""
        self._ends(line.text)

    def add(self, line: Line, words: Counter[str]) -> None:
        """Put the next line behind what is there."""
        self._ends(_glued(self._end, line.text, words))

    def _ends(self, text: str) -> None:
        self._done.append(text[:-_LONGEST_WORD])
        self._end = text[-_LONGEST_WORD:]

    def grown(self) -> Paragraph:
        """The paragraph."""
        text = "".join([*self._done, self._end]).replace(SOFT, "-")
        return Paragraph(text, self._line.page, self.heading, self._line.size, self._caption)


def _body_size(lines: Sequence[Line]) -> float:
    """The size of type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _leading(lines: Sequence[Line], body: float) -> float:
    """The distance of two lines of a paragraph, as it mostly is."""
    gaps = Counter(
        round(one.base - two.base, 1)
        for one, two in pairwise(lines)
        if one.page == two.page and 0 < one.base - two.base < 3 * body
    )
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2 * body)


def _is_heading(line: Line, body: float) -> bool:
    """Whether a line looks like a heading: short, without a full stop, and bold, larger, or in capitals."""
    text = line.text
    if (
        not 3 <= len(text) <= 120
        or text.endswith((".", ",", ";", SOFT))
        or not text[0].isalnum()
        or " | " in text
    ):
        return False
    if sum(letter.isalpha() for letter in text) < 0.6 * len(text):
        return False
    named = role_of_heading(text) is not None or bool(_REFERENCES.fullmatch(plain_heading(text)))
    capitals = text.isupper() and len(text) > 4
    return (
        line.size > 1.12 * body
        or ((line.bold or capitals) and line.size > 0.9 * body)
        or (named and text.istitle())
    )


def _breaks(last: Line, line: Line, headed: bool, heading: bool, leading: float) -> bool:
    """Whether a line begins a new paragraph, where the one so far is a heading (``headed``) or not."""
    if heading or headed:
        same = heading and headed and abs(last.size - line.size) < 0.5 and last.bold == line.bold
        return not (same and 0 < last.base - line.base < 1.6 * max(leading, line.size))
    if last.page != line.page:
        return True
    if (
        abs(last.size - line.size) > 0.08 * max(last.size, line.size)
        or " | " in line.text
        or " | " in last.text
    ):
        return True
    if line.base > last.base:  # the next column goes on with the sentence
        return bool(_ENDED.search(last.text))
    gap = last.base - line.base > 1.45 * leading
    indent = line.left - last.left > 0.6 * line.size and bool(_ENDED.search(last.text))
    return gap or indent


def _glued(before: str, after: str, words: Counter[str]) -> str:
    """Two lines as one; a word parted at the end of one is put together as the text writes it elsewhere."""
    parted = before.endswith(SOFT)
    hyphen = before.endswith("-") and before[-2:-1].isalnum()
    if not parted and not hyphen:
        return f"{before} {after}"
    stem = before[:-1]
    first = re.search(r"[^\W_]+$", stem)
    second = re.match(r"[^\W_]+", after)
    if not first or not second or not second[0][0].islower() or not first[0].isalpha():
        return f"{stem}-{after}"
    joined = f"{first[0]}-{second[0]}"
    if words[joined] or (hyphen and not parted) or first[0].lower() in _JOINED or first[0].isupper():
        return f"{stem}-{after}"
    return f"{stem}{after}"


def _fill(parts: Parts, paragraphs: Sequence[Paragraph], title: str) -> None:
    """Write the paragraphs into parts, under the headings before them; the reference list is passed over."""
    section, role, listed = "", None, False
    name = _key(title)
    for paragraph in paragraphs:
        if paragraph.page == 1 and name and _key(paragraph.text) in {name, name[: len(_key(paragraph.text))]}:
            continue
        if paragraph.heading and not paragraph.caption:
            section = plain_heading(paragraph.text)
            listed = bool(_REFERENCES.fullmatch(section))
            role = role_of_heading(section) or (role if _inner(paragraph.text) else None)
        elif not listed:
            where = f"{section} › {paragraph.caption.rstrip('.:|')}" if paragraph.caption else section
            _add(parts, paragraph, where.removeprefix(" › "), role)


def _inner(heading: str) -> bool:
    """Whether a heading stands below the one before: it is not in capitals."""
    return not heading.isupper()


def _add(parts: Parts, paragraph: Paragraph, section: str, role: Role | None) -> None:
    parts.add(one_line(paragraph.text), section=section, page=paragraph.page, role=role)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _title(lines: Sequence[Line], stated: dict[str, str]) -> str:
    """The title of the metadata where it is one, else the largest type at the head of the first page."""
    given = one_line(stated.get("Title"))
    if len(given) <= _LONGEST_TITLE and len(given.split()) >= 3 and not _FILE_NAME.search(given):
        return given
    candidates = [line for line in lines if len(line.text) > 12 or len(line.text.split()) > 1]
    if not candidates:
        return ""
    largest = max(line.size for line in candidates[:40])
    block: list[str] = []
    for line in candidates[:40]:
        if line.size > 0.95 * largest:
            block.append(line.text)
        elif block:
            break
    found = one_line(" ".join(block)).replace(f"{SOFT} ", "").replace(SOFT, "")
    return found if largest > 1.1 * _body_size(lines) and len(found) <= _LONGEST_TITLE else ""


def _source(data: bytes, stated: dict[str, str], pages: Sequence[Sequence[Line]], title: str) -> Source:
    """What XMP, the document information and the first two pages say of the work."""
    xmp = xmp_of(data)
    read = [*pages[:2], *pages[2:][-2:]]  # licences stand at the end
    first = one_line(" ".join(line.text for lines in read for line in lines))
    names = xmp.authors or tuple(re.split(r"\s*(?:;|,|\band\b)\s*", one_line(stated.get("Author"))))
    authors = tuple(Author(family=family, given=given) for family, given in map(_parted, names) if family)
    known = Stated(
        title=title or xmp.title,
        doi=xmp.doi,
        text=f"{stated.get('Subject', '')} {stated.get('Keywords', '')} {first}",
        journal=xmp.journal,
        volume=xmp.volume,
        issue=xmp.issue,
        pages=xmp.pages,
        published=xmp.published,
        licence=xmp.licence,
        language=xmp.language,
    )
    return source_of(known, authors)


def _parted(name: str) -> tuple[str, str]:
    """``Zhikai Zheng`` as family and given name."""
    name = re.sub(r"[\d*†‡§]+", "", name).strip()
    given, _, family = name.rpartition(" ")
    return family, given


if __name__ == "__main__":
    main()
