"""A figure of one arm or group is not told as that of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from probatum.language.amounts import Fit, fit
from probatum.language.numbers import Quantity, QuantityKind, quantities
from probatum.language.owners import Owned, arms, named, owned, worded
from probatum.language.people import people_said
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.derived import says_a_difference, turned
from probatum.verify.facing import Facing, facing
from probatum.verify.numbers import clause

#: So many facing sentences are looked at; one that shares less may be about another outcome.
LOOKED_AT, FACES = 3, 0.5

_FIGURES = frozenset(
    {QuantityKind.PERCENT, QuantityKind.OF_TOTAL, QuantityKind.RATIO, QuantityKind.MEASUREMENT}
)
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
    sets nothing against it, or where it stands in a row of figures beside a row of names
    (:mod:`probatum.language.owners`). CONSORT 2010, item 17a: results are given for each group.
    """
    figures = [one for one in quantities(statement) if one.kind in _FIGURES]
    if not figures or copied(statement, cited):
        return
    faces = facing(statement, cited, most=LOOKED_AT, least=FACES)
    for figure in figures:
        finding = _of_another_arm(statement, figure, faces) or _of_another(statement, figure, faces)
        if finding is not None:
            yield finding


def _of_another_arm(statement: str, figure: Quantity, faces: Sequence[Facing]) -> Finding | None:
    """The figure is tied to one arm, and in the first sentence that has it to another one."""
    for one in tied(statement):
        found = _elsewhere(one, faces) if one.figure == figure else None
        if found is not None:
            face, there = found
            return _finding(figure, _listed(one.whose), face, there.figure, _listed(there.whose))
    return None


def _elsewhere(one: Tied, faces: Sequence[Facing]) -> tuple[Facing, Tied] | None:
    """Where the figure stands as that of another, if the first sentence that has it leaves no doubt."""
    for face in faces:
        stating = [other for other in _stating(one.figure, face) if other.kind is one.figure.kind]
        if not stating:
            continue
        owners = [other for other in tied(face.text) if other.figure in stating and other.sort == one.sort]
        others = {other.figure for other in owners if not other.whose & one.whose}
        named = any(one.whose & names for _, _, sort, names in _names(face.text) if sort == one.sort)
        if named and others == set(stating):
            return face, owners[0]
        return None
    return None


def _of_another(statement: str, figure: Quantity, faces: Sequence[Facing]) -> Finding | None:
    """The figure is that of another one of its row, wherever a facing sentence has it."""
    told = told_of(statement, figure)
    crossed = []
    for face in faces:
        stating = _stating(figure, face)
        found = [one for one in owned(face.text) if one.figure in stating]
        theirs = [(one, keys) for one in found if (keys := _others(statement, figure, told, face, one))]
        if len(theirs) < len(stating):
            return None
        crossed += [(face, *row) for row in theirs]
    if not crossed:
        return None
    face, one, keys = crossed[0]
    return _finding(figure, worded(statement, keys), face, one.figure, worded(face.text, one.mine))


def _stating(figure: Quantity, face: Facing) -> list[Quantity]:
    return [other for other in quantities(face.text) if fit(figure, other) <= Fit.ROUNDED]


def _others(
    statement: str, figure: Quantity, told: frozenset[str], face: Facing, one: Owned
) -> frozenset[str]:
    """By what the statement names another one of the row than the figure is of; empty where it does not."""
    if told & one.mine or says_a_difference(statement, figure) is not says_a_difference(
        face.text, one.figure
    ):
        return frozenset()
    return frozenset().union(
        *(
            told & keys
            for other, keys in one.others
            if fit(figure, other) > Fit.ROUNDED and not turned(statement, figure, face.text, other)
        )
    )


def told_of(statement: str, figure: Quantity) -> frozenset[str]:
    """The keys of what a figure of a statement can be of, without what it is set against. Pure."""
    for one in owned(statement):
        if one.figure == figure:
            return one.mine
    start, end = _scope(statement, figure)
    return frozenset(
        one.key
        for one in named(statement)
        if start <= one.start and one.end <= end and not _AGAINST.search(statement, start, one.start)
    )


def tied(text: str) -> tuple[Tied, ...]:
    """The figures of one sentence of which it is plain whose they are. Pure, and remembered."""
    return _tied(text)


@lru_cache(maxsize=4096)
def _tied(text: str) -> tuple[Tied, ...]:
    found = quantities(text)
    names = _names(text)
    made = []
    for one in found:
        if one.kind not in _FIGURES:
            continue
        start, end = _scope(text, one)
        for sort in sorted({sort for _, _, sort, _ in names}):
            within = [row for row in names if row[2] == sort and start <= row[0] and row[1] <= end]
            whose = frozenset().union(*(row[3] for row in within))
            against = any(_AGAINST.search(text, start, row[0]) for row in within)
            if within and not against and (sort == "arm" or len(whose) == 1):
                made.append(Tied(one, sort, whose))
    return tuple(made)


def _scope(text: str, one: Quantity) -> tuple[int, int]:
    """The clause of a figure, without what a "but" or a semicolon parts from it."""
    found = quantities(text)
    start, end = clause(text, found, found.index(one), (0, len(text)))
    before = list(_PARTS.finditer(text, start, one.start))
    after = _PARTS.search(text, one.end, end)
    return before[-1].end() if before else start, after.start() if after else end


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[tuple[int, int, str, frozenset[str]], ...]:
    """Where arms and groups are named: start, end, sort, and by what."""
    found = [(one.start, one.end, one.sort, frozenset({one.key})) for one in arms(text)]
    found += [
        (one.start, one.end, one.slot, frozenset({one.value}))
        for one in people_said(text)
        if one.slot not in ("species", "age")
    ]
    return tuple(sorted(found, key=lambda row: row[:3]))


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))


def _finding(said: Quantity, mine: str, face: Facing, there: Quantity, theirs: str) -> Finding:
    return Finding(
        check="arm",
        outcome=Outcome.CONTRADICTED,
        said=said.text,
        found=there.text,
        reason=f"The statement gives {said.text} for {mine}; the passage gives it for {theirs}.",
        said_at=(Span(start=said.start, end=said.end),),
        found_at=(Span(start=face.start + there.start, end=face.start + there.end),),
        passage=face.cited.passage.id,
    )
