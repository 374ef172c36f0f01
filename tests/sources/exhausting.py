"""PDFs of a few kilobytes that exhaust whoever reads them, written object by object; and how time grows."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
WORDS = b"BT /F1 12 Tf 60 700 Td (Relapse was seen in 65 of 105 adults with arteritis.) Tj ET"


def stream(body: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (more, len(body), body)


def bomb(size: int) -> bytes:
    """A stream of some kilobytes that expands to so many bytes of blanks, and nothing is drawn by it.

    A piece is packed once and repeated as it is packed, and all of it packed again.
    """
    packer = zlib.compressobj(9)
    piece = b" " * 1_000_000
    begun = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    body = zlib.compress(begun + again * (size // len(piece)) + packer.flush(), 9)
    return stream(body, b"/Filter [/FlateDecode /FlateDecode]")


def written(objects: Sequence[bytes], pages: Sequence[bytes]) -> bytes:
    """A PDF whose pages have the given contents: object 3 is a font, the ``objects`` are numbered from 4 and
    may be drawn by each page as ``/X4``, ``/X5`` …"""
    first = 4 + len(objects)
    names = b" ".join(b"/X%d %d 0 R" % (number, number) for number in range(4, first))
    resources = b"<< /Font << /F1 3 0 R >> /XObject << %b >> >>" % names
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d /Resources %b >>" % (kids, len(pages), resources),
        _FONT,
        *objects,
    ]
    for number, content in enumerate(pages):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R >>"
            % (first + 2 * number + 1)
        )
        bodies.append(content)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(bodies) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def nested(deep: int = 10, times: int = 10) -> list[bytes]:
    """Forms that draw forms that draw forms, each so many times: letters without number in a kilobyte."""
    forms = []
    for number in range(deep):
        last = number + 1 == deep
        body = WORDS if last else b"/X Do " * times
        within = b"/Font << /F1 3 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (5 + number)
        forms.append(
            stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %b >>" % within)
        )
    return forms


def growth(took: Callable[[int], float], size: int) -> float:
    """How many times as long four times as much takes: each the least of three, as the machine is shared."""
    took(size // 4)
    return min(took(4 * size) for _ in range(3)) / max(0.001, min(took(size) for _ in range(3)))
