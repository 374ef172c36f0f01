"""What the passage says goes down does not go up in the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probatum.language.assertion import TURNED, Assertions, Move, Signed, assertions
from probatum.language.content import keys
from probatum.language.numbers import QuantityKind, quantities
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited
from probatum.verify.comparison import side_told, told_from_the_other_side
from probatum.verify.coverage import copied
from probatum.verify.facing import Facing, facing, set_against

#: From this share on a sentence says the same of it or the opposite.
PLAINLY = 0.55
#: The same where the words on both sides are the same, and where those on one side are.
IN_ORDER, NEARLY_ALL = 0.5, 0.75
#: So many sentences are looked at for one that goes the statement's way.
LOOKED_AT, LEAST = 30, 0.15
#: The ratios whose side of 1 tells the way.
RATIOS = frozenset({"HR", "OR", "RR", "IRR", "aHR", "aOR", "aRR"})

_Turned = tuple[tuple[int, int], Facing, tuple[int, int]]


def direction(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement turns round which way a thing goes.

    Two words of change are compared where they are of the same thing (the noun that changes, survival being
    the inverse of death), or where the same words stand on both sides of them. What is denied is for
    ``negation``. Where any sentence of what is cited goes the statement's way, or makes its comparison from
    the other side, nothing is found. Where the
    passage has a ratio and no word of change, the side of 1 decides.
    """
    faces = facing(statement, cited, most=LOOKED_AT, least=LEAST)
    said = assertions(statement)
    if not faces or said.inquires or not said.signed or copied(statement, cited):
        return
    if any(told_from_the_other_side(statement, face) for face in faces):
        return
    if said.comparison is None:
        faces = tuple(face for face in faces if not _of_the_other_side(statement, face))
    if not faces:
        return
    met = _in_place(said, faces) or _of_one_thing(said, faces) or _by_estimate(said, faces)
    if met is not None:
        yield set_against("direction", Outcome.CONTRADICTED, statement, *met)


def _of_the_other_side(statement: str, face: Facing) -> bool:
    """Whether a sentence compares two, and the statement does not tell of the first: the second has less."""
    there = assertions(face.text).comparison
    return there is not None and bool(there.sign) and side_told(statement, there) != 1


def _in_place(said: Assertions, faces: Sequence[Facing]) -> _Turned | None:
    """A word of the passage in the same place of the sentence is the opposite of the statement's."""
    for one in said.signed:
        for face in faces:
            if face.shared < IN_ORDER:
                break
            if assertions(face.text).inquires:
                continue
            nearly = face.shared >= NEARLY_ALL
            for strict in (True, False) if nearly else (True,):
                other = _opposite(one, assertions(face.text), strict=strict)
                if other is not None and not _stands(one, face, faces, strict=strict):
                    return (one.start, one.end), face, (other.start, other.end)
    return None


def _opposite(one: Signed, there: Assertions, *, strict: bool) -> Signed | None:
    for other in there.signed:
        if set(one.signs) & {(sense, -sign) for sense, sign in other.signs} and _beside(
            one, other, strict=strict
        ):
            denied = any(d.start <= other.start <= d.end + 60 for d in there.denials if d.main)
            return None if denied else other
    return None


def _beside(one: Signed, other: Signed, *, strict: bool) -> bool:
    """Whether the same words stand on both sides, or, less strictly, on one."""
    left = bool(one.left) and one.left == other.left
    right = bool(one.right) and one.right == other.right
    return (left and right) if strict else (left or right)


def _stands(one: Signed, here: Facing, faces: Sequence[Facing], *, strict: bool) -> bool:
    """Whether some sentence has the statement's own word, or one of its sense, beside the same words."""
    return any(
        set(other.signs) & set(one.signs) and _beside(one, other, strict=strict and face is not here)
        for face in faces
        for other in assertions(face.text).signed
    )


def _of_one_thing(said: Assertions, faces: Sequence[Facing]) -> _Turned | None:
    """The passage moves the same thing the other way, and nowhere this way."""
    if faces[0].shared < PLAINLY:
        return None
    for place, move in enumerate(said.moves):
        if move.denied or move.text.lower() in _SLIGHT:
            continue
        met = _opposed(move, _product(said.moves[:place]), said, faces)
        if met is not None:
            face, other = met
            return (move.start, move.end), face, (other.start, other.end)
    return None


#: Beside an adjective these say how much, not which way.
_SLIGHT = frozenset({"more", "less", "high", "low", "longer", "best"})


def _product(moves: Sequence[Move]) -> int:
    sign = 1
    for move in moves:
        sign *= move.sign
    return sign


def _opposed(
    move: Move, before: int, said: Assertions, faces: Sequence[Facing]
) -> tuple[Facing, Move] | None:
    found = None
    for face in faces:
        there = assertions(face.text)
        if there.inquires:
            continue
        for place, other in enumerate(there.moves):
            same = _same_way(move, other)
            if same is None:
                continue
            if same or other.denied:
                return None
            plain = said.inverted == there.inverted and before == _product(there.moves[:place])
            if found is None and face.shared >= PLAINLY and plain and other.text.lower() not in _SLIGHT:
                found = face, other
    return found


def _same_way(one: Move, other: Move) -> bool | None:
    """Whether two moves of one thing go the same way; None where they are of different things."""
    mine, sign = _turned(one)
    theirs, its = _turned(other)
    if not mine & theirs or one.valued != other.valued:
        return None
    return sign == its


def _turned(one: Move) -> tuple[frozenset[str], int]:
    """What changes, survival under the name of death, and the sign that goes with that."""
    sign = one.sign
    for key in one.of & TURNED.keys():
        sign = one.sign * TURNED[key][1]
    return frozenset(TURNED.get(key, (key, 1))[0] for key in one.of), sign


def _by_estimate(said: Assertions, faces: Sequence[Facing]) -> _Turned | None:
    """The statement says "reduces" where the passage gives a ratio above 1, and no word of change."""
    near = faces[0]
    there = assertions(near.text)
    if near.shared < PLAINLY or there.signed or there.denials or said.inverted != there.inverted:
        return None
    ratios = [one for one in quantities(near.text) if one.kind is QuantityKind.RATIO and one.unit in RATIOS]
    sides = {one.value > 1 for one in ratios if one.value != 1}
    moves = [one for one in said.moves if not one.denied and not one.valued]
    if len(sides) != 1 or len(moves) != 1 or not moves[0].of & keys(near.text):
        return None
    _, sign = _turned(moves[0])
    if (sign > 0) == sides.pop():
        return None
    return (moves[0].start, moves[0].end), near, (ratios[0].start, ratios[0].end)
