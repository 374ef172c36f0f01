"""Bytes of a text file as text: marks, UTF-8, what the file declares, else what its bytes look like."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from probatum.errors import BrokenInput, HostileInput
from probatum.language.interface import N_, filled

#: A text file longer than this many bytes is not one text.
LONGEST_FILE = 16 * 1024 * 1024
_SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: More than one NUL in so many bytes is no text.
_NULS = 100
#: One control or unreadable character in so many, and these few besides, are damage; more are no text.
_NOISES, _DAMAGE = 100, 3
#: Control characters without a place in a text (tab, line ends, form feed and the end mark of DOS have one),
#: and what stands for bytes that are no character.
_NOISE = frozenset(map(chr, range(0x20))) - set("\t\n\x0b\x0c\r\x1a") | {"\x7f", "\ufffd"}
#: A text with a smaller share of bytes beyond ASCII is in a Western language.
_WESTERN = 0.25


def whole(stream: BinaryIO, *, origin: str, limit: int = LONGEST_FILE) -> bytes:
    """All bytes of a stream. Raises :class:`HostileInput` where there are more than ``limit``."""
    return within(stream.read(limit + 1), origin=origin, limit=limit)


def within(data: bytes, *, origin: str, limit: int) -> bytes:
    """``data``. Raises :class:`HostileInput` where it has more than ``limit`` bytes."""
    if len(data) > limit:
        raise HostileInput(
            filled("longer than {most} bytes", most=limit), origin=origin, fix=N_("split the file")
        )
    return data


def decoded(data: bytes, *, origin: str, declared: str = "") -> str:
    """``data`` as text: by its byte order mark, as UTF-8, by the encoding ``declared``, else by its bytes.

    Raises :class:`BrokenInput` for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, "replace"), origin)
    if data.count(0) > len(data) // _NULS:
        raise _no_text(origin)
    text = _exactly(data, "utf-8") or _exactly(data, declared)
    if text is not None:
        return text
    return _guessed(data, origin)


def _guessed(data: bytes, origin: str) -> str:
    from charset_normalizer import from_bytes  # takes a while to load, and few files need it

    sample = data[:_SAMPLE]
    # Few bytes beyond ASCII: a Western text, so in Windows-1252 (a guess needs more to go on).
    western = sum(byte > 127 for byte in sample) < _WESTERN * len(sample)
    best = None if western else from_bytes(sample).best()
    return _text(_exactly(data, best.encoding if best else "") or data.decode("cp1252", "replace"), origin)


def _text(read: str, origin: str) -> str:
    """``read``, where it is a text: nearly any bytes are letters of some encoding, those of sound, pictures
    and packed files too."""
    if sum(map(read.count, _NOISE)) > _DAMAGE + len(read) // _NOISES:
        raise _no_text(origin)
    return read


def _no_text(origin: str) -> BrokenInput:
    return BrokenInput(N_("not a text file"), origin=origin, fix=N_("give the format it really has"))


def _exactly(data: bytes, encoding: str) -> str | None:
    """The text, where every byte of it is right in ``encoding``."""
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None
