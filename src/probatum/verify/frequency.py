"""How often the statement says that a thing happens is how often the passage says so: most, few, rare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from probatum.language.amounts import size
from probatum.language.content import keys, shared
from probatum.language.numbers import QuantityKind, quantities
from probatum.language.tokens import alternatives
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited
from probatum.verify.coverage import copied
from probatum.verify.derived import opposite
from probatum.verify.facing import Facing, facing, set_against

#: A sentence that shares so much with the statement tells how often the same thing happens.
PLAINLY = 0.55


class Often(StrEnum):
    """What a word says of how often a thing happens, or of how many."""

    MOST = "most"
    FEW = "few"
    COMMON = "common"
    RARE = "rare"


#: After "most" one of these says how much of something else, and no share.
_MOST_WHAT = alternatives(
    "common commonly likely often frequent frequently important effective severe recent relevant prevalent "
    "serious widely studies trials"
)
_NOT_FEW = alternatives("days weeks months years hours minutes studies trials data")
#: Names that begin with "common", and what is common in another sense.
_NOT_COMMON = alternatives(
    "cold bile carotid iliac femoral peroneal used than prescribed recommended called known"
)
_SAYS = {
    often: re.compile("|".join(patterns), re.IGNORECASE)
    for often, patterns in {
        Often.MOST: (
            rf"(?<!at )(?<!the )\bmost (?:of\b|(?!(?:{_MOST_WHAT})\b)\w+)",
            r"\bmajority\b|\bthe bulk of\b",
            r"\b(?:nearly|almost|virtually) (?:all|every\w*|always)\b|\busually\b|\bas a rule\b",
        ),
        Often.FEW: (
            rf"(?<!a )(?<!last )(?<!first )(?<!past )(?<!next )\bfew\b(?! (?:{_NOT_FEW})\b)",
            r"\bonly a (?:few|handful)\b|\bminority\b|\bhardly any\w*\b",
            r"\b(?:nearly|almost|practically) never\b|\ba small (?:number|proportion|fraction) of\b",
        ),
        Often.COMMON: (
            r"(?<!most )(?<!more )(?<!less )(?<!as )(?<!in )\b(?:common(?:ly)?|frequent(?:ly)?|often)\b"
            rf"(?! (?:{_NOT_COMMON})\b)",
            r"\bnot (?:uncommon|infrequent|rare|unusual)(?:ly)?\b",
        ),
        Often.RARE: (
            r"(?<!not )(?<!more )(?<!less )\b(?:rare(?:ly)?|(?:un|in)(?:common|frequent)(?:ly)?|seldom|"
            r"hardly ever|exceptional(?:ly)?)\b(?! (?:diseases?|disorders?|conditions?|than|variants?)\b)",
        ),
    }.items()
}
_AGAINST = {
    Often.MOST: {Often.FEW, Often.RARE},
    Often.FEW: {Often.MOST},
    Often.COMMON: {Often.RARE},
    Often.RARE: {Often.COMMON, Often.MOST},
}
#: From which to which share (per cent) a word is borne out, and from which to which it is contradicted. Of
#: medicines "common" is printed for 1 in 100 or more, "rare" for less than 1 in 1,000 (European Commission, A
#: guideline on summary of product characteristics, 2009); people say "rare" of what that calls uncommon, and
#: of much else, so what lies between is left open.
_BORNE = {Often.MOST: (50, 100), Often.FEW: (0, 25), Often.COMMON: (10, 100), Often.RARE: (0, 1)}
_REFUTED = {Often.MOST: (0, 40), Often.FEW: (50, 100), Often.COMMON: (0, 0.1), Often.RARE: (10, 100)}
_PARTS = re.compile(r"; |,? \b(?:whereas|while|but|although)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|n['’]t|no longer|never) (?:\w+ )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    often: Often
    start: int
    end: int


def frequency(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement says "most" or "rare" and the passage an opposed word, or such a share.

    Nothing is found where a sentence bears the word out, or gives several shares.
    """
    word = _word(statement)
    if word is None or copied(statement, cited):
        return
    against = None
    for face in _near(statement, word, cited):
        borne, place = _held_against(statement, word, face)
        if borne:
            return
        if place and against is None:
            against = face, place
    if against is not None:
        at = word.start, word.end
        yield set_against("frequency", Outcome.CONTRADICTED, statement, at, *against)


def as_often(statement: str, cited: Sequence[Cited]) -> bool:
    """Whether a sentence bears out how often the statement says that the thing happens. Pure."""
    word = _word(statement)
    return word is not None and any(
        _held_against(statement, word, face)[0] for face in _near(statement, word, cited)
    )


def seldom(text: str) -> bool:
    """Whether a text says of something that it is rare, or of few. Pure."""
    return any(one.often in (Often.FEW, Often.RARE) for one in _words(text))


def _near(statement: str, word: _Word, cited: Sequence[Cited]) -> list[Facing]:
    """The sentences that speak of what is said to happen."""
    rest = f"{statement[: word.start]} {statement[word.end :]}"
    return [
        face for face in facing(statement, cited) if shared(rest, keys(face.text), numbers=False) >= PLAINLY
    ]


def _words(text: str) -> list[_Word]:
    return [
        _Word(often=often, start=match.start(), end=match.end())
        for often, pattern in _SAYS.items()
        for match in pattern.finditer(text)
        if not _NOT.search(text[: match.start()])
    ]


def _word(statement: str) -> _Word | None:
    """The one word of the statement that says how often; None where there is none, or more."""
    found = _words(statement)
    return found[0] if len(found) == 1 else None


def _held_against(statement: str, word: _Word, face: Facing) -> tuple[bool, tuple[int, int] | None]:
    """Whether the sentence bears the word out; and where it says the opposite."""
    start, end = _clause(statement, face.text)
    theirs = [one for one in _words(face.text) if start <= one.start < end]
    if opposite(statement, face.text[start:end]):  # "most do not" is "few do"
        return False, None
    if any(one.often is word.often for one in theirs):
        return True, None
    opposed = [one for one in theirs if one.often in _AGAINST[word.often]]
    if opposed:
        return False, (opposed[0].start, opposed[0].end)
    borne, place = _by_share(word, face.text[start:end])
    return borne, (place[0] + start, place[1] + start) if place else None


def _clause(statement: str, text: str) -> tuple[int, int]:
    """The clause of a sentence that shares most with the statement."""
    cuts = [0, *(match.start() for match in _PARTS.finditer(text)), len(text)]
    return max(pairwise(cuts), key=lambda cut: shared(statement, keys(text[slice(*cut)])))


def _by_share(word: _Word, text: str) -> tuple[bool, tuple[int, int] | None]:
    shares = [
        one
        for one in quantities(text)
        if one.kind is QuantityKind.PERCENT or (one.kind is QuantityKind.OF_TOTAL and one.total)
    ]
    values = [size(one) for one in shares]
    if len({round(value) for value in values}) != 1:
        return False, None
    borne, refuted = (
        bounds[word.often][0] <= values[0] <= bounds[word.often][1] for bounds in (_BORNE, _REFUTED)
    )
    return borne, (shares[0].start, shares[0].end) if refuted and not borne else None
