"""The sums are right: "65 of 105" and "62 %" are the same share, in the statement and against the passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from probatum.language.amounts import Fit, fit, share_of
from probatum.language.numbers import Quantity, QuantityKind, quantities
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.derived import turned
from probatum.verify.facing import Facing, facing
from probatum.verify.numbers import alike

#: A sentence that shares so much with the statement states the same thing.
PLAINLY = 0.9
#: The words beside two shares of one thing are so much alike.
ALIKE = 0.5
#: So many characters stand at most between "65 of 105" and its "(62 %)": " patients (".
BETWEEN = 25

_K = QuantityKind


def arithmetic(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where a share and its percentage do not agree, and the statement did not copy both.

    Within the statement: "65 of 105 (52 %)". Between it and the facing sentence: "52 %" where that says
    "65 of 105", or the other way round, if each states just one, of the same thing: the words beside the two
    must be alike. Rounding is allowed either way, and so is what a share leaves ("76 % did not").
    """
    said = [one for one in quantities(statement) if one.kind in (_K.OF_TOTAL, _K.PERCENT)]
    if not said:
        return
    wrong = list(_within(statement, said, cited))
    yield from wrong
    if not wrong and len(said) == 1:
        yield from _between(statement, said[0], facing(statement, cited, most=1, least=PLAINLY))


def _within(statement: str, said: Sequence[Quantity], cited: Sequence[Cited]) -> Iterator[Finding]:
    for one, other in pairwise(said):
        if not _pair(one, other, statement[one.end : other.end]) or fit(other, one) < Fit.OTHER:
            continue
        if fit(one, other) < Fit.OTHER or any(_copied(one, other, held.passage.text) for held in cited):
            continue
        total, share = (one, other) if one.kind is _K.OF_TOTAL else (other, one)
        yield Finding(
            check="arithmetic",
            outcome=Outcome.PARTLY,
            said=f"{total.text}, {share.text}",
            found=f"{share_of(total):.1f}%",
            reason=f"{total.text} is {share_of(total):.1f}%, and the statement says {share.text}.",
            said_at=(Span(start=one.start, end=one.end), Span(start=other.start, end=other.end)),
        )


def _pair(one: Quantity, other: Quantity, between: str) -> bool:
    """Whether the second stands in brackets after the first, as its share or its sum."""
    gap = between[: len(between) - len(other.text)]
    bracketed = gap.rstrip().endswith(("(", "[")) and len(gap) <= BETWEEN and gap.count("(") <= 1
    return bracketed and {one.kind, other.kind} == {_K.OF_TOTAL, _K.PERCENT}


def _copied(one: Quantity, other: Quantity, passage: str) -> bool:
    """Whether the passage has both as they stand: then the slip is its author's."""
    at = passage.find(one.text)
    return at >= 0 and other.text in passage[at : at + len(one.text) + BETWEEN + len(other.text)]


def _between(statement: str, said: Quantity, faces: Sequence[Facing]) -> Iterator[Finding]:
    for face in faces:
        there = [one for one in quantities(face.text) if one.kind in (_K.OF_TOTAL, _K.PERCENT)]
        if len(there) != 1 or there[0].kind is said.kind or fit(said, there[0]) is not Fit.OTHER:
            continue
        found = there[0]
        if alike(statement, said, face.text, found) < ALIKE or turned(statement, said, face.text, found):
            continue
        total, share = (said, found) if said.kind is _K.OF_TOTAL else (found, said)
        yield Finding(
            check="arithmetic",
            outcome=Outcome.CONTRADICTED,
            said=said.text,
            found=found.text,
            reason=f"{total.text} is {share_of(total):.1f}%, not {share.text}: "
            f"the statement says {said.text}, the passage says {found.text}.",
            said_at=(Span(start=said.start, end=said.end),),
            found_at=(Span(start=face.start + found.start, end=face.start + found.end),),
            passage=face.cited.passage.id,
        )
