"""Streams that expand what is compressed, and stop where expanding is the attack."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from typing import BinaryIO, Protocol

from probatum.errors import BrokenInput, HostileInput, InputError

#: From here on (bytes) the ratio of what comes out to what goes in is watched.
SMALL = 64 * 1024 * 1024
#: Published XML and JSON shrink to a tenth, made-up ones to a hundredth; a bomb to a thousandth.
HIGHEST_RATIO = 250
#: One file or member may expand to this many bytes (a year of PubMed in one file has a tenth of it).
LARGEST = 64 * 1024 * 1024 * 1024
#: An xz stream may ask for a dictionary of this many bytes and no more.
XZ_MEMORY = 256 * 1024 * 1024
#: What a stream is recognised by: its first bytes.
HEAD = 64 * 1024

_DAMAGE = (
    EOFError, OSError, ValueError, RuntimeError,
    zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
_FETCH_AGAIN = "fetch or copy the file again"


class Readable(Protocol):
    """All that is asked of what is wrapped."""

    def read(self, size: int, /) -> bytes: ...


class Watched(io.RawIOBase):
    """A stream that counts what it gives, keeps its beginning at hand, and names the file in its errors.

    ``head`` is its first ``HEAD`` bytes (fewer where it is shorter). Reading raises :class:`HostileInput`
    where it has given more than ``largest`` bytes, or ``HIGHEST_RATIO`` times what ``spent`` has read, and
    :class:`BrokenInput` where what lies below is damaged.
    """

    def __init__(
        self, inner: Readable, *, origin: str, spent: Watched | None = None, packed: int = 0
    ) -> None:
        super().__init__()
        self.inner = inner
        self.origin = origin
        self.given = 0
        self._spent = spent
        self._packed = packed
        self._pending = b""
        self.head = self._first()

    def _first(self) -> bytes:
        pieces = bytearray()
        while len(pieces) < HEAD and (piece := self._pull(HEAD - len(pieces))):
            pieces += piece
        self._pending = bytes(pieces)
        return self._pending

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        piece = self._pending[: len(buffer)]
        if piece:
            self._pending = self._pending[len(piece) :]
        else:
            piece = self._pull(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _pull(self, size: int) -> bytes:
        try:
            piece = self.inner.read(size)
        except InputError:
            raise
        except _DAMAGE as error:
            raise BrokenInput(
                f"damaged or cut off after {self.given} bytes ({error})", origin=self.origin, fix=_FETCH_AGAIN
            ) from error
        self.given += len(piece)
        self._check()
        return piece

    def _check(self) -> None:
        if self.given > LARGEST:
            raise HostileInput(
                f"expands to more than {LARGEST} bytes",
                origin=self.origin,
                fix="expand it yourself and split it",
            )
        packed = self._packed or (self._spent.given if self._spent else 0)
        if self.given > SMALL and packed and self.given > HIGHEST_RATIO * packed:
            raise HostileInput(
                f"expands to more than {HIGHEST_RATIO} times its size",
                origin=self.origin,
                fix="if you trust it, expand it yourself and give what was in it",
            )


def buffered(watched: Watched) -> BinaryIO:
    """The stream with lines and a small buffer."""
    return io.BufferedReader(watched, buffer_size=HEAD)


class _Xz:
    """Expands xz within ``XZ_MEMORY``; streams one after another are one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decompressor = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while True:
            data = b""
            if self._decompressor.eof:
                data = (self._decompressor.unused_data or self._stream.read(HEAD)).lstrip(b"\0")
                if not data:
                    return b""
                self._decompressor = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
            elif self._decompressor.needs_input:
                data = self._stream.read(HEAD)
                if not data:
                    raise EOFError("the xz stream ends too early")
            piece = self._decompressor.decompress(data, max_length=size)
            if piece:
                return piece


def packing(head: bytes) -> str:
    """How a stream that begins with ``head`` is packed: ``gz``, ``bz2``, ``xz``, or not (empty)."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "gz"
    if head.startswith(b"BZh") and head[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}:
        return "bz2"
    return "xz" if head.startswith(b"\xfd7zXZ\x00") else ""


def expanded(packed: Watched, how: str) -> Watched:
    """What ``packed`` expands to; ``how`` as :func:`packing` says."""
    stream = buffered(packed)
    inner: Readable
    if how == "gz":
        inner = gzip.GzipFile(fileobj=stream, mode="rb")
    elif how == "bz2":
        inner = bz2.BZ2File(stream)
    else:
        inner = _Xz(stream)
    return Watched(inner, origin=packed.origin, spent=packed)
