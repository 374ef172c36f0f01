"""Other people than those whom the passage speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.casing import like
from evals.planting.errors import Change
from evals.planting.passage import holds
from evals.planting.words import POPULATIONS, article

_PEOPLE = "|".join(sorted((one for one, _ in POPULATIONS), key=len, reverse=True))

_POPULATION = re.compile(
    rf"(?P<art>\b[Aa]n? )?(?<![\w-])(?P<w>{_PEOPLE})"
    r"(?![\w-])",
    re.IGNORECASE,
)

_CONFUSED = {one.lower(): other for one, other in POPULATIONS}


def populations(statement: str, passage: str | None) -> Iterator[Change]:
    """Other people, where the passage names these and not the others."""
    for match in _POPULATION.finditer(statement):
        word = match["w"].lower()
        other = _CONFUSED[word]
        if passage is not None and (not holds(passage, word) or _stem_holds(passage, other)):
            continue
        if _stem_holds(statement, other) or _no_people(statement, match):
            continue
        art = like(match["art"], f"{article(other)} ") if match["art"] else ""
        yield Change(match.start(), match.end(), art + like(match["w"], other))


def _no_people(statement: str, match: re.Match[str]) -> bool:
    """Whether the word is part of something else: "mouse model", "mutant mice", "prostate cancer (PC)"."""
    after, before = statement[match.end() :], statement[: match.start()]
    if match["w"].lower() == "patients" and not re.match(r" (?:with|who)\b|[.]?$", after):
        return True
    bred = re.search(
        r"(?:mutant|transgenic|knock-?out|deficient|null|lacking|type|[-/+]) $", before, re.IGNORECASE
    )
    return bool(bred or re.match(r" (?:models?|cells?|\()|-", after))


#: Other words for the same people: where they stand in the passage nothing is known to be false.
_SAME_PEOPLE = {
    "children": r"child|p(?:a)?ediatric|infan|adolescen|juvenil|boys|girls|young|school",
    "adults": r"adult|elderly|older|aged \d\d|women|men\b",
    "adult": r"adult|elderly|older", "women": r"wom[ae]n|female|mother|pregnan|girls",
    "men": r"\bm[ae]n\b|\bmale|boys",
    "male": r"\bmale|\bm[ae]n\b", "female": r"female|wom[ae]n", "males": r"\bmale|\bm[ae]n\b",
    "females": r"female|wom[ae]n",
    "humans": r"human|patient|people|wom[ae]n|\bm[ae]n\b|participant|volunteer",
    "human": r"human|patient|people|participant", "mice": r"\bmice|mouse|murine|rodent",
    "mouse": r"\bmice|mouse|murine", "young": r"young|adolescen|child", "diabetic": "diabet",
}  # fmt: skip


def _stem_holds(text: str, people: str) -> bool:
    return bool(re.search(_SAME_PEOPLE.get(people, rf"\b{re.escape(people)}"), text, re.IGNORECASE))
