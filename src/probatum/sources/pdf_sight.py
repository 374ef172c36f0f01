"""Which words of a PDF's page a reader can see: the page itself is looked at where a word may be hidden."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Type of less than so many points is seen by nobody.
LEAST_SIZE = 1.0
#: Ink whose darkest part is so light (of 255), or that is so thin, may be as light as its ground.
LIGHT, THIN = 200, 60
#: Greys that lie further apart than this are told apart.
CONTRAST = 24
#: So many pixels a point; and a page is looked at no larger than this, in pixels a side.
SCALE, LARGEST = 2.0, 4_000
#: Words go where so many of their letters that may be hidden are: a scan's own letters stand a little askew.
MOST = 0.8
#: Modes of setting text that leave no ink: none, and a mere outline to clip by (ISO 32000-1, 9.3.6).
_NO_INK = frozenset({3, 7})


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it was looked at: ``doubtful`` where it may be hidden, ``seen`` whether it is there."""

    doubtful: bool
    seen: bool


_SHOWN, _HIDDEN = Letter(doubtful=False, seen=True), Letter(doubtful=True, seen=False)


class Sight:
    """Looks at one page. The page is painted when the first letter may be hidden, and once.

    ``unseen`` counts the letters that were left out.
    """

    def __init__(self, page: pdfium.PdfPage, text_page: pdfium.PdfTextpage) -> None:
        self._page, self._text = page, text_page
        self._width, self._height = page.get_size()
        self._scale = min(SCALE, LARGEST / max(self._width, self._height, 1.0))
        self._edges = page.get_bbox()
        self._painted: NDArray[np.uint8] | None = None
        self._piece, self._inkless = 0, False
        self.unseen = 0

    def letter(self, index: int, box: raw.FS_RECTF) -> Letter:
        """The letter at ``index`` of the page's text, in a line that is as high as ``box``."""
        if abs(box.top - box.bottom) < LEAST_SIZE:
            return _HIDDEN
        if not self._doubtful(index) and self._within(box):
            return _SHOWN
        place = self._place(index)
        return Letter(doubtful=True, seen=place is not None and self._stands_out(place))

    def _within(self, box: raw.FS_RECTF) -> bool:
        left, bottom, right, top = self._edges
        return bool(left <= box.right and box.left <= right and bottom <= box.top and box.bottom <= top)

    def keeps(self, letters: Sequence[Letter]) -> list[bool]:
        """Which of the letters of one run are read."""
        doubtful = [one for one in letters if one.doubtful]
        hidden = sum(not one.seen for one in doubtful)
        if not hidden or hidden < MOST * len(doubtful):
            return [True] * len(letters)
        self.unseen += len(doubtful)
        return [not one.doubtful for one in letters]

    def _doubtful(self, index: int) -> bool:
        """Whether it may have no ink. Letters of one piece of text have the same."""
        piece = raw.FPDFText_GetTextObject(self._text, index)
        where = ctypes.addressof(piece.contents) if piece else 0
        if where != self._piece or not where:
            self._piece, self._inkless = where, self._light(index) or (bool(piece) and _without_ink(piece))
        return self._inkless

    def _light(self, index: int) -> bool:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        known = raw.FPDFText_GetFillColor(self._text, index, red, green, blue, alpha)
        return bool(known) and (min(red.value, green.value, blue.value) >= LIGHT or alpha.value < THIN)

    def _place(self, index: int) -> tuple[int, int, int, int] | None:
        """Where the letter stands on the painted page (left, top, right, bottom); None beside the page."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top):
            return None
        wide, high = round(self._width * self._scale), round(self._height * self._scale)
        across, down = [], []
        for x, y in ((left, bottom), (right, top)):
            at, to = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(self._page, 0, 0, wide, high, 0, x, y, at, to)
            across.append(at.value)
            down.append(to.value)
        box = (
            max(0, min(across) - 1),
            max(0, min(down) - 1),
            min(wide, max(across) + 2),
            min(high, max(down) + 2),
        )
        return box if box[0] + 2 < box[2] and box[1] + 2 < box[3] else None

    def _stands_out(self, place: tuple[int, int, int, int]) -> bool:
        left, top, right, bottom = place
        there = self._paint()[top:bottom, left:right]
        return there.size > 0 and int(there.max()) - int(there.min()) >= CONTRAST

    def _paint(self) -> NDArray[np.uint8]:
        if self._painted is None:
            import numpy as np  # takes a fifth of the time of a process that reads one file

            bitmap = self._page.render(scale=self._scale, grayscale=True)
            painted = np.array(bitmap.to_numpy(), dtype=np.uint8)
            bitmap.close()
            self._painted = painted.reshape(painted.shape[0], painted.shape[1], -1)[:, :, 0]
        return self._painted


def _without_ink(piece: object) -> bool:
    return raw.FPDFTextObj_GetTextRenderMode(piece) in _NO_INK
