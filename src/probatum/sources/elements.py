"""Cutting a stream of XML into its records, before any of it is parsed.

A record that is damaged, too long or too deep is then one record refused, not the end of the file; nothing
outside a record (a document type with its entities, say) is ever parsed; and memory holds one record.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from probatum.errors import BrokenInput

#: No record is longer than this many bytes (15,000 collaborators and their addresses take 10 million).
LONGEST_RECORD = 16 * 1024 * 1024
#: No record has more than this many tags: they cost far more memory than their bytes.
MOST_TAGS = 1_500_000
_CHUNK = 256 * 1024
#: More bytes than the opening of any record's tag has.
_NAME = 64
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


class Cut:
    """A stretch of XML: ``data`` is one element in UTF-8, or ``problem`` says why there is none."""

    __slots__ = ("data", "place", "problem")

    def __init__(self, place: int, data: bytes = b"", problem: str = "") -> None:
        self.place = place
        self.data = data
        self.problem = problem


def elements(stream: BinaryIO, names: Sequence[str], *, origin: str) -> Iterator[Cut]:
    """The elements called one of ``names``, outermost ones, as they stand in ``stream``; ``place`` in bytes.

    An element that is not closed before the next one begins or the file ends, or that has more than
    ``LONGEST_RECORD`` bytes or ``MOST_TAGS`` tags, is a ``problem``. Raises :class:`BrokenInput` where the
    declared encoding is not known or its bytes are not in it.
    """
    alternatives = "|".join(map(re.escape, names)).encode()
    opening = re.compile(rb"<(" + alternatives + rb")(?=[\s>/])")
    buffer = b""
    position = 0
    for chunk in _utf8(stream, origin):
        buffer += chunk
        done, cuts = _cuts(buffer, position, opening)
        yield from cuts
        buffer = buffer[done:]
        position += done
        if len(buffer) > LONGEST_RECORD:
            yield Cut(position, problem=f"a record of more than {LONGEST_RECORD} bytes")
            # Step over its beginning, but for what may be the beginning of a name.
            position += len(buffer) - _NAME
            buffer = buffer[-_NAME:]
    left = opening.search(buffer)
    if left:
        yield Cut(position + left.start(), problem="the file ends in the middle of this record")


def _cuts(buffer: bytes, position: int, opening: re.Pattern[bytes]) -> tuple[int, list[Cut]]:
    """The whole elements in ``buffer``, and how much of it is dealt with."""
    cuts: list[Cut] = []
    done = 0
    while match := opening.search(buffer, done):
        start = match.start()
        closing = b"</" + match[1] + b">"
        end = buffer.find(closing, match.end())
        if end < 0:
            return start, cuts
        end += len(closing)
        within = buffer.rfind(b"<" + match[1], match.end(), end)
        if within >= 0 and opening.match(buffer, within):
            cuts.append(Cut(position + start, problem="this record is not closed before the next one begins"))
            start = within
        cuts.append(_checked(position + start, buffer[start:end]))
        done = end
    return max(done, len(buffer) - _NAME), cuts


def _checked(place: int, data: bytes) -> Cut:
    if len(data) > 1_000_000 and data.count(b"<") > MOST_TAGS:
        return Cut(place, problem=f"a record of more than {MOST_TAGS} tags")
    return Cut(place, data)


def _utf8(stream: BinaryIO, origin: str) -> Iterator[bytes]:
    """The stream in UTF-8, whatever encoding its mark or its declaration names."""
    head = stream.read(_CHUNK)
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    declared = _DECLARED.match(head)
    if encoding is None and declared:
        encoding = declared[1].decode("ascii").lower()
    if encoding is None or encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
        yield head
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        yield decoder.decode(head).encode()
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except (LookupError, UnicodeError) as error:
        raise BrokenInput(
            f"its declared encoding {encoding!r} does not serve ({error})",
            origin=origin,
            fix="save it as UTF-8",
        ) from error
