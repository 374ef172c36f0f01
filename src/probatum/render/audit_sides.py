"""Statement and passage side by side: what differs is marked on both, and the passage cut to what matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from probatum.render.audit_contract import SpanForm

#: So much of a passage (characters) is shown on either side of what is quoted or marked in it.
AROUND = 160
#: A quote or a marked stretch farther than this (characters) from the quote is not drawn into view.
FARTHEST = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: ``marked`` where the two sides differ, ``quoted`` where the passage is quoted."""

    text: str
    marked: bool = False
    quoted: bool = False


def pieces(text: str, marks: Iterable[SpanForm], quote: tuple[int, int] = (0, 0)) -> tuple[Piece, ...]:
    """``text`` cut where marks or the quote begin and end. Marks may overlap, or reach outside of the text.

    >>> pieces("It reduces relapse.", [{"start": 3, "end": 10}])[1]
    Piece(text='reduces', marked=True, quoted=False)
    """
    marked = _joined(marks, len(text))
    cuts = sorted({0, len(text), *(_clamped(place, len(text)) for place in quote), *_ends(marked)})
    found: list[Piece] = []
    at = 0
    for start, end in pairwise(cuts):
        while at < len(marked) and marked[at][1] <= start:
            at += 1
        within = at < len(marked) and marked[at][0] <= start
        found.append(Piece(text[start:end], within, quote[0] <= start and end <= quote[1]))
    return tuple(found)


def window(text: str, quote: tuple[int, int], marks: Sequence[SpanForm]) -> tuple[int, int]:
    """What to show of a passage: the quote, the marks near to it, and some words around, cut at spaces."""
    near = [
        (max(0, one["start"]), min(len(text), one["end"]))
        for one in marks
        if quote[0] - FARTHEST < one["start"] < quote[1] + FARTHEST
    ]
    start = min([quote[0], *(first for first, _ in near)]) - AROUND
    end = max([quote[1], *(last for _, last in near)]) + AROUND
    return _after_space(text, start), _before_space(text, end)


def shifted(spans: Iterable[SpanForm], by: int) -> list[SpanForm]:
    """The same spans counted from ``by`` characters further on."""
    return [{"start": span["start"] - by, "end": span["end"] - by} for span in spans]


def _joined(marks: Iterable[SpanForm], length: int) -> list[tuple[int, int]]:
    """Marks in order, those that overlap or touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, one["start"]), min(length, one["end"])) for one in marks):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ends(spans: Iterable[tuple[int, int]]) -> list[int]:
    return [place for span in spans for place in span]


def _clamped(place: int, length: int) -> int:
    return max(0, min(place, length))


def _after_space(text: str, place: int) -> int:
    """``place``, or the beginning of the word after it; the beginning of the text where that is near."""
    if place <= AROUND // 4:
        return 0
    space = text.find(" ", place, place + AROUND // 2)
    return space + 1 if space >= 0 else place


def _before_space(text: str, place: int) -> int:
    if place >= len(text) - AROUND // 4:
        return len(text)
    space = text.rfind(" ", place - AROUND // 2, place)
    return space if space >= 0 else place
