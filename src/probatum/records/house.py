"""The house library: what people write with the tools of the house, and what an article is once it is cited.

A *practice summary* says what one guideline recommends, strength and certainty in the issuer's own words.
A *topic overview* says what several works say of one topic. Neither is ever called a guideline (Institute of
Medicine, "Clinical Practice Guidelines We Can Trust", 2011: a guideline is its panel's own text).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from probatum.records.claim import Citation
from probatum.records.source import Design, LinkKind, Source


class Kind(StrEnum):
    """What kind of article a revision is of."""

    ANSWER = "answer"
    SUMMARY = "practice summary"
    OVERVIEW = "topic overview"


#: What an article of each kind is as a source: these designs, and no other.
AS_SOURCE: Mapping[Kind, Design] = {
    Kind.SUMMARY: Design.HOUSE_SUMMARY,
    Kind.OVERVIEW: Design.HOUSE_OVERVIEW,
}

#: The designs of this house's own articles.
HOUSE: frozenset[Design] = frozenset(AS_SOURCE.values())

#: The scheme of the identifier of a house article as a source: its value is the hash of the revision.
REVISION = "house"

#: The scheme under which such a source names its article, and a link its work and where that stands behind.
ARTICLE, WORK, AT = "article", "source", "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """The guideline that a summary sums up, as it was held: ``source`` is its id here.

    ``version`` is the issuer's own version, or the year.
    """

    source: str
    title: str
    issuer: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Words of the issuer for how strong or how sure, where they stand in the guideline's text.

    ``legend`` is where the issuer's own text says what they mean; None where it does not: no scale of another
    body is laid over them.
    """

    words: Citation
    legend: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Strength and certainty of one recommendation (``claim``: its id); None where the issuer gives none."""

    claim: str
    strength: Grade | None = None
    certainty: Grade | None = None


def is_house(source: Source) -> bool:
    """Whether a work is one of this house's own articles."""
    return source.design in HOUSE


def revision_of(source: Source) -> tuple[str, str] | None:
    """The article and the hash of the revision that a source is; None where it is none of this house."""
    other = dict(source.identifiers.other)
    if not is_house(source) or REVISION not in other or ARTICLE not in other:
        return None
    return other[ARTICLE], other[REVISION]


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """A work that a house article rests on: its id here and what it is called."""

    source: str
    label: str


def primaries(source: Source, start: int, end: int) -> tuple[Primary, ...]:
    """The works behind the span ``[start, end)`` of a house article's text; all of its works where none is
    known for that span. Empty for any other work."""
    if not is_house(source):
        return ()
    told = [link for link in source.links if link.kind is LinkKind.RESTS_ON]
    within = [link for link in told if _behind(link.target.other, start, end)]
    return tuple(
        Primary(source=dict(link.target.other)[WORK], label=link.citation)
        for link in within or told
        if WORK in dict(link.target.other)
    )


def _behind(other: tuple[tuple[str, str], ...], start: int, end: int) -> bool:
    for scheme, value in other:
        if scheme == AT:
            first, _, last = value.partition("-")
            if int(first) < end and start < int(last):
                return True
    return False
