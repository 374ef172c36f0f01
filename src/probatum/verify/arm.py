"""A figure of one arm or group is not told as that of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from probatum.language.amounts import Fit, fit
from probatum.language.drugs import drug_mentions
from probatum.language.numbers import Quantity, QuantityKind, quantities
from probatum.language.people import people_said
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.facing import Facing, facing
from probatum.verify.numbers import clause

#: So many facing sentences are looked at; one that shares less may be about another outcome.
LOOKED_AT, FACES = 3, 0.5

_FIGURES = frozenset(
    {QuantityKind.PERCENT, QuantityKind.OF_TOTAL, QuantityKind.RATIO, QuantityKind.MEASUREMENT}
)
_CONTROL = re.compile(r"\b(?:placebo|controls?(?= (?:group|arm|patients|subjects))|sham)\b", re.IGNORECASE)
_PARTS = re.compile(r"; |\b(?:but|while|whereas)\b")
#: What another arm is set against has not the figure of its clause.
_AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|against|over|to|from|without|compared (?:with|to)|relative to)\b[^,;]{0,24}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tied:
    """A figure and whose it is: an arm by what it was given, or people by what they are."""

    figure: Quantity
    sort: str
    whose: frozenset[str]


def arm(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for a figure that the facing sentence has of another arm or group, which it names too.

    Whose a figure is, is told only where its clause names one arm (or one sex, one kind of a disease) and
    sets nothing against it. CONSORT 2010, item 17a: results are given for each group.
    """
    said = tied(statement)
    if not said or copied(statement, cited):
        return
    faces = facing(statement, cited, most=LOOKED_AT, least=FACES)
    for one in said:
        found = _elsewhere(one, faces)
        if found is not None:
            yield _finding(one, *found)


def _elsewhere(one: Tied, faces: Sequence[Facing]) -> tuple[Facing, Tied] | None:
    """Where the figure stands as that of another, if the first sentence that has it leaves no doubt."""
    for face in faces:
        stating = [other for other in quantities(face.text) if other.kind is one.figure.kind]
        stating = [other for other in stating if fit(one.figure, other) <= Fit.ROUNDED]
        if not stating:
            continue
        owners = [other for other in tied(face.text) if other.figure in stating and other.sort == one.sort]
        others = {other.figure for other in owners if not other.whose & one.whose}
        named = any(one.whose & names for _, _, sort, names in _names(face.text) if sort == one.sort)
        if named and others == set(stating):
            return face, owners[0]
        return None
    return None


def tied(text: str) -> tuple[Tied, ...]:
    """The figures of one sentence of which it is plain whose they are. Pure, and remembered."""
    return _tied(text)


@lru_cache(maxsize=4096)
def _tied(text: str) -> tuple[Tied, ...]:
    found = quantities(text)
    names = _names(text)
    made = []
    for place, one in enumerate(found):
        if one.kind not in _FIGURES:
            continue
        start, end = _narrowed(text, one, *clause(text, found, place, (0, len(text))))
        for sort in sorted({sort for _, _, sort, _ in names}):
            within = [row for row in names if row[2] == sort and start <= row[0] and row[1] <= end]
            whose = frozenset().union(*(row[3] for row in within))
            against = any(_AGAINST.search(text, start, row[0]) for row in within)
            if within and not against and (sort == "arm" or len(whose) == 1):
                made.append(Tied(one, sort, whose))
    return tuple(made)


def _narrowed(text: str, one: Quantity, start: int, end: int) -> tuple[int, int]:
    """The clause without what a "but" or a semicolon parts from the figure."""
    before = list(_PARTS.finditer(text, start, one.start))
    after = _PARTS.search(text, one.end, end)
    return before[-1].end() if before else start, after.start() if after else end


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[tuple[int, int, str, frozenset[str]], ...]:
    """Where arms and groups are named: start, end, sort, and by what."""
    found = [(one.start, one.end, "arm", frozenset({one.name})) for one in drug_mentions(text) if one.sure]
    found += [(*match.span(), "arm", frozenset({"the control arm"})) for match in _CONTROL.finditer(text)]
    found += [
        (one.start, one.end, one.slot, frozenset({one.value}))
        for one in people_said(text)
        if one.slot not in ("species", "age")
    ]
    return tuple(sorted(found, key=lambda row: row[:3]))


def _finding(one: Tied, face: Facing, there: Tied) -> Finding:
    figure = there.figure
    mine, theirs = (" and ".join(sorted(names)) for names in (one.whose, there.whose))
    return Finding(
        check="arm",
        outcome=Outcome.CONTRADICTED,
        said=one.figure.text,
        found=figure.text,
        reason=f"The statement gives {one.figure.text} for {mine}; the passage gives it for {theirs}.",
        said_at=(Span(start=one.figure.start, end=one.figure.end),),
        found_at=(Span(start=face.start + figure.start, end=face.start + figure.end),),
        passage=face.cited.passage.id,
    )
