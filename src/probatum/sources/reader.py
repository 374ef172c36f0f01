"""The seam of the readers: bytes of one kind in, works and their texts out, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from probatum.records.passage import Document
from probatum.records.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One record that was read: the work as this record describes it, and its text where there is one.

    ``source.id`` is empty: the store knows whether the work is held already. ``reader`` is one of
    ``records.source.READER_ORDER``; ``place`` says where in the file the record stands (``record 12``,
    ``line 7``, ``PMID 123``).
    """

    source: Source
    document: Document | None
    reader: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One record, or one file, that was not read: where, why, and what to do about it."""

    place: str
    reason: str
    fix: str = ""


class Reader(Protocol):
    """Reads one kind of file.

    A reader is a plain function over an open binary stream. It yields as it goes (constant memory), turns
    one bad record into a :class:`Refused` and goes on, and raises :class:`probatum.errors.InputError` only
    where nothing further can be read. ``origin`` is the file's name, for messages and for fall-back titles.
    """

    def __call__(self, stream: BinaryIO, *, origin: str) -> Iterator[Read | Refused]: ...
