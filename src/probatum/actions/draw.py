"""Draw: a page of the PDF that a text was read from, with the places of quotes on it."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import SEEK_SET
from pathlib import Path
from threading import Lock
from typing import BinaryIO, cast

from probatum.errors import HostileInput, InputError, NotHeld
from probatum.language.interface import N_, filled
from probatum.records.canonical import content_hash
from probatum.records.passage import Document, Part
from probatum.records.place import PageView, Wanted
from probatum.sources.folder import Opened, walk
from probatum.sources.pdf_page import draw_page
from probatum.workspace import Workspace

#: A span of a document, in characters from its start.
Span = tuple[int, int]

#: How wide a page is drawn (pixels), from the smallest to the largest.
WIDTHS = (1_000, 1_500, 2_200)

#: So many bytes of pictures are remembered, and files in archives are looked at up to this size.
MOST_REMEMBERED = 64_000_000
LARGEST_MEMBER = 256 * 1024 * 1024

#: What stands between the name of an archive and that of a file in it.
_IN = " › "


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The file that a text was read from: the SHA-256 under which it is kept, and what it is called.

    ``member`` is the name of the file within the archive that is kept, empty where it is no archive.
    """

    sha256: str
    name: str
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page as drawn, with what its bytes are made of (``tag``)."""

    view: PageView
    tag: str


def original_of(ws: Workspace, document: Document) -> Original | None:
    """The PDF that a text was read from; None where it was none, or its bytes are not held.

    A text whose pages are not numbered was never read from a PDF.
    """
    if not any(part.page for part in document.parts):
        return None
    origins = [origin for reader, origin in ws.store.read_from(document.id) if reader == "pdf"]
    return next((found for origin in origins if (found := _kept(ws, origin))), None)


def _kept(ws: Workspace, origin: str) -> Original | None:
    """The bytes of the file at ``origin``, or of the archive whose name ``origin`` begins with."""
    names = origin.split(_IN)
    for count in range(len(names), 0, -1):
        state = ws.store.file(_IN.join(names[:count]))
        if state is not None and ws.store.holds_bytes(state.sha256):
            name = names[-1].replace("\\", "/").rpartition("/")[2]
            return Original(sha256=state.sha256, name=name, member=_IN.join(names[count:]))
    return None


def pages_of(document: Document, quotes: Sequence[Span]) -> tuple[int, ...]:
    """The pages on which any of the quoted spans stands, in order."""
    pages = {part.page for span in quotes for part in _of(document, span) if part.page}
    return tuple(sorted(pages))


def _of(document: Document, span: Span) -> Iterator[Part]:
    return (part for part in document.parts if part.start < span[1] and part.end > span[0])


def wanted_on(document: Document, quotes: Sequence[Span], number: int) -> tuple[Wanted, ...]:
    """What of the quoted spans stands on page ``number``, paragraph by paragraph."""
    here = [part for part in document.parts if part.page == number]
    found = []
    for start, end in quotes:
        for place, part in enumerate(here):
            if part.start < end and part.end > start:
                text = document.text[part.start : part.end]
                before = [document.text[one.start : one.end] for one in here[:place]]
                found.append(
                    Wanted(
                        text=text,
                        start=max(start, part.start) - part.start,
                        end=min(end, part.end) - part.start,
                        nth=before.count(text),
                    )
                )
    return tuple(found)


def draw(
    ws: Workspace,
    document: Document,
    number: int,
    *,
    wide: int = WIDTHS[0],
    quotes: Sequence[Span] = (),
    burnt: bool = False,
) -> Drawn:
    """Page ``number`` of the PDF that ``document`` was read from, with the places of the quotes on it.

    ``burnt``: the quotes are marked in the picture itself. Pages are remembered by the hash of their file.
    Raises ``NotHeld`` where there is no such page or its file is not held, ``InputError`` where it cannot be
    drawn, and ``PagesBusy``.
    """
    original = original_of(ws, document)
    if original is None:
        raise NotHeld("the PDF of this text is not held here; ingest it again to see its pages")
    wanted = wanted_on(document, quotes, number)
    key = content_hash((original.sha256, original.member, number, wide, wanted, burnt and bool(wanted)))
    found = _remembered.get(key)
    if isinstance(found, InputError):
        raise found
    if found is None:
        found = _drawn(ws, original, number, key, wide=wide, wanted=wanted, burnt=burnt)
    return Drawn(view=found, tag=key[:40])


def _drawn(
    ws: Workspace,
    original: Original,
    number: int,
    key: str,
    *,
    wide: int,
    wanted: tuple[Wanted, ...],
    burnt: bool,
) -> PageView:
    try:
        with _opened(ws, original) as stream:
            view = draw_page(stream, number, wide=wide, wanted=wanted, burnt=burnt, origin=original.name)
    except InputError as problem:
        _remembered.put(key, problem)
        raise
    _remembered.put(key, view)
    if wanted and not burnt:  # the picture is asked for next
        plain = content_hash((original.sha256, original.member, number, wide, (), False))
        _remembered.put(plain, replace(view, marks=()))
    return view


@contextmanager
def _opened(ws: Workspace, original: Original) -> Iterator[BinaryIO]:
    """The bytes of the file, where they can be sought; out of its archive where it lies in one."""
    with ws.store.open_bytes(original.sha256) as kept:
        if not original.member:
            yield kept
            return
        archive = Path(kept.name)
    with tempfile.TemporaryFile() as copy:
        _copy_member(archive, original, cast(BinaryIO, copy))
        copy.seek(0, SEEK_SET)
        yield cast(BinaryIO, copy)


def _copy_member(archive: Path, original: Original, copy: BinaryIO) -> None:
    for one in walk([archive]):
        if isinstance(one, Opened) and one.origin.partition(_IN)[2] == original.member:
            while piece := one.stream.read(1024 * 1024):
                if copy.tell() + len(piece) > LARGEST_MEMBER:
                    raise HostileInput(
                        N_("too large a file"), origin=original.name, fix=N_("the text is below")
                    )
                copy.write(piece)
            copy.flush()
            return
    raise NotHeld(
        filled("{name} is no longer in its archive; ingest it again to see its pages", name=original.name)
    )


class _Remembered:
    """What was drawn, or could not be: the latest, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, PageView | InputError] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> PageView | InputError | None:
        """What is remembered under ``key``."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, what: PageView | InputError) -> None:
        """Remember it, and forget what was asked for longest ago."""
        with self._lock:
            if key in self._held:
                self._bytes -= _weight(self._held.pop(key))
            self._held[key] = what
            self._bytes += _weight(what)
            while self._bytes > self._most and len(self._held) > 1:
                self._bytes -= _weight(self._held.popitem(last=False)[1])


def _weight(what: PageView | InputError) -> int:
    return 1_000 + (len(what.image) if isinstance(what, PageView) else 0)


#: By the content of the file: what is here is the same for every workspace.
_remembered = _Remembered(MOST_REMEMBERED)
