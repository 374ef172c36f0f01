"""Which of two figures of a sentence is of which side of a comparison."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from probatum.language.content import content
from probatum.language.numbers import Quantity

#: Whose a figure is stands within so many content words of it.
NEAR = 8


def side(this: AbstractSet[str], that: AbstractSet[str], text: str, first: Quantity, second: Quantity) -> int:
    """1 where ``first`` is the figure of ``this`` (and ``second`` of ``that``), -1 the other way, else 0.

    ``this`` and ``that`` are content keys of the two sides; ``that`` may be empty: then only what stands
    after the figures is read. Whose a figure is stands after both ("12% with A and 7% with B") or before both
    ("A 12%, B 7%"). Pure.
    """
    between = (first.end, second.start)
    after = _told(this, that, _keys(text, *between), _keys(text, second.end, len(text)))
    if not that:  # what else stands before a figure is what both are figures of
        return (after > 0) - (after < 0)
    before = _told(this, that, _keys(text, 0, first.start, last=True), _keys(text, *between, last=True))
    best = max(after, before, key=abs)  # of equals the first: what is said of a figure mostly follows it
    return (best > 0) - (best < 0)


def _keys(text: str, start: int, end: int, *, last: bool = False) -> frozenset[str]:
    """The content keys nearest to a figure: the first after it, or the last before it."""
    found = [term.key for term in content(text) if start <= term.start < end and not term.key[0].isdigit()]
    return frozenset(found[-NEAR:] if last else found[:NEAR])


def _told(this: AbstractSet[str], that: AbstractSet[str], one: frozenset[str], other: frozenset[str]) -> int:
    """How much says that ``one`` is this and ``other`` that; below 0 the other way; 0 where both are said."""
    mine, theirs = one - other, other - one
    so, turned = len(this & mine) + len(that & theirs), len(this & theirs) + len(that & mine)
    return so if so and not turned else -turned if turned and not so else 0
