"""Where a quote stands on the page of its PDF: is it marked there, and are the marked words those quoted?"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from probatum.language.sentences import sentences
from probatum.records.passage import Document, Part
from probatum.records.place import Wanted
from probatum.sources.pdf import read_pdf
from probatum.sources.pdf_layout import Line, page_lines
from probatum.sources.pdf_place import Box, boxes_of, fold
from probatum.sources.reader import Read

#: What is read in the boxes is the quote, where it is so much alike (reference marks stand in it too).
ALIKE = 0.9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which PDFs are read."""
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, metavar="PDF")


def run(args: argparse.Namespace) -> Mapping[str, Any]:
    """Every sentence of the text of each PDF, as a quote: the share that has a place, and the right one."""
    told: list[_Placed] = []
    for path in args.corpus:
        told += _placed(path.read_bytes(), None if args.limit is None else args.limit - len(told))
    right = sum(one.alike >= ALIKE for one in told)
    lines = sum(one.boxes > 1 for one in told)
    times = sorted(one.seconds for one in told) or [0.0]
    return {
        "files": len(args.corpus),
        "quotes": len(told),
        "placed": _share(sum(one.boxes > 0 for one in told), len(told)),
        "placed_rightly": _share(right, len(told)),
        "over_several_lines": lines,
        "placed_rightly_over_several_lines": _share(
            sum(one.alike >= ALIKE for one in told if one.boxes > 1), lines
        ),
        "p50_ms": round(1000 * times[len(times) // 2], 2),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@dataclass(frozen=True, slots=True)
class _Placed:
    boxes: int
    alike: float
    seconds: float


def _placed(data: bytes, limit: int | None) -> list[_Placed]:
    read = next(one for one in read_pdf(io.BytesIO(data), origin="file") if isinstance(one, Read))
    assert read.document is not None
    found: list[_Placed] = []
    with pdfium.PdfDocument(data) as pdf:
        for number, quotes in _by_page(read.document):
            page = pdf[number - 1]
            lines, text = page_lines(page, number, placed=True)[0], page.get_textpage()
            for quote in quotes:
                if limit is not None and len(found) >= limit:
                    return found
                found.append(_one(lines, text, quote))
    return found


def _by_page(document: Document) -> Iterator[tuple[int, list[Wanted]]]:
    pages = sorted({part.page for part in document.parts if part.page})
    for number in pages:
        parts = [part for part in document.parts if part.page == number]
        yield number, [one for part in parts for one in _quotes(document, part)]


def _quotes(document: Document, part: Part) -> Iterator[Wanted]:
    text = document.text[part.start : part.end]
    for start, end in sentences(text):
        if fold(text[start:end])[0]:
            yield Wanted(text=text, start=start, end=end)


def _one(lines: Sequence[Line], text: pdfium.PdfTextpage, quote: Wanted) -> _Placed:
    begun = time.perf_counter()
    boxes = boxes_of(lines, quote)
    seconds = time.perf_counter() - begun
    said = fold(quote.text[quote.start : quote.end])[0]
    seen = fold(" ".join(_seen(text, box) for box in boxes))[0]
    alike = SequenceMatcher(None, said, seen, autojunk=False).ratio() if boxes else 0.0
    return _Placed(len(boxes), alike, seconds)


def _seen(text: pdfium.PdfTextpage, box: Box) -> str:
    """What PDFium itself reads in the middle of a box: not by way of our reader."""
    inset = (box.top - box.bottom) / 4
    return str(text.get_text_bounded(box.left + 0.5, box.bottom + inset, box.right - 0.5, box.top - inset))
