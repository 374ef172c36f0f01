"""What the passage warns of is not recommended in the statement, nor what it recommends warned of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.content import keys, names, shared
from probatum.language.people import people_said
from probatum.language.stance import Stance, stance, stances
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.facing import Facing, facing

#: A clause that shares so much with the statement, by weight, is about the same thing in the same people.
PLAINLY = 0.6
#: The statement must name so much of what the clause names: else a condition that it has was left out.
WHOLE = 0.75
#: So many sentences are looked at; one that shares so much beside the nearest and agrees settles it.
LOOKED_AT, AS_NEAR = 8, 0.8

_CLAUSE = re.compile(
    r"[;:] |, (?:but|whereas|while|although|and)\b|\b(?:but|whereas|although|except|unless)\b"
)
#: Words that every such sentence has: they say nothing of what it is about.
_OF_STANCE = keys(
    "recommend recommended recommends avoid avoided contraindicated contraindication indicated safe safely "
    "should not advise advises against guideline severe"
)


def recommendation(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement is for what the passage is against, or the reverse.

    Both must take one stance (:func:`probatum.language.stance.stance`), on the same thing: the clause of the
    passage has most of what the statement names, and names little else, as a condition that the statement
    leaves out ("contraindicated in renal failure") changes what is recommended. Nothing is found where a
    sentence as near takes the statement's stance.
    """
    said = stance(statement)
    if not said or copied(statement, cited):
        return
    faces = facing(statement, cited, most=LOOKED_AT)
    opposed = None
    for face in faces:
        for clause, there in _clauses(face):
            if not _same_thing(statement, clause):
                continue
            if there.sign == said and face.shared >= AS_NEAR * faces[0].shared:
                return
            opposed = opposed or (face, there)
    if opposed is not None and opposed[1].sign != said:
        yield _found(stances(statement)[0], *opposed)


def _clauses(face: Facing) -> Iterator[tuple[str, Stance]]:
    """Each clause of a sentence that takes one stance, with it."""
    at = 0
    for end in [*(match.start() for match in _CLAUSE.finditer(face.text)), len(face.text)]:
        clause = face.text[at:end]
        if stance(clause):
            yield clause, next(one for one in stances(face.text) if at <= one.start < end)
        at = end


def _same_thing(statement: str, clause: str) -> bool:
    """Whether both name the same things and the same people."""
    mine, theirs = _named(statement), _named(clause)
    if not mine or not theirs or shared(statement, keys(clause) | _OF_STANCE, numbers=False) < PLAINLY:
        return False
    if 2 * len(mine & theirs) < len(mine) or len(mine & theirs) < WHOLE * len(theirs):
        return False
    said, there = ({(one.slot, one.value) for one in people_said(text)} for text in (statement, clause))
    return not {slot for slot, _ in said} & {slot for slot, _ in there} or bool(said & there)


def _named(text: str) -> frozenset[str]:
    return names(text) - _OF_STANCE


def _found(mine: Stance, face: Facing, there: Stance) -> Finding:
    found = face.text[there.start : there.end]
    return Finding(
        check="recommendation",
        outcome=Outcome.CONTRADICTED,
        said=mine.text,
        found=found,
        reason=f"The statement is {_way(mine)} (“{mine.text}”) what "
        f"the passage is {_way(there)} (“{found}”).",
        said_at=(Span(start=mine.start, end=mine.end),),
        found_at=(Span(start=face.start + there.start, end=face.start + there.end),),
        passage=face.cited.passage.id,
    )


def _way(one: Stance) -> str:
    return "for" if one.sign > 0 else "against"
