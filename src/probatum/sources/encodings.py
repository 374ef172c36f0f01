"""Text in whatever encoding it comes: as lines, none of them longer than what memory bears."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import charset_normalizer

from probatum.sources.expanding import HEAD

#: A line longer than this many bytes is not given.
LONGEST_LINE = 4_000_000
_CHUNK = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bibliographic exports come in these, besides UTF-8; the first that fits the guess is taken.
_LIKELY = [
    "cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp932", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp949", "mac_roman", "cp850", "cp437",
]  # fmt: skip

#: With fewer foreign characters than this nothing can be told from them.
_FEW = 12

#: Encodings of Latin letters, which cannot be told from Windows-1252 by the letters alone. But Windows-1252
#: puts signs where the others have letters: ``Wa³êsa``.
_LIKE_WESTERN = frozenset({"cp1252", "iso8859_15", "cp1254", "cp1250", "iso8859_2"})
_SIGN_IN_WORD = re.compile(r"[A-Za-zÀ-ÿ][¡£¥¦¯±²³¶¹¼¾¿][a-zà-ÿ]")


def encoding_of(head: bytes) -> str | None:
    """The encoding of a text that begins with ``head``; None where it is no text.

    A byte order mark says it; else it is UTF-8 where that fits; else UTF-16 where every second byte is
    zero; else what ``charset_normalizer`` makes of it, Windows-1252 where that fits as well.
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _wide(head)
    if _is_utf8(head):
        return "utf-8"
    return _narrow_encoding(head)


def _narrow_encoding(head: bytes) -> str | None:
    """What the lines that are not UTF-8 look like: exports are pasted together from several."""
    sample = b"\n".join(line for line in head.splitlines() if not _is_utf8(line))
    western = _fits(sample, "cp1252")
    eastern = western and bool(_SIGN_IN_WORD.search(sample.decode("cp1252")))
    if western and not eastern and sum(byte > 127 for byte in sample) < _FEW:
        return "cp1252"
    best = charset_normalizer.from_bytes(sample, cp_isolation=_LIKELY, preemptive_behaviour=False).best()
    if best is None:
        return None
    if western and best.encoding in _LIKE_WESTERN:
        return "cp1250" if eastern and _fits(sample, "cp1250") else "cp1252"
    return best.encoding


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: in Latin text every second byte is zero."""
    half = max(1, len(head) // 2)
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.7 * half:
            return name
    return None


def _is_utf8(head: bytes) -> bool:
    """Whether it is UTF-8, but for a character that the end cuts in two."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _fits(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def decoded_head(head: bytes) -> str | None:
    """The beginning of a file as text; None where it is no text. A few stray zero bytes do not matter."""
    encoding = encoding_of(head)
    if encoding is None and head.count(0) < len(head) / 100:
        encoding = encoding_of(head.replace(b"\0", b""))
    return head.decode(encoding, errors="replace") if encoding else None


class TextLines:
    """The lines of a text file: number (from 1) and text without its end; None for one that is too long.

    ``encoding`` is what the file is read as. A line that is UTF-8 is read as UTF-8 in any case (exports are
    pasted together); a character that does not fit is shown as such (U+FFFD). ``\\n``, ``\\r\\n`` and ``\\r``
    end lines. Zero bytes are left out. Memory holds one line.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head = stream.read(HEAD)
        self.encoding = encoding_of(self._head) or "cp1252"

    @property
    def remark(self) -> str:
        """How the file was read, where that is not a matter of course: `` (read as cp1252)``."""
        usual = self.encoding in {"utf-8", "utf-8-sig"}
        return "" if usual else f" (read as {self.encoding})"

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        number = 0
        rest = b""
        skipping = False
        for chunk in self._chunks():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                number += 1
                yield number, None if skipping else self._text(line)
                skipping = False
            if skipping or len(rest) > LONGEST_LINE:
                skipping, rest = True, b""
        if rest or skipping:
            yield number + 1, None if skipping else self._text(rest)

    def _chunks(self) -> Iterator[bytes]:
        """The stream, with ``\\n`` alone at the ends of lines, in an encoding that leaves ASCII alone."""
        held = b""
        for more in self._narrow():
            chunk = held + more
            # A line end may be cut in two.
            held = chunk[-1:] if chunk.endswith(b"\r") else b""
            whole = chunk[: len(chunk) - len(held)]
            yield whole.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if held:
            yield b"\n"

    def _narrow(self) -> Iterator[bytes]:
        wide = self.encoding.startswith(("utf-16", "utf-32"))
        decoder = codecs.getincrementaldecoder(self.encoding if wide else "utf-8")(errors="replace")
        head = self._head.removeprefix(codecs.BOM_UTF8)
        while head:
            yield decoder.decode(head).encode(errors="replace") if wide else head
            head = self._stream.read(_CHUNK)

    def _text(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            narrow = "cp1252" if self.encoding.startswith("utf") else self.encoding
            return line.decode(narrow, errors="replace")
