"""A brought text as it stood, line by line, with its claims and the places of faults in its structure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from probatum.render.audit_contract import AuditedClaimForm, AuditForm, SpanForm, StructureForm

_ITEM = re.compile(r"[ \t\xa0]*(?:[•·▪▫◦‣●○*+\-–—]|\(?\d{1,3}[.)]|[a-zA-Z][.)])[ \t\xa0]")
_STOP = re.compile(r"[.!?…]*[\"'”’)\]»]*[.!?…]*")
#: So many spaces are one step of indentation, and so many steps are shown.
STEP, DEEPEST = 4, 4


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a fault in the structure: the number of the fault, and which of its places it is."""

    fault: int
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text: ``claim`` is the number of the claim that it belongs to, 0 for none.

    ``opens`` and ``closes`` tell the first and last stretch of a claim; ``faulty`` whether a fault in the
    structure touches it, and ``places`` which of them begin here.
    """

    text: str
    claim: int = 0
    opens: bool = False
    closes: bool = False
    faulty: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, an item of a list (indented by ``level``), or a paragraph."""

    kind: str
    level: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    level: int
    start: int
    end: int


def lines(form: AuditForm) -> tuple[Line, ...]:
    """The text of an audit, in order; linear in its length but for one sort. Nothing of it is left out but
    empty lines and the indentation of items, which ``level`` keeps."""
    text = form["text"]
    blocks = list(_blocks(text, form["headings"]))
    cut = _Cutter(text, _apart(form["claims"], text), form["structure"])
    return tuple(
        Line(block.kind, block.level, stretches)
        for block, stretches in zip(blocks, cut.into(blocks), strict=True)
    )


def _blocks(text: str, headings: Sequence[SpanForm]) -> Iterator[_Block]:
    """Headings, items and paragraphs; lines that follow a line without a sign of their own belong to it."""
    heads = _Cursor(sorted((one["start"], one["end"]) for one in headings))
    open_: _Block | None = None
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        kind = _kind(line, heads.touches(start, end))
        if open_ is not None and kind == "text" and open_.kind != "heading":
            open_ = replace(open_, end=start + len(line.rstrip()))
        else:
            if open_ is not None:
                yield open_
            open_ = _opened(line, kind, start)
        start = end + 1
    if open_ is not None:
        yield open_


def _kind(line: str, heads: bool) -> str:
    if not line.strip():
        return ""
    if heads:
        return "heading"
    return "item" if _ITEM.match(line) else "text"


def _opened(line: str, kind: str, start: int) -> _Block | None:
    if not kind:
        return None
    indent = len(line) - len(line.lstrip())
    deep = len(line[:indent].expandtabs(STEP)) // STEP
    level = min(deep, DEEPEST) if kind == "item" else 0
    return _Block(kind, level, start + indent, start + len(line.rstrip()))


@dataclass(slots=True)
class _Cursor:
    """Spans in order, asked for in order."""

    spans: Sequence[tuple[int, int]]
    at: int = 0

    def touches(self, start: int, end: int) -> bool:
        """Whether any span overlaps ``[start, end)``; ``start`` never goes back."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] < end


def _apart(claims: Sequence[AuditedClaimForm], text: str) -> list[tuple[int, int, int]]:
    """Where each claim stands (start, end, number), none within another: the earlier keeps its place.

    The stop after a claim, and what closes with it, is the claim's: its sign stands behind the sentence.
    """
    apart: list[tuple[int, int, int]] = []
    reached = 0
    for first, last, number in sorted((one["start"], one["end"], one["number"]) for one in claims):
        start, end = max(first, reached), min(last, len(text))
        if start < end:
            apart.append((start, end, number))
            reached = end
    begins = [*(start for start, _, _ in apart), len(text)][1:]
    return [
        (start, min(_stopped(text, end), begin), number)
        for (start, end, number), begin in zip(apart, begins, strict=True)
    ]


def _stopped(text: str, end: int) -> int:
    """Where the stop that stands at ``end`` has ended."""
    stop = _STOP.match(text, end)
    return stop.end() if stop else end


class _Cutter:
    """Cuts blocks where claims and faults begin and end, walking once through the text."""

    def __init__(
        self, text: str, claims: Sequence[tuple[int, int, int]], structure: Sequence[StructureForm]
    ) -> None:
        self._text = text
        self._faults = _Cursor(_merged(_spans(structure, len(text))))
        self._claims = _Cursor([(start, end) for start, end, _ in claims])
        self._numbers = [number for _, _, number in claims]
        self._begin = _beginnings(structure)
        ends = (*self._claims.spans, *self._faults.spans)
        self._cuts = sorted({place for span in ends for place in span} | set(self._begin))
        self._at = 0

    def into(self, blocks: Sequence[_Block]) -> Iterator[tuple[Stretch, ...]]:
        """The stretches of each block. A fault whose place is between two blocks is told at the next one."""
        rows = [list(self._row(block)) for block in blocks]
        first: dict[int, tuple[int, int]] = {}
        last: dict[int, tuple[int, int]] = {}
        for number, row in enumerate(rows):
            for column, stretch in enumerate(row):
                if stretch.claim:
                    first.setdefault(stretch.claim, (number, column))
                    last[stretch.claim] = (number, column)
        for number, column in first.values():
            rows[number][column] = replace(rows[number][column], opens=True)
        for number, column in last.values():
            rows[number][column] = replace(rows[number][column], closes=True)
        return (tuple(row) for row in rows)

    def _row(self, block: _Block) -> Iterator[Stretch]:
        start = block.start
        while start < block.end:
            places = self._begun(start)
            end = min(self._cuts[self._at], block.end) if self._at < len(self._cuts) else block.end
            claim = self._numbers[self._claims.at] if self._claims.touches(start, start + 1) else 0
            yield Stretch(
                self._text[start:end], claim, faulty=self._faults.touches(start, start + 1), places=places
            )
            start = end

    def _begun(self, start: int) -> tuple[Place, ...]:
        """The faults whose places begin here, or have begun since the last stretch."""
        begun: list[Place] = []
        while self._at < len(self._cuts) and self._cuts[self._at] <= start:
            begun += self._begin.get(self._cuts[self._at], ())
            self._at += 1
        return tuple(begun)


def _spans(structure: Sequence[StructureForm], length: int) -> list[tuple[int, int]]:
    return sorted(
        (max(0, span["start"]), min(length, span["end"])) for fault in structure for span in fault["spans"]
    )


def _beginnings(structure: Sequence[StructureForm]) -> Mapping[int, list[Place]]:
    begin: dict[int, list[Place]] = {}
    for number, fault in enumerate(structure, start=1):
        for nth, span in enumerate(fault["spans"], start=1):
            begin.setdefault(max(0, span["start"]), []).append(Place(number, nth))
    return begin


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
