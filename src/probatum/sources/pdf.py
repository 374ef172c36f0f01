"""Reads PDF: the text layer with its pages, in the order of reading; the work as its first page states it.

A file that comes from anywhere may be built to exhaust whoever reads it: a page of a kilobyte may hold a
billion letters, or expand to more than a machine has. So each file is read by a process of its own with
bounded memory and time (``pdf_read``), and what it says is all that comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import orjson

from probatum.errors import BrokenInput, EncryptedInput, HostileInput, InputError
from probatum.language.interface import N_, filled
from probatum.records.decode import from_plain
from probatum.records.passage import Document
from probatum.records.source import Source
from probatum.sources.confined import Bounds, Ended, run
from probatum.sources.decoding import whole, within
from probatum.sources.parts import LONGEST_TEXT
from probatum.sources.reader import Read, Refused

#: A file of more bytes is refused.
LONGEST_FILE = 256 * 1024 * 1024
#: So many seconds of work may a file take, and so much memory (bytes): a scan of a large page takes most.
MOST_SECONDS = 600
MOST_MEMORY = 2 * 1024**3

#: What may be asked of the process that reads: the works in a file, or its paragraphs as they stand.
WORKS, PARAGRAPHS = "works", "paragraphs"
#: What it says where its memory did not suffice.
MEMORY = "memory"
LATE = N_("not read after {seconds} seconds")

_PROBLEMS: Final[dict[str, type[InputError]]] = {
    kind.__name__: kind for kind in (BrokenInput, EncryptedInput, HostileInput)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may take: characters of text, seconds, bytes of memory."""

    longest: int = LONGEST_TEXT
    seconds: int = MOST_SECONDS
    memory: int = MOST_MEMORY


#: What a file of the library may take.
LIMITS: Final = Limits()


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    text: str
    page: int
    heading: bool
    size: float
    caption: str = ""


def read_pdf(stream: BinaryIO, *, origin: str, limits: Limits = LIMITS) -> Iterator[Read | Refused]:
    """Read a PDF with a text layer: one work.

    Yields one :class:`Read`: a document of kind ``FULL_TEXT`` with a part for each paragraph and its page
    (from 1), headings as sections, without running heads, page numbers, reference marks and the reference
    list; and what metadata and first page say of the work (title, authors, identifiers, year, journal,
    licence). A file without a text layer is a :class:`Refused`; where words were left out that a reader of
    the page cannot see, a second one says so.

    Raises :class:`EncryptedInput`, :class:`BrokenInput`, and :class:`HostileInput` beyond ``LONGEST_FILE``
    bytes, ``MOST_PAGES`` pages or the ``limits``, each naming the page at which reading ended.
    """
    told = _told(whole(stream, origin=origin, limit=LONGEST_FILE), WORKS, origin, limits)
    for one in told["works"]:
        yield _read(one) if "source" in one else Refused(**one)


def _read(told: dict[str, Any]) -> Read:
    return Read(
        source=from_plain(Source, told["source"]),
        document=from_plain(Document, told["document"]) if told["document"] is not None else None,
        reader=told["reader"],
        place=told["place"],
    )


def read_paragraphs(data: bytes, *, origin: str, limits: Limits = LIMITS) -> tuple[list[Paragraph], int]:
    """The paragraphs and headings of a PDF in the order of reading, with its reference marks and list.

    Also how many letters were left out because a reader of the page cannot see them. Running heads and feet
    are left out; an item or a numbered entry is a paragraph of its own. Raises :class:`BrokenInput` where
    there is no text layer, and what :func:`read_pdf` raises.
    """
    told = _told(within(data, origin=origin, limit=LONGEST_FILE), PARAGRAPHS, origin, limits)
    return [Paragraph(**one) for one in told["paragraphs"]], told["unseen"]


def _told(data: bytes, what: str, origin: str, limits: Limits) -> dict[str, Any]:
    """What the process that reads says. Raises what is wrong with the file, with the page that it is on."""
    bounds = Bounds(limits.seconds, limits.memory)
    ended = run("probatum.sources.pdf_read", bounds, what, str(limits.longest), data=data)
    *reached, last = ended.out.split(b"\n")
    at = int(reached[-1]) if reached else 0
    place = f"page {at}" if at else ""
    if not ended.sound:
        raise _exhausted(ended, origin, place, limits)
    told: dict[str, Any] = orjson.loads(last)
    if "problem" not in told:
        return told
    if told["problem"] == MEMORY:
        raise _exhausted(ended, origin, place, limits)
    problem, fix = (filled(message, **values) for message, values in told["said"])
    raise _PROBLEMS[told["problem"]](problem, origin=origin, place=place, fix=fix)


def _exhausted(ended: Ended, origin: str, place: str, limits: Limits) -> HostileInput:
    if ended.late:
        said = filled(LATE, seconds=limits.seconds)
    else:
        said = filled(
            "takes more than {most} MB of memory to read, or is damaged in a way that ends its reader",
            most=limits.memory // 1024**2,
        )
    return HostileInput(said, origin=origin, place=place, fix=N_("leave this page out, or split the file"))
