"""A picture with everything that goes with it: its words, its two widths, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass

#: The widths at which pictures are drawn, in their own units (a unit is a CSS pixel at full size).
WIDE, NARROW = 720.0, 280.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the table behind a picture: its words, and where they lead (a passage, a reference)."""

    text: str
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture. ``wide`` and ``narrow`` are the same at two widths, each a whole SVG with all it needs; what
    has one width alone leaves ``narrow`` empty.

    ``says`` is a sentence below it, ``notes`` what a reader must know to read it rightly; ``columns`` and
    ``rows`` are the table behind it, the first cell of a row its heading. ``kind`` names the sort of picture.
    """

    id: str
    kind: str
    title: str
    wide: str
    narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    says: str = ""
    notes: tuple[str, ...] = ()
