"""One page of a PDF as it is shown, and where words of it stand: drawn in a process of its own.

A file that comes from anywhere may be built to exhaust whoever draws it. So a process with little memory and
little time does so, and what it says is all that comes back.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from threading import BoundedSemaphore
from typing import BinaryIO

import orjson

from probatum.errors import BrokenInput, EncryptedInput, HostileInput, InputError, NotHeld, PagesBusy
from probatum.language.interface import N_, filled
from probatum.records.place import Mark, PageView, Wanted
from probatum.sources.confined import Bounds, run

#: So many seconds of work a page may take, and so much memory (bytes).
MOST_SECONDS = 20
MOST_MEMORY = 2 * 1024**3
#: What is wrong with a file, in the words of the process that looked.
ENCRYPTED, BROKEN, HOSTILE, NO_PAGE = "encrypted", "broken", "hostile", "no page"

#: So many pages are drawn at a time, and so long (seconds) the next one waits for its turn.
AT_A_TIME, PATIENCE = 2, 15.0

_turn = BoundedSemaphore(AT_A_TIME)

_TEXT = N_("the text is below")


def draw_page(
    stream: BinaryIO,
    number: int,
    *,
    wide: int,
    wanted: Sequence[Wanted] = (),
    burnt: bool = False,
    origin: str = "this PDF",
    seconds: int = MOST_SECONDS,
) -> PageView:
    """Page ``number`` (from 1) of the PDF in ``stream``, an open file, ``wide`` pixels across.

    ``wanted`` are words whose places are to be found; ``burnt``: they are marked in the picture. A page that
    would be too large a picture is drawn smaller; one that takes more than ``seconds`` of work is not drawn.
    Raises ``EncryptedInput``, ``BrokenInput``, ``HostileInput`` for what takes too long or too much,
    ``NotHeld`` for a page that is not there, and ``PagesBusy`` where too many are being drawn.
    """
    asked = orjson.dumps({"number": number, "wide": wide, "wanted": list(wanted), "burnt": burnt})
    if not _turn.acquire(timeout=PATIENCE):
        raise PagesBusy("many pages are being drawn just now; try again in a moment, or read the text")
    try:
        said = _said(stream, asked, origin, seconds)
    finally:
        _turn.release()
    head, _, image = said.partition(b"\n")
    told = orjson.loads(head)
    if "problem" in told:
        raise _error(told["problem"], number, origin)
    marks = tuple(tuple(_mark(*sides) for sides in found) for found in told["marks"])
    return PageView(
        number=number, of=told["of"], width=told["width"], height=told["height"], marks=marks, image=image
    )


def _said(stream: BinaryIO, asked: bytes, origin: str, seconds: int) -> bytes:
    """What the drawing process answers; ``HostileInput`` where it came to no end, or to a bad one."""
    descriptor = stream.fileno()
    os.lseek(descriptor, 0, os.SEEK_SET)
    bounds = Bounds(seconds, MOST_MEMORY)
    ended = run("probatum.sources.pdf_draw", bounds, str(descriptor), data=asked, descriptors=(descriptor,))
    if not ended.sound or not ended.out:
        raise HostileInput(N_("this page takes too much time or memory to draw"), origin=origin, fix=_TEXT)
    return ended.out


def _mark(left: float, top: float, right: float, bottom: float) -> Mark:
    return Mark(left=left, top=top, right=right, bottom=bottom)


def _error(problem: str, number: int, origin: str) -> InputError | NotHeld:
    if problem == NO_PAGE:
        return NotHeld(
            filled(
                "{origin} has no page {number}; follow a marker of an article, or begin at page 1",
                origin=origin,
                number=number,
            )
        )
    kinds: dict[str, InputError] = {
        ENCRYPTED: EncryptedInput(N_("protected by a password"), origin=origin, fix=_TEXT),
        BROKEN: BrokenInput(
            N_("a damaged file, of which this page cannot be drawn"), origin=origin, fix=_TEXT
        ),
        HOSTILE: HostileInput(N_("too large a file to draw a page of"), origin=origin, fix=_TEXT),
    }
    return kinds[problem]
