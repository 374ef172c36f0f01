"""What the passage says of one side of a comparison the statement does not say of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.language.amounts import size
from probatum.language.assertion import WITHOUT, Assertions, Comparison, assertions, lacks
from probatum.language.content import keys
from probatum.language.numbers import QuantityKind, quantities
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.derived import opposite
from probatum.verify.facing import Facing, facing, set_against
from probatum.verify.sides import side

#: A sentence that shares so much with the statement, by weight, makes the same comparison or the reverse.
PLAINLY = 0.6

#: One that shares so much, and has a figure for each side, tells of the same.
OF_THE_SAME = 0.5


def comparison(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the two sides of a comparison are changed about: "A more than B" for "B more than A".

    Where the word of change is turned too, or the figures are changed about with the sides, the comparison is
    the same. Nothing is found where a sentence makes it the statement's way round.
    """
    said = assertions(statement).comparison
    if copied(statement, cited):
        return
    if said is None:
        yield from _said_of_the_other(statement, cited)
        return
    crossed: tuple[Facing, tuple[int, int]] | None = None
    for face in facing(statement, cited, most=8):
        if order := by_figures(statement, face):
            if order[0] > 0:
                return
            crossed = crossed or (face, order[1])
        there = assertions(face.text).comparison
        if there is None:
            continue
        if face.shared >= PLAINLY and said.that & there.that and not _crossed(said, there):
            return
        if crossed is None and face.shared >= PLAINLY and _crossed(said, there):
            crossed = face, (there.start, there.end)
    if crossed is None:
        return
    yield set_against(
        "comparison",
        Outcome.CONTRADICTED,
        statement,
        (said.start, said.end),
        *crossed,
        "The two sides are changed about: the statement says “{said}”; the passage says “{found}”.",
    )


_COMPARED = frozenset(
    {QuantityKind.PERCENT, QuantityKind.OF_TOTAL, QuantityKind.MEASUREMENT, QuantityKind.DURATION}
)


def by_figures(statement: str, face: Facing) -> tuple[int, tuple[int, int]] | None:
    """Whether the two figures of a sentence bear the statement's comparison out (1) or turn it round (-1).

    With it where the two stand. None where there are not just two that can be compared, it is not plain whose
    they are, or the sentence tells of the reverse (survival for death). Pure.
    """
    said = assertions(statement).comparison
    figures = [one for one in quantities(face.text) if one.kind in _COMPARED]
    if (
        said is None
        or not (said.this and said.that)
        or said.valued
        or not said.sign
        or len(figures) != 2
        or face.shared < OF_THE_SAME
    ):
        return None
    first, second = figures
    values = [size(one) for one in figures]
    turned = opposite(statement, face.text)
    inverted = assertions(statement).inverted != assertions(face.text).inverted
    if (
        turned
        or inverted
        or first.kind is not second.kind
        or first.unit != second.unit
        or values[0] == values[1]
    ):
        return None
    whose = side(said.this, said.that, face.text, first, second)
    more = 1 if values[0] > values[1] else -1
    return (whose * more * said.sign, (first.start, second.end)) if whose else None


def _said_of_the_other(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where what a sentence says of its first side is said of its second: "women have more" of "men
    have more than women"."""
    if _denies_or_asks(assertions(statement)):
        return
    for face in facing(statement, cited, most=8):
        there = assertions(face.text)
        compared = there.comparison
        if face.shared < PLAINLY or compared is None or not compared.sign or _denies_or_asks(there):
            continue
        side = side_told(statement, compared)
        if side == -1 and _signs(statement, compared) == {compared.sign}:
            at, place = (0, len(statement)), (compared.start, compared.end)
            reason = "The passage says it of the other side of its comparison (“{found}”)."
            yield set_against("comparison", Outcome.CONTRADICTED, statement, at, face, place, reason)
        if side:
            return


def _denies_or_asks(one: Assertions) -> bool:
    return one.inquires or any(denial.main for denial in one.denials)


def _signs(statement: str, compared: Comparison) -> set[int]:
    """The signs of the statement's words of change in the sense of a comparison."""
    wanted = _SENSES[compared.valued]
    return {sign for one in assertions(statement).signed for sense, sign in one.signs if sense == wanted}


#: The sense of a word of change, by whether it says better or worse.
_SENSES = {False: "more", True: "better"}


def side_told(statement: str, there: Comparison) -> int:
    """Of which side of a comparison a statement that compares nothing tells: the first (1), the second (-1);
    0 where that is not plain. Pure."""
    told = keys(statement)
    if WITHOUT in there.this or WITHOUT in there.that:
        return 1 if lacks(statement) is (WITHOUT in there.this) else -1
    first, second = told & there.whose & there.this, told & there.that
    return bool(first) - bool(second)


def told_from_the_other_side(statement: str, face: Facing) -> bool:
    """Whether a sentence makes the statement's comparison from its other side: B more than A, for A less.

    Pure.
    """
    said, there = assertions(statement).comparison, assertions(face.text).comparison
    if said is None or there is None or face.shared < PLAINLY:
        return False
    alike = said.valued is there.valued
    return alike and said.sign == -there.sign != 0 and _other_side(said, there)


def _other_side(said: Comparison, there: Comparison) -> bool:
    """Whether what the one has second the other has first, both ways, for one of the two mostly."""
    both = said.that & there.that  # "superior to A for flares": what it is for is of neither side
    one, other = (said.that & there.this) - both, (there.that & said.this) - both
    mostly = len(one) * 2 >= len(said.that - both) or len(other) * 2 >= len(there.that - both)
    return bool(one) and bool(other) and mostly


def _crossed(said: Comparison, there: Comparison) -> bool:
    """Whether the names are changed about and the figures not, or the figures and not the names."""
    names = _names_crossed(said, there)
    mine, theirs = said.figures, there.figures
    if all(mine) and all(theirs):
        if mine[1] & theirs[0] and theirs[1] & mine[0]:
            nameless = not said.that and not there.that
            return not names and (nameless or bool(said.that & there.that))
        if mine[1] & theirs[1]:
            return names
    return names and said.sign == there.sign != 0


def _names_crossed(said: Comparison, there: Comparison) -> bool:
    if said.that & there.that or not said.that or not there.that:
        return False
    one, other = said.that & there.this, there.that & said.this
    return len(one) * 2 >= len(said.that) and len(other) * 2 >= len(there.that)
