"""Words for what happens to patients, so that two figures for one thing are seen to be for one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: One name for each event, with the words that say it.
_EVENTS = {
    "relapse": r"relaps\w*|recurr\w*|flares?|flaring|exacerbat\w*",
    "remission": r"remission|remit\w*",
    "death": r"mortality|deaths?|died|die|dies|fatal\w*|case[- ]fatality",
    "survival": r"surviv\w*",
    "response": r"respon(?:se|ses|der|ders|ded|d|sive)|improve(?:d|ment)",
    "cure": r"cur(?:e|ed|es)|resol(?:ved|ution)|recover\w*|healed|healing",
    "progression": r"progress(?:ion|ed|es)?",
    "bleeding": r"(?:major )?(?:bleed\w*|h(?:a)?emorrhag\w*)",
    "stroke": r"strokes?",
    "infection": r"(?:serious |severe )?infect(?:ion|ions|ed)",
    "damage": r"damage",
    "hospitalisation": r"hospitali[sz]\w*|admission|admitted|readmi\w*",
    "discontinuation": r"discontinu\w*|withdr[ae]w\w*|stopped treatment",
    "adverse event": r"(?:serious )?(?:adverse (?:events?|effects?|reactions?)|side effects?|complications?)",
    "prevalence": r"prevalence|prevalent",
    "incidence": r"incidence",
    "sensitivity": r"sensitivity",
    "specificity": r"specificity",
}  # fmt: skip
_EVENT = re.compile(
    "|".join(rf"(?P<e{place}>\b(?:{words})\b)" for place, words in enumerate(_EVENTS.values())), re.IGNORECASE
)
_NAMES = tuple(_EVENTS)
#: "non-relapsing", "relapse-free", "without relapse", "did not relapse", "free of relapse", "no relapse".
_FREE_BEFORE = re.compile(
    r"(?:\bnon[- ]?|\bun|\b(?:without|free (?:of|from)|no|never|not|absence of|lack of|avoid(?:ed|ing)?|"
    r"did(?:n[’']t| not)|do(?:n[’']t| not)|does(?:n[’']t| not)|remain\w* free of)\s(?:\w+\s){0,2})$",
    re.IGNORECASE,
)
_FREE_AFTER = re.compile(r"^[- ]?free\b", re.IGNORECASE)
#: Words before an event that make another one of it ("complete remission").
_QUALIFIERS = re.compile(
    r"\b(complete|partial|sustained|major|minor|severe|mild|serious|overall|disease-specific|all-cause|"
    r"cardiovascular|"
    r"cancer|early|late|first|second|recurrent|clinical|biochemical|histologic\w*|radiologic\w*|"
    r"drug-free|local|"
    r"distant|in-hospital|perioperative|postoperative|neonatal|maternal|excellent|good|moderate|deep|"
    r"molecular)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event that a sentence names at ``[start, end)``; ``free``: that it does not happen.

    ``kinds`` are the words that narrow it ("complete").
    """

    name: str
    start: int
    end: int
    free: bool
    kinds: frozenset[str]


def happenings(sentence: str) -> tuple[Happening, ...]:
    """The events that a sentence names, in order.

    >>> [(one.name, one.free) for one in happenings("A non-relapsing course is usual.")]
    [('relapse', True)]
    """
    found = []
    for match in _EVENT.finditer(sentence):
        before = sentence[max(0, match.start() - 40) : match.start()]
        after = sentence[match.end() : match.end() + 8]
        found.append(
            Happening(
                name=_NAMES[int((match.lastgroup or "e0")[1:])],
                start=match.start(),
                end=match.end(),
                free=bool(_FREE_BEFORE.search(before) or _FREE_AFTER.match(after)),
                kinds=frozenset(word.lower() for word in _QUALIFIERS.findall(before[-30:])),
            )
        )
    return tuple(found)
