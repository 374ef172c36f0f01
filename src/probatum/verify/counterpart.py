"""What the passage says of the one of two the statement does not say of the other: systolic for diastolic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.amounts import Fit, fit
from probatum.language.content import keys, shared
from probatum.language.counterparts import Member, members
from probatum.language.numbers import Quantity, QuantityKind, quantities
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited
from probatum.verify.comparison import told_from_the_other_side
from probatum.verify.coverage import copied
from probatum.verify.derived import denies
from probatum.verify.facing import Facing, facing, set_against
from probatum.verify.numbers import reckoned

#: A sentence that shares so much with the rest of the statement speaks of the other in its place.
FACES = 0.55
#: One that shares so much says the same of it.
PLAINLY = 0.75

#: The same where the figure is the same.
SHARED = 0.4
#: The words that follow are the same where they begin alike: thrombosis, thromboembolism.
_ALIKE = 6
#: A negation so near before a word (in characters) is of it.
_REACH = 30
_NOT = re.compile(r"(?:\b(?:not|no|never|neither|nor|without|cannot)\b|n[’']t\b)[^,;.]*$", re.IGNORECASE)


def counterpart(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding for each word of the statement in whose place the facing sentence has its counterpart.

    Nothing is found where the word stands anywhere in what is cited, or the statement names both; but a share
    of the one must not be told as that of the other ("23% survived" of 23% who died).
    """
    said = members(statement)
    if not said or copied(statement, cited):
        return
    found = _found(statement, said, cited)
    if found and not reckoned(statement, cited):  # 84 % survived, where 16 % died
        yield from found


def _found(statement: str, said: Sequence[Member], cited: Sequence[Cited]) -> list[Finding]:
    faces = facing(statement, cited)
    if (told := _share_of_the_other(statement, said, faces)) is not None:
        return [told]
    named = {(one.row, one.side) for one in said}
    held = {(one.row, one.side, one.next) for source in cited for one in members(source.passage.text)}
    alone = [one for one in _each(said) if {side for row, side in named if row == one.row} == {one.side}]
    met = (_instead(statement, one, faces) for one in alone if (one.row, one.side, one.next) not in held)
    return [one for one in met if one is not None]


def _share_of_the_other(statement: str, said: Sequence[Member], faces: Sequence[Facing]) -> Finding | None:
    """The first share that the passage has of those whom the statement leaves out."""
    for figure in _shares(statement):
        one = _nearest(figure, [one for one in said if one.exclusive])
        for face in faces if one is not None else ():
            for other in _shares(face.text):
                if fit(figure, other) > Fit.ROUNDED or one is None:
                    continue
                whose = _nearest(other, [there for there in members(face.text) if there.row == one.row])
                if whose is None or whose.side == one.side:
                    return None
                if face.shared >= SHARED and denies(statement) is denies(face.text):
                    return _finding(statement, one, face, whose, plainly=True)
    return None


def _shares(text: str) -> list[Quantity]:
    return [one for one in quantities(text) if one.kind in (QuantityKind.PERCENT, QuantityKind.OF_TOTAL)]


def _nearest(figure: Quantity, words: Sequence[Member]) -> Member | None:
    """The word that stands nearest to a figure."""
    away = [max(figure.start - one.end, one.start - figure.end) for one in words]
    return words[away.index(min(away))] if words else None


def _each(said: Sequence[Member]) -> list[Member]:
    """Each word once, where it first stands."""
    found: dict[tuple[str, int], Member] = {}
    for one in said:
        found.setdefault((one.row, one.side), one)
    return list(found.values())


def _instead(statement: str, one: Member, faces: Sequence[Facing]) -> Finding | None:
    rest = f"{statement[: one.start]} {statement[one.end :]}"
    for face in faces:
        if told_from_the_other_side(statement, face):
            continue
        share = shared(rest, keys(face.text), numbers=False)
        there = [
            other
            for other in members(face.text)
            if other.row == one.row and other.next[:_ALIKE] == one.next[:_ALIKE]
            if _denied(statement, one) is _denied(face.text, other)  # "not included", "excluded"
        ]
        if share >= FACES and there:
            return _finding(statement, one, face, there[0], plainly=share >= PLAINLY)
    return None


def _denied(text: str, one: Member) -> bool:
    """Whether a negation stands just before a word."""
    return bool(_NOT.search(text, max(0, one.start - _REACH), one.start))


def _finding(statement: str, one: Member, face: Facing, other: Member, *, plainly: bool) -> Finding:
    return set_against(
        "counterpart",
        Outcome.CONTRADICTED if plainly else Outcome.NOT_FOUND,
        statement,
        (one.start, one.end),
        face,
        (other.start, other.end),
        "The passage speaks of “{found}”, not of “{said}”.",
    )
