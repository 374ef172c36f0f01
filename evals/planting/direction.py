"""More for less, better for worse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.negation import NEGATED
from evals.planting.words import OPPOSITES, article

_DIRECTION = re.compile(
    rf"(?P<art>\b[Aa]n? )?(?<![\w-])(?P<w>{'|'.join(sorted(OPPOSITES, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)

_FIXED_AFTER = re.compile(
    r"\s?(?:back|doses?\b|school|income|"
    r"quality|certainty|than \d|than (?:one|two|half)|limb|respiratory|airway|tract|"
    r"extremit\w+|education|throughput|resolution|density lipo\w+|or less|or more|and more|importantly|"
    r"recent|generally|specific\w*|research|stud\w+|needs?|information|to know|practices?|"
    r"levels? of evidence|likely (?:that|to be explained)|frequency|scores?\b|of\b(?= (?:death|disease))|"
    r"by\b(?= (?:the|a|an|this))|molecular|proportion|blood pressure in|responses?\b)",
    re.IGNORECASE,
)

_FIXED_BEFORE = re.compile(
    r"\b(?:once|any|no|not|much|many|some|even|one or|two or|the|far from|what is) $", re.I
)

_ROLE_WORDS = frozenset(
    ["prevent", "preventing", "cause", "causing", "prevented", "caused", "causes", "prevents"]
)

_AIM = re.compile(
    r"\b(?:to|help|helps|helped|helping|in|for|by|of|could|and|or|the|main|common|is|are|was|were) $", re.I
)

_SOFT = frozenset(
    [
        "more",
        "less",
        "high",
        "low",
        "effective",
        "safe",
        "rose",
        "fall",
        "falls",
        "fell",
        "slow",
        "cause",
        "causes",
    ]
)


def directions(statement: str, passage: str | None) -> Iterator[Change]:
    """One word of direction turned; not where something is denied: "not reduced" is not "increased"."""
    del passage
    if NEGATED.search(statement) or re.search(r"\?|\b(?:similar|equal|same|unchanged|whether)\b", statement):
        return
    for match in _DIRECTION.finditer(statement):
        word = match["w"].lower()
        after, before = statement[match.end() :], statement[: match.start()]
        if _no_direction(word, before, after):
            continue
        other = OPPOSITES[word]
        if word == "more" and re.match(r"\s(?:\w+ )?\w*s\b(?! \w+ed\b)", after) and "than" in after:
            other = "fewer"
        art = f"{article(other)} " if match["art"] else ""
        if match["art"] and match["art"][0] == "A":
            art = art.capitalize()
        yield Change(match.start(), match.end(), art + other)


def _no_direction(word: str, before: str, after: str) -> bool:
    """Whether the word stands for something else here: "gives rise to", "40% or less", "to prevent"."""
    if _FIXED_AFTER.match(after) or (word in _SOFT and _FIXED_BEFORE.search(before)):
        return True
    if word in _ROLE_WORDS and (_AIM.search(before) or re.match(r" (?:of|by)\b", after)):
        return True
    return bool(re.search(r"\b(?:give|gives|gave|giving|or) $", before))
