"""A place on a page as it is shown: where the words of a quote stand in the work itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rectangle on a page, in parts of its width and height from its upper left corner (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The span ``[start, end)`` of a paragraph ``text``, the ``nth`` with these words here (from 0)."""

    text: str
    start: int
    end: int
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page as it was drawn: its ``number`` (from 1) ``of`` how many, and its size in pixels.

    ``marks`` has, for each stretch that was looked for, its rectangles in the order of reading; none where
    it was not found. ``image`` is a PNG.
    """

    number: int
    of: int
    width: int
    height: int
    marks: tuple[tuple[Mark, ...], ...]
    image: bytes
