"""Whether a sentence is for or against doing a thing: it recommends it, or it warns of it.

"Should not be used", "should be avoided", "is contraindicated" and "recommends against" say one thing in four
ways, two of them without a negation: read word by word they look like opposites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

FOR, AGAINST = 1, -1

#: A sentence is read up to here.
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """For (1) or against (-1) doing a thing, said where ``text[start:end]`` stands."""

    sign: int
    start: int
    end: int
    text: str


_DO = (
    r"(?:us|tak|giv|start|prescrib|offer|administ|combin|initiat|perform|order|treat|drink|eat|appl|consider|"
    r"recommend|advis|indicat|encourag|undertak|repeat|continu)\w*"
)
_STOP = (
    r"(?:avoid\w*|stop(?:ped|ping)?|withh[eo]ld\w*|discontinu\w+|withdraw\w*|discourag\w+|abandon\w*|omit\w*)"
)
_SHOULD = r"(?:should|must|ought to|shall|needs? to|is to|are to|has to|have to)"
_NOT = r"(?:(?:not|never|n['’]t|no longer)(?: (?:be|been|routinely|usually|generally|normally|\w+ly))*)"
_BE = r"(?:is|are|was|were|be|been|being)"
#: Against, the longer before the shorter: what is read here is not read again as a word that is for.
_AGAINST = (
    rf"\b{_SHOULD} (?:\w+ly )?{_NOT} {_DO}",
    rf"\b(?:should|must|sha)n['’]t (?:be )?(?:\w+ly )?{_DO}",
    r"\b(?:do|does|did|can|could|would|will|may|might) ?(?:not|n['’]t|never) (?:be )?(?:\w+ly )?"
    r"(?:us\w*|tak\w*|giv\w*|start\w*|prescrib\w*|offer\w*|recommend\w*|advis\w*)",
    rf"\b{_BE} {_NOT} (?:recommended|advised|advisable|indicated|appropriate|suitable|safe|licensed|"
    r"approved)",
    rf"\b{_SHOULD} (?:\w+ly )?(?:be )?{_STOP}",
    r"\b(?:recommend|suggest|advis|caution|warn)\w* (?:\w+ly )?(?:against|not (?:to )?\w+ing)",
    r"\b(?:is|are|was|were) (?:\w+ly )?contra-?indicated",
    r"\bcontra-?indications? (?:to|for)",
    r"\b(?:is|are) unsafe",
    r"\bto be avoided",
    r"(?:^|(?<=[.;:,] ))avoid (?=\w)",
)
_FOR = (
    rf"\b{_BE} {_NOT} contra-?indicated",
    r"\bno contra-?indications? (?:to|for)",
    rf"\b{_SHOULD} (?:\w+ly )?(?:be )?{_DO}\b(?! (?:\w+ )?in(?:to)? (?:\w+ )?(?:account|consideration))",
    r"\b(?:can|may) (?:safely )?be (?:safely )?(?:used|taken|given|started|prescribed|offered|combined)",
    rf"\b{_BE} (?:\w+ly )?(?:recommended|advised|advisable|indicated|encouraged)",
    r"\b(?:recommends?|advises?|endorses?|encourages?)(?= )",
    r"\brecommended (?!dos|dail|intake|level|target)",
    rf"\b{_SHOULD} (?:\w+ly )?receive",
    rf"\b(?:{_BE}|considered|constitutes?|becomes?|became|remains?) (?:(?:the|an?) )?(?:good )?"
    r"(?:first[- ]line|(?:treatment|drug|therapy) of choice)",
    r"\b(?:is|are) safe",
    r"\bsafely (?:used|taken|given)",
)
_STANCE = re.compile(
    f"(?P<against>{'|'.join(_AGAINST)})|(?P<in_favour>{'|'.join(_FOR)})".replace(" ", r"\s"), re.IGNORECASE
)
#: "Not without", "not unless": what is asked for is the condition.
_BUT_FOR = re.compile(r"[^.;:]{0,60}?\b(?:without|unless|until|before)\b", re.IGNORECASE)
_NEVER_STANCE = re.compile(
    r"\b(?:avoid (?:the need|having)|recommended (?:dose|dosage|daily))\b",
    re.IGNORECASE,
)


def stances(text: str) -> tuple[Stance, ...]:
    """What ``text`` is for and against, in its order. Pure.

    >>> [one.sign for one in stances("It is recommended in adults; it should be avoided in children.")]
    [1, -1]
    """
    return _stances(text[:LONGEST])


@lru_cache(maxsize=8192)
def _stances(text: str) -> tuple[Stance, ...]:
    return tuple(
        Stance(sign=AGAINST if match["against"] else FOR, start=match.start(), end=match.end(), text=match[0])
        for match in _STANCE.finditer(text)
        if not _NEVER_STANCE.search(text, max(0, match.start() - 3), match.end() + 12)
        and not (match["against"] and _BUT_FOR.match(text, match.end()))
    )


def stance(text: str) -> int:
    """1 where all that ``text`` says is for, -1 where all is against, 0 where it says neither or both."""
    signs = {one.sign for one in stances(text)}
    return signs.pop() if len(signs) == 1 else 0
