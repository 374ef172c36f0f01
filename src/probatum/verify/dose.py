"""How a medicine is given: the route and the rhythm of the statement are those of what it cites."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from probatum.language.dosing import rhythms, routes
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing

#: A sentence that shares less with the statement may speak of another medicine.
FACES = 0.5
#: A sentence that shares so much states the same thing (the route itself is one of the words that differ).
PLAINLY = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One route or rhythm where it stands: two are the same where their keys are."""

    key: str
    start: int
    end: int
    text: str


def dose(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for a route ("intravenous") or rhythm ("twice daily") where the facing sentence has another.

    Nothing is found where what is cited names none, or names the one of the statement and the facing
    sentence does not settle which is meant. The amount itself is for the check of numbers.
    """
    said = _routes(statement), _rhythms(statement)
    if not any(said):
        return
    faces = [face for face in facing(statement, cited) if face.shared >= FACES]
    for mine, read in zip(said, (_routes, _rhythms), strict=True):
        for way in mine:
            finding = _judged(way, len({one.key for one in mine}), faces, cited, read)
            if finding:
                yield finding


def _routes(text: str) -> list[_Way]:
    return [_Way(key=one.name, start=one.start, end=one.end, text=one.text) for one in routes(text)]


def _rhythms(text: str) -> list[_Way]:
    return [
        _Way(key=f"{math.log(one.per_day):.2f}", start=one.start, end=one.end, text=one.text)
        for one in rhythms(text)
    ]


def _judged(
    way: _Way,
    kinds: int,
    faces: Sequence[Facing],
    cited: Sequence[Cited],
    reading: Callable[[str], list[_Way]],
) -> Finding | None:
    for face in faces:
        there = reading(face.text)
        if any(one.key == way.key for one in there):
            return None
        if not there:
            continue
        elsewhere = any(one.key == way.key for held in cited for one in reading(held.passage.text))
        settled = face.shared >= PLAINLY and kinds == 1 and len({one.key for one in there}) == 1
        return None if elsewhere and not settled else _finding(way, there[0], face)
    return None


def _finding(way: _Way, there: _Way, face: Facing) -> Finding:
    return Finding(
        check="dose",
        outcome=Outcome.CONTRADICTED if face.shared >= PLAINLY else Outcome.NOT_FOUND,
        said=way.text,
        found=there.text,
        reason=f"The statement says “{way.text}”; the passage says “{there.text}”.",
        said_at=(Span(start=way.start, end=way.end),),
        found_at=(Span(start=face.start + there.start, end=face.start + there.end),),
        passage=face.cited.passage.id,
    )
