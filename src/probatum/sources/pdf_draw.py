"""Draws one page of a PDF and says where words of it stand. Run in a process of its own by ``pdf_page``.

``python -m probatum.sources.pdf_draw SECONDS MEMORY FD`` reads what is wanted as JSON from standard input and
the file from the descriptor ``FD``, and writes one line of JSON and then the picture. It takes no more memory
and time than it is allowed: a file that was built to exhaust them ends it, and nothing else.
"""

from __future__ import annotations

import ctypes
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import orjson
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageDraw

from probatum.records.place import Wanted
from probatum.sources.confined import Bounds, confine
from probatum.sources.pdf_layout import page_lines
from probatum.sources.pdf_page import BROKEN, ENCRYPTED, HOSTILE, NO_PAGE
from probatum.sources.pdf_place import Box, boxes_of

#: The largest file (bytes) and picture (pixels).
LONGEST_FILE = 256 * 1024 * 1024
MOST_PIXELS, LONGEST_SIDE = 12_000_000, 6_000
#: A place is given in so many parts of the page's sides.
_PARTS = 100_000
#: Ink of a marker pen, to be multiplied with what it marks.
_PEN = (255, 226, 120)


def main() -> None:
    """Answer the one request of this process."""
    asked = orjson.loads(sys.stdin.buffer.read())
    with os.fdopen(int(sys.argv[3]), "rb") as stream:
        confine(Bounds(int(sys.argv[1]), int(sys.argv[2])))
        data = stream.read(LONGEST_FILE + 1)
    told, image = answer(data, asked)
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n" + image)


def answer(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What the page ``asked["number"]`` looks like, ``asked["wide"]`` pixels wide, and where words stand.

    ``asked["wanted"]`` are the words (the fields of :class:`Wanted`); with ``asked["burnt"]`` they are marked
    in the picture. Where the page cannot be drawn the answer has ``problem`` alone.
    """
    if len(data) > LONGEST_FILE:
        return {"problem": HOSTILE}, b""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        secret = raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        return {"problem": ENCRYPTED if secret else BROKEN}, b""
    try:
        if not 1 <= asked["number"] <= len(document):
            return {"problem": NO_PAGE}, b""
        return _drawn(document, asked)
    except (pdfium.PdfiumError, MemoryError, ValueError):
        return {"problem": BROKEN}, b""


def _drawn(document: pdfium.PdfDocument, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    page = document[asked["number"] - 1]
    wanted = [Wanted(**one) for one in asked["wanted"]]
    lines = page_lines(page, asked["number"], placed=True)[0] if wanted else []
    marks = [[_mark(page, box) for box in boxes_of(lines, one)] for one in wanted]
    picture = page.render(scale=_scale(page, asked["wide"])).to_pil().convert("RGB")
    if asked["burnt"]:
        picture = _burnt(picture, [mark for found in marks for mark in found])
    told = {"of": len(document), "width": picture.width, "height": picture.height, "marks": marks}
    return told, _png(picture)


def _scale(page: pdfium.PdfPage, wide: int) -> float:
    """Pixels a point: the page as wide as is wanted, and smaller where it would be out of bounds."""
    across, down = page.get_size()
    if not (1 <= across <= 200_000 and 1 <= down <= 200_000):
        raise ValueError("a page of no size")
    most = (MOST_PIXELS / (across * down)) ** 0.5
    return float(min(wide / across, LONGEST_SIDE / across, LONGEST_SIDE / down, most))


def _mark(page: pdfium.PdfPage, box: Box) -> list[float]:
    """The box as left, top, right, bottom, in parts of the page as it is shown: turned and cut as it says."""
    across, down = [], []
    for x, y in ((box.left, box.bottom), (box.right, box.top)):
        at, to = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _PARTS, _PARTS, 0, x, y, at, to)
        across.append(min(max(at.value / _PARTS, 0.0), 1.0))
        down.append(min(max(to.value / _PARTS, 0.0), 1.0))
    return [min(across), min(down), max(across), max(down)]


def _burnt(picture: Image.Image, marks: Sequence[Sequence[float]]) -> Image.Image:
    ink = Image.new("RGB", picture.size, (255, 255, 255))
    pen = ImageDraw.Draw(ink)
    for left, top, right, bottom in marks:
        corners = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        pen.rectangle(corners, fill=_PEN)
    return ImageChops.multiply(picture, ink)


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    out = io.BytesIO()
    (red if grey else picture).save(out, "PNG", compress_level=3)
    return out.getvalue()


if __name__ == "__main__":
    main()
